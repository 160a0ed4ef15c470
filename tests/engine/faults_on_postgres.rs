//! The faults on PostgreSQL, and those that it alone has.

#![allow(
    clippy::extra_unused_type_parameters,
    reason = "the scenes say on which database they are"
)]

use std::time::{Duration, Instant};

use relata::Error;
use relata::prelude::*;

use super::faults::{cancel_many, pair, poll_at_most, scenes};
use super::proxy::{Mode, PATIENCE, Proxy};
use super::{add, clean_up, database, names, users};

scenes! {
    Postgres;
    // What it says where it takes no more connections.
    full "53300";
    // After so many bytes of an answer the network tears.
    torn [0, 1, 4, 5, 7, 20, 33];
    // Whether it is known of a connection that has ended while nobody used it.
    sees_the_end true;
}

/// There is one such server.
async fn server<D>(connections: u32) -> Result<Option<Engine<Postgres>>, Error> {
    super::server(connections).await
}

/// An engine behind a proxy, and one before it.
async fn behind<D>(
    name: &str,
    connections: u32,
) -> Result<Option<(Proxy, Engine<Postgres>, Engine<Postgres>)>, Error> {
    super::proxy::behind(name, connections).await
}

/// What is said without relata.
async fn by_hand(engine: &Engine<Postgres>, text: &str) -> Result<(), Error> {
    engine.connect().await?.client().batch_execute(text).await.expect("it is right");
    Ok(())
}

/// The process of a connection.
async fn id(on: &mut impl Executor<Dialect = Postgres, Access: Writing>) -> Result<i64, Error> {
    Ok(on.all(&raw!(i32, "SELECT pg_backend_pid()")).await?[0].into())
}

/// Runs a statement that takes long.
async fn linger(
    on: &mut impl Executor<Dialect = Postgres, Access: Writing>,
) -> Result<Vec<i64>, Error> {
    on.all(&raw!(i64, "SELECT 1::bigint FROM (SELECT pg_sleep(60)) AS later")).await
}

/// Ends a connection on the server, and waits until it is gone.
async fn kill(engine: &Engine<Postgres>, id: i64) -> Result<(), Error> {
    let kill = raw!(bool, "SELECT pg_terminate_backend(CAST({} AS INTEGER), 9000)", id);
    assert_eq!(engine.all(&kill).await?, [true]);
    // The connection's task sees the end of it.
    tokio::time::sleep(Duration::from_millis(50)).await;
    Ok(())
}

/// The names of all users, once nobody else writes.
async fn names_alone(
    on: &mut impl Executor<Dialect = Postgres, Access: Writing>,
) -> Result<Vec<String>, Error> {
    on.execute(&raw!((), "LOCK TABLE users IN ACCESS EXCLUSIVE MODE")).await?;
    on.all(&names!()).await
}

/// Where a user is who has two connections at most, and what makes and drops this user.
fn few<D>() -> Option<(String, [String; 2])> {
    let url = database::postgres("public")?;
    let (before, after) = url.split_once("relata@")?;
    let role = format!("relata_few_{}", std::process::id());
    let create = format!("CREATE ROLE {role} LOGIN CONNECTION LIMIT 2");
    Some((format!("{before}{role}@{after}"), [create, format!("DROP ROLE {role}")]))
}

/// All connections of the pool serve, and none is in a transaction or holds a lock.
async fn all_serve(engine: &Engine<Postgres>, size: u32) -> Result<(), Error> {
    let mut held = Vec::new();
    for _ in 0..size {
        held.push(engine.connect().await?);
    }
    for connection in &mut held {
        let locks = raw!(
            i64,
            "SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid()
                 AND locktype IN ('transactionid', 'advisory')"
        );
        assert_eq!(connection.all(&locks).await?, [0]);
        // In a transaction the time stands still.
        let now = raw!(String, "SELECT now()::text");
        assert_ne!(connection.all(&now).await?, connection.all(&now).await?);
    }
    drop(held);
    let status = engine.pool_status();
    assert_eq!((status.in_use, status.waiting), (0, 0));
    assert!(status.idle <= size);
    Ok(())
}

#[tokio::test]
async fn a_server_that_dies_at_commit() -> Result<(), Error> {
    let Some(engine) = server::<Postgres>(2).await? else { return Ok(()) };
    for text in [
        "CREATE FUNCTION later() RETURNS trigger LANGUAGE plpgsql AS
             'BEGIN PERFORM pg_sleep(60); RETURN NULL; END'",
        "CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON users INITIALLY DEFERRED
             FOR EACH ROW EXECUTE FUNCTION later()",
    ] {
        by_hand(&engine, text).await?;
    }
    let mut connection = engine.connect().await?;
    let victim = id(&mut connection).await?;
    let mut tx = connection.begin().await?;
    tx.execute(&add!("Ada")).await?;
    let (done, killed) = tokio::join!(tx.commit(), async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        kill(&engine, victim).await
    });
    killed?;
    let error = done.unwrap_err();
    assert!(error.is_unknown_commit() && !error.is_retryable() && !error.is_disconnect());
    let cause = std::error::Error::source(&error).and_then(|cause| cause.downcast_ref::<Error>());
    assert!(cause.is_some_and(Error::is_disconnect), "{error:?}");
    drop(connection);
    assert_eq!(engine.all(&names!()).await?, <[String; 0]>::default());
    all_serve(&engine, 2).await?;
    clean_up(&engine).await
}

