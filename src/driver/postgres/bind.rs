//! How values are bound: in the binary form of the type that the server has found for each placeholder.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::net::IpAddr;

use bytes::{BufMut, BytesMut};
use tokio_postgres::types::{Format, IsNull, Kind as TypeKind, ToSql, Type};

use super::array::Array;
use super::cell::{self, EPOCH_DAYS, EPOCH_MICROS, base, is_text};
use super::{composite, network, numeric, range};
use crate::dialect::Postgres;
use crate::driver::Call;
use crate::error::Error;
use crate::render::Way;
use crate::types::named::CompositeType;
use crate::types::{Interval, Kind, Range, Sink, Values};

/// The values of a statement, in the order of its placeholders, whose types are `asked`.
pub(super) fn values<'q>(
    call: &Call<'q, Postgres>,
    asked: &[Type],
) -> Result<Vec<Bound<'q>>, Error> {
    let mut binder = Binder::new(asked);
    if let Way::Lists(columns) = call.rows().way {
        binder.columns = columns;
    }
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

/// The values of rows, by columns of these types.
pub(super) fn columns<'t>(
    call: &Call<'_, Postgres>,
    types: &'t [Type],
) -> Result<Vec<Array<'t>>, Error> {
    let mut binder = Binder { in_columns: true, columns: types.len(), ..Binder::new(types) };
    call.bind(&mut binder);
    binder.failure.map_or(Ok(binder.lists), Err)
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
    pub fn bytes(&self) -> Option<&[u8]> {
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

struct Binder<'t, 'q> {
    /// The types that the server has found for the placeholders.
    asked: &'t [Type],
    bound: Vec<Bound<'q>>,
    /// The lists to which values go in turn, while there are some.
    lists: Vec<Array<'t>>,
    next: usize,
    /// How many lists rows are.
    columns: usize,
    /// The types are those of columns, whose values are not sent as text, and not of lists.
    in_columns: bool,
    failure: Option<Error>,
}

/// Why a value cannot be bound.
pub(super) enum Refusal {
    /// It is of this kind, and the server asks for another.
    Kind(&'static str),
    Range,
    Other(Cow<'static, str>),
}

/// Why a text is refused that has one.
pub(super) const NUL: &str = "PostgreSQL's text has no character U+0000";

const NO_NUL: Refusal = Refusal::Other(Cow::Borrowed(NUL));

const NOT_BINARY: Refusal = Refusal::Other(Cow::Borrowed(
    "COPY takes the binary form of its type, and only its text is known",
));

type Encoded<'q> = Result<Bound<'q>, Refusal>;

impl<'t, 'q> Binder<'t, 'q> {
    fn new(asked: &'t [Type]) -> Self {
        let bound = Vec::with_capacity(asked.len());
        Self {
            asked,
            bound,
            lists: Vec::new(),
            next: 0,
            columns: 0,
            in_columns: false,
            failure: None,
        }
    }

    #[inline]
    fn push(&mut self, encode: impl FnOnce(&Type) -> Encoded<'q>) {
        let Self { asked, bound, lists, next, in_columns, failure, .. } = self;
        let (of, row) = match lists.get(*next) {
            None => (asked.get(bound.len()).unwrap_or(&Type::UNKNOWN), None),
            Some(list) => (list.element, Some(list.count + 1)),
        };
        let value = match encode(base(of)) {
            Ok(Bound::Written(_)) if *in_columns => Err(NOT_BINARY),
            encoded => encoded,
        };
        let value = value.unwrap_or_else(|refusal| {
            failure.get_or_insert_with(|| refusal.error(of, bound.len() + *next + 1, row));
            Bound::Null
        });
        match lists.get_mut(*next) {
            None => bound.push(value),
            Some(list) => {
                list.push(&value);
                self.turn();
            }
        }
    }

    /// The next value goes to the next list.
    #[inline]
    fn turn(&mut self) {
        self.next = if self.next + 1 < self.lists.len() { self.next + 1 } else { 0 };
    }

    /// Adds a text to a list of texts, which is what most values of many rows are. `false` where it goes
    /// another way.
    #[inline]
    fn push_text(&mut self, value: &str) -> bool {
        match self.lists.get_mut(self.next) {
            Some(list) if list.takes_text && no_nul(value).is_ok() => {
                list.push_bytes(value.as_bytes());
                self.turn();
                true
            }
            _ => false,
        }
    }

    /// The types of the next placeholders, which are arrays of these.
    fn begin(&mut self, lists: impl Iterator<Item = &'t Type>) {
        self.lists = lists.map(Array::new).collect();
        self.next = 0;
    }

    /// The type of the next value.
    fn of(&self) -> Option<&'t Type> {
        match self.lists.get(self.next) {
            None => self.asked.get(self.bound.len()),
            Some(list) => Some(list.element),
        }
    }

    /// Values that are parts of one, of these types in turn. It may be a value of a row itself, whose
    /// columns are lists.
    fn apart(
        &mut self,
        types: impl Iterator<Item = &'t Type>,
        values: &'q dyn Values,
    ) -> Vec<Array<'t>> {
        let (lists, next) = (std::mem::take(&mut self.lists), self.next);
        self.begin(types);
        for index in 0..values.len() {
            values.element(index, self);
        }
        self.next = next;
        std::mem::replace(&mut self.lists, lists)
    }

    fn end(&mut self) {
        for list in std::mem::take(&mut self.lists) {
            let list = self.ended(list);
            self.bound.push(list);
        }
    }

    fn ended(&mut self, list: Array<'t>) -> Bound<'q> {
        list.end().unwrap_or_else(|error| {
            self.failure.get_or_insert(error);
            Bound::Null
        })
    }
}

/// The type of an array's elements.
fn element(of: &Type) -> &Type {
    match base(of).kind() {
        TypeKind::Array(element) => element,
        _ => &Type::UNKNOWN,
    }
}

impl Refusal {
    #[cold]
    fn error(self, of: &Type, place: usize, element: Option<usize>) -> Error {
        let place = match element {
            None => format!("`${place}`"),
            Some(element) => format!("element {element} of `${place}`"),
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
        if self.push_text(value) {
            return;
        }
        self.push(|of| {
            no_nul(value)?;
            Ok(match is_text(of) {
                true => Bound::Borrowed(value.as_bytes()),
                false => Bound::Written(Cow::Borrowed(value)),
            })
        });
    }

    fn text_owned(&mut self, value: String) {
        if self.push_text(&value) {
            return;
        }
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
            // The first byte is the form's version.
            Type::JSONB => Ok(Bound::Made([b"\x01", value.as_bytes()].concat())),
            Type::JSON => Ok(Bound::Made(value.into_bytes())),
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

    fn network(&mut self, address: IpAddr, prefix: u8) {
        self.push(|of| network::write(of, address, prefix));
    }

    fn mac_address(&mut self, address: [u8; 6]) {
        self.push(|of| match *of {
            Type::MACADDR => Ok(Bound::short(address)),
            _ => Err(Refusal::Kind("an address of a network card")),
        });
    }

    fn range(&mut self, _: &'static Kind, shape: Range<()>, ends: &'q dyn Values) {
        let Some(TypeKind::Range(end)) = self.of().map(|of| base(of).kind()) else {
            return self.push(|_| Err(Refusal::Kind("a range")));
        };
        for ends in self.apart(std::iter::once(end), ends) {
            self.push(|_| range::write(shape, &ends));
        }
    }

    fn composite(&mut self, of: &'static CompositeType, fields: &'q dyn Values) {
        let Some(TypeKind::Composite(types)) = self.of().map(|of| base(of).kind()) else {
            return self.push(|_| Err(Refusal::Kind("a composite value")));
        };
        if let Err(reason) = composite::same_fields(types, of) {
            return self.push(|_| Err(Refusal::Other(reason.into())));
        }
        let fields = self.apart(types.iter().map(|field| field.type_()), fields);
        self.push(|_| composite::write(&fields));
    }

    fn list(&mut self, values: &'q dyn Values) {
        let Some(TypeKind::Array(element)) = self.of().map(|of| base(of).kind()) else {
            return self.push(|_| Err(Refusal::Kind("a list")));
        };
        for list in self.apart(std::iter::once(element), values) {
            let list = self.ended(list);
            self.push(|_| Ok(list));
        }
    }

    fn begin_rows(&mut self) {
        let start = self.bound.len();
        let asked = self.asked.get(start..start + self.columns).unwrap_or_default();
        match self.in_columns {
            true => self.begin(asked.iter()),
            false => self.begin(asked.iter().map(element)),
        }
    }

    fn end_rows(&mut self) {
        if !self.in_columns {
            self.end();
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
        Type::NUMERIC => Ok(Bound::Made(numeric::write(value.into(), 0))),
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
