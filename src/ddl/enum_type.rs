//! `CREATE TYPE mood AS ENUM (..)`, before the tables that have columns of it.

use super::column::place;
use super::error::Problem;
use super::writer::Writer;
use super::{Mode, late, name};
use crate::render::definition::Enums;
use crate::schema::def::{ColumnDef, Origin, TableDef};
use crate::types::{EnumType, Kind};

/// Creates the types of a schema.
pub(super) fn create(writer: &mut Writer, tables: &[&'static TableDef], mode: Mode) {
    for of in all(writer, tables) {
        writer.sql("CREATE TYPE ");
        writer.sql(of.quoted);
        for (number, label) in of.labels.iter().enumerate() {
            writer.sql(if number == 0 { " AS ENUM (" } else { ", " });
            writer.literal(label, || format!("a label of type `{}`", of.name));
        }
        writer.sql(")");
        match mode {
            Mode::New => writer.end(),
            Mode::Missing => missing(writer, of),
        }
    }
}

/// PostgreSQL has no IF NOT EXISTS for types, but blocks of code.
fn missing(writer: &mut Writer, of: &EnumType) {
    let create = writer.take();
    writer.sql("BEGIN\n    IF to_regtype(");
    late::quote(writer, of.quoted);
    writer.sql(") IS NULL THEN\n        ");
    writer.sql(&create);
    writer.sql(";\n    END IF;\nEND");
    let body = writer.take();
    writer.sql("DO ");
    late::quote(writer, &body);
    writer.end();
}

/// Drops the types of a schema that exist.
pub(super) fn drop(writer: &mut Writer, tables: &[&'static TableDef]) {
    for of in all(writer, tables) {
        writer.sql("DROP TYPE IF EXISTS ");
        writer.sql(of.quoted);
        writer.end();
    }
}

/// The types of a schema, each once, where the database gives them names.
fn all(writer: &mut Writer, tables: &[&'static TableDef]) -> Vec<&'static EnumType> {
    let mut all: Vec<&EnumType> = Vec::new();
    if writer.spec.definition.enums != Enums::Named {
        return all;
    }
    for table in tables.iter().filter(|table| table.origin == Origin::Table) {
        for column in table.columns {
            let Some(of) = of(column) else { continue };
            match all.iter().find(|known| known.name == of.name) {
                None => {
                    if let Some(problem) = name::problem(of.name, "type", writer.spec) {
                        writer.problem(problem);
                    }
                    all.push(of);
                }
                Some(known) if known.labels == of.labels => {}
                Some(_) => {
                    let place = place(table, column);
                    writer.problem(Problem::OtherLabels { place, name: of.name });
                }
            }
        }
    }
    all
}

/// The type that a column or its elements have.
fn of(column: &ColumnDef) -> Option<&'static EnumType> {
    let kind = match column.kind {
        Kind::Array(of) => *of,
        kind => kind,
    };
    match kind {
        Kind::Enum(of) if column.sql_type.is_none() => Some(of),
        _ => None,
    }
}
