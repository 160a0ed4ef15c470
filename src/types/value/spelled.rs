//! Values as words of a text that may stand in a URL, and back.

use std::fmt::Write as _;
use std::str::FromStr;

use super::Value;
use crate::types::named::CompositeType;
use crate::types::{Interval, Kind, Range, Sink, Values};

impl Value {
    /// All values that are handed to a sink.
    pub fn all<'a>(give: impl FnOnce(&mut dyn Sink<'a>)) -> Vec<Self> {
        let mut all = All(Vec::new());
        give(&mut all);
        all.0
    }

    /// It as a word of letters, digits, `-`, `_` and `~`. `None` of what is rarely sorted by: arrays, ranges, spans
    /// of time and addresses.
    pub fn spell(&self) -> Option<String> {
        Some(match self {
            Self::Bool(value) => u8::from(*value).to_string(),
            Self::Integer(value)
            | Self::Time(value)
            | Self::Timestamp(value)
            | Self::TimestampTz(value) => value.to_string(),
            Self::Unsigned(value) => value.to_string(),
            Self::Date(value) => value.to_string(),
            Self::Real(value) => format!("{:x}", value.to_bits()),
            Self::Decimal(value) => format!("{}e{}", value.0, value.1),
            Self::Text(value) => escape(value.as_bytes()),
            Self::Bytes(value) => escape(value),
            Self::Uuid(value) => format!("{:x}", u128::from_be_bytes(*value)),
            _ => return None,
        })
    }

    /// The value of a kind that a word spells.
    pub fn spelled(kind: Kind, word: &str) -> Option<Self> {
        Some(match kind {
            Kind::Bool => Self::Bool(parse::<u8>(word)? == 1),
            Kind::UInt64 => Self::of(&parse::<u64>(word)?),
            whole!() => Self::Integer(parse(word)?),
            Kind::Float32 | Kind::Float64 => {
                Self::Real(f64::from_bits(u64::from_str_radix(word, 16).ok()?))
            }
            Kind::Decimal => {
                let (coefficient, scale) = word.split_once('e')?;
                let (coefficient, scale): (i128, u32) = (parse(coefficient)?, parse(scale)?);
                let fits = coefficient.unsigned_abs() >> 96 == 0 && scale <= 28;
                fits.then(|| Self::Decimal(Box::new((coefficient, scale))))?
            }
            Kind::Text | Kind::Enum(_) => {
                Self::Text(String::from_utf8(unescape(word)?).ok()?.into())
            }
            Kind::Bytes => Self::Bytes(unescape(word)?.into()),
            Kind::Uuid => Self::Uuid(u128::from_str_radix(word, 16).ok()?.to_be_bytes()),
            Kind::Date => Self::Date(parse(word)?),
            Kind::Time => Self::Time(parse(word)?),
            Kind::Timestamp => Self::Timestamp(parse(word)?),
            Kind::TimestampTz => Self::TimestampTz(parse(word)?),
            Kind::Named(of) => Self::spelled(of.base, word)?,
            _ => return None,
        })
    }
}

fn parse<T: FromStr>(word: &str) -> Option<T> {
    word.parse().ok()
}

/// `Rust~20in~20Action`
fn escape(bytes: &[u8]) -> String {
    let mut word = String::with_capacity(bytes.len());
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_' {
            word.push(char::from(byte));
        } else {
            // A `String` takes all that is written.
            let _ = write!(word, "~{byte:02x}");
        }
    }
    word
}

fn unescape(word: &str) -> Option<Vec<u8>> {
    let mut parts = word.split('~');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let (byte, rest) = part.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(byte, 16).ok()?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    Some(bytes)
}

/// Takes values one after the other.
struct All(Vec<Value>);

macro_rules! each {
    ($($name:ident($($part:ident: $type:ty),*);)*) => {$(
        fn $name(&mut self, $($part: $type),*) {
            self.0.push(Value::taken(|sink| sink.$name($($part),*)));
        }
    )*};
}

impl<'a> Sink<'a> for All {
    each! {
        null(kind: Kind);
        boolean(value: bool);
        integer(value: i64);
        unsigned(value: u64);
        real(value: f64);
        decimal(coefficient: i128, scale: u32);
        text(value: &'a str);
        text_owned(value: String);
        json(value: String);
        refuse(reason: String);
        bytes(value: &'a [u8]);
        uuid(value: [u8; 16]);
        date(days: i32);
        time(micros: i64);
        timestamp(micros: i64);
        timestamp_tz(micros: i64);
        interval(span: Interval);
        network(address: std::net::IpAddr, prefix: u8);
        mac_address(address: [u8; 6]);
        range(of: &'static Kind, shape: Range<()>, ends: &'a dyn Values);
        composite(of: &'static CompositeType, fields: &'a dyn Values);
        array(of: &'static Kind, values: &'a dyn Values);
    }

    fn list(&mut self, values: &'a dyn Values) {
        (0..values.len()).for_each(|index| values.element(index, self));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spelled_is_read_again() {
        let text = |text: &str| Value::Text(text.into());
        for (kind, value, word) in [
            (Kind::Bool, Value::Bool(true), "1"),
            (Kind::Int32, Value::Integer(-7), "-7"),
            (Kind::UInt64, Value::Unsigned(u64::MAX), "18446744073709551615"),
            (Kind::UInt64, Value::Integer(7), "7"),
            (Kind::Float64, Value::Real(-0.0), "8000000000000000"),
            (Kind::Decimal, Value::Decimal(Box::new((-150, 2))), "-150e2"),
            (
                Kind::Decimal,
                Value::Decimal(Box::new((1 - (1 << 96), 28))),
                "-79228162514264337593543950335e28",
            ),
            (Kind::Text, text("Rust in_Action-é~.1"), "Rust~20in_Action-~c3~a9~7e~2e1"),
            (Kind::Text, text(""), ""),
            (Kind::Bytes, Value::Bytes([0, 255, b'a'].into()), "~00~ffa"),
            (Kind::Uuid, Value::Uuid([1; 16]), "1010101010101010101010101010101"),
            (Kind::Date, Value::Date(-1), "-1"),
            (Kind::Timestamp, Value::Timestamp(i64::MAX), "9223372036854775807"),
        ] {
            assert_eq!(value.spell().as_deref(), Some(word));
            assert_eq!(Value::spelled(kind, word), Some(value), "{word}");
        }
    }

    #[test]
    fn other_words_are_nothing() {
        for (kind, word) in [
            (Kind::Int64, "9223372036854775808"),
            (Kind::Int64, ""),
            (Kind::Text, "a~2"),
            (Kind::Text, "a~2é"),
            (Kind::Text, "~ff"),
            (Kind::Decimal, "1"),
            (Kind::Decimal, "1e29"),
            (Kind::Decimal, "1e70000"),
            (Kind::Decimal, "79228162514264337593543950336e0"),
            (Kind::Json, "1"),
        ] {
            assert_eq!(Value::spelled(kind, word), None, "{word}");
        }
        assert_eq!(Value::Interval(Interval::default()).spell(), None);
    }
}
