//! Arithmetic: `+`, `-`, `*`, `/`, `%` and the sign, as Rust's own operators.

use super::node::Node;
use super::operator::{Infix, Negate, Unary};
use super::{Expr, Operand};
use crate::types::SqlType;
use crate::types::family::{Integer, Number, Signed};
use crate::types::null::Nullable;

operators! {
    /// `a + b`: of the type of the left side, as all arithmetic. A value beside a column has the column's
    /// type; a result that does not fit is an error, on PostgreSQL where it is computed and elsewhere
    /// where it is read. `a.cast::<i64>()` makes room. On MySQL and MariaDB a column without a sign makes the
    /// whole result one, and a negative result is an error: cast it too.
    Add: SUM, T, N, |_| " + ";
    /// `a - b`
    Sub: SUM, T, N, |_| " - ";
    /// `a * b`
    Mul: PRODUCT, T, N, |_| " * ";
    /// `a / b`: whole numbers give a whole number on every database; by zero it is NULL, or an
    /// error on PostgreSQL.
    Div: PRODUCT, T, Nullable, |spec| spec.float_division;
    /// `a % b` of whole numbers; by zero as for division.
    Rem: PRODUCT, T, Nullable, |_| " % ";
}

macro_rules! arithmetic {
    ($($op:ident $method:ident $family:ident $beside:ident;)*) => {$(
        impl<N: Node, V> std::ops::$op<V> for Expr<N>
        where
            N::Type: $family,
            V: Operand<arithmetic!(@beside $beside N::Type)>,
        {
            type Output = Expr<Infix<$op, N, V::Node>>;

            fn $method(self, other: V) -> Self::Output {
                Expr(Infix::new(self.0, other.operand()))
            }
        }
    )*};
    (@beside same $type:ty) => { $type };
    (@beside stored $type:ty) => { <$type as SqlType>::Stored };
}

// A price is added to a price, and taken so many times.
arithmetic! {
    Add add Number same;
    Sub sub Number same;
    Mul mul Number stored;
    Rem rem Integer stored;
}

impl<N: Node, V> std::ops::Div<V> for Expr<N>
where
    N::Type: Number + Quotient,
    V: Operand<<N::Type as SqlType>::Stored>,
{
    type Output = Expr<Infix<<N::Type as Quotient>::Operator, N, V::Node>>;

    fn div(self, other: V) -> Self::Output {
        Expr(Infix::new(self.0, other.operand()))
    }
}

operators! {
    /// Division of whole numbers, which MySQL calls DIV.
    DivInt: PRODUCT, T, Nullable, |spec| spec.integer_division;
}

/// How a number is divided.
pub trait Quotient {
    /// By which operator.
    type Operator;
}

macro_rules! quotients {
    ($($type:ty: $op:ident;)*) => {$( impl Quotient for $type { type Operator = $op; } )*};
}

quotients! {
    i8: DivInt;
    i16: DivInt;
    i32: DivInt;
    i64: DivInt;
    u8: DivInt;
    u16: DivInt;
    u32: DivInt;
    u64: DivInt;
    f32: Div;
    f64: Div;
}
#[cfg(feature = "rust_decimal")]
quotients! { rust_decimal::Decimal: Div; }

impl<N: Node<Type: Signed>> std::ops::Neg for Expr<N> {
    type Output = Expr<Unary<Negate, N>>;

    fn neg(self) -> Self::Output {
        Expr(Unary::new(self.0))
    }
}
