//! Rows of an iterator or a stream on their way into a database, so many at a time.

use std::fmt;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use futures_core::Stream;

use super::batch;
use super::link::Seat;
use super::place::Place;
use super::run::Job;
use crate::driver::Driver;
use crate::error::Result;
use crate::query::Statement;
use crate::render::Render;

/// Rows from an iterator or a stream, of which so many are in memory at a time: what
/// [`execute_bulk`](super::Executor::execute_bulk) writes.
#[must_use = "nothing is read before it is executed"]
pub struct Bulk<'b, S> {
    source: S,
    part: usize,
    progress: Option<Progress<'b>>,
}

type Progress<'b> = Box<dyn FnMut(u64) + Send + 'b>;

/// How many rows a part has unless said.
const PART: usize = 4096;

impl<'b, I> Bulk<'b, Each<I>> {
    /// The rows of an iterator.
    pub fn iter(rows: impl IntoIterator<IntoIter = I>) -> Self {
        Self::new(Each(rows.into_iter()))
    }
}

impl<'b, S: Stream> Bulk<'b, S> {
    /// The rows of a stream.
    pub fn stream(rows: S) -> Self {
        Self::new(rows)
    }
}

impl<'b, S> Bulk<'b, S> {
    fn new(source: S) -> Self {
        Self { source, part: PART, progress: None }
    }

    /// How many rows have a statement, 4096 unless said, at least one.
    pub fn part(mut self, rows: usize) -> Self {
        self.part = rows.max(1);
        self
    }

    /// After each part it is told how many rows were taken so far.
    pub fn progress(mut self, progress: impl FnMut(u64) + Send + 'b) -> Self {
        self.progress = Some(Box::new(progress));
        self
    }
}

impl<S> fmt::Debug for Bulk<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bulk").field("part", &self.part).finish_non_exhaustive()
    }
}

/// An iterator as a stream that never waits.
#[derive(Debug)]
pub struct Each<I>(I);

/// The iterator is not pinned in place.
impl<I> Unpin for Each<I> {}

impl<I: Iterator> Stream for Each<I> {
    type Item = I::Item;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<I::Item>> {
        Poll::Ready(self.0.next())
    }
}

/// Writes all parts, or none of them.
pub(super) async fn run<D, S, Q>(
    seat: Seat<'_, D>,
    bulk: Bulk<'_, S>,
    mut statement: impl FnMut(Vec<S::Item>) -> Q + Send,
) -> Result<u64>
where
    D: Driver,
    S: Stream<Item: Send> + Send,
    Q: Statement + Render<D> + Send + Sync,
{
    let Bulk { source, part, mut progress } = bulk;
    let mut source = pin!(source);
    let mut nested = batch::nested(seat).await?;
    let (mut taken, mut changed) = (0, 0);
    loop {
        let mut rows = Vec::new();
        while rows.len() < part
            && let Some(row) = poll_fn(|cx| source.as_mut().poll_next(cx)).await
        {
            rows.push(row);
        }
        if rows.is_empty() {
            break;
        }
        taken += rows.len() as u64;
        let is_last = rows.len() < part;
        let statement = statement(rows);
        changed +=
            Job::of(&statement).write(Place::Seat(super::Executor::seat(&mut nested))).await?;
        if let Some(progress) = &mut progress {
            progress(taken);
        }
        if is_last {
            break;
        }
    }
    nested.commit().await?;
    Ok(changed)
}
