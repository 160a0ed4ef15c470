//! Subqueries as expressions: `EXISTS`, `IN`, and one value.

use std::marker::PhantomData;

use super::cardinality::{AtMostOneRow, ValueNull};
use super::open::for_open;
use super::output::{Columns, Value};
use super::{Query, Single, Statement};
use crate::expr::Expr;
use crate::expr::column::{Col, Further, HasOuter, OuterColumn};
use crate::expr::group::{Grouped, KeyColumns, Keys, Parts, Within};
use crate::expr::kind::{KindOr, Plain};
use crate::expr::list::{Listed, Negatable};
use crate::expr::logic::Not;
use crate::expr::node::{In, Node, Resolve, Shape, Varies, operand, prec};
use crate::expr::raw::Volatile;
use crate::expr::row::{ListedRows, RowOf};
use crate::render::{Dialect, NeededIf, Pass, Render, Spec, Supports};
use crate::schema::Source;
use crate::schema::scope::{InScope, Scope};
use crate::types::family::ComparableTo;
use crate::types::logic::{Bool, Concat, Cons, False, List, Nil, True};
use crate::types::null::{NotNull, Nullness, OrNull};

/// A statement that can stand inside another: a SELECT or a set operation.
#[diagnostic::on_unimplemented(
    message = "EXISTS, IN and FROM take a subquery, but this is `{Self}`",
    label = "a query made by `from(..)` or `select(..)` is needed here"
)]
pub trait Subquery: Statement {
    /// Whether it may have LIMIT or OFFSET.
    type Limited: Bool;
    /// The tables that its own FROM reads.
    type Reads: List;
    /// What it leaves open [`Past`] its own FROM.
    type Past;
    /// Whether its rows are a copy as a derived table: MySQL merges a plain SELECT into the query
    /// around it.
    type IsCopy: Bool;
}

/// The feature `IN (SELECT .. LIMIT n)`.
pub struct LimitInSubquery;
supports!(LimitInSubquery: Sqlite Postgres);

/// What a subquery leaves open is there in the query around it.
pub trait ClosedBy<X, I> {}
impl<X> ClosedBy<X, ()> for Nil {}

impl<C, S, T, F, E, I, J> ClosedBy<In<F, E>, (I, J)> for Cons<OuterColumn<C, S>, T>
where
    S: InScope<F, I>,
    T: ClosedBy<In<F, E>, J>,
{
}

/// A column from further out passes through.
impl<C, S, Away, T: ClosedBy<X, I>, X, I> ClosedBy<X, ((), I)>
    for Cons<OuterColumn<C, S, Further<Away>>, T>
{
}

/// All else stays open until WITH, or until the statement runs.
macro_rules! not_closed {
    ([$($of:ident),*] $open:ty) => {
        impl<$($of,)* T: ClosedBy<X, I>, X, I> ClosedBy<X, ((), I)> for Cons<$open, T> {}
    };
}

for_open!(not_closed: Named Locks Volatile Reads Owes);

/// What a query leaves open, beside the scope of its own FROM.
// A join may stand behind the condition that it concerns, so the two are compared where the subquery is used.
pub struct Past<F, Open>(PhantomData<(F, Open)>);

/// No table of a subquery hides what it takes from outside.
pub trait NotHidden {}
impl NotHidden for Nil {}
impl<F, O: SeenPast<F>> NotHidden for Past<F, O> {}
impl<A: NotHidden, B: NotHidden> NotHidden for (A, B) {}

/// No table of the scope `F` hides a column from outside.
pub trait SeenPast<F> {}
impl<F> SeenPast<F> for Nil {}
impl<C, S, Away, T, F> SeenPast<F> for Cons<OuterColumn<C, S, Away>, T>
where
    S: Source,
    F: Scope,
    F::Has<S::Identity>: NoneCalled<S>,
    T: SeenPast<F>,
{
}

macro_rules! never_hidden {
    ([$($of:ident),*] $open:ty) => {
        impl<$($of,)* T: SeenPast<F>, F> SeenPast<F> for Cons<$open, T> {}
    };
}

for_open!(never_hidden: Named Locks Volatile Reads Owes);

