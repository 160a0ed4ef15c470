//! Savepoints of a session, which restore its objects.

use super::{Marks, Session};
use crate::driver::Driver;
use crate::error::{Error, Result};
use crate::orm::store::Because;

/// A savepoint of a session: see [`Session::savepoint`].
#[derive(Debug)]
#[must_use = "a savepoint is kept by `release` and undone by `rollback_to`"]
pub struct Savepoint {
    session: u32,
    number: u64,
}

impl<D: Driver, A: 'static> Session<'_, D, A> {
    /// Flushes and sets a savepoint, to which [`rollback_to`](Self::rollback_to) goes back.
    pub async fn savepoint(&mut self) -> Result<Savepoint> {
        self.flush().await?;
        self.nest().await?;
        self.tear();
        let (nest, ..) = self.open()?;
        let deeper = nest.deepen().await;
        self.ended(deeper).await?;
        let stores = self.stores.iter().map(|store| store.mark()).collect();
        self.savepoints += 1;
        let number = self.savepoints;
        self.marks.push(Marks { number, stores, writes: self.writes.len() });
        Ok(Savepoint { session: self.stores.session(), number })
    }

    /// Flushes, and keeps what was written since a savepoint, and since those inside it.
    ///
    /// # Errors
    ///
    /// Where the flush fails, all since the savepoint is undone: a [`flush`](Self::flush) before keeps what waits.
    pub async fn release(&mut self, savepoint: Savepoint) -> Result<()> {
        let flushed = self.flush().await;
        if flushed.is_err() {
            if self.level(&savepoint).is_ok() {
                self.rollback_to(savepoint).await?;
            }
            return flushed;
        }
        let at = self.level(&savepoint)?;
        self.tear();
        if let Some(nest) = &mut self.nest {
            while nest.depth() >= depth(at) {
                if let Err(error) = nest.keep().await {
                    self.forget_transaction().await;
                    return Err(error);
                }
            }
        }
        self.is_torn = false;
        self.marks.truncate(at);
        Ok(())
    }

    /// Undoes what was written since a savepoint. Objects are what they were then.
    pub async fn rollback_to(&mut self, savepoint: Savepoint) -> Result<()> {
        self.mend().await?;
        let at = self.level(&savepoint)?;
        self.tear();
        if let Some(nest) = &mut self.nest {
            while nest.depth() >= depth(at) {
                if let Err(error) = nest.undo().await {
                    self.forget_transaction().await;
                    return Err(error);
                }
            }
        }
        self.is_torn = false;
        // `level` has found it.
        let Some(Marks { stores, writes, .. }) = self.marks.drain(at..).next() else {
            return Ok(());
        };
        self.undo_to(&stores, Because::RolledBack);
        self.links.clear();
        self.undo_writes(writes);
        Ok(())
    }

    /// Which of the savepoints it is, from 0.
    fn level(&self, savepoint: &Savepoint) -> Result<usize> {
        let is_ours = savepoint.session == self.stores.session();
        let at = self.marks.iter().position(|mark| mark.number == savepoint.number);
        at.filter(|_| is_ours)
            .ok_or_else(|| Error::other("the savepoint is gone, or of another session"))
    }
}

/// How deep the nest is in a savepoint: the transaction around them is the first level.
fn depth(at: usize) -> u32 {
    // There are not 2^32 savepoints in each other.
    u32::try_from(at + 2).unwrap_or(u32::MAX)
}
