//! `#[a, b(..), c = ".."]`: one bracket may hold several attributes.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Expr, ExprLit, Lit, LitStr, Token, bracketed, parenthesized};

use crate::error::{Errors, here, nearest};
use crate::model::Docs;

/// One attribute.
pub struct Attribute {
    /// Its word.
    pub word: Ident,
    /// What follows.
    pub args: Args,
}

/// What follows an attribute's word.
pub enum Args {
    /// Nothing.
    None,
    /// `(..)`
    List(Group),
    /// `= value`
    Value(Expr),
}

impl ToTokens for Attribute {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.word.to_tokens(tokens);
        match &self.args {
            Args::None => {}
            Args::List(group) => group.to_tokens(tokens),
            Args::Value(value) => tokens.extend(quote!(= #value)),
        }
    }
}

impl Attribute {
    /// Reads what stands in the parentheses; `usage` shows how it is written.
    pub fn list<T>(
        &self,
        usage: &str,
        errors: &mut Errors,
        parse: impl FnOnce(ParseStream) -> syn::Result<T>,
    ) -> Option<T> {
        let Args::List(group) = &self.args else {
            errors.at(self, format!("`{}` needs arguments: write `#[{usage}]`", self.word));
            return None;
        };
        errors.keep(within(group, parse))
    }

