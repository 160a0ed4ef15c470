//! A relation that the query itself joins: `select(Post).joined(posts::author)`, and `.nest(..)` of rows whose
//! join the program has written.

use std::marker::PhantomData;

use super::find::{Built, Keep, StartsAt};
use super::run::{AsksValues, Values};
use super::{Load, Loads, ObjectRelation, Partial, RowOf};
use crate::driver::Driver;
use crate::engine::Executor;
use crate::orm::admit::{Asks, Keeper, Shows};
use crate::orm::any::Going;
use crate::orm::handle::{Loaded, Mode, Tracked};
use crate::orm::hash::KeyMap;
use crate::orm::object::{KeptBy, Object, key_at, places};
use crate::orm::session::Session;
use crate::query::cardinality::HasFirst;
use crate::query::clause::{Clauses, slot};
use crate::query::effect::{Read, Reading};
use crate::query::from::FromClause;
use crate::query::group::Ungrouped;
use crate::query::join::JoinVia;
use crate::query::output::{Output, Whole};
use crate::query::projection::Entity;
use crate::query::select::{Picked, Select, Unset};
use crate::query::{Query, Runnable};
use crate::schema::Source;
use crate::schema::relation::{Rel, ToMany, ToOne};
use crate::schema::scope::Left;
use crate::types::logic::{Bool, False, Nil, Or};
use crate::types::null::{NotNull, Nullable};
use crate::types::value::Key;

/// A query whose rows hold an object and one that the relation `R` leads to.
#[derive(Debug)]
#[must_use = "a query does nothing until it is run"]
pub struct JoinedRows<Q, R> {
    query: Q,
    relation: PhantomData<fn() -> R>,
}

/// A query of whole rows, whose relation `R` is joined as well.
pub type Joined<F, E, S, C, R> = JoinedRows<
    Select<
        F,
        Picked<(Entity<E, S>, Entity<RowOf<R>>), (Whole<E, NotNull>, Whole<RowOf<R>, Nullable>)>,
        Ungrouped,
        C,
    >,
    R,
>;

impl<F, E, S, C> Select<F, Picked<Entity<E, S>, Whole<E, NotNull>>, Ungrouped, C>
where
    F: FromClause,
    E: Object,
    S: Source<Table = E::Table>,
    C: Clauses,
{
    /// Loads a relation by a LEFT JOIN in the same statement. It serves a relation to one object
    /// well; one to many repeats the row of the object for each of them, which LIMIT would count.
    pub fn joined<R, F2, I>(self, relation: Rel<R>) -> Joined<F2, E, S, C, R>
    where
        R: ObjectRelation<Arity: JoinedArity, From: StartsAt<E::Table, R>>,
        R::Via: JoinVia<
                Select<F, Unset, Ungrouped, C>,
                Left,
                R,
                S,
                R::To,
                I,
                Output = Select<F2, Unset, Ungrouped, C>,
            >,
        <R::Arity as JoinedArity>::Cut<
            Or<C::Has<slot::Limit>, Or<C::Has<slot::LimitOne>, C::Has<slot::Offset>>>,
        >: NotCut,
    {
        let Self { from, clauses, group, projection } = self;
        let unset = Select { from, projection: Unset, group, clauses };
        let _ = relation;
        let Select { from, group, clauses, .. } = R::Via::join(unset);
        let items = (projection.0, crate::query::projection::entity());
        let query = Select { from, projection: Picked::of(items), group, clauses };
        JoinedRows { query, relation: PhantomData }
    }
}

/// Nesting the rows of a query whose join the program has written.
pub trait Nest: Query + Sized {
    /// Of rows such as `(User, Post)`, makes users with these posts beside them. Where the relation leads
    /// to many, they are a part of all, in the type: the query may have filtered them.
    fn nest<R>(self, relation: Rel<R>) -> JoinedRows<Self, R>
    where
        R: ObjectRelation<Arity: JoinedArity>,
        Self::Output: Pair<R>,
    {
        let _ = relation;
        JoinedRows { query: self, relation: PhantomData }
    }
}

impl<Q: Query> Nest for Q {}

impl<Q, R> JoinedRows<Q, R> {
    /// A second relation is not joined to the same rows: this does not compile.
    pub fn joined<S: ObjectRelation + SecondJoin<R>>(self, relation: Rel<S>) -> Self {
        let _ = relation;
        self
    }
}

/// A second relation in the rows of one join.
#[diagnostic::on_unimplemented(
    message = "`{Self}` and `{R}` joined in one statement give each object of one with each of the other",
    label = "load it by a statement of its own: `.with({Self})`"
)]
pub trait SecondJoin<R> {}

/// A relation is joined to rows that LIMIT does not cut. Implemented for the good case.
#[diagnostic::on_unimplemented(
    message = "LIMIT would count the rows of the join, and not the objects",
    label = "load the relation by a statement of its own: `.with(..)`"
)]
pub trait NotCut {}
impl NotCut for False {}

/// How many objects a joined relation leads to.
pub trait JoinedArity: super::Collects {
    /// What it is as a load, where the query may have filtered it.
    type Load<R: ObjectRelation<Arity = Self>>: Load;
    /// Whether LIMIT cuts what it leads to.
    type Cut<Limited: Bool>;
    /// Whether an object may have several rows.
    const IS_MANY: bool;
}

impl JoinedArity for ToOne {
    type Load<R: ObjectRelation<Arity = Self>> = R;
    type Cut<Limited: Bool> = False;
    const IS_MANY: bool = false;
}

impl JoinedArity for ToMany {
    type Load<R: ObjectRelation<Arity = Self>> = Partial<R>;
    type Cut<Limited: Bool> = Limited;
    const IS_MANY: bool = true;
}

