//! An enum of columns: `kind: enum Make { Car { doors: i32 }, Truck { payload: i64 }, Bicycle }`.

use proc_macro2::Ident;
use quote::{ToTokens, format_ident, quote};
use syn::parse::ParseStream;
use syn::{Token, Type, braced, parse_quote};

use super::attribute::{Attribute, attributes, docs, drain};
use super::column::column;
use super::identifier;
use super::option::comma;
use super::place::{Place, known};
use crate::error::{Errors, here};
use crate::model::{Choice, Docs, Kind, Table, Variant};

/// Where attributes stand that make no sense on a column which only some rows have.
const ON_COLUMN: (&[&str], &str) = (
    &[
        "primary_key",
        "identity",
        "default",
        "default_with",
        "update_with",
        "computed",
        "immutable",
        "version",
    ],
    "on a column that every row has",
);

/// The enum itself.
const ENUM: Place = Place {
    name: "an enum of columns",
    words: &["index", "column", "sql", "check"],
    repeatable: &["check"],
    elsewhere: ON_COLUMN,
};

/// A variant.
const VARIANT: Place =
    Place { name: "a variant", words: &["sql"], repeatable: &[], elsewhere: (&[], "") };

/// A field of a variant.
const FIELD: Place = Place {
    name: "a column of a variant",
    words: &["unique", "index", "references", "column", "sql", "check"],
    repeatable: &["references", "check"],
    elsewhere: ON_COLUMN,
};

