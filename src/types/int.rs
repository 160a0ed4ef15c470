//! Integers: `SMALLINT`, `INTEGER` and `BIGINT`; those of 8 bits and without a sign are MySQL's own.

use super::family::Unsigned64;
use super::plain::plain;
use super::{Cell, Kind, Mismatch, Sink, SqlType, ToSql};

macro_rules! integers {
    ($($type:ty: $kind:ident, $name:literal;)*) => {$(
        impl SqlType for $type {
            const KIND: Kind = Kind::$kind;
            type Ref<'r> = $type;
            type Stored = Self;
            type Needs = ();

            #[inline]
            fn decode<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
                let value = cell.integer()?;
                <$type>::try_from(value).map_err(|_| Mismatch::range($name, value))
            }

            #[inline]
            fn decode_ref<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
                Self::decode(cell)
            }
        }

        impl ToSql for $type {
            #[inline]
            fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>) {
                sink.integer(i64::from(*self));
            }
        }
    )*};
}

integers! {
    i8: Int8, "an 8-bit integer";
    i16: Int16, "a 16-bit integer";
    i32: Int32, "a 32-bit integer";
    i64: Int64, "a 64-bit integer";
    u8: UInt8, "an 8-bit integer without a sign";
    u16: UInt16, "a 16-bit integer without a sign";
    u32: UInt32, "a 32-bit integer without a sign";
}

plain! { u64: UInt64, unsigned, needs Unsigned64; }
