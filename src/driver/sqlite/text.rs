//! What can be seen of a statement by its text alone.

/// Whether SQLite counts the rows of this statement.
pub(super) fn changes_rows(sql: &str) -> bool {
    let word = skip_comments(sql).split(|c: char| !c.is_ascii_alphabetic()).next();
    ["INSERT", "UPDATE", "DELETE", "REPLACE", "WITH"]
        .iter()
        .any(|verb| word.is_some_and(|word| word.eq_ignore_ascii_case(verb)))
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
    fn rows_are_counted_where_rows_are_written() {
        for sql in ["insert into a", "/* x */ UPDATE a", "WITH x AS", "REPLACE INTO", "DELETE"] {
            assert!(changes_rows(sql), "{sql}");
        }
        for sql in ["SELECT", "CREATE TABLE a", "INSERTED", "PRAGMA x", ""] {
            assert!(!changes_rows(sql), "{sql}");
        }
    }
}
