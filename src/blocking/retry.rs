//! Work that runs again where the database asks for it.

use super::{Engine, Transaction};
use crate::driver::Driver;
use crate::engine::retry::Attempts;
use crate::engine::{IsLevel, Isolation, Retryable, Serializable};
use crate::error::Result;
use crate::query::effect::ReadWrite;

/// Work in a transaction that runs again. See [`Engine::retry`].
#[must_use = "say which transaction: `.serializable(..)` or `.with(isolation, ..)`"]
pub struct Retry<'e, D: Driver> {
    pub(super) engine: &'e Engine<D>,
    pub(super) times: u32,
}

impl<D: Driver> Retry<'_, D> {
    /// Does the work in a serializable transaction.
    pub fn serializable<T, E, F>(self, work: F) -> Result<T, E>
    where
        F: Fn(&mut Transaction<'_, D, ReadWrite, Serializable>) -> Result<T, E>,
        E: Retryable,
    {
        self.with(Isolation::Serializable, work)
    }

    /// Does the work in a transaction of this level of isolation.
    pub fn with<T, E, K, F>(self, isolation: impl IsLevel<Known = K>, work: F) -> Result<T, E>
    where
        F: Fn(&mut Transaction<'_, D, ReadWrite, K>) -> Result<T, E>,
        E: Retryable,
    {
        let once = || -> Result<T, E> {
            let mut transaction = self.engine.begin_with(isolation)?;
            let done = work(&mut transaction)?;
            transaction.commit()?;
            Ok(done)
        };
        let mut attempts = Attempts::new(self.times);
        loop {
            let delay = match once() {
                Ok(done) => return Ok(done),
                Err(error) => attempts.after(&error).ok_or(error)?,
            };
            std::thread::sleep(delay);
        }
    }
}
