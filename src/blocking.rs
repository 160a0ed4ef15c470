//! The engine without `.await`: the same names, for programs that have no async runtime.
//!
//! ```
//! use relata::blocking::{Engine, Executor};
//! use relata::prelude::{Sqlite, raw, sql};
//!
//! # fn main() -> Result<(), relata::Error> {
//! let engine = Engine::<Sqlite>::open("sqlite::memory:")?;
//! let mut connection = engine.connect()?;
//! assert_eq!(connection.all(&raw!(i64, "SELECT 6 * 7"))?, [42]);
//! # Ok(()) }
//! ```
//!
//! Inside an async runtime each call [is an error](Error::is_blocking), since it would hold up the
//! tasks of its thread.

mod session;

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use futures_core::Stream;
use tokio::runtime::{Handle, Runtime};

use crate::driver::{Driver, Interrupter, Isolation};
use crate::engine::retry::Attempts;
use crate::engine::{self, Executor as _, RefOf, Retryable, RowOf};
use crate::error::{Error, Result};
use crate::query::cardinality::{AtMostOneRow, Cardinality, HasFirst};
use crate::query::effect::{AutoCommit, ReadOnly, ReadWrite};
use crate::query::{Output, Query, Runnable};
use crate::schema::Schema;

pub use self::session::Session;

/// What waits in place of a runtime.
///
/// On SQLite a statement is done at the first poll, unless it has to wait for a lock. The runtime
/// is for all else: timers, the pool, worker threads, sockets.
struct Waiter(Option<Runtime>);

impl Waiter {
    fn new<D: Driver>() -> Result<Arc<Self>> {
        refuse_inside_runtime()?;
        let runtime = builder(D::HAS_TASKS)
            .enable_all()
            .build()
            .map_err(|error| Error::other("no timer can be started").caused_by(error))?;
        Ok(Arc::new(Self(Some(runtime))))
    }

    /// Waits for a future that can begin without a runtime.
    #[inline]
    fn wait<T>(&self, future: impl Future<Output = Result<T>>) -> Result<T> {
        refuse_inside_runtime()?;
        let mut future = pin!(future);
        match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(done) => done,
            Poll::Pending => self.drive(future),
        }
    }

    /// Waits for a future that needs the runtime from the beginning.
    fn drive<T>(&self, future: impl Future<Output = Result<T>>) -> Result<T> {
        refuse_inside_runtime()?;
        match &self.0 {
            Some(runtime) => runtime.block_on(future),
            None => Err(Error::other("the engine is being dropped")),
        }
    }
}

/// A runtime with a thread of its own where tasks have something to do while nobody waits: the
/// ROLLBACK of a transaction that was dropped goes out, and not with the next call only.
fn builder(has_tasks: bool) -> tokio::runtime::Builder {
    #[cfg(feature = "postgres")]
    if has_tasks {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        builder.worker_threads(1).thread_name("relata");
        return builder;
    }
    let _ = has_tasks;
    tokio::runtime::Builder::new_current_thread()
}

impl Drop for Waiter {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            // Waiting for it is not allowed where this is dropped inside another runtime.
            runtime.shutdown_background();
        }
    }
}

#[inline]
fn refuse_inside_runtime() -> Result<()> {
    if Handle::try_current().is_ok() { Err(Error::blocking()) } else { Ok(()) }
}

/// A database. See [`engine::Engine`].
pub struct Engine<D: Driver> {
    inner: engine::Engine<D>,
    waiter: Arc<Waiter>,
}

impl<D: Driver> Clone for Engine<D> {
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

    /// Takes a connection from the pool.
    pub fn connect(&self) -> Result<Connection<D>> {
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

    /// Begins a transaction on a connection of its own.
    pub fn begin(&self) -> Result<Transaction<'static, D, ReadWrite>> {
        let inner = self.waiter.drive(self.inner.begin())?;
        Ok(Transaction { inner, waiter: self.waiter.clone() })
    }

