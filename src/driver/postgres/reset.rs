//! What was changed of a session by hand, and how it is undone before somebody else has the connection.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;

use tokio_postgres::Client;

use super::answer::Answer;
use crate::error::Error;

/// As DISCARD ALL, but that the prepared statements stay.
const RESET: &str = "CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; UNLISTEN *; \
                     SELECT pg_advisory_unlock_all(); DISCARD TEMP; DISCARD SEQUENCES";

/// What is known of a session: whether it is as it was at first.
#[derive(Default)]
pub(super) struct Session {
    /// A statement may have changed it.
    changed: bool,
    /// A transaction may be open of which nothing else is known. The client is handed out by a
    /// shared reference, so it is noted by one.
    maybe_begun: AtomicBool,
    /// The answer to the reset, as long as nobody has seen it.
    answer: Mutex<Option<Answer>>,
    is_resetting: bool,
}

impl Session {
    /// A statement runs that may change it.
    pub fn changed(&mut self) {
        self.changed = true;
    }

    /// A transaction was begun by a statement.
    pub fn begun_by_hand(&mut self) {
        *self.maybe_begun.get_mut() = true;
    }

    /// Somebody has got the client.
    pub fn used_by_hand(&self) {
        self.maybe_begun.store(true, Ordering::Relaxed);
    }

    /// Sends what undoes the changes, if there may be any.
    pub fn reset(&mut self, client: &Arc<Client>) {
        let maybe_begun = std::mem::take(self.maybe_begun.get_mut());
        if !std::mem::take(&mut self.changed) && !maybe_begun {
            return;
        }
        let answer = match maybe_begun {
            // By itself: what follows is a transaction, and would be undone with it.
            true => Answer::to(client, "ROLLBACK").and(Answer::to(client, RESET)),
            false => Answer::to(client, RESET),
        };
        // Whoever is next waits for it.
        *self.answer() = Some(answer);
        self.is_resetting = true;
    }

    fn answer(&mut self) -> &mut Option<Answer> {
        self.answer.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether nothing is being reset.
    #[inline]
    pub fn is_settled(&self) -> bool {
        !self.is_resetting
    }

    /// Waits for the answer to the reset, if one was sent.
    pub async fn settle(&mut self) -> Option<Result<(), Error>> {
        let done = poll_fn(|cx| match self.answer() {
            Some(answer) => Pin::new(answer).poll(cx).map(Some),
            None => Poll::Ready(None),
        });
        let done = done.await;
        *self.answer() = None;
        self.is_resetting = false;
        done
    }
}
