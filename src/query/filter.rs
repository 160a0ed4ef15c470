//! `WHERE`: conditions joined by AND.

use std::marker::PhantomData;

use super::clause::{Clause, slot};
use super::from::FromClause;
use super::select::Select;
use crate::expr::kind::InWhere;
use crate::expr::logic::Condition;
use crate::expr::node::{operand, prec};
use crate::expr::{In, Node, Resolve, Shape};
use crate::render::{Dialect, Pass, Render};
use crate::types::logic::{Bool, Cons, False, Nil, Or, True};
use crate::types::null::Nullable;

/// `WHERE condition`
#[derive(Clone, Copy, Debug)]
pub struct Where<N, Counts = True>(N, PhantomData<Counts>);

impl<N, Counts> Where<N, Counts> {
    pub(crate) fn new(node: N) -> Self {
        Self(node, PhantomData)
    }
}

impl<F: FromClause, P, G, C> Select<F, P, G, C> {
    /// `WHERE condition`; a further one is added with AND. `None` adds nothing.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let name: Option<&str> = None;
    /// let q = from(users::table)
    ///     .filter(users::id.gt(1))
    ///     .filter(name.map(|name| users::name.eq(name)))
    ///     .select(users::id);
    /// assert_eq!(
    ///     q.to_sql::<Sqlite>(),
    ///     "SELECT users.id FROM users WHERE users.id > ?1 AND TRUE"
    /// );
    /// ```
    pub fn filter<W: Filters<F::Scope, I>, I>(
        self,
        condition: W,
    ) -> Select<F, P, G, Cons<Where<W::Node, W::Counts>, C>> {
        self.push(Where::new(condition.condition()))
    }
}

/// A condition that WHERE takes over the tables of `S`: of their columns, without aggregates and
/// window functions.
pub trait Filters<S, I>: Condition {}
impl<W, S, I> Filters<S, I> for W where
    W: Condition<Node: Resolve<In<S, Nullable>, I> + Node<Kind: InWhere>>
{
}

impl<N: Node, Counts> Clause for Where<N, Counts> {
    type Slot = slot::Where;
    type Open = N::Open;
    type Pins = N::Pins;
    type KeepsRows = True;
    type Sorting<Rest> = Rest;
    const SHAPE: Shape = N::SHAPE;
    const FIRST: &'static str = " WHERE ";
    const NEXT: &'static str = " AND ";
    const PLACE: usize = slot::WHERE;
}

impl<D: Dialect, N: Node + Render<D>, Counts> Render<D> for Where<N, Counts> {
    #[inline]
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        operand::<D, N>(&self.0, prec::AND, pass);
    }
}

/// `.every_row()`: an UPDATE or DELETE means all rows of its table.
#[derive(Clone, Copy, Debug)]
pub struct EveryRow;

impl Clause for EveryRow {
    type Slot = slot::Locking;
    type Open = Nil;
    type Pins = Nil;
    type KeepsRows = True;
    type Sorting<Rest> = Rest;
    const PLACE: usize = slot::LOCKING;
}

impl<D: Dialect> Render<D> for EveryRow {
    fn walk<'a>(&'a self, _: &mut Pass<'_, 'a>) {}
}

/// Whether the clauses of an UPDATE or DELETE say which rows it means. A filter that may be
/// absent does not.
pub trait Chosen {
    /// They do.
    type Is: Bool;
}

impl Chosen for Nil {
    type Is = False;
}

impl<N, Counts: Bool, T: Chosen> Chosen for Cons<Where<N, Counts>, T> {
    type Is = Or<Counts, T::Is>;
}

impl<T> Chosen for Cons<EveryRow, T> {
    type Is = True;
}

/// An UPDATE or DELETE says which rows it means. Implemented for yes.
#[diagnostic::on_unimplemented(
    message = "UPDATE or DELETE without a filter would touch every row of the table",
    label = "add `.filter(..)`, or say `.every_row()`",
    note = "a filter that is an `Option` may be absent, so it does not count"
)]
pub trait RowsChosen {}
#[diagnostic::do_not_recommend]
impl RowsChosen for True {}
