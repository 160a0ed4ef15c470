//! The SELECT of a relation, and which of its rows belong to which object.

use super::{Collects, Load, Loads, Nested, ObjectRelation, Partial, RowOf, Selectin};
use crate::driver::Driver;
use crate::engine::Executor;
use crate::orm::any::Going;
use crate::orm::handle::{Loaded, Mode};
use crate::orm::hash::KeyMap;
use crate::orm::insert::keys_at_once;
use crate::orm::object::{Object, key_at, places};
use crate::query::clause::{Clauses, RenderSlot};
use crate::query::effect::Reading;
use crate::query::output::Whole;
use crate::query::rows::select::{Listed, NearKey};
use crate::query::rows::{Among, RelatedRows, Way};
use crate::render::Dialect as _;
use crate::schema::relation::Relation;
use crate::schema::{Source, Table};
use crate::types::Kind;
use crate::types::logic::{Concat, List, Nil};
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
}

/// A plan that loads beside objects of type `E`, from a database `D`.
#[diagnostic::on_unimplemented(
    message = "these relations cannot be loaded beside `{E}`",
    label = "they must be relations of the table of `{E}`"
)]
pub trait Plans<E: Object, D: Driver>: Plan + Send + Sync {
    /// Loads them, for each of these objects.
    #[doc(hidden)]
    fn load<'s, X, K>(
        &'s self,
        parents: &[E],
        run: &'s mut X,
        keep: &'s mut K,
    ) -> Going<'s, Vec<<Self::Loads as Loads>::Related<K::Mode>>>
    where
        X: Executor<Dialect = D, Access: Reading>,
        K: Keep;
}

/// One relation that is to be loaded.
pub trait Loader<E: Object, D: Driver>: Send + Sync {
    /// What it is in a type.
    type Load: Load;
    /// The keys by which it finds what belongs to objects: `None` where nothing can.
    fn keys(&self, parents: &[E]) -> Vec<Option<Key>>;
    /// What belongs to each of them.
    fn find<'s, X, K>(
        &'s self,
        keys: Vec<Option<Key>>,
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

/// What a loader makes of the objects that it has found.
pub trait Built<R: ObjectRelation, L: Loads>: Load {
    /// Out of those of one key.
    fn build<M: Mode>(found: &[Loaded<M::Of<RowOf<R>>, L>]) -> Self::Found<M>;
    /// The same, where they belong to no other object.
    fn take<M: Mode>(found: Vec<Loaded<M::Of<RowOf<R>>, L>>) -> Self::Found<M>;
}

macro_rules! built {
    ($([$($generic:tt)*] $load:ty: $inner:ty;)*) => {$(
        impl<$($generic)*> Built<R, $inner> for $load {
            fn build<M: Mode>(found: &[Loaded<M::Of<RowOf<R>>, $inner>]) -> Self::Found<M> {
                R::Arity::collect(found)
            }

            fn take<M: Mode>(found: Vec<Loaded<M::Of<RowOf<R>>, $inner>>) -> Self::Found<M> {
                R::Arity::take(found)
            }
        }
    )*};
}

built! {
    [R: ObjectRelation] R: ();
    [R: ObjectRelation, L: Loads] Nested<R, L>: L;
}

impl<R: ObjectRelation, I: Loads, L: Built<R, I>> Built<R, I> for Partial<L> {
    fn build<M: Mode>(found: &[Loaded<M::Of<RowOf<R>>, I>]) -> Self::Found<M> {
        L::build::<M>(found)
    }

