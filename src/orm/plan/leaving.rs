//! Rows that reference a row which goes before they are written, and get another reference: they let go of it first.

use std::collections::HashSet;

use super::early::uniques;
use super::moving::is_taken;
use super::order::{Node, Way, is_felt, keys, ways};
use super::{ChangedRow, Changes, Doom, Fate, TableChanges};
use crate::orm::object::same;
use crate::schema::def::Action;
use crate::types::value::{Key, Value};

/// Changed rows that let go of rows which are deleted early.
#[derive(Default)]
pub(super) struct Leaving {
    /// Those that are written before: what they reference then is there already.
    pub first: HashSet<Node>,
    /// Those whose reference becomes NULL before, with its column: what they reference then is written after.
    pub cut: Vec<(Node, usize)>,
}

/// A reference that may not become NULL, to a row that can only be written after the deleted one is gone, has no right
/// order: the database refuses it.
pub(super) fn leaving(changes: &Changes<'_>, early: &HashSet<Node>) -> Leaving {
    let mut leaving = Leaving::default();
    if early.is_empty() {
        return leaving;
    }
    let all: Vec<usize> = (0..changes.tables.len()).collect();
    for (table, of) in changes.tables.iter().enumerate() {
        if of.changed.is_empty() {
            continue;
        }
        let ways = ways(changes, &all, table);
        for way in
            ways.iter().filter(|way| is_felt(way.key) || way.key.on_delete == Action::Cascade)
        {
            let targets = keys(changes, way);
            for (row, changed) in of.changed.iter().enumerate() {
                let had = of.had.had(changed.slot);
                let had: Key = way.places.iter().map(|place| had[*place].clone()).collect();
                if !sets(changed, way) || targets.get(&had).is_none_or(|to| !early.contains(to)) {
                    continue;
                }
                if may_be_first(changes, table, changed, &ways) {
                    leaving.first.insert((table, row));
                } else if let Some(place) = way.cut.filter(|_| !is_cleared(changes, of, way)) {
                    leaving.cut.push(((table, row), place));
                }
            }
        }
    }
    leaving.cut.retain(|(node, _)| !leaving.first.contains(node));
    leaving
}

fn sets(row: &ChangedRow, way: &Way) -> bool {
    row.set.iter().any(|(place, _)| way.places.contains(place))
}

/// Whether all that a changed row has then can be written before the early deletes: others have not got it yet, and
/// what it references is there.
fn may_be_first(changes: &Changes<'_>, table: usize, row: &ChangedRow, ways: &[Way]) -> bool {
    let of = &changes.tables[table];
    let is_free = |places: Box<[usize]>| {
        let taken = of.taken_by(row, &places);
        let gone = |(_, gone): (usize, &super::DeletedRow)| key_of(&gone.values, &places);
        taken.is_none_or(|key| changes.doomed(table, Doom::Gone).map(gone).all(|gone| gone != key))
    };
    let is_there = |way: &Way| {
        let key = of.taken_by(row, &way.places);
        key.is_none_or(|key| !is_taken(&changes.tables[way.to], &way.targets, &key))
    };
    row.refers.is_empty() && uniques(of.table).into_iter().all(is_free) && ways.iter().all(is_there)
}

fn key_of(values: &[Value], places: &[usize]) -> Key {
    places.iter().map(|place| values[*place].clone()).collect()
}

/// Whether the references to deleted rows become NULL anyway.
fn is_cleared(changes: &Changes<'_>, of: &TableChanges<'_>, way: &Way) -> bool {
    changes.tables[way.to].dependents.iter().any(|dependent| {
        let rows = dependent.rows();
        let is_it = dependent.further.is_empty() && rows.places == way.places;
        is_it && dependent.fate == Fate::Clear && same(rows.table, of.table)
    })
}
