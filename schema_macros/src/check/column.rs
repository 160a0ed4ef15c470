//! Columns: types that cannot be one, attributes that exclude each other, defaults that do not fit.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::Type;

use crate::error::Errors;
use crate::model::{Column, DefaultValue, Table};
use crate::parse::{bare, inside_option};
use crate::path;

/// Checks every column.
pub fn check(table: &mut Table, errors: &mut Errors) {
    let mut columns = std::mem::take(&mut table.columns);
    columns.retain(|column| {
        let fits = type_fits(column, errors);
        if !fits {
            table.broken.push(column.ident.clone());
        }
        fits
    });
    for column in &mut columns {
        generated(column, errors);
        default_fits(column, errors);
        integers(column, errors);
        guards(column, errors);
    }
    once(&mut columns, "identity", errors, |column| column.identity.as_ref().map(|(word, _)| word));
    once(&mut columns, "version", errors, |column| column.version.as_ref());
    once(&mut columns, "tenant", errors, |column| column.tenant.as_ref());
    once(&mut columns, "soft_delete", errors, |column| column.soft_delete.as_ref());
    table.columns = columns;
}

/// Types that rustc would complain about in other words.
fn type_fits(column: &Column, errors: &mut Errors) -> bool {
    let ident = &column.ident;
    if inside_option(&column.ty).is_some() {
        let message = format!("column `{ident}` is NULL or not, never twice: write one `Option`");
        errors.at(&column.declared, message);
        return false;
    }
    let owned = match bare(&column.ty) {
        Type::Reference(reference) => match &*reference.elem {
            Type::Path(path) if path.path.is_ident("str") => "`String`",
            Type::Slice(_) => "`Vec<u8>`",
            _ => "the type without `&`",
        },
        Type::Path(_) | Type::Macro(_) => return true,
        other => {
            errors.at(
                other,
                format!("column `{ident}` cannot have this type: write a type that has `SqlType`"),
            );
            return false;
        }
    };
    errors.at(&column.ty, format!("column `{ident}` owns its value: write {owned}"));
    false
}

/// Attributes that exclude each other; the later one is dropped.
fn generated(column: &mut Column, errors: &mut Errors) {
    let ident = &column.ident;
    let generator = if column.computed.is_some() {
        Some("is computed from other columns")
    } else if column.identity.is_some() {
        Some("is numbered by the database")
    } else if column.tenant.is_some() {
        Some("gets the tenant of the statement")
    } else {
        None
    };
    let Some(generator) = generator else { return };
    let computed = column.computed.is_some();
    let generated = computed || column.identity.is_some();
    let mut refuse = |word: Option<Ident>| {
        if let Some(word) = word {
            errors.at(&word, format!("column `{ident}` {generator}: leave `{word}` out"));
        }
    };
    refuse(column.default.take().map(|default| default.word));
    refuse(column.insert.take().map(|(word, _)| word));
    refuse(column.update.take().map(|(word, _)| word));
    refuse(column.version.take());
    if computed {
        refuse(column.identity.take().map(|(word, _)| word));
    }
    if computed || !generated {
        refuse(column.immutable.take());
    }
    if generated {
        refuse(column.tenant.take());
    }
}

/// The plain type that a column has, if it is one whose values are known here.
fn plain(ty: &Type) -> Option<String> {
    let Type::Path(path) = bare(ty) else { return None };
    let last = path.path.segments.last()?;
    let name = last.ident.to_string();
    // Only a type with parameters is written out, which takes longer.
    let name =
        if name == "Vec" { last.to_token_stream().to_string().replace(' ', "") } else { name };
    let known = ["bool", "f32", "f64", "String", "Vec<u8>"].contains(&name.as_str())
        || range(&name).is_some();
    (known && (last.arguments.is_none() || name == "Vec<u8>")).then_some(name)
}

/// What an integer type of this name holds, as far as a default can be written.
fn range(name: &str) -> Option<(i64, i64)> {
    Some(match name {
        "i8" => (i8::MIN.into(), i8::MAX.into()),
        "i16" => (i16::MIN.into(), i16::MAX.into()),
        "i32" => (i32::MIN.into(), i32::MAX.into()),
        "i64" => (i64::MIN, i64::MAX),
        "u8" => (0, u8::MAX.into()),
        "u16" => (0, u16::MAX.into()),
        "u32" => (0, u32::MAX.into()),
        "u64" => (0, i64::MAX),
        _ => return None,
    })
}

