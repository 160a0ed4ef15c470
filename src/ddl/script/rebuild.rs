//! SQLite: a table that cannot be changed is rebuilt, by the [procedure] that its makers describe. What differs from
//! it is that the old table goes away under another name, so that after a failure no statement can name it:
//! `sqlite3` goes on after an error.
//!
//! [procedure]: https://www.sqlite.org/lang_altertable.html#otheralter

use super::alter::{rename_columns, rename_table};
use super::create::{self, Null};
use super::view::{Views, triggers};
use super::work::{Pair, Work};
use crate::ddl::catalog::tokens::{Token, tokens};
use crate::ddl::catalog::{Column, Table, same_type};
use crate::ddl::error::Problem;
use crate::ddl::piece::{Piece, names, pieces};
use crate::ddl::writer::Writer;

/// The name of a table while its rows go to the new one.
const OLD: &str = "relata_old";

/// Written into a temporary table, a loss breaks its CHECK, and OR ROLLBACK undoes all.
const CHECKS: &str = "\
CREATE TEMP TABLE relata_check (
    broken_before INTEGER,
    broken_references INTEGER CHECK (broken_references <= broken_before),
    written_before INTEGER,
    lost_rows INTEGER CHECK (lost_rows = 0)
)";

/// All statements.
pub(super) fn write(writer: &mut Writer, work: &Work<'_>) {
    let views = Views::of(work);
    let rebuilt = |pair: &&Pair<'_>| !is_alterable(work, pair);
    // A table that is dropped deletes its rows before, and what references them.
    let is_framed = work.pairs.iter().any(|pair| rebuilt(&pair)) || !work.dropped.is_empty();
    if is_framed {
        say(writer, "-- relata: no transaction\nPRAGMA foreign_keys = OFF");
        say(writer, "BEGIN IMMEDIATE");
        say(writer, CHECKS);
        say(
            writer,
            "INSERT INTO relata_check (broken_before) SELECT count(*) FROM pragma_foreign_key_check",
        );
    }
    views.drop(writer, work);
    for [from, to] in &work.said.tables {
        rename_table(writer, work, from, to);
    }
    work.pairs.iter().for_each(|pair| rename_columns(writer, work, &pair.wanted.name));
    work.pairs.iter().filter(|pair| !rebuilt(pair)).for_each(|pair| alter(writer, work, pair));
    if is_framed {
        // Otherwise what leads to a table would follow it to its other name.
        say(writer, "PRAGMA legacy_alter_table = ON");
        work.pairs.iter().filter(rebuilt).for_each(|pair| rebuild(writer, work, pair));
        for table in &work.dropped {
            writer.sql("DROP TABLE ");
            writer.qualified(None, &table.name);
            writer.end();
        }
        say(writer, "PRAGMA legacy_alter_table = OFF");
    }
    for table in &work.created {
        create::table(writer, work, table);
        beside(writer, work, table, table);
    }
    views.create(writer, work);
    if is_framed {
        say(
            writer,
            "UPDATE OR ROLLBACK relata_check SET broken_references = \
             (SELECT count(*) FROM pragma_foreign_key_check)",
        );
        say(writer, "DROP TABLE relata_check");
        say(writer, "COMMIT");
        say(writer, "PRAGMA foreign_keys = ON");
    }
}

fn say(writer: &mut Writer, statement: &str) {
    writer.sql(statement);
    writer.end();
}

/// What goes with a table and is made again behind it.
fn beside(writer: &mut Writer, work: &Work<'_>, table: &Table, own: &Table) {
    table.indexes.iter().for_each(|index| create::index(writer, work, table, index));
    triggers(writer, own);
}

/// Whether ALTER TABLE and CREATE INDEX do all of it.
fn is_alterable(work: &Work<'_>, pair: &Pair<'_>) -> bool {
    let same = |[own, wanted]: &[&Column; 2]| {
        let own = Column {
            kind: wanted.kind,
            of_enum: wanted.of_enum.clone(),
            sql_type: wanted.sql_type.clone(),
            ..(*own).clone()
        };
        own == **wanted
    };
    let typed = |[own, wanted]: &[&Column; 2]| same_type(&own.sql_type, &wanted.sql_type);
    let of_index = |piece: &Piece<'_>| matches!(piece, Piece::Index(_));
    let addable = |piece: &Piece<'_>| {
        of_index(piece) || matches!(piece, Piece::Unique(key) if key.name.is_some())
    };
    pair.own.beyond == pair.wanted.beyond
        && pair.kept.iter().all(|pair| same(pair) && typed(pair))
        && pair.dropped.iter().all(of_index)
        && pair.added.iter().all(addable)
        && pair.new.iter().all(|column| is_addable(column))
        && pair.gone.iter().all(|column| is_droppable(work, pair, column))
}

/// Whether ADD COLUMN takes it: one that is NOT NULL needs a constant as its default.
fn is_addable(column: &Column) -> bool {
    let constant = |sql: &String| match &*tokens(sql) {
        [(Token::Sign('-'), _), (Token::Word(_), _)] | [(Token::Text(_), _)] => true,
        [(word @ Token::Word(_), _)] => {
            !word.name().is_some_and(|name| name.starts_with("CURRENT_"))
        }
        _ => false,
    };
    column.computed.is_none()
        && column.default.as_ref().is_none_or(constant)
        && (column.nullable || column.default.is_some())
}

