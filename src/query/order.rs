//! `ORDER BY`, with `ASC`, `DESC` and `NULLS FIRST`; sort keys as values.

use super::clause::{Clause, Clauses, slot};
use super::from::FromClause;
use super::group::{Checks, Grouping};
use super::projection::{Entity, Items};
use super::select::{Picked, Select, Unset};
use super::set_operation::ItemList;
use super::tuple::{for_tuples, list};
use crate::expr::column::Col;
use crate::expr::group::{First, Then};
use crate::expr::kind::{InPlainOrder, Kind};
use crate::expr::node::{Varies, prec};
use crate::expr::{Expr, In, Node, Resolve, Shape};
use crate::render::{Dialect, Pass, Render};
use crate::schema::scope::InScope;
use crate::schema::{Column, Record, Source};
use crate::types::logic::{Bool, Cons, List, Nil};
use crate::types::null::NotNull;

/// A sort key whose direction is in its type.
#[derive(Clone, Copy, Debug)]
pub struct Sort<N, const DESC: bool, const NULLS: u8>(N);

/// Where the database puts NULL by itself.
pub const NULLS_DEFAULT: u8 = 0;
/// NULLS FIRST
pub const NULLS_FIRST: u8 = 1;
/// NULLS LAST
pub const NULLS_LAST: u8 = 2;

impl<N: Varies> Expr<N> {
    /// `a ASC`. Where NULL stands differs: first on SQLite and MySQL, last on PostgreSQL; see
    /// [`nulls_first`](Sort::nulls_first).
    pub fn asc(self) -> Sort<N, false, NULLS_DEFAULT> {
        Sort(self.0)
    }

    /// `a DESC`
    pub fn desc(self) -> Sort<N, true, NULLS_DEFAULT> {
        Sort(self.0)
    }
}

impl<N, const DESC: bool> Sort<N, DESC, NULLS_DEFAULT> {
    /// `NULLS FIRST`; on MySQL by sorting by `a IS NOT NULL` first.
    pub fn nulls_first(self) -> Sort<N, DESC, NULLS_FIRST> {
        Sort(self.0)
    }

    /// `NULLS LAST`; on MySQL by sorting by `a IS NULL` first.
    pub fn nulls_last(self) -> Sort<N, DESC, NULLS_LAST> {
        Sort(self.0)
    }
}

composite!([N, const DESC: bool, const NULLS: u8] Sort<N, DESC, NULLS>: N / I;
    type N::Type; prec prec::ATOM; null N::Null;);

impl<D: Dialect, N: Render<D>, const DESC: bool, const NULLS: u8> Render<D>
    for Sort<N, DESC, NULLS>
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let words = pass.spec().has_nulls_order;
        if NULLS != NULLS_DEFAULT && !words {
            self.0.walk(pass);
            pass.sql(if NULLS == NULLS_FIRST { " IS NOT NULL, " } else { " IS NULL, " });
        }
        self.0.walk(pass);
        pass.sql(if DESC { " DESC" } else { "" });
        if words {
            pass.sql(["", " NULLS FIRST", " NULLS LAST"][usize::from(NULLS)]);
        }
    }
}

/// A column and a direction as a value: what a request's `?sort=` becomes.
///
/// All keys of a source have one type, so they can be kept in a list and chosen by `match`.
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// fn key(name: &str) -> SortKey<users::table> {
///     match name {
///         "newest" => users::id.desc().into(),
///         _ => users::name.asc().into(),
///     }
/// }
/// let q = from(users::table).order_by(vec![key("newest"), key("name")]).select(users::id);
/// assert_eq!(
///     q.to_sql::<Sqlite>(),
///     "SELECT users.id FROM users ORDER BY users.id DESC, users.name"
/// );
/// ```
#[derive(Debug)]
pub struct SortKey<S> {
    name: &'static str,
    descending: bool,
    source: std::marker::PhantomData<S>,
}

impl<S> Clone for SortKey<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for SortKey<S> {}

impl<C: Column, S, const DESC: bool> From<Sort<Col<C, S>, DESC, NULLS_DEFAULT>> for SortKey<S> {
    fn from(_: Sort<Col<C, S>, DESC, NULLS_DEFAULT>) -> Self {
        Self { name: C::NAME, descending: DESC, source: std::marker::PhantomData }
    }
}

/// Sort keys that are chosen while the program runs.
#[derive(Clone, Debug)]
pub struct Chosen<S>(Vec<SortKey<S>>);

impl<S: Source> Node for Chosen<S> {
    type Type = ();
    type Kind = crate::expr::kind::Plain;
    type Open = Nil;
    type Pins = Nil;
    type AsColumn = Nil;
    type IsFixed = crate::types::logic::False;
    const PREC: u8 = prec::ATOM;
    const SHAPE: Shape = Shape::Dynamic;
}

impl<S, T, E, I> Resolve<In<T, E>, I> for Chosen<S>
where
    S: Source + InScope<T, I>,
{
    type Null = NotNull;
}

impl<D: Dialect, S: Source> Render<D> for Chosen<S> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        for (i, key) in self.0.iter().enumerate() {
            pass.sql(if i > 0 { ", " } else { "" });
            pass.column(S::NAME, key.name);
            pass.sql(if key.descending { " DESC" } else { "" });
        }
        if self.0.is_empty() {
            pass.sql("(SELECT NULL)");
        }
    }
}

/// What `order_by` takes: an expression, `.asc()`, `.desc()`, a tuple of these, or a list of
/// [`SortKey`]s.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not something to sort by",
    label = "write a column, `.asc()`, `.desc()`, or a tuple of these"
)]
pub trait OrderList {
    /// The keys.
    type List: List;
    /// Makes the list.
    fn into_list(self) -> Self::List;
}

