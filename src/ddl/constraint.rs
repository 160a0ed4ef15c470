//! Constraints in CREATE TABLE: keys, conditions and references.

use super::column::{is_long, is_row_id, place, type_of};
use super::error::Problem;
use super::name::shown;
use super::writer::Writer;
use crate::render::definition::{Enums, LongKeys};
use crate::render::spec::Spec;
use crate::schema::def::{Action, CheckDef, ColumnDef, ForeignKeyDef, TableDef, UniqueDef};
use crate::types::Kind;

/// Whether the primary key is a constraint of its own, and not a word beside its only column.
pub(super) fn has_primary_key(spec: &Spec, table: &TableDef) -> bool {
    let inline = table.columns.iter().any(|column| is_row_id(spec, column));
    !(inline || table.primary_key.is_empty())
}

/// `CONSTRAINT pk_users PRIMARY KEY (id)`
pub(super) fn primary_key(writer: &mut Writer, table: &TableDef) {
    if writer.spec.definition.names_primary_key {
        named(writer, &format!("pk_{}", table.name));
    }
    writer.sql("PRIMARY KEY ");
    writer.columns(table.primary_key);
    long_keys(writer, table, table.primary_key, Key::Primary);
}

/// `CONSTRAINT uq_users_email UNIQUE (email)`
pub(super) fn unique(writer: &mut Writer, table: &TableDef, key: &UniqueDef) {
    named(writer, key.name);
    writer.sql("UNIQUE ");
    writer.columns(key.columns);
    long_keys(writer, table, key.columns, Key::Unique);
}

/// `CONSTRAINT ck_posts_1 CHECK (..)`
pub(super) fn check(writer: &mut Writer, table: &TableDef, check: &CheckDef) {
    named(writer, check.name);
    writer.sql("CHECK (");
    writer.expression(check.sql, table, || {
        format!("check `{}` of table `{}`", check.name, shown(table))
    });
    writer.sql(")");
}

/// Whether a column holds labels that its type does not know.
pub(super) fn is_labelled(spec: &Spec, column: &ColumnDef) -> bool {
    let native = matches!(column.kind, Kind::Enum(_)) && column.sql_type.is_none();
    let checked = !native || spec.definition.enums == Enums::Checked;
    checked && !column.labels.is_empty()
}

/// `CONSTRAINT ck_users_status CHECK (status IN ('active', 'gone'))`
pub(super) fn labels(writer: &mut Writer, table: &TableDef, column: &ColumnDef) {
    named(writer, &format!("ck_{}_{}", table.name, column.name));
    writer.sql("CHECK (");
    writer.column(column.name);
    for (number, label) in column.labels.iter().enumerate() {
        writer.sql(if number == 0 { " IN (" } else { ", " });
        writer.literal(label, || format!("a label of {}", place(table, column)));
    }
    writer.sql("))");
}

/// A column with the least and the most that it holds, if its type is wider; but for one that the
/// database numbers.
pub(super) fn ranged(column: &ColumnDef) -> Option<(&ColumnDef, [i64; 2])> {
    let range = match column.kind.base() {
        Kind::Int8 => [i8::MIN.into(), i8::MAX.into()],
        Kind::UInt8 => [0, u8::MAX.into()],
        Kind::UInt16 => [0, u16::MAX.into()],
        Kind::UInt32 => [0, u32::MAX.into()],
        _ => return None,
    };
    column.identity.is_none().then_some((column, range))
}

/// `CONSTRAINT ck_users_level CHECK (level BETWEEN 0 AND 255)`
pub(super) fn range(
    writer: &mut Writer,
    table: &TableDef,
    column: &ColumnDef,
    [least, most]: [i64; 2],
) {
    named(writer, &format!("ck_{}_{}", table.name, column.name));
    writer.sql("CHECK (");
    writer.column(column.name);
    writer.sql(&format!(" BETWEEN {least} AND {most})"));
}

/// `CONSTRAINT fk_posts_author_id_users FOREIGN KEY (author_id) REFERENCES users (id)`
pub(super) fn foreign_key(writer: &mut Writer, table: &TableDef, key: &ForeignKeyDef) {
    named(writer, key.name);
    references(writer, "", table, key);
}

/// `FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE CASCADE`
pub(super) fn references(
    writer: &mut Writer,
    if_missing: &str,
    table: &TableDef,
    key: &ForeignKeyDef,
) {
    let target = (key.target)();
    refuse(writer, table, key, target);
    writer.sql("FOREIGN KEY ");
    writer.sql(if_missing);
    writer.columns(key.columns);
    long_keys(writer, table, key.columns, Key::Foreign);
    writer.sql(" REFERENCES ");
    if writer.spec.definition.keys_cross_schemas {
        writer.table(target);
    } else {
        writer.bare_table(target);
    }
    writer.sql(" ");
    writer.columns(key.target_columns);
    action(writer, " ON DELETE ", key.on_delete);
    action(writer, " ON UPDATE ", key.on_update);
    if key.deferred {
        writer.sql(" DEFERRABLE INITIALLY DEFERRED");
    }
}

/// Refuses what this database does not do with a foreign key.
fn refuse(writer: &mut Writer, table: &TableDef, key: &ForeignKeyDef, target: &TableDef) {
    let (spec, definition) = (writer.spec, writer.spec.definition);
    let (dialect, key_name, table_name) = (spec.name, key.name.to_owned(), shown(table));
    if key.deferred && !definition.has_deferred_keys {
        let (key, table) = (key_name.clone(), table_name.clone());
        writer.problem(Problem::Deferred { key, table, dialect });
    }
    let sets = [key.on_delete, key.on_update].contains(&Action::SetDefault);
    if sets && !definition.has_set_default {
        let (key, table) = (key_name.clone(), table_name.clone());
        writer.problem(Problem::SetDefault { key, table, dialect });
    }
    if table.schema != target.schema && !definition.keys_cross_schemas {
        let (key, table, target) = (key_name, table_name, shown(target));
        writer.problem(Problem::OtherSchema { key, table, target, dialect });
    }
}

pub(super) fn action(writer: &mut Writer, when: &str, action: Action) {
    let words = match action {
        Action::NoAction => return,
        Action::Restrict => "RESTRICT",
        Action::Cascade => "CASCADE",
        Action::SetNull => "SET NULL",
        Action::SetDefault => "SET DEFAULT",
    };
    writer.sql(when);
    writer.sql(words);
}

pub(super) fn named(writer: &mut Writer, name: &str) {
    writer.sql("CONSTRAINT ");
    writer.constraint(name);
    writer.sql(" ");
}

/// What a key is, for the question which types its columns can have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Primary,
    Foreign,
    Unique,
    Index,
}

impl Key {
    fn takes_long(self, keys: LongKeys) -> bool {
        match keys {
            LongKeys::All => true,
            LongKeys::Secondary => matches!(self, Self::Unique | Self::Index),
            LongKeys::None => false,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Primary => "a primary key",
            Self::Foreign => "a foreign key",
            Self::Unique => "a UNIQUE constraint",
            Self::Index => "an index",
        }
    }
}

/// Refuses columns without a length in keys that need one.
pub(super) fn long_keys(writer: &mut Writer, table: &TableDef, columns: &[&str], key: Key) {
    if key.takes_long(writer.spec.definition.long_keys) {
        return;
    }
    for column in table.columns.iter().filter(|column| columns.contains(&column.name)) {
        let sql_type = type_of(writer.spec, column);
        if is_long(sql_type) {
            writer.problem(Problem::LongKey {
                place: place(table, column),
                sql_type,
                dialect: writer.spec.name,
                key: key.words(),
            });
        }
    }
}
