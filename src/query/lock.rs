//! `FOR UPDATE`, `FOR SHARE` and their like: row locks, which need a transaction.

use std::marker::PhantomData;

use super::clause::{Clause, Clauses, Unused, slot};
use super::derived::Derived;
use super::from::{FromClause, Join, Root};
use super::group::Grouping;
use super::select::{Picked, Select};
use super::with::WithQuery;
use super::{Locks, Named};
use crate::expr::kind::Plain;
use crate::query::projection::Items;
use crate::render::{NeededIf, Pass, Render, Spec, Supports};
use crate::schema::scope::{Cross, InScope, Inner, Joined, One};
use crate::schema::{Source, Writable};
use crate::types::logic::{And, Bool, Cons, Digit, False, Identity, List, Nil, Or, True};
use crate::types::null::NotNull;
use crate::types::tuple::list;

/// A row lock of the strength `S`. `W` is what happens where another transaction holds one, and `O` the tables
/// whose rows it locks, none for those of all.
#[derive(Debug)]
pub struct Locking<S, W, O>(PhantomData<fn() -> (S, W, O)>);

copy_fields!([S, W, O] Locking<S, W, O>: => |_this| Self(PhantomData));

/// Wait for it.
#[derive(Debug)]
pub enum Wait {}
/// Fail at once: `NOWAIT`.
#[derive(Debug)]
pub enum NoWait {}
/// Leave the row out: `SKIP LOCKED`.
#[derive(Debug)]
pub enum SkipLocked {}

/// What to do about a held lock: one of the three.
pub trait OnLocked {
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

/// A lock says nothing yet about one that is held.
#[diagnostic::on_unimplemented(
    message = "a row lock has either NOWAIT or SKIP LOCKED, and this one says already which",
    label = "leave one of the two out"
)]
pub trait StillWaits {}
impl StillWaits for Wait {}

/// How strong a lock is.
pub trait Strength {
    /// The feature that a dialect needs for it.
    type Needs;
    /// The words.
    fn words(spec: &Spec) -> &'static str;
}

/// The feature of row locks.
pub struct RowLock;
supports!(RowLock: Postgres MySql MariaDb);

/// The feature of row locks that leave keys alone, or lock them alone.
pub struct KeyLock;
supports!(KeyLock: Postgres);

/// The feature of row locks of some tables of a query: `FOR UPDATE OF users`.
pub struct LockOf;
supports!(LockOf: Postgres MySql);

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
    label = "lock the other tables alone by `.for_update_of(..)`, or use an inner join"
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
    message = "FOR UPDATE does not lock `{Self}`, which is a view or a subquery",
    label = "it may group its rows: lock the tables behind it"
)]
pub trait LockableTable {}
#[diagnostic::do_not_recommend]
impl<T: Writable> LockableTable for T {}

/// A query whose rows are locked.
pub type Locked<F, P, O, G, C, S, Tables> =
    Select<F, Picked<P, O>, G, Cons<Locking<S, Wait, Tables>, C>>;

