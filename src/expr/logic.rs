//! Conditions: `AND`, `OR`, `NOT`, and predicates that may be absent.

use super::Expr;
use super::node::{Node, Shape, operand, prec};
use super::operand::{NeverNull, Operand};
use super::operator::{Infix, IsFalse, IsNotFalse, IsNotTrue, IsTrue, Unary};
use crate::render::{Dialect, Pass, Render};
use crate::types::family::Truth;
use crate::types::logic::{Bool, Concat, False, True};
use crate::types::null::NotNull;

operators! {
    /// `a AND b`
    And: AND, bool, N, |_| " AND ", associative = true, pins Concat<A::Pins, B::Pins>;
    /// `a OR b`
    Or: OR, bool, N, |_| " OR ", associative = true;
}

impl<N: Node<Type: Truth>> Expr<N> {
    /// `a AND b`
    pub fn and<V>(self, other: V) -> Expr<Infix<And, N, V::Node>>
    where
        V: Operand<bool, Optional: NeverNull>,
    {
        Expr(Infix::new(self.0, other.operand()))
    }

    /// `a OR b`
    pub fn or<V>(self, other: V) -> Expr<Infix<Or, N, V::Node>>
    where
        V: Operand<bool, Optional: NeverNull>,
    {
        Expr(Infix::new(self.0, other.operand()))
    }
}

/// What a condition that may be NULL says: each of these is TRUE or FALSE, never NULL.
impl<N: Node<Type: Truth>> Expr<N> {
    /// `a IS TRUE`: it holds, and is not NULL.
    pub fn is_true(self) -> Expr<Unary<IsTrue, N>> {
        Expr(Unary::new(self.0))
    }

    /// `a IS NOT TRUE`: it does not hold, or is NULL.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let q = select(users::name).filter(users::nickname.eq("ace").is_not_true());
    /// assert_eq!(
    ///     q.to_sql::<Sqlite>(),
    ///     "SELECT users.name FROM users WHERE (users.nickname = ?1) IS NOT TRUE"
    /// );
    /// ```
    pub fn is_not_true(self) -> Expr<Unary<IsNotTrue, N>> {
        Expr(Unary::new(self.0))
    }

    /// `a IS FALSE`: it does not hold, and is not NULL.
    pub fn is_false(self) -> Expr<Unary<IsFalse, N>> {
        Expr(Unary::new(self.0))
    }

    /// `a IS NOT FALSE`: it holds, or is NULL.
    pub fn is_not_false(self) -> Expr<Unary<IsNotFalse, N>> {
        Expr(Unary::new(self.0))
    }
}

/// `NOT a`, also written `!a`.
///
/// It does not compile where `a` may be NULL: NOT NULL is NULL, so that such a row is neither among
/// those where `a` holds nor among those where `NOT a` does. Say
/// [`is_not_true`](Expr::is_not_true) or [`is_false`](Expr::is_false).
pub fn not<N: Node<Type: Truth>>(condition: Expr<N>) -> Expr<Not<N>> {
    Expr(Not(condition.0))
}

/// `NOT a`
#[derive(Clone, Copy, Debug)]
pub struct Not<A>(pub(crate) A);

composite!([A] Not<A>: A / I; type bool; prec prec::NOT; null NotNull; where A::Null: Decided;);

/// A condition that is TRUE or FALSE. Implemented for `NotNull`.
#[diagnostic::on_unimplemented(
    message = "NOT of a condition that may be NULL: NOT NULL is NULL, and the row is left out",
    label = "`a.is_not_true()` keeps the rows where `a` is NULL, `a.is_false()` leaves them out; \
             or give a column a value with `.coalesce(..)`"
)]
pub trait Decided {}
impl Decided for NotNull {}

impl<D: Dialect, A: Node + Render<D>> Render<D> for Not<A> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("NOT ");
        operand::<D, A>(&self.0, prec::COMPARE, pass);
    }
}

impl<N: Node<Type: Truth>> std::ops::Not for Expr<N> {
    type Output = Expr<Not<N>>;

    fn not(self) -> Self::Output {
        not(self)
    }
}

impl<N: Node<Type: Truth>, M: Node<Type: Truth>> std::ops::BitAnd<Expr<M>> for Expr<N> {
    type Output = Expr<Infix<And, N, M>>;

