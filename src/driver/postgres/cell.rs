//! How a field is read: from its binary form in the row's buffer, by the type that the server names.

use std::error::Error;
use std::net::IpAddr;

use tokio_postgres::types::{FromSql, Kind, Type};

use super::{composite, elements, network, numeric, range, record};
use crate::types::named::CompositeType;
use crate::types::{Cell, Interval, Mismatch, Range, ReadRow, Row};

/// A row of tokio-postgres.
#[derive(Clone, Copy)]
pub struct PostgresRow<'r>(pub(super) &'r tokio_postgres::Row);

/// A field of it.
#[derive(Clone, Copy)]
pub struct Field<'r> {
    pub(super) of: &'r Type,
    /// `None` is NULL.
    pub(super) bytes: Option<&'r [u8]>,
}

/// The bytes of a field, of whatever type.
struct Raw<'r>(Option<&'r [u8]>);

impl<'r> FromSql<'r> for Raw<'r> {
    fn from_sql(_: &Type, raw: &'r [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self(Some(raw)))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self(None))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

impl<'r> Row<'r> for PostgresRow<'r> {
    type Cell = Field<'r>;

    #[inline]
    fn cell(self, index: usize) -> Field<'r> {
        // How many columns there are was compared before the first row. One that is not there is
        // NULL, like what it might have held.
        match (self.0.columns().get(index), self.0.try_get::<_, Raw<'r>>(index)) {
            (Some(column), Ok(Raw(bytes))) => Field { of: column.type_(), bytes },
            _ => Field { of: &Type::UNKNOWN, bytes: None },
        }
    }
}

/// PostgreSQL counts from 2000-01-01, and relata from 1970-01-01.
pub(super) const EPOCH_DAYS: i32 = 10_957;
/// The same in microseconds.
pub(super) const EPOCH_MICROS: i64 = EPOCH_DAYS as i64 * 86_400_000_000;

impl<'r> Field<'r> {
    /// The bytes of a value that has a fixed size.
    fn fixed<const N: usize>(self, expected: &'static str) -> Result<[u8; N], Mismatch> {
        let bytes = self.bytes.and_then(|bytes| <[u8; N]>::try_from(bytes).ok());
        bytes.ok_or_else(|| self.mismatch(expected))
    }

    /// The bytes of a value of a type that is not expected here.
    #[cold]
    fn mismatch(self, expected: &'static str) -> Mismatch {
        match self.bytes {
            None => Mismatch::kind(expected, "NULL"),
            Some(_) => {
                let found = match *self.of {
                    Type::ANY => {
                        "a type of this database, as a domain, which rows that are one value do not tell"
                    }
                    _ => self.of.name(),
                };
                Mismatch::other(format!("expected {expected}, found {found}"))
            }
        }
    }

    fn is(self, of: &Type) -> bool {
        self.bytes.is_some() && self.of == of
    }
}

