//! A statement on its way to the database: the future that each verb gives.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::batch;
use super::boxed::Boxed;
use super::collect::{All, Each, First, Only};
use super::place::{Got, Place};
use crate::driver::{Call, Done, Driver, NoRows, StatementKey, Visitor};
use crate::error::{Error, Result};
use crate::expr::Shape;
use crate::query::cardinality::{Cardinality, HasFirst};
use crate::query::{Batch, ColumnNames, Expected, Output, Query, Statement};
use crate::render::spec::Lists;
use crate::render::{Dialect, Render, Spec, Words};

/// A statement on its way: `.await` runs it, and nothing happens before.
///
/// It names what it gives and not the statement, so that a wrong statement is one error, at the
/// statement. A statement that need not wait for anything runs where it is polled first, without
/// allocating; all else goes on in a box.
#[must_use = "a statement runs when it is awaited"]
pub struct Run<'s, D: Driver, T>(State<'s, D, T>);

// What runs at once is not boxed: that would cost each statement an allocation.
#[allow(clippy::large_enum_variant)]
enum State<'s, D: Driver, T> {
    New(Place<'s, D>, Job<'s, D>, Begin<'s, D, T>),
    Going(Going<'s, T>),
    Ended,
}

/// Runs a statement as far as it goes without waiting.
type Begin<'s, D, T> = fn(Place<'s, D>, Job<'s, D>) -> Begun<'s, T>;
type Going<'s, T> = Boxed<'s, Result<T>>;

/// How far that is.
pub(super) enum Begun<'s, T> {
    Done(Result<T>),
    Going(Going<'s, T>),
}

impl<'s, T> Begun<'s, T> {
    #[inline]
    fn going<F: Future<Output = Result<T>> + Send + 's>(work: impl FnOnce() -> F) -> Self {
        Self::Going(Boxed::new(work))
    }
}

impl<'s, D: Driver, T> Run<'s, D, T> {
    /// A statement that begins so.
    #[inline]
    pub(super) fn new(place: Place<'s, D>, job: Job<'s, D>, begin: Begin<'s, D, T>) -> Self {
        let job = job.at(&place);
        Self(State::New(place, job, begin))
    }

    /// Some other work.
    pub(super) fn going(work: impl Future<Output = Result<T>> + Send + 's) -> Self {
        Self(State::Going(Boxed::new(|| work)))
    }
}

/// What it gives is never pinned in place.
impl<D: Driver, T> Unpin for Run<'_, D, T> {}

impl<D: Driver, T> Future for Run<'_, D, T> {
    type Output = Result<T>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T>> {
        loop {
            if let State::Going(work) = &mut self.0 {
                return Pin::new(work).poll(cx);
            }
            let State::New(place, job, begin) = std::mem::replace(&mut self.0, State::Ended) else {
                return Poll::Ready(Err(Error::other("the statement has run")));
            };
            match begin(place, job) {
                Begun::Done(done) => return Poll::Ready(done),
                Begun::Going(work) => self.0 = State::Going(work),
            }
        }
    }
}

impl<D: Driver, T> fmt::Debug for Run<'_, D, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Run")
    }
}

/// A statement without its type: what the verbs need to know of it.
pub(super) struct Job<'s, D: Dialect> {
    pub call: Call<'s, D>,
    pub batch: Option<Batch>,
    pub names: ColumnNames,
    pub expected: Option<Expected>,
}

impl<D: Dialect> Clone for Job<'_, D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D: Dialect> Copy for Job<'_, D> {}

impl<'s, D: Driver> Job<'s, D> {
    /// A statement that gives no rows.
    #[inline]
    pub fn of<S: Statement + Render<D> + Sync>(statement: &'s S) -> Self {
        Self {
            call: call(statement),
            batch: statement.batch(),
            names: |_| None,
            expected: statement.expects(),
        }
    }

    /// A statement that gives rows.
    #[inline]
    pub fn rows<Q: Query + Render<D> + Sync>(query: &'s Q) -> Self {
        Self {
            call: call(query),
            batch: query.batch(),
            names: query.columns(),
            expected: query.expects(),
        }
    }

