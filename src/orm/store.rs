//! The objects of one type that a session keeps: their slots, what was changed, and how to undo it.

mod added;
mod changes;
mod rows;
mod slot;
mod undo;

use std::collections::HashMap;

use self::added::{Added, AddedObjects};
pub(super) use self::changes::Fresh;
use self::rows::{OneRow, Rows};
pub(super) use self::slot::Epoch;
use self::slot::{Slot, State};
use super::draft::GivenColumns;
use super::handle::{At, Handle};
use super::hash::KeyHash;
use super::index::Index;
use super::object::{Object, from_values, key_at, places, value_at, values};
use super::plan::Doom;
use crate::error::Error;
use crate::types::value::{Key, Value};

/// How many objects lie together, so that they never move and little room is left unused.
const PAGE: usize = 256;

/// The objects of one type.
pub(super) struct Store<E> {
    session: u32,
    key: Box<[usize]>,
    index: Index,
    pages: Vec<Vec<Slot<E>>>,
    free: Vec<u32>,
    /// Objects that were lent for changes, as the database has them, by their slots.
    lent: HashMap<u32, E, KeyHash>,
    /// Columns of objects that get the key of a new one, by their slots.
    refers: HashMap<u32, GivenColumns, KeyHash>,
    /// Slots whose objects are to be deleted, what that does to their rows, and what was known of them before.
    doomed: HashMap<u32, (Doom, State), KeyHash>,
    /// Objects that are added.
    added: AddedObjects,
    /// Rows without objects, of which parts were changed.
    rows: Rows,
    /// Whether the number of each new row has to be asked for, since a trigger writes rows too.
    pub asks_for_numbers: bool,
    /// What undoes the flushes, and how often something was forgotten of it.
    undo: Vec<Undo<E>>,
    forgotten: usize,
    /// The keys of objects that were detached since the transaction began, by their slots and generations.
    let_go: HashMap<(u32, u32), Key>,
    /// The generation of a place that is used for the first time.
    generation: u32,
}

/// What undoes a flush, of the object in a slot of a generation. Where another one is there by now, it was
/// detached.
enum Undo<E> {
    Changed(u32, u32, Box<E>),
    Added(u32, u32, u32, GivenColumns),
    Deleted(u32, u32, State),
    /// A row without an object, as it was.
    Row(Box<(Key, OneRow)>),
}

/// Why something is undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Because {
    /// A flush has failed: what it was to write is still to be written.
    FlushFailed,
    /// The transaction or savepoint is rolled back: all that was changed since is forgotten.
    RolledBack,
}

/// How far back to undo.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark(usize);

/// What becomes of an object that is there already when its row comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It stays as it is, unless it expired or is from an earlier time.
    Keeps,
    /// It becomes what the row is.
    Refreshed,
}

impl<E: Object> Store<E> {
    pub fn new(session: u32) -> Self {
        let def = E::def();
        Self {
            session,
            key: places(def, def.primary_key),
            index: Index::default(),
            pages: Vec::new(),
            free: Vec::new(),
            lent: HashMap::default(),
            refers: HashMap::default(),
            doomed: HashMap::default(),
            added: AddedObjects::default(),
            rows: Rows::default(),
            asks_for_numbers: false,
            undo: Vec::new(),
            forgotten: 0,
            let_go: HashMap::new(),
            generation: 1,
        }
    }

    pub fn key_places(&self) -> &[usize] {
        &self.key
    }

    fn slot(&self, slot: u32) -> &Slot<E> {
        &self.pages[slot as usize / PAGE][slot as usize % PAGE]
    }

    fn slot_mut(&mut self, slot: u32) -> &mut Slot<E> {
        &mut self.pages[slot as usize / PAGE][slot as usize % PAGE]
    }

    /// The object in a slot, as the database has it.
    fn known(&self, slot: u32) -> Option<&E> {
        self.lent.get(&slot).or(self.slot(slot).object.as_ref())
    }

    fn has_key(&self, slot: u32, key: &Key) -> bool {
        self.known(slot).is_some_and(|object| {
            self.key
                .iter()
                .zip(key.values())
                .all(|(place, value)| value_at(object, *place) == *value)
        })
    }

