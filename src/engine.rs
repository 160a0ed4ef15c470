//! Databases as programs use them: an engine with its pool, connections, transactions.

mod batch;
mod boxed;
mod builder;
mod bulk;
mod collect;
mod connection;
pub(crate) mod define;
pub(crate) mod events;
mod executor;
mod explain;
mod health;
mod hooks;
mod isolation;
mod keys;
mod link;
#[cfg(feature = "postgres")]
mod listen;
pub(crate) mod nest;
mod news;
mod place;
mod pool;
mod reader;
mod reflect;
pub(crate) mod retry;
mod run;
pub(crate) mod script;
mod settings;
mod stream;
mod tags;
mod trace;
mod transaction;
mod values;
mod weigh;

use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use futures_core::Stream;

pub use self::builder::Builder;
pub use self::bulk::{Bulk, Each};
pub use self::connection::Connection;
pub use self::define::DefinesIn;
pub use self::events::{Event, Recording};
pub use self::executor::{Executor, Handle, RefOf, RowOf};
pub use self::hooks::{Before, Preparing};
pub use self::isolation::{
    AnyLevel, AtLeast, IsLevel, Isolation, ReadCommitted, ReadUncommitted, RepeatableRead,
    Serializable,
};
use self::link::Held;
use self::place::Place;
use self::pool::Pool;
pub use self::pool::{PoolOrder, PoolStatus};
pub use self::reader::Reader;
pub use self::retry::{Retry, Retryable};
use self::run::Job;
pub use self::run::Run;
pub use self::stream::Rows;
pub use self::transaction::Transaction;
use crate::driver::{Access, Control, Driver, Level, Prepared, TwoPhase};
use crate::error::{Error, Result};
use crate::query::assign::Assigned;
use crate::query::cardinality::{AtMostOneRow, Cardinality, HasFirst};
use crate::query::effect::{AutoCommit, Preparable, Reading};
pub use crate::query::effect::{ReadOnly, ReadWrite};
use crate::query::insert::{Fresh, ManyOf};
use crate::query::numbers::MakesKeys;
use crate::query::{Output, Query, Runnable};
use crate::render::Supports;
use crate::schema::{Column, Numbered};
use crate::types::logic::List;

#[cfg(feature = "postgres")]
pub use crate::driver::postgres::{Listener, Notification};
#[cfg(feature = "sqlite")]
pub use crate::driver::sqlite::Execution;

/// A database: opened once, shared by cloning it, which costs nothing.
///
/// It has the verbs of a [`Connection`]; each takes a connection from the pool for one statement.
/// `A` is what it may do: one that is [read only](Self::read_only) takes no statement that writes.
pub struct Engine<D: Driver, A = AutoCommit>(Arc<Pool<D>>, PhantomData<fn() -> A>);

/// A database that its URL names, whichever it is.
///
/// Statements are written in the dialect of the database, and one that is not valid on all of them
/// does not compile.
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
///
/// schema! { pub blog: users, posts }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), relata::Error> {
/// let url = std::env::var("DATABASE_URL").unwrap_or_else(|_| "sqlite::memory:".to_owned());
/// let engine = AnyEngine::open(&url).await?;
/// engine.create_all::<blog>().await?;
/// engine.execute(&insert_into(users::table).values((
///     users::name.set("Ada"),
///     users::email.set("ada@example.com"),
/// ))).await?;
/// assert_eq!(engine.all(&select(users::name)).await?, ["Ada"]);
/// # Ok(())
/// # }
/// ```
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
pub type AnyEngine = Engine<crate::dialect::Any>;

impl<D: Driver, A> Clone for Engine<D, A> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<D: Driver, A> std::fmt::Debug for Engine<D, A> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("database", &D::SPEC.name).finish_non_exhaustive()
    }
}