    /// A statement of whose rows the first is wanted.
    #[inline]
    pub fn first<Q: Query<Rows: HasFirst> + Render<D> + Sync>(query: &'s Q) -> Self {
        let job = Self::rows(query);
        match Q::CAN_LIMIT && Q::Rows::HAS_MORE {
            true => Self { call: job.call.of_first(), ..job },
            false => job,
        }
    }

    /// The same as its database writes it, and with what the handle there says.
    #[inline]
    #[must_use]
    pub fn written_as(self, spec: &'static Spec, words: Option<&'s Words>) -> Self {
        Self { call: self.call.written_as(spec).saying(words), ..self }
    }

    /// The same as it is written at a place.
    #[inline]
    #[must_use]
    fn at(self, place: &Place<'s, D>) -> Self {
        self.written_as(place.spec(), place.words())
    }

    /// Runs it if it need not wait.
    #[inline]
    fn now<V: Visitor>(&self, place: &mut Place<'_, D>, visitor: &mut V) -> Option<Result<Done>> {
        if self.batch.is_some() {
            return None;
        }
        let done = place.now(self.call, visitor)?;
        Some(self.ended(done))
    }

    /// What was done, if it was what must be done.
    #[inline]
    fn ended(&self, done: Result<Done>) -> Result<Done> {
        let done = done.map_err(|error| error.at_column(self.names))?;
        match self.expected {
            Some(expected) if done.changed == 0 && done.rows == 0 => {
                let Expected { table, version } = expected;
                let stale = format!("UPDATE of {table} found no row of version {version}");
                Err(self.error(Error::stale(stale)))
            }
            _ => Ok(done),
        }
    }

    /// Runs it, and makes of what was seen what the verb gives.
    #[allow(clippy::manual_async_fn, reason = "an `async fn` keeps its arguments twice")]
    fn run<V: Visitor + 'static, T>(
        self,
        mut place: Place<'s, D>,
        visitor: V,
        end: impl FnOnce(&Self, V, Done) -> Result<T> + Send + 's,
    ) -> impl Future<Output = Result<T>> + Send + 's {
        let job = self.at(&place);
        async move {
            let run = match (place.get().await?, job.batch) {
                (Got::Seat(seat), None) => seat.run(job.call, visitor).await,
                (Got::Seat(seat), Some(rows)) => {
                    Box::pin(batch::run(seat, job.call, rows, visitor)).await
                }
                // What reads has no parts.
                (Got::Reader(reader), _) => {
                    let mut visitor = visitor;
                    reader.visit(job.call, &mut visitor).await.map(|done| (visitor, done))
                }
            };
            let (visitor, done) = match run {
                Ok((visitor, done)) => (visitor, job.ended(Ok(done))?),
                Err(error) => return Err(error.at_column(job.names)),
            };
            end(&job, visitor, done)
        }
    }

    /// All rows.
    pub fn all<O: Output>(
        self,
        place: Place<'s, D>,
    ) -> impl Future<Output = Result<Vec<O::Row>>> + Send + 's {
        self.run(place, All::<O>::default(), |_, all, _| Ok(all.rows))
    }

    /// Each row, borrowed.
    pub async fn each<O, F>(self, mut place: Place<'s, D>, visit: F) -> Result<()>
    where
        O: Output,
        F: for<'r> FnMut(O::Ref<'r>) + Send,
    {
        let job = self.at(&place);
        let mut each = Each::<O, F>::new(visit);
        let done = match (place.get().await?, job.batch) {
            (Got::Seat(seat), None) => seat.visit(job.call, &mut each).await,
            (Got::Seat(seat), Some(rows)) => {
                Box::pin(batch::visit(seat, job.call, rows, &mut each)).await
            }
            (Got::Reader(reader), _) => reader.visit(job.call, &mut each).await,
        };
        job.ended(done).map(drop)
    }

    /// How many rows were written.
    pub fn write(self, place: Place<'s, D>) -> impl Future<Output = Result<u64>> + Send + 's {
        self.run(place, NoRows, |_, _, done| Ok(done.changed))
    }

    /// Whether it runs as one statement on whose end nothing has to be looked at.
    #[inline]
    pub fn is_plain(&self) -> bool {
        self.batch.is_none() && self.expected.is_none()
    }

    #[cold]
    pub fn error(&self, error: Error) -> Error {
        error.with_sql(|| self.call.text())
    }
}

