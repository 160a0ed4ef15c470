//! Functions in FROM and JOIN, each row of which is a value: `unnest` and `generate_series`.

use std::marker::PhantomData;

use super::derived::{MatchesShape, Shaped, column_names};
use super::from::{Follows, FromClause, FromItem, IntoItem};
use super::group::Ungrouped;
use super::join::{JoinBy, JoinTarget, Joins, attach};
use super::lateral::{ByLateral, JoinsLaterally, OnTrue};
use super::output::Value;
use super::select::{Select, Unset};
use crate::expr::kind::InFrom;
use crate::expr::{Expr, In, Node, Resolve, Shape};
use crate::render::{Pass, Render, Supports};
use crate::schema::scope::{NotYetThere, One, Scope};
use crate::schema::{Source, Table};
use crate::types::array::{Array, Element};
use crate::types::logic::{Cons, False, Nil, True};
use crate::types::null::NotNull;
use crate::types::{Kind, SqlType};

/// A function whose rows are taken.
pub trait RowFunction {
    /// Its name.
    const NAME: &'static str;
}

/// The function behind [`unnest`].
#[derive(Clone, Copy, Debug)]
pub enum Unnest {}

impl RowFunction for Unnest {
    const NAME: &'static str = "unnest";
}

/// The function behind [`generate_series`].
#[derive(Clone, Copy, Debug)]
pub enum GenerateSeries {}

impl RowFunction for GenerateSeries {
    const NAME: &'static str = "generate_series";
}

/// `f(a, b) AS name (column)`, of the function `F` with the arguments `A`.
#[derive(Debug)]
pub struct TableFunction<S, F, A>(S, A, PhantomData<F>);

copy_fields!([S, F, A] TableFunction<S, F, A>: S A => |this| {
    Self(this.0.clone(), this.1.clone(), PhantomData)
});

/// The columns of a function that gives values of type `T`.
type Gives<T, N> = Cons<Value<T, N>, Nil>;
/// The columns of a shape.
type ColumnsOf<S> = <<S as Source>::Table as Shaped>::Columns;

/// `unnest(array)` in FROM or JOIN: a row for each element, as the one column of a `shape!`. It sees the tables
/// before it. `inner_join` and `cross_join` leave rows without elements out, `left_join` keeps them; none of them
/// takes `.on(..)`. On PostgreSQL.
///
/// ```
/// use relata::prelude::*;
/// table! { pub notes { #[primary_key] id: i64, tags: Vec<String> } }
/// shape! { pub tag { name: String } }
///
/// # fn main() {
/// let q = from(notes::table)
///     .inner_join(unnest(tag::table, notes::tags))
///     .group_by(tag::name)
///     .select((tag::name, count_rows()));
/// assert_eq!(
///     q.to_sql::<Postgres>(),
///     "SELECT tag.name, count(*) FROM notes JOIN unnest(notes.tags) AS tag (name) ON TRUE \
///      GROUP BY tag.name"
/// );
/// # }
/// ```
///
/// An array of the program's own is `value(vec![..])`. NULL has no elements. The column is an `Option` where the
/// array's elements are.
pub fn unnest<S, N, E>(shape: S, array: Expr<N>) -> TableFunction<S, Unnest, Cons<N, Nil>>
where
    S: Source<Table: Shaped>,
    N: Node<Type: Array<Element = E>, Kind: InFrom>,
    E: Element,
    Gives<E::Item, E::Null>: MatchesShape<ColumnsOf<S>>,
{
    TableFunction(shape, Cons(array.0, Nil), PhantomData)
}

/// What a series is made of: numbers and moments.
#[diagnostic::on_unimplemented(
    message = "there is no series of `{Self}`",
    label = "a series is of `i32`, `i64`, decimals, or dates with a time"
)]
pub trait InSeries: SqlType {
    /// What is between one and the next.
    type Step;
}

/// What a series without a step is made of: it counts by 1.
#[diagnostic::on_unimplemented(
    message = "a series of `{Self}` needs a step",
    label = "`generate_series_by(shape, first, last, step)` takes one; without, a series is of numbers"
)]
pub trait Counted: InSeries {}

macro_rules! series {
    ($step:ty: $($type:ty)*) => {$( impl InSeries for $type { type Step = $step; } )*};
}

series!(i32: i32);
series!(i64: i64);
impl Counted for i32 {}
impl Counted for i64 {}
#[cfg(feature = "rust_decimal")]
series!(rust_decimal::Decimal: rust_decimal::Decimal);
#[cfg(feature = "rust_decimal")]
impl Counted for rust_decimal::Decimal {}
#[cfg(feature = "chrono")]
series!(crate::types::Interval: chrono::DateTime<chrono::Utc> chrono::NaiveDateTime);
#[cfg(feature = "jiff")]
series!(crate::types::Interval: jiff::Timestamp jiff::civil::DateTime);
#[cfg(feature = "time")]
series!(crate::types::Interval: time::OffsetDateTime time::PrimitiveDateTime);

/// The arguments of a series: the first, the last, and what is between.
type Bounds<A, B, Step> = Cons<A, Cons<B, Step>>;

