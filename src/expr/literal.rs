//! A text that is part of the statement, and is the same wherever it stands: `'many'`.

use super::Expr;
use super::group::Unbound;
use crate::render::{Dialect, Pass, Render, spelled};
use crate::types::Kind;
use crate::types::null::NotNull;

/// A text of up to 64 bytes as a type, sixteen bytes in each number.
#[derive(Clone, Copy, Debug)]
pub struct Literal<const A: u128, const B: u128, const C: u128, const D: u128>;

constant!([const A: u128, const B: u128, const C: u128, const D: u128] Literal<A, B, C, D>;
    type String; null NotNull;);

impl<const A: u128, const B: u128, const C: u128, const D: u128> Literal<A, B, C, D> {
    /// The text.
    pub fn text(self) -> String {
        spelled(&[A, B, C, D])
    }
}

impl<X, const A: u128, const B: u128, const C: u128, const D: u128> Render<X>
    for Literal<A, B, C, D>
where
    X: Dialect,
{
    /// PostgreSQL does not take it for a text before it is told.
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let spec = pass.spec();
        pass.sql(if spec.narrow_constants { "CAST(" } else { "" });
        pass.spelled(&[A, B, C, D]);
        if spec.narrow_constants {
            pass.sql(" AS ");
            pass.sql((spec.cast_type)(Kind::Text));
            pass.sql(")");
        }
    }
}

impl<const A: u128, const B: u128, const C: u128, const D: u128> Unbound for Literal<A, B, C, D> {}

/// What `text!` makes.
#[doc(hidden)]
pub const fn literal<const A: u128, const B: u128, const C: u128, const D: u128>()
-> Expr<Literal<A, B, C, D>> {
    Expr(Literal)
}

/// Bytes of a text as a number; zero where there are none.
#[doc(hidden)]
pub const fn part(text: &str, number: usize) -> u128 {
    let bytes = text.as_bytes();
    let (mut part, mut i) = (0, 0);
    while i < 16 {
        let at = number * 16 + i;
        part = part << 8 | if at < bytes.len() { bytes[at] as u128 } else { 0 };
        i += 1;
    }
    part
}

/// Whether a text fits, and has no NUL, at which a text of SQL ends.
#[doc(hidden)]
pub const fn fits(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i] == 0 {
            return false;
        }
        i += 1;
    }
    bytes.len() <= 64
}

/// A text constant, written into the statement instead of bound: what GROUP BY needs to see that
/// two expressions are the same. It takes up to 64 bytes, known while compiling.
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// let size = case_when(users::visits.gt(int::<9>()), text!("many")).otherwise(text!("few"));
/// let q = from(users::table).group_by(size).select((size, count_rows()));
/// assert_eq!(
///     q.to_sql::<Sqlite>(),
///     "SELECT CASE WHEN users.visits > 9 THEN 'many' ELSE 'few' END, count(*) FROM users \
///      GROUP BY CASE WHEN users.visits > 9 THEN 'many' ELSE 'few' END"
/// );
/// ```
#[macro_export]
macro_rules! text {
    ($text:expr) => {
        $crate::__private::literal::<
            {
                // Here it is checked by `cargo check` too.
                assert!(
                    $crate::__private::fits($text),
                    "`text!` takes up to 64 bytes without NUL: bind any other text as a value"
                );
                $crate::__private::part($text, 0)
            },
            { $crate::__private::part($text, 1) },
            { $crate::__private::part($text, 2) },
            { $crate::__private::part($text, 3) },
        >()
    };
}
