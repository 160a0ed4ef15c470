//! Dates and times: their parts, their beginnings, the day of a moment, and the days between two, all in UTC.

use std::marker::PhantomData;

use super::function::{Call, Function, Now};
use super::node::{Node, operand, prec};
use super::operand::NeverNull;
use super::whole::Whole;
use super::{Expr, Operand};
use crate::render::{Dialect, Pass, Render, Spec};
use crate::types::logic::{Cons, False, Nil, True};
use crate::types::null::Nullness;
use crate::types::{Kind, SqlType};

/// What has a year, a month and a day: a date, or a date and time.
#[diagnostic::on_unimplemented(
    message = "a date is needed, but this is `{Self}`",
    label = "`{Self}` has no year, month and day"
)]
pub trait Dated: SqlType {
    /// The date that it has, or is.
    type Date: SqlType;
}

/// What has an hour, a minute and a second: a time of day, or a date and time.
#[diagnostic::on_unimplemented(
    message = "a time is needed, but this is `{Self}`",
    label = "`{Self}` has no hour, minute and second"
)]
pub trait Timed: SqlType {}

/// A date and nothing else.
#[diagnostic::on_unimplemented(
    message = "a date without a time is needed, but this is `{Self}`",
    label = "of a date and time, `date(..)` is the date"
)]
pub trait WholeDay: Dated {}

/// A time of day and nothing else.
#[diagnostic::on_unimplemented(
    message = "a time of day is needed, but this is `{Self}`",
    label = "`{Self}` is more than a time of day, or none"
)]
pub trait TimeOfDay: Timed {}

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! calendar {
    ($moment:ty, $local:ty, $day:ty, $time:ty) => {
        calendar!(@both $moment, $day);
        calendar!(@both $local, $day);
        impl Dated for $day {
            type Date = $day;
        }
        impl WholeDay for $day {}
        impl Timed for $time {}
        impl TimeOfDay for $time {}
    };
    (@both $type:ty, $day:ty) => {
        impl Dated for $type {
            type Date = $day;
        }
        impl Timed for $type {}
    };
}

#[cfg(feature = "chrono")]
calendar!(
    chrono::DateTime<chrono::Utc>,
    chrono::NaiveDateTime,
    chrono::NaiveDate,
    chrono::NaiveTime
);
#[cfg(feature = "jiff")]
calendar!(jiff::Timestamp, jiff::civil::DateTime, jiff::civil::Date, jiff::civil::Time);
#[cfg(feature = "time")]
calendar!(time::OffsetDateTime, time::PrimitiveDateTime, time::Date, time::Time);

/// A moment as a date and time in UTC, where PostgreSQL would take the session's time zone; all else is as it is.
#[derive(Clone, Copy, Debug)]
pub struct InUtc<N>(N);

composite!([N] InUtc<N>: N / I; type N::Type; prec prec::ATOM; null N::Null;);

impl<D: Dialect, N: Node<Type: SqlType> + Render<D>> Render<D> for InUtc<N> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        const BEFORE: fn(&Spec) -> &'static str = spelled!("", "timezone('UTC', ", "");
        let is_moment = N::Type::KIND.base() == Kind::TimestampTz;
        let before = if is_moment { BEFORE(pass.spec()) } else { "" };
        let least = if before.is_empty() { prec::ATOM } else { 0 };
        pass.sql(before);
        operand::<D, N>(&self.0, least, pass);
        pass.sql(if before.is_empty() { "" } else { ")" });
    }
}