/// The subquery has no table of the outer column's name. Implemented for the answer "no".
#[diagnostic::on_unimplemented(
    message = "`outer(..)` means table `{S}`, but this subquery has a table of that name too",
    label = "SQL would take the inner one: give one of the two an alias with `alias!`"
)]
pub trait NoneCalled<S> {}
#[diagnostic::do_not_recommend]
impl<S> NoneCalled<S> for False {}

/// What stays open after a subquery stands in its query: the named queries, the locks, and columns
/// of queries further out.
pub trait StillOpen: List {
    /// The rest.
    type Rest: List;
    /// Whether the subquery gives the same for each row of its query.
    type IsFixed: Bool;
}

impl StillOpen for Nil {
    type Rest = Nil;
    type IsFixed = True;
}

impl<C, S, T: StillOpen> StillOpen for Cons<OuterColumn<C, S>, T> {
    type Rest = T::Rest;
    type IsFixed = False;
}

impl<C, S, Away, T: StillOpen> StillOpen for Cons<OuterColumn<C, S, Further<Away>>, T> {
    type Rest = Cons<OuterColumn<C, S, Away>, T::Rest>;
    type IsFixed = T::IsFixed;
}

impl<T: StillOpen> StillOpen for Cons<Volatile, T> {
    type Rest = Cons<Volatile, T::Rest>;
    type IsFixed = False;
}

macro_rules! still_open {
    ([$($of:ident),*] $open:ty) => {
        impl<$($of,)* T: StillOpen> StillOpen for Cons<$open, T> {
            type Rest = Cons<$open, T::Rest>;
            type IsFixed = T::IsFixed;
        }
    };
}

for_open!(still_open: Named Locks Reads Owes);

/// What a subquery leaves open in the query around it: what it reads, too.
pub type Inside<Q> = Concat<<Q as Subquery>::Reads, <<Q as Statement>::Open as StillOpen>::Rest>;

macro_rules! not_outer {
    ([$($of:ident),*] $open:ty) => {
        impl<$($of,)* T: HasOuter> HasOuter for Cons<$open, T> {
            type Is = T::Is;
        }
    };
}

for_open!(not_outer: Named Locks Volatile Reads Owes);

/// The outer columns that a subquery uses are grouped, by one set of keys.
pub trait OpenGrouped<G, I> {}
impl<G> OpenGrouped<G, ()> for Nil {}
impl<C, S, T, K, E, I, J> OpenGrouped<Keys<K, E>, (I, J)> for Cons<OuterColumn<C, S>, T>
where
    Col<C, S>: Grouped<Keys<K, E>, I>,
    K: KeyColumns<InSets: OfOneSet<C>>,
    T: OpenGrouped<Keys<K, E>, J>,
{
}

/// The keys are not of several sets. Implemented for the answer "no".
// In the row of all values MariaDB shows a subquery the key of the last group, and not NULL.
#[diagnostic::on_unimplemented(
    message = "a subquery beside ROLLUP, CUBE or GROUPING SETS takes no key from outside, and `{C}` is one",
    label = "select the keys in a `derived(..)` query, and put the subquery around that"
)]
pub trait OfOneSet<C> {}
#[diagnostic::do_not_recommend]
impl<C> OfOneSet<C> for False {}

impl<C, S, Away, T: OpenGrouped<G, I>, G, I> OpenGrouped<G, ((), I)>
    for Cons<OuterColumn<C, S, Further<Away>>, T>
{
}

macro_rules! no_column {
    ([$($of:ident),*] $open:ty) => {
        impl<$($of,)* T: OpenGrouped<G, I>, G, I> OpenGrouped<G, ((), I)> for Cons<$open, T> {}
    };
}

for_open!(no_column: Named Locks Volatile Reads Owes);

/// `EXISTS (SELECT ..)`
#[derive(Clone, Copy, Debug)]
pub struct Exists<Q>(Q);

/// `EXISTS (SELECT ..)`: whether the subquery has a row. A query without `.select(..)` is taken
/// as `SELECT 1`.
pub fn exists<Q: Subquery>(query: Q) -> Expr<Exists<Q>> {
    Expr(Exists(query))
}