    /// The object with a key, whatever its state.
    fn position(&self, key: &Key) -> Option<u32> {
        self.index.find(key, |slot| self.has_key(slot, key))
    }

    /// The handle of the object in a slot.
    pub fn handle(&self, slot: u32) -> Handle<E> {
        Handle::new(self.session, slot, self.slot(slot).generation)
    }

    /// A handle of a slot, whatever is there.
    pub fn handle_of(&self, slot: u32, generation: u32) -> Handle<E> {
        Handle::new(self.session, slot, generation)
    }

    /// The object with a key, if it is known since `began`.
    pub fn find_key(&self, key: &Key, began: u32) -> Option<Found<E>> {
        let Some(slot) = self.position(key) else {
            return self.rows.is_doomed(key).then_some(Found::Deleted);
        };
        let kept = self.slot(slot);
        Some(match kept.state() {
            State::Deleted | State::Gone => Found::Deleted,
            State::Here if kept.epoch() >= began || self.lent.contains_key(&slot) => {
                Found::Here(self.handle(slot))
            }
            State::Here | State::Expired => Found::Old,
        })
    }

    /// Keeps the object of a row, or the one that is there already.
    pub fn keep(&mut self, row: E, epoch: Epoch, known: Known) -> Handle<E> {
        self.take(row, epoch, known).0
    }

    /// The same, and whether the object is what the row is.
    pub fn take(&mut self, row: E, epoch: Epoch, known: Known) -> (Handle<E>, bool) {
        let key = key_at(&row, &self.key);
        let hash = self.index.hash(&key);
        let Some(slot) = self.index.find_hash(hash, |slot| self.has_key(slot, &key)) else {
            let slot = self.put(row, epoch);
            self.index.add_hash(hash, slot);
            self.adopt(&key, slot);
            return (self.handle(slot), true);
        };
        let kept = self.slot(slot);
        let is_old = kept.epoch() < epoch.began || kept.state() == State::Expired;
        let is_news = known == Known::Refreshed || (is_old && !self.lent.contains_key(&slot));
        if is_news {
            self.lent.remove(&slot);
            self.refers.remove(&slot);
            let kept = self.slot_mut(slot);
            kept.object = Some(row);
            kept.read_at(epoch.now);
        }
        (self.handle(slot), is_news)
    }

    /// Makes room for so many objects more.
    pub fn reserve(&mut self, more: usize) {
        self.index.reserve(more);
        self.undo.reserve(more);
    }

    /// Puts an object into a free slot.
    fn put(&mut self, object: E, epoch: Epoch) -> u32 {
        if let Some(slot) = self.free.pop() {
            let free = self.slot_mut(slot);
            free.object = Some(object);
            free.set(State::Here);
            free.read_at(epoch.now);
            return slot;
        }
        if self.pages.last().is_none_or(|page| page.len() == PAGE) {
            self.pages.push(Vec::with_capacity(PAGE));
        }
        let last = self.pages.len() - 1;
        let page = &mut self.pages[last];
        let slot = last * PAGE + page.len();
        page.push(Slot::new(object, self.generation, epoch.now));
        // 2^32 objects do not fit into memory.
        u32::try_from(slot).unwrap_or(u32::MAX)
    }

    /// Frees a slot, whose handles then lead nowhere.
    fn release(&mut self, slot: u32) -> Option<E> {
        // It is found by the key that its row has, whatever an edit has made of that.
        let lent = self.lent.remove(&slot);
        self.refers.remove(&slot);
        self.doomed.remove(&slot);
        let freed = self.slot_mut(slot);
        freed.generation = freed.generation.wrapping_add(1);
        let object = freed.object.take()?;
        let key = key_at(lent.as_ref().unwrap_or(&object), &self.key);
        self.index.remove(&key, |other| other == slot);
        self.free.push(slot);
        Some(object)
    }