impl<D: Driver> Engine<D> {
    fn new(pool: Pool<D>) -> Self {
        Self(Arc::new(pool), PhantomData)
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
    /// server is on another machine) or `no-verify`, `sslrootcert=` a file, `sslcert=` and `sslkey=` two files
    /// by which the server knows who connects, `statement_timeout=` in milliseconds, `prepared=unnamed` behind a pooler
    /// that gives each transaction another connection, and what libpq calls `application_name`, `connect_timeout`,
    /// `target_session_attrs`, `load_balance_hosts`, `options`, `hostaddr`, `keepalives` and `channel_binding`.
    ///
    /// MySQL and MariaDB: `mysql://user:password@host:port/database`, or `mariadb://..`, with
    /// `?socket=/path` for a unix socket, `ssl-mode=` `DISABLED`, `VERIFY_IDENTITY` (which is usual
    /// where the server is on another machine; `REQUIRED` and `VERIFY_CA` verify as much) or
    /// `NO_VERIFY`, `ssl-ca=` a file, `ssl-cert=` and `ssl-key=` two, `statement_timeout=` in milliseconds and
    /// `connect_timeout=` in seconds.
    pub async fn open(url: &str) -> Result<Self> {
        Self::builder(url).build().await
    }

    /// Opens a database with other settings than the usual ones.
    pub fn builder(url: &str) -> Builder<D> {
        Builder::new(url)
    }

    /// Begins a transaction on a connection of its own.
    pub async fn begin(&self) -> Result<Transaction<'static, D, ReadWrite>> {
        self.begin_with(Isolation::Default).await
    }

    /// Begins a transaction of a level of isolation, which its type tells.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::engine::{AtLeast, Isolation, Serializable};
    /// use relata::prelude::*;
    ///
    /// // What it reads must still be so when it writes.
    /// async fn visit<T>(tx: &mut T, id: i64) -> Result<u64, relata::Error>
    /// where
    ///     T: Executor<Dialect = Postgres, Access: Writing, Isolation: AtLeast<Serializable>>,
    /// {
    ///     let visits = tx.one(&select(users::visits).filter(users::id.eq(id))).await?;
    ///     let more = update(users::table).set(users::visits.set(visits + 1));
    ///     tx.execute(&more.filter(users::id.eq(id))).await
    /// }
    ///
    /// async fn twice(engine: &Engine<Postgres>) -> Result<(), relata::Error> {
    ///     let mut tx = engine.begin_with(Isolation::Serializable).await?;
    ///     visit(&mut tx, 1).await?;
    ///     visit(&mut tx, 1).await?;
    ///     tx.commit().await
    /// }
    /// ```
    pub async fn begin_with<L: IsLevel>(
        &self,
        isolation: L,
    ) -> Result<Transaction<'static, D, ReadWrite, L::Known>> {
        let begin = Control::Begin(Access::Write, isolation.level());
        Transaction::own(self.0.take().await?, begin).await
    }

    /// Does some work in a transaction, which is committed where it succeeds and rolled back where
    /// it fails, panics, or is dropped.
    pub async fn transaction<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Transaction<'_, D, ReadWrite>) -> Result<T, E>,
        E: From<Error>,
    {
        self.transaction_with(Isolation::Default, work).await
    }

    /// Does some work in a transaction of a level of isolation.
    pub async fn transaction_with<T, E, K, F>(
        &self,
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

    /// Does some work in a transaction again, up to so many times in all, where it fails with an
    /// error that is [retryable](Retryable): `engine.retry(5).serializable(..)`.
    pub fn retry(&self, times: u32) -> Retry<'_, D> {
        Retry::new(self, times)
    }
}

/// What an engine has whatever it may do.
impl<D: Driver, A> Engine<D, A> {
    /// Takes a connection from the pool.
    ///
    /// It [is a timeout](Error::is_pool_timeout) where none becomes free in time.
    pub async fn connect(&self) -> Result<Connection<D, A>> {
        Ok(Connection::new(Held::Own(self.0.take().await?)))
    }

    /// A connection, if one can be had without waiting.
    pub(crate) fn connect_now(&self) -> Option<Connection<D, A>> {
        self.0.take_now().map(|link| Connection::new(Held::Own(link)))
    }

