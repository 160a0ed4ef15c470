//! The pool: how many connections, how long to wait, who is next.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

use relata::Error;
use relata::prelude::*;

use super::{BOTH, add, names, set_up, url};

#[tokio::test]
async fn a_pool_without_a_free_connection_is_a_timeout() -> Result<(), Error> {
    for execution in BOTH {
        let builder = Engine::builder("sqlite::memory:").execution(execution);
        let engine = set_up(builder.pool_timeout(Duration::from_millis(30))).await?;
        let held = engine.connect().await?;
        let (one, other) = tokio::join!(engine.connect(), engine.connect());
        let mut texts = [one, other].map(|taken| {
            let error = taken.unwrap_err();
            assert!(error.is_timeout() && error.is_pool_timeout() && !error.is_retryable());
            error.to_string()
        });
        texts.sort();
        let text = "no connection was to be had within 30ms from a pool of 1: 1 in use,";
        assert_eq!(texts, [format!("{text} 1 waiting"), format!("{text} 2 waiting")]);
        drop(held);
        engine.connect().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_pool_tells_how_it_is_used() -> Result<(), Error> {
    let numbers = |engine: &Engine<Sqlite>| {
        let status = engine.pool_status();
        (status.size, status.idle, status.in_use, status.waiting)
    };
    for execution in BOTH {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let engine = set_up(Engine::builder(&url(&dir)).execution(execution).pool_size(2)).await?;
        assert_eq!(numbers(&engine), (2, 1, 0, 0));
        let (first, second) = (engine.connect().await?, engine.connect().await?);
        assert_eq!(numbers(&engine), (2, 0, 2, 0));
        let wait = tokio::time::timeout(Duration::from_millis(20), engine.connect());
        let (wait, during) = tokio::join!(wait, async { numbers(&engine) });
        assert!(wait.is_err());
        assert_eq!(during, (2, 0, 2, 1));
        drop(first);
        assert_eq!(numbers(&engine), (2, 1, 1, 0));
        drop(second);
        assert_eq!(numbers(&engine), (2, 2, 0, 0));
    }
    Ok(())
}

#[tokio::test]
async fn who_waits_gets_the_next_connection() -> Result<(), Error> {
    for execution in BOTH {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let engine = set_up(Engine::builder(&url(&dir)).execution(execution).pool_size(2)).await?;
        let (first, second) = (engine.connect().await?, engine.connect().await?);
        let waiting: Vec<_> = (0..6)
            .map(|i| {
                let engine = engine.clone();
                tokio::spawn(async move { engine.execute(&add!(format!("{i}"))).await })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert!(waiting.iter().all(|task| !task.is_finished()));
        drop(first);
        drop(second);
        for task in waiting {
            task.await.expect("the task ends")?;
        }
        assert_eq!(engine.all(&names!()).await?.len(), 6);
    }
    Ok(())
}

#[tokio::test]
async fn a_wait_that_is_given_up_takes_nothing_with_it() -> Result<(), Error> {
    let engine = set_up(Engine::builder("sqlite::memory:")).await?;
    for _ in 0..20 {
        let held = engine.connect().await?;
        let wait = tokio::time::timeout(Duration::from_millis(1), engine.connect());
        assert!(wait.await.is_err());
        drop(held);
    }
    assert_eq!(engine.all(&names!()).await?.len(), 0);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_tasks_share_few_connections() -> Result<(), Error> {
    for execution in BOTH {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let builder = Engine::builder(&url(&dir)).execution(execution);
        let engine = set_up(builder.pool_size(3).pool_timeout(Duration::from_secs(60))).await?;
        engine.execute(&add!("Ada")).await?;
        let tasks: Vec<_> = (0..64)
            .map(|_| {
                let engine = engine.clone();
                tokio::spawn(async move {
                    for _ in 0..50 {
                        assert_eq!(engine.all(&names!()).await?, ["Ada"]);
                        tokio::task::yield_now().await;
                    }
                    Ok::<_, Error>(())
                })
            })
            .collect();
        for task in tasks {
            task.await.expect("the task ends")?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_database_that_went_away_is_an_error_at_once() -> Result<(), Error> {
    let dir = tempfile::tempdir().expect("a temporary folder");
    set_up(Engine::builder(&url(&dir))).await?;
    let url = format!("{}?mode=rw", url(&dir));
    let engine = Engine::<Sqlite>::builder(&url).pool_size(3).build().await?;
    let held = engine.connect().await?;
    drop(dir);
    for _ in 0..3 {
        assert!(engine.connect().await.unwrap_err().is_cannot_open());
    }
    // However many wait for the two that could be opened.
    let since = std::time::Instant::now();
    let waiting: Vec<_> = (0..8)
        .map(|_| {
            let engine = engine.clone();
            tokio::spawn(async move { engine.connect().await.map(drop) })
        })
        .collect();
    for task in waiting {
        assert!(task.await.expect("the task ends").unwrap_err().is_cannot_open());
    }
    assert!(since.elapsed() < Duration::from_secs(5));
    drop(held);
    assert_eq!(engine.all(&names!()).await?.len(), 0);
    Ok(())
}

#[test]
fn an_engine_outlives_the_runtime_that_opened_it() -> Result<(), Error> {
    let runtime = || {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        runtime.expect("a runtime")
    };
    for execution in BOTH {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let first = runtime();
        let (engine, held) = first.block_on(async {
            let engine = set_up(Engine::builder(&url(&dir)).execution(execution)).await?;
            let mut held = engine.connect().await?;
            held.execute(&add!("Ada")).await?;
            Ok::<_, Error>((engine, held))
        })?;
        drop(first);
        drop(held);
        runtime().block_on(async {
            let _held = engine.connect().await?;
            assert_eq!(engine.all(&names!()).await?, ["Ada"]);
            Ok::<_, Error>(())
        })?;
    }
    Ok(())
}

#[tokio::test]
async fn an_old_connection_is_replaced() -> Result<(), Error> {
    for execution in BOTH {
        for (age, is_kept) in
            [(Duration::from_secs(3600), true), (Duration::from_millis(20), false)]
        {
            let dir = tempfile::tempdir().expect("a temporary folder");
            let builder = Engine::builder(&url(&dir)).execution(execution).pool_size(1);
            let engine = set_up(builder.recycle(age)).await?;
            let mut held = engine.connect().await?;
            assert_eq!(held.all(&names!()).await?.len(), 0);
            std::thread::sleep(Duration::from_millis(30));
            // As long as it is used, nothing happens to it.
            assert_eq!(held.all(&names!()).await?.len(), 0);
            drop(held);
            assert_eq!(engine.connect().await?.prepared() > 0, is_kept);
            std::thread::sleep(Duration::from_millis(30));
            engine.execute(&add!("Ada")).await?;
            let status = engine.pool_status();
            assert_eq!((status.idle, status.in_use), (1, 0));
        }
    }
    Ok(())
}

#[tokio::test]
async fn an_age_of_nothing_replaces_each_time() -> Result<(), Error> {
    let shared = Engine::builder("sqlite::memory:?cache=shared");
    let engine = set_up(shared.recycle(Duration::ZERO)).await?;
    engine.execute(&add!("Ada")).await?;
    for _ in 0..3 {
        let mut connection = engine.connect().await?;
        assert_eq!(connection.prepared(), 0);
        assert_eq!(connection.all(&names!()).await?, ["Ada"]);
    }
    Ok(())
}

#[tokio::test]
async fn a_database_of_one_connection_is_not_recycled() -> Result<(), Error> {
    let builder = Engine::<Sqlite>::builder("sqlite::memory:").recycle(Duration::from_secs(1));
    let error = builder.build().await.unwrap_err();
    assert!(error.to_string().contains("cannot be recycled"), "{error}");
    Ok(())
}

#[tokio::test]
async fn a_connection_that_answers_is_kept() -> Result<(), Error> {
    for execution in BOTH {
        let builder = Engine::builder("sqlite::memory:").execution(execution);
        let engine = set_up(builder.pre_ping(Duration::ZERO)).await?;
        engine.execute(&add!("Ada")).await?;
        assert_eq!(engine.all(&names!()).await?, ["Ada"]);
    }
    Ok(())
}

#[tokio::test]
async fn a_listener_that_panics_costs_no_connection() -> Result<(), Error> {
    for event in ["Checkout", "Checkin"] {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let panics = Arc::new(AtomicBool::new(false));
        let on = panics.clone();
        let builder = Engine::builder(&url(&dir)).pool_size(1).on_event(move |told| {
            let told = format!("{told:?}");
            assert!(!(on.load(Relaxed) && told.starts_with(event)), "a listener panics");
        });
        let engine = set_up(builder.pool_timeout(Duration::from_secs(1))).await?;
        for _ in 0..3 {
            panics.store(true, Relaxed);
            let engine = engine.clone();
            let failed = tokio::spawn(async move { drop(engine.connect().await) });
            assert!(failed.await.is_err_and(|error| error.is_panic()));
            panics.store(false, Relaxed);
        }
        assert_eq!(engine.all(&names!()).await?.len(), 0);
    }
    Ok(())
}
