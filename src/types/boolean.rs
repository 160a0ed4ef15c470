//! Truth: `BOOLEAN`, which SQLite and MySQL keep as 0 and 1.

use super::{Cell, Kind, Mismatch, Sink, SqlType, ToSql};

impl SqlType for bool {
    const KIND: Kind = Kind::Bool;
    type Ref<'r> = bool;
    type Stored = Self;
    type Needs = ();

    #[inline]
    fn decode<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
        cell.boolean()
    }

    #[inline]
    fn decode_ref<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
        cell.boolean()
    }
}

impl ToSql for bool {
    #[inline]
    fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        sink.boolean(*self);
    }
}
