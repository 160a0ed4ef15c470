//! `SELECT`: the builder, its text, and what its type proves about its rows.

use std::marker::PhantomData;

use super::boxed::Added;
use super::cardinality::{AnyKey, ManyRows, OneRow, OptionalRow, UnsortedRows};
use super::clause::{Clauses, RenderSlot, slot};
use super::effect::Read;
use super::from::{Follows, FromClause, IntoItem, Root};
use super::group::{Checked, Grouping, NoRule, Rule, Ungrouped};
use super::limit::unsaid;
use super::output::Output;
use super::projection::{IntoProjection, Items, Projection};
use super::{Query, Statement};
use crate::expr::group::{Grouped, KeyColumns, Keys};
use crate::expr::kind::Kind;
use crate::expr::source::OwnSource;
use crate::expr::{In, Shape};
use crate::query::subquery::{Past, Subquery};
use crate::render::{Dialect, Pass, Render};
use crate::schema::scope::{Nowhere, One};
use crate::schema::{Source, Table};
use crate::types::logic::{And, Bool, Concat, Cons, False, Nil, Or};

/// A SELECT. `F` is its FROM, `P` what it selects, `G` how it is grouped, `C` its other clauses.
#[derive(Clone, Copy, Debug)]
#[must_use = "a query does nothing until it is run"]
pub struct Select<F, P, G, C> {
    pub(crate) from: F,
    pub(crate) projection: P,
    pub(crate) group: G,
    pub(crate) clauses: C,
}

/// Nothing is selected yet.
#[derive(Clone, Copy, Debug)]
pub struct Unset;

/// The selected items, and how a row is read.
#[derive(Debug)]
pub struct Picked<P, O>(pub(crate) P, PhantomData<fn() -> O>);

copy_fields!([P, O] Picked<P, O>: P => |this| Self(this.0.clone(), PhantomData));

impl<P, O> Picked<P, O> {
    pub(crate) fn of(items: P) -> Self {
        Self(items, PhantomData)
    }
}

/// A query over a table, an alias or a derived table: the beginning of every SELECT.
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// let q = from(users::table)
///     .left_join(users::posts)
///     .filter(users::id.gt(10))
///     .order_by((users::name.asc(), posts::id.desc()))
///     .select((users::name, posts::title))
///     .limit(20);
/// assert_eq!(
///     q.to_sql::<Postgres>(),
///     "SELECT users.name, posts.title FROM users \
///      LEFT JOIN posts ON posts.author_id = users.id \
///      WHERE users.id > $1 ORDER BY users.name, posts.id DESC LIMIT $2"
/// );
/// ```
pub fn from<T, I>(table: T) -> Select<T::Item, Unset, Ungrouped, Nil>
where
    T: IntoItem<Item: FromClause + Follows<Nowhere, I>>,
{
    Select { from: table.into_item(), projection: Unset, group: Ungrouped, clauses: Nil }
}

/// A query over the table of the first item: `select(User)`, `select((users::id, users::name))`.
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// assert_eq!(
///     select(users::name).filter(users::id.eq(1)).to_sql::<Sqlite>(),
///     "SELECT users.name FROM users WHERE users.id = ?1"
/// );
/// ```
pub fn select<P, S, O, I>(items: P) -> Select<Root<S>, Picked<P::Items, O>, Ungrouped, Nil>
where
    P: IntoProjection<Items: OwnSource<Source = S>> + Selects<One<S>, Ungrouped, O, I>,
    S: Source + Default,
{
    Select {
        from: Root(S::default()),
        projection: Picked(items.items(), PhantomData),
        group: Ungrouped,
        clauses: Nil,
    }
}

impl<F, P, G, C> Select<F, P, G, C> {
    pub(crate) fn map_from<F2>(self, f: impl FnOnce(F) -> F2) -> Select<F2, P, G, C> {
        Select {
            from: f(self.from),
            projection: self.projection,
            group: self.group,
            clauses: self.clauses,
        }
    }

    /// Adds a clause.
    pub(crate) fn push<H>(self, clause: H) -> Select<F, P, G, crate::types::logic::Cons<H, C>> {
        Select {
            from: self.from,
            projection: self.projection,
            group: self.group,
            clauses: crate::types::logic::Cons(clause, self.clauses),
        }
    }
}

