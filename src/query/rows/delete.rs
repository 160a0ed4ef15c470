//! `DELETE FROM table WHERE key IN (..)`, of rows by their values, and the UPDATE that only marks them as
//! deleted.

use super::{Below, Rows, matching, matching_below, table_of};
use crate::query::from::table_name;
use crate::render::{Dialect, Pass, Render};
use crate::schema::def::Deleted;

/// A DELETE of the rows with these values, or of those below them.
#[derive(Debug)]
pub struct DeleteRows<'v> {
    /// The columns that tell which rows, and their values.
    pub rows: Rows<'v>,
    /// The rows that reference these, and so on: the last are deleted.
    pub below: &'v [Below],
}

impl<D: Dialect> Render<D> for DeleteRows<'_> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("DELETE FROM ");
        table_name(table_of(&self.rows, self.below), pass);
        matching_below(&self.rows, self.below, pass);
    }
}

/// An UPDATE that marks the rows with these values as deleted.
#[derive(Debug)]
pub struct MarkRows<'v> {
    /// The columns that tell which rows, and their values.
    pub rows: Rows<'v>,
    /// The column that is set.
    pub column: Deleted,
    /// The column that counts versions.
    pub version: Option<usize>,
}

impl<D: Dialect> Render<D> for MarkRows<'_> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let Self { rows, column, version } = self;
        pass.sql("UPDATE ");
        table_name(rows.table, pass);
        pass.sql(" SET ");
        let (Deleted::At(name) | Deleted::Flag(name)) = column;
        pass.ident(name);
        pass.sql(" = ");
        pass.sql(match column {
            Deleted::At(_) => pass.spec().now,
            Deleted::Flag(_) => pass.spec().truth[1],
        });
        if let Some(version) = version {
            pass.sql(", ");
            pass.ident(rows.name(*version));
            pass.sql(" = ");
            pass.ident(rows.name(*version));
            pass.sql(" + 1");
        }
        matching(rows.table, rows.places, (0..rows.len()).map(|at| rows.row(at)), pass);
    }
}
