//! CREATE INDEX, or INDEX in CREATE TABLE where only that can be repeated.

use super::Mode;
use super::constraint::{Key, long_keys};
use super::writer::Writer;
use crate::render::definition::Indexes;
use crate::schema::def::{IndexDef, TableDef};

/// `CREATE INDEX ix_posts_author_id ON posts (author_id)`
pub(super) fn create(writer: &mut Writer, table: &TableDef, index: &IndexDef, mode: Mode) {
    writer.sql(if index.unique { "CREATE UNIQUE INDEX " } else { "CREATE INDEX " });
    if mode == Mode::Missing {
        writer.sql("IF NOT EXISTS ");
    }
    if writer.spec.definition.indexes == Indexes::QualifiedName {
        writer.schema(table);
        writer.constraint(index.name);
        writer.sql(" ON ");
        writer.bare_table(table);
    } else {
        writer.constraint(index.name);
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
    writer.constraint(index.name);
    writer.sql(" ");
    columns(writer, table, index);
}

fn columns(writer: &mut Writer, table: &TableDef, index: &IndexDef) {
    writer.columns(index.columns);
    long_keys(writer, table, index.columns, Key::Index);
}
