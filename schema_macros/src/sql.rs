//! Rust tokens as SQL text: the conditions of `check(..)`, the expressions of `computed(..)`.

use std::iter::Peekable;

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree, token_stream};
use syn::ext::IdentExt;
use syn::{Error, Lit, Result};

use crate::check::unknown_column;
use crate::model::Table;
use crate::reserved;

/// Words that stand for themselves.
const WORDS: &[&str] = &[
    "and",
    "or",
    "not",
    "in",
    "is",
    "null",
    "between",
    "like",
    "true",
    "false",
    "case",
    "when",
    "then",
    "else",
    "end",
    "current_timestamp",
];

const AGGREGATES: &[&str] = &["count", "sum", "avg", "min", "max"];

const SUBQUERIES: &[&str] = &["select", "exists", "any", "all"];

/// Rust's spelling of an operator, and SQL's.
const OPERATORS: &[(&str, &str)] = &[
    ("==", "="),
    ("!=", "<>"),
    ("&&", "AND"),
    ("||", "OR"),
    ("<>", "<>"),
    ("<=", "<="),
    (">=", ">="),
    ("=", "="),
    ("<", "<"),
    (">", ">"),
    ("+", "+"),
    ("-", "-"),
    ("*", "*"),
    ("/", "/"),
    ("%", "%"),
    ("!", "NOT"),
];

/// The text of tokens that name columns of `table`; `place` is `check` or `computed`, which must
/// not name the column `itself`.
pub fn text(
    tokens: TokenStream,
    table: &Table,
    place: &str,
    itself: Option<&Ident>,
) -> Result<String> {
    let mut writer =
        Writer { table, place, itself, out: String::new(), expects_operand: true, glued: false };
    writer.all(tokens)?;
    Ok(writer.out)
}

struct Writer<'t> {
    table: &'t Table,
    place: &'t str,
    itself: Option<&'t Ident>,
    out: String,
    /// At the start or after an operator, where a sign is a sign and not an operator.
    expects_operand: bool,
    /// After a sign, which belongs to the number that follows it.
    glued: bool,
}

type Tokens = Peekable<token_stream::IntoIter>;

