//! ALTER TABLE where a database has most of it: first all that stands in the way goes, then each table changes, and at
//! last comes what needs more than one of them.

use super::column::{begins_to_count, count_on, differs, of_column, parts};
use super::create::{self, Null, comment};
use super::enums;
use super::part;
use super::view::Views;
use super::work::{Pair, Work};
use crate::ddl::catalog::{Column, ForeignKey, Table, same_type};
use crate::ddl::piece::{Piece, names};
use crate::ddl::writer::Writer;
use crate::render::definition::{Alters, Comments, Indexes};
use crate::types::Kind;

/// All statements.
pub(super) fn write(writer: &mut Writer, work: &Work<'_>) {
    let views = Views::of(work);
    views.drop(writer, work);
    for [from, to] in &work.said.tables {
        rename_table(writer, work, from, to);
    }
    for table in &work.dropped {
        // Of tables that go together none may be the last.
        let goes = |key: &&ForeignKey| work.dropped.iter().any(|other| other.name == key.target);
        let keys = table.foreign_keys.iter().filter(goes).filter(|key| key.target != table.name);
        keys.for_each(|key| drop_key(writer, work, table, Piece::Foreign(key)));
    }
    for pair in &work.pairs {
        pair.dropped.iter().for_each(|piece| drop_key(writer, work, pair.own, *piece));
    }
    for table in &work.dropped {
        writer.sql("DROP TABLE ");
        writer.qualified(work.schema(), &table.name);
        writer.end();
    }
    enums::create(writer, work);
    work.pairs.iter().for_each(|pair| change(writer, work, pair));
    for table in &work.created {
        create::table(writer, work, table);
        if work.spec.definition.indexes != Indexes::Inline {
            table.indexes.iter().for_each(|index| part::index(writer, work, table, index));
        }
        create::comments(writer, work, "TABLE", None, table);
    }
    for pair in &work.pairs {
        pair.added.iter().for_each(|piece| add_key(writer, work, pair.wanted, *piece));
    }
    for table in &work.created {
        table.foreign_keys.iter().for_each(|key| add_key(writer, work, table, Piece::Foreign(key)));
    }
    views.create(writer, work);
    enums::drop(writer, work);
}

/// `ALTER TABLE people RENAME TO users`
pub(super) fn rename_table(writer: &mut Writer, work: &Work<'_>, from: &str, to: &str) {
    writer.sql("ALTER TABLE ");
    writer.qualified(work.schema(), from);
    writer.sql(" RENAME TO ");
    // Where a schema is a database, a bare name would be one of another.
    let moves = work.spec.definition.alters == Alters::Whole;
    writer.qualified(work.schema().filter(|_| moves), to);
    writer.end();
}

/// `ALTER TABLE users RENAME COLUMN nick TO nickname`
pub(super) fn rename_columns(writer: &mut Writer, work: &Work<'_>, table: &str) {
    for [from, to] in work.said.renamed(table) {
        let rename = writer.apart(|writer| {
            writer.sql("RENAME COLUMN ");
            writer.column(from);
            writer.sql(" TO ");
            writer.column(to);
        });
        alter(writer, work, table, &[rename]);
    }
}

fn drop_key(writer: &mut Writer, work: &Work<'_>, table: &Table, piece: Piece<'_>) {
    if let Piece::Foreign(_) = piece {
        let word = match work.spec.definition.alters {
            Alters::Whole => "DROP FOREIGN KEY ",
            Alters::Parts | Alters::Rebuilt => "DROP CONSTRAINT ",
        };
        let drop = writer.apart(|writer| drop_named(writer, word, piece));
        alter(writer, work, &table.name, &[drop]);
    }
}

fn add_key(writer: &mut Writer, work: &Work<'_>, table: &Table, piece: Piece<'_>) {
    if let Piece::Foreign(_) = piece {
        let add = add(writer, table, piece);
        alter(writer, work, &table.name, &[add]);
    }
}

fn add(writer: &mut Writer, table: &Table, piece: Piece<'_>) -> String {
    writer.apart(|writer| {
        writer.sql("ADD ");
        part::piece(writer, table, piece);
    })
}

fn drop_named(writer: &mut Writer, word: &str, piece: Piece<'_>) {
    writer.sql(word);
    writer.constraint(piece.name().unwrap_or_default());
}

