//! The SELECT of a relation, and which of its rows belong to which object.

use super::gathered::{Gathered, Shares};
use super::strategy::{ByKeys, Of, Strategy};
use super::{
    Collects, Each, Load, Loads, Nested, ObjectRelation, PartRelation, Partial, Pieces, RowOf,
    Selectin,
};
use crate::driver::Driver;
use crate::engine::Executor;
use crate::orm::any::Going;
use crate::orm::handle::Mode;
use crate::orm::hash::KeyMap;
use crate::orm::insert::keys_at_once;
use crate::orm::object::{Object, key_at, places};
use crate::orm::part::PartColumns;
use crate::query::clause::{Clauses, RenderSlot};
use crate::query::effect::Reading;
use crate::query::output::{Output, Whole};
use crate::query::rows::{
    Again, Among, Joins, Keys, Listed, NearKey, NewIn, RelatedRows, Step, Way,
};
use crate::render::Dialect as _;
use crate::schema::relation::Relation;
use crate::schema::scope::Nowhere;
use crate::schema::{Source, Table};
use crate::types::Kind;
use crate::types::logic::{Bool, Concat, List, Nil};
use crate::types::null::NotNull;
use crate::types::value::Key;

/// Keeps objects as a mode does: in a session, or as values.
pub trait Keep: Send {
    /// How.
    type Mode: Mode;
    /// Keeps one.
    fn keep<E: Object>(&mut self, row: E) -> <Self::Mode as Mode>::Of<E>;
}

/// Relations that are to be loaded: a tuple of loaders.
pub trait Plan {
    /// Which.
    type Loads: Loads;
    /// What their statements leave open.
    type Open: List;
    /// What is joined to the objects in their own statement.
    type Joins: Joins<Row = Self::Row>;
    /// That part of a row.
    type Row: Send;
}

/// Parts of rows, each with the place of the object that it stands beside.
pub type Parts<T> = Vec<(usize, T)>;

/// The statement that has read some objects, where it may run once more.
pub type Origin<'s, D> = Option<&'s dyn Again<D>>;

/// A plan that loads beside objects of type `E`, from a database `D`.
#[diagnostic::on_unimplemented(
    message = "these relations cannot be loaded beside `{E}`",
    label = "they must be relations of the table of `{E}`"
)]
pub trait Plans<E: Object, D: Driver>: Plan + Send + Sync {
    /// Loads them, for each of these objects, or finds them beside it in the rows.
    #[doc(hidden)]
    fn load<'s, X, K>(
        &'s self,
        parents: &[E],
        parts: Parts<Self::Row>,
        origin: Origin<'s, D>,
        run: &'s mut X,
        keep: &'s mut K,
    ) -> Going<'s, Vec<<Self::Loads as Loads>::Related<K::Mode>>>
    where
        X: Executor<Dialect = D, Access: Reading>,
        K: Keep;
}

/// What a loader is, whatever it runs on.
pub trait LoaderType {
    /// What it is in a type.
    type Load: Load;
    /// What its statements leave open.
    type Open: List;
    /// What it joins to the objects in their own statement, before other joins.
    type Before<Rest: Joins>: Joins;
    /// Its part of a row of that statement.
    type Part: Send;
    /// Takes its own part of each row.
    #[doc(hidden)]
    fn split<Rest: Joins>(
        parts: Parts<<Self::Before<Rest> as Joins>::Row>,
    ) -> (Parts<Self::Part>, Parts<Rest::Row>);
}

/// The objects' own statement has nothing of what a loader finds.
macro_rules! by_itself {
    () => {
        type Before<Rest: $crate::query::rows::Joins> = Rest;
        type Part = ();

        fn split<Rest: $crate::query::rows::Joins>(
            parts: $crate::orm::load::find::Parts<Rest::Row>,
        ) -> ($crate::orm::load::find::Parts<()>, $crate::orm::load::find::Parts<Rest::Row>) {
            (Vec::new(), parts)
        }
    };
}
pub(super) use by_itself;

/// The objects' own statement has what a loader finds, as one item before the rest.
macro_rules! beside {
    ($item:ty => $part:ty) => {
        type Before<Rest: $crate::query::rows::Joins> = $crate::types::logic::Cons<$item, Rest>;
        type Part = $part;

        fn split<Rest: $crate::query::rows::Joins>(
            parts: $crate::orm::load::find::Parts<$crate::types::logic::Cons<$part, Rest::Row>>,
        ) -> ($crate::orm::load::find::Parts<$part>, $crate::orm::load::find::Parts<Rest::Row>) {
            use $crate::types::logic::Cons;
            parts.into_iter().map(|(at, Cons(part, rest))| ((at, part), (at, rest))).unzip()
        }
    };
}
pub(super) use beside;

