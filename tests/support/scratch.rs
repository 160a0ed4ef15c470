//! A database of a test's own, on SQLite and on each server that there is: the tests of the examples.

use std::sync::atomic::{AtomicU32, Ordering};

use relata::Error;
use relata::driver::Driver;
use relata::prelude::*;
use relata::schema::Schema;

#[cfg(any(feature = "postgres", feature = "mysql"))]
use super::database;

/// What a test gives.
pub type Tested = Result<(), Box<dyn std::error::Error + Send + Sync>>;

/// A database for tests.
pub trait Scratch: Driver {
    /// Where a new one of this name is, unless there is no server.
    async fn create(name: &str) -> Result<Option<String>, Error>;
    /// Drops it.
    async fn remove(url: &str) -> Result<(), Error>;
}

impl Scratch for Sqlite {
    async fn create(_: &str) -> Result<Option<String>, Error> {
        Ok(Some("sqlite::memory:".to_owned()))
    }

    async fn remove(_: &str) -> Result<(), Error> {
        Ok(())
    }
}

#[cfg(feature = "postgres")]
impl Scratch for Postgres {
    async fn create(name: &str) -> Result<Option<String>, Error> {
        let Some(url) = database::postgres(name) else { return Ok(None) };
        let engine = Engine::<Self>::builder(&url).pool_size(1).build().await?;
        database::create_schema(&mut engine.connect().await?).await?;
        Ok(Some(url))
    }

    async fn remove(url: &str) -> Result<(), Error> {
        let engine = Engine::<Self>::builder(url).pool_size(1).build().await?;
        database::drop_schema(&mut engine.connect().await?).await
    }
}

#[cfg(feature = "mysql")]
macro_rules! mysql {
    ($dialect:ident, $url:ident) => {
        impl Scratch for $dialect {
            async fn create(name: &str) -> Result<Option<String>, Error> {
                let Some(url) = database::$url(name) else { return Ok(None) };
                database::create::<Self>(&url).await?;
                Ok(Some(url))
            }

            async fn remove(url: &str) -> Result<(), Error> {
                database::drop_database::<Self>(url).await
            }
        }
    };
}

#[cfg(feature = "mysql")]
mysql!(MySql, mysql);
#[cfg(feature = "mysql")]
mysql!(MariaDb, mariadb);

/// Runs a test on a new database that has the tables.
pub async fn on<D: Scratch, S: Schema>(test: impl AsyncFnOnce(Engine<D>) -> Tested) -> Tested {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("relata_{}_{}_{number}", env!("CARGO_CRATE_NAME"), std::process::id());
    let Some(url) = D::create(&name).await? else { return Ok(()) };
    let engine = Engine::<D>::open(&url).await?;
    engine.create_all::<S>().await?;
    test(engine).await?;
    D::remove(&url).await.map_err(Into::into)
}

/// Tests that are generic over the database, `on_servers!(blog: ..)`, on each server.
macro_rules! on_servers {
    ($schema:ident: $($name:ident)*) => {
        #[cfg(feature = "postgres")]
        $crate::scratch::on_one!(postgres Postgres $schema: $($name)*);
        #[cfg(feature = "mysql")]
        $crate::scratch::on_one!(mysql MySql $schema: $($name)*);
        #[cfg(feature = "mysql")]
        $crate::scratch::on_one!(mariadb MariaDb $schema: $($name)*);
    };
}

/// The same on one database.
macro_rules! on_one {
    ($module:ident $dialect:ident $schema:ident: $($name:ident)*) => {
        mod $module {
            $(
                #[tokio::test(flavor = "multi_thread")]
                async fn $name() -> $crate::scratch::Tested {
                    $crate::scratch::on::<relata::prelude::$dialect, super::$schema>(
                        super::$name,
                    )
                    .await
                }
            )*
        }
    };
}

pub(crate) use {on_one, on_servers};