    /// Begins a transaction of a level of isolation.
    pub fn begin_with(&self, isolation: Isolation) -> Result<Transaction<'static, D, ReadWrite>> {
        let inner = self.waiter.drive(self.inner.begin_with(isolation))?;
        Ok(Transaction { inner, waiter: self.waiter.clone() })
    }

    /// Begins a transaction that takes only statements that read.
    pub fn begin_read_only(&self) -> Result<Transaction<'static, D, ReadOnly>> {
        let inner = self.waiter.drive(self.inner.begin_read_only())?;
        Ok(Transaction { inner, waiter: self.waiter.clone() })
    }

    /// Does some work in a transaction, which is committed where it succeeds and rolled back where
    /// it fails or panics.
    pub fn transaction<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Transaction<'_, D, ReadWrite>) -> Result<T, E>,
        E: From<Error>,
    {
        let mut transaction = self.begin()?;
        let done = work(&mut transaction)?;
        transaction.commit()?;
        Ok(done)
    }

    /// Does some work in a transaction again, up to so many times in all, where it fails with an
    /// error that is [retryable](Retryable): `engine.retry(5).serializable(..)`.
    pub fn retry(&self, times: u32) -> Retry<'_, D> {
        Retry { engine: self, times }
    }

    /// All rows.
    pub fn all<Q>(&self, query: &Q) -> Result<Vec<RowOf<Q>>>
    where
        Q: Query + Runnable<D, AutoCommit> + Sync,
    {
        self.connect()?.all(query)
    }

    /// The first row, if there is one; see [`Executor::first`](crate::engine::Executor::first).
    pub fn first<Q>(&self, query: &Q) -> Result<Option<RowOf<Q>>>
    where
        Q: Query<Rows: HasFirst> + Runnable<D, AutoCommit> + Sync,
    {
        self.connect()?.first(query)
    }

    /// The row of a query that gives exactly one.
    pub fn one<Q>(&self, query: &Q) -> Result<RowOf<Q>>
    where
        Q: Query<Rows: AtMostOneRow> + Runnable<D, AutoCommit> + Sync,
    {
        self.connect()?.one(query)
    }

    /// The row of a query that gives at most one.
    pub fn one_or_none<Q>(&self, query: &Q) -> Result<Option<RowOf<Q>>>
    where
        Q: Query<Rows: AtMostOneRow> + Runnable<D, AutoCommit> + Sync,
    {
        self.connect()?.one_or_none(query)
    }

    /// As many rows as the query's type proves: a row, an `Option`, or a `Vec`.
    pub fn fetch<Q>(&self, query: &Q) -> Result<<Q::Rows as Cardinality>::Of<RowOf<Q>>>
    where
        Q: Query<Rows: Cardinality> + Runnable<D, AutoCommit> + Sync,
    {
        self.connect()?.fetch(query)
    }

    /// Visits each row while its text and bytes still lie in the driver's buffer.
    pub fn for_each<Q, F>(&self, query: &Q, visit: F) -> Result<()>
    where
        Q: Query + Runnable<D, AutoCommit> + Sync,
        F: for<'r> FnMut(RefOf<'r, Q>) + Send,
    {
        self.connect()?.for_each(query, visit)
    }

    /// The rows one by one, as an iterator that keeps a connection until its end.
    pub fn stream<'s, Q>(&'s self, query: &'s Q) -> Rows<'s, D, Q::Output>
    where
        Q: Query + Runnable<D, AutoCommit> + Sync,
    {
        Rows { inner: self.inner.stream(query), waiter: &self.waiter, connected: false }
    }

    /// Runs a statement for what it does, and gives the number of rows that it wrote.
    pub fn execute<S>(&self, statement: &S) -> Result<u64>
    where
        S: Runnable<D, AutoCommit> + Sync,
    {
        self.connect()?.execute(statement)
    }

    /// Runs several statements of one type, all or none of them.
    pub fn execute_many<I>(&self, statements: I) -> Result<u64>
    where
        I: IntoIterator<IntoIter: Send, Item: Runnable<D, AutoCommit> + Send + Sync>,
    {
        self.connect()?.execute_many(statements)
    }
}

/// Runs statements: a [`Connection`] or a [`Transaction`]. See [`engine::Executor`].
pub trait Executor {
    /// The database.
    type Dialect: Driver;
    /// What may run here.
    type Access;
    #[doc(hidden)]
    type Inner: engine::Executor<Dialect = Self::Dialect, Access = Self::Access>;

    #[doc(hidden)]
    fn parts(&mut self) -> Parts<'_, Self::Inner>;

