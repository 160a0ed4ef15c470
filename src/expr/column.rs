//! Columns, of a table or an alias, and the explicit ways to a column outside: `outer`, `excluded`.

use std::fmt;
use std::marker::PhantomData;

use super::Expr;
use super::group::{Grouped, Keys, Unbound};
use super::kind::Plain;
use super::node::{In, Node, Resolve, Shape, Varies, prec};
use crate::render::{Pass, Render, Supports};
use crate::schema::scope::{InScope, Scope};
use crate::schema::{Column, Source};
use crate::types::SqlType;
use crate::types::logic::{Bool, Cons, False, Nil, True};
use crate::types::null::{Nullable, OrNull};

/// Column `C`, as source `S` shows it.
pub struct Col<C, S>(PhantomData<fn() -> (C, S)>);

/// A column of its own table as a node.
pub type Own<C> = Col<C, <C as Column>::Table>;
/// A column of its own table: the type of the constant `users::id`.
pub type ColumnExpr<C> = Expr<Own<C>>;
/// A column of an alias: the type of `manager[users::id]`.
pub type AliasedColumn<C, S> = Expr<Col<C, S>>;

impl<C, S> Col<C, S> {
    pub(crate) const NEW: Self = Self(PhantomData);
}

impl<C, S> Clone for Col<C, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C, S> Copy for Col<C, S> {}

impl<C: Column, S: Source> fmt::Debug for Col<C, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", S::NAME, C::NAME)
    }
}

/// A column of a source.
pub const fn column<C, S>() -> Expr<Col<C, S>> {
    Expr(Col::NEW)
}

/// The column `C` of the alias `S`.
pub const fn aliased<C, S>() -> &'static AliasedColumn<C, S> {
    &Expr(Col::NEW)
}

impl<C: Column, S: Source> Node for Col<C, S> {
    type Type = C::Type;
    type Kind = Plain;
    type Open = Nil;
    type Pins = Nil;
    type AsColumn = Cons<Self, Nil>;
    type IsFixed = False;
    const PREC: u8 = prec::ATOM;
    const SHAPE: Shape = Shape::Fixed;
    const COLUMN: Option<(&'static str, &'static str)> = Some((S::NAME, C::NAME));
}

impl<C: Column, S: Source> Varies for Col<C, S> {}

impl<C: Column, S, T, E, I> Resolve<In<T, E>, I> for Col<C, S>
where
    S: Source + InScope<T, I>,
{
    type Null = OrNull<C::Null, S::Null>;
}

impl<D, C, S> Render<D> for Col<C, S>
where
    D: Supports<<C::Type as SqlType>::Needs>,
    C: Column,
    S: Source,
{
    #[inline]
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.column(S::NAME, C::NAME);
    }
}

/// A column of a query around a subquery: of the one right around it, or of one [`Further`] out.
pub struct Outer<C, S, Away = Around>(PhantomData<(C, S, Away)>);

/// What [`outer`] leaves open until the subquery is used.
pub struct OuterColumn<C, S, Away = Around>(PhantomData<(C, S, Away)>);

/// The query right around the subquery.
pub enum Around {}
/// The query around that.
pub struct Further<Away>(PhantomData<Away>);

/// How far out a query is.
pub trait Distance {
    /// In subqueries, 0 for the query right around.
    const AWAY: usize;
}

impl Distance for Around {
    const AWAY: usize = 0;
}

impl<Away: Distance> Distance for Further<Away> {
    const AWAY: usize = 1 + Away::AWAY;
}

/// Whether `outer(..)` columns are among what is left open.
pub trait HasOuter {
    /// They are.
    type Is: Bool;
}

impl HasOuter for Nil {
    type Is = False;
}

impl<C, S, Away, T> HasOuter for Cons<OuterColumn<C, S, Away>, T> {
    type Is = True;
}

/// The column of the query around this subquery: the only way out of a subquery's own FROM.
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// let quiet = from(users::table)
///     .filter(not_exists(from(posts::table).filter(posts::author_id.eq(outer(users::id)))))
///     .select(users::name);
/// assert_eq!(
///     quiet.to_sql::<Sqlite>(),
///     "SELECT users.name FROM users WHERE NOT EXISTS \
///      (SELECT 1 FROM posts WHERE posts.author_id = users.id)"
/// );
/// ```
///
/// In a subquery of a subquery, `outer(outer(column))` is a column of the query two levels out.
///
/// It does not compile where a FROM on the way out has a table of the same name, since SQL
/// would then take that one: give one of the two an alias.
pub fn outer<N: Outward<Out = O>, O>(_: Expr<N>) -> Expr<O> {
    Expr(N::NEW)
}

/// A column, or one that is an outer one already.
#[diagnostic::on_unimplemented(
    message = "`outer(..)` takes one column of the query around this subquery",
    label = "put `outer(..)` around each column of the expression"
)]
pub trait Outward {
    /// The column seen from one subquery further in.
    type Out: Node;
    /// It is no more than its type.
    const NEW: Self::Out;
}

impl<C: Column, S: Source> Outward for Col<C, S> {
    type Out = Outer<C, S>;
    const NEW: Self::Out = Outer(PhantomData);
}

impl<C: Column, S: Source, Away> Outward for Outer<C, S, Away> {
    type Out = Outer<C, S, Further<Away>>;
    const NEW: Self::Out = Outer(PhantomData);
}

impl<C, S, Away> Clone for Outer<C, S, Away> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C, S, Away> Copy for Outer<C, S, Away> {}

impl<C: Column, S: Source, Away> Node for Outer<C, S, Away> {
    type Type = C::Type;
    type Kind = Plain;
    type Open = Cons<OuterColumn<C, S, Away>, Nil>;
    type Pins = Nil;
    type AsColumn = Nil;
    type IsFixed = True;
    const PREC: u8 = prec::ATOM;
    const SHAPE: Shape = Shape::Fixed;
    const COLUMN: Option<(&'static str, &'static str)> = Some((S::NAME, C::NAME));
}

impl<C: Column, S: Source, Away, T: Scope, E> Resolve<In<T, E>, ()> for Outer<C, S, Away> {
    type Null = Nullable;
}

impl<C, S, Away, K, E> Grouped<Keys<K, E>, ()> for Outer<C, S, Away> {}
impl<C, S, Away> Unbound for Outer<C, S, Away> {}

impl<D, C, S, Away> Render<D> for Outer<C, S, Away>
where
    D: Supports<<C::Type as SqlType>::Needs>,
    C: Column,
    S: Source,
    Away: Distance,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.outer_column(Away::AWAY, S::NAME, C::NAME);
    }
}
