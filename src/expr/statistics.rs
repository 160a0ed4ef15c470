//! Aggregates of statistics and of truth: `stddev_pop`, `var_samp`, `bool_and`.

use std::marker::PhantomData;

use super::Expr;
use super::aggregate::{AggregateFunction, AggregateOf, Aggregated};
use super::node::Node;
use crate::render::Spec;
use crate::types::family::{Number, Truth};
use crate::types::null::{Nullable, Nullness};

/// The feature standard deviation and variance, which SQLite lacks.
pub enum Statistics {}
supports!(Statistics: Postgres MySql MariaDb);

aggregates! {
    /// `stddev_pop(a)`: the standard deviation of all values; NULL where the query has no group and no row.
    StddevPop stddev_pop(Number) -> f64, N, cast Float64;
    /// `stddev_samp(a)`: the standard deviation of a sample; NULL of fewer than two values.
    StddevSamp stddev_samp(Number) -> f64, Nullable, cast Float64;
    /// `var_pop(a)`: the variance of all values; NULL where the query has no group and no row.
    VarPop var_pop(Number) -> f64, N, cast Float64;
    /// `var_samp(a)`: the variance of a sample; NULL of fewer than two values.
    VarSamp var_samp(Number) -> f64, Nullable, cast Float64;
    /// `bool_and(a)`, or `min(a)`: all are true; NULL where the query has no group and no row.
    BoolAnd bool_and(Truth) -> bool, N, name spelled!("min", "bool_and", "min");
    /// `bool_or(a)`, or `max(a)`: one is true; NULL where the query has no group and no row.
    BoolOr bool_or(Truth) -> bool, N, name spelled!("max", "bool_or", "max");
}

macro_rules! of {
    ($($function:ident $needs:ty;)*) => {$(
        impl<T> AggregateOf<T> for $function {
            type Needs = $needs;
        }
    )*};
}

of! {
    StddevPop Statistics;
    StddevSamp Statistics;
    VarPop Statistics;
    VarSamp Statistics;
    BoolAnd ();
    BoolOr ();
}
