//! `UPDATE`, also with rows of other tables (`FROM`).

use std::marker::PhantomData;

use super::assign::{Assigned, Assignments, Assigns, FillIn, ForUpdate, RenderAssignments};
use super::at_version::OwesWord;
use super::cardinality::{AnyKey, ManyRows, OptionalRow};
use super::clause::{Clauses, RenderSlot, Tail, slot};
use super::complete::SetOnce;
use super::effect::Write;
use super::filter::{Chosen, EveryRow, Filters, Where};
use super::from::{Follows, FromClause, FromItem, IntoItem, Root};
use super::output::Output;
use super::projection::Items;
use super::reads::{IdentityOf, Open, ReadTables, WritesWhatItReads};
use super::returning::{NoReturning, OnUpdate, RenderReturning, Returning, Returns};
use super::written::{Beside, TableOf, Written, WrittenTables, beside};
use super::{Expected, Query, Statement, Touched};
use crate::expr::group::KeyColumns;
use crate::expr::{In, Shape};
use crate::render::{Dialect, Pass, Render};
use crate::schema::def::{ColumnDef, TableDef};
use crate::schema::scope::{NotYetThere, Scope};
use crate::schema::{Source, Table, Writable};
use crate::types::logic::{And, Bool, Concat, Cons, Nil};
use crate::types::null::Nullable;

/// An UPDATE that waits for its assignments.
#[derive(Clone, Copy, Debug)]
#[must_use = "UPDATE needs `.set(..)`"]
pub struct UpdateTable<F>(F);

/// An UPDATE. `F` are its tables, `V` its assignments, `C` its filters, `R` what it returns.
#[derive(Clone, Copy, Debug)]
#[must_use = "a statement does nothing until it is run"]
pub struct Update<F, V, C, R> {
    from: F,
    values: V,
    clauses: C,
    returning: R,
}

/// `UPDATE table`
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// let q = update(users::table)
///     .set((users::name.set("Ada"), users::visits.set(users::visits + 1)))
///     .filter(users::id.eq(1));
/// assert_eq!(
///     q.to_sql::<Postgres>(),
///     "UPDATE users SET name = $1, visits = users.visits + $2 WHERE users.id = $3"
/// );
/// ```
///
/// A subquery may read the table that is written, on MySQL only as a copy: as a `derived` table or
/// in WITH, of rows that are grouped, distinct, limited or aggregated.
pub fn update<T: Writable>(table: T) -> UpdateTable<Root<T::Table>> {
    UpdateTable(Root(table))
}

impl<F: Written> UpdateTable<F> {
    /// `FROM table`: rows of another table, for the assignments and the filter, which must say
    /// how they belong together. On MySQL and MariaDB it is `UPDATE a, b SET ..`. A function there sees
    /// the tables of FROM before it, and not the one that is written.
    pub fn from<T, I>(self, table: T) -> UpdateTable<Beside<F, T>>
    where
        T: IntoItem<Item: Follows<F::Others, I>>,
        <F::Scope as Scope>::Has<<<T::Item as FromItem>::Source as Source>::Identity>:
            NotYetThere<<T::Item as FromItem>::Source>,
    {
        UpdateTable(beside(self.0, table))
    }

    /// `SET column = value, ..`: each column once, immutable and generated ones not at all. An
    /// `Option` of an assignment leaves the column as it is where it is `None`.
    ///
    /// Where all of them are `None`, a column is set to itself, since SQL has no UPDATE of nothing: the rows
    /// that match are counted and locked, their triggers run, and their values stay.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let name: Option<&str> = None;
    /// let change = update(users::table).set(name.map(|name| users::name.set(name)));
    /// assert_eq!(
    ///     change.filter(users::id.eq(1)).to_sql::<Sqlite>(),
    ///     "UPDATE users SET name = users.name WHERE users.id = ?1"
    /// );
    /// ```
    pub fn set<V, L, K, M, I>(self, values: V) -> Update<F, Values<L, M>, Nil, NoReturning>
    where
        V: Assignments<Values = L, Columns = K>,
        L: Assigned + Assigns<TableOf<F>, ForUpdate, In<F::Scope, Nullable>, I>,
        K: SetOnce,
        <TableOf<F> as Table>::OnUpdate: FillIn<K, ForUpdate, Filled = M>,
    {
        let made = <TableOf<F> as Table>::OnUpdate::fill();
        Update {
            from: self.0,
            values: Values { given: values.keep(), made },
            clauses: Nil,
            returning: NoReturning,
        }
    }
}

/// Assignments, and those that Rust adds.
#[derive(Clone, Copy, Debug)]
pub struct Values<L, M> {
    pub(super) given: L,
    pub(super) made: M,
}

impl<L, M> Values<L, M> {
    /// `name = value`, with commas; the names qualified by `table` where one is given. A column is set to
    /// itself where there is nothing else: the one of this name, unless only the database gives it.
    pub(super) fn set<'a, D: Dialect>(
        &'a self,
        table: Option<&str>,
        (def, unless): (&'static TableDef, Option<&str>),
        pass: &mut Pass<'_, 'a>,
    ) where
        L: RenderAssignments<D>,
        M: RenderAssignments<D>,
    {
        let Self { given, made } = self;
        given.pairs(true, table, pass);
        made.pairs(!given.any(), table, pass);
        if !given.any() && !made.any() {
            unchanged(def, unless, table, pass);
        }
    }
}

