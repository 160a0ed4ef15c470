//! `GROUP BY ROLLUP (..)`, `CUBE (..)` and `GROUPING SETS (..)`: groups by several sets of keys in one query; not
//! GROUP BY of one set.

use super::clause::{Clauses, slot};
use super::from::FromClause;
use super::group::{GroupBy, KeySets, NotOrdered, Ungrouped};
use super::select::{MayBeSorted, Select, Unset};
use crate::expr::column::Col;
use crate::expr::group::{Grouped, KeyColumns, KeyPart, Keys, OnePerGroup, Sorted, Unbound};
use crate::expr::kind::Aggregate;
use crate::expr::node::{Varies, prec};
use crate::expr::row::RowOf;
use crate::expr::tuple::NodeTuple;
use crate::expr::{Expr, In, Node, Resolve, Shape};
use crate::render::{Dialect, Pass, Render, Spec, Supports};
use crate::schema::scope::{Full, Joined, Nowhere};
use crate::schema::{Column, Source};
use crate::types::logic::{Concat, Cons, Digit, False, List, Nil, True};
use crate::types::null::{NotNull, Nullable};
use crate::types::tuple::{for_tuples, list};

/// The feature GROUP BY with ROLLUP.
pub struct Rollups;
supports!(Rollups: Postgres MySql MariaDb);

/// The feature ORDER BY beside ROLLUP, which MariaDB lacks: order a `derived(..)` query there.
pub struct SortedRollups;
supports!(SortedRollups: Postgres MySql);

/// The features CUBE and GROUPING SETS.
pub struct GroupingSets;
supports!(GroupingSets: Postgres);

/// The feature `grouping(column)`.
pub struct GroupingFunction;
supports!(GroupingFunction: Postgres MySql);

/// `ROLLUP (a, b)`, or `a, b WITH ROLLUP`.
#[derive(Clone, Copy, Debug)]
pub enum Rollup {}
/// The same with ORDER BY.
#[derive(Clone, Copy, Debug)]
pub enum SortedRollup {}
/// `CUBE (a, b)`
#[derive(Clone, Copy, Debug)]
pub enum Cube {}
/// `GROUPING SETS ((a, b), (a), ())`
#[derive(Clone, Copy, Debug)]
pub enum Sets {}

macro_rules! several_sets {
    ($($sets:ident sorted $sorted:ident, needs $needs:ident: $before:expr, $after:expr;)*) => {$(
        impl KeySets for $sets {
            type Empty = Nullable;
            type Columns<C> = RolledUp<C>;
            type Needs = $needs;
            type Sorted = $sorted;
            const BEFORE: fn(&Spec) -> &'static str = $before;
            const AFTER: fn(&Spec) -> &'static str = $after;
        }
    )*};
}

several_sets! {
    Rollup sorted SortedRollup, needs Rollups:
        spelled!("ROLLUP (", ""), spelled!(")", " WITH ROLLUP");
    SortedRollup sorted SortedRollup, needs SortedRollups: Rollup::BEFORE, Rollup::AFTER;
    Cube sorted Cube, needs GroupingSets: |_| "CUBE (", |_| ")";
    Sets sorted Sets, needs GroupingSets: |_| "GROUPING SETS (", |_| ")";
}

/// The tables of a query whose keys are rolled up: behind GROUP BY a key is NULL in the rows of a set without it.
/// Of keys, they are those which another column does not depend on, since it has many values there.
#[derive(Clone, Copy, Debug)]
pub struct RolledUp<F>(F);

impl<F: FromClause> FromClause for RolledUp<F> {
    type Scope = Joined<F::Scope, Nowhere, Full>;
    type Root = F::Root;
    type Multiplies = F::Multiplies;
    type Open = F::Open;
    type Reads = F::Reads;
    const SHAPE: Shape = F::SHAPE;
}

impl<D: Dialect, F: Render<D>> Render<D> for RolledUp<F> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.0.walk(pass);
    }
}

/// A query that is grouped by the sets of keys `W`.
type InSets<F, L, W, C> = Select<RolledUp<F>, Unset, GroupBy<L, W>, C>;

