//! What the verbs of a session give: a future that names what it gives, and not the query.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::any::Going;
use crate::error::{Error, Result};

/// A verb of a session on its way: `.await` runs it, and an object that the session has is there at once.
///
/// An opaque future would name the query, and rustc would repeat each mistake in it at `.await`.
#[must_use = "it runs when it is awaited"]
pub struct Asked<'s, T>(State<'s, T>);

enum State<'s, T> {
    Done(Result<T>),
    Going(Going<'s, T>),
    Ended,
}

impl<'s, T> Asked<'s, T> {
    pub(super) fn done(given: T) -> Self {
        Self(State::Done(Ok(given)))
    }

    pub(super) fn going(work: impl Future<Output = Result<T>> + Send + 's) -> Self {
        Self(State::Going(Box::pin(work)))
    }
}

impl<'s, T: Send + 's> Asked<'s, Option<T>> {
    /// It is an error where there is none.
    pub(super) fn required(self) -> Asked<'s, T> {
        let there = |found: Option<T>| found.ok_or_else(Error::not_found);
        Asked(match self.0 {
            State::Done(done) => State::Done(done.and_then(there)),
            State::Going(work) => State::Going(Box::pin(async move { there(work.await?) })),
            State::Ended => State::Ended,
        })
    }
}

/// What it gives is never pinned in place.
impl<T> Unpin for Asked<'_, T> {}

impl<T> Future for Asked<'_, T> {
    type Output = Result<T>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T>> {
        if let State::Going(work) = &mut self.0 {
            return work.as_mut().poll(cx);
        }
        match std::mem::replace(&mut self.0, State::Ended) {
            State::Done(done) => Poll::Ready(done),
            _ => Poll::Ready(Err(Error::other("the verb has run"))),
        }
    }
}

impl<T> fmt::Debug for Asked<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Asked")
    }
}
