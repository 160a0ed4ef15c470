//! How a field is read: from the value that mysql_async has made of it, by the type that the server names.

use std::cell::Cell as Slot;

use mysql_async::consts::ColumnType;
use mysql_async::{Column, Value};

use super::part;
use crate::driver::calendar::{MICROS_OF_DAY, days};
use crate::driver::decimal;
use crate::types::{Cell, Mismatch, ReadRow, Row};

/// A row of mysql_async, which owns its texts and bytes: they are borrowed, or taken out of it.
#[derive(Clone, Copy)]
pub struct MySqlRow<'r> {
    columns: &'r [Column],
    values: &'r [Slot<Value>],
    /// A bit for each of the first 64 values, which is set where it is borrowed. Others are never taken.
    borrowed: &'r Slot<u64>,
}

/// A field of it.
#[derive(Clone, Copy)]
pub struct Field<'r> {
    column: Option<&'r Column>,
    /// `None` is NULL.
    value: Option<&'r Slot<Value>>,
    borrowed: &'r Slot<u64>,
    bit: u64,
}

/// The character set of what is no text.
const BINARY: u16 = 63;

/// Shows a row to who reads it.
pub(super) fn show<T>(row: mysql_async::Row, see: impl FnOnce(MySqlRow<'_>) -> T) -> T {
    let columns = row.columns();
    // Nothing was taken out of it before.
    let mut values = row.unwrap();
    let values = Slot::from_mut(&mut *values).as_slice_of_cells();
    see(MySqlRow { columns: &columns, values, borrowed: &Slot::new(0) })
}

impl<'r> Row<'r> for MySqlRow<'r> {
    type Cell = Field<'r>;

    #[inline]
    fn cell(self, index: usize) -> Field<'r> {
        // How many columns there are was compared before the first row. One that is not there is
        // NULL, like what it might have held.
        Field {
            column: self.columns.get(index),
            value: self.values.get(index),
            borrowed: self.borrowed,
            bit: bit(index),
        }
    }

    #[inline]
    fn keep(self, positions: impl Iterator<Item = usize>) {
        let kept = positions.fold(self.borrowed.get(), |kept, index| kept | bit(index));
        self.borrowed.set(kept);
    }
}

/// The bit of the value at a position, if it has one.
#[inline]
fn bit(index: usize) -> u64 {
    u32::try_from(index).ok().and_then(|at| 1u64.checked_shl(at)).unwrap_or(0)
}

impl<'r> Field<'r> {
    #[inline]
    fn value(&self) -> &Value {
        // SAFETY: only `take` writes to it, which is not called as long as this is looked at.
        self.value.map_or(&Value::NULL, |value| unsafe { &*value.as_ptr() })
    }

    /// The bytes where they lie.
    #[inline]
    fn slice(self) -> Option<&'r [u8]> {
        if self.is(ColumnType::MYSQL_TYPE_NEWDECIMAL) {
            return None;
        }
        self.borrowed.set(self.borrowed.get() | self.bit);
        // SAFETY: only `take` writes to it, which takes nothing that is borrowed.
        match self.value.map(|value| unsafe { &*value.as_ptr() }) {
            Some(Value::Bytes(bytes)) => Some(bytes),
            _ => None,
        }
    }

    /// The bytes, out of the row, unless somebody may have borrowed them.
    #[inline]
    fn take(self) -> Option<Vec<u8>> {
        let is_decimal = self.is(ColumnType::MYSQL_TYPE_NEWDECIMAL);
        if is_decimal || self.bit == 0 || self.borrowed.get() & self.bit != 0 {
            return None;
        }
        match self.value?.replace(Value::NULL) {
            Value::Bytes(bytes) => Some(bytes),
            other => {
                self.value?.set(other);
                None
            }
        }
    }

    /// A value of a type that is not expected here.
    #[cold]
    fn mismatch(self, expected: &'static str) -> Mismatch {
        Mismatch::kind(
            expected,
            match self.value() {
                Value::NULL => "NULL",
                Value::Bytes(_) if self.is(ColumnType::MYSQL_TYPE_NEWDECIMAL) => "a decimal number",
                Value::Bytes(_) if self.is_binary() => "bytes",
                Value::Bytes(_) => "text",
                Value::Int(_) | Value::UInt(_) => "an integer",
                Value::Float(_) | Value::Double(_) => "a floating point number",
                Value::Date(..) => "a date",
                Value::Time(..) => "a time",
            },
        )
    }

    fn is(self, of: ColumnType) -> bool {
        self.column.is_some_and(|column| column.column_type() == of)
    }

    fn is_binary(self) -> bool {
        let binary = self.column.is_none_or(|column| column.character_set() == BINARY);
        binary && !self.is(ColumnType::MYSQL_TYPE_JSON)
    }

    /// Whether it is a decimal number without a fraction.
    fn is_whole(self) -> bool {
        self.is(ColumnType::MYSQL_TYPE_NEWDECIMAL)
            && self.column.is_some_and(|column| column.decimals() == 0)
    }

    /// Microseconds since 1970-01-01.
    fn moment(self, expected: &'static str) -> Result<i64, Mismatch> {
        let Value::Date(year, month, day, hour, minute, second, micros) = *self.value() else {
            return Err(self.mismatch(expected));
        };
        if month == 0 || day == 0 {
            return Err(Mismatch::other("a date without a month or a day is no date"));
        }
        let day = days(year.into(), month.into(), day.into());
        Ok(day * MICROS_OF_DAY + within_day(hour, minute, second, micros))
    }
}

