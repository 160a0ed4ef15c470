//! Databases as programs use them: an engine with its pool, connections, transactions.

mod batch;
mod builder;
mod collect;
mod connection;
mod define;
mod executor;
mod health;
mod link;
pub(crate) mod nest;
mod place;
mod pool;
pub(crate) mod retry;
mod run;
mod stream;
mod trace;
mod transaction;

use std::sync::Arc;

pub use self::builder::Builder;
pub use self::connection::Connection;
pub use self::define::DefinesIn;
pub use self::executor::{Executor, Handle, RefOf, RowOf};
use self::place::Place;
use self::pool::Pool;
pub use self::pool::PoolStatus;
pub use self::retry::{Retry, Retryable};
use self::run::Job;
pub use self::run::Run;
pub use self::stream::Rows;
pub use self::transaction::Transaction;
pub use crate::driver::Isolation;
use crate::driver::{Access, Control, Driver};
use crate::error::{Error, Result};
use crate::query::cardinality::{AtMostOneRow, Cardinality, HasFirst};
use crate::query::effect::{AutoCommit, ReadOnly, ReadWrite};
use crate::query::{Output, Query, Runnable};

#[cfg(feature = "sqlite")]
pub use crate::driver::sqlite::Execution;

/// A database: opened once, shared by cloning it, which costs nothing.
///
/// It has the verbs of a [`Connection`]; each takes a connection from the pool for one statement.
pub struct Engine<D: Driver>(Arc<Pool<D>>);

impl<D: Driver> Clone for Engine<D> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<D: Driver> std::fmt::Debug for Engine<D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("database", &D::SPEC.name).finish_non_exhaustive()
    }
}

impl<D: Driver> Engine<D> {
    fn new(pool: Pool<D>) -> Self {
        Self(Arc::new(pool))
    }

    /// Opens the database that a URL names, with a first connection, so that a wrong URL fails
    /// here.
    ///
    /// SQLite: `sqlite:relative.db`, `sqlite:///absolute/path.db`, with `?mode=ro`, `rw` or `rwc`
    /// (read only, read and write, create if missing; the last unless said) and
    /// `?busy_timeout=` in milliseconds. `sqlite::memory:` is a database in the memory of one
    /// connection, so its pool has one; with `?cache=shared` it has several, which share it.
    ///
    /// PostgreSQL: `postgres://user:password@host:port/database`, with `?host=/path` for a unix
    /// socket, `sslmode=` `disable`, `require` (the certificate is verified, which is usual where the
    /// server is on another machine) or `no-verify`, `sslrootcert=` a file, `statement_timeout=` in
    /// milliseconds, and what libpq calls `application_name`, `connect_timeout`,
    /// `target_session_attrs`, `load_balance_hosts`, `options`, `hostaddr`, `keepalives` and
    /// `channel_binding`.
    pub async fn open(url: &str) -> Result<Self> {
        Self::builder(url).build().await
    }

    /// Opens a database with other settings than the usual ones.
    pub fn builder(url: &str) -> Builder<D> {
        Builder::new(url)
    }

    /// Takes a connection from the pool.
    ///
    /// It [is a timeout](Error::is_pool_timeout) where none becomes free in time.
    pub async fn connect(&self) -> Result<Connection<D>> {
        Ok(Connection::new(self.0.take().await?))
    }

    /// A connection, if one can be had without waiting.
    pub(crate) fn connect_now(&self) -> Option<Connection<D>> {
        self.0.take_now().map(Connection::new)
    }

    /// How many connections are free and in use now, for monitoring.
    pub fn pool_status(&self) -> PoolStatus {
        self.0.status()
    }

    /// Begins a transaction on a connection of its own.
    pub async fn begin(&self) -> Result<Transaction<'static, D, ReadWrite>> {
        self.begin_with(Isolation::Default).await
    }

    /// Begins a transaction of a level of isolation.
    pub async fn begin_with(
        &self,
        isolation: Isolation,
    ) -> Result<Transaction<'static, D, ReadWrite>> {
        let begin = Control::Begin(Access::Write, isolation);
        Transaction::own(self.0.take().await?, begin).await
    }

    /// Begins a transaction that takes only statements that read.
    pub async fn begin_read_only(&self) -> Result<Transaction<'static, D, ReadOnly>> {
        let begin = Control::Begin(Access::Read, Isolation::Default);
        Transaction::own(self.0.take().await?, begin).await
    }

    /// Does some work in a transaction, which is committed where it succeeds and rolled back where
    /// it fails, panics, or is dropped.
    pub async fn transaction<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Transaction<'_, D, ReadWrite>) -> Result<T, E>,
        E: From<Error>,
    {
        let mut transaction = self.begin().await?;
        let done = work(&mut transaction).await?;
        transaction.commit().await?;
        Ok(done)
    }

    /// Does some work in a transaction again, up to so many times in all, where it fails with an
    /// error that is [retryable](Retryable): `engine.retry(5).serializable(..)`.
    pub fn retry(&self, times: u32) -> Retry<'_, D> {
        Retry::new(self, times)
    }
}

