//! `LOAD DATA LOCAL`: rows of values as a text, with a tab behind each value and a line for each row.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use mysql_async::prelude::Queryable;
use mysql_async::{Conn, LocalInfileError, ServerError, Value};

use super::{bind, fault};
use crate::driver::Call;
use crate::error::Error;
use crate::render::Dialect;

/// How much is handed over at a time.
const PORTION: usize = 128 * 1024;

/// Sends the rows, and gives their number. An error may leave some of them behind, which the
/// transaction around has to undo.
pub(super) async fn send<D: Dialect>(conn: &mut Conn, call: &Call<'_, D>) -> Result<u64, Error> {
    let (text, sql) = (Text(rows(call)?), call.text());
    // What is not asked for is gone with this, and is not given to somebody who asks later.
    let text = Arc::new(Mutex::new(Some(text)));
    let asked = Arc::downgrade(&text);
    conn.set_infile_handler(async move {
        let text = asked
            .upgrade()
            .and_then(|text| text.lock().unwrap_or_else(PoisonError::into_inner).take());
        match text {
            Some(text) => Ok(Box::pin(text) as _),
            None => Err(LocalInfileError::NoHandler.into()),
        }
    });
    conn.query_drop(sql).await.map_err(fault::error)?;
    let written = conn.affected_rows();
    if conn.get_warnings() == 0 {
        return Ok(written);
    }
    // With LOCAL the server goes on after an error, and leaves a warning.
    let warnings: Vec<(String, u16, String)> =
        conn.query("SHOW WARNINGS LIMIT 1").await.map_err(fault::error)?;
    match warnings.into_iter().next() {
        Some((_, code, message)) => {
            let state = String::new();
            Err(fault::error(ServerError { code, message, state }.into()))
        }
        None => Ok(written),
    }
}

/// A text that is sent in portions.
struct Text(Bytes);

impl Stream for Text {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let portion = PORTION.min(self.0.len());
        Poll::Ready((portion > 0).then(|| Ok(self.0.split_to(portion))))
    }
}

/// The rows as text.
fn rows<D: Dialect>(call: &Call<'_, D>) -> Result<Bytes, Error> {
    let values = bind::written(call)?;
    let columns = (values.len() / call.rows().len.max(1)).max(1);
    let mut out = Vec::with_capacity(values.len() * 16);
    for (at, value) in values.iter().enumerate() {
        write(value, &mut out);
        out.push(if (at + 1) % columns == 0 { b'\n' } else { b'\t' });
    }
    Ok(out.into())
}

/// A value as LOAD DATA reads it.
fn write(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::NULL => out.extend_from_slice(b"\\N"),
        Value::Bytes(text) => {
            for byte in text {
                let escape = match byte {
                    b'\\' => b'\\',
                    b'\n' => b'n',
                    b'\t' => b't',
                    b'\r' => b'r',
                    0 => b'0',
                    byte => {
                        out.push(*byte);
                        continue;
                    }
                };
                out.extend_from_slice(&[b'\\', escape]);
            }
        }
        // The shortest digits that are this number.
        Value::Double(number) => out.extend_from_slice(format!("{number:e}").as_bytes()),
        // Moments, which are written between quotes, and integers.
        other => out.extend_from_slice(other.as_sql(true).trim_matches('\'').as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: impl Into<Value>) -> String {
        let mut out = Vec::new();
        write(&value.into(), &mut out);
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn a_value_stays_in_its_place() {
        assert_eq!(written(Value::NULL), "\\N");
        assert_eq!(written("\\N"), "\\\\N");
        assert_eq!(written("a\tb\nc\\d\re\0'\"😀"), "a\\tb\\nc\\\\d\\re\\0'\"😀");
        assert_eq!(written(""), "");
        assert_eq!(written(i64::MIN), "-9223372036854775808");
        assert_eq!(written(Value::Double(0.1)), "1e-1");
        assert_eq!(written(Value::Double(f64::MAX)), "1.7976931348623157e308");
        assert_eq!(written(Value::Date(2024, 2, 29, 1, 2, 3, 4)), "2024-02-29 01:02:03.000004");
        // A TIME may have three digits of hours.
        assert_eq!(written(Value::Time(false, 0, 23, 5, 9, 7)), "023:05:09.000007");
    }
}
