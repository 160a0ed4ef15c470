//! The session without `.await`.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use futures_core::Stream;

use super::{Engine, Transaction, Waiter};
use crate::driver::Driver;
use crate::engine::Bulk;
use crate::error::Result;
use crate::expr::value::IntoValue;
use crate::orm::load::{Beside, IntoLoad, LoadsOf, Plans};
use crate::orm::{self, Asks, EditedBy, Kept, KeptBy, Loads, Object, Savepoint, Tracked, Tracks};
use crate::query::answers::{Checked, MaySay, TenantIs};
use crate::query::assign::Assigned;
use crate::query::cardinality::{AtMostOneRow, Cardinality, HasFirst};
use crate::query::effect::{Locking, Read, ReadOnly, ReadWrite, Saying, Write, Writing};
use crate::query::insert::{Fresh, ManyOf};
use crate::query::numbers::MakesKeys;
use crate::query::owed::NewRows;
use crate::query::projection::Entity;
use crate::query::said::{AboutDeleted, AnyTenant};
use crate::query::{Closed, Query, Runnable};
use crate::schema::{Column, Numbered, Source, Writable};
use crate::types::ToSql;
use crate::types::logic::List;

/// Objects of a database. See [`orm::Session`], whose methods it has too where they do not wait.
pub struct Session<'c, D: Driver, A = ReadWrite> {
    inner: orm::Session<'c, D, A>,
    waiter: Arc<Waiter>,
}

impl<D: Driver> Engine<D> {
    /// A session, which takes a connection when it first needs one.
    pub fn session(&self) -> Session<'static, D> {
        Session { inner: self.inner.session(), waiter: self.waiter.clone() }
    }
}

impl<D: Driver> Engine<D, ReadOnly> {
    /// A session that only reads. See [`engine::Engine::session`](crate::engine::Engine::session).
    pub fn session(&self) -> Session<'static, D, ReadOnly> {
        Session { inner: self.inner.session(), waiter: self.waiter.clone() }
    }
}

impl<D: Driver, L> Transaction<'_, D, ReadWrite, L> {
    /// A session inside this transaction.
    pub fn session(&mut self) -> Session<'_, D> {
        Session { inner: self.inner.session(), waiter: self.waiter.clone() }
    }
}

impl<D: Driver, A> std::fmt::Debug for Session<'_, D, A> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.inner.fmt(f)
    }
}

impl<'c, D: Driver, A> Deref for Session<'c, D, A> {
    type Target = orm::Session<'c, D, A>;

    fn deref(&self) -> &Self::Target {
        &self.inner
    }
}

impl<D: Driver, A> DerefMut for Session<'_, D, A> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.inner
    }
}

