//! Bytes: `BLOB`, `BYTEA` and `VARBINARY`.

use super::{Cell, Kind, Mismatch, Sink, SqlType, ToSql};

impl SqlType for Vec<u8> {
    const KIND: Kind = Kind::Bytes;
    type Ref<'r> = &'r [u8];
    type Stored = Self;
    type Needs = ();

    #[inline]
    fn decode<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
        cell.bytes_owned()
    }

    #[inline]
    fn decode_ref<'r, C: Cell<'r>>(cell: C) -> Result<&'r [u8], Mismatch> {
        cell.bytes()
    }
}

impl ToSql for [u8] {
    #[inline]
    fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        sink.bytes(self);
    }
}

impl ToSql for Vec<u8> {
    #[inline]
    fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        sink.bytes(self);
    }
}
