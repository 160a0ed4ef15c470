//! The one error of relata: opaque, with predicates that answer alike on all databases.

// Without a driver nothing is made of it.
#![cfg_attr(
    not(all(feature = "sqlite", feature = "postgres", feature = "mysql")),
    allow(dead_code)
)]

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use crate::types::Mismatch;

/// What went wrong, in the terms of SQL.
///
/// It is opaque: ask it with the predicates, which answer alike on all databases. Its text is for
/// people, in lower case, and never holds a bound value. The statement is kept beside it, see
/// [`sql`](Self::sql), and the cause is its [`source`](std::error::Error::source).
///
/// ```
/// # fn save() -> Result<(), relata::error::Error> { Ok(()) }
/// match save() {
///     Err(error) if error.is_unique_violation() => println!("taken: {:?}", error.column()),
///     other => other.unwrap(),
/// }
/// ```
pub struct Error(Box<Inner>);

/// What every fallible function of relata gives.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Boxed, so that a `Result` of a row stays as small as the row.
struct Inner {
    kind: Kind,
    sql: Option<Box<str>>,
    values: Option<Box<[String]>>,
    /// Which statement of a script it was, counted from 1.
    statement: Option<usize>,
    /// What it was a part of, and what has become of that.
    within: Option<Box<str>>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error("{}", .0.message)]
    Database(Fault),
    #[error("{} cannot be read: {reason}", Place(*column, *index))]
    Decode { column: Option<(&'static str, &'static str)>, index: usize, reason: Mismatch },
    #[error("no row was found where one was expected")]
    NotFound,
    #[error("several rows were found where one was expected")]
    MoreThanOne,
    #[error("a value cannot be bound: {0}")]
    Bind(String),
    #[error("{0}")]
    Url(String),
    #[error("no connection was to be had within {timeout:?} from a pool of {use}")]
    Pool { timeout: Duration, r#use: Use },
    #[error("the pool could not be closed within {limit:?}: {in_use} connections are in use")]
    NotClosed { limit: Duration, in_use: u32 },
    #[error("the engine is closed")]
    Closed,
    #[error("{0}")]
    UnknownCommit(&'static str),
    #[error(
        "the connection was lost while the transaction was prepared: it is prepared or rolled back"
    )]
    UnknownPrepare,
    #[error("the blocking interface was used inside an async runtime, which it would block")]
    Blocking,
    #[error("an earlier error has ended the transaction, and what it wrote is undone")]
    Lost,
    #[error("{0}")]
    Stale(String),
    #[error("{0}")]
    Other(Cow<'static, str>),
}

/// The constraints of a table, as `table!` makes them of `#[constraints(UserConstraint)]`.
pub trait Constraints: Copy + 'static {
    /// The table.
    const TABLE: &'static str;
    /// Each by the name that it has in the database.
    const ALL: &'static [(&'static str, Self)];
}

/// How a pool was used at a moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Use {
    pub size: u32,
    pub overflow: u32,
    pub in_use: u32,
    pub waiting: u32,
}

impl fmt::Display for Use {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { size, overflow, in_use, waiting } = self;
        match overflow {
            0 => write!(f, "{size}: ")?,
            more => write!(f, "{size} and {more} more: ")?,
        }
        write!(f, "{in_use} in use, {waiting} waiting")
    }
}

/// What a database reported, sorted into the classes that all databases share.
#[derive(Debug)]
pub(crate) struct Fault {
    pub class: Class,
    /// The database's own code; empty where there is none.
    pub code: String,
    pub message: String,
    pub constraint: Option<String>,
    pub table: Option<String>,
    pub column: Option<String>,
}

impl Fault {
    /// A fault of which only the class is known.
    pub fn new(class: Class, code: impl ToString, message: impl Into<String>) -> Self {
        let (code, message) = (code.to_string(), message.into());
        Self { class, code, message, constraint: None, table: None, column: None }
    }
}

/// The kinds of faults that programs tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Unique,
    ForeignKey,
    NotNull,
    Check,
    Exclusion,
    /// Somebody else holds a lock; waiting helps.
    Busy,
    /// Another transaction was faster; only running the whole transaction again helps.
    Conflict,
    /// Transactions waited for each other, and this one was ended.
    Deadlock,
    /// The schema has changed since the statement was prepared.
    Outdated,
    ReadOnly,
    Permission,
    Syntax,
    UnknownTable,
    UnknownColumn,
    TooManyParameters,
    TooBig,
    Corrupt,
    CannotOpen,
    Disconnect,
    Interrupted,
    Full,
    Other,
}

/// The field that could not be read, for the message.
struct Place(Option<(&'static str, &'static str)>, usize);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some((table, column)) => write!(f, "column `{table}.{column}`"),
            None => write!(f, "column {} of the row", self.1 + 1),
        }
    }
}

