//! The statements of a script for PostgreSQL, which takes several in one message for one transaction.

/// The statements of a script, without the semicolons between them.
///
/// A semicolon separates none in a text, a name, a comment, parentheses, or the body of a function.
pub(super) fn statements(script: &str) -> Vec<&str> {
    let (mut all, mut from, mut at) = (Vec::new(), 0, 0);
    let (mut brackets, mut blocks) = (0_usize, 0_usize);
    let (mut is_empty, mut before) = (true, "");
    while let Some(c) = script[at..].chars().next() {
        let rest = &script[at..];
        let len = match c {
            '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => comment(rest),
            _ if c.is_whitespace() => c.len_utf8(),
            ';' if brackets == 0 && blocks == 0 => {
                if !is_empty {
                    all.push(&script[from..at]);
                }
                (from, is_empty, before) = (at + 1, true, "");
                1
            }
            _ => {
                is_empty = false;
                let word = word(rest);
                match c {
                    '\'' => quoted(rest, c, is_escape(&script[..at])),
                    '"' => quoted(rest, c, false),
                    '$' => dollars(rest).unwrap_or(1),
                    '(' => {
                        brackets += 1;
                        1
                    }
                    ')' => {
                        brackets = brackets.saturating_sub(1);
                        1
                    }
                    _ if word.is_empty() => c.len_utf8(),
                    _ => {
                        let is = |other: &str| word.eq_ignore_ascii_case(other);
                        if is("ATOMIC") && before.eq_ignore_ascii_case("BEGIN")
                            || blocks > 0 && is("CASE")
                        {
                            blocks += 1;
                        } else if is("END") {
                            blocks = blocks.saturating_sub(1);
                        }
                        before = word;
                        at += word.len();
                        continue;
                    }
                }
            }
        };
        at += len;
    }
    if !is_empty {
        all.push(&script[from..]);
    }
    all
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// The word at the start, if there is one.
fn word(text: &str) -> &str {
    match text.starts_with('$') {
        true => "",
        false => &text[..text.find(|c| !is_word(c)).unwrap_or(text.len())],
    }
}

/// Whether a text that follows is `E'..'`, in which `\` is an escape.
fn is_escape(before: &str) -> bool {
    before.rsplit(|c| !is_word(c)).next().is_some_and(|word| word.eq_ignore_ascii_case("E"))
}

/// The length of a comment, with those inside it.
fn comment(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < text.len() {
        let rest = &text[at..];
        let is_end = rest.starts_with("*/");
        if is_end || rest.starts_with("/*") {
            depth = if is_end { depth - 1 } else { depth + 1 };
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The length of what stands in quotes.
fn quoted(text: &str, quote: char, escapes: bool) -> usize {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && escapes {
            chars.next();
        } else if c == quote && chars.next_if(|(_, next)| *next == quote).is_none() {
            return at + 1;
        }
    }
    text.len()
}

/// The length of what stands between two `$tag$`.
fn dollars(text: &str) -> Option<usize> {
    let end = text[1..].find('$')? + 2;
    let tag = &text[..end];
    let name = &tag[1..end - 1];
    let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if !is_name || name.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some(text[end..].find(tag).map_or(text.len(), |at| end + at + end))
}

#[cfg(test)]
mod tests {
    use super::statements;

    fn parts(script: &str) -> Vec<String> {
        statements(script).iter().map(|one| one.trim().to_owned()).collect()
    }

    #[test]
    fn a_semicolon_ends_a_statement() {
        assert_eq!(parts("SELECT 1; SELECT 2"), ["SELECT 1", "SELECT 2"]);
        assert_eq!(
            parts("-- relata: no transaction\nVACUUM;\n;; -- the end"),
            ["-- relata: no transaction\nVACUUM"]
        );
        assert!(parts("").is_empty() && parts(" ; /* a; b */ ; -- c;").is_empty());
    }

    #[test]
    fn a_semicolon_in_something_is_part_of_it() {
        for one in [
            "SELECT 'a; b', 'it''s;', '\\'",
            "SELECT E'it\\'s; b', e';\\\\', E'a''\\'; b'",
            "SELECT \"a;\"\"b\"",
            "SELECT 1 -- a; b\n+ 2",
            "SELECT 1 /* a; /* b; */ c; */ + 2",
            "DO $$ BEGIN PERFORM 1; END $$",
            "DO $a_1$ x; $$ y; $b$ z; $a_1$",
            "PREPARE x AS SELECT $1, $2",
            "CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a; DELETE FROM b)",
            "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END",
            "SELECT a$b$c, 'é;'",
        ] {
            assert_eq!(parts(&format!("{one}; SELECT 2")), [one, "SELECT 2"]);
        }
        // A word that ends in E is no escape, nor is one before white space.
        assert_eq!(parts("SELECT TYPE'\\'; SELECT 2").len(), 2);
        assert_eq!(parts("SELECT 1 AS e,'\\'; SELECT E '\\'; SELECT 3").len(), 3);
        // What is not closed goes to the end.
        for open in ["'a; b", "$$ a; b", "/* a; b", "(a; b", "\"a; b"] {
            assert_eq!(parts(&format!("SELECT 1 {open}")).len(), 1, "{open}");
        }
    }
}