    fn bitand(self, other: Expr<M>) -> Self::Output {
        Expr(Infix::new(self.0, other.0))
    }
}

impl<N: Node<Type: Truth>, M: Node<Type: Truth>> std::ops::BitOr<Expr<M>> for Expr<N> {
    type Output = Expr<Infix<Or, N, M>>;

    fn bitor(self, other: Expr<M>) -> Self::Output {
        Expr(Infix::new(self.0, other.0))
    }
}

/// What `filter`, `having` and `on` take: a condition, or an `Option` of one, where `None` adds
/// nothing.
#[diagnostic::on_unimplemented(
    message = "a condition is needed, but this is `{Self}`",
    label = "compare it with something, for example `.eq(..)`"
)]
pub trait Condition {
    /// The node that it becomes.
    type Node: Node;
    /// Whether it is there for sure.
    type Counts: Bool;
    /// Makes the node.
    fn condition(self) -> Self::Node;
}

impl<N: Node> Condition for Expr<N>
where
    N::Type: Truth,
{
    type Node = N;
    type Counts = True;

    #[inline]
    fn condition(self) -> N {
        self.0
    }
}

impl<N: Node> Condition for Option<Expr<N>>
where
    N::Type: Truth,
{
    type Node = Perhaps<N>;
    type Counts = False;

    #[inline]
    fn condition(self) -> Perhaps<N> {
        Perhaps(self.map(|e| e.0))
    }
}

/// A condition that may be absent, and then is TRUE.
#[derive(Clone, Copy, Debug)]
pub struct Perhaps<N>(Option<N>);

composite!([N] Perhaps<N>: N / I; type bool; prec prec::AND; null N::Null; shape Shape::Dynamic;);

impl<D: Dialect, N: Node + Render<D>> Render<D> for Perhaps<N> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        match &self.0 {
            Some(node) => operand::<D, N>(node, prec::AND, pass),
            None => pass.sql(pass.spec().truth[1]),
        }
    }
}

/// All conditions of a list: TRUE where it is empty.
pub fn all_of<N: Node<Type: Truth>>(
    conditions: impl IntoIterator<Item = Expr<N>>,
) -> Expr<Joined<true, N>> {
    Expr(Joined(conditions.into_iter().map(|e| e.0).collect()))
}

/// Any condition of a list: FALSE where it is empty.
pub fn any_of<N: Node<Type: Truth>>(
    conditions: impl IntoIterator<Item = Expr<N>>,
) -> Expr<Joined<false, N>> {
    Expr(Joined(conditions.into_iter().map(|e| e.0).collect()))
}

/// Conditions of one type, joined by AND (`ALL`) or OR.
#[derive(Clone, Debug)]
pub struct Joined<const ALL: bool, N>(Vec<N>);

composite!([const ALL: bool, N] Joined<ALL, N>: N / I;
    type bool; prec if ALL { prec::AND } else { prec::OR }; null N::Null; shape Shape::Dynamic;);

impl<D: Dialect, const ALL: bool, N: Node + Render<D>> Render<D> for Joined<ALL, N> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        if self.0.is_empty() {
            pass.sql(pass.spec().truth[usize::from(ALL)]);
        }
        let (word, prec) = if ALL { (" AND ", prec::AND) } else { (" OR ", prec::OR) };
        joined(&self.0, word, pass, &|node, pass| operand::<D, N>(node, prec, pass));
    }
}

/// How many conditions stand in a row before they are put into parentheses.
const IN_A_ROW: usize = 100;

/// Writes conditions with a word between, many of them as a tree: SQLite refuses expressions that
/// are deeper than 1000.
pub(crate) fn joined<'a, T>(
    parts: &'a [T],
    word: &str,
    pass: &mut Pass<'_, 'a>,
    write: &dyn Fn(&'a T, &mut Pass<'_, 'a>),
) {
    let together = match parts.len() {
        0..=IN_A_ROW => 1,
        many => many.div_ceil(IN_A_ROW).max(IN_A_ROW),
    };
    for (i, group) in parts.chunks(together).enumerate() {
        pass.sql(if i > 0 { word } else { "" });
        match group {
            [part] => write(part, pass),
            _ => {
                pass.sql("(");
                joined(group, word, pass, write);
                pass.sql(")");
            }
        }
    }
}
