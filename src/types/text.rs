//! Text: `TEXT` and `VARCHAR(n)`, read as `String` or borrowed as `&str`.

use std::sync::Arc;

use super::{Cell, Kind, Mismatch, Sink, SqlType, ToSql};

impl SqlType for String {
    const KIND: Kind = Kind::Text;
    type Ref<'r> = &'r str;
    type Stored = Self;
    type Needs = ();

    #[inline]
    fn decode<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
        cell.text_owned()
    }

    #[inline]
    fn decode_ref<'r, C: Cell<'r>>(cell: C) -> Result<&'r str, Mismatch> {
        cell.text()
    }
}

impl ToSql for str {
    #[inline]
    fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        sink.text(self);
    }
}

impl ToSql for String {
    #[inline]
    fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        sink.text(self);
    }
}

impl ToSql for Box<str> {
    #[inline]
    fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        sink.text(self);
    }
}

impl ToSql for Arc<str> {
    #[inline]
    fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        sink.text(self);
    }
}
