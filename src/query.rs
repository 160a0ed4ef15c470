//! Statements: SELECT, INSERT, UPDATE, DELETE and what they share. One clause, one file.

pub mod after;
pub mod answers;
pub mod assign;
pub mod at_version;
pub mod boxed;
pub mod boxed_condition;
pub mod cardinality;
pub mod clause;
pub mod complete;
pub mod conflict;
pub mod copy;
pub mod cursor;
mod defaults;
pub mod delete;
pub mod derived;
pub mod distinct;
pub mod effect;
pub mod filter;
pub mod field_set;
pub mod from;
pub mod group;
pub mod hidden;
pub mod insert;
pub mod join;
pub mod lateral;
pub mod limit;
pub mod load_data;
pub mod lock;
pub mod notify;
pub mod numbers;
pub mod open;
pub mod order;
pub mod output;
pub mod owed;
pub mod partial_conflict;
pub mod position;
pub mod projection;
pub mod quantified;
pub mod raw;
pub mod reads;
pub mod returning;
pub mod rollup;
pub mod rows;
pub mod said;
pub mod select;
pub mod select_values;
pub mod set_operation;
pub mod subquery;
pub mod table_function;
pub mod update;
pub mod values;
pub mod with;
pub mod written;
pub mod writing;

use crate::expr::Shape;
use crate::render::{Dialect, Render, Way, to_text};
use crate::schema::def::TableDef;
use crate::types::logic::{Bool, Cons, List, Nil};
use effect::{AutoCommit, HoldsLocks, ReadOnly, ReadWrite, RunsWith};
use filter::RowsChosen;
use open::for_open;
pub use open::{Locks, Named};
pub use output::{Output, Single};

/// A statement: what it does, and what must be around it.
#[diagnostic::on_unimplemented(
    message = "this is not a complete statement",
    label = "something is still missing here",
    note = "INSERT needs `.values(..)`, UPDATE needs `.set(..)`"
)]
pub trait Statement {
    /// Reads, writes or changes the schema.
    type Effect;
    /// What must be around it: outer columns, names and, for row locks, a transaction.
    type Open: List;
    /// Whether it says which rows it means: UPDATE and DELETE without a filter do not.
    type MeansRows: Bool;
    /// What its text depends on.
    const SHAPE: Shape;
    /// Whether it was written by hand as a whole.
    const BY_HAND: bool = false;
    /// How many rows it writes, where it is to be run in several parts.
    fn batch(&self) -> Option<Batch> {
        None
    }
    /// Where the text does not follow from the type: the number of one of a few texts that it has.
    fn variant(&self) -> Option<u32> {
        None
    }
    /// Which rows are others after it, if it writes.
    fn touches(&self) -> Touched {
        Touched::Anything
    }
    /// The version of which there must be rows.
    fn expects(&self) -> Option<Expected> {
        None
    }
}

/// A version of which a statement must find rows. Where there are none, somebody else was faster.
#[derive(Debug, Clone, Copy)]
pub struct Expected {
    /// The table.
    pub table: &'static str,
    /// The version.
    pub version: i64,
}

/// The rows that a statement may change or delete.
#[derive(Debug, Clone, Copy)]
pub enum Touched {
    /// None.
    Nothing,
    /// None that was there before, but a table has new ones.
    New(&'static TableDef),
    /// Those of a table change, and what depends on their keys.
    Table(&'static TableDef),
    /// Those of a table are deleted, and what depends on them.
    Deleted(&'static TableDef),
    /// It is not known.
    Anything,
}

/// A statement over many rows, which runs in parts of a few fixed sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Batch {
    /// How many rows there are.
    pub rows: usize,
    /// How many placeholders each of them has.
    pub binds: usize,
    /// Whether a row may update one that is there already: DO UPDATE.
    pub updates: bool,
    /// Whether the text of each of them is the same.
    pub alike: bool,
    /// How they are sent.
    pub way: Way,
}

/// A statement that returns rows.
#[diagnostic::on_unimplemented(
    message = "this statement returns no rows",
    label = "say which columns: `.select(..)` for a query, `.returning(..)` for INSERT, UPDATE or DELETE",
    note = "a query `.with(..)` relations is for `session.all(..)`, or for `connection.load(..)`"
)]
pub trait Query: Statement {
    /// How a row is read.
    type Output: Output;
    /// How many rows there can be.
    type Rows;
    /// Whether it is a query that gives its first row alone where [that is asked](crate::render::Pass::takes_first).
    const CAN_LIMIT: bool = false;
    /// The table and column at each position, for the error about a value that cannot be read.
    fn columns(&self) -> ColumnNames;
}