/// Rows of an object and one that the relation `R` leads to.
#[diagnostic::on_unimplemented(
    message = "these rows do not hold an object and one that `{R}` leads to",
    label = "select both row structs: `.select((User, Post))`"
)]
pub trait Pair<R>: Output {
    /// The first one.
    type Object: Object;
    /// The two.
    fn split(row: Self::Row) -> (Self::Object, Option<RowOf<R>>)
    where
        R: ObjectRelation;
}

macro_rules! pair {
    ($null:ty, $second:ident => $given:expr) => {
        impl<E, R> Pair<R> for (Whole<E, NotNull>, Whole<RowOf<R>, $null>)
        where
            E: Object,
            R: ObjectRelation<From: StartsAt<E::Table, R>>,
        {
            type Object = E;

            fn split((first, $second): Self::Row) -> (E, Option<RowOf<R>>) {
                (first, $given)
            }
        }
    };
}

pair!(NotNull, second => Some(second));
pair!(Nullable, second => second);

/// What the rows of a joined relation become in a type.
pub type JoinedLoad<R> = <<R as crate::schema::relation::Relation>::Arity as JoinedArity>::Load<R>;

impl<D, A, Q, R, O> Asks<D, A> for JoinedRows<Q, R>
where
    D: Driver,
    A: 'static,
    Q: Query<Output = O, Effect = Read> + Runnable<D, A> + Sync,
    O: Pair<R, Object: KeptBy<A>>,
    R: ObjectRelation<Arity: JoinedArity>,
    RowOf<R>: KeptBy<A>,
    JoinedLoad<R>: Built<R, ()>,
    (JoinedLoad<R>,): Loads,
{
    type Given = Tracked<O::Object, (JoinedLoad<R>,)>;
    type Rows = Q::Rows;
    type Open = Nil;

    fn ask<'s, 'c: 's>(
        &'s self,
        session: &'s mut Session<'c, D, A>,
    ) -> Going<'s, Vec<Self::Given>> {
        Box::pin(async move {
            let (nest, ..) = session.nest().await?;
            let rows = nest.says::<A>().all(&self.query).await?;
            Ok(kept::<R, O, D, A>(rows, session))
        })
    }

    /// The first object has several rows, where the relation leads to many.
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
            let rows = match <R::Arity as JoinedArity>::IS_MANY {
                true => nest.all(&self.query).await?,
                false => nest.first(&self.query).await?.into_iter().collect(),
            };
            Ok(kept::<R, O, D, A>(rows, session).into_iter().next())
        })
    }
}

/// The objects of rows, in a session.
fn kept<R, O, D, A>(
    rows: Vec<O::Row>,
    session: &mut Session<'_, D, A>,
) -> Vec<Tracked<O::Object, (JoinedLoad<R>,)>>
where
    O: Pair<R>,
    D: Driver,
    R: ObjectRelation<Arity: JoinedArity>,
    JoinedLoad<R>: Built<R, ()>,
{
    let (epoch, known) = (session.epoch, <Read as Shows>::KNOWN);
    nested::<R, O, _>(rows, &mut Keeper { stores: &mut session.stores, epoch, known })
}

impl<X, Q, R, O> AsksValues<X> for JoinedRows<Q, R>
where
    X: Executor<Dialect: Driver, Access: Reading>,
    Q: Query<Output = O> + Runnable<X::Dialect, X::Access> + Sync,
    O: Pair<R>,
    R: ObjectRelation<Arity: JoinedArity>,
    JoinedLoad<R>: Built<R, ()>,
    (JoinedLoad<R>,): Loads,
{
    type Given = Loaded<O::Object, (JoinedLoad<R>,)>;

    fn ask_values<'s>(&'s self, run: &'s mut X) -> Going<'s, Vec<Self::Given>> {
        Box::pin(async move {
            let rows = run.all(&self.query).await?;
            Ok(nested::<R, O, _>(rows, &mut Values))
        })
    }
}

/// The objects of rows, each once, with those that it was joined to.
fn nested<R, O, K>(
    rows: Vec<O::Row>,
    keep: &mut K,
) -> Vec<Loaded<<K::Mode as Mode>::Of<O::Object>, (JoinedLoad<R>,)>>
where
    O: Pair<R>,
    K: Keep,
    R: ObjectRelation<Arity: JoinedArity>,
    JoinedLoad<R>: Built<R, ()>,
{
    let (def, inner) = (O::Object::def(), RowOf::<R>::def());
    let (key, inner_key) = (places(def, def.primary_key), places(inner, inner.primary_key));
    let mut known: KeyMap<usize> = KeyMap::default();
    let mut objects: Vec<(O::Object, Vec<(Key, RowOf<R>)>)> = Vec::new();
    for row in rows {
        let (object, other) = O::split(row);
        let at = *known.entry(key_at(&object, &key)).or_insert(objects.len());
        if at == objects.len() {
            objects.push((object, Vec::new()));
        }
        let others = &mut objects[at].1;
        let other = other.map(|other| (key_at(&other, &inner_key), other));
        // A further join may have repeated the pair; its rows follow each other.
        if let Some(other) = other.filter(|(key, _)| others.iter().all(|(known, _)| known != key)) {
            others.push(other);
        }
    }
    let object = |(object, others): (O::Object, Vec<(Key, RowOf<R>)>)| {
        let others = others.into_iter().map(|(_, other)| Loaded::new(keep.keep(other), ()));
        let others = JoinedLoad::<R>::take::<K::Mode>(others.collect());
        Loaded::new(keep.keep(object), (others,))
    };
    objects.into_iter().map(object).collect()
}
