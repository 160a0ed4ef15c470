//! What is said without waiting: it is sent at once, and its answer is taken later, if anybody wants it.

use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use tokio_postgres::Client;

use super::fault;
use crate::error::Error;

/// The answer to a text without rows, which comes before those to all that is sent later.
///
/// The connection keeps two parts of it for whoever does not read yet, and waits with those behind. That is all that
/// the answer to one statement can come in.
pub(super) struct Answer(Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>);

impl Answer {
    /// Sends a text.
    pub fn to(client: &Arc<Client>, text: impl AsRef<str> + Send + 'static) -> Self {
        let client = client.clone();
        let mut answer =
            Box::pin(
                async move { client.batch_execute(text.as_ref()).await.map_err(fault::error) },
            );
        // It is sent when it is polled first.
        match answer.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Pending => Self(answer),
            Poll::Ready(done) => Self(Box::pin(ready(done))),
        }
    }

    /// This one, and one that comes later: the first error of both.
    pub fn and(self, later: Self) -> Self {
        Self(Box::pin(async move {
            let (first, later) = (self.await, later.await);
            first.and(later)
        }))
    }
}

impl Future for Answer {
    type Output = Result<(), Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(cx)
    }
}
