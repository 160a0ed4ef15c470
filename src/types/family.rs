//! Families of types: which of them compare, add up, sort and concatenate.

use super::SqlType;

/// Two types whose values the database compares.
#[diagnostic::on_unimplemented(
    message = "SQL `{Self}` cannot be compared with `{T}`",
    label = "this is `{Self}`, the other side is `{T}`",
    note = "convert one side with `.cast::<{T}>()` where that is what you mean"
)]
pub trait ComparableTo<T> {}

/// A number.
#[diagnostic::on_unimplemented(
    message = "arithmetic needs a number, but this is `{Self}`",
    label = "`{Self}` is not a number"
)]
pub trait Number: SqlType {
    /// What `SUM` gives: wide enough not to overflow with the first thousand rows.
    type Sum: SqlType;
}

/// A whole number.
#[diagnostic::on_unimplemented(
    message = "a whole number is needed, but this is `{Self}`",
    label = "`{Self}` is not an integer"
)]
pub trait Integer: Number {}

/// A floating point number.
#[diagnostic::on_unimplemented(
    message = "a floating point number is needed, but this is `{Self}`",
    label = "`{Self}` has no fraction"
)]
pub trait Real: Number {}

/// Text.
#[diagnostic::on_unimplemented(
    message = "a text operator needs text, but this is `{Self}`",
    label = "`{Self}` is not text"
)]
pub trait Text: SqlType {}

/// A type with an order, for `MIN`, `MAX`, `<` and `BETWEEN`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no order that all databases agree on",
    label = "`{Self}` cannot be put in order"
)]
pub trait Ordered: SqlType {}

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
    i16: i16, i32, i64;
    i32: i16, i32, i64;
    i64: i16, i32, i64;
    f32: f32, f64;
    f64: f32, f64;
    String: String;
    Vec<u8>: Vec<u8>;
}

macro_rules! numbers {
    ($($type:ty => $sum:ty;)*) => {$( impl Number for $type { type Sum = $sum; } )*};
}

numbers! {
    i16 => i64;
    i32 => i64;
    i64 => i64;
    f32 => f64;
    f64 => f64;
}

macro_rules! members {
    ($family:ident: $($type:ty),*) => {$( impl $family for $type {} )*};
}

members!(Integer: i16, i32, i64);
members!(Real: f32, f64);
members!(Ordered: i16, i32, i64, f32, f64, String, Vec<u8>);

#[cfg(feature = "chrono")]
mod chrono {
    use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

    use super::{ComparableTo, Ordered};

    members!(Ordered: DateTime<Utc>, NaiveDateTime, NaiveDate, NaiveTime);
    family! {
        DateTime<Utc>: DateTime<Utc>;
        NaiveDateTime: NaiveDateTime;
        NaiveDate: NaiveDate;
        NaiveTime: NaiveTime;
    }
}

#[cfg(feature = "uuid")]
mod uuid {
    use uuid::Uuid;

    use super::{ComparableTo, Ordered};

    members!(Ordered: Uuid);
    family! { Uuid: Uuid; }
}
