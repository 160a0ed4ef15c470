//! A session tells its hooks what happens.

use std::sync::Arc;

use super::Session;
use crate::driver::Driver;
use crate::error::Result;
use crate::orm::Loads;
use crate::orm::handle::Tracked;
use crate::orm::hooks::{Hooks, Moment, Objects, Pending};
use crate::orm::object::Object;
use crate::query::projection::Entity;

impl<'c, D: Driver, A: 'static> Session<'c, D, A> {
    /// What the program does before and after this session writes, commits, rolls back and reads.
    #[must_use]
    pub fn hooks(mut self, hooks: impl Hooks<D, A>) -> Self {
        self.hooks = Some(Arc::new(hooks));
        self.stores.loaded = Some(Objects::default());
        self
    }

    /// What waits for a flush, of one type.
    pub fn pending<E: Object>(&self, _: Entity<E>) -> Pending<E> {
        match self.stores.find::<E>() {
            Some(store) => store.pending(),
            None => Pending { new: Vec::new(), changed: Vec::new(), deleted: Vec::new() },
        }
    }

    /// An object as the database has it, without the changes that wait for a flush; of one that was
    /// deleted in this transaction, what it was.
    pub fn before<E: Object, L: Loads>(&self, object: &Tracked<E, L>) -> Result<&E> {
        match self.stores.find::<E>() {
            Some(store) => store.before(object.handle().held()),
            None => Err(super::objects::other_session()),
        }
    }

    pub(super) fn has_hooks(&self) -> bool {
        self.hooks.is_some() && !self.is_hooked
    }

    /// Tells the hooks, unless one of them has led here.
    pub(super) async fn tell(&mut self, moment: Moment<'_>) -> Result<()> {
        let Some(hooks) = self.hooks.clone().filter(|_| !self.is_hooked) else { return Ok(()) };
        let inside = Inside::of(self, None);
        hooks.at(moment, inside.session).await
    }

    /// Tells the hooks of a rollback. Where nobody waits for that, the next verb tells what this one was to tell.
    pub(super) async fn tell_rolled_back(&mut self, is_committing: bool) {
        let Some(hooks) = self.hooks.clone().filter(|_| !self.is_hooked) else { return };
        let mut inside = Inside::of(self, Some(is_committing));
        // It gives no error.
        let _ = hooks.at(Moment::AfterRollback, inside.session).await;
        inside.torn = None;
    }

    /// Tells the hooks what was read.
    pub(in crate::orm) async fn tell_loaded(&mut self) -> Result<()> {
        match &self.stores.loaded {
            Some(loaded) if !self.is_hooked && !loaded.is_empty() => {
                let loaded = self.stores.take_loaded();
                self.tell(Moment::AfterLoad(&loaded)).await
            }
            _ => Ok(()),
        }
    }
}

/// A session while a hook runs, even where that is dropped before it ends.
struct Inside<'s, 'c, D: Driver, A> {
    session: &'s mut Session<'c, D, A>,
    /// Whether the session is torn where this is dropped, and in a COMMIT.
    torn: Option<bool>,
}

impl<'s, 'c, D: Driver, A> Inside<'s, 'c, D, A> {
    fn of(session: &'s mut Session<'c, D, A>, torn: Option<bool>) -> Self {
        session.is_hooked = true;
        Self { session, torn }
    }
}

impl<D: Driver, A> Drop for Inside<'_, '_, D, A> {
    fn drop(&mut self) {
        self.session.is_hooked = false;
        if let Some(is_committing) = self.torn {
            self.session.is_torn = true;
            self.session.is_committing = is_committing;
        }
    }
}
