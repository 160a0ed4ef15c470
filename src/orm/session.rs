//! The session: objects by their keys, a transaction, and the unit of work.

use std::ops::Index;
use std::panic::Location;
use std::sync::atomic::{AtomicU32, Ordering};

use super::any::Stores;
use super::draft::Draft;
use super::flush::{Link, Work};
use super::handle::{New, Ref, Tracked};
use super::insert::by_keys;
use super::object::{KeyValue as _, Object, places, same};
use super::plan::LinkFate;
use super::repeats::Repeats;
use super::store::{Because, Found, Known, Mark};
use super::{Asks, Handle, Loads};
use crate::driver::Driver;
use crate::engine::nest::Nest;
use crate::engine::{Engine, Executor as _, Transaction};
use crate::error::{Error, Result};
use crate::query::assign::{Assigned, Assignments, Assigns, FillIn, ForInsert, NoScope};
use crate::query::cardinality::{AtMostOneRow, HasFirst};
use crate::query::complete::CompleteIn;
use crate::query::effect::ReadWrite;
use crate::query::projection::Entity;
use crate::query::rows::Way;
use crate::query::{Runnable, Touched};
use crate::schema::def::{Action, ForeignKeyDef};
use crate::schema::relation::{FarSide, Rel};
use crate::schema::{Record, Table, Writable};

/// Sessions are told apart by their number.
static SESSIONS: AtomicU32 = AtomicU32::new(1);

/// Objects of a database, each once, and what is to become of them: `engine.session()`.
///
/// It takes a connection and begins a transaction when it first needs one, and keeps them until
/// [`commit`](Self::commit) or [`rollback`](Self::rollback). Dropping it rolls back.
pub struct Session<'c, D: Driver> {
    /// Where connections come from, unless it runs in somebody else's transaction.
    engine: Option<Engine<D>>,
    nest: Option<Nest<'c, D>>,
    pub(super) stores: Stores<D>,
    links: Vec<Link>,
    /// When the transaction began: what was read before may be another now.
    pub(super) epoch: u32,
    keeps: bool,
    /// Whether a statement has written something that no object knows how to undo.
    has_written: bool,
    /// Where the stores were at each savepoint.
    marks: Vec<Vec<Mark>>,
    loads: Repeats,
}

/// A savepoint of a session: see [`Session::savepoint`].
#[derive(Debug)]
#[must_use = "a savepoint is kept by `release` and undone by `rollback_to`"]
pub struct Savepoint {
    session: u32,
    depth: u32,
}

impl<D: Driver> Engine<D> {
    /// A session, which takes a connection when it first needs one.
    pub fn session(&self) -> Session<'static, D> {
        Session::new(Some(self.clone()), None)
    }
}

impl<D: Driver> Transaction<'_, D, ReadWrite> {
    /// A session inside this transaction: its `commit` keeps what it wrote in a savepoint, which the
    /// transaction may still roll back. So a test undoes all that the code in it commits.
    pub fn session(&mut self) -> Session<'_, D> {
        Session::new(None, Some(Nest::inside(self)))
    }
}

impl<'c, D: Driver> Session<'c, D> {
    fn new(engine: Option<Engine<D>>, nest: Option<Nest<'c, D>>) -> Self {
        let number = SESSIONS.fetch_add(1, Ordering::Relaxed);
        Self {
            engine,
            nest,
            stores: Stores::new(number),
            links: Vec::new(),
            epoch: 1,
            keeps: false,
            has_written: false,
            marks: Vec::new(),
            loads: Repeats::default(),
        }
    }

    /// A relation is loaded beside one object of a table, by a call at this place.
    pub(super) fn count_load(&mut self, at: &'static Location<'static>, table: &'static str) {
        self.loads.count(at, table);
    }

    /// Objects that were read in an earlier transaction are trusted by `get`, as if nobody else wrote
    /// to the database. Otherwise it reads them again.
    #[must_use]
    pub fn keep_after_commit(mut self) -> Self {
        self.keeps = true;
        self
    }

