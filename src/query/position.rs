//! Where sort keys stand among the selected items: `ORDER BY 2` of a set operation, and what DISTINCT
//! may be ordered by.

use std::marker::PhantomData;

use super::clause::{Clause, slot};
use super::projection::{Entity, Items, Struct};
use super::select::{Picked, Select};
use crate::expr::column::Col;
use crate::expr::group::{First, KeyColumns, Then, Unbound};
use crate::expr::sort::{NULLS_DEFAULT, NULLS_FIRST, NULLS_LAST, Sort};
use crate::expr::{Expr, Node, Shape};
use crate::render::{Dialect, NeededIf, Pass, Render, Supports};
use crate::schema::{Column, Record, Source, Table};
use crate::types::logic::{Bool, Cons, Digit, False, Identity, Nil, Or, True};
use crate::types::tuple::for_tuples;

/// The items of a SELECT as a list, those of tuples and structs among them.
pub trait ItemList {
    /// The list, and then the rest.
    type Before<Rest>;
    /// The list.
    type List;
}

impl<N> ItemList for Expr<N> {
    type Before<Rest> = Cons<Self, Rest>;
    type List = Cons<Self, Nil>;
}

impl<R, S> ItemList for Entity<R, S> {
    type Before<Rest> = Cons<Self, Rest>;
    type List = Cons<Self, Nil>;
}

impl<T, P: ItemList> ItemList for Struct<T, P> {
    type Before<Rest> = P::Before<Rest>;
    type List = P::List;
}

macro_rules! item_list {
    ($($name:ident $index:tt)*) => {
        impl<$($name: ItemList),*> ItemList for ($($name,)*) {
            type Before<Rest__> = item_list!(@before Rest__ $($name)*);
            type List = item_list!(@before Nil $($name)*);
        }
    };
    (@before $rest:ident) => { $rest };
    (@before $rest:ident $first:ident $($name:ident)*) => {
        $first::Before<item_list!(@before $rest $($name)*)>
    };
}

for_tuples!(item_list);

/// The items of the first SELECT of a set operation.
#[diagnostic::on_unimplemented(
    message = "a set operation is ordered by the columns that its first side selects, and a boxed query has forgotten them",
    label = "put the other side first, or order the rows of `derived(shape::table, ..)`"
)]
pub trait FirstItems {
    /// As a list.
    type List;
}

impl<F, P: ItemList, O, G, C> FirstItems for Select<F, Picked<P, O>, G, C> {
    type List = P::List;
}

/// Whether and where a column is among the items: the first time, where it is there twice.
pub trait PlaceOf<C, S> {
    /// Whether it is there.
    type Found: Bool;
    /// Counted from 1.
    const AT: usize;
}

impl<C, S> PlaceOf<C, S> for Nil {
    type Found = False;
    const AT: usize = 1;
}

impl<C, S, N, T> PlaceOf<C, S> for Cons<Expr<N>, T>
where
    C: Column,
    S: Source,
    N: Node<AsColumn: KeyColumns>,
    T: PlaceOf<C, S>,
{
    type Found = Or<<N::AsColumn as KeyColumns>::Has<S, C::Number>, T::Found>;
    const AT: usize =
        if <<N::AsColumn as KeyColumns>::Has<S, C::Number>>::VALUE { 1 } else { 1 + T::AT };
}

impl<C, S, R, W, T> PlaceOf<C, S> for Cons<Entity<R, W>, T>
where
    C: Column,
    S: Source,
    R: Record,
    W: Source,
    T: PlaceOf<C, S>,
{
    type Found = Or<<W::Identity as Identity>::Is<S::Identity>, T::Found>;
    const AT: usize = if <<W::Identity as Identity>::Is<S::Identity>>::VALUE {
        1 + C::Number::VALUE
    } else {
        R::Table::NAMES.len() + T::AT
    };
}

/// Where an expression that is no column is among the items, at an index that rustc finds.
#[diagnostic::on_unimplemented(
    message = "a set operation is ordered by its own columns, and this is none of them",
    label = "sort by a column that the first side selects"
)]
pub trait Position<N, I> {
    /// Counted from 1.
    const AT: usize;
}

impl<N, T> Position<N, First> for Cons<Expr<N>, T> {
    const AT: usize = 1;
}

impl<N, H: Items, T: Position<N, I>, I> Position<N, Then<I>> for Cons<H, T> {
    const AT: usize = H::WIDTH + T::AT;
}

/// The sort key `N`, as the column that it is or is not, is among the items of a set operation.
pub trait Finds<N, Items, I> {
    /// Counted from 1.
    const AT: usize;
}

impl<N, Items: Position<N, I>, I> Finds<N, Items, I> for Nil {
    const AT: usize = Items::AT;
}

impl<N, C, S, Items> Finds<N, Items, ()> for Cons<Col<C, S>, Nil>
where
    Items: PlaceOf<C, S, Found: IsItsOwn<C>>,
{
    const AT: usize = Items::AT;
}

/// The column is selected. Implemented for the answer "yes".
#[diagnostic::on_unimplemented(
    message = "a set operation is ordered by its own columns, and `{C}` is none of them",
    label = "sort by a column that the first side selects"
)]
pub trait IsItsOwn<C> {}
#[diagnostic::do_not_recommend]
impl<C> IsItsOwn<C> for True {}

