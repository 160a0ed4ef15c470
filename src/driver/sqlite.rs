//! SQLite: statements run on the calling task, or on a thread of the connection's own.

mod bind;
mod cache;
mod cell;
mod core;
mod fault;
mod json;
mod open;
mod options;
mod raw;
mod time;
mod wait;

use std::task::{Context, Poll};

use self::core::{Core, Progress, ROWS_PER_TURN, rows};
use self::fault::from_rusqlite;
use self::wait::Wait;
use super::{Call, Control, Cursor, Done, Driver, DriverConnection, Interrupter, Visitor};
use crate::dialect::Sqlite;
use crate::error::Error;
pub use options::{Execution, SqliteOptions};

impl Driver for Sqlite {
    type Options = SqliteOptions;
    type Connection = SqliteConnection;

    fn options(url: &str) -> Result<SqliteOptions, Error> {
        SqliteOptions::parse(url)
    }

    /// A database in the memory of its connection has that one only.
    fn most_connections(options: &SqliteOptions) -> Option<u32> {
        matches!(options.location, options::Location::Memory).then_some(1)
    }

    async fn connect(options: &SqliteOptions) -> Result<SqliteConnection, Error> {
        let mut wait = Wait::default();
        loop {
            match open::open(options) {
                Ok(core) => return Ok(SqliteConnection::new(core)),
                Err(error) => wait.pause(error, options.busy_timeout).await?,
            }
        }
    }
}

/// A connection to a SQLite database.
pub struct SqliteConnection {
    core: Box<Core>,
    interrupter: Interrupter,
}

impl SqliteConnection {
    fn new(core: Core) -> Self {
        let handle = core.database.connection().get_interrupt_handle();
        let interrupter = Interrupter::new(move || handle.interrupt());
        Self { core: Box::new(core), interrupter }
    }
}

impl DriverConnection<Sqlite> for SqliteConnection {
    type Cursor<'c, V: Visitor + Default + 'static> = SqliteCursor<'c>;

    #[inline]
    async fn run<V: Visitor + 'static>(
        &mut self,
        call: Call<'_, Sqlite>,
        mut visitor: V,
    ) -> Result<(V, Done), Error> {
        let done = run_inline(&mut self.core, call, &mut visitor).await?;
        Ok((visitor, done))
    }

    async fn visit<V: Visitor>(
        &mut self,
        call: Call<'_, Sqlite>,
        visitor: &mut V,
    ) -> Result<Done, Error> {
        run_inline(&mut self.core, call, visitor).await
    }

    async fn open<V: Visitor + Default + 'static>(
        &mut self,
        call: Call<'_, Sqlite>,
    ) -> Result<SqliteCursor<'_>, Error> {
        todo!()
    }

    async fn control(&mut self, control: Control) -> Result<(), Error> {
        let mut wait = Wait::default();
        loop {
            match self.core.control(control) {
                Ok(()) => return Ok(()),
                Err(error) => wait.pause(error, self.core.timeout).await?,
            }
        }
    }

    fn control_now(&mut self, control: Control) -> Option<Result<(), Error>> {
        Some(self.core.control(control))
    }

    fn in_transaction(&self) -> bool {
        !self.core.database.connection().is_autocommit()
    }

    async fn batch(&mut self, script: &str) -> Result<(), Error> {
        let mut wait = Wait::default();
        loop {
            match self.core.database.connection().execute_batch(script) {
                Ok(()) => return Ok(()),
                Err(error) => {
                    let error = from_rusqlite(error).with_sql(|| script.to_owned());
                    wait.pause(error, self.core.timeout).await?;
                }
            }
        }
    }

    async fn ping(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn is_broken(&self) -> bool {
        false
    }

    fn interrupter(&self) -> Interrupter {
        self.interrupter.clone()
    }

    fn prepared(&self) -> u64 {
        self.core.database.prepared()
    }
}

/// Runs a statement on this task. It waits only for locks, and for its turn between many rows.
#[inline]
async fn run_inline<V: Visitor>(
    core: &mut Core,
    call: Call<'_, Sqlite>,
    visitor: &mut V,
) -> Result<Done, Error> {
    let mut wait = Wait::default();
    loop {
        let error = match core.start(&call, false, visitor) {
            Err(error) => error,
            Ok(mut running) => loop {
                match rows(&mut running, visitor, ROWS_PER_TURN) {
                    Ok(Progress::Done(done)) => return Ok(done),
                    Ok(Progress::More) => tokio::task::yield_now().await,
                    Err(error) => break error,
                }
            },
        };
        core.failed();
        if !visitor.restart() {
            return Err(error);
        }
        wait.pause(error, core.timeout).await?;
    }
}

/// A statement whose rows are taken one by one.
pub struct SqliteCursor<'c> {
    connection: &'c mut SqliteConnection,
}

impl<V: Visitor + Default + 'static> Cursor<V> for SqliteCursor<'_> {
    fn poll_rows(&mut self, _cx: &mut Context<'_>, _visitor: &mut V) -> Poll<Result<bool, Error>> {
        todo!()
    }
}
