//! A column's type in Rust, and its default as `table!` takes it.

use super::{Dates, literal};
use crate::ddl::catalog::Column;
use crate::ddl::catalog::tokens::{Token, bare, is_cast, tokens};
use crate::render::Spec;
use crate::types::Kind;

/// Whether there is a type of Rust for what a column stores.
pub(super) fn is_known(column: &Column) -> bool {
    column.of_enum.is_some() || column.kind.is_some_and(|kind| rust(kind, Dates::Chrono).is_some())
}

/// The type of Rust that has this kind.
pub(super) fn rust(kind: Kind, dates: Dates) -> Option<String> {
    let by_date = |of: [&'static str; 3]| match dates {
        Dates::Chrono => of[0],
        Dates::Time => of[1],
        Dates::Jiff => of[2],
    };
    let name = match kind {
        Kind::Bool => "bool",
        Kind::Int8 => "i8",
        Kind::Int16 => "i16",
        Kind::Int32 => "i32",
        Kind::Int64 => "i64",
        Kind::UInt8 => "u8",
        Kind::UInt16 => "u16",
        Kind::UInt32 => "u32",
        Kind::UInt64 => "u64",
        Kind::Float32 => "f32",
        Kind::Float64 => "f64",
        Kind::Decimal => "rust_decimal::Decimal",
        Kind::Text => "String",
        Kind::Bytes => "Vec<u8>",
        Kind::Date => by_date(["chrono::NaiveDate", "time::Date", "jiff::civil::Date"]),
        Kind::Time => by_date(["chrono::NaiveTime", "time::Time", "jiff::civil::Time"]),
        Kind::Timestamp => {
            by_date(["chrono::NaiveDateTime", "time::PrimitiveDateTime", "jiff::civil::DateTime"])
        }
        Kind::TimestampTz => {
            by_date(["chrono::DateTime<chrono::Utc>", "time::OffsetDateTime", "jiff::Timestamp"])
        }
        Kind::Interval => "relata::types::Interval",
        Kind::Uuid => "uuid::Uuid",
        Kind::Json => "serde_json::Value",
        Kind::Inet => "std::net::IpAddr",
        Kind::Cidr => "ipnet::IpNet",
        Kind::MacAddr => "relata::types::MacAddr",
        Kind::Range(of) => return Some(format!("relata::types::Range<{}>", rust(*of, dates)?)),
        Kind::Array(_) | Kind::Named(_) | Kind::Composite(_) | Kind::Enum(_) => return None,
    };
    Some(name.to_owned())
}

/// A type as `#[sql(..)]` takes it: bare where it consists of words, numbers and brackets.
pub(super) fn sql_type(sql_type: &str) -> String {
    let plain = |c: char| c.is_ascii_alphabetic() || c == '_' || c == ' ';
    let (word, rest) = sql_type.split_at(sql_type.find('(').unwrap_or(sql_type.len()));
    let digits = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(rest);
    let lengths = digits.chars().all(|c| c.is_ascii_digit() || c == ',' || c == ' ');
    match !word.is_empty() && word.chars().all(plain) && lengths {
        true => format!("{word}{}", rest.replace(',', ", ").replace("  ", " ")),
        false => literal(sql_type),
    }
}

/// A default as `default(..)` takes it.
pub(super) fn default(spec: &Spec, column: &Column, sql: &str) -> String {
    value(spec, column, sql).unwrap_or_else(|| format!("sql({})", literal(sql)))
}

/// A constant of the column's type, or `now()`.
fn value(spec: &Spec, column: &Column, sql: &str) -> Option<String> {
    let constant = constant(sql);
    if column.is_array {
        return None;
    }
    if column.of_enum.is_some() {
        return text(spec, sql).map(|label| literal(&label));
    }
    let kind = column.kind?;
    match kind {
        Kind::Text => text(spec, sql).map(|text| literal(&text)),
        Kind::Bool => match constant?.to_ascii_lowercase().as_str() {
            "true" | "1" => Some("true".to_owned()),
            "false" | "0" => Some("false".to_owned()),
            _ => None,
        },
        Kind::Float32 | Kind::Float64 => {
            let value: f64 = constant?.parse().ok()?;
            value.is_finite().then(|| format!("{value:?}"))
        }
        Kind::Decimal => constant?.parse().ok().map(|value: i64| value.to_string()),
        Kind::Date | Kind::Time | Kind::Timestamp | Kind::TimestampTz => {
            let now = match kind {
                Kind::Date => spec.definition.today,
                Kind::Time => spec.definition.time_of_day,
                _ => spec.now,
            };
            let same = |a: &str, b: &str| bare(a).eq_ignore_ascii_case(bare(b));
            let alias = kind != Kind::Time && kind != Kind::Date && spec.now == "CURRENT_TIMESTAMP";
            (same(sql, now) || (alias && same(sql, "now()"))).then(|| "now()".to_owned())
        }
        kind if kind.is_integer() => {
            let value: i64 = constant?.parse().ok()?;
            fits(kind, value).then(|| value.to_string())
        }
        _ => None,
    }
}

