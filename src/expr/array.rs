//! Arrays of PostgreSQL: `@>`, `<@` and `&&`, which ranges have too, `= ANY(array)`, `array[1]` and
//! `cardinality`.

use std::marker::PhantomData;

use super::column::Col;
use super::function::Call;
use super::list::{Listed, Negatable};
use super::node::{Node, operand, prec};
use super::operand::{NeverNull, Present};
use super::operator::Infix;
use super::value::{Bind, MaybeBind};
use super::{Expr, Operand};
use crate::render::{Dialect, Pass, Render};
use crate::schema::{Column, Source};
use crate::types::array::{Array, Arrays, Element, Item, Items};
use crate::types::logic::Nil;
use crate::types::null::{Nullable, OrNull};
use crate::types::range::RangeItem;
use crate::types::{Range, ToSql};

supports!(Arrays: Postgres);

operators! {
    /// `a @> b`
    ContainsAll: CONCAT, bool, N, |_| " @> ";
    /// `a <@ b`
    ContainedBy: CONCAT, bool, N, |_| " <@ ";
    /// `a && b`
    Overlaps: CONCAT, bool, N, |_| " && ";
}

/// What holds several values: an array or a range.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no array and no range",
    label = "an array or a range is needed"
)]
pub trait Several {}

impl<T: Element> Several for Vec<T> {}
impl<T: RangeItem> Several for Range<T> {}

impl<N: Node> Expr<N> {
    /// `a @> b`: each element of `b` is in this array, or each value of `b` in this range.
    ///
    /// ```
    /// use relata::prelude::*;
    /// table! { pub notes { #[primary_key] id: i64, tags: Vec<String> } }
    /// # fn main() {
    /// let q = from(notes::table).filter(notes::tags.contains_all(["rust", "sql"]));
    /// assert_eq!(
    ///     q.select(notes::id).to_sql::<Postgres>(),
    ///     "SELECT notes.id FROM notes WHERE notes.tags @> $1"
    /// );
    /// # }
    /// ```
    pub fn contains_all<V>(self, other: V) -> Expr<Infix<ContainsAll, N, V::Node>>
    where
        N::Type: Several,
        V: Operand<N::Type, Optional: NeverNull>,
    {
        Expr(Infix::new(self.0, other.operand()))
    }

    /// `a <@ b`: each element of this array is in `b`, or each value of this range.
    pub fn contained_by<V>(self, other: V) -> Expr<Infix<ContainedBy, N, V::Node>>
    where
        N::Type: Several,
        V: Operand<N::Type, Optional: NeverNull>,
    {
        Expr(Infix::new(self.0, other.operand()))
    }

    /// `a && b`: an element or a value is in both.
    pub fn overlaps<V>(self, other: V) -> Expr<Infix<Overlaps, N, V::Node>>
    where
        N::Type: Several,
        V: Operand<N::Type, Optional: NeverNull>,
    {
        Expr(Infix::new(self.0, other.operand()))
    }

    /// `a[index]`, counted from 1; NULL where there is no such element.
    pub fn at<V, E>(self, index: V) -> Expr<Subscript<N, V::Node, E::Item>>
    where
        N::Type: Array<Element = E>,
        E: Element,
        V: Operand<i32, Optional: NeverNull>,
    {
        Expr(Subscript(self.0, index.operand(), PhantomData))
    }
}

/// `a[index]`, which is a `T`.
#[derive(Debug)]
pub struct Subscript<A, B, T>(A, B, PhantomData<fn() -> T>);

copy_fields!([A, B, T] Subscript<A, B, T>: A B => |this| {
    Self(this.0.clone(), this.1.clone(), PhantomData)
});

composite!([A, B, T] Subscript<A, B, T>: A / I, B / J;
    type T; prec prec::ATOM; null Nullable;);

impl<D: Dialect, A: Render<D>, B: Render<D>, T> Render<D> for Subscript<A, B, T> {
    /// Only columns could do without the parentheses.
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("(");
        self.0.walk(pass);
        pass.sql(")[");
        self.1.walk(pass);
        pass.sql("]");
    }
}

