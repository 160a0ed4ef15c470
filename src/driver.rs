//! The databases as connections: what each of them must do, and nothing about what statements mean.
//!
//! # How the three drivers fit
//!
//! A statement comes as something that renders itself ([`Call`]), so that its text is made only
//! where the connection has not prepared it yet, and its values are visited by reference. Rows go
//! to a [`Visitor`], one by one, while they lie in the driver's buffer. All methods are small
//! async functions whose futures are `Send`.
//!
//! *SQLite* runs the statement on the calling task. The future is ready at once, unless a lock has
//! to be waited for or many rows are read.
//!
//! *PostgreSQL* keeps a `tokio_postgres::Statement` for each key, whose types of placeholders say
//! in which width a number is sent. Texts and bytes are borrowed from the call until they are
//! copied into the connection's buffer. Cells are slices of the row's buffer. [`Control::Begin`] is
//! not sent by itself but kept, and goes out just before the first statement, so that both travel
//! in one packet. [`visit`](DriverConnection::visit) is the same as `run`, a [`Cursor`] holds the
//! `RowStream`, and [`control_now`](DriverConnection::control_now) sends ROLLBACK without waiting
//! for its answer, which comes before all others. An interrupter is the `CancelToken`.
//!
//! *MySQL and MariaDB* share one connection type, which implements the trait for both dialects:
//! `exec_iter` with a vector of `Value`s, whose rows are vectors of `Value`s again, out of which owned
//! texts are taken. A cursor holds the stream that borrows the connection, which is why [`Cursor`] has
//! a lifetime. Nothing is sent without waiting for its answer, so
//! [`control_now`](DriverConnection::control_now) gives the connection to a task, for which whoever
//! comes next waits, and a statement that nobody waits for costs the connection. An interrupter sends
//! `KILL QUERY` over a connection of its own.

// Without a driver nothing is made of it.
#![cfg_attr(not(feature = "sqlite"), allow(dead_code))]

#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
pub mod any;
#[cfg(any(feature = "postgres", feature = "mysql"))]
mod attempt;
#[cfg_attr(
    not(any(feature = "sqlite", feature = "mysql")),
    allow(dead_code, reason = "it reads no text")
)]
pub(crate) mod calendar;
pub(crate) mod decimal;
pub(crate) mod hex;
#[cfg(any(feature = "postgres", feature = "mysql"))]
mod identity;
mod key;
#[cfg(any(feature = "sqlite", feature = "mysql"))]
mod multiset;
#[cfg(feature = "mysql")]
pub mod mysql;
#[cfg(feature = "postgres")]
pub mod postgres;
#[cfg(feature = "rustls")]
mod roots;
#[cfg(feature = "sqlite")]
pub mod sqlite;
#[cfg(any(feature = "postgres", feature = "mysql"))]
mod statements;
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
mod text;
#[cfg(any(feature = "sqlite", feature = "mysql"))]
#[cfg_attr(not(feature = "sqlite"), allow(dead_code, reason = "it writes no text"))]
mod time;
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
mod url;

use std::convert::Infallible;
use std::future::Future;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::task::{Context, Poll};

pub use self::key::StatementKey;
use crate::error::Error;
use crate::render::{Dialect, Part, Pass, Render, Spec, Way, Words};
use crate::schema::Misread;
use crate::types::{Row, Sink};

/// A dialect with a driver.
#[diagnostic::on_unimplemented(
    message = "relata has no driver for `{Self}` in this build",
    label = "switch on the feature of its driver: `sqlite`, `postgres`, `mysql`",
    note = "a type parameter needs the bound `relata::driver::Driver`"
)]
pub trait Driver: Dialect {
    /// Where a database is, and how it is to be opened: what a URL says.
    type Options: Clone + Send + Sync + 'static;
    /// A connection.
    type Connection: DriverConnection<Self>;
    /// A connection on which several read at the same time; [`Infallible`] where there is none.
    type Shared: Shared<Self>;
    /// Whether its connections are kept going by tasks of their own, beside whoever waits.
    const HAS_TASKS: bool = false;

