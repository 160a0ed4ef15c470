//! Assignments, `column = value`, as INSERT and UPDATE take them; not which columns must be there.

use std::marker::PhantomData;

use super::complete::{Columns, Just, Perhaps};
use crate::expr::column::Col;
use crate::expr::kind::InSet;
use crate::expr::operand::{Operand, Optional, Present};
use crate::expr::{Expr, In, Node, Resolve, Shape};
use crate::render::{Dialect, Pass, Render, Supports};
use crate::schema::{Column, HasDefault, Insertable, Updatable};
use crate::types::SqlType;
use crate::types::logic::{Bool, Concat, Cons, List, Nil};
use crate::types::null::{NotNull, Nullable};
use crate::types::tuple::for_tuples;

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
    pub fn set<V: Operand<C::Type>, N>(self, value: V) -> Assign<C, N>
    where
        V::Optional: Admits<C::Null, C, Node<V::Node> = N>,
    {
        Assign::new(V::Optional::admit(value.operand()))
    }

    /// `column = NULL`
    pub fn set_null<N>(self) -> Assign<C, N>
    where
        Optional: Admits<C::Null, C, Node<Null<C::Type>> = N>,
    {
        Assign::new(Optional::admit(Null(PhantomData)))
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
    label = "an `Option` needs a column that is declared as one: unwrap it, or leave the column out by `value.map(|value| column.set(value))`"
)]
pub trait Admits<N, C> {
    /// A value's node, which is there where it fits, so that what does not fit is an error once.
    type Node<V>;
    /// The same node.
    fn admit<V>(node: V) -> Self::Node<V>;
}

impl<N, C> Admits<N, C> for Present {
    type Node<V> = V;

    #[inline]
    fn admit<V>(node: V) -> V {
        node
    }
}

impl<C> Admits<Nullable, C> for Optional {
    type Node<V> = V;

    #[inline]
    fn admit<V>(node: V) -> V {
        node
    }
}

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

/// One assignment, or a tuple of them; tuples may hold tuples, for more than 20. All that is asked
/// of them is asked of each tuple's elements, so that the number of columns adds no depth.
#[diagnostic::on_unimplemented(
    message = "`{Self}` assigns nothing",
    label = "write `column.set(value)`, or several in parentheses",
    note = "many rows of an INSERT are `.rows(..)`, of such assignments each; a struct is one by `#[derive(Assignments)]`"
)]
pub trait Assignments: Sized {
    /// What is kept of them.
    type Values;
    /// Their columns.
    type Columns;
    /// Keeps them.
    fn keep(self) -> Self::Values;
}

impl<C, N> Assignments for Assign<C, N> {
    type Values = Self;
    type Columns = Just<C>;

    #[inline]
    fn keep(self) -> Self {
        self
    }
}

/// An assignment that may be absent: for UPDATE, `None` leaves the column as it is.
impl<C, N> Assignments for Option<Assign<C, N>> {
    type Values = Self;
    type Columns = Perhaps<C>;

    fn keep(self) -> Self {
        self
    }
}

/// What assignments are, whatever their table.
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

impl<C: Column, N: Node> Assigned for Assign<C, N> {
    type Open = N::Open;
    const SHAPE: Shape = N::SHAPE;
    const LEN: usize = 1;
}

impl<C: Column, N: Node> Assigned for Option<Assign<C, N>> {
    type Open = N::Open;
    const SHAPE: Shape = Shape::Dynamic;
    const LEN: usize = 1;
}

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

/// Assignments are right for a table: its columns, of a clause's sort, with values that make sense
/// in scope `X`.
pub trait Assigns<T, Clause, X, I> {}
impl<C, N, T, K, X, I> Assigns<T, K, X, I> for Assign<C, N>
where
    C: Column,
    C::Table: IsTable<T, C>,
    K: Takes<C>,
    N: Resolve<X, I>,
    N::Kind: InSet,
    N::Null: GoesInto<C::Null, C>,
{
}
impl<C, N, T, K, X, I> Assigns<T, K, X, I> for Option<Assign<C, N>> where
    Assign<C, N>: Assigns<T, K, X, I>
{
}

/// INSERT or UPDATE takes a column.
pub trait Takes<C> {}
/// The assignments of INSERT.
pub enum ForInsert {}
/// The assignments of UPDATE.
pub enum ForUpdate {}
impl<C: Column<Number: Insertable<C>>> Takes<C> for ForInsert {}
impl<C: Column<Number: Updatable<C>>> Takes<C> for ForUpdate {}

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
pub(super) fn target(table: Option<&str>, name: &str, pass: &mut Pass<'_, '_>) {
    match table {
        Some(table) => pass.column(table, name),
        None => pass.ident(name),
    }
    pass.sql(" = ");
}

pub(super) fn comma(first: bool, pass: &mut Pass<'_, '_>) {
    if !first {
        pass.sql(", ");
    }
}

impl<D: Dialect, C: Column, N: Render<D>> RenderAssignments<D> for Assign<C, N> {
    fn names(&self, first: bool, pass: &mut Pass<'_, '_>) {
        comma(first, pass);
        pass.ident(C::NAME);
    }

    #[inline]
    fn values<'a>(&'a self, first: bool, pass: &mut Pass<'_, 'a>) {
        comma(first, pass);
        self.0.walk(pass);
    }

    fn pairs<'a>(&'a self, first: bool, table: Option<&str>, pass: &mut Pass<'_, 'a>) {
        comma(first, pass);
        target(table, C::NAME, pass);
        self.0.walk(pass);
    }

    #[inline]
    fn any(&self) -> bool {
        true
    }
}