macro_rules! locks {
    ($(
        $(#[$doc:meta])* $name:ident:
        $(#[$of_doc:meta])* $of:ident: $(#[$strength_doc:meta])* $strength:ident, needs $needs:ty,
        $words:expr;
    )*) => {
        impl<F: FromClause, P: Items, O, G: Grouping, C: Clauses> Select<F, Picked<P, O>, G, C> {
            $(
                $(#[$doc])*
                pub fn $name(self) -> Locked<F, P, O, G, C, $strength, Nil>
                where
                    Self: LocksRows,
                    AnyLock<C>: Unused,
                {
                    self.push(Locking(PhantomData))
                }

                $(#[$of_doc])*
                pub fn $of<T, L, I>(self, _: T) -> Locked<F, P, O, G, C, $strength, L>
                where
                    T: Tables<List = L>,
                    L: LockedIn<F::Scope, I>,
                    P: Items<Kind: OnlyPlain>,
                    And<<G::IsGrouped as Bool>::Not, C::KeepsRows>: Lockable,
                    AnyLock<C>: Unused,
                {
                    self.push(Locking(PhantomData))
                }
            )*
        }

        $(
            $(#[$strength_doc])*
            #[derive(Debug)]
            pub enum $strength {}
            impl Strength for $strength {
                type Needs = $needs;

                fn words(spec: &Spec) -> &'static str {
                    let words: fn(&Spec) -> &'static str = $words;
                    words(spec)
                }
            }
        )*
    };
}

locks! {
    /// `FOR UPDATE`: no other transaction changes or locks these rows until this one ends. It
    /// runs in a transaction only, or inside a statement that writes; SQLite has no row locks.
    /// PostgreSQL locks the rows of subqueries in FROM, too; a view is not locked.
    ///
    /// Where a row is locked already, `.no_wait()` makes that an error, and `.skip_locked()` leaves the row out,
    /// as a job queue needs:
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let next = select(posts::id).order_by(posts::id).limit(1).for_update().skip_locked();
    /// let take = update(posts::table).set(posts::title.set("taken")).filter(posts::id.in_(next));
    /// assert_eq!(
    ///     take.to_sql::<Postgres>(),
    ///     "UPDATE posts SET title = $1 WHERE posts.id IN \
    ///      (SELECT posts.id FROM posts ORDER BY posts.id LIMIT $2 FOR UPDATE SKIP LOCKED)"
    /// );
    /// ```
    for_update:
    /// `FOR UPDATE OF table`: the rows of this table alone, or of those of a tuple. So the others may be on the
    /// nullable side of an outer join, or no tables at all. MariaDB does not have it.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let q = from(users::table)
    ///     .left_join(users::posts)
    ///     .select((users::id, posts::title))
    ///     .for_update_of(users::table);
    /// assert!(q.to_sql::<Postgres>().ends_with(" ON posts.author_id = users.id FOR UPDATE OF users"));
    /// ```
    for_update_of:
    /// Nobody else changes or locks the rows.
    ForUpdate, needs RowLock, |spec| spec.for_update;
    /// `FOR SHARE`: no other transaction changes these rows until this one ends. On MariaDB it is
    /// `LOCK IN SHARE MODE`.
    for_share:
    /// `FOR SHARE OF table`: see [`for_update_of`](Self::for_update_of).
    for_share_of:
    /// Nobody else changes the rows.
    ForShare, needs RowLock, |spec| spec.for_share;
    /// `FOR NO KEY UPDATE`: as [`for_update`](Self::for_update), but rows that reference these can be written
    /// meanwhile. On PostgreSQL.
    for_no_key_update:
    /// `FOR NO KEY UPDATE OF table`: see [`for_update_of`](Self::for_update_of).
    for_no_key_update_of:
    /// Nobody else changes or locks the rows but for their keys.
    ForNoKeyUpdate, needs KeyLock, |_| " FOR NO KEY UPDATE";
    /// `FOR KEY SHARE`: no other transaction deletes these rows or changes their keys. On PostgreSQL.
    for_key_share:
    /// `FOR KEY SHARE OF table`: see [`for_update_of`](Self::for_update_of).
    for_key_share_of:
    /// Nobody else changes the keys.
    ForKeyShare, needs KeyLock, |_| " FOR KEY SHARE";
}

impl<F, P, G, C, S, W, O> Select<F, P, G, Cons<Locking<S, W, O>, C>> {
    /// `NOWAIT`: an error where a row is locked already.
    pub fn no_wait(self) -> Select<F, P, G, Cons<Locking<S, NoWait, O>, C>>
    where
        W: StillWaits,
    {
        self.on_locked()
    }

    /// `SKIP LOCKED`: without the rows that are locked already.
    pub fn skip_locked(self) -> Select<F, P, G, Cons<Locking<S, SkipLocked, O>, C>>
    where
        W: StillWaits,
    {
        self.on_locked()
    }

    fn on_locked<N>(self) -> Select<F, P, G, Cons<Locking<S, N, O>, C>> {
        let Self { from, projection, group, clauses: Cons(_, clauses) } = self;
        Select { from, projection, group, clauses: Cons(Locking(PhantomData), clauses) }
    }
}

/// Tables whose rows a lock is for: one, or a tuple of them.
#[diagnostic::on_unimplemented(
    message = "a row lock is for tables of the query, and this is `{Self}`",
    label = "write `users::table`, an alias, or a tuple of these"
)]
pub trait Tables {
    /// They as a list.
    type List: List;
}

#[diagnostic::do_not_recommend]
impl<S: Source> Tables for S {
    type List = Cons<S, Nil>;
}

macro_rules! several_tables {
    ($($name:ident)*) => {
        #[diagnostic::do_not_recommend]
        impl<$($name),*> Tables for ($($name,)*) {
            type List = list!(type $($name),*);
        }
    };
}

several_tables!(A B);
several_tables!(A B C);
several_tables!(A B C D);

/// A list of tables in a query of the scope `F`, each of which a join keeps all rows of.
pub trait LockedIn<F, I> {}
impl<F> LockedIn<F, ()> for Nil {}
impl<S, T, F, I, J> LockedIn<F, (I, J)> for Cons<S, T>
where
    S: Source<Table: LockableTable> + InScope<F, I, Null: KeepsRowsOf<S>>,
    T: LockedIn<F, J> + AmongLocked<Has<S::Identity>: LockedOnce<S>>,
{
}

/// Whether a table is in a list.
pub trait AmongLocked {
    /// The answer.
    type Has<I: Identity>: Bool;
}

impl AmongLocked for Nil {
    type Has<I: Identity> = False;
}

impl<S: Source, T: AmongLocked> AmongLocked for Cons<S, T> {
    type Has<I: Identity> = Or<<S::Identity as Identity>::Is<I>, T::Has<I>>;
}

/// A lock names a table once. Implemented for the answer "not again".
#[diagnostic::on_unimplemented(
    message = "a row lock names table `{S}` twice",
    label = "leave one of the two out"
)]
pub trait LockedOnce<S> {}
#[diagnostic::do_not_recommend]
impl<S> LockedOnce<S> for False {}

