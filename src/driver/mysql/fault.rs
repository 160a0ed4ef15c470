//! MySQL's and MariaDB's errors by their numbers, without the values that their messages hold.

use mysql_async::{DriverError, Error as Reported, IoError, ServerError};

use crate::driver::text;
use crate::error::{Class, Error, Fault};

/// What mysql_async reported.
#[cold]
pub(super) fn error(error: Reported) -> Error {
    match error {
        Reported::Server(error) => from_server(&error),
        error => from_connection(error, Class::Disconnect, "the connection to the server broke"),
    }
}

/// The same where a connection is being opened.
#[cold]
pub(super) fn opening(error: Reported) -> Error {
    match error {
        Reported::Server(error) => from_server(&error),
        Reported::Driver(DriverError::NoClientSslFlagFromServer) => {
            Error::database(Fault::new(Class::CannotOpen, "", "the server does not encrypt"))
        }
        error => from_connection(error, Class::CannotOpen, "the server cannot be reached"),
    }
}

/// A server that does not answer.
#[cold]
pub(super) fn silent() -> Error {
    Error::database(Fault::new(Class::CannotOpen, "", "the server did not answer in time"))
}

/// The table that the statement writes is the one that a constraint without a table is about.
#[cold]
pub(super) fn about(error: Error, sql: &str) -> Error {
    error.with_table(|| text::written_table(sql))
}

fn from_connection(error: Reported, class: Class, words: &str) -> Error {
    let cause = match &error {
        Reported::Io(IoError::Io(cause)) => cause.to_string(),
        Reported::Driver(cause) => cause.to_string(),
        other => other.to_string(),
    };
    // mysql_async gives the reason as a text, and closes the connection.
    let class = if cause.contains("acket too large") { Class::TooBig } else { class };
    // What it carries may hold a value, as a packet that was not expected does.
    Error::database(Fault::new(class, "", format!("{words}: {cause}")))
}

fn from_server(error: &ServerError) -> Error {
    let class = class(error.code, &error.state, &error.message);
    let mut fault = Fault::new(class, error.code, message(error.code, &error.message));
    match class {
        Class::Unique => name_key(&mut fault, &error.message),
        Class::ForeignKey => name_reference(&mut fault, error.code, &error.message),
        Class::NotNull => fault.column = between(&error.message, '\'').map(str::to_owned),
        Class::Check => name_check(&mut fault, &error.message),
        Class::UnknownTable => {
            let name = between(&error.message, '\'').unwrap_or_default();
            fault.table = name.rsplit('.').next().map(str::to_owned);
        }
        Class::UnknownColumn => {
            let name = between(&error.message, '\'').unwrap_or_default();
            let (table, column) = name.rsplit_once('.').unzip();
            fault.table = table.map(str::to_owned);
            fault.column = Some(column.unwrap_or(name).to_owned());
        }
        _ => {}
    }
    Error::database(fault)
}

fn class(number: u16, state: &str, message: &str) -> Class {
    match number {
        1022 | 1062 | 1169 | 1586 | 1859 => Class::Unique,
        1216 | 1217 | 1451 | 1452 | 1761 | 1762 => Class::ForeignKey,
        1048 | 1263 | 1364 => Class::NotNull,
        3819 => Class::Check,
        4025 if message.starts_with("CONSTRAINT") => Class::Check,
        // A lock was not to be had at once, or in time.
        1205 | 3572 => Class::Busy,
        1213 | 1614 => Class::Deadlock,
        // Transactions that cannot be put in order, or a certification that failed.
        1020 | 1613 | 3101 => Class::Conflict,
        // A statement that was prepared for another schema, or that a proxy keeps elsewhere.
        1243 | 1412 | 1615 => Class::Outdated,
        1792 | 1836 => Class::ReadOnly,
        1290 if message.contains("read-only") || message.contains("read_only") => Class::ReadOnly,
        1044 | 1045 | 1130 | 1142 | 1143 | 1227 | 1251 | 1370 | 1410 | 1698 | 1820 | 1862
        | 3118 | 3159 | 3955 | 4151 => Class::Permission,
        1051 | 1109 | 1146 | 1824 => Class::UnknownTable,
        1054 => Class::UnknownColumn,
        1390 => Class::TooManyParameters,
        1118 | 1153 | 1162 | 1301 | 1406 => Class::TooBig,
        1034 | 1035 | 1194 | 1712 => Class::Corrupt,
        1040 | 1049 | 1129 | 1203 | 1226 => Class::CannotOpen,
        1053 | 1077 | 1079 | 1152 | 1158..=1161 | 1184 | 1927 | 4031 => Class::Disconnect,
        1317 | 1969 | 3024 => Class::Interrupted,
        1021 | 1041 | 1114 => Class::Full,
        _ if state.starts_with("08") => Class::Disconnect,
        _ if state.starts_with("40") => Class::Conflict,
        _ if state.starts_with("42") => Class::Syntax,
        _ => Class::Other,
    }
}

/// The message, without the value that some have in it.
fn message(number: u16, message: &str) -> String {
    match number {
        // Duplicate entry 'value' for key 'name'
        1062 | 1586 | 1859 => match message.rfind(" for key '") {
            Some(at) => format!("Duplicate entry{}", &message[at..]),
            None => "Duplicate entry".to_owned(),
        },
        // BIGINT value is out of range in '(expression)'
        1690 => message.split(" in '").next().unwrap_or_default().to_owned(),
        // Incorrect integer value: 'value' for column 'name' at row 1
        _ => match message.split_once(": '") {
            Some((before, after)) => {
                let after = after.rfind("' for ").map_or("", |at| &after[at + 1..]);
                format!("{before}{after}")
            }
            None => message.to_owned(),
        },
    }
}

