//! `GROUP BY` and `HAVING`.

use std::fmt;
use std::marker::PhantomData;

use super::clause::{Clause, Clauses, slot};
use super::from::FromClause;
use super::select::{Select, Unset};
use crate::dialect::{Postgres, Sqlite};
use crate::expr::group::{AllKeys, Grouped, KeyColumn, Keys, Parts, Sorted, Whole, Within};
use crate::expr::kind::{InGroupBy, InHaving};
use crate::expr::logic::Condition;
use crate::expr::node::{operand, prec};
use crate::expr::tuple::NodeTuple;
use crate::expr::{In, Node, Resolve, Shape};
use crate::render::{Dialect, Pass, Render, Spec, Supports};
use crate::types::logic::{Bool, Cons, False, List, Nil, Or, True};
use crate::types::null::{NotNull, Nullable, Nullness};

/// No GROUP BY.
#[derive(Clone, Copy, Debug)]
pub struct Ungrouped;

/// `GROUP BY keys`, in the sets `W`.
#[derive(Clone, Copy, Debug)]
pub struct GroupBy<L, W = Once>(L, PhantomData<W>);

impl<L, W> GroupBy<L, W> {
    pub(super) fn new(keys: L) -> Self {
        Self(keys, PhantomData)
    }
}

/// All keys as one set.
#[derive(Clone, Copy, Debug)]
pub enum Once {}

/// In which sets of its keys a query is grouped.
pub trait KeySets {
    /// Whether an aggregate may see no row at all.
    type Empty: Nullness;
    /// What is asked of the keys that are columns.
    type Columns<C>;
    /// The feature that a dialect needs for it; `()` for none.
    type Needs;
    /// The same beside ORDER BY.
    type Sorted;
    /// What stands before the keys.
    const BEFORE: fn(&Spec) -> &'static str;
    /// What stands behind them.
    const AFTER: fn(&Spec) -> &'static str;
}

impl KeySets for Once {
    type Empty = NotNull;
    type Columns<C> = C;
    type Needs = ();
    type Sorted = Once;
    const BEFORE: fn(&Spec) -> &'static str = |_| "";
    const AFTER: fn(&Spec) -> &'static str = |_| "";
}

/// How a query is grouped.
pub trait Grouping {
    /// Whether an aggregate may see no row at all.
    type Empty: Nullness;
    /// Whether there is a GROUP BY.
    type IsGrouped: Bool;
    /// What selected items are checked against, from whether there is an aggregate among them.
    type Rule<HasAggregate: Bool>;
    /// What it leaves open.
    type Open: List;
    /// The same beside ORDER BY.
    type Sorted;
    /// What its text depends on.
    const SHAPE: Shape;
    /// Makes the same beside ORDER BY.
    fn sorted(self) -> Self::Sorted;
}

/// Nothing to check: no GROUP BY and no aggregate.
pub struct NoRule;

/// What of the selected items and sort keys must have one value for each group.
pub trait Rule {
    /// All of it, or nothing.
    type Checked<P>;
    /// Whether an aggregate in ORDER BY may see an empty group.
    type Empty: Nullness;
}

impl Rule for NoRule {
    type Checked<P> = Nil;
    type Empty = Nullable;
}

impl<C, E> Rule for Keys<C, E> {
    type Checked<P> = P;
    type Empty = NotNull;
}

/// What is checked by a rule, of `P`.
pub type Checked<R, P> = <R as Rule>::Checked<P>;

impl Grouping for Ungrouped {
    type Empty = Nullable;
    type IsGrouped = False;
    type Rule<HasAggregate: Bool> = HasAggregate::If<Keys<Nil, Nil>, NoRule>;
    type Open = Nil;
    type Sorted = Self;
    const SHAPE: Shape = Shape::Fixed;

    #[inline]
    fn sorted(self) -> Self {
        self
    }
}

impl<L: Sorted + Node, W: KeySets> Grouping for GroupBy<L, W> {
    type Empty = W::Empty;
    type IsGrouped = True;
    type Rule<HasAggregate: Bool> = Keys<W::Columns<L::Columns>, L::Expressions>;
    type Open = L::Open;
    type Sorted = GroupBy<L, W::Sorted>;
    const SHAPE: Shape = L::SHAPE;

    #[inline]
    fn sorted(self) -> Self::Sorted {
        GroupBy::new(self.0)
    }
}

/// GROUP BY comes before ORDER BY, which then takes what has one value in each group.
#[diagnostic::on_unimplemented(
    message = "`.group_by(..)` must come before `.order_by(..)`",
    label = "groups are ordered by their keys and by aggregates only, which `.order_by(..)` checks"
)]
pub trait NotOrdered {}
#[diagnostic::do_not_recommend]
impl NotOrdered for False {}

impl<F: FromClause, C: Clauses> Select<F, Unset, Ungrouped, C> {
    /// `GROUP BY keys`: columns, or expressions of them. A primary key brings the other columns
    /// of its table along. It comes before `.order_by(..)`.
    pub fn group_by<L: Groups<F::Scope, I>, I>(
        self,
        keys: L,
    ) -> Select<F, Unset, GroupBy<L::List>, C>
    where
        C::Has<slot::OrderBy>: NotOrdered,
    {
        Select {
            from: self.from,
            projection: Unset,
            group: GroupBy::new(keys.into_list()),
            clauses: self.clauses,
        }
    }
}

/// Keys that a query over the tables of `S` can be grouped by.
pub trait Groups<S, I>: NodeTuple {}
impl<L, S, I> Groups<S, I> for L where
    L: NodeTuple<List: AllKeys + Sorted + Resolve<In<S, Nullable>, I> + Node<Kind: InGroupBy>>
{
}

