//! What a program does before a connection is opened, when one is taken, and with one that it throws away.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use relata::engine::Event;
use relata::prelude::*;
use relata::{Error, engine};

#[cfg(any(feature = "postgres", feature = "mysql"))]
use super::database;
use super::{BOTH, names, on_every_database};

tokio::task_local! { static WHO: i64; }

/// Each use of a connection is for whom its task works, and who does not say for whom gets none.
macro_rules! for_whom {
    ($name:ident, $dialect:ident, $url:expr, $seen:literal, |$connection:ident, $who:ident| $set:expr) => {
        #[tokio::test]
        async fn $name() -> Result<(), Error> {
            let Some(url) = $url else { return Ok(()) };
            let opened = Arc::new(AtomicU32::new(0));
            let count = opened.clone();
            let builder = Engine::<$dialect>::builder(&url).pool_size(1);
            let builder = builder.on_checkout(|$connection| {
                Box::pin(async move {
                    let $who = WHO.try_with(|who| *who).map_err(Error::refused)?;
                    $set;
                    Ok(())
                })
            });
            let builder = builder.on_event(move |event| {
                count.fetch_add(u32::from(matches!(event, Event::Connect { .. })), Relaxed);
            });
            let engine = builder.build().await?;
            let seen = raw!(i64, $seen);
            for who in [7, 8, 7] {
                let told = WHO.scope(who, async {
                    let mut told = engine.all(&seen).await?;
                    told.extend(engine.one_or_none(&seen).await?);
                    told.extend(engine.connect().await?.all(&seen).await?);
                    let mut tx = engine.begin().await?;
                    told.extend(tx.all(&seen).await?);
                    tx.commit().await?;
                    let mut rows = engine.stream(&seen);
                    while let Some(row) = rows.next().await {
                        told.push(row?);
                    }
                    told.extend(engine.read_only().all(&raw!(read i64, $seen)).await?);
                    Ok::<_, Error>(told)
                });
                assert_eq!(told.await?, [who; 6]);
                let refused = [
                    engine.all(&seen).await.map(drop),
                    engine.one_or_none(&seen).await.map(drop),
                    engine.connect().await.map(drop),
                    engine.begin().await.map(drop),
                ];
                for refused in refused {
                    let error = refused.unwrap_err();
                    assert!(error.to_string().contains("task-local"), "{error}");
                }
                // Nobody asks who only fills the pool.
                engine.warm_up(1).await?;
                assert_eq!((engine.pool_status().idle, engine.pool_status().in_use), (1, 0));
            }
            // The connection was the same all the time.
            assert_eq!(opened.load(Relaxed), 1);
            Ok(())
        }
    };
}

for_whom!(
    on_sqlite,
    Sqlite,
    Some("sqlite::memory:".to_owned()),
    "PRAGMA cache_size",
    |connection, who| {
        let set =
            connection.with_rusqlite(move |sqlite| sqlite.pragma_update(None, "cache_size", who));
        set.await?.map_err(Error::refused)?
    }
);

#[cfg(feature = "postgres")]
for_whom!(
    on_postgres,
    Postgres,
    database::postgres("public"),
    "SELECT CAST(current_setting('app.who') AS BIGINT)",
    |connection, who| {
        let set = raw!((), "SELECT set_config('app.who', {}, FALSE)", who.to_string());
        connection.execute(&set).await?
    }
);

#[cfg(feature = "mysql")]
for_whom!(
    on_mysql,
    MySql,
    database::mysql("mysql"),
    "SELECT CAST(@who AS SIGNED)",
    |connection, who| connection.execute(&raw!((), "SET @who = {}", who)).await?
);

#[cfg(feature = "mysql")]
for_whom!(
    on_mariadb,
    MariaDb,
    database::mariadb("mysql"),
    "SELECT CAST(@who AS SIGNED)",
    |connection, who| connection.execute(&raw!((), "SET @who = {}", who)).await?
);

#[cfg(feature = "postgres")]
#[tokio::test]
async fn a_reader_has_no_moment_at_which_it_is_taken() -> Result<(), Error> {
    let Some(url) = database::postgres("public") else { return Ok(()) };
    let builder = Engine::<Postgres>::builder(&url);
    let engine = builder.on_checkout(|_| Box::pin(async { Ok(()) })).build().await?;
    let error = engine.reader(1).await.map(drop).unwrap_err();
    assert!(error.to_string().contains("`on_checkout` would not run"), "{error}");
    Ok(())
}

#[test]
fn the_blocking_face_has_it_too() -> Result<(), Error> {
    let builder = Engine::<Sqlite>::builder("sqlite::memory:").on_checkout(|connection| {
        Box::pin(
            async move { connection.execute(&raw!((), "PRAGMA cache_size = 77")).await.map(drop) },
        )
    });
    let engine = relata::blocking::Engine::build(builder)?;
    assert_eq!(engine.all(&raw!(i64, "PRAGMA cache_size"))?, [77]);
    let mut connection = engine.connect()?;
    assert!(connection.server_version().is_some_and(|version| version.starts_with("3.")));
    let seven =
        connection.with_rusqlite(|sqlite| sqlite.query_row("SELECT 7", (), |row| row.get(0)))?;
    assert_eq!(seven, Ok::<i64, _>(7));
    connection.invalidate();
    assert_eq!(engine.pool_status().idle, 0);
    Ok(())
}

