//! What can be seen of a statement by its text alone.

/// Whether the rows that a database counts for this statement are rows that it wrote, if it writes.
pub(super) fn changes_rows(sql: &str) -> bool {
    begins_with(sql, &["INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "WITH"])
}

/// Whether the statement begins with one of some words.
pub(super) fn begins_with(sql: &str, words: &[&str]) -> bool {
    let first = skip_comments(sql).split(|c: char| !c.is_ascii_alphabetic()).next();
    words.iter().any(|word| first.is_some_and(|first| first.eq_ignore_ascii_case(word)))
}

/// Whether the statement changes settings of an SQLite connection, or what is attached to it.
#[cfg(feature = "sqlite")]
pub(super) fn changes_connection(sql: &str) -> bool {
    let mut words = skip_comments(sql).split(|c: char| !c.is_ascii_alphabetic());
    let is = |word: Option<&str>, all: &[&str]| {
        word.is_some_and(|word| all.iter().any(|one| one.eq_ignore_ascii_case(word)))
    };
    let first = words.next();
    is(first, &["PRAGMA", "ATTACH", "DETACH"])
        || is(first, &["CREATE"]) && is(words.next(), &["TEMP", "TEMPORARY"])
}

/// Whether what follows the named queries of WITH writes.
#[cfg(any(feature = "postgres", feature = "mysql"))]
pub(super) fn writes_after_with(sql: &str) -> bool {
    let mut depth = 0_usize;
    let mut rest = skip_comments(sql);
    while let Some(c) = rest.chars().next() {
        let mut len = c.len_utf8();
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '\'' | '"' | '`' => len += rest[len..].find(c).map_or(rest.len() - len, |end| end + 1),
            _ if c.is_alphabetic() || c == '_' => {
                let in_word = |c: char| c.is_alphanumeric() || c == '_';
                len = rest.find(|c| !in_word(c)).unwrap_or(rest.len());
                let is = |word: &str| depth == 0 && rest[..len].eq_ignore_ascii_case(word);
                if ["INSERT", "UPDATE", "DELETE", "MERGE"].into_iter().any(is) {
                    return true;
                }
                if ["SELECT", "VALUES", "TABLE"].into_iter().any(is) {
                    return false;
                }
            }
            _ => {}
        }
        rest = &rest[len..];
    }
    false
}

/// Whether what follows ON DUPLICATE KEY UPDATE leaves the row as it is, by assigning a column of the
/// table to itself: that is how DO NOTHING is written. `None` where the statement does not say what
/// becomes of a duplicate.
#[cfg(feature = "mysql")]
pub(super) fn keeps_duplicates(sql: &str) -> Option<bool> {
    let (_, assignments) = sql.rsplit_once("ON DUPLICATE KEY UPDATE ")?;
    let Some((column, value)) = assignments.split_once(" = ") else { return Some(false) };
    let value = value.trim_end_matches(|c: char| c.is_ascii_whitespace() || c == ';');
    let table = value.strip_suffix(column).and_then(|table| table.strip_suffix('.'));
    Some(
        table.is_some_and(|table| {
            take_name(table).is_some() && take_name(table) == written_table(sql)
        }),
    )
}

/// Whether a statement gives the rows that it writes.
#[cfg(feature = "mysql")]
pub(super) fn returns(sql: &str) -> bool {
    changes_rows(sql) && sql.to_ascii_uppercase().contains("RETURNING")
}

/// The table that INSERT or UPDATE names first.
#[cfg(feature = "mysql")]
pub(super) fn written_table(sql: &str) -> Option<String> {
    let rest = skip_comments(sql);
    let rest = match begins_with(rest, &["UPDATE"]) {
        true => rest.get(6..)?,
        false if begins_with(rest, &["INSERT", "REPLACE"]) => rest.split_once("INTO ")?.1,
        false => return None,
    };
    take_name(rest)
}

/// The name that a text begins with.
#[cfg(feature = "mysql")]
fn take_name(text: &str) -> Option<String> {
    let mut name = String::new();
    let mut chars = text.trim_start().chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            // Of a table with its schema, the last part is the table.
            '.' => name.clear(),
            '`' => {
                while let Some(c) = chars.next() {
                    // A backtick that is written twice is part of the name.
                    if c == '`' && chars.next_if_eq(&'`').is_none() {
                        break;
                    }
                    name.push(c);
                }
            }
            c if c.is_alphanumeric() || c == '_' || c == '$' => name.push(c),
            _ => break,
        }
    }
    (!name.is_empty()).then_some(name)
}

