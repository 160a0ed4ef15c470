//! A database, and its verbs on connections of its pool.

use std::sync::Arc;
use std::time::Duration;

use futures_core::Stream;

use super::waiter::{Waiter, refuse_inside_runtime};
use super::{Connection, Executor, Retry, Rows, Transaction};
use crate::ddl::{Catalog, Reflect};
use crate::driver::{Driver, TwoPhase};
use crate::engine::{
    self, Bulk, Deferrable, IsLevel, Isolation, Recording, RefOf, RowOf, Serializable,
};
use crate::error::{Error, Result};
use crate::query::assign::Assigned;
use crate::query::cardinality::{AtMostOneRow, Cardinality, HasFirst};
use crate::query::effect::{AutoCommit, Preparable, ReadOnly, ReadWrite, Reading};
use crate::query::insert::{Fresh, ManyOf};
use crate::query::numbers::MakesKeys;
use crate::query::{Query, Runnable};
use crate::render::Supports;
use crate::schema::{Column, Numbered, Schema};
use crate::types::logic::List;

/// A database. See [`engine::Engine`].
pub struct Engine<D: Driver, A = AutoCommit> {
    pub(super) inner: engine::Engine<D, A>,
    pub(super) waiter: Arc<Waiter>,
}

/// A database that its URL names, whichever it is. See [`engine::AnyEngine`].
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
pub type AnyEngine = Engine<crate::dialect::Any>;

impl<D: Driver, A> Clone for Engine<D, A> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), waiter: self.waiter.clone() }
    }
}

impl<D: Driver> Engine<D> {
    /// Opens the database that a URL names. See [`engine::Engine::open`].
    pub fn open(url: &str) -> Result<Self> {
        Self::build(engine::Engine::builder(url))
    }

    /// Opens a database with other settings than the usual ones:
    /// `Engine::build(relata::Engine::builder(url).pool_size(2))`.
    pub fn build(builder: engine::Builder<D>) -> Result<Self> {
        let waiter = Waiter::new::<D>()?;
        let inner = waiter.drive(builder.build())?;
        Ok(Self { inner, waiter })
    }

    /// Creates the tables and views of a schema that do not exist.
    pub fn create_all<S: Schema>(&self) -> Result<()> {
        self.waiter.drive(self.inner.create_all::<S>())
    }

    /// Drops the tables and views of a schema that exist, and all their rows.
    pub fn drop_all<S: Schema>(&self) -> Result<()> {
        self.waiter.drive(self.inner.drop_all::<S>())
    }

    /// What the database has. See [`engine::Engine::reflect`].
    pub fn reflect(&self, asked: &Reflect) -> Result<Catalog> {
        self.waiter.drive(self.inner.reflect(asked))
    }

    /// Runs a script of several statements. See [`engine::Engine::run_script`].
    pub fn run_script(&self, script: &'static str) -> Result<()> {
        self.waiter.drive(self.inner.run_script(script))
    }

    /// Begins a transaction on a connection of its own.
    pub fn begin(&self) -> Result<Transaction<'static, D, ReadWrite>> {
        let inner = self.waiter.drive(self.inner.begin())?;
        Ok(Transaction { inner, waiter: self.waiter.clone() })
    }

    /// Begins a transaction of a level of isolation.
    pub fn begin_with<L: IsLevel>(
        &self,
        isolation: L,
    ) -> Result<Transaction<'static, D, ReadWrite, L::Known>> {
        let inner = self.waiter.drive(self.inner.begin_with(isolation))?;
        Ok(Transaction { inner, waiter: self.waiter.clone() })
    }

    /// Does some work in a transaction, which is committed where it succeeds and rolled back where
    /// it fails or panics.
    pub fn transaction<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Transaction<'_, D, ReadWrite>) -> Result<T, E>,
        E: From<Error>,
    {
        self.transaction_with(Isolation::Default, work)
    }

    /// Does some work in a transaction of a level of isolation.
    pub fn transaction_with<T, E, K, F>(
        &self,
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

    /// Does some work in a transaction again, up to so many times in all, where it fails with an
    /// error that is [retryable](engine::Retryable): `engine.retry(5).serializable(..)`.
    pub fn retry(&self, times: u32) -> Retry<'_, D> {
        Retry { engine: self, times }
    }
}

