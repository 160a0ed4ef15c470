//! CREATE INDEX, or INDEX in CREATE TABLE where only that can be repeated.

use super::Mode;
use super::constraint::{Key, long_keys};
use super::error::Problem;
use super::name::shown;
use super::writer::Writer;
use crate::render::definition::Indexes;
use crate::schema::def::{IndexDef, IndexPart, TableDef};

/// `CREATE INDEX ix_posts_author_id ON posts (author_id)`
pub(super) fn create(writer: &mut Writer, table: &TableDef, index: &IndexDef, mode: Mode) {
    writer.sql(if index.unique { "CREATE UNIQUE INDEX " } else { "CREATE INDEX " });
    if mode == Mode::Missing {
        writer.sql("IF NOT EXISTS ");
    }
    if writer.spec.definition.indexes == Indexes::QualifiedName {
        writer.schema(table);
        writer.index(index.name);
        writer.sql(" ON ");
        writer.bare_table(table);
    } else {
        writer.index(index.name);
        writer.sql(" ON ");
        writer.table(table);
    }
    writer.sql(" ");
    columns(writer, table, index);
    writer.end();
}

/// `INDEX ix_posts_author_id (author_id)`
pub(super) fn inline(writer: &mut Writer, table: &TableDef, index: &IndexDef) {
    writer.sql(if index.unique { "UNIQUE INDEX " } else { "INDEX " });
    writer.index(index.name);
    writer.sql(" ");
    columns(writer, table, index);
}

fn columns(writer: &mut Writer, table: &TableDef, index: &IndexDef) {
    if index.parts.is_empty() {
        writer.columns(index.columns);
        return long_keys(writer, table, index.columns, Key::Index);
    }
    refuse(writer, table, index);
    let place = || format!("index `{}` of table `{}`", index.name, shown(table));
    for (number, part) in index.parts.iter().enumerate() {
        writer.sql(if number == 0 { "(" } else { ", " });
        match part {
            IndexPart::Column(column) => {
                writer.column(column);
                long_keys(writer, table, &[column], Key::Index);
            }
            IndexPart::Expression(sql) => {
                writer.sql("(");
                writer.expression(sql, table, place);
                writer.sql(")");
            }
        }
    }
    writer.sql(")");
    if let Some(sql) = index.filter {
        writer.sql(" WHERE ");
        writer.expression(sql, table, place);
    }
}

/// Refuses what this database does not do with an index.
fn refuse(writer: &mut Writer, table: &TableDef, index: &IndexDef) {
    let (definition, dialect) = (writer.spec.definition, writer.spec.name);
    let (index_name, table_name) = (index.name.to_owned(), shown(table));
    let is_expression = |part: &IndexPart| matches!(part, IndexPart::Expression(_));
    if index.parts.iter().any(is_expression) && !definition.has_expression_indexes {
        let (index, table) = (index_name.clone(), table_name.clone());
        writer.problem(Problem::ExpressionIndex { index, table, dialect });
    }
    if index.filter.is_some() && !definition.has_partial_indexes {
        let (index, table) = (index_name, table_name);
        writer.problem(Problem::PartialIndex { index, table, dialect });
    }
}
