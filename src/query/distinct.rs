//! `SELECT DISTINCT` and `SELECT DISTINCT ON (..)`.

use super::clause::{Clause, Clauses, Unused, slot};
use super::from::FromClause;
use super::group::Grouping;
use super::lock::AnyLock;
use super::order::Orders;
use super::select::{Picked, Select};
use crate::expr::group::Unbound;
use crate::expr::sort::Sort;
use crate::expr::{Node, Shape};
use crate::render::{Dialect, Pass, Render, Supports};
use crate::types::logic::{Cons, False, Nil, Or, True};

/// `DISTINCT`
#[derive(Clone, Copy, Debug)]
pub struct Distinct;

/// DISTINCT comes before ORDER BY, which then takes selected columns only.
#[diagnostic::on_unimplemented(
    message = "`.distinct()` must come before `.order_by(..)` and row locks",
    label = "SELECT DISTINCT is ordered by selected columns only, which `.order_by(..)` checks"
)]
pub trait NothingAfter {}
#[diagnostic::do_not_recommend]
impl NothingAfter for False {}

impl<F, P, O, G, C: Clauses> Select<F, Picked<P, O>, G, C> {
    /// `SELECT DISTINCT`: each row once. It comes after `.select(..)` and before `.order_by(..)`.
    pub fn distinct(self) -> Select<F, Picked<P, O>, G, Cons<Distinct, C>>
    where
        Or<C::Has<slot::Distinct>, C::Has<slot::DistinctOn>>: Unused,
        Or<C::Has<slot::OrderBy>, AnyLock<C>>: NothingAfter,
    {
        self.push(Distinct)
    }
}

impl Clause for Distinct {
    type Slot = slot::Distinct;
    type Open = Nil;
    type Pins = Nil;
    type KeepsRows = False;
    type Sorting<Rest> = super::order::MustSelect;
    const FIRST: &'static str = "DISTINCT ";
    const PLACE: usize = slot::DISTINCT;
}

impl<D: Dialect> Render<D> for Distinct {
    fn walk<'a>(&'a self, _: &mut Pass<'_, 'a>) {}
}

/// `DISTINCT ON (keys)`
#[derive(Clone, Copy, Debug)]
pub struct DistinctOn<L>(L);

/// `ORDER BY keys` of DISTINCT ON. It does not say which row of equal keys is the first, so it does
/// not count as an order.
#[derive(Clone, Copy, Debug)]
pub struct ByDistinctKeys<L>(L);

/// The feature DISTINCT ON.
pub struct DistinctOnKeys;
supports!(DistinctOnKeys: Postgres);

/// The sort keys of DISTINCT ON, which stand in the text twice.
#[diagnostic::on_unimplemented(
    message = "DISTINCT ON takes columns of this query and expressions of them",
    label = "write a column, `.asc()`, `.desc()`, or a tuple of these"
)]
pub trait DistinctKeys {}
impl DistinctKeys for Nil {}
impl<N: Unbound, T: DistinctKeys, const DESC: bool, const NULLS: u8> DistinctKeys
    for Cons<Sort<N, DESC, NULLS>, T>
{
}

/// DISTINCT ON comes before ORDER BY, which then goes on after its keys.
#[diagnostic::on_unimplemented(
    message = "`.distinct_on(..)` must come before `.order_by(..)` and row locks",
    label = "the rows are ordered by its keys first: write the other keys after it"
)]
pub trait NothingBefore {}
#[diagnostic::do_not_recommend]
impl NothingBefore for False {}

impl<F: FromClause, P, O, G: Grouping, C: Clauses> Select<F, Picked<P, O>, G, C> {
    /// `SELECT DISTINCT ON (keys) .. ORDER BY keys`: the first row for each value of the keys. The
    /// rows are ordered by the keys, and `.order_by(..)` afterwards says which one is the first: without it,
    /// LIMIT and `first` take what they take of unordered rows. PostgreSQL has it.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let newest = select(Post).distinct_on(posts::author_id).order_by(posts::id.desc());
    /// assert!(newest.to_sql::<Postgres>().starts_with("SELECT DISTINCT ON (posts.author_id) "));
    /// assert!(newest.to_sql::<Postgres>().ends_with("ORDER BY posts.author_id, posts.id DESC"));
    /// ```
    #[allow(clippy::type_complexity)]
    pub fn distinct_on<L, I>(
        self,
        keys: L,
    ) -> Select<F, Picked<P, O>, G, Cons<ByDistinctKeys<L::List>, Cons<DistinctOn<L::List>, C>>>
    where
        L: Orders<F::Scope, Picked<P, O>, G, C, I, List: DistinctKeys + Clone>,
        Or<C::Has<slot::Distinct>, C::Has<slot::DistinctOn>>: Unused,
        Or<C::Has<slot::OrderBy>, AnyLock<C>>: NothingBefore,
    {
        let keys = keys.into_list();
        self.push(DistinctOn(keys.clone())).push(ByDistinctKeys(keys))
    }
}

impl<L: Node> Clause for DistinctOn<L> {
    type Slot = slot::DistinctOn;
    type Open = L::Open;
    type Pins = Nil;
    type KeepsRows = False;
    type Sorting<Rest> = Rest;
    const SHAPE: Shape = L::SHAPE;
    const FIRST: &'static str = "DISTINCT ON (";
    const PLACE: usize = slot::DISTINCT;
}

impl<D: Supports<DistinctOnKeys>, L: WithoutDirection<D>> Render<D> for DistinctOn<L> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.0.walk_keys("", pass);
        pass.sql(") ");
    }
}

impl<L: Node> Clause for ByDistinctKeys<L> {
    type Slot = slot::ByDistinctKeys;
    type Open = L::Open;
    type Pins = Nil;
    type KeepsRows = True;
    type Sorting<Rest> = Rest;
    const SHAPE: Shape = L::SHAPE;
    const FIRST: &'static str = " ORDER BY ";
    const NEXT: &'static str = ", ";
    const PLACE: usize = slot::ORDER_BY;
}

impl<D: Dialect, L: Render<D>> Render<D> for ByDistinctKeys<L> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.0.walk(pass);
    }
}

/// Sort keys, written without ASC and DESC.
pub trait WithoutDirection<D: Dialect> {
    /// Writes them, after `before`.
    fn walk_keys<'a>(&'a self, before: &str, pass: &mut Pass<'_, 'a>);
}

impl<D: Dialect> WithoutDirection<D> for Nil {
    fn walk_keys<'a>(&'a self, _: &str, _: &mut Pass<'_, 'a>) {}
}

impl<D, N, T, const DESC: bool, const NULLS: u8> WithoutDirection<D>
    for Cons<Sort<N, DESC, NULLS>, T>
where
    D: Dialect,
    N: Render<D>,
    T: WithoutDirection<D>,
{
    fn walk_keys<'a>(&'a self, before: &str, pass: &mut Pass<'_, 'a>) {
        pass.sql(before);
        self.0.0.walk(pass);
        self.1.walk_keys(", ", pass);
    }
}
