//! The objects of a session: reading, changing, adding and deleting them, without the database.

use std::ops::Index;

use super::Session;
use crate::driver::Driver;
use crate::error::{Error, Result};
use crate::orm::draft::{Draft, Given, GivenColumns};
use crate::orm::flush::resolve_known;
use crate::orm::handle::{At, New, Tracked};
use crate::orm::object::{KeptBy, places, values};
use crate::orm::part::{IsThere, OfRow, Which};
use crate::orm::plan::Doom;
use crate::orm::store::{Known, Store};
use crate::orm::{KnownKey, Loads, Object};
use crate::query::Closed;
use crate::query::assign::{Assigned, Assignments, Assigns, FillIn, ForInsert, NoScope};
use crate::query::complete::{CompleteIn, GivenBy};
use crate::query::effect::{ReadWrite, Write};
use crate::query::owed::{NewRows, Splits};
use crate::query::projection::Entity;
use crate::schema::def::{ColumnDef, Identity};
use crate::schema::{Source, Table, Writable};
use crate::types::logic::Nil;

impl<D: Driver, A: 'static> Session<'_, D, A> {
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
    ///
    /// MySQL does not tell which key a default of its own has made. There it is given, or Rust makes it by
    /// `#[default_with(..)]`; an identity column is known everywhere.
    pub fn add<E, V, L, K, M, I>(&mut self, _: Entity<E>, values: V) -> New<E>
    where
        E: Object<Table: Writable>,
        <E::Table as Source>::Open:
            NewRows<Owed: Closed<Write, A>> + Splits<Owed: Closed<Write, A>>,
        V: Assignments<Values = L, Columns = K>,
        L: Assigned + Assigns<E::Table, ForInsert, NoScope, I> + Draft,
        K: CompleteIn<E::Table>,
        <E::Table as Table>::PrimaryKey: KnownKey<K, D>,
        <E::Table as Table>::OnInsert: FillIn<K, ForInsert, Filled = M>,
        M: Draft,
    {
        let mut given = Vec::new();
        values.keep().draft(&mut given);
        <E::Table as Table>::OnInsert::fill().draft(&mut given);
        self.add_columns(given)
    }

    /// Adds an object of which nothing is given: a row of defaults. It compiles where each column has one or may be
    /// NULL.
    pub fn add_default_values<E, M>(&mut self, _: Entity<E>) -> New<E>
    where
        E: Object<Table: Writable>,
        <E::Table as Source>::Open:
            NewRows<Owed: Closed<Write, A>> + Splits<Owed: Closed<Write, A>>,
        <E::Table as Table>::Required: GivenBy<Nil>,
        <E::Table as Table>::PrimaryKey: KnownKey<Nil, D>,
        <E::Table as Table>::OnInsert: FillIn<Nil, ForInsert, Filled = M>,
        M: Draft,
    {
        let mut given = Vec::new();
        <E::Table as Table>::OnInsert::fill().draft(&mut given);
        self.add_columns(given)
    }

    /// Adds a value as a new object: one that was made as a struct, or [detached](Self::detach) from a session. All
    /// its columns are given as they are, its key among them, but for those that the database alone makes. In a
    /// session of a tenant it becomes one of this tenant's.
    pub fn add_value<E>(&mut self, object: E) -> New<E>
    where
        E: KeptBy<A, Table: Writable>,
        <E::Table as Source>::Open: NewRows<Owed: Closed<Write, A>>,
    {
        let columns = E::def().columns.iter().zip(values(&object)).enumerate();
        let is_given = |column: &ColumnDef| {
            column.computed.is_none()
                && column.identity != Some(Identity::Always)
                && Some(column.name) != E::def().tenant
        };
        let given = columns.filter(|(_, (column, _))| is_given(column));
        self.add_columns(given.map(|(place, (_, value))| (place, Given::Value(value))).collect())
    }