#[tokio::test]
async fn a_network_that_dies_at_a_commit_with_a_statement() -> Result<(), Error> {
    for (mode, kept) in [(Mode::BeforeCommit, 0), (Mode::AfterCommit, 1)] {
        let Some((proxy, engine, direct)) = behind::<Postgres>("with", 1).await? else {
            return Ok(());
        };
        let mut tx = engine.begin().await?;
        tx.execute(&add!("Ada")).await?;
        let visit = update(users::table).set(users::visits.set(1)).every_row();
        tx.execute(&visit).await?;
        proxy.set(mode);
        let error = tx.commit_with(&visit).await.unwrap_err();
        assert!(error.is_unknown_commit() && !error.is_retryable(), "{error:?}");
        assert_eq!(names_alone(&mut direct.begin().await?).await?.len(), kept, "{mode:?}");
        clean_up(&direct).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_begin_that_fails_before_its_first_statement() -> Result<(), Error> {
    let Some((proxy, engine, direct)) = behind::<Postgres>("unbegun", 1).await? else {
        return Ok(());
    };
    proxy.set(Mode::Misspell);
    let mut tx = engine.begin().await?;
    let error = tx.execute(&add!("Ada")).await.unwrap_err();
    assert!(error.is_unknown_commit() && !error.is_retryable(), "{error:?}");
    // Nothing else runs as if it were in a transaction.
    let error = tx.execute(&add!("Grace")).await.unwrap_err();
    assert!(error.is_lost_transaction(), "{error:?}");
    let error = tx.run_script("DELETE FROM users").await.unwrap_err();
    assert!(error.is_lost_transaction(), "{error:?}");
    assert!(tx.commit().await.unwrap_err().is_lost_transaction());
    assert_eq!(direct.all(&names!()).await?, ["Ada"]);

    let error = engine.begin().await?.commit_with(&add!("Grace")).await.unwrap_err();
    assert!(error.is_unknown_commit(), "{error:?}");
    assert_eq!(direct.all(&names!()).await?, ["Ada", "Grace"]);

    // Where the statement fails as well, nothing is kept.
    let error = engine.begin().await?.commit_with(&add!("Ada")).await.unwrap_err();
    assert!(error.is_syntax(), "{error:?}");

    // Nor is it an error of a statement of a script.
    let mut tx = engine.begin().await?;
    let error = tx.run_script("SELECT 1; SELEKT 2").await.unwrap_err();
    assert!(error.is_syntax() && error.statement_number().is_none(), "{error:?}");
    tx.rollback().await?;

    // A savepoint is one text with its BEGIN.
    let mut tx = engine.begin().await?;
    assert!(tx.savepoint().await.unwrap_err().is_syntax());
    assert!(tx.execute(&add!("Edsger")).await.unwrap_err().is_lost_transaction());
    tx.rollback().await?;
    proxy.set(Mode::Pass);
    assert_eq!(engine.all(&names!()).await?, ["Ada", "Grace"]);
    all_serve(&engine, 1).await?;
    drop(engine);
    clean_up(&direct).await
}

#[tokio::test]
async fn idle_connections_that_were_cut_are_replaced() -> Result<(), Error> {
    let Some((proxy, engine, direct)) = behind::<Postgres>("idle", 3).await? else { return Ok(()) };
    engine.warm_up(3).await?;
    proxy.cut();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(engine.all(&raw!(i32, "SELECT 1")).await?, [1]);
    // Nor does one that breaks on the way stay.
    proxy.set(Mode::Tear(0));
    let one = engine.all(&raw!(i32, "SELECT 1")).await;
    assert!(one.unwrap_err().is_disconnect());
    proxy.set(Mode::Pass);
    all_serve(&engine, 3).await?;
    drop(engine);
    clean_up(&direct).await
}

#[tokio::test]
async fn who_is_not_let_in() -> Result<(), Error> {
    let Some(tls) = database::postgres_tls() else { return Ok(()) };
    let (place, _) = tls.split_once('?').expect("it names its certificate");
    let (start, rest) = place.rsplit_once(':').expect("it has a port");
    let (start, host) = start.rsplit_once('@').expect("it has a user");
    let (start, _) = start.rsplit_once(':').expect("it has a password");
    let url = format!("{start}:wrong@{host}:{rest}?sslmode=disable");
    let error = Engine::<Postgres>::open(&url).await.unwrap_err();
    assert!(error.is_permission() && !error.is_disconnect(), "{error:?}");
    assert!(!format!("{error:?}").contains("wrong"));
    let missing = format!("{place}_no_such?sslmode=disable");
    let error = Engine::<Postgres>::open(&missing).await.unwrap_err();
    assert!(error.is_cannot_open(), "{error:?}");
    Ok(())
}