/// Parts, each with what SQLite, PostgreSQL and MySQL call it.
macro_rules! parts {
    ($($(#[$doc:meta])+ $marker:ident $name:ident($family:ident): $sqlite:literal, $postgres:literal, $mysql:literal;)*) => {$(
        functions!(@marker [#[doc = concat!("The function behind [`", stringify!($name), "`].")]]
            $marker -> i32 = spelled!($sqlite, $postgres, $mysql));

        $(#[$doc])+
        pub fn $name<N>(of: Expr<N>) -> Expr<Call<$marker, InUtc<N>, Nil>>
        where
            N: Node<Type: SqlType<Stored: $family>>,
        {
            Expr(Call::new(InUtc(of.0), Nil))
        }
    )*};
}

// SQLite would round what is finer than a millisecond up into the next day, so it is cut off.
parts! {
    /// `extract(YEAR FROM a)`, of a moment in UTC, as all that is here.
    Year year(Dated):
        "CAST(strftime('%Y', substr({}, 1, 23)) AS INTEGER)",
        "CAST(extract(YEAR FROM {}) AS INTEGER)", "extract(YEAR FROM {})";
    /// `extract(QUARTER FROM a)`: from 1 to 4.
    Quarter quarter(Dated):
        "((CAST(strftime('%m', substr({}, 1, 23)) AS INTEGER) + 2) / 3)",
        "CAST(extract(QUARTER FROM {}) AS INTEGER)", "extract(QUARTER FROM {})";
    /// `extract(MONTH FROM a)`: from 1 to 12.
    Month month(Dated):
        "CAST(strftime('%m', substr({}, 1, 23)) AS INTEGER)",
        "CAST(extract(MONTH FROM {}) AS INTEGER)", "extract(MONTH FROM {})";
    /// The week of ISO 8601, from 1 to 53: the first is that with January 4th. It is one of [`week_year`].
    Week week(Dated):
        "CAST(strftime('%V', substr({}, 1, 23)) AS INTEGER)",
        "CAST(extract(WEEK FROM {}) AS INTEGER)", "week({}, 3)";
    /// The year to which the [`week`] belongs.
    WeekYear week_year(Dated):
        "CAST(strftime('%G', substr({}, 1, 23)) AS INTEGER)",
        "CAST(extract(ISOYEAR FROM {}) AS INTEGER)", "(yearweek({}, 3) DIV 100)";
    /// `extract(DAY FROM a)`: from 1 to 31.
    Day day(Dated):
        "CAST(strftime('%d', substr({}, 1, 23)) AS INTEGER)",
        "CAST(extract(DAY FROM {}) AS INTEGER)", "extract(DAY FROM {})";
    /// The day of the week, from 1 for Monday to 7 for Sunday.
    DayOfWeek day_of_week(Dated):
        "CAST(strftime('%u', substr({}, 1, 23)) AS INTEGER)",
        "CAST(extract(ISODOW FROM {}) AS INTEGER)", "(weekday({}) + 1)";
    /// The day of the year, from 1 to 366.
    DayOfYear day_of_year(Dated):
        "CAST(strftime('%j', substr({}, 1, 23)) AS INTEGER)",
        "CAST(extract(DOY FROM {}) AS INTEGER)", "dayofyear({})";
    /// `extract(HOUR FROM a)`: from 0 to 23.
    Hour hour(Timed):
        "CAST(strftime('%H', substr({}, 1, 23)) AS INTEGER)",
        "CAST(extract(HOUR FROM {}) AS INTEGER)", "extract(HOUR FROM {})";
    /// `extract(MINUTE FROM a)`: from 0 to 59.
    Minute minute(Timed):
        "CAST(strftime('%M', substr({}, 1, 23)) AS INTEGER)",
        "CAST(extract(MINUTE FROM {}) AS INTEGER)", "extract(MINUTE FROM {})";
    /// `extract(SECOND FROM a)`: from 0 to 59, without its fraction.
    Second second(Timed):
        "CAST(strftime('%S', substr({}, 1, 23)) AS INTEGER)",
        "CAST(floor(extract(SECOND FROM {})) AS INTEGER)", "extract(SECOND FROM {})";
}

/// The beginnings of units. Each is written in three ways: of a date, of a date and time, and of a moment, which
/// PostgreSQL is to take in UTC.
macro_rules! beginnings {
    ($($(#[$doc:meta])+ $marker:ident $name:ident($($family:ident)+): $unit:literal,
        sqlite $day:literal $time:literal $modifiers:literal,
        mysql $date:literal $moment:literal, repeats $repeats:ident;)*) => {$(
        #[doc = concat!("The function behind [`", stringify!($name), "`].")]
        #[derive(Clone, Copy, Debug)]
        pub struct $marker<T>(PhantomData<fn() -> T>);

        impl<T: SqlType> Function for $marker<T> {
            type Output<U> = U;
            type Null<N: Nullness> = N;
            type Needs = ();
            type Repeats = $repeats;

            fn name(spec: &Spec) -> &'static str {
                const DATE: fn(&Spec) -> &'static str = spelled!(
                    concat!("strftime('", $day, "', {}", $modifiers, ")"),
                    concat!("CAST(date_trunc('", $unit, "', CAST({} AS TIMESTAMP)) AS DATE)"),
                    concat!("CAST(", $date, " AS DATE)")
                );
                const LOCAL: fn(&Spec) -> &'static str = spelled!(
                    concat!("strftime('", $day, " ", $time, ".000000', substr({}, 1, 23)", $modifiers, ")"),
                    concat!("date_trunc('", $unit, "', {})"),
                    concat!("CAST(", $moment, " AS DATETIME(6))")
                );
                const MOMENT: fn(&Spec) -> &'static str = spelled!(
                    concat!("strftime('", $day, " ", $time, ".000000', substr({}, 1, 23)", $modifiers, ")"),
                    concat!("date_trunc('", $unit, "', {}, 'UTC')"),
                    concat!("CAST(", $moment, " AS DATETIME(6))")
                );
                match T::KIND.base() {
                    Kind::Date => DATE(spec),
                    Kind::TimestampTz => MOMENT(spec),
                    _ => LOCAL(spec),
                }
            }
        }

        $(#[$doc])+
        pub fn $name<N>(of: Expr<N>) -> Expr<Call<$marker<N::Type>, N, Nil>>
        where
            N: Node<Type: SqlType<Stored: $($family +)+>>,
        {
            Expr(Call::new(of.0, Nil))
        }
    )*};
}

// From the 6 days before it on, the next Monday is that of the same week.
beginnings! {
    /// `date_trunc('year', a)`: the first day of its year, at midnight. It is of the type of `a`.
    StartOfYear start_of_year(Dated): "year",
        sqlite "%Y-01-01" "00:00:00" "",
        mysql "date_format({}, '%Y-01-01')" "date_format({}, '%Y-01-01')", repeats False;
    /// `date_trunc('month', a)`: the first day of its month, at midnight.
    ///
    /// ```
    /// use chrono::{DateTime, Utc};
    /// use relata::functions::start_of_month;
    /// use relata::prelude::*;
    /// table! { pub sales { #[primary_key] id: i64, at: DateTime<Utc>, price: i64 } }
    /// # fn main() {
    /// let month = start_of_month(sales::at);
    /// let q = from(sales::table).group_by(month).select((month, sum(sales::price)));
    /// assert_eq!(
    ///     q.to_sql::<Postgres>(),
    ///     "SELECT date_trunc('month', sales.at, 'UTC'), CAST(sum(sales.price) AS BIGINT) FROM sales \
    ///      GROUP BY date_trunc('month', sales.at, 'UTC')"
    /// );
    /// # }
    /// ```
    StartOfMonth start_of_month(Dated): "month",
        sqlite "%Y-%m-01" "00:00:00" "",
        mysql "date_format({}, '%Y-%m-01')" "date_format({}, '%Y-%m-01')", repeats False;
    /// `date_trunc('week', a)`: the Monday of its week, at midnight.
    StartOfWeek start_of_week(Dated): "week",
        sqlite "%Y-%m-%d" "00:00:00" ", '-6 days', 'weekday 1'",
        mysql "date_sub({0}, INTERVAL weekday({0}) DAY)" "date_sub(date({0}), INTERVAL weekday({0}) DAY)", repeats True;
    /// `date_trunc('day', a)`: midnight of its day. [`date`] is the day itself.
    StartOfDay start_of_day(Dated Timed): "day",
        sqlite "%Y-%m-%d" "00:00:00" "",
        mysql "date({})" "date({})", repeats False;
    /// `date_trunc('hour', a)`
    StartOfHour start_of_hour(Dated Timed): "hour",
        sqlite "%Y-%m-%d" "%H:00:00" "",
        mysql "date({})" "date_format({}, '%Y-%m-%d %H:00:00')", repeats False;
    /// `date_trunc('minute', a)`
    StartOfMinute start_of_minute(Dated Timed): "minute",
        sqlite "%Y-%m-%d" "%H:%M:00" "",
        mysql "date({})" "date_format({}, '%Y-%m-%d %H:%i:00')", repeats False;
    /// `date_trunc('second', a)`
    StartOfSecond start_of_second(Dated Timed): "second",
        sqlite "%Y-%m-%d" "%H:%M:%S" "",
        mysql "date({})" "date_format({}, '%Y-%m-%d %H:%i:%s')", repeats False;
}

/// The function behind [`date`].
#[derive(Clone, Copy, Debug)]
pub struct DateOf<T>(PhantomData<fn() -> T>);

impl<T: SqlType> Function for DateOf<T> {
    type Output<U> = T;
    type Null<N: Nullness> = N;
    type Needs = ();
    type Repeats = False;

    fn name(spec: &Spec) -> &'static str {
        const NAME: fn(&Spec) -> &'static str =
            spelled!("strftime('%Y-%m-%d', substr({}, 1, 23))", "CAST({} AS DATE)", "date({})");
        NAME(spec)
    }
}

