//! What a column's value is made of: `default(..)`, `default_with(..)`, `computed(..)`, `check(..)`.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::{Expr, ExprLit, ExprUnary, Lit, LitStr, UnOp};

use super::attribute::{Args, Attribute, drain};
use super::option::{options, text};
use crate::error::{Errors, here};
use crate::model::{Check, Computed, Default, DefaultValue, Sql};
use crate::sql;

const DEFAULTS: &str = "expected a text, which the label of an enum is too, a number, `true`, `false`, `now()`, or `sql(\"..\")` for anything else";

/// `default("active")`
pub fn default(attribute: &Attribute, errors: &mut Errors) -> Option<Default> {
    let (tokens, value) = attribute.list("default(..)", errors, |input| {
        if input.is_empty() {
            return Err(here(input, DEFAULTS));
        }
        let expr: Expr = input.parse()?;
        let value = default_value(&expr)?;
        Ok((expr.into_token_stream(), value))
    })?;
    Some(Default { word: attribute.word.clone(), tokens, value })
}

fn default_value(expr: &Expr) -> syn::Result<DefaultValue> {
    match expr {
        Expr::Group(group) => default_value(&group.expr),
        Expr::Lit(ExprLit { lit, .. }) => literal(lit, ""),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr: inner, .. }) => match &**inner {
            Expr::Lit(ExprLit { lit: lit @ (Lit::Int(_) | Lit::Float(_)), .. }) => {
                literal(lit, "-")
            }
            _ => Err(syn::Error::new_spanned(expr, DEFAULTS)),
        },
        Expr::Call(call) => {
            let name = call.func.to_token_stream().to_string();
            match (name.as_str(), call.args.first()) {
                ("now", None) => Ok(DefaultValue::Now),
                ("sql", Some(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })))
                    if call.args.len() == 1 && !text.value().trim().is_empty() =>
                {
                    Ok(DefaultValue::Sql(text.value()))
                }
                _ => Err(syn::Error::new_spanned(expr, DEFAULTS)),
            }
        }
        _ => Err(syn::Error::new_spanned(expr, DEFAULTS)),
    }
}

fn literal(lit: &Lit, sign: &str) -> syn::Result<DefaultValue> {
    match lit {
        Lit::Str(text) if text.value().contains('\0') => {
            Err(syn::Error::new_spanned(text, "a text in the database cannot hold a NUL"))
        }
        Lit::Str(text) => Ok(DefaultValue::Text(text.value())),
        Lit::Bool(value) => Ok(DefaultValue::Bool(value.value)),
        Lit::Int(value) => format!("{sign}{}", value.base10_digits())
            .parse()
            .map(DefaultValue::Integer)
            .map_err(|_| syn::Error::new_spanned(value, "an integer in SQL has at most 64 bits")),
        Lit::Float(value) => format!("{sign}{}", value.base10_digits())
            .parse()
            .ok()
            .filter(|value: &f64| value.is_finite())
            .map(DefaultValue::Real)
            .ok_or_else(|| syn::Error::new_spanned(value, "this number is out of range")),
        _ => Err(syn::Error::new_spanned(lit, DEFAULTS)),
    }
}

/// `default_with(path)` or `default_with(|| ..)`
pub fn function(attribute: &Attribute, errors: &mut Errors) -> Option<(Ident, Expr)> {
    let word = &attribute.word;
    let expected = format!("expected a function or a closure, as in `{word}(Uuid::new_v4)`");
    let expr = attribute.list(&format!("{word}(Uuid::new_v4)"), errors, |input| {
        if input.is_empty() {
            return Err(here(input, &expected));
        }
        let mut expr: Expr = input.parse()?;
        // `macro_rules!` puts a group around its `$expr`.
        while let Expr::Group(group) = expr {
            expr = *group.expr;
        }
        match &expr {
            Expr::Path(_) => Ok(expr),
            Expr::Closure(closure) if closure.inputs.is_empty() && closure.asyncness.is_none() => {
                Ok(expr)
            }
            Expr::Closure(_) => {
                Err(syn::Error::new_spanned(&expr, "the closure is called without arguments"))
            }
            Expr::Call(call) if call.args.is_empty() => {
                let name = call.func.to_token_stream().to_string().replace(' ', "");
                let message = format!("write the function without calling it: `{word}({name})`");
                Err(syn::Error::new_spanned(&expr, message))
            }
            _ => Err(syn::Error::new_spanned(&expr, &expected)),
        }
    })?;
    Some((word.clone(), expr))
}

