//! How a stored value is read, strictly: what does not fit its column is an error.

use super::raw::{SqliteRow, Storage, Value, utf8};
use crate::driver::multiset::{self, Part};
use crate::driver::time;
use crate::types::{Cell, Mismatch, ReadRow, Row};

/// A field, wherever it is kept.
#[derive(Clone, Copy)]
pub struct Field<S>(pub(super) S);

/// What a field is made of.
pub trait Stored<'r>: Copy {
    /// Is it NULL?
    fn is_null(self) -> bool;
    /// What is stored.
    fn storage(self) -> Storage<'r>;
}

impl<'r> Stored<'r> for Value<'r> {
    #[inline]
    fn is_null(self) -> bool {
        Value::is_null(self)
    }

    #[inline]
    fn storage(self) -> Storage<'r> {
        Value::storage(self)
    }
}

impl<'r> Stored<'r> for &'r Part<'r> {
    fn is_null(self) -> bool {
        *self == Part::Null
    }

    fn storage(self) -> Storage<'r> {
        match self {
            Part::Null => Storage::Null,
            Part::Number(digits) => match (digits.parse(), digits.parse()) {
                (Ok(value), _) => Storage::Integer(value),
                (_, Ok(value)) => Storage::Real(value),
                _ => Storage::Text(digits.as_bytes()),
            },
            Part::Text(text) => Storage::Text(text.as_bytes()),
            Part::Rows(text) => Storage::Text(text.as_bytes()),
            Part::Bytes(bytes) => Storage::Blob(bytes),
        }
    }
}

/// A row out of several ones that are one value.
#[derive(Clone, Copy)]
struct PartRow<'r>(&'r [Part<'r>]);

impl<'r> Row<'r> for PartRow<'r> {
    type Cell = Field<&'r Part<'r>>;

    fn cell(self, index: usize) -> Self::Cell {
        Field(self.0.get(index).unwrap_or(&Part::Null))
    }
}

impl<'r> Row<'r> for SqliteRow<'r> {
    type Cell = Field<Value<'r>>;

    #[inline]
    fn cell(self, index: usize) -> Self::Cell {
        Field(self.value(index))
    }
}

impl<'r, S: Stored<'r>> Cell<'r> for Field<S> {
    #[inline]
    fn is_null(self) -> bool {
        self.0.is_null()
    }

    #[inline]
    fn boolean(self) -> Result<bool, Mismatch> {
        match self.0.storage() {
            Storage::Integer(0) => Ok(false),
            Storage::Integer(1) => Ok(true),
            Storage::Integer(other) => Err(Mismatch::range("a boolean, 0 or 1", other)),
            other => Err(mismatch("a boolean, 0 or 1", &other)),
        }
    }

    #[inline]
    fn integer(self) -> Result<i64, Mismatch> {
        match self.0.storage() {
            Storage::Integer(value) => Ok(value),
            other => Err(mismatch("an integer", &other)),
        }
    }

    /// SQLite stores a whole number as an integer where that is shorter, so an integer is a number.
    #[inline]
    fn real(self) -> Result<f64, Mismatch> {
        match self.0.storage() {
            Storage::Real(value) => Ok(value),
            Storage::Integer(value) => Ok(value as f64),
            other => Err(mismatch("a floating point number", &other)),
        }
    }

    fn decimal(self) -> Result<(i128, u32), Mismatch> {
        Err(mismatch("a decimal number, which SQLite does not have", &self.0.storage()))
    }

    #[inline]
    fn text(self) -> Result<&'r str, Mismatch> {
        match self.0.storage() {
            Storage::Text(bytes) => utf8(bytes).ok_or_else(Mismatch::utf8),
            other => Err(mismatch("text", &other)),
        }
    }

    #[inline]
    fn bytes(self) -> Result<&'r [u8], Mismatch> {
        match self.0.storage() {
            Storage::Blob(bytes) => Ok(bytes),
            other => Err(mismatch("bytes", &other)),
        }
    }

    /// 16 bytes, or the text of 36 characters.
    fn uuid(self) -> Result<[u8; 16], Mismatch> {
        match self.0.storage() {
            Storage::Blob(bytes) => <[u8; 16]>::try_from(bytes)
                .map_err(|_| Mismatch::kind("a UUID of 16 bytes", "bytes of another length")),
            Storage::Text(text) => {
                read_uuid(text).ok_or_else(|| mismatch("a UUID", &Storage::Text(text)))
            }
            other => Err(mismatch("a UUID", &other)),
        }
    }

    fn date(self) -> Result<i32, Mismatch> {
        temporal(self.0.storage(), "a date as 'YYYY-MM-DD'", time::read_date)
    }

    fn time(self) -> Result<i64, Mismatch> {
        temporal(self.0.storage(), "a time as 'HH:MM:SS'", time::read_time)
    }

    fn timestamp(self) -> Result<i64, Mismatch> {
        temporal(self.0.storage(), "a timestamp as 'YYYY-MM-DD HH:MM:SS'", time::read_timestamp)
    }

    fn timestamp_tz(self) -> Result<i64, Mismatch> {
        temporal(self.0.storage(), "a timestamp as 'YYYY-MM-DD HH:MM:SS'", time::read_timestamp_tz)
    }

    fn rows<T: ReadRow>(self) -> Result<Vec<T::Row>, Mismatch> {
        multiset::read(self.text()?, T::WIDTH, |parts| T::read(PartRow(parts)))
    }
}

