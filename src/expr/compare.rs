//! Comparisons: `=`, `<>`, `<`, `BETWEEN`, `IS DISTINCT FROM`.

use super::node::{Node, operand, prec};
use super::operand::NeverNull;
use super::operator::Infix;
use super::{Expr, Operand};
use crate::render::spec::NullSafe;
use crate::render::{Dialect, Pass, Render};
use crate::types::family::Ordered;
use crate::types::logic::{Bool, Concat, Nil};
use crate::types::null::{NotNull, OrNull};

operators! {
    /// `a = b`
    Eq: COMPARE, bool, N, |_| " = ",
        pins Concat<
            <B::IsFixed as Bool>::IfList<A::AsColumn, Nil>,
            <A::IsFixed as Bool>::IfList<B::AsColumn, Nil>,
        >;
    /// `a <> b`
    Ne: COMPARE, bool, N, |_| " <> ";
    /// `a < b`
    Lt: COMPARE, bool, N, |_| " < ";
    /// `a <= b`
    Le: COMPARE, bool, N, |_| " <= ";
    /// `a > b`
    Gt: COMPARE, bool, N, |_| " > ";
    /// `a >= b`
    Ge: COMPARE, bool, N, |_| " >= ";
    /// `a IS NOT DISTINCT FROM b`: equal, and NULL equals NULL.
    Same: COMPARE, bool, NotNull, |spec| match spec.null_safe {
        NullSafe::Words => " IS NOT DISTINCT FROM ",
        NullSafe::Is => " IS ",
        NullSafe::Spaceship => " <=> ",
    };
}

macro_rules! comparisons {
    ($($(#[$doc:meta])+ $name:ident $op:ident $(, where $ordered:ident)?;)*) => {$(
        $(#[$doc])+
        #[inline]
        pub fn $name<V>(self, other: V) -> Expr<Infix<$op, N, V::Node>>
        where
            V: Operand<N::Type, Optional: NeverNull>,
            $(N::Type: $ordered,)?
        {
            Expr(Infix::new(self.0, other.operand()))
        }
    )*};
}

impl<N: Node> Expr<N> {
    comparisons! {
        /// `a = b`
        eq Eq;
        /// `a <> b`
        ne Ne;
        /// `a < b`
        lt Lt, where Ordered;
        /// `a <= b`
        le Le, where Ordered;
        /// `a > b`
        gt Gt, where Ordered;
        /// `a >= b`
        ge Ge, where Ordered;
    }

    /// Equal, where NULL equals NULL: `IS NOT DISTINCT FROM`, `IS` on SQLite, `<=>` on MySQL.
    pub fn is_not_distinct_from<V: Operand<N::Type>>(
        self,
        other: V,
    ) -> Expr<Infix<Same, N, V::Node>> {
        Expr(Infix::new(self.0, other.operand()))
    }

    /// Different, where NULL differs from every value and equals NULL.
    pub fn is_distinct_from<V: Operand<N::Type>>(
        self,
        other: V,
    ) -> Expr<super::logic::Not<Infix<Same, N, V::Node>>> {
        Expr(super::logic::Not(Infix::new(self.0, other.operand())))
    }

    /// `a BETWEEN low AND high`, both included.
    pub fn between<L, H>(self, low: L, high: H) -> Expr<Between<N, L::Node, H::Node>>
    where
        L: Operand<N::Type>,
        H: Operand<N::Type>,
        L::Optional: NeverNull,
        H::Optional: NeverNull,
        N::Type: Ordered,
    {
        Expr(Between(self.0, low.operand(), high.operand()))
    }
}

/// `a BETWEEN low AND high`
#[derive(Clone, Copy, Debug)]
pub struct Between<A, L, H>(A, L, H);

composite!([A, L, H] Between<A, L, H>: A / I, L / J, H / K;
    type bool; prec prec::COMPARE;
    null OrNull<A::Null, OrNull<L::Null, H::Null>>;);

impl<D: Dialect, A, L, H> Render<D> for Between<A, L, H>
where
    A: Node + Render<D>,
    L: Node + Render<D>,
    H: Node + Render<D>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        operand::<D, A>(&self.0, prec::CONCAT, pass);
        pass.sql(" BETWEEN ");
        operand::<D, L>(&self.1, prec::CONCAT, pass);
        pass.sql(" AND ");
        operand::<D, H>(&self.2, prec::CONCAT, pass);
    }
}
