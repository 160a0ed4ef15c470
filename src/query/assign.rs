//! Assignments, `column = value`, and the checks on them: each column once, none missing.

use std::marker::PhantomData;

use crate::expr::column::Col;
use crate::expr::group::{First, Then};
use crate::expr::kind::InSet;
use crate::expr::operand::Operand;
use crate::expr::tuple::for_tuples;
use crate::expr::{Expr, In, Node, Resolve, Shape};
use crate::render::{Dialect, Pass, Render};
use crate::schema::{Column, HasDefault, Insertable, Source, Updatable};
use crate::types::logic::{And, Bool, Concat, Cons, False, Identity, List, Nil, Or, True};
use crate::types::null::{NotNull, Nullable};

/// `column = value`
#[derive(Debug)]
pub struct Assign<C, N>(pub(crate) N, PhantomData<C>);

copy_fields!([C, N] Assign<C, N>: N => |this| Self(this.0.clone(), PhantomData));

impl<C, N> Assign<C, N> {
    pub(crate) fn new(value: N) -> Self {
        Self(value, PhantomData)
    }
}

impl<C: Column> Expr<Col<C, C::Table>> {
    /// `column = value` in INSERT and UPDATE: a value of the column's type, or an expression. An
    /// `Option` fits a nullable column only.
    pub fn set<V: Operand<C::Type>>(self, value: V) -> Assign<C, V::Node>
    where
        V::Optional: Admits<C::Null, C>,
    {
        Assign::new(value.operand())
    }

    /// `column = NULL`
    pub fn set_null(self) -> Assign<C, Null<C::Type>>
    where
        crate::expr::operand::Optional: Admits<C::Null, C>,
    {
        Assign::new(Null(PhantomData))
    }

    /// `column = DEFAULT`: what the database gives.
    pub fn set_default(self) -> Assign<C, Default>
    where
        C: HasDefault,
    {
        Assign::new(Default)
    }
}

/// An `Option` fits a nullable column.
#[diagnostic::on_unimplemented(
    message = "column `{C}` is NOT NULL, and this value may be NULL",
    label = "an `Option` needs a column that is declared as one: unwrap it first"
)]
pub trait Admits<N, C> {}
impl<N, C> Admits<N, C> for crate::expr::operand::Present {}
impl<C> Admits<Nullable, C> for crate::expr::operand::Optional {}

/// `NULL`
#[derive(Debug)]
pub struct Null<T>(PhantomData<T>);

copy_fields!([T] Null<T>: => |_this| Self(PhantomData));

constant!([T] Null<T>; type T; null Nullable;);

impl<D: Dialect, T> Render<D> for Null<T> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("NULL");
    }
}

/// `DEFAULT`
#[derive(Clone, Copy, Debug)]
pub struct Default;

constant!([] Default; type (); null NotNull;);

/// The feature DEFAULT as a value, which SQLite lacks.
pub struct DefaultValue;
supports!(DefaultValue: Postgres MySql MariaDb);

impl<D: crate::render::Supports<DefaultValue>> Render<D> for Default {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("DEFAULT");
    }
}

/// One assignment, or a tuple of them; tuples may hold tuples, for more than 20.
#[diagnostic::on_unimplemented(
    message = "`{Self}` assigns nothing",
    label = "write `column.set(value)`, or several in parentheses"
)]
pub trait Assignments: Sized {
    /// These, then the others.
    type Before<L>;
    /// Their columns, then the others.
    type Columns<L>;
    /// Makes the list.
    fn before<L>(self, rest: L) -> Self::Before<L>;
}

impl<C, N> Assignments for Assign<C, N> {
    type Before<L> = Cons<Self, L>;
    type Columns<L> = Cons<C, L>;

    #[inline]
    fn before<L>(self, rest: L) -> Cons<Self, L> {
        Cons(self, rest)
    }
}

/// An assignment that may be absent: for UPDATE, `None` leaves the column as it is.
impl<C, N> Assignments for Option<Assign<C, N>> {
    type Before<L> = Cons<Self, L>;
    type Columns<L> = Cons<Perhaps<C>, L>;

    fn before<L>(self, rest: L) -> Cons<Self, L> {
        Cons(self, rest)
    }
}

macro_rules! nest {
    (value $self:ident $rest:ident) => { $rest };
    (value $self:ident $rest:ident $first:tt $($index:tt)*) => {
        $self.$first.before(nest!(value $self $rest $($index)*))
    };
    ($kind:ident $rest:ident) => { $rest };
    ($kind:ident $rest:ident $first:ident $($name:ident)*) => {
        $first::$kind<nest!($kind $rest $($name)*)>
    };
}

