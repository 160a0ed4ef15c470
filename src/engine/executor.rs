//! The verbs: how a connection or a transaction runs a statement, and in which shape the rows come.

use futures_core::Stream;

use super::batch;
use super::bulk::{self, Bulk};
use super::explain;
use super::keys;
use super::link::Seat;
use super::place::Place;
use super::run::{self, Job, Run};
use super::stream::Rows;
use crate::driver::Driver;
use crate::query::assign::Assigned;
use crate::query::cardinality::{AtMostOneRow, Cardinality, HasFirst};
use crate::query::insert::{Fresh, ManyOf};
use crate::query::numbers::{MakesKeys, WithNumbers};
use crate::query::{Output, Query, Runnable};
use crate::schema::{Column, Numbered};
use crate::types::logic::List;

/// A row of a query.
pub type RowOf<Q> = <<Q as Query>::Output as Output>::Row;
/// A row of a query that borrows its text and bytes.
pub type RefOf<'r, Q> = <<Q as Query>::Output as Output>::Ref<'r>;

/// A connection or a transaction can go to another thread. It stands between [`Executor`] and
/// `Send` so that rustc looks through the whole pool for `Send` once, and not at each call.
pub trait Handle: Send {}

/// Runs statements: a [`Connection`](super::Connection) or a [`Transaction`](super::Transaction).
/// The [`Engine`](super::Engine) has the same verbs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a connection nor a transaction",
    label = "an engine gives a connection by `engine.connect()`, and a transaction by `engine.begin()`"
)]
pub trait Executor: Handle {
    /// The database.
    type Dialect: Driver;
    /// What may run here.
    type Access;
    /// The level of isolation, where the type tells it: see [`AtLeast`](super::AtLeast).
    type Isolation;

    /// The connection, and how deep in transactions this handle is.
    #[doc(hidden)]
    fn seat(&mut self) -> Seat<'_, Self::Dialect>;

    /// All rows.
    fn all<'s, Q, O>(&'s mut self, query: &'s Q) -> Run<'s, Self::Dialect, Vec<O::Row>>
    where
        Q: Query<Output = O> + Runnable<Self::Dialect, Self::Access> + Sync,
        O: Output,
    {
        Run::new(Place::Seat(self.seat()), Job::rows(query), run::all::<_, O>)
    }

    /// The first row, if there is one. The others are not read: where a server would send them all, the
    /// query has a `LIMIT 1`, unless it was written by hand.
    ///
    /// A query of several rows without ORDER BY does not compile, since any of them may come
    /// first: sort it, or say `.limit_unordered(1)` where any will do. Of a boxed query and of a
    /// statement written by hand the order is not known here.
    fn first<'s, Q, O>(&'s mut self, query: &'s Q) -> Run<'s, Self::Dialect, Option<O::Row>>
    where
        Q: Query<Output = O, Rows: HasFirst> + Runnable<Self::Dialect, Self::Access> + Sync,
        O: Output,
    {
        Run::new(Place::Seat(self.seat()), Job::first(query), run::first::<_, O>)
    }

    /// The row of a query that gives exactly one.
    ///
    /// It [is an error](crate::Error::is_not_found) where there is none, and
    /// [another](crate::Error::is_more_than_one) where there are several.
    fn one<'s, Q, O>(&'s mut self, query: &'s Q) -> Run<'s, Self::Dialect, O::Row>
    where
        Q: Query<Output = O, Rows: AtMostOneRow> + Runnable<Self::Dialect, Self::Access> + Sync,
        O: Output,
    {
        Run::new(Place::Seat(self.seat()), Job::rows(query), run::one::<_, O>)
    }

    /// The row of a query that gives at most one.
    ///
    /// It [is an error](crate::Error::is_more_than_one) where there are several.
    fn one_or_none<'s, Q, O>(&'s mut self, query: &'s Q) -> Run<'s, Self::Dialect, Option<O::Row>>
    where
        Q: Query<Output = O, Rows: AtMostOneRow> + Runnable<Self::Dialect, Self::Access> + Sync,
        O: Output,
    {
        Run::new(Place::Seat(self.seat()), Job::rows(query), run::only::<_, O>)
    }

    /// As many rows as the query's type proves: a row, an `Option`, or a `Vec`.
    fn fetch<'s, Q, O, C>(&'s mut self, query: &'s Q) -> Run<'s, Self::Dialect, C::Of<O::Row>>
    where
        Q: Query<Output = O, Rows = C> + Runnable<Self::Dialect, Self::Access> + Sync,
        O: Output,
        C: Cardinality,
    {
        Run::new(Place::Seat(self.seat()), Job::rows(query), run::fetch::<_, O, C>)
    }

