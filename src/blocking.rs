//! The engine without `.await`: the same names, for programs that have no async runtime.
//!
//! ```
//! use relata::blocking::{Engine, Executor};
//! use relata::prelude::{Sqlite, raw, sql};
//!
//! # fn main() -> Result<(), relata::Error> {
//! let engine = Engine::<Sqlite>::open("sqlite::memory:")?;
//! let mut connection = engine.connect()?;
//! assert_eq!(connection.all(&raw!(i64, "SELECT 6 * 7"))?, [42]);
//! # Ok(()) }
//! ```
//!
//! Inside an async runtime each call [is an error](crate::Error::is_blocking), since it would hold up the
//! tasks of its thread.

mod connection;
mod engine;
mod migrate;
mod retry;
mod session;
mod waiter;

use std::pin::Pin;

use futures_core::Stream;

pub use self::connection::{Connection, Transaction};
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
pub use self::engine::AnyEngine;
pub use self::engine::Engine;
pub use self::migrate::Migrations;
pub use self::retry::Retry;
pub use self::session::{Session, Streamed};
use self::waiter::Waiter;
use crate::driver::Driver;
use crate::engine::{self as asynchronous, Bulk, Executor as _, RefOf, RowOf};
use crate::error::Result;
use crate::orm::load::AsksValues;
use crate::query::assign::Assigned;
use crate::query::cardinality::{AtMostOneRow, Cardinality, HasFirst};
use crate::query::insert::{Fresh, ManyOf};
use crate::query::numbers::MakesKeys;
use crate::query::{Output, Query, Runnable};
use crate::schema::{Column, Numbered};
use crate::types::logic::List;

/// Runs statements: a [`Connection`] or a [`Transaction`]. See [`Executor`](crate::engine::Executor).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a connection nor a transaction",
    label = "an engine gives a connection by `engine.connect()`, and a transaction by `engine.begin()`"
)]
pub trait Executor {
    /// The database.
    type Dialect: Driver;
    /// What may run here.
    type Access;
    /// The level of isolation, where the type tells it.
    type Isolation;
    #[doc(hidden)]
    type Inner: asynchronous::Executor<Dialect = Self::Dialect, Access = Self::Access>;

    #[doc(hidden)]
    fn parts(&mut self) -> Parts<'_, Self::Inner>;

    /// All rows.
    fn all<Q, O>(&mut self, query: &Q) -> Result<Vec<O::Row>>
    where
        Q: Query<Output = O> + Runnable<Self::Dialect, Self::Access> + Sync,
        O: Output,
    {
        let Parts(inner, waiter) = self.parts();
        waiter.wait(inner.all(query))
    }

    /// The first row, if there is one; see [`Executor::first`](crate::engine::Executor::first).
    fn first<Q>(&mut self, query: &Q) -> Result<Option<RowOf<Q>>>
    where
        Q: Query<Rows: HasFirst> + Runnable<Self::Dialect, Self::Access> + Sync,
    {
        let Parts(inner, waiter) = self.parts();
        waiter.wait(inner.first(query))
    }

    /// The row of a query that gives exactly one.
    fn one<Q>(&mut self, query: &Q) -> Result<RowOf<Q>>
    where
        Q: Query<Rows: AtMostOneRow> + Runnable<Self::Dialect, Self::Access> + Sync,
    {
        let Parts(inner, waiter) = self.parts();
        waiter.wait(inner.one(query))
    }

    /// The row of a query that gives at most one.
    fn one_or_none<Q>(&mut self, query: &Q) -> Result<Option<RowOf<Q>>>
    where
        Q: Query<Rows: AtMostOneRow> + Runnable<Self::Dialect, Self::Access> + Sync,
    {
        let Parts(inner, waiter) = self.parts();
        waiter.wait(inner.one_or_none(query))
    }

    /// As many rows as the query's type proves: a row, an `Option`, or a `Vec`.
    fn fetch<Q>(&mut self, query: &Q) -> Result<<Q::Rows as Cardinality>::Of<RowOf<Q>>>
    where
        Q: Query<Rows: Cardinality> + Runnable<Self::Dialect, Self::Access> + Sync,
    {
        let Parts(inner, waiter) = self.parts();
        waiter.wait(inner.fetch(query))
    }