macro_rules! assignment_tuple {
    ($($name:ident $index:tt)*) => {
        impl<$($name: Assignments),*> Assignments for ($($name,)*) {
            type Before<Rest__> = nest!(Before Rest__ $($name)*);
            type Columns<Rest__> = nest!(Columns Rest__ $($name)*);

            #[inline]
            fn before<Rest__>(self, rest: Rest__) -> Self::Before<Rest__> {
                nest!(value self rest $($index)*)
            }
        }
    };
}

for_tuples!(assignment_tuple);

/// What a list of assignments is, whatever its table.
pub trait Assigned {
    /// What they leave open.
    type Open: List;
    /// What their text depends on.
    const SHAPE: Shape;
    /// How many placeholders they have, where each value is one.
    const LEN: usize;
}

impl Assigned for Nil {
    type Open = Nil;
    const SHAPE: Shape = Shape::Fixed;
    const LEN: usize = 0;
}

impl<C: Column, N: Node, T: Assigned> Assigned for Cons<Assign<C, N>, T> {
    type Open = Concat<N::Open, T::Open>;
    const SHAPE: Shape = N::SHAPE.or(T::SHAPE);
    const LEN: usize = 1 + T::LEN;
}

impl<C: Column, N: Node, T: Assigned> Assigned for Cons<Option<Assign<C, N>>, T> {
    type Open = Concat<N::Open, T::Open>;
    const SHAPE: Shape = Shape::Dynamic;
    const LEN: usize = 1 + T::LEN;
}

/// A column whose assignment may be absent.
pub struct Perhaps<C>(PhantomData<C>);

/// The columns of a list of assignments. The values are left out of these types, since all that
/// follows is asked once for each pair of columns at worst.
pub trait Columns {
    /// Whether a column is among them.
    type Has<T: Source, N: Identity>: Bool;
    /// Whether the first of them comes after a column in the table's order.
    type After<N: Identity>: Bool;
    /// Whether they are in the table's order, so that each is there once.
    type InOrder: Bool;
}

impl Columns for Nil {
    type Has<T: Source, N: Identity> = False;
    type After<N: Identity> = True;
    type InOrder = True;
}

impl<C: Column, T: Columns> Columns for Cons<C, T> {
    type Has<S: Source, M: Identity> = Or<
        <<C::Number as Identity>::Is<M> as Bool>::AndThen<
            <C::Table as Source>::Identity,
            S::Identity,
        >,
        T::Has<S, M>,
    >;
    type After<M: Identity> = M::Below<C::Number>;
    type InOrder = And<T::After<C::Number>, T::InOrder>;
}

impl<C: Column, T: Columns> Columns for Cons<Perhaps<C>, T> {
    type Has<S: Source, M: Identity> = <Cons<C, T> as Columns>::Has<S, M>;
    type After<M: Identity> = False;
    type InOrder = False;
}

/// The columns of an INSERT are complete, and each is there once. Implemented for the two ways to
/// find out.
pub trait Completes<K, Required, I> {}
/// Each column is there once.
pub trait EachOnce<K> {}

/// The columns are in the table's order: one walk over both lists tells.
pub enum ByOrder {}
/// They are in any order: each is looked for, and compared with all others.
pub enum ByPairs {}

impl<K> EachOnce<K> for ByOrder {}
impl<K: Distinct> EachOnce<K> for ByPairs {}
impl<K, R: CoveredBy<K>> Completes<K, R, ()> for ByOrder {}
impl<K: Distinct, R: AllGivenBy<K, I>, I> Completes<K, R, I> for ByPairs {}

/// Which of the two ways a list takes.
pub type How<K> = <<K as Columns>::InOrder as Bool>::If<ByOrder, ByPairs>;

/// A column is assigned once. Implemented for the answer "not again".
#[diagnostic::on_unimplemented(
    message = "column `{C}` is assigned twice",
    label = "leave one of the two assignments of `{C}` out"
)]
pub trait Once<C> {}
#[diagnostic::do_not_recommend]
impl<C> Once<C> for False {}

/// No column is there twice.
pub trait Distinct {}
impl Distinct for Nil {}
impl<C: Column, T: Columns + Distinct> Distinct for Cons<C, T> where
    T::Has<C::Table, C::Number>: Once<C>
{
}
impl<C, T> Distinct for Cons<Perhaps<C>, T> where Cons<C, T>: Distinct {}

/// Required columns are among others, both in the table's order.
pub trait CoveredBy<K> {}
impl<K> CoveredBy<K> for Nil {}
impl<C: Column, R, D: Column, T> CoveredBy<Cons<D, T>> for Cons<C, R> where
    <C::Number as Identity>::Is<D::Number>: GoesOn<Cons<C, R>, R, T>
{
}
impl<C: Given, R> CoveredBy<Nil> for Cons<C, R> {}

/// A required column was found, or is looked for further on.
pub trait GoesOn<Here, Rest, T> {}
impl<H, R: CoveredBy<T>, T> GoesOn<H, R, T> for True {}
impl<H: CoveredBy<T>, R, T> GoesOn<H, R, T> for False {}