/// `CAST(a AS DATE)`: the date of a date and time, in UTC.
pub fn date<N, T>(of: Expr<N>) -> Expr<Call<DateOf<T>, InUtc<N>, Nil>>
where
    N: Node<Type: SqlType<Stored: Dated<Date = T>>>,
{
    Expr(Call::new(InUtc(of.0), Nil))
}

functions!(@marker [#[doc = "The function behind [`date_diff`]."]] DateDiff -> i32 = spelled!(
    "CAST(julianday({0}) - julianday({1}) AS INTEGER)",
    "({0} - {1})",
    "datediff({0}, {1})"
));
functions!(@marker [#[doc = "The function behind [`add_days`]."]] AddDays -> T = spelled!(
    "date({0}, {1} || ' days')",
    "({0} + CAST({1} AS INTEGER))",
    "date_add({0}, INTERVAL {1} DAY)"
));

/// `a - b` of two dates: how many days `a` is after `b`. Those of a date and time are `date(..)`.
pub fn date_diff<N, V>(a: Expr<N>, b: V) -> Expr<Call<DateDiff, N, Cons<V::Node, Nil>>>
where
    N: Node<Type: SqlType<Stored: WholeDay>>,
    V: Operand<N::Type, Optional: NeverNull>,
{
    Expr(Call::new(a.0, Cons(b.operand(), Nil)))
}

/// The date so many days after `a`, or before, where they are negative. One beyond the years of the database, which
/// end with 9999 but on PostgreSQL, is an error when it is read or stored.
pub fn add_days<N, V>(a: Expr<N>, days: V) -> Expr<Call<AddDays, N, Cons<V::Node, Nil>>>
where
    N: Node<Type: SqlType<Stored: WholeDay>>,
    V: Whole,
{
    Expr(Call::new(a.0, Cons(days.operand(), Nil)))
}

/// `CURRENT_DATE` in UTC, as the type of what it is compared with or assigned to.
pub fn current_date<T: SqlType<Stored: WholeDay>>() -> Expr<Now<T>> {
    Expr(Now::NEW)
}

/// `CURRENT_TIME` in UTC, as the type of what it is compared with or assigned to.
pub fn current_time<T: SqlType<Stored: TimeOfDay>>() -> Expr<Now<T>> {
    Expr(Now::NEW)
}
