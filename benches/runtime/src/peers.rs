//! What a peer is, and which there are.

mod diesel;
mod diesel_async;
mod grouped;
mod limit;
mod mariadb;
mod postgres;
mod raw;
mod relata;
mod sea_orm;
mod sqlx;

use crate::case::{Case, TASKS};
use crate::database::Database;

/// A database opened for one case.
pub trait Peer {
    /// Repeats the case's operation; returns how many rows all of them read or wrote (`build_only`: one each).
    fn run(&mut self, times: u64) -> u64;

    /// Brings the tables back to where [`run`](Peer::run) found them.
    fn reset(&mut self);
}

/// A peer by name, with what opens it; `None` means that it has no such case.
pub struct Entry {
    pub name: &'static str,
    pub open: fn(Case) -> Option<Box<dyn Peer>>,
}

/// The peer that the others are divided by.
pub const BASE: &str = "raw";

/// The peers on a database, in the order of the report's columns.
pub fn of(database: Database) -> &'static [Entry] {
    match database {
        Database::Sqlite => &[
            Entry { name: BASE, open: raw::open },
            Entry { name: "limit", open: limit::open },
            Entry { name: "relata", open: relata::sqlite::open },
            Entry { name: "diesel", open: diesel::sqlite::open },
            Entry { name: "sqlx", open: sqlx::sqlite::open },
            Entry { name: "sea-orm", open: sea_orm::on_sqlite },
        ],
        Database::Postgres => &[
            Entry { name: BASE, open: postgres::open },
            Entry { name: "relata", open: relata::postgres::open },
            Entry { name: "reader", open: relata::reader::open },
            #[cfg(feature = "libpq")]
            Entry { name: "diesel", open: diesel::postgres::open },
            Entry { name: "diesel-async", open: diesel_async::postgres::open },
            Entry { name: "sqlx", open: sqlx::postgres::open },
            Entry { name: "sea-orm", open: sea_orm::on_postgres },
        ],
        Database::MariaDb => &[
            Entry { name: BASE, open: mariadb::open },
            Entry { name: "relata", open: relata::mariadb::open },
            Entry { name: "diesel-async", open: diesel_async::mariadb::open },
            Entry { name: "sqlx", open: sqlx::mariadb::open },
            Entry { name: "sea-orm", open: sea_orm::on_mariadb },
        ],
    }
}

/// A row of `users`, owned.
#[derive(Debug, ::sqlx::FromRow)]
#[expect(dead_code, reason = "filled from rows and never read but for their keys")]
pub struct User {
    pub id: i64,
    pub name: String,
    pub hair_color: Option<String>,
}

/// A row of `posts`, owned.
#[derive(Debug, ::sqlx::FromRow)]
#[expect(dead_code, reason = "filled from rows and never read but for their keys")]
pub struct Post {
    pub id: i64,
    pub user_id: i64,
    pub title: String,
    pub body: Option<String>,
}

/// A row of `comments`, owned.
#[derive(Debug, ::sqlx::FromRow)]
#[expect(dead_code, reason = "filled from rows and never read but for their keys")]
pub struct Comment {
    pub id: i64,
    pub post_id: i64,
    pub body: String,
}

/// The name that an insert or update writes.
pub const NAME: &str = "Ada Lovelace";

/// The colour that `join_filter` looks for and `insert_one` writes.
pub const COLOR: &str = "black";

/// The runtime of an asynchronous peer: its tasks stay on the measuring thread.
pub fn tokio() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime needs no more than a thread")
}

/// Runs the look-ups of [`Case::Concurrent`]: `find` does so many of them, as this task.
pub async fn concurrently<F>(times: u64, find: impl Fn(u64, u64) -> F) -> u64
where
    F: Future<Output = u64> + Send + 'static,
{
    let tasks: Vec<_> = (0..TASKS.min(times))
        .map(|task| tokio::spawn(find(task, times / TASKS + u64::from(task < times % TASKS))))
        .collect();
    let mut seen = 0;
    for task in tasks {
        seen += task.await.expect("a task does not panic");
    }
    seen
}