impl<'c, D: Driver, A: 'static> Session<'c, D, A> {
    /// `get` trusts objects of earlier transactions. See [`orm::Session::keep_after_commit`].
    #[must_use]
    pub fn keep_after_commit(self) -> Self {
        Self { inner: self.inner.keep_after_commit(), waiter: self.waiter }
    }

    /// A session of one tenant. See [`orm::Session::for_tenant`].
    #[must_use]
    pub fn for_tenant<V>(self, tenant: V) -> Session<'c, D, Saying<TenantIs<V::Type>, A>>
    where
        V: IntoValue + ToSql,
        A: MaySay<TenantIs<V::Type>>,
    {
        Session { inner: self.inner.for_tenant(tenant), waiter: self.waiter }
    }

    /// A session that means the rows of all tenants. See [`orm::Session::across_tenants`].
    #[must_use]
    pub fn across_tenants(self) -> Session<'c, D, Saying<AnyTenant, A>>
    where
        A: MaySay<AnyTenant>,
    {
        Session { inner: self.inner.across_tenants(), waiter: self.waiter }
    }

    /// A session that leaves deleted rows out. See [`orm::Session::live`].
    #[must_use]
    pub fn live(self) -> Session<'c, D, Saying<AboutDeleted, A>>
    where
        A: MaySay<AboutDeleted>,
    {
        Session { inner: self.inner.live(), waiter: self.waiter }
    }

    /// A session that means deleted rows too. See [`orm::Session::with_deleted`].
    #[must_use]
    pub fn with_deleted(self) -> Session<'c, D, Saying<AboutDeleted, A>>
    where
        A: MaySay<AboutDeleted>,
    {
        Session { inner: self.inner.with_deleted(), waiter: self.waiter }
    }

    /// A session that overwrites nothing which others wrote after an object was read. See [`orm::Session::checked`].
    #[must_use]
    pub fn checked(self) -> Session<'c, D, Saying<Checked, A>> {
        Session { inner: self.inner.checked(), waiter: self.waiter }
    }

    /// What the program does at the moments of this session. They wait as an `async fn` does, for the
    /// [`orm::Session`] that they are given. See [`orm::Session::hooks`].
    #[must_use]
    pub fn hooks(self, hooks: impl orm::Hooks<D, A>) -> Self {
        Self { inner: self.inner.hooks(hooks), waiter: self.waiter }
    }

    /// The object with a key. See [`orm::Session::get`].
    pub fn get<E: KeptBy<A>>(
        &mut self,
        entity: Entity<E>,
        key: E::Key,
    ) -> Result<Option<Tracked<E>>> {
        self.waiter.wait(self.inner.get(entity, key))
    }

    /// The object with a key, or an error.
    pub fn get_one<E: KeptBy<A>>(&mut self, entity: Entity<E>, key: E::Key) -> Result<Tracked<E>> {
        self.waiter.wait(self.inner.get_one(entity, key))
    }

    /// Reads an object again.
    pub fn refresh<E: Object, L: Loads>(&mut self, object: &Tracked<E, L>) -> Result<()> {
        self.waiter.wait(self.inner.refresh(object))
    }

    /// Reads objects again.
    pub fn refresh_all<'o, E: Object, L: Loads>(
        &mut self,
        objects: impl IntoIterator<Item = &'o Tracked<E, L>>,
    ) -> Result<()> {
        self.waiter.wait(self.inner.refresh_all(objects))
    }

    /// Reads an object again, locks its row and lends it for changes. See [`orm::Session::lock`].
    pub fn lock<E: KeptBy<A>, L: Loads>(&mut self, object: &Tracked<E, L>) -> Result<&mut E>
    where
        A: Locking,
    {
        self.waiter.wait(self.inner.lock(object))
    }

    /// Brings the values of an object from elsewhere. See [`orm::Session::merge`].
    pub fn merge<E: KeptBy<A> + EditedBy<A>>(&mut self, object: E) -> Result<Option<Tracked<E>>> {
        self.waiter.wait(self.inner.merge(object))
    }

    /// The same, and where there is no such row it is a new object. See [`orm::Session::merge_or_add`].
    pub fn merge_or_add<E>(&mut self, object: E) -> Result<Kept<E>>
    where
        E: KeptBy<A, Table: Writable> + EditedBy<A>,
        <E::Table as Source>::Open: NewRows<Owed: Closed<Write, A>>,
        A: Writing,
    {
        self.waiter.wait(self.inner.merge_or_add(object))
    }

    /// All rows of a query.
    pub fn all<Q, G>(&mut self, query: &Q) -> Result<Vec<G>>
    where
        Q: Asks<D, A, Given = G, Open: Closed<Read, A>>,
        G: Send,
    {
        self.waiter.wait(self.inner.all(query))
    }

    /// The first row, if there is one.
    pub fn first<Q, G>(&mut self, query: &Q) -> Result<Option<G>>
    where
        Q: Asks<D, A, Given = G, Rows: HasFirst, Open: Closed<Read, A>>,
        G: Send,
    {
        self.waiter.wait(self.inner.first(query))
    }

    /// The row of a query that gives exactly one.
    pub fn one<Q, G>(&mut self, query: &Q) -> Result<G>
    where
        Q: Asks<D, A, Given = G, Rows: AtMostOneRow, Open: Closed<Read, A>>,
        G: Send,
    {
        self.waiter.wait(self.inner.one(query))
    }

    /// The row of a query that gives at most one.
    pub fn one_or_none<Q, G>(&mut self, query: &Q) -> Result<Option<G>>
    where
        Q: Asks<D, A, Given = G, Rows: AtMostOneRow, Open: Closed<Read, A>>,
        G: Send,
    {
        self.waiter.wait(self.inner.one_or_none(query))
    }

    /// Runs a statement for what it does. See [`orm::Session::execute`].
    pub fn execute<S: Runnable<D, A> + Sync>(&mut self, statement: &S) -> Result<u64> {
        self.waiter.wait(self.inner.execute(statement))
    }

    /// Runs several statements of one type, all or none of them. See [`orm::Session::execute_many`].
    pub fn execute_many<I>(&mut self, statements: I) -> Result<u64>
    where
        I: IntoIterator<IntoIter: Send, Item: Runnable<D, A> + Send + Sync>,
    {
        self.waiter.wait(self.inner.execute_many(statements))
    }

    /// Runs a statement over rows, so many at a time, all or none of them. See [`orm::Session::execute_bulk`].
    pub fn execute_bulk<S, Q, F>(&mut self, rows: Bulk<'_, S>, statement: F) -> Result<u64>
    where
        S: Stream<Item: Send> + Send,
        F: FnMut(Vec<S::Item>) -> Q + Send,
        Q: Runnable<D, A> + Send + Sync,
    {
        self.waiter.wait(self.inner.execute_bulk(rows, statement))
    }

    /// Runs an INSERT of many rows and gives the keys that the database makes for them, in their order.
    pub fn keys<T, L, M>(
        &mut self,
        insert: &Fresh<T, ManyOf<L, M>>,
    ) -> Result<Vec<<T::Number as Column>::Type>>
    where
        T: Numbered,
        L: MakesKeys<T> + Assigned + Sync,
        M: List + Sync,
        Fresh<T, ManyOf<L, M>>: Runnable<D, A> + Sync,
        <T::Number as Column>::Type: Send,
    {
        self.waiter.wait(self.inner.keys(insert))
    }

    /// As many rows as the query's type proves: a row, an `Option`, or a `Vec`.
    pub fn fetch<Q, G, C>(&mut self, query: &Q) -> Result<C::Of<G>>
    where
        Q: Asks<D, A, Given = G, Rows = C, Open: Closed<Read, A>>,
        G: Send,
        C: Cardinality,
    {
        self.waiter.wait(self.inner.fetch(query))
    }

    /// The rows of a query one by one, as an iterator that borrows the session. See [`orm::Session::stream`].
    pub fn stream<'s, Q, O>(&'s mut self, query: &'s Q) -> Result<Streamed<'s, D, O, A>>
    where
        Q: Query<Output = O, Effect = Read> + Runnable<D, A> + Sync,
        O: Tracks<A>,
    {
        let inner = self.waiter.wait(self.inner.stream(query))?;
        Ok(Streamed { inner, waiter: &self.waiter })
    }

    /// Loads relations beside an object. See [`orm::Session::load`].
    #[track_caller]
    pub fn load<
        E: Object,
        L: Loads,
        P: IntoLoad<Plan: Plans<E, D, Open: Closed<Read, A>> + Beside<E>>,
    >(
        &mut self,
        object: &Tracked<E, L>,
        relations: P,
    ) -> Result<Tracked<E, LoadsOf<P>>> {
        self.waiter.wait(self.inner.load(object, relations))
    }

    /// Loads relations beside objects.
    pub fn load_all<
        'o,
        E: Object,
        L: Loads,
        P: IntoLoad<Plan: Plans<E, D, Open: Closed<Read, A>> + Beside<E>>,
    >(
        &mut self,
        objects: impl IntoIterator<Item = &'o Tracked<E, L>>,
        relations: P,
    ) -> Result<Vec<Tracked<E, LoadsOf<P>>>> {
        self.waiter.wait(self.inner.load_all(objects, relations))
    }

    /// Writes all changes.
    pub fn flush(&mut self) -> Result<()> {
        self.waiter.wait(self.inner.flush())
    }

    /// Flushes and commits.
    pub fn commit(&mut self) -> Result<()> {
        self.waiter.wait(self.inner.commit())
    }

    /// Rolls back.
    pub fn rollback(&mut self) -> Result<()> {
        self.waiter.wait(self.inner.rollback())
    }

    /// Rolls back, and lets go of all objects.
    pub fn close(&mut self) -> Result<()> {
        self.waiter.wait(self.inner.close())
    }

    /// Flushes and sets a savepoint.
    pub fn savepoint(&mut self) -> Result<Savepoint> {
        self.waiter.wait(self.inner.savepoint())
    }

    /// Keeps what was written since a savepoint.
    pub fn release(&mut self, savepoint: Savepoint) -> Result<()> {
        self.waiter.wait(self.inner.release(savepoint))
    }

    /// Undoes what was written since a savepoint.
    pub fn rollback_to(&mut self, savepoint: Savepoint) -> Result<()> {
        self.waiter.wait(self.inner.rollback_to(savepoint))
    }
}

/// Rows of a session one by one. See [`orm::Streamed`].
#[must_use = "an iterator does nothing until its rows are taken"]
pub struct Streamed<'s, D: Driver, O: Tracks<A>, A = ReadWrite> {
    inner: orm::Streamed<'s, D, O, A>,
    waiter: &'s Waiter,
}

impl<D: Driver, O: Tracks<A>, A> Iterator for Streamed<'_, D, O, A> {
    type Item = Result<O::Given>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = async { Ok(self.inner.next().await) };
        self.waiter.wait(next).unwrap_or_else(|error| Some(Err(error)))
    }
}

impl<D: Driver, O: Tracks<A>, A> std::fmt::Debug for Streamed<'_, D, O, A> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.inner.fmt(f)
    }
}
