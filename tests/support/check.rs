//! `check`: a statement, its text in every dialect, and what it does to the seeded tables, on SQLite and,
//! where there are servers, on these.

#![allow(clippy::wrong_self_convention)]

use std::fmt::Debug;
use std::future::Future;
use std::panic::Location;

use relata::driver::Call;
use relata::engine::RowOf;
use relata::prelude::*;
use relata::query::effect::AutoCommit;
use relata::query::{Query, Runnable, Statement};
use relata::render::{Render, to_text};

use super::blog::{Person, Post, Status, Tag, User, everything};
use super::server::Session;

/// A statement whose texts are compared, and which then runs.
pub fn check<S>(statement: S) -> Check<S> {
    Check { statement, faults: String::new(), postgres: None, mysql: None, mariadb: None }
}

/// A statement being checked: each dialect that has its features gets its text.
#[must_use = "end it with `.rows(..)`, `.writes(..)` or `.runs_elsewhere()`"]
pub struct Check<S> {
    statement: S,
    faults: String,
    postgres: Option<Rendered<S, Postgres>>,
    mysql: Option<Rendered<S, MySql>>,
    mariadb: Option<Rendered<S, MariaDb>>,
}

/// How a statement of a type is taken for what a dialect renders.
type Rendered<S, D> = fn(&S) -> Call<'_, D>;

macro_rules! servers {
    ($($name:ident $dialect:ident;)*) => {
        impl<S> Check<S> {
            $(
                /// The text, which the server is to take.
                #[track_caller]
                pub fn $name(mut self, expected: &str) -> Self
                where
                    S: Render<$dialect> + Sync,
                {
                    self.$name = Some(|statement| Call::dynamic(statement));
                    let found = to_text::<$dialect>(&self.statement);
                    self.compare(stringify!($name), expected, &found, Location::caller())
                }
            )*
        }
    };
}

servers! {
    postgres Postgres;
    mysql MySql;
    mariadb MariaDb;
}

/// What is done on each server: the same code for three types.
macro_rules! on_servers {
    ($check:expr, |$rendered:ident: $session:ident| $body:block) => {{
        if let (Some($rendered), Some($session)) =
            ($check.postgres, Session::<Postgres>::begin().await)
        {
            $body
        }
        if let (Some($rendered), Some($session)) = ($check.mysql, Session::<MySql>::begin().await) {
            $body
        }
        if let (Some($rendered), Some($session)) =
            ($check.mariadb, Session::<MariaDb>::begin().await)
        {
            $body
        }
    }};
}

impl<S> Check<S> {
    /// The text, which SQLite is to take.
    #[track_caller]
    pub fn sqlite(self, expected: &str) -> Self
    where
        S: Render<Sqlite>,
    {
        let found = to_text::<Sqlite>(&self.statement);
        self.compare("sqlite", expected, &found, Location::caller())
    }

    fn compare(mut self, name: &str, expected: &str, found: &str, at: &Location<'_>) -> Self {
        if expected != found {
            self.faults.push_str(&format!(
                "{}:{}: {name} is\n    {found}\n  expected\n    {expected}\n",
                at.file(),
                at.line()
            ));
        }
        self
    }

    #[track_caller]
    fn report(&self) {
        assert!(self.faults.is_empty(), "\n{}", self.faults);
    }

    /// The texts are all that is compared, since it has no tables or no rows to run on.
    #[track_caller]
    pub fn is_not_run(self) {
        self.report();
    }

    /// The servers take it, and SQLite does not have the feature.
    #[track_caller]
    pub fn runs_elsewhere(self) -> impl Future<Output = ()>
    where
        S: Statement + Sync,
    {
        self.report();
        let at = Location::caller();
        async move {
            on_servers!(self, |rendered: session| {
                let mut session = session;
                let name = session.name();
                let run = session.run(rendered(&self.statement), &self.statement).await;
                if let Err(error) = run {
                    panic!("{at}, on {name}: {error:?}");
                }
            });
        }
    }

