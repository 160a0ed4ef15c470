//! `#[a, b(..), c = ".."]`: one bracket may hold several attributes.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Expr, ExprLit, Lit, Token, bracketed, parenthesized};

use crate::error::{Errors, here};
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
        docs.written |= matches!(attribute.args, Args::Value(_));
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

#[cfg(test)]
mod tests {
    use crate::testing::{accepted, refused, with_columns};

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
}
