//! Keys, conditions and indexes of what a catalog has.

use super::create::refuse;
use super::work::Work;
use crate::ddl::catalog::tokens::tokens;
use crate::ddl::catalog::{Check, ForeignKey, Index, Key, Over, Table};
use crate::ddl::constraint::{action, named};
use crate::ddl::index::kept;
use crate::ddl::piece::Piece;
use crate::ddl::writer::Writer;
use crate::render::definition::Alters;
use crate::schema::def::IndexMethod;

/// A key, a condition or an index as it stands in CREATE TABLE, or behind ADD.
pub(super) fn piece(writer: &mut Writer, table: &Table, piece: Piece<'_>) {
    refuse_more(writer, table, piece);
    match piece {
        Piece::Primary(Key { name, columns }) => {
            name.iter().for_each(|name| named(writer, name));
            writer.sql("PRIMARY KEY ");
            writer.columns(columns);
        }
        Piece::Unique(Key { name, columns }) => {
            name.iter().for_each(|name| named(writer, name));
            writer.sql("UNIQUE ");
            writer.columns(columns);
        }
        Piece::Check(Check { name, sql }) => {
            name.iter().for_each(|name| named(writer, name));
            writer.sql("CHECK (");
            writer.expression_of(sql, |_| true, || format!("a check of table `{}`", table.name));
            writer.sql(")");
        }
        Piece::Index(index) => {
            if let Some(whole) = &index.beyond {
                refuse(writer, format!("an index of table `{}`", table.name), whole);
            }
            writer.sql(match index.method {
                IndexMethod::FullText => "FULLTEXT INDEX ",
                _ if index.unique => "UNIQUE INDEX ",
                _ => "INDEX ",
            });
            writer.index(&index.name);
            writer.sql(" ");
            parts(writer, index);
        }
        Piece::Foreign(key) => foreign_key(writer, key),
    }
}

/// Refuses one of which something is known in words alone.
fn refuse_more(writer: &mut Writer, table: &Table, piece: Piece<'_>) {
    let Some(name) = piece.name() else { return };
    for sort in ["constraint", "index"] {
        let start = format!("{sort} {name}:");
        for beyond in table.beyond.iter().filter(|beyond| beyond.starts_with(&start)) {
            refuse(writer, format!("table `{}`", table.name), beyond);
        }
    }
}

fn foreign_key(writer: &mut Writer, key: &ForeignKey) {
    key.name.iter().for_each(|name| named(writer, name));
    writer.sql("FOREIGN KEY ");
    writer.columns(&key.columns);
    writer.sql(" REFERENCES ");
    let crosses = writer.spec.definition.keys_cross_schemas;
    writer.qualified(key.target_schema.as_deref().filter(|_| crosses), &key.target);
    if !key.target_columns.is_empty() {
        writer.sql(" ");
        writer.columns(&key.target_columns);
    }
    action(writer, " ON DELETE ", key.on_delete);
    action(writer, " ON UPDATE ", key.on_update);
    writer.sql(if key.deferred { " DEFERRABLE INITIALLY DEFERRED" } else { "" });
}

/// CREATE INDEX as a statement.
pub(super) fn index(writer: &mut Writer, work: &Work<'_>, table: &Table, index: &Index) {
    refuse_more(writer, table, Piece::Index(index));
    if let Some(whole) = &index.beyond {
        match whole.starts_with("CREATE ") && work.schema().is_none() {
            true => writer.sql(whole),
            false => refuse(writer, format!("an index of table `{}`", table.name), whole),
        }
        return writer.end();
    }
    writer.sql(if index.unique { "CREATE UNIQUE INDEX " } else { "CREATE INDEX " });
    writer.index(&index.name);
    writer.sql(" ON ");
    writer.qualified(work.schema(), &table.name);
    writer.sql(" ");
    if index.method != IndexMethod::Usual {
        writer.sql("USING ");
        writer.sql(index.method.word());
        writer.sql(" ");
    }
    parts(writer, index);
    writer.end();
}

/// A UNIQUE constraint of a table that is there, as the index that it is.
pub(super) fn unique_index(writer: &mut Writer, table: &Table, key: &Key) {
    writer.sql("CREATE UNIQUE INDEX ");
    writer.index(key.name.as_deref().unwrap_or_default());
    writer.sql(" ON ");
    writer.qualified(None, &table.name);
    writer.sql(" ");
    writer.columns(&key.columns);
    writer.end();
}

fn parts(writer: &mut Writer, index: &Index) {
    for (number, part) in index.parts.iter().enumerate() {
        writer.sql(if number == 0 { "(" } else { ", " });
        match &part.over {
            Over::Column(column) => writer.column(column),
            Over::Expression(sql) => {
                // An order of its own stands outside of brackets.
                let is_ordered = writer.spec.definition.alters == Alters::Rebuilt
                    && tokens(sql).iter().any(|(token, _)| token.is("COLLATE"));
                writer.sql(if is_ordered { "" } else { "(" });
                writer.expression_of(sql, |_| true, || format!("index `{}`", index.name));
                writer.sql(if is_ordered { "" } else { ")" });
            }
        }
        kept(writer, part.prefix, part.class.as_deref(), part.descending, part.nulls_first);
    }
    writer.sql(")");
    if !index.include.is_empty() {
        writer.sql(" INCLUDE ");
        writer.columns(&index.include);
    }
    if let Some(sql) = &index.filter {
        writer.sql(" WHERE ");
        writer.expression_of(sql, |_| true, || format!("index `{}`", index.name));
    }
}
