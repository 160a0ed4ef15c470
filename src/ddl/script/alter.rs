//! ALTER TABLE where a database has most of it: first all that stands in the way goes, then each table changes, and at
//! last comes what needs more than one of them.

use super::create::{self, Null, comment};
use super::enums;
use super::view::Views;
use super::work::{Pair, Work};
use crate::ddl::catalog::{Column, ForeignKey, Table};
use crate::ddl::piece::Piece;
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
            table.indexes.iter().for_each(|index| create::index(writer, work, table, index));
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
        let rename = action(writer, |writer| {
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
        let drop = action(writer, |writer| drop_named(writer, word, piece));
        alter(writer, work, &table.name, &[drop]);
    }
}

fn add_key(writer: &mut Writer, work: &Work<'_>, table: &Table, piece: Piece<'_>) {
    if let Piece::Foreign(_) = piece {
        let add = add(writer, work, table, piece);
        alter(writer, work, &table.name, &[add]);
    }
}

fn add(writer: &mut Writer, work: &Work<'_>, table: &Table, piece: Piece<'_>) -> String {
    action(writer, |writer| {
        writer.sql("ADD ");
        create::piece(writer, work, table, piece);
    })
}

fn drop_named(writer: &mut Writer, word: &str, piece: Piece<'_>) {
    writer.sql(word);
    writer.constraint(piece.name().unwrap_or_default());
}

