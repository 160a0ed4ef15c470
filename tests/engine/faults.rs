//! Servers and networks that fail, and users who do not wait: the right error, and nothing is left behind.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};

use relata::Error;
use relata::engine::Connection;
use relata::prelude::*;

use super::proxy::{Mode, PATIENCE, behind};
use super::{BOTH, add, clean_up, database, names, server, set_up, url, users};

/// The process of a connection.
macro_rules! backend {
    () => {
        raw!(i32, "SELECT pg_backend_pid()")
    };
}

async fn pid(connection: &mut Connection<Postgres>) -> Result<i32, Error> {
    Ok(connection.all(&backend!()).await?[0])
}

/// Ends a connection on the server, and waits until it is gone.
async fn kill(engine: &Engine<Postgres>, pid: i32) -> Result<(), Error> {
    let done = engine.all(&raw!(bool, "SELECT pg_terminate_backend({}, 9000)", pid)).await?;
    assert_eq!(done, [true]);
    Ok(())
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
async fn a_server_that_dies_in_a_statement() -> Result<(), Error> {
    let Some(engine) = server(2).await? else { return Ok(()) };
    let mut connection = engine.connect().await?;
    let victim = pid(&mut connection).await?;
    let long = raw!(i32, "SELECT 1 FROM (SELECT pg_sleep(60)) AS later");
    let (done, killed) = tokio::join!(connection.all(&long), async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        kill(&engine, victim).await
    });
    killed?;
    let error = done.unwrap_err();
    assert!(error.is_disconnect() && !error.is_retryable(), "{error:?}");
    drop(connection);
    all_serve(&engine, 2).await?;
    clean_up(&engine).await
}

#[tokio::test]
async fn a_server_that_dies_in_a_transaction() -> Result<(), Error> {
    let Some(engine) = server(2).await? else { return Ok(()) };
    for at_commit in [true, false] {
        let mut connection = engine.connect().await?;
        let victim = pid(&mut connection).await?;
        drop(connection);
        let mut tx = engine.begin().await?;
        assert_eq!(tx.all(&backend!()).await?, [victim]);
        tx.execute(&add!("Ada")).await?;
        kill(&engine, victim).await?;
        // Its task sees the end of the connection.
        tokio::time::sleep(Duration::from_millis(50)).await;
        let error = match at_commit {
            // Nothing was sent, so it is known that nothing is committed.
            true => tx.commit().await.unwrap_err(),
            false => {
                let error = tx.execute(&add!("Grace")).await.unwrap_err();
                drop(tx);
                error
            }
        };
        assert!(error.is_disconnect() && !error.is_unknown_commit(), "{error:?}");
        assert_eq!(engine.all(&names!()).await?, <[String; 0]>::default());
    }
    all_serve(&engine, 2).await?;
    clean_up(&engine).await
}

