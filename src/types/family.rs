//! Families of types: which of them compare, add up, sort and concatenate.

use super::SqlType;
use super::logic::Bool;

/// Two types whose values the database compares: what stands on the left or is written to, and `T`
/// on the right. Where `T` is still to be found, as in `set(now())`, it is found where it is one.
#[diagnostic::on_unimplemented(
    message = "SQL `{T}` cannot be compared with `{Self}`",
    label = "this is `{T}`, the other side is `{Self}`",
    note = "convert one side with `.cast::<{Self}>()` where that is what you mean"
)]
pub trait ComparableTo<T> {}

/// Two types between which CAST means the same in all databases that have it.
pub trait CastableTo<T> {
    /// The feature that a dialect needs for it; `()` for none.
    type Needs;
}

/// The feature `CAST` between dates, times of day and timestamps, which are text on SQLite.
pub enum CastOfDates {}
/// The feature `CAST` of text to dates and times: a text that is none is an error, not NULL.
pub enum CastTextToDate {}
/// The feature `CAST` between text and UUIDs, which are bytes in other databases.
pub enum CastOfUuid {}

/// The feature exact decimal numbers, which SQLite lacks.
pub enum ExactDecimal {}

/// The feature integers of 64 bits without a sign, which MySQL and MariaDB have.
pub enum Unsigned64 {}

/// A number.
#[diagnostic::on_unimplemented(
    message = "arithmetic needs a number, but this is `{Self}`",
    label = "`{Self}` is not a number"
)]
pub trait Number: SqlType {
    /// What `SUM` gives: wide enough not to overflow with the first thousand rows.
    type Sum: SqlType;
    /// What `AVG` gives.
    type Mean: SqlType;
}

/// A number with a sign.
#[diagnostic::on_unimplemented(
    message = "a number with a sign is needed, but this is `{Self}`",
    label = "`{Self}` has no negative values"
)]
pub trait Signed: Number {}

/// A whole number.
#[diagnostic::on_unimplemented(
    message = "a whole number is needed, but this is `{Self}`",
    label = "`{Self}` is not an integer"
)]
pub trait Integer: Number {}

/// A number that may have a fraction.
#[diagnostic::on_unimplemented(
    message = "a number with a fraction is needed, but this is `{Self}`",
    label = "`{Self}` has no fraction"
)]
pub trait Fraction: Number {}

/// Text.
#[diagnostic::on_unimplemented(
    message = "a text operator needs text, but this is `{Self}`",
    label = "`{Self}` is not text"
)]
pub trait Text: SqlType {}

/// The features `min` and `max` of UUIDs and of bytes, which PostgreSQL compares, but has none for.
pub enum MinMaxOfUuid {}
/// See [`MinMaxOfUuid`].
pub enum MinMaxOfBytes {}

/// A type with an order, for `MIN`, `MAX`, `<` and `BETWEEN`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no order that all databases agree on",
    label = "`{Self}` cannot be put in order"
)]
pub trait Ordered: SqlType {
    /// The feature that a dialect needs for `min` and `max`; `()` for none.
    type MinMax;
    /// Whether a value has a text in a [cursor](crate::query::cursor::Cursor).
    type Spelled: Bool;
}

/// A condition.
#[diagnostic::on_unimplemented(
    message = "a condition is needed, but this is `{Self}`",
    label = "compare it with something, for example `.eq(..)`"
)]
pub trait Truth {
    /// An answer about a condition, which nothing else has.
    type Asked<A>;
}

impl Truth for bool {
    type Asked<A> = A;
}
impl Text for String {}

macro_rules! family {
    ($($type:ty: $($other:ty),*;)*) => {$($( impl ComparableTo<$other> for $type {} )*)*};
}

family! {
    bool: bool;
    i8: i8, i16, i32, i64, u8, u16, u32, u64;
    i16: i8, i16, i32, i64, u8, u16, u32, u64;
    i32: i8, i16, i32, i64, u8, u16, u32, u64;
    i64: i8, i16, i32, i64, u8, u16, u32, u64;
    u8: i8, i16, i32, i64, u8, u16, u32, u64;
    u16: i8, i16, i32, i64, u8, u16, u32, u64;
    u32: i8, i16, i32, i64, u8, u16, u32, u64;
    u64: i8, i16, i32, i64, u8, u16, u32, u64;
    f32: f32, f64;
    f64: f32, f64;
    String: String;
    Vec<u8>: Vec<u8>;
}

macro_rules! casts {
    ($($from:ty => $($to:ty),*; needs $needs:ty;)*) => {$($(
        impl CastableTo<$to> for $from {
            type Needs = $needs;
        }
    )*)*};
}

