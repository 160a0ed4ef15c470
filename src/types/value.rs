//! A value without its Rust type: what a session keeps of a row that it is about to write.

mod key;
mod spelled;

use std::hash::{Hash, Hasher};
use std::net::IpAddr;

use super::named::CompositeType;
use super::{Cell, Interval, Kind, Many, Mismatch, Range, Row, Sink, ToSql, Values};
pub use key::Key;

/// A value of a column, as a [`Sink`] takes it and a [`Cell`] gives it. What is rare lies in a box, so that the others
/// are small.
#[derive(Clone, Debug)]
pub enum Value {
    /// NULL, of a column of this kind.
    Null(Kind),
    /// A truth value.
    Bool(bool),
    /// An integer.
    Integer(i64),
    /// An integer that needs all of 64 bits, and has no sign.
    Unsigned(u64),
    /// A floating point number.
    Real(f64),
    /// `coefficient / 10^scale`.
    Decimal(Box<(i128, u32)>),
    /// Text.
    Text(Box<str>),
    /// JSON, as its text.
    Json(Box<str>),
    /// A value that cannot be bound, and why.
    Refused(Box<str>),
    /// Bytes.
    Bytes(Box<[u8]>),
    /// A UUID.
    Uuid([u8; 16]),
    /// Days since 1970-01-01.
    Date(i32),
    /// Microseconds since midnight.
    Time(i64),
    /// Microseconds since 1970-01-01 00:00, without a zone.
    Timestamp(i64),
    /// Microseconds since 1970-01-01 00:00 UTC.
    TimestampTz(i64),
    /// A span of time.
    Interval(Interval),
    /// An address, and how many of its bits are the network's.
    Network(IpAddr, u8),
    /// The address of a network card.
    MacAddr([u8; 6]),
    /// A range of this kind: its shape and its bounds.
    Range(&'static Kind, Range<()>, Box<Many<Value>>),
    /// A value of this composite type: its fields.
    Composite(&'static CompositeType, Box<Many<Value>>),
    /// An array of this kind.
    Array(&'static Kind, Box<Many<Value>>),
}

/// Takes one value. Where it is only looked at, texts and bytes stay where they lie.
struct Keep<'a> {
    value: Value,
    seen: Option<&'a [u8]>,
    copies: bool,
}

impl Value {
    /// The value that would be bound.
    pub fn of(value: &(impl ToSql + ?Sized)) -> Self {
        Self::taken(|sink| value.to_sql(sink))
    }

    /// The value that is handed to a sink.
    #[inline]
    pub fn taken<'a>(give: impl FnOnce(&mut dyn Sink<'a>)) -> Self {
        Keep::of(true, give).value
    }

    /// Whether two values that are handed to a sink are the same.
    pub fn are_same<'a>(
        one: impl FnOnce(&mut dyn Sink<'a>),
        other: impl FnOnce(&mut dyn Sink<'a>),
    ) -> bool {
        let (one, other) = (Keep::of(false, one), Keep::of(false, other));
        one.value == other.value && one.seen == other.seen
    }

    /// Whether it is NULL.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null(_))
    }

