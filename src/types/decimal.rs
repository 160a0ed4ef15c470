//! Exact decimal numbers of the crate `rust_decimal`: `NUMERIC` and `DECIMAL(p, s)`.

use rust_decimal::Decimal;

use super::family::ExactDecimal;
use super::{Cell, Kind, Mismatch, Sink, SqlType, ToSql};

impl SqlType for Decimal {
    const KIND: Kind = Kind::Decimal;
    type Ref<'r> = Decimal;
    type Stored = Self;
    type Needs = ExactDecimal;

    fn decode<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
        let (coefficient, scale) = cell.decimal()?;
        Self::try_from_i128_with_scale(coefficient, scale).map_err(|_| {
            Mismatch::range("a decimal number of 96 bits", format!("{coefficient}e-{scale}"))
        })
    }

    fn decode_ref<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
        Self::decode(cell)
    }
}

impl ToSql for Decimal {
    fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        sink.decimal(self.mantissa(), self.scale());
    }
}