impl<D: Driver, A> Engine<D, A> {
    /// Takes a connection from the pool.
    pub fn connect(&self) -> Result<Connection<D, A>> {
        refuse_inside_runtime()?;
        let inner = match self.inner.connect_now() {
            Some(inner) => inner,
            None => self.waiter.drive(self.inner.connect())?,
        };
        Ok(Connection { inner, waiter: self.waiter.clone() })
    }

    /// How many connections are free and in use now. See [`engine::Engine::pool_status`].
    pub fn pool_status(&self) -> engine::PoolStatus {
        self.inner.pool_status()
    }

    /// Opens connections until so many are free. See [`engine::Engine::warm_up`].
    pub fn warm_up(&self, connections: u32) -> Result<()> {
        self.waiter.drive(self.inner.warm_up(connections))
    }

    /// Closes the engine and all its clones. See [`engine::Engine::close`].
    pub fn close(&self, limit: Duration) -> Result<()> {
        self.waiter.drive(self.inner.close(limit))
    }

    /// Records the statements from now on. See [`engine::Engine::record`].
    pub fn record(&self) -> Recording {
        self.inner.record()
    }

    /// The same engine for those who only read. See [`engine::Engine::read_only`].
    pub fn read_only(&self) -> Engine<D, ReadOnly> {
        Engine { inner: self.inner.read_only(), waiter: self.waiter.clone() }
    }

    /// Begins a transaction that takes only statements that read.
    pub fn begin_read_only(&self) -> Result<Transaction<'static, D, ReadOnly>> {
        self.begin_read_only_with(Isolation::Default)
    }

    /// The same of a level of isolation.
    pub fn begin_read_only_with<L: IsLevel>(
        &self,
        isolation: L,
    ) -> Result<Transaction<'static, D, ReadOnly, L::Known>> {
        let inner = self.waiter.drive(self.inner.begin_read_only_with(isolation))?;
        Ok(Transaction { inner, waiter: self.waiter.clone() })
    }

    /// Begins a serializable transaction that only reads and cannot fail. See
    /// [`engine::Engine::begin_deferrable`].
    pub fn begin_deferrable(&self) -> Result<Transaction<'static, D, ReadOnly, Serializable>>
    where
        D: Supports<Deferrable>,
    {
        let inner = self.waiter.drive(self.inner.begin_deferrable())?;
        Ok(Transaction { inner, waiter: self.waiter.clone() })
    }
}

/// Two-phase commit. See [`engine::Transaction::prepare`].
impl<D: Driver> Engine<D> {
    /// Begins a transaction that can be prepared. See [`engine::Engine::begin_two_phase`].
    pub fn begin_two_phase(&self, name: &str) -> Result<Transaction<'static, D, Preparable>>
    where
        D: TwoPhase,
    {
        let inner = self.waiter.drive(self.inner.begin_two_phase(name))?;
        Ok(Transaction { inner, waiter: self.waiter.clone() })
    }

    /// `COMMIT PREPARED`, or `XA COMMIT`.
    pub fn commit_prepared(&self, name: &str) -> Result<()>
    where
        D: TwoPhase,
    {
        self.waiter.drive(self.inner.commit_prepared(name))
    }

    /// `ROLLBACK PREPARED`, or `XA ROLLBACK`.
    pub fn rollback_prepared(&self, name: &str) -> Result<()>
    where
        D: TwoPhase,
    {
        self.waiter.drive(self.inner.rollback_prepared(name))
    }

    /// The names of the transactions that are prepared. See [`engine::Engine::prepared_transactions`].
    pub fn prepared_transactions(&self) -> Result<Vec<String>>
    where
        D: TwoPhase,
    {
        self.waiter.drive(self.inner.prepared_transactions())
    }
}

