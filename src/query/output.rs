//! How the rows of a query are read: by position, straight into values, tuples and structs.

use std::marker::PhantomData;

use crate::schema::{Misread, Record, Table};
use crate::types::logic::{Bool, Cons, False, List, Nil, True};
use crate::types::null::Nullness;
use crate::types::tuple::for_tuples;
use crate::types::{Row, SqlType};

/// A shape of rows.
#[diagnostic::on_unimplemented(
    message = "this statement was written by hand without rows",
    label = "say what a row is: `raw!(i64, ..)`, `raw!(User, ..)`, or a tuple"
)]
pub trait Output: Send + 'static {
    /// A row.
    type Row: Send;
    /// A row that borrows its text and bytes from the driver's buffer.
    type Ref<'r>;
    /// How many columns it reads.
    const WIDTH: usize;
    /// Reads a row, from column `at` on.
    fn decode<'r, R: Row<'r>>(row: R, at: usize) -> Result<Self::Row, Misread>;
    /// Reads it without copying what can be borrowed.
    fn decode_ref<'r, R: Row<'r>>(row: R, at: usize) -> Result<Self::Ref<'r>, Misread>;
}

/// One column of type `T`, `Option<T>` where it is nullable.
pub struct Value<T, N>(PhantomData<(T, N)>);

impl<T: SqlType, N: Nullness> Output for Value<T, N> {
    type Row = N::Wrap<T>;
    type Ref<'r> = N::Wrap<T::Ref<'r>>;
    const WIDTH: usize = 1;

    #[inline]
    fn decode<'r, R: Row<'r>>(row: R, at: usize) -> Result<Self::Row, Misread> {
        N::decode::<T, _>(row.cell(at)).map_err(|reason| Misread { index: at, reason })
    }

    #[inline]
    fn decode_ref<'r, R: Row<'r>>(row: R, at: usize) -> Result<Self::Ref<'r>, Misread> {
        N::decode_ref::<T, _>(row.cell(at)).map_err(|reason| Misread { index: at, reason })
    }
}

/// A whole row struct, absent where an outer join found none.
pub struct Whole<R, N>(PhantomData<(R, N)>);

impl<E: Record, N: Nullness> Output for Whole<E, N> {
    type Row = N::Wrap<E>;
    type Ref<'r> = N::Wrap<E>;
    const WIDTH: usize = E::Table::NAMES.len();

    #[inline]
    fn decode<'r, R: Row<'r>>(row: R, at: usize) -> Result<Self::Row, Misread> {
        N::group(E::is_absent(row, at), || E::decode(row, at))
    }

    #[inline]
    fn decode_ref<'r, R: Row<'r>>(row: R, at: usize) -> Result<Self::Ref<'r>, Misread> {
        Self::decode(row, at)
    }
}

/// A struct of the user's, made of the columns of `O` by name.
pub struct Fields<T, O>(PhantomData<(T, O)>);

impl<T, O> Output for Fields<T, O>
where
    O: Output,
    T: super::projection::FromFields<O::Row> + Send + 'static,
{
    type Row = T;
    type Ref<'r> = T;
    const WIDTH: usize = O::WIDTH;

    #[inline]
    fn decode<'r, R: Row<'r>>(row: R, at: usize) -> Result<T, Misread> {
        O::decode(row, at).map(T::from_fields)
    }

    #[inline]
    fn decode_ref<'r, R: Row<'r>>(row: R, at: usize) -> Result<T, Misread> {
        Self::decode(row, at)
    }
}

macro_rules! tuple_output {
    ($($name:ident $index:tt)*) => {
        #[allow(non_snake_case, unused_assignments)]
        impl<$($name: Output),*> Output for ($($name,)*) {
            type Row = ($($name::Row,)*);
            type Ref<'r> = ($($name::Ref<'r>,)*);
            const WIDTH: usize = 0 $(+ $name::WIDTH)*;

            #[inline]
            fn decode<'r, Source: Row<'r>>(
                row: Source,
                mut at: usize,
            ) -> Result<Self::Row, Misread> {
                $(
                    let $name = $name::decode(row, at)?;
                    at += $name::WIDTH;
                )*
                Ok(($($name,)*))
            }

            #[inline]
            fn decode_ref<'r, Source: Row<'r>>(
                row: Source,
                mut at: usize,
            ) -> Result<Self::Ref<'r>, Misread> {
                $(
                    let $name = $name::decode_ref(row, at)?;
                    at += $name::WIDTH;
                )*
                Ok(($($name,)*))
            }
        }
    };
}

mod tuples {
    use super::{Misread, Output, Row, for_tuples};
    for_tuples!(tuple_output);
}

/// Rows of a list: the element, and then the rest.
impl<H: Output, T: Output> Output for Cons<H, T> {
    type Row = Cons<H::Row, T::Row>;
    type Ref<'r> = Cons<H::Ref<'r>, T::Ref<'r>>;
    const WIDTH: usize = H::WIDTH + T::WIDTH;

    #[inline]
    fn decode<'r, R: Row<'r>>(row: R, at: usize) -> Result<Self::Row, Misread> {
        Ok(Cons(H::decode(row, at)?, T::decode(row, at + H::WIDTH)?))
    }

