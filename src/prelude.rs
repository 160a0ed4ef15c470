//! What a module that writes queries imports: the macros, the functions that begin a statement,
//! and the traits behind its methods.

pub use crate::dialect::{MariaDb, MySql, Postgres, Sqlite};
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
pub use crate::engine::AnyEngine;
pub use crate::engine::{Engine, Executor};
pub use crate::expr::aggregate::{avg, count, count_rows, max, min, sum};
pub use crate::expr::array::cardinality;
pub use crate::expr::array_agg::array_agg;
pub use crate::expr::case::case_when;
pub use crate::expr::column::outer;
pub use crate::expr::frame::{
    CurrentRow, Following, Preceding, UnboundedFollowing, UnboundedPreceding,
};
pub use crate::expr::function::{
    abs, greatest, least, length, lower, now, replace, round, substr, trim, upper,
};
pub use crate::expr::logic::{all_of, any_of, not};
pub use crate::expr::range::{isempty, lower_bound, upper_bound};
pub use crate::expr::row::row;
pub use crate::expr::sort::SortKey;
pub use crate::expr::string_agg::string_agg;
pub use crate::expr::value::{always, int, never, value};
pub use crate::expr::window::{
    cume_dist, dense_rank, first_value, lag, last_value, lead, nth_value, ntile, percent_rank,
    rank, row_number, window,
};
pub use crate::orm::{
    LoadValues, Loaded, Nest, New, Partial, RelationLoads, Session, Tracked, With,
};
pub use crate::query::boxed::BoxedOf;
pub use crate::query::boxed_condition::Filter;
pub use crate::query::cardinality::{
    AnyRows, HasFirst, ManyRows, OneRow, OptionalRow, UnsortedRows,
};
pub use crate::query::conflict::excluded;
pub use crate::query::delete::delete;
pub use crate::query::derived::derived;
pub use crate::query::effect::{Locking, Reading, Writing};
pub use crate::query::insert::insert_into;
pub use crate::query::lateral::lateral;
pub use crate::query::said::Says;
pub use crate::query::select::{from, select};
pub use crate::query::select_values::select_values;
pub use crate::query::set_operation::SetOperations;
pub use crate::query::subquery::{exists, not_exists, scalar};
pub use crate::query::table_function::{generate_series, generate_series_by, unnest};
pub use crate::query::update::update;
pub use crate::query::values::values;
pub use crate::query::with::{cte, recursive, recursive_union, with};
pub use crate::query::{Query, ReadQuery, ToSqlText};
pub use crate::render::Render;
pub use crate::{
    Assignments, Projection, SqlType, alias, functions, raw, schema, shape, sql, table, text,
    variants, view,
};
