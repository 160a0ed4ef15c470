//! A statement with its values, and the rows that come where it is sent.

use std::future::poll_fn;
use std::ops::ControlFlow;
use std::pin::pin;

use futures_core::Stream;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, RowStream, Statement};

use super::bind::{self, Bound};
use super::cell::PostgresRow;
use super::prepared::{Facts, Prepared, countable};
use super::{fault, unnamed};
use crate::dialect::Postgres;
use crate::driver::{Call, Done, Visitor};
use crate::error::Error;

/// A statement with its values, which is not sent yet.
pub(super) struct Ready<'q> {
    sent: Sent<'q>,
    pub facts: Facts,
}

enum Sent<'q> {
    Named(Statement, Vec<Bound<'q>>),
    Unnamed(String, Vec<(Bound<'q>, Type)>),
}

impl<'q> Ready<'q> {
    /// A statement that the server knows, of so many columns.
    pub fn named(
        prepared: Prepared,
        call: &Call<'q, Postgres>,
        width: Option<usize>,
    ) -> Result<Self, Error> {
        let Prepared { statement, facts, .. } = prepared;
        width_is(statement.columns().len(), width)?;
        let values = bind::values(call, statement.params())?;
        Ok(Self { sent: Sent::Named(statement, values), facts })
    }

    /// A statement that the server is told with its values.
    pub fn unnamed(call: &Call<'q, Postgres>, width: Option<usize>) -> Result<Self, Error> {
        let mut sql = String::new();
        let written = call.write_text(&mut sql);
        countable(written)?;
        let facts = Facts::new(&sql, written, width.is_some_and(|width| width > 0));
        let values = unnamed::values(call)?;
        Ok(Self { sent: Sent::Unnamed(sql, values), facts })
    }

    /// Sends it, where this is polled first, and waits for its beginning.
    pub async fn send(self, client: &Client) -> Result<(RowStream, Facts), Error> {
        let rows = match self.sent {
            Sent::Named(statement, values) => client.query_raw(&statement, &values).await,
            Sent::Unnamed(sql, values) => client.query_typed_raw(&sql, values).await,
        };
        Ok((rows.map_err(fault::error)?, self.facts))
    }

    /// Sends it, where this is polled first, and waits for its end.
    pub async fn run<V: Visitor>(self, client: &Client, visitor: &mut V) -> Result<Done, Error> {
        let (rows, facts) = self.send(client).await?;
        see_all(rows, facts, visitor).await
    }
}

/// Shows all rows to the visitor.
pub(super) async fn see_all<V: Visitor>(
    rows: RowStream,
    facts: Facts,
    visitor: &mut V,
) -> Result<Done, Error> {
    let mut rows = pin!(rows);
    let mut done = Done::default();
    let mut seen = Ok(ControlFlow::Continue(()));
    // The server sends all rows, also those that nobody wants, and only at its end it is known
    // whether the statement could do what it does.
    while let Some(row) = poll_fn(|cx| rows.as_mut().poll_next(cx)).await {
        let row = row.map_err(fault::error)?;
        if let Ok(ControlFlow::Continue(())) = seen {
            done.rows += 1;
            seen = see(visitor, &row);
        }
    }
    seen.map(drop)?;
    if facts.counts {
        done.changed = rows.rows_affected().unwrap_or_default();
    }
    Ok(done)
}

/// Shows a row to the visitor.
pub(super) fn see<V: Visitor>(
    visitor: &mut V,
    row: &tokio_postgres::Row,
) -> Result<ControlFlow<()>, Error> {
    // What was not prepared is known by its rows.
    width_is(row.len(), V::WIDTH)?;
    visitor.row(PostgresRow(row)).map_err(|misread| Error::decode(misread.index, misread.reason))
}

fn width_is(has: usize, width: Option<usize>) -> Result<(), Error> {
    match width {
        Some(wants) if wants != has => {
            Err(Error::other(format!("the statement has {has} columns, and its row type {wants}")))
        }
        _ => Ok(()),
    }
}
