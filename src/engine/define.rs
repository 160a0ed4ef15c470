//! CREATE and DROP as programs run them: all of it or nothing, where the database can undo it.

use super::link::Seat;
use super::{Connection, Engine, Executor, Run, Transaction, batch};
use crate::ddl::Plan;
use crate::dialect::{Postgres, Sqlite};
use crate::driver::Driver;
use crate::error::Result;
use crate::query::effect::{AutoCommit, Ddl, ReadOnly, ReadWrite, RunsWith};
use crate::render::Dialect;
use crate::schema::Schema;

/// The database creates and drops tables where the access is `Access`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` commits a transaction that creates or drops a table",
    label = "run this on a connection, before the transaction begins"
)]
pub trait DefinesIn<Access>: Dialect {}

impl<D: Dialect> DefinesIn<AutoCommit> for D {}
#[diagnostic::do_not_recommend]
impl DefinesIn<ReadWrite> for Sqlite {}
#[diagnostic::do_not_recommend]
impl DefinesIn<ReadWrite> for Postgres {}
// `Ddl: RunsWith<ReadOnly>` does not hold, and is error enough.
impl<D: Dialect> DefinesIn<ReadOnly> for D {}

impl<D: Driver> Engine<D> {
    /// Creates the tables and views of a schema that do not exist: see
    /// [`Plan::create_missing`].
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    ///
    /// schema! { pub blog: users, posts }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), relata::Error> {
    /// let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    /// engine.create_all::<blog>().await?;
    /// engine.create_all::<blog>().await?; // nothing is missing now
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Where the database cannot have the schema, the text of a
    /// [`SchemaError`](crate::ddl::SchemaError), before anything is created. Otherwise what the
    /// database reports, with the statement; MySQL and MariaDB keep what was created before it.
    pub async fn create_all<S: Schema>(&self) -> Result<()> {
        self.connect().await?.create_all::<S>().await
    }

    /// Drops the tables and views of a schema that exist, and all their rows: see
    /// [`Plan::drop_all`].
    ///
    /// # Errors
    ///
    /// What the database reports, as where a table outside the schema still references one of it.
    pub async fn drop_all<S: Schema>(&self) -> Result<()> {
        self.connect().await?.drop_all::<S>().await
    }
}

/// As [`Engine::create_all`] and [`Engine::drop_all`], on this connection.
impl<D: Driver> Connection<D> {
    /// Creates the tables and views of a schema that do not exist.
    pub async fn create_all<S: Schema>(&mut self) -> Result<()> {
        create_missing::<S, _>(self).await
    }

    /// Drops the tables and views of a schema that exist.
    pub async fn drop_all<S: Schema>(&mut self) -> Result<()> {
        let seat = self.seat();
        let plan = Plan::dropped::<S>(seat.spec())?;
        define(seat, &plan).await
    }
}

/// As [`Engine::create_all`] and [`Engine::drop_all`], as part of this transaction, which can still
/// be rolled back: SQLite and PostgreSQL can do that.
impl<D: Driver, L> Transaction<'_, D, ReadWrite, L> {
    /// Creates the tables and views of a schema that do not exist.
    pub fn create_all<S: Schema>(&mut self) -> Run<'_, D, ()>
    where
        D: DefinesIn<ReadWrite>,
    {
        let plan = Plan::missing::<S>(D::SPEC);
        Run::going(async move { define(self.seat(), &plan?).await })
    }

    /// Drops the tables and views of a schema that exist.
    pub fn drop_all<S: Schema>(&mut self) -> Run<'_, D, ()>
    where
        D: DefinesIn<ReadWrite>,
    {
        let plan = Plan::dropped::<S>(D::SPEC);
        Run::going(async move { define(self.seat(), &plan?).await })
    }
}

impl<D: Driver> Plan<D> {
    /// Runs the statements, one after the other: all of them or, where the database can undo what
    /// it created, none.
    ///
    /// MySQL and MariaDB cannot, so for them this does not compile inside a transaction.
    ///
    /// # Errors
    ///
    /// What the database reports, with the statement.
    pub async fn run<E>(&self, executor: &mut E) -> Result<()>
    where
        E: Executor<Dialect = D>,
        Ddl: RunsWith<E::Access>,
        D: DefinesIn<E::Access>,
    {
        define(executor.seat(), self).await
    }
}

/// Creates the tables of a schema that do not exist, whatever runs there.
pub(crate) async fn create_missing<S: Schema, E: Executor>(executor: &mut E) -> Result<()> {
    let seat = executor.seat();
    let plan = Plan::missing::<S>(seat.spec())?;
    define(seat, &plan).await
}

async fn define<D: Driver>(seat: Seat<'_, D>, plan: &Plan<D>) -> Result<()> {
    if !seat.spec().definition.transactional {
        return each(seat, plan).await;
    }
    let mut nested = batch::nested(seat).await?;
    each(nested.seat(), plan).await?;
    nested.commit().await
}

async fn each<D: Driver>(mut seat: Seat<'_, D>, plan: &Plan<D>) -> Result<()> {
    for statement in plan {
        seat.batch(statement).await?;
    }
    Ok(())
}
