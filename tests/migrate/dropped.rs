//! Nobody waits any more: the script is undone or named, and whoever is next goes on.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use relata::migrate::MigrationState;
use relata::prelude::*;

use super::support::{Place, Tested, numbered, on_every_database, open, states};

/// Drops a future where it has to wait once more than so many times.
async fn polled<F: Future>(times: usize, future: F) -> Option<F::Output> {
    let (mut future, mut left) = (pin!(future), times);
    poll_fn(|cx| match future.as_mut().poll(cx) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending if left == 0 => Poll::Ready(None),
        Poll::Pending => {
            left -= 1;
            Poll::Pending
        }
    })
    .await
}

async fn at_each_await<D: Place>(url: &str) -> Tested {
    let all = numbered(&[
        "CREATE TABLE log (id INTEGER);",
        "INSERT INTO log VALUES (1); INSERT INTO log VALUES (2);",
        "CREATE TABLE b (id INTEGER); INSERT INTO log VALUES (3);",
    ]);
    let again =
        "DROP TABLE IF EXISTS log; DROP TABLE IF EXISTS b; DROP TABLE IF EXISTS relata_migrations";
    let engine = open::<D>(url).await?;
    for times in 0.. {
        engine.run_script(again).await?;
        let done = polled(times, all.up(&engine)).await;
        if let Some(done) = done {
            assert_eq!(done?.len(), 3);
            return Ok(());
        }
        match all.up(&engine).await {
            Ok(_) => {
                let log = engine.all(&raw!(read i64, "SELECT id FROM log ORDER BY id")).await?;
                assert_eq!(log, [1, 2, 3], "dropped after {times}");
            }
            Err(error) => {
                assert!(!D::UNDOES, "dropped after {times}: {error:?}");
                let half = states(&all, &engine)
                    .await?
                    .into_iter()
                    .filter(|(_, state)| *state == MigrationState::HalfDone);
                assert_eq!(half.count(), 1, "dropped after {times}: {error:?}");
            }
        }
    }
    Ok(())
}
on_every_database!(at_each_await);

#[tokio::test]
async fn on_a_worker_foreign_keys_are_looked_at_again() -> Tested {
    let all = numbered(&[
        "CREATE TABLE a (id INTEGER PRIMARY KEY, b INTEGER REFERENCES a);",
        "INSERT INTO a VALUES (1, 1)",
    ]);
    for times in 0.. {
        // A database in memory has this connection alone.
        let engine = Engine::<Sqlite>::builder("sqlite::memory:")
            .execution(relata::engine::Execution::Worker)
            .build()
            .await?;
        let done = polled(times, all.up(&engine)).await;
        assert!(
            engine.one(&raw!(read bool, "SELECT foreign_keys FROM pragma_foreign_keys")).await?,
            "{times}"
        );
        if done.is_some() {
            return Ok(());
        }
        all.up(&engine).await?;
    }
    Ok(())
}