impl<'r> Cell<'r> for Field<'r> {
    #[inline]
    fn is_null(self) -> bool {
        self.bytes.is_none()
    }

    #[inline]
    fn boolean(self) -> Result<bool, Mismatch> {
        match (self.of, self.bytes) {
            (&Type::BOOL, Some([byte])) => Ok(*byte != 0),
            _ => Err(self.mismatch("a boolean")),
        }
    }

    #[inline]
    fn integer(self) -> Result<i64, Mismatch> {
        const EXPECTED: &str = "an integer";
        match *self.of {
            Type::INT8 => self.fixed(EXPECTED).map(i64::from_be_bytes),
            Type::INT4 => self.fixed(EXPECTED).map(|bytes| i32::from_be_bytes(bytes).into()),
            Type::INT2 => self.fixed(EXPECTED).map(|bytes| i16::from_be_bytes(bytes).into()),
            Type::OID => self.fixed(EXPECTED).map(|bytes| u32::from_be_bytes(bytes).into()),
            _ => Err(self.mismatch(EXPECTED)),
        }
    }

    #[inline]
    fn real(self) -> Result<f64, Mismatch> {
        const EXPECTED: &str = "a floating point number";
        match (self.of, self.bytes) {
            (&Type::FLOAT8, Some(_)) => self.fixed(EXPECTED).map(f64::from_be_bytes),
            (&Type::FLOAT4, Some(_)) => {
                self.fixed(EXPECTED).map(|bytes| f32::from_be_bytes(bytes).into())
            }
            // What AVG gives for integers.
            (&Type::NUMERIC, Some(bytes)) => {
                numeric::read(bytes).ok_or_else(|| self.mismatch(EXPECTED))
            }
            _ => Err(self.mismatch(EXPECTED)),
        }
    }

    fn decimal(self) -> Result<(i128, u32), Mismatch> {
        const EXPECTED: &str = "a decimal number";
        match self.bytes.filter(|_| self.is(&Type::NUMERIC)) {
            Some(bytes) => numeric::read_exact(bytes).ok_or_else(|| match numeric::read(bytes) {
                Some(value) => Mismatch::range(EXPECTED, format!("{value:e}")),
                None => self.mismatch(EXPECTED),
            }),
            None => Err(self.mismatch(EXPECTED)),
        }
    }

    #[inline]
    fn text(self) -> Result<&'r str, Mismatch> {
        let Some(bytes) = self.bytes.filter(|_| is_text(self.of)) else {
            return Err(self.mismatch("text"));
        };
        std::str::from_utf8(bytes).map_err(|_| Mismatch::utf8())
    }

    fn json(self) -> Result<&'r str, Mismatch> {
        const EXPECTED: &str = "JSON";
        match (self.of, self.bytes) {
            // The first byte is the form's version.
            (&Type::JSONB, Some([1, text @ ..])) | (&Type::JSON, Some(text)) => {
                std::str::from_utf8(text).map_err(|_| Mismatch::utf8())
            }
            _ => Err(self.mismatch(EXPECTED)),
        }
    }

    #[inline]
    fn bytes(self) -> Result<&'r [u8], Mismatch> {
        self.bytes.filter(|_| self.is(&Type::BYTEA)).ok_or_else(|| self.mismatch("bytes"))
    }

    fn uuid(self) -> Result<[u8; 16], Mismatch> {
        if self.is(&Type::UUID) { self.fixed("a UUID") } else { Err(self.mismatch("a UUID")) }
    }

    fn date(self) -> Result<i32, Mismatch> {
        const EXPECTED: &str = "a date";
        if !self.is(&Type::DATE) {
            return Err(self.mismatch(EXPECTED));
        }
        let days = i32::from_be_bytes(self.fixed(EXPECTED)?);
        finite(days, i32::MIN, i32::MAX)?;
        days.checked_add(EPOCH_DAYS).ok_or_else(|| Mismatch::range(EXPECTED, days))
    }

    fn time(self) -> Result<i64, Mismatch> {
        const EXPECTED: &str = "a time of day";
        if !self.is(&Type::TIME) {
            return Err(self.mismatch(EXPECTED));
        }
        self.fixed(EXPECTED).map(i64::from_be_bytes)
    }

    fn timestamp(self) -> Result<i64, Mismatch> {
        moment(self, &Type::TIMESTAMP, "a timestamp without time zone")
    }

    fn timestamp_tz(self) -> Result<i64, Mismatch> {
        moment(self, &Type::TIMESTAMPTZ, "a timestamp with time zone")
    }

    fn interval(self) -> Result<Interval, Mismatch> {
        const EXPECTED: &str = "an interval";
        let span = self.bytes.filter(|_| self.is(&Type::INTERVAL)).and_then(|bytes| {
            let (micros, rest) = bytes.split_first_chunk()?;
            let (days, months) = rest.split_first_chunk()?;
            Some(Interval {
                months: i32::from_be_bytes(months.try_into().ok()?),
                days: i32::from_be_bytes(*days),
                micros: i64::from_be_bytes(*micros),
            })
        });
        let Some(span) = span else { return Err(self.mismatch(EXPECTED)) };
        if is_infinite(span) {
            return Err(Mismatch::other("an infinite interval is no interval"));
        }
        Ok(span)
    }

    fn network(self) -> Result<(IpAddr, u8), Mismatch> {
        let bytes = self.bytes.filter(|_| self.is(&Type::INET) || self.is(&Type::CIDR));
        bytes.and_then(network::read).ok_or_else(|| self.mismatch("an address of a network"))
    }

    fn mac_address(self) -> Result<[u8; 6], Mismatch> {
        const EXPECTED: &str = "an address of a network card";
        if self.is(&Type::MACADDR) { self.fixed(EXPECTED) } else { Err(self.mismatch(EXPECTED)) }
    }

    fn range<T>(self, read: impl Fn(Self) -> Result<T, Mismatch>) -> Result<Range<T>, Mismatch> {
        let (Kind::Range(of), Some([flags, ends @ ..])) = (base(self.of).kind(), self.bytes) else {
            return Err(self.mismatch("a range"));
        };
        let mut ends = elements::parts(2, ends);
        range::shape(*flags).fill(|| {
            let bytes = ends.next().transpose()?.flatten();
            read(Field { of: base(of), bytes })
        })
    }

    fn fields(self, of: &'static CompositeType, fields: &mut [Self]) -> Result<(), Mismatch> {
        if let Some(bytes) = self.bytes.filter(|_| self.is(&Type::RECORD)) {
            // The statement has named the fields one by one.
            return record::read(bytes, fields.len(), |at, field| fields[at] = field);
        }
        let (Kind::Composite(types), Some(bytes)) = (base(self.of).kind(), self.bytes) else {
            return Err(self.mismatch("a composite value"));
        };
        composite::same_fields(types, of).map_err(Mismatch::other)?;
        composite::read(types, bytes, |at, bytes| {
            fields[at] = Field { of: base(types[at].type_()), bytes };
        })
    }

    fn array<T>(self, read: impl Fn(Self) -> Result<T, Mismatch>) -> Result<Vec<T>, Mismatch> {
        let of = match base(self.of).kind() {
            Kind::Array(of) => base(of),
            _ if *self.of == Type::RECORD_ARRAY => &Type::RECORD,
            _ => return Err(self.mismatch("an array")),
        };
        let bytes = self.bytes.ok_or_else(|| self.mismatch("an array"))?;
        elements::elements(bytes)?.map(|element| read(Field { of, bytes: element? })).collect()
    }

    fn rows<T: ReadRow>(self) -> Result<Vec<T::Row>, Mismatch> {
        const EXPECTED: &str = "rows";
        let Some(bytes) = self.bytes.filter(|_| self.is(&Type::RECORD_ARRAY)) else {
            return Err(self.mismatch(EXPECTED));
        };
        let mut fields = vec![Field { of: &Type::UNKNOWN, bytes: None }; T::WIDTH];
        let row = |bytes: Result<Option<_>, _>| {
            let bytes = bytes?.ok_or_else(|| Mismatch::kind(EXPECTED, "NULL"))?;
            record::read(bytes, T::WIDTH, |at, field| fields[at] = field)?;
            T::read(record::RecordRow(&fields))
        };
        elements::elements(bytes)?.map(row).collect()
    }
}

