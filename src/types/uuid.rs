//! `UUID`, native where the database has it, 16 bytes elsewhere.

use uuid::Uuid;

use super::{Cell, Kind, Mismatch, Sink, SqlType, ToSql};

impl SqlType for Uuid {
    const KIND: Kind = Kind::Uuid;
    type Ref<'r> = Uuid;
    type Stored = Self;
    type Needs = ();

    fn decode<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
        cell.uuid().map(Uuid::from_bytes)
    }

    fn decode_ref<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
        Self::decode(cell)
    }
}

impl ToSql for Uuid {
    fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        sink.uuid(self.into_bytes());
    }
}
