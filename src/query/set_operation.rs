//! `UNION`, `INTERSECT` and `EXCEPT`, ordered by the columns that they select.

use std::marker::PhantomData;

use super::clause::{Clause, Clauses, RenderSlot, Unused, slot};
use super::limit::{Bound, InOrder, Limit, Offset, bound};
use super::output::{Columns, SameColumns, SameNumber, Unites};
use super::select::{Picked, Select};
use super::{Query, Statement};
use crate::expr::column::Col;
use crate::expr::group::{First, Then};
use crate::expr::tuple::{for_tuples, list};
use crate::expr::{Expr, Shape};
use crate::query::cardinality::{ManyRows, UnsortedRows};
use crate::query::effect::Read;
use crate::query::projection::{Entity, Struct};
use crate::query::subquery::Subquery;
use crate::render::{Dialect, Pass, Render, Supports};
use crate::types::logic::{Bool, Concat, Cons, False, Nil, Or, True};

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
                    Self: Bare,
                    B: Bare,
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

/// A side of a set operation has no ORDER BY, LIMIT or lock of its own.
#[diagnostic::on_unimplemented(
    message = "one side of a set operation cannot have ORDER BY, LIMIT or a lock",
    label = "order and limit the result: `a.union(b).order_by(..)`"
)]
pub trait Bare {}

impl<F, P, G, C: Clauses> Bare for Select<F, P, G, C>
where
    C::Has<slot::OrderBy>: Unordered,
    C::Has<slot::Limit>: Unordered,
    C::Has<slot::Offset>: Unordered,
    C::Has<slot::Locking>: Unordered,
{
}

impl<Op, A, B> Bare for SetOperation<Op, A, B, Nil> {}

/// The clause is not there.
#[diagnostic::on_unimplemented(
    message = "one side of a set operation cannot have ORDER BY, LIMIT or a lock",
    label = "order and limit the result: `a.union(b).order_by(..)`"
)]
pub trait Unordered {}
#[diagnostic::do_not_recommend]
impl Unordered for False {}

/// The feature INTERSECT ALL and EXCEPT ALL.
pub struct SetAll;
supports!(SetAll: Postgres MariaDb);

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
    type Limited = Or<C::Has<slot::Limit>, C::Has<slot::Offset>>;
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

/// A side of a set operation: a set operation there is wrapped where SQL would read it otherwise.
pub trait Side<D: Dialect>: Render<D> {
    /// Writes it on the left of a word that may bind tighter.
    fn left_of<'a>(&'a self, tight: bool, pass: &mut Pass<'_, 'a>);
    /// Writes it on the right.
    fn right<'a>(&'a self, pass: &mut Pass<'_, 'a>);
}

impl<D, F, P, G, C> Side<D> for Select<F, P, G, C>
where
    D: Dialect,
    Self: Render<D>,
{
    fn left_of<'a>(&'a self, _: bool, pass: &mut Pass<'_, 'a>) {
        self.walk(pass);
    }

    fn right<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.walk(pass);
    }
}

impl<D, Op, A, B, C> Side<D> for SetOperation<Op, A, B, C>
where
    D: Dialect,
    Self: Render<D>,
    Op: SetWord,
{
    fn left_of<'a>(&'a self, tight: bool, pass: &mut Pass<'_, 'a>) {
        if tight && !Op::TIGHT { self.right(pass) } else { self.walk(pass) }
    }

    fn right<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("SELECT * FROM (");
        self.walk(pass);
        pass.sql(") AS side");
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

/// The items of a SELECT as a list.
pub trait ItemList {
    /// The list.
    type List;
}

impl<N> ItemList for Expr<N> {
    type List = Cons<Expr<N>, Nil>;
}

impl<R, S> ItemList for Entity<R, S> {
    type List = Cons<Entity<R, S>, Nil>;
}

impl<T, P: ItemList> ItemList for Struct<T, P> {
    type List = P::List;
}

macro_rules! item_list {
    ($($name:ident $index:tt)*) => {
        impl<$($name),*> ItemList for ($($name,)*) {
            type List = list!(type $($name),*);
        }
    };
}

for_tuples!(item_list);

impl<N, T> Position<N, First> for Cons<Expr<N>, T> {
    const AT: usize = 1;
}

impl<N, H, T: Position<N, I>, I> Position<N, Then<I>> for Cons<H, T> {
    const AT: usize = T::AT + 1;
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

/// A column to order a set operation by.
pub trait OutputKey<List, I> {
    /// The position and direction.
    type Clause;
    /// Makes it.
    fn clause(self) -> Self::Clause;
}

/// The position `AT` of a column, as a type, so that statements of different order differ.
#[derive(Debug)]
pub struct AtPosition<L, N, I, const DESC: bool>(PhantomData<fn() -> (L, N, I)>);

copy_fields!([L, N, I, const DESC: bool] AtPosition<L, N, I, DESC>: => |_this| Self(PhantomData));

impl<L, N, I, const DESC: bool> Clause for AtPosition<L, N, I, DESC> {
    type Slot = slot::OrderBy;
    type Open = Nil;
    type Pins = Nil;
    const SHAPE: Shape = Shape::Fixed;
    const FIRST: &'static str = " ORDER BY ";
    const NEXT: &'static str = ", ";
    const PLACE: usize = slot::ORDER_BY;
}

impl<D: Dialect, L: Position<N, I>, N, I, const DESC: bool> Render<D>
    for AtPosition<L, N, I, DESC>
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.number(L::AT as i64);
        pass.sql(if DESC { " DESC" } else { "" });
    }
}

impl<C, S, L, I> OutputKey<L, I> for Expr<Col<C, S>>
where
    L: Position<Col<C, S>, I>,
{
    type Clause = AtPosition<L, Col<C, S>, I, false>;

    fn clause(self) -> Self::Clause {
        AtPosition(PhantomData)
    }
}

impl<N, L, I, const DESC: bool> OutputKey<L, I> for crate::expr::sort::Sort<N, DESC, 0>
where
    L: Position<N, I>,
{
    type Clause = AtPosition<L, N, I, DESC>;

    fn clause(self) -> Self::Clause {
        AtPosition(PhantomData)
    }
}

impl<Op, A: FirstItems, B, C: Clauses> SetOperation<Op, A, B, C> {
    /// `ORDER BY position`: by a column that the first side selects, `.asc()` or `.desc()`;
    /// several by several calls.
    pub fn order_by<K, Q, I>(self, key: K) -> SetOperation<Op, A, B, Cons<Q, C>>
    where
        K: OutputKey<A::List, I, Clause = Q>,
    {
        self.push(key.clause())
    }

    /// `LIMIT n`. It needs an order.
    pub fn limit(self, rows: u64) -> SetOperation<Op, A, B, Cons<Limit<Bound>, C>>
    where
        C::Has<slot::OrderBy>: InOrder,
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
