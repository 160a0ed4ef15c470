//! Futures dropped half-way: the connection stays whole, and nothing stays locked.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use relata::Error;
use relata::engine::Execution;
use relata::prelude::*;

use super::{BOTH, add, file, memory, names, on_every_database, users};

/// Polls a future so many times at most, and drops it.
fn poll_and_drop<F: Future>(times: usize, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    for _ in 0..times {
        let poll = future.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        if let Poll::Ready(done) = poll {
            return Some(done);
        }
    }
    None
}

macro_rules! filled {
    ($engine:expr) => {
        $engine.execute_many((0..2000).map(|i| add!(format!("n{i}")))).await
    };
}

#[tokio::test]
async fn a_read_that_is_dropped_leaves_the_connection_whole() -> Result<(), Error> {
    for execution in BOTH {
        let (_dir, engine) = file(execution).await?;
        filled!(engine)?;
        let mut connection = engine.connect().await?;
        for times in 1..5 {
            let name = String::from("n");
            let query =
                select(users::name).filter(users::name.ge(&*name)).order_by(users::id.asc());
            let done = poll_and_drop(times, connection.all(&query));
            assert!(done.is_none() || execution == Execution::Worker);
            drop(name);
            assert_eq!(connection.all(&names!()).await?.len(), 2000);
        }
        for times in 1..5 {
            let dropped = poll_and_drop(times, connection.for_each(&names!(), |_: &str| ()));
            assert!(dropped.is_none() || execution == Execution::Worker);
            assert_eq!(connection.first(&names!()).await?.as_deref(), Some("n0"));
        }
        // No statement is left open that would keep the log from being emptied.
        let checkpoint = raw!((i64, i64, i64), "PRAGMA wal_checkpoint(TRUNCATE)");
        assert_eq!(engine.all(&checkpoint).await?[0].0, 0);
    }
    Ok(())
}

#[tokio::test]
async fn a_read_that_is_forgotten_leaves_the_connection_whole() -> Result<(), Error> {
    for execution in BOTH {
        let (_dir, engine) = file(execution).await?;
        filled!(engine)?;
        let mut connection = engine.connect().await?;
        let named = |name: &str| {
            select(users::id).filter(users::name.ge(name.to_owned())).order_by(users::id.asc())
        };
        let query = named("n");
        // Leaked on purpose: what it borrows may go, but its destructor never runs.
        let mut future: Pin<Box<dyn Future<Output = _>>> = Box::pin(connection.all(&query));
        let poll = future.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(poll.is_pending() || execution == Execution::Worker);
        std::mem::forget(future);
        drop(query);
        assert_eq!(connection.all(&named("n")).await?.len(), 2000);
        assert_eq!(connection.all(&named("o")).await?.len(), 0);
        drop(connection);
        assert_eq!(engine.all(&named("n1999")).await?.len(), 889);
    }
    Ok(())
}

#[tokio::test]
async fn a_transaction_dropped_at_any_point_is_rolled_back() -> Result<(), Error> {
    for execution in BOTH {
        for times in 1..40 {
            let (_dir, engine) = file(execution).await?;
            let work = async {
                let mut tx = engine.begin().await?;
                tokio::task::yield_now().await;
                tx.execute(&add!("Ada")).await?;
                tokio::task::yield_now().await;
                let mut inner = tx.savepoint().await?;
                inner.execute(&add!("Grace")).await?;
                tokio::task::yield_now().await;
                inner.commit().await?;
                tokio::task::yield_now().await;
                tx.commit().await
            };
            let done = poll_and_drop(times, work);
            let mut writer = engine.begin().await?;
            let names = writer.all(&names!()).await?;
            match done {
                Some(done) => {
                    done?;
                    assert_eq!(names, ["Ada", "Grace"]);
                }
                // A COMMIT that nobody waited for may have happened.
                None => assert!(names.is_empty() || names.len() == 2, "{names:?}"),
            }
            writer.execute(&add!("Edsger")).await?;
            writer.commit().await?;
        }
    }
    Ok(())
}

on_every_database!(a_handle_goes_on_after_one_of_its_futures_was_dropped, async |engine| {
    filled!(engine)?;
    let mut tx = engine.begin().await?;
    tx.execute(&add!("Ada")).await?;
    drop(poll_and_drop(1, tx.all(&names!())));
    drop(poll_and_drop(1, tx.savepoint()));
    match tx.execute(&add!("Grace")).await {
        Ok(_) => {
            tx.commit().await?;
            assert_eq!(engine.all(&names!()).await?.len(), 2002);
        }
        // On MySQL and MariaDB the connection is in the middle of an answer, and is given up.
        Err(error) => {
            assert!(error.is_disconnect(), "{error:?}");
            drop(tx);
            assert_eq!(engine.all(&names!()).await?.len(), 2000);
        }
    }
});

#[tokio::test]
async fn a_wait_for_a_lock_can_be_given_up() -> Result<(), Error> {
    for execution in BOTH {
        let (_dir, engine) = file(execution).await?;
        let mut tx = engine.begin().await?;
        tx.execute(&add!("Ada")).await?;
        let mut other = engine.connect().await?;
        let grace = add!("Grace");
        let wait = tokio::time::timeout(Duration::from_millis(30), other.execute(&grace));
        assert!(wait.await.is_err());
        let wait = tokio::time::timeout(Duration::from_millis(30), other.begin());
        assert!(wait.await.is_err());
        tx.commit().await?;
        assert_eq!(other.execute(&add!("Edsger")).await?, 1);
        assert_eq!(engine.all(&names!()).await?.len(), 2);
    }
    Ok(())
}

/// A statement that computes for minutes.
macro_rules! endless {
    () => {
        raw!(
            i64,
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        )
    };
}

#[tokio::test]
async fn a_long_read_on_a_worker_stops_when_nobody_waits() -> Result<(), Error> {
    let engine = memory(Execution::Worker).await?;
    let since = Instant::now();
    let mut connection = engine.connect().await?;
    let endless = endless!();
    let wait = tokio::time::timeout(Duration::from_millis(50), connection.all(&endless));
    assert!(wait.await.is_err());
    connection.execute(&add!("Ada")).await?;
    assert!(since.elapsed() < Duration::from_secs(20));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_can_be_interrupted() -> Result<(), Error> {
    for execution in BOTH {
        let engine = memory(execution).await?;
        let mut connection = engine.connect().await?;
        let interrupter = connection.interrupter();
        let stop = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(50));
            interrupter.interrupt();
        });
        let error = connection.all(&endless!()).await.unwrap_err();
        assert!(error.is_interrupted());
        stop.join().expect("the thread ends");
        connection.execute(&add!("Ada")).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_while_nothing_runs_stops_nothing() -> Result<(), Error> {
    for execution in BOTH {
        let engine = memory(execution).await?;
        let mut connection = engine.connect().await?;
        connection.interrupter().interrupt();
        connection.execute(&add!("Ada")).await?;
        connection.interrupter().interrupt();
        assert_eq!(connection.all(&names!()).await?, ["Ada"]);
    }
    Ok(())
}

on_every_database!(a_visitor_that_panics_leaves_the_connection_whole, async |engine| {
    engine.execute_many(["Ada", "Grace"].map(|name| add!(name))).await?;
    let task = tokio::spawn({
        let engine = engine.clone();
        async move {
            let mut tx = engine.begin().await?;
            tx.execute(&add!("Alan")).await?;
            tx.for_each(&names!(), |name: &str| assert_eq!(name, "Ada")).await
        }
    });
    assert!(task.await.is_err());
    assert_eq!(engine.all(&names!()).await?, ["Ada", "Grace"]);
});