impl<F: FromClause, C: Clauses> Select<F, Unset, Ungrouped, C> {
    /// `GROUP BY ROLLUP (a, b)`, `GROUP BY a, b WITH ROLLUP` on MySQL and MariaDB: the groups of `a` and `b`, those of
    /// `a`, and all rows as one, which MariaDB leaves out where there is no row. What is selected of a key is an
    /// `Option`, `None` where the row is not of one value of it; [`grouping`] tells that from NULL in the table.
    ///
    /// Keys are columns. In HAVING stand aggregates, and keys on PostgreSQL alone. `.filter(..)` comes before. A
    /// subquery beside it has no `outer(..)` of a key: put it around a `derived(..)` query. `json_agg` and `array_agg`
    /// ask for `.with_nulls()` there, of every column. MariaDB has no ORDER BY beside it, and so takes it in no
    /// `.boxed()` query: order a `derived(..)` one.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let q = from(posts::table)
    ///     .group_by_rollup((posts::author_id, posts::title))
    ///     .select((posts::author_id, posts::title, count_rows()));
    /// assert_eq!(
    ///     q.to_sql::<Postgres>(),
    ///     "SELECT posts.author_id, posts.title, count(*) FROM posts \
    ///      GROUP BY ROLLUP (posts.author_id, posts.title)"
    /// );
    /// assert!(q.to_sql::<MySql>().ends_with(" GROUP BY posts.author_id, posts.title WITH ROLLUP"));
    /// ```
    pub fn group_by_rollup<L, I>(self, keys: L) -> InSets<F, L::List, Rollup, C>
    where
        L: RollsUp<F::Scope, I>,
        C::Has<slot::OrderBy>: NotOrdered,
    {
        self.in_sets(keys.into_list())
    }

    /// `GROUP BY CUBE (a, b)`: the groups of every set of these keys, on PostgreSQL. See
    /// [`group_by_rollup`](Self::group_by_rollup).
    pub fn group_by_cube<L, I>(self, keys: L) -> InSets<F, L::List, Cube, C>
    where
        L: RollsUp<F::Scope, I>,
        C::Has<slot::OrderBy>: NotOrdered,
    {
        self.in_sets(keys.into_list())
    }

    /// `GROUP BY GROUPING SETS ((a, b), (a), ())`: the groups of each of these sets of keys, written
    /// `.group_by_sets(((a, b), a, ()))`, on PostgreSQL. See [`group_by_rollup`](Self::group_by_rollup).
    pub fn group_by_sets<L, I>(self, sets: L) -> InSets<F, L::List, Sets, C>
    where
        L: SetTuple<List: OnlyColumns + Sorted + Resolve<In<F::Scope, Nullable>, I>>,
        C::Has<slot::OrderBy>: NotOrdered,
    {
        self.in_sets(sets.sets())
    }

    fn in_sets<L, W>(self, keys: L) -> InSets<F, L, W, C> {
        let Self { from, group: _, projection, clauses } = self;
        Select { from: RolledUp(from), projection, group: GroupBy::new(keys), clauses }
    }
}

/// Keys by which a query over the tables of `S` can be rolled up.
pub trait RollsUp<S, I>: NodeTuple {}
impl<L, S, I> RollsUp<S, I> for L where
    L: NodeTuple<List: OnlyColumns + Sorted + Resolve<In<S, Nullable>, I>>
{
}

/// All keys are columns.
pub trait OnlyColumns {}
impl OnlyColumns for Nil {}
impl<N: SetKey, T: OnlyColumns> OnlyColumns for Cons<N, T> {}

/// A key of ROLLUP, CUBE or GROUPING SETS. An expression would be NULL in some rows, whatever is computed.
#[diagnostic::on_unimplemented(
    message = "ROLLUP, CUBE and GROUPING SETS take columns as their keys",
    label = "select the expression in a `derived(..)` query, and group by its column"
)]
pub trait SetKey {}
impl<C: Column, S: Source> SetKey for Col<C, S> {}
impl<L: OnlyColumns> SetKey for RowOf<L> {}

/// Several sets of keys: columns, tuples of columns, and `()` for all rows.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no tuple of sets of keys",
    label = "write columns, tuples of columns, and `()` for all rows, in parentheses"
)]
pub trait SetTuple {
    /// The sets.
    type List: Node + List;
    /// Makes the list.
    fn sets(self) -> Self::List;
}

