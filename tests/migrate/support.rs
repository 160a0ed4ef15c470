//! A database of a test's own, for each kind.

use std::path::PathBuf;

use relata::driver::Driver;
use relata::migrate::{MigrationState, Migrations, Ran};
use relata::prelude::*;

use crate::database;

/// What a test gives.
pub type Tested = Result<(), relata::Error>;

/// A database of a test's own.
pub trait Place: Driver {
    /// Whether CREATE is undone with its transaction.
    const UNDOES: bool;
    /// Where an empty one is, unless there is no server.
    async fn fresh(name: &str) -> Result<Option<String>, relata::Error>;
    /// Takes it away again.
    async fn drop(url: &str) -> Tested;
}

impl Place for Sqlite {
    const UNDOES: bool = true;

    async fn fresh(name: &str) -> Result<Option<String>, relata::Error> {
        let file = std::env::temp_dir().join(format!("{}.db", own(name)));
        remove(&file);
        Ok(Some(format!("sqlite://{}", file.display())))
    }

    async fn drop(url: &str) -> Tested {
        remove(&PathBuf::from(url.trim_start_matches("sqlite://")));
        Ok(())
    }
}

fn remove(file: &std::path::Path) {
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", file.display()));
    }
}

impl Place for Postgres {
    const UNDOES: bool = true;

    async fn fresh(name: &str) -> Result<Option<String>, relata::Error> {
        let Some(url) = database::postgres(&own(name)) else { return Ok(None) };
        let engine = Engine::<Self>::open(&url).await?;
        database::create_schema(&mut engine.connect().await?).await?;
        Ok(Some(url))
    }

    async fn drop(url: &str) -> Tested {
        let engine = Engine::<Self>::open(url).await?;
        database::drop_schema(&mut engine.connect().await?).await
    }
}

macro_rules! on_mysql {
    ($dialect:ident, $name:ident) => {
        impl Place for $dialect {
            const UNDOES: bool = false;

            async fn fresh(name: &str) -> Result<Option<String>, relata::Error> {
                let Some(url) = database::$name(&own(name)) else { return Ok(None) };
                database::create::<Self>(&url).await?;
                Ok(Some(url))
            }

            async fn drop(url: &str) -> Tested {
                database::drop_database::<Self>(url).await
            }
        }
    };
}

on_mysql!(MySql, mysql);
on_mysql!(MariaDb, mariadb);

fn own(name: &str) -> String {
    format!("relata_migrate_{name}_{}", std::process::id())
}

/// A test on each database, by a function of its URL.
macro_rules! on_every_database {
    ($name:ident) => {
        on_every_database!($name: Sqlite sqlite, Postgres postgres, MySql mysql, MariaDb mariadb);
    };
    ($name:ident: $($dialect:ident $test:ident),*) => {
        mod $name {
            $(#[tokio::test]
            async fn $test() -> $crate::migrate::support::Tested {
                use relata::prelude::$dialect;

                use $crate::migrate::support::Place;
                let name = concat!(stringify!($name), "_", stringify!($test));
                let Some(url) = $dialect::fresh(name).await? else { return Ok(()) };
                super::$name::<$dialect>(&url).await?;
                $dialect::drop(&url).await
            })*
        }
    };
}
pub(super) use on_every_database;

/// An engine with connections for several.
pub async fn open<D: Driver>(url: &str) -> Result<Engine<D>, relata::Error> {
    Engine::builder(url).pool_size(4).build().await
}

/// Migrations of these texts, which are numbered from 1.
pub fn numbered(texts: &[&'static str]) -> Migrations {
    let named = (1..).zip(texts).map(|(number, text)| (format!("{number}_m.sql"), *text));
    Migrations::of(named).unwrap()
}

/// The numbers of what ran.
pub fn numbers(ran: &[Ran]) -> Vec<i64> {
    ran.iter().map(|ran| ran.number).collect()
}

/// How the database stands to each.
pub async fn states<D: Driver>(
    migrations: &Migrations,
    engine: &Engine<D>,
) -> Result<Vec<(i64, MigrationState)>, relata::Error> {
    let all = migrations.status(engine).await?;
    Ok(all.into_iter().map(|status| (status.number, status.state)).collect())
}

/// Whether there is such a table, of which nothing is known but its name.
pub async fn has_table<D: Driver>(engine: &Engine<D>, table: &str) -> Result<bool, relata::Error> {
    let catalog = engine.reflect(&relata::ddl::Reflect::new()).await?;
    Ok(catalog.tables.iter().any(|found| found.name == table))
}
