//! `CAST(a AS type)`.

use std::marker::PhantomData;

use super::Expr;
use super::node::{Node, operand, prec};
use crate::render::{Dialect, Pass, Render};
use crate::types::{Kind, SqlType};

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
    /// error on PostgreSQL, and 0 elsewhere. A number as truth is `(a <> 0)`.
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
    /// A fraction is rounded where a number becomes a whole one; SQLite cuts it off.
    pub fn cast<T: SqlType>(self) -> Expr<Cast<N, T>>
    where
        N::Type: SqlType,
    {
        Expr(Cast::new(self.0))
    }
}

composite!([A, T: SqlType] Cast<A, T>: A / I; type T; prec prec::ATOM; null A::Null;);

impl<D: Dialect, A: Node<Type: SqlType> + Render<D>, T: SqlType> Render<D> for Cast<A, T> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let spec = pass.spec();
        if T::KIND == Kind::Bool && is_number(<A::Type as SqlType>::KIND) {
            pass.sql("(");
            operand::<D, A>(&self.0, prec::CONCAT, pass);
            return pass.sql(" <> 0)");
        }
        let by_integer =
            spec.casts_truth_as_integer && needs_integer(<A::Type as SqlType>::KIND, T::KIND);
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
    use Kind::{Float32, Float64, Int16, Int32, Int64};
    matches!(kind, Int16 | Int32 | Int64 | Float32 | Float64)
}
