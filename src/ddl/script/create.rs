//! CREATE TABLE and CREATE INDEX of what a catalog has, and each part of them alone.

use super::work::{Pair, Work};
use crate::ddl::catalog::tokens::{Token, is_cast, tokens};
use crate::ddl::catalog::{Check, Column, ForeignKey, Index, Key, Over, Table};
use crate::ddl::column::is_long;
use crate::ddl::constraint::{action, named};
use crate::ddl::error::Problem;
use crate::ddl::index::kept;
use crate::ddl::piece::{Piece, pieces};
use crate::ddl::writer::Writer;
use crate::render::definition::{Alters, Comments, Indexes, LiteralDefaults};
use crate::render::spec::IdentityStyle;
use crate::schema::def::{Identity, IndexMethod};
use crate::types::Kind;

/// Whether a column is NOT NULL already.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Null {
    /// As it is to be.
    Said,
    /// Not yet, since its values come later.
    Yet,
}

/// The table, without foreign keys where they can be added, and without indexes that are statements.
pub(super) fn table(writer: &mut Writer, work: &Work<'_>, table: &Table) {
    writer.sql("CREATE TABLE ");
    writer.qualified(work.schema(), &table.name);
    let mut opened = false;
    let mut next = |writer: &mut Writer| {
        writer.sql(if std::mem::replace(&mut opened, true) { ",\n    " } else { " (\n    " });
    };
    for of in &table.columns {
        next(writer);
        column(writer, table, of, Null::Said);
    }
    for of in pieces(table) {
        let is_inline = match of {
            Piece::Primary(_) => !has_row_id(writer, table),
            Piece::Foreign(_) => work.spec.definition.alters == Alters::Rebuilt,
            Piece::Index(_) => work.spec.definition.indexes == Indexes::Inline,
            Piece::Unique(_) | Piece::Check(_) => true,
        };
        if is_inline {
            next(writer);
            piece(writer, work, table, of);
        }
    }
    writer.sql("\n)");
    for (number, beyond) in table.beyond.iter().enumerate() {
        if ["STRICT", "WITHOUT ROWID"].contains(&beyond.as_str()) {
            writer.sql(if number == 0 { " " } else { ", " });
            writer.sql(beyond);
        } else {
            refuse(writer, format!("table `{}`", table.name), beyond);
        }
    }
    if let (Comments::Inline { .. }, false) =
        (work.spec.definition.comments, table.comment.is_empty())
    {
        writer.sql(" COMMENT ");
        comment(writer, &table.comment);
    }
    writer.end();
}

pub(super) fn refuse(writer: &mut Writer, place: String, beyond: &str) {
    writer.problem(Problem::Beyond { place, what: beyond.to_owned() });
}

/// A comment as a text.
pub(super) fn comment(writer: &mut Writer, comment: &str) {
    writer.literal(comment, || "a comment".to_owned());
}

/// What stands behind a column's type or its default just so.
fn is_option(beyond: &str) -> bool {
    beyond.starts_with("COLLATE ")
        || beyond == "AUTOINCREMENT"
        || (beyond.starts_with("ON UPDATE ") && !beyond.contains("INVISIBLE"))
}

/// Whether the primary key is a column's own word.
fn has_row_id(writer: &Writer, table: &Table) -> bool {
    table.columns.iter().any(|column| is_row_id(writer, table, column))
}

fn is_row_id(writer: &Writer, table: &Table, column: &Column) -> bool {
    let key = table.primary_key.as_ref().map(|key| key.columns.as_slice());
    writer.spec.identity == IdentityStyle::RowId
        && column.identity.is_some()
        && key.is_some_and(|key| matches!(key, [only] if *only == column.name))
}

/// `name TYPE DEFAULT .. NOT NULL`
pub(super) fn column(writer: &mut Writer, table: &Table, column: &Column, null: Null) {
    let definition = writer.spec.definition;
    writer.column(&column.name);
    sql_type(writer, column);
    let mut options: Vec<&str> = Vec::new();
    for beyond in &column.beyond {
        match is_option(beyond) {
            true => options.push(beyond),
            false => {
                let place = format!("column `{}` of table `{}`", column.name, table.name);
                refuse(writer, place, beyond);
            }
        }
    }
    if is_row_id(writer, table, column) {
        writer.sql(" PRIMARY KEY");
    }
    for option in options.iter().filter(|option| !option.starts_with("ON UPDATE")) {
        writer.sql(" ");
        writer.sql(option);
    }
    let place = || format!("column `{}` of table `{}`", column.name, table.name);
    if let Some(computed) = &column.computed {
        writer.sql(" GENERATED ALWAYS AS (");
        writer.expression_of(&computed.sql, |_| true, place);
        writer.sql(if computed.stored { ") STORED" } else { ") VIRTUAL" });
    }
    default(writer, column, " DEFAULT ");
    for option in options.iter().filter(|option| option.starts_with("ON UPDATE")) {
        writer.sql(" ");
        writer.sql(option);
    }
    let computed = column.computed.is_some();
    match (writer.spec.identity, column.identity) {
        _ if is_row_id(writer, table, column) => {}
        (IdentityStyle::Generated, Some(of)) => identity(writer, of),
        _ if column.nullable || null == Null::Yet => {
            let needs = definition.timestamp_needs_null && !computed;
            if needs && column.sql_type.to_ascii_lowercase().starts_with("timestamp") {
                writer.sql(" NULL");
            }
        }
        _ if computed && !definition.computed_not_null => {}
        (IdentityStyle::RowId, _) | (_, None) => writer.sql(" NOT NULL"),
        (_, Some(_)) => writer.sql(" NOT NULL AUTO_INCREMENT"),
    }
    if let (Comments::Inline { .. }, false) = (definition.comments, column.comment.is_empty()) {
        writer.sql(" COMMENT ");
        comment(writer, &column.comment);
    }
}

