//! Engines, connections and transactions, on SQLite, inline and on a worker, and on servers.

#![cfg(feature = "sqlite")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that panics has failed")]

#[path = "engine/allocations.rs"]
mod allocations;
#[cfg(feature = "postgres")]
#[path = "engine/allocations_on_servers.rs"]
mod allocations_on_servers;
#[path = "engine/any.rs"]
mod any;
#[cfg(all(feature = "ipnet", feature = "postgres"))]
#[path = "engine/addresses.rs"]
mod addresses;
#[cfg(all(feature = "chrono", feature = "rust_decimal", feature = "uuid", feature = "postgres"))]
#[path = "engine/arrays.rs"]
mod arrays;
#[path = "engine/batch.rs"]
mod batch;
#[path = "engine/blocking.rs"]
mod blocking;
#[cfg(all(feature = "chrono", feature = "rust_decimal", feature = "postgres"))]
#[path = "engine/bounds.rs"]
mod bounds;
#[cfg(all(feature = "time", feature = "uuid", feature = "serde_json"))]
#[path = "engine/bulk.rs"]
mod bulk;
#[path = "engine/cache.rs"]
mod cache;
#[cfg(all(feature = "jiff", feature = "postgres"))]
#[path = "engine/civil_times.rs"]
mod civil_times;
#[path = "engine/capabilities.rs"]
mod capabilities;
#[path = "engine/custom.rs"]
mod custom;
#[path = "engine/decode.rs"]
mod decode;
#[cfg(all(feature = "chrono", feature = "postgres"))]
#[path = "engine/dates.rs"]
mod dates;
#[cfg(all(feature = "rust_decimal", feature = "postgres", feature = "mysql"))]
#[path = "engine/decimals.rs"]
mod decimals;
#[cfg(feature = "serde_json")]
#[path = "engine/documents.rs"]
mod documents;
#[cfg(all(feature = "chrono", feature = "postgres"))]
#[path = "engine/domains.rs"]
mod domains;
#[path = "engine/dropped.rs"]
mod dropped;
#[path = "engine/edges.rs"]
mod edges;
#[path = "engine/enums.rs"]
mod enums;
#[path = "engine/errors.rs"]
mod errors;
#[path = "engine/events.rs"]
mod events;
#[path = "engine/faults.rs"]
#[cfg_attr(
    not(all(feature = "postgres", feature = "mysql")),
    allow(dead_code, unused_imports, unused_macros, reason = "its scenes are played on servers")
)]
mod faults;
#[path = "engine/first.rs"]
mod first;
#[path = "engine/functions.rs"]
mod functions;
#[path = "engine/hooks.rs"]
mod hooks;
#[cfg(feature = "postgres")]
#[path = "engine/hosts.rs"]
mod hosts;
#[cfg(all(feature = "postgres", feature = "mysql"))]
#[path = "engine/faults_on_mysql.rs"]
mod faults_on_mysql;
#[cfg(all(feature = "postgres", feature = "mysql"))]
#[path = "engine/faults_on_postgres.rs"]
mod faults_on_postgres;
#[path = "engine/integers.rs"]
mod integers;
#[cfg(all(feature = "chrono", feature = "postgres"))]
#[path = "engine/intervals.rs"]
mod intervals;
#[cfg(feature = "serde_json")]
#[path = "engine/json.rs"]
mod json;
#[path = "engine/limits.rs"]
mod limits;
#[path = "engine/locks.rs"]
mod locks;
#[cfg(target_os = "linux")]
#[path = "engine/memory.rs"]
mod memory;
#[cfg(all(
    feature = "chrono",
    feature = "rust_decimal",
    feature = "serde_json",
    feature = "uuid",
    feature = "postgres",
    feature = "mysql"
))]
#[path = "engine/multiset.rs"]
mod multiset;
#[path = "engine/odd_names.rs"]
mod odd_names;
#[cfg(feature = "mysql")]
#[path = "engine/on_mysql.rs"]
mod on_mysql;
#[cfg(feature = "postgres")]
#[path = "engine/on_postgres.rs"]
mod on_postgres;
#[path = "engine/open.rs"]
mod open;
#[path = "engine/partial.rs"]
mod partial;
#[path = "engine/pool.rs"]
mod pool;
#[cfg(feature = "postgres")]
#[path = "engine/pool_on_postgres.rs"]
mod pool_on_postgres;
#[cfg(feature = "postgres")]
#[path = "engine/pooler.rs"]
mod pooler;
#[cfg(feature = "postgres")]
#[path = "engine/proxy.rs"]
mod proxy;
#[cfg(all(feature = "chrono", feature = "uuid"))]
#[path = "engine/ranges.rs"]
mod ranges;
#[path = "engine/reset.rs"]
mod reset;
#[cfg(feature = "mysql")]
#[path = "engine/reset_on_mysql.rs"]
mod reset_on_mysql;
#[cfg(feature = "postgres")]
#[path = "engine/reset_on_postgres.rs"]
mod reset_on_postgres;
#[path = "engine/retry.rs"]
mod retry;
#[cfg(feature = "postgres")]
#[path = "engine/reader.rs"]
mod reader;
#[cfg(feature = "postgres")]
#[path = "engine/round_trips.rs"]
mod round_trips;
#[cfg(all(
    feature = "rust_decimal",
    feature = "uuid",
    feature = "serde_json",
    feature = "postgres",
    feature = "mysql"
))]
#[path = "engine/returned.rs"]
mod returned;
#[path = "engine/script.rs"]
mod script;
#[path = "engine/statements.rs"]
mod statements;
#[path = "engine/stream.rs"]
mod stream;
#[cfg(all(feature = "postgres", feature = "rustls"))]
#[path = "engine/tls.rs"]
mod tls;
#[cfg(feature = "time")]
#[path = "engine/times.rs"]
mod times;
#[path = "engine/transaction.rs"]
mod transaction;
#[cfg(all(feature = "postgres", feature = "mysql"))]
#[path = "engine/two_phase.rs"]
mod two_phase;
#[path = "engine/values.rs"]
mod values;
#[cfg(feature = "mysql")]
#[path = "engine/values_on_mysql.rs"]
mod values_on_mysql;
#[cfg(feature = "postgres")]
#[path = "engine/values_on_postgres.rs"]
mod values_on_postgres;
#[path = "engine/verbs.rs"]
mod verbs;
#[cfg(all(feature = "chrono", feature = "ipnet", feature = "rust_decimal", feature = "postgres"))]
#[path = "engine/ways.rs"]
mod ways;