/// The function behind [`cardinality`].
#[derive(Clone, Copy, Debug)]
pub enum Cardinality {}

impl super::function::Function for Cardinality {
    type Output<T> = i32;
    type Null<N: crate::types::null::Nullness> = N;
    type Needs = Arrays;
    type Repeats = crate::types::logic::False;

    fn name(_: &crate::render::Spec) -> &'static str {
        "cardinality"
    }
}

/// `cardinality(a)`: how many elements an array has.
pub fn cardinality<N: Node<Type: Array>>(of: Expr<N>) -> Expr<Call<Cardinality, N, Nil>> {
    Expr(Call::new(of.0, Nil))
}

/// `a = ANY(array)`, or `a <> ALL(array)`.
#[derive(Debug)]
pub struct InArray<A, B, E>(A, B, PhantomData<fn() -> E>);

copy_fields!([A, B, E] InArray<A, B, E>: A B => |this| {
    Self(this.0.clone(), this.1.clone(), PhantomData)
});

/// A column of arrays. Of a subquery in its place, ANY would take the rows.
#[diagnostic::do_not_recommend]
impl<T, C, S, E> Listed<T> for Expr<Col<C, S>>
where
    C: Column<Type = Vec<E>>,
    S: Source,
    E: Element<Item = T>,
{
    type In<A> = InArray<A, Col<C, S>, E>;
    type Null = E::Null;

    fn within<A, const NEGATED: bool>(self, a: A) -> Negatable<NEGATED, Self::In<A>> {
        Negatable::new(InArray(a, self.0, PhantomData))
    }
}

composite!([const NEGATED: bool, A, B, E: Element] Negatable<NEGATED, InArray<A, B, E>>: A / I, B / J;
    type bool; prec prec::COMPARE; null OrNull<A::Null, OrNull<B::Null, E::Null>>;);

impl<D, const NEGATED: bool, A, B, E> Render<D> for Negatable<NEGATED, InArray<A, B, E>>
where
    D: Dialect,
    A: Node + Render<D>,
    B: Render<D>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        operand::<D, A>(&self.0.0, prec::CONCAT, pass);
        pass.sql(if NEGATED { " <> ALL(" } else { " = ANY(" });
        self.0.1.walk(pass);
        pass.sql(")");
    }
}

macro_rules! arrays {
    ($([$($generic:tt)*] $list:ty: $item:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generic)* T: Item, V, W: ToSql> Operand<Vec<T>> for $list
        where
            $item: Operand<T, Node = Bind<W, T>>,
        {
            type Node = Bind<Items<W, T>, Vec<T>>;
            type Optional = Present;

            fn operand(self) -> Self::Node {
                let values = self.into_iter().map(|value| value.operand().0).collect();
                Bind::new(Items(values, PhantomData))
            }
        }
    )*};
}

arrays! {
    [] Vec<V>: V;
    [const N: usize,] [V; N]: V;
    ['l,] &'l [V]: &'l V;
    ['l,] &'l Vec<V>: &'l V;
    ['l, const N: usize,] &'l [V; N]: &'l V;
}

macro_rules! arrays_with_null {
    ($([$($generic:tt)*] $list:ty: $item:ty, $take:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generic)* T: Item, V, W: ToSql> Operand<Vec<Option<T>>> for $list
        where
            $item: Operand<T, Node = Bind<W, T>>,
        {
            type Node = Bind<Items<MaybeBind<W, T>, T>, Vec<Option<T>>>;
            type Optional = Present;

            fn operand(self) -> Self::Node {
                let maybe = |value: Option<$item>| MaybeBind::new(value.map(|v| v.operand().0));
                Bind::new(Items(self.into_iter().map($take).map(maybe).collect(), PhantomData))
            }
        }
    )*};
}

arrays_with_null! {
    [] Vec<Option<V>>: V, std::convert::identity;
    [const N: usize,] [Option<V>; N]: V, std::convert::identity;
    ['l,] &'l [Option<V>]: &'l V, Option::as_ref;
    ['l,] &'l Vec<Option<V>>: &'l V, Option::as_ref;
}
