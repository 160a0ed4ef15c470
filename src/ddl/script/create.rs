//! CREATE TABLE of what a catalog has, its columns and its comments.

use super::part;
use super::work::{Pair, Work};
use crate::ddl::catalog::tokens::{Token, is_cast, tokens};
use crate::ddl::catalog::{Column, Table};
use crate::ddl::column::is_long;
use crate::ddl::error::Problem;
use crate::ddl::piece::{Piece, pieces};
use crate::ddl::writer::Writer;
use crate::render::definition::{Alters, Comments, Indexes, LiteralDefaults};
use crate::render::spec::IdentityStyle;
use crate::schema::def::Identity;
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
            part::piece(writer, table, of);
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
    if let [(first, _), rest @ ..] = &*all
        && first.is("CURRENT_TIMESTAMP")
    {
        let [open, close] = [Token::Sign('('), Token::Sign(')')];
        return match rest {
            [] => true,
            [(one, _), (other, _)] | [(one, _), (Token::Word(_), _), (other, _)] => {
                *one == open && *other == close
            }
            _ => false,
        };
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
