//! `select(User).with(..)`: a query of objects, and the relations that are loaded beside them.

use super::Loads;
use super::find::{Beside, Keep, Origin, Plans};
use super::gathered::Gathered;
use super::joined::{AnyJoined, AnyMany, ObjectRows};
use super::multiset::{Entered, Enters, Left};
use super::spec::{All, Behind, IntoLoad, LoadsOf};
use crate::driver::Driver;
use crate::engine::Executor;
use crate::error::Result;
use crate::orm::admit::{Asks, Keeper, Shows};
use crate::orm::any::Going;
use crate::orm::handle::{ByHandle, ByValue, Handle, Loaded, Tracked};
use crate::orm::object::{KeptBy, Object};
use crate::orm::session::Session;
use crate::orm::store::Known;
use crate::query::Closed;
use crate::query::cardinality::HasFirst;
use crate::query::effect::{Read, Reading};
use crate::query::output::Whole;
use crate::query::rows::RowsAgain;
use crate::query::{Query, Runnable};
use crate::types::logic::Bool as _;
use crate::types::null::NotNull;

/// A query of objects with relations that are loaded beside them.
#[derive(Clone, Copy, Debug)]
#[must_use = "a query does nothing until it is run"]
pub struct WithRelations<Q, P> {
    pub(super) query: Q,
    pub(super) plan: P,
}

impl<Q, P> WithRelations<Q, P> {
    pub(super) fn new(query: Q, plan: P) -> Self {
        Self { query, plan }
    }
}

impl<Q: Query<Output: ObjectRows>, P> WithRelations<Q, P> {
    /// Loads further relations beside the objects.
    pub fn with<A>(
        self,
        relations: A,
    ) -> WithRelations<Entered<A::Plan, Q>, All<P, Left<A::Plan, Q>>>
    where
        A: IntoLoad<
            Plan: Enters<Q, Plan: Behind<P>>
                      + Beside<<Q::Output as ObjectRows>::Object, Entered<A::Plan, Q>>,
        >,
        P: Beside<<Q::Output as ObjectRows>::Object, Entered<A::Plan, Q>>,
    {
        let (query, plan) = relations.into_load().enter(self.query);
        WithRelations::new(query, plan.behind(self.plan))
    }
}

/// `.with(..)`, on each query that gives whole rows of one table.
pub trait With: Query + Sized {
    /// Loads relations beside the objects: `select(User).with(users::posts)`.
    ///
    /// It is one SELECT more for each relation, whatever the number of objects.
    fn with<P>(self, relations: P) -> WithRelations<Entered<P::Plan, Self>, Left<P::Plan, Self>>
    where
        Self::Output: OneObject,
        P: IntoLoad<
            Plan: Enters<Self>
                      + Beside<<Self::Output as OneObject>::Object, Entered<P::Plan, Self>>,
        >,
    {
        let (query, plan) = relations.into_load().enter(self);
        WithRelations::new(query, plan)
    }
}

impl<Q: Query> With for Q {}

/// Rows of one table.
#[diagnostic::on_unimplemented(
    message = "relations are loaded beside whole rows of one table, and this query gives others",
    label = "select a row struct: `select(User)`"
)]
pub trait OneObject {
    /// The row struct.
    type Object: Object;
}

impl<E: Object> OneObject for Whole<E, NotNull> {
    type Object = E;
}

impl<D: Driver> Keep for Keeper<'_, D> {
    type Mode = ByHandle;

    fn keep<E: Object>(&mut self, row: E) -> Handle<E> {
        Keeper::keep(self, row)
    }
}

/// Keeps values.
pub(super) struct Values;

impl Keep for Values {
    type Mode = ByValue;

    fn keep<E: Object>(&mut self, row: E) -> E {
        row
    }
}

impl<D, A, Q, O, P> Asks<D, A> for WithRelations<Q, P>
where
    D: Driver,
    A: 'static,
    Q: Query<Output = O, Effect = Read> + Runnable<D, A> + Sync,
    O: ObjectRows<Object: KeptBy<A>>,
    P: Plans<O::Object, D, Row = O::Part>,
{
    type Given = Tracked<O::Object, P::Loads>;
    type Rows = Q::Rows;
    type Open = P::Open;

    fn ask<'s, 'c: 's>(
        &'s self,
        session: &'s mut Session<'c, D, A>,
    ) -> Going<'s, Vec<Self::Given>> {
        Box::pin(async move {
            let (nest, ..) = session.nest().await?;
            let rows = nest.says::<A>().all(&self.query).await?;
            self.load_beside(
                O::gather::<AnyJoined<P>>(rows),
                Some(&RowsAgain(&self.query)),
                session,
            )
            .await
        })
    }

    /// The first object has several rows, where a relation that is joined leads to many.
    fn ask_first<'s, 'c: 's>(
        &'s self,
        session: &'s mut Session<'c, D, A>,
    ) -> Going<'s, Option<Self::Given>>
    where
        Q::Rows: HasFirst,
    {
        Box::pin(async move {
            let (nest, ..) = session.nest().await?;
            let mut nest = nest.says::<A>();
            let rows = match AnyMany::<P>::VALUE {
                true => nest.all(&self.query).await?,
                false => nest.first(&self.query).await?.into_iter().collect(),
            };
            // The others' relations are not wanted, which a subquery would find.
            Ok(self
                .load_beside(O::gather::<AnyJoined<P>>(rows).first(), None, session)
                .await?
                .pop())
        })
    }
}

