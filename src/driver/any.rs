//! The driver that the URL names: each call goes to one of the others, in its dialect.

use std::convert::Infallible;
use std::task::{Context, Poll};

#[cfg(feature = "mysql")]
use super::mysql::{MySqlConnection, MySqlOptions};
#[cfg(feature = "postgres")]
use super::postgres::{PostgresConnection, PostgresOptions};
#[cfg(feature = "sqlite")]
use super::sqlite::{SqliteConnection, SqliteOptions};
use super::{Call, Control, Cursor, Done, Driver, DriverConnection, Interrupter, Stopped, Visitor};
use crate::dialect::Any;
#[cfg(feature = "postgres")]
use crate::dialect::Postgres;
#[cfg(feature = "sqlite")]
use crate::dialect::Sqlite;
#[cfg(feature = "mysql")]
use crate::dialect::{MariaDb, MySql};
use crate::error::Error;
use crate::render::{Dialect, Pass, Render, Spec};

/// What a URL says, for the database that it names.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum AnyOptions {
    /// `sqlite:..`
    #[cfg(feature = "sqlite")]
    Sqlite(SqliteOptions),
    /// `postgres://..`
    #[cfg(feature = "postgres")]
    Postgres(PostgresOptions),
    /// `mysql://..`
    #[cfg(feature = "mysql")]
    MySql(MySqlOptions),
    /// `mariadb://..`
    #[cfg(feature = "mysql")]
    MariaDb(MySqlOptions),
}

/// A connection to the database that the URL names.
#[non_exhaustive]
pub enum AnyConnection {
    /// To SQLite.
    #[cfg(feature = "sqlite")]
    Sqlite(SqliteConnection),
    /// To PostgreSQL.
    #[cfg(feature = "postgres")]
    Postgres(PostgresConnection),
    /// To MySQL.
    #[cfg(feature = "mysql")]
    MySql(MySqlConnection),
    /// To MariaDB.
    #[cfg(feature = "mysql")]
    MariaDb(MySqlConnection),
}

/// A statement whose rows are still coming, from whichever database it is.
#[doc(hidden)]
pub enum AnyCursor<'c, V: Visitor + Default + 'static> {
    #[cfg(feature = "sqlite")]
    Sqlite(<SqliteConnection as DriverConnection<Sqlite>>::Cursor<'c, V>),
    #[cfg(feature = "postgres")]
    Postgres(<PostgresConnection as DriverConnection<Postgres>>::Cursor<'c, V>),
    #[cfg(feature = "mysql")]
    MySql(<MySqlConnection as DriverConnection<MySql>>::Cursor<'c, V>),
    #[cfg(feature = "mysql")]
    MariaDb(<MySqlConnection as DriverConnection<MariaDb>>::Cursor<'c, V>),
}

/// The same for each database: `$D` is its dialect, and `$inner` what it has of its own. With `=> $to`
/// it becomes what `$to` has of this database.
macro_rules! each {
    ($from:tt $(=> $to:tt)?, $value:expr, |$inner:pat_param, $D:ident| $then:expr) => {
        match $value {
            #[cfg(feature = "sqlite")]
            $from::Sqlite($inner) => each!(@of [$($to::Sqlite)?] $D = Sqlite, $then),
            #[cfg(feature = "postgres")]
            $from::Postgres($inner) => each!(@of [$($to::Postgres)?] $D = Postgres, $then),
            #[cfg(feature = "mysql")]
            $from::MySql($inner) => each!(@of [$($to::MySql)?] $D = MySql, $then),
            #[cfg(feature = "mysql")]
            $from::MariaDb($inner) => each!(@of [$($to::MariaDb)?] $D = MariaDb, $then),
        }
    };
    (@of [] $D:ident = $dialect:ident, $then:expr) => {{
        type $D = $dialect;
        $then
    }};
    (@of [$to:path] $D:ident = $dialect:ident, $then:expr) => {
        $to(each!(@of [] $D = $dialect, $then))
    };
}

/// A statement that is valid on all databases, in the dialect of one of them: what a walk writes
/// differently, it takes from its pass.
struct Spoken<'q>(&'q (dyn Render<Any> + Sync + 'q));

impl<D: Dialect> Render<D> for Spoken<'_> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.0.walk(pass);
    }
}

/// The same call in another dialect.
fn spoken<'l, D: Dialect>(call: Call<'l, Any>, statement: &'l Spoken<'_>) -> Call<'l, D> {
    let Call { key, rows, first, by_hand, comment, words, spec: _, statement: _ } = call;
    Call { statement, key, rows, first, by_hand, comment, words, spec: D::SPEC }
}

/// The feature with the driver of a URL that begins so.
fn feature(scheme: &str) -> Option<&'static str> {
    match scheme {
        "sqlite" => Some("sqlite"),
        "postgres" | "postgresql" => Some("postgres"),
        "mysql" | "mariadb" => Some("mysql"),
        _ => None,
    }
}

impl Driver for Any {
    type Options = AnyOptions;
    type Connection = AnyConnection;
    type Shared = Infallible;
    const HAS_TASKS: bool = cfg!(any(feature = "postgres", feature = "mysql"));