    /// Reads a field of a kind.
    pub fn read<'r, C: Cell<'r>>(kind: Kind, cell: C) -> Result<Self, Mismatch> {
        if cell.is_null() {
            return Ok(Self::Null(kind));
        }
        Ok(match kind {
            Kind::Bool => Self::Bool(cell.boolean()?),
            Kind::UInt64 => Self::of(&cell.unsigned()?),
            whole!() => Self::Integer(cell.integer()?),
            Kind::Float32 | Kind::Float64 => Self::Real(cell.real()?),
            Kind::Decimal => Self::Decimal(Box::new(cell.decimal()?)),
            Kind::Text | Kind::Enum(_) => Self::Text(cell.text()?.into()),
            Kind::Json => Self::Json(cell.json()?.into()),
            Kind::Bytes => Self::Bytes(cell.bytes()?.into()),
            Kind::Uuid => Self::Uuid(cell.uuid()?),
            Kind::Date => Self::Date(cell.date()?),
            Kind::Time => Self::Time(cell.time()?),
            Kind::Timestamp => Self::Timestamp(cell.timestamp()?),
            Kind::TimestampTz => Self::TimestampTz(cell.timestamp_tz()?),
            Kind::Interval => Self::Interval(cell.interval()?),
            Kind::Inet | Kind::Cidr => {
                let (address, prefix) = cell.network()?;
                Self::Network(address, prefix)
            }
            Kind::MacAddr => Self::MacAddr(cell.mac_address()?),
            Kind::Range(of) => {
                let range = cell.range(|end| Self::read(*of, end))?;
                let shape = range.shape();
                Self::Range(of, shape, Box::new(Many(range.into_ends().collect(), *of)))
            }
            Kind::Named(of) => Self::read(of.base, cell)?,
            Kind::Composite(of) => {
                let mut cells = vec![cell; of.fields.len()];
                cell.fields(of, &mut cells)?;
                let fields =
                    of.fields.iter().zip(cells).map(|((_, of), cell)| Self::read(*of, cell));
                Self::Composite(of, Box::new(Many(fields.collect::<Result<_, _>>()?, kind)))
            }
            Kind::Array(of) => {
                let values = cell.array(|element| Self::read(*of, element))?;
                Self::Array(of, Box::new(Many(values, *of)))
            }
        })
    }

    /// What is stored of it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Null(kind) => *kind,
            Self::Bool(_) => Kind::Bool,
            Self::Integer(_) => Kind::Int64,
            Self::Unsigned(_) => Kind::UInt64,
            Self::Real(_) => Kind::Float64,
            Self::Decimal(_) => Kind::Decimal,
            Self::Text(_) | Self::Refused(_) => Kind::Text,
            Self::Json(_) => Kind::Json,
            Self::Bytes(_) => Kind::Bytes,
            Self::Uuid(_) => Kind::Uuid,
            Self::Date(_) => Kind::Date,
            Self::Time(_) => Kind::Time,
            Self::Timestamp(_) => Kind::Timestamp,
            Self::TimestampTz(_) => Kind::TimestampTz,
            Self::Interval(_) => Kind::Interval,
            Self::Network(..) => Kind::Inet,
            Self::MacAddr(_) => Kind::MacAddr,
            Self::Range(of, ..) => Kind::Range(of),
            Self::Composite(of, _) => Kind::Composite(of),
            Self::Array(of, _) => Kind::Array(of),
        }
    }

    /// What it is called in messages.
    fn name(&self) -> &'static str {
        match self {
            Self::Null(_) => "NULL",
            Self::Bool(_) => "a truth value",
            Self::Integer(_) | Self::Unsigned(_) => "an integer",
            Self::Real(_) => "a floating point number",
            Self::Decimal(_) => "a decimal number",
            Self::Text(_) => "text",
            Self::Json(_) => "JSON",
            Self::Refused(_) => "a value that cannot be bound",
            Self::Bytes(_) => "bytes",
            Self::Uuid(_) => "a UUID",
            Self::Date(_) => "a date",
            Self::Time(_) => "a time",
            Self::Timestamp(_) | Self::TimestampTz(_) => "a timestamp",
            Self::Interval(_) => "an interval",
            Self::Network(..) | Self::MacAddr(_) => "an address",
            Self::Range(..) => "a range",
            Self::Composite(..) => "a composite value",
            Self::Array(..) => "an array",
        }
    }
}

