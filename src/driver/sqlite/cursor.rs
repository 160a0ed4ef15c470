//! A statement whose rows are taken in portions, here or from the worker.

use std::marker::PhantomData;
use std::task::{Context, Poll, ready};

use super::SqliteConnection;
use super::core::{Core, show};
use super::worker::{Answer, Signals};
use crate::driver::{Cursor, StatementKey, Visitor};
use crate::error::Error;

/// How many rows are taken at a time on the calling task.
const ROWS_INLINE: usize = 32;
/// How many from the worker, where each portion costs a hop.
const ROWS_AWAY: usize = 256;

/// A statement that is open on a connection.
pub struct SqliteCursor<'c, V> {
    connection: &'c mut SqliteConnection,
    key: Option<StatementKey>,
    /// There is a row, which was not shown yet.
    has_row: bool,
    away: Option<Answer<(V, Result<bool, Error>)>>,
    visitor: PhantomData<fn() -> V>,
}

impl<'c, V> SqliteCursor<'c, V> {
    pub(super) fn new(
        connection: &'c mut SqliteConnection,
        key: Option<StatementKey>,
        has_row: bool,
    ) -> Self {
        Self { connection, key, has_row, away: None, visitor: PhantomData }
    }
}

/// Shows a portion of the rows.
fn portion<V: Visitor>(
    core: &mut Core,
    key: Option<StatementKey>,
    limit: usize,
    visitor: &mut V,
) -> Result<bool, Error> {
    core.portion(key, limit, |running| show(running, visitor).map(drop))
}

impl<V: Visitor + Default + 'static> Cursor<V> for SqliteCursor<'_, V> {
    fn poll_rows(&mut self, cx: &mut Context<'_>, visitor: &mut V) -> Poll<Result<bool, Error>> {
        if !self.has_row {
            return Poll::Ready(Ok(false));
        }
        let key = self.key;
        if let Some(core) = self.connection.inline() {
            let more = portion(core, key, ROWS_INLINE, visitor);
            self.has_row = matches!(more, Ok(true));
            return Poll::Ready(more);
        }
        let answer = match self.away.take() {
            Some(answer) => answer,
            None => {
                let mut seen = std::mem::take(visitor);
                let job = move |core: &mut Core, signals: &Signals| {
                    signals.set_reading(true);
                    let more = portion(core, key, ROWS_AWAY, &mut seen);
                    (seen, more)
                };
                self.connection.send(job)?
            }
        };
        if self.connection.poll_home(cx).is_pending() {
            self.away = Some(answer);
            return Poll::Pending;
        }
        let (seen, more) = ready!(Poll::Ready(answer.take()))?;
        *visitor = seen;
        self.has_row = matches!(more, Ok(true));
        Poll::Ready(more)
    }
}

impl<V> Drop for SqliteCursor<'_, V> {
    fn drop(&mut self) {
        // Where the worker has the connection, the statement is ended before the next one.
        self.connection.give_up();
        if let Some(core) = self.connection.now(false) {
            core.close();
        }
    }
}