#[path = "support/database.rs"]
mod database;

use relata::Error;
use relata::engine::{Builder, Execution};
use relata::prelude::*;

table! {
    #[check(visits >= 0), constraints(UserConstraint)]
    pub users as User {
        #[primary_key, identity] id: i64,
        name: String,
        #[unique] email: String,
        nickname: Option<String>,
        #[default(0)] visits: i64,
        posts: HasMany<posts::author>,
    }
}

table! {
    #[constraints(PostConstraint)]
    pub posts as Post {
        #[primary_key, identity] id: i64,
        #[references(users::id)] author_id: i64,
        title: String,
        author: BelongsTo<users::posts, author_id>,
    }
}

schema! { pub blog: users, posts }

/// Both ways to run statements.
const BOTH: [Execution; 2] = [Execution::Inline, Execution::Worker];

/// A database in memory with the tables.
async fn memory(execution: Execution) -> Result<Engine<Sqlite>, Error> {
    set_up(Engine::builder("sqlite::memory:").execution(execution)).await
}

/// A database in a file with the tables.
async fn file(execution: Execution) -> Result<(tempfile::TempDir, Engine<Sqlite>), Error> {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let engine = set_up(Engine::builder(&url(&dir)).execution(execution)).await?;
    Ok((dir, engine))
}

