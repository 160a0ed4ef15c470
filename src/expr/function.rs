//! Scalar functions, each declared in one line: its name, its types and its nullability.

use std::marker::PhantomData;

use super::node::{Node, prec};
use super::whole::Whole;
use super::{Expr, Operand};
use crate::render::{Dialect, Pass, Render, Spec, Supports};
use crate::types::Kind;
use crate::types::family::{Number, Ordered, Real, Text};
use crate::types::logic::{Cons, List, Nil};
use crate::types::null::Nullness;

/// A function of SQL.
pub trait Function: 'static {
    /// The type of its result, from that of its first argument.
    type Output<T>;
    /// Whether the result may be NULL, from whether an argument may.
    type Null<N: Nullness>: Nullness;
    /// The feature that a dialect needs for it.
    type Needs;
    /// Its name.
    fn name(spec: &Spec) -> &'static str;
}

/// `f(a, b)`
#[derive(Clone, Copy, Debug)]
pub struct Call<F, A, R>(A, R, PhantomData<F>);

impl<F, A, R> Call<F, A, R> {
    pub(crate) fn new(of: A, more: R) -> Self {
        Self(of, more, PhantomData)
    }
}

composite!([F: Function, A, R] Call<F, A, R>: A / I, R / J;
    type F::Output<A::Type>; prec prec::ATOM;
    null F::Null<crate::types::null::OrNull<A::Null, R::Null>>;);

impl<D: Dialect, F: Function, A: Render<D>, R: Render<D> + List> Render<D> for Call<F, A, R>
where
    D: Supports<F::Needs>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql(F::name(pass.spec()));
        pass.sql("(");
        self.0.walk(pass);
        if R::LEN > 0 {
            pass.sql(", ");
        }
        self.1.walk(pass);
        pass.sql(")");
    }
}

/// Declares functions of an expression: `name(first: Family, more: Bound, ..) -> Type = "sql"`.
macro_rules! functions {
    ($(#[$doc:meta] $marker:ident $name:ident($first:ident $(, $arg:ident: $trait:ident $(<$of:ty>)?)*) -> $output:ty = $sql:expr $(, needs $needs:ty)?;)*) => {$(
        #[doc = concat!("The function behind [`", stringify!($name), "`].")]
        #[derive(Clone, Copy, Debug)]
        pub enum $marker {}

        impl Function for $marker {
            type Output<T> = $output;
            type Null<N: Nullness> = N;
            type Needs = functions!(@needs $($needs)?);

            fn name(spec: &Spec) -> &'static str {
                let name: fn(&Spec) -> &'static str = $sql;
                name(spec)
            }
        }

        functions!(@function #[$doc] $marker $name($first $(, $arg: $trait $(<$of>)?)*));
    )*};
    (@needs) => { () };
    (@needs $needs:ty) => { $needs };
    (@function #[$doc:meta] $marker:ident $name:ident($first:ident)) => {
        #[$doc]
        pub fn $name<N: Node<Type: $first>>(of: Expr<N>) -> Expr<Call<$marker, N, Nil>> {
            Expr(Call(of.0, Nil, PhantomData))
        }
    };
    (@function #[$doc:meta] $marker:ident $name:ident($first:ident, $a:ident: $t:ident $(<$t_of:ty>)?)) => {
        #[$doc]
        pub fn $name<N: Node<Type: $first>, A, ANode>(
            of: Expr<N>, $a: A,
        ) -> Expr<Call<$marker, N, Cons<ANode, Nil>>>
        where
            A: $t<$($t_of,)? Node = ANode>,
        {
            Expr(Call(of.0, Cons($a.operand(), Nil), PhantomData))
        }
    };
    (@function #[$doc:meta] $marker:ident $name:ident($first:ident, $a:ident: $t:ident $(<$t_of:ty>)?, $b:ident: $u:ident $(<$u_of:ty>)?)) => {
        #[$doc]
        pub fn $name<N: Node<Type: $first>, A, B, ANode, BNode>(
            of: Expr<N>, $a: A, $b: B,
        ) -> Expr<Call<$marker, N, Cons<ANode, Cons<BNode, Nil>>>>
        where
            A: $t<$($t_of,)? Node = ANode>,
            B: $u<$($u_of,)? Node = BNode>,
        {
            Expr(Call(of.0, Cons($a.operand(), Cons($b.operand(), Nil)), PhantomData))
        }
    };
}

functions! {
    /// `lower(a)`
    Lower lower(Text) -> String = |_| "lower";
    /// `upper(a)`
    Upper upper(Text) -> String = |_| "upper";
    /// `trim(a)`: without the spaces at both ends.
    Trim trim(Text) -> String = |_| "trim";
    /// `length(a)`: how many characters it has; `CHAR_LENGTH` on MySQL.
    Length length(Text) -> i32 = |spec| spec.length;
    /// `replace(a, from, to)`
    Replace replace(Text, from: Operand<String>, to: Operand<String>) -> String = |_| "replace";
    /// `substr(a, start, length)`, counted from 1. PostgreSQL takes numbers of 32 bits there.
    Substr substr(Text, start: Whole, length: Whole) -> String = |_| "substr";
    /// `abs(a)`
    Abs abs(Number) -> T = |_| "abs";
    /// `round(a)`: the nearest whole number; of two, the even one, but on SQLite the one further from 0.
    Round round(Real) -> T = |_| "round";
    /// `greatest(a, b)`; `max(a, b)` on SQLite. Of `a` and NULL: NULL, but `a` on PostgreSQL.
    Greatest greatest(Comparable, other: Operand<N::Type>) -> T = |spec| spec.greatest;
    /// `least(a, b)`; `min(a, b)` on SQLite. Of `a` and NULL: NULL, but `a` on PostgreSQL.
    Least least(Comparable, other: Operand<N::Type>) -> T = |spec| spec.least;
}

/// A type that `greatest` and `least` compare.
pub trait Comparable: Ordered {}
impl<T: Ordered> Comparable for T {}

/// The current time, as the database's clock has it.
#[derive(Clone, Copy, Debug)]
pub struct Now<T>(PhantomData<T>);

constant!([T: crate::types::SqlType] Now<T>; type T; null crate::types::null::NotNull;);

impl<T> super::group::Unbound for Now<T> {}

impl<D: Dialect, T: crate::types::SqlType> Render<D> for Now<T> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let spec = pass.spec();
        pass.sql(if T::KIND == Kind::Timestamp { spec.local_now } else { spec.now });
    }
}

/// A type that a moment can be read as.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a moment in time",
    label = "`now()` is a date and time"
)]
pub trait Moment: crate::types::SqlType {}

#[cfg(feature = "chrono")]
impl Moment for chrono::DateTime<chrono::Utc> {}
#[cfg(feature = "chrono")]
impl Moment for chrono::NaiveDateTime {}

#[cfg(feature = "jiff")]
impl Moment for jiff::Timestamp {}
#[cfg(feature = "jiff")]
impl Moment for jiff::civil::DateTime {}

#[cfg(feature = "time")]
impl Moment for time::OffsetDateTime {}
#[cfg(feature = "time")]
impl Moment for time::PrimitiveDateTime {}

/// `CURRENT_TIMESTAMP`, as the type of what it is compared with or assigned to:
/// `posts::published_at.set(now())`. Where nothing says it, write it: `now::<DateTime<Utc>>()`.
///
/// Without a zone, as a `NaiveDateTime`, it is `LOCALTIMESTAMP` on PostgreSQL: in the time zone of the session.
pub fn now<T: Moment>() -> Expr<Now<T>> {
    Expr(Now(PhantomData))
}
