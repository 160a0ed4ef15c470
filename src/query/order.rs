//! `ORDER BY`, checked against how the query is grouped and what it selects.

use super::clause::{Clause, Clauses, slot};
use super::from::FromClause;
use super::group::{Checked, Grouping, Rule};
use super::lock::OnlyPlain;
use super::position::{ItemList, PlaceOf};
use super::projection::Items;
use super::select::{Picked, Select, Unset};
use crate::expr::column::Col;
use crate::expr::group::{First, Grouped, Then, Unbound};
use crate::expr::kind::{InPlainOrder, Kind};
use crate::expr::sort::{OrderList, Sort};
use crate::expr::{Expr, In, Node, Resolve, Shape};
use crate::render::{Dialect, Pass, Render};
use crate::types::logic::{Bool, Cons, Nil, True};

/// `ORDER BY keys`
#[derive(Clone, Copy, Debug)]
pub struct OrderBy<L>(pub(crate) L);

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

/// With a row lock, what is sorted by is computed from one row.
pub enum MustKeepRows {}

/// The sort keys are allowed, given what is selected.
pub trait Allows<P, L, I> {}
impl<P, L> Allows<P, L, ()> for MaySelect {}
impl<P, L: Node<Kind: OnlyPlain>> Allows<P, L, ()> for MustKeepRows {}
impl<P: ItemList, O, L, I> Allows<Picked<P, O>, L, I> for MustSelect where L: AllSelected<P::List, I>
{}

/// All sort keys are selected.
pub trait AllSelected<Items, I> {}
impl<Items> AllSelected<Items, ()> for Nil {}
impl<Items, N, T, I, J, const DESC: bool, const NULLS: u8> AllSelected<Items, (I, J)>
    for Cons<Sort<N, DESC, NULLS>, T>
where
    N: Unbound + Node<AsColumn: Among<N, Items, I>>,
    T: AllSelected<Items, J>,
{
}

/// A sort key that is no column is among the selected items.
#[diagnostic::on_unimplemented(
    message = "SELECT DISTINCT is ordered by something that is not selected",
    label = "select what you sort by, or group by it instead of DISTINCT"
)]
pub trait Selected<N, I> {}
impl<N, T> Selected<N, First> for Cons<Expr<N>, T> {}
impl<N, H, T: Selected<N, I>, I> Selected<N, Then<I>> for Cons<H, T> {}

/// The sort key `N`, as the column that it is or is not, is among the selected items.
pub trait Among<N, Items, I> {}
impl<N, Items: Selected<N, I>, I> Among<N, Items, I> for Nil {}
impl<N, C, S, Items> Among<N, Items, ()> for Cons<Col<C, S>, Nil> where
    Items: PlaceOf<C, S, Found: IsSelected<C>>
{
}

/// The column is selected. Implemented for the answer "yes".
#[diagnostic::on_unimplemented(
    message = "SELECT DISTINCT is ordered by `{C}`, which is not selected",
    label = "select what you sort by, or group by it instead of DISTINCT"
)]
pub trait IsSelected<C> {}
#[diagnostic::do_not_recommend]
impl<C> IsSelected<C> for True {}

impl<F: FromClause, P, G: Grouping, C> Select<F, P, G, C> {
    /// `ORDER BY keys`; further keys are added after the first ones. In a grouped query each must
    /// be a key, depend on one, or be an aggregate.
    pub fn order_by<L: Orders<F::Scope, P, G, C, I>, I>(
        self,
        keys: L,
    ) -> Select<F, P, G::Sorted, Cons<OrderBy<L::List>, C>> {
        let Self { from, projection, group, clauses } = self;
        let clauses = Cons(OrderBy(keys.into_list()), clauses);
        Select { from, projection, group: group.sorted(), clauses }
    }
}

/// Sort keys of a query over the tables of `S` that selects `P`, is grouped by `G` and has the
/// clauses `C`.
pub trait Orders<S, P, G, C, I>: OrderList {}
impl<L, S, P, G, C, I, J, K> Orders<S, P, G, C, (I, J, K)> for L
where
    G: Grouping,
    L: OrderList<List: Resolve<In<S, G::Empty>, I>>,
    P: Ordering<G>,
    P::Rule: Rule + SortsBy<<L::List as Node>::Kind>,
    Checked<P::Rule, L::List>: Grouped<P::Rule, J>,
    C: Clauses<Sorting: Allows<P, L::List, K>>,
{
}

impl<N: Node> Clause for OrderBy<N> {
    type Slot = slot::OrderBy;
    type Open = N::Open;
    type Pins = Nil;
    type KeepsRows = <N::Kind as Kind>::IsPlain;
    type Sorting<Rest> = Rest;
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
