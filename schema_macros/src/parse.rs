//! Reads the call of `table!`, `view!` or `shape!` into the model, and goes on after a mistake.

pub mod attribute;
mod choice;
mod column;
mod index;
mod key;
pub mod option;
pub mod place;
mod relation;
mod table;
mod value;

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Token, Visibility, braced};

use crate::error::{Errors, here};
use crate::model::{Kind, Name, Table};
use attribute::{Attribute, attributes, docs, drain, passed};
pub use column::{bare, inside_option};
use place::{Place, known};

/// Reads a whole call. Nothing comes back where not even the name could be read.
pub fn table(tokens: TokenStream, kind: Kind, errors: &mut Errors) -> Option<Table> {
    let parser = |input: ParseStream| {
        let table = header(input, kind, errors);
        let failed = table.is_err();
        drain(input);
        Ok((table, failed))
    };
    let parsed = parser.parse2(tokens);
    let (table, _) = errors.keep(parsed)?;
    errors.keep(table)
}

fn header(input: ParseStream, kind: Kind, errors: &mut Errors) -> syn::Result<Table> {
    let word = kind.word();
    let mut list = attributes(input, errors);
    let docs = docs(&mut list);
    let passed = passed(&mut list);
    let vis: Visibility = input.parse()?;
    let module = identifier(input, || {
        format!("expected the name of the {word}, as in `pub users {{ id: i64 }}`")
    })?;
    let row = row_struct(input)?;
    let mut table = Table {
        kind,
        docs,
        derives: Vec::new(),
        passed,
        vis,
        name: Name { text: module.unraw().to_string(), span: module.span() },
        module,
        row,
        schema: None,
        query: None,
        columns: Vec::new(),
        choices: Vec::new(),
        relations: Vec::new(),
        primary_keys: Vec::new(),
        uniques: Vec::new(),
        indexes: Vec::new(),
        other_indexes: Vec::new(),
        checks: Vec::new(),
        foreign_keys: Vec::new(),
        broken: Vec::new(),
        constraints: None,
        faulty_keys: false,
    };
    known(&mut list, &table::place(kind), errors);
    for attribute in &list {
        table::apply(attribute, &mut table, errors);
    }
    if !input.peek(syn::token::Brace) {
        let name = &table.module;
        return Err(here(input, format!("expected the columns in braces: `{name} {{ id: i64 }}`")));
    }
    let content;
    braced!(content in input);
    while !content.is_empty() {
        let ahead = content.fork();
        if let Err(error) = field(&content, &mut table, errors) {
            errors.push(error);
            table.broken.extend(first_name(&ahead));
            skip(&content);
        }
    }
    if !input.is_empty() {
        errors.push(here(input, format!("one `{word}!` makes one {word}: write another one")));
    }
    Ok(table)
}

fn row_struct(input: ParseStream) -> syn::Result<Option<Ident>> {
    if !input.peek(Token![as]) {
        return Ok(None);
    }
    input.parse::<Token![as]>()?;
    identifier(input, || "expected the name of the row struct, as in `users as User`".to_owned())
        .map(Some)
}

/// An identifier that is not a keyword.
fn identifier(input: ParseStream, expected: impl FnOnce() -> String) -> syn::Result<Ident> {
    if input.peek(syn::Ident) {
        return input.parse();
    }
    if !input.peek(syn::Ident::peek_any) {
        return Err(here(input, expected()));
    }
    let word = input.call(syn::Ident::parse_any)?;
    let message = match word.to_string().as_str() {
        "_" | "self" | "Self" | "super" | "crate" => {
            format!(
                "`{word}` cannot be a name in Rust: choose another, and `#[column(name = \"..\")]` for the database"
            )
        }
        _ => format!("`{word}` is a keyword of Rust: write `r#{word}`"),
    };
    Err(syn::Error::new_spanned(word, message))
}

fn field(content: ParseStream, table: &mut Table, errors: &mut Errors) -> syn::Result<()> {
    let mut list = attributes(content, errors);
    if content.is_empty() {
        let message = "expected a column after its attributes";
        return Err(list.pop().map_or_else(
            || here(content, message),
            |attribute: Attribute| syn::Error::new_spanned(attribute, message),
        ));
    }
    let vis: Visibility = content.parse()?;
    if !matches!(vis, Visibility::Inherited) {
        errors.at(
            &vis,
            format!("a column is as visible as its {}: leave this out", table.kind.word()),
        );
    }
    let ident = identifier(content, || "expected a column, as in `name: String`".to_owned())?;
    if !content.peek(Token![:]) || content.peek(Token![::]) {
        return Err(here(content, format!("expected `:` and a type, as in `{ident}: i64`")));
    }
    content.parse::<Token![:]>()?;
    let docs = docs(&mut list);
    if relation::starts(content) {
        let target = relation::target(content, &ident)?;
        known(&mut list, &Place::plain("a relation"), errors);
        table.relations.push(crate::model::Relation { docs, ident, target });
    } else if content.peek(Token![enum]) {
        choice::choice(docs, list, ident, content, table, errors)?;
    } else {
        if content.is_empty() || content.peek(Token![,]) {
            return Err(here(
                content,
                format!("expected the type of `{ident}`, as in `{ident}: i64`"),
            ));
        }
        let ty = content.parse()?;
        let place = column::place(table.kind);
        column::column(docs, list, (ident, ty), &place, table, errors);
    }
    comma(content, errors)
}

