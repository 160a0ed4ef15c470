//! `JOIN`: inner, left, right, full and cross, by a relation or by `on`.

use std::marker::PhantomData;

use super::clause::{Clauses, slot};
use super::derived::Derived;
use super::from::{Follows, FromClause, FromItem, IntoItem, Join, OnClause, Root};
use super::group::Ungrouped;
use super::owed::Unguarded;
use super::select::{Select, Unset};
use crate::expr::kind::InOn;
use crate::expr::logic::Condition;
use crate::expr::node::{operand, prec};
use crate::expr::{In, Node, Resolve, Shape};
use crate::render::{Dialect, NeededIf, Pass, Render, Supports};
use crate::schema::relation::{Direct, FarSide, Pairs, Rel, Relation, Through, ToMany, ToOne};
use crate::schema::scope::{
    Cross, Full, Here, InScope, Inner, JoinKind, Joined, Left, NotYetThere, OnLeft, OnRight, One,
    Right, Scope,
};
use crate::schema::{Source, Table};
use crate::types::family::Truth;
use crate::types::logic::{And, Bool, False, Nil, Or, True};
use crate::types::null::{Nullable, Nullness};

/// What `inner_join` and its like take: a relation, which says ON itself, or a table, which needs
/// `.on(..)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a table nor a relation",
    label = "join a relation such as `users::posts`, or a table with `.on(..)`"
)]
pub trait JoinTarget {
    /// Which of the two: [`ByTable`] or [`ByRelation`].
    type Sort;
}

/// A table is joined.
pub enum ByTable {}
/// A relation is joined.
pub enum ByRelation {}

#[diagnostic::do_not_recommend]
impl<S: Source> JoinTarget for S {
    type Sort = ByTable;
}

impl<S, Q> JoinTarget for Derived<S, Q> {
    type Sort = ByTable;
}

impl<R: Relation, A, B> JoinTarget for Rel<R, A, B> {
    type Sort = ByRelation;
}

/// Joins `T` to the query `S`, as a join of kind `K`.
pub trait JoinBy<T, S, K, I> {
    /// The query with the join, or one that waits for ON.
    type Output;
    /// Joins.
    fn join(target: T, query: S) -> Self::Output;
}

/// A join that waits for its condition.
#[derive(Clone, Copy, Debug)]
#[must_use = "a join needs `.on(..)`"]
pub struct Joining<S, Item, K> {
    query: S,
    item: Item,
    kind: PhantomData<K>,
}

/// What fills the tables before with NULL comes before WHERE, which then sees their columns so.
#[diagnostic::on_unimplemented(
    message = "`.right_join(..)` and `.full_join(..)` must come before `.filter(..)`",
    label = "they fill the tables before with NULL, for which `.filter(..)` checks its condition"
)]
pub trait NotFiltered {}
#[diagnostic::do_not_recommend]
impl NotFiltered for False {}

impl<F, C: Clauses> Select<F, Unset, Ungrouped, C> {
    /// `JOIN`: the rows that match on both sides.
    pub fn inner_join<J, Q, I>(self, target: J) -> Q
    where
        J: JoinTarget<Sort: JoinBy<J, Self, Inner, I, Output = Q>>,
    {
        J::Sort::join(target, self)
    }

    /// `LEFT JOIN`: all rows before, with NULL where nothing matches.
    pub fn left_join<J, Q, I>(self, target: J) -> Q
    where
        J: JoinTarget<Sort: JoinBy<J, Self, Left, I, Output = Q>>,
    {
        J::Sort::join(target, self)
    }

    /// `RIGHT JOIN`: all rows of the joined table; the tables before it become NULL. It comes before
    /// `.filter(..)`.
    pub fn right_join<J, Q, I>(self, target: J) -> Q
    where
        J: JoinTarget<Sort: JoinBy<J, Self, Right, I, Output = Q>>,
        C::Has<slot::Where>: NotFiltered,
    {
        J::Sort::join(target, self)
    }

