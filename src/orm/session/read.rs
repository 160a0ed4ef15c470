//! What a session reads: objects by their keys, and the rows of queries.

use std::panic::Location;

use super::Session;
use crate::driver::Driver;
use crate::error::{Error, Result};
use crate::orm::handle::{Handle, Kept, Tracked};
use crate::orm::insert::by_keys;
use crate::orm::object::{EditedBy, KeptBy, KeyValue as _, Object, key_at};
use crate::orm::repeats::Repeated;
use crate::orm::store::{Found, Known};
use crate::orm::{Asked, Asks, Loads};
use crate::query::Closed;
use crate::query::cardinality::{AtMostOneRow, HasFirst};
use crate::query::effect::{Locking, Read, Write, Writing};
use crate::query::owed::NewRows;
use crate::query::projection::Entity;
use crate::query::rows::{Among, RowsByKey};
use crate::schema::{Source, Writable};
use crate::types::value::Key;

impl<D: Driver, A: 'static> Session<'_, D, A> {
    /// The object with a key: the one that the session has, or else that of its row.
    ///
    /// In a loop this is a statement for each key that the session does not have: a query with `in_` needs one for
    /// all, and `.with(..)` reads what objects refer to. A program is told so as by [`load`](Self::load).
    #[track_caller]
    pub fn get<'s, E: KeptBy<A>>(
        &'s mut self,
        _: Entity<E>,
        key: E::Key,
    ) -> Asked<'s, Option<Tracked<E>>> {
        let key = key.key();
        let began = if self.keeps { 0 } else { self.epoch.began };
        match self.stores.of::<E>().find_key(&key, began) {
            // After a verb that was dropped it is read, which tells so.
            Some(Found::Here(handle)) if !self.is_torn => {
                Asked::done(Some(Tracked::new(handle, ())))
            }
            Some(Found::Deleted) if !self.is_torn => Asked::done(None),
            _ => {
                self.loads.count(Location::caller(), E::def().name, Repeated::Get);
                Asked::going(async move { Ok(self.read(&[key], RowsByKey::new).await?.pop()) })
            }
        }
    }

    /// The object with a key.
    ///
    /// # Errors
    ///
    /// It [is not found](Error::is_not_found) where there is none.
    #[track_caller]
    pub fn get_one<'s, E: KeptBy<A>>(
        &'s mut self,
        entity: Entity<E>,
        key: E::Key,
    ) -> Asked<'s, Tracked<E>> {
        self.get(entity, key).required()
    }

    /// Reads the rows with these keys.
    async fn read<E: Object>(
        &mut self,
        keys: &[Key],
        query: fn(Among) -> RowsByKey<E>,
    ) -> Result<Vec<Tracked<E>>> {
        let (nest, stores, epoch) = self.nest().await?;
        let places: Box<[usize]> = stores.of::<E>().key_places().into();
        let spec = nest.spec();
        let rows = by_keys::<E>(nest, spec, keys, &places, query).await;
        let rows = self.ended(rows).await?;
        let (stores, epoch) = (&mut self.stores, epoch);
        let keep = |row| Tracked::new(stores.read(row, epoch, Known::Keeps), ());
        let found = rows.into_iter().map(keep).collect();
        self.tell_loaded().await?;
        Ok(found)
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
        let handles = objects.into_iter().map(Tracked::held).collect();
        self.read_again(handles, RowsByKey::new).await
    }

    /// Reads the row of an object again, keeps others from changing it until the transaction ends, and lends it for
    /// changes. So nothing that others have written is overwritten. What waits for a flush is written before.
    ///
    /// On PostgreSQL, MySQL and MariaDB the row is locked `FOR UPDATE`; on SQLite a session that writes is the only
    /// one.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// # async fn show(session: &mut Session<'_, Sqlite>, ada: Tracked<User>) -> Result<(), relata::Error> {
    /// session.lock(&ada).await?.visits += 1;
    /// session.commit().await
    /// # }
    /// # fn main() {}
    /// ```
    ///
    /// # Errors
    ///
    /// It [is stale](Error::is_stale) where its row is gone.
    pub async fn lock<E: KeptBy<A>, L: Loads>(&mut self, object: &Tracked<E, L>) -> Result<&mut E>
    where
        A: Locking,
    {
        self.flush().await?;
        let handle = object.held();
        self.read_again(vec![handle], RowsByKey::locked).await?;
        self.stores.of::<E>().edit(handle)
    }

    async fn read_again<E: Object>(
        &mut self,
        handles: Vec<Handle<E>>,
        query: fn(Among) -> RowsByKey<E>,
    ) -> Result<()> {
        let store = self.stores.of::<E>();
        let keys =
            handles.iter().map(|handle| store.key_of(*handle)).collect::<Result<Vec<_>>>()?;
        if keys.is_empty() {
            return Ok(());
        }
        for handle in &handles {
            store.expire(*handle)?;
        }
        let found = self.read(&keys, query).await?;
        let store = self.stores.of::<E>();
        let keys_found = found.iter().map(|found| store.key_of(found.held()));
        let keys_found = keys_found.collect::<Result<Vec<_>>>()?;
        match keys.iter().find(|key| !keys_found.contains(key)) {
            Some(key) => Err(Error::stale(format!("{} {key} is gone", E::def().name))),
            // Another object may have the key by now.
            None => handles.into_iter().try_for_each(|handle| store.read(handle).map(drop)),
        }
    }

    /// Brings the values of an object from elsewhere to the session's object with the same key, which
    /// is read where the session does not have it: what differs is written by the next flush.
    /// `None` where there is no such row: [`merge_or_add`](Self::merge_or_add) makes it a new one.
    ///
    /// # Errors
    ///
    /// It [is stale](Error::is_stale) where its `#[version]` is another than that of the session's object.
    pub async fn merge<E: KeptBy<A> + EditedBy<A>>(
        &mut self,
        object: E,
    ) -> Result<Option<Tracked<E>>> {
        self.mend().await?;
        let places: Box<[usize]> = self.stores.of::<E>().key_places().into();
        let key = key_at(&object, &places);
        let began = if self.keeps { 0 } else { self.epoch.began };
        let known = match self.stores.of::<E>().find_key(&key, began) {
            Some(Found::Here(handle)) => Some(Tracked::new(handle, ())),
            Some(Found::Deleted) => None,
            Some(Found::Old) | None => self.read(&[key], RowsByKey::new).await?.pop(),
        };
        if let Some(known) = &known {
            self.stores.of::<E>().merge(known.held(), object)?;
        }
        Ok(known)
    }

    /// The same, and where there is no such row the value is a new object's: [`add_value`](Self::add_value).
    pub async fn merge_or_add<E>(&mut self, object: E) -> Result<Kept<E>>
    where
        E: KeptBy<A, Table: Writable> + EditedBy<A>,
        <E::Table as Source>::Open: NewRows<Owed: Closed<Write, A>>,
        A: Writing,
    {
        Ok(match self.merge(object.clone()).await? {
            Some(known) => Kept::There(known),
            None => Kept::Added(self.add_value(object)),
        })
    }

    /// All rows of a query: row structs as objects of the session, all else as it is.
    ///
    /// What was changed and not flushed is not in the database yet, where queries look.
    pub fn all<'s, Q, G>(&'s mut self, query: &'s Q) -> Asked<'s, Vec<G>>
    where
        Q: Asks<D, A, Given = G, Open: Closed<Read, A>>,
        G: Send,
    {
        Asked::going(async move {
            let rows = query.ask(self).await;
            let rows = self.ended(rows).await?;
            self.tell_loaded().await?;
            Ok(rows)
        })
    }

    /// The first row, if there is one. The others are not read, and relations are loaded beside this one. With a
    /// relation to many that is `.joined()`, all rows are read, since several of them are one object.
    pub fn first<'s, Q, G>(&'s mut self, query: &'s Q) -> Asked<'s, Option<G>>
    where
        Q: Asks<D, A, Given = G, Rows: HasFirst, Open: Closed<Read, A>>,
        G: Send,
    {
        Asked::going(async move {
            let row = query.ask_first(self).await;
            let row = self.ended(row).await?;
            self.tell_loaded().await?;
            Ok(row)
        })
    }

    /// The row of a query that gives exactly one.
    pub fn one<'s, Q, G>(&'s mut self, query: &'s Q) -> Asked<'s, G>
    where
        Q: Asks<D, A, Given = G, Rows: AtMostOneRow, Open: Closed<Read, A>>,
        G: Send + 's,
    {
        self.one_or_none(query).required()
    }

    /// The row of a query that gives at most one.
    pub fn one_or_none<'s, Q, G>(&'s mut self, query: &'s Q) -> Asked<'s, Option<G>>
    where
        Q: Asks<D, A, Given = G, Rows: AtMostOneRow, Open: Closed<Read, A>>,
        G: Send,
    {
        Asked::going(async move {
            let mut rows = self.all(query).await?;
            if rows.len() > 1 { Err(Error::more_than_one()) } else { Ok(rows.pop()) }
        })
    }
}