#[tokio::test]
async fn a_server_that_dies_at_commit() -> Result<(), Error> {
    let Some(engine) = server(2).await? else { return Ok(()) };
    for text in [
        "CREATE FUNCTION later() RETURNS trigger LANGUAGE plpgsql AS
             'BEGIN PERFORM pg_sleep(60); RETURN NULL; END'",
        "CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON users INITIALLY DEFERRED
             FOR EACH ROW EXECUTE FUNCTION later()",
    ] {
        engine.connect().await?.client().batch_execute(text).await.expect("it is right");
    }
    let mut connection = engine.connect().await?;
    let victim = pid(&mut connection).await?;
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
async fn a_network_that_dies_at_commit() -> Result<(), Error> {
    let ways =
        [false, true].map(|with| [(Mode::BeforeCommit, with, 0), (Mode::AfterCommit, with, 1)]);
    for (mode, with_statement, kept) in ways.into_iter().flatten() {
        let Some((proxy, engine, direct)) = behind("commit", 1).await? else { return Ok(()) };
        let mut tx = engine.begin().await?;
        tx.execute(&add!("Ada")).await?;
        let visit = update(users::table).set(users::visits.set(1)).every_row();
        tx.execute(&visit).await?;
        proxy.set(mode);
        let error = match with_statement {
            true => tx.commit_with(&visit).await.map(drop).unwrap_err(),
            false => tx.commit().await.unwrap_err(),
        };
        assert!(error.is_unknown_commit() && !error.is_retryable(), "{error:?}");
        proxy.set(Mode::Pass);
        // The server may still be at it.
        let mut tx = direct.begin().await?;
        tx.execute(&raw!((), "LOCK TABLE users IN ACCESS EXCLUSIVE MODE")).await?;
        assert_eq!(tx.all(&names!()).await?.len(), kept, "{mode:?}");
        drop(tx);
        engine.execute(&add!("Grace")).await?;
        all_serve(&engine, 1).await?;
        drop(engine);
        clean_up(&direct).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_network_that_tears_answers() -> Result<(), Error> {
    let Some((proxy, engine, direct)) = behind("tears", 2).await? else { return Ok(()) };
    engine.execute(&add!("Ada")).await?;
    for bytes in [0, 1, 4, 5, 7, 20, 33] {
        proxy.set(Mode::Tear(bytes));
        let error = engine.all(&names!()).await.unwrap_err();
        assert!(error.is_disconnect(), "{bytes}: {error:?}");
        let mut tx = match engine.begin().await {
            Ok(tx) => tx,
            Err(error) => {
                // It had to be opened, which was torn too.
                assert!(error.is_cannot_open() || error.is_disconnect(), "{bytes}: {error:?}");
                proxy.set(Mode::Pass);
                engine.begin().await?
            }
        };
        proxy.set(Mode::Tear(bytes));
        assert!(tx.execute(&add!("Grace")).await.unwrap_err().is_disconnect());
        proxy.set(Mode::Pass);
        drop(tx);
        assert_eq!(engine.all(&names!()).await?, ["Ada"]);
    }
    all_serve(&engine, 2).await?;
    drop(engine);
    clean_up(&direct).await
}

#[tokio::test]
async fn a_network_that_stalls() -> Result<(), Error> {
    let Some((proxy, engine, direct)) = behind("stalls", 2).await? else { return Ok(()) };
    engine.execute(&add!("Ada")).await?;
    let since = Instant::now();
    proxy.set(Mode::Stall);
    let all = names!();
    let wait = tokio::time::timeout(Duration::from_millis(100), engine.all(&all));
    assert!(wait.await.is_err());
    // No other can be opened, which is told in time.
    for _ in 0..2 {
        let error = engine.connect().await.unwrap_err();
        assert!(error.is_pool_timeout() || error.is_cannot_open(), "{error:?}");
    }
    let first = Engine::<Postgres>::builder(&proxy.url).pool_timeout(Duration::from_millis(100));
    let error = first.build().await.unwrap_err();
    assert!(error.is_cannot_open() && error.to_string().contains("100ms"), "{error:?}");
    assert!(since.elapsed() < Duration::from_secs(20));
    proxy.set(Mode::Pass);
    // Those that never came hold no place of the pool for long.
    tokio::time::sleep(PATIENCE + Duration::from_millis(100)).await;
    assert_eq!(engine.all(&names!()).await?, ["Ada"]);
    all_serve(&engine, 2).await?;
    drop(engine);
    clean_up(&direct).await
}

#[tokio::test]
async fn idle_connections_that_were_cut_are_replaced() -> Result<(), Error> {
    let Some((proxy, engine, direct)) = behind("idle", 3).await? else { return Ok(()) };
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

#[tokio::test]
async fn a_server_at_its_limit() -> Result<(), Error> {
    let Some(url) = database::postgres("public") else { return Ok(()) };
    let Some((before, after)) = url.split_once("relata@") else { return Ok(()) };
    let role = format!("relata_few_{}", std::process::id());
    let owner = Engine::<Postgres>::open(&url).await?;
    let client = owner.connect().await?;
    let create = format!("CREATE ROLE {role} LOGIN CONNECTION LIMIT 2");
    client.client().batch_execute(&create).await.expect("it is right");
    let engine = Engine::<Postgres>::builder(&format!("{before}{role}@{after}"));
    let engine = engine.pool_size(5).build().await?;
    let held = [engine.connect().await?, engine.connect().await?];
    let since = Instant::now();
    for _ in 0..3 {
        let error = engine.connect().await.unwrap_err();
        assert!(error.is_cannot_open() && error.code() == Some("53300"), "{error:?}");
    }
    assert!(since.elapsed() < Duration::from_secs(10));
    drop(held);
    assert_eq!(engine.all(&raw!(i32, "SELECT 1")).await?, [1]);
    engine.close(Duration::from_secs(5)).await?;
    client.client().batch_execute(&format!("DROP ROLE {role}")).await.expect("it is right");
    Ok(())
}

/// Polls a future so many times at most, each time that it is woken, and drops it.
pub async fn poll_at_most<F: Future>(times: usize, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut left = times;
    poll_fn(|cx| {
        let Some(next) = left.checked_sub(1) else { return Poll::Ready(None) };
        left = next;
        let poll = future.as_mut().poll(cx).map(Some);
        match poll {
            Poll::Pending if left == 0 => Poll::Ready(None),
            poll => poll,
        }
    })
    .await
}

#[tokio::test]
async fn a_transaction_dropped_at_each_of_its_awaits() -> Result<(), Error> {
    let Some(engine) = server(2).await? else { return Ok(()) };
    let mut finished = false;
    for times in 1..200 {
        let work = async {
            let mut tx = engine.begin().await?;
            tx.execute(&add!("Ada")).await?;
            let mut inner = tx.savepoint().await?;
            inner.execute(&add!("Grace")).await?;
            inner.commit().await?;
            tx.all(&names!()).await?;
            tx.commit().await
        };
        let done = poll_at_most(times, work).await;
        let mut writer = engine.begin().await?;
        // It is had once the other transaction has ended.
        writer.execute(&raw!((), "LOCK TABLE users IN ACCESS EXCLUSIVE MODE")).await?;
        let names = writer.all(&names!()).await?;
        match done {
            Some(done) => {
                done?;
                assert_eq!(names, ["Ada", "Grace"]);
                finished = true;
            }
            // A COMMIT that nobody waited for may have happened.
            None => assert!(names.is_empty() || names == ["Ada", "Grace"], "{names:?}"),
        }
        writer.execute(&delete(users::table).every_row()).await?;
        writer.commit().await?;
        if finished {
            break;
        }
    }
    assert!(finished);
    all_serve(&engine, 2).await?;
    clean_up(&engine).await
}

/// Two rows in a transaction, with a pause of the database in it.
macro_rules! pair {
    ($engine:expr, $number:expr) => {
        $engine
            .transaction(async |tx| {
                tx.execute(&add!(format!("{}a", $number))).await?;
                tokio::task::yield_now().await;
                tx.execute(&add!(format!("{}b", $number))).await?;
                Ok::<_, Error>(())
            })
            .await
    };
}
pub(super) use pair;

/// Runs a thousand tasks, most of which are cancelled on their way.
pub async fn cancel_many<D, F>(engine: &Engine<D>, work: impl Fn(Engine<D>, usize) -> F)
where
    D: relata::driver::Driver,
    F: Future<Output = Result<(), Error>> + Send + 'static,
{
    let tasks: Vec<_> = (0..1000).map(|i| tokio::spawn(work(engine.clone(), i))).collect();
    let mut random = 1_u32;
    for task in &tasks {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        if random >> 30 == 0 {
            tokio::time::sleep(Duration::from_micros(u64::from(random >> 20))).await;
        }
        if !random.is_multiple_of(8) {
            task.abort();
        }
    }
    for task in tasks {
        match task.await {
            Ok(done) => done.expect("who is not cancelled succeeds"),
            Err(error) => assert!(error.is_cancelled()),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_cancelled_tasks_leave_the_pool_whole() -> Result<(), Error> {
    let Some(engine) = server(5).await? else { return Ok(()) };
    cancel_many(&engine, |engine, i| async move { pair!(engine, i) }).await;
    all_serve(&engine, 5).await?;
    let rows = engine.all(&names!()).await?;
    assert!(!rows.is_empty() && rows.len() % 2 == 0, "{}", rows.len());
    clean_up(&engine).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_cancelled_tasks_on_sqlite() -> Result<(), Error> {
    for execution in BOTH {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let builder = Engine::<Sqlite>::builder(&url(&dir)).execution(execution).pool_size(5);
        let engine = set_up(builder.busy_timeout(Duration::from_secs(60))).await?;
        cancel_many(&engine, |engine, i| async move { pair!(engine, i) }).await;
        let mut held = Vec::new();
        for _ in 0..5 {
            held.push(engine.connect().await?);
        }
        for (i, connection) in held.iter_mut().enumerate() {
            connection.begin().await?.commit().await?;
            connection.execute(&add!(format!("last {i}"))).await?;
        }
        let rows = held[0].all(&names!()).await?;
        assert!(rows.len() > 5 && rows.len() % 2 == 1, "{}", rows.len());
        drop(held);
        assert_eq!(engine.pool_status().in_use, 0);
    }
    Ok(())
}
