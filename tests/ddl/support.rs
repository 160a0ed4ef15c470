//! One check for tables, one for schemas, one for what is refused.

use relata::ddl::{Plan, SchemaError};
use relata::dialect::Known;
use relata::prelude::*;
use relata::render::Dialect;
use relata::schema::def::TableDef;
use relata::schema::{Schema, Table};
use rusqlite::Connection;

/// MariaDB's text where it is MySQL's.
pub const AS_MYSQL: &str = "as MySQL";

/// The text of one table in each dialect; SQLite and PostgreSQL also create it.
#[track_caller]
pub fn check(table: &TableDef, sqlite: &str, postgres: &str, mysql: &str, mariadb: &str) {
    same::<Sqlite>(Plan::create(table), sqlite);
    same::<Postgres>(Plan::create(table), postgres);
    same::<MySql>(Plan::create(table), mysql);
    same::<MariaDb>(Plan::create(table), if mariadb == AS_MYSQL { mysql } else { mariadb });
    run(&unchecked(), &Plan::create(table).unwrap());
    run_on_mysql::<MySql>(&[Plan::create(table).unwrap()]).unwrap();
    run_on_mysql::<MariaDb>(&[Plan::create(table).unwrap()]).unwrap();
    match run_on_postgres(&[Plan::create(table).unwrap()]) {
        // The last thing that is looked at is whether the parents are there.
        Err(error) if error.is_unknown_table() && !table.foreign_keys.is_empty() => {}
        done => done.unwrap(),
    }
}

/// The same where some of them refuse the table, with this message.
#[track_caller]
pub fn check_some(table: &TableDef, [sqlite, postgres, mysql, mariadb]: [Result<&str, &str>; 4]) {
    #[track_caller]
    fn plan<D: Known>(table: &TableDef, expected: Result<&str, &str>) -> Option<Plan<D>> {
        let found = Plan::<D>::create(table);
        match expected {
            Ok(text) => same::<D>(found.clone(), text),
            Err(text) => assert_eq!(
                found.clone().err().map(|error| error.to_string()).as_deref(),
                Some(text)
            ),
        }
        found.ok()
    }
    if let Some(plan) = plan(table, sqlite) {
        run(&unchecked(), &plan);
    }
    if let Some(plan) = plan(table, postgres) {
        run_on_postgres(&[plan]).unwrap();
    }
    if let Some(plan) = plan::<MySql>(table, mysql) {
        run_on_mysql(&[plan]).unwrap();
    }
    if let Some(plan) = plan::<MariaDb>(table, mariadb) {
        run_on_mysql(&[plan]).unwrap();
    }
}

/// The text of a schema in each dialect, in the order that `plan` wants; SQLite also creates it,
/// twice, and drops it.
#[track_caller]
pub fn check_all<S: Schema>(what: What, [s, p, y, m]: [&str; 4]) {
    same::<Sqlite>(what.plan::<_, S>(), s);
    same::<Postgres>(what.plan::<_, S>(), p);
    same::<MySql>(what.plan::<_, S>(), y);
    same::<MariaDb>(what.plan::<_, S>(), if m == AS_MYSQL { y } else { m });
    life::<S>();
}

/// What is made of a schema.
#[derive(Clone, Copy)]
pub enum What {
    Create,
    Missing,
    Drop,
}

impl What {
    fn plan<D: Known, S: Schema>(self) -> Result<Plan<D>, SchemaError> {
        match self {
            Self::Create => Plan::create_all::<S>(),
            Self::Missing => Plan::create_missing::<S>(),
            Self::Drop => Plan::drop_all::<S>(),
        }
    }
}

/// Creates a schema, creates what is missing of it, which is nothing, and drops it, on SQLite and
/// on PostgreSQL.
#[track_caller]
pub fn life<S: Schema>() {
    let connection = open();
    run(&connection, &Plan::<Sqlite>::create_all::<S>().unwrap());
    let before = objects(&connection);
    run(&connection, &Plan::<Sqlite>::create_missing::<S>().unwrap());
    assert_eq!(objects(&connection), before);
    run(&connection, &Plan::<Sqlite>::drop_all::<S>().unwrap());
    assert_eq!(objects(&connection), Vec::<String>::new());
    run(&connection, &Plan::<Sqlite>::drop_all::<S>().unwrap());
    let drop = || Plan::drop_all::<S>().unwrap();
    let plans = [Plan::create_all::<S>(), Plan::create_missing::<S>(), Ok(drop()), Ok(drop())];
    run_on_postgres(&plans.map(Result::unwrap)).unwrap();
    run_life_on_mysql::<MySql, S>();
    run_life_on_mysql::<MariaDb, S>();
}

/// The same on MySQL and MariaDB.
#[track_caller]
fn run_life_on_mysql<D: OnMySql, S: Schema>() {
    let drop = || Plan::<D>::drop_all::<S>().unwrap();
    let plans = [Plan::create_all::<S>(), Plan::create_missing::<S>(), Ok(drop()), Ok(drop())];
    run_on_mysql(&plans.map(Result::unwrap)).unwrap();
}

/// MySQL or MariaDB.
pub trait OnMySql: Known {
    /// Runs plans in a database of their own.
    fn run(plans: &[Plan<Self>]) -> Result<(), relata::Error>;
}