/// `NOT EXISTS (SELECT ..)`
pub fn not_exists<Q: Subquery>(query: Q) -> Expr<Not<Exists<Q>>> {
    Expr(Not(Exists(query)))
}

macro_rules! subquery_node {
    ([$($generic:tt)*] $node:ty, $query:ident; type $type:ty; null $null:ty;) => {
        impl<$($generic)*> Node for $node
        where
            $query: Subquery<Open: StillOpen>,
        {
            type Type = $type;
            type Kind = Plain;
            type Open = Inside<$query>;
            type Pins = Nil;
            type AsColumn = Nil;
            type IsFixed = <$query::Open as StillOpen>::IsFixed;
            const PREC: u8 = prec::ATOM;
            const SHAPE: Shape = $query::SHAPE;
        }

        impl<X, I, $($generic)*> Resolve<X, I> for $node
        where
            $query: Subquery<Open: StillOpen + ClosedBy<X, I>, Past: NotHidden>,
        {
            type Null = $null;
        }

        impl<K, E, I, $($generic)*> Grouped<Keys<K, E>, Within<I>> for $node
        where
            $query: Statement<Open: OpenGrouped<Keys<K, E>, I>>,
        {
        }

        impl<$($generic)*> Varies for $node where Self: Node {}
    };
}

subquery_node!([Q: Subquery] Exists<Q>, Q; type bool; null NotNull;);
subquery_node!([Q: Query<Rows: ValueNull> + Subquery, T, N: Nullness] Scalar<Q, T, N>, Q;
    type T; null <Q::Rows as ValueNull>::Null<N>;);

impl<D: Dialect, Q: Render<D>> Render<D> for Exists<Q> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("EXISTS (");
        self.0.walk(pass);
        pass.sql(")");
    }
}

/// `(SELECT ..)` as a value of type `T`, from a column that is NULL as `N` says.
#[derive(Debug)]
pub struct Scalar<Q, T, N>(Q, PhantomData<fn() -> (T, N)>);

copy_fields!([Q, T, N] Scalar<Q, T, N>: Q => |this| Self(this.0.clone(), PhantomData));

/// A subquery of one column and at most one row as a value: `(SELECT ..)`. It is NULL where there
/// is no row; a subquery that may give several rows does not compile.
pub fn scalar<Q, T, N>(query: Q) -> Expr<Scalar<Q, T, N>>
where
    Q: Query<Output: Single<Type = T, Null = N>> + Subquery,
    Q::Rows: AtMostOneRow,
{
    Expr(Scalar(query, PhantomData))
}

impl<D: Dialect, Q: Render<D>, T, N> Render<D> for Scalar<Q, T, N> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("(");
        self.0.walk(pass);
        pass.sql(")");
    }
}

/// `a IN (SELECT ..)`, or what else the word `W` compares with all rows of a subquery.
#[derive(Clone, Copy, Debug)]
pub struct InSubquery<A, Q, W = IsIn>(A, Q, PhantomData<W>);

impl<A, Q, W> InSubquery<A, Q, W> {
    pub(crate) fn new(a: A, query: Q) -> Self {
        Self(a, query, PhantomData)
    }
}

/// What stands between a value and a subquery.
pub trait SubqueryWord {
    /// The feature that a dialect needs for it; `()` for none.
    type Needs;
    /// It, in two parts.
    fn sql(spec: &Spec) -> [&'static str; 2];
}

/// `IN`
#[derive(Clone, Copy, Debug)]
pub enum IsIn {}

impl SubqueryWord for IsIn {
    type Needs = ();