    /// How many connections are free and in use now, for monitoring.
    pub fn pool_status(&self) -> PoolStatus {
        self.0.status()
    }

    /// Opens connections until so many are free, at most as many as are kept, so that those who need
    /// them first do not wait for that.
    pub async fn warm_up(&self, connections: u32) -> Result<()> {
        self.0.warm_up(connections).await
    }

    /// Closes the engine and all its clones. Who asks for a connection then, or waits for one, gets
    /// an error that [says so](Error::is_closed). Connections in use are waited for until the limit
    /// is over, which [is a timeout](Error::is_pool_timeout), and are closed when they are given back. Those of a
    /// [reader](Self::reader) end when what was asked of them is answered.
    pub async fn close(&self, limit: Duration) -> Result<()> {
        self.0.close(limit).await
    }

    /// Records the statements that this engine and its clones run from now on:
    /// [`assert_queries!`](crate::assert_queries) counts them.
    pub fn record(&self) -> Recording {
        Recording::new(&self.0.settings().watch)
    }

    /// The same engine for those who only read, as for a replica: a statement that writes does not
    /// compile on it.
    pub fn read_only(&self) -> Engine<D, ReadOnly> {
        Engine(self.0.clone(), PhantomData)
    }

    /// The same for what says itself what it may do.
    pub(crate) fn whole(&self) -> Engine<D> {
        Engine(self.0.clone(), PhantomData)
    }

    /// A reader with so many connections of its own, beside those of the pool, which all who read share at the
    /// same time: nobody waits until one is free, and what many ask travels together. On PostgreSQL.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    ///
    /// async fn names(engine: &Engine<Postgres>) -> Result<(), relata::Error> {
    ///     let reader = engine.reader(2).await?;
    ///     for id in 1..=100 {
    ///         let reader = reader.clone();
    ///         tokio::spawn(async move {
    ///             reader.one_or_none(&select(users::name).filter(users::id.eq(id))).await
    ///         });
    ///     }
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Each statement is a transaction of its own, so that an error in one concerns no other. A connection that
    /// broke is opened again for who is next.
    pub fn reader(&self, connections: u32) -> Run<'_, D, Reader<D>>
    where
        D: Supports<SharedReads>,
    {
        Run::going(Reader::open(self.0.settings().clone(), connections))
    }

    /// Begins a transaction that takes only statements that read.
    pub async fn begin_read_only(&self) -> Result<Transaction<'static, D, ReadOnly>> {
        self.begin_read_only_with(Isolation::Default).await
    }

    /// The same of a level of isolation.
    pub async fn begin_read_only_with<L: IsLevel>(
        &self,
        isolation: L,
    ) -> Result<Transaction<'static, D, ReadOnly, L::Known>> {
        self.begin_reading(Access::Read, isolation.level()).await
    }

    /// Begins a serializable transaction that only reads and cannot fail for what others write: it
    /// waits until that is so, and holds up nobody. It is for long reports and backups.
    pub fn begin_deferrable(&self) -> Run<'_, D, Transaction<'static, D, ReadOnly, Serializable>>
    where
        D: Supports<Deferrable>,
    {
        Run::going(self.begin_reading(Access::ReadDeferrable, Level::Serializable))
    }

    async fn begin_reading<L>(
        &self,
        access: Access,
        level: Level,
    ) -> Result<Transaction<'static, D, ReadOnly, L>> {
        Transaction::own(self.0.take().await?, Control::Begin(access, level)).await
    }
}

/// The feature of transactions that wait until they can read without failing.
pub struct Deferrable;
supports!(Deferrable: Postgres);

/// The feature of connections on which several read at the same time.
pub struct SharedReads;
supports!(SharedReads: Postgres);

