//! A row of defaults alone, also where ON CONFLICT follows it.

use crate::render::Pass;
use crate::schema::def::{ColumnDef, DefaultDef, TableDef};
use crate::types::Kind;

/// ` DEFAULT VALUES`. Where ON CONFLICT follows and cannot stand there, one column of the table gets its default by
/// name: ` (id) VALUES (NULL)`.
pub(super) fn defaults(upserted: Option<&'static TableDef>, pass: &mut Pass<'_, '_>) {
    let named = upserted.filter(|_| !pass.spec().defaults_may_conflict).and_then(column);
    let Some(column) = named else { return pass.sql(pass.spec().no_values) };
    pass.sql(" (");
    pass.ident(column.name);
    pass.sql(") VALUES (");
    value(column, pass);
    pass.sql(")");
}

/// A column that has a default: one that the database numbers, if there is one.
fn column(table: &'static TableDef) -> Option<&'static ColumnDef> {
    let has_one = |column: &&ColumnDef| {
        column.computed.is_none() && (column.nullable || column.default.is_some())
    };
    let numbered = table.columns.iter().find(|column| column.identity.is_some());
    numbered.or_else(|| table.columns.iter().find(has_one))
}

fn value(column: &ColumnDef, pass: &mut Pass<'_, '_>) {
    match column.default {
        None => pass.sql("NULL"),
        Some(DefaultDef::Integer(value)) => pass.number(value),
        Some(DefaultDef::Real(value)) => pass.sql(&format!("{value:?}")),
        Some(DefaultDef::Bool(value)) => pass.sql(pass.spec().truth[usize::from(value)]),
        Some(DefaultDef::Text(text)) => pass.literal(text),
        Some(DefaultDef::Sql(sql)) => {
            pass.sql("(");
            pass.sql(sql);
            pass.sql(")");
        }
        Some(DefaultDef::Now) => pass.sql(match column.kind.base() {
            Kind::Date => pass.spec().definition.today,
            Kind::Time => pass.spec().definition.time_of_day,
            _ => pass.spec().now,
        }),
    }
}
