//! What waits for a flush, and what a flush has done.

use std::any::TypeId;
use std::borrow::Cow;
use std::collections::HashSet;

use super::{Added, Epoch, Known, State, Store, Undo};
use crate::error::Error;
use crate::orm::draft::{Given, GivenColumns};
use crate::orm::handle::{Handle, New, Tracked};
use crate::orm::hooks::Pending;
use crate::orm::object::{Object, from_values, key_at, value_at, values};
use crate::orm::plan::{ChangedRow, DeletedRow, Doom, Had, NewRow, TableChanges};
use crate::orm::relations::dependents;
use crate::schema::def::{Action, ColumnDef, Identity};
use crate::types::Kind;
use crate::types::value::{Key, Value};

/// References that a flush has written, to rows that have what these lead to by the same flush: not to other
/// rows that had it before.
#[derive(Debug, Default)]
pub(in crate::orm) struct Fresh {
    /// What the rows have.
    pub keys: HashSet<Key>,
    /// The slots of the objects that refer.
    pub slots: HashSet<u32>,
}

impl Fresh {
    fn has(&self, slot: u32, key: &Key) -> bool {
        self.slots.contains(&slot) && self.keys.contains(key)
    }
}

impl<E: Object> Had for Store<E> {
    fn had(&self, slot: u32) -> Vec<Value> {
        self.known(slot).map(values).unwrap_or_default()
    }
}

