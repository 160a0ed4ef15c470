//! Names as a database takes them: which it refuses, and how long ones are shortened.

use std::borrow::Cow;

use super::error::Problem;
use crate::render::definition::NameLimit;
use crate::render::ident::{self, HASH, boundary};
use crate::render::spec::Spec;
use crate::schema::def::TableDef;

/// A constraint's or index's name, cut where it is too long, so that it ends in digits of its hash.
///
/// Errors of the database name the constraint in this form.
pub(crate) fn shortened<'n>(name: &'n str, spec: &Spec) -> Cow<'n, str> {
    let end = match spec.definition.name_limit {
        NameLimit::Bytes(most) if name.len() > most => boundary(name, most - HASH),
        NameLimit::Characters(most) => match name.char_indices().nth(most) {
            Some(_) => name.char_indices().nth(most - HASH).map_or(0, |(at, _)| at),
            None => return Cow::Borrowed(name),
        },
        _ => return Cow::Borrowed(name),
    };
    Cow::Owned(ident::cut(name, end))
}

/// What stands against a name. A table's or column's must fit as it is, since statements write it
/// in full; others are shortened before.
pub(super) fn problem(name: &str, what: &'static str, spec: &'static Spec) -> Option<Problem> {
    let (definition, dialect) = (spec.definition, spec.name);
    let owned = || name.to_owned();
    if name.is_empty() {
        return Some(Problem::EmptyName { what });
    }
    if name.contains('\0') {
        return Some(Problem::NulInName { what, name: owned() });
    }
    let limit = match definition.name_limit {
        NameLimit::Bytes(most) if name.len() > most => Some(format!("{most} bytes")),
        NameLimit::Characters(most) if name.chars().count() > most => {
            Some(format!("{most} characters"))
        }
        _ => None,
    };
    if let Some(limit) = limit {
        return Some(Problem::LongName { what, name: owned(), dialect, limit });
    }
    let is_own = match what {
        "column" => (definition.is_own_column)(name),
        "table" | "index" => (definition.is_own_table)(name),
        _ => false,
    };
    if is_own {
        return Some(Problem::OwnName { what, name: owned(), dialect });
    }
    if definition.wide_names {
        return None;
    }
    if let Some(found) = name.chars().find(|c| *c > '\u{ffff}') {
        return Some(Problem::WideName { what, name: owned(), found, dialect });
    }
    name.ends_with(' ').then(|| Problem::TrailingSpace { what, name: owned(), dialect })
}

/// A table's name as messages show it.
pub(super) fn shown(table: &TableDef) -> String {
    match table.schema {
        Some(schema) => format!("{schema}.{}", table.name),
        None => table.name.to_owned(),
    }
}

/// Two tables are one where their names differ in nothing but case.
pub(super) fn same(a: &TableDef, b: &TableDef) -> bool {
    let lower = |table: &TableDef| (table.schema.map(str::to_lowercase), table.name.to_lowercase());
    lower(a) == lower(b)
}

#[cfg(test)]
mod tests {
    use super::shortened;
    use crate::dialect::{MySql, Postgres, Sqlite};
    use crate::render::Dialect;

    #[test]
    fn long_names_end_in_their_hash() {
        let name = format!("uq_{}", "x".repeat(70));
        assert_eq!(shortened(&name, Sqlite::SPEC), name);
        let cut = shortened(&name, Postgres::SPEC);
        assert_eq!((cut.len(), &cut[..58]), (63, &name[..58]));
        assert_eq!(shortened(&name, MySql::SPEC).len(), 64);
        assert_ne!(cut, shortened(&format!("{name}y"), Postgres::SPEC));
        assert_eq!(cut, shortened(&name, Postgres::SPEC));
    }

    #[test]
    fn characters_are_never_cut_apart() {
        let name = "é".repeat(65);
        assert!(shortened(&name, Postgres::SPEC).len() <= 63);
        assert_eq!(shortened(&name, MySql::SPEC).chars().count(), 64);
    }

    #[test]
    fn the_hash_is_what_it_was() {
        assert_eq!(&shortened(&"a".repeat(64), Postgres::SPEC)[58..], "_d6ea");
    }
}
