//! The tables that all tests of sessions know, and where they are tested.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use relata::Error;
use relata::driver::Driver;
use relata::prelude::*;

use crate::database;

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

table! {
    #[foreign_key(columns(country, code), references(places::country, places::code))]
    pub visits as Visit {
        #[primary_key, identity] id: i64,
        country: String,
        code: i32,
        note: String,
        place: BelongsTo<places::visits, (country, code)>,
        stays: HasMany<stays::visit>,
    }
}

table! {
    // A key of its own and that of its parent.
    #[primary_key(visit_id, night)]
    pub stays as Stay {
        #[references(visits::id)] visit_id: i64,
        night: i32,
        visit: BelongsTo<visits::stays, visit_id>,
    }
}

/// Polls a future so many times, and drops it then: `None` where it was not ready.
pub async fn poll_at_most<T>(times: usize, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    let mut polled = 0;
    poll_fn(|cx| {
        polled += 1;
        match future.as_mut().poll(cx) {
            Poll::Ready(done) => Poll::Ready(Some(done)),
            Poll::Pending if polled == times => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// A database in memory with the tables.
pub async fn memory() -> Result<Engine<Sqlite>, Error> {
    let engine = Engine::builder("sqlite::memory:").echo(true).show_values().build().await?;
    engine.create_all::<crate::blog>().await?;
    Ok(engine)
}

/// Without its driver there is no server.
#[cfg(not(feature = "postgres"))]
pub async fn server() -> Result<Option<Engine<Sqlite>>, Error> {
    database::without("PostgreSQL", "the feature `postgres` is on");
    Ok(None)
}

/// Nothing was made.
#[cfg(not(feature = "postgres"))]
pub async fn clean_up(_: &Engine<Sqlite>) -> Result<(), Error> {
    Ok(())
}

/// A schema of its own on the server, with the tables. `None` where there is no server.
#[cfg(feature = "postgres")]
pub async fn server() -> Result<Option<Engine<Postgres>>, Error> {
    use std::sync::atomic::{AtomicU32, Ordering};

    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let schema = format!("relata_orm_{}_{number}", std::process::id());
    let Some(url) = database::postgres(&schema) else { return Ok(None) };
    let engine =
        Engine::<Postgres>::builder(&url).pool_size(2).echo(true).show_values().build().await?;
    let mut connection = engine.connect().await?;
    database::create_schema(&mut connection).await?;
    connection.create_all::<crate::blog>().await?;
    drop(connection);
    Ok(Some(engine))
}

/// Drops the schema.
#[cfg(feature = "postgres")]
pub async fn clean_up(engine: &Engine<Postgres>) -> Result<(), Error> {
    database::drop_schema(&mut engine.connect().await?).await
}

/// A database of its own on the server, with the tables, and where it is. `None` where there is no
/// server.
#[cfg(feature = "mysql")]
pub async fn server_at<D>(
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
    engine.create_all::<crate::blog>().await?;
    Ok(Some((engine, url)))
}

/// What SQLite writes, or what the others do.
pub fn by_database<'t, D: Driver>(_: &Engine<D>, sqlite: &'t str, others: &'t str) -> &'t str {
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
pub(crate) use on_every_database;

/// The values of a user, whose email is made of the name.
macro_rules! user {
    ($name:expr) => {
        (
            $crate::users::name.set(String::from($name)),
            $crate::users::email.set(format!("{}@example.org", $name)),
        )
    };
}
pub(crate) use user;
