//! The stores of a session without the types of their objects.

use std::any::{Any, TypeId};
use std::borrow::Cow;
use std::collections::HashSet;
use std::future::Future;
use std::pin::Pin;

use super::draft::Given;
use super::handle::{At, Handle, Ref};
use super::hooks::Objects;
use super::insert;
use super::object::{Object, places};
use super::plan::{ChangedRow, DeletedRow, Doom, TableChanges};
use super::store::{Because, Epoch, Fresh, Known, Mark, Store};
use crate::driver::Driver;
use crate::engine::nest::Nest;
use crate::error::Result;
use crate::query::rows::RowsByKey;
use crate::schema::def::{Action, TableDef};
use crate::types::value::{Key, Value};

/// A future that goes to another thread.
pub(super) type Going<'s, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 's>>;

/// A store of objects of some type.
pub(super) trait AnyStore<D: Driver>: Any + Send {
    fn def(&self) -> &'static TableDef;
    fn key_places(&self) -> &[usize];
    fn version(&self) -> Option<usize>;
    fn changes(&self) -> Result<TableChanges<'_>>;
    fn given(&self, number: u32) -> Option<&super::draft::GivenColumns>;
    fn value(&self, at: At, place: usize) -> Result<Value>;
    /// The object in a slot.
    fn reference(&self, slot: u32) -> Ref;
    /// The object that a new one has become.
    fn reference_of_new(&self, number: u32) -> Result<Ref>;
    /// Inserts new objects by their numbers: these columns of each, and in place of references the keys.
    fn insert<'s>(
        &'s mut self,
        nest: &'s mut Nest<'_, D>,
        places: &'s [usize],
        numbers: &'s [u32],
        keys: &'s [Value],
        epoch: Epoch,
    ) -> Going<'s, ()>;
    /// What the database has of rows that were not as they should be: why they are stale.
    fn stale<'s>(&'s mut self, nest: &'s mut Nest<'_, D>, rows: Vec<Written>) -> Going<'s, String>;
    /// Reads the rows that have these keys in columns, and gives their slots.
    fn having<'s>(
        &'s mut self,
        nest: &'s mut Nest<'_, D>,
        columns: &'static [&'static str],
        keys: &'s [Key],
        epoch: Epoch,
        loaded: Option<&'s mut Objects>,
    ) -> Going<'s, Vec<u32>>;
    fn has_one_of(&self, slot: u32, places: &[usize], keys: &[Key]) -> bool;
    fn delete(&mut self, slot: u32) -> Result<()>;
    fn undelete(&mut self, slot: u32);
    fn give(&mut self, number: u32, place: usize, value: Given) -> Result<()>;
    fn set(&mut self, slot: u32, generation: u32, place: usize, value: Given) -> Result<()>;
    /// Where an object is, if others can be given it as what they refer to.
    fn refer(&self, at: At) -> Result<At>;
    fn updated(&mut self, rows: &[Cow<'_, ChangedRow>], epoch: Epoch) -> Result<()>;
    fn deleted(&mut self, rows: &[&DeletedRow]);
    fn settle(&mut self);
    fn lost(
        &mut self,
        places: &[usize],
        keys: &HashSet<Key>,
        fate: Action,
        fresh: &Fresh,
    ) -> Vec<DeletedRow>;
    fn slots(&self, numbers: &[u32]) -> HashSet<u32>;
    fn keys_of(&self, places: &[usize], slots: &HashSet<u32>) -> HashSet<Key>;
    fn keys_but(&self, places: &[usize], slots: &HashSet<u32>) -> HashSet<Key>;
    fn doubt(&mut self, places: &[usize], known: &HashSet<Key>, fresh: &Fresh) -> bool;
    fn clear(&mut self);
    /// Whether an object is in the session, in whatever state.
    fn is_there(&self, slot: u32, generation: u32) -> bool;
    fn mark(&self) -> Mark;
    fn undo_to(&mut self, mark: Mark, because: Because);
    fn forget(&mut self);
    fn expire_since(&mut self, epoch: u32);
    fn has_changes(&self) -> bool;
    fn asks_for_numbers(&self) -> bool;
    /// Sets a column of an object that was new.
    fn fill(&mut self, number: u32, place: usize, value: Value) -> Result<()>;
}

/// A row that a statement was to write: its key, and the version that it had.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub key: Key,
    pub version: Option<Value>,
}

impl Written {
    pub fn new(key: &Key, version: &Option<Value>) -> Self {
        Self { key: key.clone(), version: version.clone() }
    }
}

