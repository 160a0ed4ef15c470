//! Rows that are taken in portions while the server still sends them.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use tokio_postgres::RowStream;

use super::ready::see;
use super::{PostgresConnection, fault};
use crate::driver::{Cursor, Visitor};
use crate::error::Error;

/// How many rows are shown at a time.
const PORTION: usize = 64;

/// A statement whose rows are coming.
///
/// The server sends no more than the socket takes, and waits while nobody reads.
pub struct PostgresCursor<'c> {
    connection: &'c mut PostgresConnection,
    rows: Pin<Box<RowStream>>,
    ended: bool,
}

impl<'c> PostgresCursor<'c> {
    pub(super) fn new(connection: &'c mut PostgresConnection, rows: RowStream) -> Self {
        Self { connection, rows: Box::pin(rows), ended: false }
    }

    /// The end of the statement was seen. Where it was not, and this is dropped, the connection
    /// is not given to somebody else.
    fn end(&mut self, has_failed: bool) {
        self.ended = true;
        self.connection.state.end(has_failed);
    }
}

impl<V: Visitor> Cursor<V> for PostgresCursor<'_> {
    fn poll_rows(&mut self, cx: &mut Context<'_>, visitor: &mut V) -> Poll<Result<bool, Error>> {
        if self.ended {
            return Poll::Ready(Ok(false));
        }
        let wire = self.connection.wire.clone();
        wire.poll_part(cx, |cx| self.poll_portion(cx, visitor))
    }
}

impl PostgresCursor<'_> {
    fn poll_portion<V: Visitor>(
        &mut self,
        cx: &mut Context<'_>,
        visitor: &mut V,
    ) -> Poll<Result<bool, Error>> {
        for count in 0..PORTION {
            match self.rows.as_mut().poll_next(cx) {
                Poll::Ready(Some(Ok(row))) => {
                    if let Err(error) = see(visitor, &row) {
                        self.ended = true;
                        return Poll::Ready(Err(error));
                    }
                }
                Poll::Ready(Some(Err(error))) => {
                    self.end(true);
                    return Poll::Ready(Err(fault::error(error)));
                }
                Poll::Ready(None) => {
                    self.end(false);
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

impl Drop for PostgresCursor<'_> {
    fn drop(&mut self) {
        self.connection.wire.rest();
    }
}