impl<F: FromClause, V, C, R> Update<F, V, C, R> {
    /// `WHERE condition`; a further one is added with AND. An `Option` adds nothing where it is
    /// `None`, and so does not count as a filter.
    pub fn filter<W: Filters<F::Scope, I>, I>(
        self,
        condition: W,
    ) -> Update<F, V, Cons<Where<W::Node, W::Counts>, C>, R> {
        self.push(Where::new(condition.condition()))
    }

    /// All rows of the table are meant.
    pub fn every_row(self) -> Update<F, V, Cons<EveryRow, C>, R> {
        self.push(EveryRow)
    }

    pub(super) fn push<H>(self, clause: H) -> Update<F, V, Cons<H, C>, R> {
        Update {
            from: self.from,
            values: self.values,
            clauses: Cons(clause, self.clauses),
            returning: self.returning,
        }
    }
}

impl<F, L, M, C, R> Update<F, Values<L, M>, C, R> {
    /// The same with other values that Rust adds.
    pub(super) fn map_values<N>(self, map: impl FnOnce(M) -> N) -> Update<F, Values<L, N>, C, R> {
        let Values { given, made } = self.values;
        Update {
            from: self.from,
            values: Values { given, made: map(made) },
            clauses: self.clauses,
            returning: self.returning,
        }
    }
}

impl<F: FromClause, V, C> Update<F, V, C, NoReturning> {
    /// `RETURNING items`: the statement gives the written rows as they are afterwards. Columns of
    /// the tables in FROM cannot be returned.
    pub fn returning<P, O, I>(self, items: P) -> Update<F, V, C, Returning<P::Items, O>>
    where
        P: Returns<F::Root, O, I>,
    {
        Update {
            from: self.from,
            values: self.values,
            clauses: self.clauses,
            returning: Returning(items.items(), PhantomData),
        }
    }
}

impl<F, L, M, C, R> Statement for Update<F, Values<L, M>, C, R>
where
    F: FromClause,
    L: Assigned,
    M: OwesWord,
    C: Clauses + Chosen,
    R: Tail,
{
    type Effect = Write;
    type Open = Concat<F::Open, Concat<L::Open, Concat<C::Open, Concat<R::Open, M::Owed>>>>;
    type MeansRows = C::Is;
    const SHAPE: Shape = F::SHAPE.or(L::SHAPE).or(C::SHAPE).or(R::SHAPE);

    fn touches(&self) -> Touched {
        Touched::Table(<F::Root as Source>::Table::def())
    }

    #[inline]
    fn expects(&self) -> Option<Expected> {
        self.clauses.expects()
    }
}

impl<F, V, C, P, O> Query for Update<F, V, C, Returning<P, O>>
where
    Self: Statement,
    F: FromClause,
    <<F::Root as Source>::Table as Table>::UniqueKeys: AnyKey,
    C: Clauses<Pins: KeyColumns>,
    P: Items,
    O: Output,
{
    type Output = O;
    type Rows = <And<
        <F::Multiplies as Bool>::Not,
        <<<F::Root as Source>::Table as Table>::UniqueKeys as AnyKey>::Fixed<C::Pins, F::Root>,
    > as Bool>::If<OptionalRow, ManyRows>;

    fn columns(&self) -> super::ColumnNames {
        P::column
    }
}

/// The beginning alone. It is no statement, which is then the one thing that is said of it.
impl<D: Dialect, F: WrittenTables<D>> Render<D> for UpdateTable<F> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        begin(&self.0, pass);
    }
}

fn begin<'a, D: Dialect, F: WrittenTables<D>>(from: &'a F, pass: &mut Pass<'_, 'a>) {
    pass.sql("UPDATE ");
    from.first(pass);
    if pass.spec().joins_written_tables {
        from.others(", ", pass);
    }
}

impl<D, F, L, M, C, R> Render<D> for Update<F, Values<L, M>, C, R>
where
    D: WritesWhatItReads<TableOf<F>, <Open<Self> as ReadTables>::Has<IdentityOf<TableOf<F>>>>,
    Self: Statement<Open: ReadTables>,
    F: WrittenTables<D>,
    L: RenderAssignments<D>,
    M: RenderAssignments<D>,
    C: RenderSlot<D>,
    R: RenderReturning<D, OnUpdate>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let tables_first = pass.spec().joins_written_tables;
        begin(&self.from, pass);
        pass.sql(" SET ");
        let table = (F::Several::VALUE && tables_first).then_some(F::Root::NAME);
        self.values.set(table, (<F::Root as Source>::Table::def(), None), pass);
        if !tables_first {
            self.from.others(" FROM ", pass);
        }
        let mut opened = pass.guards_where();
        self.clauses.walk_slot(slot::WHERE, &mut opened, pass);
        self.returning.returning(pass);
    }
}

/// `name = table.name`, where nothing is assigned: rows stay as they are. It is the column `wanted`, unless the
/// database alone gives its value. The name is qualified by `table` where one is given.
pub(super) fn unchanged(
    def: &'static TableDef,
    wanted: Option<&str>,
    table: Option<&str>,
    pass: &mut Pass<'_, '_>,
) {
    let plain = |c: &&ColumnDef| c.computed.is_none() && c.identity.is_none();
    let named = def.columns.iter().filter(plain).find(|column| Some(column.name) == wanted);
    let other = || def.columns.iter().find(plain).or(def.columns.first());
    let Some(column) = named.or_else(other) else { return };
    match table {
        Some(table) => pass.column(table, column.name),
        None => pass.ident(column.name),
    }
    pass.sql(" = ");
    pass.column(table.unwrap_or(def.name), column.name);
}
