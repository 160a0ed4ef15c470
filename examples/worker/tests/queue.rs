//! The queue on each server that tests/run starts.

#![cfg(any(feature = "postgres", feature = "mysql"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that panics has failed")]

#[path = "../../../tests/support/database.rs"]
mod database;
#[path = "../../../tests/support/scratch.rs"]
mod scratch;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, Utc};
use relata::engine::Transaction;
use relata::prelude::*;
use tokio::sync::Notify;
use worker::queue::*;
use worker::work::{Failure, Work, run, step};

use scratch::Tested;

table! {
    pub letters as Letter {
        #[primary_key, identity] id: i64,
        text: String,
    }
}

schema! { post_office: jobs, letters }

scratch::on_servers! {
    post_office:
    four_workers_do_each_job_once
    a_job_of_a_dead_worker_comes_back
    who_was_too_slow_finishes_nothing
    a_job_that_fails_is_tried_later_and_given_up_at_last
    who_is_taking_a_job_hides_it_from_others
}

/// Writes a letter for each job, and remembers which it has begun.
#[derive(Default)]
struct Write {
    begun: Mutex<Vec<i64>>,
    /// Whether it hangs after that, and tells so.
    hangs: Option<Notify>,
}

impl<D: Queue> Work<D> for Write {
    async fn work(&self, tx: &mut Transaction<'_, D>, job: &Job) -> Result<(), Failure> {
        self.begun.lock().unwrap().push(job.id);
        tx.execute(&insert_into(letters::table).values(letters::text.set(&*job.task))).await?;
        if let Some(hanging) = &self.hangs {
            hanging.notify_one();
            std::future::pending::<()>().await;
        }
        if job.task == "bad" { Err("no such address".into()) } else { Ok(()) }
    }
}

/// A time of which all databases keep each digit.
fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_750_000_000, 0).unwrap()
}

async fn add<D: Queue>(engine: &Engine<D>, task: &str) -> Result<(), relata::Error> {
    put(&mut engine.connect().await?, task, noon()).await
}

async fn written<D: Queue>(engine: &Engine<D>) -> Result<Vec<String>, relata::Error> {
    engine.all(&select(letters::text).order_by(letters::id)).await
}

async fn four_workers_do_each_job_once<D: Queue>(engine: Engine<D>) -> Tested {
    for n in 0..100 {
        add(&engine, &format!("{n:02}")).await?;
    }
    let work = Arc::new(Write::default());
    let workers: Vec<_> = (0..4)
        .map(|_| {
            let (engine, work) = (engine.clone(), work.clone());
            tokio::spawn(async move {
                let is_empty = async {
                    while engine.first(&select(jobs::id).order_by(jobs::id)).await?.is_some() {
                        tokio::time::sleep(Duration::from_millis(5)).await;
                    }
                    Ok::<_, relata::Error>(())
                };
                run(&engine, &*work, async { is_empty.await.unwrap() }).await
            })
        })
        .collect();
    for worker in workers {
        worker.await??;
    }
    let mut begun = std::mem::take(&mut *work.begun.lock().unwrap());
    begun.sort_unstable();
    assert_eq!(begun, (1..=100).collect::<Vec<_>>());
    let mut written = written(&engine).await?;
    written.sort_unstable();
    assert_eq!(written, (0..100).map(|n| format!("{n:02}")).collect::<Vec<_>>());
    Ok(())
}

async fn a_job_of_a_dead_worker_comes_back<D: Queue>(engine: Engine<D>) -> Tested {
    add(&engine, "hello").await?;
    let hanging = Arc::new(Write { hangs: Some(Notify::new()), ..Write::default() });
    let dying = tokio::spawn({
        let (engine, work) = (engine.clone(), hanging.clone());
        async move { step(&engine, &*work, noon()).await }
    });
    hanging.hangs.as_ref().unwrap().notified().await;
    dying.abort();
    assert!(dying.await.unwrap_err().is_cancelled());
    // The lease holds, though nobody works on it.
    let (other, after) = (Write::default(), noon() + LEASE);
    assert!(!step(&engine, &other, after - Duration::from_secs(1)).await?);
    assert_eq!(written(&engine).await?, <[String; 0]>::default());
    assert!(step(&engine, &other, after).await?);
    assert_eq!(written(&engine).await?, ["hello"]);
    assert!(!step(&engine, &other, after + LEASE).await?);
    Ok(())
}

async fn who_was_too_slow_finishes_nothing<D: Queue>(engine: Engine<D>) -> Tested {
    add(&engine, "hello").await?;
    let slow = take(&engine, noon()).await?.unwrap();
    let fast = take(&engine, slow.due).await?.unwrap();
    assert_eq!((slow.id, slow.attempts, fast.attempts), (fast.id, 1, 2));
    let mut connection = engine.connect().await?;
    assert!(!finish(&mut connection, &slow).await?);
    put_back(&engine, &slow, "too late", noon()).await?;
    assert_eq!(engine.all(&select(Job)).await?, std::slice::from_ref(&fast));
    assert!(finish(&mut connection, &fast).await?);
    assert_eq!(take(&engine, fast.due).await?, None);
    Ok(())
}

async fn a_job_that_fails_is_tried_later_and_given_up_at_last<D: Queue>(
    engine: Engine<D>,
) -> Tested {
    add(&engine, "bad").await?;
    let (work, mut now) = (Write::default(), noon());
    for attempt in 1..=ATTEMPTS {
        assert!(step(&engine, &work, now).await?);
        let later = now + Duration::from_secs(1 << attempt);
        assert!(!step(&engine, &work, later - Duration::from_secs(1)).await?);
        now = later;
    }
    assert!(!step(&engine, &work, now).await?);
    assert_eq!(written(&engine).await?, <[String; 0]>::default());
    let [given_up] = &given_up(&engine, now).await?[..] else { panic!("it is kept") };
    assert_eq!(given_up.error.as_deref(), Some("no such address"));
    Ok(())
}

async fn who_is_taking_a_job_hides_it_from_others<D: Queue>(engine: Engine<D>) -> Tested {
    add(&engine, "first").await?;
    add(&engine, "second").await?;
    let mut taking = engine.begin().await?;
    let first = select(jobs::task).filter(jobs::id.eq(1)).for_update();
    assert_eq!(taking.one(&first).await?, "first");
    let mut other = take(&engine, noon()).await?.unwrap();
    assert_eq!(other.task, "second");
    // One that dies while it takes a job has not taken it.
    drop(taking);
    other = take(&engine, noon()).await?.unwrap();
    assert_eq!((&*other.task, other.attempts), ("first", 1));
    Ok(())
}