/// Takes an enum and its columns into the table.
pub fn choice(
    docs: Docs,
    list: Vec<Attribute>,
    ident: Ident,
    content: ParseStream,
    into: &mut Table,
    errors: &mut Errors,
) -> syn::Result<()> {
    let word = content.parse::<Token![enum]>()?;
    if into.kind != Kind::Table || into.row.is_none() {
        let (kind, name) = (into.kind.word(), &into.module);
        let message = match into.kind {
            Kind::Table => format!("an enum of columns needs a row struct: write `{name} as ..`"),
            _ => format!("a {kind} has columns alone: an enum of columns stands in a table"),
        };
        return Err(syn::Error::new_spanned(word, message));
    }
    let usage = "`kind: enum Make { Car { doors: i32 }, Bicycle }`";
    let name = identifier(content, || format!("expected the name of the enum, as in {usage}"))?;
    if !content.peek(syn::token::Brace) {
        return Err(here(content, format!("expected the variants in braces, as in {usage}")));
    }
    let inner;
    braced!(inner in content);
    let kind = format_ident!("{name}Kind", span = name.span());
    let choice_docs = docs.tokens.clone();
    column(docs, list, (ident.clone(), parse_quote!(#kind)), &ENUM, into, errors);
    let mut choice = Choice { docs: choice_docs, ident, name, kind, variants: Vec::new() };
    let mut first: Vec<(Ident, Type)> = Vec::new();
    while !inner.is_empty() {
        let read = variant(&inner, &mut first, into, errors);
        match read {
            Ok(variant) => choice.variants.push(variant),
            Err(error) => {
                drain(&inner);
                return Err(error);
            }
        }
    }
    if choice.variants.is_empty() {
        let name = &choice.name;
        return Err(syn::Error::new_spanned(name, format!("enum `{name}` has no variants")));
    }
    into.choices.push(choice);
    Ok(())
}

fn variant(
    inner: ParseStream,
    first: &mut Vec<(Ident, Type)>,
    into: &mut Table,
    errors: &mut Errors,
) -> syn::Result<Variant> {
    let mut list = attributes(inner, errors);
    let docs = docs(&mut list);
    known(&mut list, &VARIANT, errors);
    let ident = identifier(inner, || "expected a variant, as in `Car { doors: i32 }`".to_owned())?;
    let mut fields = Vec::new();
    if inner.peek(syn::token::Brace) {
        let content;
        braced!(content in inner);
        while !content.is_empty() {
            fields.push(field(&content, first, into, errors)?);
            comma(&content, "expected `,` after the column")?;
        }
    }
    let usage = format!("expected `,` or columns by name: `{ident} {{ doors: i32 }}`");
    comma(inner, &usage)?;
    Ok(Variant { docs: docs.tokens, label: quote!(#(#[#list])*), ident, fields })
}

/// A field is a column, or that of a variant before, where both have one name and type.
fn field(
    content: ParseStream,
    first: &mut Vec<(Ident, Type)>,
    into: &mut Table,
    errors: &mut Errors,
) -> syn::Result<(Ident, Type)> {
    let mut list = attributes(content, errors);
    let docs = docs(&mut list);
    let ident = identifier(content, || "expected a column, as in `doors: i32`".to_owned())?;
    if !content.peek(Token![:]) || content.peek(Token![::]) {
        return Err(here(content, format!("expected `:` and a type, as in `{ident}: i64`")));
    }
    content.parse::<Token![:]>()?;
    let declared: Type = content.parse()?;
    if let Some((_, known_type)) = first.iter().find(|(other, _)| *other == ident) {
        if text(known_type) != text(&declared) {
            let message = format!("column `{ident}` has another type in a variant before");
            errors.at(&declared, message);
        }
        known(&mut list, &Place::plain("a column that is there already"), errors);
        return Ok((ident, known_type.clone()));
    }
    first.push((ident.clone(), declared.clone()));
    column(docs, list, (ident.clone(), declared.clone()), &FIELD, into, errors);
    // Rows of other variants do not have it.
    if let Some(column) = into.columns.last_mut() {
        column.nullable = true;
    }
    Ok((ident, declared))
}

fn text(ty: &Type) -> String {
    ty.to_token_stream().to_string()
}

#[cfg(test)]
mod tests {
    use crate::expand::expand;
    use crate::model::Kind;
    use crate::testing::{accepted, refused, table};

    #[test]
    fn what_an_enum_of_columns_is_not() {
        refused(
            |tokens| table(quote::quote!(cars as Car { #[primary_key] id: i64, #tokens })),
            &[
                (
                    "kind: enum",
                    &[
                        "expected the name of the enum, as in `kind: enum Make { Car { doors: i32 }, \
                       Bicycle }`",
                    ],
                ),
                (
                    "kind: enum Make",
                    &[
                        "expected the variants in braces, as in `kind: enum Make { Car { doors: i32 }, \
                       Bicycle }`",
                    ],
                ),
                ("kind: enum Make {}", &["enum `Make` has no variants"]),
                (
                    "kind: enum Make { Car(i32) }",
                    &["expected `,` or columns by name: `Car { doors: i32 }`"],
                ),
                (
                    "kind: enum Make { Car { #[default(4)] doors: i32 } }",
                    &["`default` stands on a column that every row has"],
                ),
                (
                    "kind: enum Make { Car { doors: i32 }, Van { doors: i64 } }",
                    &["column `doors` has another type in a variant before"],
                ),
            ],
        );
        refused(
            table,
            &[
                (
                    "cars { #[primary_key] id: i64, kind: enum Make { Car } }",
                    &["an enum of columns needs a row struct: write `cars as ..`"],
                ),
                (
                    "#[primary_key(id, kind)] cars as Car { id: i64, kind: enum Make { Car } }",
                    &["`kind` is an enum of columns, which cannot be part of a key"],
                ),
            ],
        );
        refused(
            |tokens| expand(tokens, Kind::View),
            &[(
                "cars as Car { id: i64, kind: enum Make { Car } }",
                &["a view has columns alone: an enum of columns stands in a table"],
            )],
        );
        accepted(
            table,
            &["cars as Car { #[primary_key] id: i64, /// What.\n kind: enum Make {
                #[sql(rename = \"c\")] Car { doors: i32, #[references(users::id)] a: Option<i64> },
                Van { doors: i32, }, Bicycle, } }"],
        );
    }
}
