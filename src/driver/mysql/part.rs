//! How a field is read of a row out of several ones that are one value: JSON tells numbers, texts and bytes apart,
//! and all else is a text there.

use crate::driver::multiset::{self, Part};
use crate::driver::{decimal, time};
use crate::types::{Cell, Mismatch, ReadRow, Row};

/// Such a row.
#[derive(Clone, Copy)]
pub(super) struct PartRow<'r>(pub &'r [Part<'r>]);

impl<'r> Row<'r> for PartRow<'r> {
    type Cell = &'r Part<'r>;

    fn cell(self, index: usize) -> &'r Part<'r> {
        self.0.get(index).unwrap_or(&Part::Null)
    }
}

impl<'r> Part<'r> {
    #[cold]
    fn mismatch(&self, expected: &'static str) -> Mismatch {
        Mismatch::kind(
            expected,
            match self {
                Part::Null => "NULL",
                Part::Number(_) => "a number",
                Part::Text(_) => "text",
                Part::Bytes(_) => "bytes",
                Part::Rows(_) => "rows",
            },
        )
    }

    fn number<T: std::str::FromStr>(&self, expected: &'static str) -> Result<T, Mismatch> {
        match self {
            Part::Number(digits) => digits.parse().map_err(|_| Mismatch::range(expected, digits)),
            other => Err(other.mismatch(expected)),
        }
    }

    fn written<T>(
        &'r self,
        expected: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Mismatch> {
        match self {
            Part::Text(text) => read(text).ok_or_else(|| Mismatch::range(expected, text)),
            other => Err(other.mismatch(expected)),
        }
    }
}

impl<'r> Cell<'r> for &'r Part<'r> {
    fn is_null(self) -> bool {
        *self == Part::Null
    }

    fn boolean(self) -> Result<bool, Mismatch> {
        const EXPECTED: &str = "a boolean, 0 or 1";
        match self.number(EXPECTED)? {
            0 => Ok(false),
            1 => Ok(true),
            other => Err(Mismatch::range(EXPECTED, other)),
        }
    }

    fn integer(self) -> Result<i64, Mismatch> {
        self.number("an integer of 64 bits")
    }

    fn unsigned(self) -> Result<u64, Mismatch> {
        self.number("an integer of 64 bits without a sign")
    }

    fn real(self) -> Result<f64, Mismatch> {
        self.number("a floating point number")
    }

    fn decimal(self) -> Result<(i128, u32), Mismatch> {
        self.written("a decimal number", |text| decimal::read(text.as_bytes()))
    }

    fn text(self) -> Result<&'r str, Mismatch> {
        match self {
            Part::Text(text) => Ok(text),
            other => Err(other.mismatch("text")),
        }
    }

    fn bytes(self) -> Result<&'r [u8], Mismatch> {
        match self {
            Part::Bytes(bytes) => Ok(bytes),
            other => Err(other.mismatch("bytes")),
        }
    }

    fn uuid(self) -> Result<[u8; 16], Mismatch> {
        const EXPECTED: &str = "a UUID of 16 bytes";
        self.bytes()?.try_into().map_err(|_| self.mismatch(EXPECTED))
    }

    fn date(self) -> Result<i32, Mismatch> {
        // A DATETIME has a time behind it, which at midnight says nothing.
        let midnight = |rest: &str| rest.bytes().all(|byte| matches!(byte, b'.' | b'0'));
        self.written("a date", |text| match text.split_once(" 00:00:00") {
            Some((day, rest)) if midnight(rest) => time::read_date(day),
            _ => time::read_date(text),
        })
    }

    fn time(self) -> Result<i64, Mismatch> {
        self.written("a time of day", time::read_time)
    }

    fn timestamp(self) -> Result<i64, Mismatch> {
        self.written("a date and time", time::read_timestamp)
    }

    fn timestamp_tz(self) -> Result<i64, Mismatch> {
        self.written("a moment in UTC", time::read_timestamp)
    }

    fn rows<T: ReadRow>(self) -> Result<Vec<T::Row>, Mismatch> {
        match self {
            Part::Rows(text) => rows::<T>(text),
            other => Err(other.mismatch("rows")),
        }
    }
}

/// The rows of a text.
pub(super) fn rows<T: ReadRow>(text: &str) -> Result<Vec<T::Row>, Mismatch> {
    multiset::read(text, T::WIDTH, |parts| T::read(PartRow(parts)))
}
