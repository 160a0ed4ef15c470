//! How values are bound: in the binary form of the type that the server has found for each placeholder.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;

use bytes::{BufMut, BytesMut};
use tokio_postgres::types::{Format, IsNull, Kind as TypeKind, ToSql, Type};

use super::cell::{self, EPOCH_DAYS, EPOCH_MICROS, base, is_text};
use super::numeric;
use crate::dialect::Postgres;
use crate::driver::Call;
use crate::error::Error;
use crate::types::{Interval, Kind, Sink, Values};

/// The values of a statement, in the order of its placeholders, whose types are `asked`.
pub(super) fn values<'q>(
    call: &Call<'q, Postgres>,
    asked: &[Type],
) -> Result<Vec<Bound<'q>>, Error> {
    let mut binder = Binder::new(Asked::Each(asked), asked.len());
    call.bind(&mut binder);
    match binder.failure {
        Some(error) => Err(error),
        None if binder.bound.len() == asked.len() => Ok(binder.bound),
        None => Err(Error::bind(format!(
            "the statement has {} placeholders, and {} values are bound",
            asked.len(),
            binder.bound.len()
        ))),
    }
}

/// A value in the form in which it is sent.
pub(super) enum Bound<'q> {
    Null,
    /// So many of the bytes.
    Short([u8; 16], usize),
    Borrowed(&'q [u8]),
    Made(Vec<u8>),
    /// As a constant would be written, for the server to read.
    Written(Cow<'q, str>),
}

impl Bound<'_> {
    fn short<const N: usize>(value: [u8; N]) -> Self {
        let mut bytes = [0; 16];
        bytes[..N].copy_from_slice(&value);
        Self::Short(bytes, N)
    }

    /// Its bytes; `None` is NULL.
    fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Null => None,
            Self::Short(bytes, len) => Some(&bytes[..*len]),
            Self::Borrowed(bytes) => Some(bytes),
            Self::Made(bytes) => Some(bytes),
            Self::Written(text) => Some(text.as_bytes()),
        }
    }
}

/// tokio-postgres logs what it binds, and values are not to be seen.
impl fmt::Debug for Bound<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl ToSql for Bound<'_> {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Written {
        match self.bytes() {
            None => Ok(IsNull::Yes),
            Some(bytes) => {
                out.put_slice(bytes);
                Ok(IsNull::No)
            }
        }
    }

    /// It was made for its type.
    fn accepts(_: &Type) -> bool {
        true
    }

    fn to_sql_checked(&self, of: &Type, out: &mut BytesMut) -> Written {
        self.to_sql(of, out)
    }

    fn encode_format(&self, _: &Type) -> Format {
        match self {
            Self::Written(_) => Format::Text,
            _ => Format::Binary,
        }
    }
}

type Written = Result<IsNull, Box<dyn StdError + Sync + Send>>;

