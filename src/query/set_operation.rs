//! `UNION`, `INTERSECT` and `EXCEPT`, ordered by the columns that they select.

use std::marker::PhantomData;

use super::clause::{Clauses, RenderSlot, slot};
use super::limit::unsaid;
use super::lock::AnyLock;
use super::output::{Columns, SameColumns, SameNumber, Unites};
use super::position::{ByPlaces, ByPositions, Finds, FirstItems, Place, Positions};
use super::select::Select;
use super::{Query, Statement};
use crate::expr::group::Unbound;
use crate::expr::sort::{NULLS_DEFAULT, OrderList, Sort};
use crate::expr::{Node, Shape};
use crate::query::cardinality::{ManyRows, OptionalRow, UnsortedRows};
use crate::query::effect::Read;
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
    /// The feature that a dialect needs for it; `()` for none.
    type Needs;
    /// The word.
    const SQL: &'static str;
    /// Whether it binds tighter than the others, as INTERSECT does everywhere but on SQLite.
    const TIGHT: bool;
}

macro_rules! set_operations {
    ($($(#[$doc:meta])* $name:ident $word:ident $sql:literal tight $tight:literal, needs $needs:ty;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub enum $word {}
            impl SetWord for $word {
                type Needs = $needs;
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
    union Union " UNION " tight false, needs ();
    /// `UNION ALL`: the rows of both.
    union_all UnionAll " UNION ALL " tight false, needs ();
    /// `INTERSECT`: the rows that are in both, each once.
    intersect Intersect " INTERSECT " tight true, needs ();
    /// `EXCEPT`: the rows of the first that are not in the second, each once.
    except Except " EXCEPT " tight false, needs ();
    /// `INTERSECT ALL`
    intersect_all IntersectAll " INTERSECT ALL " tight true, needs SetAll;
    /// `EXCEPT ALL`
    except_all ExceptAll " EXCEPT ALL " tight false, needs SetAll;
}

impl<Q: Query + Subquery> SetOperations for Q {}

/// A side of a set operation: it may have ORDER BY and LIMIT of its own, but no lock.
#[diagnostic::on_unimplemented(
    message = "this cannot be a side of a set operation",
    label = "a query made by `from(..)` or `select(..)` is needed here"
)]
pub trait Combines {}

impl<F, P, G, C: Clauses> Combines for Select<F, P, G, C> where AnyLock<C>: Unlocked {}
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
    AnyLock<C>: Unordered,
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

impl<Op, A: Statement, B: Statement, C: Clauses> Statement for SetOperation<Op, A, B, C> {
    type Effect = Read;
    type Open = Concat<A::Open, B::Open>;
    type MeansRows = True;
    const SHAPE: Shape = A::SHAPE.or(B::SHAPE).or(C::SHAPE);
}

impl<Op, A: Subquery, B: Subquery, C: Clauses> Subquery for SetOperation<Op, A, B, C> {
    type Limited = Or<
        Or<C::Has<slot::Limit>, Or<C::Has<slot::LimitOne>, C::Has<slot::Offset>>>,
        Or<A::Limited, B::Limited>,
    >;
    type Reads = Concat<A::Reads, B::Reads>;
    type Past = (A::Past, B::Past);
    type IsCopy = True;
}

impl<Op, A: Query, B: Query, C: Clauses> Query for SetOperation<Op, A, B, C>
where
    A::Output: Unites<B::Output>,
{
    type Output = <A::Output as Unites<B::Output>>::Output;
    type Rows = <C::Has<slot::LimitOne> as Bool>::If<
        OptionalRow,
        <Or<C::Has<slot::OrderBy>, C::Has<slot::Limit>> as Bool>::If<ManyRows, UnsortedRows>,
    >;
    const CAN_LIMIT: bool = true;

    fn columns(&self) -> super::ColumnNames {
        self.left.columns()
    }
}

impl<D, Op, A, B, C> Render<D> for SetOperation<Op, A, B, C>
where
    D: Supports<Op::Needs>,
    Op: SetWord,
    A: Side<D>,
    B: Side<D>,
    C: Clauses + RenderSlot<D>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let first = pass.takes_first();
        self.left.left_of(Op::TIGHT, pass);
        pass.sql(Op::SQL);
        self.right.right(pass);
        for slot in [slot::ORDER_BY, slot::LIMIT] {
            self.clauses.walk_slot(slot, &mut false, pass);
        }
        unsaid(C::TAKEN, first, pass);
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
pub(super) fn wrapped<'a, D: Dialect>(side: &'a impl Render<D>, pass: &mut Pass<'_, 'a>) {
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

/// A set operation with one more clause.
type And<Op, A, B, H, C> = SetOperation<Op, A, B, Cons<H, C>>;

impl<Op, A: FirstItems, B, C> FirstItems for SetOperation<Op, A, B, C> {
    type List = A::List;
}

impl<Op, A, B, C: Clauses> SetOperation<Op, A, B, C> {
    /// `ORDER BY positions`: by columns that the first side selects, `.asc()` or `.desc()`; further
    /// ones are added after the first. NULLS FIRST and LAST need PostgreSQL or SQLite.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let q = select(Post)
    ///     .union(select(Post))
    ///     .order_by((posts::title.desc(), posts::id));
    /// assert!(q.to_sql::<Sqlite>().ends_with("FROM posts ORDER BY 3 DESC, 1"));
    /// ```
    pub fn order_by<K, L, I>(self, _: K) -> And<Op, A, B, ByPositions<L, K::List, I>, C>
    where
        A: FirstItems<List = L>,
        K: OrderList<List: Positions<L, I>>,
    {
        self.push(ByPositions::new())
    }

    /// A sort key as a value, to be chosen by `match` and kept in a list for
    /// [`order_by_keys`](Self::order_by_keys): `q.key(posts::title.desc())`.
    pub fn key<N, L, I, const DESC: bool>(&self, key: Sort<N, DESC, NULLS_DEFAULT>) -> Place<L>
    where
        A: FirstItems<List = L>,
        N: Unbound + Node<AsColumn: Finds<N, L, I>>,
    {
        Place::of(&key)
    }

    /// `ORDER BY positions` that are chosen while the program runs: what a request's `?sort=` becomes.
    /// An empty list is the order of the first column.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let q = select((posts::id, posts::title)).union(select((users::id, users::name)));
    /// let key = match "title" {
    ///     "title" => q.key(posts::title.desc()),
    ///     _ => q.key(posts::id.asc()),
    /// };
    /// let q = q.order_by_keys(vec![key]);
    /// assert!(q.to_sql::<Sqlite>().ends_with("FROM users ORDER BY 2 DESC"));
    /// ```
    pub fn order_by_keys<L>(self, keys: Vec<Place<L>>) -> And<Op, A, B, ByPlaces<L>, C>
    where
        A: FirstItems<List = L>,
    {
        self.push(ByPlaces(keys))
    }
}

impl<Op, A, B, C> SetOperation<Op, A, B, C> {
    /// Adds a clause.
    pub(crate) fn push<H>(self, clause: H) -> SetOperation<Op, A, B, Cons<H, C>> {
        SetOperation {
            left: self.left,
            right: self.right,
            clauses: Cons(clause, self.clauses),
            op: PhantomData,
        }
    }
}
