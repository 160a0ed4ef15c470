//! What a program does at the moments of a session: [`Session::hooks`](super::Session::hooks).

use std::any::TypeId;
use std::future::{Future, ready};
use std::sync::Arc;

use super::any::Going;
use super::handle::{At, Handle, New, Ref, Tracked};
use super::object::Object;
use super::session::Session;
use crate::driver::Driver;
use crate::error::Result;
use crate::query::Touched;
use crate::query::effect::ReadWrite;
use crate::query::projection::Entity;

/// What a program does before and after a session writes, commits, rolls back and reads.
///
/// Each method does nothing unless it is written, and may wait: for this session, which it is given,
/// or for anything else. While one runs, the session calls no other.
///
/// ```
/// # relata::doc_schema!();
/// use relata::orm::Hooks;
/// use relata::prelude::*;
///
/// struct CountVisits;
///
/// impl Hooks<Sqlite> for CountVisits {
///     async fn before_flush(&self, session: &mut Session<'_, Sqlite>) -> Result<(), relata::Error> {
///         for user in session.pending(User).changed {
///             session.edit(&user).visits += 1;
///         }
///         Ok(())
///     }
/// }
///
/// # async fn show(engine: Engine<Sqlite>) {
/// let mut session = engine.session().hooks(CountVisits);
/// # }
/// # fn main() {}
/// ```
///
/// An error of one that comes before keeps the session from doing what it was about to do.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what happens at the moments of a session of `{D}`",
    label = "write `impl Hooks<{D}> for {Self}`"
)]
pub trait Hooks<D: Driver, A: 'static = ReadWrite>: Send + Sync + 'static {
    /// Before a flush that has something to write. What this adds, changes and deletes is written too.
    fn before_flush(
        &self,
        session: &mut Session<'_, D, A>,
    ) -> impl Future<Output = Result<()>> + Send {
        let _ = session;
        ready(Ok(()))
    }

    /// After a flush, with what it has written. What this adds and changes waits for the next flush;
    /// `commit` flushes again. An error of this one is given by `flush` and `commit`, and undoes nothing:
    /// what was flushed is in the transaction, which can be rolled back.
    fn after_flush(
        &self,
        session: &mut Session<'_, D, A>,
        flushed: &Flushed,
    ) -> impl Future<Output = Result<()>> + Send {
        let _ = (session, flushed);
        ready(Ok(()))
    }

    /// Before a commit, and the flush that belongs to it.
    fn before_commit(
        &self,
        session: &mut Session<'_, D, A>,
    ) -> impl Future<Output = Result<()>> + Send {
        let _ = session;
        ready(Ok(()))
    }

    /// After a commit: all is written, for everybody.
    fn after_commit(&self, session: &mut Session<'_, D, A>) -> impl Future<Output = ()> + Send {
        let _ = session;
        ready(())
    }

    /// Before a rollback that the program asks for: objects are still as they were changed. Where the transaction is
    /// lost, [`after_rollback`](Self::after_rollback) alone tells.
    fn before_rollback(&self, session: &mut Session<'_, D, A>) -> impl Future<Output = ()> + Send {
        let _ = session;
        ready(())
    }

    /// After a rollback, whatever the reason. Objects are what they were before the transaction.
    fn after_rollback(&self, session: &mut Session<'_, D, A>) -> impl Future<Output = ()> + Send {
        let _ = session;
        ready(())
    }

    /// Before a statement of [`execute`](Session::execute) and its like, after the flush that belongs to it. Which
    /// rows it may change is known of statements that are not written by hand; of
    /// [`execute_bulk`](Session::execute_bulk) it is told afterwards alone.
    fn before_execute(
        &self,
        session: &mut Session<'_, D, A>,
        touched: Touched,
    ) -> impl Future<Output = Result<()>> + Send {
        let _ = (session, touched);
        ready(Ok(()))
    }

    /// After it, with the number of rows that it has written. An error is given by the verb, and undoes nothing.
    fn after_execute(
        &self,
        session: &mut Session<'_, D, A>,
        touched: Touched,
        rows: u64,
    ) -> impl Future<Output = Result<()>> + Send {
        let _ = (session, touched, rows);
        ready(Ok(()))
    }

    /// After objects were read that the session did not have, or had from an earlier time. Those that a
    /// hook has read are among the next ones that are read outside of it, and those of a stream are told by the next
    /// verb that reads or flushes.
    fn after_load(
        &self,
        session: &mut Session<'_, D, A>,
        loaded: &Objects,
    ) -> impl Future<Output = Result<()>> + Send {
        let _ = (session, loaded);
        ready(Ok(()))
    }
}