    fn take<M: Mode>(found: Vec<Loaded<M::Of<RowOf<R>>, I>>) -> Self::Found<M> {
        L::take::<M>(found)
    }
}

impl<E, D, R, C, P, L> Loader<E, D> for Selectin<R, C, P, L>
where
    E: Object,
    D: Driver,
    R: ObjectRelation<Via: Way<R>>,
    C: Clauses + RenderSlot<D> + Send + Sync,
    P: Plans<RowOf<R>, D>,
    L: Built<R, P::Loads>,
{
    type Load = L;

    fn keys(&self, parents: &[E]) -> Vec<Option<Key>> {
        keys_by(parents, R::keys().from)
    }

    fn find<'s, X, K>(
        &'s self,
        keys: Vec<Option<Key>>,
        run: &'s mut X,
        keep: &'s mut K,
    ) -> Going<'s, Vec<L::Found<K::Mode>>>
    where
        X: Executor<Dialect = D, Access: Reading>,
        K: Keep,
    {
        Box::pin(async move {
            let shares = Shares::of(keys);
            let (rows, owners) = self.rows(&shares.numbers, R::keys().to, run).await?;
            let inner = self.inner.load(&rows, run, keep).await?;
            let objects = rows.into_iter().zip(owners).zip(inner);
            let objects =
                objects.map(|((row, owner), inner)| (Loaded::new(keep.keep(row), inner), owner));
            Ok(shares.share(objects, L::take::<K::Mode>, L::build::<K::Mode>))
        })
    }
}

/// The keys of objects, each once, and which of them each object has.
pub(super) struct Shares {
    /// The number of each key among those that are different.
    pub numbers: KeyMap<usize>,
    /// How many objects have it.
    count: Vec<usize>,
    of: Vec<Option<usize>>,
}

impl Shares {
    pub fn of(keys: Vec<Option<Key>>) -> Self {
        let mut numbers: KeyMap<usize> = KeyMap::default();
        numbers.reserve(keys.len());
        let mut count = Vec::new();
        let number = |key: Option<Key>| {
            let next = numbers.len();
            let number = *numbers.entry(key?).or_insert(next);
            if number == next {
                count.push(0_usize);
            }
            count[number] += 1;
            Some(number)
        };
        let of = keys.into_iter().map(number).collect();
        Self { numbers, count, of }
    }

    /// What each object has, of what was found with the number of its key: it is taken where nobody else has it.
    pub fn share<T, F>(
        self,
        all: impl Iterator<Item = (T, Option<usize>)>,
        take: impl Fn(Vec<T>) -> F,
        build: impl Fn(&[T]) -> F,
    ) -> Vec<F> {
        let mut found: Vec<Vec<T>> = Vec::new();
        found.resize_with(self.numbers.len(), Vec::new);
        for (one, owner) in all {
            if let Some(owner) = owner {
                found[owner].push(one);
            }
        }
        let of = |number: Option<usize>| {
            let Some(number) = number else { return build(&[]) };
            match self.count[number] {
                1 => take(std::mem::take(&mut found[number])),
                _ => build(&found[number]),
            }
        };
        self.of.into_iter().map(of).collect()
    }
}

impl<R, C, P, L> Selectin<R, C, P, L>
where
    R: ObjectRelation<Via: Way<R>>,
    C: Clauses + Sync,
{
    /// The rows, and the number of the key that each belongs to.
    pub(super) async fn rows<X>(
        &self,
        numbers: &KeyMap<usize>,
        own: &'static [&'static str],
        run: &mut X,
    ) -> crate::error::Result<(Vec<RowOf<R>>, Vec<Option<usize>>)>
    where
        X: Executor<Dialect: Driver, Access: Reading>,
        C: RenderSlot<X::Dialect>,
        Self: Sync,
    {
        let places = places(R::To::def(), own);
        let key = |row: &RowOf<R>| key_at(row, &places);
        let clauses = (&self.clauses, self.most);
        rows::<R, Whole<_, NotNull>, <R::Via as Way<R>>::Near, C, X>(clauses, numbers, key, run)
            .await
    }
}

