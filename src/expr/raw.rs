//! SQL written by hand: a literal with typed holes, never a string made at run time.

use std::marker::PhantomData;

use super::Expr;
use super::node::{Node, prec};
use crate::render::{Dialect, Pass, Render, hand};
use crate::types::logic::{Cons, False, Nil};
use crate::types::null::{Nullness, OrNull};

/// The text of one `sql!`: each use of the macro makes a type of its own.
pub trait RawText: Copy + Send + Sync + 'static {
    /// The text, with `{}` for each hole.
    const SQL: &'static str;
    /// How tightly it binds.
    const PREC: u8 = prec::OR;
}

/// A piece of SQL written by hand, of type `T`, with what it says of NULL.
#[derive(Debug)]
pub struct Raw<T, Z, L, A>(A, PhantomData<(T, Z, L)>);

copy_fields!([T, Z, L, A] Raw<T, Z, L, A>: A => |this| Self(this.0.clone(), PhantomData));

/// What SQL written by hand leaves open: its text may be `random()`, so that a subquery around it
/// may give another value each time.
pub struct Volatile;

/// Nothing that is open gives another value each time: so it may stand in a text twice. Implemented for lists without
/// [`Volatile`].
#[diagnostic::on_unimplemented(
    message = "what is taken here is computed more than once, and may be another value each time",
    label = "`random()`, `sql!` and `sql_function!` cannot stand here, since the SQL repeats it: write the whole as a text of `sql!`"
)]
pub trait Steady {}
#[diagnostic::do_not_recommend]
impl Steady for Nil {}

composite!([T, Z: Nullness, L: RawText, A] Raw<T, Z, L, A>: A / I; type T; prec L::PREC;
    null OrNull<Z, A::Null>; fixed False; open Volatile;);

impl<T, Z, L: RawText, A> Raw<T, Z, L, A> {
    /// The piece with its arguments.
    pub fn new(_: L, arguments: A) -> Expr<Self> {
        Expr(Self(arguments, PhantomData))
    }
}

impl<D: Dialect, T, Z, L: RawText, A: Holes<D>> Render<D> for Raw<T, Z, L, A> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.by_hand(L::SQL, hand::calls);
        self.0.fill(L::SQL, pass);
    }
}

/// Arguments that fill the holes of a text, one after the other.
pub trait Holes<D: Dialect> {
    /// Writes the text with its holes filled.
    fn fill<'a>(&'a self, text: &str, pass: &mut Pass<'_, 'a>);
}

impl<D: Dialect> Holes<D> for Nil {
    fn fill<'a>(&'a self, text: &str, pass: &mut Pass<'_, 'a>) {
        pass.sql(text);
    }
}

impl<D: Dialect, N: Node + Render<D>, T: Holes<D>> Holes<D> for Cons<N, T> {
    fn fill<'a>(&'a self, text: &str, pass: &mut Pass<'_, 'a>) {
        // `sql!` has counted the holes, so the text has one left.
        let (before, after) = text.split_once("{}").unwrap_or((text, ""));
        pass.sql(before);
        super::node::operand::<D, N>(&self.0, prec::ATOM, pass);
        self.1.fill(after, pass);
    }
}

/// How many holes a text has.
pub const fn holes(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut i, mut n) = (0, 0);
    while i + 1 < bytes.len() {
        if bytes[i] == b'{' && bytes[i + 1] == b'}' {
            n += 1;
        }
        i += 1;
    }
    n
}

/// The text without the `r#` of a Rust identifier before it.
pub const fn bare(text: &'static str) -> &'static str {
    let [b'r', b'#', rest @ ..] = text.as_bytes() else { return text };
    match std::str::from_utf8(rest) {
        Ok(rest) => rest,
        Err(_) => text,
    }
}

/// SQL written by hand, as an expression of a type: `sql!(i64, "strftime('%Y', {})", users::at)`.
///
/// The text is a literal, so nothing that a user typed can become SQL; each `{}` takes an
/// expression of the query, which is checked like any other, or a value. The type
/// is what the text gives, an `Option` where that may be NULL though none of the holes is:
/// `sql!(Option<String>, "json_extract({}, '$.city')", users::address)`.
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// let initial = sql!(String, "substr({}, 1, 1)", users::name);
/// assert_eq!(
///     from(users::table).select(initial).to_sql::<Sqlite>(),
///     "SELECT substr(users.name, 1, 1) FROM users"
/// );
/// ```
///
/// `aggregate` before the type says that the text aggregates: its holes need no GROUP BY, and it
/// stands where aggregates do. It is NULL where no row was seen; one that is NULL for some rows too is an
/// `Option`, as in `sql!(aggregate Option<f64>, "stddev({})", users::visits)`.
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// let total = sql!(aggregate f64, "total({})", users::visits);
/// assert_eq!(
///     from(users::table).group_by(users::name).select((users::name, total)).to_sql::<Sqlite>(),
///     "SELECT users.name, total(users.visits) FROM users GROUP BY users.name"
/// );
/// ```
#[macro_export]
macro_rules! sql {
    (aggregate Option<$type:ty>, $text:literal $(, $argument:expr)* $(,)?) => {
        $crate::__raw!(RawAggregate, $type, Nullable, $text $(, $argument)*)
    };
    (aggregate $type:ty, $text:literal $(, $argument:expr)* $(,)?) => {
        $crate::__raw!(RawAggregate, $type, NotNull, $text $(, $argument)*)
    };
    (Option<$type:ty>, $text:literal $(, $argument:expr)* $(,)?) => {
        $crate::__raw!(Raw, $type, Nullable, $text $(, $argument)*)
    };
    ($type:ty, $text:literal $(, $argument:expr)* $(,)?) => {
        $crate::__raw!(Raw, $type, NotNull, $text $(, $argument)*)
    };
}

/// The node of `sql!`.
#[doc(hidden)]
#[macro_export]
macro_rules! __raw {
    ($node:ident, $type:ty, $null:ident, $text:literal $(, $argument:expr)*) => {{
        #[derive(Clone, Copy)]
        struct __Text;
        impl $crate::__private::RawText for __Text {
            const SQL: &'static str = $text;
        }
        const _: () = ::core::assert!(
            $crate::__private::holes($text) == 0 $(+ { let _ = ::core::stringify!($argument); 1 })*,
            "`sql!` needs one expression for each pair of braces in its text"
        );
        $crate::__private::$node::<$type, $crate::__private::$null, __Text, _>::new(
            __Text,
            $crate::__private::raw_list!($($argument),*),
        )
    }};
}

/// The arguments of `sql!` as a list of nodes.
#[doc(hidden)]
#[macro_export]
macro_rules! __raw_list {
    () => { $crate::__private::Nil };
    ($first:expr $(, $rest:expr)*) => {
        $crate::__private::Cons(
            $crate::__private::Hole::hole($first),
            $crate::__private::raw_list!($($rest),*),
        )
    };
}
