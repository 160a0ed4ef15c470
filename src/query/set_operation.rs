//! `UNION`, `INTERSECT` and `EXCEPT`, ordered by the columns that they select.

use std::marker::PhantomData;

use super::clause::{Clause, Clauses, RenderSlot, Unused, slot};
use super::limit::{Bound, InOrder, Limit, Offset, bound};
use super::output::{Columns, SameColumns, SameNumber, Unites};
use super::select::{Picked, Select};
use super::{Query, Statement};
use crate::expr::column::Col;
use crate::expr::group::{First, Then, Unbound};
use crate::expr::sort::{NULLS_DEFAULT, OrderList, Sort};
use crate::expr::{Expr, Shape};
use crate::query::cardinality::{ManyRows, UnsortedRows};
use crate::query::effect::Read;
use crate::query::projection::{Entity, Items, Struct};
use crate::query::subquery::Subquery;
use crate::render::{Dialect, Pass, Render, Supports};
use crate::schema::{Column, Record, Table};
use crate::types::logic::{Bool, Concat, Cons, False, Nil, Or, True};
use crate::types::tuple::for_tuples;

/// `a UNION b`. `C` is its ORDER BY, LIMIT and OFFSET.
#[derive(Clone, Copy, Debug)]
#[must_use = "a query does nothing until it is run"]
pub struct SetOperation<Op, A, B, C> {
    left: A,
    right: B,
    clauses: C,
    op: PhantomData<Op>,
}

/// The word between two queries.
pub trait SetWord {
    /// The word.
    const SQL: &'static str;
    /// Whether it binds tighter than the others, as INTERSECT does everywhere but on SQLite.
    const TIGHT: bool;
}

macro_rules! set_operations {
    ($($(#[$doc:meta])* $name:ident $word:ident $sql:literal tight $tight:literal;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub enum $word {}
            impl SetWord for $word {
                const SQL: &'static str = $sql;
                const TIGHT: bool = $tight;
            }
        )*

        /// Queries combined by rows. Both sides select the same types; a column is nullable where
        /// it is on either side.
        pub trait SetOperations: Query + Subquery + Sized {
            $(
                $(#[$doc])*
                fn $name<B>(self, other: B) -> SetOperation<$word, Self, B, Nil>
                where
                    B: Query + Subquery,
                    Self::Output: Columns,
                    B::Output: Columns,
                    <Self::Output as Columns>::List:
                        SameColumns<<B::Output as Columns>::List, Number: SameNumber>,
                    Self: Combines,
                    B: Combines,
                {
                    SetOperation { left: self, right: other, clauses: Nil, op: PhantomData }
                }
            )*
        }
    };
}

set_operations! {
    /// `UNION`: the rows of both, each once.
    union Union " UNION " tight false;
    /// `UNION ALL`: the rows of both.
    union_all UnionAll " UNION ALL " tight false;
    /// `INTERSECT`: the rows that are in both, each once.
    intersect Intersect " INTERSECT " tight true;
    /// `EXCEPT`: the rows of the first that are not in the second, each once.
    except Except " EXCEPT " tight false;
    /// `INTERSECT ALL`
    intersect_all IntersectAll " INTERSECT ALL " tight true;
    /// `EXCEPT ALL`
    except_all ExceptAll " EXCEPT ALL " tight false;
}

impl<Q: Query + Subquery> SetOperations for Q {}

/// A side of a set operation: it may have ORDER BY and LIMIT of its own, but no lock.
#[diagnostic::on_unimplemented(
    message = "this cannot be a side of a set operation",
    label = "a query made by `from(..)` or `select(..)` is needed here"
)]
pub trait Combines {}

impl<F, P, G, C: Clauses> Combines for Select<F, P, G, C> where C::Has<slot::Locking>: Unlocked {}
impl<Op, A, B, C> Combines for SetOperation<Op, A, B, C> {}

/// There is no lock. Implemented for "there is none".
#[diagnostic::on_unimplemented(
    message = "one side of a set operation cannot lock its rows",
    label = "leave the lock out, or run the two queries one after the other"
)]
pub trait Unlocked {}
#[diagnostic::do_not_recommend]
impl Unlocked for False {}

/// Seed and step of a recursive query, which are the sides of a UNION ALL of their own.
#[diagnostic::on_unimplemented(
    message = "seed and step of a recursive query cannot have ORDER BY, LIMIT or a lock",
    label = "order and limit the query around it"
)]
pub trait Bare {}

impl<F, P, G, C: Clauses> Bare for Select<F, P, G, C>
where
    C::Has<slot::OrderBy>: Unordered,
    C::Has<slot::ByDistinctKeys>: Unordered,
    C::Has<slot::Limit>: Unordered,
    C::Has<slot::LimitOne>: Unordered,
    C::Has<slot::Offset>: Unordered,
    C::Has<slot::Locking>: Unordered,
{
}

impl<Op, A, B> Bare for SetOperation<Op, A, B, Nil> {}