/// The column is given. Implemented for none: it is asked where a column was not found.
#[diagnostic::on_unimplemented(
    message = "INSERT lacks column `{Self}`, which is NOT NULL and has no default",
    label = "add `{Self}.set(..)`"
)]
pub trait Given {}

/// A list of columns has one, at an index that rustc finds.
#[diagnostic::on_unimplemented(
    message = "INSERT lacks column `{C}`, which is NOT NULL and has no default",
    label = "add `{C}.set(..)`"
)]
pub trait Gives<C, I> {}
#[diagnostic::do_not_recommend]
impl<C, T> Gives<C, First> for Cons<C, T> {}
#[diagnostic::do_not_recommend]
impl<C, H, T: Gives<C, I>, I> Gives<C, Then<I>> for Cons<H, T> {}

/// All required columns are given.
pub trait AllGivenBy<K, I> {}
impl<K> AllGivenBy<K, ()> for Nil {}
impl<C, T: AllGivenBy<K, J>, K: Gives<C, I>, I, J> AllGivenBy<K, (I, J)> for Cons<C, T> {}

/// An assignment's column belongs to this table.
#[diagnostic::on_unimplemented(
    message = "column `{C}` does not belong to table `{Table}`",
    label = "`{C}` is a column of `{Self}`"
)]
pub trait IsTable<Table, C> {}
impl<T, C> IsTable<T, C> for T {}

/// An assigned value may be NULL only where its column may.
#[diagnostic::on_unimplemented(
    message = "column `{C}` is NOT NULL, and this expression may be NULL",
    label = "`coalesce` the expression"
)]
pub trait GoesInto<N, C> {}
impl<C> GoesInto<NotNull, C> for NotNull {}
impl<C> GoesInto<Nullable, C> for NotNull {}
impl<C> GoesInto<Nullable, C> for Nullable {}

/// A list of assignments is right for a table: its columns, each once, of a clause's sort, with
/// values that make sense in scope `X`.
pub trait Assigns<T, Clause, X, I> {}
impl<T, K, X> Assigns<T, K, X, ()> for Nil {}
impl<C, N, R, T, K, X, I, J> Assigns<T, K, X, (I, J)> for Cons<Assign<C, N>, R>
where
    C: Column,
    C::Table: IsTable<T, C>,
    K: Takes<C>,
    N: Resolve<X, I>,
    N::Kind: InSet,
    N::Null: GoesInto<C::Null, C>,
    R: Assigns<T, K, X, J>,
{
}
impl<C, N, R, T, K, X, I, J> Assigns<T, K, X, (I, J)> for Cons<Option<Assign<C, N>>, R> where
    Cons<Assign<C, N>, R>: Assigns<T, K, X, (I, J)>
{
}

/// INSERT or UPDATE takes a column.
pub trait Takes<C> {}
/// The assignments of INSERT.
pub enum ForInsert {}
/// The assignments of UPDATE.
pub enum ForUpdate {}
impl<C: Column<Write: Insertable<C>>> Takes<C> for ForInsert {}
impl<C: Column<Write: Updatable<C>>> Takes<C> for ForUpdate {}

/// What an INSERT's values see: no table.
pub type NoScope = In<crate::schema::scope::Nowhere, Nullable>;

/// Writes assignments.
pub trait RenderAssignments<D: Dialect> {
    /// The columns' names, with commas.
    fn names(&self, first: bool, pass: &mut Pass<'_, '_>);
    /// The values, with commas.
    fn values<'a>(&'a self, first: bool, pass: &mut Pass<'_, 'a>);
    /// `name = value`, with commas; the names qualified by `table` where one is given.
    fn pairs<'a>(&'a self, first: bool, table: Option<&str>, pass: &mut Pass<'_, 'a>);
    /// Whether there is one.
    fn any(&self) -> bool;
}

impl<D: Dialect> RenderAssignments<D> for Nil {
    fn names(&self, _: bool, _: &mut Pass<'_, '_>) {}
    fn values<'a>(&'a self, _: bool, _: &mut Pass<'_, 'a>) {}
    fn pairs<'a>(&'a self, _: bool, _: Option<&str>, _: &mut Pass<'_, 'a>) {}
    fn any(&self) -> bool {
        false
    }
}

/// `name = `, or `table.name = `.
fn target(table: Option<&str>, name: &str, pass: &mut Pass<'_, '_>) {
    match table {
        Some(table) => pass.column(table, name),
        None => pass.ident(name),
    }
    pass.sql(" = ");
}

fn comma(first: bool, pass: &mut Pass<'_, '_>) {
    if !first {
        pass.sql(", ");
    }
}

