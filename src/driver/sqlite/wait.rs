//! Waiting for a lock that another connection holds: by the async timer, never by blocking a task.

use std::time::{Duration, Instant};

use crate::error::{Class, Error};

/// Milliseconds between attempts, as SQLite's own busy handler has them.
const DELAYS: [u64; 12] = [1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100];

/// One wait, over all attempts.
#[derive(Default)]
pub(super) struct Wait {
    since: Option<Instant>,
    round: usize,
}

impl Wait {
    /// How long to wait before the next attempt. It gives the error back where waiting does not
    /// help, or has taken too long.
    pub fn next(&mut self, error: Error, timeout: Duration) -> Result<Duration, Error> {
        if error.class() != Some(Class::Busy) {
            return Err(error);
        }
        let waited = self.since.get_or_insert_with(Instant::now).elapsed();
        let left = timeout.saturating_sub(waited);
        if left.is_zero() {
            return Err(error);
        }
        let delay = DELAYS.get(self.round).or(DELAYS.last()).copied().unwrap_or(100);
        self.round += 1;
        Ok(Duration::from_millis(delay).min(left))
    }

    /// Waits before the next attempt.
    #[cold]
    pub async fn pause(&mut self, error: Error, timeout: Duration) -> Result<(), Error> {
        let delay = self.next(error, timeout)?;
        if tokio::runtime::Handle::try_current().is_ok() {
            // Boxed, since futures that never wait should not be as large as a timer.
            Box::pin(tokio::time::sleep(delay)).await;
        } else {
            // Without a runtime there is no task that could be held up.
            std::thread::sleep(delay);
        }
        Ok(())
    }
}
