//! How many rows a statement can give, as far as its type proves it.

use crate::expr::group::Determines;
use crate::expr::group::KeyColumns;
use crate::schema::Source;
use crate::types::logic::{Bool, Cons, False, Nil, Or};
use crate::types::null::{Nullable, Nullness};

/// Exactly one: an aggregate without GROUP BY, a row that was inserted.
pub enum OneRow {}
/// None or one: a unique key is fixed.
pub enum OptionalRow {}
/// Any number.
pub enum ManyRows {}
/// Any number, and no ORDER BY: the database gives them in any order.
pub enum UnsortedRows {}
/// Any number and order, which SQL by hand does not tell: whoever asks for one row counts them.
pub enum AnyRows {}

/// There is at most one row.
#[diagnostic::on_unimplemented(
    message = "this query may give several rows, and only one is expected here",
    label = "fix a unique key with `.filter(key.eq(..))`, or take the first with `.order_by(..).limit_one()`"
)]
pub trait AtMostOneRow {}
impl AtMostOneRow for OneRow {}
impl AtMostOneRow for OptionalRow {}
impl AtMostOneRow for AnyRows {}

/// One of the rows is the first: they have an order, or are few, or any will do.
#[diagnostic::on_unimplemented(
    message = "the first of several rows without ORDER BY is any of them",
    label = "add `.order_by(..)` to the query, or say `.limit_unordered(1)` where any row will do"
)]
pub trait HasFirst {
    /// Whether there may be others.
    const HAS_MORE: bool = false;
}
impl HasFirst for OneRow {}
impl HasFirst for OptionalRow {}
impl HasFirst for ManyRows {
    const HAS_MORE: bool = true;
}
impl HasFirst for AnyRows {
    const HAS_MORE: bool = true;
}

/// Whether the value of a subquery may be NULL: where there may be no row, or the value may be.
pub trait ValueNull {
    /// It may, from whether the column may.
    type Null<N: Nullness>: Nullness;
}

impl ValueNull for OneRow {
    type Null<N: Nullness> = N;
}

impl ValueNull for OptionalRow {
    type Null<N: Nullness> = Nullable;
}

/// How `fetch` gives the rows: `T`, `Option<T>` or `Vec<T>`.
pub trait Cardinality: Send {
    /// The container.
    type Of<T>;
    /// How many rows must be read to know.
    const ENOUGH: usize;
    /// The container of the rows that were read, or `None` where there are too few or too many.
    fn collect<T>(rows: Vec<T>) -> Result<Self::Of<T>, Vec<T>>;
}

impl Cardinality for OneRow {
    type Of<T> = T;
    const ENOUGH: usize = 2;
    fn collect<T>(rows: Vec<T>) -> Result<T, Vec<T>> {
        <[T; 1]>::try_from(rows).map(|[row]| row)
    }
}

impl Cardinality for OptionalRow {
    type Of<T> = Option<T>;
    const ENOUGH: usize = 2;
    fn collect<T>(mut rows: Vec<T>) -> Result<Option<T>, Vec<T>> {
        if rows.len() > 1 { Err(rows) } else { Ok(rows.pop()) }
    }
}

macro_rules! any_number {
    ($($rows:ident)*) => {$(
        impl ValueNull for $rows {
            type Null<N: Nullness> = Nullable;
        }

        impl Cardinality for $rows {
            type Of<T> = Vec<T>;
            const ENOUGH: usize = usize::MAX;
            fn collect<T>(rows: Vec<T>) -> Result<Vec<T>, Vec<T>> {
                Ok(rows)
            }
        }
    )*};
}

any_number!(ManyRows UnsortedRows AnyRows);

/// One of a list of unique keys is fixed.
pub trait AnyKey {
    /// Whether the fixed columns hold one.
    type Fixed<K: KeyColumns, S: Source>: Bool;
}

impl AnyKey for Nil {
    type Fixed<K: KeyColumns, S: Source> = False;
}

impl<H: Determines, T: AnyKey> AnyKey for Cons<H, T> {
    type Fixed<K: KeyColumns, S: Source> = Or<H::Within<K, S>, T::Fixed<K, S>>;
}
