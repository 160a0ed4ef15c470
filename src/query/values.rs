//! `VALUES (..), (..)`: any number of rows of values as a query, for FROM, WITH and INSERT; not what INSERT itself
//! takes.

use std::marker::PhantomData;

use super::cardinality::UnsortedRows;
use super::effect::Read;
use super::output::{Columns, Output, Value};
use super::projection::Items;
use super::select_values::SelectsAlone;
use super::subquery::Subquery;
use super::{ColumnNames, Query, Statement};
use crate::expr::Shape;
use crate::render::{Dialect, Pass, Render};
use crate::types::SqlType;
use crate::types::logic::{Cons, False, List, Nil, True};

/// `VALUES (a, b), ..` of the items `P`, each read as `O`.
#[derive(Debug)]
#[must_use = "a query does nothing until it is run"]
pub struct Values<P, O>(Vec<P>, PhantomData<fn() -> O>);

impl<P: Clone, O> Clone for Values<P, O> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

/// Rows of values as a query: as many as the list has when the program runs, which may be none. Each is a tuple of
/// expressions without a table, such as `value(..)`; one that may be NULL is the `value(..)` of an `Option`.
///
/// A `shape!` gives them names where they are `derived`, or a `cte`; so they are joined, and an UPDATE takes its values
/// from them.
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// shape! { pub pairs { id: i64, visits: i32 } }
///
/// # fn main() {
/// let rows = values([(1_i64, 10), (2, 20)].map(|(id, visits)| (value(id), value(visits))));
/// let q = update(users::table)
///     .from(derived(pairs::table, rows))
///     .set(users::visits.set(pairs::visits))
///     .filter(users::id.eq(pairs::id));
/// assert_eq!(
///     q.to_sql::<Postgres>(),
///     "UPDATE users SET visits = pairs.visits FROM \
///      (SELECT CAST($1 AS BIGINT) AS id, CAST($2 AS INTEGER) AS visits \
///      UNION ALL VALUES (CAST($3 AS BIGINT), CAST($4 AS INTEGER))) AS pairs WHERE users.id = pairs.id"
/// );
/// # }
/// ```
///
/// The first row is a SELECT, which has names for its columns on all databases. Each number of rows is another text,
/// and each value a placeholder, of which 32,766 go into a statement on SQLite, and 65,535 elsewhere. As a side of
/// UNION, and where a recursion begins, it is `derived` first.
pub fn values<R, P, O, I>(rows: R) -> Values<P::Items, O>
where
    R: IntoIterator<Item = P>,
    P: SelectsAlone<O, I>,
    O: Columns<List: EmptyRow>,
{
    Values(rows.into_iter().map(|row| row.items()).collect(), PhantomData)
}

impl<P: Items, O> Statement for Values<P, O> {
    type Effect = Read;
    type Open = P::Open;
    type MeansRows = True;
    const SHAPE: Shape = Shape::Dynamic;
}

impl<P: Items, O> Subquery for Values<P, O> {
    type Limited = False;
    type Reads = Nil;
    type Past = Nil;
    type IsCopy = True;
}

impl<P: Items, O: Output> Query for Values<P, O> {
    type Output = O;
    type Rows = UnsortedRows;

    fn columns(&self) -> ColumnNames {
        P::column
    }
}

impl<D, P, O> Render<D> for Values<P, O>
where
    D: Dialect,
    P: Render<D>,
    O: Columns<List: EmptyRow>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("SELECT ");
        pass.open_select();
        pass.of_rows(|pass| {
            let Some((first, others)) = self.0.split_first() else {
                pass.items(|pass| O::List::write(pass));
                return pass.sql(" WHERE FALSE");
            };
            pass.items(|pass| first.walk(pass));
            for (at, row) in others.iter().enumerate() {
                pass.sql(if at > 0 { ", " } else { " UNION ALL VALUES " });
                pass.sql(pass.spec().values_row);
                pass.sql("(");
                row.walk(pass);
                pass.sql(")");
            }
        });
        pass.close_select(|_| {});
    }
}

/// The columns of no row.
pub trait EmptyRow {
    /// Writes them, each with its type.
    fn write(pass: &mut Pass<'_, '_>);
}

impl EmptyRow for Nil {
    fn write(_: &mut Pass<'_, '_>) {}
}

impl<T: SqlType, N, R: EmptyRow + List> EmptyRow for Cons<Value<T, N>, R> {
    fn write(pass: &mut Pass<'_, '_>) {
        pass.item(|pass| {
            pass.sql("CAST(NULL AS ");
            pass.sql((pass.spec().cast_type)(T::KIND));
            pass.sql(")");
        });
        pass.sql(if R::LEN > 0 { ", " } else { "" });
        R::write(pass);
    }
}
