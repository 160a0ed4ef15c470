//! SQL written by hand: whether it may change more than rows, such as settings of its session.

/// What a statement begins with that reads or writes rows.
const ROWS: &[&str] = &[
    "SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "VALUES", "TABLE", "WITH", "SHOW",
];

/// What may stand before a parenthesis and changes nothing else: keywords, and the functions that
/// are called most.
const HARMLESS: &[&str] = &[
    "ABS",
    "ALL",
    "AND",
    "ANY",
    "ARRAY_AGG",
    "AS",
    "AVG",
    "BETWEEN",
    "BY",
    "CAST",
    "CEIL",
    "CHAR",
    "COALESCE",
    "CONCAT",
    "CONFLICT",
    "COUNT",
    "CURRENT_DATABASE",
    "CURRENT_SETTING",
    "DATE",
    "DATE_TRUNC",
    "DISTINCT",
    "ELSE",
    "EXCEPT",
    "EXISTS",
    "EXTRACT",
    "FILTER",
    "FLOOR",
    "FROM",
    "GENERATE_SERIES",
    "GREATEST",
    "HAVING",
    "IN",
    "INTERSECT",
    "JOIN",
    "JSON_AGG",
    "LATERAL",
    "LEAST",
    "LENGTH",
    "LOWER",
    "MAX",
    "MIN",
    "NOT",
    "NOW",
    "NULLIF",
    "NUMERIC",
    "ON",
    "OR",
    "OVER",
    "PARTITION",
    "PG_BACKEND_PID",
    "PG_SLEEP",
    "PG_TERMINATE_BACKEND",
    "REPLACE",
    "ROUND",
    "ROW",
    "ROW_NUMBER",
    "SELECT",
    "SET",
    "SUBSTR",
    "SUBSTRING",
    "SUM",
    "TABLE",
    "THEN",
    "TO_CHAR",
    "TRIM",
    "UNION",
    "UNNEST",
    "UPPER",
    "USING",
    "VALUES",
    "VARCHAR",
    "WHEN",
    "WHERE",
    "WITHIN",
];

/// What a statement begins with that writes, whatever follows.
const WRITERS: &[&str] =
    &["INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "TRUNCATE", "CREATE", "ALTER", "DROP"];

/// Whether the first word of a statement says that it writes.
pub const fn begins_to_write(text: &str) -> bool {
    let text = text.trim_ascii_start().as_bytes();
    let mut at = 0;
    while at < WRITERS.len() {
        if begins_with(text, WRITERS[at].as_bytes()) {
            return true;
        }
        at += 1;
    }
    false
}

const fn begins_with(text: &[u8], word: &[u8]) -> bool {
    if text.len() < word.len() {
        return false;
    }
    let (first, rest) = text.split_at(word.len());
    first.eq_ignore_ascii_case(word)
        && !matches!(rest.first(), Some(next) if next.is_ascii_alphanumeric() || *next == b'_')
}

/// Whether a whole statement may change its session. What is not known to change nothing may.
pub fn statement_changes_session(text: &str) -> bool {
    let text = text.trim_start();
    // A comment may hide the first word.
    let first = text.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    !is_one(first, ROWS)
        || words(text).any(|(word, _)| is_one(word, &["TEMP", "TEMPORARY"]))
        || calls(text)
}

/// Whether a piece of SQL calls a function that is not known to change nothing.
pub fn calls(text: &str) -> bool {
    words(text).any(|(word, rest)| {
        rest.trim_start().starts_with('(') && !is_one(word, HARMLESS)
            || rest.starts_with('"') && rest[1..].trim_start().starts_with('(')
    })
}

fn is_one(word: &str, list: &[&str]) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Each word with the text after it. Words of comments and constants are among them: they can only
/// make a text suspect.
fn words(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let in_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = &rest[rest.find(in_word)?..];
        let (word, after) = rest.split_at(rest.find(|c| !in_word(c)).unwrap_or(rest.len()));
        rest = after;
        Some((word, after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_reads_and_writes_rows_changes_no_session() {
        for text in [
            "SELECT 1",
            "select count(*), coalesce (a, 1) from t where a in (1, 2)",
            "WITH x AS (SELECT 1) SELECT * FROM x",
            "UPDATE t SET a = 1",
            "",
        ] {
            assert_eq!(statement_changes_session(text), text.is_empty(), "{text}");
        }
        assert!(!calls("extract(year FROM {})"));
    }

    #[test]
    fn what_writes_by_its_first_word() {
        for text in ["delete from t", "\n INSERT INTO t VALUES (1)", "DROP", "Update\tt SET a = 1"]
        {
            assert!(begins_to_write(text), "{text}");
        }
        for text in ["SELECT 1", "", "dropped", "WITH x AS (DELETE FROM t) SELECT 1", "UPDATE_all"]
        {
            assert!(!begins_to_write(text), "{text}");
        }
    }

    #[test]
    fn what_is_not_known_may_change_it() {
        for text in [
            "SET search_path = a",
            "SELECT set_config('a.b', '1', false)",
            "SELECT my_own (1)",
            "SELECT \"my own\"(1)",
            "SELECT 1 INTO TEMP t",
            "CREATE TEMPORARY TABLE t (a int)",
            "/* SELECT */ LISTEN a",
            "DO $$ BEGIN END $$",
        ] {
            assert!(statement_changes_session(text), "{text}");
        }
        assert!(calls("pg_advisory_lock({})"));
    }
}
