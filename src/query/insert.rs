//! `INSERT`: one row, many rows, the rows of a query, or defaults alone.

use std::marker::PhantomData;

use super::assign::{
    Assigned, Assignments, Assigns, FillIn, ForInsert, GoesInto, IsTable, NoScope,
    RenderAssignments, Takes,
};
use super::cardinality::{ManyRows, OneRow};
use super::clause::Tail;
use super::complete::{Columns, CompleteIn, GivenBy, InEachRow, Just, Once, SelectedBy};
use super::conflict::{Markers, NoConflict, new_row};
use super::defaults::defaults;
use super::derived::{NoOuter, SameAs};
use super::effect::Write;
use super::from::table_name;
use super::output::{Columns as OutputColumns, Value};
use super::owed::NewRows;
use super::reads::{IdentityOf, ReadTables, ReturnsWhatItReads, WritesWhatItReads};
use super::returning::NoReturning;
use super::{Batch, Query, Statement, Touched};
use crate::expr::Shape;
use crate::expr::column::Col;
use crate::expr::tuple::NodeTuple;
use crate::query::subquery::Subquery;
use crate::render::{Dialect, Part, Pass, Render, Way};
use crate::schema::def::TableDef;
use crate::schema::{Column, Table, Writable};
use crate::types::logic::{Bool, Concat, Cons, False, List, Nil, True};
use crate::types::null::Nullness;

/// An INSERT that waits for its values.
#[derive(Clone, Copy, Debug)]
#[must_use = "INSERT needs `.values(..)`"]
pub struct InsertInto<T>(PhantomData<T>);

/// An INSERT. `V` are its values, `K` what it does on a conflict, `R` what it returns.
#[derive(Clone, Copy, Debug)]
#[must_use = "a statement does nothing until it is run"]
pub struct Insert<T, V, K, R> {
    pub(crate) table: PhantomData<T>,
    pub(crate) values: V,
    pub(crate) conflict: K,
    pub(crate) returning: R,
}

/// `INSERT INTO table`
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// let add = insert_into(users::table)
///     .values((users::name.set("Ada"), users::email.set("ada@example.org")))
///     .returning(users::id);
/// assert_eq!(
///     add.to_sql::<Sqlite>(),
///     "INSERT INTO users (name, email) VALUES (?1, ?2) RETURNING users.id"
/// );
/// ```
pub fn insert_into<T: Writable<Table = U>, U>(_: T) -> InsertInto<U> {
    InsertInto(PhantomData)
}

/// An INSERT without conflict handling and RETURNING yet.
pub type Fresh<T, V> = Insert<T, V, NoConflict, NoReturning>;

fn fresh<T, V>(values: V) -> Fresh<T, V> {
    Insert { table: PhantomData, values, conflict: NoConflict, returning: NoReturning }
}

impl<T: Table> InsertInto<T> {
    /// The values of one row: `(users::name.set("Ada"), users::email.set(..))`.
    ///
    /// It does not compile where a column that is NOT NULL and has no default is missing, where
    /// one is given twice, or where the database generates it.
    pub fn values<V, L, K, M, I>(self, values: V) -> Fresh<T, OneOf<L, M>>
    where
        V: Assignments<Values = L, Columns = K>,
        L: Assigned + Assigns<T, ForInsert, NoScope, I>,
        K: CompleteIn<T>,
        T::OnInsert: FillIn<K, ForInsert, Filled = M>,
    {
        fresh(OneOf { given: values.keep(), made: T::OnInsert::fill() })
    }

    /// The values of many rows, each a tuple of assignments as for [`values`](Self::values). All have
    /// the same columns, so that none is an `Option` of an assignment; what a nullable column is set to
    /// may be one.
    ///
    /// The text that `to_sql` shows is one statement. It is sent in parts, all or none: where one
    /// fails none is written, and a transaction around them goes on. A part is VALUES of up to 16
    /// rows, of up to 1024 on MySQL and MariaDB, and on PostgreSQL, where all values are bound, one array for
    /// each column of up to 4096 rows: `SELECT * FROM UNNEST($1, $2)`. The effect is
    /// that of one row after the other, so that with `.on_conflict(..).do_update(..)` a row updates one
    /// that was written just before. PostgreSQL refuses this within a statement, and is then sent
    /// one row at a time. A subquery in a value or an assignment may see the rows before, or not.
    pub fn rows<V, L, K, M, I>(self, rows: impl IntoIterator<Item = V>) -> Fresh<T, ManyOf<L, M>>
    where
        V: Assignments<Values = L, Columns = K>,
        L: Assigned + Assigns<T, ForInsert, NoScope, I>,
        K: CompleteIn<T> + InEachRow,
        T::OnInsert: FillIn<K, ForInsert, Filled = M>,
    {
        let rows = rows
            .into_iter()
            .map(|row| OneOf { given: row.keep(), made: T::OnInsert::fill() })
            .collect();
        fresh(ManyOf(rows))
    }