fn default_fits(column: &mut Column, errors: &mut Errors) {
    let (Some(default), Some(name)) = (&column.default, plain(&column.ty)) else {
        return;
    };
    let fits = match (&default.value, name.as_str()) {
        (DefaultValue::Sql(_), _)
        | (DefaultValue::Text(_), "String")
        | (DefaultValue::Bool(_), "bool")
        | (DefaultValue::Integer(_), "f32" | "f64")
        | (DefaultValue::Real(_), "f32" | "f64") => true,
        (DefaultValue::Integer(value), name) => {
            range(name).is_some_and(|(least, most)| (least..=most).contains(value))
        }
        _ => false,
    };
    if !fits {
        let ident = &column.ident;
        let message = format!("this default is not a value of `{ident}`, which has type `{name}`");
        errors.at(&default.tokens, message);
        column.default = None;
    }
}

/// Identity and version count in integers. A type that is not known here may hold one.
fn integers(column: &mut Column, errors: &mut Errors) {
    if column.identity.is_none() && column.version.is_none() {
        return;
    }
    let ident = &column.ident;
    let plain = plain(&column.ty);
    let integer = plain.as_deref().is_some_and(|name| range(name).is_some());
    let counts = matches!(plain.as_deref(), Some("i16" | "i32" | "i64"));
    let written = column.declared.to_token_stream().to_string().replace(' ', "");
    if column.identity.is_some() && (column.nullable || (is_known(&column.ty) && !integer)) {
        let message = format!("identity column `{ident}` must be an integer, not `{written}`");
        errors.at(&column.declared, message);
        column.identity = None;
    }
    if column.version.is_some() && (column.nullable || !counts) {
        let message = format!("version column `{ident}` must be `i32` or `i64`, not `{written}`");
        errors.at(&column.declared, message);
        column.version = None;
    }
}

/// Each row has a tenant, and a column by which rows are deleted says when or whether they are.
fn guards(column: &mut Column, errors: &mut Errors) {
    let ident = &column.ident;
    if column.tenant.is_some() && column.nullable {
        let message =
            format!("each row has a tenant: write the type of `{ident}` without `Option`");
        errors.at(&column.declared, message);
        column.tenant = None;
    }
    let plain = plain(&column.ty);
    let fits = if column.nullable { plain.is_none() } else { plain.as_deref() == Some("bool") };
    if column.soft_delete.is_some() && !fits {
        let message = format!(
            "soft_delete column `{ident}` says when a row was deleted, or whether it is: its type is \
             `Option` of a time, or `bool`"
        );
        errors.at(&column.declared, message);
        column.soft_delete = None;
    }
}

/// Is it a type of the crate's own, and no newtype?
pub fn is_known(ty: &Type) -> bool {
    const OTHERS: &[&str] = &["Uuid", "DateTime", "NaiveDateTime", "NaiveDate", "NaiveTime", "Vec"];
    let Type::Path(path) = bare(ty) else { return false };
    let last = path::last(&path.path);
    plain(ty).is_some() || last.is_some_and(|last| OTHERS.iter().any(|other| last == other))
}