/// `generate_series(first, last)` in FROM or JOIN: the numbers from the first to the last one, as the one column
/// of a `shape!`. It is joined as [`unnest`] is. On PostgreSQL.
///
/// ```
/// use relata::prelude::*;
/// shape! { pub line { number: i64 } }
///
/// # fn main() {
/// let q = from(generate_series(line::table, int::<1>(), value(10_i64))).select(line::number);
/// assert_eq!(
///     q.to_sql::<Postgres>(),
///     "SELECT line.number FROM generate_series(CAST(1 AS BIGINT), CAST($1 AS BIGINT)) AS line (number)"
/// );
/// # }
/// ```
pub fn generate_series<S, A, B, T>(
    shape: S,
    first: Expr<A>,
    last: Expr<B>,
) -> TableFunction<S, GenerateSeries, Bounds<A, B, Nil>>
where
    S: Source<Table: Shaped>,
    A: Node<Type = T, Kind: InFrom>,
    B: Node<Type = T, Kind: InFrom>,
    T: Counted,
    Gives<T, NotNull>: MatchesShape<ColumnsOf<S>>,
{
    TableFunction(shape, Cons(first.0, Cons(last.0, Nil)), PhantomData)
}

/// `generate_series(first, last, step)`: the same in steps, which are intervals between moments. A step of zero is
/// an error of the database.
///
/// ```
/// use relata::prelude::*;
/// use relata::types::Interval;
/// table! { pub stays { #[primary_key] id: i64, since: chrono::NaiveDateTime, until: chrono::NaiveDateTime } }
/// shape! { pub day { start: chrono::NaiveDateTime } }
///
/// # fn main() {
/// let days = generate_series_by(day::table, stays::since, stays::until, value(Interval::days(1)));
/// assert_eq!(
///     from(stays::table).inner_join(days).select((stays::id, day::start)).to_sql::<Postgres>(),
///     "SELECT stays.id, day.start FROM stays \
///      JOIN generate_series(stays.since, stays.until, CAST($1 AS INTERVAL)) AS day (start) ON TRUE"
/// );
/// # }
/// ```
pub fn generate_series_by<S, A, B, C, T>(
    shape: S,
    first: Expr<A>,
    last: Expr<B>,
    step: Expr<C>,
) -> TableFunction<S, GenerateSeries, Bounds<A, B, Cons<C, Nil>>>
where
    S: Source<Table: Shaped>,
    A: Node<Type = T, Kind: InFrom>,
    B: Node<Type = T, Kind: InFrom>,
    C: Node<Type = T::Step, Kind: InFrom>,
    T: InSeries,
    Gives<T, NotNull>: MatchesShape<ColumnsOf<S>>,
{
    TableFunction(shape, Cons(first.0, Cons(last.0, Cons(step.0, Nil))), PhantomData)
}

/// The feature of functions in FROM whose columns get names.
pub struct TableFunctions;
supports!(TableFunctions: Postgres);

impl<S, F, A> JoinTarget for TableFunction<S, F, A> {
    type Sort = ByLateral;
}

impl<S, F, A> IntoItem for TableFunction<S, F, A>
where
    Self: FromItem,
{
    type Item = Self;

    fn into_item(self) -> Self {
        self
    }
}

impl<S: Source, F, A, X, I> Follows<X, I> for TableFunction<S, F, A> where
    A: Resolve<In<X, NotNull>, I>
{
}

impl<S: Source, F, A: Node> FromItem for TableFunction<S, F, A> {
    type Source = S;
    type Open = A::Open;
    type Reads = Nil;
    const SHAPE: Shape = A::SHAPE;
}

impl<S: Source, F, A: Node> FromClause for TableFunction<S, F, A> {
    type Scope = One<S>;
    type Root = S;
    type Multiplies = False;
    type Open = A::Open;
    type Reads = Nil;
    const SHAPE: Shape = A::SHAPE;
}

impl<S, F, A, K, From, C, I> JoinBy<TableFunction<S, F, A>, Select<From, Unset, Ungrouped, C>, K, I>
    for ByLateral
where
    S: Source,
    A: Resolve<In<From::Scope, NotNull>, I>,
    K: JoinsLaterally,
    From: FromClause,
    <From::Scope as Scope>::Has<S::Identity>: NotYetThere<S>,
{
    type Output = Joins<From, TableFunction<S, F, A>, K, OnTrue, True, C>;

    fn join(
        target: TableFunction<S, F, A>,
        query: Select<From, Unset, Ungrouped, C>,
    ) -> Self::Output {
        attach(query, target, OnTrue)
    }
}

impl<D, S, F, A> Render<D> for TableFunction<S, F, A>
where
    D: Supports<TableFunctions>,
    S: Source,
    F: RowFunction,
    A: Render<D>,
{
    /// Composite values would come apart in FROM, each field as a column, but not in SELECT.
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let columns = S::Table::def().columns;
        let come_apart = columns.iter().any(|column| is_composite(column.kind));
        pass.sql(if come_apart { "LATERAL (SELECT " } else { "" });
        pass.sql(F::NAME);
        pass.sql("(");
        self.1.walk(pass);
        pass.sql(if come_apart { "))" } else { ")" });
        pass.sql(" AS ");
        pass.ident(S::NAME);
        column_names(columns, pass);
    }
}

fn is_composite(kind: Kind) -> bool {
    match kind {
        Kind::Composite(_) => true,
        Kind::Named(of) => is_composite(of.base),
        _ => false,
    }
}