/// Two-phase commit: a transaction that was [prepared](Transaction::prepare) is ended by whoever
/// knows its name.
impl<D: Driver> Engine<D> {
    /// Begins a transaction that can be [prepared](Transaction::prepare) under this name.
    ///
    /// PostgreSQL allows none unless its setting `max_prepared_transactions` says so. On MySQL and MariaDB it is
    /// an XA transaction, which no other connection can end as long as that which prepares it is there: so it is
    /// closed then.
    pub fn begin_two_phase<'s>(
        &'s self,
        name: &'s str,
    ) -> Run<'s, D, Transaction<'static, D, Preparable>>
    where
        D: TwoPhase,
    {
        Run::going(async move {
            self.keeps_transactions()?;
            let mut link = self.0.take().await?;
            D::announce(link.outside().await?, name)?;
            Transaction::own(link, Control::Begin(Access::Write, Level::Default)).await
        })
    }

    /// `COMMIT PREPARED`, or `XA COMMIT`.
    pub fn commit_prepared<'s>(&'s self, name: &'s str) -> Run<'s, D, ()>
    where
        D: TwoPhase,
    {
        self.end_prepared(name, Prepared::Commit)
    }

    /// `ROLLBACK PREPARED`, or `XA ROLLBACK`.
    pub fn rollback_prepared<'s>(&'s self, name: &'s str) -> Run<'s, D, ()>
    where
        D: TwoPhase,
    {
        self.end_prepared(name, Prepared::Rollback)
    }

    fn end_prepared<'s>(&'s self, name: &'s str, end: Prepared) -> Run<'s, D, ()>
    where
        D: TwoPhase,
    {
        Run::going(async move {
            self.keeps_transactions()?;
            if end == Prepared::Commit {
                self.0.settings().watch.ask(Before::Commit)?;
            }
            let mut link = self.0.take().await?;
            D::end_prepared(link.outside().await?, name, end).await
        })
    }

    /// What is prepared outlives its connection, which an engine that is rolled back has no use for.
    fn keeps_transactions(&self) -> Result<()> {
        match self.0.settings().is_rolled_back {
            false => Ok(()),
            true => Err(Error::other("an engine that is rolled back has no two-phase commit")),
        }
    }

    /// The names of the transactions that are prepared: on PostgreSQL those in this database, the oldest first,
    /// and on MySQL and MariaDB all of the server, in any order.
    pub fn prepared_transactions(&self) -> Run<'_, D, Vec<String>>
    where
        D: TwoPhase,
    {
        Run::going(async move {
            let mut link = self.0.take().await?;
            D::prepared(link.outside().await?).await
        })
    }
}

/// What is allowed outside of a transaction, for the database to know.
#[inline]
fn access<A: Reading>() -> Access {
    if A::ONLY { Access::Read } else { Access::Write }
}

