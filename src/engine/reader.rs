//! Reads of many tasks over a few connections, on each of which nobody waits for the others.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use super::link::Link;
use super::place::Place;
use super::run::{self, Job, Run};
use super::settings::Settings;
use super::trace::{Statement, counts};
use crate::driver::{Call, Done, Driver, Shared, Visitor};
use crate::error::{Error, Result};
use crate::query::cardinality::{AtMostOneRow, Cardinality, HasFirst};
use crate::query::effect::ReadOnly;
use crate::query::{Output, Query, Runnable};
use crate::render::Spec;

/// Reads of many tasks over a few connections: what several ask at the same time is sent at once, and
/// answered in that order. See [`Engine::reader`](super::Engine::reader).
///
/// It has the verbs of an [`Engine`](super::Engine) for statements that read, but for the stream, and is
/// shared by cloning it, which costs nothing. It is for small answers: whoever comes behind a long statement
/// waits for it, also where nobody else does any more, and so it is behind a future that was begun and is
/// neither polled nor dropped.
pub struct Reader<D: Driver>(Arc<Connections<D>>);

pub(super) struct Connections<D: Driver> {
    settings: Arc<Settings<D>>,
    all: Vec<Slot<D>>,
    next: AtomicUsize,
}

/// A place for a connection, which is opened again where it broke.
struct Slot<D: Driver> {
    shared: Mutex<Option<Arc<D::Shared>>>,
    /// Held by the one who opens it.
    opening: tokio::sync::Mutex<()>,
}

impl<D: Driver> Slot<D> {
    /// The connection, if there is one that is not known to be dead.
    fn now(&self) -> Option<Arc<D::Shared>> {
        self.place().as_ref().filter(|shared| shared.is_alive()).cloned()
    }

    async fn get(&self, settings: &Arc<Settings<D>>) -> Result<Arc<D::Shared>> {
        match self.now() {
            Some(shared) => Ok(shared),
            None => Box::pin(self.open(settings)).await,
        }
    }

    #[cold]
    async fn open(&self, settings: &Arc<Settings<D>>) -> Result<Arc<D::Shared>> {
        let _opening = self.opening.lock().await;
        if let Some(shared) = self.now() {
            return Ok(shared);
        }
        let connection = Link::connect(settings).await?.into_driver();
        let shared = Arc::new(D::Shared::of(connection).await?);
        *self.place() = Some(shared.clone());
        // Whoever closes all does so after this is set.
        if settings.closed.load(Ordering::Acquire) {
            self.close();
            return Err(Error::closed());
        }
        Ok(shared)
    }

    fn place(&self) -> MutexGuard<'_, Option<Arc<D::Shared>>> {
        // Nothing panics while it is locked.
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets the connection go. It ends when what was asked of it is answered.
    fn close(&self) {
        drop(self.place().take());
    }
}

/// The readers of an engine, which end with it.
pub(super) struct Readers<D: Driver>(Mutex<Vec<Weak<Connections<D>>>>);

impl<D: Driver> Default for Readers<D> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<D: Driver> Readers<D> {
    fn all(&self) -> MutexGuard<'_, Vec<Weak<Connections<D>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, reader: &Arc<Connections<D>>) {
        let mut all = self.all();
        all.retain(|reader| reader.strong_count() > 0);
        all.push(Arc::downgrade(reader));
    }

    /// Lets all connections of all readers go.
    pub fn close(&self) {
        for reader in self.all().iter().filter_map(Weak::upgrade) {
            reader.all.iter().for_each(Slot::close);
        }
    }
}

impl<D: Driver> Reader<D> {
    /// A reader of so many connections, at least one, the first of which is opened.
    pub(super) async fn open(settings: Arc<Settings<D>>, connections: u32) -> Result<Self> {
        if settings.is_rolled_back {
            return Err(Error::other(
                "an engine that is rolled back has one connection: a reader would not see what was done on it",
            ));
        }
        if settings.hooks.on_checkout.is_some() {
            return Err(Error::other(
                "nobody takes a connection of a reader, so that `on_checkout` would not run for who reads",
            ));
        }
        let slot = || Slot { shared: Mutex::new(None), opening: tokio::sync::Mutex::new(()) };
        let all = (0..connections.max(1)).map(|_| slot()).collect();
        let reader = Self(Arc::new(Connections { settings, all, next: AtomicUsize::new(0) }));
        reader.0.settings.readers.add(&reader.0);
        reader.connection().await?;
        Ok(reader)
    }

