//! Operators between two expressions, and before or after one: a word, a strength and a type.

use std::marker::PhantomData;

use super::node::{Node, operand, prec};
use crate::render::{Dialect, Pass, Render, Spec, Supports};
use crate::types::logic::List;
use crate::types::null::{NotNull, Nullness, OrNull};

/// An operator between two expressions.
pub trait Operator: 'static {
    /// The type of the result, from that of the left side.
    type Output<T>;
    /// Whether the result may be NULL, from whether the sides may.
    type Null<N: Nullness>: Nullness;
    /// The feature that a dialect needs for it; `()` for none.
    type Needs;
    /// The columns that it fixes where it holds.
    type Pins<A: Node, B: Node>: List;
    /// How tightly it binds.
    const PREC: u8;
    /// Whether `a op (b op c)` is `a op b op c`.
    const ASSOCIATIVE: bool;
    /// The word, with its spaces.
    fn sql(spec: &Spec) -> &'static str;
}

/// Every dialect has what needs nothing.
impl<D: Dialect> Supports<()> for D {}
/// And all of several features who has each.
impl<D: Supports<A> + Supports<B>, A, B> Supports<(A, B)> for D {}

/// `a op b`
#[derive(Clone, Copy, Debug)]
pub struct Infix<Op, A, B>(pub(crate) A, pub(crate) B, pub(crate) PhantomData<Op>);

impl<Op, A, B> Infix<Op, A, B> {
    pub(crate) fn new(a: A, b: B) -> Self {
        Self(a, b, PhantomData)
    }
}

composite!([Op: Operator, A, B] Infix<Op, A, B>: A / I, B / J;
    type Op::Output<A::Type>; prec Op::PREC; null Op::Null<OrNull<A::Null, B::Null>>;
    pins Op::Pins<A, B>;);

impl<D: Dialect, Op: Operator, A: Node + Render<D>, B: Node + Render<D>> Render<D>
    for Infix<Op, A, B>
where
    D: Supports<Op::Needs>,
{
    #[inline]
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        // Comparisons do not chain, so an equal one on the left needs parentheses too.
        let left = Op::PREC + u8::from(Op::PREC == prec::COMPARE);
        operand::<D, A>(&self.0, left, pass);
        pass.sql(Op::sql(pass.spec()));
        operand::<D, B>(&self.1, Op::PREC + u8::from(!Op::ASSOCIATIVE), pass);
    }
}

/// Declares operators between two expressions, one line each.
macro_rules! operators {
    ($($(#[$doc:meta])+ $op:ident: $prec:ident, $output:ty, $null:ty, $sql:expr $(, needs $needs:ty)? $(, associative = $assoc:literal)? $(, pins $pins:ty)?;)*) => {$(
        $(#[$doc])+
        #[derive(Clone, Copy, Debug)]
        pub enum $op {}
        impl $crate::expr::operator::Operator for $op {
            type Output<T> = $output;
            type Null<N: $crate::types::null::Nullness> = $null;
            type Needs = operators!(@needs $($needs)?);
            type Pins<A: $crate::expr::Node, B: $crate::expr::Node> = operators!(@pins $($pins)?);
            const PREC: u8 = $crate::expr::node::prec::$prec;
            const ASSOCIATIVE: bool = operators!(@assoc $($assoc)?);
            fn sql(spec: &$crate::render::Spec) -> &'static str {
                let word: fn(&$crate::render::Spec) -> &'static str = $sql;
                word(spec)
            }
        }
    )*};
    (@needs) => { () };
    (@needs $needs:ty) => { $needs };
    (@pins) => { $crate::types::logic::Nil };
    (@pins $pins:ty) => { $pins };
    (@assoc) => { false };
    (@assoc $assoc:literal) => { $assoc };
}

/// An operator on one expression.
pub trait Modifier: 'static {
    /// The type of the result.
    type Output<T>;
    /// Whether the result may be NULL.
    type Null<N: Nullness>: Nullness;
    /// How tightly it binds.
    const PREC: u8;
    /// How tightly its operand must bind.
    const OPERAND: u8;
    /// What stands before.
    const BEFORE: &'static str;
    /// What stands after.
    const AFTER: &'static str;
}

/// `op a` or `a op`
#[derive(Clone, Copy, Debug)]
pub struct Unary<Op, A>(pub(crate) A, pub(crate) PhantomData<Op>);

impl<Op, A> Unary<Op, A> {
    pub(crate) fn new(a: A) -> Self {
        Self(a, PhantomData)
    }
}

composite!([Op: Modifier, A] Unary<Op, A>: A / I;
    type Op::Output<A::Type>; prec Op::PREC; null Op::Null<A::Null>;);

impl<D: Dialect, Op: Modifier, A: Node + Render<D>> Render<D> for Unary<Op, A> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql(Op::BEFORE);
        operand::<D, A>(&self.0, Op::OPERAND, pass);
        pass.sql(Op::AFTER);
    }
}

macro_rules! modifiers {
    ($(#[$doc:meta] $op:ident: $prec:ident, $operand:ident, $output:ty, $null:ty, $before:literal, $after:literal;)*) => {$(
        #[$doc]
        #[derive(Clone, Copy, Debug)]
        pub enum $op {}
        impl Modifier for $op {
            type Output<T> = $output;
            type Null<N: Nullness> = $null;
            const PREC: u8 = prec::$prec;
            const OPERAND: u8 = prec::$operand;
            const BEFORE: &'static str = $before;
            const AFTER: &'static str = $after;
        }
    )*};
}

modifiers! {
    /// `a IS NULL`
    IsNull: COMPARE, CONCAT, bool, NotNull, "", " IS NULL";
    /// `a IS NOT NULL`
    IsNotNull: COMPARE, CONCAT, bool, NotNull, "", " IS NOT NULL";
    /// `a IS TRUE`
    IsTrue: COMPARE, CONCAT, bool, NotNull, "", " IS TRUE";
    /// `a IS NOT TRUE`
    IsNotTrue: COMPARE, CONCAT, bool, NotNull, "", " IS NOT TRUE";
    /// `a IS FALSE`
    IsFalse: COMPARE, CONCAT, bool, NotNull, "", " IS FALSE";
    /// `a IS NOT FALSE`
    IsNotFalse: COMPARE, CONCAT, bool, NotNull, "", " IS NOT FALSE";
    /// `-a`
    Negate: PRODUCT, ATOM, T, N, "-", "";
}