impl Error {
    #[cold]
    fn new(kind: Kind) -> Self {
        Self(Box::new(Inner {
            kind,
            sql: None,
            values: None,
            statement: None,
            within: None,
            source: None,
        }))
    }

    /// An error of the program's own, where relata calls it: a hook of an engine or a session that refuses.
    #[cold]
    pub fn refused(reason: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let reason = reason.into();
        Self::other(reason.to_string()).caused_by(reason)
    }

    /// What the database reported.
    #[cold]
    pub(crate) fn database(fault: Fault) -> Self {
        Self::new(Kind::Database(fault))
    }

    /// The connection is gone.
    #[cold]
    pub(crate) fn disconnected(message: &'static str) -> Self {
        Self::database(Fault::new(Class::Disconnect, "", message))
    }

    /// A field that is not what its column promises.
    #[cold]
    pub(crate) fn decode(index: usize, reason: Mismatch) -> Self {
        Self::new(Kind::Decode { column: None, index, reason })
    }

    #[cold]
    pub(crate) fn not_found() -> Self {
        Self::new(Kind::NotFound)
    }

    #[cold]
    pub(crate) fn more_than_one() -> Self {
        Self::new(Kind::MoreThanOne)
    }

    #[cold]
    pub(crate) fn bind(reason: impl Into<String>) -> Self {
        Self::new(Kind::Bind(reason.into()))
    }

    #[cold]
    pub(crate) fn url(reason: impl Into<String>) -> Self {
        Self::new(Kind::Url(reason.into()))
    }

    #[cold]
    pub(crate) fn pool(timeout: Duration, r#use: Use) -> Self {
        Self::new(Kind::Pool { timeout, r#use })
    }

    #[cold]
    pub(crate) fn not_closed(limit: Duration, in_use: u32) -> Self {
        Self::new(Kind::NotClosed { limit, in_use })
    }

    #[cold]
    pub(crate) fn closed() -> Self {
        Self::new(Kind::Closed)
    }

    #[cold]
    pub(crate) fn unknown_commit(cause: Self) -> Self {
        let text = "the connection was lost at COMMIT: the transaction is committed or rolled back";
        Self::new(Kind::UnknownCommit(text)).caused_by(cause)
    }

    /// A statement ran though BEGIN before it had failed.
    #[cold]
    pub(crate) fn unbegun(cause: Self) -> Self {
        let text = "BEGIN failed, and what the statement behind it wrote is not undone";
        Self::new(Kind::UnknownCommit(text)).caused_by(cause)
    }

    #[cold]
    pub(crate) fn unknown_prepare(cause: Self) -> Self {
        Self::new(Kind::UnknownPrepare).caused_by(cause)
    }

    #[cold]
    pub(crate) fn blocking() -> Self {
        Self::new(Kind::Blocking)
    }

    #[cold]
    pub(crate) fn stale(message: String) -> Self {
        Self::new(Kind::Stale(message))
    }

    #[cold]
    pub(crate) fn lost() -> Self {
        Self::new(Kind::Lost)
    }

    #[cold]
    pub(crate) fn other(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Kind::Other(reason.into()))
    }

    /// The same with its cause.
    #[must_use]
    pub(crate) fn caused_by(
        mut self,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// The same with the statement, unless it has one.
    #[must_use]
    pub(crate) fn with_sql(mut self, sql: impl FnOnce() -> String) -> Self {
        self.0.sql.get_or_insert_with(|| sql().into());
        self
    }

    /// What a statement of a script reported, by its number. Without a class it is about no statement.
    #[must_use]
    pub(crate) fn in_statement(mut self, number: usize) -> Self {
        self.0.statement = self.class().map(|_| number);
        self
    }

    /// The same with what it was a part of, which stands before it.
    #[must_use]
    pub(crate) fn within(mut self, whole: String) -> Self {
        self.0.within = Some(whole.into());
        self
    }

    /// The same with the values of its statement.
    #[must_use]
    pub(crate) fn with_values(mut self, values: &[String]) -> Self {
        self.0.values = Some(values.into());
        self
    }

    /// A refused row with the table that was to have it, unless that is known.
    #[must_use]
    pub(crate) fn with_table(mut self, table: impl FnOnce() -> Option<String>) -> Self {
        if let Kind::Database(fault) = &mut self.0.kind
            && matches!(fault.class, Class::Unique | Class::NotNull | Class::Check)
            && fault.table.is_none()
        {
            fault.table = table();
        }
        self
    }

    /// A field that could not be read, with the column that stands there.
    #[must_use]
    pub(crate) fn at_column(
        mut self,
        name: fn(usize) -> Option<(&'static str, &'static str)>,
    ) -> Self {
        if let Kind::Decode { column, index, .. } = &mut self.0.kind {
            *column = name(*index);
        }
        self
    }

    pub(crate) fn class(&self) -> Option<Class> {
        self.fault().map(|fault| fault.class)
    }

    fn fault(&self) -> Option<&Fault> {
        match &self.0.kind {
            Kind::Database(fault) => Some(fault),
            _ => None,
        }
    }
}

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident: $($class:ident)|*;)*) => {$(
        $(#[$doc])*
        pub fn $name(&self) -> bool {
            matches!(self.class(), Some($(Class::$class)|*))
        }
    )*};
}

