//! SQLite's result codes and messages as errors.

use std::ffi::c_int;
use std::path::Path;

use rusqlite::ffi;

use crate::error::{Class, Error, Fault};

/// What SQLite reported: its extended result code and its message.
#[cold]
pub(super) fn error(code: c_int, message: &str) -> Error {
    let mut fault = Fault::new(class(code, message), code, message);
    let about = message.split_once(": ").map(|(_, about)| about);
    match (fault.class, about) {
        (Class::Unique, Some(about)) => match index_name(about) {
            Some(name) => fault.constraint = Some(name.to_owned()),
            None => name_columns(&mut fault, about, code),
        },
        (Class::NotNull, Some(about)) => name_columns(&mut fault, about, code),
        (Class::Check, Some(about)) => fault.constraint = Some(about.to_owned()),
        (Class::UnknownTable, Some(about)) => fault.table = Some(about.to_owned()),
        (Class::UnknownColumn, Some(about)) => {
            let (table, column) = about.rsplit_once('.').unwrap_or(("", about));
            fault.table = Some(table.to_owned()).filter(|table| !table.is_empty());
            fault.column = Some(column.to_owned());
        }
        _ => {}
    }
    Error::database(fault)
}

/// An error of rusqlite, which opens connections for us.
#[cold]
pub(super) fn from_rusqlite(error: rusqlite::Error) -> Error {
    match &error {
        rusqlite::Error::SqliteFailure(code, message) => {
            let message = message.clone().unwrap_or_else(|| code.to_string());
            self::error(code.extended_code, &message)
        }
        rusqlite::Error::SqlInputError { error: code, msg, sql, .. } => {
            self::error(code.extended_code, msg).with_sql(|| sql.clone())
        }
        _ => Error::other("the database cannot be used").caused_by(error),
    }
}

/// An error about a file, which SQLite does not name itself.
#[cold]
pub(super) fn at_file(error: rusqlite::Error, path: &Path) -> Error {
    match &error {
        rusqlite::Error::SqliteFailure(code, message) => {
            let message = message.clone().unwrap_or_else(|| code.to_string());
            self::error(code.extended_code, &format!("{message}: {}", path.display()))
        }
        _ => from_rusqlite(error),
    }
}

fn class(code: c_int, message: &str) -> Class {
    match code {
        ffi::SQLITE_CONSTRAINT_UNIQUE
        | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
        | ffi::SQLITE_CONSTRAINT_ROWID => return Class::Unique,
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => return Class::ForeignKey,
        ffi::SQLITE_CONSTRAINT_NOTNULL => return Class::NotNull,
        ffi::SQLITE_CONSTRAINT_CHECK => return Class::Check,
        // The snapshot of the reader is older than the last write: waiting cannot help.
        ffi::SQLITE_BUSY_SNAPSHOT => return Class::Conflict,
        // The table is locked by another connection to the same cache.
        ffi::SQLITE_LOCKED_SHAREDCACHE => return Class::Busy,
        ffi::SQLITE_IOERR_SHORT_READ => return Class::Corrupt,
        _ => {}
    }
    match code & 0xff {
        ffi::SQLITE_BUSY | ffi::SQLITE_PROTOCOL => Class::Busy,
        ffi::SQLITE_READONLY => Class::ReadOnly,
        ffi::SQLITE_PERM | ffi::SQLITE_AUTH => Class::Permission,
        ffi::SQLITE_CORRUPT | ffi::SQLITE_NOTADB => Class::Corrupt,
        ffi::SQLITE_CANTOPEN => Class::CannotOpen,
        ffi::SQLITE_INTERRUPT => Class::Interrupted,
        ffi::SQLITE_FULL => Class::Full,
        ffi::SQLITE_TOOBIG => Class::TooBig,
        ffi::SQLITE_ERROR => said(message),
        _ => Class::Other,
    }
}

