//! Sessions, on every database: what they read, what they write, in which statements.

#![cfg(feature = "sqlite")]
#![recursion_limit = "4096"]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that panics has failed")]

#[path = "orm/along.rs"]
mod along;
#[path = "orm/anchors.rs"]
mod anchors;
#[path = "orm/blocking.rs"]
mod blocking;
#[path = "orm/checked.rs"]
mod checked;
#[path = "orm/delete.rs"]
mod delete;
#[path = "orm/dropped.rs"]
mod dropped;
#[path = "orm/faces.rs"]
mod faces;
#[cfg(all(feature = "postgres", feature = "mysql"))]
#[path = "orm/faults.rs"]
mod faults;
#[path = "orm/flush.rs"]
mod flush;
#[path = "orm/follows.rs"]
mod follows;
#[path = "orm/hooks.rs"]
mod hooks;
#[path = "orm/identity.rs"]
mod identity;
#[path = "orm/joined.rs"]
mod joined;
#[path = "orm/keys.rs"]
mod keys;
#[path = "orm/leaving.rs"]
mod leaving;
#[path = "orm/levels.rs"]
mod levels;
#[path = "orm/links.rs"]
mod links;
#[cfg(all(feature = "postgres", feature = "mysql"))]
#[allow(dead_code, reason = "it is for engines, too")]
#[path = "engine/proxy.rs"]
mod proxy;
#[cfg(feature = "chrono")]
#[path = "orm/moments.rs"]
mod moments;
#[path = "orm/recursive.rs"]
mod recursive;
#[path = "orm/load.rs"]
mod load;
#[cfg(all(feature = "postgres", feature = "mysql"))]
#[path = "orm/lost.rs"]
mod lost;
#[path = "orm/multiset.rs"]
mod multiset;
#[path = "orm/only.rs"]
mod only;
#[path = "orm/order.rs"]
mod order;
#[path = "orm/orphans.rs"]
mod orphans;
#[path = "orm/outer.rs"]
mod outer;
#[path = "orm/refers.rs"]
mod refers;
#[path = "orm/related.rs"]
mod related;
#[path = "orm/replaced.rs"]
mod replaced;
#[path = "orm/races.rs"]
mod races;
#[path = "orm/savepoint.rs"]
mod savepoint;
#[path = "orm/size.rs"]
mod size;
#[path = "orm/sqlite.rs"]
mod sqlite;
#[path = "orm/strategies.rs"]
mod strategies;
#[path = "orm/tenants.rs"]
mod tenants;
#[path = "orm/transaction.rs"]
mod transaction;
#[path = "orm/undone.rs"]
mod undone;
#[cfg(feature = "uuid")]
#[path = "orm/uuids.rs"]
mod uuids;
#[path = "orm/values.rs"]
mod values;
#[path = "orm/variants.rs"]
mod variants;
#[path = "orm/verbs.rs"]
mod verbs;
#[path = "orm/version.rs"]
mod version;
#[path = "orm/waits.rs"]
mod waits;

#[path = "support/database.rs"]
mod database;
#[path = "support/log.rs"]
mod log;

use relata::Error;
use relata::driver::Driver;
use relata::prelude::*;

use along::{cards, desks, drawers, firms, pens};
use follows::{bees, coats, hives, seats};
use keys::{codes, stays, tickets, visits};
use leaving::{bins, halls, holds, notes, racks, tapes};
use levels::{libraries, loans, shelves, volumes};
use order::{branches, chapters, members, parts, plays, rings, singers, songs};
use orphans::{captains, sailors, ships};
use races::{knots, mates};
use replaced::profiles;
use tenants::{labels, paper_labels, papers, remarks};
use values::{seals, slips};
use variants::{badges, boats, cars, cats, dogs, employees, engineers, managers, projects};

table! {
    pub users as User {
        #[primary_key, identity] id: i64,
        name: String,
        #[unique] email: String,
        nickname: Option<String>,
        posts: HasMany<posts::author>,
    }
}

table! {
    pub posts as Post {
        #[primary_key, identity] id: i64,
        #[references(users::id, on_delete = cascade)] author_id: i64,
        title: String,
        #[default(0)] likes: i64,
        author: BelongsTo<users::posts, author_id>,
        comments: HasMany<comments::post>,
        tags: ManyToMany<tags::posts, post_tags>,
    }
}

table! {
    pub comments as Comment {
        #[primary_key, identity] id: i64,
        #[references(posts::id)] post_id: Option<i64>,
        body: String,
        post: BelongsTo<posts::comments, post_id>,
    }
}

table! {
    pub tags as Tag {
        #[primary_key] name: String,
        posts: ManyToMany<posts::tags, post_tags>,
    }
}

table! {
    #[primary_key(post_id, tag)]
    pub post_tags {
        #[references(posts::id)] post_id: i64,
        #[references(tags::name)] tag: String,
    }
}

table! {
    pub nodes as Node {
        #[primary_key, identity] id: i64,
        #[references(nodes::id)] parent_id: Option<i64>,
        name: String,
        parent: BelongsTo<nodes::children, parent_id>,
        children: HasMany<nodes::parent>,
    }
}

table! {
    #[primary_key(country, code)]
    pub places as Place {
        country: String,
        code: i32,
        name: String,
        visits: HasMany<visits::place>,
    }
}