/// A join keeps the rows of a table. Implemented for columns that it does not fill.
#[diagnostic::on_unimplemented(
    message = "a row lock cannot be for `{T}`, which is on the nullable side of an outer join",
    label = "lock its rows in a query of their own, or use an inner join"
)]
pub trait KeepsRowsOf<T> {}
impl<T> KeepsRowsOf<T> for NotNull {}

/// Whether a query has a lock.
pub type AnyLock<C> = Or<<C as Clauses>::Has<slot::Locking>, <C as Clauses>::Has<slot::LockingOf>>;

/// The names of the tables whose rows a lock is for.
pub trait LockNames: List {
    /// The slot of the lock: one of some tables has another than one of all.
    type Slot: Digit;
    /// Writes them, the first one after `before`.
    fn names(before: &str, pass: &mut Pass<'_, '_>);
}

impl LockNames for Nil {
    type Slot = slot::Locking;

    fn names(_: &str, _: &mut Pass<'_, '_>) {}
}

impl<S: Source, T: LockNames> LockNames for Cons<S, T> {
    type Slot = slot::LockingOf;

    fn names(before: &str, pass: &mut Pass<'_, '_>) {
        pass.sql(before);
        pass.ident(S::NAME);
        T::names(", ", pass);
    }
}

impl<S, W, O: LockNames> Clause for Locking<S, W, O> {
    type Slot = O::Slot;
    type Open = Cons<Locks, Nil>;
    type Pins = Nil;
    type KeepsRows = True;
    type Sorting<Rest> = super::order::MustKeepRows;
    const PLACE: usize = slot::LOCKING;
}

impl<D, S, W, O> Render<D> for Locking<S, W, O>
where
    D: Supports<S::Needs> + Supports<NeededIf<<O::IsEmpty as Bool>::Not, LockOf>>,
    S: Strength,
    W: OnLocked,
    O: LockNames,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql(S::words(pass.spec()));
        O::names(" OF ", pass);
        pass.sql(W::SQL);
    }
}
