//! `DELETE`, also by rows of other tables (`USING`).

use std::marker::PhantomData;

use super::cardinality::{AnyKey, ManyRows, OptionalRow};
use super::clause::{Clauses, RenderSlot, Tail, slot};
use super::effect::Write;
use super::filter::{Chosen, EveryRow, Filters, Where};
use super::from::{Follows, FromClause, FromItem, IntoItem, Root, table_name};
use super::output::Output;
use super::projection::Items;
use super::reads::{IdentityOf, Open, ReadTables, WritesWhatItReads};
use super::returning::{NoReturning, OnDelete, OnDeleteUsing, RenderReturning, Returning, Returns};
use super::written::{Beside, TableOf, Written, WrittenTables, beside};
use super::{Query, Statement, Touched};
use crate::expr::Shape;
use crate::expr::group::KeyColumns;
use crate::render::{NeededIf, Pass, Render, Supports};
use crate::schema::scope::{NotYetThere, Scope};
use crate::schema::{Source, Table, Writable};
use crate::types::logic::{And, Bool, Concat, Cons, Nil};

/// A DELETE. `F` are its tables, `C` its filters, `R` what it returns.
#[derive(Clone, Copy, Debug)]
#[must_use = "a statement does nothing until it is run"]
pub struct Delete<F, C, R> {
    from: F,
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
pub fn delete<T: Writable>(table: T) -> Delete<Root<T::Table>, Nil, NoReturning> {
    Delete { from: Root(table), clauses: Nil, returning: NoReturning }
}

/// The feature of a DELETE that reads other tables beside its own. Where there is none, a subquery reads them:
/// `.filter(exists(..))`.
pub struct DeleteUsing;
supports!(DeleteUsing: Postgres MySql MariaDb);

impl<F: Written, C, R> Delete<F, C, R> {
    /// `USING table`: rows of another table, for the filter, which must say how they belong together; of it
    /// nothing is deleted. SQLite does not have it, and MariaDB has no RETURNING then, and no
    /// subquery that reads the table that is written, but for a copy. A function there sees the
    /// tables of USING before it, and not the one that is written.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let of_guests = delete(posts::table)
    ///     .from(users::table)
    ///     .filter(users::id.eq(posts::author_id))
    ///     .filter(users::name.eq("guest"));
    /// assert_eq!(
    ///     of_guests.to_sql::<Postgres>(),
    ///     "DELETE FROM posts USING users WHERE users.id = posts.author_id AND users.name = $1"
    /// );
    /// ```
    pub fn from<T, I>(self, table: T) -> Delete<Beside<F, T>, C, R>
    where
        T: IntoItem<Item: Follows<F::Others, I>>,
        <F::Scope as Scope>::Has<<<T::Item as FromItem>::Source as Source>::Identity>:
            NotYetThere<<T::Item as FromItem>::Source>,
    {
        Delete { from: beside(self.from, table), clauses: self.clauses, returning: self.returning }
    }
}

impl<F: FromClause, C, R> Delete<F, C, R> {
    /// `WHERE condition`; a further one is added with AND. An `Option` adds nothing where it is
    /// `None`, and so does not count as a filter.
    pub fn filter<W: Filters<F::Scope, I>, I>(
        self,
        condition: W,
    ) -> Delete<F, Cons<Where<W::Node, W::Counts>, C>, R> {
        self.push(Where::new(condition.condition()))
    }

    /// All rows of the table are meant.
    pub fn every_row(self) -> Delete<F, Cons<EveryRow, C>, R> {
        self.push(EveryRow)
    }

    fn push<H>(self, clause: H) -> Delete<F, Cons<H, C>, R> {
        Delete { from: self.from, clauses: Cons(clause, self.clauses), returning: self.returning }
    }
}

impl<F: FromClause, C> Delete<F, C, NoReturning> {
    /// `RETURNING items`: the statement gives the rows as they were. Columns of the tables in USING cannot be
    /// returned.
    pub fn returning<P, O, I>(self, items: P) -> Delete<F, C, Returning<P::Items, O>>
    where
        P: Returns<F::Root, O, I>,
    {
        Delete {
            from: self.from,
            clauses: self.clauses,
            returning: Returning(items.items(), PhantomData),
        }
    }
}

impl<F, C, R> Statement for Delete<F, C, R>
where
    F: FromClause,
    C: Clauses + Chosen,
    R: Tail,
{
    type Effect = Write;
    type Open = Concat<F::Open, Concat<C::Open, R::Open>>;
    type MeansRows = C::Is;
    const SHAPE: Shape = F::SHAPE.or(C::SHAPE).or(R::SHAPE);

    fn touches(&self) -> Touched {
        Touched::Deleted(TableOf::<F>::def())
    }
}

impl<F, C, P, O> Query for Delete<F, C, Returning<P, O>>
where
    Self: Statement,
    F: FromClause,
    TableOf<F>: Table<UniqueKeys: AnyKey>,
    C: Clauses<Pins: KeyColumns>,
    P: Items,
    O: Output,
{
    type Output = O;
    type Rows = <And<
        <F::Multiplies as Bool>::Not,
        <<TableOf<F> as Table>::UniqueKeys as AnyKey>::Fixed<C::Pins, F::Root>,
    > as Bool>::If<OptionalRow, ManyRows>;

    fn columns(&self) -> super::ColumnNames {
        P::column
    }
}

impl<D, F, C, R> Render<D> for Delete<F, C, R>
where
    D: WritesWhatItReads<
            TableOf<F>,
            <Open<Self> as ReadTables>::Has<IdentityOf<TableOf<F>>>,
            And<F::Several, <Open<Self> as ReadTables>::MayHave<IdentityOf<TableOf<F>>>>,
        > + Supports<NeededIf<F::Several, DeleteUsing>>,
    Self: Statement<Open: ReadTables>,
    F: WrittenTables<D>,
    C: RenderSlot<D>,
    R: RenderReturning<D, <F::Several as Bool>::If<OnDeleteUsing, OnDelete>>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("DELETE FROM ");
        let joins = F::Several::VALUE && pass.spec().joins_written_tables;
        if joins {
            table_name(TableOf::<F>::def(), pass);
            pass.sql(" USING ");
        }
        self.from.first(pass);
        self.from.others(if joins { ", " } else { " USING " }, pass);
        let mut opened = pass.guards_where();
        self.clauses.walk_slot(slot::WHERE, &mut opened, pass);
        self.returning.returning(pass);
    }
}
