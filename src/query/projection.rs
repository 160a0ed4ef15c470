//! What SELECT and RETURNING list: expressions, whole rows, tuples, and structs by name.

use std::marker::PhantomData;

use super::output::{Fields, Output, Value, Whole};
use crate::expr::group::{Determines, Grouped, KeyColumns, Keys, OnePerGroup};
use crate::expr::kind::{Kind, KindOr, Plain};
use crate::expr::source::OwnSource;
use crate::expr::{Expr, In, Node, Resolve, Shape};
use crate::render::{Dialect, Pass, Render};
use crate::schema::scope::InScope;
use crate::schema::{Record, Source, Table};
use crate::types::logic::{Concat, List, Nil};
use crate::types::tuple::for_tuples;

/// Something that SELECT or RETURNING can list.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be selected",
    label = "select expressions, a row struct such as `User`, a tuple of these, or a `#[derive(Projection)]` struct's `Select..`",
    note = "a function such as `rank()` needs `.over(..)` first, and a value needs `value(..)`; a tuple has at most 20 elements, of which each may be a tuple"
)]
pub trait IntoProjection {
    /// What it lists.
    type Items;
    /// Makes the list.
    fn items(self) -> Self::Items;
}

/// What a list of selected items is, whatever it is selected from.
pub trait Items {
    /// Plain, aggregate or window.
    type Kind: Kind;
    /// What it leaves open.
    type Open: List;
    /// What its text depends on.
    const SHAPE: Shape;
    /// How many columns it has.
    const WIDTH: usize;
    /// The table and column at a position.
    fn column(index: usize) -> Option<(&'static str, &'static str)>;
}

/// The items make sense in a query, and this is how a row is read.
pub trait Projection<X, I>: Items {
    /// How a row is read.
    type Output: Output;
}

/// An expression in a list of selected items.
impl<N: Node> IntoProjection for Expr<N> {
    type Items = Self;

    fn items(self) -> Self {
        self
    }
}

impl<N: Node> Items for Expr<N> {
    type Kind = N::Kind;
    type Open = N::Open;
    const SHAPE: Shape = N::SHAPE;
    const WIDTH: usize = 1;

    fn column(_: usize) -> Option<(&'static str, &'static str)> {
        N::COLUMN
    }
}

impl<N, X, I> Projection<X, I> for Expr<N>
where
    N: Resolve<X, I>,
    Value<N::Type, N::Null>: Output,
{
    type Output = Value<N::Type, N::Null>;
}

impl<N: Grouped<G, I>, G, I> Grouped<G, (I,)> for Expr<N> {}

impl<D: Dialect, N: Render<D>> Render<D> for Expr<N> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.item(|pass| self.0.walk(pass));
    }
}

/// All columns of a table, read into its row struct: the type of the constant `User`.
pub struct Entity<R, S = <R as Record>::Table>(PhantomData<fn() -> (R, S)>);

/// The same of an alias: `manager[User]`.
pub type AliasedEntity<R, S> = Entity<R, S>;

/// The row struct `R`.
pub const fn entity<R: Record>() -> Entity<R> {
    Entity(PhantomData)
}

/// The row struct `R` of the alias `S`.
pub const fn aliased_entity<R, S>() -> &'static AliasedEntity<R, S> {
    &Entity(PhantomData)
}

impl<R, S> Clone for Entity<R, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R, S> Copy for Entity<R, S> {}

impl<R: Record, S: Source<Table = R::Table>> IntoProjection for Entity<R, S> {
    type Items = Self;

    fn items(self) -> Self {
        self
    }
}

impl<R: Record, S: Source<Table = R::Table>> Items for Entity<R, S> {
    type Kind = Plain;
    type Open = Nil;
    const SHAPE: Shape = Shape::Fixed;
    const WIDTH: usize = R::Table::NAMES.len();

    fn column(index: usize) -> Option<(&'static str, &'static str)> {
        R::Table::def().columns.get(index).map(|column| (S::NAME, column.name))
    }
}

impl<R, S, T, E, I> Projection<In<T, E>, I> for Entity<R, S>
where
    R: Record,
    S: Source<Table = R::Table> + InScope<T, I>,
    Whole<R, S::Null>: Output,
{
    type Output = Whole<R, S::Null>;
}

impl<R, S, K, E> Grouped<Keys<K, E>, ()> for Entity<R, S>
where
    R: Record,
    S: Source<Table = R::Table>,
    K: KeyColumns,
    <R::Table as Table>::PrimaryKey: Determines,
    <<R::Table as Table>::PrimaryKey as Determines>::Within<K, S>: OnePerGroup<R>,
{
}

