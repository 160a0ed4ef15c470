//! Rust types as SQL types: what a value is called, how it is bound and how it is read.

/// The kinds of whole numbers that an `i64` holds.
macro_rules! whole {
    () => {
        Kind::Int8
            | Kind::Int16
            | Kind::Int32
            | Kind::Int64
            | Kind::UInt8
            | Kind::UInt16
            | Kind::UInt32
    };
}

/// The kinds that PostgreSQL alone has.
macro_rules! rare {
    () => {
        Kind::Array(_)
            | Kind::Interval
            | Kind::Range(_)
            | Kind::Inet
            | Kind::Cidr
            | Kind::MacAddr
            | Kind::Named(_)
            | Kind::Composite(_)
    };
}

#[macro_use]
pub mod logic;
pub mod family;
pub mod null;
pub(crate) mod tuple;

pub mod array;
mod boolean;
mod bytes;
#[cfg(feature = "chrono")]
mod chrono;
pub mod custom;
#[cfg(feature = "rust_decimal")]
mod decimal;
mod float;
mod int;
pub mod interval;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "serde_json")]
mod json;
pub mod named;
pub mod network;
mod plain;
pub mod range;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod temporal;
mod text;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "uuid")]
mod uuid;
pub mod value;

pub use custom::CustomType;
pub use interval::Interval;
#[cfg(feature = "serde_json")]
pub use json::Json;
use named::{CompositeType, NamedType};
pub use network::MacAddr;
#[cfg(feature = "postgres")]
pub(crate) use network::bits;
pub use range::Range;
pub use relata_schema_macros::SqlType;

use std::net::IpAddr;

/// A Rust type that a column can have.
///
/// The numbers, `bool`, `String` and `Vec<u8>` are given; dates, decimals, JSON and UUIDs come with
/// the features `chrono`, `jiff` or `time`, `rust_decimal`, `serde_json` and `uuid`, and a `Vec` of these is an
/// array of PostgreSQL. `#[derive(SqlType)]` makes one of an enum without fields (stored as its
/// label) and of a struct with one field (a newtype: a `UserId` never compares with a `PostId`), and
/// [`CustomType`] one of any other.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a type that a column can have",
    label = "write `#[derive(relata::SqlType)]` on `{Self}`, or use a type that has it",
    note = "a number is an `i64` or `i32`, a text a `String`; for times, JSON and others relata has features"
)]
pub trait SqlType: Sized + Send + 'static {
    /// What the database stores.
    const KIND: Kind;
    /// The labels of an enum; empty for all others.
    const LABELS: &'static [&'static str] = &[];
    /// The value while it still lies in the driver's buffer: `&str` for a `String`.
    type Ref<'r>: Send;
    /// What the database takes it for: the type itself, `String` for an enum, and for a newtype
    /// what that of its field is.
    type Stored: SqlType;
    /// The feature that a dialect needs to hold it; `()` for what all of them hold.
    type Needs;
    /// Reads a value that is not NULL.
    fn decode<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch>;
    /// Reads it without copying what can be borrowed.
    fn decode_ref<'r, C: Cell<'r>>(cell: C) -> Result<Self::Ref<'r>, Mismatch>;
}

/// A value that can be bound to a placeholder.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the value of a column",
    label = "a value that can be bound is needed; `()` is the key of a table without a primary key"
)]
pub trait ToSql {
    /// Hands the value to the driver, which borrows it for as long as the statement runs.
    fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>);
}