    /// Checks that nothing follows.
    pub fn flag(&self, errors: &mut Errors) -> bool {
        let alone = matches!(self.args, Args::None);
        if !alone {
            let word = &self.word;
            errors.at(self, format!("`{word}` takes no arguments here: write `#[{word}]`"));
        }
        alone
    }
}

/// Parses the inside of a group, so that errors at its end point at the closing bracket.
pub fn within<T>(
    group: &Group,
    parse: impl FnOnce(ParseStream) -> syn::Result<T>,
) -> syn::Result<T> {
    let parser = |input: ParseStream| {
        let content;
        parenthesized!(content in input);
        let value = parse(&content)?;
        if !content.is_empty() {
            let error = here(&content, "expected `,` or the closing `)`");
            drain(&content);
            return Err(error);
        }
        Ok(value)
    };
    parser.parse2(TokenTree::Group(group.clone()).into_token_stream())
}

/// Consumes the rest, so that syn does not complain about it a second time.
pub fn drain(input: ParseStream) {
    // A token stream takes any tokens.
    let _ = input.parse::<TokenStream>();
}

/// Reads all attributes that stand here.
pub fn attributes(input: ParseStream, errors: &mut Errors) -> Vec<Attribute> {
    let mut all = Vec::new();
    while input.peek(Token![#]) {
        if let Err(error) = bracket(input, &mut all) {
            errors.push(error);
        }
    }
    all
}

fn bracket(input: ParseStream, all: &mut Vec<Attribute>) -> syn::Result<()> {
    input.parse::<Token![#]>()?;
    if input.peek(Token![!]) {
        let error = here(input, "write `#[..]`, without `!`");
        input.parse::<Token![!]>()?;
        drain_bracket(input)?;
        return Err(error);
    }
    let content;
    bracketed!(content in input);
    let result = list(&content, all);
    if result.is_err() {
        drain(&content);
    }
    result
}

fn drain_bracket(input: ParseStream) -> syn::Result<()> {
    let content;
    bracketed!(content in input);
    drain(&content);
    Ok(())
}

fn list(content: ParseStream, all: &mut Vec<Attribute>) -> syn::Result<()> {
    loop {
        if !content.peek(syn::Ident::peek_any) {
            return Err(here(content, "expected the name of an attribute, as in `#[primary_key]`"));
        }
        let word = Ident::parse_any(content)?;
        all.push(Attribute { word, args: args(content)? });
        if content.is_empty() {
            return Ok(());
        }
        if !content.peek(Token![,]) {
            return Err(here(content, "expected `,` between two attributes"));
        }
        content.parse::<Token![,]>()?;
        if content.is_empty() {
            return Ok(());
        }
    }
}

fn args(content: ParseStream) -> syn::Result<Args> {
    if content.peek(Token![=]) {
        content.parse::<Token![=]>()?;
        return content.parse().map(Args::Value);
    }
    if content.peek(syn::token::Paren) {
        return match content.parse()? {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                Ok(Args::List(group))
            }
            other => Err(syn::Error::new_spanned(other, "expected `(..)`")),
        };
    }
    Ok(Args::None)
}

/// Takes the doc comments out.
pub fn docs(attributes: &mut Vec<Attribute>) -> Docs {
    let mut docs = Docs::default();
    attributes.retain(|attribute| {
        if attribute.word != "doc" {
            return true;
        }
        docs.tokens.extend(quote!(#[#attribute]));
        if let Args::Value(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) = &attribute.args {
            if !docs.text.is_empty() {
                docs.text.push('\n');
            }
            let line = text.value();
            docs.text.push_str(line.strip_prefix(' ').unwrap_or(&line).trim_end());
        }
        false
    });
    docs
}

/// Takes out what belongs on the row struct or its fields: `#[serde(..)]`.
pub fn passed(attributes: &mut Vec<Attribute>) -> TokenStream {
    let mut passed = TokenStream::new();
    attributes.retain(|attribute| {
        let ours = attribute.word != "serde";
        if !ours {
            passed.extend(quote!(#[#attribute]));
        }
        ours
    });
    passed
}

/// A place where attributes stand.
pub struct Place {
    /// What messages call it.
    pub name: &'static str,
    /// The attributes that it takes.
    pub words: &'static [&'static str],
    /// Those that may stand there several times.
    pub repeatable: &'static [&'static str],
    /// Attributes that are written elsewhere, and where.
    pub elsewhere: (&'static [&'static str], &'static str),
}

impl Place {
    /// A place for doc comments alone.
    pub const fn plain(name: &'static str) -> Self {
        Self { name, words: &[], repeatable: &[], elsewhere: (&[], "") }
    }

    fn refuses(&self, word: &str) -> String {
        let (elsewhere, there) = self.elsewhere;
        if elsewhere.contains(&word) {
            return format!("`{word}` stands {there}");
        }
        let name = self.name;
        if self.words.is_empty() {
            return format!("unknown attribute `{word}`: {name} takes doc comments alone");
        }
        match nearest(word, self.words.iter().copied()) {
            Some(near) => format!("unknown attribute `{word}`: did you mean `{near}`?"),
            None => format!("unknown attribute `{word}`: {name} takes {}", listed(self.words)),
        }
    }
}

/// Drops attributes that are unknown here or written twice.
pub fn known(attributes: &mut Vec<Attribute>, place: &Place, errors: &mut Errors) {
    let mut seen: Vec<String> = Vec::new();
    attributes.retain(|attribute| {
        let word = attribute.word.unraw().to_string();
        if !place.words.contains(&word.as_str()) {
            errors.at(&attribute.word, place.refuses(&word));
            return false;
        }
        let twice = seen.contains(&word) && !place.repeatable.contains(&word.as_str());
        if twice {
            errors.at(&attribute.word, format!("`{word}` is written twice: leave one out"));
        }
        seen.push(word);
        !twice
    });
}

/// `a`, `b` and `c`
pub fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
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
            return Err(here(input, format!("expected {} and a text", listed(known))));
        }
        let word = Ident::parse_any(input)?;
        if !known.iter().any(|k| word == k) {
            let message = format!("unknown option `{word}`: write {}", listed(known));
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

/// A comma, unless it is the end.
pub fn separator(input: ParseStream) -> syn::Result<()> {
    if input.is_empty() {
        return Ok(());
    }
    if !input.peek(Token![,]) {
        return Err(here(input, "expected `,`"));
    }
    input.parse::<Token![,]>().map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{accepted, refused, with_attributes, with_columns};

    #[test]
    fn attributes_are_known_and_written_once() {
        refused(
            with_columns,
            &[
                ("#[uniq] a: i64", &["unknown attribute `uniq`: did you mean `unique`?"]),
                (
                    "#[foo] a: i64",
                    &[
                        "unknown attribute `foo`: a column takes `primary_key`, `identity`, `unique`, \
                   `index`, `references`, `default`, `default_with`, `update_with`, `computed`, \
                   `immutable`, `version`, `column`, `sql` and `check`",
                    ],
                ),
                ("#[unique, unique] a: i64", &["`unique` is written twice: leave one out"]),
                ("#[unique] #[unique] a: i64", &["`unique` is written twice: leave one out"]),
                ("#[foreign_key(a)] a: i64", &["`foreign_key` stands above the table"]),
                (
                    "#[unique] a: HasMany<b::c>",
                    &["unknown attribute `unique`: a relation takes doc comments alone"],
                ),
            ],
        );
        refused(
            with_attributes,
            &[
                ("#[identity]", &["`identity` stands on a column"]),
                (
                    "#[foo]",
                    &["unknown attribute `foo`: a table takes `table`, `primary_key`, `unique`, \
                   `index`, `check`, `foreign_key` and `derive`"],
                ),
            ],
        );
    }

    #[test]
    fn brackets_are_lists() {
        refused(
            with_columns,
            &[
                ("#[] a: i64", &["expected the name of an attribute, as in `#[primary_key]`"]),
                ("#[unique index] a: i64", &["expected `,` between two attributes"]),
                ("#[5] a: i64", &["expected the name of an attribute, as in `#[primary_key]`"]),
                ("#![unique] a: i64", &["write `#[..]`, without `!`"]),
                (
                    "#[immutable(x)] a: i64",
                    &["`immutable` takes no arguments here: write `#[immutable]`"],
                ),
                ("#[default] a: i64", &["`default` needs arguments: write `#[default(..)]`"]),
                ("#[default = 5] a: i64", &["`default` needs arguments: write `#[default(..)]`"]),
                ("#[default(5 6)] a: i64", &["expected `,` or the closing `)`"]),
            ],
        );
        accepted(with_columns, &["#[unique, index,] #[default(5)] a: i64"]);
    }

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
                ("#[table(5)]", &["expected `name` and `schema` and a text"]),
                ("#[table(nam = \"a\")]", &["unknown option `nam`: write `name` and `schema`"]),
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
                ("#[column(\"x\")] a: i64", &["expected `name` and a text"]),
            ],
        );
    }

    #[test]
    fn lists_read_as_english() {
        assert_eq!(listed(&["a"]), "`a`");
        assert_eq!(listed(&["a", "b"]), "`a` and `b`");
        assert_eq!(listed(&["a", "b", "c"]), "`a`, `b` and `c`");
    }
}
