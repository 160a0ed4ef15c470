//! Regular expressions: `a ~ b` on PostgreSQL, `a REGEXP b` on MySQL and MariaDB.

use super::function::Call;
use super::node::Node;
use super::operand::NeverNull;
use super::{Expr, Operand};
use crate::types::family::Text;
use crate::types::logic::{Cons, Nil};

/// The feature regular expressions, for which SQLite has no function of its own.
pub enum RegularExpressions {}
supports!(RegularExpressions: Postgres MySql MariaDb);

macro_rules! matches {
    ($($(#[$doc:meta])+ $marker:ident $name:ident = $sql:expr;)*) => {
        $(
            functions!(@marker
                [#[doc = concat!("The function behind [`", stringify!($name), "`](Expr::", stringify!($name), ").")]]
                $marker -> bool = $sql, needs RegularExpressions);
        )*

        impl<N: Node> Expr<N> {
            $(
                $(#[$doc])+
                pub fn $name<V>(self, pattern: V) -> Expr<Call<$marker, N, Cons<V::Node, Nil>>>
                where
                    N::Type: Text,
                    V: Operand<String, Optional: NeverNull>,
                {
                    Expr(Call::new(self.0, Cons(pattern.operand(), Nil)))
                }
            )*
        }
    };
}

matches! {
    /// A part of it matches a regular expression, with regard to case: `a ~ pattern`, and
    /// `a REGEXP concat('(?-i)', pattern)` on MySQL and MariaDB. SQLite has none. The databases' languages of regular
    /// expressions differ in what is rare.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let q = select(users::name).filter(users::email.matches("^[a-z]+@example[.]org$"));
    /// assert_eq!(
    ///     q.to_sql::<Postgres>(),
    ///     "SELECT users.name FROM users WHERE (users.email ~ $1)"
    /// );
    /// ```
    Matches matches = spelled!("({0} ~ {1})", "({0} REGEXP concat('(?-i)', {1}))");
    /// The same without regard to case.
    MatchesAnyCase matches_any_case =
        spelled!("({0} ~* {1})", "({0} REGEXP concat('(?i)', {1}))");
}

functions! {
    /// All parts that match a regular expression, with regard to case, become another text. What stands for a group is
    /// `\1` on PostgreSQL and MariaDB, and `$1` on MySQL: so a `\` that is meant is doubled, and on MySQL a `$` is
    /// written `\$`. What stands for no group may be an error.
    RegexpReplace regexp_replace(Text, pattern: Operand<String>, with: Operand<String>) -> String =
        spelled!(
            "regexp_replace({0}, {1}, {2}, 'g')",
            "regexp_replace({0}, concat('(?-i)', {1}), {2})"
        ), needs RegularExpressions;
}