/// The name of a field that could not be read to its end.
fn first_name(field: ParseStream) -> Option<Ident> {
    attributes(field, &mut Errors::default());
    field.parse::<Visibility>().ok()?;
    field.parse().ok()
}

fn comma(content: ParseStream, errors: &mut Errors) -> syn::Result<()> {
    if content.is_empty() {
        return Ok(());
    }
    if content.peek(Token![,]) {
        return content.parse::<Token![,]>().map(|_| ());
    }
    let error = here(content, "expected `,` after the column");
    if starts_field(content) {
        errors.push(error);
        return Ok(());
    }
    Err(error)
}

fn starts_field(content: ParseStream) -> bool {
    content.peek(Token![#])
        || (content.peek(syn::Ident::peek_any)
            && content.peek2(Token![:])
            && !content.peek2(Token![::]))
}

/// Goes on with the next column.
fn skip(content: ParseStream) {
    while !content.is_empty() {
        let comma = content.peek(Token![,]);
        if content.parse::<proc_macro2::TokenTree>().is_err() {
            return drain(content);
        }
        if comma && starts_field(content) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{accepted, refused, table, with_columns};

    #[test]
    fn the_head_of_a_table() {
        refused(
            table,
            &[
                ("", &["expected the name of the table, as in `pub users { id: i64 }`"]),
                ("pub", &["expected the name of the table, as in `pub users { id: i64 }`"]),
                (
                    "pub type { #[primary_key] id: i64 }",
                    &["`type` is a keyword of Rust: write `r#type`"],
                ),
                (
                    "users as { id: i64 }",
                    &["expected the name of the row struct, as in `users as User`"],
                ),
                ("users", &["expected the columns in braces: `users { id: i64 }`"]),
                ("users (id: i64)", &["expected the columns in braces: `users { id: i64 }`"]),
                ("users {}", &["table `users` has no columns"]),
                (
                    "users { #[primary_key] id: i64 } posts { #[primary_key] id: i64 }",
                    &["one `table!` makes one table: write another one"],
                ),
            ],
        );
    }

    #[test]
    fn columns_say_what_is_missing() {
        refused(
            with_columns,
            &[
                ("name", &["expected `:` and a type, as in `name: i64`"]),
                ("name String", &["expected `:` and a type, as in `name: i64`"]),
                ("name::x: String", &["expected `:` and a type, as in `name: i64`"]),
                ("name:", &["expected the type of `name`, as in `name: i64`"]),
                ("name: , other: i32", &["expected the type of `name`, as in `name: i64`"]),
                ("name: String other: i32", &["expected `,` after the column"]),
                ("name: String #[unique] other: i32", &["expected `,` after the column"]),
                ("name: String; other: i32", &["expected `,` after the column"]),
                ("5: i64", &["expected a column, as in `name: String`"]),
                ("pub name: String", &["a column is as visible as its table: leave this out"]),
                ("#[unique]", &["expected a column after its attributes"]),
                ("type: String", &["`type` is a keyword of Rust: write `r#type`"]),
                (
                    "self: String",
                    &["`self` cannot be a name in Rust: choose another, and \
                   `#[column(name = \"..\")]` for the database"],
                ),
            ],
        );
    }

    #[test]
    fn one_mistake_does_not_hide_the_next() {
        refused(
            with_columns,
            &[(
                "name, #[uniqe] mail: String, b: , c: i32 d: i64, #[identity] e: String",
                &[
                    "expected `:` and a type, as in `name: i64`",
                    "unknown attribute `uniqe`: did you mean `unique`?",
                    "expected the type of `b`, as in `b: i64`",
                    "expected `,` after the column",
                    "identity column `e` must be an integer, not `String`",
                ],
            )],
        );
    }

    #[test]
    fn what_names_a_broken_column_is_not_another_mistake() {
        refused(
            table,
            &[(
                "#[index(name), check(length(name) > 0)] users { #[primary_key] id: i64, name }",
                &["expected `:` and a type, as in `name: i64`"],
            )],
        );
    }

    #[test]
    fn what_is_right_stays_right() {
        accepted(
            table,
            &[
                "users { #[primary_key] id: i64 }",
                "pub(crate) users as User { #[primary_key, identity] id: i64, }",
                "pub(in crate::a) r#type as Type { #[primary_key] r#type: std::string::String }",
                "#[doc = \"A\"] users { /// B\n #[primary_key] id: i64, c: Vec<u8>, d: a::b<c, d> }",
            ],
        );
    }
}