/// `.. for key 'users.uq_users_email'` on MySQL, and without the table on MariaDB.
fn name_key(fault: &mut Fault, message: &str) {
    let Some((_, name)) = message.rsplit_once(" for key '") else { return };
    let name = name.trim_end_matches('\'');
    let (table, key) = name.split_once('.').unzip();
    fault.table = table.map(str::to_owned);
    fault.constraint = Some(key.unwrap_or(name).to_owned());
}

/// ``.. (`schema`.`posts`, CONSTRAINT `fk` FOREIGN KEY (`author_id`) REFERENCES `users` (`id`))``
fn name_reference(fault: &mut Fault, number: u16, message: &str) {
    let mut names = quoted(message).into_iter();
    let (Some(_), Some(table)) = (names.next(), names.next()) else { return };
    fault.table = Some(table);
    if message.contains("CONSTRAINT `") {
        fault.constraint = names.next();
    }
    // Where a row is still referenced, the column is one of the other table.
    if number == 1452 {
        fault.column = names.next();
    }
}

/// `Check constraint 'ck' is violated.`, or ``CONSTRAINT `ck` failed for `schema`.`users` ``
fn name_check(fault: &mut Fault, message: &str) {
    if let Some(name) = between(message, '\'') {
        fault.constraint = Some(name.to_owned());
        return;
    }
    let mut names = quoted(message).into_iter();
    // The check of a column alone is called `table.column`.
    fault.constraint = names.next();
    fault.table = names.nth(1);
}

/// What stands between the first two quotes.
fn between(message: &str, quote: char) -> Option<&str> {
    message.split(quote).nth(1)
}

/// The names in backticks.
fn quoted(message: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = message;
    while let Some(open) = rest.find('`') {
        let mut name = String::new();
        rest = &rest[open + 1..];
        while let Some(close) = rest.find('`') {
            name.push_str(&rest[..close]);
            rest = &rest[close + 1..];
            // A backtick that is written twice is part of the name.
            match rest.strip_prefix('`') {
                Some(more) => {
                    name.push('`');
                    rest = more;
                }
                None => break,
            }
        }
        names.push(name);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(number: u16, message: &str) -> Fault {
        let mut fault = Fault::new(Class::Other, number, "");
        match class(number, "23000", message) {
            Class::Unique => name_key(&mut fault, message),
            Class::ForeignKey => name_reference(&mut fault, number, message),
            _ => name_check(&mut fault, message),
        }
        fault
    }

    #[test]
    fn keys_and_constraints_are_named() {
        let fault = named(1062, "Duplicate entry 'a' for key 'x' for key 'users.uq_users_email'");
        assert_eq!(fault.constraint.as_deref(), Some("uq_users_email"));
        assert_eq!(fault.table.as_deref(), Some("users"));
        let fault = named(1062, "Duplicate entry 'a' for key 'uq_users_email'");
        assert_eq!(fault.constraint.as_deref(), Some("uq_users_email"));
        assert_eq!(fault.table, None);

        let fails = "Cannot add or update a child row: a foreign key constraint fails (`db`.`a``b`, \
                     CONSTRAINT `fk` FOREIGN KEY (`c`) REFERENCES `users` (`id`))";
        let fault = named(1452, fails);
        assert_eq!(fault.table.as_deref(), Some("a`b"));
        assert_eq!(fault.constraint.as_deref(), Some("fk"));
        assert_eq!(fault.column.as_deref(), Some("c"));
        assert_eq!(named(1451, fails).column, None);

        let fault = named(3819, "Check constraint 'ck' is violated.");
        assert_eq!((fault.constraint.as_deref(), fault.table), (Some("ck"), None));
        let fault = named(4025, "CONSTRAINT `ck` failed for `db`.`users`");
        assert_eq!(fault.constraint.as_deref(), Some("ck"));
        assert_eq!(fault.table.as_deref(), Some("users"));
    }

    #[test]
    fn a_value_is_cut_out() {
        for (number, text, expected) in [
            (1062, "Duplicate entry 's3cret' for key 'k'", "Duplicate entry for key 'k'"),
            (
                1366,
                "Incorrect integer value: 's3c' for ret' for column `a`.`b`.`c` at row 1",
                "Incorrect integer value for column `a`.`b`.`c` at row 1",
            ),
            (
                1292,
                "Truncated incorrect DOUBLE value: 's3cret'",
                "Truncated incorrect DOUBLE value",
            ),
            (
                1690,
                "BIGINT value is out of range in '(s3cret + 1)'",
                "BIGINT value is out of range",
            ),
            (1064, "You have an error near 'x' at line 1", "You have an error near 'x' at line 1"),
        ] {
            assert_eq!(message(number, text), expected);
        }
    }

    #[test]
    fn numbers_have_classes() {
        for (number, state, expected) in [
            (1062, "23000", Class::Unique),
            (1213, "40001", Class::Deadlock),
            (1205, "HY000", Class::Busy),
            (1064, "42000", Class::Syntax),
            (1052, "23000", Class::Other),
            (1305, "42000", Class::Syntax),
            (3024, "HY000", Class::Interrupted),
            (9999, "08S01", Class::Disconnect),
            (9999, "HY000", Class::Other),
        ] {
            assert_eq!(class(number, state, ""), expected, "{number}");
        }
        assert_eq!(class(4025, "23000", "CONSTRAINT `a` failed"), Class::Check);
        assert_eq!(class(4025, "HY000", "else"), Class::Other);
        assert_eq!(class(1290, "HY000", "with the --read-only option"), Class::ReadOnly);
        assert_eq!(class(1290, "HY000", "with the --skip-grant-tables option"), Class::Other);
    }
}