/// At most one column of a table has it.
fn once(
    columns: &mut [Column],
    what: &str,
    errors: &mut Errors,
    word: impl Fn(&Column) -> Option<&Ident>,
) {
    let mut first: Option<&Ident> = None;
    for column in columns {
        let Some(word) = word(column) else { continue };
        match first {
            Some(first) => {
                let message = format!("a table has one {what} column, and `{first}` is it already");
                errors.at(word, message);
            }
            None => first = Some(&column.ident),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{accepted, refused, table, with_columns};

    #[test]
    fn types_that_no_column_has() {
        refused(
            with_columns,
            &[
                (
                    "a: Option<Option<i64>>",
                    &["column `a` is NULL or not, never twice: write one `Option`"],
                ),
                ("a: &str", &["column `a` owns its value: write `String`"]),
                ("a: Option<&'static [u8]>", &["column `a` owns its value: write `Vec<u8>`"]),
                ("a: &i64", &["column `a` owns its value: write the type without `&`"]),
                (
                    "a: (i64, i64)",
                    &["column `a` cannot have this type: write a type that has `SqlType`"],
                ),
            ],
        );
    }

    #[test]
    fn generated_columns_have_no_other_value() {
        refused(
            with_columns,
            &[
                (
                    "#[identity, default(5)] a: i64",
                    &["column `a` is numbered by the database: leave `default` out"],
                ),
                (
                    "#[computed(id + 1), default_with(f)] a: i64",
                    &["column `a` is computed from other columns: leave `default_with` out"],
                ),
                (
                    "#[computed(id + 1), identity] a: i64",
                    &["column `a` is computed from other columns: leave `identity` out"],
                ),
                (
                    "#[computed(id + 1), immutable] a: i64",
                    &["column `a` is computed from other columns: leave `immutable` out"],
                ),
                (
                    "#[identity, version] a: i64",
                    &["column `a` is numbered by the database: leave `version` out"],
                ),
            ],
        );
    }

    #[test]
    fn defaults_are_values_of_their_column() {
        let wrong = |ty| format!("this default is not a value of `a`, which has type `{ty}`");
        for (default, ty) in [
            ("\"x\"", "i64"),
            ("5", "String"),
            ("now()", "i32"),
            ("1", "bool"),
            ("0.5", "i64"),
            ("40000", "i16"),
            ("-1", "u64"),
            ("256", "u8"),
            ("\"x\"", "Vec<u8>"),
        ] {
            refused(with_columns, &[(&format!("#[default({default})] a: {ty}"), &[&wrong(ty)])]);
        }
        accepted(with_columns, &["#[default(5)] a: f64", "#[default(5)] a: Option<i16>"]);
    }

    #[test]
    fn tenants_and_deleted_rows() {
        let deleted = "soft_delete column `a` says when a row was deleted, or whether it is: its type is \
             `Option` of a time, or `bool`";
        refused(
            with_columns,
            &[
                (
                    "#[tenant] a: Option<i64>",
                    &["each row has a tenant: write the type of `a` without `Option`"],
                ),
                (
                    "#[tenant, default(5)] a: i64",
                    &["column `a` gets the tenant of the statement: leave `default` out"],
                ),
                (
                    "#[tenant, immutable] a: i64",
                    &["column `a` gets the tenant of the statement: leave `immutable` out"],
                ),
                (
                    "#[tenant, identity] a: i64",
                    &["column `a` is numbered by the database: leave `tenant` out"],
                ),
                (
                    "#[tenant] a: i64, #[tenant] b: i64",
                    &["a table has one tenant column, and `a` is it already"],
                ),
                ("#[soft_delete] a: i64", &[deleted]),
                ("#[soft_delete] a: Option<bool>", &[deleted]),
                ("#[soft_delete] a: Option<String>", &[deleted]),
                ("#[tenant(x)] a: i64", &["`tenant` takes no arguments here: write `#[tenant]`"]),
            ],
        );
        accepted(
            with_columns,
            &[
                "#[tenant] a: TenantId, #[soft_delete, default(false)] b: bool",
                "#[tenant] a: Uuid, #[soft_delete] b: Option<DateTime<Utc>>",
            ],
        );
    }

    #[test]
    fn identity_and_version_count() {
        refused(
            table,
            &[
                (
                    "a { #[primary_key, identity] id: String }",
                    &["identity column `id` must be an integer, not `String`"],
                ),
                (
                    "a { #[primary_key, identity] id: Uuid }",
                    &["identity column `id` must be an integer, not `Uuid`"],
                ),
                (
                    "a { #[primary_key] id: i64, #[identity] b: Option<i64> }",
                    &["identity column `b` must be an integer, not `Option<i64>`"],
                ),
                (
                    "a { #[primary_key, identity] id: i64, #[identity] b: i64 }",
                    &["a table has one identity column, and `id` is it already"],
                ),
                (
                    "a { #[primary_key] id: i64, #[version] b: String }",
                    &["version column `b` must be `i32` or `i64`, not `String`"],
                ),
                (
                    "a { #[primary_key] id: i64, #[version] b: i32, #[version] c: i32 }",
                    &["a table has one version column, and `b` is it already"],
                ),
            ],
        );
        for id in ["id: UserId", "id: u64"] {
            accepted(table, &[&format!("a {{ #[primary_key, identity] {id} }}")]);
        }
    }
}
