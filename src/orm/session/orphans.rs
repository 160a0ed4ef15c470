//! Rows that are nothing without the one that they reference: `#[references(users::id, delete_orphan)]`.

use super::Session;
use crate::driver::Driver;
use crate::error::Result;
use crate::orm::object::places;
use crate::orm::plan::{ChangedRow, TableChanges, given_key, uniques};
use crate::types::value::Key;

impl<D: Driver, A: 'static> Session<'_, D, A> {
    /// Deletes the objects whose reference has become NULL, and those whose place another one takes where there is
    /// only one: it gives their stores and slots.
    pub(super) async fn delete_orphans(&mut self, all: &mut Vec<(usize, u32)>) -> Result<()> {
        for at in 0..self.stores.len() {
            let def = self.stores.get(at).def();
            for key in def.foreign_keys.iter().filter(|key| key.delete_orphan) {
                let columns = places(def, key.columns);
                let (mut orphans, taken) = orphans(&self.stores.get(at).changes()?, &columns);
                if !taken.is_empty() {
                    let (nest, stores, epoch) = self.nest().await?;
                    let read = stores.get_mut(at).having(nest, key.columns, &taken, epoch).await;
                    orphans.extend(self.ended(read).await?);
                }
                for orphan in orphans {
                    self.stores.get_mut(at).delete(orphan)?;
                    all.push((at, orphan));
                }
            }
        }
        Ok(())
    }
}

/// The objects whose reference by these columns has become NULL, and the keys that others have in them then, where
/// only one may have each.
fn orphans(changes: &TableChanges<'_>, columns: &[usize]) -> (Vec<u32>, Vec<Key>) {
    let is_orphan = |row: &&ChangedRow| {
        row.set.iter().any(|(place, value)| {
            let refers = row.refers.iter().any(|(refers, _)| refers == place);
            columns.contains(place) && value.is_null() && !refers
        })
    };
    let orphans = changes.changed.iter().filter(is_orphan).map(|row| row.slot).collect();
    let is_of_one = |unique: &Box<[usize]>| unique.iter().all(|place| columns.contains(place));
    if !uniques(changes.table).iter().any(is_of_one) {
        return (orphans, Vec::new());
    }
    let new = changes.new.iter().filter_map(|new| given_key(new.given, columns));
    (orphans, new.chain(changes.taken_by_changed(columns)).collect())
}