impl<D: Dialect> Render<D> for Ungrouped {
    #[inline]
    fn walk<'a>(&'a self, _: &mut Pass<'_, 'a>) {}
}

impl<D: Supports<W::Needs>, L: Render<D>, W: KeySets> Render<D> for GroupBy<L, W> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql(" GROUP BY ");
        pass.sql(W::BEFORE(pass.spec()));
        pass.keys(|pass| self.0.walk(pass));
        pass.sql(W::AFTER(pass.spec()));
    }
}

/// `HAVING condition`; `I` is where rustc found its parts.
pub struct Having<N, I>(N, PhantomData<fn() -> I>);

copy_fields!([N, I] Having<N, I>: N => |this| Self(this.0.clone(), PhantomData));

impl<N: fmt::Debug, I> fmt::Debug for Having<N, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Having").field(&self.0).finish()
    }
}

/// HAVING needs GROUP BY. Implemented for grouped queries.
#[diagnostic::on_unimplemented(
    message = "HAVING needs GROUP BY",
    label = "add `.group_by(..)` before, or filter rows with `.filter(..)`"
)]
pub trait HasGroups {}
#[diagnostic::do_not_recommend]
impl HasGroups for True {}

impl<F: FromClause, P, G: Grouping, C> Select<F, P, G, C> {
    /// `HAVING condition`: over the groups, with aggregates; a further one is added with AND.
    ///
    /// MySQL and MariaDB do not know keys that are expressions there: `min(key)` is the same. A column is
    /// written as `min(column)` for them, since they find it by its bare name alone, which another key
    /// may have too.
    pub fn having<W: FiltersGroups<F::Scope, G, I>, I>(
        self,
        condition: W,
    ) -> Select<F, P, G, Cons<Having<W::Node, I>, C>>
    where
        G::IsGrouped: HasGroups,
    {
        self.push(Having(condition.condition(), PhantomData))
    }
}

/// A condition that HAVING takes over the tables of `S`, grouped by `G`.
pub trait FiltersGroups<S, G, I>: Condition {}
impl<W, S, G, I, J> FiltersGroups<S, G, (I, J)> for W
where
    W: Condition<Node: Resolve<In<S, NotNull>, I> + Node<Kind: InHaving>>,
    G: Grouping<Rule<True>: Rule>,
    Checked<G::Rule<True>, W::Node>: Grouped<G::Rule<True>, J>,
{
}

impl<N: Node, I> Clause for Having<N, I> {
    type Slot = slot::Having;
    type Open = N::Open;
    type Pins = Nil;
    type KeepsRows = False;
    type Sorting<Rest> = Rest;
    const SHAPE: Shape = N::SHAPE;
    const FIRST: &'static str = " HAVING ";
    const NEXT: &'static str = " AND ";
    const PLACE: usize = slot::HAVING;
}

impl<D, N, I> Render<D> for Having<N, I>
where
    D: TakesInHaving<I::Is>,
    N: Node + Render<D>,
    I: NamesOther,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.of_groups(|pass| operand::<D, N>(&self.0, prec::AND, pass));
    }
}

/// A dialect takes a condition in HAVING, which names something that it does not find there, or does
/// not. MySQL and MariaDB know columns among the keys by their bare names, so columns are written as
/// aggregates for them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not know the expressions of GROUP BY in HAVING, nor in its subqueries outer columns that are no keys",
    label = "aggregate the expression: `min(..)` is its one value in each group"
)]
pub trait TakesInHaving<NamesOther>: Dialect {}
impl<D: Dialect> TakesInHaving<False> for D {}
#[diagnostic::do_not_recommend]
impl TakesInHaving<True> for Sqlite {}
#[diagnostic::do_not_recommend]
impl TakesInHaving<True> for Postgres {}

/// Whether a condition names a key that is an expression, or in a subquery an outer column that is no key, by
/// where its parts were found.
pub trait NamesOther {
    /// It does.
    type Is: Bool;
}

/// The second half says where they were found among the keys.
impl<I, J: InKeys> NamesOther for (I, J) {
    type Is = J::Others;
}

/// Where the parts of an expression were found among the keys.
pub trait InKeys {
    /// Whether one of them is an expression.
    type Others: Bool;
    /// Whether one of them is not a column among them.
    type Inside: Bool;
}

impl InKeys for () {
    type Others = False;
    type Inside = False;
}
impl<I: InKeys> InKeys for (I,) {
    type Others = I::Others;
    type Inside = I::Inside;
}
impl<I: InKeys, J: InKeys> InKeys for (I, J) {
    type Others = Or<I::Others, J::Others>;
    type Inside = Or<I::Inside, J::Inside>;
}
impl<I: InKeys, J: InKeys, K: InKeys> InKeys for (I, J, K) {
    type Others = Or<I::Others, Or<J::Others, K::Others>>;
    type Inside = Or<I::Inside, Or<J::Inside, K::Inside>>;
}
impl<I: InKeys> InKeys for Parts<I> {
    type Others = I::Others;
    type Inside = I::Inside;
}
impl<I: InKeys> InKeys for Within<I> {
    type Others = I::Inside;
    type Inside = I::Inside;
}
impl<I> InKeys for Whole<I> {
    type Others = True;
    type Inside = True;
}
/// MySQL and MariaDB would write a key of several sets as an aggregate in HAVING, which is not NULL.
impl<IsKey: Bool, InSets: Bool> InKeys for KeyColumn<IsKey, InSets> {
    type Others = InSets;
    type Inside = Or<InSets, IsKey::Not>;
}
