//! Statements as the server knows them: prepared once, with what is known of them then.

use std::sync::Arc;

use tokio_postgres::types::Type;
use tokio_postgres::{Client, Statement};

use super::{array, fault};
use crate::dialect::Postgres;
use crate::driver::statements::{Key, Statements};
use crate::driver::{Call, Written, text};
use crate::error::{Class, Error, Fault};
use crate::render::{Dialect as _, Part, Way};

/// A statement that the server knows.
#[derive(Clone)]
pub(super) struct Prepared {
    pub statement: Statement,
    pub facts: Facts,
    /// The types of arrays of its row of values, where it has one that can go as arrays.
    pub arrays: Option<Arc<[Type]>>,
}

/// What is known of a statement by its text.
#[derive(Clone, Copy)]
pub(super) struct Facts {
    /// Whether the rows that the server counts are rows that were written.
    pub counts: bool,
    /// Whether it begins a transaction by hand.
    pub begins: bool,
    /// Whether it may change the session.
    pub changes_session: bool,
}

impl Facts {
    pub fn new(sql: &str, written: Written, has_rows: bool) -> Self {
        let counts = match text::begins_with(sql, &["WITH"]) {
            true => text::writes_after_with(sql),
            // COPY and others count rows, too.
            false => !has_rows && !text::begins_with(sql, &["SELECT"]) || text::changes_rows(sql),
        };
        let begins = text::begins_with(sql, &["BEGIN", "START"]);
        Self { counts, begins, changes_session: written.changes_session }
    }
}

impl Prepared {
    fn new(statement: Statement, sql: &str, written: Written) -> Self {
        let facts = Facts::new(sql, written, !statement.columns().is_empty());
        let arrays = written.plain_row.filter(|columns| *columns > 0).and_then(|columns| {
            statement.params().get(..columns)?.iter().map(array::of).collect::<Option<_>>()
        });
        Self { statement, facts, arrays }
    }
}

/// Under what a connection keeps a statement.
pub(super) fn key(call: &Call<'_, Postgres>) -> Key {
    call.key().map_or_else(|| Key::Text(call.text()), Key::Type)
}

/// The number of placeholders is sent in 16 bits. The server takes a text with more of them, and counts them wrong.
pub(super) fn countable(written: Written) -> Result<(), Error> {
    let most = Postgres::SPEC.max_binds;
    match written.placeholders > most {
        false => Ok(()),
        true => {
            let message = format!("a statement has {most} placeholders at most");
            Err(Error::database(Fault::new(Class::TooManyParameters, "", message)))
        }
    }
}

/// Has the server prepare a statement, whose first placeholders are of these types.
pub(super) async fn ask(
    client: &Client,
    call: &Call<'_, Postgres>,
    types: &[Type],
) -> Result<Prepared, Error> {
    let mut sql = String::new();
    let written = call.write_text(&mut sql);
    countable(written)?;
    let statement = client.prepare_typed(&sql, types).await.map_err(fault::error)?;
    Ok(Prepared::new(statement, &sql, written))
}

/// The statement, which is prepared where it is not.
pub(super) async fn prepare(
    client: &Client,
    statements: &mut Statements<Prepared>,
    count: &mut u64,
    call: &Call<'_, Postgres>,
) -> Result<Prepared, Error> {
    let key = key(call);
    if let Some(kept) = statements.find(&key) {
        return Ok(kept.clone());
    }
    // In a box, so that the futures of those that are prepared stay small.
    Box::pin(prepare_anew(client, statements, count, call, key)).await
}

#[cold]
async fn prepare_anew(
    client: &Client,
    statements: &mut Statements<Prepared>,
    count: &mut u64,
    call: &Call<'_, Postgres>,
    key: Key,
) -> Result<Prepared, Error> {
    // Of which type an array is, the server does not see by itself; of which a value, it does.
    let arrays = match call.rows().way {
        Way::Lists(_) => prepare_row(client, statements, count, call).await?.arrays,
        _ => None,
    };
    let prepared = ask(client, call, arrays.as_deref().unwrap_or_default()).await?;
    *count += 1;
    // What is dropped is closed on the server, too.
    drop(statements.keep(key, prepared.clone()));
    Ok(prepared)
}

/// The statement of one row, whose values the server finds the types of.
pub(super) async fn prepare_row(
    client: &Client,
    statements: &mut Statements<Prepared>,
    count: &mut u64,
    call: &Call<'_, Postgres>,
) -> Result<Prepared, Error> {
    prepare(client, statements, count, &call.with_rows(Part::values(0, 1))).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_counted_before_they_are_sent() {
        let of = |placeholders| Written { changes_session: false, plain_row: None, placeholders };
        assert!(countable(of(65_535)).is_ok());
        assert!(countable(of(65_536)).is_err_and(|error| error.is_too_many_parameters()));
    }
}
