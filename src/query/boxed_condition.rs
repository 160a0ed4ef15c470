//! Conditions of one type, to be returned by functions and kept in lists.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::Closed;
use super::boxed::NotLocked;
use super::effect::{AutoCommit, Write};
use super::reads::{AnyTableBut, IdentityOf, ReadTables, Reads, WritesWhatItReads};
use crate::expr::kind::{InWhere, Plain};
use crate::expr::node::{operand, prec};
use crate::expr::raw::Volatile;
use crate::expr::{Expr, In, Node, Resolve, Shape};
use crate::render::{Dialect, Pass, Render};
use crate::schema::Source;
use crate::schema::scope::{InScope, One};
use crate::types::family::Truth;
use crate::types::logic::{Cons, False, Nil};
use crate::types::null::Nullable;

/// A condition on columns of the source `S`, whatever it is inside. Its text is made each time it
/// runs. A clone shares what it is made of.
pub struct BoxedCondition<'q, D, S> {
    node: Arc<dyn Render<D> + Send + Sync + 'q>,
    source: PhantomData<S>,
}

/// The type of a boxed condition: `Filter<'_, Sqlite, users::table>`.
pub type Filter<'q, D, S> = Expr<BoxedCondition<'q, D, S>>;

impl<N: Node> Expr<N> {
    /// Forgets what the condition is but for its table, so that a function can return it, and
    /// conditions of different kinds can stand in one list.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// fn known_as(name: &str) -> Filter<'_, Sqlite, users::table> {
    ///     users::name.eq(name).or(users::nickname.eq(name)).boxed_on(users::table)
    /// }
    ///
    /// let q = select(users::id).filter(known_as("Ada"));
    /// assert_eq!(
    ///     q.to_sql::<Sqlite>(),
    ///     "SELECT users.id FROM users WHERE (users.name = ?1 OR users.nickname = ?2)"
    /// );
    /// ```
    ///
    /// For MySQL, which does not write a table in a statement that reads it, its subqueries do not read
    /// its own table, and an UPDATE or DELETE of another table does not take it.
    pub fn boxed_on<'q, D, S, I>(self, _: S) -> Filter<'q, D, S>
    where
        D: WritesWhatItReads<S::Table, <N::Open as ReadTables>::Has<IdentityOf<S::Table>>>,
        S: Source,
        N: Resolve<
                In<One<S>, Nullable>,
                I,
                Open: Closed<Write, AutoCommit> + NotLocked + ReadTables,
            > + Render<D>
            + Send
            + Sync
            + 'q,
        N::Type: Truth,
        N::Kind: InWhere,
    {
        Expr(BoxedCondition { node: Arc::new(Inside(self.0)), source: PhantomData })
    }
}

/// A node that may stand beside AND and OR.
struct Inside<N>(N);

impl<D: Dialect, N: Node + Render<D>> Render<D> for Inside<N> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        operand::<D, N>(&self.0, prec::NOT, pass);
    }
}

impl<D, S> Clone for BoxedCondition<'_, D, S> {
    fn clone(&self) -> Self {
        Self { node: self.node.clone(), source: PhantomData }
    }
}

impl<D, S> fmt::Debug for BoxedCondition<'_, D, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BoxedCondition")
    }
}

impl<D, S: Source> Node for BoxedCondition<'_, D, S> {
    type Type = bool;
    type Kind = Plain;
    type Open = Cons<Volatile, Cons<Reads<AnyTableBut<S>>, Nil>>;
    type Pins = Nil;
    type AsColumn = Nil;
    type IsFixed = False;
    const PREC: u8 = prec::NOT;
    const SHAPE: Shape = Shape::Dynamic;
}

impl<D, S, T, E, I> Resolve<In<T, E>, I> for BoxedCondition<'_, D, S>
where
    S: Source + InScope<T, I>,
{
    type Null = Nullable;
}

impl<D: Dialect, S> Render<D> for BoxedCondition<'_, D, S> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.node.walk(pass);
    }
}