/// The verbs of [`Executor`], each on a connection of its own.
impl<D: Driver> Engine<D> {
    /// All rows.
    pub fn all<'s, Q, O>(&'s self, query: &'s Q) -> Run<'s, D, Vec<O::Row>>
    where
        Q: Query<Output = O> + Runnable<D, AutoCommit> + Sync,
        O: Output,
    {
        Run::new(Place::Pool(&self.0), Job::rows(query), run::all::<D, O>)
    }

    /// The first row, if there is one; see [`Executor::first`].
    pub fn first<'s, Q, O>(&'s self, query: &'s Q) -> Run<'s, D, Option<O::Row>>
    where
        Q: Query<Output = O, Rows: HasFirst> + Runnable<D, AutoCommit> + Sync,
        O: Output,
    {
        Run::new(Place::Pool(&self.0), Job::rows(query), run::first::<D, O>)
    }

    /// The row of a query that gives exactly one.
    pub fn one<'s, Q, O>(&'s self, query: &'s Q) -> Run<'s, D, O::Row>
    where
        Q: Query<Output = O, Rows: AtMostOneRow> + Runnable<D, AutoCommit> + Sync,
        O: Output,
    {
        Run::new(Place::Pool(&self.0), Job::rows(query), run::one::<D, O>)
    }

    /// The row of a query that gives at most one.
    pub fn one_or_none<'s, Q, O>(&'s self, query: &'s Q) -> Run<'s, D, Option<O::Row>>
    where
        Q: Query<Output = O, Rows: AtMostOneRow> + Runnable<D, AutoCommit> + Sync,
        O: Output,
    {
        Run::new(Place::Pool(&self.0), Job::rows(query), run::only::<D, O>)
    }

    /// As many rows as the query's type proves: a row, an `Option`, or a `Vec`.
    pub fn fetch<'s, Q, O, C>(&'s self, query: &'s Q) -> Run<'s, D, C::Of<O::Row>>
    where
        Q: Query<Output = O, Rows = C> + Runnable<D, AutoCommit> + Sync,
        O: Output,
        C: Cardinality,
    {
        Run::new(Place::Pool(&self.0), Job::rows(query), run::fetch::<D, O, C>)
    }

    /// Visits each row while its text and bytes still lie in the driver's buffer.
    pub fn for_each<'s, Q, O, F>(&'s self, query: &'s Q, visit: F) -> Run<'s, D, ()>
    where
        Q: Query<Output = O> + Runnable<D, AutoCommit> + Sync,
        O: Output,
        F: for<'r> FnMut(O::Ref<'r>) + Send + 's,
    {
        Run::going(Job::rows(query).each::<O, F>(Place::Pool(&self.0), visit))
    }

    /// The rows one by one, as a stream that keeps a connection until its end.
    pub fn stream<'s, Q, O>(&'s self, query: &'s Q) -> Rows<'s, D, O>
    where
        Q: Query<Output = O> + Runnable<D, AutoCommit> + Sync,
        O: Output,
    {
        let job = Job::rows(query);
        match job.batch {
            None => Rows::pooled(&self.0, job.call, job.names),
            Some(_) => Rows::all(job.all::<O>(Place::Pool(&self.0), usize::MAX)),
        }
    }

    /// Runs a statement for what it does, and gives the number of rows that it wrote.
    pub fn execute<'s, S>(&'s self, statement: &'s S) -> Run<'s, D, u64>
    where
        S: Runnable<D, AutoCommit> + Sync,
    {
        Run::new(Place::Pool(&self.0), Job::of(statement), run::write)
    }

    /// Runs several statements of one type, all or none of them.
    pub fn execute_many<'s, I>(&'s self, statements: I) -> Run<'s, D, u64>
    where
        I: IntoIterator<IntoIter: Send + 's>,
        I::Item: Runnable<D, AutoCommit> + Send + Sync,
    {
        let statements = statements.into_iter();
        Run::going(async move { self.connect().await?.execute_many(statements).await })
    }
}