    /// The servers that have the feature, which SQLite lacks, give these rows.
    #[track_caller]
    pub fn rows_elsewhere<E, const N: usize>(self, expected: [E; N]) -> impl Future<Output = ()>
    where
        S: Query + Sync,
        E: Is<RowOf<S>> + Debug,
        RowOf<S>: Debug,
    {
        self.report();
        let at = Location::caller();
        async move {
            on_servers!(self, |rendered: session| {
                let mut session = session;
                let name = session.name();
                let rows = session.all(rendered(&self.statement), &self.statement).await;
                compare_rows(name, rows, &expected, at);
            });
        }
    }

    /// The servers that have the feature, which SQLite lacks, write so many rows, and a query gives these now.
    #[track_caller]
    pub fn writes_elsewhere<Q, E, const N: usize>(
        self,
        rows: u64,
        query: Q,
        expected: [E; N],
    ) -> impl Future<Output = ()>
    where
        S: Statement + Sync,
        Q: Query + Render<Postgres> + Render<MySql> + Render<MariaDb> + Sync,
        E: Is<RowOf<Q>> + Debug,
        RowOf<Q>: Debug,
    {
        self.report();
        let at = Location::caller();
        async move {
            on_servers!(self, |rendered: session| {
                let mut session = session;
                let name = session.name();
                let written = session.run(rendered(&self.statement), &self.statement).await;
                compare_count(name, written, rows, at);
                compare_rows(name, session.all(Call::dynamic(&query), &query).await, &expected, at);
            });
        }
    }

    /// It gives these rows.
    #[track_caller]
    pub fn rows<E, const N: usize>(self, expected: [E; N]) -> impl Future<Output = ()>
    where
        S: Query + Runnable<Sqlite, AutoCommit> + Sync,
        E: Is<RowOf<S>> + Debug,
        RowOf<S>: Debug,
    {
        self.report();
        let at = Location::caller();
        async move { self.compare_each([&expected, &expected, &expected, &expected], at).await }
    }

    /// It gives these rows, but others on MariaDB.
    #[track_caller]
    pub fn rows_but_on_mariadb<E, const N: usize, const M: usize>(
        self,
        rows: [E; N],
        mariadb: [E; M],
    ) -> impl Future<Output = ()>
    where
        S: Query + Runnable<Sqlite, AutoCommit> + Sync,
        E: Is<RowOf<S>> + Debug,
        RowOf<S>: Debug,
    {
        self.report();
        let at = Location::caller();
        async move { self.compare_each([&rows, &rows, &rows, &mariadb], at).await }
    }

    /// It gives these rows on SQLite, those on PostgreSQL, and others on MySQL and MariaDB.
    #[track_caller]
    pub fn rows_differ<E, const N: usize, const M: usize, const L: usize>(
        self,
        sqlite: [E; N],
        postgres: [E; M],
        mysql: [E; L],
    ) -> impl Future<Output = ()>
    where
        S: Query + Runnable<Sqlite, AutoCommit> + Sync,
        E: Is<RowOf<S>> + Debug,
        RowOf<S>: Debug,
    {
        self.report();
        let at = Location::caller();
        async move { self.compare_each([&sqlite, &postgres, &mysql, &mysql], at).await }
    }

    async fn compare_each<E>(
        &self,
        [sqlite, postgres, mysql, mariadb]: [&[E]; 4],
        at: &Location<'_>,
    ) where
        S: Query + Runnable<Sqlite, AutoCommit> + Sync,
        E: Is<RowOf<S>> + Debug,
        RowOf<S>: Debug,
    {
        let rows = seeded().await.all(&self.statement).await;
        compare_rows("SQLite", rows, sqlite, at);
        on_servers!(self, |rendered: session| {
            let mut session = session;
            let name = session.name();
            let rows = session.all(rendered(&self.statement), &self.statement).await;
            let expected = match name {
                "PostgreSQL" => postgres,
                "MySQL" => mysql,
                _ => mariadb,
            };
            compare_rows(name, rows, expected, at);
        });
    }