    /// The slot of a handle.
    fn find(&self, handle: Handle<E>) -> Result<&Slot<E>, Error> {
        if handle.session != self.session {
            return Err(Error::other("the object belongs to another session"));
        }
        let slot = self
            .pages
            .get(handle.slot as usize / PAGE)
            .and_then(|page| page.get(handle.slot as usize % PAGE))
            .filter(|slot| slot.generation == handle.generation && slot.object.is_some());
        slot.ok_or_else(|| self.fault("is no longer in the session", None))
    }

    /// The slot of an object that can be read.
    fn readable(&self, handle: Handle<E>) -> Result<&Slot<E>, Error> {
        let slot = self.find(handle)?;
        let fault = match slot.state() {
            State::Here => return Ok(slot),
            State::Expired => "has expired: `refresh` it",
            State::Deleted | State::Gone => "is deleted",
        };
        Err(self.fault(fault, slot.object.as_ref()))
    }

    /// `users 7 is deleted`
    #[cold]
    fn fault(&self, what: &str, object: Option<&E>) -> Error {
        let table = E::def().name;
        Error::other(match object {
            Some(object) => format!("{table} {} {what}", key_at(object, &self.key)),
            None => format!("the object of {table} {what}"),
        })
    }

    pub fn read(&self, handle: Handle<E>) -> Result<&E, Error> {
        let slot = self.readable(handle)?;
        slot.object.as_ref().ok_or_else(|| self.fault("is no longer in the session", None))
    }

    /// The key of an object, whether it can be read or not.
    pub fn key_of(&self, handle: Handle<E>) -> Result<Key, Error> {
        let object = self.find(handle)?.object.as_ref();
        let object = object.ok_or_else(|| self.fault("is no longer in the session", None))?;
        Ok(key_at(object, &self.key))
    }

    /// An object as the database has it, or had it before it was deleted.
    pub fn before(&self, handle: Handle<E>) -> Result<&E, Error> {
        self.find(handle)?;
        self.known(handle.slot).ok_or_else(|| self.fault("is no longer in the session", None))
    }

    /// Lends an object for changes.
    pub fn edit(&mut self, handle: Handle<E>) -> Result<&mut E, Error> {
        self.readable(handle)?;
        let at = handle.slot as usize;
        let object = self.pages[at / PAGE][at % PAGE].object.as_mut();
        // `readable` has found it.
        let object = object.ok_or_else(|| Error::other("the object is gone"))?;
        self.lent.entry(handle.slot).or_insert_with(|| object.clone());
        Ok(object)
    }

    /// Whether it is changed.
    pub fn is_changed(&self, handle: Handle<E>) -> Result<bool, Error> {
        self.readable(handle)?;
        Ok(self.has_changed(handle.slot))
    }

    /// The columns in which an object is not as the database has it.
    fn changes_of(&self, slot: u32) -> Vec<(usize, Value)> {
        let (now, before) = (&self.slot(slot).object, self.lent.get(&slot));
        let (Some(now), Some(before)) = (now, before) else { return Vec::new() };
        let is_other = |place: &usize| {
            !Value::are_same(|sink| now.bind_at(*place, sink), |sink| before.bind_at(*place, sink))
        };
        let columns = (0..E::def().columns.len()).filter(is_other);
        columns.map(|place| (place, value_at(now, place))).collect()
    }

    /// Whether there are some, or a reference to an object that is new.
    fn has_changed(&self, slot: u32) -> bool {
        self.refers.contains_key(&slot) || !self.changes_of(slot).is_empty()
    }

    /// Sets a column of the object in a slot.
    fn write(&mut self, slot: u32, place: usize, value: Value) -> Result<(), Error> {
        if let Some(object) = &self.slot(slot).object {
            let mut now = values(object);
            now[place] = value;
            self.slot_mut(slot).object = Some(from_values(&now[..])?);
        }
        Ok(())
    }

    /// Deletes an object, or marks it as deleted. What is said last is done.
    pub fn delete(&mut self, handle: Handle<E>, doom: Doom) -> Result<(), Error> {
        let before = match self.find(handle)?.state() {
            State::Gone => return Err(self.fault("is deleted", None)),
            State::Deleted => self.state_before(handle.slot),
            state => state,
        };
        self.slot_mut(handle.slot).set(State::Deleted);
        self.doomed.insert(handle.slot, (doom, before));
        Ok(())
    }

