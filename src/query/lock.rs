//! `FOR UPDATE` and `FOR SHARE`: row locks, which need a transaction.

use super::Locks;
use super::clause::{Clause, Clauses, Unused, slot};
use super::from::FromClause;
use super::group::Grouping;
use super::select::{Picked, Select};
use crate::expr::Shape;
use crate::expr::kind::Plain;
use crate::query::projection::Items;
use crate::render::{Pass, Render, Supports};
use crate::schema::scope::{Cross, Inner, Joined, One};
use crate::types::logic::{Cons, False, Nil, Or};

/// What happens where another transaction holds the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locking<const SHARE: bool, W>(W);

/// Wait for it.
#[derive(Clone, Copy, Debug)]
pub struct Wait;
/// Fail at once: `NOWAIT`.
#[derive(Clone, Copy, Debug)]
pub struct NoWait;
/// Leave the row out: `SKIP LOCKED`.
#[derive(Clone, Copy, Debug)]
pub struct SkipLocked;

/// What to do about a held lock: one of the three.
pub trait OnLocked: Copy {
    /// The words.
    const SQL: &'static str;
}

impl OnLocked for Wait {
    const SQL: &'static str = "";
}
impl OnLocked for NoWait {
    const SQL: &'static str = " NOWAIT";
}
impl OnLocked for SkipLocked {
    const SQL: &'static str = " SKIP LOCKED";
}

/// The feature of row locks.
pub struct RowLock;
supports!(RowLock: Postgres MySql MariaDb);

/// The feature `FOR SHARE`, which MariaDB writes differently.
pub struct ShareLock;
supports!(ShareLock: Postgres MySql);

/// The rows of a query are rows of tables, so that they can be locked.
#[diagnostic::on_unimplemented(
    message = "FOR UPDATE locks rows of tables, and this query's rows are not",
    label = "GROUP BY, DISTINCT and aggregates cannot be locked"
)]
pub trait Lockable {}
#[diagnostic::do_not_recommend]
impl Lockable for False {}

/// No table of the scope is filled with NULL by a join.
#[diagnostic::on_unimplemented(
    message = "FOR UPDATE cannot lock the nullable side of an outer join",
    label = "lock in a query of its own, or use an inner join"
)]
pub trait NoNullableSide {}
impl<S> NoNullableSide for One<S> {}
impl<L: NoNullableSide, R: NoNullableSide> NoNullableSide for Joined<L, R, Inner> {}
impl<L: NoNullableSide, R: NoNullableSide> NoNullableSide for Joined<L, R, Cross> {}

/// Only plain expressions are selected.
#[diagnostic::on_unimplemented(
    message = "FOR UPDATE cannot be combined with aggregate or window functions",
    label = "lock the rows in a query of their own"
)]
pub trait OnlyPlain {}
impl OnlyPlain for Plain {}

impl<F: FromClause, P: Items, O, G: Grouping, C: Clauses> Select<F, Picked<P, O>, G, C> {
    /// `FOR UPDATE`: no other transaction changes or locks these rows until this one ends. It
    /// runs in a transaction only, or inside a statement that writes; SQLite has no row locks.
    pub fn for_update(self) -> Locked<F, P, O, G, C, false, Wait>
    where
        F::Scope: NoNullableSide,
        P::Kind: OnlyPlain,
        Or<G::IsGrouped, Or<C::Has<slot::Distinct>, C::Has<slot::DistinctOn>>>: Lockable,
        C::Has<slot::Locking>: Unused,
    {
        self.push(Locking(Wait))
    }

    /// `FOR UPDATE NOWAIT`: an error where a row is locked already.
    pub fn for_update_no_wait(self) -> Locked<F, P, O, G, C, false, NoWait>
    where
        F::Scope: NoNullableSide,
        P::Kind: OnlyPlain,
        Or<G::IsGrouped, Or<C::Has<slot::Distinct>, C::Has<slot::DistinctOn>>>: Lockable,
        C::Has<slot::Locking>: Unused,
    {
        self.push(Locking(NoWait))
    }

    /// `FOR UPDATE SKIP LOCKED`: without the rows that are locked already, as a job queue needs.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let next = select(posts::id).order_by(posts::id).limit(1).for_update_skip_locked();
    /// let take = update(posts::table).set(posts::title.set("taken")).filter(posts::id.in_(next));
    /// assert_eq!(
    ///     take.to_sql::<Postgres>(),
    ///     "UPDATE posts SET title = $1 WHERE posts.id IN \
    ///      (SELECT posts.id FROM posts ORDER BY posts.id LIMIT $2 FOR UPDATE SKIP LOCKED)"
    /// );
    /// ```
    pub fn for_update_skip_locked(self) -> Locked<F, P, O, G, C, false, SkipLocked>
    where
        F::Scope: NoNullableSide,
        P::Kind: OnlyPlain,
        Or<G::IsGrouped, Or<C::Has<slot::Distinct>, C::Has<slot::DistinctOn>>>: Lockable,
        C::Has<slot::Locking>: Unused,
    {
        self.push(Locking(SkipLocked))
    }

    /// `FOR SHARE`: no other transaction changes these rows until this one ends.
    pub fn for_share(self) -> Locked<F, P, O, G, C, true, Wait>
    where
        F::Scope: NoNullableSide,
        P::Kind: OnlyPlain,
        Or<G::IsGrouped, Or<C::Has<slot::Distinct>, C::Has<slot::DistinctOn>>>: Lockable,
        C::Has<slot::Locking>: Unused,
    {
        self.push(Locking(Wait))
    }
}

/// A query whose rows are locked.
pub type Locked<F, P, O, G, C, const SHARE: bool, W> =
    Select<F, Picked<P, O>, G, Cons<Locking<SHARE, W>, C>>;

impl<const SHARE: bool, W> Clause for Locking<SHARE, W> {
    type Slot = slot::Locking;
    type Open = Cons<Locks, Nil>;
    type Pins = Nil;
    const SHAPE: Shape = Shape::Fixed;
    const FIRST: &'static str = if SHARE { " FOR SHARE" } else { " FOR UPDATE" };
    const NEXT: &'static str = "";
    const PLACE: usize = slot::LOCKING;
}

impl<D: Supports<RowLock>, W: OnLocked> Render<D> for Locking<false, W> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql(W::SQL);
    }
}

impl<D: Supports<ShareLock>, W: OnLocked> Render<D> for Locking<true, W> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql(W::SQL);
    }
}
