//! Functions of numbers: `floor`, `ceil`, `sqrt` and their like, and the quotient of whole numbers.

use std::marker::PhantomData;

use super::function::{Call, Function};
use super::node::Node;
use super::whole::Whole;
use super::{Expr, Operand};
use crate::render::Spec;
use crate::types::family::{Fraction, Integer, Number};
use crate::types::logic::{Cons, False, Nil, True};
use crate::types::null::{Nullable, Nullness};
use crate::types::{Kind, SqlType};

/// The feature roots, powers and logarithms, which SQLite has only where it is compiled with them.
pub enum MathFunctions {}
supports!(MathFunctions: Postgres MySql MariaDb);

/// Beyond 2^52 a floating point number is a whole one, and does not fit an integer of SQLite.
macro_rules! whole_part {
    ($further:literal) => {
        concat!(
            "CASE WHEN abs({0}) < 4503599627370496.0 THEN CAST(CAST({0} AS INTEGER) ",
            $further,
            " CAST({0} AS INTEGER)) AS REAL) ELSE {0} END"
        )
    };
}

/// What a number is divided by.
type StoredOf<N> = <<N as Node>::Type as SqlType>::Stored;

functions! {
    /// `floor(a)`: the nearest whole number that is not larger.
    Floor floor(Fraction) -> T = spelled!(whole_part!("- ({0} <"), "floor", "floor"),
        repeats True;
    /// `ceil(a)`: the nearest whole number that is not smaller.
    Ceil ceil(Fraction) -> T = spelled!(whole_part!("+ ({0} >"), "ceil", "ceil"),
        repeats True;
    /// `sign(a)`: -1, 0 or 1.
    Sign sign(Number) -> i32 = spelled!("sign", "CAST(sign({}) AS INTEGER)", "sign");
    /// `a / b` of whole numbers as an `f64`, where Rust's operator gives a whole number. NULL where `b` is 0.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::functions::ratio;
    /// use relata::prelude::*;
    /// let q = select(ratio(users::visits, 3));
    /// assert_eq!(q.to_sql::<Sqlite>(), "SELECT (users.visits * 1.0 / ?1) FROM users");
    /// ```
    Ratio ratio(Integer, by: Operand<StoredOf<N>>) -> f64 = spelled!(
        "({0} * 1.0 / {1})",
        "(CAST({0} AS DOUBLE PRECISION) / nullif(CAST({1} AS DOUBLE PRECISION), 0))",
        "(CAST({0} AS DOUBLE) / nullif({1}, 0))"
    ), null Nullable;
    /// `power(a, b)`. What is no number is an error.
    Power power(Number, exponent: Operand<f64>) -> f64 =
        spelled!("power(CAST({0} AS DOUBLE PRECISION), {1})", "power({0}, {1})"), needs MathFunctions;
    /// `sqrt(a)`. Of a negative number NULL, or an error on PostgreSQL.
    Sqrt sqrt(Number) -> f64 = spelled!("sqrt(CAST({} AS DOUBLE PRECISION))", "sqrt"),
        null Nullable, needs MathFunctions;
    /// `exp(a)`: e to the power of `a`.
    Exp exp(Number) -> f64 = spelled!("exp(CAST({} AS DOUBLE PRECISION))", "exp"),
        needs MathFunctions;
    /// `ln(a)`: the natural logarithm. Of what is not above 0, NULL, or an error on PostgreSQL.
    Ln ln(Number) -> f64 = spelled!("ln(CAST({} AS DOUBLE PRECISION))", "ln"),
        null Nullable, needs MathFunctions;
    /// `log10(a)`: the logarithm to the base 10. Of what is not above 0, NULL, or an error on PostgreSQL.
    Log10 log10(Number) -> f64 = spelled!("log(CAST({} AS DOUBLE PRECISION))", "log10"),
        null Nullable, needs MathFunctions;
}

/// The function behind [`round_to`].
#[derive(Clone, Copy, Debug)]
pub struct RoundTo<T>(PhantomData<fn() -> T>);

impl<T: SqlType> Function for RoundTo<T> {
    type Output<U> = U;
    type Null<N: Nullness> = N;
    type Needs = ();
    type Repeats = False;

    /// PostgreSQL rounds decimal numbers alone to a digit.
    fn name(spec: &Spec) -> &'static str {
        const BY_DECIMAL: fn(&Spec) -> &'static str = spelled!(
            "round",
            "CAST(round(CAST({0} AS NUMERIC), {1}) AS DOUBLE PRECISION)",
            "round"
        );
        if T::KIND.base() == Kind::Decimal { "round" } else { BY_DECIMAL(spec) }
    }
}

/// `round(a, digits)`: to so many digits, from 0 on, after the point. A `Decimal` that lies in the middle goes away
/// from 0; of a floating point number, which is near the middle at most, this depends on the database.
pub fn round_to<N, V>(of: Expr<N>, digits: V) -> Expr<Call<RoundTo<N::Type>, N, Cons<V::Node, Nil>>>
where
    N: Node<Type: Fraction>,
    V: Whole,
{
    Expr(Call::new(of.0, Cons(digits.operand(), Nil)))
}
