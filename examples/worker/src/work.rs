//! The loop of a worker: take a job, do it, finish it or put it back.

use std::pin::pin;
use std::time::Duration;

use chrono::{DateTime, Utc};
use relata::Error;
use relata::engine::Transaction;
use relata::prelude::*;

use crate::queue::{self, Job, Queue};

/// How long a worker waits where there is nothing to do.
const IDLE: Duration = Duration::from_millis(200);

/// Why a job was not done.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What jobs are for.
pub trait Work<D: Queue>: Sync {
    /// Does a job. What it writes to this transaction is kept together with its end, so it happens once.
    /// What it does elsewhere may happen again, where the worker dies before it says that it is done.
    fn work(
        &self,
        tx: &mut Transaction<'_, D>,
        job: &Job,
    ) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// Does jobs until it is told to stop; one that was begun is done first.
pub async fn run<D: Queue>(
    engine: &Engine<D>,
    work: &impl Work<D>,
    stop: impl Future<Output = ()>,
) -> Result<(), Error> {
    let mut stop = pin!(stop);
    loop {
        let pause = if step(engine, work, Utc::now()).await? { Duration::ZERO } else { IDLE };
        tokio::select! {
            biased;
            () = &mut stop => return Ok(()),
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Takes one job and does it. `false` if there is none.
pub async fn step<D: Queue>(
    engine: &Engine<D>,
    work: &impl Work<D>,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let Some(job) = queue::take(engine, now).await? else { return Ok(false) };
    match perform(engine, work, &job).await {
        Ok(true) => tracing::info!(job.id, job.task, "done"),
        Ok(false) => tracing::warn!(job.id, job.task, "was too slow: another worker has it"),
        Err(error) => {
            tracing::warn!(job.id, job.task, job.attempts, %error, "failed");
            queue::put_back(engine, &job, &error.to_string(), now).await?;
        }
    }
    Ok(true)
}

/// What the job writes and its end are one transaction, which is rolled back where it is dropped.
async fn perform<D: Queue>(
    engine: &Engine<D>,
    work: &impl Work<D>,
    job: &Job,
) -> Result<bool, Failure> {
    let mut tx = engine.begin().await?;
    work.work(&mut tx, job).await?;
    let is_ours = queue::finish(&mut tx, job).await?;
    if is_ours {
        tx.commit().await?;
    }
    Ok(is_ours)
}