fn fits(kind: Kind, value: i64) -> bool {
    match kind {
        Kind::Int8 => i8::try_from(value).is_ok(),
        Kind::Int16 => i16::try_from(value).is_ok(),
        Kind::Int32 => i32::try_from(value).is_ok(),
        Kind::UInt8 => u8::try_from(value).is_ok(),
        Kind::UInt16 => u16::try_from(value).is_ok(),
        Kind::UInt32 => u32::try_from(value).is_ok(),
        Kind::UInt64 => value >= 0,
        _ => true,
    }
}

/// What a text constant says, whatever it is cast to.
fn text(spec: &Spec, sql: &str) -> Option<String> {
    let text = match *tokens(bare(sql)) {
        [(text @ Token::Text(_), _), ref rest @ ..] if is_cast(rest) => text.name()?,
        _ => return None,
    };
    Some(match spec.definition.backslash_escapes {
        true => text.replace(r"\\", r"\"),
        false => text,
    })
}

/// What a constant says, in quotes or not.
fn constant(sql: &str) -> Option<String> {
    let all = tokens(bare(sql));
    let (sign, rest) = match &*all {
        [(Token::Sign('-'), _), rest @ ..] => ("-", rest),
        rest => ("", rest),
    };
    match rest {
        [(token @ (Token::Text(_) | Token::Word(_)), _), rest @ ..] if is_cast(rest) => {
            Some(format!("{sign}{}", token.name()?))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{default, sql_type};
    use crate::ddl::catalog::Column;
    use crate::dialect::{MySql, Postgres, Sqlite};
    use crate::render::{Dialect, Spec};
    use crate::types::Kind;

    fn printed(spec: &Spec, kind: Kind, sql: &str) -> String {
        let column = Column { kind: Some(kind), ..Column::new(spec, "a".to_owned(), "") };
        default(spec, &column, sql)
    }

    #[test]
    fn defaults() {
        let of = |kind, sql| printed(Postgres::SPEC, kind, sql);
        assert_eq!(of(Kind::Text, "'it''s'::character varying"), "\"it's\"");
        assert_eq!(of(Kind::Int32, "'-1'::integer"), "-1");
        assert_eq!(of(Kind::Int16, "40000"), "sql(\"40000\")");
        assert_eq!(of(Kind::Float64, "0.5"), "0.5");
        assert_eq!(of(Kind::Bool, "true"), "true");
        assert_eq!(of(Kind::Text, "lower('A'::text)"), "sql(\"lower('A'::text)\")");
        assert_eq!(of(Kind::TimestampTz, "now()"), "now()");
        assert_eq!(of(Kind::Date, "CURRENT_DATE"), "now()");
        let now = "strftime('%Y-%m-%d %H:%M:%f', 'now')";
        assert_eq!(printed(Sqlite::SPEC, Kind::Timestamp, now), "now()");
        assert_eq!(printed(MySql::SPEC, Kind::TimestampTz, "current_timestamp(6)"), "now()");
        assert_eq!(printed(MySql::SPEC, Kind::TimestampTz, "now()"), "sql(\"now()\")");
    }

    #[test]
    fn types() {
        assert_eq!(sql_type("varchar(20)"), "varchar(20)");
        assert_eq!(sql_type("numeric(10,2)"), "numeric(10, 2)");
        assert_eq!(sql_type("set('a','b')"), "\"set('a','b')\"");
        assert_eq!(sql_type("decimal(10,2) unsigned"), "\"decimal(10,2) unsigned\"");
    }
}