    /// `FULL JOIN`: all rows of both sides. It comes before `.filter(..)`.
    pub fn full_join<J, Q, I>(self, target: J) -> Q
    where
        J: JoinTarget<Sort: JoinBy<J, Self, Full, I, Output = Q>>,
        C::Has<slot::Where>: NotFiltered,
        Q: FullJoins,
    {
        J::Sort::join(target, self)
    }
}

impl<F: FromClause, C> Select<F, Unset, Ungrouped, C> {
    /// `CROSS JOIN`: every row with every row.
    pub fn cross_join<T, I>(self, table: T) -> Joins<F, T::Item, Cross, NoOn, True, C>
    where
        T: IntoItem<Item: Follows<F::Scope, I>>,
        <F::Scope as Scope>::Has<<<T::Item as FromItem>::Source as Source>::Identity>:
            NotYetThere<<T::Item as FromItem>::Source>,
    {
        attach(self, table.into_item(), NoOn)
    }
}

/// A query with one join more.
pub type Joins<F, Item, K, On, M, C> = Select<Join<F, Item, K, On, M>, Unset, Ungrouped, C>;

pub(crate) fn attach<F, Item, K, On, M, C>(
    query: Select<F, Unset, Ungrouped, C>,
    right: Item,
    on: On,
) -> Joins<F, Item, K, On, M, C> {
    query.map_from(|left| Join { left, right, on, kind: PhantomData })
}

impl<T, K, F, C> JoinBy<T, Select<F, Unset, Ungrouped, C>, K, ()> for ByTable
where
    T: IntoItem,
    F: FromClause,
    <F::Scope as Scope>::Has<<<T::Item as FromItem>::Source as Source>::Identity>:
        NotYetThere<<T::Item as FromItem>::Source>,
{
    type Output = Joining<Select<F, Unset, Ungrouped, C>, T::Item, K>;

    fn join(target: T, query: Select<F, Unset, Ungrouped, C>) -> Self::Output {
        Joining { query, item: target.into_item(), kind: PhantomData }
    }
}

impl<F, C, Item, K> Joining<Select<F, Unset, Ungrouped, C>, Item, K>
where
    F: FromClause,
    Item: FromItem,
    K: JoinKind,
{
    /// `ON condition`. It sees the tables before and the one that is joined, neither filled with
    /// NULL by this join yet, and must compare the two.
    pub fn on<P, I>(self, condition: P) -> Joins<F, Item, K, On<P::Node>, True, C>
    where
        P: JoinsOn<Joined<F::Scope, One<Item::Source>, Inner>, Item::Source, I>,
    {
        attach(self.query, self.item, On(condition.condition()))
    }
}

/// A condition that ON takes over the scope `S`, where the source `J` is joined to the others.
pub trait JoinsOn<S, J, I>: Condition {}
impl<P, S, J, I> JoinsOn<S, J, I> for P
where
    P: Condition<Node: Resolve<In<S, Nullable>, I> + Node<Kind: InOn, Type: Truth>>,
    I: Touches<Right: Mentions<J>>,
    <<P::Node as Node>::Type as Truth>::Asked<I::Left>: MentionsOthers<J>,
{
}

/// `ON condition`
#[derive(Clone, Copy, Debug)]
pub struct On<N>(N);

impl<N: Node> OnClause for On<N> {
    type Open = N::Open;
    const SHAPE: Shape = N::SHAPE;
}

impl<D: Dialect, N: Node + Render<D>> Render<D> for On<N> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql(" ON ");
        operand::<D, N>(&self.0, if pass.has_guards_on() { prec::AND } else { 0 }, pass);
        pass.guards_on();
    }
}

/// No condition.
#[derive(Clone, Copy, Debug)]
pub struct NoOn;