/// Without its driver there is no server.
#[cfg(not(feature = "postgres"))]
async fn server(_: u32) -> Result<Option<Engine<Sqlite>>, Error> {
    database::without("PostgreSQL", "the feature `postgres` is on");
    Ok(None)
}

/// Nothing was made.
#[cfg(not(feature = "postgres"))]
async fn clean_up(_: &Engine<Sqlite>) -> Result<(), Error> {
    Ok(())
}

/// A schema of its own on the server, with the tables, and a pool of so many connections. `None`
/// where there is no server.
#[cfg(feature = "postgres")]
async fn server(connections: u32) -> Result<Option<Engine<Postgres>>, Error> {
    use std::sync::atomic::{AtomicU32, Ordering};

    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let schema = format!("relata_engine_{}_{number}", std::process::id());
    let Some(url) = database::postgres(&schema) else { return Ok(None) };
    let engine = Engine::<Postgres>::builder(&url).pool_size(connections).build().await?;
    let mut connection = engine.connect().await?;
    database::create_schema(&mut connection).await?;
    connection.create_all::<blog>().await?;
    drop(connection);
    Ok(Some(engine))
}

/// Drops the schema.
#[cfg(feature = "postgres")]
async fn clean_up(engine: &Engine<Postgres>) -> Result<(), Error> {
    database::drop_schema(&mut engine.connect().await?).await
}

/// A test on SQLite, both ways, and on servers; `returning` says that it needs RETURNING, which MySQL
/// does not have.
macro_rules! on_every_database {
    ($name:ident, async |$engine:ident| $body:block) => {
        on_every_database!(@ $name $engine $body {
            #[cfg(feature = "mysql")]
            #[tokio::test]
            async fn mysql() -> Result<(), Error> {
                let Some($engine) = $crate::on_mysql::server::<MySql>(1).await? else {
                    return Ok(());
                };
                let cleaner = $engine.clone();
                $body
                $crate::on_mysql::clean_up(&cleaner).await
            }
        });
    };
    ($name:ident, returning, async |$engine:ident| $body:block) => {
        on_every_database!(@ $name $engine $body {});
    };
    (@ $name:ident $engine:ident $body:block { $($mysql:item)? }) => {
        mod $name {
            use super::*;

            $($mysql)?

            #[tokio::test]
            async fn sqlite() -> Result<(), Error> {
                for execution in $crate::BOTH {
                    let $engine = $crate::memory(execution).await?;
                    $body
                }
                Ok(())
            }

            #[tokio::test]
            async fn postgres() -> Result<(), Error> {
                let Some($engine) = $crate::server(1).await? else { return Ok(()) };
                let cleaner = $engine.clone();
                $body
                $crate::clean_up(&cleaner).await
            }

            #[cfg(feature = "mysql")]
            #[tokio::test]
            async fn mariadb() -> Result<(), Error> {
                let Some($engine) = $crate::on_mysql::server::<MariaDb>(1).await? else {
                    return Ok(());
                };
                let cleaner = $engine.clone();
                $body
                $crate::on_mysql::clean_up(&cleaner).await
            }
        }
    };
}
use on_every_database;

fn url(dir: &tempfile::TempDir) -> String {
    format!("sqlite://{}", dir.path().join("test.db").display())
}

async fn set_up(builder: Builder<Sqlite>) -> Result<Engine<Sqlite>, Error> {
    let engine = builder.build().await?;
    engine.create_all::<blog>().await?;
    Ok(engine)
}

/// An INSERT of one user, whose email is made of the name.
macro_rules! add {
    ($name:expr) => {
        insert_into($crate::users::table).values((
            $crate::users::name.set(String::from($name)),
            $crate::users::email.set(format!("{}@example.org", $name)),
        ))
    };
}
use add;

/// The names of all users, by id.
macro_rules! names {
    () => {
        select($crate::users::name).order_by($crate::users::id.asc())
    };
}
use names;
