//! PostgreSQL's errors by their SQLSTATE, without the values that its details hold.

use std::error::Error as _;

use tokio_postgres::error::DbError;

use crate::error::{Class, Error, Fault};

/// What tokio-postgres reported.
#[cold]
pub(super) fn error(error: tokio_postgres::Error) -> Error {
    let Some(reported) = error.as_db_error() else { return from_connection(error) };
    let code = reported.code().code();
    // The transaction takes nothing any more, after an earlier error.
    if code == "25P02" {
        return Error::lost();
    }
    let class = class(code, reported.message());
    let mut fault = Fault::new(class, code, message(code, reported.message()));
    fault.constraint = reported.constraint().map(str::to_owned);
    fault.table = reported.table().map(str::to_owned);
    fault.column = reported.column().map(str::to_owned);
    match class {
        Class::Unique | Class::Exclusion => {
            fault.column = reported.detail().and_then(first_column);
        }
        // Where a row is still referenced, the detail names a column of the other table.
        Class::ForeignKey if reported.message().matches('"').count() == 4 => {
            fault.column = reported.detail().and_then(first_column);
        }
        Class::UnknownTable if fault.table.is_none() => {
            fault.table = quoted(reported.message());
        }
        Class::UnknownColumn if fault.column.is_none() => name_column(&mut fault, reported),
        _ => {}
    }
    // The details, which tokio-postgres keeps, hold values of the row. So it is no cause.
    Error::database(fault)
}

/// A server that could not be reached, or the end of a connection.
fn from_connection(error: tokio_postgres::Error) -> Error {
    if error.is_closed() {
        return Error::disconnected("the server has closed the connection");
    }
    let about = |words: &str| {
        let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
        format!("{words}{cause}")
    };
    // tokio-postgres tells its kinds of errors by their text alone.
    let (class, message) = match error.to_string().as_str() {
        "error connecting to server" | "timeout waiting for server" => {
            (Class::CannotOpen, about("the server cannot be reached"))
        }
        "error performing TLS handshake" => {
            (Class::CannotOpen, about("no encrypted connection to the server"))
        }
        "authentication error" => (Class::Permission, about("the server does not let us in")),
        "invalid configuration" => return Error::url(about("the URL does not fit the server")),
        "error communicating with the server" => {
            (Class::Disconnect, about("the connection to the server broke"))
        }
        other => return Error::other(about(other)).caused_by(error),
    };
    Error::database(Fault::new(class, "", message)).caused_by(error)
}

/// The message, without the value that some of them end with.
fn message(code: &str, message: &str) -> String {
    // Class 22 is about values: `invalid input syntax for type integer: "x"`.
    match message.split_once(": \"") {
        Some((about, _)) if code.starts_with("22") => about.to_owned(),
        _ => message.to_owned(),
    }
}

fn class(code: &str, message: &str) -> Class {
    match code {
        "23505" => Class::Unique,
        "23503" | "23001" => Class::ForeignKey,
        "23502" => Class::NotNull,
        "23514" => Class::Check,
        "23P01" => Class::Exclusion,
        // A lock was not to be had at once, or in time.
        "55P03" => Class::Busy,
        "40P01" => Class::Deadlock,
        "40001" => Class::Conflict,
        // A plan of other columns, a statement that a pooler keeps elsewhere.
        "26000" => Class::Outdated,
        "0A000" if message.starts_with("cached plan must not change") => Class::Outdated,
        "25006" => Class::ReadOnly,
        "42501" | "28000" | "28P01" => Class::Permission,
        "42P01" => Class::UnknownTable,
        "42703" => Class::UnknownColumn,
        "54023" => Class::TooManyParameters,
        "57014" => Class::Interrupted,
        "57P01" | "57P02" | "57P05" => Class::Disconnect,
        "57P03" | "3D000" | "53300" => Class::CannotOpen,
        "53100" => Class::Full,
        "22001" => Class::TooBig,
        _ if code.starts_with("08") => Class::Disconnect,
        _ if code.starts_with("42") => Class::Syntax,
        _ if code.starts_with("54") => Class::TooBig,
        _ if code.starts_with("XX00") && code != "XX000" => Class::Corrupt,
        _ => Class::Other,
    }
}

/// `Key (email, name)=(..) already exists.`, in any language: the first column.
fn first_column(detail: &str) -> Option<String> {
    let (columns, _) = detail.split_once(")=(")?;
    let (_, columns) = columns.split_once('(')?;
    let first = columns.split(',').next()?.trim();
    if let Some(quoted) = first.strip_prefix('"').and_then(|name| name.strip_suffix('"')) {
        return Some(quoted.replace("\"\"", "\""));
    }
    // An index may be on an expression, which is no column.
    let is_name = !first.is_empty() && !first.contains(['(', ')', ' ']);
    is_name.then(|| first.to_owned())
}

/// `relation "users" does not exist`: the name, whichever way it is quoted.
fn quoted(message: &str) -> Option<String> {
    let open = ['"', '«', '»', '„', '“', '「'];
    let start = message.find(open)?;
    let rest = message[start..].trim_start_matches(open);
    let end = rest.find(['"', '«', '»', '”', '“', '」'])?;
    Some(rest[..end].trim().to_owned())
}

/// `column "x" does not exist`, or `column u.x does not exist`.
fn name_column(fault: &mut Fault, reported: &DbError) {
    let message = reported.message();
    let dotted = || {
        let word = message.split(' ').find(|word| word.contains('.'))?;
        Some(word.trim_end_matches('.').to_owned())
    };
    let Some(name) = quoted(message).or_else(dotted) else { return };
    match name.rsplit_once('.') {
        Some((table, column)) => {
            fault.table = Some(table.to_owned());
            fault.column = Some(column.to_owned());
        }
        None => fault.column = Some(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_name_columns() {
        let column = |detail| first_column(detail);
        assert_eq!(column("Key (email)=(a@b) already exists.").as_deref(), Some("email"));
        assert_eq!(column("Schlüssel »(a, b)=(1, 2)« existiert bereits.").as_deref(), Some("a"));
        assert_eq!(column("Key (\"per cent\", a)=(1, 2)").as_deref(), Some("per cent"));
        assert_eq!(column("Key (lower(email))=(a) already exists."), None);
        assert_eq!(column("Failing row contains (1, 2)."), None);
    }

    #[test]
    fn messages_name_tables() {
        assert_eq!(quoted("relation \"a.b\" does not exist").as_deref(), Some("a.b"));
        assert_eq!(quoted("Relation »users« existiert nicht").as_deref(), Some("users"));
        assert_eq!(quoted("nothing"), None);
    }

    #[test]
    fn a_value_is_cut_off() {
        let text = "invalid input syntax for type integer: \"s3cret\"";
        assert_eq!(message("22P02", text), "invalid input syntax for type integer");
        assert_eq!(
            message("42601", "syntax error at or near \"x\""),
            "syntax error at or near \"x\""
        );
    }

    #[test]
    fn codes_have_classes() {
        for (code, expected) in [
            ("23505", Class::Unique),
            ("40P01", Class::Deadlock),
            ("40001", Class::Conflict),
            ("42601", Class::Syntax),
            ("42P18", Class::Syntax),
            ("08006", Class::Disconnect),
            ("XX001", Class::Corrupt),
            ("XX000", Class::Other),
            ("0A000", Class::Other),
        ] {
            assert_eq!(class(code, ""), expected, "{code}");
        }
        assert_eq!(class("0A000", "cached plan must not change result type"), Class::Outdated);
    }
}