impl<D: Dialect, A: RenderAssignments<D>> RenderAssignments<D> for Option<A> {
    fn names(&self, first: bool, pass: &mut Pass<'_, '_>) {
        if let Some(assign) = self {
            assign.names(first, pass);
        }
    }

    fn values<'a>(&'a self, first: bool, pass: &mut Pass<'_, 'a>) {
        if let Some(assign) = self {
            assign.values(first, pass);
        }
    }

    fn pairs<'a>(&'a self, first: bool, table: Option<&str>, pass: &mut Pass<'_, 'a>) {
        if let Some(assign) = self {
            assign.pairs(first, table, pass);
        }
    }

    fn any(&self) -> bool {
        self.as_ref().is_some_and(A::any)
    }
}

macro_rules! fold {
    ($last:ident) => { $last::Open };
    ($first:ident $($rest:ident)+) => { Concat<$first::Open, fold!($($rest)+)> };
}

macro_rules! assignment_tuple {
    ($($name:ident $index:tt)*) => { paste::paste! {
        impl<$($name: Assignments),*> Assignments for ($($name,)*) {
            type Values = ($($name::Values,)*);
            type Columns = ($($name::Columns,)*);

            #[inline]
            fn keep(self) -> Self::Values {
                ($(self.$index.keep(),)*)
            }
        }

        impl<$($name: Assigned),*> Assigned for ($($name,)*) {
            type Open = fold!($($name)*);
            const SHAPE: Shape = Shape::Fixed$(.or($name::SHAPE))*;
            const LEN: usize = 0 $(+ $name::LEN)*;
        }

        impl<T__, K__, X__, $($name, [<I $name>]),*>
            Assigns<T__, K__, X__, ($([<I $name>],)*)> for ($($name,)*)
        where
            $($name: Assigns<T__, K__, X__, [<I $name>]>,)*
        {
        }

        impl<D__: Dialect, $($name: RenderAssignments<D__>),*> RenderAssignments<D__>
            for ($($name,)*)
        {
            fn names(&self, mut first: bool, pass: &mut Pass<'_, '_>) {
                $(
                    self.$index.names(first, pass);
                    first &= !self.$index.any();
                )*
                let _ = first;
            }

            #[inline]
            fn values<'a>(&'a self, mut first: bool, pass: &mut Pass<'_, 'a>) {
                $(
                    self.$index.values(first, pass);
                    first &= !self.$index.any();
                )*
                let _ = first;
            }

            fn pairs<'a>(
                &'a self,
                mut first: bool,
                table: Option<&str>,
                pass: &mut Pass<'_, 'a>,
            ) {
                $(
                    self.$index.pairs(first, table, pass);
                    first &= !self.$index.any();
                )*
                let _ = first;
            }

            #[inline]
            fn any(&self) -> bool {
                false $(|| self.$index.any())*
            }
        }
    }};
}

for_tuples!(assignment_tuple);

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

impl<C, T, Given> Made<C, T, Given> {
    pub(crate) fn value(&self) -> Option<&T> {
        self.0.as_ref()
    }
}

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

/// The tenant's column of new rows, whose value is that of the statement.
#[derive(Debug)]
pub struct Whose<C>(PhantomData<fn() -> C>);

copy_fields!([C] Whose<C>: => |_this| Self(PhantomData));

impl<C> Whose<C> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<C, R, V> FillIn<V, ForInsert> for Cons<Whose<C>, R>
where
    R: FillIn<V, ForInsert>,
{
    type Filled = Cons<Whose<C>, R::Filled>;

    fn fill() -> Self::Filled {
        Cons(Whose::new(), R::fill())
    }
}

impl<D, C, T> RenderAssignments<D> for Cons<Whose<C>, T>
where
    D: Supports<<C::Type as SqlType>::Needs>,
    C: Column,
    T: RenderAssignments<D>,
{
    fn names(&self, first: bool, pass: &mut Pass<'_, '_>) {
        comma(first, pass);
        pass.ident(C::NAME);
        self.1.names(false, pass);
    }

    fn values<'a>(&'a self, first: bool, pass: &mut Pass<'_, 'a>) {
        comma(first, pass);
        pass.tenant(C::Type::KIND);
        self.1.values(false, pass);
    }

    fn pairs<'a>(&'a self, first: bool, table: Option<&str>, pass: &mut Pass<'_, 'a>) {
        comma(first, pass);
        target(table, C::NAME, pass);
        pass.tenant(C::Type::KIND);
        self.1.pairs(false, table, pass);
    }

    fn any(&self) -> bool {
        true
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
    D: Supports<<C::Type as SqlType>::Needs>,
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
            pass.bind(C::Type::KIND, value);
        }
        self.1.values(first && self.0.0.is_none(), pass);
    }

    fn pairs<'a>(&'a self, first: bool, table: Option<&str>, pass: &mut Pass<'_, 'a>) {
        if let Some(value) = &self.0.0 {
            comma(first, pass);
            target(table, C::NAME, pass);
            pass.bind(C::Type::KIND, value);
        }
        self.1.pairs(first && self.0.0.is_none(), table, pass);
    }

    fn any(&self) -> bool {
        self.0.0.is_some() || self.1.any()
    }
}
