//! A connection taken from the pool, which gets it back when this is dropped.

use std::marker::PhantomData;

use super::access;
use super::events::Recording;
use super::executor::{Executor, Handle};
use super::hooks::Hook;
use super::isolation::{AnyLevel, IsLevel, Isolation};
use super::link::{Held, Seat};
use super::transaction::Transaction;
use crate::driver::{Access, Control, Driver, DriverConnection, Interrupter};
use crate::error::{Error, Result};
use crate::query::effect::{AutoCommit, ReadOnly, ReadWrite, Reading};

/// A connection outside of a transaction: each statement is one of its own.
///
/// `A` is what it may do: that of an engine that [only reads](super::Engine::read_only) takes no
/// statement that writes.
pub struct Connection<D: Driver, A = AutoCommit> {
    link: Held<'static, D>,
    access: PhantomData<fn() -> A>,
}

impl<D: Driver> Connection<D> {
    /// Has a hook prepare it. What that changes of the session stays.
    pub(super) async fn prepare(&mut self, hook: &Hook<Self>) -> Result<()> {
        hook(self).await?;
        let link = self.link.get();
        // A transaction that was left open is rolled back first.
        link.outside().await?;
        link.keep_session();
        Ok(())
    }

    pub(super) fn into_held(self) -> Held<'static, D> {
        self.link
    }

    /// Begins a transaction. The connection waits until it has ended.
    pub async fn begin(&mut self) -> Result<Transaction<'_, D, ReadWrite>> {
        self.begin_with(Isolation::Default).await
    }

    /// Begins a transaction of a level of isolation.
    pub async fn begin_with<L: IsLevel>(
        &mut self,
        isolation: L,
    ) -> Result<Transaction<'_, D, ReadWrite, L::Known>> {
        Transaction::on(self.link.get(), Control::Begin(Access::Write, isolation.level())).await
    }

    /// Begins a transaction that may put a table into another's place, of which foreign keys are to be looked at
    /// before it is committed.
    pub(crate) async fn begin_defining(&mut self) -> Result<Transaction<'_, D, ReadWrite>> {
        if self.link.look().settings().is_rolled_back {
            return Err(Error::other("an engine that is rolled back has no migrations"));
        }
        let begin = Control::Begin(Access::Define, Isolation::Default.level());
        Transaction::on(self.link.get(), begin).await
    }

    /// Does some work in a transaction: see [`Engine::transaction`](super::Engine::transaction).
    pub async fn transaction<T, E, F>(&mut self, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Transaction<'_, D, ReadWrite>) -> Result<T, E>,
        E: From<Error>,
    {
        self.transaction_with(Isolation::Default, work).await
    }

    /// Does some work in a transaction of a level of isolation.
    pub async fn transaction_with<T, E, K, F>(
        &mut self,
        isolation: impl IsLevel<Known = K>,
        work: F,
    ) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Transaction<'_, D, ReadWrite, K>) -> Result<T, E>,
        E: From<Error>,
    {
        let mut transaction = self.begin_with(isolation).await?;
        let done = work(&mut transaction).await?;
        transaction.commit().await?;
        Ok(done)
    }
}

impl<D: Driver, A> Connection<D, A> {
    pub(super) fn new(link: Held<'static, D>) -> Self {
        Self { link, access: PhantomData }
    }