/// The type, and the order of its texts where it would get another one.
fn sql_type(writer: &mut Writer, column: &Column) {
    if !column.sql_type.is_empty() {
        writer.sql(" ");
        writer.sql(&column.sql_type);
    }
    if let Some(collation) = column.collation.as_ref().filter(|_| column.kind != Some(Kind::Json)) {
        writer.sql(" COLLATE ");
        writer.sql(collation);
    }
}

/// ` GENERATED ALWAYS AS IDENTITY`
pub(super) fn identity(writer: &mut Writer, identity: Identity) {
    writer.sql(&format!(" GENERATED {} AS IDENTITY", numbered(identity)));
}

/// Who numbers a column.
pub(super) fn numbered(identity: Identity) -> &'static str {
    match identity {
        Identity::Always => "ALWAYS",
        Identity::ByDefault => "BY DEFAULT",
    }
}

/// The default with a word before it, if there is one.
pub(super) fn default(writer: &mut Writer, column: &Column, word: &str) {
    let Some(sql) = &column.default else { return };
    let definition = writer.spec.definition;
    let is_long =
        definition.literal_defaults == LiteralDefaults::Short && is_long(&column.sql_type);
    let is_bare = is_constant(sql) && !is_long;
    writer.sql(word);
    writer.sql(if is_bare { "" } else { "(" });
    writer.expression_of(sql, |_| true, || format!("the default of `{}`", column.name));
    writer.sql(if is_bare { "" } else { ")" });
}

/// A number or a text, whatever it is cast to, or the time, which is another one in brackets.
fn is_constant(sql: &str) -> bool {
    let all = tokens(sql);
    if all.first().is_some_and(|(token, _)| token.is("CURRENT_TIMESTAMP")) {
        return true;
    }
    let unsigned = match &*all {
        [(Token::Sign('-'), _), rest @ ..] => rest,
        rest => rest,
    };
    match unsigned {
        // The bits of `b'01'`.
        [(Token::Word(_), _), (Token::Text(_), _), rest @ ..]
        | [(Token::Word(_) | Token::Text(_), _), rest @ ..] => is_cast(rest),
        _ => false,
    }
}

/// A key, a condition or an index as it stands in CREATE TABLE, or behind ADD.
pub(super) fn piece(writer: &mut Writer, work: &Work<'_>, table: &Table, piece: Piece<'_>) {
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
        Piece::Foreign(key) => foreign_key(writer, work, key),
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

fn foreign_key(writer: &mut Writer, work: &Work<'_>, key: &ForeignKey) {
    key.name.iter().for_each(|name| named(writer, name));
    writer.sql("FOREIGN KEY ");
    writer.columns(&key.columns);
    writer.sql(" REFERENCES ");
    let crosses = writer.spec.definition.keys_cross_schemas;
    writer.qualified(work.target_schema(key).filter(|_| crosses), &key.target);
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

/// `COMMENT ON TABLE users IS '..'`, and the same for its columns; of all, or of what is another one than before.
pub(super) fn comments(
    writer: &mut Writer,
    work: &Work<'_>,
    what: &str,
    pair: Option<&Pair<'_>>,
    table: &Table,
) {
    if writer.spec.definition.comments != Comments::Statement {
        return;
    }
    let mut say = |what: &str, column: Option<&str>, text: &str| {
        writer.sql("COMMENT ON ");
        writer.sql(what);
        writer.sql(" ");
        writer.qualified(work.schema(), &table.name);
        if let Some(column) = column {
            writer.sql(".");
            writer.column(column);
        }
        writer.sql(" IS ");
        match text {
            "" => writer.sql("NULL"),
            text => comment(writer, text),
        }
        writer.end();
    };
    if pair.map_or("", |pair| &pair.own.comment) != table.comment {
        say(what, None, &table.comment);
    }
    for column in &table.columns {
        let mut kept = pair.iter().flat_map(|pair| &pair.kept);
        let before = kept.find(|[_, of]| of.name == column.name);
        if before.map_or("", |[before, _]| &before.comment) != column.comment {
            say("COLUMN", Some(&column.name), &column.comment);
        }
    }
}