impl<D: Dialect, R: Record, S: Source> Render<D> for Entity<R, S> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        // Columns bind nothing.
        if !pass.writes() {
            return;
        }
        for (i, column) in R::Table::def().columns.iter().enumerate() {
            if i > 0 {
                pass.sql(", ");
            }
            pass.item(|pass| pass.column(S::NAME, column.name));
        }
    }
}

/// Items that become the struct `T` by name: what a `Select..` of `#[derive(Projection)]` holds.
#[derive(Clone, Copy, Debug)]
pub struct Struct<T, P>(P, PhantomData<T>);

impl<T, P> Struct<T, P> {
    /// The items of a struct's fields, in order.
    pub fn new(items: P) -> Self {
        Self(items, PhantomData)
    }
}

/// A struct made of the values of its fields. `#[derive(Projection)]` implements it.
pub trait FromFields<Tuple>: Sized {
    /// Makes the struct.
    fn from_fields(fields: Tuple) -> Self;
}

/// A selected value has the type of the field that it goes into.
#[diagnostic::on_unimplemented(
    message = "field `{Field}` has type `{T}`, but `{Self}` is selected into it",
    label = "make the field `{Self}`, or select an expression of type `{T}`"
)]
pub trait Fits<T, Field> {
    /// The value.
    fn fit(self) -> T;
}

impl<T, Field> Fits<T, Field> for T {
    #[inline]
    fn fit(self) -> T {
        self
    }
}

impl<T, P: Items> Items for Struct<T, P> {
    type Kind = P::Kind;
    type Open = P::Open;
    const SHAPE: Shape = P::SHAPE;
    const WIDTH: usize = P::WIDTH;

    fn column(index: usize) -> Option<(&'static str, &'static str)> {
        P::column(index)
    }
}

impl<T, P, X, I> Projection<X, I> for Struct<T, P>
where
    P: Projection<X, I>,
    T: FromFields<<P::Output as Output>::Row>,
    Fields<T, P::Output>: Output,
{
    type Output = Fields<T, P::Output>;
}

impl<T, P: Grouped<G, I>, G, I> Grouped<G, (I,)> for Struct<T, P> {}

impl<D: Dialect, T, P: Render<D>> Render<D> for Struct<T, P> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.0.walk(pass);
    }
}

macro_rules! fold {
    ($op:ident $kind:ident $last:ident) => { $last::$kind };
    ($op:ident $kind:ident $first:ident $($rest:ident)+) => {
        $op<$first::$kind, fold!($op $kind $($rest)+)>
    };
}

macro_rules! tuple_projection {
    ($($name:ident $index:tt)*) => { paste::paste! {
        impl<$($name: IntoProjection),*> IntoProjection for ($($name,)*) {
            type Items = ($($name::Items,)*);

            fn items(self) -> Self::Items {
                ($(self.$index.items(),)*)
            }
        }

        impl<$($name: Items),*> Items for ($($name,)*) {
            type Kind = fold!(KindOr Kind $($name)*);
            type Open = fold!(Concat Open $($name)*);
            const SHAPE: Shape = Shape::Fixed$(.or($name::SHAPE))*;
            const WIDTH: usize = 0 $(+ $name::WIDTH)*;

            fn column(mut index: usize) -> Option<(&'static str, &'static str)> {
                $(
                    if index < $name::WIDTH {
                        return $name::column(index);
                    }
                    index -= $name::WIDTH;
                )*
                let _ = index;
                None
            }
        }

        impl<X__, $($name, [<I $name>]),*> Projection<X__, ($([<I $name>],)*)>
            for ($($name,)*)
        where
            $($name: Projection<X__, [<I $name>]>,)*
        {
            type Output = ($($name::Output,)*);
        }

        impl<G__, $($name, [<I $name>]),*> Grouped<G__, ($([<I $name>],)*)>
            for ($($name,)*)
        where
            $($name: Grouped<G__, [<I $name>]>,)*
        {
        }

        impl<D__: Dialect, $($name: Render<D__>),*> Render<D__> for ($($name,)*) {
            fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
                $(
                    if $index > 0 {
                        pass.sql(", ");
                    }
                    self.$index.walk(pass);
                )*
            }
        }
    }};
}

for_tuples!(tuple_projection);

impl<R, S: Source + Default> OwnSource for Entity<R, S> {
    type Source = S;
}

impl<T, P: OwnSource> OwnSource for Struct<T, P> {
    type Source = P::Source;
}

macro_rules! tuple_source {
    ($first:ident $zero:tt $($name:ident $index:tt)*) => {
        impl<$first: OwnSource $(, $name)*> OwnSource for ($first, $($name,)*) {
            type Source = $first::Source;
        }
    };
}

for_tuples!(tuple_source);