/// `sql(varchar(20))`
pub fn sql_type(attribute: &Attribute, errors: &mut Errors) -> Option<String> {
    attribute.list("sql(varchar(20))", errors, |input| {
        if input.is_empty() {
            return Err(here(input, "expected a type of the database, as in `varchar(20)`"));
        }
        if input.peek(LitStr) {
            return text(input).map(|text| text.value());
        }
        input.parse().map(|tokens: TokenStream| sql::verbatim(tokens))
    })
}

/// `computed(price * quantity, stored)`
pub fn computed(attribute: &Attribute, errors: &mut Errors) -> Option<Computed> {
    let (sql, stored) = attribute.list("computed(price * quantity)", errors, |input| {
        let (first, rest) = split(input)?;
        let stored = match rest {
            None => false,
            Some(rest) => storage(rest)?,
        };
        Ok((source(first)?, stored))
    })?;
    Some(Computed { sql, stored })
}

fn storage(rest: TokenStream) -> syn::Result<bool> {
    let parser = |input: ParseStream| {
        if input.is_empty() {
            return Ok(false);
        }
        let message = "expected `stored`, or nothing";
        let error = here(input, message);
        let word: Ident = input.parse().map_err(|_| error)?;
        let ends = input.is_empty() || input.peek(syn::Token![,]);
        drain(input);
        if word == "stored" && ends {
            Ok(true)
        } else {
            Err(syn::Error::new_spanned(word, message))
        }
    };
    parser.parse2(rest)
}

/// `check(length(title) > 0, name = "..")`
pub fn check(attribute: &Attribute, errors: &mut Errors) -> Option<Check> {
    let (sql, name) = attribute.list("check(length(name) > 0)", errors, |input| {
        let (first, rest) = split(input)?;
        let given = match rest {
            None => Vec::new(),
            Some(rest) => (|input: ParseStream| options(input, &["name"])).parse2(rest)?,
        };
        Ok((source(first)?, given.into_iter().next().map(|(_, text)| text)))
    })?;
    Some(Check { sql, name })
}

/// Up to the first comma, and what follows it.
fn split(input: ParseStream) -> syn::Result<(TokenStream, Option<TokenStream>)> {
    if input.is_empty() || input.peek(syn::Token![,]) {
        return Err(here(input, "expected a condition over the columns, or SQL in double quotes"));
    }
    let mut first = TokenStream::new();
    while !input.is_empty() {
        if input.peek(syn::Token![,]) {
            input.parse::<syn::Token![,]>()?;
            return Ok((first, Some(input.parse()?)));
        }
        first.extend(Some(input.parse::<TokenTree>()?));
    }
    Ok((first, None))
}

/// A single text is SQL, anything else is tokens.
pub fn source(tokens: TokenStream) -> syn::Result<Sql> {
    let Ok(text) = syn::parse2::<LitStr>(tokens.clone()) else {
        return Ok(Sql::Tokens(tokens));
    };
    if text.value().trim().is_empty() {
        return Err(syn::Error::new_spanned(text, "the text is empty"));
    }
    Ok(Sql::Text(text.value()))
}

/// `identity` or `identity(always)`
pub fn identity(attribute: &Attribute, errors: &mut Errors) -> Option<(Ident, bool)> {
    let always = match &attribute.args {
        Args::None => false,
        _ => attribute.list("identity(always)", errors, |input| {
            let error = here(input, "expected `always`, or `#[identity]` alone");
            match input.parse::<Ident>() {
                Ok(word) if word == "always" => Ok(true),
                _ => {
                    drain(input);
                    Err(error)
                }
            }
        })?,
    };
    Some((attribute.word.clone(), always))
}

