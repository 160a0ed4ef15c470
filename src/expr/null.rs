//! NULL: `IS NULL`, `COALESCE`, `NULLIF`.

use super::node::{Node, prec};
use super::operand::NeverNull;
use super::operator::{IsNotNull, IsNull, Unary};
use super::{Expr, Operand};
use crate::render::{Dialect, Pass, Render};
use crate::types::null::{Nullable, Nullness};

impl<N: Node> Expr<N> {
    /// `a IS NULL`
    pub fn is_null(self) -> Expr<Unary<IsNull, N>> {
        Expr(Unary::new(self.0))
    }

    /// `a IS NOT NULL`
    pub fn is_not_null(self) -> Expr<Unary<IsNotNull, N>> {
        Expr(Unary::new(self.0))
    }

    /// `COALESCE(a, b)`: NULL only where both are.
    pub fn coalesce<V: Operand<N::Type>>(self, other: V) -> Expr<Coalesce<N, V::Node>> {
        Expr(Coalesce(self.0, other.operand()))
    }

    /// `NULLIF(a, b)`: NULL where the two are equal.
    pub fn null_if<V>(self, other: V) -> Expr<NullIf<N, V::Node>>
    where
        V: Operand<N::Type>,
        V::Optional: NeverNull,
    {
        Expr(NullIf(self.0, other.operand()))
    }
}

/// `COALESCE(a, b)`
#[derive(Clone, Copy, Debug)]
pub struct Coalesce<A, B>(A, B);

composite!([A, B] Coalesce<A, B>: A / I, B / J;
    type A::Type; prec prec::ATOM;
    null <A::Null as Nullness>::Both<B::Null>;);

impl<D: Dialect, A: Render<D>, B: Render<D>> Render<D> for Coalesce<A, B> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("coalesce(");
        self.0.walk(pass);
        pass.sql(", ");
        self.1.walk(pass);
        pass.sql(")");
    }
}

/// `NULLIF(a, b)`
#[derive(Clone, Copy, Debug)]
pub struct NullIf<A, B>(A, B);

composite!([A, B] NullIf<A, B>: A / I, B / J;
    type A::Type; prec prec::ATOM; null Nullable;);

impl<D: Dialect, A: Render<D>, B: Render<D>> Render<D> for NullIf<A, B> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("nullif(");
        self.0.walk(pass);
        pass.sql(", ");
        self.1.walk(pass);
        pass.sql(")");
    }
}
