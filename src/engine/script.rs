//! Scripts: several statements in one text, as a file of a project has them.

use super::define::DefinesIn;
use super::{Connection, Engine, Executor, Run, Transaction};
use crate::driver::Driver;
use crate::error::Result;
use crate::query::effect::ReadWrite;

impl<D: Driver> Engine<D> {
    /// Runs a script: several statements with semicolons between, without values and without rows. It
    /// is part of the program, as in `engine.run_script(include_str!("seed.sql"))`, since nobody checks it.
    ///
    /// The database takes it apart. SQLite, MySQL and MariaDB keep what ran before a statement that
    /// fails; PostgreSQL undoes it, unless the script has a BEGIN of its own. Run it on a
    /// [transaction](Transaction::run_script) to have all of it or nothing.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), relata::Error> {
    /// let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    /// engine.run_script("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);").await?;
    /// let error = engine
    ///     .run_script("INSERT INTO notes (body) VALUES ('a; b'); INSERT INTO notes (body) VALUES (NULL)")
    ///     .await
    ///     .unwrap_err();
    /// assert!(error.is_not_null_violation());
    /// assert_eq!(error.statement_number(), Some(2));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// What the database reports of a statement, and
    /// [which one](crate::Error::statement_number) that is.
    pub async fn run_script(&self, script: &'static str) -> Result<()> {
        self.connect().await?.run_script(script).await
    }
}

/// Runs a script that was read when the program ran.
pub(crate) async fn run_read<E: Executor>(executor: &mut E, script: &str) -> Result<()> {
    executor.seat().script(script).await
}

impl<D: Driver> Connection<D> {
    /// Runs a script: see [`Engine::run_script`].
    pub fn run_script(&mut self, script: &'static str) -> Run<'_, D, ()> {
        Run::going(async move { self.seat().script(script).await })
    }
}

impl<D: Driver, L> Transaction<'_, D, ReadWrite, L> {
    /// Runs a script as part of this transaction: see [`Engine::run_script`]. MySQL and MariaDB would
    /// commit where it creates something, so for them this does not compile.
    pub fn run_script(&mut self, script: &'static str) -> Run<'_, D, ()>
    where
        D: DefinesIn<ReadWrite>,
    {
        Run::going(async move { self.seat().script(script).await })
    }
}