    fn sql(_: &Spec) -> [&'static str; 2] {
        [" IN ", ""]
    }
}

impl<const NEGATED: bool, A: Node, Q, W> Node for Negatable<NEGATED, InSubquery<A, Q, W>>
where
    Q: Subquery<Open: StillOpen>,
{
    type Type = bool;
    type Kind = KindOr<A::Kind, Plain>;
    type Open = Concat<A::Open, Inside<Q>>;
    type Pins = Nil;
    type AsColumn = Nil;
    type IsFixed = False;
    const PREC: u8 = prec::COMPARE;
    const SHAPE: Shape = A::SHAPE.or(Q::SHAPE);
}

impl<const NEGATED: bool, A, Q, W, X, I, J> Resolve<X, (I, J)>
    for Negatable<NEGATED, InSubquery<A, Q, W>>
where
    A: Resolve<X, I>,
    Q: Query<Output: Columns<List: AnyNull>, Open: StillOpen + ClosedBy<X, J>>,
    Q: Subquery<Past: NotHidden>,
{
    type Null = OrNull<A::Null, <<Q::Output as Columns>::List as AnyNull>::Null>;
}

impl<const NEGATED: bool, A, Q, W, K, E, I, J> Grouped<Keys<K, E>, Parts<(I, Within<J>)>>
    for Negatable<NEGATED, InSubquery<A, Q, W>>
where
    A: Grouped<Keys<K, E>, I>,
    Q: Statement<Open: OpenGrouped<Keys<K, E>, J>>,
{
}

impl<const NEGATED: bool, A, Q, W> Varies for Negatable<NEGATED, InSubquery<A, Q, W>> where
    Self: Node
{
}

impl<D, const NEGATED: bool, A, Q, W> Render<D> for Negatable<NEGATED, InSubquery<A, Q, W>>
where
    D: Supports<NeededIf<Q::Limited, LimitInSubquery>> + Supports<W::Needs>,
    A: Node + Render<D>,
    Q: Render<D> + Subquery,
    W: SubqueryWord,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        operand::<D, A>(&self.0.0, prec::CONCAT, pass);
        pass.sql(if NEGATED { " NOT" } else { "" });
        for part in W::sql(pass.spec()) {
            pass.sql(part);
        }
        pass.sql("(");
        self.0.1.walk(pass);
        pass.sql(")");
    }
}

/// What IN takes as a subquery, one type after the other, so that an error about what is none is
/// that of IN.
macro_rules! listed {
    ($([$($generic:tt)*] $query:ty;)*) => {$(
        impl<$($generic)* T, U, M> Listed<T> for $query
        where
            Self: Query<Output: Single<Type = U, Null = M>> + Subquery,
            T: ComparableTo<U>,
            M: Nullness,
        {
            type In<A__> = InSubquery<A__, Self>;
            type Null = M;

            fn within<A__, const NEGATED: bool>(
                self,
                a: A__,
            ) -> Negatable<NEGATED, InSubquery<A__, Self>> {
                Negatable::new(InSubquery::new(a, self))
            }
        }

        impl<$($generic)* L__, U, M> ListedRows<L__> for $query
        where
            Self: Query<Output: Columns<List = U>> + Subquery,
            U: MatchesRow<L__> + AnyNull<Null = M>,
            M: Nullness,
        {
            type In = InSubquery<RowOf<L__>, Self>;
            type Kind = crate::expr::kind::Plain;
            type Null = M;

            fn within(self, row: L__) -> Self::In {
                InSubquery::new(RowOf::new(row), self)
            }
        }
    )*};
}

listed! {
    [F, P, G, C,] super::select::Select<F, P, G, C>;
    [P, O,] super::select_values::SelectValues<P, O>;
    [P, O,] super::values::Values<P, O>;
    [Op, A, B, C,] super::set_operation::SetOperation<Op, A, B, C>;
    [D, O, X,] super::boxed::BoxedSelect<'_, D, O, X>;
    [C, Q,] super::with::WithQuery<C, Q>;
    [W, Q,] super::said::Said<W, Q>;
}

/// Whether one of the columns of a subquery may be NULL.
pub trait AnyNull {
    /// It may.
    type Null: Nullness;
}

impl AnyNull for Nil {
    type Null = NotNull;
}

impl<T, N: Nullness, R: AnyNull> AnyNull for Cons<Value<T, N>, R> {
    type Null = OrNull<N, R::Null>;
}

/// A subquery's columns can be compared with the parts of a row.
#[diagnostic::on_unimplemented(
    message = "the subquery selects another number of columns than the row has",
    label = "select one column for each part of the row"
)]
pub trait MatchesRow<L> {}
impl MatchesRow<Nil> for Nil {}
impl<T, N, R, A: Node, L> MatchesRow<Cons<A, L>> for Cons<Value<T, N>, R>
where
    A::Type: ComparableTo<T>,
    R: MatchesRow<L>,
{
}
