//! `a COLLATE name`: by which rules a text is compared and put in order.

use super::Expr;
use super::literal::Literal;
use super::node::{Node, operand, prec};
use crate::render::{Dialect, Pass, Render};
use crate::types::family::Text;

/// `a COLLATE name`
#[derive(Clone, Copy, Debug)]
pub struct Collate<N, const A: u128, const B: u128, const C: u128, const D: u128>(N);

composite!([N, const A: u128, const B: u128, const C: u128, const D: u128] Collate<N, A, B, C, D>: N / I;
    type N::Type; prec prec::ATOM; null N::Null;);

impl<N: Node> Expr<N> {
    /// `a COLLATE name`, with a name of the database's own as [`text!`](crate::text): `NOCASE` on SQLite, `und-x-icu`
    /// on PostgreSQL, `utf8mb4_bin` on MySQL. It is quoted as names are.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let name = users::name.collate(text!("NOCASE"));
    /// let q = from(users::table).filter(name.eq("ada")).order_by(name.desc()).select(users::id);
    /// assert_eq!(
    ///     q.to_sql::<Sqlite>(),
    ///     "SELECT users.id FROM users WHERE users.name COLLATE \"NOCASE\" = ?1 \
    ///      ORDER BY users.name COLLATE \"NOCASE\" DESC"
    /// );
    /// ```
    pub fn collate<const A: u128, const B: u128, const C: u128, const D: u128>(
        self,
        _: Expr<Literal<A, B, C, D>>,
    ) -> Expr<Collate<N, A, B, C, D>>
    where
        N::Type: Text,
    {
        const { assert!(A != 0, "a collation has a name") };
        Expr(Collate(self.0))
    }
}

impl<X, N, const A: u128, const B: u128, const C: u128, const D: u128> Render<X>
    for Collate<N, A, B, C, D>
where
    X: Dialect,
    N: Node + Render<X>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        operand::<X, N>(&self.0, prec::ATOM, pass);
        pass.sql(" COLLATE ");
        pass.spelled_ident(&[A, B, C, D]);
    }
}
