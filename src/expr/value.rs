//! Values: bound to a placeholder, or constants of the statement's type.

use std::marker::PhantomData;

use super::Expr;
use super::node::prec;
use crate::render::{Dialect, Pass, Render, Supports};
use crate::types::logic::Nil;
use crate::types::null::{NotNull, Nullable};
use crate::types::{Kind, Sink, SqlType, ToSql};

/// A value bound to a placeholder, as SQL type `T`.
#[derive(Debug)]
pub struct Bind<V, T>(pub(crate) V, pub(crate) PhantomData<T>);

copy_fields!([V, T] Bind<V, T>: V => |this| Self(this.0.clone(), PhantomData));

impl<V, T> Bind<V, T> {
    /// Binds a value.
    pub fn new(value: V) -> Self {
        Self(value, PhantomData)
    }
}

constant!([V: ToSql, T: SqlType] Bind<V, T>; type T; null NotNull;);

impl<D: Supports<T::Needs>, V: ToSql, T: SqlType> Render<D> for Bind<V, T> {
    #[inline]
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.bind(T::KIND, &self.0);
    }
}

/// A value as an expression: `CAST($1 AS type)`.
///
/// The placeholder is cast, since PostgreSQL would otherwise take it for text where nothing else
/// says what it is.
pub fn value<V: IntoValue>(value: V) -> Expr<super::cast::Cast<V::Node, V::Type>> {
    Expr(super::cast::Cast::new(value.into_value()))
}

/// A Rust value that says by itself which SQL type it has.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value that can be bound",
    label = "a number, a text, a `bool`, bytes or a type with `#[derive(SqlType)]` is needed"
)]
pub trait IntoValue {
    /// Its SQL type.
    type Type: SqlType;
    /// Its node.
    type Node: super::Node<Type = Self::Type>;
    /// Makes the node.
    fn into_value(self) -> Self::Node;
}

impl<T: SqlType + ToSql> IntoValue for T {
    type Type = T;
    type Node = Bind<T, T>;

    fn into_value(self) -> Bind<T, T> {
        Bind::new(self)
    }
}

impl<'a> IntoValue for &'a str {
    type Type = String;
    type Node = Bind<&'a str, String>;

    fn into_value(self) -> Self::Node {
        Bind::new(self)
    }
}

/// NULL, or a value.
impl<V, W, T> IntoValue for Option<V>
where
    V: IntoValue<Type = T, Node = Bind<W, T>>,
    T: SqlType,
    W: ToSql,
{
    type Type = T;
    type Node = MaybeBind<W, T>;

    fn into_value(self) -> Self::Node {
        MaybeBind::new(self.map(|value| value.into_value().0))
    }
}

/// What fills a hole of `sql!` and `raw!`: an expression, or a value.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot fill a hole of `sql!` or `raw!`",
    label = "write an expression, or a value such as a number or a text"
)]
pub trait Hole {
    /// Its node.
    type Node: super::Node;
    /// Makes the node.
    fn hole(self) -> Self::Node;
}

impl<N: super::Node> Hole for Expr<N> {
    type Node = N;

    fn hole(self) -> N {
        self.0
    }
}

impl<V: IntoValue> Hole for V {
    type Node = V::Node;

    fn hole(self) -> V::Node {
        self.into_value()
    }
}

/// A value or NULL, as one placeholder whether it is there or not: the text does not depend on it.
#[derive(Debug)]
pub struct MaybeBind<V, T>(Option<V>, PhantomData<T>);

copy_fields!([V, T] MaybeBind<V, T>: V => |this| Self(this.0.clone(), PhantomData));

impl<V, T> MaybeBind<V, T> {
    pub(crate) fn new(value: Option<V>) -> Self {
        Self(value, PhantomData)
    }
}

constant!([V: ToSql, T: SqlType] MaybeBind<V, T>; type T; null Nullable;);

impl<V: ToSql, T: SqlType> ToSql for MaybeBind<V, T> {
    #[inline]
    fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        match &self.0 {
            Some(value) => value.to_sql(sink),
            None => sink.null(T::KIND),
        }
    }
}

impl<D: Supports<T::Needs>, V: ToSql, T: SqlType> Render<D> for MaybeBind<V, T> {
    #[inline]
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.bind(T::KIND, self);
    }
}

/// An integer that is part of the statement's text.
#[derive(Clone, Copy, Debug)]
pub struct Int<const N: i64>;

// Two minus signs in a row would begin a comment.
constant!([const N: i64] Int<N>; type i64; null NotNull;
    prec if N < 0 { prec::SUM } else { prec::ATOM }; integer N;);

impl<D: Dialect, const N: i64> Render<D> for Int<N> {
    /// What stands beside a constant, a placeholder or the step of a recursive query, takes its type.
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let spec = pass.spec();
        if !spec.narrow_constants || i32::try_from(N).is_err() {
            return pass.number(N);
        }
        pass.sql("CAST(");
        pass.number(N);
        pass.sql(" AS ");
        pass.sql((spec.cast_type)(Kind::Int64));
        pass.sql(")");
    }
}

/// An integer in the text whose type is that of a function's parameter.
#[derive(Clone, Copy, Debug)]
pub struct Argument<const N: i64>;

constant!([const N: i64] Argument<N>; type i64; null NotNull;);

impl<D: Dialect, const N: i64> Render<D> for Argument<N> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.number(N);
    }
}

/// The integer `N`, written into the text instead of bound: what GROUP BY needs to see that two
/// expressions are the same. PostgreSQL takes a short one for INTEGER, so it is cast there.
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// let bucket = users::visits % int::<10>();
/// let q = from(users::table).group_by(bucket).select((bucket, count_rows()));
/// assert_eq!(
///     q.to_sql::<Sqlite>(),
///     "SELECT users.visits % 10, count(*) FROM users GROUP BY users.visits % 10"
/// );
/// ```
pub const fn int<const N: i64>() -> Expr<Int<N>> {
    Expr(Int)
}

/// TRUE or FALSE in the statement's text.
#[derive(Clone, Copy, Debug)]
pub struct Truth<const B: bool>;

constant!([const B: bool] Truth<B>; type bool; null NotNull;);

impl<D: Dialect, const B: bool> Render<D> for Truth<B> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql(pass.spec().truth[usize::from(B)]);
    }
}

/// `TRUE`
pub const fn always() -> Expr<Truth<true>> {
    Expr(Truth)
}

/// `FALSE`
pub const fn never() -> Expr<Truth<false>> {
    Expr(Truth)
}

impl<const N: i64> super::group::Unbound for Int<N> {}
impl<const N: i64> super::group::Unbound for Argument<N> {}
impl<const B: bool> super::group::Unbound for Truth<B> {}
impl super::group::Unbound for Nil {}
