//! `FOR UPDATE` and `FOR SHARE`: row locks, which need a transaction.

use super::clause::{Clause, Clauses, Unused, slot};
use super::derived::Derived;
use super::from::{FromClause, Join, Root};
use super::group::Grouping;
use super::select::{Picked, Select};
use super::with::WithQuery;
use super::{Locks, Named};
use crate::expr::kind::Plain;
use crate::query::projection::Items;
use crate::render::{Pass, Render, Supports};
use crate::schema::scope::{Cross, Inner, Joined, One};
use crate::schema::{Source, Writable};
use crate::types::logic::{And, Bool, Cons, Nil, True};

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
    label = "GROUP BY, DISTINCT, aggregates and window functions cannot be locked"
)]
pub trait Lockable {}
#[diagnostic::do_not_recommend]
impl Lockable for True {}

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

/// A query whose rows can be locked. The subqueries in its FROM are asked, too, since PostgreSQL
/// locks their rows with those of the query.
#[diagnostic::on_unimplemented(
    message = "FOR UPDATE locks rows of tables, and a subquery in FROM has others",
    label = "a set operation or a boxed query cannot be locked: lock the tables in a query of their own"
)]
pub trait LocksRows {}
impl<F, P, O, G, C> LocksRows for Select<F, Picked<P, O>, G, C>
where
    F: LockableFrom + FromClause<Scope: NoNullableSide>,
    P: Items<Kind: OnlyPlain>,
    G: Grouping,
    C: Clauses,
    And<<G::IsGrouped as Bool>::Not, C::KeepsRows>: Lockable,
{
}
impl<C, Q: LocksRows> LocksRows for WithQuery<C, Q> {}

/// A FROM whose rows can be locked.
#[diagnostic::on_unimplemented(
    message = "FOR UPDATE locks rows of tables, and a function in FROM has others",
    label = "lock the tables in a query of their own"
)]
pub trait LockableFrom {}
impl<S: Source<Open: LockableSource<S>>> LockableFrom for Root<S> {}
impl<S, Q: LocksRows> LockableFrom for Derived<S, Q> {}
impl<F: LockableFrom, Item: LockableFrom, K, On, M> LockableFrom for Join<F, Item, K, On, M> {}

/// A table or a named query. The rows of a named query stay unlocked.
pub trait LockableSource<S> {}
impl<S: Source<Table: LockableTable>> LockableSource<S> for Nil {}
impl<S, N> LockableSource<S> for Cons<Named<N>, Nil> {}

/// A table that is no view. Databases lock the tables behind a view, but for one that groups, sorts
/// out duplicates or uses window functions, which its declaration does not say.
#[diagnostic::on_unimplemented(
    message = "FOR UPDATE does not lock `{Self}`, which is a view",
    label = "a view may group its rows: lock the tables behind it"
)]
pub trait LockableTable {}
#[diagnostic::do_not_recommend]
impl<T: Writable> LockableTable for T {}

impl<F: FromClause, P: Items, O, G: Grouping, C: Clauses> Select<F, Picked<P, O>, G, C> {
    /// `FOR UPDATE`: no other transaction changes or locks these rows until this one ends. It
    /// runs in a transaction only, or inside a statement that writes; SQLite has no row locks.
    /// PostgreSQL locks the rows of subqueries in FROM, too; a view is not locked.
    pub fn for_update(self) -> Locked<F, P, O, G, C, false, Wait>
    where
        Self: LocksRows,
        C::Has<slot::Locking>: Unused,
    {
        self.push(Locking(Wait))
    }

    /// `FOR UPDATE NOWAIT`: an error where a row is locked already.
    pub fn for_update_no_wait(self) -> Locked<F, P, O, G, C, false, NoWait>
    where
        Self: LocksRows,
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
        Self: LocksRows,
        C::Has<slot::Locking>: Unused,
    {
        self.push(Locking(SkipLocked))
    }

    /// `FOR SHARE`: no other transaction changes these rows until this one ends.
    pub fn for_share(self) -> Locked<F, P, O, G, C, true, Wait>
    where
        Self: LocksRows,
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
    type KeepsRows = True;
    type Sorting<Rest> = super::order::MustKeepRows;
    const FIRST: &'static str = if SHARE { " FOR SHARE" } else { " FOR UPDATE" };
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
