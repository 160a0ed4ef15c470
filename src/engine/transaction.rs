//! `BEGIN`, `COMMIT`, `ROLLBACK` and `SAVEPOINT`, as a guard: dropped, it rolls back.

use std::marker::PhantomData;

use super::events::Recording;
use super::executor::{Executor, Handle};
use super::isolation::AnyLevel;
use super::link::{End, Held, Link, Seat};
use super::place::Place;
use super::pool::Pooled;
use super::run::{Job, Run};
use crate::driver::{Access, Control, Driver, DriverConnection, Level, TwoPhase};
use crate::error::{Error, Result};
use crate::query::Runnable;
use crate::query::effect::{Preparable, ReadWrite};
use crate::render::Words;

/// What begins a transaction where nothing else was said.
pub(crate) const BEGIN: Control = Control::Begin(Access::Write, Level::Default);
/// The same of one that only reads.
pub(crate) const BEGIN_READING: Control = Control::Begin(Access::Read, Level::Default);

/// A transaction, or a savepoint inside one.
///
/// [`commit`](Self::commit) keeps what was written. Dropping it, on whatever way, undoes it.
/// `A` is what it may do: a `ReadOnly` one takes no statement that writes. `L` is its
/// [isolation](super::Isolation), where that was named.
#[must_use = "a transaction that is not committed is rolled back"]
pub struct Transaction<'c, D: Driver, A = ReadWrite, L = AnyLevel>(
    Open<'c, D>,
    PhantomData<fn() -> (A, L)>,
);

/// A transaction, whatever it may do.
struct Open<'c, D: Driver> {
    link: Held<'c, D>,
    level: u32,
    ended: bool,
    /// What the handle that it is inside says of tables that ask for it.
    words: Option<&'c Words>,
}

impl<D: Driver, A, L> Transaction<'static, D, A, L> {
    /// A transaction with a connection of its own.
    pub(super) async fn own(link: Pooled<D>, begin: Control) -> Result<Self> {
        Self::begin(Held::Own(link), 0, None, begin).await
    }
}

impl<'c, D: Driver, A, L> Transaction<'c, D, A, L> {
    /// A transaction on a connection.
    pub(super) async fn on(link: &'c mut Link<D>, begin: Control) -> Result<Self> {
        Self::begin(Held::Lent(link), 0, None, begin).await
    }

    /// A transaction, or a savepoint where there is one already.
    pub(super) async fn inside(seat: Seat<'c, D>) -> Result<Self> {
        let begin = Control::Begin(seat.access, Level::Default);
        Self::begin(Held::Lent(seat.link), seat.level, seat.words, begin).await
    }

    async fn begin(
        mut link: Held<'c, D>,
        level: u32,
        words: Option<&'c Words>,
        begin: Control,
    ) -> Result<Self> {
        link.get().enter(level, begin).await?;
        Ok(Self(Open { link, level: level + 1, ended: false, words }, PhantomData))
    }

    /// `SAVEPOINT`: a transaction inside this one, which can be rolled back alone. This one waits
    /// until it has ended.
    pub async fn savepoint(&mut self) -> Result<Transaction<'_, D, A, L>> {
        let Open { link, level, words, .. } = &mut self.0;
        Transaction::begin(Held::Lent(link.get()), *level, *words, BEGIN).await
    }

    /// Marks the statements of this connection: see
    /// [`Connection::tag`](super::Connection::tag).
    pub fn tag(&mut self, key: &str, value: &str) -> &mut Self {
        self.0.link.get().tag(key, value);
        self
    }

    /// Records the statements that the engine runs from now on, for tests:
    /// see [`Engine::record`](super::Engine::record).
    pub fn record(&self) -> Recording {
        Recording::new(&self.0.link.look().settings().watch)
    }

    /// `COMMIT`, or `RELEASE` of a savepoint.
    ///
    /// Where it fails, the transaction is rolled back, unless the connection was lost meanwhile:
    /// then nobody [knows](Error::is_unknown_commit).
    pub async fn commit(mut self) -> Result<()> {
        self.0.end(End::Keep).await
    }

    /// Runs a last statement, and commits unless it fails. It gives the number of rows that were written.
    ///
    /// To PostgreSQL both go in one message, as BEGIN goes with the first statement: a transaction of two
    /// statements then waits twice for the server, and not four times.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    ///
    /// async fn visit(engine: &Engine<Postgres>, id: i64) -> Result<u64, relata::Error> {
    ///     let mut tx = engine.begin().await?;
    ///     let visits = tx.one(&select(users::visits).filter(users::id.eq(id))).await?;
    ///     let more = update(users::table).set(users::visits.set(visits + 1));
    ///     tx.commit_with(&more.filter(users::id.eq(id))).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// As those of the statement and of [`commit`](Self::commit). The transaction is rolled back then.
    ///
    /// Where the future of a savepoint's `commit_with` is dropped before its end, the transaction around it may be
    /// over, too: what follows in that then fails.
    pub fn commit_with<'s, S>(self, statement: &'s S) -> Run<'s, D, u64>
    where
        'c: 's,
        A: 's,
        L: 's,
        S: Runnable<D, A> + Sync,
    {
        let mut tx = self;
        Run::going(async move { tx.0.end_with(Job::of(statement)).await })
    }

    /// `ROLLBACK`, or `ROLLBACK TO` a savepoint. Dropping the transaction does the same, but
    /// cannot tell whether it worked.
    pub async fn rollback(mut self) -> Result<()> {
        self.0.end(End::Undo).await
    }
}