    /// All rows.
    fn all<Q>(&mut self, query: &Q) -> Result<Vec<RowOf<Q>>>
    where
        Q: Query + Runnable<Self::Dialect, Self::Access> + Sync,
    {
        let Parts(inner, waiter) = self.parts();
        waiter.wait(inner.all(query))
    }

    /// The first row, if there is one; see [`Executor::first`](crate::engine::Executor::first).
    fn first<Q>(&mut self, query: &Q) -> Result<Option<RowOf<Q>>>
    where
        Q: Query<Rows: HasFirst> + Runnable<Self::Dialect, Self::Access> + Sync,
    {
        let Parts(inner, waiter) = self.parts();
        waiter.wait(inner.first(query))
    }

    /// The row of a query that gives exactly one.
    fn one<Q>(&mut self, query: &Q) -> Result<RowOf<Q>>
    where
        Q: Query<Rows: AtMostOneRow> + Runnable<Self::Dialect, Self::Access> + Sync,
    {
        let Parts(inner, waiter) = self.parts();
        waiter.wait(inner.one(query))
    }

    /// The row of a query that gives at most one.
    fn one_or_none<Q>(&mut self, query: &Q) -> Result<Option<RowOf<Q>>>
    where
        Q: Query<Rows: AtMostOneRow> + Runnable<Self::Dialect, Self::Access> + Sync,
    {
        let Parts(inner, waiter) = self.parts();
        waiter.wait(inner.one_or_none(query))
    }

    /// As many rows as the query's type proves: a row, an `Option`, or a `Vec`.
    fn fetch<Q>(&mut self, query: &Q) -> Result<<Q::Rows as Cardinality>::Of<RowOf<Q>>>
    where
        Q: Query<Rows: Cardinality> + Runnable<Self::Dialect, Self::Access> + Sync,
    {
        let Parts(inner, waiter) = self.parts();
        waiter.wait(inner.fetch(query))
    }

    /// Visits each row while its text and bytes still lie in the driver's buffer.
    fn for_each<Q, F>(&mut self, query: &Q, visit: F) -> Result<()>
    where
        Q: Query + Runnable<Self::Dialect, Self::Access> + Sync,
        F: for<'r> FnMut(RefOf<'r, Q>) + Send,
    {
        let Parts(inner, waiter) = self.parts();
        waiter.wait(inner.for_each(query, visit))
    }

    /// The rows one by one, as an iterator that borrows this handle.
    fn stream<'s, Q>(&'s mut self, query: &'s Q) -> Rows<'s, Self::Dialect, Q::Output>
    where
        Q: Query + Runnable<Self::Dialect, Self::Access> + Sync,
    {
        let Parts(inner, waiter) = self.parts();
        Rows { inner: inner.stream(query), waiter, connected: true }
    }

    /// Runs a statement for what it does, and gives the number of rows that it wrote.
    fn execute<S>(&mut self, statement: &S) -> Result<u64>
    where
        S: Runnable<Self::Dialect, Self::Access> + Sync,
    {
        let Parts(inner, waiter) = self.parts();
        waiter.wait(inner.execute(statement))
    }

    /// Runs several statements of one type, all or none of them.
    fn execute_many<I>(&mut self, statements: I) -> Result<u64>
    where
        I: IntoIterator<IntoIter: Send, Item: Runnable<Self::Dialect, Self::Access> + Send + Sync>,
    {
        let Parts(inner, waiter) = self.parts();
        waiter.wait(inner.execute_many(statements))
    }
}

/// The handle inside, and what waits for it.
#[doc(hidden)]
pub struct Parts<'p, E>(&'p mut E, &'p Waiter);

/// Work in a transaction that runs again. See [`Engine::retry`].
#[must_use = "say which transaction: `.serializable(..)` or `.with(isolation, ..)`"]
pub struct Retry<'e, D: Driver> {
    engine: &'e Engine<D>,
    times: u32,
}