fn temporal<T>(
    stored: Storage<'_>,
    expected: &'static str,
    read: fn(&str) -> Option<T>,
) -> Result<T, Mismatch> {
    match stored {
        Storage::Text(bytes) => {
            let text = std::str::from_utf8(bytes).map_err(|_| Mismatch::utf8())?;
            read(text).ok_or_else(|| mismatch(expected, &Storage::Text(bytes)))
        }
        other => Err(mismatch(expected, &other)),
    }
}

/// `00112233-4455-6677-8899-aabbccddeeff`
fn read_uuid(text: &[u8]) -> Option<[u8; 16]> {
    let mut bytes = [0; 16];
    let mut place = 0;
    if text.len() != 36 {
        return None;
    }
    for (i, byte) in text.iter().enumerate() {
        if matches!(i, 8 | 13 | 18 | 23) {
            if *byte != b'-' {
                return None;
            }
            continue;
        }
        // A hexadecimal digit is below 16.
        let digit = char::from(*byte).to_digit(16)? as u8;
        let half: &mut u8 = bytes.get_mut(place / 2)?;
        *half = *half << 4 | digit;
        place += 1;
    }
    Some(bytes)
}

/// The error, with the beginning of a text that is not what it should be.
#[cold]
fn mismatch(expected: &'static str, found: &Storage<'_>) -> Mismatch {
    match found {
        Storage::Null => Mismatch::kind(expected, "NULL"),
        Storage::Integer(_) => Mismatch::kind(expected, "an integer"),
        Storage::Real(_) => Mismatch::kind(expected, "a floating point number"),
        Storage::Blob(_) => Mismatch::kind(expected, "bytes"),
        Storage::Text(bytes) => {
            let text = String::from_utf8_lossy(bytes);
            let shown: String = text.chars().take(20).collect();
            let more = if shown.len() < text.len() { "…" } else { "" };
            Mismatch::other(format!("expected {expected}, found the text '{shown}{more}'"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read_uuid;

    #[test]
    fn a_uuid_is_read_from_its_text() {
        let bytes = *b"\x00\x11\x22\x33\x44\x55\x66\x77\x88\x99\xaa\xbb\xcc\xdd\xee\xff";
        assert_eq!(read_uuid(b"00112233-4455-6677-8899-aabbccddeeff"), Some(bytes));
        assert_eq!(read_uuid(b"00112233-4455-6677-8899-AABBCCDDEEFF"), Some(bytes));
        assert_eq!(read_uuid(b"00112233445566778899aabbccddeeff"), None);
        assert_eq!(read_uuid(b"00112233-4455-6677-8899-aabbccddeefg"), None);
        assert_eq!(read_uuid(b"0011-2233-4455-6677-8899aabbccddeeff"), None);
    }
}
