//! Migrations without `.await`.

use super::Engine;
use crate::driver::Driver;
use crate::error::Result;
use crate::migrate::{self, Mark, Migration, MigrationStatus, Ran};

/// [Migrations](migrate::Migrations) for programs that have no async runtime.
///
/// ```
/// use relata::blocking::{Engine, Migrations};
/// use relata::prelude::Sqlite;
///
/// # fn main() -> Result<(), relata::Error> {
/// let scripts = [("0001_users.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY);")];
/// let migrations = Migrations(relata::migrate::Migrations::of(scripts)?);
/// let engine = Engine::<Sqlite>::open("sqlite::memory:")?;
/// assert_eq!(migrations.up(&engine)?[0].name, "0001_users");
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Migrations(pub migrate::Migrations);

impl Migrations {
    /// Applies all that the database has not had. See [`migrate::Migrations::up`].
    pub fn up<D: Driver>(&self, engine: &Engine<D>) -> Result<Vec<Ran>> {
        engine.waiter.drive(self.0.up(&engine.inner))
    }

    /// The same up to a number.
    pub fn up_to<D: Driver>(&self, engine: &Engine<D>, number: i64) -> Result<Vec<Ran>> {
        engine.waiter.drive(self.0.up_to(&engine.inner, number))
    }

    /// Undoes the last ones. See [`migrate::Migrations::down`].
    pub fn down<D: Driver>(&self, engine: &Engine<D>, steps: usize) -> Result<Vec<Ran>> {
        engine.waiter.drive(self.0.down(&engine.inner, steps))
    }

    /// How the database stands to each. See [`migrate::Migrations::status`].
    pub fn status<D: Driver>(&self, engine: &Engine<D>) -> Result<Vec<MigrationStatus>> {
        engine.waiter.drive(self.0.status(&engine.inner))
    }

    /// What `up` would apply. See [`migrate::Migrations::pending`].
    pub fn pending<D: Driver>(&self, engine: &Engine<D>) -> Result<Vec<&Migration>> {
        engine.waiter.drive(self.0.pending(&engine.inner))
    }

    /// What `up_to` would.
    pub fn pending_to<D: Driver>(
        &self,
        engine: &Engine<D>,
        number: i64,
    ) -> Result<Vec<&Migration>> {
        engine.waiter.drive(self.0.pending_to(&engine.inner, number))
    }

    /// What `down` would undo. See [`migrate::Migrations::undoable`].
    pub fn undoable<D: Driver>(&self, engine: &Engine<D>, steps: usize) -> Result<Vec<&Migration>> {
        engine.waiter.drive(self.0.undoable(&engine.inner, steps))
    }

    /// Says what somebody knows. See [`migrate::Migrations::mark`].
    pub fn mark<D: Driver>(&self, engine: &Engine<D>, number: i64, mark: Mark) -> Result<()> {
        engine.waiter.drive(self.0.mark(&engine.inner, number, mark))
    }
}