/// Runs plans where there is a server. Parents of tables may be missing.
fn run_on_mysql<D: OnMySql>(plans: &[Plan<D>]) -> Result<(), relata::Error> {
    D::run(plans)
}

macro_rules! on_mysql {
    ($dialect:ident, $url:ident) => {
        impl OnMySql for $dialect {
            #[cfg(not(feature = "mysql"))]
            fn run(_: &[Plan<Self>]) -> Result<(), relata::Error> {
                crate::database::without(Self::SPEC.name, "the feature `mysql` is on");
                Ok(())
            }

            #[cfg(feature = "mysql")]
            fn run(plans: &[Plan<Self>]) -> Result<(), relata::Error> {
                use relata::driver::Driver;
                use std::sync::atomic::{AtomicU32, Ordering};

                static COUNT: AtomicU32 = AtomicU32::new(0);
                let number = COUNT.fetch_add(1, Ordering::Relaxed);
                let database = format!("relata_ddl_{}_{number}", std::process::id());
                let Some(url) = crate::database::$url(&database) else { return Ok(()) };
                let mut builder = tokio::runtime::Builder::new_current_thread();
                builder.enable_all().build().unwrap().block_on(async {
                    crate::database::create::<Self>(&url).await?;
                    let mut connection = Self::connect(&Self::options(&url)?).await?;
                    let mut done = Self::batch(&mut connection, "SET foreign_key_checks = 0").await;
                    for statement in plans.iter().flatten() {
                        if done.is_ok() {
                            done = Self::batch(&mut connection, statement).await;
                        }
                    }
                    crate::database::drop_database::<Self>(&url).await?;
                    done
                })
            }
        }

        #[cfg(feature = "mysql")]
        impl Batch for $dialect {}
    };
}

/// A script on a connection, which serves two dialects.
#[cfg(feature = "mysql")]
trait Batch: relata::driver::Driver {
    async fn batch(connection: &mut Self::Connection, script: &str) -> Result<(), relata::Error> {
        Ok(relata::driver::DriverConnection::<Self>::batch(connection, script).await?)
    }
}

on_mysql!(MySql, mysql);
on_mysql!(MariaDb, mariadb);

/// Without its driver nothing is run on PostgreSQL.
#[cfg(not(feature = "postgres"))]
fn run_on_postgres(_: &[Plan<Postgres>]) -> Result<(), relata::Error> {
    crate::database::without("PostgreSQL", "the feature `postgres` is on");
    Ok(())
}

/// Runs plans on PostgreSQL, where there is a server, in a transaction that is rolled back.
#[cfg(feature = "postgres")]
fn run_on_postgres(plans: &[Plan<Postgres>]) -> Result<(), relata::Error> {
    use std::sync::atomic::{AtomicU32, Ordering};

    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let schema = format!("relata_ddl_{}_{number}", std::process::id());
    let Some(url) = crate::database::postgres(&schema) else { return Ok(()) };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let engine = Engine::<Postgres>::builder(&url).pool_size(1).build().await?;
        let mut transaction = engine.begin().await?;
        crate::database::create_schema(&mut transaction).await?;
        for plan in plans {
            plan.run(&mut transaction).await?;
        }
        transaction.rollback().await
    })
}

/// What each dialect says against a table; nothing where it takes it.
#[track_caller]
pub fn refused(table: &TableDef, sqlite: &str, postgres: &str, mysql: &str, mariadb: &str) {
    fn message<D: Known>(table: &TableDef) -> String {
        Plan::<D>::create(table).err().map(|error| error.to_string()).unwrap_or_default()
    }
    assert_eq!(message::<Sqlite>(table), sqlite);
    assert_eq!(message::<Postgres>(table), postgres);
    assert_eq!(message::<MySql>(table), mysql);
    assert_eq!(message::<MariaDb>(table), mariadb);
}

/// A database with this table.
#[track_caller]
pub fn created<T: Table>() -> Connection {
    let connection = open();
    run(&connection, &Plan::create(T::def()).unwrap());
    connection
}

/// A database that checks foreign keys.
pub fn open() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    connection.pragma_update(None, "foreign_keys", true).unwrap();
    connection
}

/// A database that takes a table whose parents are missing.
fn unchecked() -> Connection {
    Connection::open_in_memory().unwrap()
}

/// Runs a plan in one transaction.
#[track_caller]
pub fn run(connection: &Connection, plan: &Plan<Sqlite>) {
    connection.execute_batch(&format!("BEGIN; {plan} COMMIT")).unwrap();
}

/// All tables, indexes and views, by name.
pub fn objects(connection: &Connection) -> Vec<String> {
    let mut statement = connection.prepare("SELECT name FROM sqlite_schema ORDER BY name").unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

#[track_caller]
fn same<D: Dialect>(plan: Result<Plan<D>, SchemaError>, expected: &str) {
    let found = plan.unwrap().to_string();
    assert_eq!(found, unindented(expected), "\n{}:\n{found}", D::SPEC.name);
}

/// Without the indentation that all lines share, and the first line's end.
fn unindented(text: &str) -> String {
    let text = text.strip_prefix('\n').unwrap_or(text);
    let indent = |line: &str| line.len() - line.trim_start().len();
    let least = text.lines().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    let lines = text.lines().map(|line| line.get(least..).unwrap_or("").to_owned() + "\n");
    let mut all: Vec<String> = lines.collect();
    if all.last().is_some_and(|line| line == "\n") {
        all.pop();
    }
    all.concat()
}