/// What is read of the rows that a relation leads to, by the clauses and at most so many for each key, and the number
/// of the key that each belongs to: one that is read beside it, or `own`.
pub(super) async fn rows<R, W, N, C, X>(
    (clauses, most): (&C, Option<u64>),
    numbers: &KeyMap<usize>,
    own: impl Fn(&W::Row) -> Key + Send,
    run: &mut X,
) -> crate::error::Result<(Vec<W::Row>, Vec<Option<usize>>)>
where
    R: ObjectRelation<Via: Way<R>>,
    W: Listed,
    N: NearKey,
    C: Clauses + RenderSlot<X::Dialect> + Sync,
    X: Executor<Dialect: Driver, Access: Reading>,
{
    let from = R::From::def();
    let keys_of = R::keys();
    let kind = from.columns.iter().find(|column| Some(&column.name) == keys_of.from.first());
    let kind = kind.map_or(Kind::Int64, |column| column.kind);
    let width = keys_of.to.len();
    let mut keys: Vec<(&Key, usize)> = numbers.iter().map(|(key, number)| (key, *number)).collect();
    keys.sort_unstable_by_key(|(_, number)| *number);
    let (mut rows, mut owners) = (Vec::new(), Vec::new());
    for part in keys.chunks(keys_at_once(X::Dialect::SPEC, width)) {
        let values = part.iter().flat_map(|(key, _)| key.values()).cloned().collect();
        let keys = Among::new(width, kind, values);
        let query = RelatedRows::<R, W, N, C>::new(keys, clauses, most);
        for (row, near) in run.all(&query).await? {
            let near = near.unwrap_or_else(|| own(&row));
            owners.push(numbers.get(&near).copied());
            rows.push(row);
        }
    }
    Ok((rows, owners))
}

impl Plan for () {
    type Loads = ();
    type Open = Nil;
}

impl<E: Object, D: Driver> Plans<E, D> for () {
    fn load<'s, X, K>(&'s self, parents: &[E], _: &'s mut X, _: &'s mut K) -> Going<'s, Vec<()>>
    where
        X: Executor<Dialect = D, Access: Reading>,
        K: Keep,
    {
        let nothing = vec![(); parents.len()];
        Box::pin(async move { Ok(nothing) })
    }
}

/// A plan of relations that start at the table of `E`.
pub trait Beside<E> {}
impl<E> Beside<E> for () {}

/// A relation starts at the table of the objects.
#[diagnostic::on_unimplemented(
    message = "relation `{R}` does not start at `{T}`",
    label = "these are objects of `{T}`, and `{R}` is a relation of `{Self}`"
)]
pub trait StartsAt<T, R> {}
impl<T, R> StartsAt<T, R> for T {}

impl<E, R, C, P, L> Beside<E> for Selectin<R, C, P, L>
where
    E: Object,
    R: ObjectRelation<From: StartsAt<E::Table, R>>,
{
}

/// What a loader is in a type, whatever it runs on.
pub trait LoaderType {
    /// That.
    type Load: Load;
    /// What its statements leave open.
    type Open: List;
}

impl<R, C, P, L> LoaderType for Selectin<R, C, P, L>
where
    R: ObjectRelation<Via: Way<R>>,
    C: Clauses,
    P: Plan,
    L: Load,
{
    type Load = L;
    type Open = Concat<OpenOf<R>, Concat<C::Open, P::Open>>;
}

/// What the tables that a relation leads to leave open.
pub type OpenOf<R> =
    Concat<<<R as Relation>::To as Source>::Open, <<R as Relation>::Via as Way<R>>::Open>;

macro_rules! plan_tuple {
    (@open $last:ident) => { $last::Open };
    (@open $first:ident $($rest:ident)+) => { Concat<$first::Open, plan_tuple!(@open $($rest)+)> };
    ($($name:ident $index:tt $found:ident)*) => {
        impl<E__, $($name: Beside<E__>),*> Beside<E__> for ($($name,)*) {}

        impl<$($name: LoaderType),*> Plan for ($($name,)*) {
            type Loads = ($($name::Load,)*);
            type Open = plan_tuple!(@open $($name)*);
        }

        impl<E__, D__, $($name),*> Plans<E__, D__> for ($($name,)*)
        where
            E__: Object,
            D__: Driver,
            $($name: LoaderType + Loader<E__, D__, Load = <$name as LoaderType>::Load>,)*
        {
            fn load<'s, X, K>(
                &'s self,
                parents: &[E__],
                run: &'s mut X,
                keep: &'s mut K,
            ) -> Going<'s, Vec<<Self::Loads as Loads>::Related<K::Mode>>>
            where
                X: Executor<Dialect = D__, Access: Reading>,
                K: Keep,
            {
                let count = parents.len();
                $(let $found = self.$index.keys(parents);)*
                Box::pin(async move {
                    $(let mut $found = self.$index.find($found, run, keep).await?.into_iter();)*
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