/// The verbs of [`Executor`], each on a connection of its own.
impl<D: Driver, A: Reading> Engine<D, A> {
    /// All rows.
    pub fn all<Q>(&self, query: &Q) -> Result<Vec<RowOf<Q>>>
    where
        Q: Query + Runnable<D, A> + Sync,
    {
        self.connect()?.all(query)
    }

    /// The first row, if there is one; see [`Executor::first`](crate::engine::Executor::first).
    pub fn first<Q>(&self, query: &Q) -> Result<Option<RowOf<Q>>>
    where
        Q: Query<Rows: HasFirst> + Runnable<D, A> + Sync,
    {
        self.connect()?.first(query)
    }

    /// The row of a query that gives exactly one.
    pub fn one<Q>(&self, query: &Q) -> Result<RowOf<Q>>
    where
        Q: Query<Rows: AtMostOneRow> + Runnable<D, A> + Sync,
    {
        self.connect()?.one(query)
    }

    /// The row of a query that gives at most one.
    pub fn one_or_none<Q>(&self, query: &Q) -> Result<Option<RowOf<Q>>>
    where
        Q: Query<Rows: AtMostOneRow> + Runnable<D, A> + Sync,
    {
        self.connect()?.one_or_none(query)
    }

    /// As many rows as the query's type proves: a row, an `Option`, or a `Vec`.
    pub fn fetch<Q>(&self, query: &Q) -> Result<<Q::Rows as Cardinality>::Of<RowOf<Q>>>
    where
        Q: Query<Rows: Cardinality> + Runnable<D, A> + Sync,
    {
        self.connect()?.fetch(query)
    }

    /// Visits each row while its text and bytes still lie in the driver's buffer.
    pub fn for_each<Q, F>(&self, query: &Q, visit: F) -> Result<()>
    where
        Q: Query + Runnable<D, A> + Sync,
        F: for<'r> FnMut(RefOf<'r, Q>) + Send,
    {
        self.connect()?.for_each(query, visit)
    }

    /// The rows one by one, as an iterator that keeps a connection until its end.
    pub fn stream<'s, Q>(&'s self, query: &'s Q) -> Rows<'s, D, Q::Output>
    where
        Q: Query + Runnable<D, A> + Sync,
    {
        Rows { inner: self.inner.stream(query), waiter: &self.waiter, connected: false }
    }

    /// Runs a statement for what it does, and gives the number of rows that it wrote.
    pub fn execute<S>(&self, statement: &S) -> Result<u64>
    where
        S: Runnable<D, A> + Sync,
    {
        self.connect()?.execute(statement)
    }

    /// How the database would run a statement. See [`engine::Executor::explain`].
    pub fn explain<S>(&self, statement: &S) -> Result<String>
    where
        S: Runnable<D, A> + Sync,
    {
        self.connect()?.explain(statement)
    }

    /// Runs several statements of one type, all or none of them.
    pub fn execute_many<I>(&self, statements: I) -> Result<u64>
    where
        I: IntoIterator<IntoIter: Send, Item: Runnable<D, A> + Send + Sync>,
    {
        self.connect()?.execute_many(statements)
    }

    /// Runs a statement over rows, so many at a time, all or none of them.
    pub fn execute_bulk<S, Q, F>(&self, rows: Bulk<'_, S>, statement: F) -> Result<u64>
    where
        S: Stream<Item: Send> + Send,
        F: FnMut(Vec<S::Item>) -> Q + Send,
        Q: Runnable<D, A> + Send + Sync,
    {
        self.connect()?.execute_bulk(rows, statement)
    }

    /// Runs an INSERT of many rows and gives the keys that the database makes for them, in their order.
    pub fn keys<T, L, M>(
        &self,
        insert: &Fresh<T, ManyOf<L, M>>,
    ) -> Result<Vec<<T::Number as Column>::Type>>
    where
        T: Numbered,
        L: MakesKeys<T> + Assigned + Sync,
        M: List + Sync,
        Fresh<T, ManyOf<L, M>>: Runnable<D, A> + Sync,
        <T::Number as Column>::Type: Send,
    {
        self.connect()?.keys(insert)
    }
}