fn within_day(hour: u8, minute: u8, second: u8, micros: u32) -> i64 {
    let seconds = (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second);
    seconds * 1_000_000 + i64::from(micros)
}

impl<'r> Cell<'r> for Field<'r> {
    #[inline]
    fn is_null(self) -> bool {
        matches!(self.value(), Value::NULL)
    }

    #[inline]
    fn boolean(self) -> Result<bool, Mismatch> {
        match *self.value() {
            Value::Int(0) => Ok(false),
            Value::Int(1) => Ok(true),
            Value::Int(other) => Err(Mismatch::range("a boolean, 0 or 1", other)),
            _ => Err(self.mismatch("a boolean, 0 or 1")),
        }
    }

    #[inline]
    fn integer(self) -> Result<i64, Mismatch> {
        const EXPECTED: &str = "an integer";
        match *self.value() {
            Value::Int(value) => Ok(value),
            Value::UInt(value) => {
                i64::try_from(value).map_err(|_| Mismatch::range("an integer of 64 bits", value))
            }
            // What MySQL makes of some arithmetic.
            Value::Bytes(ref digits) if self.is_whole() => {
                let digits = std::str::from_utf8(digits).unwrap_or_default();
                digits.parse().map_err(|_| Mismatch::range("an integer of 64 bits", digits))
            }
            _ => Err(self.mismatch(EXPECTED)),
        }
    }

    #[inline]
    fn unsigned(self) -> Result<u64, Mismatch> {
        const EXPECTED: &str = "an integer of 64 bits without a sign";
        match *self.value() {
            Value::UInt(value) => Ok(value),
            Value::Int(value) => u64::try_from(value).map_err(|_| Mismatch::range(EXPECTED, value)),
            Value::Bytes(ref digits) if self.is_whole() => {
                let digits = std::str::from_utf8(digits).unwrap_or_default();
                digits.parse().map_err(|_| Mismatch::range(EXPECTED, digits))
            }
            _ => Err(self.mismatch(EXPECTED)),
        }
    }

    #[inline]
    fn real(self) -> Result<f64, Mismatch> {
        const EXPECTED: &str = "a floating point number";
        match self.value() {
            Value::Double(value) => Ok(*value),
            Value::Float(value) => Ok((*value).into()),
            // What AVG and division give for integers.
            Value::Bytes(digits) if self.is(ColumnType::MYSQL_TYPE_NEWDECIMAL) => {
                let digits = std::str::from_utf8(digits).ok();
                digits.and_then(|d| d.parse().ok()).ok_or_else(|| self.mismatch(EXPECTED))
            }
            _ => Err(self.mismatch(EXPECTED)),
        }
    }

    fn decimal(self) -> Result<(i128, u32), Mismatch> {
        const EXPECTED: &str = "a decimal number";
        match self.value() {
            Value::Bytes(digits) if self.is(ColumnType::MYSQL_TYPE_NEWDECIMAL) => {
                decimal::read(digits)
                    .ok_or_else(|| Mismatch::range(EXPECTED, String::from_utf8_lossy(digits)))
            }
            Value::Int(value) => Ok((i128::from(*value), 0)),
            Value::UInt(value) => Ok((i128::from(*value), 0)),
            _ => Err(self.mismatch(EXPECTED)),
        }
    }

    #[inline]
    fn text(self) -> Result<&'r str, Mismatch> {
        match self.slice() {
            Some(bytes) if !self.is_binary() => {
                std::str::from_utf8(bytes).map_err(|_| Mismatch::utf8())
            }
            _ => Err(self.mismatch("text")),
        }
    }

    #[inline]
    fn text_owned(self) -> Result<String, Mismatch> {
        let taken = if self.is_binary() { None } else { self.take() };
        match taken {
            Some(bytes) => String::from_utf8(bytes).map_err(|_| Mismatch::utf8()),
            None => self.text().map(str::to_owned),
        }
    }

    #[inline]
    fn bytes_owned(self) -> Result<Vec<u8>, Mismatch> {
        let taken = if self.is_binary() { self.take() } else { None };
        match taken {
            Some(bytes) => Ok(bytes),
            None => self.bytes().map(<[u8]>::to_vec),
        }
    }

    #[inline]
    fn bytes(self) -> Result<&'r [u8], Mismatch> {
        self.slice().filter(|_| self.is_binary()).ok_or_else(|| self.mismatch("bytes"))
    }

    fn uuid(self) -> Result<[u8; 16], Mismatch> {
        const EXPECTED: &str = "a UUID of 16 bytes";
        let bytes = self.slice().and_then(|bytes| <[u8; 16]>::try_from(bytes).ok());
        bytes.filter(|_| self.is_binary()).ok_or_else(|| self.mismatch(EXPECTED))
    }

    fn date(self) -> Result<i32, Mismatch> {
        const EXPECTED: &str = "a date";
        let micros = self.moment(EXPECTED)?;
        if micros % MICROS_OF_DAY != 0 {
            return Err(Mismatch::kind(EXPECTED, "a date and a time"));
        }
        let day = micros / MICROS_OF_DAY;
        i32::try_from(day).map_err(|_| Mismatch::range(EXPECTED, day))
    }

    fn time(self) -> Result<i64, Mismatch> {
        const EXPECTED: &str = "a time of day";
        match *self.value() {
            Value::Time(false, 0, hour, minute, second, micros) => {
                Ok(within_day(hour, minute, second, micros))
            }
            Value::Time(true, ..) => Err(Mismatch::kind(EXPECTED, "a negative time")),
            Value::Time(..) => Err(Mismatch::kind(EXPECTED, "a time of more than a day")),
            _ => Err(self.mismatch(EXPECTED)),
        }
    }

    fn timestamp(self) -> Result<i64, Mismatch> {
        self.moment("a date and time")
    }

    fn timestamp_tz(self) -> Result<i64, Mismatch> {
        self.moment("a moment in UTC")
    }

    fn rows<T: ReadRow>(self) -> Result<Vec<T::Row>, Mismatch> {
        part::rows::<T>(self.text()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows a row of so many texts, each with its position in it.
    fn texts<T>(count: usize, see: impl FnOnce(MySqlRow<'_>) -> T) -> T {
        const UTF8: u16 = 45;
        let text = Column::new(ColumnType::MYSQL_TYPE_VAR_STRING).with_character_set(UTF8);
        let mut values: Vec<_> =
            (0..count).map(|at| Value::Bytes(format!("text {at}").into())).collect();
        let values = Slot::from_mut(&mut *values).as_slice_of_cells();
        see(MySqlRow { columns: &vec![text; count], values, borrowed: &Slot::new(0) })
    }

    #[test]
    fn what_is_borrowed_is_not_taken() {
        texts(2, |row| {
            let borrowed = row.cell(1).text();
            let owned = row.cell(1).text_owned();
            assert_eq!(owned.as_deref().ok(), Some("text 1"));
            assert_eq!(row.cell(1).text_owned().ok(), owned.ok());
            assert_eq!(borrowed.ok(), Some("text 1"));
        });
        texts(2, |row| {
            row.keep([0].into_iter());
            for _ in 0..2 {
                assert_eq!(row.cell(0).text_owned().ok().as_deref(), Some("text 0"));
            }
        });
    }

    #[test]
    fn what_is_taken_is_there_once() {
        texts(2, |row| {
            assert_eq!(row.cell(1).text_owned().ok().as_deref(), Some("text 1"));
            assert!(row.cell(1).is_null() && row.cell(1).text_owned().is_err());
            assert_eq!(row.cell(0).text().ok(), Some("text 0"));
        });
    }

    #[test]
    fn what_has_no_bit_is_never_taken() {
        texts(70, |row| {
            let borrowed: Vec<_> = (0..70).map(|at| row.cell(at).text().unwrap_or("")).collect();
            for at in (0..70).chain(0..70) {
                assert_eq!(row.cell(at).text_owned().ok(), Some(format!("text {at}")));
            }
            assert_eq!(borrowed[63..66], ["text 63", "text 64", "text 65"]);
        });
        texts(70, |row| {
            for (at, again) in [(63, false), (64, true), (69, true)] {
                assert_eq!(row.cell(at).text_owned().ok(), Some(format!("text {at}")));
                assert_eq!(row.cell(at).text_owned().is_ok(), again, "{at}");
            }
        });
    }

    #[test]
    fn a_decimal_number_is_neither_text_nor_bytes() {
        for set in [BINARY, 45] {
            let decimal = Column::new(ColumnType::MYSQL_TYPE_NEWDECIMAL).with_character_set(set);
            let mut values = [Value::Bytes(b"1.50".to_vec())];
            let values = Slot::from_mut(&mut values[..]).as_slice_of_cells();
            let row = MySqlRow { columns: &[decimal], values, borrowed: &Slot::new(0) };
            assert!(row.cell(0).text_owned().is_err() && row.cell(0).bytes_owned().is_err());
            assert_eq!(row.cell(0).decimal().ok(), Some((150, 2)));
        }
    }
}
