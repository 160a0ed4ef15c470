//! SQL as a database reports it, word by word: enough to find names, texts and brackets in it.

/// A token of SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'s> {
    /// A word or a number.
    Word(&'s str),
    /// A name in quotes, which stand around it.
    Name(&'s str),
    /// A text in quotes, which stand around it.
    Text(&'s str),
    /// Anything else.
    Sign(char),
}

/// A token, and where it begins and ends.
pub(crate) type Placed<'s> = (Token<'s>, [usize; 2]);

impl Token<'_> {
    /// Whether it is this word.
    pub fn is(&self, word: &str) -> bool {
        matches!(self, Self::Word(found) if found.eq_ignore_ascii_case(word))
    }

    /// What it says without its quotes, if it is no sign.
    pub fn name(&self) -> Option<String> {
        match *self {
            Self::Word(word) => Some(word.to_owned()),
            Self::Name(quoted) | Self::Text(quoted) => {
                let quote = quoted.chars().next_back()?;
                let inner = quoted.get(1..quoted.len().checked_sub(1)?)?;
                Some(inner.replace(&format!("{quote}{quote}"), &quote.to_string()))
            }
            Self::Sign(_) => None,
        }
    }
}

/// The tokens of a text, without comments.
pub(crate) fn tokens(sql: &str) -> Vec<Placed<'_>> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(c) = sql[at..].chars().next() {
        let rest = &sql[at..];
        // Behind a word they are those of an array.
        let brackets = c == '[' && !sql[..at].ends_with(|c| is_word(c) || c == ')' || c == ']');
        let len = match c {
            '\'' | '"' | '`' => quoted(rest, c),
            '[' if brackets => quoted(rest, ']'),
            '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let text = &rest[..len];
        let token = match c {
            '\'' => Some(Token::Text(text)),
            '"' | '`' => Some(Token::Name(text)),
            '[' if brackets => Some(Token::Name(text)),
            c if is_word(c) => Some(Token::Word(text)),
            c if c.is_whitespace() || len > c.len_utf8() => None,
            c => Some(Token::Sign(c)),
        };
        all.extend(token.map(|token| (token, [at, at + len])));
        at += len;
    }
    all
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$' || c == '.'
}

/// The length of what stands in quotes at the start.
fn quoted(text: &str, end: char) -> usize {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == end && chars.next_if(|(_, next)| *next == end).is_none() {
            return at + c.len_utf8();
        }
    }
    text.len()
}

/// What stands in the brackets that open at a token: the place after them, and the parts between its commas.
pub(crate) fn group(all: &[Placed<'_>], open: usize) -> (usize, Vec<[usize; 2]>) {
    let (mut depth, mut from, mut parts) = (0, open + 1, Vec::new());
    for (at, (token, _)) in all.iter().enumerate().skip(open) {
        match token {
            Token::Sign('(') => depth += 1,
            Token::Sign(')') if depth == 1 => {
                parts.push([from, at]);
                return (at + 1, parts);
            }
            Token::Sign(')') => depth -= 1,
            Token::Sign(',') if depth == 1 => {
                parts.push([from, at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    (all.len(), parts)
}

/// The text from one token up to another.
pub(crate) fn text<'s>(sql: &'s str, all: &[Placed<'s>], [from, to]: [usize; 2]) -> &'s str {
    match all.get(from..to.min(all.len())) {
        Some([(_, [start, end])]) => &sql[*start..*end],
        Some([(_, [start, _]), .., (_, [_, end])]) => &sql[*start..*end],
        _ => "",
    }
}

/// Without brackets around all of it.
pub(crate) fn bare(sql: &str) -> &str {
    let all = tokens(sql);
    let opens = matches!(all.first(), Some((Token::Sign('('), _)));
    match opens && group(&all, 0).0 == all.len() && all.len() > 2 {
        true => bare(text(sql, &all, [1, all.len() - 1])),
        false => sql.trim(),
    }
}

/// Nothing, or `::character varying(20)`.
pub(crate) fn is_cast(rest: &[Placed<'_>]) -> bool {
    let signs = |token: &Token<'_>| matches!(token, Token::Sign(':' | '(' | ')' | ',' | '[' | ']'));
    match rest {
        [] => true,
        [(Token::Sign(':'), _), (Token::Sign(':'), _), rest @ ..] => rest
            .iter()
            .all(|(token, _)| signs(token) || matches!(token, Token::Word(_) | Token::Name(_))),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Token, bare, tokens};

    #[test]
    fn quotes_and_comments() {
        let found = tokens("a.b [c d] -- x\n 'it''s' /* ) */ \"e\"\"f\"");
        let found: Vec<_> = found.into_iter().map(|(token, _)| token).collect();
        let [word, brackets] = [Token::Word("a.b"), Token::Name("[c d]")];
        assert_eq!(found, [word, brackets, Token::Text("'it''s'"), Token::Name("\"e\"\"f\"")]);
        assert_eq!(found[1].name().as_deref(), Some("c d"));
        assert_eq!(found[3].name().as_deref(), Some("e\"f"));
        assert_eq!(tokens("ARRAY['a'::text[]]").len(), 9);
        for open in ["'", "\"a", "[", "/*", "("] {
            assert!(tokens(open).len() <= 1);
        }
    }

    #[test]
    fn brackets_around_all() {
        assert_eq!(bare("((a > ')'))"), "a > ')'");
        assert_eq!(bare("(a) > (b)"), "(a) > (b)");
        assert_eq!(bare("("), "(");
        assert_eq!(bare("()"), "()");
        assert_eq!(bare(""), "");
    }
}
