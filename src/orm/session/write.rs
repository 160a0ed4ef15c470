//! Flush, commit and rollback.

use super::Session;
use crate::driver::Driver;
use crate::engine::nest::Nest;
use crate::error::{Error, Result};
use crate::orm::flush::Work;
use crate::orm::hooks::Moment;
use crate::orm::store::{Because, Epoch, Mark};

/// So often a commit flushes what hooks have changed after a flush.
const ROUNDS: usize = 100;

/// Why a flush has failed.
struct Failure {
    error: Error,
    /// The step that did.
    step: Option<usize>,
    /// Whether the transaction is lost as well.
    is_lost: bool,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let is_lost = error.is_disconnect() || error.is_lost_transaction();
        Self { error, step: None, is_lost }
    }
}

/// Undoes a savepoint in which this has failed: whether the transaction is lost as well.
pub(super) async fn undo_after<D: Driver>(nest: &mut Nest<'_, D>, error: &Error) -> bool {
    let undone = nest.undo().await;
    let is_known = error.is_refusal() || error.is_stale();
    // Another savepoint tells whether the database has rolled all back, as MySQL does after a deadlock.
    undone.is_err()
        || error.is_lost_transaction()
        || !is_known && { nest.deepen().await.is_err() || nest.keep().await.is_err() }
}

impl<D: Driver, A: 'static> Session<'_, D, A> {
    /// Writes all changes: rows that others reference first, in as few statements as there are
    /// tables and sets of columns, all or none.
    ///
    /// # Errors
    ///
    /// What the database reports, or that a row [is stale](crate::Error::is_stale). Then nothing is
    /// written, the objects are as they were before, and the transaction goes on. Where the database has rolled
    /// it back by itself, as it does where the connection is lost, and MySQL after a deadlock, the session has too.
    /// What `after_flush` of the hooks gives comes after all is written.
    pub async fn flush(&mut self) -> Result<()> {
        self.mend().await?;
        self.refused = None;
        // Of a stream nobody could be told.
        self.tell_loaded().await?;
        if self.has_hooks() && self.has_changes() {
            self.tell(Moment::BeforeFlush).await?;
        }
        let mut orphans = Vec::new();
        let written = self.write(&mut orphans).await;
        if written.is_err() {
            // They are some only where the rest is written.
            orphans.iter().for_each(|(store, slot)| self.stores.get_mut(*store).undelete(*slot));
        }
        written
    }

    /// Writes what waits. It gives the objects that are deleted for what others are then.
    async fn write(&mut self, orphans: &mut Vec<(usize, u32)>) -> Result<()> {
        self.delete_orphans(orphans).await?;
        let work = Work::of(&self.stores, &self.links)?;
        if work.is_empty() {
            return work.settle(&mut self.stores, self.epoch).map(drop);
        }
        let before = self.stores.iter().map(|store| store.mark()).collect::<Vec<_>>();
        self.nest().await?;
        self.tear();
        let asked = self.asking();
        let mut done = self.attempt(&work).await;
        if done.is_err() && self.asking() > asked {
            self.undo_to(&before, Because::FlushFailed);
            done = self.attempt(&work).await;
        }
        match done {
            Ok(()) => {
                self.is_torn = false;
                self.links.clear();
                let wrote = work.settle(&mut self.stores, self.epoch)?;
                self.wrote(&wrote);
                if self.has_hooks() {
                    let flushed = work.flushed(&self.stores)?;
                    self.tell(Moment::AfterFlush(&flushed)).await?;
                }
                Ok(())
            }
            Err(Failure { error, step, is_lost }) => {
                self.undo_to(&before, Because::FlushFailed);
                let step = step.filter(|_| error.is_refusal());
                let is_lost = match step {
                    Some(step) if !is_lost => self.find_refused(&work, step).await,
                    _ => is_lost,
                };
                if is_lost {
                    self.forget_transaction().await;
                }
                self.is_torn = false;
                Err(error)
            }
        }
    }

    /// Runs a flush in a savepoint. Where it fails, it is undone.
    async fn attempt(&mut self, work: &Work) -> Result<(), Failure> {
        let (nest, stores, epoch) = self.open()?;
        nest.deepen().await?;
        match work.run(stores, nest, epoch).await {
            Ok(()) => Ok(nest.keep().await?),
            Err((step, error)) => {
                let is_lost = undo_after(nest, &error).await;
                Err(Failure { error, step: Some(step), is_lost })
            }
        }
    }

    /// In how many tables the number of each new row is asked for.
    fn asking(&self) -> usize {
        self.stores.iter().filter(|store| store.asks_for_numbers()).count()
    }

    /// Flushes and commits. The connection goes back to the pool.
    ///
    /// Objects stay and can be read, as they were then; `get` and queries read them again.
    pub async fn commit(&mut self) -> Result<()> {
        self.tell(Moment::BeforeCommit).await?;
        self.flush().await?;
        let mut rounds = 0;
        while self.has_hooks() && self.has_changes() {
            rounds += 1;
            if rounds == ROUNDS {
                return Err(Error::other("`after_flush` changes something after each flush"));
            }
            self.flush().await?;
        }
        self.tear();
        if let Some(nest) = &mut self.nest {
            while nest.depth() > 0 {
                // Inside somebody's transaction it can still be undone.
                self.is_committing = nest.depth() == 1 && self.engine.is_some();
                if let Err(error) = nest.keep().await {
                    self.forget_transaction().await;
                    return Err(error);
                }
            }
        }
        self.stores.all().for_each(|store| store.forget());
        self.end();
        self.tell(Moment::AfterCommit).await
    }

    /// Rolls back. Objects are what they were before the transaction: what was added is gone, what
    /// was changed is as before, and what was deleted is there again.
    pub async fn rollback(&mut self) -> Result<()> {
        // It gives no error.
        let _ = self.tell(Moment::BeforeRollback).await;
        let torn = self.is_committing.then(|| self.torn());
        self.tear();
        let undone = match &mut self.nest {
            Some(nest) => nest.undo_all().await,
            None => Ok(()),
        };
        self.forget_transaction().await;
        torn.map_or(undone, Err)
    }

    /// Rolls back, and lets go of all objects: the session is as a new one.
    pub async fn close(&mut self) -> Result<()> {
        let undone = self.rollback().await;
        self.detach_all();
        undone
    }

    /// The transaction is gone, and what was written in it.
    pub(super) async fn forget_transaction(&mut self) {
        self.tear();
        if let Some(nest) = &mut self.nest {
            // It is undone by the connection before its next use, where it cannot be now.
            let _ = nest.undo_all().await;
        }
        self.undo_to(&[], Because::RolledBack);
        self.links.clear();
        self.undo_writes(0);
        self.refused = None;
        let is_committing = self.is_committing;
        self.end();
        self.tell_rolled_back(is_committing).await;
    }

    pub(super) fn undo_to(&mut self, marks: &[Mark], because: Because) {
        for (at, store) in self.stores.all().enumerate() {
            store.undo_to(marks.get(at).copied().unwrap_or_default(), because);
        }
    }

    /// After a transaction.
    pub(super) fn end(&mut self) {
        if self.epoch.now > Epoch::LAST / 2 {
            self.stores.all().for_each(|store| store.expire_since(0));
            self.epoch.now = 0;
        }
        self.epoch.now += 1;
        self.epoch.began = self.epoch.now;
        self.writes.clear();
        self.is_torn = false;
        self.is_committing = false;
        self.marks.clear();
        self.loads.clear();
        if self.engine.is_some() {
            self.nest = None;
        }
    }
}
