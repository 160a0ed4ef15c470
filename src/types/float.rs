//! Floating point: `REAL` and `DOUBLE PRECISION`.

use super::plain::plain;
use super::{Cell, Kind, Mismatch, Sink, SqlType, ToSql};

plain! { f64: Float64, real, needs (); }

impl SqlType for f32 {
    const KIND: Kind = Kind::Float32;
    type Ref<'r> = f32;
    type Stored = Self;
    type Needs = ();

    #[inline]
    fn decode<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
        let value = cell.real()?;
        let narrow = value as f32;
        if value.is_finite() && !narrow.is_finite() {
            return Err(Mismatch::range("a 32-bit floating point number", format!("{value:e}")));
        }
        Ok(narrow)
    }

    #[inline]
    fn decode_ref<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
        Self::decode(cell)
    }
}

impl ToSql for f32 {
    #[inline]
    fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        sink.real(f64::from(*self));
    }
}
