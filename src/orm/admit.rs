//! Rows as a session gives them: row structs become objects, and all else stays what it is.

use super::any::{Going, Stores};
use super::handle::{Handle, Tracked};
use super::object::{KeptBy, Object};
use super::session::Session;
use super::store::{Epoch, Known};
use crate::driver::Driver;
use crate::engine::Executor as _;
use crate::engine::nest::Nest;
use crate::error::Result;
use crate::query::cardinality::HasFirst;
use crate::query::effect::{Read, ReadWrite, Write};
use crate::query::output::{Fields, Output, Value, Whole};
use crate::query::{Query, Runnable};
use crate::types::logic::{List, Nil};
use crate::types::null::{NotNull, Nullable};
use crate::types::tuple::for_tuples;

/// What a session's verbs take: a query, or one with relations to be loaded.
#[diagnostic::on_unimplemented(
    message = "a session cannot run this query",
    label = "a statement that gives rows is needed here: `select(..)`, or one with `.returning(..)`"
)]
pub trait Asks<D: Driver, A = ReadWrite>: Sync {
    /// What a row becomes.
    type Given: Send;
    /// How many rows there can be.
    type Rows;
    /// What the statements that load relations beside them leave open.
    type Open: List;
    /// All rows.
    #[doc(hidden)]
    fn ask<'s, 'c: 's>(&'s self, session: &'s mut Session<'c, D, A>)
    -> Going<'s, Vec<Self::Given>>;
    /// The first one.
    #[doc(hidden)]
    fn ask_first<'s, 'c: 's>(
        &'s self,
        session: &'s mut Session<'c, D, A>,
    ) -> Going<'s, Option<Self::Given>>
    where
        Self::Rows: HasFirst;
}

impl<D, A, Q, O> Asks<D, A> for Q
where
    D: Driver,
    A: 'static,
    Q: Query<Output = O, Effect: Shows> + Runnable<D, A> + Sync,
    O: Tracks<A>,
{
    type Given = O::Given;
    type Rows = Q::Rows;
    type Open = Nil;

    fn ask<'s, 'c: 's>(&'s self, session: &'s mut Session<'c, D, A>) -> Going<'s, Vec<O::Given>> {
        Box::pin(async move {
            let rows = begin::<D, A, Q>(session).await?.says::<A>().all(self).await?;
            let mut keeper = keeper(self, session);
            Ok(rows.into_iter().map(|row| O::track(row, &mut keeper)).collect())
        })
    }

    fn ask_first<'s, 'c: 's>(
        &'s self,
        session: &'s mut Session<'c, D, A>,
    ) -> Going<'s, Option<O::Given>>
    where
        Q::Rows: HasFirst,
    {
        Box::pin(async move {
            let row = begin::<D, A, Q>(session).await?.says::<A>().first(self).await?;
            let mut keeper = keeper(self, session);
            Ok(row.map(|row| O::track(row, &mut keeper)))
        })
    }
}

/// The connection for a query. What waits is written before one that writes itself.
async fn begin<'s, 'c, D: Driver, A: 'static, Q: Query<Effect: Shows>>(
    session: &'s mut Session<'c, D, A>,
) -> Result<&'s mut Nest<'c, D>> {
    if <Q::Effect as Shows>::KNOWN == Known::Refreshed {
        session.flush().await?;
        session.nest().await?;
        session.tear();
        return Ok(session.open()?.0);
    }
    Ok(session.nest().await?.0)
}

/// Keeps what a query has given.
fn keeper<'s, D: Driver, A: 'static, Q: Query<Effect: Shows>>(
    query: &Q,
    session: &'s mut Session<'_, D, A>,
) -> Keeper<'s, D> {
    let known = <Q::Effect as Shows>::KNOWN;
    if known == Known::Refreshed {
        session.touched(query.touches());
    }
    Keeper { epoch: session.epoch, stores: &mut session.stores, known }
}

/// What the rows of a statement tell about objects that are there already.
pub trait Shows {
    #[doc(hidden)]
    const KNOWN: Known;
}

impl Shows for Read {
    const KNOWN: Known = Known::Keeps;
}

impl Shows for Write {
    const KNOWN: Known = Known::Refreshed;
}

/// Keeps the objects of rows.
pub struct Keeper<'s, D> {
    pub(super) stores: &'s mut Stores<D>,
    pub(super) epoch: Epoch,
    pub(super) known: Known,
}

impl<D: Driver> Keeper<'_, D> {
    pub(super) fn keep<E: Object>(&mut self, row: E) -> Handle<E> {
        self.stores.read(row, self.epoch, self.known)
    }
}

/// Rows that a session gives.
#[diagnostic::on_unimplemented(
    message = "a session cannot keep rows of `{Self}`",
    label = "select columns, or row structs of tables with a primary key"
)]
pub trait Tracks<A = ReadWrite>: Output {
    /// What a row becomes.
    type Given: Send;
    /// Keeps its objects.
    #[doc(hidden)]
    fn track<D: Driver>(row: Self::Row, keeper: &mut Keeper<'_, D>) -> Self::Given;
}

impl<E: KeptBy<A>, A> Tracks<A> for Whole<E, NotNull> {
    type Given = Tracked<E>;

    fn track<D: Driver>(row: E, keeper: &mut Keeper<'_, D>) -> Tracked<E> {
        Tracked::new(keeper.keep(row), ())
    }
}

impl<E: KeptBy<A>, A> Tracks<A> for Whole<E, Nullable> {
    type Given = Option<Tracked<E>>;

    fn track<D: Driver>(row: Option<E>, keeper: &mut Keeper<'_, D>) -> Option<Tracked<E>> {
        row.map(|row| Tracked::new(keeper.keep(row), ()))
    }
}

impl<T, N, A> Tracks<A> for Value<T, N>
where
    Self: Output,
{
    type Given = Self::Row;

    fn track<D: Driver>(row: Self::Row, _: &mut Keeper<'_, D>) -> Self::Row {
        row
    }
}

impl<T, O, A> Tracks<A> for Fields<T, O>
where
    Self: Output,
{
    type Given = Self::Row;

    fn track<D: Driver>(row: Self::Row, _: &mut Keeper<'_, D>) -> Self::Row {
        row
    }
}

macro_rules! track_tuple {
    ($($name:ident $index:tt)*) => {
        impl<Access, $($name: Tracks<Access>),*> Tracks<Access> for ($($name,)*) {
            type Given = ($($name::Given,)*);

            fn track<Db: Driver>(row: Self::Row, keeper: &mut Keeper<'_, Db>) -> Self::Given {
                ($($name::track(row.$index, keeper),)*)
            }
        }
    };
}

mod tuples {
    use super::{Driver, Keeper, Tracks, for_tuples};
    for_tuples!(track_tuple);
}
