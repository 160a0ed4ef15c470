//! Rows that reference a row which goes before they are written, and get another reference: they let go of it first.

use std::collections::HashSet;

use super::early::uniques;
use super::order::{Node, Way, given_key, is_felt, keys, ways};
use super::{ChangedRow, Changes, Dependent, Doom, Fate, TableChanges};
use crate::orm::object::{places, same};
use crate::orm::reach::{Change, along, with_targets};
use crate::schema::def::{Action, ForeignKeyDef};
use crate::types::value::{Key, Value};

/// Changed rows that let go of rows which are deleted early.
#[derive(Default)]
pub(super) struct Leaving {
    /// Those that are written before: what they reference then is there already.
    pub first: HashSet<Node>,
    /// Those whose reference becomes NULL before, with its column: what they reference then is written after.
    pub cut: Vec<(Node, usize)>,
    /// References that may become NULL with what goes early: their table, and its columns.
    cleared: Vec<(usize, Box<[usize]>)>,
}

/// A reference that may not become NULL, to a row that can only be written after the deleted one is gone, has no right
/// order: the database refuses it.
pub(super) fn leaving(changes: &Changes<'_>, early: &HashSet<Node>) -> Leaving {
    let mut leaving = Leaving::default();
    if early.is_empty() {
        return leaving;
    }
    let all: Vec<usize> = (0..changes.tables.len()).collect();
    let deleted: HashSet<usize> = early.iter().map(|node| node.0).collect();
    let dependents = deleted.iter().flat_map(|table| &changes.tables[*table].dependents);
    let dependents: Vec<&Dependent> = dependents.collect();
    for (table, of) in changes.tables.iter().enumerate() {
        if of.changed.is_empty() {
            continue;
        }
        let own = dependents.iter().filter(|it| same(it.rows().table, of.table));
        let own: Vec<&Dependent> = own.copied().collect();
        let ways = ways(changes, &all, table);
        let mut leave = direct(changes, of, &ways, &own, early);
        leave.extend(further(of, &own));
        if !leave.is_empty() {
            let waits = Waits::of(changes, table, &ways);
            for (row, cut) in leave {
                if waits.may_be_first(of, &of.changed[row]) {
                    leaving.first.insert((table, row));
                } else {
                    leaving.cut.extend(cut.map(|place| ((table, row), place)));
                }
            }
        }
        let clears = |key: &ForeignKeyDef, columns: &[usize]| {
            matches!(key.on_delete, Action::SetNull | Action::SetDefault)
                || is_among(&own, columns, Fate::Clear)
        };
        let keys = of.table.foreign_keys.iter().map(|key| (key, places(of.table, key.columns)));
        let keys = keys.filter(|(key, columns)| clears(key, columns));
        leaving.cleared.extend(keys.map(|(_, columns)| (table, columns)));
    }
    leaving.cut.retain(|(node, _)| !leaving.first.contains(node));
    leaving.cut.sort_unstable();
    leaving.cut.dedup();
    leaving
}

impl Leaving {
    /// What becomes NULL meanwhile is written again, also the columns of a reference that stay as they were.
    pub fn restore(&self, changes: &mut Changes<'_>) {
        for (table, columns) in &self.cleared {
            for row in 0..changes.tables[*table].changed.len() {
                let of = &mut changes.tables[*table];
                if !self.first.contains(&(*table, row)) && sets(&of.changed[row], columns) {
                    restore(of, row, columns);
                }
            }
        }
        for ((table, row), place) in &self.cut {
            restore(&mut changes.tables[*table], *row, &[*place]);
        }
    }
}

fn restore(of: &mut TableChanges<'_>, row: usize, columns: &[usize]) {
    let row = &mut of.changed[row];
    let missing = columns.iter().filter(|column| !sets(row, &[**column]));
    let missing: Vec<usize> = missing.copied().collect();
    if !missing.is_empty() {
        let had = of.had.had(row.slot);
        row.set.extend(missing.into_iter().map(|column| (column, had[column].clone())));
        row.set.sort_by_key(|(column, _)| *column);
    }
}