/// All rows.
pub(super) fn all<'s, D: Driver, O: Output>(
    place: Place<'s, D>,
    job: Job<'s, D>,
) -> Begun<'s, Vec<O::Row>> {
    Begun::going(|| job.all::<O>(place))
}

/// The first row.
pub(super) fn first<'s, D: Driver, O: Output>(
    mut place: Place<'s, D>,
    job: Job<'s, D>,
) -> Begun<'s, Option<O::Row>> {
    let mut first = First::<O>(None);
    match job.now(&mut place, &mut first) {
        Some(done) => Begun::Done(done.map(|_| first.0)),
        None => Begun::going(|| job.run(place, first, |_, first, _| Ok(first.0))),
    }
}

/// The only row, if there is one.
pub(super) fn only<'s, D: Driver, O: Output>(
    place: Place<'s, D>,
    job: Job<'s, D>,
) -> Begun<'s, Option<O::Row>> {
    alone::<D, O, _>(place, job, |_, row| Ok(row))
}

/// The only row.
pub(super) fn one<'s, D: Driver, O: Output>(
    place: Place<'s, D>,
    job: Job<'s, D>,
) -> Begun<'s, O::Row> {
    alone::<D, O, _>(place, job, |job, row| row.ok_or_else(|| job.error(Error::not_found())))
}

/// What becomes of the only row.
fn alone<'s, D: Driver, O: Output, T: 's>(
    mut place: Place<'s, D>,
    job: Job<'s, D>,
    end: fn(&Job<'s, D>, Option<O::Row>) -> Result<T>,
) -> Begun<'s, T> {
    let ended = move |job: &Job<'s, D>, only: Only<O>, _: Done| match only.several {
        true => Err(job.error(Error::more_than_one())),
        false => end(job, only.row),
    };
    let mut only = Only::<O>::default();
    match job.now(&mut place, &mut only) {
        Some(done) => Begun::Done(done.and_then(|done| ended(&job, only, done))),
        None => Begun::going(|| job.run(place, only, ended)),
    }
}

/// As many rows as the type proves.
pub(super) fn fetch<'s, D: Driver, O: Output, C: Cardinality>(
    place: Place<'s, D>,
    job: Job<'s, D>,
) -> Begun<'s, C::Of<O::Row>> {
    let collect = |job: &Job<'s, D>, all: All<O>, _: Done| {
        C::collect(all.rows).map_err(|rows| {
            let none = rows.is_empty();
            job.error(if none { Error::not_found() } else { Error::more_than_one() })
        })
    };
    Begun::going(|| job.run(place, All::<O>::at_most(C::ENOUGH), collect))
}

/// How many rows were written.
pub(super) fn write<'s, D: Driver>(mut place: Place<'s, D>, job: Job<'s, D>) -> Begun<'s, u64> {
    match job.now(&mut place, &mut NoRows) {
        Some(done) => Begun::Done(done.map(|done| done.changed)),
        None => Begun::going(|| job.write(place)),
    }
}

/// The statement, under the key where its text follows from its type.
#[inline]
fn call<D: Driver, S: Statement + Render<D> + Sync>(statement: &S) -> Call<'_, D> {
    let key = StatementKey::of::<S>();
    let key = match S::SHAPE {
        Shape::Fixed => Some(key),
        Shape::Lists => (!matches!(D::SPEC.lists, Lists::Padded)).then_some(key),
        Shape::Dynamic => statement.variant().map(|number| key.variant(number)),
    };
    let call = key.map_or_else(|| Call::dynamic(statement), |key| Call::fixed(statement, key));
    call.by_hand(S::BY_HAND)
}