    /// Reads a URL.
    ///
    /// An error names what is wrong with it and what would be right.
    fn options(url: &str) -> Result<Self::Options, Error>;

    /// How many connections to this database make sense; no limit for most.
    fn most_connections(options: &Self::Options) -> Option<u32>;

    /// Where the server is, for those who watch; nothing for what is no server.
    fn address(options: &Self::Options) -> Option<String> {
        let _ = options;
        None
    }

    /// What the database writes differently.
    #[inline]
    fn spec(options: &Self::Options) -> &'static Spec {
        let _ = options;
        Self::SPEC
    }

    /// Opens a connection.
    fn connect(
        options: &Self::Options,
    ) -> impl Future<Output = Result<Self::Connection, Error>> + Send;
}

/// A database in which a transaction can be prepared, and ended later by any connection.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot prepare a transaction for a later commit",
    label = "two-phase commit needs a server that has PREPARE TRANSACTION or XA"
)]
pub trait TwoPhase: Driver {
    /// Says the name of the transaction that is begun next.
    fn announce(connection: &mut Self::Connection, name: &str) -> Result<(), Error>;

    /// Prepares the transaction that is open, under its name.
    fn prepare(connection: &mut Self::Connection)
    -> impl Future<Output = Result<(), Error>> + Send;

    /// Commits or rolls back what was prepared under this name.
    fn end_prepared(
        connection: &mut Self::Connection,
        name: &str,
        end: Prepared,
    ) -> impl Future<Output = Result<(), Error>> + Send;

    /// The names of what is prepared in this database, the oldest first.
    fn prepared(
        connection: &mut Self::Connection,
    ) -> impl Future<Output = Result<Vec<String>, Error>> + Send;
}

/// How a prepared transaction ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Prepared {
    /// What it wrote is kept.
    Commit,
    /// What it wrote is undone.
    Rollback,
}

/// A connection of a driver.
pub trait DriverConnection<D: Dialect>: Send + 'static {
    /// A statement whose rows are still coming.
    type Cursor<'c, V: Visitor + Default + 'static>: Cursor<V>;

    /// Runs a statement and shows its rows to the visitor, which may be carried to another thread
    /// and back.
    fn run<V: Visitor + 'static>(
        &mut self,
        call: Call<'_, D>,
        visitor: V,
    ) -> impl Future<Output = Result<(V, Done), Error>> + Send;

    /// Runs a statement that gives few rows, if nothing has to be waited for. `None` is no answer:
    /// it did not run. Most drivers have to wait for their server.
    #[inline]
    fn run_now<V: Visitor>(
        &mut self,
        call: Call<'_, D>,
        visitor: &mut V,
    ) -> Option<Result<Done, Error>> {
        let _ = (call, visitor);
        None
    }

    /// Runs a statement and shows its rows to a visitor that borrows, on the calling task.
    fn visit<V: Visitor>(
        &mut self,
        call: Call<'_, D>,
        visitor: &mut V,
    ) -> impl Future<Output = Result<Done, Error>> + Send;

    /// Runs a statement that gives no rows, and then passes a border, unless it has failed. Where the
    /// protocol lets it, both are sent at once.
    fn run_then(
        &mut self,
        call: Call<'_, D>,
        control: Control,
    ) -> impl Future<Output = Result<Done, Error>> + Send {
        async move {
            let (_, done) = self.run(call, NoRows).await?;
            self.control(control).await?;
            Ok(done)
        }
    }

    /// As how many [lists](Way::Lists) rows of this statement, which covers one of them now, can
    /// go; `None` where they are VALUES.
    fn takes_lists(
        &mut self,
        row: Call<'_, D>,
    ) -> impl Future<Output = Result<Option<usize>, Error>> + Send {
        let _ = row;
        std::future::ready(Ok(None))
    }

    /// Begins to run a statement whose rows are taken one by one.
    fn open<V: Visitor + Default + 'static>(
        &mut self,
        call: Call<'_, D>,
    ) -> impl Future<Output = Result<Self::Cursor<'_, V>, Error>> + Send;

    /// Begins or ends a transaction or a savepoint.
    fn control(&mut self, control: Control) -> impl Future<Output = Result<(), Error>> + Send;

    /// The same without waiting, for `Drop`. `None` where this cannot be done now.
    fn control_now(&mut self, control: Control) -> Option<Result<(), Error>>;

    /// Whether it still is one, as far as is known without asking the database.
    fn is_alive(&self) -> bool {
        true
    }

    /// Ends what was left open, a statement or a transaction that was begun by hand, and begins to
    /// undo what was changed of the session, before somebody else gets the connection. `false`
    /// where it is of no more use.
    fn come_back(&mut self) -> bool;

    /// What was changed of the session so far belongs to it, and is not to be undone.
    fn keep_session(&mut self) {}

    /// Whether what [`come_back`](Self::come_back) began has come to its end. Where it has not, a
    /// [`ping`](Self::ping) waits for it, and fails where it failed.
    #[inline]
    fn is_settled(&self) -> bool {
        true
    }

    /// Runs a script of several statements without values or rows.
    fn batch(&mut self, script: &str) -> impl Future<Output = Result<(), Stopped>> + Send;

    /// Asks the database for a sign of life.
    fn ping(&mut self) -> impl Future<Output = Result<(), Error>> + Send;

    /// What stops the running statement, from any thread.
    fn interrupter(&self) -> Interrupter;

    /// How many statements were prepared so far.
    fn prepared(&self) -> u64;

    /// The version that the database says it is of, if it does.
    fn version(&self) -> Option<&str>;
}