table! {
    pub accounts as Account {
        #[primary_key, identity] id: i64,
        balance: i64,
        #[version] version: i32,
    }
}

schema! {
    pub blog: users, posts, comments, tags, post_tags, nodes, places, accounts, cars, employees,
    engineers, managers, projects, badges, cats, dogs, visits, stays, tickets,
    knots, mates, codes, papers, remarks, labels, paper_labels, boats,
    firms, desks, drawers, pens, cards, profiles, seals, slips,
    hives, bees, seats, coats, members, chapters, branches, rings, singers, songs, plays, parts,
    ships, captains, sailors, libraries, shelves, volumes, loans,
    halls, racks, tapes, bins, holds, notes
}

/// A database in memory with the tables.
async fn memory() -> Result<Engine<Sqlite>, Error> {
    let engine = Engine::builder("sqlite::memory:").echo(true).show_values().build().await?;
    engine.create_all::<blog>().await?;
    Ok(engine)
}

/// Without its driver there is no server.
#[cfg(not(feature = "postgres"))]
async fn server() -> Result<Option<Engine<Sqlite>>, Error> {
    database::without("PostgreSQL", "the feature `postgres` is on");
    Ok(None)
}

/// Nothing was made.
#[cfg(not(feature = "postgres"))]
async fn clean_up(_: &Engine<Sqlite>) -> Result<(), Error> {
    Ok(())
}

/// A schema of its own on the server, with the tables. `None` where there is no server.
#[cfg(feature = "postgres")]
async fn server() -> Result<Option<Engine<Postgres>>, Error> {
    use std::sync::atomic::{AtomicU32, Ordering};

    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let schema = format!("relata_orm_{}_{number}", std::process::id());
    let Some(url) = database::postgres(&schema) else { return Ok(None) };
    let engine =
        Engine::<Postgres>::builder(&url).pool_size(2).echo(true).show_values().build().await?;
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

/// A database of its own on the server, with the tables, and where it is. `None` where there is no
/// server.
#[cfg(feature = "mysql")]
async fn server_at<D>(
    place: fn(&str) -> Option<String>,
) -> Result<Option<(Engine<D>, String)>, Error>
where
    D: relata::driver::mysql::Server
        + relata::driver::Driver<
            Options = relata::driver::mysql::MySqlOptions,
            Connection = relata::driver::mysql::MySqlConnection,
        >,
{
    use std::sync::atomic::{AtomicU32, Ordering};

    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("relata_orm_{}_{number}", std::process::id());
    let Some(url) = place(&name) else { return Ok(None) };
    database::create::<D>(&url).await?;
    let engine = Engine::<D>::builder(&url).pool_size(2).echo(true).show_values().build().await?;
    engine.create_all::<blog>().await?;
    Ok(Some((engine, url)))
}

/// What SQLite writes, or what the others do.
fn by_database<'t, D: Driver>(_: &Engine<D>, sqlite: &'t str, others: &'t str) -> &'t str {
    if D::SPEC.name == "SQLite" { sqlite } else { others }
}

/// A test on each of the databases. The log has the statements, written as SQLite's.
macro_rules! on_every_database {
    ($name:ident, async |$engine:ident, $log:ident| $body:block) => {
        mod $name {
            use super::*;

            on_every_database!(|$engine, $log| $body);

            #[cfg(feature = "mysql")]
            #[tokio::test]
            async fn mariadb() -> Result<(), Error> {
                on_every_database!(MariaDb, mariadb, |$engine, $log| $body)
            }

            #[cfg(feature = "mysql")]
            #[tokio::test]
            async fn mysql() -> Result<(), Error> {
                on_every_database!(MySql, mysql, |$engine, $log| $body)
            }
        }
    };
    (with_update_returning, $name:ident, async |$engine:ident, $log:ident| $body:block) => {
        mod $name {
            use super::*;

            on_every_database!(|$engine, $log| $body);
        }
    };
    (|$engine:ident, $log:ident| $body:block) => {
        #[tokio::test]
        async fn sqlite() -> Result<(), Error> {
            let $engine = $crate::memory().await?;
            let $log = $crate::log::Log::begin();
            $body
            drop($log);
            Ok(())
        }

        #[tokio::test]
        async fn postgres() -> Result<(), Error> {
            let Some($engine) = $crate::server().await? else { return Ok(()) };
            let cleaner = $engine.clone();
            let $log = $crate::log::Log::begin();
            $body
            drop($log);
            $crate::clean_up(&cleaner).await
        }
    };
    ($dialect:ident, $place:ident, |$engine:ident, $log:ident| $body:block) => {{
        let server = $crate::server_at::<$dialect>($crate::database::$place).await?;
        let Some(($engine, url)) = server else { return Ok(()) };
        let $log = $crate::log::Log::begin();
        $body
        drop($log);
        $crate::database::drop_database::<$dialect>(&url).await
    }};
}
use faces::on_every_face;
use on_every_database;

/// The values of a user, whose email is made of the name.
macro_rules! user {
    ($name:expr) => {
        (
            $crate::users::name.set(String::from($name)),
            $crate::users::email.set(format!("{}@example.org", $name)),
        )
    };
}
use user;