    fn add_columns<E: Object>(&mut self, mut given: GivenColumns) -> New<E> {
        let def = E::def();
        let whose = places(def, def.tenant.as_slice());
        let tenant = self.words.as_ref().and_then(|words| words.tenant.clone());
        given.extend(whose.first().copied().zip(tenant.map(Given::Value)));
        // A new object may be given another key until it is written.
        resolve_known(&self.stores, def, &mut given, |at| matches!(at, At::Slot(..)));
        New::numbered(self.stores.session(), self.stores.of::<E>().add(given))
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
        self.stores.of::<E>().drop_new(new.number)?;
        self.drop_links(new.reference());
        Ok(())
    }

    /// Deletes an object, or the row of a part, with the next flush. Rows that depend on it do what their foreign key says;
    /// where it says nothing, a reference that may be NULL becomes NULL, rows of a table between two
    /// others go along, and others keep it from being deleted. A row of a table with `#[soft_delete]` is only
    /// marked.
    ///
    /// # Panics
    ///
    /// Where the object is deleted already, or not in the session.
    #[track_caller]
    #[allow(clippy::panic, reason = "as an index out of bounds does")]
    pub fn delete<R: OfRow<A, Clause: IsThere>>(&mut self, object: R) {
        let doom = if R::Object::def().deleted.is_some() { Doom::Marked } else { Doom::Gone };
        if let Err(error) = self.doom(object.which(), doom) {
            panic!("{error}");
        }
    }

    /// The same, but of a table with `#[soft_delete]` too the row is deleted, and not only marked.
    ///
    /// # Panics
    ///
    /// As [`delete`](Self::delete).
    #[track_caller]
    #[allow(clippy::panic, reason = "as an index out of bounds does")]
    pub fn delete_for_good<R: OfRow<A, Clause: IsThere>>(&mut self, object: R) {
        if let Err(error) = self.doom(object.which(), Doom::Gone) {
            panic!("{error}");
        }
    }

    fn doom<E: Object>(&mut self, of: Which<E>, doom: Doom) -> Result<()> {
        let store = self.stores.of::<E>();
        match of {
            Which::Object(of) => store.delete(of, doom),
            Which::Row(key, values) => store.delete_row(key, values, doom),
            // It is not in the database, see `IsThere`.
            Which::New(of) => store.drop_new(of.number),
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

    /// Takes an object out of the session, as a value. Changes that were not flushed are in it; of one that has
    /// expired it is what was known.
    ///
    /// # Errors
    ///
    /// Where it is deleted, not in the session, or to be related to another by a [`link`](Self::link) that waits for
    /// a flush.
    pub fn detach<E: Object, L: Loads>(&mut self, object: &Tracked<E, L>) -> Result<E> {
        if self.is_linked(object.held().reference()) {
            return Err(Error::other("the object is to be linked to another: flush first"));
        }
        self.stores.of::<E>().detach(object.held())
    }

    /// Takes all objects out of the session, and forgets what waits for a flush: their memory is free, and their
    /// handles lead nowhere. The transaction goes on, with what was flushed in it.
    pub fn detach_all(&mut self) {
        self.stores.all().for_each(|store| store.clear());
        self.links.clear();
        self.refused = None;
    }

    /// Puts an object into the session as if it had just been read: its row is there, and the same.
    /// Where the session has that object already, it stays as it is.
    pub fn attach<E: KeptBy<ReadWrite>>(&mut self, object: E) -> Tracked<E> {
        let epoch = self.epoch;
        Tracked::new(self.stores.of::<E>().keep(object, epoch, Known::Keeps), ())
    }

    /// How many objects of a type there are.
    pub fn count<E: Object>(&self, _: Entity<E>) -> usize {
        self.stores.find::<E>().map_or(0, Store::len)
    }
}

pub(super) fn other_session() -> Error {
    Error::other("the object belongs to another session")
}

#[allow(clippy::panic, reason = "as an index out of bounds does")]
impl<E: Object, L: Loads, D: Driver, A: 'static> Index<&Tracked<E, L>> for Session<'_, D, A> {
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
impl<E: Object, D: Driver, A: 'static> Index<Tracked<E>> for Session<'_, D, A> {
    type Output = E;

    #[track_caller]
    fn index(&self, object: Tracked<E>) -> &E {
        &self[&object]
    }
}