    /// Visits each row while its text and bytes still lie in the driver's buffer.
    fn for_each<Q, F>(&mut self, query: &Q, visit: F) -> Result<()>
    where
        Q: Query + Runnable<Self::Dialect, Self::Access> + Sync,
        F: for<'r> FnMut(RefOf<'r, Q>) + Send,
    {
        let Parts(inner, waiter) = self.parts();
        waiter.wait(inner.for_each(query, visit))
    }

    /// The rows one by one, as an iterator that borrows this handle.
    fn stream<'s, Q>(&'s mut self, query: &'s Q) -> Rows<'s, Self::Dialect, Q::Output>
    where
        Q: Query + Runnable<Self::Dialect, Self::Access> + Sync,
    {
        let Parts(inner, waiter) = self.parts();
        Rows { inner: inner.stream(query), waiter, connected: true }
    }

    /// All rows of a query, with the relations that it loads or joins; see
    /// [`LoadValues::load`](crate::orm::LoadValues::load).
    fn load<Q, G>(&mut self, query: &Q) -> Result<Vec<G>>
    where
        Q: AsksValues<Self::Inner, Given = G>,
        G: Send,
    {
        let Parts(inner, waiter) = self.parts();
        waiter.wait(query.ask_values(inner))
    }

    /// Runs a statement for what it does, and gives the number of rows that it wrote.
    fn execute<S>(&mut self, statement: &S) -> Result<u64>
    where
        S: Runnable<Self::Dialect, Self::Access> + Sync,
    {
        let Parts(inner, waiter) = self.parts();
        waiter.wait(inner.execute(statement))
    }

    /// How the database would run a statement. See [`engine::Executor::explain`](crate::engine::Executor::explain).
    fn explain<S>(&mut self, statement: &S) -> Result<String>
    where
        S: Runnable<Self::Dialect, Self::Access> + Sync,
    {
        let Parts(inner, waiter) = self.parts();
        waiter.wait(inner.explain(statement))
    }

    /// Runs several statements of one type, all or none of them.
    fn execute_many<I>(&mut self, statements: I) -> Result<u64>
    where
        I: IntoIterator<IntoIter: Send, Item: Runnable<Self::Dialect, Self::Access> + Send + Sync>,
    {
        let Parts(inner, waiter) = self.parts();
        waiter.wait(inner.execute_many(statements))
    }

    /// Runs a statement over rows, so many at a time, all or none of them.
    fn execute_bulk<S, Q, F>(&mut self, rows: Bulk<'_, S>, statement: F) -> Result<u64>
    where
        S: Stream<Item: Send> + Send,
        F: FnMut(Vec<S::Item>) -> Q + Send,
        Q: Runnable<Self::Dialect, Self::Access> + Send + Sync,
    {
        let Parts(inner, waiter) = self.parts();
        waiter.wait(inner.execute_bulk(rows, statement))
    }

    /// Runs an INSERT of many rows and gives the keys that the database makes for them, in their order.
    fn keys<T, L, M>(
        &mut self,
        insert: &Fresh<T, ManyOf<L, M>>,
    ) -> Result<Vec<<T::Number as Column>::Type>>
    where
        T: Numbered,
        L: MakesKeys<T> + Assigned + Sync,
        M: List + Sync,
        Fresh<T, ManyOf<L, M>>: Runnable<Self::Dialect, Self::Access> + Sync,
        <T::Number as Column>::Type: Send,
    {
        let Parts(inner, waiter) = self.parts();
        waiter.wait(inner.keys(insert))
    }
}

/// The handle inside, and what waits for it.
#[doc(hidden)]
pub struct Parts<'p, E>(&'p mut E, &'p Waiter);

/// The rows of a query, one by one.
pub struct Rows<'s, D: Driver, O: Output> {
    inner: asynchronous::Rows<'s, D, O>,
    waiter: &'s Waiter,
    /// The pool's timer needs the runtime from the beginning.
    connected: bool,
}

impl<D: Driver, O: Output> Iterator for Rows<'_, D, O> {
    type Item = Result<O::Row>;

    fn next(&mut self) -> Option<Self::Item> {
        let rows = &mut self.inner;
        let next = std::future::poll_fn(|cx| Pin::new(&mut *rows).poll_next(cx).map(Ok));
        let next = match std::mem::replace(&mut self.connected, true) {
            true => self.waiter.wait(next),
            false => self.waiter.drive(next),
        };
        next.unwrap_or_else(|error| Some(Err(error)))
    }
}
