//! What one user of a session has changed by hand does not reach the next, and what was not costs nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use relata::engine::{Connection, Isolation};
use relata::prelude::*;
use relata::{Error, assert_queries};

use super::{add, clean_up, database, names, server, users};

table! {
    pub pg_settings {
        #[primary_key] name: String,
        setting: String,
    }
}

/// All that is to be seen of a session.
async fn seen(connection: &mut Connection<Postgres>) -> Result<Vec<String>, Error> {
    let settings = raw!(
        String,
        "SELECT current_setting('search_path') || ' ' || current_setting('TimeZone') || ' '
             || current_setting('default_transaction_isolation') || ' ' || current_user
             || ' ' || coalesce(current_setting('app.tenant', true), '')"
    );
    let mut seen = connection.all(&settings).await?;
    for query in [
        "SELECT mode FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()",
        "SELECT relname::text FROM pg_class WHERE relpersistence = 't'
             AND relnamespace = pg_my_temp_schema()",
        "SELECT channel FROM pg_listening_channels() AS channel",
        "SELECT name FROM pg_cursors",
    ] {
        for row in connection.client().query(query, &[]).await.expect("it is right") {
            seen.push(row.get(0));
        }
    }
    Ok(seen)
}

#[tokio::test]
async fn a_session_is_as_it_was() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.execute(&add!("Ada")).await?;
    let mut connection = engine.connect().await?;
    let pid = connection.all(&raw!(i32, "SELECT pg_backend_pid()")).await?;
    let before = seen(&mut connection).await?;
    drop(connection);
    // The ways on which something can be changed, each alone.
    macro_rules! changes {
        ($($text:literal),*) => {$({
            let mut connection = engine.connect().await?;
            connection.execute(&raw!((), $text)).await?;
            drop(connection);
            let mut connection = engine.connect().await?;
            assert_eq!(seen(&mut connection).await?, before, $text);
            // Our statements are still there.
            assert_eq!(connection.all(&names!()).await?, ["Ada"]);
        })*};
    }
    changes!(
        "SET search_path = pg_catalog",
        "SET TimeZone = 'Asia/Tokyo'",
        "SELECT set_config('app.tenant', '1', false)",
        "SELECT pg_advisory_lock(1)",
        "CREATE TEMPORARY TABLE mine AS SELECT 1 AS a",
        "LISTEN news",
        "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE",
        "SET ROLE pg_monitor",
        "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
        "BEGIN",
        "DEALLOCATE ALL",
        "DO $$ BEGIN PERFORM set_config('app.tenant', '2', false); END $$"
    );
    let lock = select(sql!(bool, "pg_try_advisory_lock({})", users::id)).limit_unordered(1);
    engine.all(&lock).await?;
    let mut connection = engine.connect().await?;
    assert_eq!(seen(&mut connection).await?, before);
    drop(connection);
    // By the client, with a transaction that is left open.
    let connection = engine.connect().await?;
    connection
        .client()
        .batch_execute("BEGIN; SET TimeZone = 'Asia/Tokyo'")
        .await
        .expect("it works");
    connection.client().batch_execute("INSERT INTO users VALUES (7)").await.expect_err("no name");
    drop(connection);
    let mut connection = engine.connect().await?;
    assert_eq!(seen(&mut connection).await?, before);
    assert_eq!(connection.all(&raw!(i32, "SELECT pg_backend_pid()")).await?, pid);
    drop(connection);
    clean_up(&engine).await
}

#[tokio::test]
async fn statements_of_ours_stay_prepared() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.execute(&add!("Ada")).await?;
    engine.all(&names!()).await?;
    let before = engine.connect().await?.prepared();
    engine.execute(&raw!((), "SET TimeZone = 'Asia/Tokyo'")).await?;
    engine.execute(&add!("Grace")).await?;
    assert_eq!(engine.all(&names!()).await?.len(), 2);
    // One more: the SET.
    assert_eq!(engine.connect().await?.prepared(), before + 1);
    clean_up(&engine).await
}