/// The table and column at a position of a row, where there is one.
pub type ColumnNames = fn(usize) -> Option<(&'static str, &'static str)>;

/// A statement of an effect that leaves nothing open but what `Access` gives can run by itself.
#[diagnostic::on_unimplemented(
    message = "this statement cannot run by itself: something in it is not defined",
    label = "a named query needs `with(..)` around the statement, an `outer(..)` column needs a query around the subquery"
)]
pub trait Closed<Effect, Access> {}
impl<E, A> Closed<E, A> for Nil {}
impl<E: HoldsLocks<A>, A, T: Closed<E, A>> Closed<E, A> for Cons<Locks, T> {}

macro_rules! always_there {
    ([$($of:ident),*] $open:ty) => {
        impl<E, A, $($of,)* T: Closed<E, A>> Closed<E, A> for Cons<$open, T> {}
    };
}

for_open!(always_there: Volatile Reads);

/// A statement that can run as it is, on a database `D`, where `Access` allows what it does.
#[diagnostic::on_unimplemented(
    message = "this is not a complete statement",
    label = "something is still missing here",
    note = "INSERT needs `.values(..)`, UPDATE needs `.set(..)`"
)]
pub trait Runnable<D: Dialect, Access>: Statement + Render<D> {}

impl<S, D: Dialect, Access> Runnable<D, Access> for S where
    S: Statement<Open: Closed<S::Effect, Access>, MeansRows: RowsChosen, Effect: RunsWith<Access>>
        + Render<D>
{
}

/// A query that reads rows of one type, wherever it runs: what a function returns that builds a
/// query.
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// fn titles(author: i64) -> impl ReadQuery<Sqlite, Row = String> {
///     select(posts::title).filter(posts::author_id.eq(author)).order_by(posts::id)
/// }
///
/// async fn show(engine: &Engine<Sqlite>) -> Result<(), relata::Error> {
///     for title in engine.all(&titles(1)).await? {
///         println!("{title}");
///     }
///     Ok(())
/// }
/// ```
///
/// A query that gives at most one row says so: `impl ReadQuery<Sqlite, Row = String> +
/// Query<Rows = OptionalRow>`; one to take the first row of says `Query<Rows: HasFirst>`.
pub trait ReadQuery<D: Dialect>:
    Query<Output: Output<Row = Self::Row>>
    + Runnable<D, AutoCommit>
    + Runnable<D, ReadWrite>
    + Runnable<D, ReadOnly>
    + Send
    + Sync
{
    /// A row.
    type Row: Send;
}

impl<D, Q> ReadQuery<D> for Q
where
    D: Dialect,
    Q: Query
        + Runnable<D, AutoCommit>
        + Runnable<D, ReadWrite>
        + Runnable<D, ReadOnly>
        + Send
        + Sync,
{
    type Row = <Q::Output as Output>::Row;
}

/// The SQL text of statements.
pub trait ToSqlText {
    /// The text in a dialect, with placeholders. It is what the driver prepares.
    fn to_sql<D: Dialect>(&self) -> String
    where
        Self: TextIn<D>,
    {
        to_text::<D>(self)
    }
}

/// A statement that dialect `D` can write.
pub trait TextIn<D: Dialect>: Render<D> {}
impl<S: Render<D>, D: Dialect> TextIn<D> for S {}

impl<S: Statement> ToSqlText for S {}
