//! Foreign keys that close a circle: added when both tables are there, dropped before them.

use super::Mode;
use super::constraint::references;
use super::order::Order;
use super::writer::Writer;
use crate::render::definition::LateKeys;
use crate::schema::def::{ForeignKeyDef, TableDef};

/// `ALTER TABLE a ADD CONSTRAINT fk_a_b_id_b FOREIGN KEY (b_id) REFERENCES b (id)`
pub(super) fn add(writer: &mut Writer, table: &TableDef, key: &ForeignKeyDef, mode: Mode) {
    let style = writer.spec.definition.late_keys;
    let if_missing = match (mode, style) {
        (Mode::Missing, LateKeys::IfNotExists) => "IF NOT EXISTS ",
        _ => "",
    };
    writer.sql("ALTER TABLE ");
    writer.table(table);
    writer.sql(" ADD CONSTRAINT ");
    writer.constraint(key.name);
    writer.sql(" ");
    references(writer, if_missing, table, key);
    match (mode, style) {
        (Mode::Missing, LateKeys::Block) => {
            let alter = writer.take();
            block(writer, table, key, &alter);
        }
        (Mode::Missing, LateKeys::Prepared) => {
            let alter = writer.take();
            prepared(writer, table, key, &alter);
        }
        _ => writer.end(),
    }
}

/// PostgreSQL has no IF NOT EXISTS for constraints, but blocks of code.
fn block(writer: &mut Writer, table: &TableDef, key: &ForeignKeyDef, alter: &str) {
    writer.table(table);
    let class = writer.take();
    writer.sql("BEGIN\n    IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conname = ");
    quote(writer, &writer.shortened(key.name));
    writer.sql(" AND conrelid = ");
    quote(writer, &class);
    writer.sql("::regclass) THEN\n        ");
    writer.sql(alter);
    writer.sql(";\n    END IF;\nEND");
    let body = writer.take();
    writer.sql("DO ");
    quote(writer, &body);
    writer.end();
}

/// MySQL has neither, but statements in variables.
fn prepared(writer: &mut Writer, table: &TableDef, key: &ForeignKeyDef, alter: &str) {
    writer.sql(
        "SET @relata = IF(EXISTS (SELECT 1 FROM information_schema.table_constraints WHERE \
         constraint_schema = ",
    );
    match table.schema {
        Some(schema) => quote(writer, schema),
        None => writer.sql("DATABASE()"),
    }
    writer.sql(" AND table_name = ");
    quote(writer, table.name);
    writer.sql(" AND constraint_name = ");
    quote(writer, &writer.shortened(key.name));
    writer.sql("), 'DO 0', ");
    quote(writer, alter);
    writer.sql(")");
    writer.end();
    for statement in ["PREPARE relata FROM @relata", "EXECUTE relata", "DEALLOCATE PREPARE relata"]
    {
        writer.sql(statement);
        writer.end();
    }
}

/// A name or a statement as a text constant.
pub(super) fn quote(writer: &mut Writer, text: &str) {
    writer.literal(text, || "a statement".to_owned());
}

/// Drops tables, children first, and before them the keys that close a circle.
pub(super) fn drop_tables(writer: &mut Writer, order: &Order) {
    let circles = !order.late.is_empty();
    match writer.spec.definition.late_keys {
        LateKeys::Never if circles => {
            // Until the end of the transaction, rows may point at a table that is gone.
            writer.sql("PRAGMA defer_foreign_keys = ON");
            writer.end();
        }
        LateKeys::Block => drop_keys(writer, order, " DROP CONSTRAINT IF EXISTS "),
        LateKeys::IfNotExists => drop_keys(writer, order, " DROP FOREIGN KEY IF EXISTS "),
        // MySQL cannot drop a key that may be missing, but all tables at once.
        LateKeys::Prepared if circles => return drop_at_once(writer, order),
        LateKeys::Never | LateKeys::Prepared => {}
    }
    for table in order.tables.iter().rev() {
        writer.sql("DROP TABLE IF EXISTS ");
        writer.table(table);
        writer.end();
    }
}

fn drop_keys(writer: &mut Writer, order: &Order, words: &str) {
    for (table, key) in &order.late {
        writer.sql("ALTER TABLE IF EXISTS ");
        writer.table(table);
        writer.sql(words);
        writer.constraint(key.name);
        writer.end();
    }
}

fn drop_at_once(writer: &mut Writer, order: &Order) {
    for (place, table) in order.tables.iter().rev().enumerate() {
        writer.sql(if place == 0 { "DROP TABLE IF EXISTS " } else { ", " });
        writer.table(table);
    }
    writer.end();
}
