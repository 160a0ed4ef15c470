//! Prepared statements over SQLite's C interface: the one module of the crate with unsafe code.
//!
//! Three things hold everywhere in it. A statement lives in its [`Database`], beside the
//! connection that it belongs to, and is finalized before that is closed. The connection is opened
//! without a mutex of its own and is used by one thread at a time, since all that touch it borrow
//! the `Database` mutably. And what is bound without a copy outlives each step: a [`Running`]
//! borrows it, and clears it from the statement when it is dropped.

mod running;
mod statement;
mod value;

pub(super) use self::running::Running;
use self::statement::Statement;
pub(super) use self::value::utf8;
pub use self::value::{SqliteRow, Storage, Value};
use super::cache::Statements;
use crate::driver::{StatementKey, text};
use crate::error::Error;

/// A connection and its prepared statements.
pub(super) struct Database {
    // Fields are dropped in this order: the statements go before their connection.
    statements: Statements<Statement>,
    connection: rusqlite::Connection,
    open: Open,
    prepared: u64,
    /// Whether a statement has changed what belongs to the connection.
    changed: bool,
    /// For the texts that are made to be looked up.
    scratch: String,
}

/// Whether a statement was begun and not ended. At most one is.
enum Open {
    No,
    /// One runs, or its `Running` was forgotten.
    Running,
    /// One waits to be resumed, under this key. It borrows nothing.
    Paused(Option<StatementKey>),
}

/// What to run: a text under a key, and values for its placeholders.
pub(super) trait Source<'q> {
    /// The key; where there is none, the text is it.
    fn key(&self) -> Option<StatementKey>;
    /// Adds the text.
    fn write_text(&self, out: &mut String);
    /// Binds the values.
    fn bind(&self, to: &mut Running<'_, 'q>);
}

impl Database {
    /// Takes an open connection, which must not have a mutex of its own (`NO_MUTEX`).
    pub fn new(connection: rusqlite::Connection, cached: usize) -> Self {
        Self {
            statements: Statements::new(cached),
            connection,
            open: Open::No,
            prepared: 0,
            changed: false,
            scratch: String::new(),
        }
    }

    /// The connection.
    pub fn connection(&self) -> &rusqlite::Connection {
        &self.connection
    }

    /// Does something with the connection of which nothing is known, so that it may have changed.
    pub fn by_hand<T>(&mut self, work: impl FnOnce(&rusqlite::Connection) -> T) -> T {
        self.end_open();
        self.changed = true;
        work(&self.connection)
    }

    /// How many statements were prepared.
    pub fn prepared(&self) -> u64 {
        self.prepared
    }

    /// Whether a statement has changed what belongs to the connection: its settings, what is
    /// attached to it, and its temporary tables.
    pub fn is_changed(&self) -> bool {
        self.changed
    }

    /// What was changed so far belongs to the connection.
    pub fn keep(&mut self) {
        self.changed = false;
    }

    /// A script is about to run.
    pub fn note(&mut self, script: &str) {
        self.changed |= script.split(';').any(text::changes_connection);
    }

    /// Runs the first statement of a script, without its rows, and gives what follows it. `None` where
    /// there is none any more.
    pub fn run_first<'s>(&mut self, script: &'s str) -> Result<Option<&'s str>, Error> {
        self.end_open();
        let Some((mut statement, rest)) = Statement::first(&self.connection, script)? else {
            return Ok(None);
        };
        statement.run().map(|()| Some(rest))
    }

    /// Whether a statement of this key is prepared.
    pub fn has(&self, key: StatementKey) -> bool {
        self.statements.has(key)
    }

    /// Finds or prepares the statement, and binds its values.
    #[inline]
    pub fn start<'s, 'q>(
        &'s mut self,
        source: &impl Source<'q>,
        copying: bool,
    ) -> Result<Running<'s, 'q>, Error> {
        self.end_open();
        let Self { statements, connection, open, prepared, changed, scratch } = self;
        let statement = match source.key() {
            Some(key) => statements.fixed(key, || {
                *prepared += 1;
                let mut text = String::new();
                source.write_text(&mut text);
                *changed |= text::changes_connection(&text);
                Statement::prepare(connection, &text)
            })?,
            None => {
                scratch.clear();
                source.write_text(scratch);
                statements.dynamic(scratch, || {
                    *prepared += 1;
                    *changed |= text::changes_connection(scratch);
                    Statement::prepare(connection, scratch)
                })?
            }
        };
        *open = Open::Running;
        let mut running = Running::new(statement, open, copying);
        source.bind(&mut running);
        running.all_bound()?;
        Ok(running)
    }

    /// Goes on with the statement that was paused, unless another one was started since.
    pub fn resume(&mut self) -> Option<Running<'_, 'static>> {
        let Open::Paused(key) = self.open else { return None };
        let statement = self.statements.latest(key)?;
        self.open = Open::Running;
        Some(Running::again(statement, &mut self.open))
    }

    /// Ends a statement that was paused, or whose `Running` was forgotten instead of dropped.
    #[inline]
    pub fn end_open(&mut self) {
        if !matches!(self.open, Open::No) {
            self.reset_all();
        }
    }

    /// What a statement borrowed may be gone, so it is cleared before anything else happens.
    #[cold]
    fn reset_all(&mut self) {
        for statement in self.statements.all() {
            statement.reset();
            statement.clear();
        }
        self.open = Open::No;
    }
}