    /// A row of defaults. It compiles where each column has one or may be NULL.
    pub fn default_values<M>(self) -> Fresh<T, OneOf<Nil, M>>
    where
        T::Required: GivenBy<Nil>,
        T::OnInsert: FillIn<Nil, ForInsert, Filled = M>,
    {
        fresh(OneOf { given: Nil, made: T::OnInsert::fill() })
    }

    /// `INSERT INTO table (columns) SELECT ..`: the query's columns go into these, in order.
    pub fn from_select<L, Q, M>(self, columns: L, query: Q) -> Fresh<T, FromQuery<L::List, Q, M>>
    where
        L: NodeTuple<List: Targets<T>>,
        Q: Query<Output: OutputColumns> + Subquery,
        Q::Open: NoOuter,
        <Q::Output as OutputColumns>::List: GoInto<L::List>,
        T::Required: GivenBy<<L::List as Targets<T>>::Columns>,
        T::OnInsert: SelectedBy<<L::List as Targets<T>>::Columns, Beside = M>,
    {
        fresh(FromQuery(columns.into_list(), query, T::OnInsert::beside()))
    }
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub struct OneOf<L, M> {
    given: L,
    made: M,
}

/// Many rows.
#[derive(Clone, Debug)]
pub struct ManyOf<L, M>(Vec<OneOf<L, M>>);

/// The rows of a query, and what stands beside each of them.
#[derive(Clone, Copy, Debug)]
pub struct FromQuery<L, Q, M>(L, Q, M);

/// What an INSERT writes.
pub trait InsertSource {
    /// How many rows.
    type Rows;
    /// What it leaves open.
    type Open: List;
    /// What it leaves open in VALUES; a SELECT may read the table.
    type InValues: List;
    /// The tables that the FROM of its SELECT names.
    type Reads: List;
    /// Whether they are written in parts.
    type InParts: Bool;
    /// What its text depends on.
    const SHAPE: Shape;
    /// The rows, where they are written in parts.
    fn batch(&self) -> Option<Batch>;
}

impl<L: Assigned, M> InsertSource for OneOf<L, M> {
    type Rows = OneRow;
    type Open = L::Open;
    type InValues = L::Open;
    type Reads = Nil;
    type InParts = False;
    const SHAPE: Shape = L::SHAPE;

    fn batch(&self) -> Option<Batch> {
        None
    }
}

impl<L: Assigned, M: List> InsertSource for ManyOf<L, M> {
    type Rows = ManyRows;
    type Open = L::Open;
    type InValues = L::Open;
    type Reads = Nil;
    type InParts = True;
    const SHAPE: Shape = L::SHAPE;

    fn batch(&self) -> Option<Batch> {
        let alike = matches!(L::SHAPE, Shape::Fixed);
        let (rows, binds) = (self.0.len(), L::LEN + M::LEN);
        Some(Batch { rows, binds, updates: false, alike, way: Way::Values })
    }
}

impl<L, Q: Query + Subquery, M> InsertSource for FromQuery<L, Q, M> {
    type Rows = ManyRows;
    type Open = Q::Open;
    type InValues = Nil;
    type Reads = Q::Reads;
    type InParts = False;
    const SHAPE: Shape = Q::SHAPE;

    fn batch(&self) -> Option<Batch> {
        None
    }
}

impl<T: Table<Open: NewRows>, V: InsertSource, K: Tail, R: Tail> Statement for Insert<T, V, K, R> {
    type Effect = Write;
    type Open = Concat<<T::Open as NewRows>::Owed, Concat<V::Open, Concat<K::Open, R::Open>>>;
    type MeansRows = crate::types::logic::True;
    const SHAPE: Shape = V::SHAPE.or(K::SHAPE).or(R::SHAPE);