casts! {
    bool => bool, i8, i16, i32, i64, u8, u16, u32, f32, f64; needs ();
    i8 => bool, i8, i16, i32, i64, u8, u16, u32, f32, f64, String; needs ();
    i16 => bool, i8, i16, i32, i64, u8, u16, u32, f32, f64, String; needs ();
    i32 => bool, i8, i16, i32, i64, u8, u16, u32, f32, f64, String; needs ();
    i64 => bool, i8, i16, i32, i64, u8, u16, u32, f32, f64, String; needs ();
    u8 => bool, i8, i16, i32, i64, u8, u16, u32, f32, f64, String; needs ();
    u16 => bool, i8, i16, i32, i64, u8, u16, u32, f32, f64, String; needs ();
    u32 => bool, i8, i16, i32, i64, u8, u16, u32, f32, f64, String; needs ();
    u64 => bool, i8, i16, i32, i64, u8, u16, u32, f32, f64, String; needs ();
    f32 => bool, i8, i16, i32, i64, u8, u16, u32, f32, f64, String; needs ();
    f64 => bool, i8, i16, i32, i64, u8, u16, u32, f32, f64, String; needs ();
    String => i8, i16, i32, i64, u8, u16, u32, f32, f64, String; needs ();
    bool => u64; needs Unsigned64;
    i8 => u64; needs Unsigned64;
    i16 => u64; needs Unsigned64;
    i32 => u64; needs Unsigned64;
    i64 => u64; needs Unsigned64;
    u8 => u64; needs Unsigned64;
    u16 => u64; needs Unsigned64;
    u32 => u64; needs Unsigned64;
    u64 => u64; needs Unsigned64;
    f32 => u64; needs Unsigned64;
    f64 => u64; needs Unsigned64;
    String => u64; needs Unsigned64;
    Vec<u8> => Vec<u8>; needs ();
}

macro_rules! numbers {
    ($($type:ty => $sum:ty, $mean:ty;)*) => {$(
        impl Number for $type {
            type Sum = $sum;
            type Mean = $mean;
        }
    )*};
}

numbers! {
    i8 => i64, f64;
    i16 => i64, f64;
    i32 => i64, f64;
    i64 => i64, f64;
    u8 => i64, f64;
    u16 => i64, f64;
    u32 => i64, f64;
    u64 => u64, f64;
    f32 => f64, f64;
    f64 => f64, f64;
}

macro_rules! members {
    ($family:ident: $($type:ty),*) => {$( impl $family for $type {} )*};
}

macro_rules! ordered {
    ($($type:ty),*; needs $needs:ty) => {$(
        impl Ordered for $type {
            type MinMax = $needs;
            type Spelled = crate::types::logic::True;
        }
    )*};
}

members!(Integer: i8, i16, i32, i64, u8, u16, u32, u64);
members!(Signed: i8, i16, i32, i64, f32, f64);
members!(Fraction: f32, f64);
ordered!(i8, i16, i32, i64, u8, u16, u32, u64, f32, f64, String; needs ());
ordered!(Vec<u8>; needs MinMaxOfBytes);

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! dates {
    ($moment:ty, $local:ty, $day:ty, $time:ty) => {
        use super::{CastOfDates, CastTextToDate, CastableTo, ComparableTo, Ordered};

        casts! {
            $moment => $moment, $local, String; needs ();
            $local => $moment, $local, String; needs ();
            $day => $day, String; needs ();
            $time => $time, String; needs ();
            $moment => $day, $time; needs CastOfDates;
            $local => $day, $time; needs CastOfDates;
            $day => $moment, $local; needs CastOfDates;
            String => $moment, $local, $day, $time; needs CastTextToDate;
        }
        ordered!($moment, $local, $day, $time; needs ());
        family! {
            $moment: $moment;
            $local: $local;
            $day: $day;
            $time: $time;
        }
    };
}

#[cfg(feature = "chrono")]
mod chrono {
    use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

    dates!(DateTime<Utc>, NaiveDateTime, NaiveDate, NaiveTime);
}

#[cfg(feature = "jiff")]
mod jiff {
    use jiff::Timestamp;
    use jiff::civil::{Date, DateTime, Time};

    dates!(Timestamp, DateTime, Date, Time);
}

#[cfg(feature = "time")]
mod time {
    use time::{Date, OffsetDateTime, PrimitiveDateTime, Time};

    dates!(OffsetDateTime, PrimitiveDateTime, Date, Time);
}

#[cfg(feature = "serde_json")]
mod json {
    use serde_json::Value;

    use super::{CastableTo, ComparableTo};
    use crate::types::Json;

    casts! { Value => Value; needs (); }
    family! { Value: Value; }

    impl<T> ComparableTo<Json<T>> for Json<T> {}
}

#[cfg(feature = "rust_decimal")]
mod decimal {
    use rust_decimal::Decimal;

    use super::{
        CastableTo, ComparableTo, ExactDecimal, Fraction, Number, Ordered, Signed, Unsigned64,
    };

    casts! {
        Decimal => Decimal, i8, i16, i32, i64, u8, u16, u32, f32, f64; needs ExactDecimal;
        Decimal => u64; needs Unsigned64;
        i8 => Decimal; needs ExactDecimal;
        i16 => Decimal; needs ExactDecimal;
        i32 => Decimal; needs ExactDecimal;
        i64 => Decimal; needs ExactDecimal;
        u8 => Decimal; needs ExactDecimal;
        u16 => Decimal; needs ExactDecimal;
        u32 => Decimal; needs ExactDecimal;
        u64 => Decimal; needs ExactDecimal;
    }
    numbers! { Decimal => Decimal, Decimal; }
    members!(Signed: Decimal);
    members!(Fraction: Decimal);
    ordered!(Decimal; needs ());
    family! { Decimal: Decimal; }
}

#[cfg(feature = "uuid")]
mod uuid {
    use uuid::Uuid;

    use super::{CastOfUuid, CastableTo, ComparableTo, MinMaxOfUuid, Ordered};

    casts! {
        Uuid => Uuid; needs ();
        Uuid => String; needs CastOfUuid;
        String => Uuid; needs CastOfUuid;
    }
    ordered!(Uuid; needs MinMaxOfUuid);
    family! { Uuid: Uuid; }
}
