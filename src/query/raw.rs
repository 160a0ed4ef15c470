//! Whole statements written by hand: a literal with typed holes and the type of its rows.

use std::marker::PhantomData;

use super::cardinality::ManyRows;
use super::effect::{AutoCommit, Write};
use super::output::Output;
use super::{Closed, Query, Statement};
use crate::expr::raw::{Holes, RawText};
use crate::expr::{Node, Shape};
use crate::render::{Dialect, Pass, Render, hand};
use crate::types::Range;
use crate::types::array::Element;
use crate::types::logic::Nil;
use crate::types::null::{NotNull, Nullable};
use crate::types::range::RangeItem;

/// A statement written by hand. `T` is the type of its rows, `()` where it has none.
#[derive(Debug)]
#[must_use = "a statement does nothing until it is run"]
pub struct RawStatement<T, L, A>(A, PhantomData<(fn() -> T, L)>);

copy_fields!([T, L, A] RawStatement<T, L, A>: A => |this| Self(this.0.clone(), PhantomData));

impl<T, L: RawText, A> RawStatement<T, L, A> {
    /// The statement with its arguments.
    pub fn new(_: L, arguments: A) -> Self {
        Self(arguments, PhantomData)
    }
}

/// Whatever it does, it counts as writing, since its text is not understood.
impl<T, L: RawText, A: Node<Open: Closed<Write, AutoCommit>>> Statement for RawStatement<T, L, A> {
    type Effect = Write;
    type Open = Nil;
    type MeansRows = crate::types::logic::True;
    const SHAPE: Shape = A::SHAPE;
}

impl<T: RawRow, L: RawText, A: Node<Open: Closed<Write, AutoCommit>>> Query
    for RawStatement<T, L, A>
{
    type Output = T::Output;
    type Rows = ManyRows;

    fn columns(&self) -> super::ColumnNames {
        |_| None
    }
}

impl<D: Dialect, T, L: RawText, A: Holes<D>> Render<D> for RawStatement<T, L, A> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.by_hand(L::SQL, hand::statement_changes_session);
        self.0.fill(L::SQL, pass);
    }
}

/// A Rust type as the row of a statement written by hand: column types, and tuples of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a row that a statement written by hand can have",
    label = "write a column type, an `Option` of one, or a tuple of these"
)]
pub trait RawRow {
    /// How it is read.
    type Output: Output<Row = Self>;
}

/// One field of such a row.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a column type",
    label = "write a column type, or an `Option` of one"
)]
pub trait RawField: Sized {
    /// How it is read.
    type Output: Output<Row = Self>;
}

impl<T> RawField for Option<T>
where
    super::output::Value<T, Nullable>: Output<Row = Option<T>>,
{
    type Output = super::output::Value<T, Nullable>;
}

macro_rules! fields {
    ($($type:ty)*) => {$(
        impl RawField for $type {
            type Output = super::output::Value<$type, NotNull>;
        }

        impl RawRow for $type {
            type Output = super::output::Value<$type, NotNull>;
        }
    )*};
}

fields!(crate::types::Interval crate::types::MacAddr std::net::IpAddr);
#[cfg(feature = "ipnet")]
fields!(ipnet::IpNet);
fields!(bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 String Vec<u8>);
#[cfg(feature = "chrono")]
fields!(chrono::DateTime<chrono::Utc> chrono::NaiveDateTime chrono::NaiveDate chrono::NaiveTime);
#[cfg(feature = "jiff")]
fields!(jiff::Timestamp jiff::civil::DateTime jiff::civil::Date jiff::civil::Time);
#[cfg(feature = "rust_decimal")]
fields!(rust_decimal::Decimal);
#[cfg(feature = "serde_json")]
fields!(serde_json::Value);
#[cfg(feature = "time")]
fields!(time::OffsetDateTime time::PrimitiveDateTime time::Date time::Time);
#[cfg(feature = "uuid")]
fields!(uuid::Uuid);

#[cfg(feature = "serde_json")]
mod json {
    use super::{RawField, RawRow};
    use crate::query::output::{Output, Value};
    use crate::types::Json;
    use crate::types::null::NotNull;

    impl<T> RawField for Json<T>
    where
        Value<Json<T>, NotNull>: Output<Row = Self>,
    {
        type Output = Value<Self, NotNull>;
    }

    impl<T> RawRow for Json<T>
    where
        Value<Json<T>, NotNull>: Output<Row = Self>,
    {
        type Output = Value<Self, NotNull>;
    }
}

impl<T: RangeItem> RawField for Range<T>
where
    super::output::Value<Range<T>, NotNull>: Output<Row = Self>,
{
    type Output = super::output::Value<Self, NotNull>;
}

impl<T: RangeItem> RawRow for Range<T>
where
    Range<T>: RawField,
{
    type Output = <Self as RawField>::Output;
}

impl<E: Element> RawField for Vec<E>
where
    super::output::Value<Vec<E>, NotNull>: Output<Row = Self>,
{
    type Output = super::output::Value<Self, NotNull>;
}

impl<E: Element> RawRow for Vec<E>
where
    Vec<E>: RawField,
{
    type Output = <Self as RawField>::Output;
}

impl<T> RawRow for Option<T>
where
    Option<T>: RawField,
{
    type Output = <Option<T> as RawField>::Output;
}

macro_rules! row {
    ($($name:ident $index:tt)*) => {
        impl<$($name: RawField),*> RawRow for ($($name,)*) {
            type Output = ($($name::Output,)*);
        }
    };
}

crate::types::tuple::for_tuples!(row);

/// A whole statement written by hand, with the type of its rows:
/// `raw!((i64, String), "SELECT id, name FROM users WHERE id = {}", 1_i64)`.
///
/// The text is a literal. Without rows, write `raw!((), "VACUUM")` and run it with `execute`.
#[macro_export]
macro_rules! raw {
    ($row:ty, $text:literal $(, $argument:expr)* $(,)?) => {{
        #[derive(Clone, Copy)]
        struct __Text;
        impl $crate::__private::RawText for __Text {
            const SQL: &'static str = $text;
        }
        const _: () = ::core::assert!(
            $crate::__private::holes($text) == 0 $(+ { let _ = ::core::stringify!($argument); 1 })*,
            "`raw!` needs one expression for each pair of braces in its text"
        );
        $crate::__private::RawStatement::<$row, __Text, _>::new(
            __Text,
            $crate::__private::raw_list!($($argument),*),
        )
    }};
}