    /// Begins a transaction that takes only statements that read.
    pub async fn begin_read_only(&mut self) -> Result<Transaction<'_, D, ReadOnly>> {
        self.begin_read_only_with(Isolation::Default).await
    }

    /// The same of a level of isolation.
    pub async fn begin_read_only_with<L: IsLevel>(
        &mut self,
        isolation: L,
    ) -> Result<Transaction<'_, D, ReadOnly, L::Known>> {
        Transaction::on(self.link.get(), Control::Begin(Access::Read, isolation.level())).await
    }

    /// Marks the statements of this connection, until it is given back, with a comment at their end,
    /// as [`Builder::tag`](super::Builder::tag) does for all.
    ///
    /// A statement with a comment of its own is prepared by its text: of values that are always
    /// others, such as a number of a request, each is prepared anew.
    pub fn tag(&mut self, key: &str, value: &str) -> &mut Self {
        self.link.get().tag(key, value);
        self
    }

    /// Records the statements that the engine runs from now on, for tests:
    /// see [`Engine::record`](super::Engine::record).
    pub fn record(&self) -> Recording {
        Recording::new(&self.link.look().settings().watch)
    }

    /// What stops the running statement from elsewhere.
    pub fn interrupter(&self) -> Interrupter {
        self.link.look().driver().interrupter()
    }

    /// The version that the database says it is of, as `15.14 (Debian 15.14-0+deb12u1)` or
    /// `10.11.14-MariaDB-0+deb12u1`. A pooler need not say it.
    pub fn server_version(&self) -> Option<&str> {
        self.link.look().driver().version()
    }

    /// Closes the connection, so that nobody else gets it: where it is known to be of no more use. A database in
    /// the connection's own memory ends with it.
    pub fn invalidate(mut self) {
        self.link.get().life.retired = true;
    }

    /// How many statements were prepared on this connection so far, for tests and statistics.
    #[doc(hidden)]
    pub fn prepared(&self) -> u64 {
        self.link.look().driver().prepared()
    }
}

#[cfg(feature = "sqlite")]
impl Connection<crate::dialect::Sqlite> {
    /// Does something with the connection of rusqlite, for what relata does not have: functions and collations of
    /// the program's own, extensions, a backup. A transaction that is begun through it has to be ended through it.
    ///
    /// What it changes of the connection ends when that is given back, as what is changed by hand does, but in
    /// [`on_connect`](super::Builder::on_connect) it stays, and on `sqlite::memory:`, which has this connection alone.
    /// The work blocks the task's thread. What rusqlite has a feature for is switched on by the program:
    /// `rusqlite = { version = "..", features = ["functions"] }`.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), relata::Error> {
    /// let engine = Engine::<Sqlite>::builder("sqlite::memory:")
    ///     .on_connect(|connection| {
    ///         Box::pin(async move {
    ///             let set = connection.with_rusqlite(|sqlite| sqlite.pragma_update(None, "cache_size", 50)).await?;
    ///             set.map_err(relata::Error::refused)
    ///         })
    ///     })
    ///     .build()
    ///     .await?;
    /// assert_eq!(engine.all(&raw!(read i64, "PRAGMA cache_size")).await?, [50]);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn with_rusqlite<T>(
        &mut self,
        work: impl FnOnce(&rusqlite::Connection) -> T + Send,
    ) -> Result<T> {
        self.link.get().outside().await?.with(work).await
    }
}

#[cfg(feature = "postgres")]
impl Connection<crate::dialect::Postgres> {
    /// The client of tokio-postgres, for what relata does not have, such as COPY. A transaction
    /// that is begun through it has to be ended through it.
    pub fn client(&self) -> &tokio_postgres::Client {
        self.link.look().driver().client()
    }
}

#[cfg(feature = "mysql")]
impl<D> Connection<D>
where
    D: crate::driver::mysql::Server + Driver<Connection = crate::driver::mysql::MySqlConnection>,
{
    /// The connection of mysql_async, for what relata does not have. A transaction that is begun
    /// through it has to be ended through it. `None` where the connection is closed.
    pub fn conn(&mut self) -> Option<&mut mysql_async::Conn> {
        self.link.get().driver_mut().conn()
    }
}

impl<D: Driver, A> Handle for Connection<D, A> {}

impl<D: Driver, A: Reading> Executor for Connection<D, A> {
    type Dialect = D;
    type Access = A;
    type Isolation = AnyLevel;

    #[inline]
    fn seat(&mut self) -> Seat<'_, D> {
        Seat::alone(self.link.get(), access::<A>())
    }
}

impl<D: Driver, A> std::fmt::Debug for Connection<D, A> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connection").field("database", &D::SPEC.name).finish_non_exhaustive()
    }
}
