//! CREATE VIEW and DROP VIEW.

use super::name::shown;
use super::writer::Writer;
use super::{Mode, table};
use crate::schema::def::TableDef;

/// `CREATE VIEW active AS SELECT ..`
///
/// The columns are not listed behind the name: a list goes by position, and a query whose columns
/// stand in another order would put values under wrong names without a word.
pub(super) fn create(writer: &mut Writer, view: &TableDef, query: &str, mode: Mode) {
    writer.sql(match mode {
        Mode::New => "CREATE VIEW ",
        Mode::Missing => writer.spec.definition.create_missing_view,
    });
    writer.table(view);
    writer.sql(" AS ");
    let query = query.trim().trim_end_matches(';').trim_end();
    writer.verbatim(query, || format!("the query of view `{}`", shown(view)));
    writer.end();
    table::comments(writer, view, "VIEW");
}

/// `DROP VIEW IF EXISTS active`
pub(super) fn drop(writer: &mut Writer, view: &TableDef) {
    writer.sql("DROP VIEW IF EXISTS ");
    writer.table(view);
    writer.end();
}
