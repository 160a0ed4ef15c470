//! The bits of whole numbers: `a & b`, `a | b`, exclusive or, `~a`, `a << n`, `a >> n`.

use std::marker::PhantomData;

use super::function::{Call, Function};
use super::node::Node;
use super::operand::NeverNull;
use super::whole::Whole;
use super::{Expr, Operand};
use crate::render::Spec;
use crate::types::family::{Integer, Signed};
use crate::types::logic::{Cons, False, Nil, True};
use crate::types::null::Nullness;
use crate::types::{Kind, SqlType};

/// Bits of MySQL have no sign, and so are cast to the type of a number that has one.
macro_rules! bits {
    ($($(#[$doc:meta])+ $op:ident: $sqlite:literal, $postgres:literal, $mysql:literal, repeats $repeats:ident;)*) => {$(
        $(#[$doc])+
        #[derive(Clone, Copy, Debug)]
        pub struct $op<T>(PhantomData<fn() -> T>);

        impl<T: SqlType> Function for $op<T> {
            type Output<U> = U;
            type Null<N: Nullness> = N;
            type Needs = ();
            type Repeats = $repeats;

            fn name(spec: &Spec) -> &'static str {
                const SIGNED: fn(&Spec) -> &'static str =
                    spelled!($sqlite, $postgres, concat!("CAST(", $mysql, " AS SIGNED)"));
                const UNSIGNED: fn(&Spec) -> &'static str = spelled!($sqlite, $postgres, concat!("(", $mysql, ")"));
                if T::KIND.base() == Kind::UInt64 { UNSIGNED(spec) } else { SIGNED(spec) }
            }
        }
    )*};
}

// The sign is not shifted along on MySQL: of a negative number, all bits are turned around before and after.
bits! {
    /// `a & b`
    BitAnd: "({0} & {1})", "({0} & {1})", "{0} & {1}", repeats False;
    /// `a | b`
    BitOr: "({0} | {1})", "({0} | {1})", "{0} | {1}", repeats False;
    /// Exclusive or.
    BitXor: "(({0} | {1}) - ({0} & {1}))", "({0} # {1})", "{0} ^ {1}", repeats True;
    /// `~a`
    BitNot: "(~{0})", "(~{0})", "~{0}", repeats False;
    /// `a << n`
    ShiftLeft: "({0} << {1})", "(CAST({0} AS BIGINT) << {1})", "{0} << {1}", repeats False;
    /// `a >> n`
    ShiftRight: "({0} >> {1})", "({0} >> {1})",
        "CASE WHEN {0} < 0 THEN ~(~{0} >> {1}) ELSE {0} >> {1} END", repeats True;
}

/// `a op b` on the bits of an `N`.
type OfBits<Op, N, V> = Expr<Call<Op, N, Cons<V, Nil>>>;

impl<N: Node> Expr<N> {
    /// `a & b`: the bits that are in both.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let q = select(users::name).filter(users::visits.bit_and(4).ne(0));
    /// assert_eq!(
    ///     q.to_sql::<Postgres>(),
    ///     "SELECT users.name FROM users WHERE (users.visits & $1) <> $2"
    /// );
    /// ```
    pub fn bit_and<V>(self, other: V) -> OfBits<BitAnd<N::Type>, N, V::Node>
    where
        N::Type: Integer,
        V: Operand<N::Type, Optional: NeverNull>,
    {
        Expr(Call::new(self.0, Cons(other.operand(), Nil)))
    }

    /// `a | b`: the bits that are in one of them, or in both.
    pub fn bit_or<V>(self, other: V) -> OfBits<BitOr<N::Type>, N, V::Node>
    where
        N::Type: Integer,
        V: Operand<N::Type, Optional: NeverNull>,
    {
        Expr(Call::new(self.0, Cons(other.operand(), Nil)))
    }

    /// The bits that are in one of them alone: `a # b` on PostgreSQL, `a ^ b` on MySQL.
    pub fn bit_xor<V>(self, other: V) -> OfBits<BitXor<N::Type>, N, V::Node>
    where
        N::Type: Integer,
        V: Operand<N::Type, Optional: NeverNull>,
    {
        Expr(Call::new(self.0, Cons(other.operand(), Nil)))
    }

    /// `~a`: all bits turned around, of a number with a sign.
    pub fn bit_not(self) -> Expr<Call<BitNot<N::Type>, N, Nil>>
    where
        N::Type: Integer + Signed,
    {
        Expr(Call::new(self.0, Nil))
    }

    /// `a << n`, for `n` from 0 to 63. It has 64 bits, and is an error where it is read as fewer.
    pub fn shift_left<V>(self, places: V) -> OfBits<ShiftLeft<N::Type>, N, V::Node>
    where
        N::Type: Integer,
        V: Whole,
    {
        Expr(Call::new(self.0, Cons(places.operand(), Nil)))
    }

    /// `a >> n`, for `n` from 0 to 63, with the sign in the places that become free.
    pub fn shift_right<V>(self, places: V) -> OfBits<ShiftRight<N::Type>, N, V::Node>
    where
        N::Type: Integer,
        V: Whole,
    {
        Expr(Call::new(self.0, Cons(places.operand(), Nil)))
    }
}