/// The password is asked for anew for each connection; what the URL says is wrong.
#[cfg(any(feature = "postgres", feature = "mysql"))]
macro_rules! credentials {
    ($name:ident, $dialect:ident, $url:expr) => {
        #[tokio::test]
        async fn $name() -> Result<(), Error> {
            let Some(url) = $url else { return Ok(()) };
            let (scheme, rest) = url.split_once("://").expect("a URL");
            let (account, rest) = rest.split_once('@').expect("an account");
            let (user, password) = account.split_once(':').expect("a password");
            let (user, password) = (user.to_owned(), password.to_owned());
            let wrong = format!("{scheme}://nobody:wrong@{rest}");
            assert!(Engine::<$dialect>::open(&wrong).await.is_err());
            let asked = Arc::new(AtomicU32::new(0));
            let count = asked.clone();
            let builder = Engine::<$dialect>::builder(&wrong).before_connect(move |options| {
                let (user, password, count) = (user.clone(), password.clone(), count.clone());
                Box::pin(async move {
                    tokio::task::yield_now().await;
                    if count.fetch_add(1, Relaxed) >= 2 {
                        return Err(Error::refused("the vault is closed"));
                    }
                    options.set_user(user);
                    options.set_password(password);
                    Ok(())
                })
            });
            let engine = builder.pool_size(3).build().await?;
            let one = raw!(i64, "SELECT 1");
            let (mut first, mut second) = (engine.connect().await?, engine.connect().await?);
            assert_eq!((first.all(&one).await?, second.all(&one).await?), (vec![1], vec![1]));
            let refused = engine.connect().await.map(drop).unwrap_err();
            assert_eq!(refused.to_string(), "the vault is closed");
            drop(first);
            assert_eq!(engine.all(&one).await?, [1]);
            assert_eq!(asked.load(Relaxed), 3);
            Ok(())
        }
    };
}

#[cfg(feature = "rustls")]
#[cfg(feature = "postgres")]
credentials!(a_password_for_postgres, Postgres, database::postgres_tls());
#[cfg(feature = "mysql")]
credentials!(a_password_for_mysql, MySql, database::mysql("mysql"));
#[cfg(feature = "mysql")]
credentials!(a_password_for_mariadb, MariaDb, database::mariadb("mysql"));

on_every_database!(a_connection_is_thrown_away, async |engine| {
    let mut other = engine.read_only().connect().await?;
    let version = other.server_version().expect("it is told").to_owned();
    assert!(version.starts_with(|c: char| c.is_ascii_digit()), "{version}");
    assert_eq!(other.all(&names!()).await?, [""; 0]);
    let before = engine.pool_status();
    other.invalidate();
    let after = engine.pool_status();
    assert_eq!((before.in_use, after.in_use, after.idle), (1, 0, 0));
    assert_eq!(engine.connect().await?.prepared(), 0);
});

#[tokio::test]
async fn what_is_done_with_rusqlite_ends_with_its_user() -> Result<(), Error> {
    for execution in BOTH {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let builder =
            Engine::<Sqlite>::builder(&super::url(&dir)).execution(execution).pool_size(1);
        let builder = builder.on_connect(|connection| {
            Box::pin(async move {
                let set =
                    |sqlite: &rusqlite::Connection| sqlite.pragma_update(None, "cache_size", 50);
                connection.with_rusqlite(set).await?.map_err(Error::refused)
            })
        });
        let engine: engine::Engine<Sqlite> = super::set_up(builder).await?;
        let size = raw!(i64, "PRAGMA cache_size");
        let mut connection = engine.connect().await?;
        let begun = connection.with_rusqlite(|sqlite| {
            sqlite.execute_batch("PRAGMA cache_size = 51; BEGIN; CREATE TABLE gone (a)")
        });
        begun.await?.expect("it is right");
        assert_eq!(connection.all(&size).await?, [51]);
        drop(connection);
        assert_eq!(engine.all(&size).await?, [50]);
        let gone = engine.all(&raw!(i64, "SELECT a FROM gone")).await.unwrap_err();
        assert!(gone.is_unknown_table(), "{gone:?}");
        // A stream that was left is ended before.
        let mut connection = engine.connect().await?;
        let mut rows = connection.stream(&size);
        assert_eq!(rows.next().await.transpose()?, Some(50));
        drop(rows);
        let count =
            connection.with_rusqlite(|sqlite| sqlite.query_row("SELECT 6", (), |row| row.get(0)));
        assert_eq!(count.await?, Ok::<i64, _>(6));
    }
    Ok(())
}