/// One relation that is to be loaded.
pub trait Loader<E: Object, D: Driver>: LoaderType + Send + Sync {
    /// What it begins with, of all objects.
    type Begin: Send;
    /// Takes that from the objects, or from what stands beside them: for most the keys by which it finds
    /// what belongs to objects, `None` where nothing can.
    fn begin(&self, parents: &[E], parts: Parts<Self::Part>) -> Self::Begin;
    /// What belongs to each of them.
    fn find<'s, X, K>(
        &'s self,
        begin: Self::Begin,
        origin: Origin<'s, D>,
        run: &'s mut X,
        keep: &'s mut K,
    ) -> Going<'s, Vec<<Self::Load as Load>::Found<K::Mode>>>
    where
        X: Executor<Dialect = D, Access: Reading>,
        K: Keep;
}

/// The keys of objects in some of their columns; none where it is NULL, to which nothing belongs.
pub(super) fn keys_by<E: Object>(objects: &[E], columns: &[&'static str]) -> Vec<Option<Key>> {
    let places = places(E::def(), columns);
    let key = |object| Some(key_at(object, &places)).filter(|key| !key.has_null());
    objects.iter().map(key).collect()
}

/// What a loader makes of what it has found.
pub trait Built<E: Each>: Load {
    /// Out of what belongs to one key.
    fn build<M: Mode>(found: &[E::One<M>]) -> Self::Found<M>;
    /// The same, where it belongs to no other object.
    fn take<M: Mode>(found: Vec<E::One<M>>) -> Self::Found<M>;
}

macro_rules! built {
    ($([$($generic:tt)*] $load:ty: $each:ty;)*) => {$(
        impl<$($generic)*> Built<$each> for $load {
            fn build<M: Mode>(found: &[<$each as Each>::One<M>]) -> Self::Found<M> {
                <$each as Each>::Arity::collect(found)
            }

            fn take<M: Mode>(found: Vec<<$each as Each>::One<M>>) -> Self::Found<M> {
                <$each as Each>::Arity::take(found)
            }
        }
    )*};
}

built! {
    [R: ObjectRelation] R: Nested<R, ()>;
    [R: ObjectRelation, L: Loads] Nested<R, L>: Nested<R, L>;
    [R: PartRelation, K: PartColumns] Pieces<R, K>: Pieces<R, K>;
}

impl<E: Each, L: Built<E>> Built<E> for Partial<L> {
    fn build<M: Mode>(found: &[E::One<M>]) -> Self::Found<M> {
        L::build::<M>(found)
    }

    fn take<M: Mode>(found: Vec<E::One<M>>) -> Self::Found<M> {
        L::take::<M>(found)
    }
}

impl<E, D, R, C, P, L, S> Loader<E, D> for Selectin<R, C, P, L, S>
where
    E: Object,
    D: Driver,
    R: ObjectRelation<Via: Way<R>>,
    C: Clauses + RenderSlot<D> + Send + Sync,
    P: Plans<RowOf<R>, D>,
    L: Built<Nested<R, P::Loads>>,
    S: Strategy,
{
    type Begin = Vec<Option<Key>>;

    fn begin(&self, parents: &[E], _: Parts<()>) -> Vec<Option<Key>> {
        keys_by(parents, R::keys().from)
    }

    fn find<'s, X, K>(
        &'s self,
        keys: Vec<Option<Key>>,
        origin: Origin<'s, D>,
        run: &'s mut X,
        keep: &'s mut K,
    ) -> Going<'s, Vec<L::Found<K::Mode>>>
    where
        X: Executor<Dialect = D, Access: Reading>,
        K: Keep,
    {
        Box::pin(async move {
            let shares = Shares::of(keys);
            let origin = self.origin(origin, &shares.numbers);
            let rows = self.rows::<WholeRow<R>, NearOf<R>, X>(&shares.numbers, origin, run).await?;
            let found = self.gathered(rows, &shares.numbers);
            let again = |origin| self.statement::<WholeRow<R>, NearOf<R>, D>(Keys::Of(origin));
            let again = origin.map(again);
            let again = again.as_ref().map(|statement| statement as &dyn Again<D>);
            let count = shares.numbers.len();
            let found = found.with(count, &self.inner, again, run, keep).await?;
            Ok(shares.build::<Nested<R, P::Loads>, L, K::Mode>(found))
        })
    }
}