/// The clause is not there.
#[diagnostic::on_unimplemented(
    message = "seed and step of a recursive query cannot have ORDER BY, LIMIT or a lock",
    label = "order and limit the query around it"
)]
pub trait Unordered {}
#[diagnostic::do_not_recommend]
impl Unordered for False {}

/// The feature INTERSECT ALL and EXCEPT ALL.
pub struct SetAll;
supports!(SetAll: Postgres MySql MariaDb);

/// A dialect has a set operation.
pub trait HasSetWord<W>: Dialect {}
impl<D: Dialect> HasSetWord<Union> for D {}
impl<D: Dialect> HasSetWord<UnionAll> for D {}
impl<D: Dialect> HasSetWord<Intersect> for D {}
impl<D: Dialect> HasSetWord<Except> for D {}
impl<D: Supports<SetAll>> HasSetWord<IntersectAll> for D {}
impl<D: Supports<SetAll>> HasSetWord<ExceptAll> for D {}

impl<Op, A: Statement, B: Statement, C: Clauses> Statement for SetOperation<Op, A, B, C> {
    type Effect = Read;
    type Open = Concat<A::Open, B::Open>;
    type MeansRows = crate::types::logic::True;
    const SHAPE: Shape = A::SHAPE.or(B::SHAPE).or(C::SHAPE);
}

impl<Op, A: Subquery, B: Subquery, C: Clauses> Subquery for SetOperation<Op, A, B, C> {
    type Limited = Or<Or<C::Has<slot::Limit>, C::Has<slot::Offset>>, Or<A::Limited, B::Limited>>;
    type Reads = Concat<A::Reads, B::Reads>;
    type IsCopy = True;
}

impl<Op, A: Query, B: Query, C: Clauses> Query for SetOperation<Op, A, B, C>
where
    A::Output: Unites<B::Output>,
{
    type Output = <A::Output as Unites<B::Output>>::Output;
    type Rows = <C::Has<slot::OrderBy> as Bool>::If<ManyRows, UnsortedRows>;

    fn columns(&self) -> super::ColumnNames {
        self.left.columns()
    }
}

impl<D, Op, A, B, C> Render<D> for SetOperation<Op, A, B, C>
where
    D: HasSetWord<Op>,
    Op: SetWord,
    A: Side<D>,
    B: Side<D>,
    C: Clauses + RenderSlot<D>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.left.left_of(Op::TIGHT, pass);
        pass.sql(Op::SQL);
        self.right.right(pass);
        for slot in [slot::ORDER_BY, slot::LIMIT] {
            self.clauses.walk_slot(slot, &mut false, pass);
        }
        if C::TAKEN & (1 << slot::OFFSET) != 0 && C::TAKEN & (1 << slot::LIMIT) == 0 {
            pass.sql(" LIMIT ");
            pass.sql(pass.spec().unlimited);
        }
        self.clauses.walk_slot(slot::OFFSET, &mut false, pass);
    }
}

/// A side of a set operation: it is wrapped where SQL would read it otherwise.
pub trait Side<D: Dialect>: Render<D> {
    /// Writes it on the left of a word that may bind tighter.
    fn left_of<'a>(&'a self, tight: bool, pass: &mut Pass<'_, 'a>);
    /// Writes it on the right.
    fn right<'a>(&'a self, pass: &mut Pass<'_, 'a>);
}

/// Writes a side as one query: in parentheses, which SQLite does not have there.
fn wrapped<'a, D: Dialect>(side: &'a impl Render<D>, pass: &mut Pass<'_, 'a>) {
    let parentheses = pass.spec().wraps_sides;
    pass.sql(if parentheses { "(" } else { "SELECT * FROM (" });
    side.walk(pass);
    pass.sql(")");
}

/// Whether clauses end a query so that a set operation cannot go on after it.
const fn ends(taken: u32) -> bool {
    taken & (1 << slot::ORDER_BY | 1 << slot::LIMIT | 1 << slot::OFFSET) != 0
}

impl<D, F, P, G, C: Clauses> Side<D> for Select<F, P, G, C>
where
    D: Dialect,
    Self: Render<D>,
{
    fn left_of<'a>(&'a self, _: bool, pass: &mut Pass<'_, 'a>) {
        self.right(pass);
    }

    fn right<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        if ends(C::TAKEN) { wrapped::<D>(self, pass) } else { self.walk(pass) }
    }
}

impl<D, Op, A, B, C: Clauses> Side<D> for SetOperation<Op, A, B, C>
where
    D: Dialect,
    Self: Render<D>,
    Op: SetWord,
{
    fn left_of<'a>(&'a self, tight: bool, pass: &mut Pass<'_, 'a>) {
        if ends(C::TAKEN) || tight && !Op::TIGHT { self.right(pass) } else { self.walk(pass) }
    }

    fn right<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        wrapped::<D>(self, pass);
    }
}

/// A selected column's position, as the result's ORDER BY names it.
#[diagnostic::on_unimplemented(
    message = "a set operation is ordered by its own columns, and this is none of them",
    label = "sort by a column that the first side selects"
)]
pub trait Position<C, I> {
    /// Counted from 1.
    const AT: usize;
}

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

