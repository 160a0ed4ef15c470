//! What waits for a flush, and what a flush has done.

use std::any::TypeId;
use std::collections::HashSet;

use super::{Added, Epoch, Known, State, Store, Undo};
use crate::error::Error;
use crate::orm::draft::GivenColumns;
use crate::orm::handle::{Handle, New, Tracked};
use crate::orm::hooks::Pending;
use crate::orm::object::{Object, from_values, key_at, value_at, values};
use crate::orm::plan::{ChangedRow, DeletedRow, Doom, NewRow, TableChanges};
use crate::schema::def::Action;
use crate::types::value::{Key, Value};

impl<E: Object> Store<E> {
    /// All that waits for a flush.
    pub fn changes(&self) -> Result<TableChanges<'_>, Error> {
        let waiting = |(number, added): (usize, &'_ Added)| match added {
            // Numbers are counted in u32.
            Added::Waiting(_) => u32::try_from(number).ok(),
            _ => None,
        };
        let new = self.new.iter().enumerate().skip(self.settled).filter_map(waiting);
        let new = new.filter_map(|number| Some(NewRow { number, given: self.given(number)? }));
        let mut changes = TableChanges {
            table: E::def(),
            kind: TypeId::of::<E>(),
            dependents: E::dependents(),
            new: new.collect(),
            changed: Vec::new(),
            deleted: Vec::new(),
        };
        for slot in self.touched() {
            self.change(slot, &mut changes)?;
        }
        Ok(changes)
    }

    fn change(&self, at: u32, changes: &mut TableChanges<'_>) -> Result<(), Error> {
        let Some(known) = self.known(at) else { return Ok(()) };
        let key = key_at(known, &self.key);
        let version = E::VERSION.map(|place| value_at(known, place));
        if self.slot(at).state() == State::Deleted {
            let doom = self.doomed.get(&at).copied().unwrap_or(Doom::Gone);
            changes.deleted.push(DeletedRow {
                slot: at,
                key,
                version,
                values: values(known),
                doom,
            });
            return Ok(());
        }
        let mut set = self.changes_of(at);
        if set.is_empty() {
            return Ok(());
        }
        let wrong = |place: &usize| self.key.contains(place) || Some(*place) == E::VERSION;
        if let Some(place) = set.iter().map(|(place, _)| *place).find(wrong) {
            let column = E::def().columns[place].name;
            return Err(Error::other(format!(
                "the key and the version of an object do not change: {} {key}, column `{column}`",
                E::def().name
            )));
        }
        let def = E::def();
        let is_tenant = |place: &usize| Some(def.columns[*place].name) == def.tenant;
        if set.iter().any(|(place, _)| is_tenant(place)) {
            return Err(Error::other(format!("{} {key} stays with its tenant", def.name)));
        }
        let mut made = Vec::new();
        E::on_update(&mut made);
        made.retain(|(place, _)| set.iter().all(|(known, _)| known != place));
        set.extend(made);
        set.sort_by_key(|(place, _)| *place);
        changes.changed.push(ChangedRow { slot: at, key, version, set });
        Ok(())
    }

    /// The same, as what a program holds.
    pub fn pending(&self) -> Pending<E> {
        let waits = |number: &u32| self.given(*number).is_some();
        // Numbers are counted in u32.
        let [first, end] =
            [self.settled, self.new.len()].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        let new = (first..end).filter(waits).map(|number| New::numbered(self.session, number));
        let mut pending = Pending { new: new.collect(), changed: Vec::new(), deleted: Vec::new() };
        for at in self.touched() {
            let object = Tracked::new(self.handle(at), ());
            if self.slot(at).state() == State::Deleted {
                pending.deleted.push(object);
            } else if !self.changes_of(at).is_empty() {
                pending.changed.push(object);
            }
        }
        pending
    }

    /// Slots with objects that were lent for changes or are to be deleted.
    fn touched(&self) -> Vec<u32> {
        let mut touched: Vec<_> = self.lent.keys().chain(self.doomed.keys()).copied().collect();
        touched.sort_unstable();
        touched.dedup();
        touched
    }

    /// What is given for a new object.
    pub fn given(&self, number: u32) -> Option<&GivenColumns> {
        match self.new.get(number as usize)? {
            Added::Waiting(given) => Some(given),
            _ => None,
        }
    }

    /// Adds an object that waits for a flush.
    pub fn add(&mut self, mut given: GivenColumns) -> u32 {
        given.sort_by_key(|(place, _)| *place);
        self.new.push(Added::Waiting(given));
        // 2^32 objects do not fit into memory.
        u32::try_from(self.new.len() - 1).unwrap_or(u32::MAX)
    }

    /// Lends what is given for a new object to a statement, which gives it back.
    pub fn lend(&mut self, number: u32) -> GivenColumns {
        match self.new.get_mut(number as usize) {
            Some(Added::Waiting(given)) => std::mem::take(given),
            _ => GivenColumns::new(),
        }
    }

    /// The statement has failed.
    pub fn give_back(&mut self, number: u32, given: GivenColumns) {
        if let Some(added @ Added::Waiting(_)) = self.new.get_mut(number as usize) {
            *added = Added::Waiting(given);
        }
    }

    /// A new object is in the database, and this is its row.
    pub fn inserted(&mut self, number: u32, row: E, given: GivenColumns, epoch: Epoch) {
        let handle = self.keep(row, epoch, Known::Refreshed);
        let Some(added) = self.new.get_mut(number as usize) else { return };
        *added = Added::Saved(handle.slot, handle.generation);
        self.undo.push(Undo::Added(handle.slot, number, given));
    }

    /// Sets a column of an object that was new.
    pub fn fill(&mut self, number: u32, place: usize, value: Value) -> Result<(), Error> {
        let slot = self.saved(number)?.slot;
        if let Some(object) = &self.slot(slot).object {
            let mut now = values(object);
            now[place] = value;
            self.slot_mut(slot).object = Some(from_values(&now[..])?);
        }
        Ok(())
    }

    /// Whether something waits for a flush.
    pub fn has_changes(&self) -> bool {
        let waits = |new: &Added| matches!(new, Added::Waiting(_));
        !self.lent.is_empty()
            || !self.doomed.is_empty()
            || self.new[self.settled..].iter().any(waits)
    }

    /// The object that a new one has become.
    pub fn saved(&self, number: u32) -> Result<Handle<E>, Error> {
        match self.new.get(number as usize) {
            Some(Added::Saved(slot, generation)) => {
                Ok(Handle::new(self.session, *slot, *generation))
            }
            Some(Added::Waiting(_)) => {
                Err(self.fault("is not in the database yet: flush first", None))
            }
            _ => Err(self.fault("was removed, or rolled back", None)),
        }
    }

    /// A new object is not wanted any more.
    pub fn drop_new(&mut self, number: u32) -> Result<(), Error> {
        match self.new.get_mut(number as usize) {
            Some(added @ Added::Waiting(_)) => {
                *added = Added::Dropped;
                Ok(())
            }
            _ => Err(self.fault("is written already: delete its object", None)),
        }
    }

    /// Rows were updated: their objects are what the database has now.
    pub fn updated(&mut self, rows: &[ChangedRow], epoch: Epoch) -> Result<(), Error> {
        let has_computed = E::def().columns.iter().any(|column| column.computed.is_some());
        for row in rows {
            let Some(before) = self.lent.remove(&row.slot) else { continue };
            let slot = self.slot_mut(row.slot);
            slot.read_at(epoch.now);
            // As the database has them: it may keep less of a value than the object.
            if let Some(object) = &slot.object {
                let mut now = values(object);
                for (place, value) in &row.set {
                    now[*place] = value.clone();
                }
                if let (Some(place), Some(Value::Integer(version))) = (E::VERSION, &row.version) {
                    now[place] = Value::Integer(version + 1);
                }
                slot.object = Some(from_values(&now[..])?);
            }
            if has_computed {
                slot.set(State::Expired);
            }
            self.undo.push(Undo::Changed(row.slot, Box::new(before)));
        }
        Ok(())
    }

    /// Rows were deleted: their keys may be those of other rows now.
    pub fn deleted(&mut self, rows: &[DeletedRow]) {
        for row in rows {
            self.slot_mut(row.slot).set(State::Gone);
            self.index.remove(&row.key, |other| other == row.slot);
            self.undo.push(Undo::Deleted(row.slot));
        }
    }

    /// All is written: no object differs from its row.
    pub fn settle(&mut self) {
        self.lent.clear();
        self.doomed.clear();
        self.settled = self.new.len();
    }

    /// The database has done something to the rows whose columns `places` have one of these values.
    pub fn lost(&mut self, places: &[usize], keys: &HashSet<Key>, fate: Action) -> Vec<DeletedRow> {
        let mut gone = Vec::new();
        for at in 0..self.capacity() {
            let slot = self.slot(at);
            let Some(object) = slot.object.as_ref().filter(|_| slot.state() != State::Gone) else {
                continue;
            };
            if !keys.contains(&key_at(object, places)) {
                continue;
            }
            if fate != Action::Cascade {
                self.expire_slot(at);
                continue;
            }
            let key = key_at(object, &self.key);
            let (version, values) = (None, values(object));
            gone.push(DeletedRow { slot: at, key, version, values, doom: Doom::Gone });
        }
        self.deleted(&gone);
        gone
    }
}
