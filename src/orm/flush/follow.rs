//! What the database does to other rows along with those that a flush writes, told to their objects.
//!
//! Of rows whose objects are here it is known. Others may be among those that the database deletes or changes as
//! well, and rows that lead to one of these are not what is known of them any more.

use std::collections::HashSet;

use super::{TableWork, Work, key_of};
use crate::driver::Driver;
use crate::error::Result;
use crate::orm::any::Stores;
use crate::orm::object::{places, same};
use crate::orm::plan::{DeletedRow, Dependent, Doom, Fate, LinkFate};
use crate::orm::reach::{Change, Changed, along, beyond, with_targets};
use crate::query::Touched;
use crate::schema::def::{Action, ForeignKeyDef, TableDef};
use crate::types::value::Key;

/// What was written to rows of which not all have objects that can undo it.
#[derive(Clone, Copy, Debug)]
pub(in crate::orm) enum Wrote {
    /// By a statement.
    Rows(Touched),
    /// Along with rows that have objects.
    Along(&'static TableDef, Change),
}

impl Work {
    /// Tells the objects of other rows what was done to these. It gives what may have been done to others.
    pub(super) fn follow<D: Driver>(&self, stores: &mut Stores<D>) -> Result<Vec<Wrote>> {
        let new: Vec<HashSet<u32>> = (0..stores.len())
            .map(|at| {
                let of_store = self.tables.iter().find(|table| table.store == at);
                of_store.map_or_else(HashSet::new, |of| stores.get(at).slots(&of.numbers))
            })
            .collect();
        let mut wrote = Vec::new();
        self.unlinked(stores, &new, &mut wrote)?;
        let mut written: Vec<Changed> = Vec::new();
        // What changes or goes of rows that may have no objects.
        let mut outside: Vec<Changed> = Vec::new();
        let all = with_targets(&stores.tables());
        for table in &self.tables {
            let def = stores.get(table.store).def();
            let gone: Vec<_> = table.deleted.iter().filter(|row| row.doom == Doom::Gone).collect();
            if !gone.is_empty() {
                written.push((def, Change::Deleted));
                wrote.push(Wrote::Along(def, Change::Deleted));
                for Dependent { table, fate, .. } in &table.dependents {
                    outside.push((table, change(*fate)));
                    wrote.push(Wrote::Rows(match fate {
                        Fate::Delete => Touched::Deleted(table),
                        Fate::Clear => Touched::Table(table),
                    }));
                }
            }
            lose(stores, def, &gone, &table.dependents, &new);
            if all.iter().flat_map(|from| from.foreign_keys).any(|key| is_led_to(key, def, table)) {
                outside.push((def, Change::Updated));
                wrote.push(Wrote::Along(def, Change::Updated));
            }
        }
        if !(written.is_empty() && outside.is_empty()) {
            written.extend(&outside);
            outside.extend(beyond(&written, &stores.tables()));
            while doubt(stores, &outside) {}
        }
        Ok(wrote)
    }

    /// Rows of tables between two others that are gone, where they have objects.
    fn unlinked<D: Driver>(
        &self,
        stores: &mut Stores<D>,
        new: &[HashSet<u32>],
        wrote: &mut Vec<Wrote>,
    ) -> Result<()> {
        for link in &self.links {
            if link.fate == LinkFate::Added {
                wrote.push(Wrote::Rows(Touched::New(link.table)));
                continue;
            }
            let Some(at) = stores.iter().position(|store| same(store.def(), link.table)) else {
                continue;
            };
            let columns: Vec<usize> = link.columns.iter().map(|(place, ..)| *place).collect();
            let keys = HashSet::from([key_of(stores, link)?]);
            let gone = stores.get_mut(at).lost(&columns, &keys, Action::Cascade, &new[at]);
            wrote.push(Wrote::Rows(Touched::Deleted(link.table)));
            lose(stores, link.table, &gone.iter().collect::<Vec<_>>(), &[], new);
        }
        Ok(())
    }
}

fn change(fate: Fate) -> Change {
    match fate {
        Fate::Delete => Change::Deleted,
        Fate::Clear => Change::Updated,
    }
}

/// Whether a foreign key leads to columns that have changed, and does something then.
fn is_led_to(key: &ForeignKeyDef, def: &TableDef, work: &TableWork) -> bool {
    along(key, Change::Updated).is_some() && same((key.target)(), def) && {
        let targets = places((key.target)(), key.target_columns);
        let mut set = work.changed.iter().flat_map(|row| &row.set);
        set.any(|(place, _)| targets.contains(place))
    }
}

/// Tells the objects of other rows what the database has done to them since these were deleted.
fn lose<D: Driver>(
    stores: &mut Stores<D>,
    def: &'static TableDef,
    deleted: &[&DeletedRow],
    dependents: &[Dependent],
    new: &[HashSet<u32>],
) {
    if deleted.is_empty() {
        return;
    }
    for (at, new_here) in new.iter().enumerate() {
        let store = stores.get_mut(at);
        let table = store.def();
        for key in table.foreign_keys.iter().filter(|key| same((key.target)(), def)) {
            let columns = places(table, key.columns);
            let is_ours = |it: &&Dependent| same(it.table, table) && it.places == columns;
            let fate = match key.on_delete {
                Action::NoAction | Action::Restrict => match dependents.iter().find(is_ours) {
                    Some(Dependent { fate: Fate::Delete, .. }) => Action::Cascade,
                    Some(_) => Action::SetNull,
                    None => continue,
                },
                action => action,
            };
            let targets = places(def, key.target_columns);
            let of = |row: &&DeletedRow| targets.iter().map(|at| row.values[*at].clone()).collect();
            let keys: HashSet<Key> = deleted.iter().map(of).collect();
            let gone = stores.get_mut(at).lost(&columns, &keys, fate, new_here);
            lose(stores, table, &gone.iter().collect::<Vec<_>>(), &[], new);
        }
    }
}

/// Expires the objects that lead to rows which may have gone or changed, unless they have objects that tell they
/// have not. Whether there were some.
fn doubt<D: Driver>(stores: &mut Stores<D>, outside: &[Changed]) -> bool {
    let mut found = false;
    for at in 0..stores.len() {
        let table = stores.get(at).def();
        for key in table.foreign_keys {
            let target = (key.target)();
            let acts = |(of, what): &Changed| same(of, target) && along(key, *what).is_some();
            if !outside.iter().any(acts) {
                continue;
            }
            let parents = stores.iter().find(|store| same(store.def(), target));
            let parents = parents.map(|store| store.keys(&places(target, key.target_columns)));
            let columns = places(table, key.columns);
            found |= stores.get_mut(at).doubt(&columns, &parents.unwrap_or_default());
        }
    }
    found
}