/// The changed rows that reference one which goes early, with a column of the reference that may be NULL meanwhile.
fn direct(
    changes: &Changes<'_>,
    of: &TableChanges<'_>,
    ways: &[Way],
    dependents: &[&Dependent],
    early: &HashSet<Node>,
) -> Vec<(usize, Option<usize>)> {
    let mut leave = Vec::new();
    for way in ways {
        let goes =
            way.key.on_delete == Action::Cascade || is_among(dependents, &way.places, Fate::Delete);
        if !(goes || is_felt(way.key)) {
            continue;
        }
        let targets = keys(changes, way);
        let cut = way.cut.filter(|_| !is_among(dependents, &way.places, Fate::Clear));
        for (row, changed) in of.changed.iter().enumerate() {
            let had = || key_of(&of.had.had(changed.slot), &way.places);
            if sets(changed, &way.places)
                && targets.get(&had()).is_some_and(|to| early.contains(to))
            {
                leave.push((row, cut));
            }
        }
    }
    leave
}

/// The same of rows that may reference one which goes along: which these are is not known.
fn further<'t>(
    of: &'t TableChanges<'_>,
    dependents: &'t [&Dependent],
) -> impl Iterator<Item = (usize, Option<usize>)> + 't {
    let dependents = dependents.iter();
    let dependents = dependents.filter(|it| it.fate == Fate::Delete && !it.further.is_empty());
    dependents.flat_map(|dependent| {
        let columns = &dependent.rows().places;
        let cut = columns.iter().copied().find(|place| of.table.columns[*place].nullable);
        let rows = of.changed.iter().enumerate().filter(|(_, row)| sets(row, columns));
        rows.map(move |(row, _)| (row, cut))
    })
}

fn is_among(dependents: &[&Dependent], columns: &[usize], fate: Fate) -> bool {
    dependents.iter().any(|it| it.fate == fate && *it.rows().places == *columns)
}

fn sets(row: &ChangedRow, columns: &[usize]) -> bool {
    row.set.iter().any(|(place, _)| columns.contains(place))
}

/// What changed rows of a table have to wait for.
struct Waits<'w> {
    /// By foreign key: what is to be referenced, and is written by the flush.
    coming: Vec<(&'w Way, HashSet<Key>)>,
    /// By unique key: what others have until the flush has written them.
    taken: Vec<(Box<[usize]>, HashSet<Key>)>,
    /// Columns that other rows follow.
    followed: HashSet<usize>,
}

impl<'w> Waits<'w> {
    fn of(changes: &Changes<'_>, table: usize, ways: &'w [Way]) -> Self {
        let of = &changes.tables[table];
        let coming = ways.iter().map(|way| {
            let (to, targets) = (&changes.tables[way.to], &way.targets);
            let new = to.new.iter().filter_map(|new| given_key(new.given, targets));
            (way, new.chain(to.taken_by_changed(targets)).collect())
        });
        let taken = uniques(of.table).into_iter().map(|columns| {
            let gone = changes.doomed(table, Doom::Gone);
            let gone = gone.map(|(_, row)| key_of(&row.values, &columns));
            let changed = of.changed.iter().filter(|row| sets(row, &columns));
            let changed = changed.map(|row| key_of(&of.had.had(row.slot), &columns));
            let keys = gone.chain(changed).collect();
            (columns, keys)
        });
        let tables: Vec<_> = changes.tables.iter().map(|of| of.table).collect();
        let keys = with_targets(&tables).into_iter().flat_map(|table| table.foreign_keys);
        let keys = keys
            .filter(|key| same((key.target)(), of.table) && along(key, Change::Updated).is_some());
        Self {
            coming: coming.collect(),
            taken: taken.collect(),
            followed: keys.flat_map(|key| places(of.table, key.target_columns)).collect(),
        }
    }

    /// Whether all that a changed row has then can be written before the early deletes.
    fn may_be_first(&self, of: &TableChanges<'_>, row: &ChangedRow) -> bool {
        let is_in = |columns: &[usize], keys: &HashSet<Key>| {
            of.taken_by(row, columns).is_some_and(|key| keys.contains(&key))
        };
        row.refers.is_empty()
            && !row.set.iter().any(|(place, _)| self.followed.contains(place))
            && !self.coming.iter().any(|(way, keys)| is_in(&way.places, keys))
            && !self.taken.iter().any(|(columns, keys)| is_in(columns, keys))
    }
}

fn key_of(values: &[Value], places: &[usize]) -> Key {
    places.iter().map(|place| values[*place].clone()).collect()
}
