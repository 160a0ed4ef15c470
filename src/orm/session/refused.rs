//! Which object a failed flush has failed at.

use std::any::TypeId;

use super::Session;
use super::write::undo_after;
use crate::driver::Driver;
use crate::orm::flush::Work;
use crate::orm::handle::{At, Handle, Kept, New, Tracked};
use crate::orm::object::Object;
use crate::orm::store::Because;
use crate::query::projection::Entity;

impl<D: Driver, A: 'static> Session<'_, D, A> {
    /// The object of this type whose row a constraint has refused, where the last flush failed for that:
    /// one of many in a statement. The flush has looked for it by inserting or updating them one by one,
    /// and has undone that as well.
    pub fn refused<E: Object>(&self, _: Entity<E>) -> Option<Kept<E>> {
        let of = self.refused.filter(|of| of.kind == TypeId::of::<E>())?;
        Some(match of.at {
            At::New(number) => Kept::Added(New::numbered(of.session, number)),
            At::Slot(slot, generation) => {
                let handle = Handle::new(of.session, slot, generation);
                Kept::There(Tracked::new(handle, ()))
            }
        })
    }

    /// Looks for it, after a flush that is undone. That nobody is found is no news beside the error, but that the
    /// database has rolled the transaction back is: whether it has.
    pub(super) async fn find_refused(&mut self, work: &Work, failed: usize) -> bool {
        let before = self.stores.iter().map(|store| store.mark()).collect::<Vec<_>>();
        let Ok((nest, stores, epoch)) = self.open() else { return true };
        if nest.deepen().await.is_err() {
            return true;
        }
        let found = work.refused(stores, nest, epoch, failed).await;
        let is_lost = match &found {
            Ok(_) => nest.undo().await.is_err(),
            Err(error) => undo_after(nest, error).await,
        };
        self.undo_to(&before, Because::FlushFailed);
        self.refused = found.ok().flatten();
        is_lost
    }
}
