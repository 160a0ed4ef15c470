//! The verbs: how a connection or a transaction runs a statement, and in which shape the rows come.

use std::future::Future;

use super::batch;
use super::collect::{All, Each, First, Only};
use super::link::Seat;
use super::stream::Rows;
use crate::driver::{Call, Driver, NoRows, StatementKey};
use crate::error::{Error, Result};
use crate::expr::Shape;
use crate::query::cardinality::{AtMostOneRow, Cardinality};
use crate::query::{Output, Query, Runnable, Statement};
use crate::render::Render;
use crate::render::spec::Lists;

/// A row of a query.
pub type RowOf<Q> = <<Q as Query>::Output as Output>::Row;
/// A row of a query that borrows its text and bytes.
pub type RefOf<'r, Q> = <<Q as Query>::Output as Output>::Ref<'r>;

/// Runs statements: a [`Connection`](super::Connection) or a [`Transaction`](super::Transaction).
/// The [`Engine`](super::Engine) has the same verbs.
pub trait Executor: Send {
    /// The database.
    type Dialect: Driver;
    /// What may run here.
    type Access;

    /// The connection, and how deep in transactions this handle is.
    #[doc(hidden)]
    fn seat(&mut self) -> Seat<'_, Self::Dialect>;

    /// All rows.
    fn all<Q>(&mut self, query: &Q) -> impl Future<Output = Result<Vec<RowOf<Q>>>> + Send
    where
        Q: Query + Runnable<Self::Dialect, Self::Access> + Sync,
    {
        let seat = self.seat();
        async move { many::<Q, _>(seat, query, usize::MAX).await }
    }

    /// The first row, if there is one. The others are not read.
    fn first<Q>(&mut self, query: &Q) -> impl Future<Output = Result<Option<RowOf<Q>>>> + Send
    where
        Q: Query + Runnable<Self::Dialect, Self::Access> + Sync,
    {
        let seat = self.seat();
        async move {
            if query.batch().is_some() {
                return Ok(many::<Q, _>(seat, query, usize::MAX).await?.into_iter().next());
            }
            let run = seat.run(call(query), First::<Q::Output>(None)).await;
            let (First(row), _) = run.map_err(|error| error.at_column(Q::column))?;
            Ok(row)
        }
    }

    /// The row of a query that gives exactly one.
    ///
    /// It [is an error](Error::is_not_found) where there is none, and
    /// [another](Error::is_more_than_one) where there are several.
    fn one<Q>(&mut self, query: &Q) -> impl Future<Output = Result<RowOf<Q>>> + Send
    where
        Q: Query<Rows: AtMostOneRow> + Runnable<Self::Dialect, Self::Access> + Sync,
    {
        let row = self.one_or_none(query);
        async move { row.await?.ok_or_else(|| Error::not_found().with_sql(|| call(query).text())) }
    }

    /// The row of a query that gives at most one.
    ///
    /// It [is an error](Error::is_more_than_one) where there are several.
    fn one_or_none<Q>(&mut self, query: &Q) -> impl Future<Output = Result<Option<RowOf<Q>>>> + Send
    where
        Q: Query<Rows: AtMostOneRow> + Runnable<Self::Dialect, Self::Access> + Sync,
    {
        let seat = self.seat();
        async move {
            if query.batch().is_some() {
                let rows = many::<Q, _>(seat, query, 2).await?;
                return match <[_; 1]>::try_from(rows) {
                    Ok([row]) => Ok(Some(row)),
                    Err(rows) if rows.is_empty() => Ok(None),
                    Err(_) => Err(Error::more_than_one().with_sql(|| call(query).text())),
                };
            }
            let run = seat.run(call(query), Only::<Q::Output>::default()).await;
            let (only, _) = run.map_err(|error| error.at_column(Q::column))?;
            if only.several {
                return Err(Error::more_than_one().with_sql(|| call(query).text()));
            }
            Ok(only.row)
        }
    }

    /// As many rows as the query's type proves: a row, an `Option`, or a `Vec`.
    fn fetch<Q>(
        &mut self,
        query: &Q,
    ) -> impl Future<Output = Result<<Q::Rows as Cardinality>::Of<RowOf<Q>>>> + Send
    where
        Q: Query<Rows: Cardinality> + Runnable<Self::Dialect, Self::Access> + Sync,
    {
        let seat = self.seat();
        async move {
            let rows = many::<Q, _>(seat, query, <Q::Rows as Cardinality>::ENOUGH).await?;
            Q::Rows::collect(rows).map_err(|rows| {
                let error =
                    if rows.is_empty() { Error::not_found() } else { Error::more_than_one() };
                error.with_sql(|| call(query).text())
            })
        }
    }