impl Error {
    /// A constraint refused the row.
    pub(crate) fn is_refusal(&self) -> bool {
        matches!(
            self.class(),
            Some(
                Class::Unique
                    | Class::ForeignKey
                    | Class::NotNull
                    | Class::Check
                    | Class::Exclusion
            )
        )
    }

    classes! {
        /// A UNIQUE or PRIMARY KEY constraint refused the row.
        is_unique_violation: Unique;
        /// A FOREIGN KEY constraint refused the row.
        is_foreign_key_violation: ForeignKey;
        /// NULL, or nothing, for a column that is NOT NULL.
        is_not_null_violation: NotNull;
        /// A CHECK constraint refused the row.
        is_check_violation: Check;
        /// An EXCLUDE constraint refused the row, as of two ranges that overlap.
        is_exclusion_violation: Exclusion;
        /// Running the whole transaction again may help: another one held a lock or was faster, or
        /// the schema has changed since a statement was prepared.
        is_retryable: Busy | Conflict | Deadlock | Outdated;
        /// Transactions waited for each other, and the database has ended this one. On SQLite
        /// there is none: writers wait for one lock, and not for each other.
        is_deadlock: Deadlock;
        /// The transaction cannot be put in order with others that have committed meanwhile.
        is_serialization_failure: Conflict;
        /// Another connection holds a lock, and it took too long or was not to be waited for.
        is_lock_timeout: Busy;
        /// The database, the connection or the transaction does not take writes.
        is_read_only: ReadOnly;
        /// The user or the process may not do this.
        is_permission: Permission;
        /// The database did not understand the text, or does not know a name in it.
        is_syntax: Syntax | UnknownTable | UnknownColumn;
        /// The statement names a table that does not exist.
        is_unknown_table: UnknownTable;
        /// The statement names a column that does not exist.
        is_unknown_column: UnknownColumn;
        /// The statement has more placeholders than the database takes.
        is_too_many_parameters: TooManyParameters;
        /// A text, a blob or the statement is longer than the database takes.
        is_too_big: TooBig;
        /// The database's file is damaged, or is no database at all.
        is_corrupt: Corrupt;
        /// The database could not be opened: there is none, or it cannot be reached.
        is_cannot_open: CannotOpen;
        /// The connection is gone.
        is_disconnect: Disconnect;
        /// The statement was interrupted.
        is_interrupted: Interrupted;
        /// The disk or the database is full.
        is_full: Full;
    }

    /// No row came where one was expected.
    pub fn is_not_found(&self) -> bool {
        matches!(self.0.kind, Kind::NotFound)
    }

    /// Several rows came where one was expected.
    pub fn is_more_than_one(&self) -> bool {
        matches!(self.0.kind, Kind::MoreThanOne)
    }

    /// A stored value is not what its column promises.
    pub fn is_decode(&self) -> bool {
        matches!(self.0.kind, Kind::Decode { .. })
    }

    /// A value cannot be stored by this database.
    pub fn is_bind(&self) -> bool {
        matches!(self.0.kind, Kind::Bind(_))
    }

    /// The URL does not name a database.
    pub fn is_url(&self) -> bool {
        matches!(self.0.kind, Kind::Url(_))
    }

    /// It took too long to get a lock, or a connection from the pool.
    pub fn is_timeout(&self) -> bool {
        self.is_pool_timeout() || self.class() == Some(Class::Busy)
    }

    /// It took too long to get a connection from the pool. The text says how many are in use and
    /// how many wait, this one among them.
    pub fn is_pool_timeout(&self) -> bool {
        matches!(self.0.kind, Kind::Pool { .. } | Kind::NotClosed { .. })
    }

    /// The engine was closed, and gives no connections any more.
    pub fn is_closed(&self) -> bool {
        matches!(self.0.kind, Kind::Closed)
    }

    /// The connection was lost while COMMIT was on its way, or a session's `commit` was dropped then, so it is not
    /// known whether the transaction was committed. Or PostgreSQL was stopped at BEGIN, and ran the first statement
    /// behind it in no transaction. It is not [retryable](Self::is_retryable), since what was written may be there.
    pub fn is_unknown_commit(&self) -> bool {
        matches!(self.0.kind, Kind::UnknownCommit(_))
    }

