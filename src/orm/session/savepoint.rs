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
    depth: u32,
}

impl<D: Driver, A: 'static> Session<'_, D, A> {
    /// Flushes and sets a savepoint, to which [`rollback_to`](Self::rollback_to) goes back.
    pub async fn savepoint(&mut self) -> Result<Savepoint> {
        self.flush().await?;
        self.nest().await?;
        self.is_torn = true;
        let (nest, ..) = self.open()?;
        let deeper = nest.deepen().await.map(|()| nest.depth());
        let depth = self.ended(deeper).await?;
        let stores = self.stores.iter().map(|store| store.mark()).collect();
        self.marks.push(Marks { stores, writes: self.writes.len() });
        Ok(Savepoint { session: self.stores.session(), depth })
    }

    /// Flushes, and keeps what was written since a savepoint, and since those inside it.
    pub async fn release(&mut self, savepoint: Savepoint) -> Result<()> {
        self.flush().await?;
        let at = self.level(&savepoint)?;
        self.is_torn = true;
        if let Some(nest) = &mut self.nest {
            while nest.depth() >= savepoint.depth {
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
        self.is_torn = true;
        if let Some(nest) = &mut self.nest {
            while nest.depth() >= savepoint.depth {
                if let Err(error) = nest.undo().await {
                    self.forget_transaction().await;
                    return Err(error);
                }
            }
        }
        self.is_torn = false;
        // `level` has found it.
        let Some(Marks { stores, writes }) = self.marks.drain(at..).next() else { return Ok(()) };
        self.undo_to(&stores, Because::RolledBack);
        self.links.clear();
        self.undo_writes(writes);
        Ok(())
    }

    /// Which of the savepoints it is, from 0.
    fn level(&self, savepoint: &Savepoint) -> Result<usize> {
        let is_ours = savepoint.session == self.stores.session();
        let at = (savepoint.depth as usize).checked_sub(2).filter(|at| *at < self.marks.len());
        at.filter(|_| is_ours)
            .ok_or_else(|| Error::other("the savepoint is gone, or of another session"))
    }
}