/// How PostgreSQL 17 sends `infinity` and `-infinity`.
pub(super) fn is_infinite(span: Interval) -> bool {
    let of = |months, days, micros| Interval { months, days, micros };
    span == of(i32::MAX, i32::MAX, i64::MAX) || span == of(i32::MIN, i32::MIN, i64::MIN)
}

/// The type that a domain restricts.
pub(super) fn base(of: &Type) -> &Type {
    match of.kind() {
        Kind::Domain(of) => base(of),
        _ => of,
    }
}

fn moment(field: Field<'_>, of: &Type, expected: &'static str) -> Result<i64, Mismatch> {
    if !field.is(of) {
        return Err(field.mismatch(expected));
    }
    let micros = i64::from_be_bytes(field.fixed(expected)?);
    finite(micros, i64::MIN, i64::MAX)?;
    micros.checked_add(EPOCH_MICROS).ok_or_else(|| Mismatch::range(expected, micros))
}

/// `infinity` and `-infinity` are the ends of the range.
fn finite<T: PartialEq>(value: T, least: T, most: T) -> Result<(), Mismatch> {
    if value == least || value == most {
        return Err(Mismatch::other("an infinite date is no date"));
    }
    Ok(())
}

/// Whether the binary form of a type is its text.
pub(super) fn is_text(of: &Type) -> bool {
    match *of {
        Type::TEXT
        | Type::VARCHAR
        | Type::BPCHAR
        | Type::NAME
        | Type::UNKNOWN
        | Type::JSON
        | Type::XML => true,
        _ => match of.kind() {
            Kind::Enum(_) => true,
            Kind::Domain(of) => is_text(of),
            _ => of.name() == "citext",
        },
    }
}
