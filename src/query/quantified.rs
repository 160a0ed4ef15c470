//! `a > ANY (SELECT ..)` and `a > ALL (SELECT ..)`: a value compared with each row of a subquery.

use std::marker::PhantomData;

use super::subquery::{InSubquery, Subquery, SubqueryWord};
use super::{Query, Single};
use crate::expr::compare::{Ge, Gt, Le, Lt};
use crate::expr::list::Negatable;
use crate::expr::operator::Operator;
use crate::expr::{Expr, Node};
use crate::render::Spec;
use crate::types::family::{ComparableTo, Ordered};

/// `op ANY`, or `op ALL`.
#[derive(Clone, Copy, Debug)]
pub struct Than<Op, const ALL: bool>(PhantomData<Op>);

/// The feature `a > ANY (SELECT ..)`, which SQLite lacks.
pub struct Quantifiers;
supports!(Quantifiers: Postgres MySql MariaDb);

impl<Op: Operator, const ALL: bool> SubqueryWord for Than<Op, ALL> {
    type Needs = Quantifiers;

    fn sql(spec: &Spec) -> [&'static str; 2] {
        [Op::sql(spec), if ALL { "ALL " } else { "ANY " }]
    }
}

/// `a op ANY (SELECT ..)`, or `a op ALL (SELECT ..)`.
pub type Quantified<Op, const ALL: bool, N, Q> =
    Expr<Negatable<false, InSubquery<N, Q, Than<Op, ALL>>>>;

macro_rules! quantified {
    ($($(#[$doc:meta])+ $name:ident $op:ident $all:literal;)*) => {
        impl<N: Node> Expr<N> {
            $(
                $(#[$doc])+
                pub fn $name<Q, T>(self, query: Q) -> Quantified<$op, $all, N, Q>
                where
                    Q: Query<Output: Single<Type = T>> + Subquery,
                    N::Type: Ordered + ComparableTo<T>,
                {
                    Expr(Negatable::new(InSubquery::new(self.0, query)))
                }
            )*
        }
    };
}

quantified! {
    /// `a > ANY (SELECT ..)`: it is larger than one of the rows. `= ANY` is [`in_`](Expr::in_), and `<> ALL` is
    /// [`not_in`](Expr::not_in).
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let visits = from(users::table).filter(users::name.eq("Ada")).select(users::visits);
    /// alias!(other: users);
    /// let q = from(other).filter(other[users::visits].gt_any(visits)).select(other[users::name]);
    /// assert_eq!(
    ///     q.to_sql::<Postgres>(),
    ///     "SELECT other.name FROM users AS other WHERE other.visits > ANY \
    ///      (SELECT users.visits FROM users WHERE users.name = $1)"
    /// );
    /// ```
    gt_any Gt false;
    /// `a > ALL (SELECT ..)`: it is larger than all of the rows, or there are none.
    gt_all Gt true;
    /// `a >= ANY (SELECT ..)`
    ge_any Ge false;
    /// `a >= ALL (SELECT ..)`
    ge_all Ge true;
    /// `a < ANY (SELECT ..)`
    lt_any Lt false;
    /// `a < ALL (SELECT ..)`
    lt_all Lt true;
    /// `a <= ANY (SELECT ..)`
    le_any Le false;
    /// `a <= ALL (SELECT ..)`
    le_all Le true;
}
