//! Rows whose columns become others since these follow a column of another row, which the same flush changes.

use std::collections::HashSet;

use super::order::{Node, given_key};
use super::{Changes, Doom, TableChanges};
use crate::error::{Error, Result};
use crate::orm::object::{places, same};
use crate::orm::reach::{Change, along, with_targets};
use crate::schema::def::{ForeignKeyDef, TableDef};
use crate::types::value::{Key, Value};

/// The rows with these values, of which some are others once the updates are done.
struct Moving {
    table: &'static TableDef,
    had: Vec<(usize, Value)>,
    moved: Vec<usize>,
    /// The changed row that moves them, and what this has in its place.
    by: Node,
}

/// The deleted rows that are not found by what they had once the updates are done, so that they go before.
///
/// # Errors
///
/// Where others would not be found, or what a row references.
pub(super) fn moving(changes: &Changes<'_>) -> Result<HashSet<Node>> {
    let mut deleted = HashSet::new();
    if changes.tables.iter().all(|table| table.changed.is_empty()) {
        return Ok(deleted);
    }
    let tables: Vec<_> = changes.tables.iter().map(|of| of.table).collect();
    let tables = with_targets(&tables);
    let mut all = changed(changes, &tables);
    for moving in &all {
        referenced(changes, moving)?;
    }
    let direct = all.len();
    let mut at = 0;
    while at < all.len() {
        for table in &tables {
            for key in table.foreign_keys {
                let next = all[at]
                    .along(table, key)
                    .filter(|next| !all.iter().any(|known| known.is(next)));
                all.extend(next);
            }
        }
        at += 1;
    }
    for moving in &all[direct..] {
        for (at, of) in changes.tables.iter().enumerate() {
            if !same(of.table, moving.table) {
                continue;
            }
            let is_found_by = moving.moves(&places(of.table, of.table.primary_key));
            let changed = of.changed.iter().filter(|row| moving.has(&of.had.had(row.slot)));
            let marked = changes.doomed(at, Doom::Marked).map(|(_, row)| row);
            let marked = marked.filter(|row| moving.has(&row.values));
            let mut stay = changed.map(|row| &row.key).chain(marked.map(|row| &row.key));
            if is_found_by && let Some(key) = stay.next() {
                let what = format!("{} {key}: its key follows", of.table.name);
                return Err(moving.error(changes, &what));
            }
            let mut dependents = of.dependents.iter();
            if is_found_by || dependents.any(|dependent| moving.moves(&dependent.first.targets)) {
                let gone = changes.doomed(at, Doom::Gone);
                let gone = gone.filter(|(_, row)| moving.has(&row.values));
                deleted.extend(gone.map(|(row, _)| (at, row)));
            }
        }
    }
    Ok(deleted)
}

/// The changed rows of which a column is other that a foreign key may lead to.
fn changed(changes: &Changes<'_>, tables: &[&'static TableDef]) -> Vec<Moving> {
    let mut all = Vec::new();
    for (at, of) in changes.tables.iter().enumerate() {
        let keys = tables.iter().flat_map(|table| table.foreign_keys);
        let keys = keys.filter(|key| same((key.target)(), of.table));
        let targets: HashSet<usize> =
            keys.flat_map(|key| places(of.table, key.target_columns)).collect();
        for (row, changed) in of.changed.iter().enumerate() {
            let set = changed.set.iter().map(|(place, _)| *place);
            let moved: Vec<usize> = set.filter(|place| targets.contains(place)).collect();
            if !moved.is_empty() {
                let had = of.had.had(changed.slot).into_iter().enumerate().collect();
                all.push(Moving { table: of.table, had, moved, by: (at, row) });
            }
        }
    }
    all
}

/// No row that is written after the updates references what a changed row had.
fn referenced(changes: &Changes<'_>, moving: &Moving) -> Result<()> {
    for of in &changes.tables {
        let keys = of.table.foreign_keys.iter().filter(|key| !key.deferred);
        for key in keys.filter(|key| same((key.target)(), moving.table)) {
            let columns = places(of.table, key.columns);
            let targets = places(moving.table, key.target_columns);
            if same(of.table, moving.table) || !moving.moves(&targets) {
                continue;
            }
            let had = |target: &usize| moving.value(*target).cloned();
            let Some(had) = targets.iter().map(had).collect::<Option<Key>>() else { continue };
            let is_had = |key: Option<Key>| key.is_some_and(|key| key == had);
            let is_new = of.new.iter().any(|new| is_had(given_key(new.given, &columns)));
            let is_set = || {
                of.changed.iter().any(|row| {
                    let set = |place: &usize| row.set.iter().find(|(set, _)| set == place);
                    let set =
                        columns.iter().map(|place| set(place).map(|(_, value)| value.clone()));
                    is_had(set.collect())
                })
            };
            if (is_new || is_set()) && !is_taken(&changes.tables[moving.by.0], &targets, &had) {
                let what = format!("a row of {} references", of.table.name);
                return Err(moving.error(changes, &what));
            }
        }
    }
    Ok(())
}

/// Whether a row that is new or changed has these values then.
fn is_taken(of: &TableChanges<'_>, places: &[usize], key: &Key) -> bool {
    of.new.iter().any(|new| given_key(new.given, places).as_ref() == Some(key))
        || of.taken_by_changed(places).any(|taken| taken == *key)
}

impl Moving {
    /// The rows that move along with these by a foreign key.
    fn along(&self, table: &'static TableDef, key: &ForeignKeyDef) -> Option<Self> {
        if !same((key.target)(), self.table) {
            return None;
        }
        along(key, Change::Updated)?;
        let (columns, targets) =
            (places(table, key.columns), places(self.table, key.target_columns));
        let pairs = || columns.iter().copied().zip(targets.iter().copied());
        let moved = pairs().filter(|(_, target)| self.moved.contains(target));
        let moved: Vec<usize> = moved.map(|(column, _)| column).collect();
        let had =
            pairs().filter_map(|(column, target)| Some((column, self.value(target)?.clone())));
        let had: Vec<_> = had.collect();
        let leads = !moved.is_empty() && had.iter().all(|(_, value)| !value.is_null());
        leads.then_some(Self { table, had, moved, by: self.by })
    }

    fn is(&self, other: &Self) -> bool {
        same(self.table, other.table) && self.had == other.had && self.moved == other.moved
    }

    fn value(&self, place: usize) -> Option<&Value> {
        self.had.iter().find(|(at, _)| *at == place).map(|(_, value)| value)
    }

    fn moves(&self, places: &[usize]) -> bool {
        places.iter().any(|place| self.moved.contains(place))
    }

    /// Whether a row with these values is one of them.
    fn has(&self, values: &[Value]) -> bool {
        self.had.iter().all(|(place, value)| values.get(*place) == Some(value))
    }

    /// ``.. `code` of firms, which changes in the same flush: write them in two``
    fn error(&self, changes: &Changes<'_>, what: &str) -> Error {
        let of = &changes.tables[self.by.0];
        let set = of.changed[self.by.1].set.iter().map(|(place, _)| *place);
        let names: Vec<_> =
            set.map(|place| format!("`{}`", of.table.columns[place].name)).collect();
        let (names, table) = (names.join(", "), of.table.name);
        Error::other(format!(
            "{what} {names} of {table}, which changes in the same flush: write them in two"
        ))
    }
}
