//! What a session reads: objects by their keys, and the rows of queries.

use super::Session;
use crate::driver::Driver;
use crate::engine::Executor as _;
use crate::error::{Error, Result};
use crate::orm::handle::{Handle, Tracked};
use crate::orm::insert::by_keys;
use crate::orm::object::{KeptBy, KeyValue as _, Object, key_at, same};
use crate::orm::store::{Found, Known};
use crate::orm::{Asked, Asks, Loads};
use crate::query::cardinality::{AtMostOneRow, HasFirst};
use crate::query::effect::Read;
use crate::query::projection::Entity;
use crate::query::{Closed, Runnable, Touched};
use crate::schema::def::{Action, ForeignKeyDef};
use crate::types::value::Key;

impl<D: Driver, A: 'static> Session<'_, D, A> {
    /// The object with a key: the one that the session has, or else that of its row.
    pub fn get<'s, E: KeptBy<A>>(
        &'s mut self,
        _: Entity<E>,
        key: E::Key,
    ) -> Asked<'s, Option<Tracked<E>>> {
        let key = key.key();
        let began = if self.keeps { 0 } else { self.epoch.began };
        match self.stores.of::<E>().find_key(&key, began) {
            Some(Found::Here(handle)) => Asked::done(Some(Tracked::new(handle, ()))),
            Some(Found::Deleted) => Asked::done(None),
            Some(Found::Old) | None => {
                Asked::going(async move { Ok(self.read(std::slice::from_ref(&key)).await?.pop()) })
            }
        }
    }

    /// The object with a key.
    ///
    /// # Errors
    ///
    /// It [is not found](Error::is_not_found) where there is none.
    pub fn get_one<'s, E: KeptBy<A>>(
        &'s mut self,
        entity: Entity<E>,
        key: E::Key,
    ) -> Asked<'s, Tracked<E>> {
        self.get(entity, key).required()
    }

    /// Reads the rows with these keys.
    async fn read<E: Object>(&mut self, keys: &[Key]) -> Result<Vec<Tracked<E>>> {
        let (nest, stores, epoch) = self.nest().await?;
        let places: Box<[usize]> = stores.of::<E>().key_places().into();
        let spec = nest.spec();
        let rows = by_keys::<E>(nest, spec, keys, &places).await?;
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
    pub async fn merge<E: KeptBy<A>>(&mut self, object: E) -> Result<Option<Tracked<E>>> {
        let places: Box<[usize]> = self.stores.of::<E>().key_places().into();
        let key = key_at(&object, &places);
        let began = if self.keeps { 0 } else { self.epoch.began };
        let known = match self.stores.of::<E>().find_key(&key, began) {
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
    pub fn all<'s, Q, G>(&'s mut self, query: &'s Q) -> Asked<'s, Vec<G>>
    where
        Q: Asks<D, A, Given = G, Open: Closed<Read, A>>,
        G: Send,
    {
        Asked::going(async move {
            let rows = query.ask(self).await?;
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
            let row = query.ask_first(self).await?;
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

    /// Runs a statement for what it does: after a flush, and objects that it may have changed
    /// expire.
    pub fn execute<'s, S>(&'s mut self, statement: &'s S) -> Asked<'s, u64>
    where
        S: Runnable<D, A> + Sync,
    {
        Asked::going(async move {
            self.flush().await?;
            let (nest, ..) = self.nest().await?;
            let written = nest.says::<A>().execute(statement).await?;
            self.touched(statement.touches());
            Ok(written)
        })
    }

    /// A statement may have changed rows. What is read of them from here on may be undone with it.
    pub(in crate::orm) fn touched(&mut self, touched: Touched) {
        self.epoch.step();
        let since = self.marks.last().map_or(0, |mark| mark.writes);
        if !self.writes[since..].iter().any(|(_, before)| is_same(*before, touched)) {
            self.writes.push((self.epoch.now, touched));
        }
        self.expire_touched(touched, 0);
    }

    /// What statements have written is undone, but for the first ones: what was read of it was never there.
    pub(super) fn undo_writes(&mut self, kept: usize) {
        for (at, touched) in self.writes.split_off(kept.min(self.writes.len())) {
            self.expire_touched(touched, at);
        }
    }

    /// Expires the objects that a statement may have changed, if they were read since then.
    fn expire_touched(&mut self, touched: Touched, since: u32) {
        match touched {
            Touched::Nothing => {}
            Touched::Anything => self.stores.all().for_each(|store| store.expire_since(since)),
            Touched::Table(table) => {
                for store in self.stores.all() {
                    let acts = |key: &ForeignKeyDef| {
                        same((key.target)(), table)
                            && !matches!(key.on_delete, Action::NoAction | Action::Restrict)
                    };
                    if same(store.def(), table) || store.def().foreign_keys.iter().any(acts) {
                        store.expire_since(since);
                    }
                }
            }
        }
    }
}

/// Whether two statements may have changed the same rows.
fn is_same(a: Touched, b: Touched) -> bool {
    match (a, b) {
        (Touched::Table(a), Touched::Table(b)) => same(a, b),
        (Touched::Nothing, Touched::Nothing) | (Touched::Anything, Touched::Anything) => true,
        _ => false,
    }
}
