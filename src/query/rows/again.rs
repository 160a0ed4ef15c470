//! `SELECT key FROM (query) AS objects`: the keys of rows that were read, by what has read them.

use crate::query::open::for_open;
use crate::query::subquery::Subquery;
use crate::render::{Dialect, Pass, Render};
use crate::types::logic::{Cons, Nil};

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
        for (i, column) in columns.iter().enumerate() {
            pass.sql(if i > 0 { ", " } else { "" });
            pass.column(OBJECTS, column);
        }
        // MySQL takes no LIMIT in a subquery of IN, but in one of FROM.
        pass.sql(" FROM (");
        self.0.walk(pass);
        pass.sql(") AS ");
        pass.ident(OBJECTS);
    }
}

/// A query that gives the same rows when it runs once more, and locks none.
pub trait Repeats: Subquery<Open: Steady> {}
impl<Q: Subquery<Open: Steady>> Repeats for Q {}

/// Nothing of what is open makes other rows.
pub trait Steady {}
impl Steady for Nil {}

macro_rules! steady {
    ([$($of:ident),*] $open:ty) => {
        impl<$($of,)* L: Steady> Steady for Cons<$open, L> {}
    };
}

for_open!(steady: Named Outer Reads Owes);