    /// The connection in a transaction, the objects, and when it began.
    pub(super) async fn nest(&mut self) -> Result<(&mut Nest<'c, D>, &mut Stores<D>, u32)> {
        if self.nest.is_none()
            && let Some(engine) = &self.engine
        {
            self.nest = Some(Nest::own(engine).await?);
        }
        // A session without an engine has the connection of a transaction.
        let nest = self.nest.as_mut().ok_or_else(Error::lost)?;
        if nest.depth() == 0 {
            nest.deepen().await?;
        }
        Ok((nest, &mut self.stores, self.epoch))
    }
}

/// Objects.
impl<D: Driver> Session<'_, D> {
    /// Reads an object. `session[object]` is the same, and panics where this is an error.
    ///
    /// # Errors
    ///
    /// Where the object is deleted, has expired, is no longer in the session or belongs to another
    /// one.
    pub fn find<E: Object, L: Loads>(&self, object: &Tracked<E, L>) -> Result<&E> {
        let handle = object.held();
        match self.stores.find::<E>() {
            Some(store) => store.read(handle),
            None => Err(other_session()),
        }
    }

    /// Lends an object for changes, which the next flush writes: the columns that are others then,
    /// and no more.
    ///
    /// # Panics
    ///
    /// Where [`find`](Self::find) is an error.
    #[track_caller]
    #[allow(clippy::panic, reason = "as an index out of bounds does")]
    pub fn edit<E: Object, L: Loads>(&mut self, object: &Tracked<E, L>) -> &mut E {
        match self.stores.of::<E>().edit(object.held()) {
            Ok(object) => object,
            Err(error) => panic!("{error}"),
        }
    }

    /// Whether an object is changed and not flushed yet.
    pub fn is_changed<E: Object, L: Loads>(&self, object: &Tracked<E, L>) -> Result<bool> {
        match self.stores.find::<E>() {
            Some(store) => store.is_changed(object.held()),
            None => Err(other_session()),
        }
    }

    /// Whether anything waits for a flush.
    pub fn has_changes(&self) -> bool {
        !self.links.is_empty() || self.stores.iter().any(|store| store.has_changes())
    }

    /// Adds an object, which the next flush inserts: assignments as INSERT takes them, and checked
    /// like these. In place of a foreign key stands the object that it leads to, though its key may
    /// not be known yet: `posts::author_id.set(&author)`.
    pub fn add<E, V, L, K, M, I>(&mut self, _: Entity<E>, values: V) -> New<E>
    where
        E: Object<Table: Writable>,
        V: Assignments<Values = L, Columns = K>,
        L: Assigned + Assigns<E::Table, ForInsert, NoScope, I> + Draft,
        K: CompleteIn<E::Table>,
        <E::Table as Table>::OnInsert: FillIn<K, ForInsert, Filled = M>,
        M: Draft,
    {
        let mut given = Vec::new();
        values.keep().draft(&mut given);
        <E::Table as Table>::OnInsert::fill().draft(&mut given);
        New::new(self.stores.session(), self.stores.of::<E>().add(given))
    }

    /// The object that a new one has become by a flush.
    ///
    /// # Errors
    ///
    /// Where it was not flushed yet, or is gone again.
    pub fn saved<E: Object>(&self, new: New<E>) -> Result<Tracked<E>> {
        match self.stores.find::<E>() {
            Some(store) if new.session == self.stores.session() => {
                Ok(Tracked::new(store.saved(new.number)?, ()))
            }
            _ => Err(other_session()),
        }
    }

    /// Takes back an object that was added and not flushed yet.
    pub fn discard<E: Object>(&mut self, new: New<E>) -> Result<()> {
        if new.session != self.stores.session() {
            return Err(other_session());
        }
        self.stores.of::<E>().drop_new(new.number)
    }

    /// Deletes an object with the next flush. Rows that depend on it do what their foreign key says;
    /// where it says nothing, a reference that may be NULL becomes NULL, rows of a table between two
    /// others go along, and others keep it from being deleted.
    ///
    /// # Panics
    ///
    /// Where the object is deleted already, or not in the session.
    #[track_caller]
    #[allow(clippy::panic, reason = "as an index out of bounds does")]
    pub fn delete<E: Object, L: Loads>(&mut self, object: &Tracked<E, L>) {
        if let Err(error) = self.stores.of::<E>().delete(object.held()) {
            panic!("{error}");
        }
    }

    /// The object may be another in the database by now: it cannot be read until `refresh`.
    /// Changes that were not flushed are forgotten.
    pub fn expire<E: Object, L: Loads>(&mut self, object: &Tracked<E, L>) -> Result<()> {
        self.stores.of::<E>().expire(object.held())
    }

    /// Expires all objects.
    pub fn expire_all(&mut self) {
        self.stores.all().for_each(|store| store.expire_since(0));
    }

    /// Takes an object out of the session, as a value. Changes that were not flushed are in it.
    pub fn detach<E: Object, L: Loads>(&mut self, object: &Tracked<E, L>) -> Result<E> {
        self.stores.of::<E>().detach(object.held())
    }

    /// Puts an object into the session as if it had just been read: its row is there, and the same.
    /// Where the session has that object already, it stays as it is.
    pub fn attach<E: Object>(&mut self, object: E) -> Tracked<E> {
        let epoch = self.epoch;
        Tracked::new(self.stores.of::<E>().keep(object, epoch, Known::Keeps), ())
    }

    /// How many objects of a type there are.
    pub fn count<E: Object>(&self, _: Entity<E>) -> usize {
        self.stores.find::<E>().map_or(0, super::store::Store::len)
    }
}