#[tokio::test]
async fn a_reset_that_is_not_answered_gives_another_connection() -> Result<(), Error> {
    let Some(url) = database::postgres("public") else { return Ok(()) };
    let builder = Engine::<Postgres>::builder(&url).pool_size(1);
    let engine = builder.pool_timeout(Duration::from_secs(2)).build().await?;
    let pid = raw!(i32, "SELECT pg_backend_pid()");
    let mut connection = engine.connect().await?;
    let silent = connection.all(&pid).await?;
    let busy = connection.client().batch_execute("SELECT pg_sleep(8)");
    assert!(tokio::time::timeout(Duration::from_millis(50), busy).await.is_err());
    drop(connection);
    assert_ne!(engine.all(&pid).await?, silent);
    Ok(())
}

#[tokio::test]
async fn a_session_that_was_reset_is_prepared_again() -> Result<(), Error> {
    let Some(url) = database::postgres("public") else { return Ok(()) };
    let count = Arc::new(AtomicU32::new(0));
    let counter = count.clone();
    let builder = Engine::<Postgres>::builder(&url).pool_size(1).on_connect(move |connection| {
        counter.fetch_add(1, Ordering::Relaxed);
        Box::pin(async move {
            connection.execute(&raw!((), "SET TimeZone = 'Asia/Tokyo'")).await?;
            Ok(())
        })
    });
    let engine = builder.build().await?;
    let zone = raw!(String, "SELECT current_setting('TimeZone')");
    for _ in 0..3 {
        assert_eq!(engine.all(&zone).await?, ["Asia/Tokyo"]);
    }
    assert_eq!(count.load(Ordering::Relaxed), 1);
    engine.execute(&raw!((), "SET TimeZone = 'UTC'")).await?;
    assert_eq!(engine.all(&zone).await?, ["Asia/Tokyo"]);
    assert_eq!(count.load(Ordering::Relaxed), 2);
    Ok(())
}

#[tokio::test]
async fn transactions_have_the_level_of_the_engine() -> Result<(), Error> {
    let Some(url) = database::postgres("public") else { return Ok(()) };
    let builder = Engine::<Postgres>::builder(&url).isolation(Isolation::RepeatableRead);
    let engine = builder.build().await?;
    let level = raw!(String, "SELECT current_setting('transaction_isolation')");
    assert_eq!(engine.begin().await?.all(&level).await?, ["repeatable read"]);
    let mut tx = engine.begin_with(Isolation::Serializable).await?;
    assert_eq!(tx.all(&level).await?, ["serializable"]);
    drop(tx);
    assert_eq!(engine.all(&level).await?, ["read committed"]);
    let mut tx = engine.begin_deferrable().await?;
    let numbers = from(pg_settings::table).filter(pg_settings::name.eq("transaction_deferrable"));
    assert_eq!(tx.all(&numbers.select(pg_settings::setting)).await?, ["on"]);
    tx.commit().await
}

#[tokio::test]
async fn faults_of_transactions_are_told_apart() -> Result<(), Error> {
    let Some(engine) = server(2).await? else { return Ok(()) };
    engine.execute(&add!("Ada")).await?;
    let more = update(users::table).set(users::visits.set(users::visits + 1)).every_row();
    let mut first = engine.begin_with(Isolation::Serializable).await?;
    let mut second = engine.begin_with(Isolation::Serializable).await?;
    first.execute(&more).await?;
    second.all(&names!()).await?;
    first.commit().await?;
    let error = second.execute(&more).await.unwrap_err();
    assert!(error.is_serialization_failure() && error.is_retryable() && !error.is_deadlock());
    drop(second);
    let mut first = engine.begin().await?;
    first.execute(&more).await?;
    let mut second = engine.begin().await?;
    second.execute(&raw!((), "SET LOCAL lock_timeout = '20ms'")).await?;
    let error = second.execute(&more).await.unwrap_err();
    assert!(error.is_lock_timeout() && error.is_timeout() && error.is_retryable());
    drop((first, second));
    assert_queries!(engine, 1, engine.execute(&more).await?);
    clean_up(&engine).await
}