/// As a key is shown to people.
impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Null(_) => f.write_str("NULL"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Integer(value) => write!(f, "{value}"),
            Self::Unsigned(value) => write!(f, "{value}"),
            Self::Real(value) => write!(f, "{value}"),
            Self::Decimal(value) => write!(f, "{}e-{}", value.0, value.1),
            Self::Text(value) => write!(f, "{value:?}"),
            Self::Json(value) => f.write_str(value),
            Self::Refused(reason) => f.write_str(reason),
            Self::Bytes(value) => write!(f, "{value:02x?}"),
            Self::Uuid(value) => write!(f, "{:032x}", u128::from_be_bytes(*value)),
            Self::Date(value) => write!(f, "day {value}"),
            Self::Time(value) | Self::Timestamp(value) | Self::TimestampTz(value) => {
                write!(f, "{value} µs")
            }
            Self::Interval(value) => write!(f, "{value:?}"),
            Self::Network(address, prefix) => write!(f, "{address}/{prefix}"),
            Self::MacAddr(value) => super::MacAddr(*value).fmt(f),
            Self::Range(_, shape, ends) => write!(f, "{shape:?} of {:?}", ends.0),
            Self::Composite(_, values) | Self::Array(_, values) => {
                f.debug_list().entries(&values.0).finish()
            }
        }
    }
}

/// NULL is one value here, whatever its kind, and numbers are the same where their bits are.
impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null(_), Self::Null(_)) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Integer(a), Self::Integer(b)) => a == b,
            (Self::Unsigned(a), Self::Unsigned(b)) => a == b,
            (Self::Real(a), Self::Real(b)) => a.to_bits() == b.to_bits(),
            (Self::Decimal(a), Self::Decimal(b)) => shortest(**a) == shortest(**b),
            (Self::Text(a), Self::Text(b))
            | (Self::Json(a), Self::Json(b))
            | (Self::Refused(a), Self::Refused(b)) => a == b,
            (Self::Bytes(a), Self::Bytes(b)) => a == b,
            (Self::Uuid(a), Self::Uuid(b)) => a == b,
            (Self::Date(a), Self::Date(b)) => a == b,
            (Self::Time(a), Self::Time(b))
            | (Self::Timestamp(a), Self::Timestamp(b))
            | (Self::TimestampTz(a), Self::TimestampTz(b)) => a == b,
            (Self::Interval(a), Self::Interval(b)) => a == b,
            (Self::Network(a, b), Self::Network(c, d)) => (a, b) == (c, d),
            (Self::MacAddr(a), Self::MacAddr(b)) => a == b,
            (Self::Range(_, a, b), Self::Range(_, c, d)) => (a, &b.0) == (c, &d.0),
            (Self::Composite(_, a), Self::Composite(_, b))
            | (Self::Array(_, a), Self::Array(_, b)) => a.0 == b.0,
            _ => false,
        }
    }
}

impl Eq for Value {}

impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Null(_) => 0_u8.hash(state),
            Self::Bool(value) => value.hash(state),
            Self::Integer(value)
            | Self::Time(value)
            | Self::Timestamp(value)
            | Self::TimestampTz(value) => value.hash(state),
            Self::Unsigned(value) => value.hash(state),
            Self::Real(value) => value.to_bits().hash(state),
            Self::Decimal(value) => shortest(**value).hash(state),
            Self::Text(value) | Self::Json(value) | Self::Refused(value) => value.hash(state),
            Self::Bytes(value) => value.hash(state),
            Self::Uuid(value) => value.hash(state),
            Self::Date(value) => value.hash(state),
            Self::Interval(value) => value.hash(state),
            Self::Network(address, prefix) => (address, prefix).hash(state),
            Self::MacAddr(value) => value.hash(state),
            Self::Range(_, shape, ends) => (shape, &ends.0).hash(state),
            Self::Composite(_, values) | Self::Array(_, values) => values.0.hash(state),
        }
    }
}

/// A decimal number without zeros at the end of its fraction.
fn shortest((mut coefficient, mut scale): (i128, u32)) -> (i128, u32) {
    while scale > 0 && coefficient % 10 == 0 {
        coefficient /= 10;
        scale -= 1;
    }
    (coefficient, scale)
}

impl<'a> Keep<'a> {
    #[inline]
    fn of(copies: bool, give: impl FnOnce(&mut dyn Sink<'a>)) -> Self {
        let mut keep = Self { value: Value::Null(Kind::Text), seen: None, copies };
        give(&mut keep);
        keep
    }
}

impl<'a> Sink<'a> for Keep<'a> {
    fn null(&mut self, kind: Kind) {
        self.value = Value::Null(kind);
    }

