//! Spans of time in months, days and microseconds: `INTERVAL`, which PostgreSQL has.

use std::num::TryFromIntError;
use std::time::Duration;

use super::array::Item;
use super::family::{CastableTo, ComparableTo, Ordered};
use super::plain::plain;

/// The feature of columns that hold intervals.
pub enum Intervals {}

/// A span of time as PostgreSQL keeps it. A month has no fixed number of days, and a day none of
/// hours, so the three parts stay apart: a day later is the same time of day.
///
/// PostgreSQL compares intervals with 30 days in a month and 24 hours in a day; here they are equal
/// where their parts are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Interval {
    /// Its months, and its years as twelve of them.
    pub months: i32,
    /// Its days.
    pub days: i32,
    /// The rest, in microseconds.
    pub micros: i64,
}

impl Interval {
    /// So many months.
    pub const fn months(months: i32) -> Self {
        Self { months, days: 0, micros: 0 }
    }

    /// So many days.
    pub const fn days(days: i32) -> Self {
        Self { months: 0, days, micros: 0 }
    }

    /// So many microseconds.
    pub const fn micros(micros: i64) -> Self {
        Self { months: 0, days: 0, micros }
    }
}

/// Its whole microseconds, all of them in that part.
impl TryFrom<Duration> for Interval {
    type Error = TryFromIntError;

    fn try_from(span: Duration) -> Result<Self, TryFromIntError> {
        i64::try_from(span.as_micros()).map(Self::micros)
    }
}

plain! { Interval: Interval, interval, needs Intervals; }

impl Item for Interval {}
impl ComparableTo<Interval> for Interval {}
impl Ordered for Interval {
    type MinMax = Intervals;
    type Spelled = crate::types::logic::False;
}
impl CastableTo<Interval> for Interval {
    type Needs = Intervals;
}
impl CastableTo<String> for Interval {
    type Needs = Intervals;
}