    fn options(url: &str) -> Result<AnyOptions, Error> {
        let scheme = url.split(':').next().unwrap_or(url).to_ascii_lowercase();
        match scheme.as_str() {
            #[cfg(feature = "sqlite")]
            "sqlite" => Sqlite::options(url).map(AnyOptions::Sqlite),
            #[cfg(feature = "postgres")]
            "postgres" | "postgresql" => Postgres::options(url).map(AnyOptions::Postgres),
            #[cfg(feature = "mysql")]
            "mysql" => MySql::options(url).map(AnyOptions::MySql),
            #[cfg(feature = "mysql")]
            "mariadb" => MariaDb::options(url).map(AnyOptions::MariaDb),
            other => Err(Error::url(match feature(other) {
                Some(feature) => format!(
                    "relata has no driver for `{other}:` in this build: switch on its feature \
                     `{feature}`"
                ),
                None => "the URL names no database that relata knows: it begins with `sqlite:`, \
                         `postgres://`, `mysql://` or `mariadb://`"
                    .to_owned(),
            })),
        }
    }

    fn most_connections(options: &AnyOptions) -> Option<u32> {
        each!(AnyOptions, options, |options, D| D::most_connections(options))
    }

    fn address(options: &AnyOptions) -> Option<String> {
        each!(AnyOptions, options, |options, D| D::address(options))
    }

    #[inline]
    fn spec(options: &AnyOptions) -> &'static Spec {
        each!(AnyOptions, options, |_, D| D::SPEC)
    }

    async fn connect(options: &AnyOptions) -> Result<AnyConnection, Error> {
        Ok(each!(AnyOptions => AnyConnection, options, |options, D| D::connect(options).await?))
    }
}

impl DriverConnection<Any> for AnyConnection {
    type Cursor<'c, V: Visitor + Default + 'static> = AnyCursor<'c, V>;

    async fn run<V: Visitor + 'static>(
        &mut self,
        call: Call<'_, Any>,
        visitor: V,
    ) -> Result<(V, Done), Error> {
        let statement = Spoken(call.statement);
        each!(Self, self, |inner, D| inner.run(spoken::<D>(call, &statement), visitor).await)
    }

    #[inline]
    fn run_now<V: Visitor>(
        &mut self,
        call: Call<'_, Any>,
        visitor: &mut V,
    ) -> Option<Result<Done, Error>> {
        let statement = Spoken(call.statement);
        each!(Self, self, |inner, D| inner.run_now(spoken::<D>(call, &statement), visitor))
    }

    async fn visit<V: Visitor>(
        &mut self,
        call: Call<'_, Any>,
        visitor: &mut V,
    ) -> Result<Done, Error> {
        let statement = Spoken(call.statement);
        each!(Self, self, |inner, D| inner.visit(spoken::<D>(call, &statement), visitor).await)
    }

    async fn run_then(&mut self, call: Call<'_, Any>, control: Control) -> Result<Done, Error> {
        let statement = Spoken(call.statement);
        each!(Self, self, |inner, D| inner.run_then(spoken::<D>(call, &statement), control).await)
    }

    async fn takes_lists(&mut self, row: Call<'_, Any>) -> Result<Option<usize>, Error> {
        let statement = Spoken(row.statement);
        each!(Self, self, |inner, D| inner.takes_lists(spoken::<D>(row, &statement)).await)
    }

    async fn open<V: Visitor + Default + 'static>(
        &mut self,
        call: Call<'_, Any>,
    ) -> Result<AnyCursor<'_, V>, Error> {
        let statement = Spoken(call.statement);
        Ok(each!(Self => AnyCursor, self, |inner, D| {
            inner.open::<V>(spoken::<D>(call, &statement)).await?
        }))
    }

    async fn control(&mut self, control: Control) -> Result<(), Error> {
        each!(Self, self, |inner, D| DriverConnection::<D>::control(inner, control).await)
    }

    fn control_now(&mut self, control: Control) -> Option<Result<(), Error>> {
        each!(Self, self, |inner, D| DriverConnection::<D>::control_now(inner, control))
    }

    fn is_alive(&self) -> bool {
        each!(Self, self, |inner, D| DriverConnection::<D>::is_alive(inner))
    }

    fn come_back(&mut self) -> bool {
        each!(Self, self, |inner, D| DriverConnection::<D>::come_back(inner))
    }

    fn keep_session(&mut self) {
        each!(Self, self, |inner, D| DriverConnection::<D>::keep_session(inner));
    }

    fn is_settled(&self) -> bool {
        each!(Self, self, |inner, D| DriverConnection::<D>::is_settled(inner))
    }

    async fn batch(&mut self, script: &str) -> Result<(), Stopped> {
        each!(Self, self, |inner, D| DriverConnection::<D>::batch(inner, script).await)
    }

    async fn ping(&mut self) -> Result<(), Error> {
        each!(Self, self, |inner, D| DriverConnection::<D>::ping(inner).await)
    }

    fn interrupter(&self) -> Interrupter {
        each!(Self, self, |inner, D| DriverConnection::<D>::interrupter(inner))
    }

    fn prepared(&self) -> u64 {
        each!(Self, self, |inner, D| DriverConnection::<D>::prepared(inner))
    }

    fn version(&self) -> Option<&str> {
        each!(Self, self, |inner, D| DriverConnection::<D>::version(inner))
    }
}

impl<V: Visitor + Default + 'static> Cursor<V> for AnyCursor<'_, V> {
    fn poll_rows(&mut self, cx: &mut Context<'_>, visitor: &mut V) -> Poll<Result<bool, Error>> {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(cursor) => cursor.poll_rows(cx, visitor),
            #[cfg(feature = "postgres")]
            Self::Postgres(cursor) => cursor.poll_rows(cx, visitor),
            #[cfg(feature = "mysql")]
            Self::MySql(cursor) | Self::MariaDb(cursor) => cursor.poll_rows(cx, visitor),
        }
    }
}
