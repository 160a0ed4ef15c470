//! A row, and its fields, in SQLite's buffer.

use std::ffi::c_int;
use std::marker::PhantomData;
use std::slice;

use rusqlite::ffi;

use super::statement::Statement;

/// A row in SQLite's buffer.
#[derive(Clone, Copy)]
pub struct SqliteRow<'r> {
    statement: *mut ffi::sqlite3_stmt,
    lives: PhantomData<&'r ()>,
}

impl<'r> SqliteRow<'r> {
    /// The row that the statement is at. It borrows it, so that it cannot step meanwhile.
    #[inline]
    pub(super) fn new(statement: &'r Statement) -> Self {
        Self { statement: statement.pointer.as_ptr(), lives: PhantomData }
    }

    #[inline]
    pub(in crate::driver::sqlite) fn value(self, index: usize) -> Value<'r> {
        let index = c_int::try_from(index).unwrap_or(c_int::MAX);
        // SAFETY: the row borrows a statement that was stepped to it. SQLite gives a NULL where
        // the index is too large. The connection has no mutex and is borrowed, so there is no
        // difference between a protected and an unprotected value (sqlite.org/c3ref/value.html).
        let pointer = unsafe { ffi::sqlite3_column_value(self.statement, index) };
        // SAFETY: the value belongs to that row.
        let kind = unsafe { ffi::sqlite3_value_type(pointer) };
        Value { pointer, kind, lives: PhantomData }
    }
}

/// A field in SQLite's buffer.
#[derive(Clone, Copy)]
pub struct Value<'r> {
    pointer: *mut ffi::sqlite3_value,
    /// Its type: nothing here converts it to another.
    kind: c_int,
    lives: PhantomData<&'r ()>,
}

/// What is stored in it.
pub enum Storage<'r> {
    /// NULL.
    Null,
    /// INTEGER.
    Integer(i64),
    /// REAL.
    Real(f64),
    /// TEXT, in what should be UTF-8.
    Text(&'r [u8]),
    /// BLOB.
    Blob(&'r [u8]),
}

impl<'r> Value<'r> {
    #[inline]
    pub(in crate::driver::sqlite) fn is_null(self) -> bool {
        self.kind == ffi::SQLITE_NULL
    }

    #[inline]
    pub(in crate::driver::sqlite) fn storage(self) -> Storage<'r> {
        // SAFETY: the value belongs to the row that `'r` borrows. Each is read as the type that it
        // has, so that SQLite converts nothing (but UTF-16 to UTF-8, the first time), and what it
        // points to stays until the next step.
        unsafe {
            match self.kind {
                ffi::SQLITE_INTEGER => Storage::Integer(ffi::sqlite3_value_int64(self.pointer)),
                ffi::SQLITE_FLOAT => Storage::Real(ffi::sqlite3_value_double(self.pointer)),
                ffi::SQLITE_TEXT => {
                    let start = ffi::sqlite3_value_text(self.pointer);
                    Storage::Text(bytes(start, ffi::sqlite3_value_bytes(self.pointer)))
                }
                ffi::SQLITE_BLOB => {
                    let start = ffi::sqlite3_value_blob(self.pointer).cast();
                    Storage::Blob(bytes(start, ffi::sqlite3_value_bytes(self.pointer)))
                }
                _ => Storage::Null,
            }
        }
    }
}

/// Bytes as a text, if they are one.
///
/// Most texts are short and ASCII, which is seen in two words. The standard library looks at each
/// byte of a text that is short or not aligned.
#[inline]
pub(in crate::driver::sqlite) fn utf8(bytes: &[u8]) -> Option<&str> {
    if is_short_ascii(bytes) {
        // SAFETY: ASCII is UTF-8.
        return Some(unsafe { std::str::from_utf8_unchecked(bytes) });
    }
    std::str::from_utf8(bytes).ok()
}

/// Whether there are at most 16 bytes, all below 128.
#[inline]
fn is_short_ascii(bytes: &[u8]) -> bool {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let bits = match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        // They overlap where there are fewer than 16.
        (Some(first), Some(last)) if bytes.len() <= 16 => {
            u64::from_ne_bytes(*first) | u64::from_ne_bytes(*last)
        }
        (Some(_), _) => return false,
        _ => match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            (Some(first), Some(last)) => {
                u64::from(u32::from_ne_bytes(*first) | u32::from_ne_bytes(*last))
            }
            _ => bytes.iter().fold(0, |bits, byte| bits | u64::from(*byte)),
        },
    };
    bits & HIGH == 0
}

/// Bytes of SQLite's; none where it has no memory for them.
///
/// # Safety
///
/// Unless it is null, `start` must point to `len` bytes that stay for `'r`.
#[inline]
unsafe fn bytes<'r>(start: *const u8, len: c_int) -> &'r [u8] {
    match usize::try_from(len) {
        // SAFETY: so the caller says.
        Ok(len) if !start.is_null() => unsafe { slice::from_raw_parts(start, len) },
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::utf8;

    /// A byte that is not ASCII is found wherever it is, and what is UTF-8 is a text.
    #[test]
    fn texts_are_checked() {
        for len in 0..40 {
            let ascii = vec![b'a'; len];
            assert_eq!(utf8(&ascii), std::str::from_utf8(&ascii).ok());
            for at in 0..len {
                let mut bytes = ascii.clone();
                bytes[at] = 0x80;
                assert_eq!(utf8(&bytes), None, "byte {at} of {len}");
                if let Some(two) = bytes.get_mut(at..at + 2) {
                    two.copy_from_slice("é".as_bytes());
                    assert_eq!(utf8(&bytes), std::str::from_utf8(&bytes).ok());
                    assert!(utf8(&bytes).is_some());
                }
            }
        }
    }
}
