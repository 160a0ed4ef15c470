//! Attributes above a table, view or shape.

use quote::quote;
use syn::punctuated::Punctuated;
use syn::{Path, Token};

use super::attribute::{Args, Attribute};
use super::option::{options, separator, text};
use super::place::Place;
use super::{index, key, value};
use crate::error::Errors;
use crate::model::{Kind, Name, Table};

/// Where these attributes stand, for each macro.
pub fn place(kind: Kind) -> Place {
    let (name, words): (_, &[&str]) = match kind {
        Kind::Table => (
            "a table",
            &[
                "table",
                "primary_key",
                "unique",
                "index",
                "check",
                "foreign_key",
                "constraints",
                "derive",
            ],
        ),
        Kind::View => {
            ("a view", &["table", "query", "primary_key", "unique", "foreign_key", "derive"])
        }
        Kind::Shape => ("a shape", &["table", "derive"]),
    };
    let elsewhere: &[&str] = match kind {
        Kind::Table => &[
            "identity",
            "references",
            "default",
            "default_with",
            "update_with",
            "computed",
            "immutable",
            "version",
            "column",
            "sql",
        ],
        Kind::View => &["references", "column", "sql"],
        Kind::Shape => &["column", "sql"],
    };
    let repeatable = &["primary_key", "unique", "index", "check", "foreign_key", "derive"];
    Place { name, words, repeatable, elsewhere: (elsewhere, "on a column") }
}

/// Takes one attribute in.
pub fn apply(attribute: &Attribute, table: &mut Table, errors: &mut Errors) {
    match attribute.word.to_string().as_str() {
        "table" => names(attribute, table, errors),
        "query" => {
            table.query = attribute.list("query(\"SELECT ..\")", errors, text);
        }
        "primary_key" => {
            if matches!(attribute.args, Args::None) {
                let message = "write the columns, `#[primary_key(a, b)]`, or mark one column";
                return errors.at(attribute, message);
            }
            table.primary_keys.extend(key::key(attribute, errors));
        }
        "unique" if table.kind == Kind::View => table.uniques.extend(key::key(attribute, errors)),
        "unique" | "index" => index::index(attribute, table, errors),
        "constraints" => {
            let usage = "constraints(UserConstraint)";
            table.constraints = attribute.list(usage, errors, |input| {
                let name = input.parse()?;
                separator(input).map(|()| name)
            });
        }
        "check" => table.checks.extend(value::check(attribute, errors)),
        "foreign_key" => {
            let key = key::foreign_key(attribute, errors);
            table.faulty_keys |= key.is_none();
            table.foreign_keys.extend(key);
        }
        _ => derives(attribute, table, errors),
    }
}

fn names(attribute: &Attribute, table: &mut Table, errors: &mut Errors) {
    let usage = "table(name = \"..\", schema = \"..\")";
    let Some(options) = attribute.list(usage, errors, |input| options(input, &["name", "schema"]))
    else {
        return;
    };
    for (word, text) in options {
        if word == "name" {
            table.name = Name { text: text.value(), span: text.span() };
        } else {
            table.schema = Some(text);
        }
    }
}

fn derives(attribute: &Attribute, table: &mut Table, errors: &mut Errors) {
    let paths = attribute.list("derive(Eq, Hash)", errors, |input| {
        Punctuated::<Path, Token![,]>::parse_terminated(input)
    });
    if table.row.is_none() {
        let name = &table.module;
        let message = format!("there is no row struct to derive for: write `{name} as ..`");
        return errors.at(quote!(#attribute), message);
    }
    table.derives.extend(paths.into_iter().flatten());
}

/// `column(name = "..")`
pub fn column_name(attribute: &Attribute, errors: &mut Errors) -> Option<Name> {
    let options = attribute.list("column(name = \"..\")", errors, |input| {
        let all = options(input, &["name"])?;
        separator(input).map(|()| all)
    })?;
    options.into_iter().next().map(|(_, text)| Name { text: text.value(), span: text.span() })
}

#[cfg(test)]
mod tests {
    use crate::expand::expand;
    use crate::model::Kind;
    use crate::testing::{accepted, refused, table, with_attributes};

    #[test]
    fn attributes_above_a_table() {
        refused(
            with_attributes,
            &[(
                "#[primary_key]",
                &["write the columns, `#[primary_key(a, b)]`, or mark one column"],
            )],
        );
        refused(
            table,
            &[(
                "#[derive(Eq)] users { #[primary_key] id: i64 }",
                &["there is no row struct to derive for: write `users as ..`"],
            )],
        );
        accepted(
            with_attributes,
            &["#[derive(Eq, serde::Serialize), serde(rename_all = \"UPPERCASE\")]"],
        );
    }

    #[test]
    fn views_and_shapes_take_less() {
        refused(
            |tokens| expand(tokens, Kind::View),
            &[
                (
                    "#[index(id)] active { id: i64 }",
                    &["unknown attribute `index`: a view takes `table`, `query`, `primary_key`, \
                   `unique`, `foreign_key` and `derive`"],
                ),
                (
                    "active { #[default(5)] id: i64 }",
                    &[
                        "unknown attribute `default`: a column of a view takes `primary_key`, `unique`, \
                   `references`, `tenant`, `soft_delete`, `column` and `sql`",
                    ],
                ),
                ("#[query()] active { id: i64 }", &["expected a text in double quotes"]),
                ("#[query(\"\")] active { id: i64 }", &["the text is empty"]),
            ],
        );
        refused(
            |tokens| expand(tokens, Kind::Shape),
            &[(
                "totals { #[primary_key] id: i64 }",
                &["unknown attribute `primary_key`: a column of a shape takes `column` and `sql`"],
            )],
        );
    }
}