    /// It gives these rows, and an error of this code on PostgreSQL.
    #[track_caller]
    pub fn rows_or_error<E, const N: usize>(
        self,
        rows: [E; N],
        code: &str,
    ) -> impl Future<Output = ()>
    where
        S: Query + Runnable<Sqlite, AutoCommit> + Sync,
        E: Is<RowOf<S>> + Debug,
        RowOf<S>: Debug,
    {
        self.report();
        let at = Location::caller();
        async move {
            compare_rows("SQLite", seeded().await.all(&self.statement).await, &rows, at);
            on_servers!(self, |rendered: session| {
                let mut session = session;
                let name = session.name();
                let found = session.all(rendered(&self.statement), &self.statement).await;
                if name == "PostgreSQL" {
                    let error = found.err();
                    let found = error.as_ref().and_then(relata::Error::code);
                    assert_eq!(found, Some(code), "{at}, on PostgreSQL");
                } else {
                    compare_rows(name, found, &rows, at);
                }
            });
        }
    }

    /// It writes so many rows.
    #[track_caller]
    pub fn writes(self, rows: u64) -> impl Future<Output = Written<S>>
    where
        S: Statement + Runnable<Sqlite, AutoCommit> + Sync,
    {
        self.report();
        let at = Location::caller();
        async move {
            let engine = seeded().await;
            compare_count("SQLite", engine.execute(&self.statement).await, rows, at);
            on_servers!(self, |rendered: session| {
                let mut session = session;
                let written = session.run(rendered(&self.statement), &self.statement).await;
                compare_count(session.name(), written, rows, at);
            });
            Written(engine, self)
        }
    }
}

/// The tables after a statement that wrote.
pub struct Written<S>(Engine<Sqlite>, Check<S>);

impl<S: Statement + Sync> Written<S> {
    /// A query gives these rows now.
    #[track_caller]
    pub fn then<Q, E, const N: usize>(self, query: Q, expected: [E; N]) -> impl Future<Output = ()>
    where
        Q: Query + Runnable<Sqlite, AutoCommit> + Sync,
        Q: Render<Postgres> + Render<MySql> + Render<MariaDb>,
        E: Is<RowOf<Q>> + Debug,
        RowOf<Q>: Debug,
    {
        let at = Location::caller();
        async move {
            let Self(engine, check) = self;
            compare_rows("SQLite", engine.all(&query).await, &expected, at);
            // One session at a time, so the statement runs in one of its own once more.
            on_servers!(check, |rendered: session| {
                let mut session = session;
                let name = session.name();
                let written = session.run(rendered(&check.statement), &check.statement).await;
                if let Err(error) = written {
                    panic!("{at}, on {name}: {error:?}");
                }
                compare_rows(name, session.all(Call::dynamic(&query), &query).await, &expected, at);
            });
        }
    }
}

fn compare_count(
    database: &str,
    written: Result<u64, relata::Error>,
    expected: u64,
    at: &Location<'_>,
) {
    match written {
        Ok(written) => assert_eq!(written, expected, "rows written, at {at}, on {database}"),
        Err(error) => panic!("{at}, on {database}: {error:?}"),
    }
}

fn compare_rows<E: Is<R> + Debug, R: Debug>(
    database: &str,
    rows: Result<Vec<R>, relata::Error>,
    expected: &[E],
    at: &Location<'_>,
) {
    let rows = match rows {
        Ok(rows) => rows,
        Err(error) => panic!("{at}, on {database}: {error:?}"),
    };
    let equal = rows.len() == expected.len() && rows.iter().zip(expected).all(|(row, e)| e.is(row));
    assert!(equal, "{at}: the rows on {database} are\n    {rows:?}\n  expected\n    {expected:?}");
}

/// What a row must be, as a literal: `&str` for a `String`. So it pins the row's type, too.
pub trait Is<T> {
    fn is(&self, row: &T) -> bool;
}

macro_rules! is_itself {
    ($($type:ty)*) => {$(
        impl Is<$type> for $type {
            fn is(&self, row: &$type) -> bool {
                self == row
            }
        }
    )*};
}

is_itself!(bool i8 i16 i32 i64 u8 u16 u32 f64 Vec<u8> Status User Post Tag Person);

#[cfg(feature = "serde_json")]
is_itself!(serde_json::Value);

#[cfg(feature = "serde_json")]
impl<T: PartialEq> Is<relata::types::Json<T>> for relata::types::Json<T> {
    fn is(&self, row: &Self) -> bool {
        self == row
    }
}

