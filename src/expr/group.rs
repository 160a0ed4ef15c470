//! GROUP BY as types: which expressions have one value for each group.

use std::marker::PhantomData;

use super::column::Col;
use super::node::Node;
use crate::schema::{Column, Source, Table};
use crate::types::logic::{And, Bool, Cons, Digit, False, List, Nil, Or, True};

/// The keys of a grouped query: columns, and other expressions.
pub struct Keys<Columns, Expressions>(PhantomData<(Columns, Expressions)>);

/// The index of an expression whose parts are grouped.
pub struct Parts<I>(PhantomData<I>);
/// The index of a subquery whose outer columns are grouped.
pub struct Within<I>(PhantomData<I>);
/// The index of an expression that is a key itself.
pub struct Whole<I>(PhantomData<I>);
/// The index of a column: whether it is a key, or depends on one, and whether keys are of several sets.
pub struct KeyColumn<IsKey, InSets = False>(PhantomData<(IsKey, InSets)>);

/// An expression has one value for each group: it is a key, depends on a key, is an aggregate or
/// a constant.
#[diagnostic::on_unimplemented(
    message = "what is selected must appear in GROUP BY or be used in an aggregate function",
    label = "this has several values in a group"
)]
pub trait Grouped<G, I> {}

impl<N: Node, C, H, T, I> Grouped<Keys<C, Cons<H, T>>, Whole<I>> for N where
    Cons<H, T>: Contains<N, I>
{
}

/// A list has an element, at an index that rustc finds.
pub trait Contains<N, I> {}
/// At the front.
pub struct First;
/// Further on.
pub struct Then<I>(PhantomData<I>);
impl<N, T> Contains<N, First> for Cons<N, T> {}
impl<N, H, T: Contains<N, I>, I> Contains<N, Then<I>> for Cons<H, T> {}

/// Its text is the same wherever it stands, since nothing in it is bound.
#[diagnostic::on_unimplemented(
    message = "a bound value cannot be part of GROUP BY, DISTINCT ON, a shared window or a sort key that must be selected",
    label = "two placeholders are not the same to the database: write a constant as `int::<1>()` or `text!(\"a\")`"
)]
pub trait Unbound {}

/// Something that may be part of a GROUP BY expression.
pub trait KeyPart: Node {
    /// The columns among the keys, with this one.
    type Columns<L: List>: List;
    /// The expressions among the keys, with this one.
    type Expressions<L: List>: List;
}

/// Something that a query can be grouped by: a column, or an expression of columns.
#[diagnostic::on_unimplemented(
    message = "GROUP BY takes columns of this query and expressions of them",
    label = "a constant, an outer column or a subquery cannot be a key"
)]
pub trait GroupKey: KeyPart + Unbound {}

impl<C: Column, S: Source> KeyPart for Col<C, S> {
    type Columns<L: List> = Cons<Self, L>;
    type Expressions<L: List> = L;
}
impl<C, S> Unbound for Col<C, S> {}
impl<C: Column, S: Source> GroupKey for Col<C, S> {}

/// Keys sorted into columns and expressions.
pub trait Sorted {
    /// The columns.
    type Columns: List;
    /// The others.
    type Expressions: List;
}

impl Sorted for Nil {
    type Columns = Nil;
    type Expressions = Nil;
}

impl<N: KeyPart, T: Sorted> Sorted for Cons<N, T> {
    type Columns = N::Columns<T::Columns>;
    type Expressions = N::Expressions<T::Expressions>;
}

/// All of a list can be keys.
pub trait AllKeys {}
impl AllKeys for Nil {}
impl<N: GroupKey, T: AllKeys> AllKeys for Cons<N, T> {}

/// Columns by which a query is grouped, or that are named as a key.
pub trait KeyColumns {
    /// Whether a column is one of them.
    type Has<S: Source, N: Digit>: Bool;
    /// Whether they are keys of several sets, of which none determines another column.
    type InSets: Bool;
}

impl KeyColumns for Nil {
    type Has<S: Source, N: Digit> = False;
    type InSets = False;
}

impl<C: Column, S: Source, T: KeyColumns> KeyColumns for Cons<Col<C, S>, T> {
    type Has<S2: Source, N: Digit> = Or<
        <<C::Number as Digit>::Is<N> as Bool>::AndThen<S::Identity, S2::Identity>,
        T::Has<S2, N>,
    >;
    type InSets = False;
}

/// The columns of a primary key, which the other columns of its table depend on.
pub trait Determines {
    /// Whether the keys hold all of them, and there are some.
    type Within<K: KeyColumns, S: Source>: Bool;
    #[doc(hidden)]
    type Rest<K: KeyColumns, S: Source>: Bool;
}

impl Determines for Nil {
    type Within<K: KeyColumns, S: Source> = False;
    type Rest<K: KeyColumns, S: Source> = True;
}

impl<C: Column, T: Determines> Determines for Cons<C, T> {
    type Within<K: KeyColumns, S: Source> =
        And<<K::InSets as Bool>::Not, And<K::Has<S, C::Number>, T::Rest<K, S>>>;
    type Rest<K: KeyColumns, S: Source> = And<K::Has<S, C::Number>, T::Rest<K, S>>;
}

/// The answer "this column has one value for each group". Implemented for yes.
#[diagnostic::on_unimplemented(
    message = "column `{C}` must appear in GROUP BY or be used in an aggregate function",
    label = "add `{C}` to `.group_by(..)`, or aggregate it, as in `max({C})`"
)]
pub trait OnePerGroup<C> {}
#[diagnostic::do_not_recommend]
impl<C> OnePerGroup<C> for True {}

/// A column is a key, or depends on one: rustc looks for the primary key only where it is none.
pub trait OrDependsOn<PrimaryKey, K, S> {
    /// One of the two holds.
    type Is: Bool;
}

impl<P, K, S> OrDependsOn<P, K, S> for True {
    type Is = True;
}

impl<P: Determines, K: KeyColumns, S: Source> OrDependsOn<P, K, S> for False {
    type Is = P::Within<K, S>;
}

/// The answer to a question, so that rustc finds it.
pub trait Answers<A> {}
impl<A: Bool> Answers<A> for A {}

impl<C, S, K, E, IsKey, InSets> Grouped<Keys<K, E>, KeyColumn<IsKey, InSets>> for Col<C, S>
where
    C: Column,
    S: Source,
    K: KeyColumns<InSets = InSets>,
    K::Has<S, C::Number>:
        Answers<IsKey> + OrDependsOn<<S::Table as Table>::PrimaryKey, K, S, Is: OnePerGroup<C>>,
{
}
