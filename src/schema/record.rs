//! Row structs: how a row of a table becomes a value.

use std::fmt;
use std::marker::PhantomData;

use super::def::Layout;
use super::{Column, Table};
use crate::types::null::{NotNull, Nullable, Nullness};
use crate::types::tuple::for_tuples;
use crate::types::{Cell, Mismatch, Row, Sink, SqlType, ToSql};

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
    /// Its fields' names, where they are not those of the columns.
    const FIELDS: &'static [&'static str] = Self::Table::NAMES;
    /// Makes it of its columns' values.
    fn make(values: <Self::Columns as Fields>::Values) -> Self;
    /// Its columns' values.
    fn fields(&self) -> <Self::Columns as Fields>::Refs<'_>;
    /// Reads the columns from `at` on.
    #[inline]
    fn decode<'r, R: Row<'r>>(row: R, at: usize) -> Result<Self, Misread> {
        Self::Columns::read(row, at).map(Self::make)
    }
    /// Whether an outer join found no row: a column that is never NULL is NULL.
    #[inline]
    fn is_absent<'r, R: Row<'r>>(row: R, at: usize) -> bool {
        Self::SURE.is_some_and(|sure| row.cell(at + sure).is_null())
    }
    /// The value of its primary key.
    fn key(&self) -> Self::Key;
    /// The place of the column that counts its versions, if there is one.
    const VERSION: Option<usize> = None;
}

/// `Clone` of a row struct. A derive would cost rustc more for each field.
#[inline]
pub fn clone<R: Record<Columns: PlainFields>>(row: &R) -> R {
    R::make(R::Columns::copy(row.fields()))
}

/// `PartialEq` of a row struct.
#[inline]
pub fn same<R: Record<Columns: PlainFields>>(a: &R, b: &R) -> bool {
    R::Columns::same(a.fields(), b.fields())
}

/// `Debug` of a row struct.
pub fn debug<R>(row: &R, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result
where
    R: Record<Columns: PlainFields>,
{
    let mut out = f.debug_struct(name);
    R::Columns::debug(row.fields(), R::FIELDS, &mut out);
    out.finish()
}
/// A table with a row struct, `as User`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no row struct",
    label = "declare one: `pub users as User`"
)]
pub trait Mapped: Table {
    /// The struct.
    type Row: Record<Table = Self>;
}

/// A foreign key that this column is in leads to `Target`.
#[diagnostic::on_unimplemented(
    message = "column `{Self}` does not reference `{Target}`",
    label = "an object of `{Target}` gives its key to a column that is declared `#[references(..)]`"
)]
pub trait LeadsTo<Target>: Column {}

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
    /// The same, borrowed.
    type Refs<'r>: Copy;
    /// How many columns there are.
    const WIDTH: usize;
    /// What is stored in them.
    const LAYOUT: Layout;
    /// Reads the columns from `at` on.
    fn read<'r, R: Row<'r>>(row: R, at: usize) -> Result<Self::Values, Misread>;
}

