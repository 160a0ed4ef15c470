//! A statement on its way to the database: the future that each verb gives.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::batch;
use super::collect::{All, Each, First, Only};
use super::link::Seat;
use crate::driver::{Call, Driver, NoRows, StatementKey};
use crate::error::{Error, Result};
use crate::expr::Shape;
use crate::query::{Batch, Output, Query, Statement};
use crate::render::spec::Lists;
use crate::render::{Dialect, Render};

/// A statement on its way: `.await` runs it, and nothing happens before.
///
/// It names what it gives and not the statement, so that a wrong statement is one error, at the
/// statement.
#[must_use = "a statement runs when it is awaited"]
pub struct Run<'s, T>(Pin<Box<dyn Future<Output = Result<T>> + Send + 's>>);

impl<'s, T> Run<'s, T> {
    pub(super) fn new(work: impl Future<Output = Result<T>> + Send + 's) -> Self {
        Self(Box::pin(work))
    }
}

impl<T> Future for Run<'_, T> {
    type Output = Result<T>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T>> {
        self.0.as_mut().poll(cx)
    }
}

impl<T> fmt::Debug for Run<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Run")
    }
}

/// The table and column at a position of a row.
pub(super) type Names = fn(usize) -> Option<(&'static str, &'static str)>;

/// A statement without its type: what the verbs need to know of it.
pub(super) struct Job<'s, D: Dialect> {
    pub call: Call<'s, D>,
    pub batch: Option<Batch>,
    names: Names,
}

impl<'s, D: Driver> Job<'s, D> {
    /// A statement that gives no rows.
    #[inline]
    pub fn of<S: Statement + Render<D> + Sync>(statement: &'s S) -> Self {
        Self { call: call(statement), batch: statement.batch(), names: |_| None }
    }

    /// A statement that gives rows.
    #[inline]
    pub fn rows<Q: Query + Render<D> + Sync>(query: &'s Q) -> Self {
        Self { call: call(query), batch: query.batch(), names: query.columns() }
    }

    /// Some or all rows.
    pub async fn all<O: Output>(self, seat: Seat<'_, D>, enough: usize) -> Result<Vec<O::Row>> {
        let all = All::<O>::at_most(enough);
        let run = match self.batch {
            None => seat.run(self.call, all).await,
            Some(rows) => Box::pin(batch::run(seat, self.call, rows, all)).await,
        };
        let (all, _) = run.map_err(|error| error.at_column(self.names))?;
        Ok(all.rows)
    }

    /// The first row.
    pub async fn first<O: Output>(self, seat: Seat<'_, D>) -> Result<Option<O::Row>> {
        if self.batch.is_some() {
            return Ok(self.all::<O>(seat, usize::MAX).await?.into_iter().next());
        }
        let run = seat.run(self.call, First::<O>(None)).await;
        let (First(row), _) = run.map_err(|error| error.at_column(self.names))?;
        Ok(row)
    }

    /// The only row.
    pub async fn only<O: Output>(self, seat: Seat<'_, D>) -> Result<Option<O::Row>> {
        let Self { call, batch, names } = self;
        if batch.is_some() {
            let rows = self.all::<O>(seat, 2).await?;
            return match <[_; 1]>::try_from(rows) {
                Ok([row]) => Ok(Some(row)),
                Err(rows) if rows.is_empty() => Ok(None),
                Err(_) => Err(Error::more_than_one().with_sql(|| call.text())),
            };
        }
        let (only, _) =
            seat.run(call, Only::<O>::default()).await.map_err(|error| error.at_column(names))?;
        if only.several {
            return Err(Error::more_than_one().with_sql(|| call.text()));
        }
        Ok(only.row)
    }

    /// Each row, borrowed.
    pub async fn each<O, F>(self, seat: Seat<'_, D>, visit: F) -> Result<()>
    where
        O: Output,
        F: for<'r> FnMut(O::Ref<'r>) + Send,
    {
        let mut each = Each::<O, F>::new(visit);
        let done = match self.batch {
            None => seat.visit(self.call, &mut each).await,
            Some(rows) => Box::pin(batch::visit(seat, self.call, rows, &mut each)).await,
        };
        done.map(drop).map_err(|error| error.at_column(self.names))
    }

    /// How many rows were written.
    pub async fn write(self, seat: Seat<'_, D>) -> Result<u64> {
        let (_, done) = match self.batch {
            None => seat.run(self.call, NoRows).await?,
            Some(rows) => Box::pin(batch::run(seat, self.call, rows, NoRows)).await?,
        };
        Ok(done.changed)
    }
}

/// The statement, under the key where its text follows from its type.
#[inline]
fn call<D: Driver, S: Statement + Render<D> + Sync>(statement: &S) -> Call<'_, D> {
    let by_type = match S::SHAPE {
        Shape::Fixed => true,
        Shape::Lists => !matches!(D::SPEC.lists, Lists::Padded),
        Shape::Dynamic => false,
    };
    if by_type { Call::fixed(statement, StatementKey::of::<S>()) } else { Call::dynamic(statement) }
}

impl<D: Dialect> Clone for Job<'_, D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D: Dialect> Copy for Job<'_, D> {}
