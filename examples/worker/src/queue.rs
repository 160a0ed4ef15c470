//! The queue: a table of jobs, and the statements that put, take, finish and put back one of them.
//!
//! Who takes a job moves its time to the end of a lease and commits, so that no lock is held while the
//! work is done. Where the worker dies, the job is due again once the lease is over. The number of its
//! attempts says whose it is: a worker that was too slow can no longer finish it.

use std::time::Duration;

use chrono::{DateTime, Utc};
use relata::Error;
use relata::driver::Driver;
use relata::engine::{Isolation, ReadCommitted, ReadWrite, Transaction};
use relata::prelude::*;
use relata::query::lock::RowLock;
use relata::render::Supports;

table! {
    #[index(due)]
    pub jobs as Job {
        #[primary_key, identity] id: i64,
        #[sql(text)] task: String,
        /// When it is to be done, or to be done again.
        due: DateTime<Utc>,
        #[default(0)] attempts: i32,
        #[sql(text)] error: Option<String>,
    }
}

schema! { pub queue: jobs }

/// How long a worker has a job for itself.
pub const LEASE: Duration = Duration::from_secs(60);
/// How often a job is tried.
pub const ATTEMPTS: i32 = 5;

/// A database with row locks. SQLite has none, and needs none: one transaction writes at a time there,
/// since `engine.transaction` says BEGIN IMMEDIATE. So leave `.for_update().skip_locked()` out for it.
pub trait Queue: Driver + Supports<RowLock> {}
impl<D: Driver + Supports<RowLock>> Queue for D {}

/// Puts a job into the queue. In a transaction, it is there if what was written with it is.
pub async fn put<D: Driver>(
    handle: &mut impl Executor<Dialect = D, Access: Writing>,
    task: &str,
    due: DateTime<Utc>,
) -> Result<(), Error> {
    let job = (jobs::task.set(task), jobs::due.set(due));
    handle.execute(&insert_into(jobs::table).values(job)).await.map(drop)
}

/// Takes the job that has been due for longest, and that nobody else is taking at this moment.
///
/// READ COMMITTED, since MySQL and MariaDB would otherwise lock the gaps between the jobs, too.
pub async fn take<D: Queue>(engine: &Engine<D>, now: DateTime<Utc>) -> Result<Option<Job>, Error> {
    let take = async move |tx: &mut Transaction<'_, D, ReadWrite, ReadCommitted>| {
        let next = select(Job)
            .filter(jobs::due.le(now).and(jobs::attempts.lt(ATTEMPTS)))
            .order_by((jobs::due, jobs::id))
            .limit_one()
            .for_update()
            .skip_locked();
        let Some(mut job) = tx.one_or_none(&next).await? else { return Ok(None) };
        (job.attempts, job.due) = (job.attempts + 1, now + LEASE);
        let lease = (jobs::attempts.set(job.attempts), jobs::due.set(job.due));
        tx.execute(&update(jobs::table).set(lease).filter(jobs::id.eq(job.id))).await?;
        Ok(Some(job))
    };
    engine.retry(5).with(Isolation::ReadCommitted, take).await
}

/// Takes a job out of the queue for good: `false` if it is no longer the worker's.
pub async fn finish<D: Driver>(
    handle: &mut impl Executor<Dialect = D, Access: Writing>,
    job: &Job,
) -> Result<bool, Error> {
    let own = jobs::id.eq(job.id).and(jobs::attempts.eq(job.attempts));
    Ok(handle.execute(&delete(jobs::table).filter(own)).await? == 1)
}

/// Puts a job back, to be tried later: each time twice as late. After the last attempt it stays in the
/// table with its error, for somebody to look at.
pub async fn put_back<D: Driver>(
    engine: &Engine<D>,
    job: &Job,
    error: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let later = now + Duration::from_secs(1 << job.attempts);
    let own = jobs::id.eq(job.id).and(jobs::attempts.eq(job.attempts));
    let back = update(jobs::table).set((jobs::due.set(later), jobs::error.set(error))).filter(own);
    engine.execute(&back).await.map(drop)
}

/// The jobs that are not tried any more.
pub async fn given_up<D: Driver>(
    engine: &Engine<D>,
    now: DateTime<Utc>,
) -> Result<Vec<Job>, Error> {
    let lost = jobs::attempts.ge(ATTEMPTS).and(jobs::due.le(now));
    engine.all(&select(Job).filter(lost).order_by(jobs::id)).await
}