impl<D: Driver, E: Object> AnyStore<D> for Store<E> {
    fn def(&self) -> &'static TableDef {
        E::def()
    }

    fn key_places(&self) -> &[usize] {
        Self::key_places(self)
    }

    fn version(&self) -> Option<usize> {
        E::VERSION
    }

    fn changes(&self) -> Result<TableChanges<'_>> {
        Self::changes(self)
    }

    fn given(&self, number: u32) -> Option<&super::draft::GivenColumns> {
        Self::given(self, number)
    }

    fn value(&self, at: At, place: usize) -> Result<Value> {
        Self::value(self, at, place)
    }

    fn reference(&self, slot: u32) -> Ref {
        Self::handle(self, slot).reference()
    }

    fn reference_of_new(&self, number: u32) -> Result<Ref> {
        self.saved(number).map(Handle::reference)
    }

    fn insert<'s>(
        &'s mut self,
        nest: &'s mut Nest<'_, D>,
        places: &'s [usize],
        numbers: &'s [u32],
        keys: &'s [Value],
        epoch: Epoch,
    ) -> Going<'s, ()> {
        Box::pin(insert::insert(self, nest, places, numbers, keys, epoch))
    }

    fn stale<'s>(&'s mut self, nest: &'s mut Nest<'_, D>, rows: Vec<Written>) -> Going<'s, String> {
        Box::pin(insert::stale(self, nest, rows))
    }

    fn having<'s>(
        &'s mut self,
        nest: &'s mut Nest<'_, D>,
        columns: &'static [&'static str],
        keys: &'s [Key],
        epoch: Epoch,
        mut loaded: Option<&'s mut Objects>,
    ) -> Going<'s, Vec<u32>> {
        Box::pin(async move {
            let (spec, places) = (nest.spec(), places(E::def(), columns));
            let query = |keys| RowsByKey::new(keys).by(columns);
            let rows = insert::by_keys::<E>(nest, spec, keys, &places, query).await?;
            let mut slots = Vec::new();
            for row in rows {
                let (handle, is_news) = self.take(row, epoch, Known::Keeps);
                if let Some(loaded) = loaded.as_mut().filter(|_| is_news) {
                    loaded.0.push(handle.reference());
                }
                slots.push(handle.slot);
            }
            Ok(slots)
        })
    }

    fn has_one_of(&self, slot: u32, places: &[usize], keys: &[Key]) -> bool {
        Self::has_one_of(self, slot, places, keys)
    }

    fn delete(&mut self, slot: u32) -> Result<()> {
        Self::delete(self, self.handle(slot), Doom::of(E::def()))
    }

    fn undelete(&mut self, slot: u32) {
        Self::undelete(self, slot);
    }

    fn give(&mut self, number: u32, place: usize, value: Given) -> Result<()> {
        Self::give(self, number, place, value)
    }

    fn set(&mut self, slot: u32, generation: u32, place: usize, value: Given) -> Result<()> {
        Self::set(self, self.handle_of(slot, generation), place, value)
    }

    fn refer(&self, at: At) -> Result<At> {
        Self::refer(self, at)
    }

    fn updated(&mut self, rows: &[Cow<'_, ChangedRow>], epoch: Epoch) -> Result<()> {
        Self::updated(self, rows, epoch)
    }

    fn deleted(&mut self, rows: &[&DeletedRow]) {
        Self::deleted(self, rows.iter().copied());
    }

    fn settle(&mut self) {
        Self::settle(self);
    }

    fn lost(
        &mut self,
        places: &[usize],
        keys: &HashSet<Key>,
        fate: Action,
        fresh: &Fresh,
    ) -> Vec<DeletedRow> {
        Self::lost(self, places, keys, fate, fresh)
    }

    fn slots(&self, numbers: &[u32]) -> HashSet<u32> {
        Self::slots(self, numbers)
    }

    fn keys_of(&self, places: &[usize], slots: &HashSet<u32>) -> HashSet<Key> {
        Self::keys_of(self, places, slots)
    }

    fn keys_but(&self, places: &[usize], slots: &HashSet<u32>) -> HashSet<Key> {
        Self::keys_but(self, places, slots)
    }

    fn doubt(&mut self, places: &[usize], known: &HashSet<Key>, fresh: &Fresh) -> bool {
        Self::doubt(self, places, known, fresh)
    }

    fn clear(&mut self) {
        Self::clear(self);
    }

    fn is_there(&self, slot: u32, generation: u32) -> bool {
        Self::is_there(self, slot, generation)
    }

    fn mark(&self) -> Mark {
        Self::mark(self)
    }

    fn undo_to(&mut self, mark: Mark, because: Because) {
        Self::undo_to(self, mark, because);
    }

    fn forget(&mut self) {
        Self::forget(self);
    }

    fn expire_since(&mut self, epoch: u32) {
        Self::expire_since(self, epoch);
    }

    fn has_changes(&self) -> bool {
        Self::has_changes(self)
    }

    fn asks_for_numbers(&self) -> bool {
        self.asks_for_numbers
    }

    fn fill(&mut self, number: u32, place: usize, value: Value) -> Result<()> {
        Self::fill(self, number, place, value)
    }
}