    fn batch(&self) -> Option<Batch> {
        self.values.batch().map(|batch| Batch { updates: K::UPDATES, ..batch })
    }

    fn touches(&self) -> Touched {
        if K::UPDATES { Touched::Table(T::def()) } else { Touched::New(T::def()) }
    }
}

/// Columns that INSERT .. SELECT fills.
pub trait Targets<T> {
    /// The same as a list of columns.
    type Columns: Columns;
}

impl<T> Targets<T> for Nil {
    type Columns = Nil;
}

impl<C, S, R, T> Targets<T> for Cons<Col<C, S>, R>
where
    C: Column<Table: IsTable<T, C>>,
    ForInsert: Takes<C>,
    R: Targets<T>,
    <R::Columns as Columns>::Has<C::Table, C::Number>: Once<C>,
{
    type Columns = Cons<Just<C>, R::Columns>;
}

/// A query's columns go into these columns.
#[diagnostic::on_unimplemented(
    message = "the query selects another number of columns than the INSERT names",
    label = "select one column for each of the target columns"
)]
pub trait GoInto<L> {}
impl GoInto<Nil> for Nil {}
impl<V, N: Nullness, R, C: Column, S, L> GoInto<Cons<Col<C, S>, L>> for Cons<Value<V, N>, R>
where
    V: SameAs<C::Type, C>,
    N: GoesInto<C::Null, C>,
    R: GoInto<L>,
{
}

/// Writes `(columns) VALUES (..)` or `(columns) SELECT ..`.
pub trait RenderSource<D: Dialect> {
    /// Writes it. Where ON CONFLICT follows, of the table `upserted`, a query is wrapped, so that
    /// its end is plain to the parser and its columns have the names of the table's.
    fn source<'a>(&'a self, upserted: Option<&'static TableDef>, pass: &mut Pass<'_, 'a>);
}

/// One row of values.
pub trait Row<D: Dialect> {
    /// Whether it gives a value at all.
    fn any(&self) -> bool;
    /// `(a, b)`
    fn names(&self, pass: &mut Pass<'_, '_>);
    /// `(?, ?)`
    fn values<'a>(&'a self, pass: &mut Pass<'_, 'a>);
}

impl<D, L, M> Row<D> for OneOf<L, M>
where
    D: Dialect,
    L: RenderAssignments<D>,
    M: RenderAssignments<D>,
{
    fn any(&self) -> bool {
        self.given.any() || self.made.any()
    }

    fn names(&self, pass: &mut Pass<'_, '_>) {
        pass.sql(" (");
        self.given.names(true, pass);
        self.made.names(!self.given.any(), pass);
        pass.sql(")");
    }

    #[inline]
    fn values<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.row(|pass| {
            self.given.values(true, pass);
            self.made.values(!self.given.any(), pass);
        });
    }
}

impl<D, L, M> RenderSource<D> for OneOf<L, M>
where
    D: Dialect,
    Self: Row<D>,
{
    fn source<'a>(&'a self, upserted: Option<&'static TableDef>, pass: &mut Pass<'_, 'a>) {
        if !self.any() {
            return defaults(upserted, pass);
        }
        self.names(pass);
        pass.sql(" VALUES ");
        self.values(pass);
    }
}

/// `SELECT * FROM UNNEST($1, $2)`, sorted by the places in the lists where the order counts.
fn unnest<'p, 'a>(columns: usize, pass: &mut Pass<'p, 'a>, rows: impl FnOnce(&mut Pass<'p, 'a>)) {
    if !pass.is_in_order() {
        pass.sql(" SELECT * FROM UNNEST(");
        pass.lists(columns, rows);
        return pass.sql(")");
    }
    pass.sql(" SELECT ");
    values_of_columns(columns, pass);
    pass.sql(" FROM UNNEST(");
    pass.lists(columns, rows);
    pass.sql(") WITH ORDINALITY AS given (");
    values_of_columns(columns, pass);
    pass.sql(", place) ORDER BY place");
}

