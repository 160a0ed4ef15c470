//! Work that runs again, and work that does not.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use relata::Error;
use relata::engine::{Isolation, ReadWrite, Retryable, Serializable, Transaction};
use relata::prelude::*;

use super::{BOTH, add, file, memory, names, set_up, url};

#[derive(Debug)]
enum Refusal {
    Again,
    Never,
}

impl From<Error> for Refusal {
    fn from(_: Error) -> Self {
        Self::Never
    }
}

impl Retryable for Refusal {
    fn is_retryable(&self) -> bool {
        matches!(self, Self::Again)
    }
}

#[tokio::test]
async fn only_what_is_retryable_runs_again() -> Result<(), Error> {
    for execution in BOTH {
        let engine = memory(execution).await?;
        let runs = Arc::new(AtomicU32::new(0));
        let attempt = |fails: u32, times| {
            let (engine, runs) = (engine.clone(), runs.clone());
            // On another thread, as a server would.
            tokio::spawn(async move {
                let work =
                    async move |tx: &mut Transaction<'_, Sqlite, ReadWrite, Serializable>| {
                        tx.execute(&add!("Ada")).await?;
                        match runs.fetch_add(1, Ordering::Relaxed) < fails {
                            true => Err(Refusal::Again),
                            false => Ok(()),
                        }
                    };
                engine.retry(times).serializable(work).await
            })
        };
        assert!(matches!(attempt(3, 3).await, Ok(Err(Refusal::Again))));
        assert_eq!(runs.swap(0, Ordering::Relaxed), 3);
        assert_eq!(engine.all(&names!()).await?, <[String; 0]>::default());
        assert!(matches!(attempt(2, 3).await, Ok(Ok(()))));
        assert_eq!(runs.swap(0, Ordering::Relaxed), 3);
        assert_eq!(engine.all(&names!()).await?, ["Ada"]);
        // The name is there, which is no reason to try again.
        assert!(matches!(attempt(0, 3).await, Ok(Err(Refusal::Never))));
        assert_eq!(runs.swap(0, Ordering::Relaxed), 0);
    }
    Ok(())
}

#[tokio::test]
async fn a_lock_is_waited_for_again() -> Result<(), Error> {
    for execution in BOTH {
        let (dir, engine) = file(execution).await?;
        let hasty = Engine::builder(&url(&dir)).execution(execution).busy_timeout(Duration::ZERO);
        let hasty = set_up(hasty).await?;
        let tx = engine.begin().await?;
        let work = tokio::spawn(async move {
            hasty
                .retry(20)
                .with(Isolation::Default, async |tx| tx.execute(&add!("Ada")).await)
                .await
        });
        tokio::time::sleep(Duration::from_millis(30)).await;
        assert!(!work.is_finished());
        tx.rollback().await?;
        assert_eq!(work.await.expect("the task ends")?, 1);
    }
    Ok(())
}