/// All stores of a session.
pub(super) struct Stores<D> {
    session: u32,
    /// What was read, where somebody wants to know it.
    pub loaded: Option<Objects>,
    kinds: Vec<TypeId>,
    stores: Vec<Box<dyn AnyStore<D>>>,
}

impl<D: Driver> Stores<D> {
    pub fn new(session: u32) -> Self {
        Self { session, loaded: None, kinds: Vec::new(), stores: Vec::new() }
    }

    pub fn session(&self) -> u32 {
        self.session
    }

    /// Keeps the object of a row that was read.
    pub fn read<E: Object>(&mut self, row: E, epoch: Epoch, known: Known) -> Handle<E> {
        let (handle, is_news) = self.of::<E>().take(row, epoch, known);
        if let Some(loaded) = self.loaded.as_mut().filter(|_| is_news) {
            loaded.0.push(handle.reference());
        }
        handle
    }

    /// Reads rows of a store as [`AnyStore::having`] does.
    pub async fn having(
        &mut self,
        at: usize,
        nest: &mut Nest<'_, D>,
        columns: &'static [&'static str],
        keys: &[Key],
        epoch: Epoch,
    ) -> Result<Vec<u32>> {
        self.stores[at].having(nest, columns, keys, epoch, self.loaded.as_mut()).await
    }

    /// What was read and is not told yet, but for what was detached meanwhile.
    pub fn take_loaded(&mut self) -> Objects {
        let mut loaded = self.loaded.as_mut().map(std::mem::take).unwrap_or_default();
        loaded.0.retain(|one| match (self.position(one.kind), one.at) {
            (Some(store), At::Slot(slot, generation)) => self.get(store).is_there(slot, generation),
            _ => false,
        });
        loaded
    }

    /// The tables of the objects.
    pub fn tables(&self) -> Vec<&'static TableDef> {
        self.iter().map(AnyStore::def).collect()
    }

    /// Their number.
    pub fn len(&self) -> usize {
        self.stores.len()
    }

    pub fn all(&mut self) -> impl Iterator<Item = &mut Box<dyn AnyStore<D>>> {
        self.stores.iter_mut()
    }

    pub fn iter(&self) -> impl Iterator<Item = &dyn AnyStore<D>> {
        self.stores.iter().map(|store| &**store)
    }

    /// The number of a type's store, if there is one.
    pub fn position(&self, kind: TypeId) -> Option<usize> {
        self.kinds.iter().position(|known| *known == kind)
    }

    pub fn get(&self, at: usize) -> &dyn AnyStore<D> {
        &*self.stores[at]
    }

    pub fn get_mut(&mut self, at: usize) -> &mut dyn AnyStore<D> {
        &mut *self.stores[at]
    }

    /// An object that was added, by its number in a store.
    pub fn new_reference(&self, store: usize, number: u32) -> Ref {
        Ref { kind: self.kinds[store], session: self.session, at: At::New(number) }
    }

    /// The store of a type, if there is one.
    pub fn find<E: Object>(&self) -> Option<&Store<E>> {
        let store: &dyn Any = &*self.stores[self.position(TypeId::of::<E>())?];
        store.downcast_ref()
    }

    /// The store of a type.
    pub fn of<E: Object>(&mut self) -> &mut Store<E> {
        let kind = TypeId::of::<E>();
        let at = self.position(kind).unwrap_or_else(|| {
            self.kinds.push(kind);
            self.stores.push(Box::new(Store::<E>::new(self.session)));
            self.stores.len() - 1
        });
        let store: &mut dyn Any = &mut *self.stores[at];
        // The store of a type is made just above, and of no other.
        store.downcast_mut().unwrap_or_else(|| unreachable!("the store of another type"))
    }
}