/// Columns whose types are `Clone`, `PartialEq` and `Debug`, which row structs are too.
// One trait, since rustc asks for each of the fields as often as it is asked for a trait.
pub trait PlainFields: Fields {
    /// The same values once more.
    fn copy(values: Self::Refs<'_>) -> Self::Values;
    /// Whether these values are those.
    fn same(a: Self::Refs<'_>, b: Self::Refs<'_>) -> bool;
    /// Shows the values under their names.
    fn debug(values: Self::Refs<'_>, names: &[&str], out: &mut fmt::DebugStruct<'_, '_>);
}

/// A column that may be NULL, in [`Fields`].
pub struct Maybe<C>(PhantomData<C>);

impl<C: Column> Fields for C {
    type Values = C::Type;
    type Refs<'r> = &'r C::Type;
    const WIDTH: usize = 1;
    const LAYOUT: Layout = layout::<C>(false);

    #[inline]
    fn read<'r, R: Row<'r>>(row: R, at: usize) -> Result<C::Type, Misread> {
        NotNull::decode::<C::Type, _>(row.cell(at)).map_err(|reason| Misread { index: at, reason })
    }
}

impl<C: Column> Fields for Maybe<C> {
    type Values = Option<C::Type>;
    type Refs<'r> = &'r Option<C::Type>;
    const WIDTH: usize = 1;
    const LAYOUT: Layout = layout::<C>(true);

    #[inline]
    fn read<'r, R: Row<'r>>(row: R, at: usize) -> Result<Option<C::Type>, Misread> {
        Nullable::decode::<C::Type, _>(row.cell(at)).map_err(|reason| Misread { index: at, reason })
    }
}

macro_rules! one_field {
    ($($field:ty: $type:ty;)*) => {$(
        impl<C: Column<Type: Clone + PartialEq + fmt::Debug>> PlainFields for $field {
            #[inline]
            fn copy(value: &$type) -> $type {
                value.clone()
            }

            #[inline]
            fn same(a: &$type, b: &$type) -> bool {
                a == b
            }

            fn debug(value: &$type, names: &[&str], out: &mut fmt::DebugStruct<'_, '_>) {
                out.field(names.first().unwrap_or(&""), value);
            }
        }
    )*};
}

one_field! {
    C: C::Type;
    Maybe<C>: Option<C::Type>;
}

/// No column: a table that is still being typed.
impl Fields for () {
    type Values = ();
    type Refs<'r> = ();
    const WIDTH: usize = 0;
    const LAYOUT: Layout = Layout::Columns(&[]);

    fn read<'r, R: Row<'r>>(_: R, _: usize) -> Result<(), Misread> {
        Ok(())
    }
}

impl PlainFields for () {
    fn copy((): ()) {}

    fn same((): (), (): ()) -> bool {
        true
    }

    fn debug((): (), _: &[&str], _: &mut fmt::DebugStruct<'_, '_>) {}
}

const fn layout<C: Column>(nullable: bool) -> Layout {
    Layout::Column { kind: C::Type::KIND, labels: C::Type::LABELS, nullable }
}

macro_rules! fields_tuple {
    ($($name:ident $index:tt)*) => {
        impl<$($name: Fields),*> Fields for ($($name,)*) {
            type Values = ($($name::Values,)*);
            type Refs<'r> = ($($name::Refs<'r>,)*);
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

        impl<$($name: PlainFields),*> PlainFields for ($($name,)*) {
            #[inline]
            fn copy(values: Self::Refs<'_>) -> Self::Values {
                ($($name::copy(values.$index),)*)
            }

            #[inline]
            fn same(a: Self::Refs<'_>, b: Self::Refs<'_>) -> bool {
                $($name::same(a.$index, b.$index))&&*
            }

            fn debug(
                values: Self::Refs<'_>,
                mut names: &[&str],
                out: &mut fmt::DebugStruct<'_, '_>,
            ) {
                $(
                    $name::debug(values.$index, names, out);
                    names = names.get($name::WIDTH..).unwrap_or(&[]);
                )*
                let _ = names;
            }
        }
    };
}

for_tuples!(fields_tuple);

/// Columns whose values can be bound, by their place.
pub trait Bound: Fields {
    /// Hands over the value at a place, which must be below the width.
    fn bind<'r>(fields: Self::Refs<'r>, place: usize, sink: &mut dyn Sink<'r>);
}

impl<C: Column<Type: ToSql>> Bound for C {
    #[inline]
    fn bind<'r>(field: &'r C::Type, _: usize, sink: &mut dyn Sink<'r>) {
        field.to_sql(sink);
    }
}

impl<C: Column<Type: ToSql>> Bound for Maybe<C> {
    #[inline]
    fn bind<'r>(field: &'r Option<C::Type>, _: usize, sink: &mut dyn Sink<'r>) {
        match field {
            Some(value) => value.to_sql(sink),
            None => sink.null(C::Type::KIND),
        }
    }
}

macro_rules! bound_tuple {
    ($($name:ident $index:tt)*) => {
        impl<$($name: Bound),*> Bound for ($($name,)*) {
            #[inline]
            fn bind<'r>(fields: Self::Refs<'r>, mut place: usize, sink: &mut dyn Sink<'r>) {
                $(
                    if place < $name::WIDTH {
                        return $name::bind(fields.$index, place, sink);
                    }
                    place -= $name::WIDTH;
                )*
                let _ = place;
            }
        }
    };
}

for_tuples!(bound_tuple);
