//! `IN`: a list of values, as one bind, a list of expressions, or a subquery.

use std::collections::{BTreeSet, HashSet, VecDeque};

use super::node::{Node, Shape, operand, prec};
use super::operand::NeverNull;
use super::value::Bind;
use super::{Expr, Operand};
use crate::render::spec::Lists;
use crate::render::{Dialect, Pass, Render};
use crate::types::null::{NotNull, Nullness, OrNull};
use crate::types::tuple::{for_tuples, list};
use crate::types::{Kind, Many, SqlType, ToSql, Values};

/// What `in_` takes: values, a tuple of expressions, or a subquery of one column.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of `{T}` to look in",
    label = "expected a `Vec`, array, slice or set of `{T}`, a tuple of expressions, or a subquery that selects one column of that type"
)]
pub trait Listed<T> {
    /// The node of `a IN (..)` for an `A`.
    type In<A>;
    /// Whether the list may hold NULL.
    type Null: Nullness;
    /// Makes the node.
    fn within<A, const NEGATED: bool>(self, a: A) -> Negatable<NEGATED, Self::In<A>>;
}

/// `a IN (..)` or `a NOT IN (..)`, and the same of LIKE: which of the two is in the type.
#[derive(Clone, Copy, Debug)]
pub struct Negatable<const NEGATED: bool, I>(pub(crate) I);

impl<const NEGATED: bool, I> Negatable<NEGATED, I> {
    pub(crate) fn new(list: I) -> Self {
        Self(list)
    }
}

impl<N: Node> Expr<N> {
    /// `a IN (..)`: a list of values (one bind, whatever its length; an empty list is FALSE), a
    /// tuple of expressions and values, or a subquery of one column.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let q = from(users::table).filter(users::id.in_([1, 2, 3])).select(users::name);
    /// assert_eq!(
    ///     q.to_sql::<Postgres>(),
    ///     "SELECT users.name FROM users WHERE users.id = ANY($1)"
    /// );
    /// assert_eq!(
    ///     q.to_sql::<Sqlite>(),
    ///     "SELECT users.name FROM users WHERE users.id IN (SELECT value FROM json_each(?1))"
    /// );
    /// ```
    pub fn in_<L, I>(self, list: L) -> Expr<Negatable<false, I>>
    where
        L: Listed<N::Type, In<N> = I>,
    {
        Expr(list.within(self.0))
    }

    /// `a NOT IN (..)`. It does not compile over a subquery that may give NULL, since NOT IN is
    /// never true then: use `not_exists`.
    pub fn not_in<L, I>(self, list: L) -> Expr<Negatable<true, I>>
    where
        L: Listed<N::Type, In<N> = I>,
        L::Null: WithoutNull,
    {
        Expr(list.within(self.0))
    }
}

/// A list that cannot hold NULL. Implemented for `NotNull`.
#[diagnostic::on_unimplemented(
    message = "NOT IN over a subquery that may give NULL is never true once it does",
    label = "use `not_exists(..)`, or select a column that is NOT NULL"
)]
pub trait WithoutNull {}
impl WithoutNull for NotNull {}

/// `a IN (list of values)`
#[derive(Clone, Debug)]
pub struct InValues<A, L>(A, L);

macro_rules! lists {
    ($([$($generic:tt)*] $list:ty: $item:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generic)*> Listed<T> for $list
        where
            $item: Operand<T, Node = Bind<W, T>>,
        {
            type In<A> = InValues<A, Many<W>>;
            type Null = NotNull;

            fn within<A, const NEGATED: bool>(self, a: A) -> Negatable<NEGATED, Self::In<A>> {
                let values = self.into_iter().map(|value| value.operand().0).collect();
                Negatable(InValues(a, Many(values, T::KIND)))
            }
        }
    )*};
}