/// A connection on which several read at the same time, each by a reference.
pub trait Shared<D: Driver>: Sized + Send + Sync + 'static {
    /// Makes one of a connection that nobody else has.
    fn of(connection: D::Connection) -> impl Future<Output = Result<Self, Error>> + Send;

    /// Runs a statement that reads, and shows its rows to the visitor.
    fn visit<V: Visitor>(
        &self,
        call: Call<'_, D>,
        visitor: &mut V,
    ) -> impl Future<Output = Result<Done, Error>> + Send;

    /// Whether it still is one, as far as is known without asking the database.
    fn is_alive(&self) -> bool;
}

/// There is none.
impl<D: Driver> Shared<D> for Infallible {
    async fn of(_: D::Connection) -> Result<Self, Error> {
        Err(Error::other("a connection to this database answers one at a time"))
    }

    async fn visit<V: Visitor>(&self, _: Call<'_, D>, _: &mut V) -> Result<Done, Error> {
        match *self {}
    }

    fn is_alive(&self) -> bool {
        match *self {}
    }
}

/// Why a script has not come to its end, and where.
#[derive(Debug)]
pub struct Stopped {
    /// How many of its statements have come to theirs. `None` where it was none of them that failed.
    pub ended: Option<usize>,
    /// What went wrong.
    pub error: Error,
}

impl Stopped {
    /// How many statements had ended where one failed, and how the script has ended.
    pub(crate) fn apart(done: Result<(), Self>) -> (Option<usize>, Result<(), Error>) {
        match done {
            Ok(()) => (None, Ok(())),
            Err(Self { ended, error }) => (ended, Err(error)),
        }
    }
}

/// Beside its statements: before the first, or behind the last.
impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self { ended: None, error }
    }
}

impl From<Stopped> for Error {
    fn from(stopped: Stopped) -> Self {
        stopped.error
    }
}

/// What a statement did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    /// How many rows it wrote: those that matched, whether they changed or not.
    pub changed: u64,
    /// How many rows it gave.
    pub rows: u64,
}

/// Stops the statement that a connection is running, from any thread.
///
/// The statement fails with an error that [is interrupted](Error::is_interrupted). Where none
/// runs, nothing happens.
#[derive(Clone)]
pub struct Interrupter(Arc<dyn Fn() + Send + Sync>);

impl Interrupter {
    pub(crate) fn new(stop: impl Fn() + Send + Sync + 'static) -> Self {
        Self(Arc::new(stop))
    }

