//! Row structs: how a row of a table becomes a value.

use std::marker::PhantomData;

use super::def::Layout;
use super::{Column, Table};
use crate::types::null::{NotNull, Nullable, Nullness};
use crate::types::tuple::for_tuples;
use crate::types::{Cell, Mismatch, Row, SqlType};

/// The row struct of a table (`as User` in `table!`).
pub trait Record: Sized + Send + 'static {
    /// Its table.
    type Table: Table;
    /// The primary key's value: one type, or a tuple.
    type Key;
    /// Its columns, in order.
    type Columns: Fields;
    /// A column that is never NULL, by its place, if there is one.
    const SURE: Option<usize> = Some(0);
    /// Reads the columns from `at` on.
    fn decode<'r, R: Row<'r>>(row: R, at: usize) -> Result<Self, Misread>;
    /// Whether an outer join found no row: a column that is never NULL is NULL.
    #[inline]
    fn is_absent<'r, R: Row<'r>>(row: R, at: usize) -> bool {
        Self::SURE.is_some_and(|sure| row.cell(at + sure).is_null())
    }
    /// The value of its primary key.
    fn key(&self) -> Self::Key;
}

/// A field that could not be read, by its position in the row.
#[derive(Debug)]
pub struct Misread {
    /// The position, from 0.
    pub index: usize,
    /// Why.
    pub reason: Mismatch,
}

/// Columns that are read together, in order: a column's marker, [`Maybe`] of one that may be NULL,
/// or a tuple of these.
///
/// A row struct is read as a whole, and a table described as a whole, since each field and each column by
/// itself costs rustc time.
pub trait Fields {
    /// The values: a tuple.
    type Values;
    /// How many columns there are.
    const WIDTH: usize;
    /// What is stored in them.
    const LAYOUT: Layout;
    /// Reads the columns from `at` on.
    fn read<'r, R: Row<'r>>(row: R, at: usize) -> Result<Self::Values, Misread>;
}

/// A column that may be NULL, in [`Fields`].
pub struct Maybe<C>(PhantomData<C>);

impl<C: Column> Fields for C {
    type Values = C::Type;
    const WIDTH: usize = 1;
    const LAYOUT: Layout = layout::<C>(false);

    #[inline]
    fn read<'r, R: Row<'r>>(row: R, at: usize) -> Result<C::Type, Misread> {
        NotNull::decode::<C::Type, _>(row.cell(at)).map_err(|reason| Misread { index: at, reason })
    }
}

impl<C: Column> Fields for Maybe<C> {
    type Values = Option<C::Type>;
    const WIDTH: usize = 1;
    const LAYOUT: Layout = layout::<C>(true);

    #[inline]
    fn read<'r, R: Row<'r>>(row: R, at: usize) -> Result<Option<C::Type>, Misread> {
        Nullable::decode::<C::Type, _>(row.cell(at)).map_err(|reason| Misread { index: at, reason })
    }
}

/// No column: a table that is still being typed.
impl Fields for () {
    type Values = ();
    const WIDTH: usize = 0;
    const LAYOUT: Layout = Layout::Columns(&[]);

    fn read<'r, R: Row<'r>>(_: R, _: usize) -> Result<(), Misread> {
        Ok(())
    }
}

const fn layout<C: Column>(nullable: bool) -> Layout {
    Layout::Column { kind: C::Type::KIND, labels: C::Type::LABELS, nullable }
}

macro_rules! fields_tuple {
    ($($name:ident $index:tt)*) => {
        impl<$($name: Fields),*> Fields for ($($name,)*) {
            type Values = ($($name::Values,)*);
            const WIDTH: usize = 0 $(+ $name::WIDTH)*;
            const LAYOUT: Layout = Layout::Columns(&[$($name::LAYOUT),*]);

            #[inline]
            fn read<'r, Row__: Row<'r>>(row: Row__, mut at: usize) -> Result<Self::Values, Misread> {
                let values = ($({
                    let value = $name::read(row, at)?;
                    at += $name::WIDTH;
                    value
                },)*);
                let _ = at;
                Ok(values)
            }
        }
    };
}

for_tuples!(fields_tuple);
