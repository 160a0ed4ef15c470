//! Rows one by one, as a stream.

use std::future::{Future, poll_fn};
use std::mem;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::collect::All;
use super::link::Seat;
use super::pool::Pool;
use super::run::Job;
use crate::driver::{Access, Cursor, Driver, DriverConnection};
use crate::error::{Error, Result};
use crate::query::{ColumnNames, Output};

/// After so many rows other tasks get a turn.
const ROWS_PER_TURN: usize = 256;

type CursorOf<'s, D, O> = <<D as Driver>::Connection as DriverConnection<D>>::Cursor<'s, All<O>>;
type Boxed<'s, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 's>>;

/// The rows of a query, one by one. It borrows the handle that runs the query, and ends the
/// statement when it is dropped.
#[must_use = "a stream does nothing until its rows are taken"]
pub struct Rows<'s, D: Driver, O: Output> {
    state: State<'s, D, O>,
    /// Rows that were read and not taken yet, the next one last.
    read: Vec<O::Row>,
    /// What went wrong after them.
    failed: Option<Error>,
    names: ColumnNames,
    turn: usize,
}

enum State<'s, D: Driver, O: Output> {
    Opening(Boxed<'s, CursorOf<'s, D, O>>),
    Open(CursorOf<'s, D, O>),
    /// A connection of its own, and the rows that came from it.
    Pooled(Boxed<'s, ()>, Arc<Mutex<Vec<O::Row>>>),
    Reading(Boxed<'s, Vec<O::Row>>),
    Ended,
}

impl<'s, D: Driver, O: Output> Rows<'s, D, O> {
    /// The rows of a statement.
    pub(super) fn open(seat: Seat<'s, D>, job: Job<'s, D>) -> Self {
        let Job { call, names, .. } = job.written_as(seat.spec(), seat.words);
        Self::new(State::Opening(Box::pin(seat.open::<All<O>>(call))), names)
    }

    /// The rows of a statement, on a connection of the pool that is kept until the end.
    pub(super) fn pooled(pool: &'s Arc<Pool<D>>, access: Access, job: Job<'s, D>) -> Self {
        let Job { call, names, .. } = job.written_as(pool.spec(), None);
        let read = Arc::new(Mutex::new(Vec::new()));
        let portions = read.clone();
        let work = async move {
            let mut link = pool.take().await?;
            let mut cursor = Seat::alone(&mut link, access).open::<All<O>>(call).await?;
            loop {
                let mut portion = All::default();
                let more = poll_fn(|cx| cursor.poll_rows(cx, &mut portion)).await;
                let came = !portion.rows.is_empty();
                *portions.lock().unwrap_or_else(PoisonError::into_inner) = portion.rows;
                if !more? {
                    return Ok(());
                }
                if came {
                    // Whoever takes the rows asks again.
                    pause().await;
                }
            }
        };
        Self::new(State::Pooled(Box::pin(work), read), names)
    }

    /// Rows that come all together.
    pub(super) fn all(rows: impl Future<Output = Result<Vec<O::Row>>> + Send + 's) -> Self {
        Self::new(State::Reading(Box::pin(rows)), |_| None)
    }

    fn new(state: State<'s, D, O>, names: ColumnNames) -> Self {
        Self { state, read: Vec::new(), failed: None, names, turn: 0 }
    }

    /// The next row, or `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<O::Row>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Reads the next portion, and whether there may be another.
    fn poll_portion(&mut self, cx: &mut Context<'_>) -> Poll<Result<bool>> {
        loop {
            match &mut self.state {
                State::Ended => return Poll::Ready(Ok(false)),
                State::Reading(rows) => {
                    self.read = ready!(rows.as_mut().poll(cx))?;
                    self.read.reverse();
                    return Poll::Ready(Ok(false));
                }
                State::Pooled(work, read) => {
                    let done = work.as_mut().poll(cx);
                    let read = mem::take(&mut *read.lock().unwrap_or_else(PoisonError::into_inner));
                    let came = !read.is_empty();
                    self.read = read;
                    self.read.reverse();
                    return match done {
                        Poll::Ready(done) => Poll::Ready(done.map(|()| false)),
                        Poll::Pending if came => Poll::Ready(Ok(true)),
                        Poll::Pending => Poll::Pending,
                    };
                }
                State::Opening(cursor) => {
                    let cursor = ready!(cursor.as_mut().poll(cx))?;
                    self.state = State::Open(cursor);
                }
                State::Open(cursor) => {
                    let mut portion = All::default();
                    mem::swap(&mut portion.rows, &mut self.read);
                    let more = cursor.poll_rows(cx, &mut portion);
                    self.read = portion.rows;
                    self.read.reverse();
                    return more;
                }
            }
        }
    }
}

/// Lets whoever polls go on, and waits to be polled again.
async fn pause() {
    let mut paused = false;
    poll_fn(|_| if mem::replace(&mut paused, true) { Poll::Ready(()) } else { Poll::Pending })
        .await;
}

/// Nothing in it is pinned in place.
impl<D: Driver, O: Output> Unpin for Rows<'_, D, O> {}

impl<D: Driver, O: Output> Stream for Rows<'_, D, O> {
    type Item = Result<O::Row>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(row) = this.read.pop() {
                this.turn += 1;
                return Poll::Ready(Some(Ok(row)));
            }
            if let Some(error) = this.failed.take() {
                return Poll::Ready(Some(Err(error.at_column(this.names))));
            }
            if matches!(this.state, State::Ended) {
                return Poll::Ready(None);
            }
            if this.turn >= ROWS_PER_TURN {
                this.turn = 0;
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            match ready!(this.poll_portion(cx)) {
                Ok(true) => {}
                Ok(false) => this.state = State::Ended,
                Err(error) => {
                    this.failed = Some(error);
                    this.state = State::Ended;
                }
            }
        }
    }
}

impl<D: Driver, O: Output> std::fmt::Debug for Rows<'_, D, O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rows").finish_non_exhaustive()
    }
}