impl OnClause for NoOn {
    type Open = Nil;
    const SHAPE: Shape = Shape::Fixed;
}

impl<D: Dialect> Render<D> for NoOn {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.guard_on(0..0);
    }
}

/// Which sides of a join the columns of a condition were found on.
pub trait Touches {
    /// The tables before.
    type Left: Bool;
    /// The joined table.
    type Right: Bool;
}

impl Touches for () {
    type Left = False;
    type Right = False;
}

impl Touches for Here {
    type Left = False;
    type Right = False;
}

impl<I> Touches for OnLeft<I> {
    type Left = True;
    type Right = False;
}

impl<I> Touches for OnRight<I> {
    type Left = False;
    type Right = True;
}

macro_rules! touches {
    ($($i:ident)*) => {
        impl<$($i: Touches),*> Touches for ($($i,)*) {
            type Left = touches!(@any Left $($i)*);
            type Right = touches!(@any Right $($i)*);
        }
    };
    (@any $side:ident $last:ident) => { $last::$side };
    (@any $side:ident $first:ident $($rest:ident)+) => {
        Or<$first::$side, touches!(@any $side $($rest)+)>
    };
}

touches!(I);
touches!(I J);
touches!(I J K);

/// ON mentions the joined table. Implemented for yes.
#[diagnostic::on_unimplemented(
    message = "this ON does not mention the joined table `{S}`",
    label = "compare a column of `{S}` with one of the tables before, or write `.cross_join(..)`"
)]
pub trait Mentions<S> {}
#[diagnostic::do_not_recommend]
impl<S> Mentions<S> for True {}

/// ON mentions a table before. Implemented for yes.
#[diagnostic::on_unimplemented(
    message = "this ON mentions no table but the joined one, `{S}`",
    label = "compare a column of `{S}` with one of the tables before, or write `.cross_join(..)`"
)]
pub trait MentionsOthers<S> {}
#[diagnostic::do_not_recommend]
impl<S> MentionsOthers<S> for True {}

/// `ON a.x = b.y AND ..` of a relation.
pub struct OnKeys<R, A, B, const FAR: bool>(PhantomData<(R, A, B)>);

impl<R, A, B, const FAR: bool> Clone for OnKeys<R, A, B, FAR> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R, A, B, const FAR: bool> Copy for OnKeys<R, A, B, FAR> {}

impl<R, A, B, const FAR: bool> OnClause for OnKeys<R, A, B, FAR> {
    type Open = Nil;
    const SHAPE: Shape = Shape::Fixed;
}

impl<D: Dialect, R: Relation, A: Source, B: Source> Render<D> for OnKeys<R, A, B, false> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        equal_keys(R::keys(), A::NAME, B::NAME, pass);
        pass.guards_on();
    }
}

impl<D: Dialect, R: FarSide, A: Source, B: Source> Render<D> for OnKeys<R, A, B, true> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        equal_keys(R::far(), A::NAME, B::NAME, pass);
        pass.guards_on();
    }
}

/// ` ON to.b = from.a AND ..`
pub(super) fn equal_keys(keys: Pairs, from: &str, to: &str, pass: &mut Pass<'_, '_>) {
    pass.sql(" ON ");
    matching(keys, from, to, pass);
}

/// `to.x = from.y AND ..`
pub(super) fn matching(keys: Pairs, from: &str, to: &str, pass: &mut Pass<'_, '_>) {
    for (i, (a, b)) in keys.from.iter().zip(keys.to).enumerate() {
        pass.sql(if i == 0 { "" } else { " AND " });
        pass.column(to, b);
        pass.sql(" = ");
        pass.column(from, a);
    }
}

/// Whether following a relation gives several rows for one.
pub trait Fans {
    /// It may.
    type Out: Bool;
}

impl Fans for ToOne {
    type Out = False;
}

impl Fans for ToMany {
    type Out = True;
}

