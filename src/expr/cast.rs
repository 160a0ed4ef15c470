//! `CAST(a AS type)`.

use std::marker::PhantomData;

use super::Expr;
use super::node::{Node, operand, prec};
use crate::dialect::Postgres;
use crate::render::{Pass, Render, Supports};
use crate::types::family::{
    CastOfDates, CastOfUuid, CastTextToDate, CastableTo, ExactDecimal, Unsigned64,
};
use crate::types::named::Domains;
use crate::types::network::Networks;
use crate::types::{Kind, SqlType};

supports!(CastOfDates: Postgres MySql MariaDb);
supports!(CastTextToDate: Postgres);
supports!(CastOfUuid: Postgres);
supports!(ExactDecimal: Postgres MySql MariaDb);
supports!(Unsigned64: MySql MariaDb);
supports!(Networks: Postgres);
supports!(Domains: Postgres);

/// What a domain needs over a type that needs `Self`: PostgreSQL alone has domains, and it has to have the type.
pub trait InDomain {
    /// That.
    type Needs;
}

impl<N> InDomain for N
where
    Postgres: Supports<N>,
{
    type Needs = Domains;
}

/// `CAST(a AS type)`
#[derive(Debug)]
pub struct Cast<A, T>(A, PhantomData<T>);

copy_fields!([A, T] Cast<A, T>: A => |this| Self(this.0.clone(), PhantomData));

impl<A, T> Cast<A, T> {
    pub(crate) fn new(a: A) -> Self {
        Self(a, PhantomData)
    }
}

impl<N: Node> Expr<N> {
    /// `CAST(a AS type)`, by the database's own name of `T`. A text that is no number gives an
    /// error on PostgreSQL, and 0 elsewhere. A number as truth is `(a <> 0)`. A fraction is cut off
    /// on SQLite, and rounded elsewhere. As a text, 1 is `1.0` on SQLite where it is a floating point number, and
    /// `1` elsewhere. A timestamp without a zone is in the session's, UTC on
    /// SQLite.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let q = from(users::table).select(users::id.gt(1).cast::<i64>());
    /// assert_eq!(q.to_sql::<Sqlite>(), "SELECT CAST(users.id > ?1 AS INTEGER) FROM users");
    /// assert_eq!(
    ///     q.to_sql::<Postgres>(),
    ///     "SELECT CAST(CAST(users.id > $1 AS INTEGER) AS BIGINT) FROM users"
    /// );
    /// ```
    pub fn cast<T>(self) -> Expr<Cast<N, T>>
    where
        N::Type: Casts<T>,
    {
        Expr(Cast::new(self.0))
    }
}

/// A type that CAST takes to `T`, by what the two are stored as.
#[diagnostic::on_unimplemented(
    message = "SQL `{Self}` cannot be cast to `{T}`",
    label = "databases refuse this CAST, or disagree what it gives",
    note = "numbers cast to each other, to text and to truth, and text and truth to numbers; dates cast to each other and to text"
)]
pub trait Casts<T>: SqlType {
    /// The feature that a dialect needs for it; `()` for none.
    type Needs;
}
impl<A, T, S, N> Casts<T> for A
where
    T: CastTarget<Stored = S>,
    A: SqlType<Stored: CastableTo<S, Needs = N>>,
{
    type Needs = N;
}

/// A type that CAST gives: any that a column can have.
#[diagnostic::on_unimplemented(
    message = "CAST gives no `{Self}`",
    label = "write a column's type without `Option`: what may be NULL stays so"
)]
pub trait CastTarget {
    /// What it is stored as.
    type Stored;
}
#[diagnostic::do_not_recommend]
impl<T: SqlType> CastTarget for T {
    type Stored = T::Stored;
}

/// The type of what CAST gives. An `Option` has one too, so that rustc speaks of it once, where it is
/// written.
pub trait CastType {
    /// It.
    type Type;
}
impl<T: SqlType> CastType for T {
    type Type = T;
}
impl<T: SqlType> CastType for Option<T> {
    type Type = T;
}

composite!([A, T: CastType] Cast<A, T>: A / I; type T::Type; prec prec::ATOM; null A::Null;);

impl<D, A, T, N> Render<D> for Cast<A, T>
where
    A: Node<Type: Casts<T, Needs = N>> + Render<D>,
    T: SqlType,
    D: Supports<N>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let spec = pass.spec();
        let from = <A::Type as SqlType>::KIND.base();
        if T::KIND == Kind::Bool && is_number(from) {
            pass.sql("(");
            operand::<D, A>(&self.0, prec::CONCAT, pass);
            return pass.sql(" <> 0)");
        }
        let by_integer = spec.casts_truth_as_integer && needs_integer(from, T::KIND.base());
        pass.sql(if by_integer { "CAST(CAST(" } else { "CAST(" });
        self.0.walk(pass);
        if by_integer {
            pass.sql(" AS ");
            pass.sql((spec.cast_type)(Kind::Int32));
            pass.sql(")");
        }
        pass.sql(" AS ");
        pass.sql((spec.cast_type)(T::KIND));
        pass.sql(")");
    }
}

/// Whether truth becomes a number other than an INTEGER.
fn needs_integer(from: Kind, to: Kind) -> bool {
    from == Kind::Bool && is_number(to) && to != Kind::Int32
}

fn is_number(kind: Kind) -> bool {
    kind.is_integer() || matches!(kind, Kind::Float32 | Kind::Float64)
}