    fn boolean(&mut self, value: bool) {
        self.value = Value::Bool(value);
    }

    #[inline]
    fn integer(&mut self, value: i64) {
        self.value = Value::Integer(value);
    }

    fn unsigned(&mut self, value: u64) {
        self.value = i64::try_from(value).map_or(Value::Unsigned(value), Value::Integer);
    }

    fn real(&mut self, value: f64) {
        self.value = Value::Real(value);
    }

    fn decimal(&mut self, coefficient: i128, scale: u32) {
        self.value = Value::Decimal(Box::new((coefficient, scale)));
    }

    fn json(&mut self, value: String) {
        self.value = Value::Json(value.into());
    }

    fn refuse(&mut self, reason: String) {
        self.value = Value::Refused(reason.into());
    }

    fn text(&mut self, value: &'a str) {
        self.seen = Some(value.as_bytes());
        self.value = Value::Text(if self.copies { value.into() } else { Box::default() });
    }

    fn text_owned(&mut self, value: String) {
        self.value = Value::Text(value.into());
    }

    fn bytes(&mut self, value: &'a [u8]) {
        self.seen = Some(value);
        self.value = Value::Bytes(if self.copies { value.into() } else { Box::default() });
    }

    fn uuid(&mut self, value: [u8; 16]) {
        self.value = Value::Uuid(value);
    }

    fn date(&mut self, days: i32) {
        self.value = Value::Date(days);
    }

    fn time(&mut self, micros: i64) {
        self.value = Value::Time(micros);
    }

    fn timestamp(&mut self, micros: i64) {
        self.value = Value::Timestamp(micros);
    }

    fn timestamp_tz(&mut self, micros: i64) {
        self.value = Value::TimestampTz(micros);
    }

    /// A column has no list; its last element is as good as any.
    fn list(&mut self, values: &'a dyn Values) {
        if let Some(last) = values.len().checked_sub(1) {
            values.element(last, self);
        }
    }

    fn interval(&mut self, span: Interval) {
        self.value = Value::Interval(span);
    }

    fn network(&mut self, address: IpAddr, prefix: u8) {
        self.value = Value::Network(address, prefix);
    }

    fn mac_address(&mut self, address: [u8; 6]) {
        self.value = Value::MacAddr(address);
    }

    fn range(&mut self, of: &'static Kind, shape: Range<()>, ends: &'a dyn Values) {
        self.value = Value::Range(of, shape, each(*of, ends));
    }

    fn composite(&mut self, of: &'static CompositeType, fields: &'a dyn Values) {
        self.value = Value::Composite(of, each(Kind::Composite(of), fields));
    }

    fn array(&mut self, of: &'static Kind, values: &'a dyn Values) {
        self.value = Value::Array(of, each(*of, values));
    }
}

/// The values of a list.
fn each(of: Kind, values: &dyn Values) -> Box<Many<Value>> {
    let each = |index| Value::taken(|sink| values.element(index, sink));
    Box::new(Many((0..values.len()).map(each).collect(), of))
}

impl ToSql for Value {
    #[inline]
    fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        match self {
            Self::Null(kind) => sink.null(*kind),
            Self::Bool(value) => sink.boolean(*value),
            Self::Integer(value) => sink.integer(*value),
            Self::Unsigned(value) => sink.unsigned(*value),
            Self::Real(value) => sink.real(*value),
            Self::Decimal(value) => sink.decimal(value.0, value.1),
            Self::Text(value) => sink.text(value),
            Self::Json(value) => sink.json(value.to_string()),
            Self::Refused(reason) => sink.refuse(reason.to_string()),
            Self::Bytes(value) => sink.bytes(value),
            Self::Uuid(value) => sink.uuid(*value),
            Self::Date(value) => sink.date(*value),
            Self::Time(value) => sink.time(*value),
            Self::Timestamp(value) => sink.timestamp(*value),
            Self::TimestampTz(value) => sink.timestamp_tz(*value),
            Self::Interval(value) => sink.interval(*value),
            Self::Network(address, prefix) => sink.network(*address, *prefix),
            Self::MacAddr(value) => sink.mac_address(*value),
            Self::Range(of, shape, ends) => sink.range(of, *shape, &**ends),
            Self::Composite(of, fields) => sink.composite(of, &**fields),
            Self::Array(of, values) => sink.array(of, &**values),
        }
    }
}

