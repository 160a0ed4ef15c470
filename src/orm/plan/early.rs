//! Rows that are deleted before others are written, since these take what only one row may have.

use std::collections::{HashMap, HashSet};

use super::order::{Node, given_key, keys, ways};
use super::{Changes, Doom};
use crate::orm::object::places;
use crate::schema::def::TableDef;
use crate::types::value::{Key, Value};

/// The deleted rows whose primary key, or other unique value, a row that is new or changed has then; and with them
/// and those that go first besides, the deleted rows that reference these.
pub(super) fn early(changes: &Changes<'_>, mut early: HashSet<Node>) -> HashSet<Node> {
    for (at, table) in changes.tables.iter().enumerate() {
        if changes.doomed(at, Doom::Gone).next().is_some() {
            for places in uniques(table.table) {
                early.extend(taken(changes, at, &places));
            }
        }
    }
    let all: Vec<usize> = (0..changes.tables.len()).collect();
    let mut before = 0;
    while early.len() > before {
        before = early.len();
        for &table in &all {
            for way in ways(changes, &all, table) {
                let targets = keys(changes, &way);
                for (row, deleted) in changes.doomed(table, Doom::Gone) {
                    let of = way.places.iter().map(|place| deleted.values[*place].clone());
                    if targets.get(&Key::from_iter(of)).is_some_and(|to| early.contains(to)) {
                        early.insert((table, row));
                    }
                }
            }
        }
    }
    early
}

/// Columns of which each row has others.
pub(in crate::orm) fn uniques(table: &'static TableDef) -> Vec<Box<[usize]>> {
    let indexes = table.indexes.iter().filter(|index| index.unique && !index.columns.is_empty());
    let keys = [table.primary_key].into_iter();
    let keys = keys.chain(table.uniques.iter().map(|unique| unique.columns));
    let keys = keys.chain(indexes.map(|index| index.columns));
    keys.filter(|columns| !columns.is_empty()).map(|columns| places(table, columns)).collect()
}

/// The deleted rows of a table whose values in these columns others take.
fn taken(changes: &Changes<'_>, table: usize, places: &[usize]) -> Vec<Node> {
    let of = &changes.tables[table];
    if of.new.is_empty() && of.changed.is_empty() {
        return Vec::new();
    }
    let key = |values: &[Value]| places.iter().map(|place| values[*place].clone()).collect::<Key>();
    let rows: HashMap<Key, usize> = changes
        .doomed(table, Doom::Gone)
        .map(|(row, deleted)| (key(&deleted.values), row))
        .collect();
    let new = of.new.iter().filter_map(|new| given_key(new.given, places));
    let changed = of.taken_by_changed(places);
    new.chain(changed).filter_map(|key| Some((table, *rows.get(&key)?))).collect()
}