impl<D: Driver> Open<'_, D> {
    fn seat(&mut self) -> Seat<'_, D> {
        Seat { words: self.words, level: self.level, ..Seat::alone(self.link.get(), Access::Write) }
    }

    async fn end_with(&mut self, job: Job<'_, D>) -> Result<u64> {
        if !job.is_plain() {
            let changed = Box::pin(job.write(Place::Seat(self.seat()))).await?;
            self.end(End::Keep).await?;
            return Ok(changed);
        }
        let (level, link) = (self.level, self.link.get());
        let job = job.written_as(link.spec(), self.words);
        let done = link.leave_with(level, job.call).await?;
        self.ended = true;
        Ok(done.changed)
    }

    async fn end(&mut self, end: End) -> Result<()> {
        let level = self.level;
        self.link.get().leave(level, end).await?;
        self.ended = true;
        Ok(())
    }
}

impl<'c, D: TwoPhase> Transaction<'c, D, Preparable> {
    /// `PREPARE TRANSACTION`, or `XA PREPARE`: what was written is kept aside under the name with which the
    /// transaction [was begun](super::Engine::begin_two_phase). It survives this connection and the server,
    /// until [`commit_prepared`](super::Engine::commit_prepared) or
    /// [`rollback_prepared`](super::Engine::rollback_prepared), by whichever connection.
    ///
    /// Its locks are held until then.
    ///
    /// # Errors
    ///
    /// A savepoint cannot be prepared, and what the database refuses is rolled back. Where the connection is lost
    /// meanwhile, nobody [knows](Error::is_unknown_prepare).
    pub fn prepare<'s>(self) -> Run<'s, D, ()>
    where
        'c: 's,
    {
        let mut tx = self;
        Run::going(async move { tx.0.prepare().await })
    }
}

impl<D: TwoPhase> Open<'_, D> {
    async fn prepare(&mut self) -> Result<()> {
        if self.level != 1 || self.link.look().settings().is_rolled_back {
            return Err(Error::other("a savepoint cannot be prepared for a later commit"));
        }
        let link = self.link.get();
        let connection = link.at(1).await?;
        let was_alive = connection.is_alive();
        D::prepare(connection).await.map_err(|error| match was_alive && error.is_disconnect() {
            true => Error::unknown_prepare(error),
            false => error,
        })?;
        link.ended();
        self.ended = true;
        Ok(())
    }
}

impl<D: Driver, A, L> Handle for Transaction<'_, D, A, L> {}

impl<D: Driver, A, L> Executor for Transaction<'_, D, A, L> {
    type Dialect = D;
    type Access = A;
    type Isolation = L;

    #[inline]
    fn seat(&mut self) -> Seat<'_, D> {
        self.0.seat()
    }
}

impl<D: Driver> Drop for Open<'_, D> {
    fn drop(&mut self) {
        if !self.ended {
            let level = self.level;
            self.link.get().undo_now(level);
        }
    }
}

impl<D: Driver, A, L> std::fmt::Debug for Transaction<'_, D, A, L> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Transaction").field("level", &self.0.level).finish_non_exhaustive()
    }
}