/// The text after white space, comments and semicolons.
pub(super) fn skip_comments(sql: &str) -> &str {
    let mut rest = sql;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ';');
        let end = if rest.starts_with("--") {
            rest.find('\n').map(|at| at + 1)
        } else if rest.starts_with("/*") {
            rest.find("*/").map(|at| at + 2)
        } else {
            return rest;
        };
        rest = end.and_then(|end| rest.get(end..)).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_hide_nothing() {
        assert_eq!(skip_comments("  -- one\n/* two */;\t SELECT 1"), "SELECT 1");
        assert_eq!(skip_comments(" -- to the end"), "");
        assert_eq!(skip_comments("/* open"), "");
        assert_eq!(skip_comments("-1"), "-1");
    }

    #[test]
    #[cfg(feature = "sqlite")]
    fn a_connection_is_changed_by_few_statements() {
        for sql in ["PRAGMA a = 1", "/* x */ attach 'a' AS b", "create temp table t (a)"] {
            assert!(changes_connection(sql), "{sql}");
        }
        for sql in ["CREATE TABLE temp (a)", "SELECT 'PRAGMA'", ""] {
            assert!(!changes_connection(sql), "{sql}");
        }
    }

    #[test]
    fn rows_are_counted_where_rows_are_written() {
        for sql in ["insert into a", "/* x */ UPDATE a", "WITH x AS", "REPLACE INTO", "DELETE"] {
            assert!(changes_rows(sql), "{sql}");
        }
        for sql in ["SELECT", "CREATE TABLE a", "INSERTED", "PRAGMA x", ""] {
            assert!(!changes_rows(sql), "{sql}");
        }
    }

    #[cfg(feature = "mysql")]
    #[test]
    fn what_becomes_of_duplicates_is_seen() {
        let insert = |end| format!("INSERT INTO a (b) VALUES (?) ON DUPLICATE KEY UPDATE {end}");
        for same in ["b = a.b", "`a b` = `a`.`a b`", "b = a.b; "] {
            assert_eq!(keeps_duplicates(&insert(same)), Some(true), "{same}");
        }
        for other in [
            "b = ?",
            "b = b",
            "b = new.b",
            "b = a.ab",
            "b = new.b + 1",
            "b = b, c = ?",
            "b = a.b, c = a.c",
        ] {
            assert_eq!(keeps_duplicates(&insert(other)), Some(false), "{other}");
        }
        assert_eq!(keeps_duplicates("INSERT INTO a (b) VALUES (?)"), None);
    }

    #[cfg(feature = "mysql")]
    #[test]
    fn the_written_table_is_named() {
        for (sql, table) in [
            ("INSERT INTO users (a) VALUES (1)", Some("users")),
            ("/* x */ update `a``b`.`c d` SET x = 1", Some("c d")),
            ("INSERT IGNORE INTO x() VALUES ()", Some("x")),
            ("SELECT 1", None),
            ("UPDATE", None),
        ] {
            assert_eq!(written_table(sql).as_deref(), table, "{sql}");
        }
    }

    #[cfg(any(feature = "postgres", feature = "mysql"))]
    #[test]
    fn with_writes_where_its_last_part_does() {
        for sql in [
            "WITH a AS (SELECT 1) INSERT INTO b SELECT 1",
            "with a AS (SELECT ')' FROM x), \"select\" AS (SELECT 1) update t SET a = 1",
        ] {
            assert!(writes_after_with(sql), "{sql}");
        }
        for sql in [
            "WITH a AS (DELETE FROM b RETURNING 1) SELECT 1 FROM a",
            "WITH insert_a AS (SELECT 'UPDATE') SELECT 1",
            "WITH é AS (SELECT 1) (SELECT 2)",
            "WITH a AS ('",
            "",
        ] {
            assert!(!writes_after_with(sql), "{sql}");
        }
    }
}
