//! How many rows a statement has written, of all that the server counts: those that matched.

use crate::driver::text;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counts {
    /// It writes no rows.
    Nothing,
    /// The rows that it writes.
    Written,
    /// Rows that are inserted, or updated where they are there: the server counts these twice, and
    /// not at all where they stay as they are.
    Upserted,
}

impl Counts {
    pub fn of(sql: &str) -> Self {
        let writes = match text::begins_with(sql, &["WITH"]) {
            true => text::writes_after_with(sql),
            false => text::changes_rows(sql),
        };
        match writes {
            false => Self::Nothing,
            // A row that is kept was not written.
            true if text::keeps_duplicates(sql) == Some(false) => Self::Upserted,
            true => Self::Written,
        }
    }

    /// The number, from what the server has said: how many rows it gave, if it gives any, how many it
    /// has affected, and `Rows matched: 2  Changed: 1  Warnings: 0`, or `Records: 2  Duplicates: 1 ..`.
    pub fn changed(self, returned: Option<u64>, affected: u64, info: &str) -> u64 {
        match (self, returned) {
            (Self::Nothing, _) => 0,
            (_, Some(rows)) => rows,
            (Self::Written, None) => number(info, "Rows matched: ").unwrap_or(affected),
            // It says nothing about one row.
            (Self::Upserted, None) => number(info, "Records: ").unwrap_or(1),
        }
    }
}

fn number(info: &str, word: &str) -> Option<u64> {
    let rest = info.strip_prefix(word)?;
    rest[..rest.find(' ').unwrap_or(rest.len())].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_matched_are_counted() {
        let changed = |sql, affected, info| Counts::of(sql).changed(None, affected, info);
        assert_eq!(changed("UPDATE a", 1, "Rows matched: 3  Changed: 1  Warnings: 0"), 3);
        assert_eq!(changed("WITH x AS (SELECT 1) DELETE FROM a", 2, ""), 2);
        assert_eq!(changed("INSERT INTO a", 2, "Records: 2  Duplicates: 0  Warnings: 0"), 2);
        let update = "INSERT INTO a VALUES (?) ON DUPLICATE KEY UPDATE b = ?";
        for affected in 0..=2 {
            assert_eq!(changed(update, affected, ""), 1);
        }
        assert_eq!(changed(update, 4, "Records: 2  Duplicates: 2  Warnings: 0"), 2);
        let keep = "INSERT INTO a VALUES (?) ON DUPLICATE KEY UPDATE b = a.b";
        assert_eq!(changed(keep, 0, ""), 0);
        assert_eq!(changed(keep, 1, "Records: 2  Duplicates: 1  Warnings: 0"), 1);
        assert_eq!(changed("CREATE TABLE a (b INT)", 5, ""), 0);
        assert_eq!(Counts::of("INSERT INTO a RETURNING b").changed(Some(3), 0, ""), 3);
        assert_eq!(Counts::of("SELECT 1").changed(Some(3), 0, ""), 0);
    }
}
