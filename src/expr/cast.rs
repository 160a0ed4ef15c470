//! `CAST(a AS type)`.

use std::marker::PhantomData;

use super::Expr;
use super::node::{Node, prec};
use crate::render::{Dialect, Pass, Render};
use crate::types::SqlType;

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
    /// error on PostgreSQL, and 0 elsewhere.
    pub fn cast<T: SqlType>(self) -> Expr<Cast<N, T>> {
        Expr(Cast::new(self.0))
    }
}

composite!([A, T: SqlType] Cast<A, T>: A / I; type T; prec prec::ATOM; null A::Null;);

impl<D: Dialect, A: Render<D>, T: SqlType> Render<D> for Cast<A, T> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("CAST(");
        self.0.walk(pass);
        pass.sql(" AS ");
        pass.sql((pass.spec().cast_type)(T::KIND));
        pass.sql(")");
    }
}
