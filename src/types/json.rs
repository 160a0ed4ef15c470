//! JSON: `JSONB`, `JSON`, or text that SQLite checks, as serde reads and writes it.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::array::Item;
use super::{Cell, Kind, Mismatch, Sink, SqlType, ToSql};

/// A value of any type that serde knows, stored as JSON: `settings: Json<Settings>`. For JSON of
/// any form there is `serde_json::Value`.
///
/// PostgreSQL and MySQL compare JSON by its meaning; SQLite and MariaDB compare its text, which is the
/// same for the same value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned + Send + 'static> SqlType for Json<T> {
    const KIND: Kind = Kind::Json;
    type Ref<'r> = Self;
    type Stored = Value;
    type Needs = ();

    fn decode<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
        read(cell.json()?).map(Self)
    }

    fn decode_ref<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
        Self::decode(cell)
    }
}

impl<T: Serialize> ToSql for Json<T> {
    fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        write(&self.0, sink);
    }
}

impl<T: Serialize + DeserializeOwned + Send + 'static> Item for Json<T> {}

impl SqlType for Value {
    const KIND: Kind = Kind::Json;
    type Ref<'r> = Self;
    type Stored = Self;
    type Needs = ();

    fn decode<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
        read(cell.json()?)
    }

    fn decode_ref<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
        Self::decode(cell)
    }
}

impl ToSql for Value {
    fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        write(self, sink);
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Mismatch> {
    serde_json::from_str(text).map_err(|error| Mismatch::other(error.to_string()))
}

fn write(value: &impl Serialize, sink: &mut dyn Sink<'_>) {
    match serde_json::to_string(value) {
        Ok(text) => sink.json(text),
        Err(error) => sink.refuse(format!("no JSON can be made of it: {error}")),
    }
}