/// One set of keys.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no set of keys",
    label = "write a column, a tuple of columns, or `()` for all rows"
)]
pub trait KeySet {
    /// Its keys.
    type List;
    /// Makes the list.
    fn set(self) -> RowOf<Self::List>;
}

impl KeySet for () {
    type List = Nil;

    fn set(self) -> RowOf<Nil> {
        RowOf::new(Nil)
    }
}

impl<L: NodeTuple> KeySet for L {
    type List = L::List;

    fn set(self) -> RowOf<L::List> {
        RowOf::new(self.into_list())
    }
}

macro_rules! set_tuple {
    ($($name:ident $index:tt)*) => {
        impl<$($name: KeySet),*> SetTuple for ($($name,)*)
        where
            list!(type $(RowOf<$name::List>),*): Node,
        {
            type List = list!(type $(RowOf<$name::List>),*);

            fn sets(self) -> Self::List {
                list!(value $(self.$index.set()),*)
            }
        }
    };
}

for_tuples!(set_tuple);

impl<L: Sorted> KeyPart for RowOf<L>
where
    Self: Node,
{
    type Columns<Others: List> = Concat<L::Columns, Others>;
    type Expressions<Others: List> = Concat<L::Expressions, Others>;
}

impl<K: KeyColumns> KeyColumns for RolledUp<K> {
    type Has<S: Source, N: Digit> = K::Has<S, N>;
    type InSets = True;
}

impl<C, K, E> MayBeSorted<C> for Keys<RolledUp<K>, E> {}

/// `grouping(column)`
#[derive(Clone, Copy, Debug)]
pub struct GroupingOf<N>(N);

/// `grouping(column)`, of a key of `.group_by_rollup(..)` and its like: 1 in the rows that are not of one value of it,
/// and 0 in the others. PostgreSQL and MySQL have it.
///
/// ```
/// # relata::doc_schema!();
/// use relata::functions::grouping;
/// use relata::prelude::*;
/// let q = from(posts::table)
///     .group_by_rollup(posts::author_id)
///     .having(grouping(posts::author_id).eq(1))
///     .select(count_rows());
/// assert_eq!(
///     q.to_sql::<Postgres>(),
///     "SELECT count(*) FROM posts GROUP BY ROLLUP (posts.author_id) HAVING grouping(posts.author_id) = $1"
/// );
/// ```
pub fn grouping<C: Column, S: Source>(of: Expr<Col<C, S>>) -> Expr<GroupingOf<Col<C, S>>> {
    Expr(GroupingOf(of.0))
}

impl<N> Node for GroupingOf<N> {
    type Type = i32;
    type Kind = Aggregate;
    type Open = Nil;
    type Pins = Nil;
    type AsColumn = Nil;
    type IsFixed = False;
    const PREC: u8 = prec::ATOM;
    const SHAPE: Shape = Shape::Fixed;
}

impl<N: Resolve<X, I>, X, I> Resolve<X, I> for GroupingOf<N> {
    type Null = NotNull;
}

impl<C, S, K, E> Grouped<Keys<K, E>, ()> for GroupingOf<Col<C, S>> where K: Rolls<C, S> {}

/// The keys `Self` are those of ROLLUP, CUBE or GROUPING SETS, and a column is among them.
#[diagnostic::on_unimplemented(
    message = "`grouping(..)` takes a key of ROLLUP, CUBE or GROUPING SETS, and `{C}` is none here",
    label = "group by `.group_by_rollup(..)` with `{C}` among its keys"
)]
pub trait Rolls<C, S> {}
#[diagnostic::do_not_recommend]
impl<C: Column, S: Source, K: KeyColumns> Rolls<C, S> for RolledUp<K> where
    K::Has<S, C::Number>: OnePerGroup<C>
{
}

impl<N> Varies for GroupingOf<N> {}
impl<N> Unbound for GroupingOf<N> {}
key_but_for_its_kind!([N] GroupingOf<N>;);

impl<D: Supports<GroupingFunction>, N: Render<D>> Render<D> for GroupingOf<N> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("grouping(");
        pass.of_rows(|pass| self.0.walk(pass));
        pass.sql(")");
    }
}
