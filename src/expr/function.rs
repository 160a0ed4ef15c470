//! Scalar functions, each declared in one line: its name, its types and its nullability.

use std::marker::PhantomData;

use super::node::{Node, operand, prec};
use super::raw::Steady;
use super::whole::Whole;
use super::{Expr, Operand};
use crate::render::{Dialect, Pass, Render, Spec, Supports};
use crate::types::Kind;
use crate::types::family::{Fraction, Number, Ordered, Text};
use crate::types::logic::{Bool, Concat, Cons, List, Nil};
use crate::types::null::Nullness;

/// A function of SQL.
pub trait Function: 'static {
    /// The type of its result, from that of its first argument.
    type Output<T>;
    /// Whether the result may be NULL, from whether an argument may.
    type Null<N: Nullness>: Nullness;
    /// The feature that a dialect needs for it.
    type Needs;
    /// Whether an argument stands in its text more than once, on some database, and so is computed as often.
    type Repeats: Bool;
    /// Its name, or a text with a hole for each argument: `({0} | {1})`.
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
    null F::Null<crate::types::null::OrNull<A::Null, R::Null>>;
    where Repeated<F::Repeats, Concat<A::Open, R::Open>>: Steady;);

impl<D, F, A, R> Render<D> for Call<F, A, R>
where
    D: Supports<F::Needs>,
    F: Function,
    A: Node + Render<D>,
    R: Arguments<D> + List,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let name = F::name(pass.spec());
        if name.contains('{') {
            debug_assert!(F::Repeats::VALUE || !repeats(name), "it repeats an argument: {name}");
            return fill(name, pass, &|place, least, pass| match place {
                0 => operand::<D, A>(&self.0, least, pass),
                _ => self.1.write(place - 1, least, pass),
            });
        }
        pass.sql(name);
        pass.sql("(");
        self.0.walk(pass);
        for place in 0..R::LEN {
            pass.sql(", ");
            self.1.write(place, 0, pass);
        }
        pass.sql(")");
    }
}

/// What is open in the arguments of a function, where its text repeats them.
pub(super) type Repeated<Repeats, Open> = <Repeats as Bool>::IfList<Open, Nil>;

/// The arguments of a function after its first.
pub trait Arguments<D: Dialect> {
    /// Writes the one at a place, as an operand of something that binds with strength `least`.
    fn write<'a>(&'a self, place: usize, least: u8, pass: &mut Pass<'_, 'a>);
}

impl<D: Dialect> Arguments<D> for Nil {
    fn write<'a>(&'a self, _: usize, _: u8, _: &mut Pass<'_, 'a>) {}
}

impl<D: Dialect, N: Node + Render<D>, R: Arguments<D>> Arguments<D> for Cons<N, R> {
    fn write<'a>(&'a self, place: usize, least: u8, pass: &mut Pass<'_, 'a>) {
        match place {
            0 => operand::<D, N>(&self.0, least, pass),
            _ => self.1.write(place - 1, least, pass),
        }
    }
}

/// Writes a text whose holes are the arguments at these places. One between a parenthesis and a comma needs no
/// parentheses of its own, whatever it is.
fn fill<'a>(
    mut text: &'static str,
    pass: &mut Pass<'_, 'a>,
    write: &dyn Fn(usize, u8, &mut Pass<'_, 'a>),
) {
    while let Some((before, (place, after))) =
        text.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        let alone = (before.ends_with('(') || before.ends_with(", "))
            && (after.starts_with(')') || after.starts_with(','));
        pass.sql(before);
        // An empty hole is that of the first.
        write(place.parse().unwrap_or(0), if alone { 0 } else { prec::ATOM }, pass);
        text = after;
    }
    pass.sql(text);
}

/// Whether a hole comes again in a text.
fn repeats(text: &str) -> bool {
    let holes: Vec<_> = text.split('{').skip(1).filter_map(|part| part.split_once('}')).collect();
    holes.iter().enumerate().any(|(at, hole)| holes[..at].iter().any(|before| before.0 == hole.0))
}

