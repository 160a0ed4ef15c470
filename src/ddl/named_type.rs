//! The types that a schema's tables have and the database gives names: enums, domains and composite types,
//! each after those that it is made of, and all before the tables.

use super::column::place;
use super::error::Problem;
use super::writer::Writer;
use super::{Mode, late, name};
use crate::render::definition::Enums;
use crate::schema::def::{Origin, TableDef};
use crate::types::Kind;

/// Creates the types of a schema.
pub(super) fn create(writer: &mut Writer, tables: &[&'static TableDef], mode: Mode) {
    for of in all(writer, tables) {
        define(writer, of);
        match mode {
            Mode::New => writer.end(),
            Mode::Missing => missing(writer, of),
        }
    }
}

fn define(writer: &mut Writer, of: Kind) {
    match of {
        Kind::Enum(of) => {
            writer.sql("CREATE TYPE ");
            writer.sql(of.quoted);
            for (number, label) in of.labels.iter().enumerate() {
                writer.sql(if number == 0 { " AS ENUM (" } else { ", " });
                writer.literal(label, || format!("a label of type `{}`", of.name));
            }
            writer.sql(")");
        }
        Kind::Named(of) => {
            writer.sql("CREATE DOMAIN ");
            writer.sql(of.quoted);
            writer.sql(" AS ");
            writer.sql((writer.spec.column_type)(of.base));
            if let Some(check) = of.domain.and_then(|domain| domain.check) {
                writer.sql(" CHECK (");
                writer.verbatim(check, || format!("the check of domain `{}`", of.name));
                writer.sql(")");
            }
        }
        Kind::Composite(of) => {
            writer.sql("CREATE TYPE ");
            writer.sql(of.quoted);
            for (number, (name, kind)) in of.fields.iter().enumerate() {
                writer.sql(if number == 0 { " AS (" } else { ", " });
                writer.field(name);
                writer.sql(" ");
                writer.sql((writer.spec.column_type)(*kind));
            }
            writer.sql(")");
        }
        _ => {}
    }
}

/// PostgreSQL has no IF NOT EXISTS for types, but blocks of code. A table has a type of its name, too, which is none
/// of these.
fn missing(writer: &mut Writer, of: Kind) {
    let create = writer.take();
    writer.sql("BEGIN\n    IF NOT EXISTS (SELECT FROM pg_type WHERE oid = to_regtype(");
    late::quote(writer, names(of)[1]);
    writer.sql(match of {
        Kind::Enum(_) => ") AND typtype = 'e'",
        Kind::Named(_) => ") AND typtype = 'd'",
        _ => ") AND typrelid IN (SELECT oid FROM pg_class WHERE relkind = 'c')",
    });
    writer.sql(") THEN\n        ");
    writer.sql(&create);
    writer.sql(";\n    END IF;\nEND");
    let body = writer.take();
    writer.sql("DO ");
    late::quote(writer, &body);
    writer.end();
}

/// Drops the types of a schema that exist, each before those that it is made of.
pub(super) fn drop(writer: &mut Writer, tables: &[&'static TableDef]) {
    for of in all(writer, tables).into_iter().rev() {
        writer.sql(match of {
            Kind::Named(_) => "DROP DOMAIN IF EXISTS ",
            _ => "DROP TYPE IF EXISTS ",
        });
        writer.sql(names(of)[1]);
        writer.end();
    }
}

/// The name of a type, as it is and in quotes.
fn names(of: Kind) -> [&'static str; 2] {
    match of {
        Kind::Enum(of) => [of.name, of.quoted],
        Kind::Named(of) => [of.name, of.quoted],
        Kind::Composite(of) => [of.name, of.quoted],
        _ => [""; 2],
    }
}

/// The types of a schema, each once, where the database gives them names.
fn all(writer: &mut Writer, tables: &[&'static TableDef]) -> Vec<Kind> {
    let mut all = Vec::new();
    if writer.spec.definition.enums == Enums::Named {
        for table in tables.iter().filter(|table| table.origin == Origin::Table) {
            for column in table.columns.iter().filter(|column| column.sql_type.is_none()) {
                collect(writer, &mut all, column.kind, tables, &|| place(table, column));
            }
        }
    }
    all
}

/// Adds a type, after those that it is made of.
fn collect(
    writer: &mut Writer,
    all: &mut Vec<Kind>,
    of: Kind,
    tables: &[&'static TableDef],
    place: &dyn Fn() -> String,
) {
    match of {
        Kind::Array(of) => return collect(writer, all, *of, tables, place),
        Kind::Named(named) => {
            collect(writer, all, named.base, tables, place);
            if named.domain.is_none() {
                return;
            }
        }
        Kind::Composite(composite) => {
            for (_, kind) in composite.fields {
                collect(writer, all, *kind, tables, place);
            }
        }
        Kind::Enum(_) => {}
        _ => return,
    }
    let [name, _] = names(of);
    match all.iter().find(|known| names(**known)[0] == name) {
        None => {
            if let Some(problem) = name::problem(name, "type", writer.spec) {
                writer.problem(problem);
            }
            if tables.iter().any(|table| is_type(table, name)) {
                writer.problem(Problem::TypeOfTable { place: place(), name });
            }
            all.push(of);
        }
        Some(known) if *known == of => {}
        Some(Kind::Enum(_)) if matches!(of, Kind::Enum(_)) => {
            writer.problem(Problem::OtherLabels { place: place(), name });
        }
        Some(_) => writer.problem(Problem::OtherType { place: place(), name }),
    }
}

/// Whether a table or view brings a type of this name: that of its rows.
fn is_type(table: &TableDef, name: &str) -> bool {
    table.origin != Origin::Query && table.schema.is_none() && table.name == name
}