    /// Visits each row while its text and bytes still lie in the driver's buffer: nothing is
    /// copied.
    fn for_each<Q, F>(&mut self, query: &Q, visit: F) -> impl Future<Output = Result<()>> + Send
    where
        Q: Query + Runnable<Self::Dialect, Self::Access> + Sync,
        F: for<'r> FnMut(RefOf<'r, Q>) + Send,
    {
        let seat = self.seat();
        async move {
            let mut each = Each::<Q::Output, F>::new(visit);
            let done = match query.batch() {
                None => seat.visit(call(query), &mut each).await,
                Some(rows) => Box::pin(batch::visit(seat, call(query), rows, &mut each)).await,
            };
            done.map(drop).map_err(|error| error.at_column(Q::column))
        }
    }

    /// The rows one by one, as a stream that borrows this handle. Dropping it ends the statement.
    ///
    /// Rows are read in portions, so a few more than were taken may have been read.
    fn stream<'s, Q>(&'s mut self, query: &'s Q) -> Rows<'s, Self::Dialect, Q::Output>
    where
        Q: Query + Runnable<Self::Dialect, Self::Access> + Sync,
    {
        let seat = self.seat();
        match query.batch() {
            None => Rows::open(seat, call(query), Q::column),
            Some(_) => Rows::all(async move { many::<Q, _>(seat, query, usize::MAX).await }),
        }
    }

    /// Runs a statement for what it does. It gives the number of rows that it wrote: those that
    /// matched, whether they changed or not.
    ///
    /// An INSERT of many rows writes all of them or none.
    fn execute<S>(&mut self, statement: &S) -> impl Future<Output = Result<u64>> + Send
    where
        S: Runnable<Self::Dialect, Self::Access> + Sync,
    {
        let seat = self.seat();
        async move { write(seat, statement).await }
    }

    /// Runs several statements of one type, all or none of them. It gives the number of rows that
    /// they wrote together.
    fn execute_many<I>(&mut self, statements: I) -> impl Future<Output = Result<u64>> + Send
    where
        I: IntoIterator<IntoIter: Send>,
        I::Item: Runnable<Self::Dialect, Self::Access> + Send + Sync,
    {
        let seat = self.seat();
        let statements = statements.into_iter();
        async move {
            let mut nested = batch::nested(seat).await?;
            let mut changed = 0;
            for statement in statements {
                changed += write(nested.seat(), &statement).await?;
            }
            nested.commit().await?;
            Ok(changed)
        }
    }
}

/// The statement, under the key where its text follows from its type.
#[inline]
pub(super) fn call<D, S>(statement: &S) -> Call<'_, D>
where
    D: Driver,
    S: Statement + Render<D> + Sync,
{
    let by_type = match S::SHAPE {
        Shape::Fixed => true,
        Shape::Lists => !matches!(D::SPEC.lists, Lists::Padded),
        Shape::Dynamic => false,
    };
    if by_type { Call::fixed(statement, StatementKey::of::<S>()) } else { Call::dynamic(statement) }
}

/// Some or all rows.
#[inline]
async fn many<Q, D>(seat: Seat<'_, D>, query: &Q, enough: usize) -> Result<Vec<RowOf<Q>>>
where
    D: Driver,
    Q: Query + Render<D> + Sync,
{
    let all = All::<Q::Output>::at_most(enough);
    let run = match query.batch() {
        None => seat.run(call(query), all).await,
        Some(rows) => Box::pin(batch::run(seat, call(query), rows, all)).await,
    };
    let (all, _) = run.map_err(|error| error.at_column(Q::column))?;
    Ok(all.rows)
}

/// How many rows were written.
#[inline]
async fn write<S, D>(seat: Seat<'_, D>, statement: &S) -> Result<u64>
where
    D: Driver,
    S: Statement + Render<D> + Sync,
{
    let (_, done) = match statement.batch() {
        None => seat.run(call(statement), NoRows).await?,
        Some(rows) => Box::pin(batch::run(seat, call(statement), rows, NoRows)).await?,
    };
    Ok(done.changed)
}
