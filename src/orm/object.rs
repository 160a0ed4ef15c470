//! What a session can keep: row structs of tables with a primary key.

use super::draft::Draft;
use crate::error::{Error, Result};
use crate::query::Closed;
use crate::query::answers::Lends;
use crate::query::assign::{FillIn, ForUpdate};
use crate::query::effect::Write;
use crate::query::owed::Splits;
use crate::schema::def::TableDef;
use crate::schema::record::{Bound, Mapped};
use crate::schema::{Record, Source, Table};
use crate::types::logic::Nil;
use crate::types::tuple::for_tuples;
use crate::types::value::{Key, Value};
use crate::types::{Row, Sink, ToSql};

/// A row struct that a session can keep, and find again by its primary key.
#[diagnostic::on_unimplemented(
    message = "a session cannot keep `{Self}`",
    label = "the row struct of a table with a primary key is needed: `pub users as User`"
)]
pub trait Object: Record<Key: KeyValue> + Clone + Sync {
    /// Its definition.
    fn def() -> &'static TableDef;
    /// Hands over the value at a place.
    fn bind_at<'a>(&'a self, place: usize, sink: &mut dyn Sink<'a>);
    /// Values for columns that Rust fills when a row is updated.
    fn on_update(columns: &mut Vec<(usize, Value)>);
}

#[diagnostic::do_not_recommend]
impl<E> Object for E
where
    E: Record<Table: Mapped<Row = E> + Table<OnUpdate: MadeOnUpdate>>,
    E: Clone + Sync,
    E::Columns: Bound,
    E::Key: KeyValue,
{
    #[inline]
    fn def() -> &'static TableDef {
        E::Table::def()
    }

    #[inline]
    fn bind_at<'a>(&'a self, place: usize, sink: &mut dyn Sink<'a>) {
        E::Columns::bind(self.fields(), place, sink);
    }

    fn on_update(columns: &mut Vec<(usize, Value)>) {
        <E::Table as Table>::OnUpdate::make(columns);
    }
}

/// An object that a session with access `A` reads and writes by itself: whose rows of its table are meant,
/// the session has said where that must be said.
pub trait KeptBy<A>: Object {}
impl<E, A> KeptBy<A> for E where E: Object<Table: Source<Open: Splits<Owed: Closed<Write, A>>>> {}

/// An object that a session with access `A` changes: one that has said [`checked`](super::Session::checked) those
/// alone whose versions are counted.
pub trait EditedBy<A>: Object {}
impl<E: Object, A: Lends<E::Table>> EditedBy<A> for E {}

/// Columns whose value Rust makes on UPDATE.
pub trait MadeOnUpdate {
    /// Makes them.
    fn make(columns: &mut Vec<(usize, Value)>);
}

impl<L: FillIn<Nil, ForUpdate, Filled: Draft>> MadeOnUpdate for L {
    fn make(columns: &mut Vec<(usize, Value)>) {
        let mut made = Vec::new();
        L::fill().draft(&mut made);
        columns.extend(made.into_iter().filter_map(|(place, given)| Some((place, given.value()?))));
    }
}

/// The value at a place.
pub(super) fn value_at<E: Object>(object: &E, place: usize) -> Value {
    Value::taken(|sink| object.bind_at(place, sink))
}

/// All values.
pub(super) fn values<E: Object>(object: &E) -> Vec<Value> {
    (0..E::def().columns.len()).map(|place| value_at(object, place)).collect()
}

/// An object of its values.
pub(super) fn from_values<'r, E: Object>(values: impl Row<'r>) -> Result<E> {
    E::decode(values, 0).map_err(|misread| Error::decode(misread.index, misread.reason))
}

/// The values at some places, as a key.
pub(super) fn key_at<E: Object>(object: &E, places: &[usize]) -> Key {
    match places {
        [place] => Key::One(value_at(object, *place)),
        _ => places.iter().map(|place| value_at(object, *place)).collect(),
    }
}

/// Whether it is the same table. A definition may lie in memory more than once.
pub(super) fn same(a: &TableDef, b: &TableDef) -> bool {
    a.name == b.name && a.schema == b.schema
}

/// The places of columns by their names.
pub(super) fn places(def: &'static TableDef, names: &[&'static str]) -> Box<[usize]> {
    let place = |name: &&str| def.columns.iter().position(|column| column.name == *name);
    names.iter().filter_map(place).collect()
}

/// The value of a primary key: of a column's type, or a tuple of these.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no primary key: a session cannot find such a row again",
    label = "declare `#[primary_key]` on a column, or `primary_key(..)` on the table"
)]
pub trait KeyValue {
    /// Its values.
    fn key(&self) -> Key;
}

#[diagnostic::do_not_recommend]
impl<T: ToSql> KeyValue for T {
    fn key(&self) -> Key {
        Key::One(Value::of(self))
    }
}

macro_rules! key_tuple {
    ($first:ident $zero:tt) => {};
    ($($name:ident $index:tt)*) => {
        impl<$($name: ToSql),*> KeyValue for ($($name,)*) {
            fn key(&self) -> Key {
                Key::Many(Box::new([$(Value::of(&self.$index)),*]))
            }
        }
    };
}

for_tuples!(key_tuple);