    /// The connection was lost while PREPARE TRANSACTION or XA PREPARE was on its way, so it is not known whether
    /// the transaction is prepared, and waits for its end. It is not [retryable](Self::is_retryable):
    /// [`prepared_transactions`](crate::engine::Engine::prepared_transactions) tells.
    pub fn is_unknown_prepare(&self) -> bool {
        matches!(self.0.kind, Kind::UnknownPrepare)
    }

    /// The blocking interface was used inside an async runtime.
    pub fn is_blocking(&self) -> bool {
        matches!(self.0.kind, Kind::Blocking)
    }

    /// A row that a session wanted to write is no longer as the session knows it: somebody else has
    /// changed or deleted it.
    pub fn is_stale(&self) -> bool {
        matches!(self.0.kind, Kind::Stale(_))
    }

    /// The database ended the transaction by itself, after an earlier error.
    pub fn is_lost_transaction(&self) -> bool {
        matches!(self.0.kind, Kind::Lost)
    }

    /// The name of the constraint that refused the row.
    ///
    /// SQLite does not tell it for UNIQUE; it is made there from the table and its columns by the
    /// naming convention, `uq_users_email`. FOREIGN KEY has none there.
    pub fn constraint(&self) -> Option<&str> {
        self.fault()?.constraint.as_deref()
    }

    /// Which of a table's constraints refused the row, if one of them did.
    ///
    /// ```
    /// # fn save() -> Result<(), relata::Error> { Ok(()) }
    /// use relata::prelude::*;
    /// table! {
    ///     #[constraints(UserConstraint), check(length(name) > 0, name = "name_is_there")]
    ///     pub users as User {
    ///         #[primary_key, identity] id: i64,
    ///         #[unique] email: String,
    ///         name: String,
    ///     }
    /// }
    /// if let Err(error) = save() {
    ///     match error.violated::<UserConstraint>() {
    ///         Some(UserConstraint::UniqueEmail) => println!("the email is taken"),
    ///         Some(UserConstraint::NameIsThere) => println!("a name is missing"),
    ///         Some(UserConstraint::PrimaryKey) | None => println!("{error}"),
    ///     }
    /// }
    /// ```
    ///
    /// A foreign key is not told on SQLite, which does not name it.
    pub fn violated<C: Constraints>(&self) -> Option<C> {
        let is_other = self.table().is_some_and(|table| table != C::TABLE);
        let name = self.constraint().filter(|_| !is_other)?;
        C::ALL.iter().find(|(known, _)| *known == name).map(|(_, constraint)| *constraint)
    }

    /// The table that the error is about.
    pub fn table(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Database(fault) => fault.table.as_deref(),
            Kind::Decode { column, .. } => column.map(|(table, _)| table),
            _ => None,
        }
    }

    /// The column that the error is about, the first one where there are several.
    ///
    /// MySQL and MariaDB do not tell it for UNIQUE.
    pub fn column(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Database(fault) => fault.column.as_deref(),
            Kind::Decode { column, .. } => column.map(|(_, column)| column),
            _ => None,
        }
    }

    /// The text of the statement, with placeholders in place of its values.
    pub fn sql(&self) -> Option<&str> {
        self.0.sql.as_deref()
    }

    /// The values of the statement, in the order of its placeholders, where the engine
    /// [shows them](crate::engine::Builder::show_values).
    pub fn values(&self) -> Option<&[String]> {
        self.0.values.as_deref()
    }

    /// Which statement of a [script](crate::engine::Engine::run_script) failed, counted from 1.
    pub fn statement_number(&self) -> Option<usize> {
        self.0.statement
    }

    /// The database's own code: SQLite's extended result code, PostgreSQL's SQLSTATE, the number of
    /// an error of MySQL and MariaDB.
    pub fn code(&self) -> Option<&str> {
        self.fault().map(|fault| fault.code.as_str()).filter(|code| !code.is_empty())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(whole) = &self.0.within {
            write!(f, "{whole}: ")?;
        }
        if let Some(number) = self.0.statement {
            write!(f, "statement {number} of the script: ")?;
        }
        self.0.kind.fmt(f)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Error");
        if let Some(whole) = &self.0.within {
            out.field("within", whole);
        }
        out.field("kind", &self.0.kind);
        if let Some(sql) = &self.0.sql {
            out.field("sql", sql);
        }
        if let Some(values) = &self.0.values {
            out.field("values", values);
        }
        if let Some(source) = &self.0.source {
            out.field("source", source);
        }
        out.finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

static_assertions::assert_impl_all!(Error: Send, Sync);
static_assertions::assert_eq_size!(Error, usize);