fn other_session() -> Error {
    Error::other("the object belongs to another session")
}

#[allow(clippy::panic, reason = "as an index out of bounds does")]
impl<E: Object, L: Loads, D: Driver> Index<&Tracked<E, L>> for Session<'_, D> {
    type Output = E;

    #[track_caller]
    fn index(&self, object: &Tracked<E, L>) -> &E {
        match self.find(object) {
            Ok(object) => object,
            Err(error) => panic!("{error}"),
        }
    }
}

#[allow(clippy::panic, reason = "as an index out of bounds does")]
impl<E: Object, D: Driver> Index<Tracked<E>> for Session<'_, D> {
    type Output = E;

    #[track_caller]
    fn index(&self, object: Tracked<E>) -> &E {
        &self[&object]
    }
}

/// Reading.
impl<D: Driver> Session<'_, D> {
    /// The object with a key: the one that the session has, or else that of its row.
    pub async fn get<E: Object>(
        &mut self,
        _: Entity<E>,
        key: E::Key,
    ) -> Result<Option<Tracked<E>>> {
        let key = key.key();
        let epoch = if self.keeps { 0 } else { self.epoch };
        match self.stores.of::<E>().find_key(&key, epoch) {
            Some(Found::Here(handle)) => return Ok(Some(Tracked::new(handle, ()))),
            Some(Found::Deleted) => return Ok(None),
            Some(Found::Old) | None => {}
        }
        Ok(self.read(std::slice::from_ref(&key)).await?.pop())
    }

    /// The object with a key.
    ///
    /// # Errors
    ///
    /// It [is not found](Error::is_not_found) where there is none.
    pub async fn get_one<E: Object>(
        &mut self,
        entity: Entity<E>,
        key: E::Key,
    ) -> Result<Tracked<E>> {
        self.get(entity, key).await?.ok_or_else(Error::not_found)
    }

    /// Reads the rows with these keys.
    async fn read<E: Object>(
        &mut self,
        keys: &[crate::types::value::Key],
    ) -> Result<Vec<Tracked<E>>> {
        let (nest, stores, epoch) = self.nest().await?;
        let places: Box<[usize]> = stores.of::<E>().key_places().into();
        let rows = by_keys::<D, E>(nest, keys, &places).await?;
        let store = stores.of::<E>();
        let keep = |row| Tracked::new(store.keep(row, epoch, Known::Keeps), ());
        Ok(rows.into_iter().map(keep).collect())
    }

    /// Reads an object again. Changes that were not flushed are forgotten.
    ///
    /// # Errors
    ///
    /// It [is stale](Error::is_stale) where its row is gone.
    pub async fn refresh<E: Object, L: Loads>(&mut self, object: &Tracked<E, L>) -> Result<()> {
        self.refresh_all([object]).await
    }

    /// Reads objects again, by one statement.
    pub async fn refresh_all<'o, E: Object, L: Loads>(
        &mut self,
        objects: impl IntoIterator<Item = &'o Tracked<E, L>>,
    ) -> Result<()> {
        let store = self.stores.of::<E>();
        let handles: Vec<Handle<E>> = objects.into_iter().map(Tracked::held).collect();
        let keys =
            handles.iter().map(|handle| store.key_of(*handle)).collect::<Result<Vec<_>>>()?;
        for handle in handles {
            store.expire(handle)?;
        }
        let found = self.read::<E>(&keys).await?;
        let store = self.stores.of::<E>();
        let keys_found = found.iter().map(|found| store.key_of(found.held()));
        let keys_found = keys_found.collect::<Result<Vec<_>>>()?;
        match keys.iter().find(|key| !keys_found.contains(key)) {
            Some(key) => Err(Error::stale(format!("{} {key} is gone", E::def().name))),
            None => Ok(()),
        }
    }

    /// Brings the values of an object from elsewhere to the session's object with the same key, which
    /// is read where the session does not have it: what differs is written by the next flush.
    /// `None` where there is no such row.
    pub async fn merge<E: Object>(&mut self, object: E) -> Result<Option<Tracked<E>>> {
        let places: Box<[usize]> = self.stores.of::<E>().key_places().into();
        let key = super::object::key_at(&object, &places);
        let epoch = if self.keeps { 0 } else { self.epoch };
        let known = match self.stores.of::<E>().find_key(&key, epoch) {
            Some(Found::Here(handle)) => Some(Tracked::new(handle, ())),
            Some(Found::Deleted) => None,
            Some(Found::Old) | None => self.read(std::slice::from_ref(&key)).await?.pop(),
        };
        if let Some(known) = &known {
            *self.stores.of::<E>().edit(known.held())? = object;
        }
        Ok(known)
    }

    /// All rows of a query: row structs as objects of the session, all else as it is.
    ///
    /// What was changed and not flushed is not in the database yet, where queries look.
    pub async fn all<Q: Asks<D>>(&mut self, query: &Q) -> Result<Vec<Q::Given>> {
        query.ask(self).await
    }

    /// The first row, if there is one.
    pub async fn first<Q: Asks<D, Rows: HasFirst>>(
        &mut self,
        query: &Q,
    ) -> Result<Option<Q::Given>> {
        Ok(query.ask(self).await?.into_iter().next())
    }

    /// The row of a query that gives exactly one.
    pub async fn one<Q: Asks<D, Rows: AtMostOneRow>>(&mut self, query: &Q) -> Result<Q::Given> {
        self.one_or_none(query).await?.ok_or_else(Error::not_found)
    }

    /// The row of a query that gives at most one.
    pub async fn one_or_none<Q: Asks<D, Rows: AtMostOneRow>>(
        &mut self,
        query: &Q,
    ) -> Result<Option<Q::Given>> {
        let mut rows = query.ask(self).await?;
        if rows.len() > 1 { Err(Error::more_than_one()) } else { Ok(rows.pop()) }
    }

    /// Runs a statement for what it does: after a flush, and objects that it may have changed
    /// expire.
    pub async fn execute<S>(&mut self, statement: &S) -> Result<u64>
    where
        S: Runnable<D, ReadWrite> + Sync,
    {
        self.flush().await?;
        let (nest, ..) = self.nest().await?;
        let written = nest.execute(statement).await?;
        self.touched(statement.touches());
        Ok(written)
    }

    /// A statement may have changed rows.
    pub(super) fn touched(&mut self, touched: Touched) {
        let epoch = self.epoch;
        self.has_written = true;
        match touched {
            Touched::Nothing => {}
            Touched::Anything => self.stores.all().for_each(|store| store.expire_since(0)),
            Touched::Table(def) => {
                let mut tables = vec![def];
                while let Some(table) = tables.pop() {
                    for store in self.stores.all().filter(|store| same(store.def(), table)) {
                        store.expire_since(0);
                    }
                    for store in self.stores.all() {
                        let acts = |key: &&ForeignKeyDef| {
                            same((key.target)(), table)
                                && !matches!(key.on_delete, Action::NoAction | Action::Restrict)
                        };
                        let known = store.def();
                        if known.foreign_keys.iter().any(|key| acts(&key)) && !same(known, table) {
                            store.expire_since(0);
                        }
                    }
                }
            }
        }
        let _ = epoch;
    }
}

