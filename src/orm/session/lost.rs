//! Where something that a session began has failed, or was dropped: whether its transaction is still there.

use super::Session;
use crate::driver::Driver;
use crate::error::{Error, Result};

impl<D: Driver, A: 'static> Session<'_, D, A> {
    /// Rolls back where something was dropped before its end was known.
    pub(super) async fn mend(&mut self) -> Result<()> {
        if !self.is_torn {
            return Ok(());
        }
        if self.engine.is_some() {
            // Nobody waits for what may still run on the connection: it is closed, where it cannot be undone at once.
            self.nest = None;
        }
        let error = self.torn();
        self.forget_transaction().await;
        Err(error)
    }

    /// What is told of what was dropped: a COMMIT may be done.
    pub(super) fn torn(&self) -> Error {
        if self.is_committing { Error::unknown_commit(Error::lost()) } else { Error::lost() }
    }

    /// Something begins: where nobody waits for its end, all is undone.
    pub(in crate::orm) fn tear(&mut self) {
        self.is_torn = true;
    }

    /// A verb has come to its end. Where the transaction can only be rolled back, it is, and the objects are what
    /// they were before it.
    pub(in crate::orm) async fn ended<T>(&mut self, done: Result<T>) -> Result<T> {
        let is_open = self.nest.as_ref().is_some_and(|nest| nest.depth() > 0);
        if is_open && done.as_ref().is_err_and(loses_transaction) {
            self.forget_transaction().await;
        }
        self.is_torn = false;
        done
    }
}

/// Whether nothing that was done in a transaction can be kept after this error, whatever the database.
pub(in crate::orm) fn loses_transaction(error: &Error) -> bool {
    error.is_disconnect()
        || error.is_lost_transaction()
        || error.is_deadlock()
        || error.is_serialization_failure()
}
