//! An enum of columns, `kind: enum Make { .. }`: one column tells which variant a row is, and each variant
//! has columns of its own, which are NULL in rows of the others.

use std::marker::PhantomData;

use super::def::{Layout, TableDef};
use super::record::{Bound, Fields, Misread};
use super::{Record, Table};
use crate::types::value::{Key, Value};
use crate::types::{Mismatch, Row, Sink};

/// An enum of columns.
pub trait Choice: Sized + 'static {
    /// Its columns: the one that tells the variants apart, then those of the variants.
    type Columns: Fields;
    /// Makes it of its columns' values.
    ///
    /// # Errors
    ///
    /// The place of a column that the variant has, and which is NULL.
    fn make(values: <Self::Columns as Fields>::Values) -> Result<Self, usize>;
    /// Hands over the value at a place.
    fn bind<'a>(&'a self, place: usize, sink: &mut dyn Sink<'a>);
}

/// The value of a variant's column at a place.
#[inline]
pub fn given<T>(value: Option<T>, place: usize) -> Result<T, usize> {
    value.ok_or(place)
}

/// An enum of columns, in [`Fields`].
pub struct ChoiceOf<V>(PhantomData<V>);

impl<V: Choice> Fields for ChoiceOf<V> {
    type Values = V;
    type Refs<'r> = &'r V;
    const WIDTH: usize = V::Columns::WIDTH;
    const LAYOUT: Layout = V::Columns::LAYOUT;

    #[inline]
    fn read<'r, R: Row<'r>>(row: R, at: usize) -> Result<V, Misread> {
        let values = V::Columns::read(row, at)?;
        V::make(values).map_err(|place| Misread {
            index: at + place,
            reason: Mismatch::other("it is NULL, and the row's variant has it"),
        })
    }
}

impl<V: Choice> Bound for ChoiceOf<V> {
    #[inline]
    fn bind<'r>(field: &'r V, place: usize, sink: &mut dyn Sink<'r>) {
        field.bind(place, sink);
    }
}

/// Reads a row, and names it where that goes wrong.
#[inline]
pub fn decode_named<'r, E: Record, R: Row<'r>>(row: R, at: usize) -> Result<E, Misread> {
    // The key is read again for the name.
    row.keep(key_places(E::Table::def()).flatten().map(|place| at + place));
    match E::Columns::read(row, at) {
        Ok(values) => Ok(E::make(values)),
        Err(misread) => Err(named::<E, R>(row, at, misread)),
    }
}

/// Where the columns of the primary key are.
fn key_places(def: &TableDef) -> impl Iterator<Item = Option<usize>> {
    let place = |name: &&str| def.columns.iter().position(|column| column.name == *name);
    def.primary_key.iter().map(place)
}

#[cold]
fn named<'r, E: Record, R: Row<'r>>(row: R, at: usize, misread: Misread) -> Misread {
    let def = E::Table::def();
    let value = |place: Option<usize>| {
        let place = place?;
        Value::read(def.columns[place].kind, row.cell(at + place)).ok()
    };
    let key: Option<Key> = key_places(def).map(value).collect();
    match key {
        Some(key) => Misread {
            index: misread.index,
            reason: Mismatch::other(format!("{} {key}: {}", def.name, misread.reason)),
        },
        None => misread,
    }
}