/// Writing.
impl<D: Driver> Session<'_, D> {
    /// Writes all changes: rows that others reference first, in as few statements as there are
    /// tables and sets of columns, all or none.
    ///
    /// # Errors
    ///
    /// What the database reports, or that a row [is stale](Error::is_stale). Then nothing is
    /// written, the objects are as they were before, and the transaction goes on.
    pub async fn flush(&mut self) -> Result<()> {
        let work = Work::of(&self.stores, &self.links)?;
        if work.is_empty() {
            return Ok(());
        }
        let before = self.stores.iter().map(|store| store.mark()).collect::<Vec<_>>();
        let (nest, stores, epoch) = self.nest().await?;
        nest.deepen().await?;
        let done = work.run(stores, nest, epoch).await;
        let done = match done {
            Ok(()) => nest.keep().await,
            Err(error) => {
                // That undoing fails is no news beside why it was needed.
                let _ = nest.undo().await;
                Err(error)
            }
        };
        match done {
            Ok(()) => {
                self.links.clear();
                work.settle(&mut self.stores, epoch)
            }
            Err(error) => {
                self.undo_to(&before, Because::FlushFailed);
                Err(error)
            }
        }
    }

    /// Flushes and commits. The connection goes back to the pool.
    ///
    /// Objects stay and can be read, as they were then; `get` and queries read them again.
    pub async fn commit(&mut self) -> Result<()> {
        self.flush().await?;
        if let Some(nest) = &mut self.nest {
            while nest.depth() > 0 {
                if let Err(error) = nest.keep().await {
                    self.forget_transaction().await;
                    return Err(error);
                }
            }
        }
        self.stores.all().for_each(|store| store.forget());
        self.end();
        Ok(())
    }

    /// Rolls back. Objects are what they were before the transaction: what was added is gone, what
    /// was changed is as before, and what was deleted is there again.
    pub async fn rollback(&mut self) -> Result<()> {
        let undone = match &mut self.nest {
            Some(nest) => nest.undo_all().await,
            None => Ok(()),
        };
        self.forget_transaction().await;
        undone
    }

    /// The transaction is gone, and what was written in it.
    async fn forget_transaction(&mut self) {
        if let Some(nest) = &mut self.nest {
            // It is undone by the connection before its next use, where it cannot be now.
            let _ = nest.undo_all().await;
        }
        self.undo_to(&[], Because::RolledBack);
        self.links.clear();
        if self.has_written {
            let epoch = self.epoch;
            self.stores.all().for_each(|store| store.expire_since(epoch));
        }
        self.end();
    }

    fn undo_to(&mut self, marks: &[Mark], because: Because) {
        for (at, store) in self.stores.all().enumerate() {
            store.undo_to(marks.get(at).copied().unwrap_or_default(), because);
        }
    }

    /// After a transaction.
    fn end(&mut self) {
        self.epoch += 1;
        self.has_written = false;
        self.marks.clear();
        self.loads.clear();
        if self.engine.is_some() {
            self.nest = None;
        }
    }

    /// Flushes and sets a savepoint, to which [`rollback_to`](Self::rollback_to) goes back.
    pub async fn savepoint(&mut self) -> Result<Savepoint> {
        self.flush().await?;
        let (nest, ..) = self.nest().await?;
        nest.deepen().await?;
        let depth = nest.depth();
        self.marks.push(self.stores.iter().map(|store| store.mark()).collect());
        Ok(Savepoint { session: self.stores.session(), depth })
    }

    /// Flushes, and keeps what was written since a savepoint, and since those inside it.
    pub async fn release(&mut self, savepoint: Savepoint) -> Result<()> {
        self.flush().await?;
        let at = self.level(&savepoint)?;
        if let Some(nest) = &mut self.nest {
            while nest.depth() >= savepoint.depth {
                nest.keep().await?;
            }
        }
        self.marks.truncate(at);
        Ok(())
    }

    /// Undoes what was written since a savepoint. Objects are what they were then.
    pub async fn rollback_to(&mut self, savepoint: Savepoint) -> Result<()> {
        let at = self.level(&savepoint)?;
        if let Some(nest) = &mut self.nest {
            while nest.depth() >= savepoint.depth {
                nest.undo().await?;
            }
        }
        let marks = self.marks.get(at).cloned().unwrap_or_default();
        self.undo_to(&marks, Because::RolledBack);
        self.links.clear();
        if self.has_written {
            let epoch = self.epoch;
            self.stores.all().for_each(|store| store.expire_since(epoch));
        }
        self.marks.truncate(at);
        Ok(())
    }

    /// Which of the savepoints it is, from 0.
    fn level(&self, savepoint: &Savepoint) -> Result<usize> {
        let is_ours = savepoint.session == self.stores.session();
        let at = (savepoint.depth as usize).checked_sub(2).filter(|at| *at < self.marks.len());
        at.filter(|_| is_ours)
            .ok_or_else(|| Error::other("the savepoint is gone, or of another session"))
    }
}