/// Declares functions of an expression: `name(Family, more: Bound, ..) -> Type = "sql"`.
macro_rules! functions {
    ($($(#[$doc:meta])+ $marker:ident $name:ident($first:ident $(, $arg:ident: $trait:ident $(<$of:ty>)?)*) -> $output:ty = $sql:expr $(, null $null:ty)? $(, needs $needs:ty)? $(, repeats $repeats:ty)?;)*) => {$(
        functions!(@marker [#[doc = concat!("The function behind [`", stringify!($name), "`].")]]
            $marker -> $output = $sql $(, null $null)? $(, needs $needs)? $(, repeats $repeats)?);
        functions!(@function [$(#[$doc])+] $marker $name($first $(, $arg: $trait $(<$of>)?)*));
    )*};
    (@marker [$($doc:tt)+] $marker:ident -> $output:ty = $sql:expr $(, null $null:ty)? $(, needs $needs:ty)? $(, repeats $repeats:ty)?) => {
        $($doc)+
        #[derive(Clone, Copy, Debug)]
        pub enum $marker {}

        impl $crate::expr::function::Function for $marker {
            type Output<T> = $output;
            type Null<N: $crate::types::null::Nullness> = functions!(@null $($null)?);
            type Needs = functions!(@needs $($needs)?);
            type Repeats = functions!(@repeats $($repeats)?);

            fn name(spec: &$crate::render::Spec) -> &'static str {
                let name: fn(&$crate::render::Spec) -> &'static str = $sql;
                name(spec)
            }
        }
    };
    (@null) => { N };
    (@null $null:ty) => { $null };
    (@needs) => { () };
    (@needs $needs:ty) => { $needs };
    (@repeats) => { $crate::types::logic::False };
    (@repeats $repeats:ty) => { $repeats };
    (@function [$($doc:tt)+] $marker:ident $name:ident($first:ident)) => {
        $($doc)+
        pub fn $name<N: $crate::expr::Node<Type: $first>>(
            of: $crate::expr::Expr<N>,
        ) -> $crate::expr::Expr<$crate::expr::function::Call<$marker, N, $crate::types::tuple::list!(type)>> {
            $crate::expr::Expr($crate::expr::function::Call::new(of.0, $crate::types::tuple::list!(value)))
        }
    };
    (@function [$($doc:tt)+] $marker:ident $name:ident($first:ident, $a:ident: $t:ident $(<$t_of:ty>)?)) => {
        $($doc)+
        pub fn $name<N: $crate::expr::Node<Type: $first>, A, ANode>(
            of: $crate::expr::Expr<N>, $a: A,
        ) -> $crate::expr::Expr<$crate::expr::function::Call<$marker, N, $crate::types::tuple::list!(type ANode)>>
        where
            A: $t<$($t_of,)? Node = ANode>,
        {
            $crate::expr::Expr($crate::expr::function::Call::new(of.0, $crate::types::tuple::list!(value $a.operand())))
        }
    };
    (@function [$($doc:tt)+] $marker:ident $name:ident($first:ident, $a:ident: $t:ident $(<$t_of:ty>)?, $b:ident: $u:ident $(<$u_of:ty>)?)) => {
        $($doc)+
        pub fn $name<N: $crate::expr::Node<Type: $first>, A, B, ANode, BNode>(
            of: $crate::expr::Expr<N>, $a: A, $b: B,
        ) -> $crate::expr::Expr<$crate::expr::function::Call<$marker, N, $crate::types::tuple::list!(type ANode, BNode)>>
        where
            A: $t<$($t_of,)? Node = ANode>,
            B: $u<$($u_of,)? Node = BNode>,
        {
            $crate::expr::Expr($crate::expr::function::Call::new(
                of.0, $crate::types::tuple::list!(value $a.operand(), $b.operand())))
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
    /// `round(a)`: the nearest whole number; of two, the even one, but on SQLite, and of a `Decimal`, the one
    /// further from 0.
    Round round(Fraction) -> T = |_| "round";
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

impl<T> Now<T> {
    pub(crate) const NEW: Self = Self(PhantomData);
}

constant!([T: crate::types::SqlType] Now<T>; type T; null crate::types::null::NotNull;);

impl<T> super::group::Unbound for Now<T> {}

/// The day in UTC, whatever time zone PostgreSQL's session is in.
const TODAY: fn(&Spec) -> &'static str =
    spelled!("date('now')", "CAST(timezone('UTC', CURRENT_TIMESTAMP) AS DATE)", "CURRENT_DATE");

/// The time of day in UTC.
const TIME_OF_DAY: fn(&Spec) -> &'static str = spelled!(
    "strftime('%H:%M:%f000', 'now')",
    "CAST(timezone('UTC', CURRENT_TIMESTAMP) AS TIME)",
    "CURRENT_TIME(6)"
);

impl<D: Dialect, T: crate::types::SqlType> Render<D> for Now<T> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let spec = pass.spec();
        pass.sql(match T::KIND.base() {
            Kind::Timestamp => spec.local_now,
            Kind::Date => TODAY(spec),
            Kind::Time => TIME_OF_DAY(spec),
            _ => spec.now,
        });
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
pub fn now<T: crate::types::SqlType<Stored: Moment>>() -> Expr<Now<T>> {
    Expr(Now(PhantomData))
}