/// Where a sort key puts NULL.
pub trait NullsPlace {
    /// Whether it says so.
    type IsSaid: Bool;
    /// The words.
    const SQL: &'static str;
}

macro_rules! nulls {
    ($($nulls:ident $said:ident $sql:literal;)*) => {$(
        impl<N, const DESC: bool> NullsPlace for Sort<N, DESC, $nulls> {
            type IsSaid = $said;
            const SQL: &'static str = $sql;
        }
    )*};
}

nulls! {
    NULLS_DEFAULT False "";
    NULLS_FIRST True " NULLS FIRST";
    NULLS_LAST True " NULLS LAST";
}

/// Sort keys as positions among the selected columns.
#[diagnostic::on_unimplemented(
    message = "a set operation is ordered by its own columns, and this is none of them",
    label = "sort by columns that the first side selects, `.asc()` or `.desc()`"
)]
pub trait Positions<Items, I> {
    /// Whether one of them says where NULL stands.
    type PlaceNulls: Bool;
    /// Writes them, from the first one on or after others.
    fn write(first: bool, pass: &mut Pass<'_, '_>);
}

impl<Items> Positions<Items, ()> for Nil {
    type PlaceNulls = False;

    fn write(_: bool, _: &mut Pass<'_, '_>) {}
}

impl<Items, N, T, I, J, const DESC: bool, const NULLS: u8> Positions<Items, (I, J)>
    for Cons<Sort<N, DESC, NULLS>, T>
where
    N: Unbound + Node<AsColumn: Finds<N, Items, I>>,
    Sort<N, DESC, NULLS>: NullsPlace,
    T: Positions<Items, J>,
{
    type PlaceNulls = Or<<Sort<N, DESC, NULLS> as NullsPlace>::IsSaid, T::PlaceNulls>;

    fn write(first: bool, pass: &mut Pass<'_, '_>) {
        pass.sql(if first { "" } else { ", " });
        pass.number(<N::AsColumn as Finds<N, Items, I>>::AT as i64);
        pass.sql(if DESC { " DESC" } else { "" });
        pass.sql(<Sort<N, DESC, NULLS> as NullsPlace>::SQL);
        T::write(false, pass);
    }
}

/// `ORDER BY positions`: all in the type, so that statements of different order differ.
#[derive(Debug)]
pub struct ByPositions<Items, L, I>(PhantomData<fn() -> (Items, L, I)>);

copy_fields!([Items, L, I] ByPositions<Items, L, I>: => |_this| Self(PhantomData));

impl<Items, L, I> ByPositions<Items, L, I> {
    pub(crate) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<Items, L, I> Clause for ByPositions<Items, L, I> {
    type Slot = slot::OrderBy;
    type Open = Nil;
    type Pins = Nil;
    type KeepsRows = True;
    type Sorting<Rest> = Rest;
    const FIRST: &'static str = " ORDER BY ";
    const NEXT: &'static str = ", ";
    const PLACE: usize = slot::ORDER_BY;
}

/// The feature NULLS FIRST and NULLS LAST in the order of a set operation, where nothing can stand
/// in for it.
pub struct NullsByPosition;
supports!(NullsByPosition: Sqlite Postgres);

impl<D, Items, L, I> Render<D> for ByPositions<Items, L, I>
where
    L: Positions<Items, I>,
    D: Supports<NeededIf<L::PlaceNulls, NullsByPosition>>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        L::write(true, pass);
    }
}

/// A sort key of a set operation as a value: a column of those whose items are `Items`, and a direction.
#[derive(Debug)]
pub struct Place<Items> {
    at: usize,
    descending: bool,
    items: PhantomData<fn() -> Items>,
}

impl<Items> Clone for Place<Items> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Items> Copy for Place<Items> {}

impl<Items> Place<Items> {
    pub(crate) fn of<N, I, const DESC: bool>(_: &Sort<N, DESC, NULLS_DEFAULT>) -> Self
    where
        N: Unbound + Node<AsColumn: Finds<N, Items, I>>,
    {
        let at = <N::AsColumn as Finds<N, Items, I>>::AT;
        Self { at, descending: DESC, items: PhantomData }
    }
}

/// `ORDER BY positions` that are chosen while the program runs.
#[derive(Clone, Debug)]
pub struct ByPlaces<Items>(pub(crate) Vec<Place<Items>>);

impl<Items> Clause for ByPlaces<Items> {
    type Slot = slot::OrderBy;
    type Open = Nil;
    type Pins = Nil;
    type KeepsRows = True;
    type Sorting<Rest> = Rest;
    const SHAPE: Shape = Shape::Dynamic;
    const FIRST: &'static str = " ORDER BY ";
    const NEXT: &'static str = ", ";
    const PLACE: usize = slot::ORDER_BY;
}

impl<D: Dialect, Items> Render<D> for ByPlaces<Items> {
    /// Without a key it is the first column, since a set operation is ordered by nothing else.
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        for (i, place) in self.0.iter().enumerate() {
            pass.sql(if i > 0 { ", " } else { "" });
            pass.number(place.at as i64);
            pass.sql(if place.descending { " DESC" } else { "" });
        }
        if self.0.is_empty() {
            pass.sql("1");
        }
    }
}
