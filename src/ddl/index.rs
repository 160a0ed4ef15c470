//! CREATE INDEX, or INDEX in CREATE TABLE where only that can be repeated.

use super::Mode;
use super::column::place;
use super::constraint::{Key, long_keys};
use super::error::Problem;
use super::name::shown;
use super::writer::Writer;
use crate::render::definition::Indexes;
use crate::schema::def::{IndexDef, IndexMethod, IndexOver, IndexPart, TableDef};
use crate::types::Kind;

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
    if index.method != IndexMethod::Usual {
        writer.sql("USING ");
        writer.sql(index.method.word());
        writer.sql(" ");
    }
    columns(writer, table, index);
    writer.end();
}

/// `INDEX ix_posts_author_id (author_id)`
pub(super) fn inline(writer: &mut Writer, table: &TableDef, index: &IndexDef) {
    writer.sql(match index.method {
        IndexMethod::FullText => "FULLTEXT INDEX ",
        _ if index.unique => "UNIQUE INDEX ",
        _ => "INDEX ",
    });
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
        match part.over {
            IndexOver::Column(column) => {
                writer.column(column);
                if part.prefix.is_none() && index.method == IndexMethod::Usual {
                    long_keys(writer, table, &[column], Key::Index);
                }
            }
            IndexOver::Expression(sql) => {
                writer.sql("(");
                writer.expression(sql, table, place);
                writer.sql(")");
            }
        }
        kept(writer, part.prefix, part.class, part.descending, part.nulls_first);
    }
    writer.sql(")");
    if !index.include.is_empty() {
        writer.sql(" INCLUDE ");
        writer.columns(index.include);
    }
    if let Some(sql) = index.filter {
        writer.sql(" WHERE ");
        writer.expression(sql, table, place);
    }
}

/// How much of a part is kept, and in which order.
pub(super) fn kept(
    writer: &mut Writer,
    prefix: Option<u32>,
    class: Option<&str>,
    descending: bool,
    nulls_first: Option<bool>,
) {
    if let Some(length) = prefix {
        writer.sql(&format!("({length})"));
    }
    if let Some(class) = class {
        writer.sql(" ");
        writer.sql(class);
    }
    if descending {
        writer.sql(" DESC");
    }
    writer.sql(match nulls_first {
        None => "",
        Some(true) => " NULLS FIRST",
        Some(false) => " NULLS LAST",
    });
}

/// Refuses what this database does not do with an index.
fn refuse(writer: &mut Writer, table: &TableDef, index: &IndexDef) {
    let (definition, dialect) = (writer.spec.definition, writer.spec.name);
    let names = || (index.name.to_owned(), shown(table));
    let any = |is: fn(&IndexPart) -> bool| index.parts.iter().any(is);
    if any(|part| matches!(part.over, IndexOver::Expression(_)))
        && !definition.has_expression_indexes
    {
        let (index, table) = names();
        writer.problem(Problem::ExpressionIndex { index, table, dialect });
    }
    if index.filter.is_some() && !definition.has_partial_indexes {
        let (index, table) = names();
        writer.problem(Problem::PartialIndex { index, table, dialect });
    }
    let method = index.method;
    let has_method = method == IndexMethod::Usual || definition.index_methods.contains(&method);
    let (has_classes, has_prefixes) = (definition.has_index_classes, definition.has_index_prefixes);
    for (is_lacking, what) in [
        (!has_method, format!("the method `{}`", method.word())),
        (any(|part| part.class.is_some()) && !has_classes, "an operator class".to_owned()),
        (any(|part| part.nulls_first.is_some()) && !has_classes, "a place of NULLs".to_owned()),
        (!index.include.is_empty() && !has_classes, "`include(..)`".to_owned()),
        (any(|part| part.prefix.is_some()) && !has_prefixes, "a length".to_owned()),
    ] {
        if is_lacking {
            let (index, table) = names();
            writer.problem(Problem::IndexWord { index, table, what, dialect });
        }
    }
    for part in index.parts {
        let IndexOver::Column(name) = part.over else { continue };
        let Some(column) = table.columns.iter().find(|column| column.name == name) else {
            continue;
        };
        if column.sql_type.is_none() && !takes(method, part, column.kind.base()) {
            let (index, place) = (index.name.to_owned(), place(table, column));
            writer.problem(Problem::IndexedKind { index, place, kind: column.kind });
        }
    }
}

/// Whether such an index has a way to keep this, unless an operator class says one.
fn takes(method: IndexMethod, part: &IndexPart, kind: Kind) -> bool {
    let is_text = matches!(kind, Kind::Text | Kind::Bytes);
    match method {
        _ if part.class.is_some() => true,
        IndexMethod::Gin => matches!(kind, Kind::Json | Kind::Array(_)),
        IndexMethod::Gist => matches!(kind, Kind::Range(_)),
        IndexMethod::SpGist => {
            matches!(kind, Kind::Text | Kind::Range(_) | Kind::Inet | Kind::Cidr)
        }
        IndexMethod::Brin => !matches!(
            kind,
            Kind::Bool | Kind::Json | Kind::Array(_) | Kind::Enum(_) | Kind::Composite(_)
        ),
        IndexMethod::FullText => kind == Kind::Text,
        _ => part.prefix.is_none() || is_text,
    }
}
