//! `SELECT key FROM (query) AS objects`: the keys of rows that were read, by what has read them.

use super::select::listed;
use crate::expr::raw::Steady;
use crate::query::boxed::NotLocked;
use crate::query::clause::{Clauses, slot};
use crate::query::limit::{InOrder, TakesSome};
use crate::query::said::Said;
use crate::query::select::Select;
use crate::query::set_operation::SetOperation;
use crate::query::subquery::Subquery;
use crate::render::{Dialect, Pass, Render};
use crate::types::logic::{Bool, Or};

/// A statement that has read objects, as a subquery of some of their columns.
pub trait Again<D>: Sync {
    /// `SELECT a, b FROM ..`
    fn walk<'a>(&'a self, columns: &[&'static str], pass: &mut Pass<'_, 'a>);
}

/// A query whose rows are objects.
pub struct RowsAgain<'q, Q>(pub &'q Q);

/// The name of the query.
const OBJECTS: &str = "relata_objects";

impl<D: Dialect, Q: Render<D> + Sync> Again<D> for RowsAgain<'_, Q> {
    fn walk<'a>(&'a self, columns: &[&'static str], pass: &mut Pass<'_, 'a>) {
        pass.sql("SELECT ");
        listed(columns.iter().map(|column| (OBJECTS, *column)), pass);
        // MySQL takes no LIMIT in a subquery of IN, but in one of FROM.
        pass.sql(" FROM (");
        self.0.walk(pass);
        pass.sql(") AS ");
        pass.ident(OBJECTS);
    }
}

/// A query that gives the same rows when it runs once more, and locks none.
pub trait Repeats: Subquery<Open: Steady + NotLocked> + TakesSame {}
impl<Q: Subquery<Open: Steady + NotLocked> + TakesSame> Repeats for Q {}

/// A query that takes all rows, or some in an order.
pub trait TakesSame {}
impl<W, Q: TakesSame> TakesSame for Said<W, Q> {}
impl<F, P, G, C: Clauses> TakesSame for Select<F, P, G, C> where
    Or<C::Has<slot::OrderBy>, <TakesSome<C> as Bool>::Not>: InOrder
{
}
impl<Op, A, B, C: Clauses> TakesSame for SetOperation<Op, A, B, C> where
    Or<C::Has<slot::OrderBy>, <TakesSome<C> as Bool>::Not>: InOrder
{
}
