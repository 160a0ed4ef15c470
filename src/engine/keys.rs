//! The keys of new rows, in the order of the rows.
//!
//! Rows come back from RETURNING in any order. But the database numbers them in the order of the
//! INSERT, whose rows it is told to keep in order where it might not: so the smallest number is that
//! of the first row.

use super::batch;
use super::collect::All;
use super::executor::Executor;
use super::link::Seat;
use super::run::Job;
use crate::driver::{Driver, NoRows};
use crate::error::{Error, Result};
use crate::query::numbers::{LastNumbers, Number};
use crate::query::{Batch, Statement};
use crate::render::Render;
use crate::render::spec::Made;
use crate::types::SqlType;
use crate::types::value::Value;

/// Runs an INSERT and gives the numbers of its rows.
pub(super) async fn run<D, S, K>(seat: Seat<'_, D>, insert: S) -> Result<Vec<K>>
where
    D: Driver,
    S: Statement + Render<D> + Send + Sync,
    K: SqlType + Send,
{
    let job = Job::of(&insert).written_as(seat.spec(), seat.words);
    let Some(batch) = job.batch else { return Ok(Vec::new()) };
    let mut numbers = match seat.spec().made {
        Made::FirstNumber(_) => counted(seat, job, batch).await?,
        _ => batch::run(seat, job.call, batch, All::<Number>::default()).await?.0.rows,
    };
    if numbers.len() != batch.rows {
        return Err(job.error(Error::other(format!(
            "{} rows were inserted, and {} came back",
            batch.rows,
            numbers.len()
        ))));
    }
    numbers.sort_unstable();
    let key = |number| {
        K::decode(&Value::Integer(number)).map_err(|reason| job.error(Error::decode(0, reason)))
    };
    numbers.into_iter().map(key).collect()
}

/// Where no RETURNING gives them, the numbers of a part's rows follow that of its first one.
async fn counted<D: Driver>(seat: Seat<'_, D>, job: Job<'_, D>, batch: Batch) -> Result<Vec<i64>> {
    let mut nested = batch::nested(seat).await?;
    let mut numbers = Vec::with_capacity(batch.rows);
    for part in batch::usual(&mut nested.seat(), job.call, batch).await? {
        nested.seat().run(job.call.with_rows(part), NoRows).await?;
        let (first, step): (i64, i64) = nested.one(&LastNumbers).await?;
        numbers.extend((0..part.len as i64).map(|at| first + at * step));
    }
    nested.commit().await?;
    Ok(numbers)
}