impl<D: Driver> std::fmt::Debug for Session<'_, D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("database", &D::SPEC.name).finish_non_exhaustive()
    }
}

/// An object that another one refers to: a handle, or one that is new.
pub trait Refers {
    /// Its row struct.
    type Object: Object;
    /// Which.
    fn refer(&self) -> Ref;
}

impl<E: Object, L: Loads> Refers for &Tracked<E, L> {
    type Object = E;

    fn refer(&self) -> Ref {
        self.held().reference()
    }
}

impl<E: Object> Refers for &New<E> {
    type Object = E;

    fn refer(&self) -> Ref {
        self.reference()
    }
}

/// Rows of tables between two others.
impl<D: Driver> Session<'_, D> {
    /// Relates two objects by a row of the table between them: `session.link(&post, posts::tags, &tag)`.
    pub fn link<R: LinkRelation, A, B>(&mut self, from: A, relation: Rel<R>, to: B)
    where
        A: Refers<Object: Record<Table = R::From>>,
        B: Refers<Object: Record<Table = R::To>>,
    {
        let _ = relation;
        self.links.push(link::<R>(from.refer(), to.refer(), LinkFate::Added));
    }

    /// Ends that.
    pub fn unlink<R: LinkRelation, A, B>(&mut self, from: A, relation: Rel<R>, to: B)
    where
        A: Refers<Object: Record<Table = R::From>>,
        B: Refers<Object: Record<Table = R::To>>,
    {
        let _ = relation;
        self.links.push(link::<R>(from.refer(), to.refer(), LinkFate::Removed));
    }
}

/// A relation through a table between: `posts: ManyToMany<tags::posts, post_tags>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not lead through a table between two others",
    label = "only a `ManyToMany` is linked; elsewhere, set the foreign key"
)]
pub trait LinkRelation: FarSide<Via: Way<Self>> + Sized {}
impl<R: FarSide<Via: Way<R>>> LinkRelation for R {}

fn link<R: LinkRelation>(from: Ref, to: Ref, fate: LinkFate) -> Link {
    let (near, far) = (R::keys(), R::far());
    // A relation with a far side has a table between.
    let table = R::Via::link().map_or_else(R::From::def, |(table, _)| table);
    let side = |names: &'static [&'static str], of, def, targets: &'static [&'static str]| {
        let columns = places(table, names).into_vec().into_iter();
        columns
            .zip(places(def, targets).into_vec())
            .map(move |(column, target)| (column, of, target))
    };
    let columns = side(near.to, from, R::From::def(), near.from).chain(side(
        far.from,
        to,
        R::To::def(),
        far.to,
    ));
    let mut columns: Vec<_> = columns.collect();
    columns.sort_by_key(|(column, ..)| *column);
    Link { table, fate, columns }
}
