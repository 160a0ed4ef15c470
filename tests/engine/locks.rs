//! Locks that another connection holds: waited for by the timer, and not for ever.

use std::time::{Duration, Instant};

use relata::Error;
use relata::engine::Execution;
use relata::prelude::*;

use super::{BOTH, add, file, names, set_up, url, users};

#[tokio::test]
async fn writers_wait_for_each_other() -> Result<(), Error> {
    for execution in BOTH {
        let (_dir, engine) = file(execution).await?;
        let mut tx = engine.begin().await?;
        tx.execute(&add!("first")).await?;
        let other = tokio::spawn({
            let engine = engine.clone();
            async move {
                engine.execute(&add!("second")).await?;
                engine.transaction(async |tx| tx.execute(&add!("third")).await).await
            }
        });
        tokio::time::sleep(Duration::from_millis(50)).await;
        tx.execute(&add!("still first")).await?;
        tx.commit().await?;
        other.await.expect("the task ends")?;
        let names = engine.all(&names!()).await?;
        assert_eq!(names, ["first", "still first", "second", "third"]);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_writers_lose_nothing() -> Result<(), Error> {
    for execution in BOTH {
        let (dir, engine) = file(execution).await?;
        let tasks: Vec<_> = (0..8)
            .map(|task| {
                let engine = engine.clone();
                tokio::spawn(async move {
                    for i in 0..20 {
                        engine
                            .transaction(async |tx| {
                                let all = tx.all(&names!()).await?;
                                tx.execute(&add!(format!("{task}-{i}"))).await?;
                                assert_eq!(tx.all(&names!()).await?.len(), all.len() + 1);
                                Ok::<_, Error>(())
                            })
                            .await?;
                    }
                    Ok::<_, Error>(())
                })
            })
            .collect();
        for task in tasks {
            task.await.expect("the task ends")?;
        }
        // Another engine on the same file sees them all.
        let other = Engine::<Sqlite>::open(&url(&dir)).await?;
        assert_eq!(other.one(&from(users::table).select(count_rows())).await?, 160);
    }
    Ok(())
}

#[tokio::test]
async fn waiting_ends_with_an_error() -> Result<(), Error> {
    for execution in BOTH {
        let (dir, engine) = file(execution).await?;
        let hasty = Engine::<Sqlite>::builder(&url(&dir))
            .busy_timeout(Duration::from_millis(60))
            .execution(execution)
            .build()
            .await?;
        let mut tx = engine.begin().await?;
        tx.execute(&add!("Ada")).await?;
        let since = Instant::now();
        let error = hasty.execute(&add!("Grace")).await.unwrap_err();
        assert!(error.is_timeout() && !error.is_pool_timeout() && error.is_retryable(), "{error}");
        assert!(since.elapsed() >= Duration::from_millis(60));
        assert!(hasty.begin().await.is_err_and(|error| error.is_timeout()));
        // Readers do not wait.
        assert_eq!(hasty.all(&names!()).await?, <[String; 0]>::default());
        tx.commit().await?;
        hasty.execute(&add!("Grace")).await?;
    }
    Ok(())
}

#[tokio::test]
async fn other_tasks_run_while_one_waits() -> Result<(), Error> {
    let (_dir, engine) = file(Execution::Inline).await?;
    let tx = engine.begin().await?;
    let waiting = tokio::spawn({
        let engine = engine.clone();
        async move { engine.execute(&add!("late")).await }
    });
    // On one thread: were the wait blocking, the transaction would never end.
    for _ in 0..10 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    tx.commit().await?;
    assert_eq!(waiting.await.expect("the task ends")?, 1);
    Ok(())
}

#[tokio::test]
async fn a_stale_snapshot_is_reported_at_once() -> Result<(), Error> {
    for execution in BOTH {
        let (_dir, engine) = file(execution).await?;
        let mut connection = engine.connect().await?;
        connection.execute(&raw!((), "BEGIN DEFERRED")).await?;
        connection.all(&names!()).await?;
        engine.execute(&add!("Ada")).await?;
        let since = Instant::now();
        let error = connection.execute(&add!("Grace")).await.unwrap_err();
        assert!(error.is_retryable() && !error.is_timeout(), "{error}");
        assert!(since.elapsed() < Duration::from_secs(2));
    }
    Ok(())
}

#[tokio::test]
async fn a_shared_database_in_memory_has_locks_too() -> Result<(), Error> {
    for execution in BOTH {
        let builder = Engine::builder("sqlite::memory:?cache=shared").execution(execution);
        let engine = set_up(builder.pool_size(4)).await?;
        let tasks: Vec<_> = (0..4)
            .map(|task| {
                let engine = engine.clone();
                tokio::spawn(async move {
                    for i in 0..20 {
                        engine.execute(&add!(format!("{task}-{i}"))).await?;
                        engine.all(&names!()).await?;
                    }
                    Ok::<_, Error>(())
                })
            })
            .collect();
        for task in tasks {
            task.await.expect("the task ends")?;
        }
        assert_eq!(engine.one(&from(users::table).select(count_rows())).await?, 80);
    }
    Ok(())
}

#[tokio::test]
async fn without_a_log_a_commit_waits_for_readers() -> Result<(), Error> {
    for execution in BOTH {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let builder = Engine::builder(&url(&dir)).busy_timeout(Duration::from_millis(300));
        let engine = set_up(builder.execution(execution)).await?;
        engine.all(&raw!(String, "PRAGMA journal_mode = DELETE")).await?;
        let mut writing = engine.begin().await?;
        writing.execute(&add!("Ada")).await?;
        let mut reader = engine.connect().await?;
        reader.execute(&raw!((), "BEGIN")).await?;
        assert_eq!(reader.all(&names!()).await?, <[String; 0]>::default());
        let commit = tokio::spawn(writing.commit());
        tokio::time::sleep(Duration::from_millis(40)).await;
        assert!(!commit.is_finished());
        reader.execute(&raw!((), "COMMIT")).await?;
        commit.await.expect("the task ends")?;
        reader.execute(&raw!((), "BEGIN")).await?;
        assert_eq!(reader.all(&names!()).await?, ["Ada"]);

        let mut writing = engine.begin().await?;
        writing.execute(&add!("Grace")).await?;
        assert!(writing.commit().await.unwrap_err().is_timeout());
        reader.execute(&raw!((), "COMMIT")).await?;
        assert_eq!(engine.all(&names!()).await?, ["Ada"]);
        engine.execute(&add!("Edsger")).await?;
    }
    Ok(())
}