/// A row of values is read as one from the database is.
impl<'r> Row<'r> for &'r [Value] {
    type Cell = &'r Value;

    fn cell(self, index: usize) -> &'r Value {
        self.get(index).unwrap_or(&Value::Null(Kind::Text))
    }
}

/// The same of values that lie apart.
impl<'r> Row<'r> for &'r [&'r Value] {
    type Cell = &'r Value;

    fn cell(self, index: usize) -> &'r Value {
        self.get(index).copied().unwrap_or(&Value::Null(Kind::Text))
    }
}

macro_rules! cell {
    ($($name:ident: $variant:ident $expected:literal -> $type:ty, $value:ident => $give:expr;)*) => {$(
        fn $name(self) -> Result<$type, Mismatch> {
            match self {
                Value::$variant($value) => Ok($give),
                other => Err(Mismatch::kind($expected, other.name())),
            }
        }
    )*};
}

impl<'r> Cell<'r> for &'r Value {
    fn is_null(self) -> bool {
        Value::is_null(self)
    }

    fn decimal(self) -> Result<(i128, u32), Mismatch> {
        match self {
            Value::Decimal(value) => Ok(**value),
            other => Err(Mismatch::kind("a decimal number", other.name())),
        }
    }

    fn network(self) -> Result<(IpAddr, u8), Mismatch> {
        match self {
            Value::Network(address, prefix) => Ok((*address, *prefix)),
            other => Err(Mismatch::kind("an address", other.name())),
        }
    }

    fn range<T>(self, read: impl Fn(Self) -> Result<T, Mismatch>) -> Result<Range<T>, Mismatch> {
        let Value::Range(_, shape, ends) = self else {
            return Err(Mismatch::kind("a range", self.name()));
        };
        let mut ends = ends.0.iter();
        shape.fill(|| read(ends.next().unwrap_or(&Value::Null(Kind::Text))))
    }

    fn fields(self, _: &'static CompositeType, fields: &mut [Self]) -> Result<(), Mismatch> {
        match self {
            Value::Composite(_, values) if values.0.len() == fields.len() => {
                fields.iter_mut().zip(&values.0).for_each(|(field, value)| *field = value);
                Ok(())
            }
            other => Err(Mismatch::kind("a composite value", other.name())),
        }
    }

    fn array<T>(self, read: impl Fn(Self) -> Result<T, Mismatch>) -> Result<Vec<T>, Mismatch> {
        match self {
            Value::Array(_, values) => values.0.iter().map(read).collect(),
            other => Err(Mismatch::kind("an array", other.name())),
        }
    }

    fn unsigned(self) -> Result<u64, Mismatch> {
        match self {
            Value::Unsigned(value) => Ok(*value),
            other => {
                let value = other.integer()?;
                u64::try_from(value)
                    .map_err(|_| Mismatch::range("an integer without a sign", value))
            }
        }
    }

    cell! {
        boolean: Bool "a truth value" -> bool, value => *value;
        integer: Integer "an integer" -> i64, value => *value;
        real: Real "a floating point number" -> f64, value => *value;
        text: Text "text" -> &'r str, value => value;
        json: Json "JSON" -> &'r str, value => value;
        bytes: Bytes "bytes" -> &'r [u8], value => value;
        uuid: Uuid "a UUID" -> [u8; 16], value => *value;
        date: Date "a date" -> i32, value => *value;
        time: Time "a time" -> i64, value => *value;
        mac_address: MacAddr "an address" -> [u8; 6], value => *value;
        interval: Interval "an interval" -> Interval, value => *value;
        timestamp: Timestamp "a timestamp" -> i64, value => *value;
        timestamp_tz: TimestampTz "a timestamp" -> i64, value => *value;
    }
}

#[cfg(test)]
mod tests;