impl<F: FromClause, G: Grouping, C: Clauses> Select<F, Unset, G, C> {
    /// What the query gives: one expression (rows are bare values), a tuple, a row struct such as
    /// `User`, or the `Select..` of a `#[derive(Projection)]` struct.
    ///
    /// Columns of the nullable side of an outer join are read as `Option`. In a grouped query,
    /// each item must be a key, depend on one, or be an aggregate.
    pub fn select<P: Selects<F::Scope, G, O, I>, O, I>(
        self,
        items: P,
    ) -> Select<F, Picked<P::Items, O>, G, C>
    where
        RuleOf<G, P::Items>: MayBeSorted<C>,
    {
        Select {
            from: self.from,
            projection: Picked(items.items(), PhantomData),
            group: self.group,
            clauses: self.clauses,
        }
    }
}

/// Items that can be selected from the tables of `S`, grouped by `G`. `O` is how a row is read.
// The message is that of `Grouped`: rustc takes it from here where that is about `Self` too.
#[diagnostic::on_unimplemented(
    message = "what is selected must appear in GROUP BY or be used in an aggregate function",
    label = "this has several values in a group"
)]
pub trait Selects<S, G, O, I>: IntoProjection<Items: Items> {}
impl<P, S, G, O, I, J> Selects<S, G, O, (I, J)> for P
where
    P: IntoProjection<Items: Projection<In<S, G::Empty>, I, Output = O>>,
    G: Grouping,
    RuleOf<G, P::Items>: Rule,
    Checked<RuleOf<G, P::Items>, P::Items>: Grouped<RuleOf<G, P::Items>, J>,
{
}

/// What the selected items `P` are checked against.
type RuleOf<G, P> = <G as Grouping>::Rule<<<P as Items>::Kind as Kind>::HasAggregate>;

/// What is selected may stand behind the clauses `C`: an aggregate of all rows is not ordered by a
/// column of one.
#[diagnostic::on_unimplemented(
    message = "ORDER BY stands before a SELECT of aggregates without GROUP BY, which gives one row",
    label = "add `.group_by(..)`, or leave `.order_by(..)` out"
)]
pub trait MayBeSorted<C> {}
#[diagnostic::do_not_recommend]
impl<C> MayBeSorted<C> for NoRule {}
#[diagnostic::do_not_recommend]
impl<C: Clauses<Has<slot::OrderBy> = False>> MayBeSorted<C> for Keys<Nil, Nil> {}
#[diagnostic::do_not_recommend]
impl<C, H, T, E> MayBeSorted<C> for Keys<Cons<H, T>, E> {}
#[diagnostic::do_not_recommend]
impl<C, H, T> MayBeSorted<C> for Keys<Nil, Cons<H, T>> {}

impl<F, P, G, C> Statement for Select<F, P, G, C>
where
    F: FromClause,
    P: PickedItems,
    G: Grouping,
    C: Clauses,
{
    type Effect = Read;
    type Open = Concat<F::Open, Concat<P::Open, Concat<G::Open, C::Open>>>;
    type MeansRows = crate::types::logic::True;
    const SHAPE: Shape = F::SHAPE.or(P::SHAPE).or(G::SHAPE).or(C::SHAPE);
}

impl<F, P, G, C> Subquery for Select<F, P, G, C>
where
    Self: Statement,
    F: FromClause,
    P: PickedItems,
    G: Grouping,
    C: Clauses,
{
    type Limited = Or<C::Has<slot::Limit>, Or<C::Has<slot::LimitOne>, C::Has<slot::Offset>>>;
    type Reads = F::Reads;
    type Past = Past<F::Scope, <Self as Statement>::Open>;
    type IsCopy =
        Or<Or<Self::Limited, C::Has<slot::Distinct>>, Or<G::IsGrouped, <P::IsPlain as Bool>::Not>>;
}

/// What is selected, or nothing.
pub trait PickedItems {
    /// What it leaves open.
    type Open: crate::types::logic::List;
    /// Whether there are no aggregates and window functions.
    type IsPlain: Bool;
    /// What its text depends on.
    const SHAPE: Shape;
}

impl PickedItems for Unset {
    type Open = Nil;
    type IsPlain = crate::types::logic::True;
    const SHAPE: Shape = Shape::Fixed;
}

impl<P: Items, O> PickedItems for Picked<P, O> {
    type Open = P::Open;
    type IsPlain = <P::Kind as Kind>::IsPlain;
    const SHAPE: Shape = P::SHAPE;
}