impl Is<String> for &str {
    fn is(&self, row: &String) -> bool {
        self == row
    }
}

impl<E: Is<T>, T> Is<Option<T>> for Option<E> {
    fn is(&self, row: &Option<T>) -> bool {
        match (self, row) {
            (Some(e), Some(row)) => e.is(row),
            (None, None) => true,
            _ => false,
        }
    }
}

macro_rules! is_tuple {
    ($($e:ident $t:ident $index:tt)*) => {
        impl<$($e: Is<$t>, $t),*> Is<($($t,)*)> for ($($e,)*) {
            fn is(&self, row: &($($t,)*)) -> bool {
                true $(&& self.$index.is(&row.$index))*
            }
        }
    };
}

is_tuple!(A T 0);
is_tuple!(A T 0 B U 1);
is_tuple!(A T 0 B U 1 C V 2);
is_tuple!(A T 0 B U 1 C V 2 D W 3);
is_tuple!(A T 0 B U 1 C V 2 D W 3 E X 4);
is_tuple!(A T 0 B U 1 C V 2 D W 3 E X 4 F Y 5);

/// A database in memory with four people, four posts, two tags, four of the staff and three
/// invoices.
pub async fn seeded() -> Engine<Sqlite> {
    match seed().await {
        Ok(engine) => engine,
        Err(error) => panic!("the tables cannot be filled: {error:?}"),
    }
}

async fn seed() -> relata::error::Result<Engine<Sqlite>> {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    engine.create_all::<everything>().await?;
    fill!(engine);
    Ok(engine)
}

/// Fills the tables, on any database.
macro_rules! fill {
    ($engine:ident) => {{
        let engine = &$engine;
        engine
            .execute(&raw!(
                (),
                "INSERT INTO users (id, name, email, nickname, visits, status, score) VALUES
             (1, 'Ada', 'ada@example.org', 'ace', 10, 'active', 1.5),
             (2, 'Bob', 'bob@example.org', NULL, 0, 'gone', NULL),
             (3, 'Cy', 'cy@example.org', 'c_%', 10, 'active', 2.5),
             (4, 'Dee', 'dee@example.org', NULL, 3, 'active', NULL)"
            ))
            .await?;
        engine
            .execute(&raw!(
                (),
                "INSERT INTO posts (id, author_id, title, body, likes) VALUES
             (1, 1, 'Rust', 'types', 5), (2, 1, 'SQL', NULL, 0),
             (3, 2, 'Rust again', 'x', 7), (4, 3, '100% sure', NULL, 2)"
            ))
            .await?;
        engine
            .execute(&raw!((), "INSERT INTO tags (id, label) VALUES (1, 'db'), (2, 'lang')"))
            .await?;
        engine
            .execute(&raw!(
                (),
                "INSERT INTO post_tags (post_id, tag_id, note) VALUES
             (1, 1, NULL), (1, 2, 'main'), (3, 2, NULL)"
            ))
            .await?;
        engine
            .execute(&raw!(
                (),
                "INSERT INTO staff (id, name, boss_id, salary) VALUES
             (1, 'Root', NULL, 100), (2, 'Mid', 1, 80), (3, 'Low', 2, 50), (4, 'Lone', 1, 60)"
            ))
            .await?;
        engine
            .execute(&raw!(
                (),
                "INSERT INTO invoices (series, number, price, amount, paid) VALUES
             ('A', 1, 2, 3, TRUE), ('A', 2, 5, 1, FALSE), ('B', 1, 4, 4, FALSE)"
            ))
            .await?;
        engine
            .execute(&raw!(
                (),
                "INSERT INTO notes (team, writer_id, heading) VALUES
             (1, 1, 'one'), (1, 2, 'two'), (2, 1, 'three'), (2, 3, 'four')"
            ))
            .await?;
        engine
            .execute(&raw!(
                (),
                "INSERT INTO drafts (wording, gone) VALUES ('kept', FALSE), ('lost', TRUE)"
            ))
            .await?;
        engine
            .execute(&raw!(
                (),
                "INSERT INTO accounts (id, balance, version) VALUES (1, 100, 3), (2, 50, 1)"
            ))
            .await?;
    }};
}
pub(crate) use fill;
