//! What has to happen to other rows when one is deleted, by the relations of its table and of those below.

use super::object::{places, same};
use super::plan::{Dependent, Fate};
use crate::query::rows::Below;
use crate::schema::def::{Action, Referring, TableDef};

/// The rows that depend on those of a table, the lowest first: what may reference rows that go along comes before these.
/// Each path of relations is one.
pub(super) fn dependents(table: &'static TableDef) -> Vec<Dependent> {
    let mut left = Vec::new();
    add(table, table, &[], &mut left);
    let mut all = Vec::with_capacity(left.len());
    while !left.is_empty() {
        // In a circle of tables none is the lowest.
        let is_lowest = |of: &Dependent| !left.iter().any(|other| is_below(other, of));
        let lowest = left.iter().position(is_lowest).unwrap_or(0);
        all.push(left.remove(lowest));
    }
    all
}

/// Whether rows may reference others that are deleted.
fn is_below(one: &Dependent, other: &Dependent) -> bool {
    let (below, above) = (one.rows().table, other.rows().table);
    let is_other = one.fate == Fate::Clear || !same(below, above);
    let mut keys = below.foreign_keys.iter();
    other.fate == Fate::Delete && is_other && keys.any(|key| same((key.target)(), above))
}

/// The rows that reference those of a table themselves.
pub(super) fn direct(table: &'static TableDef) -> impl Iterator<Item = (Below, Fate)> {
    (table.referring)().into_iter().filter_map(move |referring| dependent(table, &referring))
}

/// Adds those that depend on rows at the end of a path.
fn add(top: &'static TableDef, table: &'static TableDef, path: &[Below], all: &mut Vec<Dependent>) {
    for (below, fate) in direct(table) {
        // A circle of tables ends where it comes to one again.
        let mut above = path.iter().map(|below| below.table).chain([top]);
        let is_new = !above.any(|above| same(above, below.table));
        let mut own = path.to_vec();
        let table = below.table;
        own.push(below);
        if fate == Fate::Delete && is_new {
            add(top, table, &own, all);
        }
        let mut own = own.into_iter();
        if let Some(first) = own.next() {
            all.push(Dependent { first, further: own.collect(), fate });
        }
    }
}

/// Rows of a table between go along, and those that are not to be orphans, and a reference that may be NULL becomes
/// NULL, unless the foreign key tells the database to do something itself. Whatever else depends on a row keeps it from
/// being deleted.
fn dependent(own: &'static TableDef, referring: &Referring) -> Option<(Below, Fate)> {
    let Referring { table, columns, is_link } = *referring;
    let key = table.foreign_keys.iter().find(|key| {
        key.columns == columns && same((key.target)(), own) && acts_not(key.on_delete)
    })?;
    let fate = if is_link || key.delete_orphan { Fate::Delete } else { Fate::Clear };
    let (places, targets) = (places(table, key.columns), places(own, key.target_columns));
    let may_clear = key.on_delete != Action::Restrict && nullable(table, &places);
    (fate == Fate::Delete || may_clear).then_some((Below { table, places, targets }, fate))
}

/// The database leaves the rows as they are.
fn acts_not(action: Action) -> bool {
    matches!(action, Action::NoAction | Action::Restrict)
}

fn nullable(table: &TableDef, places: &[usize]) -> bool {
    places.iter().all(|place| table.columns[*place].nullable)
}