/// Whether DROP COLUMN takes it: nothing may speak of it.
fn is_droppable(work: &Work<'_>, pair: &Pair<'_>, column: &Column) -> bool {
    let name = column.name.as_str();
    let goes = |piece: &Piece<'_>| {
        let same = |other: &Piece<'_>| other.words() == piece.words();
        matches!(piece, Piece::Index(_)) && pair.dropped.iter().any(same)
    };
    let of_piece = pieces(pair.own).into_iter().any(|piece| piece.names(name) && !goes(&piece));
    let of_column = |other: &Column| {
        other.name != name && other.computed.as_ref().is_some_and(|of| names(&of.sql, name))
    };
    let mut triggers = work.live.tables.iter().flat_map(|table| &table.triggers);
    !of_piece && !pair.own.columns.iter().any(of_column) && !triggers.any(|sql| names(sql, name))
}

fn alter(writer: &mut Writer, work: &Work<'_>, pair: &Pair<'_>) {
    let table = pair.wanted;
    for piece in &pair.dropped {
        writer.sql("DROP INDEX ");
        writer.index(piece.name().unwrap_or_default());
        writer.end();
    }
    let begin = |writer: &mut Writer| {
        writer.sql("ALTER TABLE ");
        writer.qualified(None, &table.name);
    };
    for column in &pair.gone {
        begin(writer);
        writer.sql(" DROP COLUMN ");
        writer.column(&column.name);
        writer.end();
    }
    for column in &pair.new {
        begin(writer);
        writer.sql(" ADD COLUMN ");
        create::column(writer, table, column, Null::Said);
        writer.end();
    }
    for piece in &pair.added {
        match piece {
            Piece::Index(index) => create::index(writer, work, table, index),
            Piece::Unique(key) => create::unique_index(writer, table, key),
            _ => {}
        }
    }
}

fn rebuild(writer: &mut Writer, work: &Work<'_>, pair: &Pair<'_>) {
    let table = pair.wanted;
    refuse_triggers(writer, work, pair);
    say(writer, "UPDATE relata_check SET written_before = total_changes()");
    rename_table(writer, work, &table.name, OLD);
    create::table(writer, work, table);
    copy(writer, pair);
    say(
        writer,
        "UPDATE OR ROLLBACK relata_check SET lost_rows = \
         (SELECT count(*) FROM relata_old) - (total_changes() - written_before - 1)",
    );
    if [pair.own, table].iter().all(|table| counts_on(table)) {
        keep_count(writer, table);
    }
    say(writer, "DROP TABLE relata_old");
    beside(writer, work, table, pair.own);
}

/// `INSERT INTO users (id, name) SELECT id, name FROM relata_old`
fn copy(writer: &mut Writer, pair: &Pair<'_>) {
    let fill = |column: &Column| {
        pair.fills.iter().find(|(of, _)| of.name == column.name).map(|(_, sql)| *sql)
    };
    let is_written = |column: &&Column| {
        let is_there = pair.own.column(&column.name).is_some();
        column.computed.is_none() && (is_there || fill(column).is_some())
    };
    let mut columns: Vec<&Column> = pair.wanted.columns.iter().filter(is_written).collect();
    if columns.is_empty() {
        // Rows of which nothing is left are rows still.
        columns.extend(pair.wanted.columns.iter().find(|column| column.computed.is_none()));
    }
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    writer.sql("INSERT OR ROLLBACK INTO ");
    writer.qualified(None, &pair.wanted.name);
    writer.sql(" ");
    writer.columns(&names);
    for (number, column) in columns.iter().enumerate() {
        writer.sql(if number == 0 { " SELECT " } else { ", " });
        let place = || format!("the value of `{}`", column.name);
        match (pair.own.column(&column.name), fill(column)) {
            (Some(_), None) => writer.column(&column.name),
            (Some(_), Some(sql)) => {
                writer.sql("coalesce(");
                writer.column(&column.name);
                writer.sql(", ");
                writer.verbatim(sql, place);
                writer.sql(")");
            }
            (None, sql) => {
                writer.verbatim(sql.or(column.default.as_deref()).unwrap_or("NULL"), place);
            }
        }
    }
    writer.sql(" FROM ");
    writer.qualified(None, OLD);
    writer.end();
}

fn counts_on(table: &Table) -> bool {
    table.columns.iter().any(|column| column.beyond.iter().any(|of| of == "AUTOINCREMENT"))
}

/// Numbers that were given once are not given again.
fn keep_count(writer: &mut Writer, table: &Table) {
    writer.sql("DELETE FROM sqlite_sequence WHERE name = ");
    create::comment(writer, &table.name);
    writer.end();
    writer.sql("INSERT INTO sqlite_sequence (name, seq) SELECT ");
    create::comment(writer, &table.name);
    writer.sql(", seq FROM sqlite_sequence WHERE name = 'relata_old'");
    writer.end();
}

/// A trigger is made again as it was, so it must not speak of what is called otherwise now, or gone.
fn refuse_triggers(writer: &mut Writer, work: &Work<'_>, pair: &Pair<'_>) {
    let gone = pair.gone.iter().map(|column| column.name.as_str());
    let old: Vec<&str> = work.said.old_names().chain(gone).collect();
    for sql in &pair.own.triggers {
        for name in old.iter().filter(|name| names(sql, name)) {
            let (table, name) = (pair.wanted.name.clone(), (*name).to_owned());
            writer.problem(Problem::Trigger { table, name, sql: sql.clone() });
        }
    }
}
