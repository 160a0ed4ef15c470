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
use crate::orm::plan::{ChangedRow, DeletedRow, Doom, Fate, LinkFate};
use crate::orm::reach::{Change, Changed, along, beyond, with_targets};
use crate::orm::relations::direct;
use crate::orm::store::Fresh;
use crate::query::Touched;
use crate::query::rows::Below;
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
        let mut wrote = Vec::new();
        self.linked(stores, &mut wrote)?;
        if self.tables.iter().all(|of| of.changed.is_empty() && of.deleted.is_empty()) {
            return Ok(wrote);
        }
        let mut written: Vec<Changed> = Vec::new();
        // What changes or goes of rows that may have no objects.
        let mut outside: Vec<Changed> = Vec::new();
        // What depends on rows that go along.
        let mut further: Vec<&Below> = Vec::new();
        let all = with_targets(&stores.tables());
        for table in &self.tables {
            let def = stores.get(table.store).def();
            let gone: Vec<_> = table.deleted.iter().filter(|row| row.doom == Doom::Gone).collect();
            if !gone.is_empty() {
                written.push((def, Change::Deleted));
                wrote.push(Wrote::Along(def, Change::Deleted));
                for dependent in &table.dependents {
                    let (table, fate) = (dependent.rows().table, dependent.fate);
                    outside.push((table, change(fate)));
                    wrote.push(Wrote::Rows(match fate {
                        Fate::Delete => Touched::Deleted(table),
                        Fate::Clear => Touched::Table(table),
                    }));
                }
                further.extend(
                    table.dependents.iter().filter_map(|dependent| dependent.further.last()),
                );
            }
            self.lose(stores, def, &gone);
            if all.iter().flat_map(|from| from.foreign_keys).any(|key| is_led_to(key, def, table)) {
                outside.push((def, Change::Updated));
                wrote.push(Wrote::Along(def, Change::Updated));
            }
        }
        if !(written.is_empty() && outside.is_empty()) {
            written.extend(&outside);
            outside.extend(beyond(&written, &stores.tables()));
            while self.doubt(stores, &outside, &further) {}
        }
        Ok(wrote)
    }

    /// Rows of tables between two others: those that are new may get objects, and those that are gone may have some.
    fn linked<D: Driver>(&self, stores: &mut Stores<D>, wrote: &mut Vec<Wrote>) -> Result<()> {
        for link in &self.links {
            if link.fate == LinkFate::Added {
                wrote.push(Wrote::Rows(Touched::New(link.table)));
                continue;
            }
            let Some(at) = stores.iter().position(|store| same(store.def(), link.table)) else {
                continue;
            };
            let columns: Vec<usize> = link.places().collect();
            let keys = HashSet::from([key_of(stores, link)?]);
            let gone = stores.get_mut(at).lost(&columns, &keys, Action::Cascade, &Fresh::default());
            wrote.push(Wrote::Rows(Touched::Deleted(link.table)));
            self.lose(stores, link.table, &gone.iter().collect::<Vec<_>>());
        }
        Ok(())
    }

    /// Tells the objects of other rows what the database has done to them since these were deleted.
    fn lose<D: Driver>(
        &self,
        stores: &mut Stores<D>,
        def: &'static TableDef,
        deleted: &[&DeletedRow],
    ) {
        if deleted.is_empty() {
            return;
        }
        let dependents: Vec<_> = direct(def).collect();
        for at in 0..stores.len() {
            let table = stores.get(at).def();
            for key in table.foreign_keys.iter().filter(|key| same((key.target)(), def)) {
                let columns = places(table, key.columns);
                let is_ours =
                    |(it, _): &&(Below, Fate)| same(it.table, table) && it.places == columns;
                let fate = match key.on_delete {
                    Action::NoAction | Action::Restrict => match dependents.iter().find(is_ours) {
                        Some((_, Fate::Delete)) => Action::Cascade,
                        Some(_) => Action::SetNull,
                        None => continue,
                    },
                    action => action,
                };
                let targets = places(def, key.target_columns);
                let of = |row: &&DeletedRow| -> Key {
                    targets.iter().map(|at| row.values[*at].clone()).collect()
                };
                // NULL leads nowhere.
                let keys = deleted.iter().map(of).filter(|key| !key.has_null());
                let keys: HashSet<Key> = keys.collect();
                let fresh = self.fresh(stores, at, &columns, def, &targets);
                let gone = stores.get_mut(at).lost(&columns, &keys, fate, &fresh);
                self.lose(stores, table, &gone.iter().collect::<Vec<_>>());
            }
        }
    }

    /// Expires the objects that lead to rows which may have gone or changed, unless they have objects that tell they
    /// have not. Whether there were some.
    fn doubt<D: Driver>(
        &self,
        stores: &mut Stores<D>,
        outside: &[Changed],
        further: &[&Below],
    ) -> bool {
        let mut found = false;
        for at in 0..stores.len() {
            let table = stores.get(at).def();
            for key in table.foreign_keys {
                let target = (key.target)();
                let acts = |(of, what): &Changed| same(of, target) && along(key, *what).is_some();
                let columns = places(table, key.columns);
                let depends = |it: &&Below| same(it.table, table) && it.places == columns;
                if !(outside.iter().any(acts) || further.iter().any(depends)) {
                    continue;
                }
                let targets = places(target, key.target_columns);
                let known = stores.iter().position(|store| same(store.def(), target));
                let known = known.map(|of| {
                    stores.get(of).keys_but(&targets, &self.written(stores, of, &targets))
                });
                let fresh = self.fresh(stores, at, &columns, target, &targets);
                let known = known.unwrap_or_default();
                found |= stores.get_mut(at).doubt(&columns, &known, &fresh);
            }
        }
        found
    }

    /// The references that the flush has written to these columns of a store, to rows that have their targets by it.
    fn fresh<D: Driver>(
        &self,
        stores: &Stores<D>,
        at: usize,
        columns: &[usize],
        target: &TableDef,
        targets: &[usize],
    ) -> Fresh {
        let Some(to) = stores.iter().position(|store| same(store.def(), target)) else {
            return Fresh::default();
        };
        let taken = self.written(stores, to, targets);
        if taken.is_empty() {
            return Fresh::default();
        }
        let keys = stores.get(to).keys_of(targets, &taken);
        Fresh { keys, slots: self.written(stores, at, columns) }
    }

    /// The slots of a store's objects to whose columns the flush has written.
    fn written<D: Driver>(&self, stores: &Stores<D>, at: usize, places: &[usize]) -> HashSet<u32> {
        let Some(of) = self.tables.iter().find(|of| of.store == at) else { return HashSet::new() };
        let mut slots = stores.get(at).slots(&of.numbers);
        let is_set = |row: &&ChangedRow| row.set.iter().any(|(place, _)| places.contains(place));
        slots.extend(of.changed.iter().filter(is_set).map(|row| row.slot));
        slots
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
