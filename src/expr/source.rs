//! The table that an expression is of: that of its first column. `select` without `from` asks it.

use super::Expr;
use super::column::Col;
use crate::schema::Source;

/// The table that a projection without `from` is selected from: that of its first column.
#[diagnostic::on_unimplemented(
    message = "`select(..)` needs a column to know its table by",
    label = "begin with a column, an expression of one or a row struct, or write `from(table)` before"
)]
pub trait OwnSource {
    /// That table.
    type Source: Source + Default;
}

impl<C, S: Source + Default> OwnSource for Col<C, S> {
    type Source = S;
}

impl<N: OwnSource> OwnSource for Expr<N> {
    type Source = N::Source;
}
