//! The relations of a table as data: what has to happen to other rows when one is deleted.

use super::object::{places, same};
use super::plan::{Dependent, Fate};
use crate::query::rows::Way;
use crate::schema::Table;
use crate::schema::def::{Action, TableDef};
use crate::schema::relation::Relation;
use crate::types::tuple::for_tuples;

/// Relations of a table: a tuple of their markers.
pub trait Relations {
    /// Adds the rows that depend on those of the table.
    fn dependents(all: &mut Vec<Dependent>);
}

impl Relations for () {
    fn dependents(_: &mut Vec<Dependent>) {}
}

impl<R: Relation<Via: Way<R>>> Relations for R {
    /// Rows of a table between go along, and those that are not to be orphans, and a reference that may be NULL becomes NULL, unless the
    /// foreign key tells the database to do something itself. Whatever else depends on a row
    /// keeps it from being deleted.
    fn dependents(all: &mut Vec<Dependent>) {
        let own = R::From::def();
        let (table, fate) = match R::Via::link() {
            Some((link, _)) => (link, Fate::Delete),
            None => (R::To::def(), Fate::Clear),
        };
        let keys = R::keys();
        let key = table.foreign_keys.iter().find(|key| {
            key.columns == keys.to && same((key.target)(), own) && acts_not(key.on_delete)
        });
        let Some(key) = key else { return };
        let fate = if key.delete_orphan { Fate::Delete } else { fate };
        let columns = places(table, key.columns);
        if fate == Fate::Clear && (key.on_delete == Action::Restrict || !nullable(table, &columns))
        {
            return;
        }
        let targets = places(own, key.target_columns);
        all.push(Dependent { table, places: columns, targets, fate });
    }
}

/// The database leaves the rows as they are.
fn acts_not(action: Action) -> bool {
    matches!(action, Action::NoAction | Action::Restrict)
}

fn nullable(table: &TableDef, places: &[usize]) -> bool {
    places.iter().all(|place| table.columns[*place].nullable)
}

macro_rules! relations_tuple {
    ($($name:ident $index:tt)*) => {
        impl<$($name: Relations),*> Relations for ($($name,)*) {
            fn dependents(all: &mut Vec<Dependent>) {
                $($name::dependents(all);)*
            }
        }
    };
}

for_tuples!(relations_tuple);
