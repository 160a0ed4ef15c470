//! What changes of a column, where it is not written whole.

use super::create;
use super::work::{Pair, Work};
use crate::ddl::catalog::Column;
use crate::ddl::writer::Writer;
use crate::types::Kind;

/// Whether a column that is written whole is another one, but for the order of its texts.
pub(super) fn differs(own: &Column, wanted: &Column) -> bool {
    let collation = wanted.collation.clone();
    let kind = (wanted.kind, wanted.of_enum.clone());
    let own = Column { collation, kind: kind.0, of_enum: kind.1, ..own.clone() };
    own != *wanted
}

/// `ALTER COLUMN name SET NOT NULL`
pub(super) fn of_column(writer: &mut Writer, column: &Column, words: &str) -> String {
    writer.apart(|writer| {
        writer.sql("ALTER COLUMN ");
        writer.column(&column.name);
        writer.sql(" ");
        writer.sql(words);
    })
}

/// What changes of a column, each in its own words.
pub(super) fn parts(
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
        let set = writer.apart(|writer| create::default(writer, wanted, "SET DEFAULT "));
        parts.push(of_column(writer, wanted, &set));
    }
    if let Some(identity) = wanted.identity.filter(|_| own.identity != wanted.identity) {
        let generated = writer.apart(|writer| create::identity(writer, identity));
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

pub(super) fn begins_to_count([own, wanted]: &[&Column; 2]) -> bool {
    own.identity.is_none() && wanted.identity.is_some()
}

/// Numbers go on behind those that are there.
pub(super) fn count_on(writer: &mut Writer, work: &Work<'_>, table: &str, column: &Column) {
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