impl<D, C, N, T> RenderAssignments<D> for Cons<Assign<C, N>, T>
where
    D: Dialect,
    C: Column,
    N: Render<D>,
    T: RenderAssignments<D>,
{
    fn names(&self, first: bool, pass: &mut Pass<'_, '_>) {
        comma(first, pass);
        pass.ident(C::NAME);
        self.1.names(false, pass);
    }

    #[inline]
    fn values<'a>(&'a self, first: bool, pass: &mut Pass<'_, 'a>) {
        comma(first, pass);
        self.0.0.walk(pass);
        self.1.values(false, pass);
    }

    fn pairs<'a>(&'a self, first: bool, table: Option<&str>, pass: &mut Pass<'_, 'a>) {
        comma(first, pass);
        target(table, C::NAME, pass);
        self.0.0.walk(pass);
        self.1.pairs(false, table, pass);
    }

    fn any(&self) -> bool {
        true
    }
}

impl<D, C, N, T> RenderAssignments<D> for Cons<Option<Assign<C, N>>, T>
where
    D: Dialect,
    C: Column,
    N: Render<D>,
    T: RenderAssignments<D>,
{
    fn names(&self, first: bool, pass: &mut Pass<'_, '_>) {
        if self.0.is_some() {
            comma(first, pass);
            pass.ident(C::NAME);
        }
        self.1.names(first && self.0.is_none(), pass);
    }

    fn values<'a>(&'a self, first: bool, pass: &mut Pass<'_, 'a>) {
        if let Some(assign) = &self.0 {
            comma(first, pass);
            assign.0.walk(pass);
        }
        self.1.values(first && self.0.is_none(), pass);
    }

    fn pairs<'a>(&'a self, first: bool, table: Option<&str>, pass: &mut Pass<'_, 'a>) {
        if let Some(assign) = &self.0 {
            comma(first, pass);
            target(table, C::NAME, pass);
            assign.0.walk(pass);
        }
        self.1.pairs(first && self.0.is_none(), table, pass);
    }

    fn any(&self) -> bool {
        self.0.is_some() || self.1.any()
    }
}

/// Values that Rust makes for columns that are not given: `#[default_with(..)]` and its like.
pub trait FillIn<V, Clause> {
    /// The values, for those columns that need one.
    type Filled;
    /// Makes them.
    fn fill() -> Self::Filled;
}

impl<V, K> FillIn<V, K> for Nil {
    type Filled = Nil;

    fn fill() -> Nil {
        Nil
    }
}

/// A made value, present where the column is not `Given`.
#[derive(Debug)]
pub struct Made<C, T, Given>(Option<T>, PhantomData<(C, Given)>);

copy_fields!([C, T, Given] Made<C, T, Given>: T => |this| Self(this.0.clone(), PhantomData));

impl<C, R, V, K> FillIn<V, K> for Cons<C, R>
where
    C: Column,
    K: MakesFor<C>,
    V: Columns,
    R: FillIn<V, K>,
{
    type Filled = Cons<Made<C, C::Type, V::Has<C::Table, C::Number>>, R::Filled>;

    fn fill() -> Self::Filled {
        let given = <V::Has<C::Table, C::Number> as Bool>::VALUE;
        Cons(Made((!given).then(K::make), PhantomData), R::fill())
    }
}

/// The value of a column for a clause.
pub trait MakesFor<C: Column> {
    /// Makes it.
    fn make() -> C::Type;
}

impl<C: crate::schema::InsertDefault> MakesFor<C> for ForInsert {
    fn make() -> C::Type {
        C::value()
    }
}

impl<C: crate::schema::UpdateDefault> MakesFor<C> for ForUpdate {
    fn make() -> C::Type {
        C::value()
    }
}

impl<D, C, V, Given, T> RenderAssignments<D> for Cons<Made<C, V, Given>, T>
where
    D: Dialect,
    C: Column,
    V: crate::types::ToSql,
    T: RenderAssignments<D>,
{
    fn names(&self, first: bool, pass: &mut Pass<'_, '_>) {
        if self.0.0.is_some() {
            comma(first, pass);
            pass.ident(C::NAME);
        }
        self.1.names(first && self.0.0.is_none(), pass);
    }

    fn values<'a>(&'a self, first: bool, pass: &mut Pass<'_, 'a>) {
        if let Some(value) = &self.0.0 {
            comma(first, pass);
            pass.bind(value);
        }
        self.1.values(first && self.0.0.is_none(), pass);
    }

    fn pairs<'a>(&'a self, first: bool, table: Option<&str>, pass: &mut Pass<'_, 'a>) {
        if let Some(value) = &self.0.0 {
            comma(first, pass);
            target(table, C::NAME, pass);
            pass.bind(value);
        }
        self.1.pairs(first && self.0.0.is_none(), table, pass);
    }

    fn any(&self) -> bool {
        self.0.0.is_some() || self.1.any()
    }
}