    /// The connection whose turn it is.
    async fn connection(&self) -> Result<Arc<D::Shared>> {
        let Connections { settings, all, next } = &*self.0;
        if settings.closed.load(Ordering::Acquire) {
            return Err(Error::closed());
        }
        // There is at least one.
        all[next.fetch_add(1, Ordering::Relaxed) % all.len()].get(settings).await
    }

    /// What the database writes differently.
    #[inline]
    pub(super) fn spec(&self) -> &'static Spec {
        D::spec(&self.0.settings.options)
    }

    /// Runs a statement, and shows its rows to the visitor.
    pub(super) async fn visit<V: Visitor>(
        &self,
        call: Call<'_, D>,
        visitor: &mut V,
    ) -> Result<Done> {
        let settings = &self.0.settings;
        let comment = settings.tags.comment();
        let call = match &comment {
            Some(comment) => call.with_comment(comment),
            None => call,
        };
        let watched = Statement::watch(&settings.watch, &call)?;
        let done = match self.connection().await {
            Ok(shared) => shared.visit(call, visitor).await,
            Err(error) => Err(error),
        };
        match watched {
            Some(watched) => watched.end(done, counts),
            None => done,
        }
    }

    /// All rows.
    pub fn all<'s, Q, O>(&'s self, query: &'s Q) -> Run<'s, D, Vec<O::Row>>
    where
        Q: Query<Output = O> + Runnable<D, ReadOnly> + Sync,
        O: Output,
    {
        Run::new(Place::Shared(self), Job::rows(query), run::all::<D, O>)
    }

    /// The first row, if there is one; see [`Executor::first`](super::Executor::first).
    pub fn first<'s, Q, O>(&'s self, query: &'s Q) -> Run<'s, D, Option<O::Row>>
    where
        Q: Query<Output = O, Rows: HasFirst> + Runnable<D, ReadOnly> + Sync,
        O: Output,
    {
        Run::new(Place::Shared(self), Job::first(query), run::first::<D, O>)
    }

    /// The row of a query that gives exactly one.
    pub fn one<'s, Q, O>(&'s self, query: &'s Q) -> Run<'s, D, O::Row>
    where
        Q: Query<Output = O, Rows: AtMostOneRow> + Runnable<D, ReadOnly> + Sync,
        O: Output,
    {
        Run::new(Place::Shared(self), Job::rows(query), run::one::<D, O>)
    }

    /// The row of a query that gives at most one.
    pub fn one_or_none<'s, Q, O>(&'s self, query: &'s Q) -> Run<'s, D, Option<O::Row>>
    where
        Q: Query<Output = O, Rows: AtMostOneRow> + Runnable<D, ReadOnly> + Sync,
        O: Output,
    {
        Run::new(Place::Shared(self), Job::rows(query), run::only::<D, O>)
    }

    /// As many rows as the query's type proves: a row, an `Option`, or a `Vec`.
    pub fn fetch<'s, Q, O, C>(&'s self, query: &'s Q) -> Run<'s, D, C::Of<O::Row>>
    where
        Q: Query<Output = O, Rows = C> + Runnable<D, ReadOnly> + Sync,
        O: Output,
        C: Cardinality,
    {
        Run::new(Place::Shared(self), Job::rows(query), run::fetch::<D, O, C>)
    }

    /// Visits each row while its text and bytes still lie in the driver's buffer.
    pub fn for_each<'s, Q, O, F>(&'s self, query: &'s Q, visit: F) -> Run<'s, D, ()>
    where
        Q: Query<Output = O> + Runnable<D, ReadOnly> + Sync,
        O: Output,
        F: for<'r> FnMut(O::Ref<'r>) + Send + 's,
    {
        Run::going(Job::rows(query).each::<O, F>(Place::Shared(self), visit))
    }
}

impl<D: Driver> Clone for Reader<D> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<D: Driver> fmt::Debug for Reader<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").field("connections", &self.0.all.len()).finish_non_exhaustive()
    }
}