    /// What was known of an object before it was to be deleted.
    fn state_before(&self, slot: u32) -> State {
        self.doomed.get(&slot).map_or(self.slot(slot).state(), |(_, before)| *before)
    }

    pub fn expire(&mut self, handle: Handle<E>) -> Result<(), Error> {
        self.find(handle)?;
        self.expire_slot(handle.slot);
        Ok(())
    }

    fn expire_slot(&mut self, slot: u32) {
        self.take_back(slot);
        if let Some((_, before)) = self.doomed.get_mut(&slot) {
            *before = State::Expired;
        }
        let slot = self.slot_mut(slot);
        if slot.state() == State::Here {
            slot.set(State::Expired);
        }
    }

    /// An object becomes what it was when it was lent.
    fn take_back(&mut self, slot: u32) {
        self.refers.remove(&slot);
        if let Some(before) = self.lent.remove(&slot) {
            self.slot_mut(slot).object = Some(before);
        }
    }

    /// Expires all that was read since an epoch.
    pub fn expire_since(&mut self, epoch: u32) {
        for slot in 0..self.capacity() {
            if self.slot(slot).object.is_some() && self.slot(slot).epoch() >= epoch {
                self.expire_slot(slot);
            }
        }
    }

    fn capacity(&self) -> u32 {
        let rest = self.pages.last().map_or(0, |page| PAGE - page.len());
        u32::try_from(self.pages.len() * PAGE - rest).unwrap_or(u32::MAX)
    }

    /// How many objects there are.
    pub fn len(&self) -> usize {
        self.capacity() as usize - self.free.len()
    }

    /// The value of an object that is in the database, as it is once it is flushed.
    pub fn value(&self, at: At, place: usize) -> Result<Value, Error> {
        let handle = match at {
            At::Slot(slot, generation) => self.handle_of(slot, generation),
            At::New(number) => self.saved(number)?,
        };
        let object = self.find(handle)?.object.as_ref();
        let object = object.ok_or_else(|| self.fault("is no longer in the session", None))?;
        Ok(value_at(object, place))
    }

    /// Takes an object out of the session, also one that has expired: as it was known.
    pub fn detach(&mut self, handle: Handle<E>) -> Result<E, Error> {
        if self.find(handle)?.state() != State::Expired {
            self.readable(handle)?;
        }
        if self.refers.contains_key(&handle.slot) {
            return Err(
                self.fault("refers to one that is not in the database yet: flush first", None)
            );
        }
        if !self.undo.is_empty()
            && let Some(object) = self.known(handle.slot)
        {
            self.let_go.insert((handle.slot, handle.generation), key_at(object, &self.key));
        }
        self.release(handle.slot).ok_or_else(|| self.fault("is no longer in the session", None))
    }

    /// Where an object is, if others can be given it as what they refer to.
    pub fn refer(&self, at: At) -> Result<At, Error> {
        let handle = match at {
            At::New(number) if self.given(number).is_some() => return Ok(at),
            At::New(number) => self.saved(number)?,
            At::Slot(slot, generation) => self.handle_of(slot, generation),
        };
        match self.find(handle)? {
            slot if matches!(slot.state(), State::Here | State::Expired) => {
                Ok(At::Slot(handle.slot, handle.generation))
            }
            slot => Err(self.fault("is deleted", slot.object.as_ref())),
        }
    }

    /// Takes all objects out, and those that were added. Their memory is free, and their handles lead nowhere.
    pub fn clear(&mut self) {
        let newest = self.pages.iter().flatten().map(|slot| slot.generation).max();
        let forgotten = self.forgotten + self.undo.len();
        let added = std::mem::take(&mut self.added);
        *self = Self {
            asks_for_numbers: self.asks_for_numbers,
            generation: newest.map_or(self.generation, |newest| newest.wrapping_add(1)),
            forgotten,
            added,
            ..Self::new(self.session)
        };
        self.added.clear();
    }
}

/// What is known of a key.
pub(super) enum Found<E> {
    /// The object.
    Here(Handle<E>),
    /// There was one, and it has to be read again.
    Old,
    /// It is deleted, or will be.
    Deleted,
}