impl<R, A, B, S, K, I, Q> JoinBy<Rel<R, A, B>, S, K, I> for ByRelation
where
    R: Relation<Via: JoinVia<S, K, R, A, B, I, Output = Q>>,
{
    type Output = Q;

    fn join(_: Rel<R, A, B>, query: S) -> Self::Output {
        R::Via::join(query)
    }
}

/// How a relation is joined: in one step, or over a table between.
pub trait JoinVia<S, K, R, A, B, I> {
    /// The query with the joins.
    type Output;
    /// Joins.
    fn join(query: S) -> Self::Output;
}

impl<F, C, K, R, A, B, Side, I> JoinVia<Select<F, Unset, Ungrouped, C>, K, R, A, B, I>
    for Direct<Side>
where
    F: FromClause,
    R: Relation<Arity: Fans>,
    A: Source + InScope<F::Scope, I>,
    B: Source + Default,
    K: JoinKind,
    <F::Scope as Scope>::Has<B::Identity>: NotYetThere<B>,
{
    type Output = Joins<
        F,
        Root<B>,
        K,
        OnKeys<R, A, B, false>,
        Or<<R::Arity as Fans>::Out, <K::OfLeft as Nullness>::Is>,
        C,
    >;

    fn join(query: Select<F, Unset, Ungrouped, C>) -> Self::Output {
        attach(query, Root(B::default()), OnKeys(PhantomData))
    }
}

impl<F, C, K, R, A, B, L, I> JoinVia<Select<F, Unset, Ungrouped, C>, K, R, A, B, I> for Through<L>
where
    F: FromClause,
    R: FarSide,
    A: Source + InScope<F::Scope, I>,
    B: Source + Default,
    L: Table + Default,
    K: JoinKind,
    <F::Scope as Scope>::Has<L::Identity>: NotYetThere<L>,
    <Joined<F::Scope, One<L>, K> as Scope>::Has<B::Identity>: NotYetThere<B>,
{
    type Output = Joins<
        Join<F, Root<L>, K, OnKeys<R, A, L, false>, True>,
        Root<B>,
        K,
        OnKeys<R, L, B, true>,
        True,
        C,
    >;

    fn join(query: Select<F, Unset, Ungrouped, C>) -> Self::Output {
        let link = attach(query, Root(L::default()), OnKeys(PhantomData));
        attach(link, Root(B::default()), OnKeys(PhantomData))
    }
}

/// The feature FULL JOIN.
pub struct FullJoin;
supports!(FullJoin: Sqlite Postgres);

/// A query whose FULL JOIN has no table that brings a condition along: it would stand neither in ON
/// nor in WHERE.
pub trait FullJoins {}
impl<F, C, Item> FullJoins for Joining<Select<F, Unset, Ungrouped, C>, Item, Full>
where
    F: FromClause<Open: Unguarded>,
    Item: FromItem<Open: Unguarded>,
{
}
impl<F, Item, On, M, C> FullJoins for Joins<F, Item, Full, On, M, C>
where
    F: FromClause<Open: Unguarded>,
    Item: FromItem<Open: Unguarded>,
{
}

/// Both sides are filled with NULL.
type IsFull<K> =
    And<<<K as JoinKind>::OfLeft as Nullness>::Is, <<K as JoinKind>::OfRight as Nullness>::Is>;

impl<D, F, Item, K, On, M> Render<D> for Join<F, Item, K, On, M>
where
    D: Supports<NeededIf<IsFull<K>, FullJoin>>,
    F: Render<D>,
    Item: Render<D>,
    K: JoinKind,
    On: Render<D>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let left = pass.waiting();
        self.left.walk(pass);
        pass.sql(K::SQL);
        let right = pass.waiting();
        self.right.walk(pass);
        let fills_left = <K::OfLeft as Nullness>::Is::VALUE;
        pass.guard_on(if fills_left { left..right } else { right..pass.waiting() });
        self.on.walk(pass);
    }
}