/// SQLITE_ERROR stands for everything that is wrong with a text; the message tells what.
fn said(message: &str) -> Class {
    let starts = |words: &str| message.starts_with(words);
    if starts("no such table: ") {
        Class::UnknownTable
    } else if starts("no such column: ") {
        Class::UnknownColumn
    } else if starts("too many SQL variables") || starts("variable number must be between") {
        Class::TooManyParameters
    } else if starts("near \"")
        || starts("no such function: ")
        || starts("incomplete input")
        || starts("unrecognized token")
        || starts("ambiguous column name")
        || starts("wrong number of arguments")
    {
        Class::Syntax
    } else {
        Class::Other
    }
}

/// `index 'name'`, as said of an index over an expression.
fn index_name(about: &str) -> Option<&str> {
    about.strip_prefix("index '")?.strip_suffix('\'')
}

/// `users.email, users.name`: the table, its first column, and the name that the constraint has
/// by convention.
fn name_columns(fault: &mut Fault, about: &str, code: c_int) {
    let mut columns = about.split(", ").filter_map(|column| column.split_once('.'));
    let Some((table, column)) = columns.next() else { return };
    if code == ffi::SQLITE_CONSTRAINT_UNIQUE {
        let mut name = format!("uq_{table}_{column}");
        for (_, column) in columns {
            name.push('_');
            name.push_str(column);
        }
        fault.constraint = Some(name);
    } else if fault.class == Class::Unique {
        fault.constraint = Some(format!("pk_{table}"));
    }
    fault.table = Some(table.to_owned());
    fault.column = Some(column.to_owned());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(code: c_int, message: &str) -> [Option<String>; 3] {
        let error = error(code, message);
        [error.constraint(), error.table(), error.column()].map(|part| part.map(str::to_owned))
    }

    fn some(parts: [&str; 3]) -> [Option<String>; 3] {
        parts.map(|part| Some(part.to_owned()).filter(|part| !part.is_empty()))
    }

    #[test]
    fn messages_name_constraints_tables_and_columns() {
        for (code, message, expected) in [
            (
                ffi::SQLITE_CONSTRAINT_UNIQUE,
                "UNIQUE constraint failed: users.email",
                ["uq_users_email", "users", "email"],
            ),
            (
                ffi::SQLITE_CONSTRAINT_UNIQUE,
                "UNIQUE constraint failed: users.a, users.b",
                ["uq_users_a_b", "users", "a"],
            ),
            (
                ffi::SQLITE_CONSTRAINT_UNIQUE,
                "UNIQUE constraint failed: index 'by_mail'",
                ["by_mail", "", ""],
            ),
            (
                ffi::SQLITE_CONSTRAINT_PRIMARYKEY,
                "UNIQUE constraint failed: users.id",
                ["pk_users", "users", "id"],
            ),
            (
                ffi::SQLITE_CONSTRAINT_NOTNULL,
                "NOT NULL constraint failed: users.name",
                ["", "users", "name"],
            ),
            (ffi::SQLITE_CONSTRAINT_CHECK, "CHECK constraint failed: ck_age", ["ck_age", "", ""]),
            (ffi::SQLITE_CONSTRAINT_FOREIGNKEY, "FOREIGN KEY constraint failed", ["", "", ""]),
            (ffi::SQLITE_ERROR, "no such table: users", ["", "users", ""]),
            (ffi::SQLITE_ERROR, "no such column: u.x", ["", "u", "x"]),
            (ffi::SQLITE_ERROR, "no such column: x", ["", "", "x"]),
        ] {
            assert_eq!(parts(code, message), some(expected), "{message}");
        }
    }

    #[test]
    fn a_stale_snapshot_is_not_waited_for() {
        assert_eq!(
            error(ffi::SQLITE_BUSY_SNAPSHOT, "database is locked").class(),
            Some(Class::Conflict)
        );
        assert_eq!(error(ffi::SQLITE_BUSY, "database is locked").class(), Some(Class::Busy));
        assert_eq!(error(ffi::SQLITE_LOCKED, "table is locked").class(), Some(Class::Other));
    }
}
