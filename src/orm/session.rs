//! The session: objects by their keys, a transaction, and the unit of work.

mod hooked;
mod links;
mod lost;
mod objects;
mod orphans;
mod read;
mod refused;
mod related;
mod run;
mod said;
mod savepoint;
mod set;
mod touched;
mod write;

use std::panic::Location;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

pub use self::links::{Changes, LinkRelation, Refers};
pub(super) use self::lost::loses_transaction;
pub use self::savepoint::Savepoint;
use super::any::Stores;
use super::flush::{Link, Wrote};
use super::handle::Ref;
use super::hooks::AnyHooks;
use super::repeats::{Repeated, Repeats};
use super::store::{Epoch, Mark};
use crate::driver::{Control, Driver};
use crate::engine::nest::{BEGIN, BEGIN_READING, Nest};
use crate::engine::{Engine, Transaction};
use crate::error::{Error, Result};
use crate::query::effect::{ReadOnly, ReadWrite};
use crate::render::Words;

/// Sessions are told apart by their number.
static SESSIONS: AtomicU32 = AtomicU32::new(1);

/// Objects of a database, each once, and what is to become of them: `engine.session()`.
///
/// `A` is what it may do, and [what it says](Self::for_tenant) of tables that belong to tenants.
///
/// It takes a connection and begins a transaction when it first needs one, and keeps them until
/// [`commit`](Self::commit) or [`rollback`](Self::rollback). Dropping it rolls back.
pub struct Session<'c, D: Driver, A = ReadWrite> {
    /// Where connections come from, unless it runs in somebody else's transaction.
    engine: Option<Engine<D>>,
    nest: Option<Nest<'c, D>>,
    pub(super) stores: Stores<D>,
    links: Vec<Link>,
    pub(super) epoch: Epoch,
    keeps: bool,
    /// What was written that no object knows how to undo, and when.
    writes: Vec<(u32, Wrote)>,
    /// The savepoints, and how many there were ever.
    marks: Vec<Marks>,
    savepoints: u64,
    loads: Repeats,
    /// The object whose row the last flush could not write.
    refused: Option<Ref>,
    hooks: Option<Arc<dyn AnyHooks<D, A>>>,
    /// Whether one of them runs.
    is_hooked: bool,
    /// Whether something was begun whose end is not known: where its future was dropped, the
    /// transaction is rolled back before anything else.
    is_torn: bool,
    /// Whether that is the COMMIT: then nobody knows whether it was done.
    is_committing: bool,
    /// What it says of tables that ask for it.
    words: Option<Words>,
    /// How its transactions begin.
    begin: Control,
}

/// Where a session was at a savepoint.
struct Marks {
    number: u64,
    stores: Vec<Mark>,
    writes: usize,
}

impl<D: Driver> Engine<D> {
    /// A session, which takes a connection when it first needs one.
    pub fn session(&self) -> Session<'static, D> {
        Session::new(Some(self.clone()), None, BEGIN)
    }
}

impl<D: Driver> Engine<D, ReadOnly> {
    /// A session that only reads, in read-only transactions: what would write does not compile. On SQLite it waits
    /// for nobody who writes, and nobody waits for it.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// # async fn show(engine: &Engine<Sqlite>) -> Result<(), relata::Error> {
    /// let mut session = engine.read_only().session();
    /// let people = session.all(&select(User).with(users::posts)).await?;
    /// # Ok(()) }
    /// # fn main() {}
    /// ```
    pub fn session(&self) -> Session<'static, D, ReadOnly> {
        Session::new(Some(self.whole()), None, BEGIN_READING)
    }
}

impl<D: Driver, L> Transaction<'_, D, ReadWrite, L> {
    /// A session inside this transaction: its `commit` keeps what it wrote in a savepoint, which the
    /// transaction may still roll back. So a test undoes all that the code in it commits.
    pub fn session(&mut self) -> Session<'_, D> {
        Session::new(None, Some(Nest::inside(self)), BEGIN)
    }
}

impl<'c, D: Driver, A> Session<'c, D, A> {
    fn new(engine: Option<Engine<D>>, nest: Option<Nest<'c, D>>, begin: Control) -> Self {
        let number = SESSIONS.fetch_add(1, Ordering::Relaxed);
        Self {
            engine,
            nest,
            stores: Stores::new(number),
            links: Vec::new(),
            epoch: Epoch::first(),
            keeps: false,
            writes: Vec::new(),
            marks: Vec::new(),
            savepoints: 0,
            loads: Repeats::default(),
            refused: None,
            hooks: None,
            is_hooked: false,
            is_torn: false,
            is_committing: false,
            words: None,
            begin,
        }
    }
}

impl<'c, D: Driver, A: 'static> Session<'c, D, A> {
    /// A relation is loaded beside one object of a table, by a call at this place.
    pub(super) fn count_load(&mut self, at: &'static Location<'static>, table: &'static str) {
        self.loads.count(at, table, Repeated::Load);
    }

    /// Objects that were read in an earlier transaction are trusted by `get`, as if nobody else wrote
    /// to the database. Otherwise it reads them again.
    #[must_use]
    pub fn keep_after_commit(mut self) -> Self {
        self.keeps = true;
        self
    }

    /// The connection in a transaction, the objects, and when it began.
    pub(super) async fn nest(&mut self) -> Result<(&mut Nest<'c, D>, &mut Stores<D>, Epoch)> {
        self.mend().await?;
        if self.nest.is_none()
            && let Some(engine) = &self.engine
        {
            let mut nest = Nest::own(engine, self.begin).await?;
            nest.say(self.words.clone());
            self.nest = Some(nest);
        }
        let (nest, ..) = self.open()?;
        if nest.depth() == 0
            && let Err(error) = nest.deepen().await
        {
            if self.engine.is_some() {
                // Another connection may be alive.
                self.nest = None;
            }
            return Err(error);
        }
        self.open()
    }

    /// The same, where the connection is there.
    pub(super) fn open(&mut self) -> Result<(&mut Nest<'c, D>, &mut Stores<D>, Epoch)> {
        // A session without an engine has the connection of a transaction.
        let nest = self.nest.as_mut().ok_or_else(Error::lost)?;
        Ok((nest, &mut self.stores, self.epoch))
    }
}

impl<D: Driver, A> std::fmt::Debug for Session<'_, D, A> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("database", &D::SPEC.name).finish_non_exhaustive()
    }
}
