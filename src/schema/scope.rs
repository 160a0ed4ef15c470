//! The tables a statement can see: its FROM clause as a tree of types.

use std::marker::PhantomData;

use super::Source;
use crate::types::logic::{Bool, Identity, Or};
use crate::types::null::{NotNull, Nullable, Nullness, OrNull};

/// What FROM holds.
pub trait Scope: 'static {
    /// Whether a source of this name is there.
    type Has<I: Identity>: Bool;
}

/// One table.
pub struct One<S>(PhantomData<S>);
/// Two sides of a join.
pub struct Joined<L, R, K>(PhantomData<(L, R, K)>);
/// No table.
pub enum Nowhere {}

impl Scope for Nowhere {
    type Has<I: Identity> = crate::types::logic::False;
}

impl<S: Source> Scope for One<S> {
    type Has<I: Identity> = <S::Identity as Identity>::Is<I>;
}

impl<L: Scope, R: Scope, K: 'static> Scope for Joined<L, R, K> {
    type Has<I: Identity> = Or<L::Has<I>, R::Has<I>>;
}

/// The kind of a join: which side it fills with NULL.
pub trait JoinKind: 'static {
    /// What it adds to columns of the tables before it.
    type OfLeft: Nullness;
    /// What it adds to columns of the table it joins.
    type OfRight: Nullness;
    /// The words.
    const SQL: &'static str;
}

/// Rows that match on both sides.
#[derive(Clone, Copy, Debug)]
pub enum Inner {}
/// All rows of the left side.
#[derive(Clone, Copy, Debug)]
pub enum Left {}
/// All rows of the right side.
#[derive(Clone, Copy, Debug)]
pub enum Right {}
/// All rows of both sides.
#[derive(Clone, Copy, Debug)]
pub enum Full {}
/// Every row with every row.
#[derive(Clone, Copy, Debug)]
pub enum Cross {}

macro_rules! join_kinds {
    ($($kind:ident $left:ident $right:ident $sql:literal;)*) => {$(
        impl JoinKind for $kind {
            type OfLeft = $left;
            type OfRight = $right;
            const SQL: &'static str = $sql;
        }
    )*};
}

join_kinds! {
    Inner NotNull NotNull " JOIN ";
    Left NotNull Nullable " LEFT JOIN ";
    Right Nullable NotNull " RIGHT JOIN ";
    Full Nullable Nullable " FULL JOIN ";
    Cross NotNull NotNull " CROSS JOIN ";
}

/// The index of a source that is the whole scope.
pub struct Here;
/// The index of a source on the left side.
pub struct OnLeft<I>(PhantomData<I>);
/// The index of a source on the right side.
pub struct OnRight<I>(PhantomData<I>);

/// A source is in scope, at an index that rustc finds.
#[diagnostic::on_unimplemented(
    message = "table `{Self}` is not part of this query",
    label = "bring `{Self}` in with a join first",
    note = "an aliased table is known by its alias alone; a subquery sees the columns around it by `outer(..)`, and those around that by `outer(outer(..))`"
)]
pub trait InScope<S, I> {
    /// Whether a join may fill its columns with NULL.
    type Null: Nullness;
}

impl<S: Source> InScope<One<S>, Here> for S {
    type Null = NotNull;
}

#[diagnostic::do_not_recommend]
impl<S, L, R, K, I> InScope<Joined<L, R, K>, OnLeft<I>> for S
where
    S: InScope<L, I>,
    K: JoinKind,
{
    type Null = OrNull<K::OfLeft, S::Null>;
}

#[diagnostic::do_not_recommend]
impl<S, L, R, K, I> InScope<Joined<L, R, K>, OnRight<I>> for S
where
    S: InScope<R, I>,
    K: JoinKind,
{
    type Null = OrNull<K::OfRight, S::Null>;
}

/// The new source's name is not taken yet. Implemented for the answer "not there".
#[diagnostic::on_unimplemented(
    message = "table `{S}` is already part of this query",
    label = "give one of the two another name: `alias!(other: ..)`"
)]
pub trait NotYetThere<S> {}
#[diagnostic::do_not_recommend]
impl<S> NotYetThere<S> for crate::types::logic::False {}

/// Whether an expression, by the indices of its columns, has a column of its own FROM.
pub trait HasOwn {
    /// It has.
    type Column: Bool;
}

impl HasOwn for () {
    type Column = crate::types::logic::False;
}
impl HasOwn for Here {
    type Column = crate::types::logic::True;
}
impl<I> HasOwn for OnLeft<I> {
    type Column = crate::types::logic::True;
}
impl<I> HasOwn for OnRight<I> {
    type Column = crate::types::logic::True;
}
impl<I: HasOwn> HasOwn for (I,) {
    type Column = I::Column;
}
impl<I: HasOwn, J: HasOwn> HasOwn for (I, J) {
    type Column = Or<I::Column, J::Column>;
}
impl<I: HasOwn, J: HasOwn, K: HasOwn> HasOwn for (I, J, K) {
    type Column = Or<I::Column, Or<J::Column, K::Column>>;
}
