//! Statements that a session runs for what they do, and queries whose rows are taken one by one.

use std::sync::{Arc, Mutex, PoisonError};

use futures_core::Stream;

use super::Session;
use super::touched::is_same;
use super::write::undo_after;
use crate::driver::Driver;
use crate::engine::nest::Nest;
use crate::engine::{Bulk, Executor as _};
use crate::error::{Error, Result};
use crate::orm::admit::Keeper;
use crate::orm::flush::Wrote;
use crate::orm::hooks::Moment;
use crate::orm::store::Known;
use crate::orm::streamed::Streamed;
use crate::orm::{Asked, Asks, Tracks};
use crate::query::assign::Assigned;
use crate::query::cardinality::Cardinality;
use crate::query::effect::Read;
use crate::query::insert::{Fresh, ManyOf};
use crate::query::numbers::{MakesKeys, WithNumbers};
use crate::query::{Closed, Query, Runnable, Statement, Touched};
use crate::schema::{Column, Numbered};
use crate::types::logic::List;

impl<'c, D: Driver, A: 'static> Session<'c, D, A> {
    /// Runs a statement for what it does: after a flush, and objects that it may have changed
    /// expire.
    pub fn execute<'s, S>(&'s mut self, statement: &'s S) -> Asked<'s, u64>
    where
        S: Runnable<D, A> + Sync,
    {
        Asked::going(async move {
            let touched = statement.touches();
            let nest = self.begin_statement(Some(touched)).await?;
            let written = nest.says::<A>().execute(statement).await;
            let written = self.end_statement(&[touched], written).await?;
            self.tell(Moment::AfterExecute(touched, written)).await?;
            Ok(written)
        })
    }

    /// Runs several statements of one type, all or none of them: as [`execute`](Self::execute). It gives the
    /// number of rows that they wrote together.
    pub fn execute_many<'s, I>(&'s mut self, statements: I) -> Asked<'s, u64>
    where
        I: IntoIterator<IntoIter: Send + 's>,
        I::Item: Runnable<D, A> + Send + Sync,
    {
        let mut statements = statements.into_iter().peekable();
        Asked::going(async move {
            let Some(first) = statements.peek().map(Statement::touches) else {
                return self.flush().await.map(|()| 0);
            };
            let nest = self.begin_statement(Some(first)).await?;
            let mut touched = Vec::new();
            let done = many::<D, A, _>(nest, statements, &mut touched).await;
            let written = match done {
                Ok(written) => written,
                Err((error, is_lost)) => {
                    if is_lost {
                        self.forget_transaction().await;
                    }
                    return self.end_statement(&[], Err(error)).await;
                }
            };
            self.end_statement(&touched, Ok(())).await?;
            self.tell(Moment::AfterExecute(first, written)).await?;
            Ok(written)
        })
    }

    /// Runs a statement over rows of an iterator or a stream, so many at a time, all or none of
    /// them: see [`Executor::execute_bulk`](crate::engine::Executor::execute_bulk). It gives the number of rows that
    /// were written.
    pub fn execute_bulk<'s, S, Q, F>(
        &'s mut self,
        rows: Bulk<'s, S>,
        mut statement: F,
    ) -> Asked<'s, u64>
    where
        S: Stream<Item: Send> + Send + 's,
        F: FnMut(Vec<S::Item>) -> Q + Send + 's,
        Q: Runnable<D, A> + Send + Sync + 's,
    {
        Asked::going(async move {
            let seen = Arc::new(Mutex::new(Touched::Nothing));
            let notes = seen.clone();
            let noted = move |rows| {
                let statement = statement(rows);
                // They are of one type, and so of one table.
                *notes.lock().unwrap_or_else(PoisonError::into_inner) = statement.touches();
                statement
            };
            let nest = self.begin_statement(None).await?;
            let written = nest.says::<A>().execute_bulk(rows, noted).await;
            let touched = *seen.lock().unwrap_or_else(PoisonError::into_inner);
            let written = self.end_statement(&[touched], written).await?;
            self.tell(Moment::AfterExecute(touched, written)).await?;
            Ok(written)
        })
    }

    /// Runs an INSERT of many rows and gives the keys that the database makes for them, in the order of the rows:
    /// see [`Executor::keys`](crate::engine::Executor::keys). The rows become no objects: `get` reads them.
    pub fn keys<'s, T, L, M>(
        &'s mut self,
        insert: &'s Fresh<T, ManyOf<L, M>>,
    ) -> Asked<'s, Vec<<T::Number as Column>::Type>>
    where
        T: Numbered,
        L: MakesKeys<T> + Assigned + Sync,
        M: List + Sync,
        Fresh<T, ManyOf<L, M>>: Runnable<D, A> + Sync,
        <T::Number as Column>::Type: Send,
    {
        Asked::going(async move {
            let touched = WithNumbers(insert).touches();
            let nest = self.begin_statement(Some(touched)).await?;
            let keys = nest.says::<A>().keys(insert).await;
            let keys = self.end_statement(&[touched], keys).await?;
            self.tell(Moment::AfterExecute(touched, keys.len() as u64)).await?;
            Ok(keys)
        })
    }

    /// As many rows as the query's type proves: a row, an `Option`, or a `Vec`.
    pub fn fetch<'s, Q, G, C>(&'s mut self, query: &'s Q) -> Asked<'s, C::Of<G>>
    where
        Q: Asks<D, A, Given = G, Rows = C, Open: Closed<Read, A>>,
        G: Send + 's,
        C: Cardinality,
    {
        Asked::going(async move {
            let enough = |rows: Vec<G>| match rows.len() {
                0 => Error::not_found(),
                _ => Error::more_than_one(),
            };
            C::collect(self.all(query).await?).map_err(enough)
        })
    }

    /// The rows of a query one by one, as a stream that borrows the session: row structs as its objects, all else as
    /// it is. Dropping it ends the statement. A session keeps all objects that it has read: where they are too many,
    /// select columns, or [`detach_all`](Self::detach_all) between two streams.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// # async fn show(session: &mut Session<'_, Sqlite>) -> Result<(), relata::Error> {
    /// let titles = select(posts::title).order_by(posts::id);
    /// let mut rows = session.stream(&titles).await?;
    /// while let Some(title) = rows.next().await {
    ///     println!("{}", title?);
    /// }
    /// # Ok(()) }
    /// # fn main() {}
    /// ```
    pub async fn stream<'s, Q, O>(&'s mut self, query: &'s Q) -> Result<Streamed<'s, D, O, A>>
    where
        Q: Query<Output = O, Effect = Read> + Runnable<D, A> + Sync,
        O: Tracks<A>,
    {
        let begun = self.nest().await.map(drop);
        self.ended(begun).await?;
        let Self { nest, stores, epoch, is_torn, .. } = self;
        let nest = nest.as_mut().ok_or_else(Error::lost)?;
        let keeper = Keeper { stores, epoch: *epoch, known: Known::Keeps };
        Ok(Streamed::new(nest.rows(query), keeper, is_torn))
    }

    /// Before a statement that writes: a flush, and a transaction. Where nobody waits for its end, all is undone.
    async fn begin_statement(&mut self, touched: Option<Touched>) -> Result<&mut Nest<'c, D>> {
        self.flush().await?;
        if let Some(touched) = touched {
            self.tell(Moment::BeforeExecute(touched)).await?;
            // What that has changed is written before the statement, too.
            if self.has_hooks() && self.has_changes() {
                self.flush().await?;
            }
        }
        let begun = self.nest().await.map(drop);
        self.ended(begun).await?;
        self.tear();
        Ok(self.open()?.0)
    }

    /// After it.
    async fn end_statement<T>(&mut self, touched: &[Touched], done: Result<T>) -> Result<T> {
        let done = self.ended(done).await?;
        touched.iter().for_each(|touched| self.touched(*touched));
        Ok(done)
    }
}

/// Runs statements in a savepoint. Where one fails, all are undone: whether the transaction is lost as well.
async fn many<D: Driver, A: 'static, S: Runnable<D, A> + Send + Sync>(
    nest: &mut Nest<'_, D>,
    statements: impl Iterator<Item = S> + Send,
    touched: &mut Vec<Touched>,
) -> Result<u64, (Error, bool)> {
    nest.deepen().await.map_err(|error| (error, false))?;
    let mut written = 0;
    for statement in statements {
        match nest.says::<A>().execute(&statement).await {
            Ok(rows) => written += rows,
            Err(error) => {
                let is_lost = undo_after(nest, &error).await;
                return Err((error, is_lost));
            }
        }
        let of = statement.touches();
        if !touched.iter().any(|known| is_same(Wrote::Rows(*known), Wrote::Rows(of))) {
            touched.push(of);
        }
    }
    nest.keep().await.map_err(|error| (error, true))?;
    Ok(written)
}
