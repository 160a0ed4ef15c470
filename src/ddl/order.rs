//! The order of creation: a table after those that it references, a view after what it reads.

use super::error::Problem;
use super::name::{same, shown};
use super::writer::Writer;
use crate::schema::def::{ForeignKeyDef, Origin, TableDef};

/// A foreign key, and the table that has it.
pub(super) type LateKey = (&'static TableDef, &'static ForeignKeyDef);

/// A schema in the order of creation.
pub(super) struct Order {
    /// The tables, as declared but for those that must come earlier.
    pub tables: Vec<&'static TableDef>,
    /// The views with a query, likewise.
    pub views: Vec<&'static TableDef>,
    /// The keys that reference a later table, which some key of every circle must.
    pub late: Vec<LateKey>,
}

impl Order {
    /// Sorts a schema.
    pub fn of(all: &[&'static TableDef]) -> Self {
        let tables: Vec<_> = of_origin(all, |origin| origin == Origin::Table);
        let views: Vec<_> = of_origin(all, |origin| matches!(origin, Origin::View(Some(_))));
        let tables =
            sorted(&tables, |table| table.foreign_keys.iter().map(|key| (key.target)()).collect());
        let views = sorted(&views, |view| {
            views.iter().copied().filter(|other| reads(view, other)).collect()
        });
        let late = late(&tables);
        Self { tables, views, late }
    }
}

fn of_origin(all: &[&'static TableDef], wanted: impl Fn(Origin) -> bool) -> Vec<&'static TableDef> {
    all.iter().copied().filter(|table| wanted(table.origin)).collect()
}

/// Tells which tables stand twice in a schema, and which foreign keys lead out of it.
pub(super) fn check(all: &[&'static TableDef], schema: &str, writer: &mut Writer) {
    for (place, table) in all.iter().enumerate() {
        if all.iter().take(place).any(|other| same(other, table)) {
            writer.problem(Problem::Twice(shown(table), schema.to_owned()));
        }
        if table.origin != Origin::Table {
            continue;
        }
        for key in table.foreign_keys {
            let target = (key.target)();
            let (key, table, shown) = (key.name.to_owned(), shown(table), shown(target));
            if !all.iter().any(|other| same(other, target)) {
                let schema = schema.to_owned();
                writer.problem(Problem::MissingTarget { key, table, target: shown, schema });
            }
        }
    }
}

/// Depth first, each table's parents before itself; a circle is cut where it comes back to a table
/// that is being visited.
fn sorted(
    tables: &[&'static TableDef],
    parents: impl Fn(&TableDef) -> Vec<&'static TableDef>,
) -> Vec<&'static TableDef> {
    let parents: Vec<Vec<usize>> = tables
        .iter()
        .map(|table| parents(table).iter().filter_map(|parent| position(tables, parent)).collect())
        .collect();
    let mut visited = vec![false; tables.len()];
    let mut order = Vec::with_capacity(tables.len());
    for start in 0..tables.len() {
        // A stack of its own, since a schema may be a long chain.
        let mut stack = Vec::new();
        if !std::mem::replace(&mut visited[start], true) {
            stack.push((start, 0));
        }
        while let Some((table, next)) = stack.pop() {
            let Some(parent) = parents[table].get(next).copied() else {
                order.push(tables[table]);
                continue;
            };
            stack.push((table, next + 1));
            if !std::mem::replace(&mut visited[parent], true) {
                stack.push((parent, 0));
            }
        }
    }
    order
}

fn position(tables: &[&'static TableDef], wanted: &TableDef) -> Option<usize> {
    tables.iter().position(|table| same(table, wanted))
}

fn late(tables: &[&'static TableDef]) -> Vec<LateKey> {
    let mut late = Vec::new();
    for (place, table) in tables.iter().enumerate() {
        for key in table.foreign_keys {
            if position(tables, (key.target)()).is_some_and(|target| target > place) {
                late.push((*table, key));
            }
        }
    }
    late
}

/// Whether a view's query names another view. A word inside a text or a longer path may be taken
/// for the name, which costs an order nobody asked for, and nothing else.
fn reads(view: &TableDef, other: &TableDef) -> bool {
    let Origin::View(Some(query)) = view.origin else { return false };
    let (query, name) = (query.to_lowercase(), other.name.to_lowercase());
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    !same(view, other)
        && query.match_indices(&name).any(|(at, found)| {
            let (before, after) = (&query[..at], &query[at + found.len()..]);
            !before.ends_with(is_word) && !after.starts_with(is_word)
        })
}
