//! The pool's limits: what is kept, what is opened above, who prepares connections, and how it closes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use relata::Error;
use relata::engine::{Builder, Isolation, PoolOrder};
use relata::prelude::*;

use super::{BOTH, add, names, set_up, url};

/// An engine on a file, with settings.
async fn with(
    dir: &tempfile::TempDir,
    settings: impl FnOnce(Builder<Sqlite>) -> Builder<Sqlite>,
) -> Result<Engine<Sqlite>, Error> {
    set_up(settings(Engine::builder(&url(dir)))).await
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

#[tokio::test]
async fn connections_above_the_size_are_closed() -> Result<(), Error> {
    for execution in BOTH {
        let dir = folder();
        let limit = Duration::from_millis(30);
        let engine = with(&dir, |builder| {
            builder.execution(execution).pool_size(1).max_overflow(2).pool_timeout(limit)
        })
        .await?;
        let numbers = || {
            let status = engine.pool_status();
            (status.size, status.overflow, status.idle, status.in_use)
        };
        let held = [engine.connect().await?, engine.connect().await?, engine.connect().await?];
        assert_eq!(numbers(), (1, 2, 0, 3));
        let error = engine.connect().await.unwrap_err();
        assert!(error.is_pool_timeout());
        let text = "no connection was to be had within 30ms from a pool of 1 and 2 more: \
                    3 in use, 1 waiting";
        assert_eq!(error.to_string(), text);
        drop(held);
        assert_eq!(numbers(), (1, 0, 1, 0));
        // Who waits gets one, also where it is above the size.
        let (first, second) = (engine.connect().await?, engine.connect().await?);
        let third = engine.connect().await?;
        let (waited, ()) = tokio::join!(engine.connect(), async { drop(third) });
        assert_eq!(numbers(), (1, 2, 0, 3));
        drop((first, second, waited?));
        assert_eq!(numbers(), (1, 0, 1, 0));
    }
    Ok(())
}

#[tokio::test]
async fn the_order_says_which_is_next() -> Result<(), Error> {
    for (order, expected) in [(PoolOrder::Lifo, [2, 2, 2]), (PoolOrder::Fifo, [1, 2, 1])] {
        let dir = folder();
        let engine = with(&dir, |builder| builder.pool_size(2).pool_order(order)).await?;
        let (mut first, mut second) = (engine.connect().await?, engine.connect().await?);
        // The number of their statements tells them apart.
        first.all(&names!()).await?;
        second.all(&names!()).await?;
        second.all(&raw!(i64, "SELECT 1")).await?;
        let base = second.prepared();
        assert_ne!(first.prepared(), base);
        drop(first);
        drop(second);
        for number in expected {
            let taken = engine.connect().await?;
            assert_eq!(if taken.prepared() == base { 2 } else { 1 }, number, "{order:?}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_null_pool_keeps_nothing() -> Result<(), Error> {
    let dir = folder();
    let engine = with(&dir, Builder::null_pool).await?;
    assert_eq!(engine.all(&names!()).await?.len(), 0);
    let held: Vec<_> = [engine.connect().await?, engine.connect().await?].into();
    assert_eq!(engine.pool_status().in_use, 2);
    drop(held);
    let status = engine.pool_status();
    assert_eq!((status.idle, status.in_use), (0, 0));
    assert_eq!(engine.connect().await?.prepared(), 0);

    let memory = Engine::<Sqlite>::builder("sqlite::memory:").null_pool().build().await;
    assert!(memory.unwrap_err().to_string().contains("cache=shared"));
    let nothing = Engine::<Sqlite>::builder(&url(&dir)).pool_size(0).build().await;
    assert_eq!(nothing.unwrap_err().to_string(), "a pool needs a connection");
    Ok(())
}

#[tokio::test]
async fn a_static_pool_shares_one_connection_in_turn() -> Result<(), Error> {
    let dir = folder();
    let engine = with(&dir, Builder::static_pool).await?;
    let mut tasks = tokio::task::JoinSet::new();
    for i in 0..20 {
        let engine = engine.clone();
        tasks.spawn(async move { engine.execute(&add!(format!("{i}"))).await });
    }
    while let Some(done) = tasks.join_next().await {
        done.expect("the task ends")?;
    }
    let status = engine.pool_status();
    assert_eq!((status.size, status.idle, status.in_use), (1, 1, 0));
    Ok(())
}

#[tokio::test]
async fn each_new_connection_is_prepared() -> Result<(), Error> {
    for execution in BOTH {
        let dir = folder();
        let count = Arc::new(AtomicU32::new(0));
        let counter = count.clone();
        let engine = with(&dir, |builder| {
            builder.execution(execution).pool_size(2).on_connect(move |connection| {
                counter.fetch_add(1, Ordering::Relaxed);
                Box::pin(async move {
                    connection.execute(&raw!((), "PRAGMA cache_size = -4321")).await?;
                    // What is left open here is rolled back.
                    std::mem::forget(connection.begin().await?);
                    Ok(())
                })
            })
        })
        .await?;
        let setting = raw!(i64, "PRAGMA cache_size");
        let (mut first, mut second) = (engine.connect().await?, engine.connect().await?);
        assert_eq!(first.all(&setting).await?, [-4321]);
        assert_eq!(second.all(&setting).await?, [-4321]);
        assert_eq!(count.load(Ordering::Relaxed), 2);
        drop((first, second));
        let one = engine.connect().await?;
        drop(one);
        engine.execute(&add!("Ada")).await?;
        assert_eq!(engine.all(&setting).await?, [-4321]);
    }
    Ok(())
}

#[tokio::test]
async fn who_cannot_be_prepared_is_not_handed_out() -> Result<(), Error> {
    let dir = folder();
    with(&dir, |builder| builder).await?;
    let count = AtomicU32::new(0);
    let engine = with(&dir, |builder| {
        builder.pool_size(2).on_connect(move |connection| {
            let fails = count.fetch_add(1, Ordering::Relaxed) == 1;
            Box::pin(async move {
                match fails {
                    true => connection.execute(&raw!((), "SELECT * FROM nowhere")).await.map(drop),
                    false => Ok(()),
                }
            })
        })
    })
    .await?;
    let held = engine.connect().await?;
    assert!(engine.connect().await.unwrap_err().is_unknown_table());
    let other = engine.connect().await?;
    drop((held, other));
    assert_eq!(engine.pool_status().idle, 2);
    Ok(())
}

#[tokio::test]
async fn a_warm_pool_has_free_connections() -> Result<(), Error> {
    let dir = folder();
    let engine = with(&dir, |builder| builder.pool_size(4).max_overflow(3)).await?;
    engine.warm_up(3).await?;
    assert_eq!(engine.pool_status().idle, 3);
    let held = engine.connect().await?;
    engine.warm_up(9).await?;
    let status = engine.pool_status();
    assert_eq!((status.idle, status.in_use, status.overflow), (3, 1, 0));
    drop(held);
    Ok(())
}

async fn closes<D: relata::driver::Driver>(engine: Engine<D>) -> Result<(), Error> {
    let cleaner = engine.connect().await?;
    let late = tokio::spawn({
        let engine = engine.clone();
        async move { engine.connect().await.map(drop) }
    });
    tokio::task::yield_now().await;
    let error = engine.close(Duration::from_millis(20)).await.unwrap_err();
    assert!(error.is_timeout() && error.is_pool_timeout() && !error.is_closed());
    let text = "the pool could not be closed within 20ms: 1 connections are in use";
    assert_eq!(error.to_string(), text);
    // Who waited is told, and so is who comes later.
    assert!(late.await.expect("the task ends").unwrap_err().is_closed());
    let error = engine.clone().connect().await.unwrap_err();
    assert!(error.is_closed() && !error.is_retryable() && !error.is_disconnect());
    let closing = tokio::spawn({
        let engine = engine.clone();
        async move { engine.close(Duration::from_secs(20)).await }
    });
    tokio::time::sleep(Duration::from_millis(10)).await;
    assert!(!closing.is_finished());
    drop(cleaner);
    closing.await.expect("the task ends")?;
    let status = engine.pool_status();
    assert_eq!((status.idle, status.in_use), (0, 0));
    Ok(())
}

#[tokio::test]
async fn a_closed_engine_gives_no_connections() -> Result<(), Error> {
    for execution in BOTH {
        closes(super::memory(execution).await?).await?;
        let dir = folder();
        closes(with(&dir, |builder| builder.execution(execution).pool_size(1)).await?).await?;
    }
    Ok(())
}

#[tokio::test]
async fn an_idle_engine_closes_at_once() -> Result<(), Error> {
    let dir = folder();
    let engine = with(&dir, |builder| builder.pool_size(3)).await?;
    engine.warm_up(3).await?;
    engine.close(Duration::ZERO).await?;
    assert!(engine.execute(&add!("Ada")).await.unwrap_err().is_closed());
    assert!(engine.begin().await.unwrap_err().is_closed());
    engine.close(Duration::ZERO).await
}

#[tokio::test]
async fn a_level_of_isolation_is_usual() -> Result<(), Error> {
    let dir = folder();
    // SQLite has one level, and takes each word for it.
    let engine = with(&dir, |builder| builder.isolation(Isolation::RepeatableRead)).await?;
    engine.begin().await?.commit().await
}