impl<N, T> Position<N, First> for Cons<Expr<N>, T> {
    const AT: usize = 1;
}

impl<C: Column<Table = R::Table>, R: Record, S, T> Position<Col<C, S>, First>
    for Cons<Entity<R, S>, T>
{
    const AT: usize = 1 + R::Table::DEF.place(C::NAME);
}

impl<N, H: Items, T: Position<N, I>, I> Position<N, Then<I>> for Cons<H, T> {
    const AT: usize = H::WIDTH + T::AT;
}

/// The items of the first SELECT of a set operation.
pub trait FirstItems {
    /// As a list.
    type List;
}

impl<F, P: ItemList, O, G, C> FirstItems for Select<F, Picked<P, O>, G, C> {
    type List = P::List;
}

impl<Op, A: FirstItems, B, C> FirstItems for SetOperation<Op, A, B, C> {
    type List = A::List;
}

/// Sort keys as positions among the selected columns.
#[diagnostic::on_unimplemented(
    message = "a set operation is ordered by its own columns, and this is none of them",
    label = "sort by columns that the first side selects, `.asc()` or `.desc()`"
)]
pub trait Positions<Items, I> {
    /// Writes them, from the first one on or after others.
    fn write(first: bool, pass: &mut Pass<'_, '_>);
}

impl<Items> Positions<Items, ()> for Nil {
    fn write(_: bool, _: &mut Pass<'_, '_>) {}
}

impl<Items, N, T, I, J, const DESC: bool> Positions<Items, (I, J)>
    for Cons<Sort<N, DESC, NULLS_DEFAULT>, T>
where
    N: Unbound,
    Items: Position<N, I>,
    T: Positions<Items, J>,
{
    fn write(first: bool, pass: &mut Pass<'_, '_>) {
        pass.sql(if first { "" } else { ", " });
        pass.number(Items::AT as i64);
        pass.sql(if DESC { " DESC" } else { "" });
        T::write(false, pass);
    }
}

/// `ORDER BY positions`: all in the type, so that statements of different order differ.
#[derive(Debug)]
pub struct ByPositions<Items, L, I>(PhantomData<fn() -> (Items, L, I)>);

copy_fields!([Items, L, I] ByPositions<Items, L, I>: => |_this| Self(PhantomData));

impl<Items, L, I> Clause for ByPositions<Items, L, I> {
    type Slot = slot::OrderBy;
    type Open = Nil;
    type Pins = Nil;
    const SHAPE: Shape = Shape::Fixed;
    const FIRST: &'static str = " ORDER BY ";
    const NEXT: &'static str = ", ";
    const PLACE: usize = slot::ORDER_BY;
}

impl<D: Dialect, Items, L: Positions<Items, I>, I> Render<D> for ByPositions<Items, L, I> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        L::write(true, pass);
    }
}

/// A set operation with one more clause.
type And<Op, A, B, H, C> = SetOperation<Op, A, B, Cons<H, C>>;

impl<Op, A: FirstItems, B, C: Clauses> SetOperation<Op, A, B, C> {
    /// `ORDER BY positions`: by columns that the first side selects, `.asc()` or `.desc()`; further
    /// ones are added after the first.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let q = select(Post)
    ///     .union(select(Post))
    ///     .order_by((posts::title.desc(), posts::id));
    /// assert!(q.to_sql::<Sqlite>().ends_with("FROM posts ORDER BY 3 DESC, 1"));
    /// ```
    pub fn order_by<K, I>(self, _: K) -> And<Op, A, B, ByPositions<A::List, K::List, I>, C>
    where
        K: OrderList<List: Positions<A::List, I>>,
    {
        self.push(ByPositions(PhantomData))
    }

    /// `LIMIT n`. It needs an order.
    pub fn limit(self, rows: u64) -> SetOperation<Op, A, B, Cons<Limit<Bound>, C>>
    where
        C::Has<slot::OrderBy>: InOrder,
        C::Has<slot::Limit>: Unused,
    {
        self.push(Limit(bound(rows)))
    }

    /// `LIMIT n` of any rows.
    pub fn limit_unordered(self, rows: u64) -> SetOperation<Op, A, B, Cons<Limit<Bound>, C>>
    where
        C::Has<slot::Limit>: Unused,
    {
        self.push(Limit(bound(rows)))
    }

    /// `OFFSET n`. It needs an order.
    pub fn offset(self, rows: u64) -> SetOperation<Op, A, B, Cons<Offset<Bound>, C>>
    where
        C::Has<slot::OrderBy>: InOrder,
        C::Has<slot::Offset>: Unused,
    {
        self.push(Offset(bound(rows)))
    }

    fn push<H>(self, clause: H) -> SetOperation<Op, A, B, Cons<H, C>> {
        SetOperation {
            left: self.left,
            right: self.right,
            clauses: Cons(clause, self.clauses),
            op: PhantomData,
        }
    }
}
