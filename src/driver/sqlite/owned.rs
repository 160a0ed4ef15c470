//! Statements and rows that own their values, so that they can go to another thread.

use super::bind::{Binder, Store};
use super::cell::{Field, Stored};
use super::raw::{Running, Source, SqliteRow, Storage};
use crate::dialect::Sqlite;
use crate::driver::{Call, StatementKey};
use crate::error::Error;
use crate::types::Row;

/// A statement with copies of its values.
pub(super) struct OwnedCall {
    key: Option<StatementKey>,
    /// Empty where the statement is known to be prepared.
    text: String,
    values: Vec<Owned>,
}

/// A value as SQLite stores it.
pub(super) enum Owned {
    Null,
    Integer(i64),
    Real(f64),
    Text(Vec<u8>),
    Blob(Vec<u8>),
}

impl OwnedCall {
    /// Copies the values, and makes the text unless it is known.
    pub fn new(
        call: Call<'_, Sqlite>,
        is_prepared: impl FnOnce(StatementKey) -> bool,
    ) -> Result<Self, Error> {
        let mut values = Collected { values: Vec::new(), failure: None };
        call.bind(&mut Binder(&mut values));
        if let Some(error) = values.failure {
            return Err(error.with_sql(|| call.text()));
        }
        let known = call.key().is_some_and(is_prepared);
        let text = if known { String::new() } else { call.text() };
        Ok(Self { key: call.key(), text, values: values.values })
    }
}

impl<'q> Source<'q> for &'q OwnedCall {
    fn key(&self) -> Option<StatementKey> {
        self.key
    }

    fn write_text(&self, out: &mut String) {
        out.push_str(&self.text);
    }

    fn bind(&self, to: &mut Running<'_, 'q>) {
        let this: &'q OwnedCall = self;
        for value in &this.values {
            match value {
                Owned::Null => to.null(),
                Owned::Integer(value) => to.integer(*value),
                Owned::Real(value) => to.real(*value),
                // What was collected as text came from a `str`.
                Owned::Text(value) => to.text(std::str::from_utf8(value).unwrap_or_default()),
                Owned::Blob(value) => to.blob(value),
            }
        }
    }
}

struct Collected {
    values: Vec<Owned>,
    failure: Option<Error>,
}

impl<'q> Store<'q> for Collected {
    fn null(&mut self) {
        self.values.push(Owned::Null);
    }

    fn integer(&mut self, value: i64) {
        self.values.push(Owned::Integer(value));
    }

    fn real(&mut self, value: f64) {
        self.values.push(Owned::Real(value));
    }

    fn text(&mut self, value: &'q str) {
        self.text_copy(value);
    }

    fn text_copy(&mut self, value: &str) {
        self.values.push(Owned::Text(value.as_bytes().to_vec()));
    }

    fn blob(&mut self, value: &'q [u8]) {
        self.blob_copy(value);
    }

    fn blob_copy(&mut self, value: &[u8]) {
        self.values.push(Owned::Blob(value.to_vec()));
    }

    fn refuse(&mut self, error: Error) {
        self.failure.get_or_insert(error);
    }
}

/// A row that was copied.
pub(super) struct OwnedRow(Vec<Owned>);

impl OwnedRow {
    /// Copies a row of so many columns.
    pub fn copy(row: SqliteRow<'_>, columns: usize) -> Self {
        Self((0..columns).map(|index| Owned::copy(row.value(index).storage())).collect())
    }
}

impl Owned {
    fn copy(storage: Storage<'_>) -> Self {
        match storage {
            Storage::Null => Self::Null,
            Storage::Integer(value) => Self::Integer(value),
            Storage::Real(value) => Self::Real(value),
            Storage::Text(bytes) => Self::Text(bytes.to_vec()),
            Storage::Blob(bytes) => Self::Blob(bytes.to_vec()),
        }
    }
}

impl<'r> Stored<'r> for &'r Owned {
    fn is_null(self) -> bool {
        matches!(self, Owned::Null)
    }

    fn storage(self) -> Storage<'r> {
        match self {
            Owned::Null => Storage::Null,
            Owned::Integer(value) => Storage::Integer(*value),
            Owned::Real(value) => Storage::Real(*value),
            Owned::Text(bytes) => Storage::Text(bytes),
            Owned::Blob(bytes) => Storage::Blob(bytes),
        }
    }
}

impl<'r> Row<'r> for &'r OwnedRow {
    type Cell = Field<&'r Owned>;

    fn cell(self, index: usize) -> Self::Cell {
        Field(self.0.get(index).unwrap_or(&Owned::Null))
    }
}
