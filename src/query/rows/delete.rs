//! `DELETE FROM table WHERE key IN (..)`, of rows by their values.

use super::{Rows, matching};
use crate::query::from::table_name;
use crate::render::{Dialect, Pass, Render};

/// A DELETE of the rows with these values.
#[derive(Debug)]
pub struct DeleteRows {
    /// The columns that tell which rows, and their values.
    pub rows: Rows,
}

impl<D: Dialect> Render<D> for DeleteRows {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let rows = &self.rows;
        pass.sql("DELETE FROM ");
        table_name(rows.table, pass);
        matching(rows.table, &rows.places, (0..rows.len()).map(|at| rows.row(at)), pass);
    }
}