    /// Visits each row while its text and bytes still lie in the driver's buffer: nothing is
    /// copied.
    fn for_each<'s, Q, O, F>(&'s mut self, query: &'s Q, visit: F) -> Run<'s, Self::Dialect, ()>
    where
        Q: Query<Output = O> + Runnable<Self::Dialect, Self::Access> + Sync,
        O: Output,
        F: for<'r> FnMut(O::Ref<'r>) + Send + 's,
    {
        Run::going(Job::rows(query).each::<O, F>(Place::Seat(self.seat()), visit))
    }

    /// The rows one by one, as a stream that borrows this handle. Dropping it ends the statement.
    ///
    /// Rows are read in portions, so a few more than were taken may have been read.
    fn stream<'s, Q, O>(&'s mut self, query: &'s Q) -> Rows<'s, Self::Dialect, O>
    where
        Q: Query<Output = O> + Runnable<Self::Dialect, Self::Access> + Sync,
        O: Output,
    {
        let job = Job::rows(query);
        let seat = self.seat();
        match job.is_plain() {
            true => Rows::open(seat, job),
            false => Rows::all(job.all::<O>(Place::Seat(seat))),
        }
    }

    /// Runs a statement for what it does. It gives the number of rows that it wrote: those that
    /// matched, whether they changed or not.
    ///
    /// An INSERT of many rows writes all of them or none.
    fn execute<'s, S>(&'s mut self, statement: &'s S) -> Run<'s, Self::Dialect, u64>
    where
        S: Runnable<Self::Dialect, Self::Access> + Sync,
    {
        Run::new(Place::Seat(self.seat()), Job::of(statement), run::write)
    }

    /// How the database would run a statement, which is not run: `EXPLAIN`. On SQLite and PostgreSQL it is lines of
    /// text, and on MySQL and MariaDB JSON, in words that differ between versions. Of an UPDATE or DELETE of one table
    /// MySQL 9.7 tells how it reads where `SET explain_json_format_version = 1` was said on the connection.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), relata::Error> {
    /// # schema! { blog: users, posts }
    /// let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    /// engine.create_all::<blog>().await?;
    /// let plan = engine.explain(&select(users::name).filter(users::id.eq(1))).await?;
    /// assert_eq!(plan, "SEARCH users USING INTEGER PRIMARY KEY (rowid=?)");
    /// # Ok(())
    /// # }
    /// ```
    fn explain<'s, S>(&'s mut self, statement: &'s S) -> Run<'s, Self::Dialect, String>
    where
        S: Runnable<Self::Dialect, Self::Access> + Sync,
    {
        explain::run(self.seat(), statement)
    }

    /// Runs several statements of one type, all or none of them. It gives the number of rows that
    /// they wrote together.
    fn execute_many<'s, I>(&'s mut self, statements: I) -> Run<'s, Self::Dialect, u64>
    where
        I: IntoIterator<IntoIter: Send + 's>,
        I::Item: Runnable<Self::Dialect, Self::Access> + Send + Sync,
    {
        let seat = self.seat();
        let statements = statements.into_iter();
        Run::going(async move {
            let mut nested = batch::nested(seat).await?;
            let mut changed = 0;
            for statement in statements {
                changed += Job::of(&statement).write(Place::Seat(nested.seat())).await?;
            }
            nested.commit().await?;
            Ok(changed)
        })
    }

    /// Runs a statement over rows of an iterator or a stream, so many at a time, all or none of
    /// them. It gives the number of rows that were written.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::engine::Bulk;
    /// use relata::prelude::*;
    ///
    /// async fn import(engine: &Engine<Sqlite>, lines: Vec<String>) -> Result<u64, relata::Error> {
    ///     let mut connection = engine.connect().await?;
    ///     let lines = Bulk::iter(lines).progress(|rows| println!("{rows} rows"));
    ///     connection
    ///         .execute_bulk(lines, |lines| {
    ///             insert_into(users::table).rows(
    ///                 lines.into_iter().map(|line| (users::name.set("?"), users::email.set(line))),
    ///             )
    ///         })
    ///         .await
    /// }
    /// ```
    fn execute_bulk<'s, S, Q, F>(
        &'s mut self,
        rows: Bulk<'s, S>,
        statement: F,
    ) -> Run<'s, Self::Dialect, u64>
    where
        S: Stream<Item: Send> + Send + 's,
        F: FnMut(Vec<S::Item>) -> Q + Send + 's,
        Q: Runnable<Self::Dialect, Self::Access> + Send + Sync + 's,
    {
        Run::going(bulk::run(self.seat(), rows, statement))
    }

    /// Runs an INSERT of many rows and gives the keys that the database makes for them: the first is
    /// that of the first row, whatever order RETURNING has.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    ///
    /// async fn add(tx: &mut impl Executor<Dialect = Sqlite, Access: Writing>) -> Result<(), relata::Error> {
    ///     let people = ["Ada", "Grace"];
    ///     let rows = people.map(|name| (users::name.set(name), users::email.set(name)));
    ///     let keys: Vec<i64> = tx.keys(&insert_into(users::table).rows(rows)).await?;
    ///     let notes = keys.into_iter().map(|key| (posts::author_id.set(key), posts::title.set("Notes")));
    ///     tx.execute(&insert_into(posts::table).rows(notes)).await?;
    ///     Ok(())
    /// }
    /// ```
    ///
    /// The table has an identity column, which counts upwards, and which the rows do not give.
    fn keys<'s, T, L, M>(
        &'s mut self,
        insert: &'s Fresh<T, ManyOf<L, M>>,
    ) -> Run<'s, Self::Dialect, Vec<<T::Number as Column>::Type>>
    where
        T: Numbered,
        L: MakesKeys<T> + Assigned + Sync,
        M: List + Sync,
        Fresh<T, ManyOf<L, M>>: Runnable<Self::Dialect, Self::Access> + Sync,
        <T::Number as Column>::Type: Send,
    {
        Run::going(keys::run(self.seat(), WithNumbers(insert)))
    }
}
