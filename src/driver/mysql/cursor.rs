//! Rows that are taken in portions while the server still sends them.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use mysql_async::{BinaryProtocol, ResultSetStream, Row};

use super::control::State;
use super::{fault, see};
use crate::driver::{Cursor, Visitor};
use crate::error::Error;

/// How many rows are shown at a time.
const PORTION: usize = 64;

pub(super) type Rows<'c> = ResultSetStream<'c, 'c, 'static, Row, BinaryProtocol>;

/// A statement whose rows are coming.
///
/// The server sends no more than the socket takes, and waits while nobody reads. Where this is
/// dropped before the last row, what is left is read and thrown away before the next statement of
/// a transaction; outside of one the connection is closed.
pub struct MySqlCursor<'c> {
    state: &'c mut State,
    /// `None` where the statement gives none, or its end was seen.
    rows: Option<Rows<'c>>,
}

impl<'c> MySqlCursor<'c> {
    pub(super) fn new(state: &'c mut State, rows: Option<Rows<'c>>) -> Self {
        state.running = rows.is_some();
        Self { state, rows }
    }

    fn end(&mut self) {
        self.rows = None;
        self.state.running = false;
    }
}

impl<V: Visitor> Cursor<V> for MySqlCursor<'_> {
    fn poll_rows(&mut self, cx: &mut Context<'_>, visitor: &mut V) -> Poll<Result<bool, Error>> {
        for count in 0..PORTION {
            let Some(rows) = &mut self.rows else { return Poll::Ready(Ok(false)) };
            match Pin::new(rows).poll_next(cx) {
                Poll::Ready(Some(Ok(row))) => {
                    if let Err(error) = see(visitor, row) {
                        self.rows = None;
                        return Poll::Ready(Err(error));
                    }
                }
                Poll::Ready(Some(Err(error))) => {
                    self.end();
                    self.state.failed();
                    return Poll::Ready(Err(fault::error(error)));
                }
                Poll::Ready(None) => {
                    self.end();
                    return Poll::Ready(Ok(false));
                }
                // What came is taken first; the next call waits.
                Poll::Pending if count > 0 => break,
                Poll::Pending => return Poll::Pending,
            }
        }
        Poll::Ready(Ok(true))
    }
}
