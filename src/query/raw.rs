//! Whole statements written by hand: a literal with typed holes and the type of its rows.

use std::marker::PhantomData;

use super::cardinality::AnyRows;
use super::effect::AutoCommit;
use super::output::{Output, Value, Whole};
use super::{Closed, Query, Statement};
use crate::expr::raw::{Holes, RawText};
use crate::expr::{Node, Shape};
use crate::render::{Dialect, Pass, Render, hand};
use crate::schema::Record;
use crate::types::SqlType;
use crate::types::logic::Nil;
use crate::types::null::{NotNull, Nullable};

/// A statement written by hand of the effect `E`. `O` is how its rows are read.
#[derive(Debug)]
#[must_use = "a statement does nothing until it is run"]
pub struct RawStatement<O, E, L, A>(A, PhantomData<fn() -> (O, E, L)>);

copy_fields!([O, E, L, A] RawStatement<O, E, L, A>: A => |this| Self(this.0.clone(), PhantomData));

/// The statement of a text with its arguments. Each of its rows is a `T`.
pub fn raw_statement<T: RawRow<I, Output = O>, E, O, I, L: RawText, A>(
    _: L,
    arguments: A,
) -> RawStatement<O, E, L, A> {
    RawStatement(arguments, PhantomData)
}

/// Its text is not understood, so the effect is what the program says.
impl<O, E, L: RawText, A: Node<Open: Closed<E, AutoCommit>>> Statement
    for RawStatement<O, E, L, A>
{
    type Effect = E;
    type Open = Nil;
    type MeansRows = crate::types::logic::True;
    const SHAPE: Shape = A::SHAPE;
    const BY_HAND: bool = true;
}

impl<O, E, L, A> Query for RawStatement<O, E, L, A>
where
    Self: Statement,
    O: Output,
{
    type Output = O;
    type Rows = AnyRows;

    fn columns(&self) -> super::ColumnNames {
        |_| None
    }
}

impl<D: Dialect, O, E, L: RawText, A: Holes<D>> Render<D> for RawStatement<O, E, L, A> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.by_hand(L::SQL, hand::statement_changes_session);
        self.0.fill(L::SQL, pass);
    }
}

/// A Rust type as the row of a statement written by hand, by the sort `I` that rustc finds.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a row that a statement written by hand can have",
    label = "write a column type, a row struct, a `#[derive(Projection)]` struct, an `Option` of one, or a tuple of these"
)]
pub trait RawRow<I> {
    /// How it is read.
    type Output;
}

/// A row is the value of a column.
pub enum ByValue {}
/// A row is a row struct.
pub enum ByRecord {}
/// A row is a struct with fields of the sorts `I`, for which `#[derive(Projection)]` implements it.
pub struct ByFields<I>(PhantomData<I>);
/// A statement gives no rows.
pub enum ByNothing {}

/// No rows are read.
#[derive(Debug)]
pub enum NoRows {}

impl RawRow<ByNothing> for () {
    type Output = NoRows;
}

impl<T: SqlType> RawRow<ByValue> for T {
    type Output = Value<T, NotNull>;
}

impl<T: SqlType> RawRow<ByValue> for Option<T> {
    type Output = Value<T, Nullable>;
}

impl<R: Record> RawRow<ByRecord> for R {
    type Output = Whole<R, NotNull>;
}

/// It is absent where an outer join found none.
impl<R: Record> RawRow<ByRecord> for Option<R> {
    type Output = Whole<R, Nullable>;
}

macro_rules! row {
    ($($name:ident $index:tt)*) => { paste::paste! {
        impl<$($name: RawRow<[<I $name>]>, [<I $name>]),*> RawRow<($([<I $name>],)*)>
            for ($($name,)*)
        {
            type Output = ($($name::Output,)*);
        }
    }};
}

crate::types::tuple::for_tuples!(row);

/// A whole statement written by hand, with the type of its rows:
/// `raw!((i64, String), "SELECT id, name FROM users WHERE id = {}", 1_i64)`.
///
/// The text is a literal. A row is a column's type, a row struct, a `#[derive(Projection)]` struct, an `Option`
/// of one, or a tuple of these; structs are read by position, in the order of their fields. Without rows, write
/// `raw!((), "VACUUM")` and run it with `execute`.
///
/// It counts as a statement that writes, but for one that says `read`, which runs on read-only transactions,
/// engines and readers, too. That is the program's word, since the text is not understood: there the database
/// itself keeps it from writing.
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
///
/// async fn find(engine: &Engine<Sqlite>, name: &str) -> Result<Option<User>, relata::Error> {
///     let named = raw!(
///         read User,
///         "SELECT id, name, email, nickname, visits FROM users WHERE name = {}",
///         name.to_owned()
///     );
///     engine.one_or_none(&named).await
/// }
/// ```
#[macro_export]
macro_rules! raw {
    (read $row:ty, $text:literal $(, $argument:expr)* $(,)?) => {{
        const _: () = ::core::assert!(
            !$crate::__private::begins_to_write($text),
            "`raw!(read ..)` is a statement that reads, and this one writes: leave `read` out"
        );
        $crate::__raw_statement!(Read, $row, $text $(, $argument)*)
    }};
    ($row:ty, $text:literal $(, $argument:expr)* $(,)?) => {
        $crate::__raw_statement!(Write, $row, $text $(, $argument)*)
    };
}

/// The statement of `raw!`.
#[doc(hidden)]
#[macro_export]
macro_rules! __raw_statement {
    ($effect:ident, $row:ty, $text:literal $(, $argument:expr)*) => {{
        #[derive(Clone, Copy)]
        struct __Text;
        impl $crate::__private::RawText for __Text {
            const SQL: &'static str = $text;
        }
        const _: () = ::core::assert!(
            $crate::__private::holes($text) == 0 $(+ { let _ = ::core::stringify!($argument); 1 })*,
            "`raw!` needs one expression for each pair of braces in its text"
        );
        $crate::__private::raw_statement::<$row, $crate::__private::$effect, _, _, _, _>(
            __Text,
            $crate::__private::raw_list!($($argument),*),
        )
    }};
}