/// The types that the server has found.
#[derive(Clone, Copy)]
enum Asked<'t> {
    /// One for each placeholder.
    Each(&'t [Type]),
    /// One for all elements of a list.
    All(&'t Type),
}

struct Binder<'t, 'q> {
    asked: Asked<'t>,
    bound: Vec<Bound<'q>>,
    failure: Option<Error>,
}

/// Why a value cannot be bound.
enum Refusal {
    /// It is of this kind, and the server asks for another.
    Kind(&'static str),
    Range,
    Other(Cow<'static, str>),
}

const NO_NUL: Refusal = Refusal::Other(Cow::Borrowed("PostgreSQL's text has no character U+0000"));

type Encoded<'q> = Result<Bound<'q>, Refusal>;

impl<'t, 'q> Binder<'t, 'q> {
    fn new(asked: Asked<'t>, count: usize) -> Self {
        Self { asked, bound: Vec::with_capacity(count), failure: None }
    }

    #[inline]
    fn push(&mut self, encode: impl FnOnce(&Type) -> Encoded<'q>) {
        let asked = match self.asked {
            Asked::Each(types) => types.get(self.bound.len()).unwrap_or(&Type::UNKNOWN),
            Asked::All(of) => of,
        };
        let bound = encode(base(asked)).unwrap_or_else(|refusal| {
            let place = self.bound.len() + 1;
            self.failure.get_or_insert_with(|| refusal.error(asked, self.asked, place));
            Bound::Null
        });
        self.bound.push(bound);
    }
}

impl Refusal {
    #[cold]
    fn error(self, of: &Type, asked: Asked<'_>, place: usize) -> Error {
        let place = match asked {
            Asked::Each(_) => format!("`${place}`"),
            Asked::All(_) => format!("element {place} of a list"),
        };
        let of = of.name();
        Error::bind(match self {
            Self::Kind(kind) => format!(
                "PostgreSQL takes {place} for {of}, and {kind} is bound to it; a cast says what \
                 it is"
            ),
            Self::Range => format!("{place} does not fit {of}"),
            Self::Other(reason) => format!("{place}: {reason}"),
        })
    }
}

impl<'q> Sink<'q> for Binder<'_, 'q> {
    fn null(&mut self, _: Kind) {
        self.push(|_| Ok(Bound::Null));
    }

    fn boolean(&mut self, value: bool) {
        self.push(|of| match *of {
            Type::BOOL => Ok(Bound::short([u8::from(value)])),
            _ => Err(Refusal::Kind("a boolean")),
        });
    }

    fn integer(&mut self, value: i64) {
        self.push(|of| integer(of, value));
    }

    fn real(&mut self, value: f64) {
        self.push(|of| real(of, value));
    }

    fn decimal(&mut self, coefficient: i128, scale: u32) {
        self.push(|of| match *of {
            Type::NUMERIC => Ok(Bound::Made(numeric::write(coefficient, scale))),
            _ => Err(Refusal::Kind("a decimal number")),
        });
    }

    fn text(&mut self, value: &'q str) {
        self.push(|of| {
            no_nul(value)?;
            Ok(match is_text(of) {
                true => Bound::Borrowed(value.as_bytes()),
                false => Bound::Written(Cow::Borrowed(value)),
            })
        });
    }

    fn text_owned(&mut self, value: String) {
        self.push(|of| {
            no_nul(&value)?;
            Ok(match is_text(of) {
                true => Bound::Made(value.into_bytes()),
                false => Bound::Written(Cow::Owned(value)),
            })
        });
    }

    fn json(&mut self, value: String) {
        self.push(|of| match *of {
            Type::JSONB if has_nul(&value) => Err(NO_NUL),
            Type::JSONB | Type::JSON => Ok(Bound::Written(value.into())),
            _ => Err(Refusal::Kind("JSON")),
        });
    }

    fn refuse(&mut self, reason: String) {
        self.push(|_| Err(Refusal::Other(reason.into())));
    }

    fn bytes(&mut self, value: &'q [u8]) {
        self.push(|of| match *of {
            Type::BYTEA => Ok(Bound::Borrowed(value)),
            _ => Err(Refusal::Kind("a value of bytes")),
        });
    }

    fn uuid(&mut self, value: [u8; 16]) {
        self.push(|of| match *of {
            Type::UUID => Ok(Bound::short(value)),
            _ => Err(Refusal::Kind("a UUID")),
        });
    }

    fn date(&mut self, days: i32) {
        self.push(|of| match *of {
            Type::DATE => {
                let days = days.checked_sub(EPOCH_DAYS).ok_or(Refusal::Range)?;
                Ok(Bound::short(days.to_be_bytes()))
            }
            _ => Err(Refusal::Kind("a date")),
        });
    }

    fn time(&mut self, micros: i64) {
        self.push(|of| match *of {
            Type::TIME => Ok(Bound::short(micros.to_be_bytes())),
            _ => Err(Refusal::Kind("a time of day")),
        });
    }

    fn timestamp(&mut self, micros: i64) {
        self.push(|of| moment(of, &Type::TIMESTAMP, "a timestamp without time zone", micros));
    }

    fn timestamp_tz(&mut self, micros: i64) {
        self.push(|of| moment(of, &Type::TIMESTAMPTZ, "a timestamp with time zone", micros));
    }

    /// Microseconds, days, months: the longest first.
    fn interval(&mut self, span: Interval) {
        self.push(|of| match *of {
            Type::INTERVAL if cell::is_infinite(span) => Err(Refusal::Range),
            Type::INTERVAL => {
                let mut bytes = [0; 16];
                bytes[..8].copy_from_slice(&span.micros.to_be_bytes());
                bytes[8..12].copy_from_slice(&span.days.to_be_bytes());
                bytes[12..].copy_from_slice(&span.months.to_be_bytes());
                Ok(Bound::short(bytes))
            }
            _ => Err(Refusal::Kind("an interval")),
        });
    }

    fn list(&mut self, values: &'q dyn Values) {
        let mut failure = None;
        self.push(|of| match of.kind() {
            TypeKind::Array(element) => array(values, element).or_else(|error| {
                failure = Some(error);
                Ok(Bound::Null)
            }),
            _ => Err(Refusal::Kind("a list")),
        });
        if let Some(error) = failure {
            self.failure.get_or_insert(error);
        }
    }

    fn array(&mut self, _: &'static Kind, values: &'q dyn Values) {
        self.list(values);
    }
}

/// The number in the width that the server asks for.
fn integer<'q>(of: &Type, value: i64) -> Encoded<'q> {
    match *of {
        Type::INT8 => Ok(Bound::short(value.to_be_bytes())),
        Type::INT4 => narrow(i32::try_from(value).map(i32::to_be_bytes)),
        Type::INT2 => narrow(i16::try_from(value).map(i16::to_be_bytes)),
        Type::OID => narrow(u32::try_from(value).map(u32::to_be_bytes)),
        Type::FLOAT8 | Type::FLOAT4 => real(of, value as f64),
        Type::NUMERIC => Ok(Bound::Written(value.to_string().into())),
        _ => Err(Refusal::Kind("an integer")),
    }
}

fn narrow<'q, const N: usize, E>(bytes: Result<[u8; N], E>) -> Encoded<'q> {
    bytes.map(Bound::short).map_err(|_| Refusal::Range)
}

fn real<'q>(of: &Type, value: f64) -> Encoded<'q> {
    match *of {
        Type::FLOAT8 => Ok(Bound::short(value.to_be_bytes())),
        Type::FLOAT4 => {
            let narrow = value as f32;
            if value.is_finite() && !narrow.is_finite() {
                return Err(Refusal::Range);
            }
            Ok(Bound::short(narrow.to_be_bytes()))
        }
        Type::NUMERIC if value.is_infinite() => {
            Ok(Bound::Written(if value > 0.0 { "Infinity" } else { "-Infinity" }.into()))
        }
        Type::NUMERIC => Ok(Bound::Written(value.to_string().into())),
        _ => Err(Refusal::Kind("a floating point number")),
    }
}

fn moment<'q>(of: &Type, wanted: &Type, kind: &'static str, micros: i64) -> Encoded<'q> {
    if of != wanted {
        return Err(Refusal::Kind(kind));
    }
    let micros = micros.checked_sub(EPOCH_MICROS).ok_or(Refusal::Range)?;
    Ok(Bound::short(micros.to_be_bytes()))
}

/// A transaction would be lost by it, if the server were asked.
fn no_nul(text: &str) -> Result<(), Refusal> {
    if text.as_bytes().contains(&0) {
        return Err(NO_NUL);
    }
    Ok(())
}

/// Whether a text of JSON has the character `\u0000`, and not the six that write it.
fn has_nul(json: &str) -> bool {
    json.match_indices("\\u0000").any(|(at, _)| {
        json.as_bytes()[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 0
    })
}

/// A list as a one-dimensional array.
fn array<'q>(values: &dyn Values, element: &Type) -> Result<Bound<'q>, Error> {
    let mut binder = Binder::new(Asked::All(element), values.len());
    for index in 0..values.len() {
        values.element(index, &mut binder);
    }
    if let Some(error) = binder.failure {
        return Err(error);
    }
    if binder.bound.iter().any(|bound| matches!(bound, Bound::Written(_))) {
        return Ok(Bound::Written(written_array(&binder.bound).into()));
    }
    let too_long = |_| Error::bind("the list is longer than PostgreSQL takes");
    let count = i32::try_from(values.len()).map_err(too_long)?;
    let has_null = binder.bound.iter().any(|bound| matches!(bound, Bound::Null));
    let mut out = Vec::with_capacity(20 + values.len() * 12);
    out.put_i32(i32::from(count > 0));
    out.put_i32(i32::from(has_null));
    out.put_u32(element.oid());
    if count > 0 {
        out.put_i32(count);
        // Arrays count from 1.
        out.put_i32(1);
    }
    for bound in &binder.bound {
        match bound.bytes() {
            None => out.put_i32(-1),
            Some(bytes) => {
                out.put_i32(i32::try_from(bytes.len()).map_err(too_long)?);
                out.put_slice(bytes);
            }
        }
    }
    Ok(Bound::Made(out))
}

/// `{"1.5",NULL}`: a list whose elements are written as constants, as each of its type is.
fn written_array(elements: &[Bound<'_>]) -> String {
    let mut out = String::from("{");
    for (index, element) in elements.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        let Bound::Written(text) = element else {
            out.push_str("NULL");
            continue;
        };
        out.push('"');
        for c in text.chars() {
            if matches!(c, '"' | '\\') {
                out.push('\\');
            }
            out.push(c);
        }
        out.push('"');
    }
    out.push('}');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_written_with_its_quotes() {
        let written = |text: &'static str| Bound::Written(text.into());
        let list = [written("1.5"), Bound::Null, written("a\"b\\c, {}")];
        assert_eq!(written_array(&list), r#"{"1.5",NULL,"a\"b\\c, {}"}"#);
    }
}
