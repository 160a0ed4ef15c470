//! Rows one by one, as a stream.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::collect::All;
use super::link::Seat;
use crate::driver::{Call, Cursor, Driver, DriverConnection};
use crate::error::{Error, Result};
use crate::query::Output;

/// After so many rows other tasks get a turn.
const ROWS_PER_TURN: usize = 256;

type CursorOf<'s, D, O> = <<D as Driver>::Connection as DriverConnection<D>>::Cursor<'s, All<O>>;
type Boxed<'s, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 's>>;
type Names = fn(usize) -> Option<(&'static str, &'static str)>;

/// The rows of a query, one by one. It borrows the handle that runs the query, and ends the
/// statement when it is dropped.
#[must_use = "a stream does nothing until its rows are taken"]
pub struct Rows<'s, D: Driver, O: Output> {
    state: State<'s, D, O>,
    /// Rows that were read and not taken yet, the next one last.
    read: Vec<O::Row>,
    /// What went wrong after them.
    failed: Option<Error>,
    names: Names,
    turn: usize,
}

enum State<'s, D: Driver, O: Output> {
    Opening(Boxed<'s, CursorOf<'s, D, O>>),
    Open(CursorOf<'s, D, O>),
    Reading(Boxed<'s, Vec<O::Row>>),
    Ended,
}

impl<'s, D: Driver, O: Output> Rows<'s, D, O> {
    /// The rows of a statement.
    pub(super) fn open(seat: Seat<'s, D>, call: Call<'s, D>, names: Names) -> Self {
        Self::new(State::Opening(Box::pin(seat.open::<All<O>>(call))), names)
    }

    /// Rows that come all together.
    pub(super) fn all(rows: impl Future<Output = Result<Vec<O::Row>>> + Send + 's) -> Self {
        Self::new(State::Reading(Box::pin(rows)), |_| None)
    }

    fn new(state: State<'s, D, O>, names: Names) -> Self {
        Self { state, read: Vec::new(), failed: None, names, turn: 0 }
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
                State::Opening(cursor) => {
                    let cursor = ready!(cursor.as_mut().poll(cx))?;
                    self.state = State::Open(cursor);
                }
                State::Open(cursor) => {
                    let mut portion = All::default();
                    std::mem::swap(&mut portion.rows, &mut self.read);
                    let more = cursor.poll_rows(cx, &mut portion);
                    self.read = portion.rows;
                    self.read.reverse();
                    return more;
                }
            }
        }
    }
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
