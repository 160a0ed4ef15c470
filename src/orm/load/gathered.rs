//! The objects of rows: which of them belong to which, and what stands beside them.

use super::Each;
use super::find::{Built, Keep, Origin, Parts, Plans};
use crate::driver::Driver;
use crate::engine::Executor;
use crate::error::Result;
use crate::orm::handle::{Loaded, Mode};
use crate::orm::hash::KeyMap;
use crate::orm::object::{Object, key_at, places};
use crate::query::effect::Reading;
use crate::types::value::Key;

/// Objects in the order of their rows.
#[derive(Debug)]
pub struct Gathered<E, T> {
    /// To which each belongs, by its place.
    pub(super) owners: Vec<usize>,
    pub(super) objects: Vec<E>,
    /// What stands beside them in the rows.
    pub(super) parts: Parts<T>,
}

/// What a plan makes of objects.
type LoadedBy<K, E, L> = Loaded<<<K as Keep>::Mode as Mode>::Of<E>, L>;

impl<E: Object, T> Gathered<E, T> {
    fn new() -> Self {
        Self { owners: Vec::new(), objects: Vec::new(), parts: Vec::new() }
    }

    /// The objects of rows that belong to nobody, with nothing beside them.
    pub(super) fn of(objects: Vec<E>) -> Self {
        Self { owners: vec![0; objects.len()], objects, parts: Vec::new() }
    }

    /// An object for each row: its owner, itself, and what stands beside it.
    pub(super) fn each(rows: impl IntoIterator<Item = (usize, E, T)>) -> Self {
        let mut all = Self::new();
        for (owner, object, part) in rows {
            all.parts.push((all.objects.len(), part));
            all.owners.push(owner);
            all.objects.push(object);
        }
        all
    }

    /// The same of rows that repeat the objects of an owner.
    pub(super) fn once(rows: impl IntoIterator<Item = (usize, E, T)>) -> Self {
        let mut all = Self::new();
        let key = places(E::def(), E::def().primary_key);
        let mut known: KeyMap<usize, _> = KeyMap::default();
        for (owner, object, part) in rows {
            let next = all.objects.len();
            let at = *known.entry((owner, key_at(&object, &key))).or_insert(next);
            all.parts.push((at, part));
            if at == next {
                all.owners.push(owner);
                all.objects.push(object);
            }
        }
        all
    }

    /// The first object alone.
    pub(super) fn first(mut self) -> Self {
        self.objects.truncate(1);
        self.parts.retain(|(at, _)| *at == 0);
        self
    }

    /// The objects of each of so many owners, with what a plan loads beside them.
    pub(super) async fn with<D, P, X, K>(
        self,
        owners: usize,
        plan: &P,
        origin: Origin<'_, D>,
        run: &mut X,
        keep: &mut K,
    ) -> Result<Vec<Vec<LoadedBy<K, E, P::Loads>>>>
    where
        D: Driver,
        P: Plans<E, D, Row = T>,
        X: Executor<Dialect = D, Access: Reading>,
        K: Keep,
    {
        let Self { owners: of, objects, parts } = self;
        let inner = plan.load(&objects, parts, origin, run, keep).await?;
        let loaded = objects.into_iter().zip(inner);
        let loaded = loaded.map(|(object, inner)| Loaded::new(keep.keep(object), inner));
        Ok(by_owner(owners, of.into_iter().zip(loaded)))
    }
}

/// What belongs to each of so many owners.
pub(super) fn by_owner<T>(owners: usize, all: impl Iterator<Item = (usize, T)>) -> Vec<Vec<T>> {
    let mut found = Vec::new();
    found.resize_with(owners, Vec::new);
    for (owner, one) in all {
        found[owner].push(one);
    }
    found
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
    pub(super) fn of(keys: Vec<Option<Key>>) -> Self {
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

    /// What each object has, of what was found for each key: it is taken where nobody else has it.
    pub(super) fn build<E: Each, L: Built<E>, M: Mode>(
        self,
        mut found: Vec<Vec<E::One<M>>>,
    ) -> Vec<L::Found<M>> {
        let of = |number: Option<usize>| {
            let Some(number) = number else { return L::build::<M>(&[]) };
            match self.count[number] {
                1 => L::take::<M>(std::mem::take(&mut found[number])),
                _ => L::build::<M>(&found[number]),
            }
        };
        self.of.into_iter().map(of).collect()
    }
}