    /// Stops it.
    pub fn interrupt(&self) {
        (self.0)();
    }
}

impl std::fmt::Debug for Interrupter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Interrupter")
    }
}

/// A statement to be run: what renders it, and under which key it stays prepared.
pub struct Call<'q, D: Dialect> {
    statement: &'q (dyn Render<D> + Sync + 'q),
    key: Option<StatementKey>,
    rows: Part,
    first: bool,
    by_hand: bool,
    comment: &'q str,
    words: Option<&'q Words>,
    spec: &'static Spec,
}

impl<D: Dialect> Clone for Call<'_, D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D: Dialect> Copy for Call<'_, D> {}

impl<'q, D: Dialect> Call<'q, D> {
    /// A statement whose text follows from the key.
    #[inline]
    pub fn fixed(statement: &'q (dyn Render<D> + Sync + 'q), key: StatementKey) -> Self {
        Self { key: Some(key), ..Self::dynamic(statement) }
    }

    /// A statement whose text depends on its values; its own text is its key.
    #[inline]
    pub fn dynamic(statement: &'q (dyn Render<D> + Sync + 'q)) -> Self {
        Self {
            statement,
            key: None,
            rows: Part::default(),
            first: false,
            by_hand: false,
            comment: "",
            words: None,
            spec: D::SPEC,
        }
    }

    /// Of a statement that was written by hand as a whole.
    #[inline]
    #[must_use]
    pub fn by_hand(mut self, is_so: bool) -> Self {
        self.by_hand = is_so;
        self
    }

    /// Whether it was written by hand as a whole, so that its type does not prove what it does.
    #[inline]
    pub fn is_by_hand(&self) -> bool {
        self.by_hand
    }

    /// Of a statement over many rows, a part: as lists only where the connection
    /// [takes them](DriverConnection::takes_lists).
    #[must_use]
    pub fn with_rows(mut self, rows: Part) -> Self {
        self.rows = rows;
        if let Some(key) = &mut self.key {
            *key = key.variant(match rows.way {
                Way::Values => u32::try_from(rows.len).unwrap_or(u32::MAX),
                // No part of VALUES is so long.
                Way::Lists(_) | Way::Copy | Way::LoadData => u32::MAX,
            });
        }
        self
    }

    /// Of a query that [can](crate::query::Query::CAN_LIMIT), the first row alone.
    #[must_use]
    pub fn of_first(mut self) -> Self {
        self.first = true;
        self
    }

    /// Whether its text says that the first row alone is wanted.
    #[inline]
    fn says_first(&self) -> bool {
        self.first && !self.spec.ends_early
    }

    /// Which rows it covers, and how they are sent.
    #[inline]
    pub fn rows(&self) -> Part {
        self.rows
    }

    /// The same with a comment at its end, which is the same for all statements of the connection.
    #[must_use]
    pub fn with_comment(mut self, comment: &'q str) -> Self {
        self.comment = comment;
        self
    }

    /// The same with its text as its key, as where the comment may change.
    #[must_use]
    pub fn by_text(mut self) -> Self {
        self.key = None;
        self
    }

    /// The same with what its handle says of tables that ask for it, which its text depends on.
    #[inline]
    #[must_use]
    pub fn saying(mut self, words: Option<&'q Words>) -> Self {
        if words.is_some() {
            self.words = words;
            self.key = None;
        }
        self
    }

    /// The same as this database writes it.
    #[inline]
    #[must_use]
    pub fn written_as(mut self, spec: &'static Spec) -> Self {
        self.spec = spec;
        self
    }

    /// What the database writes differently.
    pub fn spec(&self) -> &'static Spec {
        self.spec
    }

    /// The key, or `None` where the text is it.
    #[inline]
    pub fn key(&self) -> Option<StatementKey> {
        match self.says_first() {
            true => self.key.map(|key| key.variant(1)),
            false => self.key,
        }
    }

    /// Adds the text, and says what is known of it then.
    #[cold]
    pub fn write_text(&self, out: &mut String) -> Written {
        let pass = Pass::text(self.spec, out).with_rows(self.rows);
        let mut pass = pass.with_first(self.says_first()).saying(self.words);
        self.statement.walk(&mut pass);
        let (changes_session, plain_row) = (pass.changes_session(), pass.plain_row());
        let placeholders = pass.placeholders();
        out.push_str(self.comment);
        Written { changes_session, plain_row, placeholders }
    }

    /// The text.
    #[cold]
    pub fn text(&self) -> String {
        let mut out = String::new();
        self.write_text(&mut out);
        out
    }

    /// Hands over the values.
    #[inline]
    pub fn bind(&self, sink: &mut dyn Sink<'q>) {
        let pass = Pass::bind_to(self.spec, sink).with_rows(self.rows);
        let mut pass = pass.with_first(self.says_first()).saying(self.words);
        self.statement.walk(&mut pass);
    }
}