/// Whether a query gives exactly one row: aggregates without GROUP BY, all of them.
type IsOne<P, G, C> = And<
    <<P as Items>::Kind as Kind>::HasAggregate,
    And<
        <<G as Grouping>::IsGrouped as Bool>::Not,
        <Or<
            <C as Clauses>::Has<slot::Limit>,
            Or<<C as Clauses>::Has<slot::LimitOne>, <C as Clauses>::Has<slot::Offset>>,
        > as Bool>::Not,
    >,
>;

/// Whether it gives at most one: a unique key of the first table is fixed, and no join multiplies.
type IsOptional<F, C> = And<
    <<F as FromClause>::Multiplies as Bool>::Not,
    <<<<F as FromClause>::Root as crate::schema::Source>::Table as Table>::UniqueKeys as AnyKey>::Fixed<
        <C as Clauses>::Pins,
        <F as FromClause>::Root,
    >,
>;

impl<F, P, O, G, C> Query for Select<F, Picked<P, O>, G, C>
where
    F: FromClause,
    <<F::Root as crate::schema::Source>::Table as Table>::UniqueKeys: AnyKey,
    P: Items,
    O: Output,
    G: Grouping,
    C: Clauses<Pins: KeyColumns>,
{
    type Output = O;
    type Rows = <IsOne<P, G, C> as Bool>::If<
        OneRow,
        <Or<C::Has<slot::LimitOne>, And<IsOptional<F, C>, <G::IsGrouped as Bool>::Not>> as Bool>::If<
            OptionalRow,
            <Or<C::Has<slot::OrderBy>, C::Has<slot::Limit>> as Bool>::If<ManyRows, UnsortedRows>,
        >,
    >;
    const CAN_LIMIT: bool = true;

    fn columns(&self) -> super::ColumnNames {
        P::column
    }
}

impl<D: Dialect> Render<D> for Unset {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("1");
    }
}

impl<D: Dialect, P: Render<D>, O> Render<D> for Picked<P, O> {
    #[inline]
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.0.walk(pass);
    }
}

impl<D, F, P, G, C> Render<D> for Select<F, P, G, C>
where
    D: Dialect,
    F: Render<D>,
    P: Render<D>,
    G: Render<D>,
    C: Clauses + RenderSlot<D>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.walk_with::<D>(None, pass);
    }
}

impl<F, P, G, C> Select<F, P, G, C> {
    /// Writes the query with clauses that are kept elsewhere.
    pub(crate) fn walk_with<'a, D>(
        &'a self,
        added: Option<&'a Added<'_, D>>,
        pass: &mut Pass<'_, 'a>,
    ) where
        D: Dialect,
        F: Render<D>,
        P: Render<D>,
        G: Render<D>,
        C: Clauses + RenderSlot<D>,
    {
        pass.of_rows(|pass| pass.query(|pass| self.walk_rows::<D>(added, pass)));
    }

    fn walk_rows<'a, D>(&'a self, added: Option<&'a Added<'_, D>>, pass: &mut Pass<'_, 'a>)
    where
        D: Dialect,
        F: Render<D>,
        P: Render<D>,
        G: Render<D>,
        C: Clauses + RenderSlot<D>,
    {
        let first = pass.takes_first();
        let taken = added.map_or(0, Added::taken);
        let slot = |slot: usize, pass: &mut Pass<'_, 'a>| {
            let mut opened = slot == slot::WHERE && pass.guards_where();
            let replaced = matches!(slot, slot::LIMIT | slot::OFFSET) && taken & (1 << slot) != 0;
            if !replaced {
                self.clauses.walk_slot(slot, &mut opened, pass);
            }
            if let Some(added) = added {
                added.walk_slot(slot, &mut opened, pass);
            }
        };
        pass.open_select();
        pass.sql("SELECT ");
        pass.before_columns(|pass| slot(slot::DISTINCT, pass));
        pass.items(|pass| self.projection.walk(pass));
        pass.sql(" FROM ");
        self.from.walk(pass);
        slot(slot::WHERE, pass);
        self.group.walk(pass);
        slot(slot::HAVING, pass);
        pass.close_select(|pass| slot(slot::ORDER_BY, pass));
        slot(slot::LIMIT, pass);
        unsaid(C::TAKEN | taken, first, pass);
        slot(slot::OFFSET, pass);
        slot(slot::LOCKING, pass);
    }
}
