//! Rows that are nothing without the one that they reference: `#[references(users::id, delete_orphan)]`.

use std::collections::HashMap;

use super::Session;
use crate::driver::Driver;
use crate::error::Result;
use crate::orm::any::AnyStore;
use crate::orm::object::places;
use crate::orm::plan::{ChangedRow, TableChanges, given_key, uniques};
use crate::schema::def::ForeignKeyDef;
use crate::types::value::Key;

impl<D: Driver, A: 'static> Session<'_, D, A> {
    /// Deletes the objects whose reference has become NULL, and those whose place another one takes where there is
    /// only one: it gives their stores and slots.
    ///
    /// All are found before one is deleted: where this is dropped meanwhile, the objects are what they were.
    pub(super) async fn delete_orphans(&mut self, all: &mut Vec<(usize, u32)>) -> Result<()> {
        let mut keys = Vec::new();
        for at in 0..self.stores.len() {
            for key in self.stores.get(at).def().foreign_keys.iter().filter(|key| key.delete_orphan)
            {
                keys.push((at, key, self.read_replaced(at, key).await?));
            }
        }
        if keys.is_empty() {
            return Ok(());
        }
        self.tell_loaded().await?;
        let mut found = Vec::new();
        for (at, key, read) in keys {
            let orphans = orphans(self.stores.get(at), key, read)?;
            found.extend(orphans.into_iter().map(|slot| (at, slot)));
        }
        if !found.is_empty() {
            self.nest().await?;
        }
        for (at, slot) in found {
            self.stores.get_mut(at).delete(slot)?;
            all.push((at, slot));
        }
        Ok(())
    }

    /// Reads the rows that have what new and changed ones take of a foreign key.
    async fn read_replaced(&mut self, at: usize, key: &'static ForeignKeyDef) -> Result<Vec<u32>> {
        let store = self.stores.get(at);
        let taken = taken(&store.changes()?, &places(store.def(), key.columns));
        if taken.is_empty() {
            return Ok(Vec::new());
        }
        let (nest, stores, epoch) = self.nest().await?;
        let read = stores.having(at, nest, key.columns, &taken, epoch).await;
        self.ended(read).await
    }
}

/// The keys that new and changed objects have in these columns then, where only one may have each.
fn taken(changes: &TableChanges<'_>, columns: &[usize]) -> Vec<Key> {
    let uniques = uniques(changes.table);
    if !uniques.iter().any(|unique| unique.iter().all(|place| columns.contains(place))) {
        return Vec::new();
    }
    let new = changes.new.iter().filter_map(|new| given_key(new.given, columns));
    new.chain(changes.taken_by_changed(columns)).collect()
}

/// The objects whose reference has become NULL, and those in the slots `read` that are replaced. One whose reference
/// is another then leaves by itself.
fn orphans<D: Driver>(
    store: &dyn AnyStore<D>,
    key: &ForeignKeyDef,
    read: Vec<u32>,
) -> Result<Vec<u32>> {
    let changes = store.changes()?;
    let columns = places(store.def(), key.columns);
    let taken = taken(&changes, &columns);
    let is_lost = |row: &ChangedRow| {
        row.set.iter().any(|(place, value)| {
            let refers = row.refers.iter().any(|(refers, _)| refers == place);
            columns.contains(place) && value.is_null() && !refers
        })
    };
    let moves = |row: &&ChangedRow| row.set.iter().any(|(place, _)| columns.contains(place));
    let moving = changes.changed.iter().filter(moves);
    let moving: HashMap<u32, bool> = moving.map(|row| (row.slot, is_lost(row))).collect();
    let lost = moving.iter().filter(|(_, is_lost)| **is_lost).map(|(slot, _)| *slot);
    let is_replaced =
        |slot: &u32| !moving.contains_key(slot) && store.has_one_of(*slot, &columns, &taken);
    let mut orphans: Vec<u32> = lost.chain(read.into_iter().filter(is_replaced)).collect();
    orphans.sort_unstable();
    Ok(orphans)
}