impl<Q, P> WithRelations<Q, P> {
    /// Loads the relations beside objects.
    async fn load_beside<D: Driver, A: 'static, E: Object>(
        &self,
        objects: Gathered<E, P::Row>,
        origin: Origin<'_, D>,
        session: &mut Session<'_, D, A>,
    ) -> Result<Vec<Tracked<E, P::Loads>>>
    where
        P: Plans<E, D>,
    {
        let (nest, stores, epoch) = session.nest().await?;
        let mut keeper = Keeper { stores, epoch, known: <Read as Shows>::KNOWN };
        let loaded = objects.with(1, &self.plan, origin, nest, &mut keeper).await?;
        Ok(loaded.into_iter().flatten().collect())
    }
}

/// What `connection.load(..)` takes: a query of objects with relations beside them.
#[diagnostic::on_unimplemented(
    message = "this query loads no relations, or cannot run here",
    label = "write `.with(..)`, `.joined(..)` or `.nest(..)`; other queries are for `.all(..)`"
)]
pub trait AsksValues<X>: Sync {
    /// What a row becomes.
    type Given: Send;
    /// All rows.
    #[doc(hidden)]
    fn ask_values<'s>(&'s self, run: &'s mut X) -> Going<'s, Vec<Self::Given>>;
}

impl<X, Q, O, P> AsksValues<X> for WithRelations<Q, P>
where
    X: Executor<Dialect: Driver, Access: Reading>,
    Q: Query<Output = O> + Runnable<X::Dialect, X::Access> + Sync,
    O: ObjectRows,
    P: Plans<O::Object, X::Dialect, Row = O::Part, Open: Closed<Read, X::Access>>,
{
    type Given = Loaded<O::Object, P::Loads>;

    fn ask_values<'s>(&'s self, run: &'s mut X) -> Going<'s, Vec<Self::Given>> {
        Box::pin(async move {
            let rows = run.all(&self.query).await?;
            let origin = RowsAgain(&self.query);
            let loaded = O::gather::<AnyJoined<P>>(rows);
            let loaded = loaded.with(1, &self.plan, Some(&origin), run, &mut Values).await?;
            Ok(loaded.into_iter().flatten().collect())
        })
    }
}

/// Loading relations beside values, without a session.
pub trait LoadValues: Executor<Dialect: Driver, Access: Reading> {
    /// All rows of a query, with the relations that it loads or joins.
    fn load<'s, Q, G>(&'s mut self, query: &'s Q) -> Going<'s, Vec<G>>
    where
        Q: AsksValues<Self, Given = G>,
        G: Send,
        Self: Sized,
    {
        query.ask_values(self)
    }
}

impl<X: Executor<Dialect: Driver, Access: Reading>> LoadValues for X {}

/// Loading relations beside objects that are in a session already.
impl<'c, D: Driver, A: 'static> Session<'c, D, A> {
    /// Loads relations beside an object.
    ///
    /// In a loop this is a statement for each object: [`load_all`](Self::load_all) needs one for
    /// all. Where a program calls it again and again from one place, it is told so by a warning of
    /// `tracing`, in builds with debug assertions.
    #[track_caller]
    pub fn load<'s, E, L, P>(
        &'s mut self,
        object: &Tracked<E, L>,
        relations: P,
    ) -> impl Future<Output = Result<Tracked<E, LoadsOf<P>>>> + Send + use<'s, 'c, D, A, E, L, P>
    where
        E: Object,
        L: Loads,
        P: IntoLoad<Plan: Plans<E, D, Open: Closed<Read, A>> + Beside<E>>,
    {
        self.count_load(std::panic::Location::caller(), E::def().name);
        let (handles, plan) = (vec![object.handle()], relations.into_load());
        async move {
            let mut loaded = load(self, handles, plan).await?;
            loaded.pop().ok_or_else(crate::error::Error::not_found)
        }
    }

    /// Loads relations beside objects, by one statement for each relation.
    pub async fn load_all<'o, E, L, P>(
        &mut self,
        objects: impl IntoIterator<Item = &'o Tracked<E, L>>,
        relations: P,
    ) -> Result<Vec<Tracked<E, LoadsOf<P>>>>
    where
        E: Object,
        L: Loads,
        P: IntoLoad<Plan: Plans<E, D, Open: Closed<Read, A>> + Beside<E>>,
    {
        let handles = objects.into_iter().map(Tracked::handle).collect();
        load(self, handles, relations.into_load()).await
    }
}

async fn load<D: Driver, A: 'static, E: Object, P: Plans<E, D>>(
    session: &mut Session<'_, D, A>,
    objects: Vec<Tracked<E>>,
    plan: P,
) -> Result<Vec<Tracked<E, P::Loads>>> {
    let values = objects.iter().map(|object| session.find(object).cloned());
    let values = values.collect::<Result<Vec<E>>>()?;
    if values.is_empty() {
        return Ok(Vec::new());
    }
    let (nest, stores, epoch) = session.nest().await?;
    let mut keeper = Keeper { stores, epoch, known: Known::Keeps };
    let related = plan.load(&values, Vec::new(), None, nest, &mut keeper).await;
    let related = session.ended(related).await?;
    session.tell_loaded().await?;
    let objects = objects.into_iter().zip(related);
    Ok(objects.map(|(object, related)| Tracked::new(object.held(), related)).collect())
}
