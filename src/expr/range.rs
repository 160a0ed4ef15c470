//! Ranges of PostgreSQL: `range @> value`, `-|-`, `lower`, `upper` and `isempty`. What they share with arrays is
//! in `array`.

use std::marker::PhantomData;

use super::cast::Cast;
use super::function::{Call, Function};
use super::node::Node;
use super::operand::{NeverNull, Present};
use super::operator::Infix;
use super::value::Bind;
use super::{Expr, Operand};
use crate::render::Spec;
use crate::types::Range;
use crate::types::logic::Nil;
use crate::types::null::{Nullable, Nullness};
use crate::types::range::{RangeItem, RangeType, Ranges};

supports!(Ranges: Postgres);

operators! {
    /// `range @> value`
    ContainsValue: CONCAT, bool, N, |_| " @> ", needs Ranges;
    /// `a -|- b`
    Adjacent: CONCAT, bool, N, |_| " -|- ", needs Ranges;
}

impl<N: Node> Expr<N> {
    /// `range @> value`: the value is in this range.
    ///
    /// ```
    /// use relata::prelude::*;
    /// use relata::types::Range;
    /// table! { pub stays { #[primary_key] id: i64, nights: Range<i32> } }
    /// # fn main() {
    /// let q = select(stays::id)
    ///     .filter(stays::nights.contains_value(7))
    ///     .filter(stays::nights.overlaps(5..9));
    /// assert_eq!(
    ///     q.to_sql::<Postgres>(),
    ///     "SELECT stays.id FROM stays WHERE stays.nights @> CAST($1 AS INTEGER) AND stays.nights && $2"
    /// );
    /// # }
    /// ```
    pub fn contains_value<V, T>(self, value: V) -> Expr<Infix<ContainsValue, N, Cast<V::Node, T>>>
    where
        N::Type: RangeType<Item = T>,
        V: Operand<T, Optional: NeverNull>,
    {
        // PostgreSQL would take a placeholder for another range.
        Expr(Infix::new(self.0, Cast::new(value.operand())))
    }

    /// `a -|- b`: no value is in both, and none between.
    pub fn adjacent_to<V>(self, other: V) -> Expr<Infix<Adjacent, N, V::Node>>
    where
        N::Type: RangeType,
        V: Operand<N::Type, Optional: NeverNull>,
    {
        Expr(Infix::new(self.0, other.operand()))
    }
}

macro_rules! functions {
    ($($(#[$doc:meta])+ $marker:ident $function:ident = $name:literal -> $output:ty, $null:ty;)*) => {$(
        #[doc = concat!("The function behind [`", stringify!($function), "`].")]
        #[derive(Clone, Copy, Debug)]
        pub struct $marker<T>(PhantomData<T>);

        impl<T: 'static> Function for $marker<T> {
            type Output<A> = $output;
            type Null<N: Nullness> = $null;
            type Needs = Ranges;
            type Repeats = crate::types::logic::False;

            fn name(_: &Spec) -> &'static str {
                $name
            }
        }

        $(#[$doc])+
        pub fn $function<N, T>(of: Expr<N>) -> Expr<Call<$marker<T>, N, Nil>>
        where
            N: Node<Type: RangeType<Item = T>>,
        {
            Expr(Call::new(of.0, Nil))
        }
    )*};
}

functions! {
    /// `lower(range)`: the bound below, and NULL where there is none.
    LowerBound lower_bound = "lower" -> T, Nullable;
    /// `upper(range)`: the bound above, and NULL where there is none.
    UpperBound upper_bound = "upper" -> T, Nullable;
    /// `isempty(range)`: whether no value is in it.
    IsEmpty isempty = "isempty" -> bool, N;
}

macro_rules! operands {
    ($([$($life:lifetime)?] $value:ty => $bound:ty, $convert:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($life,)? T: RangeItem> Operand<Range<T>> for $value {
            type Node = Bind<$bound, Range<T>>;
            type Optional = Present;

            fn operand(self) -> Self::Node {
                Bind::new($convert(self))
            }
        }
    )*};
}

operands! {
    [] Range<T> => Range<T>, std::convert::identity;
    ['a] &'a Range<T> => &'a Range<T>, std::convert::identity;
    [] std::ops::Range<T> => Range<T>, Range::from;
    [] std::ops::RangeInclusive<T> => Range<T>, Range::from;
    [] std::ops::RangeFrom<T> => Range<T>, Range::from;
    [] std::ops::RangeTo<T> => Range<T>, Range::from;
    [] std::ops::RangeToInclusive<T> => Range<T>, Range::from;
}
