//! An aggregate of SQL written by hand: `sql!(aggregate f64, "stddev({})", users::visits)`.

use std::marker::PhantomData;

use super::Expr;
use super::aggregate::OfThisQuery;
use super::column::HasOuter;
use super::group::{Grouped, Unbound};
use super::kind::{Aggregate, InAggregate};
use super::node::{In, Node, Resolve, Shape, Varies};
use super::raw::{Holes, RawText, Volatile};
use super::source::OwnSource;
use crate::render::{Dialect, Pass, Render, hand};
use crate::schema::scope::HasOwn;
use crate::types::logic::{Bool, Cons, False, Nil, Or};
use crate::types::null::{Nullness, OrNull};

/// An aggregate written by hand, of type `T`, with what it says of NULL.
#[derive(Debug)]
pub struct RawAggregate<T, Z, L, A>(A, PhantomData<(T, Z, L)>);

copy_fields!([T, Z, L, A] RawAggregate<T, Z, L, A>: A => |this| {
    Self(this.0.clone(), PhantomData)
});

impl<T, Z, L, A> RawAggregate<T, Z, L, A> {
    /// The aggregate with its arguments.
    pub fn new(_: L, arguments: A) -> Expr<Self> {
        Expr(Self(arguments, PhantomData))
    }
}

impl<T, Z, L: RawText, A: Node> Node for RawAggregate<T, Z, L, A> {
    type Type = T;
    type Kind = Aggregate;
    type Open = Cons<Volatile, A::Open>;
    type Pins = Nil;
    type AsColumn = Nil;
    type IsFixed = False;
    const PREC: u8 = L::PREC;
    const SHAPE: Shape = A::SHAPE;
}

/// What fills its holes is computed from rows, and so is NULL where a group has none.
impl<T, Z, L, A, S, E, I> Resolve<In<S, E>, I> for RawAggregate<T, Z, L, A>
where
    Z: Nullness,
    L: RawText,
    A: Resolve<In<S, E>, I, Kind: InAggregate, Open: HasOuter>,
    E: Nullness,
    I: HasOwn,
    Or<I::Column, <<A::Open as HasOuter>::Is as Bool>::Not>: OfThisQuery,
{
    type Null = OrNull<Z, OrNull<E, A::Null>>;
}

impl<T, Z, L, A, G> Grouped<G, ()> for RawAggregate<T, Z, L, A> {}
impl<T, Z, L, A: Unbound> Unbound for RawAggregate<T, Z, L, A> {}
impl<T, Z, L: RawText, A: Node> Varies for RawAggregate<T, Z, L, A> {}
key_but_for_its_kind!([T, Z, R, A] RawAggregate<T, Z, R, A>;);

impl<T, Z, L, A: OwnSource> OwnSource for RawAggregate<T, Z, L, A> {
    type Source = A::Source;
}

impl<D: Dialect, T, Z, L: RawText, A: Holes<D>> Render<D> for RawAggregate<T, Z, L, A> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.by_hand(L::SQL, hand::calls);
        pass.of_rows(|pass| self.0.fill(L::SQL, pass));
    }
}