/// What a database stores, as data: it decides the name of the type in `CREATE TABLE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// `true` or `false`.
    Bool,
    /// 8 bits.
    Int8,
    /// 16 bits.
    Int16,
    /// 32 bits.
    Int32,
    /// 64 bits.
    Int64,
    /// 8 bits without a sign.
    UInt8,
    /// 16 bits without a sign.
    UInt16,
    /// 32 bits without a sign.
    UInt32,
    /// 64 bits without a sign.
    UInt64,
    /// 32 bits of floating point.
    Float32,
    /// 64 bits of floating point.
    Float64,
    /// An exact decimal number.
    Decimal,
    /// Text in UTF-8.
    Text,
    /// Bytes.
    Bytes,
    /// A day.
    Date,
    /// A time of day, in microseconds.
    Time,
    /// Date and time without a zone, in microseconds.
    Timestamp,
    /// A moment, in microseconds, kept in UTC.
    TimestampTz,
    /// Months, days and microseconds.
    Interval,
    /// 128 bits.
    Uuid,
    /// JSON.
    Json,
    /// The address of a host.
    Inet,
    /// The address of a network.
    Cidr,
    /// The address of a network card.
    MacAddr,
    /// A range of these.
    Range(&'static Kind),
    /// Another one under a name of its own.
    Named(&'static NamedType),
    /// Several fields.
    Composite(&'static CompositeType),
    /// An array of these.
    Array(&'static Kind),
    /// A label of an enum that is a type of the database.
    Enum(&'static EnumType),
}

/// An enum as a type of the database: `#[sql(native = "mood")]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EnumType {
    /// Its name.
    pub name: &'static str,
    /// Its labels.
    pub labels: &'static [&'static str],
    /// Its name in quotes, as PostgreSQL has it.
    pub quoted: &'static str,
    /// The same of arrays of it.
    pub array: &'static str,
    /// `ENUM('good', 'bad')`, as MySQL has it.
    pub listed: &'static str,
}

impl Kind {
    /// What it is without a name of its own.
    pub const fn base(self) -> Self {
        match self {
            Self::Named(of) => of.base.base(),
            other => other,
        }
    }

    /// Whether it is a whole number.
    pub const fn is_integer(self) -> bool {
        matches!(self, whole!() | Kind::UInt64)
    }
}

/// Where a driver takes the values of a statement, one for each placeholder, in order.
///
/// It is the whole data model of a bind: a value says what it is, and the driver stores it as the
/// database wants it.
pub trait Sink<'a> {
    /// NULL.
    fn null(&mut self, kind: Kind);
    /// A truth value.
    fn boolean(&mut self, value: bool);
    /// An integer of at most 64 bits.
    fn integer(&mut self, value: i64);
    /// An integer of 64 bits without a sign.
    fn unsigned(&mut self, value: u64) {
        match i64::try_from(value) {
            Ok(value) => self.integer(value),
            Err(_) => self.refuse(format!("{value} does not fit an integer of 64 bits")),
        }
    }
    /// A floating point number.
    fn real(&mut self, value: f64);
    /// `coefficient / 10^scale`, exactly.
    fn decimal(&mut self, coefficient: i128, scale: u32);
    /// Text that outlives the statement.
    fn text(&mut self, value: &'a str);
    /// Text made for this statement.
    fn text_owned(&mut self, value: String);
    /// JSON, as its text.
    fn json(&mut self, value: String);
    /// A value that cannot be bound, and why.
    fn refuse(&mut self, reason: String);
    /// Bytes that outlive the statement.
    fn bytes(&mut self, value: &'a [u8]);
    /// 128 bits that are a UUID.
    fn uuid(&mut self, value: [u8; 16]);
    /// Days since 1970-01-01.
    fn date(&mut self, days: i32);
    /// Microseconds since midnight.
    fn time(&mut self, micros: i64);
    /// Microseconds since 1970-01-01 00:00, without a zone.
    fn timestamp(&mut self, micros: i64);
    /// Microseconds since 1970-01-01 00:00 UTC.
    fn timestamp_tz(&mut self, micros: i64);
    /// A span of time.
    fn interval(&mut self, span: Interval) {
        let _ = span;
        self.refuse("this database has no intervals".to_owned());
    }
    /// An address, and how many of its bits are the network's.
    fn network(&mut self, address: IpAddr, prefix: u8) {
        let _ = (address, prefix);
        self.refuse("this database has no addresses".to_owned());
    }
    /// The address of a network card.
    fn mac_address(&mut self, address: [u8; 6]) {
        let _ = address;
        self.refuse("this database has no addresses".to_owned());
    }
    /// A range of this kind: its shape and its bounds.
    fn range(&mut self, of: &'static Kind, shape: Range<()>, ends: &'a dyn Values) {
        let _ = (of, shape, ends);
        self.refuse("this database has no ranges".to_owned());
    }
    /// A value of a composite type: its fields.
    fn composite(&mut self, of: &'static CompositeType, fields: &'a dyn Values) {
        let _ = (of, fields);
        self.refuse("this database has no composite types".to_owned());
    }
    /// All values of a list as one bind.
    fn list(&mut self, values: &'a dyn Values);
    /// What follows are the values of rows, one row after the other.
    fn begin_rows(&mut self) {}
    /// These were all rows.
    fn end_rows(&mut self) {}
    /// An array of this kind, as the value of a column.
    fn array(&mut self, of: &'static Kind, values: &'a dyn Values) {
        let _ = (of, values);
        self.refuse("this database has no arrays".to_owned());
    }
}

/// A list that is bound as one value: an array, or a text that the database takes apart.
pub trait Values {
    /// What its elements are.
    fn kind(&self) -> Kind;
    /// How many there are.
    fn len(&self) -> usize;
    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Hands over the element at `index`, which must be below `len`.
    fn element<'a>(&'a self, index: usize, sink: &mut dyn Sink<'a>);
}

/// One field of a row, still in the driver's buffer.
pub trait Cell<'r>: Copy {
    /// Is it NULL?
    fn is_null(self) -> bool;
    /// A truth value.
    fn boolean(self) -> Result<bool, Mismatch>;
    /// An integer.
    fn integer(self) -> Result<i64, Mismatch>;
    /// An integer without a sign.
    fn unsigned(self) -> Result<u64, Mismatch> {
        let value = self.integer()?;
        u64::try_from(value)
            .map_err(|_| Mismatch::range("an integer of 64 bits without a sign", value))
    }
    /// A floating point number.
    fn real(self) -> Result<f64, Mismatch>;
    /// An exact decimal number, as a coefficient and how many of its digits are a fraction.
    fn decimal(self) -> Result<(i128, u32), Mismatch>;
    /// Text.
    fn text(self) -> Result<&'r str, Mismatch>;
    /// Text that is kept. A driver that owns it gives it away, and the field is not read again.
    #[inline]
    fn text_owned(self) -> Result<String, Mismatch> {
        self.text().map(str::to_owned)
    }
    /// The text of JSON.
    fn json(self) -> Result<&'r str, Mismatch> {
        self.text()
    }
    /// Bytes.
    fn bytes(self) -> Result<&'r [u8], Mismatch>;
    /// Bytes that are kept, as [`text_owned`](Self::text_owned).
    #[inline]
    fn bytes_owned(self) -> Result<Vec<u8>, Mismatch> {
        self.bytes().map(<[u8]>::to_vec)
    }
    /// A UUID.
    fn uuid(self) -> Result<[u8; 16], Mismatch>;
    /// Days since 1970-01-01.
    fn date(self) -> Result<i32, Mismatch>;
    /// Microseconds since midnight.
    fn time(self) -> Result<i64, Mismatch>;
    /// Microseconds since 1970-01-01 00:00, without a zone.
    fn timestamp(self) -> Result<i64, Mismatch>;
    /// Microseconds since 1970-01-01 00:00 UTC.
    fn timestamp_tz(self) -> Result<i64, Mismatch>;
    /// A span of time.
    fn interval(self) -> Result<Interval, Mismatch> {
        Err(Mismatch::other("this database has no intervals"))
    }
    /// An address, and how many of its bits are the network's.
    fn network(self) -> Result<(IpAddr, u8), Mismatch> {
        Err(Mismatch::other("this database has no addresses"))
    }
    /// The address of a network card.
    fn mac_address(self) -> Result<[u8; 6], Mismatch> {
        Err(Mismatch::other("this database has no addresses"))
    }
    /// A range, whose bounds are read by `read`.
    fn range<T>(self, read: impl Fn(Self) -> Result<T, Mismatch>) -> Result<Range<T>, Mismatch> {
        let _ = read;
        Err(Mismatch::other("this database has no ranges"))
    }
    /// The fields of a composite value of this type, in place of what is given.
    fn fields(self, of: &'static CompositeType, fields: &mut [Self]) -> Result<(), Mismatch> {
        let _ = (of, fields);
        Err(Mismatch::other("this database has no composite types"))
    }
    /// The elements of an array, each read by `read`.
    fn array<T>(self, read: impl Fn(Self) -> Result<T, Mismatch>) -> Result<Vec<T>, Mismatch> {
        let _ = read;
        Err(Mismatch::other("this database has no arrays"))
    }
    /// The rows of a subquery that has made one value of them.
    fn rows<T: ReadRow>(self) -> Result<Vec<T::Row>, Mismatch> {
        Err(Mismatch::other("this value is no list of rows"))
    }
}

/// How one of the rows is read that are one value.
pub trait ReadRow {
    /// It.
    type Row;
    /// How many fields it has.
    const WIDTH: usize;
    /// Reads it.
    fn read<'r, R: Row<'r>>(row: R) -> Result<Self::Row, Mismatch>;
}

/// A row in the driver's buffer.
pub trait Row<'r>: Copy {
    /// Its fields.
    type Cell: Cell<'r>;
    /// The field at a position, counted from 0.
    fn cell(self, index: usize) -> Self::Cell;
    /// The fields at these positions can be read more than once, where one would be taken out of the row.
    #[inline]
    fn keep(self, positions: impl Iterator<Item = usize>) {
        let _ = positions;
    }
}

/// A stored value that is not what its column promises.
///
/// It is boxed so that the success path, taken for every field of every row, stays small.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.0)]
pub struct Mismatch(Box<Reason>);

#[derive(Debug, thiserror::Error)]
enum Reason {
    #[error("expected {expected}, found {found}")]
    Type { expected: &'static str, found: &'static str },
    #[error("{value} does not fit {expected}")]
    Range { expected: &'static str, value: String },
    #[error("the text is not valid UTF-8")]
    Utf8,
    #[error("`{found}` is not a label of {expected}, which has {labels:?}")]
    Label { expected: &'static str, found: String, labels: &'static [&'static str] },
    #[error("{0}")]
    Other(String),
}

impl Mismatch {
    /// Another storage type.
    #[cold]
    pub fn kind(expected: &'static str, found: &'static str) -> Self {
        Self(Box::new(Reason::Type { expected, found }))
    }

    /// A value outside the type's range.
    #[cold]
    pub fn range(expected: &'static str, value: impl ToString) -> Self {
        Self(Box::new(Reason::Range { expected, value: value.to_string() }))
    }

    /// Text that is not UTF-8.
    #[cold]
    pub fn utf8() -> Self {
        Self(Box::new(Reason::Utf8))
    }

    /// A text that is none of an enum's labels.
    #[cold]
    pub fn label(expected: &'static str, found: &str, labels: &'static [&'static str]) -> Self {
        Self(Box::new(Reason::Label { expected, found: found.to_owned(), labels }))
    }

    /// Any other reason, in a sentence.
    #[cold]
    pub fn other(reason: impl Into<String>) -> Self {
        Self(Box::new(Reason::Other(reason.into())))
    }
}

/// A reference binds as what it refers to.
impl<T: ToSql + ?Sized> ToSql for &T {
    fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        (**self).to_sql(sink);
    }
}

/// A list of one Rust type.
#[derive(Clone, Debug)]
pub struct Many<V>(pub Vec<V>, pub Kind);

impl<V: ToSql> Values for Many<V> {
    fn kind(&self) -> Kind {
        self.1
    }

    fn len(&self) -> usize {
        self.0.len()
    }

    fn element<'a>(&'a self, index: usize, sink: &mut dyn Sink<'a>) {
        self.0[index].to_sql(sink);
    }
}
