//! Subqueries in FROM, with the columns of a `shape!`.

use super::Query;
use super::from::{FromClause, FromItem};
use super::open::for_open;
use super::output::{Columns, Value, Whole};
use super::reads::{AsTable, ReadTables};
use crate::expr::Shape;
use crate::query::subquery::{Inside, StillOpen, Subquery};
use crate::render::{Dialect, Pass, Render};
use crate::schema::def::ColumnDef;
use crate::schema::record::Maybe;
use crate::schema::scope::One;
use crate::schema::{Column, Record, Source, Table};
use crate::types::logic::{Cons, False, List, Nil};
use crate::types::null::{NotNull, Nullable, Nullness};
use crate::types::tuple::for_tuples;

/// A table that exists only as the result of a query. `shape!` implements it.
pub trait Shaped: Table {
    /// Its columns, in order.
    type Columns: List;
}

/// `(SELECT ..) AS name`
#[derive(Clone, Copy, Debug)]
pub struct Derived<S, Q>(S, Q);

/// A subquery in FROM or JOIN, whose columns get the names and types of a `shape!`.
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// shape! { pub totals { author: i64, posts: i64 } }
///
/// # fn main() {
/// let per_author = from(posts::table)
///     .group_by(posts::author_id)
///     .select((posts::author_id, count_rows()));
/// let q = from(users::table)
///     .inner_join(derived(totals::table, per_author))
///     .on(totals::author.eq(users::id))
///     .select((users::name, totals::posts));
/// assert_eq!(
///     q.to_sql::<Postgres>(),
///     "SELECT users.name, totals.posts FROM users JOIN \
///      (SELECT posts.author_id AS author, count(*) AS posts FROM posts GROUP BY posts.author_id) \
///      AS totals ON totals.author = users.id"
/// );
/// # }
/// ```
pub fn derived<S, Q>(shape: S, query: Q) -> Derived<S, Q>
where
    S: Source<Table: Shaped>,
    Q: Query<Output: Columns> + Subquery,
    <Q::Output as Columns>::List: MatchesShape<<S::Table as Shaped>::Columns>,
    Q::Open: NoOuter,
{
    Derived::new(shape, query)
}

impl<S, Q> Derived<S, Q> {
    pub(crate) fn new(shape: S, query: Q) -> Self {
        Self(shape, query)
    }
}

/// A subquery in FROM sees nothing outside.
#[diagnostic::on_unimplemented(
    message = "a subquery in FROM cannot use `outer(..)`: it does not see the tables beside it",
    label = "join the subquery on the column instead, or join `lateral(..)`"
)]
pub trait NoOuter {}
impl NoOuter for Nil {}

macro_rules! not_outer {
    ([$($of:ident),*] $open:ty) => {
        impl<$($of,)* T: NoOuter> NoOuter for Cons<$open, T> {}
    };
}

for_open!(not_outer: Named Locks Volatile Reads Owes);

/// The columns of a query are those of a shape, in number, order and type.
#[diagnostic::on_unimplemented(
    message = "the query's columns are not those of the shape",
    label = "select as many columns as the shape has, in its order",
    note = "expected `{Shape}`, found `{Self}`"
)]
pub trait MatchesShape<Shape> {}
impl MatchesShape<Nil> for Nil {}
impl<V, N, T, C, R> MatchesShape<Cons<C, R>> for Cons<Value<V, N>, T>
where
    C: Column,
    Value<V, N>: FitsColumn<C>,
    T: MatchesShape<R>,
{
}
/// A row struct counts as its columns.
impl<E, N, T, C, R> MatchesShape<Cons<C, R>> for Cons<Whole<E, N>, T>
where
    E: Record<Columns: Flat>,
    N: Nullness,
    <E::Columns as Flat>::Before<N, T>: MatchesShape<Cons<C, R>>,
{
}

/// Columns that are read together, as a list of values.
pub trait Flat {
    /// They, where a join fills them with NULL or not, and then the rest.
    type Before<N: Nullness, Rest>;
}

impl<C: Column> Flat for C {
    type Before<N: Nullness, Rest> = Cons<Value<C::Type, N>, Rest>;
}

impl<C: Column> Flat for Maybe<C> {
    type Before<N: Nullness, Rest> = Cons<Value<C::Type, Nullable>, Rest>;
}

macro_rules! flat {
    ($($name:ident $index:tt)*) => {
        impl<$($name: Flat),*> Flat for ($($name,)*) {
            type Before<Null__: Nullness, Rest__> = flat!(@before Null__ Rest__ $($name)*);
        }
    };
    (@before $null:ident $rest:ident) => { $rest };
    (@before $null:ident $rest:ident $first:ident $($name:ident)*) => {
        $first::Before<$null, flat!(@before $null $rest $($name)*)>
    };
}

for_tuples!(flat);

/// A selected value fits a column of a shape.
pub trait FitsColumn<C> {}
impl<C: Column, T: SameAs<C::Type, C>, N: NullFits<C::Null, C>> FitsColumn<C> for Value<T, N> {}

/// The types are the same.
#[diagnostic::on_unimplemented(
    message = "the query gives `{Self}` for column `{C}`, which has type `{T}`",
    label = "make the types of query and shape agree"
)]
pub trait SameAs<T, C> {}
impl<T, C> SameAs<T, C> for T {}

/// A value that may be NULL needs a column that may.
#[diagnostic::on_unimplemented(
    message = "the query may give NULL for column `{C}`, which is not an `Option`",
    label = "declare `{C}` as an `Option`, or `coalesce` the expression"
)]
pub trait NullFits<N, C> {}
impl<C> NullFits<NotNull, C> for NotNull {}
impl<C> NullFits<Nullable, C> for NotNull {}
impl<C> NullFits<Nullable, C> for Nullable {}

impl<S: Source, Q: Query + Subquery<Open: StillOpen>> FromItem for Derived<S, Q>
where
    Inside<Q>: ReadTables,
{
    type Source = S;
    type Open = AsTable<Q::IsCopy, Inside<Q>>;
    type Reads = Nil;
    const SHAPE: Shape = Q::SHAPE;
}

impl<S: Source, Q: Query + Subquery<Open: StillOpen>> FromClause for Derived<S, Q>
where
    Inside<Q>: ReadTables,
{
    type Scope = One<S>;
    type Root = S;
    type Multiplies = False;
    type Open = AsTable<Q::IsCopy, Inside<Q>>;
    type Reads = Nil;
    const SHAPE: Shape = Q::SHAPE;
}

impl<D: Dialect, S: Source, Q: Render<D>> Render<D> for Derived<S, Q> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("(");
        pass.named(
            |at| S::Table::def().columns.get(at).map(|column| column.name),
            |pass| self.1.walk(pass),
        );
        pass.sql(") AS ");
        pass.ident(S::NAME);
    }
}

/// `(a, b)`: the names of a shape's columns.
pub(crate) fn column_names(columns: &'static [ColumnDef], pass: &mut Pass<'_, '_>) {
    pass.sql(" (");
    for (i, column) in columns.iter().enumerate() {
        pass.sql(if i > 0 { ", " } else { "" });
        pass.ident(column.name);
    }
    pass.sql(")");
}