lists! {
    [T: SqlType, V, W: ToSql] Vec<V>: V;
    [T: SqlType, V, W: ToSql, const N: usize] [V; N]: V;
    ['l, T: SqlType, V, W: ToSql] &'l [V]: &'l V;
    ['l, T: SqlType, V, W: ToSql] &'l Vec<V>: &'l V;
    ['l, T: SqlType, V, W: ToSql, const N: usize] &'l [V; N]: &'l V;
    [T: SqlType, V, W: ToSql] Box<[V]>: V;
    [T: SqlType, V, W: ToSql] VecDeque<V>: V;
    ['l, T: SqlType, V, W: ToSql] &'l VecDeque<V>: &'l V;
    [T: SqlType, V, W: ToSql] BTreeSet<V>: V;
    ['l, T: SqlType, V, W: ToSql] &'l BTreeSet<V>: &'l V;
    [T: SqlType, V, W: ToSql, H] HashSet<V, H>: V;
    ['l, T: SqlType, V, W: ToSql, H] &'l HashSet<V, H>: &'l V;
}

composite!([const NEGATED: bool, A, L] Negatable<NEGATED, InValues<A, L>>: A / I;
    type bool; prec prec::COMPARE; null A::Null; shape Shape::Lists;);

impl<D: Dialect, const NEGATED: bool, A: Node + Render<D>, L: Values> Render<D>
    for Negatable<NEGATED, InValues<A, L>>
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        operand::<D, A>(&self.0.0, prec::CONCAT, pass);
        among::<NEGATED>(&self.0.1, pass);
    }
}

/// ` IN (list of values)`
pub(crate) fn among<'a, const NEGATED: bool>(values: &'a dyn Values, pass: &mut Pass<'_, 'a>) {
    match pass.spec().lists {
        Lists::Array => {
            pass.sql(if NEGATED { " <> ALL(" } else { " = ANY(" });
            pass.bind_list(values);
        }
        Lists::Json => {
            pass.sql(if NEGATED { " NOT IN (" } else { " IN (" });
            pass.sql(if values.kind() == Kind::Bytes || values.kind() == Kind::Uuid {
                "SELECT unhex(value) FROM json_each("
            } else {
                "SELECT value FROM json_each("
            });
            pass.bind_list(values);
            pass.sql(")");
        }
        Lists::Padded => {
            pass.sql(if NEGATED { " NOT IN (" } else { " IN (" });
            padded(values, pass);
        }
    }
    pass.sql(")");
}

/// `a IN (b, c)`
#[derive(Clone, Copy, Debug)]
pub struct InExpressions<A, L>(A, L);

macro_rules! in_tuple {
    ($($name:ident $index:tt)*) => {
        #[diagnostic::do_not_recommend]
        impl<T__, $($name),*> Listed<T__> for ($($name,)*)
        where
            $($name: Operand<T__, Optional: NeverNull>,)*
        {
            type In<A__> = InExpressions<A__, list!(type $($name::Node),*)>;
            type Null = NotNull;

            fn within<A__, const NEGATED: bool>(
                self,
                a: A__,
            ) -> Negatable<NEGATED, Self::In<A__>> {
                Negatable(InExpressions(a, list!(value $(self.$index.operand()),*)))
            }
        }
    };
}

for_tuples!(in_tuple);

composite!([const NEGATED: bool, A, L] Negatable<NEGATED, InExpressions<A, L>>: A / I, L / J;
    type bool; prec prec::COMPARE; null OrNull<A::Null, L::Null>;);

impl<D: Dialect, const NEGATED: bool, A: Node + Render<D>, L: Render<D>> Render<D>
    for Negatable<NEGATED, InExpressions<A, L>>
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        operand::<D, A>(&self.0.0, prec::CONCAT, pass);
        pass.sql(if NEGATED { " NOT IN (" } else { " IN (" });
        self.0.1.walk(pass);
        pass.sql(")");
    }
}

/// One placeholder for each value, the last one again up to the next power of two: few texts for
/// all lengths.
fn padded<'a>(values: &'a dyn Values, pass: &mut Pass<'_, 'a>) {
    let Some(last) = values.len().checked_sub(1) else {
        return pass.sql("SELECT NULL FROM (SELECT 1) AS nothing WHERE FALSE");
    };
    for i in 0..values.len().next_power_of_two() {
        if i > 0 {
            pass.sql(", ");
        }
        pass.bind_element(values, i.min(last));
    }
}