impl<E: Object> Store<E> {
    /// All that waits for a flush.
    pub fn changes(&self) -> Result<TableChanges<'_>, Error> {
        let waiting = self.added.waiting().map(|(number, given)| NewRow { number, given });
        let mut new = Vec::with_capacity(waiting.size_hint().1.unwrap_or(0));
        new.extend(waiting);
        let mut changes = TableChanges {
            table: E::def(),
            kind: TypeId::of::<E>(),
            dependents: Vec::new(),
            new,
            changed: Vec::new(),
            deleted: Vec::new(),
            had: self,
        };
        for slot in self.touched() {
            self.change(slot, &mut changes)?;
        }
        if changes.deleted.iter().any(|row| row.doom == Doom::Gone) {
            changes.dependents = dependents(E::def());
        }
        Ok(changes)
    }

    fn change(&self, at: u32, changes: &mut TableChanges<'_>) -> Result<(), Error> {
        let Some(known) = self.known(at) else { return Ok(()) };
        let key = key_at(known, &self.key);
        let version = E::VERSION.map(|place| value_at(known, place));
        if self.slot(at).state() == State::Deleted {
            let doom = self.doomed.get(&at).map_or(Doom::Gone, |(doom, _)| *doom);
            changes.deleted.push(DeletedRow {
                slot: at,
                key,
                version,
                values: values(known),
                doom,
            });
            return Ok(());
        }
        let def = E::def();
        let mut set = self.changes_of(at);
        let mut refers = self.refers.get(&at).cloned().unwrap_or_default();
        // What was changed after it was said last.
        refers.retain(|(place, _)| set.iter().all(|(changed, _)| changed != place));
        set.extend(refers.iter().map(|(place, _)| (*place, Value::Null(def.columns[*place].kind))));
        if set.is_empty() {
            return Ok(());
        }
        if let Some(error) = set.iter().find_map(|(place, _)| self.refusal(*place, &key)) {
            return Err(error);
        }
        let mut made = Vec::new();
        E::on_update(&mut made);
        made.retain(|(place, _)| set.iter().all(|(known, _)| known != place));
        set.extend(made);
        set.sort_by_key(|(place, _)| *place);
        changes.changed.push(ChangedRow { slot: at, key, version, set, refers });
        Ok(())
    }

    /// Why a column of an object does not change, if it does not.
    fn refusal(&self, place: usize, key: &Key) -> Option<Error> {
        let def = E::def();
        let ColumnDef { name, identity, computed, immutable, .. } = def.columns[place];
        let why = if self.key.contains(&place) || Some(place) == E::VERSION {
            return Some(Error::other(format!(
                "the key and the version of an object do not change: {} {key}, column `{name}`",
                def.name
            )));
        } else if Some(name) == def.tenant {
            return Some(Error::other(format!("{} {key} stays with its tenant", def.name)));
        } else if immutable {
            "is immutable"
        } else if computed.is_some() {
            "is computed by the database"
        } else if identity == Some(Identity::Always) {
            "is numbered by the database alone"
        } else {
            return None;
        };
        Some(Error::other(format!(
            "column `{name}` of {} {key} {why}: it does not change",
            def.name
        )))
    }

    /// The same, as what a program holds.
    pub fn pending(&self) -> Pending<E> {
        let new = self.added.waiting().map(|(number, _)| New::numbered(self.session, number));
        let mut pending = Pending { new: new.collect(), changed: Vec::new(), deleted: Vec::new() };
        for at in self.touched() {
            let object = Tracked::new(self.handle(at), ());
            if self.slot(at).state() == State::Deleted {
                pending.deleted.push(object);
            } else if self.has_changed(at) {
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
        self.added.given(number)
    }

    /// Adds an object that waits for a flush.
    pub fn add(&mut self, mut given: GivenColumns) -> u32 {
        given.sort_by_key(|(place, _)| *place);
        self.added.add(given)
    }

    /// Gives a column of an object that waits another value.
    pub fn give(&mut self, number: u32, place: usize, value: Given) -> Result<(), Error> {
        let written = self.fault("is written already: edit its object", None);
        let given = self.added.given_mut(number).ok_or(written)?;
        match given.binary_search_by_key(&place, |(place, _)| *place) {
            Ok(at) => given[at].1 = value,
            Err(at) => given.insert(at, (place, value)),
        }
        Ok(())
    }

    /// Sets a column of an object that is there.
    pub fn set(&mut self, handle: Handle<E>, place: usize, value: Given) -> Result<(), Error> {
        self.edit(handle)?;
        let slot = handle.slot;
        let refers = self.refers.entry(slot).or_default();
        refers.retain(|(at, _)| *at != place);
        let value = match value {
            Given::Value(value) => value,
            Given::Key(_) => {
                refers.push((place, value));
                // What is changed after this is told by being another.
                self.known(slot).map_or(Value::Null(Kind::Bool), |known| value_at(known, place))
            }
        };
        if self.refers.get(&slot).is_some_and(Vec::is_empty) {
            self.refers.remove(&slot);
        }
        if let Some(object) = &self.slot(slot).object {
            let mut now = values(object);
            now[place] = value;
            self.slot_mut(slot).object = Some(from_values(&now[..])?);
        }
        Ok(())
    }

    /// Gives an object the values of another one of the same key, but for what the database computes.
    pub fn merge(&mut self, handle: Handle<E>, object: E) -> Result<(), Error> {
        let known = self.read(handle)?;
        if let Some([had, now]) = E::VERSION.map(|at| [value_at(&object, at), value_at(known, at)])
            && had != now
        {
            let (name, key) = (E::def().name, key_at(&object, &self.key));
            return Err(Error::stale(format!(
                "{name} {key} has version {now}, and {had} was expected"
            )));
        }
        let computed = |place: &usize| E::def().columns[*place].computed.is_some();
        let computed: Vec<usize> = (0..E::def().columns.len()).filter(computed).collect();
        let object = if computed.is_empty() {
            object
        } else {
            let mut merged = values(&object);
            computed.into_iter().for_each(|place| merged[place] = value_at(known, place));
            from_values(&merged[..])?
        };
        *self.edit(handle)? = object;
        self.refers.remove(&handle.slot);
        Ok(())
    }

    /// Lends what is given for a new object to a statement, which gives it back.
    pub fn lend(&mut self, number: u32) -> GivenColumns {
        self.added.given_mut(number).map(std::mem::take).unwrap_or_default()
    }

    /// The statement has failed.
    pub fn give_back(&mut self, number: u32, given: GivenColumns) {
        if let Some(waiting) = self.added.given_mut(number) {
            *waiting = given;
        }
    }

    /// A new object is in the database, and this is its row.
    pub fn inserted(&mut self, number: u32, row: E, given: GivenColumns, epoch: Epoch) {
        let handle = self.keep(row, epoch, Known::Refreshed);
        let Some(added) = self.added.get_mut(number) else { return };
        *added = Added::Saved(handle.slot, handle.generation);
        self.undo.push(Undo::Added(handle.slot, handle.generation, number, given));
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
        !self.doomed.is_empty()
            || self.added.waiting().next().is_some()
            || self.lent.keys().any(|slot| self.has_changed(*slot))
    }

    /// The object that a new one has become.
    pub fn saved(&self, number: u32) -> Result<Handle<E>, Error> {
        match self.added.get(number) {
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
        match self.added.get_mut(number) {
            Some(added @ Added::Waiting(_)) => {
                *added = Added::Dropped;
                Ok(())
            }
            _ => Err(self.fault("is written already: delete its object", None)),
        }
    }

    /// Rows were updated: their objects are what the database has now.
    pub fn updated(&mut self, rows: &[Cow<'_, ChangedRow>], epoch: Epoch) -> Result<(), Error> {
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
            let generation = slot.generation;
            self.undo.push(Undo::Changed(row.slot, generation, Box::new(before)));
        }
        Ok(())
    }

    /// Rows were deleted: their keys may be those of other rows now.
    pub fn deleted<'r>(&mut self, rows: impl IntoIterator<Item = &'r DeletedRow>) {
        for row in rows {
            let before = self.state_before(row.slot);
            if self.slot(row.slot).state() == State::Gone {
                continue;
            }
            self.index.remove(&row.key, |other| other == row.slot);
            let slot = self.slot_mut(row.slot);
            slot.set(State::Gone);
            let generation = slot.generation;
            self.undo.push(Undo::Deleted(row.slot, generation, before));
        }
    }

    /// All is written: no object differs from its row.
    pub fn settle(&mut self) {
        // What was changed of an object that is deleted was not written.
        for (slot, before) in std::mem::take(&mut self.lent) {
            let slot = self.slot_mut(slot);
            if slot.state() == State::Gone {
                slot.object = Some(before);
            }
        }
        self.refers.clear();
        self.doomed.clear();
        self.added.settle();
    }

    /// The database has done something to the rows whose columns `places` have one of these values. What has
    /// expired is not known to have them.
    pub fn lost(
        &mut self,
        places: &[usize],
        keys: &HashSet<Key>,
        fate: Action,
        fresh: &Fresh,
    ) -> Vec<DeletedRow> {
        let is_lost = |at: u32, object: &E| {
            let key = key_at(object, places);
            keys.contains(&key) && !fresh.has(at, &key)
        };
        let lost = self.here().filter(|(at, object)| is_lost(*at, object));
        if fate != Action::Cascade {
            let lost: Vec<u32> = lost.map(|(at, _)| at).collect();
            lost.iter().for_each(|at| self.expire_slot(*at));
            return Vec::new();
        }
        let row = |(slot, object): (u32, &E)| {
            let (key, values) = (key_at(object, &self.key), values(object));
            DeletedRow { slot, key, version: None, values, doom: Doom::Gone }
        };
        let gone: Vec<_> = lost.map(row).collect();
        self.deleted(&gone);
        gone
    }

    /// The slots of objects that were new.
    pub fn slots(&self, numbers: &[u32]) -> HashSet<u32> {
        numbers.iter().filter_map(|number| self.saved(*number).ok()).map(|new| new.slot).collect()
    }

    /// What the objects in some slots have in these columns, where they can be read.
    pub fn keys_of(&self, places: &[usize], slots: &HashSet<u32>) -> HashSet<Key> {
        let objects = slots.iter().map(|at| self.slot(*at));
        let here = objects.filter(|slot| slot.state() == State::Here);
        here.filter_map(|slot| Some(key_at(slot.object.as_ref()?, places))).collect()
    }

    /// What all others have.
    pub fn keys_but(&self, places: &[usize], slots: &HashSet<u32>) -> HashSet<Key> {
        let others = self.here().filter(|(at, _)| !slots.contains(at));
        others.map(|(_, object)| key_at(object, places)).collect()
    }

    /// Objects that can be read.
    fn here(&self) -> impl Iterator<Item = (u32, &E)> {
        (0..self.capacity()).filter_map(|at| {
            let slot = self.slot(at);
            Some((at, slot.object.as_ref().filter(|_| slot.state() == State::Here)?))
        })
    }

    /// Expires the objects whose columns lead to something else than one of these keys. Whether there are some.
    pub fn doubt(&mut self, places: &[usize], known: &HashSet<Key>, fresh: &Fresh) -> bool {
        let is_doubtful = |at: u32, object: &E| {
            let key = key_at(object, places);
            !key.has_null() && !known.contains(&key) && !fresh.has(at, &key)
        };
        let doubtful = self.here().filter(|(at, object)| is_doubtful(*at, object));
        let doubtful: Vec<u32> = doubtful.map(|(at, _)| at).collect();
        doubtful.iter().for_each(|at| self.expire_slot(*at));
        !doubtful.is_empty()
    }
}
