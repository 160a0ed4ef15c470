//! Arrays: `Vec<T>`, which PostgreSQL has. `Vec<u8>` is bytes.

use std::marker::PhantomData;

use super::family::{CastableTo, ComparableTo, Ordered};
use super::null::{NotNull, Nullable, Nullness};
use super::{Cell, Kind, Mismatch, Sink, SqlType, ToSql, Values};

/// The feature of columns that hold arrays.
pub enum Arrays {}

/// A type of which there are arrays: any that a column can have and that is no array itself.
#[diagnostic::on_unimplemented(
    message = "an array cannot hold `{Self}`",
    label = "an array holds values of a column's type, or `Option`s of them; `Vec<u8>` is bytes"
)]
pub trait Item: SqlType + ToSql {
    /// The kind of an array of them.
    const ARRAY: Kind = Kind::Array(&Self::KIND);
}

macro_rules! items {
    ($($type:ty)*) => {$( impl Item for $type {} )*};
}

items!(bool i8 i16 i32 i64 u16 u32 f32 f64 String Vec<u8>);
#[cfg(feature = "chrono")]
items!(chrono::DateTime<chrono::Utc> chrono::NaiveDateTime chrono::NaiveDate chrono::NaiveTime);
#[cfg(feature = "jiff")]
items!(jiff::Timestamp jiff::civil::DateTime jiff::civil::Date jiff::civil::Time);
#[cfg(feature = "rust_decimal")]
items!(rust_decimal::Decimal);
#[cfg(feature = "serde_json")]
items!(serde_json::Value);
#[cfg(feature = "time")]
items!(time::OffsetDateTime time::PrimitiveDateTime time::Date time::Time);
#[cfg(feature = "uuid")]
items!(uuid::Uuid);

/// An element of an array: an [`Item`], or an `Option` of one where elements may be NULL.
#[diagnostic::on_unimplemented(
    message = "an array cannot hold `{Self}`",
    label = "an array holds values of a column's type, or `Option`s of them; `Vec<u8>` is bytes"
)]
pub trait Element: Sized + Send + 'static {
    /// Its type without the `Option`.
    type Item: Item;
    /// Whether it may be NULL.
    type Null: Nullness;
    /// Reads it.
    fn read<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch>;
    /// Hands it to the driver.
    fn give<'a>(&'a self, sink: &mut dyn Sink<'a>);
}

#[diagnostic::do_not_recommend]
impl<T: Item> Element for T {
    type Item = T;
    type Null = NotNull;

    fn read<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
        NotNull::decode::<T, C>(cell)
    }

    fn give<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        self.to_sql(sink);
    }
}

#[diagnostic::do_not_recommend]
impl<T: Item> Element for Option<T> {
    type Item = T;
    type Null = Nullable;

    fn read<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
        Nullable::decode::<T, C>(cell)
    }

    fn give<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        match self {
            Some(value) => value.to_sql(sink),
            None => sink.null(T::KIND),
        }
    }
}

impl<T: Element> SqlType for Vec<T> {
    const KIND: Kind = T::Item::ARRAY;
    type Ref<'r> = Self;
    type Stored = Self;
    type Needs = Arrays;

    fn decode<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
        cell.array(T::read)
    }

    fn decode_ref<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
        Self::decode(cell)
    }
}

impl<T: Element> ToSql for Vec<T> {
    fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        sink.array(&T::Item::KIND, self);
    }
}

impl<T: Element> Values for Vec<T> {
    fn kind(&self) -> Kind {
        T::Item::KIND
    }

    fn len(&self) -> usize {
        self.len()
    }

    fn element<'a>(&'a self, index: usize, sink: &mut dyn Sink<'a>) {
        self[index].give(sink);
    }
}

/// What becomes an array of `T`: values that bind as one each.
#[derive(Clone, Debug)]
pub struct Items<W, T>(pub(crate) Vec<W>, pub(crate) PhantomData<T>);

impl<W: ToSql, T: SqlType> ToSql for Items<W, T> {
    fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        sink.array(&T::KIND, self);
    }
}

impl<W: ToSql, T: SqlType> Values for Items<W, T> {
    fn kind(&self) -> Kind {
        T::KIND
    }

    fn len(&self) -> usize {
        self.0.len()
    }

    fn element<'a>(&'a self, index: usize, sink: &mut dyn Sink<'a>) {
        self.0[index].to_sql(sink);
    }
}

/// An array, whatever it holds.
#[diagnostic::on_unimplemented(message = "`{Self}` is no array", label = "an array is needed")]
pub trait Array: SqlType {
    /// What it holds.
    type Element: Element;
}

impl<T: Element> Array for Vec<T> {
    type Element = T;
}

impl<T: Element> ComparableTo<Vec<T>> for Vec<T> {}
/// An array without NULL is one that may have it.
impl<T: Item> ComparableTo<Vec<T>> for Vec<Option<T>> {}

impl<T: Element> CastableTo<Vec<T>> for Vec<T> {
    type Needs = Arrays;
}

impl<T: Element<Item: Ordered>> Ordered for Vec<T> {
    type MinMax = Arrays;
    type Spelled = crate::types::logic::False;
}
