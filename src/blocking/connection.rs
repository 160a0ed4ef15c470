//! A connection taken from the pool, and the transactions on it.

use std::sync::Arc;

use super::waiter::Waiter;
use super::{Executor, Parts};
use crate::driver::{Driver, Interrupter, TwoPhase};
use crate::engine::{self, AnyLevel, IsLevel, Isolation, Recording};
use crate::error::{Error, Result};
use crate::query::Runnable;
use crate::query::effect::{AutoCommit, Preparable, ReadOnly, ReadWrite, Reading};

/// A connection taken from the pool. See [`engine::Connection`].
pub struct Connection<D: Driver, A = AutoCommit> {
    pub(super) inner: engine::Connection<D, A>,
    pub(super) waiter: Arc<Waiter>,
}

impl<D: Driver> Connection<D> {
    /// Begins a transaction. The connection waits until it has ended.
    pub fn begin(&mut self) -> Result<Transaction<'_, D, ReadWrite>> {
        let inner = self.waiter.wait(self.inner.begin())?;
        Ok(Transaction { inner, waiter: self.waiter.clone() })
    }

    /// Begins a transaction of a level of isolation.
    pub fn begin_with<L: IsLevel>(
        &mut self,
        isolation: L,
    ) -> Result<Transaction<'_, D, ReadWrite, L::Known>> {
        let inner = self.waiter.wait(self.inner.begin_with(isolation))?;
        Ok(Transaction { inner, waiter: self.waiter.clone() })
    }

    /// Does some work in a transaction, which is committed where it succeeds and rolled back where
    /// it fails or panics.
    pub fn transaction<T, E, F>(&mut self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Transaction<'_, D, ReadWrite>) -> Result<T, E>,
        E: From<Error>,
    {
        self.transaction_with(Isolation::Default, work)
    }

    /// Does some work in a transaction of a level of isolation.
    pub fn transaction_with<T, E, K, F>(
        &mut self,
        isolation: impl IsLevel<Known = K>,
        work: F,
    ) -> Result<T, E>
    where
        F: FnOnce(&mut Transaction<'_, D, ReadWrite, K>) -> Result<T, E>,
        E: From<Error>,
    {
        let mut transaction = self.begin_with(isolation)?;
        let done = work(&mut transaction)?;
        transaction.commit()?;
        Ok(done)
    }
}

impl<D: Driver> Connection<D> {
    /// Runs a script of several statements. See [`engine::Engine::run_script`].
    pub fn run_script(&mut self, script: &'static str) -> Result<()> {
        self.waiter.wait(self.inner.run_script(script))
    }
}

impl<D: Driver, A> Connection<D, A> {
    /// Begins a transaction that takes only statements that read.
    pub fn begin_read_only(&mut self) -> Result<Transaction<'_, D, ReadOnly>> {
        self.begin_read_only_with(Isolation::Default)
    }

    /// The same of a level of isolation.
    pub fn begin_read_only_with<L: IsLevel>(
        &mut self,
        isolation: L,
    ) -> Result<Transaction<'_, D, ReadOnly, L::Known>> {
        let inner = self.waiter.wait(self.inner.begin_read_only_with(isolation))?;
        Ok(Transaction { inner, waiter: self.waiter.clone() })
    }

    /// Marks the statements of this connection. See [`engine::Connection::tag`].
    pub fn tag(&mut self, key: &str, value: &str) -> &mut Self {
        self.inner.tag(key, value);
        self
    }

    /// Records the statements from now on. See [`engine::Engine::record`].
    pub fn record(&self) -> Recording {
        self.inner.record()
    }

    /// The version that the database says it is of. See [`engine::Connection::server_version`].
    pub fn server_version(&self) -> Option<&str> {
        self.inner.server_version()
    }

    /// Closes the connection, so that nobody else gets it.
    pub fn invalidate(self) {
        self.inner.invalidate();
    }

    /// What stops the running statement from elsewhere.
    pub fn interrupter(&self) -> Interrupter {
        self.inner.interrupter()
    }
}

#[cfg(feature = "sqlite")]
impl Connection<crate::dialect::Sqlite> {
    /// Does something with the connection of rusqlite. See [`engine::Connection::with_rusqlite`].
    pub fn with_rusqlite<T>(
        &mut self,
        work: impl FnOnce(&rusqlite::Connection) -> T + Send,
    ) -> Result<T> {
        self.waiter.wait(self.inner.with_rusqlite(work))
    }
}

impl<D: Driver, A: Reading> Executor for Connection<D, A> {
    type Dialect = D;
    type Access = A;
    type Isolation = AnyLevel;
    type Inner = engine::Connection<D, A>;

    fn parts(&mut self) -> Parts<'_, Self::Inner> {
        Parts(&mut self.inner, &self.waiter)
    }
}

/// A transaction, or a savepoint inside one. See [`engine::Transaction`].
#[must_use = "a transaction that is not committed is rolled back"]
pub struct Transaction<'c, D: Driver, A = ReadWrite, L = AnyLevel> {
    pub(super) inner: engine::Transaction<'c, D, A, L>,
    pub(super) waiter: Arc<Waiter>,
}

impl<D: Driver, A, L> Transaction<'_, D, A, L> {
    /// `SAVEPOINT`: a transaction inside this one, which can be rolled back alone.
    pub fn savepoint(&mut self) -> Result<Transaction<'_, D, A, L>> {
        let inner = self.waiter.wait(self.inner.savepoint())?;
        Ok(Transaction { inner, waiter: self.waiter.clone() })
    }

    /// Marks the statements of this connection. See [`engine::Connection::tag`].
    pub fn tag(&mut self, key: &str, value: &str) -> &mut Self {
        self.inner.tag(key, value);
        self
    }

    /// Records the statements from now on. See [`engine::Engine::record`].
    pub fn record(&self) -> Recording {
        self.inner.record()
    }

    /// `COMMIT`, or `RELEASE` of a savepoint.
    pub fn commit(self) -> Result<()> {
        self.waiter.wait(self.inner.commit())
    }

    /// Runs a last statement, and commits unless it fails. See [`engine::Transaction::commit_with`].
    pub fn commit_with<S: Runnable<D, A> + Sync>(self, statement: &S) -> Result<u64> {
        self.waiter.wait(self.inner.commit_with(statement))
    }

    /// `ROLLBACK`, or `ROLLBACK TO` a savepoint.
    pub fn rollback(self) -> Result<()> {
        self.waiter.wait(self.inner.rollback())
    }
}

impl<D: Driver, L> Transaction<'_, D, ReadWrite, L> {
    /// Runs a script as part of this transaction. See [`engine::Transaction::run_script`].
    pub fn run_script(&mut self, script: &'static str) -> Result<()>
    where
        D: engine::DefinesIn<ReadWrite>,
    {
        self.waiter.wait(self.inner.run_script(script))
    }
}

impl<D: TwoPhase> Transaction<'_, D, Preparable> {
    /// `PREPARE TRANSACTION`, or `XA PREPARE`. See [`engine::Transaction::prepare`].
    pub fn prepare(self) -> Result<()> {
        self.waiter.wait(self.inner.prepare())
    }
}

impl<'c, D: Driver, A, L> Executor for Transaction<'c, D, A, L> {
    type Dialect = D;
    type Access = A;
    type Isolation = L;
    type Inner = engine::Transaction<'c, D, A, L>;

    fn parts(&mut self) -> Parts<'_, Self::Inner> {
        Parts(&mut self.inner, &self.waiter)
    }
}
