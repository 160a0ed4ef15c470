//! A column: its type and its attributes.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{GenericArgument, PathArguments, Type};

use super::attribute::{Args, Attribute, passed};
use super::place::{Place, known};
use super::{key, table, value};
use crate::error::Errors;
use crate::model::{Column, Docs, Key, Kind, Name, Table};

/// Where these attributes stand, for each macro.
pub fn place(kind: Kind) -> Place {
    let (name, words): (_, &[&str]) = match kind {
        Kind::Table => (
            "a column",
            &[
                "primary_key",
                "identity",
                "unique",
                "index",
                "references",
                "default",
                "default_with",
                "update_with",
                "computed",
                "immutable",
                "version",
                "tenant",
                "soft_delete",
                "column",
                "sql",
                "check",
            ],
        ),
        Kind::View => {
            let words =
                &["primary_key", "unique", "references", "tenant", "soft_delete", "column", "sql"];
            ("a column of a view", words)
        }
        Kind::Shape => ("a column of a shape", &["column", "sql"]),
    };
    let elsewhere: (&[&str], _) = match kind {
        Kind::Table => (&["table", "foreign_key", "derive"], "above the table"),
        Kind::View => (&["table", "foreign_key", "derive", "query"], "above the view"),
        Kind::Shape => (&["table", "derive"], "above the shape"),
    };
    Place { name, words, repeatable: &["references", "check"], elsewhere }
}

/// Takes a column into the table.
pub fn column(
    docs: Docs,
    mut list: Vec<Attribute>,
    (ident, declared): (Ident, Type),
    place: &Place,
    into: &mut Table,
    errors: &mut Errors,
) {
    let (ty, nullable) = without_option(&declared);
    let passed = passed(&mut list);
    known(&mut list, place, errors);
    let mut column = Column {
        docs,
        passed,
        name: Name { text: ident.unraw().to_string(), span: ident.span() },
        ident,
        ty,
        declared,
        nullable,
        sql_type: None,
        default: None,
        identity: None,
        computed: None,
        insert: None,
        update: None,
        version: None,
        immutable: None,
        tenant: None,
        soft_delete: None,
    };
    for attribute in &list {
        apply(attribute, &mut column, into, errors);
    }
    into.columns.push(column);
}

fn apply(attribute: &Attribute, column: &mut Column, table: &mut Table, errors: &mut Errors) {
    let word = &attribute.word;
    match word.to_string().as_str() {
        "primary_key" => {
            if !matches!(attribute.args, Args::None) {
                let message = "a key over several columns stands above the table; on a column, write `#[primary_key]`";
                return errors.at(attribute.to_token_stream(), message);
            }
            let columns = vec![column.ident.clone()];
            table.primary_keys.push(Key {
                word: word.clone(),
                columns,
                name: None,
                on_column: true,
            });
        }
        "unique" => table.uniques.extend(key::column_key(attribute, &column.ident, errors)),
        "index" => table.indexes.extend(key::column_key(attribute, &column.ident, errors)),
        "references" => {
            let key = key::references(attribute, &column.ident, errors);
            table.faulty_keys |= key.is_none();
            table.foreign_keys.extend(key);
        }
        "check" => table.checks.extend(value::check(attribute, errors)),
        "identity" => column.identity = value::identity(attribute, errors),
        "default" => column.default = value::default(attribute, errors),
        "default_with" => column.insert = value::function(attribute, errors),
        "update_with" => column.update = value::function(attribute, errors),
        "computed" => column.computed = value::computed(attribute, errors),
        "sql" => column.sql_type = value::sql_type(attribute, errors),
        "immutable" => column.immutable = attribute.flag(errors).then(|| word.clone()),
        "version" => column.version = attribute.flag(errors).then(|| word.clone()),
        "tenant" => column.tenant = attribute.flag(errors).then(|| word.clone()),
        "soft_delete" => column.soft_delete = attribute.flag(errors).then(|| word.clone()),
        _ => {
            if let Some(name) = table::column_name(attribute, errors) {
                column.name = name;
            }
        }
    }
}

/// The type inside `Option<..>`, and whether there was one.
fn without_option(declared: &Type) -> (Type, bool) {
    match inside_option(declared) {
        Some(inner) => (inner.clone(), true),
        None => (declared.clone(), false),
    }
}

/// The type without parentheses, or the group that `macro_rules!` puts around its `$ty`.
pub fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => bare(&group.elem),
        Type::Paren(paren) => bare(&paren.elem),
        other => other,
    }
}

/// `T` of `Option<T>`, under any path.
pub fn inside_option(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = bare(ty) else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match (last.ident == "Option", arguments.args.len(), arguments.args.first()) {
        (true, 1, Some(GenericArgument::Type(inner))) => Some(inner),
        _ => None,
    }
}