/// One ALTER TABLE for many things, so that the table is written once.
fn alter(writer: &mut Writer, work: &Work<'_>, table: &str, actions: &[String]) {
    if actions.is_empty() {
        return;
    }
    writer.sql("ALTER TABLE ");
    writer.qualified(work.schema(), table);
    writer.sql(if actions.len() == 1 { " " } else { "\n    " });
    writer.sql(&actions.join(",\n    "));
    writer.end();
}

fn change(writer: &mut Writer, work: &Work<'_>, pair: &Pair<'_>) {
    let (whole, table) = (work.spec.definition.alters == Alters::Whole, &*pair.wanted.name);
    for [one, other] in [[pair.own, pair.wanted], [pair.wanted, pair.own]] {
        for beyond in one.beyond.iter().filter(|beyond| !other.beyond.contains(beyond)) {
            create::refuse(writer, format!("table `{table}`"), beyond);
        }
    }
    let mut changes = drops(writer, work, pair);
    if work.said.renamed(table).next().is_some() {
        alter(writer, work, table, &changes);
        rename_columns(writer, work, table);
        changes.clear();
    }
    let filled = |column: &Column| pair.fills.iter().any(|(of, _)| of.name == column.name);
    // What is read by a value stays as it is until that is written.
    let is_read = |column: &Column| pair.fills.iter().any(|(_, sql)| names(sql, &column.name));
    let mut late = Vec::new();
    for piece in &pair.dropped {
        match piece {
            Piece::Primary(_) if whole => changes.push("DROP PRIMARY KEY".to_owned()),
            Piece::Primary(_) => {
                changes.push(writer.apart(|writer| drop_named(writer, "DROP CONSTRAINT ", *piece)));
            }
            _ => {}
        }
    }
    for column in pair.gone.iter().filter(|column| column.computed.is_none()) {
        let is_late = is_read(column) && pair.wanted.column(&column.name).is_none();
        let drop = drop_column(writer, &column.name);
        if is_late { &mut late } else { &mut changes }.push(drop);
    }
    for column in &pair.new {
        let null = if filled(column) { Null::Yet } else { Null::Said };
        changes.push(writer.apart(|writer| {
            writer.sql("ADD COLUMN ");
            create::column(writer, pair.wanted, &ordered(pair, column), null);
        }));
    }
    let modify = |writer: &mut Writer, column: &Column, null| {
        if pair.own.column_checks.contains(&column.name) {
            let place = format!("column `{}` of table `{table}`", column.name);
            create::refuse(writer, place, "a CHECK of its own, which goes with its type");
        }
        writer.apart(|writer| {
            writer.sql("MODIFY COLUMN ");
            create::column(writer, pair.wanted, &ordered(pair, column), null);
        })
    };
    for [own, wanted] in &pair.kept {
        let is_late = is_read(wanted) && pair.retyped.contains(&&*wanted.name);
        let changes = if is_late && !filled(wanted) { &mut late } else { &mut changes };
        if !whole {
            changes.extend(parts(writer, pair, own, wanted, filled(wanted)));
        } else if filled(wanted) {
            let becomes = Column { nullable: true, ..(*wanted).clone() };
            if differs(own, &becomes) {
                changes.push(modify(writer, wanted, Null::Yet));
            }
        } else if differs(own, wanted) {
            changes.push(modify(writer, wanted, Null::Said));
        }
    }
    let needed = pair.kept.iter().map(|[_, column]| column).chain(&pair.new);
    for column in needed.filter(|column| filled(column) && !column.nullable) {
        late.push(match whole {
            true => modify(writer, column, Null::Said),
            false => of_column(writer, column, "SET NOT NULL"),
        });
    }
    for piece in &pair.added {
        let is_statement = match piece {
            Piece::Index(_) => work.spec.definition.indexes != Indexes::Inline,
            piece => matches!(piece, Piece::Foreign(_)),
        };
        if !is_statement {
            let is_late = pair.wanted.columns.iter().any(|column| {
                let retyped = is_read(column) && pair.retyped.contains(&&*column.name);
                (filled(column) || retyped) && piece.names(&column.name)
            });
            let add = add(writer, pair.wanted, *piece);
            if is_late { &mut late } else { &mut changes }.push(add);
        }
    }
    if let (Comments::Inline { .. }, true) =
        (work.spec.definition.comments, pair.own.comment != pair.wanted.comment)
    {
        changes.push(writer.apart(|writer| {
            writer.sql("COMMENT = ");
            comment(writer, &pair.wanted.comment);
        }));
    }
    alter(writer, work, table, &changes);
    for (column, sql) in &pair.fills {
        writer.sql("UPDATE ");
        writer.qualified(work.schema(), table);
        writer.sql(" SET ");
        writer.column(&column.name);
        writer.sql(" = ");
        writer.expression_of(sql, |_| true, || format!("the value of `{}`", column.name));
        // What tells when a row was changed stays as it is.
        let is_moved = |of: &&Column| of.beyond.iter().any(|of| of.starts_with("ON UPDATE"));
        let kept = pair.kept.iter().map(|[_, of]| *of).filter(is_moved);
        for other in kept.filter(|of| of.name != column.name) {
            writer.sql(", ");
            writer.column(&other.name);
            writer.sql(" = ");
            writer.column(&other.name);
        }
        // What was computed is there for each row, whatever the default is.
        let computed = pair.own.column(&column.name).and_then(|of| of.computed.as_ref());
        if computed.is_none_or(|computed| computed.sql != *sql) {
            writer.sql(" WHERE ");
            writer.column(&column.name);
            writer.sql(" IS NULL");
        }
        writer.end();
    }
    let mut keys = work.live.tables.iter().flat_map(|table| &table.foreign_keys);
    if !whole && !pair.fills.is_empty() && keys.any(|key| key.deferred) {
        // No table changes while a key of it is not checked yet.
        writer.sql("SET CONSTRAINTS ALL IMMEDIATE");
        writer.end();
    }
    alter(writer, work, table, &late);
    if work.spec.definition.indexes != Indexes::Inline {
        for piece in &pair.added {
            if let Piece::Index(index) = piece {
                part::index(writer, work, pair.wanted, index);
            }
        }
    }
    for [_, column] in pair.kept.iter().filter(|of| !whole && begins_to_count(of)) {
        count_on(writer, work, table, column);
    }
    create::comments(writer, work, "TABLE", Some(pair), pair.wanted);
}

