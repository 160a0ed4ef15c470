//! A connection as the pool keeps it, and the transactions that are open on it.

use std::future::Future;

use super::health::Life;
use crate::driver::{Call, Control, Done, Driver, DriverConnection, Visitor};
use crate::engine::trace;
use crate::error::Error;

/// A connection of the driver, and how deep it is in transactions.
///
/// Level 0 is outside of any, level 1 in a transaction, and each savepoint is one more. Every
/// handle knows its own level. Where the connection is deeper, a handle above was dropped or
/// forgotten before it ended, and what it wrote is undone before anything else happens.
pub struct Link<D: Driver> {
    connection: D::Connection,
    level: u32,
    echo: bool,
    pub(super) life: Life,
}

/// A handle's place on a connection.
pub struct Seat<'l, D: Driver> {
    pub(super) link: &'l mut Link<D>,
    pub(super) level: u32,
}

/// How a transaction or savepoint ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Keep,
    Undo,
}

impl End {
    fn of(self, level: u32) -> Control {
        match (self, level) {
            (Self::Keep, 1) => Control::Commit,
            (Self::Undo, 1) => Control::Rollback,
            (Self::Keep, depth) => Control::Release(depth),
            (Self::Undo, depth) => Control::Undo(depth),
        }
    }
}

impl<D: Driver> Link<D> {
    pub(super) async fn connect(options: &D::Options, echo: bool) -> Result<Self, Error> {
        let connection = D::connect(options).await?;
        Ok(Self { connection, level: 0, echo, life: Life::new() })
    }

    pub(super) fn driver(&self) -> &D::Connection {
        &self.connection
    }

    #[cfg(feature = "mysql")]
    pub(super) fn driver_mut(&mut self) -> &mut D::Connection {
        &mut self.connection
    }

    /// The driver's connection, for a handle of this level.
    #[inline]
    pub(super) async fn at(&mut self, level: u32) -> Result<&mut D::Connection, Error> {
        if self.level != level {
            Box::pin(self.unwind(level)).await?;
        }
        Ok(&mut self.connection)
    }

    /// Ends what was left open above this level.
    #[cold]
    async fn unwind(&mut self, level: u32) -> Result<(), Error> {
        while self.level > level {
            self.connection.control(End::Undo.of(self.level)).await?;
            self.level -= 1;
        }
        if self.level < level { Err(Error::lost()) } else { Ok(()) }
    }

    /// Goes a level deeper: into a transaction, or to a savepoint.
    pub(super) async fn enter(&mut self, level: u32, begin: Control) -> Result<(), Error> {
        let control = if level == 0 { begin } else { Control::Savepoint(level + 1) };
        self.at(level).await?;
        trace::control(self.echo, system::<D>(), control);
        let entering = Entering::new(self, level + 1);
        let done = entering.link.connection.control(control).await;
        entering.entered(done.is_ok());
        done
    }

    /// Leaves this level.
    pub(super) async fn leave(&mut self, level: u32, end: End) -> Result<(), Error> {
        let control = end.of(level);
        trace::control(self.echo, system::<D>(), control);
        self.at(level).await?.control(control).await?;
        self.level = level - 1;
        Ok(())
    }

    /// Undoes this level and all above without waiting, where the driver can.
    pub(super) fn undo_now(&mut self, level: u32) {
        while self.level >= level {
            let control = End::Undo.of(self.level);
            match self.connection.control_now(control) {
                Some(Ok(())) => self.level -= 1,
                // It stays open for now; whoever uses the connection next undoes it first.
                Some(Err(_)) | None => return,
            }
            trace::control(self.echo, system::<D>(), control);
        }
    }

    /// Asks the database for a sign of life.
    pub(super) async fn ping(&mut self) -> Result<(), Error> {
        self.at(0).await?.ping().await
    }