impl Writer<'_> {
    fn all(&mut self, tokens: TokenStream) -> Result<()> {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(ident) => self.ident(&ident, &mut tokens)?,
                TokenTree::Literal(literal) => {
                    let text = constant(&Lit::new(literal))?;
                    self.operand(&text);
                }
                TokenTree::Group(group) => self.group(&group, false)?,
                TokenTree::Punct(punct) if punct.as_char() == ',' => {
                    self.out.push(',');
                    self.expects_operand = true;
                }
                TokenTree::Punct(punct) => {
                    let (mut spelled, mut last) = (String::from(punct.as_char()), punct.clone());
                    while last.spacing() == Spacing::Joint && spelled.len() < 2 {
                        let Some(TokenTree::Punct(next)) = tokens.peek().cloned() else {
                            break;
                        };
                        let longer = format!("{spelled}{}", next.as_char());
                        if !OPERATORS.iter().any(|(rust, _)| *rust == longer) {
                            break;
                        }
                        (spelled, last) = (longer, next);
                        tokens.next();
                    }
                    self.operator(&spelled, &punct)?;
                }
            }
        }
        Ok(())
    }

    fn ident(&mut self, ident: &Ident, tokens: &mut Tokens) -> Result<()> {
        let name = ident.unraw().to_string();
        let lower = name.to_ascii_lowercase();
        let call = matches!(tokens.peek(), Some(TokenTree::Group(group)) if is_paren(group));
        if call && AGGREGATES.contains(&lower.as_str()) {
            let message = format!(
                "`{name}(..)` is an aggregate: `{}` sees one row, not all of them",
                self.place
            );
            return Err(Error::new_spanned(ident, message));
        }
        let column = self.table.column(ident);
        if column.is_none() && SUBQUERIES.contains(&lower.as_str()) {
            let message = format!("`{}` sees one row: a subquery cannot stand in it", self.place);
            return Err(Error::new_spanned(ident, message));
        }
        if !call && self.itself == Some(ident) {
            let message = format!("`{name}` cannot be computed from itself");
            return Err(Error::new_spanned(ident, message));
        }
        match column {
            Some(column) if !call => self.operand(&quoted(&column.name.text)),
            None if WORDS.contains(&lower.as_str()) => self.word(&lower),
            _ if call => {
                self.operand(&name);
                if let Some(TokenTree::Group(group)) = tokens.next() {
                    self.group(&group, true)?;
                }
            }
            // The column was refused, and that is error enough.
            _ if self.table.broken.contains(ident) => self.operand(&name),
            _ => return Err(Error::new_spanned(ident, unknown_column(ident, self.table))),
        }
        Ok(())
    }

    fn word(&mut self, lower: &str) {
        let value = matches!(lower, "null" | "true" | "false" | "end" | "current_timestamp");
        self.operand(&lower.to_ascii_uppercase());
        self.expects_operand = !value;
    }

    fn operand(&mut self, text: &str) {
        if !(self.glued || self.out.is_empty() || self.out.ends_with('(')) {
            self.out.push(' ');
        }
        self.out.push_str(text);
        self.expects_operand = false;
        self.glued = false;
    }

    fn operator(&mut self, spelled: &str, punct: &proc_macro2::Punct) -> Result<()> {
        let Some((_, sql)) = OPERATORS.iter().find(|(rust, _)| *rust == spelled) else {
            let message = if spelled == "." {
                "the columns of this table are written alone, without the table's name".to_owned()
            } else {
                format!("`{spelled}` means nothing here: write the SQL in double quotes")
            };
            return Err(Error::new_spanned(punct, message));
        };
        let sign = self.expects_operand && *sql == "-";
        self.operand(sql);
        self.glued = sign;
        self.expects_operand = true;
        Ok(())
    }

    fn group(&mut self, group: &Group, call: bool) -> Result<()> {
        if group.delimiter() == Delimiter::None {
            return self.all(group.stream());
        }
        if !is_paren(group) {
            let message = "only `(..)` groups here: write the SQL in double quotes";
            return Err(Error::new_spanned(group, message));
        }
        if call {
            self.out.push('(');
        } else {
            self.operand("(");
        }
        self.expects_operand = true;
        self.all(group.stream())?;
        self.out.push(')');
        self.expects_operand = false;
        Ok(())
    }
}

fn is_paren(group: &Group) -> bool {
    group.delimiter() == Delimiter::Parenthesis
}

/// A constant as SQL.
fn constant(lit: &Lit) -> Result<String> {
    match lit {
        Lit::Str(text) => Ok(literal(&text.value())),
        Lit::Char(text) => Ok(literal(&text.value().to_string())),
        Lit::Int(value) if value.suffix().is_empty() => Ok(value.base10_digits().to_owned()),
        Lit::Float(value) if value.suffix().is_empty() => Ok(value.base10_digits().to_owned()),
        Lit::Int(_) | Lit::Float(_) => {
            Err(Error::new_spanned(lit, "a number in SQL has no suffix: leave it out"))
        }
        _ => Err(Error::new_spanned(lit, "SQL has no such constant: write a text or a number")),
    }
}

/// `'it''s'`
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A column's name, in double quotes where it cannot stand bare.
fn quoted(name: &str) -> String {
    if reserved::is_plain(name) {
        return name.to_owned();
    }
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Tokens as they are, with SQL's ordinary spacing: `numeric(10, 2)`.
pub fn verbatim(tokens: TokenStream) -> String {
    let mut out = String::new();
    for token in tokens {
        let (text, glued) = match &token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                (format!("{open}{}{close}", verbatim(group.stream())), true)
            }
            TokenTree::Punct(punct) => (punct.to_string(), true),
            TokenTree::Ident(ident) => (ident.unraw().to_string(), false),
            TokenTree::Literal(literal) => (literal_text(literal), false),
        };
        let tight = out.is_empty() || glued || out.ends_with(['.', ':']);
        if !tight {
            out.push(' ');
        }
        out.push_str(&text);
    }
    out
}