/// Several sessions may have the same.
impl<D: Driver, A: 'static, H: Hooks<D, A>> Hooks<D, A> for Arc<H> {
    fn before_flush(
        &self,
        session: &mut Session<'_, D, A>,
    ) -> impl Future<Output = Result<()>> + Send {
        H::before_flush(self, session)
    }

    fn after_flush(
        &self,
        session: &mut Session<'_, D, A>,
        flushed: &Flushed,
    ) -> impl Future<Output = Result<()>> + Send {
        H::after_flush(self, session, flushed)
    }

    fn before_commit(
        &self,
        session: &mut Session<'_, D, A>,
    ) -> impl Future<Output = Result<()>> + Send {
        H::before_commit(self, session)
    }

    fn after_commit(&self, session: &mut Session<'_, D, A>) -> impl Future<Output = ()> + Send {
        H::after_commit(self, session)
    }

    fn before_rollback(&self, session: &mut Session<'_, D, A>) -> impl Future<Output = ()> + Send {
        H::before_rollback(self, session)
    }

    fn after_rollback(&self, session: &mut Session<'_, D, A>) -> impl Future<Output = ()> + Send {
        H::after_rollback(self, session)
    }

    fn before_execute(
        &self,
        session: &mut Session<'_, D, A>,
        touched: Touched,
    ) -> impl Future<Output = Result<()>> + Send {
        H::before_execute(self, session, touched)
    }

    fn after_execute(
        &self,
        session: &mut Session<'_, D, A>,
        touched: Touched,
        rows: u64,
    ) -> impl Future<Output = Result<()>> + Send {
        H::after_execute(self, session, touched, rows)
    }

    fn after_load(
        &self,
        session: &mut Session<'_, D, A>,
        loaded: &Objects,
    ) -> impl Future<Output = Result<()>> + Send {
        H::after_load(self, session, loaded)
    }
}

/// Objects of all types.
#[derive(Clone, Debug, Default)]
pub struct Objects(pub(super) Vec<Ref>);

impl Objects {
    /// Those of one type: `loaded.of(User)`.
    pub fn of<E: Object>(&self, _: Entity<E>) -> impl Iterator<Item = Tracked<E>> + '_ {
        let ours = self.0.iter().filter(|one| one.kind == TypeId::of::<E>());
        ours.filter_map(|one| match one.at {
            At::Slot(slot, generation) => {
                Some(Tracked::new(Handle::new(one.session, slot, generation), ()))
            }
            At::New(_) => None,
        })
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What a flush has written. What the database did on its own, by a foreign key, is not among it.
#[derive(Clone, Debug, Default)]
pub struct Flushed {
    /// Objects that were new.
    pub inserted: Objects,
    /// Objects that were changed.
    pub updated: Objects,
    /// Objects that are deleted: their values are those of [`Session::before`].
    pub deleted: Objects,
}

/// What waits for a flush, of one type: see [`Session::pending`].
#[derive(Debug)]
pub struct Pending<E: Object> {
    /// Objects that were added.
    pub new: Vec<New<E>>,
    /// Objects that are not as the database has them.
    pub changed: Vec<Tracked<E>>,
    /// Objects that are to be deleted.
    pub deleted: Vec<Tracked<E>>,
}

/// A moment of a session.
pub(super) enum Moment<'m> {
    BeforeFlush,
    AfterFlush(&'m Flushed),
    BeforeCommit,
    AfterCommit,
    BeforeRollback,
    AfterRollback,
    BeforeExecute(Touched),
    AfterExecute(Touched, u64),
    AfterLoad(&'m Objects),
}

/// Hooks without their type.
pub(super) trait AnyHooks<D: Driver, A>: Send + Sync {
    fn at<'s>(&'s self, moment: Moment<'s>, session: &'s mut Session<'_, D, A>) -> Going<'s, ()>;
}

impl<D: Driver, A: 'static, H: Hooks<D, A>> AnyHooks<D, A> for H {
    fn at<'s>(&'s self, moment: Moment<'s>, session: &'s mut Session<'_, D, A>) -> Going<'s, ()> {
        match moment {
            Moment::BeforeFlush => Box::pin(self.before_flush(session)),
            Moment::AfterFlush(flushed) => Box::pin(self.after_flush(session, flushed)),
            Moment::BeforeCommit => Box::pin(self.before_commit(session)),
            Moment::AfterCommit => done(self.after_commit(session)),
            Moment::BeforeRollback => done(self.before_rollback(session)),
            Moment::AfterRollback => done(self.after_rollback(session)),
            Moment::BeforeExecute(touched) => Box::pin(self.before_execute(session, touched)),
            Moment::AfterExecute(touched, rows) => {
                Box::pin(self.after_execute(session, touched, rows))
            }
            Moment::AfterLoad(loaded) => Box::pin(self.after_load(session, loaded)),
        }
    }
}

/// A hook that gives no error.
fn done<'s>(hook: impl Future<Output = ()> + Send + 's) -> Going<'s, ()> {
    Box::pin(async move {
        hook.await;
        Ok(())
    })
}