/// What is known of a text once it is written.
#[derive(Debug, Clone, Copy)]
pub struct Written {
    /// Whether it may change what belongs to the session: settings, locks, temporary tables. It has
    /// a part then that was written by hand, of which that is not known.
    pub changes_session: bool,
    /// How many placeholders a row of VALUES is, where it is nothing else.
    pub plain_row: Option<usize>,
    /// How many placeholders it has.
    pub placeholders: usize,
}

/// Sees the rows of a statement, one by one.
pub trait Visitor: Send {
    /// How many columns it reads; `None` if it does not care.
    const WIDTH: Option<usize>;

    /// Sees a row. It breaks where it wants no more of them.
    fn row<'r, R: Row<'r>>(&mut self, row: R) -> Result<ControlFlow<()>, Misread>;

    /// About how many rows will come, if the driver has an idea.
    fn expect(&mut self, rows: usize) {
        let _ = rows;
    }

    /// The rows that were seen so far are kept, and those of another run follow.
    fn keep(&mut self) {}

    /// Forgets the rows since the last `keep`, since the statement will run again. Whoever cannot says `false`,
    /// and the statement fails instead.
    fn restart(&mut self) -> bool;
}

/// Sees no rows.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoRows;

impl Visitor for NoRows {
    const WIDTH: Option<usize> = None;

    fn row<'r, R: Row<'r>>(&mut self, _: R) -> Result<ControlFlow<()>, Misread> {
        Ok(ControlFlow::Continue(()))
    }

    fn restart(&mut self) -> bool {
        true
    }
}

/// A statement whose rows are still coming. Dropping it ends the statement.
pub trait Cursor<V>: Send {
    /// Shows the next rows, a few of them, to the visitor. `Ok(false)` after the last one.
    fn poll_rows(&mut self, cx: &mut Context<'_>, visitor: &mut V) -> Poll<Result<bool, Error>>;
}

/// What a transaction may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// It reads and writes.
    Write,
    /// The same, and it may put a table into another's place: where foreign keys would be followed to the rows
    /// of a table that is dropped, they are looked at by whoever commits.
    Define,
    /// It only reads.
    Read,
    /// It only reads, and waits at its begin until it cannot fail for what others do.
    ReadDeferrable,
}

/// How much of what others do at the same time a transaction sees: what an
/// [`Isolation`](crate::engine::Isolation) names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Level {
    /// What the database has by default.
    #[default]
    Default,
    /// `READ UNCOMMITTED`
    ReadUncommitted,
    /// `READ COMMITTED`
    ReadCommitted,
    /// `REPEATABLE READ`
    RepeatableRead,
    /// `SERIALIZABLE`
    Serializable,
}

/// The borders of transactions and savepoints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Control {
    /// Begins a transaction.
    Begin(Access, Level),
    /// Commits the transaction.
    Commit,
    /// Rolls the transaction back. It is no error where the database has done so by itself.
    Rollback,
    /// Sets the savepoint of a nested transaction, by its depth.
    Savepoint(u32),
    /// Keeps what was written since a savepoint, and forgets it.
    Release(u32),
    /// Undoes what was written since a savepoint, and forgets it. It is no error where there is
    /// no such savepoint.
    Undo(u32),
}