fn literal_text(token: &proc_macro2::Literal) -> String {
    match Lit::new(token.clone()) {
        Lit::Str(text) => literal(&text.value()),
        _ => token.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::verbatim;
    use crate::testing::{dense, expanded, refused, with_attributes, with_columns};

    /// The SQL of a check over `id`, `title` and `note`.
    fn check(condition: &str, sql: &str) {
        let output = expanded(with_attributes, &format!("#[check({condition})]"));
        let text = output.to_string();
        let found = text.split("sql :").nth(1).and_then(|rest| rest.split(" }").next());
        let found = found.and_then(|literal| syn::parse_str::<syn::LitStr>(literal).ok());
        assert_eq!(
            found.map(|literal| literal.value()).as_deref(),
            Some(sql),
            "{}",
            dense(&output)
        );
    }

    #[test]
    fn operators_are_those_of_sql() {
        check("id == 1", "id = 1");
        check("id != 1 && id <> 2 || !(id >= 3)", "id <> 1 AND id <> 2 OR NOT (id >= 3)");
        check("id*2-1<=-3", "id * 2 - 1 <= -3");
        check("id > -1 and id % 2 = 0", "id > -1 AND id % 2 = 0");
        check("id in (1, -2, 3)", "id IN (1, -2, 3)");
        check("-id < 0", "-id < 0");
    }

    #[test]
    fn functions_words_and_constants() {
        check("length(title) > 0", "length(title) > 0");
        check("coalesce(note, \"it's\") = 'x'", "coalesce(note, 'it''s') = 'x'");
        check("note is not null", "note IS NOT NULL");
        check("title like \"a%\"", "title LIKE 'a%'");
        check("id between 1 and 2.5", "id BETWEEN 1 AND 2.5");
        check(
            "case when id > 0 then true else false end",
            "CASE WHEN id > 0 THEN TRUE ELSE FALSE END",
        );
        check("\"id > 0\"", "id > 0");
    }

    #[test]
    fn what_a_check_cannot_hold() {
        refused(
            with_attributes,
            &[
                (
                    "#[check(titel > 0)]",
                    &["`titel` is not a column of `posts`: did you mean `title`?"],
                ),
                ("#[check(colour > 0)]", &["`colour` is not a column of `posts`"]),
                (
                    "#[check(id in (select id))]",
                    &["`check` sees one row: a subquery cannot stand in it"],
                ),
                (
                    "#[check(count(id) > 0)]",
                    &["`count(..)` is an aggregate: `check` sees one row, not all of them"],
                ),
                ("#[check(posts.id > 0)]", &["`posts` is not a column of `posts`"]),
                (
                    "#[check(id.x > 0)]",
                    &["the columns of this table are written alone, without the table's name"],
                ),
                ("#[check(id @ 0)]", &["`@` means nothing here: write the SQL in double quotes"]),
                (
                    "#[check(id > [0])]",
                    &["only `(..)` groups here: write the SQL in double quotes"],
                ),
                ("#[check(id > 0i64)]", &["a number in SQL has no suffix: leave it out"]),
                (
                    "#[check(title > b\"x\")]",
                    &["SQL has no such constant: write a text or a number"],
                ),
            ],
        );
    }

    #[test]
    fn what_a_computed_column_cannot_hold() {
        refused(
            with_columns,
            &[
                ("#[computed(a + id)] a: i64", &["`a` cannot be computed from itself"]),
                (
                    "#[computed(sum(id))] a: i64",
                    &["`sum(..)` is an aggregate: `computed` sees one row, not all of them"],
                ),
            ],
        );
    }

    #[test]
    fn types_are_kept_as_they_are() {
        let kept = |text: &str| text.parse().map(verbatim).ok();
        assert_eq!(kept("varchar(20)").as_deref(), Some("varchar(20)"));
        assert_eq!(kept("numeric(10,2)").as_deref(), Some("numeric(10, 2)"));
        assert_eq!(kept("timestamp with time zone").as_deref(), Some("timestamp with time zone"));
        assert_eq!(kept("text[]").as_deref(), Some("text[]"));
        assert_eq!(kept("pg_catalog.int4").as_deref(), Some("pg_catalog.int4"));
        assert_eq!(kept("enum(\"a\", \"b\")").as_deref(), Some("enum('a', 'b')"));
    }
}
