//! Conditions: `AND`, `OR`, `NOT`, and predicates that may be absent.

use super::Expr;
use super::node::{Node, Shape, operand, prec};
use super::operand::{NeverNull, Operand};
use super::operator::{Infix, Not, Unary};
use crate::render::{Dialect, Pass, Render};
use crate::types::family::Truth;
use crate::types::logic::{Bool, Concat, False, True};

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

/// `NOT a`, also written `!a`.
pub fn not<N: Node<Type: Truth>>(condition: Expr<N>) -> Expr<Unary<Not, N>> {
    Expr(Unary::new(condition.0))
}

impl<N: Node<Type: Truth>> std::ops::Not for Expr<N> {
    type Output = Expr<Unary<Not, N>>;

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
        for (i, node) in self.0.iter().enumerate() {
            if i > 0 {
                pass.sql(if ALL { " AND " } else { " OR " });
            }
            operand::<D, N>(node, if ALL { prec::AND } else { prec::OR }, pass);
        }
    }
}
