//! Times moved by an interval, and the interval between two: `a + b`, `a - b`.

use super::cast::Cast;
use super::function::Moment;
use super::node::Node;
use super::operand::NeverNull;
use super::operator::Infix;
use super::{Expr, Operand};
use crate::types::Interval;
use crate::types::interval::Intervals;

supports!(Intervals: Postgres);

operators! {
    /// `a + interval`
    Plus: SUM, T, N, |_| " + ", needs Intervals;
    /// `a - interval`
    Minus: SUM, T, N, |_| " - ", needs Intervals;
    /// `a - b` of two times.
    Since: SUM, Interval, N, |_| " - ", needs Intervals;
}

/// What an interval is added to.
#[diagnostic::on_unimplemented(
    message = "an interval cannot be added to `{Self}`",
    label = "a date and time, or an interval, is needed"
)]
pub trait Movable {}

macro_rules! movable {
    ($($type:ty)*) => {$( impl Movable for $type {} )*};
}

movable!(Interval);
#[cfg(feature = "chrono")]
movable!(chrono::DateTime<chrono::Utc> chrono::NaiveDateTime);
#[cfg(feature = "jiff")]
movable!(jiff::Timestamp jiff::civil::DateTime);
#[cfg(feature = "time")]
movable!(time::OffsetDateTime time::PrimitiveDateTime);

/// An interval beside a time. PostgreSQL would take a placeholder for another time.
type Span<V> = Cast<<V as Operand<Interval>>::Node, Interval>;

impl<N: Node> Expr<N> {
    /// `a + interval`. Months and days are counted in the session's time zone, where `a` has one.
    ///
    /// ```
    /// use relata::prelude::*;
    /// use relata::types::Interval;
    /// table! { pub waits { #[primary_key] id: i64, span: Interval } }
    /// # fn main() {
    /// let q = select(waits::span.plus(Interval::days(1)));
    /// assert_eq!(
    ///     q.to_sql::<Postgres>(),
    ///     "SELECT waits.span + CAST($1 AS INTERVAL) FROM waits"
    /// );
    /// # }
    /// ```
    pub fn plus<V>(self, span: V) -> Expr<Infix<Plus, N, Span<V>>>
    where
        N::Type: Movable,
        V: Operand<Interval, Optional: NeverNull>,
    {
        Expr(Infix::new(self.0, Cast::new(span.operand())))
    }

    /// `a - interval`
    pub fn minus<V>(self, span: V) -> Expr<Infix<Minus, N, Span<V>>>
    where
        N::Type: Movable,
        V: Operand<Interval, Optional: NeverNull>,
    {
        Expr(Infix::new(self.0, Cast::new(span.operand())))
    }

    /// `a - b`: the interval between two times, in days and microseconds.
    pub fn since<V>(self, other: V) -> Expr<Infix<Since, N, V::Node>>
    where
        N::Type: Moment,
        V: Operand<N::Type, Optional: NeverNull>,
    {
        Expr(Infix::new(self.0, other.operand()))
    }
}