#[cfg(test)]
mod tests {
    use super::DEFAULTS;
    use crate::testing::{accepted, refused, with_attributes, with_columns};

    #[test]
    fn defaults_in_the_database() {
        refused(
            with_columns,
            &[
                ("#[default()] a: i64", &[DEFAULTS]),
                ("#[default(x)] a: i64", &[DEFAULTS]),
                ("#[default(later())] a: i64", &[DEFAULTS]),
                ("#[default(sql(\"\"))] a: i64", &[DEFAULTS]),
                ("#[default(-\"x\")] a: String", &[DEFAULTS]),
                (
                    "#[default(99999999999999999999)] a: i64",
                    &["an integer in SQL has at most 64 bits"],
                ),
                ("#[default(1e999)] a: f64", &["this number is out of range"]),
                ("#[default(\"a\\0\")] a: String", &["a text in the database cannot hold a NUL"]),
            ],
        );
        accepted(
            with_columns,
            &[
                "#[default(-9223372036854775808)] a: i64",
                "#[default(true)] a: bool",
                "#[default(-0.5)] a: f64",
                "#[default(now())] a: DateTime<Utc>",
                "#[default(sql(\"gen_random_uuid()\"))] a: Uuid",
                "#[default(\"\")] a: Option<String>",
            ],
        );
    }

    #[test]
    fn defaults_in_rust() {
        let expected = "expected a function or a closure, as in `default_with(Uuid::new_v4)`";
        refused(
            with_columns,
            &[
                ("#[default_with()] a: i64", &[expected]),
                ("#[default_with(5)] a: i64", &[expected]),
                ("#[default_with(|x| 5)] a: i64", &["the closure is called without arguments"]),
                (
                    "#[default_with(Uuid::new_v4())] a: Uuid",
                    &["write the function without calling it: `default_with(Uuid::new_v4)`"],
                ),
                (
                    "#[update_with(Utc::now())] a: i64",
                    &["write the function without calling it: `update_with(Utc::now)`"],
                ),
            ],
        );
        accepted(with_columns, &["#[default_with(a::b), update_with(|| 5)] a: i64"]);
    }

    #[test]
    fn types_and_computed_columns() {
        refused(
            with_columns,
            &[
                ("#[sql()] a: i64", &["expected a type of the database, as in `varchar(20)`"]),
                ("#[sql(\"\")] a: i64", &["the text is empty"]),
                (
                    "#[computed()] a: i64",
                    &["expected a condition over the columns, or SQL in double quotes"],
                ),
                ("#[computed(\" \")] a: i64", &["the text is empty"]),
                ("#[computed(id + 1, kept)] a: i64", &["expected `stored`, or nothing"]),
                ("#[computed(id + 1, 5)] a: i64", &["expected `stored`, or nothing"]),
                ("#[identity(never)] a: i64", &["expected `always`, or `#[identity]` alone"]),
            ],
        );
        accepted(
            with_columns,
            &[
                "#[computed(id + 1, stored,)] a: i64",
                "#[computed(\"id + 1\")] a: i64",
                "#[sql(numeric(10, 2))] a: i64",
                "#[identity(always)] a: i64",
            ],
        );
    }

    #[test]
    fn checks() {
        refused(
            with_attributes,
            &[
                ("#[check]", &["`check` needs arguments: write `#[check(length(name) > 0)]`"]),
                ("#[check()]", &["expected a condition over the columns, or SQL in double quotes"]),
                (
                    "#[check(id > 0, named = \"x\")]",
                    &["unknown option `named`: expected `name = \"..\"`"],
                ),
            ],
        );
        accepted(with_attributes, &["#[check(id > 0, name = \"positive\"), check(\"id < 9\")]"]);
    }
}
