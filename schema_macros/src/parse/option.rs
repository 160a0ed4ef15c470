//! What stands inside an attribute's parentheses: texts, names, and `word = ".."` pairs.

use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{LitStr, Token};

use crate::error::here;

/// `a`, `b` and `c`
pub fn listed(words: &[&str]) -> String {
    joined(words, "and")
}

/// `a`, `b` or `c`
pub fn one_of(words: &[&str]) -> String {
    joined(words, "or")
}

fn joined(words: &[&str], conjunction: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => {
            format!("{} {conjunction} {last}", rest.join(", "))
        }
        _ => quoted.join(""),
    }
}

/// A text that is not empty.
pub fn text(input: ParseStream) -> syn::Result<LitStr> {
    if !input.peek(LitStr) {
        return Err(here(input, "expected a text in double quotes"));
    }
    let text: LitStr = input.parse()?;
    if text.value().trim().is_empty() {
        return Err(syn::Error::new_spanned(text, "the text is empty"));
    }
    Ok(text)
}

/// A name in the database.
pub fn name(input: ParseStream) -> syn::Result<LitStr> {
    let text: LitStr = if input.peek(LitStr) {
        input.parse()?
    } else {
        return Err(here(input, "expected a name in double quotes"));
    };
    let value = text.value();
    if value.is_empty() {
        return Err(syn::Error::new_spanned(text, "a name in the database cannot be empty"));
    }
    if value.contains('\0') {
        return Err(syn::Error::new_spanned(text, "a name in the database cannot hold a NUL"));
    }
    Ok(text)
}

/// `word = ".."` pairs, each at most once.
pub fn options(input: ParseStream, known: &[&str]) -> syn::Result<Vec<(Ident, LitStr)>> {
    let mut all: Vec<(Ident, LitStr)> = Vec::new();
    while !input.is_empty() {
        if !input.peek(syn::Ident::peek_any) {
            return Err(here(input, expected(known)));
        }
        let word = Ident::parse_any(input)?;
        if !known.iter().any(|k| word == k) {
            let message = format!("unknown option `{word}`: {}", expected(known));
            return Err(syn::Error::new_spanned(word, message));
        }
        if all.iter().any(|(other, _)| *other == word) {
            let message = format!("`{word}` is written twice: leave one out");
            return Err(syn::Error::new_spanned(word, message));
        }
        if !input.peek(Token![=]) {
            return Err(here(input, format!("expected `{word} = \"..\"`")));
        }
        input.parse::<Token![=]>()?;
        all.push((word, name(input)?));
        separator(input)?;
    }
    Ok(all)
}

fn expected(known: &[&str]) -> String {
    let pairs: Vec<String> = known.iter().map(|word| format!("{word} = \"..\"")).collect();
    let pairs: Vec<&str> = pairs.iter().map(String::as_str).collect();
    format!("expected {}", one_of(&pairs))
}

/// A comma, unless it is the end.
pub fn separator(input: ParseStream) -> syn::Result<()> {
    comma(input, "expected `,`")
}

/// The same, where a message says what is missing.
pub fn comma(input: ParseStream, expected: &str) -> syn::Result<()> {
    if input.is_empty() {
        return Ok(());
    }
    if !input.peek(Token![,]) {
        return Err(here(input, expected));
    }
    input.parse::<Token![,]>().map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{refused, with_attributes, with_columns};

    #[test]
    fn names_in_the_database() {
        let table = "table(name = \"..\", schema = \"..\")";
        refused(
            with_attributes,
            &[
                ("#[table(name = \"\")]", &["a name in the database cannot be empty"]),
                ("#[table(name = \"a\\0b\")]", &["a name in the database cannot hold a NUL"]),
                ("#[table(name = 5)]", &["expected a name in double quotes"]),
                ("#[table(name)]", &["expected `name = \"..\"`"]),
                ("#[table(5)]", &["expected `name = \"..\"` or `schema = \"..\"`"]),
                (
                    "#[table(nam = \"a\")]",
                    &["unknown option `nam`: expected `name = \"..\"` or `schema = \"..\"`"],
                ),
                (
                    "#[table(name = \"a\", name = \"b\")]",
                    &["`name` is written twice: leave one out"],
                ),
                ("#[table(name = \"a\" schema = \"b\")]", &["expected `,`"]),
                ("#[table]", &[&format!("`table` needs arguments: write `#[{table}]`")]),
            ],
        );
        refused(
            with_columns,
            &[
                ("#[column(name = \"\")] a: i64", &["a name in the database cannot be empty"]),
                ("#[column(\"x\")] a: i64", &["expected `name = \"..\"`"]),
            ],
        );
    }

    #[test]
    fn lists_read_as_english() {
        assert_eq!(listed(&["a"]), "`a`");
        assert_eq!(listed(&["a", "b"]), "`a` and `b`");
        assert_eq!(listed(&["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(one_of(&["a", "b", "c"]), "`a`, `b` or `c`");
    }
}