/// What is written, as a text: one of the things that an ALTER TABLE does.
fn action(writer: &mut Writer, write: impl FnOnce(&mut Writer)) -> String {
    write(writer);
    writer.take()
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
    for piece in &pair.dropped {
        match piece {
            Piece::Primary(_) if whole => changes.push("DROP PRIMARY KEY".to_owned()),
            Piece::Primary(_) => {
                changes
                    .push(action(writer, |writer| drop_named(writer, "DROP CONSTRAINT ", *piece)));
            }
            _ => {}
        }
    }
    for column in pair.gone.iter().filter(|column| column.computed.is_none()) {
        changes.push(drop_column(writer, &column.name));
    }
    for column in &pair.new {
        let null = if filled(column) { Null::Yet } else { Null::Said };
        changes.push(action(writer, |writer| {
            writer.sql("ADD COLUMN ");
            create::column(writer, pair.wanted, column, null);
        }));
    }
    let modify = |writer: &mut Writer, column, null| {
        action(writer, |writer| {
            writer.sql("MODIFY COLUMN ");
            create::column(writer, pair.wanted, column, null);
        })
    };
    for [own, wanted] in &pair.kept {
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
    let mut late = Vec::new();
    for (column, _) in pair.fills.iter().filter(|(column, _)| !column.nullable) {
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
            let is_late = pair.fills.iter().any(|(column, _)| piece.names(&column.name));
            let add = add(writer, work, pair.wanted, *piece);
            if is_late { &mut late } else { &mut changes }.push(add);
        }
    }
    if let (Comments::Inline { .. }, true) =
        (work.spec.definition.comments, pair.own.comment != pair.wanted.comment)
    {
        changes.push(action(writer, |writer| {
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
        writer.sql(" WHERE ");
        writer.column(&column.name);
        writer.sql(" IS NULL");
        writer.end();
    }
    alter(writer, work, table, &late);
    if work.spec.definition.indexes != Indexes::Inline {
        for piece in &pair.added {
            if let Piece::Index(index) = piece {
                create::index(writer, work, pair.wanted, index);
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
    let drop_index = |writer: &mut Writer, words, piece: Piece<'_>| {
        writer.sql(words);
        writer.qualified(work.schema(), piece.name().unwrap_or_default());
        writer.end();
    };
    for piece in pair.dropped.iter().copied() {
        match piece {
            Piece::Unique(_) | Piece::Index(_) if whole => {
                drops.push(action(writer, |writer| drop_named(writer, "DROP INDEX ", piece)));
            }
            Piece::Unique(_) => {
                // It may be a constraint, or an index alone.
                let words = "DROP CONSTRAINT IF EXISTS ";
                let drop = action(writer, |writer| drop_named(writer, words, piece));
                alter(writer, work, table, &[drop]);
                drop_index(writer, "DROP INDEX IF EXISTS ", piece);
            }
            Piece::Index(_) => drop_index(writer, "DROP INDEX ", piece),
            Piece::Check(_) => {
                drops.push(action(writer, |writer| drop_named(writer, "DROP CONSTRAINT ", piece)));
            }
            Piece::Primary(_) | Piece::Foreign(_) => {}
        }
    }
    for column in pair.gone.iter().filter(|column| column.computed.is_some()) {
        let mut renamed = work.said.renamed(table);
        let old = renamed.find(|[_, to]| *to == column.name).map_or(&column.name, |[from, _]| from);
        drops.push(drop_column(writer, old));
    }
    drops
}

fn drop_column(writer: &mut Writer, column: &str) -> String {
    action(writer, |writer| {
        writer.sql("DROP COLUMN ");
        writer.column(column);
    })
}

/// Whether a column that is written whole is another one, but for the order of its texts.
fn differs(own: &Column, wanted: &Column) -> bool {
    let collation = wanted.collation.clone();
    let kind = (wanted.kind, wanted.of_enum.clone());
    let own = Column { collation, kind: kind.0, of_enum: kind.1, ..own.clone() };
    own != *wanted
}

/// `ALTER COLUMN name SET NOT NULL`
fn of_column(writer: &mut Writer, column: &Column, words: &str) -> String {
    action(writer, |writer| {
        writer.sql("ALTER COLUMN ");
        writer.column(&column.name);
        writer.sql(" ");
        writer.sql(words);
    })
}

/// What changes of a column, each in its own words.
fn parts(
    writer: &mut Writer,
    pair: &Pair<'_>,
    own: &Column,
    wanted: &Column,
    is_filled: bool,
) -> Vec<String> {
    let collates = |beyond: &&String| beyond.starts_with("COLLATE ");
    for [one, other] in [[own, wanted], [wanted, own]] {
        for beyond in one.beyond.iter().filter(|of| !collates(of) && !other.beyond.contains(of)) {
            let place = format!("column `{}` of table `{}`", wanted.name, pair.wanted.name);
            create::refuse(writer, place, beyond);
        }
    }
    let mut parts = Vec::new();
    let is_retyped = pair.retyped.contains(&wanted.name.as_str());
    let redefaults = is_retyped || own.default != wanted.default;
    if own.default.is_some() && redefaults {
        parts.push(of_column(writer, wanted, "DROP DEFAULT"));
    }
    if own.identity.is_some() && wanted.identity.is_none() {
        parts.push(of_column(writer, wanted, "DROP IDENTITY"));
    }
    if own.computed.is_some() && wanted.computed.is_none() {
        parts.push(of_column(writer, wanted, "DROP EXPRESSION"));
    }
    if is_retyped {
        let mut words = format!("TYPE {}", wanted.sql_type);
        words.extend(wanted.beyond.iter().find(collates).map(|of| format!(" {of}")));
        if let Some(through) = cast(own, wanted) {
            writer.column(&wanted.name);
            words += &format!(" USING {}", through.replace("{}", &writer.take()));
        }
        parts.push(of_column(writer, wanted, &words));
    }
    if own.nullable && !wanted.nullable && !is_filled {
        parts.push(of_column(writer, wanted, "SET NOT NULL"));
    }
    if wanted.default.is_some() && redefaults {
        let set = action(writer, |writer| create::default(writer, wanted, "SET DEFAULT "));
        parts.push(of_column(writer, wanted, &set));
    }
    if let Some(identity) = wanted.identity.filter(|_| own.identity != wanted.identity) {
        let generated = action(writer, |writer| create::identity(writer, identity));
        parts.push(match own.identity {
            None => of_column(writer, wanted, &format!("ADD{generated}")),
            Some(_) => {
                of_column(writer, wanted, &format!("SET GENERATED {}", create::numbered(identity)))
            }
        });
    }
    if !own.nullable && wanted.nullable {
        parts.push(of_column(writer, wanted, "DROP NOT NULL"));
    }
    parts
}

/// How values come to another type, unless that is as in an assignment: labels go through text.
fn cast(own: &Column, wanted: &Column) -> Option<String> {
    let array = if wanted.is_array || wanted.sql_type.ends_with("[]") { "[]" } else { "" };
    let is_number = |kind: Kind| kind.is_integer();
    match (own.kind, wanted.kind) {
        _ if own.of_enum.is_some() || wanted.of_enum.is_some() => {
            Some(format!("CAST(CAST({{}} AS text{array}) AS {})", wanted.sql_type))
        }
        (Some(one), Some(other)) if one == other || (is_number(one) && is_number(other)) => None,
        _ => Some(format!("CAST({{}} AS {})", wanted.sql_type)),
    }
}

fn begins_to_count([own, wanted]: &[&Column; 2]) -> bool {
    own.identity.is_none() && wanted.identity.is_some()
}

/// Numbers go on behind those that are there.
fn count_on(writer: &mut Writer, work: &Work<'_>, table: &str, column: &Column) {
    writer.qualified(work.schema(), table);
    let table = writer.take();
    writer.sql("SELECT setval(pg_get_serial_sequence(");
    writer.literal(&table, String::new);
    writer.sql(", ");
    writer.literal(&column.name, String::new);
    writer.sql("), coalesce(max(");
    writer.column(&column.name);
    writer.sql("), 0) + 1, FALSE) FROM ");
    writer.sql(&table);
    writer.end();
}
