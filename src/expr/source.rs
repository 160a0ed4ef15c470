//! The table that an expression is of: that of its first column. `select` without `from` asks it.

use super::Expr;
use super::aggregate::{Aggregated, AggregatedDistinct, Filtered, SumOf};
use super::column::Col;
use super::window::{Over, WindowCall};
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

macro_rules! by_first {
    ($([$($generic:tt)*] $node:ty: $first:ident;)*) => {$(
        impl<$first: OwnSource $($generic)*> OwnSource for $node {
            type Source = $first::Source;
        }
    )*};
}

by_first! {
    [] Expr<N>: N;
    [, F] Aggregated<F, N>: N;
    [, F] AggregatedDistinct<F, N>: N;
    [, S] SumOf<N, S>: N;
    [, C] Filtered<N, C>: N;
    [, P, O, F] Over<N, P, O, F>: N;
    [, F] WindowCall<F, N>: N;
}