impl<D: Driver> Retry<'_, D> {
    /// Does the work in a serializable transaction.
    pub fn serializable<T, E, F>(self, work: F) -> Result<T, E>
    where
        F: Fn(&mut Transaction<'_, D, ReadWrite>) -> Result<T, E>,
        E: Retryable,
    {
        self.with(Isolation::Serializable, work)
    }

    /// Does the work in a transaction of this level of isolation.
    pub fn with<T, E, F>(self, isolation: Isolation, work: F) -> Result<T, E>
    where
        F: Fn(&mut Transaction<'_, D, ReadWrite>) -> Result<T, E>,
        E: Retryable,
    {
        let once = || -> Result<T, E> {
            let mut transaction = self.engine.begin_with(isolation)?;
            let done = work(&mut transaction)?;
            transaction.commit()?;
            Ok(done)
        };
        let mut attempts = Attempts::new(self.times);
        loop {
            let delay = match once() {
                Ok(done) => return Ok(done),
                Err(error) => attempts.after(&error).ok_or(error)?,
            };
            std::thread::sleep(delay);
        }
    }
}

/// The rows of a query, one by one.
pub struct Rows<'s, D: Driver, O: Output> {
    inner: engine::Rows<'s, D, O>,
    waiter: &'s Waiter,
    /// The pool's timer needs the runtime from the beginning.
    connected: bool,
}

impl<D: Driver, O: Output> Iterator for Rows<'_, D, O> {
    type Item = Result<O::Row>;

    fn next(&mut self) -> Option<Self::Item> {
        let rows = &mut self.inner;
        let next = std::future::poll_fn(|cx| Pin::new(&mut *rows).poll_next(cx).map(Ok));
        let next = match std::mem::replace(&mut self.connected, true) {
            true => self.waiter.wait(next),
            false => self.waiter.drive(next),
        };
        next.unwrap_or_else(|error| Some(Err(error)))
    }
}

/// A connection taken from the pool. See [`engine::Connection`].
pub struct Connection<D: Driver> {
    inner: engine::Connection<D>,
    waiter: Arc<Waiter>,
}

impl<D: Driver> Connection<D> {
    /// Begins a transaction. The connection waits until it has ended.
    pub fn begin(&mut self) -> Result<Transaction<'_, D, ReadWrite>> {
        let inner = self.waiter.wait(self.inner.begin())?;
        Ok(Transaction { inner, waiter: self.waiter.clone() })
    }

    /// Begins a transaction of a level of isolation.
    pub fn begin_with(&mut self, isolation: Isolation) -> Result<Transaction<'_, D, ReadWrite>> {
        let inner = self.waiter.wait(self.inner.begin_with(isolation))?;
        Ok(Transaction { inner, waiter: self.waiter.clone() })
    }

    /// Begins a transaction that takes only statements that read.
    pub fn begin_read_only(&mut self) -> Result<Transaction<'_, D, ReadOnly>> {
        let inner = self.waiter.wait(self.inner.begin_read_only())?;
        Ok(Transaction { inner, waiter: self.waiter.clone() })
    }

    /// What stops the running statement from elsewhere.
    pub fn interrupter(&self) -> Interrupter {
        self.inner.interrupter()
    }
}

impl<D: Driver> Executor for Connection<D> {
    type Dialect = D;
    type Access = AutoCommit;
    type Inner = engine::Connection<D>;

    fn parts(&mut self) -> Parts<'_, Self::Inner> {
        Parts(&mut self.inner, &self.waiter)
    }
}

/// A transaction, or a savepoint inside one. See [`engine::Transaction`].
#[must_use = "a transaction that is not committed is rolled back"]
pub struct Transaction<'c, D: Driver, A = ReadWrite> {
    inner: engine::Transaction<'c, D, A>,
    waiter: Arc<Waiter>,
}

impl<D: Driver, A> Transaction<'_, D, A> {
    /// `SAVEPOINT`: a transaction inside this one, which can be rolled back alone.
    pub fn savepoint(&mut self) -> Result<Transaction<'_, D, A>> {
        let inner = self.waiter.wait(self.inner.savepoint())?;
        Ok(Transaction { inner, waiter: self.waiter.clone() })
    }

    /// `COMMIT`, or `RELEASE` of a savepoint.
    pub fn commit(self) -> Result<()> {
        self.waiter.wait(self.inner.commit())
    }

    /// `ROLLBACK`, or `ROLLBACK TO` a savepoint.
    pub fn rollback(self) -> Result<()> {
        self.waiter.wait(self.inner.rollback())
    }
}

impl<'c, D: Driver, A> Executor for Transaction<'c, D, A> {
    type Dialect = D;
    type Access = A;
    type Inner = engine::Transaction<'c, D, A>;

    fn parts(&mut self) -> Parts<'_, Self::Inner> {
        Parts(&mut self.inner, &self.waiter)
    }
}