/// `v1, v2`
fn values_of_columns(columns: usize, pass: &mut Pass<'_, '_>) {
    for column in 1..=columns {
        pass.sql(if column > 1 { ", v" } else { "v" });
        pass.number(column as i64);
    }
}

impl<L, M> ManyOf<L, M> {
    /// The rows that a walk covers.
    fn part(&self, pass: &Pass<'_, '_>) -> &[OneOf<L, M>] {
        let Part { start, len, .. } = pass.rows();
        &self.0[start..if len == 0 { self.0.len() } else { start + len }]
    }

    /// The names of the columns, in parentheses.
    pub(super) fn names<D: Dialect>(&self, pass: &mut Pass<'_, '_>)
    where
        OneOf<L, M>: Row<D>,
    {
        if let Some(first) = self.0.first() {
            first.names(pass);
        }
    }

    /// Hands over the values of the rows that the walk covers.
    pub(super) fn send<'a, D: Dialect>(&'a self, pass: &mut Pass<'_, 'a>)
    where
        OneOf<L, M>: Row<D>,
    {
        let rows = self.part(pass);
        pass.send(|pass| rows.iter().for_each(|row| row.values(pass)));
    }
}

impl<D, L, M> RenderSource<D> for ManyOf<L, M>
where
    D: Dialect,
    OneOf<L, M>: Row<D>,
{
    /// The part of the rows that the walk covers, all of them where it names none.
    fn source<'a>(&'a self, _: Option<&'static TableDef>, pass: &mut Pass<'_, 'a>) {
        let rows = self.part(pass);
        self.names(pass);
        if let Way::Lists(columns) = pass.rows().way {
            return unnest(columns, pass, |pass| rows.iter().for_each(|row| row.values(pass)));
        }
        pass.sql(" VALUES ");
        for (i, row) in rows.iter().enumerate() {
            pass.sql(if i > 0 { ", " } else { "" });
            row.values(pass);
        }
    }
}

impl<D, L, Q, M> RenderSource<D> for FromQuery<L, Q, M>
where
    D: Dialect,
    L: Render<D> + Markers,
    Q: Render<D>,
    M: RenderAssignments<D>,
{
    fn source<'a>(&'a self, upserted: Option<&'static TableDef>, pass: &mut Pass<'_, 'a>) {
        let Self(columns, query, beside) = self;
        let wrapped = upserted.map(new_row);
        pass.sql(" (");
        pass.unqualified(|pass| columns.walk(pass));
        beside.names(false, pass);
        pass.sql(") ");
        let name = match wrapped {
            None if !beside.any() => return query.walk(pass),
            name => name.unwrap_or("new"),
        };
        pass.sql(if beside.any() { "SELECT " } else { "SELECT *" });
        if beside.any() {
            pass.sql(name);
            pass.sql(".*");
            beside.values(false, pass);
        }
        pass.sql(" FROM (");
        pass.named(L::name, |pass| query.walk(pass));
        pass.sql(") AS ");
        pass.sql(name);
        pass.sql(if wrapped.is_some() { " WHERE TRUE" } else { "" });
    }
}

/// The beginning alone. It is no statement, which is then the one thing that is said of it.
impl<D: Dialect, T: Table> Render<D> for InsertInto<T> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        begin::<T>(pass);
    }
}

fn begin<T: Table>(pass: &mut Pass<'_, '_>) {
    pass.sql("INSERT INTO ");
    table_name(T::def(), pass);
}

impl<D, T, V, K, R> Render<D> for Insert<T, V, K, R>
where
    D: WritesWhatItReads<T, <Concat<V::InValues, K::Open> as ReadTables>::Has<IdentityOf<T>>>
        + ReturnsWhatItReads<T, <R::Open as ReadTables>::Has<IdentityOf<T>>>,
    Concat<V::InValues, K::Open>: ReadTables,
    T: Table,
    V: RenderSource<D> + InsertSource,
    K: super::conflict::RenderConflict<D> + Tail,
    R: super::returning::RenderReturning<D, super::returning::OnInsert> + Tail<Open: ReadTables>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        begin::<T>(pass);
        self.values.source(K::IS_SET.then(T::def), pass);
        self.conflict.conflict(T::def(), pass);
        self.returning.returning(pass);
    }
}
