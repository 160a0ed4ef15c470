//! Rows of a session one by one, as its objects.

use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::Tracks;
use super::admit::Keeper;
use super::session::loses_transaction;
use crate::driver::Driver;
use crate::engine::Rows;
use crate::error::Result;
use crate::query::effect::ReadWrite;

/// The rows of a query one by one: see [`Session::stream`](super::Session::stream).
#[must_use = "a stream does nothing until its rows are taken"]
pub struct Streamed<'s, D: Driver, O: Tracks<A>, A = ReadWrite> {
    rows: Rows<'s, D, O>,
    keeper: Keeper<'s, D>,
    /// Whether the session has to roll back.
    is_torn: &'s mut bool,
    access: PhantomData<fn() -> A>,
}

impl<'s, D: Driver, O: Tracks<A>, A> Streamed<'s, D, O, A> {
    pub(super) fn new(rows: Rows<'s, D, O>, keeper: Keeper<'s, D>, is_torn: &'s mut bool) -> Self {
        Self { rows, keeper, is_torn, access: PhantomData }
    }

    /// The next row, or `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<O::Given>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

/// Nothing in it is pinned in place.
impl<D: Driver, O: Tracks<A>, A> Unpin for Streamed<'_, D, O, A> {}

impl<D: Driver, O: Tracks<A>, A> Stream for Streamed<'_, D, O, A> {
    type Item = Result<O::Given>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        Pin::new(&mut this.rows).poll_next(cx).map(|row| {
            row.map(|row| match row {
                Ok(row) => Ok(O::track(row, &mut this.keeper)),
                Err(error) => {
                    // The session cannot do it while its rows are taken.
                    *this.is_torn |= loses_transaction(&error);
                    Err(error)
                }
            })
        })
    }
}

impl<D: Driver, O: Tracks<A>, A> std::fmt::Debug for Streamed<'_, D, O, A> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Streamed").finish_non_exhaustive()
    }
}