/// `W` of a row that a relation leads to, the key that it belongs to, where that is read beside it, and what is joined
/// to it.
type RelatedRow<W, T> = (<W as Output>::Row, Option<Key>, T);
/// Whole rows, which have the key themselves but where there is a table between.
pub(super) type WholeRow<R> = Whole<RowOf<R>, NotNull>;
pub(super) type NearOf<R> = <<R as Relation>::Via as Way<R>>::Near;

impl<R, C, P, L, S> Selectin<R, C, P, L, S>
where
    R: ObjectRelation<Via: Way<R>>,
    C: Clauses + Sync,
    P: Plan,
    S: Strategy,
{
    /// The statement that has read the objects, where it runs once more.
    pub(super) fn origin<'s, D>(
        &self,
        origin: Origin<'s, D>,
        numbers: &KeyMap<usize>,
    ) -> Origin<'s, D> {
        origin.filter(|_| S::AGAIN && !numbers.is_empty())
    }

    /// What is read of the rows.
    pub(super) async fn rows<W, N, X>(
        &self,
        numbers: &KeyMap<usize>,
        origin: Origin<'_, X::Dialect>,
        run: &mut X,
    ) -> crate::error::Result<Vec<RelatedRow<W, P::Row>>>
    where
        W: Listed,
        N: NearKey,
        X: Executor<Dialect: Driver, Access: Reading>,
        C: RenderSlot<X::Dialect>,
        Self: Sync,
    {
        if let Some(origin) = origin {
            return run.all(&self.statement::<W, N, X::Dialect>(Keys::Of(origin))).await;
        }
        let from = R::From::def();
        let first = R::keys().from.first();
        let kind = from.columns.iter().find(|column| Some(&column.name) == first);
        let kind = kind.map_or(Kind::Int64, |column| column.kind);
        let width = R::keys().to.len();
        let at_once = keys_at_once(X::Dialect::SPEC, width).min(S::AT_ONCE);
        let mut keys: Vec<(&Key, usize)> =
            numbers.iter().map(|(key, number)| (key, *number)).collect();
        keys.sort_unstable_by_key(|(_, number)| *number);
        let mut rows = Vec::new();
        for part in keys.chunks(at_once) {
            let values = part.iter().flat_map(|(key, _)| key.values()).cloned().collect();
            let keys = Keys::Known(Among::new(width, kind, values));
            rows.extend(run.all(&self.statement::<W, N, X::Dialect>(keys)).await?);
        }
        Ok(rows)
    }

    fn statement<'c, W, N, D>(
        &'c self,
        keys: Keys<'c, D>,
    ) -> RelatedRows<'c, Step<R, P::Joins>, W, N, C, D> {
        RelatedRows::new(keys, &self.clauses, self.most)
    }

    /// The objects of whole rows, each with the number of the key that it belongs to.
    pub(super) fn gathered(
        &self,
        rows: Vec<RelatedRow<WholeRow<R>, P::Row>>,
        numbers: &KeyMap<usize>,
    ) -> Gathered<RowOf<R>, P::Row> {
        let own = places(R::To::def(), R::keys().to);
        let owned = rows.into_iter().filter_map(|(row, near, part)| {
            let near = near.unwrap_or_else(|| key_at(&row, &own));
            Some((*numbers.get(&near)?, row, part))
        });
        match <P::Joins as Joins>::IsMany::VALUE {
            true => Gathered::once(owned),
            false => Gathered::each(owned),
        }
    }
}

impl Plan for () {
    type Loads = ();
    type Open = Nil;
    type Joins = Nil;
    type Row = Nil;
}

impl<E: Object, D: Driver> Plans<E, D> for () {
    fn load<'s, X, K>(
        &'s self,
        parents: &[E],
        _: Parts<Nil>,
        _: Origin<'s, D>,
        _: &'s mut X,
        _: &'s mut K,
    ) -> Going<'s, Vec<()>>
    where
        X: Executor<Dialect = D, Access: Reading>,
        K: Keep,
    {
        let nothing = vec![(); parents.len()];
        Box::pin(async move { Ok(nothing) })
    }
}