/// What goes before columns are renamed: what speaks of them may keep the database from it.
fn drops(writer: &mut Writer, work: &Work<'_>, pair: &Pair<'_>) -> Vec<String> {
    let (whole, table) = (work.spec.definition.alters == Alters::Whole, &pair.own.name);
    let mut drops = Vec::new();
    for piece in pair.dropped.iter().copied() {
        let name = piece.name().unwrap_or_default();
        let is_among = |names: &[String]| names.iter().any(|of| of == name);
        match piece {
            Piece::Unique(_) | Piece::Index(_) if whole => {
                drops.push(writer.apart(|writer| drop_named(writer, "DROP INDEX ", piece)));
            }
            Piece::Unique(_) | Piece::Index(_)
                if matches!(piece, Piece::Index(_)) || is_among(&pair.own.unique_indexes) =>
            {
                writer.sql("DROP INDEX ");
                writer.qualified(work.schema(), name);
                writer.end();
            }
            Piece::Unique(_) | Piece::Index(_) | Piece::Check(_) => {
                if is_among(&pair.own.column_checks) {
                    create::refuse(writer, format!("table `{table}`"), &piece.words());
                }
                drops.push(writer.apart(|writer| drop_named(writer, "DROP CONSTRAINT ", piece)));
            }
            Piece::Primary(_) | Piece::Foreign(_) => {}
        }
    }
    for key in &pair.unmade {
        drops.push(writer.apart(|writer| drop_named(writer, "DROP INDEX ", Piece::Unique(key))));
    }
    for column in pair.gone.iter().filter(|column| column.computed.is_some()) {
        let mut renamed = work.said.renamed(table);
        let old = renamed.find(|[_, to]| *to == column.name).map_or(&column.name, |[from, _]| from);
        drops.push(drop_column(writer, old));
    }
    drops
}

/// A column in the order of its texts that it has, where no other one is wanted.
fn ordered(pair: &Pair<'_>, column: &Column) -> Column {
    let own = pair.own.column(&column.name);
    let is_text = |own: &&Column| {
        column.kind == Some(Kind::Text)
            || column.of_enum.is_some()
            || same_type(&own.sql_type, &column.sql_type)
    };
    let collation = own.filter(is_text).and_then(|own| own.collation.clone());
    Column { collation: column.collation.clone().or(collation), ..column.clone() }
}

fn drop_column(writer: &mut Writer, column: &str) -> String {
    writer.apart(|writer| {
        writer.sql("DROP COLUMN ");
        writer.column(column);
    })
}