    /// Whether the connection can go to somebody else. Transactions that are left are rolled back.
    pub(super) fn is_reusable(&mut self) -> bool {
        if self.level > 0 {
            self.undo_now(1);
        }
        !self.life.retired && self.level == 0 && self.connection.come_back()
    }
}

/// A level that is being entered. Where this is dropped before it is known whether it was, the
/// level is undone.
struct Entering<'l, D: Driver> {
    link: &'l mut Link<D>,
    level: u32,
    is_known: bool,
}

impl<'l, D: Driver> Entering<'l, D> {
    fn new(link: &'l mut Link<D>, level: u32) -> Self {
        link.level = level;
        Self { link, level, is_known: false }
    }

    fn entered(mut self, is_there: bool) {
        self.is_known = true;
        if !is_there {
            self.link.level = self.level - 1;
        }
    }
}

impl<D: Driver> Drop for Entering<'_, D> {
    fn drop(&mut self) {
        if !self.is_known {
            self.link.undo_now(self.level);
        }
    }
}

impl<'l, D: Driver> Seat<'l, D> {
    /// Begins a statement whose rows are taken one by one.
    pub(super) async fn open<V: Visitor + Default + 'static>(
        self,
        call: Call<'_, D>,
    ) -> Result<<D::Connection as DriverConnection<D>>::Cursor<'l, V>, Error> {
        let echo = self.link.echo;
        let connection = self.link.at(self.level).await?;
        let traced = trace::Statement::watch(echo, call);
        let result = connection.open(call).await;
        if let Some(traced) = traced {
            traced.end(result.as_ref().map(|_| Done::default()));
        }
        result
    }

    /// Runs a statement, if nothing has to be waited for. `None` is no answer: it did not run.
    #[inline]
    pub(super) fn now<V: Visitor>(
        &mut self,
        call: Call<'_, D>,
        visitor: &mut V,
    ) -> Option<Result<Done, Error>> {
        if self.link.level != self.level || trace::wanted(self.link.echo) {
            return None;
        }
        self.link.connection.run_now(call, visitor)
    }

    /// Runs a statement.
    #[allow(clippy::manual_async_fn, reason = "an `async fn` keeps its arguments twice")]
    pub(super) fn run<'s, V: Visitor + 'static>(
        self,
        call: Call<'s, D>,
        visitor: V,
    ) -> impl Future<Output = Result<(V, Done), Error>> + Send + use<'l, 's, D, V> {
        async move {
            let echo = self.link.echo;
            let connection = self.link.at(self.level).await?;
            let traced = trace::Statement::watch(echo, call);
            let result = connection.run(call, visitor).await;
            if let Some(traced) = traced {
                traced.end(result.as_ref().map(|(_, done)| *done));
            }
            result
        }
    }

    /// Runs a statement for a visitor that borrows.
    pub(super) async fn visit<V: Visitor>(
        self,
        call: Call<'_, D>,
        visitor: &mut V,
    ) -> Result<Done, Error> {
        let echo = self.link.echo;
        let connection = self.link.at(self.level).await?;
        let traced = trace::Statement::watch(echo, call);
        let result = connection.visit(call, visitor).await;
        if let Some(traced) = traced {
            traced.end(result.as_ref().copied());
        }
        result
    }
}

impl<'l, D: Driver> Seat<'l, D> {
    /// Runs a text without values or rows.
    pub(super) async fn batch(&mut self, script: &str) -> Result<(), Error> {
        let echo = self.link.echo;
        let connection = self.link.at(self.level).await?;
        let traced = trace::wanted(echo)
            .then(|| trace::Statement::new(echo, system::<D>(), script.to_owned()));
        let done =
            connection.batch(script).await.map_err(|error| error.with_sql(|| script.to_owned()));
        if let Some(traced) = traced {
            traced.end(done.as_ref().map(|()| Done::default()));
        }
        done
    }
}

/// The database's name.
fn system<D: Driver>() -> &'static str {
    D::SPEC.name
}
