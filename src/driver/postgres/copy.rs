//! `COPY .. FROM STDIN (FORMAT binary)`: rows of values on their way to the server.

use std::future::poll_fn;
use std::pin::pin;

use bytes::{BufMut, Bytes, BytesMut};
use futures_sink::Sink;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Statement};

use super::bind;
use super::fault;
use crate::dialect::Postgres;
use crate::driver::Call;
use crate::error::Error;

/// What the form begins with, and that it has no flags and no extension.
const HEAD: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";

/// How much is handed over at a time.
const PORTION: usize = 128 * 1024;

/// The rows of a statement in the form of COPY, for columns of these types.
pub(super) fn rows(call: &Call<'_, Postgres>, columns: &[Type]) -> Result<Bytes, Error> {
    let columns = bind::columns(call, columns)?;
    let size: usize = columns.iter().map(|column| column.size() + 2).sum();
    let mut out = BytesMut::with_capacity(HEAD.len() + size + 2);
    out.put_slice(HEAD);
    let width = i16::try_from(columns.len()).map_err(|_| Error::bind("a row is too wide"))?;
    let columns =
        columns.iter().map(|column| column.binary("a value")).collect::<Result<Vec<_>, _>>();
    let mut columns =
        columns.map_err(|_| Error::bind("a value is longer than PostgreSQL takes"))?;
    loop {
        let start = out.len();
        out.put_i16(width);
        for column in &mut columns {
            match column.next() {
                Some(element) => out.put_slice(element.0),
                None => {
                    // The end of all columns, which are as long as each other.
                    out.truncate(start);
                    out.put_i16(-1);
                    return Ok(out.freeze());
                }
            }
        }
    }
}

/// Sends the rows, and gives their number. Dropped half way, it is undone.
pub(super) async fn send(
    client: &Client,
    statement: &Statement,
    mut rows: Bytes,
) -> Result<u64, Error> {
    let sink = client.copy_in(statement).await.map_err(fault::error)?;
    let mut sink = pin!(sink);
    while !rows.is_empty() {
        poll_fn(|cx| sink.as_mut().poll_ready(cx)).await.map_err(fault::error)?;
        let portion = rows.split_to(PORTION.min(rows.len()));
        sink.as_mut().start_send(portion).map_err(fault::error)?;
        poll_fn(|cx| sink.as_mut().poll_flush(cx)).await.map_err(fault::error)?;
    }
    sink.finish().await.map_err(fault::error)
}
