//! `DELETE`.

use std::marker::PhantomData;

use super::cardinality::{AnyKey, ManyRows, OptionalRow};
use super::clause::{Clauses, RenderSlot, Tail, slot};
use super::effect::Write;
use super::filter::{Chosen, EveryRow, Filters, Where};
use super::from::Root;
use super::output::Output;
use super::projection::Items;
use super::reads::{IdentityOf, Open, ReadTables, WritesWhatItReads};
use super::returning::{NoReturning, OnDelete, RenderReturning, Returning, Returns};
use super::{Query, Statement, Touched};
use crate::expr::Shape;
use crate::expr::group::KeyColumns;
use crate::render::{Pass, Render};
use crate::schema::scope::One;
use crate::schema::{Table, Writable};
use crate::types::logic::{Bool, Concat, Cons, Nil};

/// A DELETE. `C` are its filters, `R` what it returns.
#[derive(Clone, Copy, Debug)]
#[must_use = "a statement does nothing until it is run"]
pub struct Delete<T, C, R> {
    table: Root<T>,
    clauses: C,
    returning: R,
}

/// `DELETE FROM table`
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// assert_eq!(
///     delete(posts::table).filter(posts::id.eq(1)).to_sql::<Sqlite>(),
///     "DELETE FROM posts WHERE posts.id = ?1"
/// );
/// assert_eq!(delete(posts::table).every_row().to_sql::<Sqlite>(), "DELETE FROM posts");
/// ```
pub fn delete<T: Writable>(table: T) -> Delete<T::Table, Nil, NoReturning> {
    Delete { table: Root(table), clauses: Nil, returning: NoReturning }
}

impl<T: Table, C, R> Delete<T, C, R> {
    /// `WHERE condition`; a further one is added with AND. An `Option` adds nothing where it is
    /// `None`, and so does not count as a filter.
    pub fn filter<W: Filters<One<T>, I>, I>(
        self,
        condition: W,
    ) -> Delete<T, Cons<Where<W::Node, W::Counts>, C>, R> {
        self.push(Where::new(condition.condition()))
    }

    /// All rows of the table are meant.
    pub fn every_row(self) -> Delete<T, Cons<EveryRow, C>, R> {
        self.push(EveryRow)
    }

    fn push<H>(self, clause: H) -> Delete<T, Cons<H, C>, R> {
        Delete { table: self.table, clauses: Cons(clause, self.clauses), returning: self.returning }
    }
}

impl<T: Table, C> Delete<T, C, NoReturning> {
    /// `RETURNING items`: the statement gives the rows as they were.
    pub fn returning<P, O, I>(self, items: P) -> Delete<T, C, Returning<P::Items, O>>
    where
        P: Returns<T, O, I>,
    {
        Delete {
            table: self.table,
            clauses: self.clauses,
            returning: Returning(items.items(), PhantomData),
        }
    }
}

impl<T, C, R> Statement for Delete<T, C, R>
where
    T: Table,
    C: Clauses + Chosen,
    R: Tail,
{
    type Effect = Write;
    type Open = Concat<T::Open, Concat<C::Open, R::Open>>;
    type MeansRows = C::Is;
    const SHAPE: Shape = C::SHAPE.or(R::SHAPE);

    fn touches(&self) -> Touched {
        Touched::Deleted(T::def())
    }
}

impl<T, C, P, O> Query for Delete<T, C, Returning<P, O>>
where
    Self: Statement,
    T: Table<UniqueKeys: AnyKey>,
    C: Clauses<Pins: KeyColumns>,
    P: Items,
    O: Output,
{
    type Output = O;
    type Rows = <<T::UniqueKeys as AnyKey>::Fixed<C::Pins, T> as Bool>::If<OptionalRow, ManyRows>;

    fn columns(&self) -> super::ColumnNames {
        P::column
    }
}

impl<D, T, C, R> Render<D> for Delete<T, C, R>
where
    D: WritesWhatItReads<T, <Open<Self> as ReadTables>::Has<IdentityOf<T>>>,
    Self: Statement<Open: ReadTables>,
    T: Table,
    Root<T>: Render<D>,
    C: RenderSlot<D>,
    R: RenderReturning<D, OnDelete>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("DELETE FROM ");
        self.table.walk(pass);
        let mut opened = pass.guards_where();
        self.clauses.walk_slot(slot::WHERE, &mut opened, pass);
        self.returning.returning(pass);
    }
}