/// A plan of relations that start at the table of `E`, whose objects `Q` has read.
pub trait Beside<E, Q = ByKeys> {}
impl<E, Q> Beside<E, Q> for () {}

/// A relation starts at the table of the objects.
#[diagnostic::on_unimplemented(
    message = "relation `{R}` does not start at `{T}`",
    label = "these are objects of `{T}`, and `{R}` is a relation of `{Self}`"
)]
pub trait StartsAt<T, R> {}
impl<T, R> StartsAt<T, R> for T {}

impl<E, Q, R, C, P, L, S> Beside<E, Q> for Selectin<R, C, P, L, S>
where
    E: Object,
    R: ObjectRelation<From: StartsAt<E::Table, R>>,
    R::Via: Way<R>,
    P: Plan<Joins: NewIn<<R::Via as Way<R>>::In<Nowhere>>>,
    S: Of<Q>,
{
}

impl<R, C, P, L, S> LoaderType for Selectin<R, C, P, L, S>
where
    R: ObjectRelation<Via: Way<R>>,
    C: Clauses,
    P: Plan,
    L: Load,
{
    type Load = L;
    type Open = Concat<OpenOf<R>, Concat<<P::Joins as Joins>::Open, Concat<C::Open, P::Open>>>;

    by_itself!();
}

/// What the tables that a relation leads to leave open.
pub type OpenOf<R> =
    Concat<<<R as Relation>::To as Source>::Open, <<R as Relation>::Via as Way<R>>::Open>;

macro_rules! plan_tuple {
    (@open $last:ident) => { $last::Open };
    (@open $first:ident $($rest:ident)+) => { Concat<$first::Open, plan_tuple!(@open $($rest)+)> };
    (@joins) => { Nil };
    (@joins $first:ident $($rest:ident)*) => {
        <$first as LoaderType>::Before<plan_tuple!(@joins $($rest)*)>
    };
    (@begin $plan:ident $parents:ident $parts:ident) => { drop($parts) };
    (@begin $plan:ident $parents:ident $parts:ident
        $first:ident $index:tt $found:ident $($name:ident $place:tt $more:ident)*) => {
        let ($found, $parts) =
            <$first as LoaderType>::split::<plan_tuple!(@joins $($name)*)>($parts);
        let $found = $plan.$index.begin($parents, $found);
        plan_tuple!(@begin $plan $parents $parts $($name $place $more)*);
    };
    ($($name:ident $index:tt $found:ident)*) => {
        impl<E__, Q__, $($name: Beside<E__, Q__>),*> Beside<E__, Q__> for ($($name,)*) {}

        impl<$($name: LoaderType),*> Plan for ($($name,)*) {
            type Loads = ($($name::Load,)*);
            type Open = plan_tuple!(@open $($name)*);
            type Joins = plan_tuple!(@joins $($name)*);
            type Row = <plan_tuple!(@joins $($name)*) as Joins>::Row;
        }

        impl<E__: Object, D__: Driver, $($name: Loader<E__, D__>),*> Plans<E__, D__>
            for ($($name,)*)
        {
            fn load<'s, X, K>(
                &'s self,
                parents: &[E__],
                parts: Parts<Self::Row>,
                origin: Origin<'s, D__>,
                run: &'s mut X,
                keep: &'s mut K,
            ) -> Going<'s, Vec<<Self::Loads as Loads>::Related<K::Mode>>>
            where
                X: Executor<Dialect = D__, Access: Reading>,
                K: Keep,
            {
                let count = parents.len();
                plan_tuple!(@begin self parents parts $($name $index $found)*);
                Box::pin(async move {
                    $(let mut $found = self.$index.find($found, origin, run, keep).await?.into_iter();)*
                    let row = |_| Some(($($found.next()?,)*));
                    Ok((0..count).filter_map(row).collect())
                })
            }
        }
    };
}

plan_tuple!(A 0 a);
plan_tuple!(A 0 a B 1 b);
plan_tuple!(A 0 a B 1 b C 2 c);
plan_tuple!(A 0 a B 1 b C 2 c D 3 d);
plan_tuple!(A 0 a B 1 b C 2 c D 3 d E 4 e);
plan_tuple!(A 0 a B 1 b C 2 c D 3 d E 4 e F 5 f);
plan_tuple!(A 0 a B 1 b C 2 c D 3 d E 4 e F 5 f G 6 g);
plan_tuple!(A 0 a B 1 b C 2 c D 3 d E 4 e F 5 f G 6 g H 7 h);
