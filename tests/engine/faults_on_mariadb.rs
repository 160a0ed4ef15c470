//! The same faults on MariaDB: the right error, and nothing is left behind.

use std::time::{Duration, Instant};

use mysql_async::prelude::Queryable;
use relata::Error;
use relata::prelude::*;

use super::faults::{cancel_many, pair, poll_at_most};
use super::on_mysql::{clean_up, server};
use super::proxy::{Mode, PATIENCE, Proxy};
use super::{add, blog, database, names, users};

/// All connections of the pool serve, and none is in a transaction.
async fn all_serve(engine: &Engine<MariaDb>, size: u32) -> Result<(), Error> {
    let mut held = Vec::new();
    for _ in 0..size {
        held.push(engine.connect().await?);
    }
    for connection in &mut held {
        assert_eq!(connection.all(&raw!(i64, "SELECT @@in_transaction")).await?, [0]);
    }
    drop(held);
    let status = engine.pool_status();
    assert_eq!((status.in_use, status.waiting), (0, 0));
    Ok(())
}

/// An engine behind a proxy, in a database of its own.
async fn behind(
    name: &str,
    size: u32,
) -> Result<Option<(Proxy, Engine<MariaDb>, Engine<MariaDb>)>, Error> {
    let name = format!("relata_faults_{}_{name}", std::process::id());
    let (Some(url), Some(port)) = (database::mariadb(&name), database::mariadb_tls()) else {
        return Ok(None);
    };
    database::create::<MariaDb>(&url).await?;
    let direct = Engine::<MariaDb>::builder(&url).pool_size(1).build().await?;
    direct.create_all::<blog>().await?;
    let proxy = Proxy::before(&port, &format!("{name}?ssl-mode=DISABLED")).await;
    let builder = Engine::<MariaDb>::builder(&proxy.url).pool_size(size);
    let engine = builder.pool_timeout(PATIENCE).build().await?;
    Ok(Some((proxy, engine, direct)))
}

#[tokio::test]
async fn a_server_that_dies_in_a_transaction() -> Result<(), Error> {
    let Some(engine) = server::<MariaDb>(2).await? else { return Ok(()) };
    for at_commit in [true, false] {
        let mut tx = engine.begin().await?;
        tx.execute(&add!("Ada")).await?;
        let victim = tx.all(&raw!(i64, "SELECT CONNECTION_ID()")).await?[0];
        let mut other = engine.connect().await?;
        let conn = other.conn().expect("it is open");
        conn.query_drop(format!("KILL {victim}")).await.expect("it is killed");
        drop(other);
        let error = match at_commit {
            true => tx.commit().await.unwrap_err(),
            false => {
                let error = tx.execute(&add!("Grace")).await.unwrap_err();
                drop(tx);
                error
            }
        };
        assert!(error.is_disconnect() || at_commit && error.is_unknown_commit(), "{error:?}");
        assert!(!error.is_retryable());
        assert_eq!(engine.all(&names!()).await?, <[String; 0]>::default());
    }
    all_serve(&engine, 2).await?;
    clean_up(&engine).await
}

#[tokio::test]
async fn a_network_that_dies_at_commit() -> Result<(), Error> {
    for (mode, kept) in [(Mode::BeforeCommit, 0), (Mode::AfterCommit, 1)] {
        let Some((proxy, engine, direct)) = behind("commit", 1).await? else { return Ok(()) };
        let mut tx = engine.begin().await?;
        tx.execute(&add!("Ada")).await?;
        proxy.set(mode);
        let error = tx.commit().await.unwrap_err();
        assert!(error.is_unknown_commit() && !error.is_retryable(), "{error:?}");
        proxy.set(Mode::Pass);
        // The server may still be at it, and has the rows locked until then.
        let mut tx = direct.begin().await?;
        let names = tx.all(&select(users::name).order_by(users::id).for_update()).await?;
        assert_eq!(names.len(), kept, "{mode:?}");
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
    for bytes in [0, 1, 3, 4, 5, 9] {
        // One that is there already.
        engine.all(&names!()).await?;
        proxy.set(Mode::Tear(bytes));
        let error = engine.all(&names!()).await.unwrap_err();
        assert!(error.is_disconnect(), "{bytes}: {error:?}");
        proxy.set(Mode::Pass);
        let mut tx = engine.begin().await?;
        tx.all(&names!()).await?;
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
    for _ in 0..2 {
        let error = engine.connect().await.unwrap_err();
        assert!(error.is_pool_timeout() || error.is_cannot_open(), "{error:?}");
    }
    assert!(since.elapsed() < Duration::from_secs(20));
    proxy.set(Mode::Pass);
    tokio::time::sleep(PATIENCE + Duration::from_millis(100)).await;
    assert_eq!(engine.all(&names!()).await?, ["Ada"]);
    all_serve(&engine, 2).await?;
    drop(engine);
    clean_up(&direct).await
}

#[tokio::test]
async fn a_server_at_its_limit() -> Result<(), Error> {
    let Some(engine) = server::<MariaDb>(1).await? else { return Ok(()) };
    let Some(url) = database::mariadb("") else { return Ok(()) };
    let (_, place) = url.rsplit_once('@').expect("an account");
    let few = format!("few_{}", std::process::id());
    let mut owner = engine.connect().await?;
    let conn = owner.conn().expect("it is open");
    let create = format!("CREATE USER {few}@'%' WITH MAX_USER_CONNECTIONS 2");
    conn.query_drop(create).await.expect("it is right");
    let limited = Engine::<MariaDb>::builder(&format!("mariadb://{few}@{place}"));
    let limited = limited.pool_size(5).build().await?;
    let held = [limited.connect().await?, limited.connect().await?];
    let since = Instant::now();
    for _ in 0..3 {
        let error = limited.connect().await.unwrap_err();
        assert!(error.is_cannot_open() && error.code() == Some("1226"), "{error:?}");
    }
    assert!(since.elapsed() < Duration::from_secs(10));
    drop(held);
    assert_eq!(limited.all(&raw!(i64, "SELECT 1")).await?, [1]);
    limited.close(Duration::from_secs(5)).await?;
    let conn = owner.conn().expect("it is open");
    conn.query_drop(format!("DROP USER {few}@'%'")).await.expect("it is dropped");
    drop(owner);
    clean_up(&engine).await
}

#[tokio::test]
async fn a_transaction_dropped_at_each_of_its_awaits() -> Result<(), Error> {
    let Some(engine) = server::<MariaDb>(2).await? else { return Ok(()) };
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
        // The rows are locked until the other transaction has ended.
        let names = writer.all(&select(users::name).order_by(users::id).for_update()).await?;
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_cancelled_tasks_leave_the_pool_whole() -> Result<(), Error> {
    let Some(engine) = server::<MariaDb>(5).await? else { return Ok(()) };
    cancel_many(&engine, |engine, i| async move { pair!(engine, i) }).await;
    all_serve(&engine, 5).await?;
    let rows = engine.all(&names!()).await?;
    assert!(!rows.is_empty() && rows.len() % 2 == 0, "{}", rows.len());
    clean_up(&engine).await
}
