//! Statements as the server knows them: prepared once, with what is known of them then.

use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Statement};

use super::counts::Counts;
use super::fault;
use crate::driver::statements::{Key, Statements};
use crate::driver::{Call, text};
use crate::error::Error;
use crate::render::Dialect;

/// A statement that the server knows.
#[derive(Clone)]
pub(super) struct Prepared {
    pub statement: Statement,
    pub counts: Counts,
    /// Whether it gives rows of which MariaDB knows no more before they come.
    pub returns: bool,
    /// Whether it may change what the session is like.
    pub changes_session: bool,
}

/// How many statements stay prepared. Each takes memory of the server, too.
const CACHED: usize = 256;

/// How many of those that write more rows than a few: each number of rows is a text.
const LONG: usize = 16;
const FEW_ROWS: usize = 16;

/// The statements that a connection has prepared.
pub(super) struct Kept {
    usual: Statements<Prepared>,
    long: Statements<Prepared>,
}

impl Kept {
    pub fn new() -> Self {
        Self { usual: Statements::new(CACHED), long: Statements::new(LONG) }
    }

    /// Forgets all of them, and gives them back.
    pub fn clear(&mut self) -> impl Iterator<Item = Prepared> {
        self.usual.clear().chain(self.long.clear())
    }

    fn of<D: Dialect>(&mut self, call: &Call<'_, D>) -> &mut Statements<Prepared> {
        if call.rows().len > FEW_ROWS { &mut self.long } else { &mut self.usual }
    }
}

/// The statement, which is prepared where it is not.
pub(super) async fn prepare<D: Dialect>(
    conn: &mut Conn,
    statements: &mut Kept,
    count: &mut u64,
    call: &Call<'_, D>,
) -> Result<Prepared, Error> {
    let statements = statements.of(call);
    let key = call.key().map_or_else(|| Key::Text(call.text()), Key::Type);
    if let Some(kept) = statements.find(&key) {
        return Ok(kept.clone());
    }
    // In a box, so that the futures of those that are prepared stay small.
    Box::pin(prepare_anew(conn, statements, count, call, key)).await
}

#[cold]
async fn prepare_anew<D: Dialect>(
    conn: &mut Conn,
    statements: &mut Statements<Prepared>,
    count: &mut u64,
    call: &Call<'_, D>,
    key: Key,
) -> Result<Prepared, Error> {
    let mut sql = String::new();
    let changes_session = call.write_text(&mut sql).changes_session;
    let statement = conn.prep(sql.as_str()).await.map_err(fault::error)?;
    *count += 1;
    let (counts, returns) = (Counts::of(&sql), text::returns(&sql));
    let prepared = Prepared { statement, counts, returns, changes_session };
    if let Some(old) = statements.keep(key, prepared.clone()) {
        conn.close(old.statement).await.map_err(fault::error)?;
    }
    Ok(prepared)
}