    #[inline]
    fn decode_ref<'r, R: Row<'r>>(row: R, at: usize) -> Result<Self::Ref<'r>, Misread> {
        Ok(Cons(H::decode_ref(row, at)?, T::decode_ref(row, at + H::WIDTH)?))
    }
}

impl Output for Nil {
    type Row = Nil;
    type Ref<'r> = Nil;
    const WIDTH: usize = 0;

    #[inline]
    fn decode<'r, R: Row<'r>>(_: R, _: usize) -> Result<Nil, Misread> {
        Ok(Nil)
    }

    #[inline]
    fn decode_ref<'r, R: Row<'r>>(_: R, _: usize) -> Result<Nil, Misread> {
        Ok(Nil)
    }
}

/// One column: what a scalar subquery and `IN (SELECT ..)` take.
#[diagnostic::on_unimplemented(
    message = "a subquery of one column is needed here",
    label = "select one expression"
)]
pub trait Single: Output {
    /// Its type.
    type Type;
    /// Whether it may be NULL.
    type Null: Nullness;
}

impl<T, N: Nullness> Single for Value<T, N>
where
    Self: Output,
{
    type Type = T;
    type Null = N;
}

/// The rows of two queries as those of one: a column is nullable where it is on either side.
pub trait Unites<Other> {
    /// The rows of both.
    type Output: Output;
}

impl<T, N: Nullness, U, M: Nullness> Unites<Value<U, M>> for Value<T, N>
where
    Value<T, N::Or<M>>: Output,
{
    type Output = Value<T, N::Or<M>>;
}

impl<R, N: Nullness, Q, M: Nullness> Unites<Whole<Q, M>> for Whole<R, N>
where
    Whole<R, N::Or<M>>: Output,
{
    type Output = Whole<R, N::Or<M>>;
}

impl<T, U, A: Unites<B>, B> Unites<Fields<U, B>> for Fields<T, A>
where
    Fields<T, A::Output>: Output,
{
    type Output = Fields<T, A::Output>;
}

macro_rules! unite_tuples {
    ($($name:ident $index:tt)*) => { paste::paste! {
        impl<$($name, [<$name Other>]),*> Unites<($([<$name Other>],)*)> for ($($name,)*)
        where
            $($name: Unites<[<$name Other>]>,)*
        {
            type Output = ($($name::Output,)*);
        }
    }};
}

for_tuples!(unite_tuples);

/// Rows as a list of columns, those of tuples and structs among them.
pub trait Columns: Output {
    /// Their columns, and then the rest.
    type Before<Rest: List>: List;
    /// Their columns.
    type List: List;
}

impl<T, N> Columns for Value<T, N>
where
    Self: Output,
{
    type Before<Rest: List> = Cons<Self, Rest>;
    type List = Cons<Self, Nil>;
}

impl<R, N> Columns for Whole<R, N>
where
    Self: Output,
{
    type Before<Rest: List> = Cons<Self, Rest>;
    type List = Cons<Self, Nil>;
}

impl<T, O: Columns> Columns for Fields<T, O>
where
    Self: Output,
{
    type Before<Rest: List> = O::Before<Rest>;
    type List = O::List;
}

macro_rules! row_columns {
    ($($name:ident $index:tt)*) => {
        impl<$($name: Columns),*> Columns for ($($name,)*) {
            type Before<Rest__: List> = row_columns!(@before Rest__ $($name)*);
            type List = row_columns!(@before Nil $($name)*);
        }
    };
    (@before $rest:ident) => { $rest };
    (@before $rest:ident $first:ident $($name:ident)*) => {
        $first::Before<row_columns!(@before $rest $($name)*)>
    };
}

for_tuples!(row_columns);

/// Two queries select the same types, column by column. It is defined for lists of any length, so
/// that rustc does not infer one side from the other.
pub trait SameColumns<Other> {
    /// Whether they select as many columns.
    type Number: Bool;
}

impl SameColumns<Nil> for Nil {
    type Number = True;
}
impl<V: SameColumn<W>, T: SameColumns<U>, W, U> SameColumns<Cons<W, U>> for Cons<V, T> {
    type Number = T::Number;
}
impl<W, U> SameColumns<Cons<W, U>> for Nil {
    type Number = False;
}
impl<V, T> SameColumns<Nil> for Cons<V, T> {
    type Number = False;
}

/// Two queries select as many columns. Implemented for yes.
#[diagnostic::on_unimplemented(
    message = "the two sides of this set operation select different numbers of columns",
    label = "both sides must select the same columns"
)]
pub trait SameNumber {}
#[diagnostic::do_not_recommend]
impl SameNumber for True {}

/// A column of the same type.
pub trait SameColumn<Other> {}
impl<T, N, U: SameType<T>, M> SameColumn<Value<U, M>> for Value<T, N> {}
impl<R, N, Q: SameType<R>, M> SameColumn<Whole<Q, M>> for Whole<R, N> {}

/// The same type.
#[diagnostic::on_unimplemented(
    message = "one side of this set operation selects `{T}` where the other selects `{Self}`",
    label = "both sides must select the same types, in the same order"
)]
pub trait SameType<T> {}
impl<T> SameType<T> for T {}