/// The verbs of [`Executor`], each on a connection of its own.
impl<D: Driver, A: Reading> Engine<D, A> {
    #[inline]
    fn place(&self) -> Place<'_, D> {
        Place::Pool(&self.0, access::<A>())
    }

    /// All rows.
    pub fn all<'s, Q, O>(&'s self, query: &'s Q) -> Run<'s, D, Vec<O::Row>>
    where
        Q: Query<Output = O> + Runnable<D, A> + Sync,
        O: Output,
    {
        Run::new(self.place(), Job::rows(query), run::all::<D, O>)
    }

    /// The first row, if there is one; see [`Executor::first`].
    pub fn first<'s, Q, O>(&'s self, query: &'s Q) -> Run<'s, D, Option<O::Row>>
    where
        Q: Query<Output = O, Rows: HasFirst> + Runnable<D, A> + Sync,
        O: Output,
    {
        Run::new(self.place(), Job::first(query), run::first::<D, O>)
    }

    /// The row of a query that gives exactly one.
    pub fn one<'s, Q, O>(&'s self, query: &'s Q) -> Run<'s, D, O::Row>
    where
        Q: Query<Output = O, Rows: AtMostOneRow> + Runnable<D, A> + Sync,
        O: Output,
    {
        Run::new(self.place(), Job::rows(query), run::one::<D, O>)
    }

    /// The row of a query that gives at most one.
    pub fn one_or_none<'s, Q, O>(&'s self, query: &'s Q) -> Run<'s, D, Option<O::Row>>
    where
        Q: Query<Output = O, Rows: AtMostOneRow> + Runnable<D, A> + Sync,
        O: Output,
    {
        Run::new(self.place(), Job::rows(query), run::only::<D, O>)
    }

    /// As many rows as the query's type proves: a row, an `Option`, or a `Vec`.
    pub fn fetch<'s, Q, O, C>(&'s self, query: &'s Q) -> Run<'s, D, C::Of<O::Row>>
    where
        Q: Query<Output = O, Rows = C> + Runnable<D, A> + Sync,
        O: Output,
        C: Cardinality,
    {
        Run::new(self.place(), Job::rows(query), run::fetch::<D, O, C>)
    }

    /// Visits each row while its text and bytes still lie in the driver's buffer.
    pub fn for_each<'s, Q, O, F>(&'s self, query: &'s Q, visit: F) -> Run<'s, D, ()>
    where
        Q: Query<Output = O> + Runnable<D, A> + Sync,
        O: Output,
        F: for<'r> FnMut(O::Ref<'r>) + Send + 's,
    {
        Run::going(Job::rows(query).each::<O, F>(self.place(), visit))
    }

    /// The rows one by one, as a stream that keeps a connection until its end.
    pub fn stream<'s, Q, O>(&'s self, query: &'s Q) -> Rows<'s, D, O>
    where
        Q: Query<Output = O> + Runnable<D, A> + Sync,
        O: Output,
    {
        let job = Job::rows(query);
        match job.is_plain() {
            true => Rows::pooled(&self.0, access::<A>(), job),
            false => Rows::all(job.all::<O>(self.place())),
        }
    }

    /// Runs a statement for what it does, and gives the number of rows that it wrote.
    pub fn execute<'s, S>(&'s self, statement: &'s S) -> Run<'s, D, u64>
    where
        S: Runnable<D, A> + Sync,
    {
        Run::new(self.place(), Job::of(statement), run::write)
    }

    /// How the database would run a statement, which is not run: see [`Executor::explain`].
    pub fn explain<'s, S>(&'s self, statement: &'s S) -> Run<'s, D, String>
    where
        S: Runnable<D, A> + Sync,
    {
        Run::going(async move { self.connect().await?.explain(statement).await })
    }

    /// Runs several statements of one type, all or none of them.
    pub fn execute_many<'s, I>(&'s self, statements: I) -> Run<'s, D, u64>
    where
        I: IntoIterator<IntoIter: Send + 's>,
        I::Item: Runnable<D, A> + Send + Sync,
    {
        let statements = statements.into_iter();
        Run::going(async move { self.connect().await?.execute_many(statements).await })
    }

    /// Runs a statement over rows of an iterator or a stream, so many at a time, all or none of
    /// them: see [`Executor::execute_bulk`].
    pub fn execute_bulk<'s, S, Q, F>(&'s self, rows: Bulk<'s, S>, statement: F) -> Run<'s, D, u64>
    where
        S: Stream<Item: Send> + Send + 's,
        F: FnMut(Vec<S::Item>) -> Q + Send + 's,
        Q: Runnable<D, A> + Send + Sync + 's,
    {
        Run::going(async move { self.connect().await?.execute_bulk(rows, statement).await })
    }

    /// Runs an INSERT of many rows and gives the keys that the database makes for them, in the order
    /// of the rows: see [`Executor::keys`].
    pub fn keys<'s, T, L, M>(
        &'s self,
        insert: &'s Fresh<T, ManyOf<L, M>>,
    ) -> Run<'s, D, Vec<<T::Number as Column>::Type>>
    where
        T: Numbered,
        L: MakesKeys<T> + Assigned + Sync,
        M: List + Sync,
        Fresh<T, ManyOf<L, M>>: Runnable<D, A> + Sync,
        <T::Number as Column>::Type: Send,
    {
        Run::going(async move { self.connect().await?.keys(insert).await })
    }
}