/// One sort key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not something to sort by",
    label = "write a column, `.asc()` or `.desc()`; a constant sorts nothing"
)]
pub trait OrderKey {
    /// Its node.
    type Node: Node;
    /// Makes the node.
    fn key(self) -> Self::Node;
}

impl<N: Varies> OrderKey for Expr<N> {
    type Node = Sort<N, false, NULLS_DEFAULT>;

    fn key(self) -> Self::Node {
        Sort(self.0)
    }
}

impl<N: Varies, const DESC: bool, const NULLS: u8> OrderKey for Sort<N, DESC, NULLS> {
    type Node = Self;

    fn key(self) -> Self {
        self
    }
}

impl<S: Source> OrderKey for Vec<SortKey<S>> {
    type Node = Chosen<S>;

    fn key(self) -> Chosen<S> {
        Chosen(self)
    }
}

macro_rules! one_key {
    ($([$($generic:tt)*] $key:ty;)*) => {$(
        impl<$($generic)*> OrderList for $key
        where
            Self: OrderKey,
        {
            type List = Cons<<Self as OrderKey>::Node, Nil>;

            fn into_list(self) -> Self::List {
                Cons(self.key(), Nil)
            }
        }
    )*};
}

one_key! {
    [N] Expr<N>;
    [N, const DESC: bool, const NULLS: u8] Sort<N, DESC, NULLS>;
    [S] Vec<SortKey<S>>;
}

macro_rules! order_tuple {
    ($($name:ident $index:tt)*) => {
        impl<$($name: OrderKey),*> OrderList for ($($name,)*) {
            type List = list!(type $($name::Node),*);

            fn into_list(self) -> Self::List {
                list!(value $(self.$index.key()),*)
            }
        }
    };
}

for_tuples!(order_tuple);

/// `ORDER BY keys`
#[derive(Clone, Copy, Debug)]
pub struct OrderBy<L>(L);

/// What is known about the query when it is ordered: whether it aggregates.
pub trait Ordering<G: Grouping> {
    /// Whether what is selected holds an aggregate.
    type HasAggregate: Bool;
    /// Whether aggregates may be sorted by.
    type Rule;
}

impl<G: Grouping> Ordering<G> for Unset {
    type HasAggregate = crate::types::logic::False;
    type Rule = G::Rule<crate::types::logic::False>;
}

impl<P: Items, O, G: Grouping> Ordering<G> for Picked<P, O> {
    type HasAggregate = <P::Kind as Kind>::HasAggregate;
    type Rule = G::Rule<<P::Kind as Kind>::HasAggregate>;
}

/// The sort keys are of a kind that the query takes.
pub trait SortsBy<K> {}
impl<K: InPlainOrder> SortsBy<K> for super::group::NoRule {}
impl<K, C, E> SortsBy<K> for crate::expr::group::Keys<C, E> {}

/// With DISTINCT, what is sorted by must be selected.
pub enum MustSelect {}
/// Anything may be sorted by.
pub enum MaySelect {}

/// The sort keys are allowed, given what is selected.
pub trait Allows<P, L, I> {}
impl<P, L> Allows<P, L, ()> for MaySelect {}
impl<P: ItemList, O, L, I> Allows<Picked<P, O>, L, I> for MustSelect where L: AllSelected<P::List, I>
{}

/// All sort keys are selected.
pub trait AllSelected<Items, I> {}
impl<Items> AllSelected<Items, ()> for Nil {}
impl<Items, N, T, I, J, const DESC: bool, const NULLS: u8> AllSelected<Items, (I, J)>
    for Cons<Sort<N, DESC, NULLS>, T>
where
    Items: Selected<N, I>,
    T: AllSelected<Items, J>,
{
}

/// A sort key is among the selected items.
#[diagnostic::on_unimplemented(
    message = "SELECT DISTINCT is ordered by something that is not selected",
    label = "select what you sort by, or group by it instead of DISTINCT"
)]
pub trait Selected<N, I> {}
impl<N, T> Selected<N, First> for Cons<Expr<N>, T> {}
impl<C: Column<Table = R::Table>, R: Record, S, T> Selected<Col<C, S>, First>
    for Cons<Entity<R, S>, T>
{
}
impl<N, H, T: Selected<N, I>, I> Selected<N, Then<I>> for Cons<H, T> {}

impl<F: FromClause, P, G: Grouping, C> Select<F, P, G, C> {
    /// `ORDER BY keys`; further keys are added after the first ones. In a grouped query each must
    /// be a key, depend on one, or be an aggregate.
    pub fn order_by<L, I, J, K>(self, keys: L) -> Select<F, P, G, Cons<OrderBy<L::List>, C>>
    where
        L: OrderList<List: Resolve<In<F::Scope, G::Empty>, I>>,
        P: Ordering<G>,
        P::Rule: SortsBy<<L::List as Node>::Kind> + Checks<L::List, J>,
        C: Clauses,
        <C::Has<slot::Distinct> as Bool>::If<MustSelect, MaySelect>: Allows<P, L::List, K>,
    {
        self.push(OrderBy(keys.into_list()))
    }
}

impl<N: Node> Clause for OrderBy<N> {
    type Slot = slot::OrderBy;
    type Open = N::Open;
    type Pins = Nil;
    const SHAPE: Shape = N::SHAPE;
    const FIRST: &'static str = " ORDER BY ";
    const NEXT: &'static str = ", ";
    const PLACE: usize = slot::ORDER_BY;
}

impl<D: Dialect, L: Render<D>> Render<D> for OrderBy<L> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.0.walk(pass);
    }
}
