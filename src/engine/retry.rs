//! Work that runs again where the database asks for it: after a lost race for a lock, or where a
//! serializable transaction could not be put in order.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::Duration;

use super::isolation::{IsLevel, Isolation, Serializable};
use super::{Engine, Transaction};
use crate::driver::Driver;
use crate::error::Error;
use crate::query::effect::ReadWrite;

/// How long to wait before the second attempt at most; before each other, twice as long.
const FIRST_DELAY: Duration = Duration::from_millis(5);
/// At most.
const LAST_DELAY: Duration = Duration::from_secs(1);

/// Work in a transaction that runs again. See [`Engine::retry`].
#[must_use = "say which transaction: `.serializable(..)` or `.with(isolation, ..)`"]
#[derive(Debug)]
pub struct Retry<'e, D: Driver> {
    engine: &'e Engine<D>,
    times: u32,
}

/// An error of the work: the database's, or one that it was made into.
#[diagnostic::on_unimplemented(
    message = "it is not known of `{Self}` whether the work should run again",
    label = "write `impl Retryable for {Self}`, or use `relata::Error`"
)]
pub trait Retryable: From<Error> {
    /// Whether running the work again may help.
    fn is_retryable(&self) -> bool;
}

impl Retryable for Error {
    fn is_retryable(&self) -> bool {
        Error::is_retryable(self)
    }
}

/// What is left of the attempts, and how long to wait before the next one.
pub(crate) struct Attempts {
    left: u32,
    delay: Duration,
}

impl Attempts {
    pub(crate) fn new(times: u32) -> Self {
        Self { left: times.saturating_sub(1), delay: FIRST_DELAY }
    }

    /// How long to wait after an error, unless it is the last one.
    pub(crate) fn after(&mut self, error: &impl Retryable) -> Option<Duration> {
        if !error.is_retryable() {
            return None;
        }
        self.left = self.left.checked_sub(1)?;
        let delay = self.delay;
        self.delay = (delay * 2).min(LAST_DELAY);
        Some(jitter(delay))
    }
}

/// Between a half and the whole of a delay, so that those who met once do not meet again.
fn jitter(delay: Duration) -> Duration {
    // Each state has random keys, which is all the randomness that this needs.
    let random = RandomState::new().build_hasher().finish() as u32;
    delay.mul_f64(0.5 + f64::from(random) / f64::from(u32::MAX) / 2.0)
}

impl<'e, D: Driver> Retry<'e, D> {
    pub(super) fn new(engine: &'e Engine<D>, times: u32) -> Self {
        Self { engine, times }
    }

    /// Does the work in a serializable transaction. What it captures it can only read, or have a
    /// clone of in each attempt: write `async move |tx| ..`.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), relata::Error> {
    /// # schema! { pub blog: users, posts }
    /// let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    /// engine.create_all::<blog>().await?;
    /// let people = engine
    ///     .retry(5)
    ///     .serializable(async move |tx| {
    ///         tx.execute(&update(users::table).set(users::visits.set(0)).every_row()).await?;
    ///         tx.one(&from(users::table).select(count_rows())).await
    ///     })
    ///     .await?;
    /// assert_eq!(people, 0);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// What the work fails with at the last attempt, or with what is not retryable.
    pub async fn serializable<T, E, F>(self, work: F) -> Result<T, E>
    where
        F: AsyncFn(&mut Transaction<'_, D, ReadWrite, Serializable>) -> Result<T, E>,
        E: Retryable,
    {
        self.with(Isolation::Serializable, work).await
    }

    /// Does the work in a transaction of this level of isolation.
    ///
    /// # Errors
    ///
    /// As for [`serializable`](Self::serializable).
    pub async fn with<T, E, K, F>(self, isolation: impl IsLevel<Known = K>, work: F) -> Result<T, E>
    where
        F: AsyncFn(&mut Transaction<'_, D, ReadWrite, K>) -> Result<T, E>,
        E: Retryable,
    {
        let mut attempts = Attempts::new(self.times);
        loop {
            let delay = match once(self.engine, isolation, &work).await {
                Ok(done) => return Ok(done),
                Err(error) => attempts.after(&error).ok_or(error)?,
            };
            tokio::time::sleep(delay).await;
        }
    }
}

async fn once<D, T, E, K, F>(
    engine: &Engine<D>,
    isolation: impl IsLevel<Known = K>,
    work: &F,
) -> Result<T, E>
where
    D: Driver,
    F: AsyncFn(&mut Transaction<'_, D, ReadWrite, K>) -> Result<T, E>,
    E: From<Error>,
{
    let mut transaction = engine.begin_with(isolation).await?;
    let done = work(&mut transaction).await?;
    transaction.commit().await?;
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Class, Fault};

    #[test]
    fn delays_double_and_differ() {
        let mut attempts = Attempts::new(12);
        let conflict = Error::database(Fault::new(Class::Conflict, "", ""));
        let delays: Vec<_> = std::iter::from_fn(|| attempts.after(&conflict)).collect();
        assert_eq!(delays.len(), 11);
        for (round, delay) in delays.iter().enumerate() {
            let most = (FIRST_DELAY * 2_u32.pow(round as u32)).min(LAST_DELAY);
            assert!(*delay >= most / 2 && *delay <= most, "{round}: {delay:?}");
        }
        assert_ne!(jitter(LAST_DELAY), jitter(LAST_DELAY));
        assert_eq!(Attempts::new(3).after(&Error::unknown_commit(conflict)), None);
        let conflict = Error::database(Fault::new(Class::Conflict, "", ""));
        assert_eq!(Attempts::new(3).after(&Error::unknown_prepare(conflict)), None);
    }
}
