//! What SQLite tells of a table by nothing but the text of its CREATE TABLE or CREATE INDEX.

use super::tokens::{Placed, Token, bare, group, text, tokens};

/// What a CREATE TABLE says beyond the pragmas, each in the order of the text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// CHECK constraints, with the names that some have.
    pub checks: Vec<(Option<String>, String)>,
    /// UNIQUE constraints: their names, and their columns.
    pub uniques: Vec<(Option<String>, Vec<String>)>,
    /// Foreign keys: their names, and whether they are checked at commit.
    pub foreign_keys: Vec<(Option<String>, bool)>,
    /// Computed columns, and their expressions.
    pub computed: Vec<(String, String)>,
    /// Keys of the table in an order of their own, or with a way out of conflicts.
    pub ordered: Vec<String>,
    /// Columns, and what they have beyond.
    pub beyond: Vec<(String, String)>,
}

/// Reads a CREATE TABLE.
pub(crate) fn written(sql: &str) -> Written {
    let mut written = Written::default();
    let all = tokens(sql);
    if let Some(open) = opening(&all) {
        for [from, to] in group(&all, open).1 {
            definition(sql, &all[..to], from, &mut written);
        }
    }
    written
}

fn opening(all: &[Placed<'_>]) -> Option<usize> {
    all.iter().position(|(token, _)| *token == Token::Sign('('))
}

/// Reads what stands between two commas: a column, or a constraint of the table.
fn definition(sql: &str, all: &[Placed<'_>], from: usize, into: &mut Written) {
    const CONSTRAINTS: &[&str] = &["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];
    let Some((first, _)) = all.get(from) else { return };
    let constrains = CONSTRAINTS.iter().any(|word| first.is(word));
    let column = first.name().filter(|_| !constrains);
    let mut at = if constrains { from } else { from + 1 };
    let mut name = None;
    while let Some((token, _)) = all.get(at) {
        at += 1;
        let opens = matches!(all.get(at), Some((Token::Sign('('), _)));
        let is_key = token.is("UNIQUE") || token.is("PRIMARY");
        if is_key && column.is_none() {
            into.ordered.extend(ordered(sql, all, at - 1));
        }
        let conflict = all.get(at).is_some_and(|(token, _)| token.is("CONFLICT"));
        if *token == Token::Sign('(') {
            at = group(all, at - 1).0;
        } else if token.is("CONSTRAINT") {
            name = all.get(at).and_then(|(token, _)| token.name());
            at += 1;
        } else if token.is("CHECK") && opens {
            let (end, _) = group(all, at);
            into.checks.push((name.take(), bare(text(sql, all, [at, end])).to_owned()));
            at = end;
        } else if token.is("UNIQUE") {
            let parts = if opens { group(all, at).1 } else { Vec::new() };
            let parts = parts.iter().filter_map(|part| all.get(part[0])?.0.name());
            into.uniques.push((name.take(), parts.chain(column.clone()).collect()));
        } else if token.is("REFERENCES") {
            into.foreign_keys.push((name.take(), false));
        } else if token.is("DEFERRED") {
            into.foreign_keys.iter_mut().next_back().into_iter().for_each(|key| key.1 = true);
        } else if let Some(column) = &column {
            let mut beyond = |end: usize| {
                into.beyond.push((column.clone(), text(sql, all, [at - 1, end]).to_owned()));
            };
            if token.is("AS") && opens {
                let (end, _) = group(all, at);
                let sql = bare(text(sql, all, [at, end])).to_owned();
                into.computed.push((column.clone(), sql));
                at = end;
            } else if token.is("COLLATE") {
                beyond(at + 1);
            } else if token.is("AUTOINCREMENT") {
                beyond(at);
            } else if token.is("ON") && conflict {
                beyond(at + 2);
            } else if ["NOT", "NULL", "DEFAULT", "PRIMARY"].iter().any(|word| token.is(word)) {
                name = None;
            }
        }
    }
}

/// A key of a table that is more than its columns.
fn ordered(sql: &str, all: &[Placed<'_>], from: usize) -> Option<String> {
    let is = |at: usize, word: &str| all.get(at).is_some_and(|(token, _)| token.is(word));
    let open = if is(from + 1, "KEY") { from + 2 } else { from + 1 };
    all.get(open)?;
    let (end, _) = group(all, open);
    let conflicts = is(end + 1, "CONFLICT");
    let collates = (open..end).any(|at| is(at, "COLLATE"));
    let end = if conflicts { end + 3 } else { end };
    (conflicts || collates).then(|| text(sql, all, [from, end.min(all.len())]).to_owned())
}

/// The parts of a CREATE INDEX, and the condition of its rows.
pub(crate) fn index(sql: &str) -> (Vec<String>, Option<String>) {
    let all = tokens(sql);
    let Some(open) = opening(&all) else { return (Vec::new(), None) };
    let (end, parts) = group(&all, open);
    let parts = parts.into_iter().map(|[from, mut to]| {
        // The pragmas tell the direction.
        let last = all.get(to - 1).filter(|_| to > from);
        if last.is_some_and(|(token, _)| token.is("ASC") || token.is("DESC")) {
            to -= 1;
        }
        bare(text(sql, &all, [from, to])).to_owned()
    });
    let parts = parts.collect();
    let filter = all.get(end).filter(|(token, _)| token.is("WHERE"));
    (parts, filter.map(|_| bare(text(sql, &all, [end + 1, all.len()])).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{Written, index, written};

    #[test]
    fn what_stands_in_a_create_table() {
        let sql = r#"CREATE TABLE "a (b" ( -- CHECK (no)
            id INTEGER PRIMARY KEY AUTOINCREMENT, "x, y" TEXT DEFAULT ('a,)') COLLATE NOCASE UNIQUE,
            [n] INT CONSTRAINT some NOT NULL CHECK (n > 0 AND (n < 9)) REFERENCES b,
            twice INT GENERATED ALWAYS AS (n * 2) STORED,
            CONSTRAINT uq UNIQUE (n, "x, y"), CONSTRAINT ck CHECK ((n <> ','))
            CONSTRAINT fk FOREIGN KEY (n) REFERENCES c (d) DEFERRABLE INITIALLY DEFERRED
        ) STRICT"#;
        let owned = |text: &str| text.to_owned();
        let checks =
            vec![(None, owned("n > 0 AND (n < 9)")), (Some(owned("ck")), owned("n <> ','"))];
        let uniques =
            vec![(None, vec![owned("x, y")]), (Some(owned("uq")), vec![owned("n"), owned("x, y")])];
        let foreign_keys = vec![(None, false), (Some(owned("fk")), true)];
        let computed = vec![(owned("twice"), owned("n * 2"))];
        let beyond =
            vec![(owned("id"), owned("AUTOINCREMENT")), (owned("x, y"), owned("COLLATE NOCASE"))];
        let expected =
            Written { checks, uniques, foreign_keys, computed, beyond, ..Written::default() };
        assert_eq!(written(sql), expected);
        let sql =
            "CREATE TABLE t (a, UNIQUE (a COLLATE NOCASE), PRIMARY KEY (a) ON CONFLICT IGNORE)";
        let ordered = ["UNIQUE (a COLLATE NOCASE)", "PRIMARY KEY (a) ON CONFLICT IGNORE"];
        assert_eq!(written(sql).ordered, ordered);
        assert_eq!(written("CREATE TABLE x"), Written::default());
    }

    #[test]
    fn what_stands_in_a_create_index() {
        let (parts, filter) =
            index("CREATE INDEX i ON t (a desc, (lower(b)) ASC, c + 1) WHERE (a > 0)");
        assert_eq!(parts, ["a", "lower(b)", "c + 1"]);
        assert_eq!(filter.as_deref(), Some("a > 0"));
    }
}
