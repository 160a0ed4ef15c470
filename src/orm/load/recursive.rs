//! `nodes::children.selectin().recursive()`: a relation of a table to itself, level by level.

use super::find::{Beside, Keep, Loader, LoaderType, StartsAt};
use super::get::{IsOf, View};
use super::spec::IntoLoader;
use super::{IntoLoad, Load, ObjectRelation, Partial, RowOf, Selectin, Whole};
use crate::driver::Driver;
use crate::engine::Executor;
use crate::error::{Error, Result};
use crate::orm::any::Going;
use crate::orm::handle::{Loaded, Mode};
use crate::orm::hash::KeyMap;
use crate::orm::object::{Object, key_at, places};
use crate::query::clause::{Clauses, RenderSlot};
use crate::query::effect::Reading;
use crate::query::rows::Way;
use crate::schema::Table;
use crate::schema::relation::{Relation, ToMany};
use crate::types::value::Key;

/// A relation of a table to itself, with the same relation loaded beside all that it leads to.
#[derive(Debug)]
pub struct Recursive<R>(std::marker::PhantomData<fn() -> R>);

/// A relation that leads from a table to many rows of the same one.
pub trait ToItself:
    ObjectRelation<Arity: ManyOf<Self>, To: SameTable<<Self as Relation>::From, Self>>
{
}

impl<R> ToItself for R where
    R: ObjectRelation<Arity: ManyOf<R>, To: SameTable<<R as Relation>::From, R>>
{
}

/// A relation leads to many rows.
#[diagnostic::on_unimplemented(
    message = "relation `{R}` leads to one row, and a tree is loaded by the one that leads to many",
    label = "load the other side of the relation"
)]
pub trait ManyOf<R: ?Sized> {
    /// The same type, named through this trait, so that rustc does not go on where it fails.
    type Same<T>;
    /// The same value.
    fn same<T>(value: T) -> Self::Same<T>;
}

impl<R: ?Sized> ManyOf<R> for ToMany {
    type Same<T> = T;

    fn same<T>(value: T) -> T {
        value
    }
}

/// A relation leads to the table that it starts at.
#[diagnostic::on_unimplemented(
    message = "relation `{R}` leads to another table, where it does not go on",
    label = "load it by `.with(..)`"
)]
pub trait SameTable<T, R: ?Sized> {
    /// The same type, named through this trait.
    type Same<V>;
    /// The same value.
    fn same<V>(value: V) -> Self::Same<V>;
}

impl<T, R: ?Sized> SameTable<T, R> for T {
    type Same<V> = V;

    fn same<V>(value: V) -> V {
        value
    }
}

/// A type that is there where a relation leads from a table to many rows of the same one.
type Where<R, T> = <<R as Relation>::Arity as ManyOf<R>>::Same<
    <<R as Relation>::To as SameTable<<R as Relation>::From, R>>::Same<T>,
>;

impl<R: ToItself> Load for Recursive<R> {
    type Found<M: Mode> = Vec<Loaded<M::Of<RowOf<R>>, (Self,)>>;
}

impl<R: ToItself> View for Recursive<R> {
    type View<'v, M: Mode>
        = &'v [Loaded<M::Of<RowOf<R>>, (Self,)>]
    where
        Self::Found<M>: 'v;

    fn view<M: Mode>(found: &Self::Found<M>) -> Self::View<'_, M> {
        found
    }
}

impl<R: ToItself> IsOf<R> for Recursive<R> {}
impl<R: ToItself> Whole for Recursive<R> {}

/// A relation that is loaded by a SELECT for each level.
#[derive(Debug)]
#[must_use = "a load does nothing until it is in `.with(..)`"]
pub struct Levels<R, C, L> {
    level: Selectin<R, C>,
    most: Option<usize>,
    load: std::marker::PhantomData<fn() -> L>,
}

impl<R: Relation, C> Selectin<R, C> {
    /// Loads the same relation of all that it leads to as well, level by level, as far as it goes:
    /// a SELECT for each level.
    pub fn recursive<L>(self) -> L
    where
        R: Recurses<All<C> = L>,
    {
        R::all(self)
    }

    /// The same for so many levels. What is loaded is a part then, in its type: of the objects of the
    /// last level nothing is known.
    pub fn to_depth<L>(self, levels: usize) -> L
    where
        R: Recurses<Part<C> = L>,
    {
        R::part(self, levels)
    }
}

/// What a relation of a table to itself is as a load.
pub trait Recurses: Relation {
    /// All levels, with the clauses `C` of each.
    type All<C>;
    /// Some of them.
    type Part<C>;
    /// Makes it.
    fn all<C>(level: Selectin<Self, C>) -> Self::All<C>
    where
        Self: Sized;
    /// Makes it.
    fn part<C>(level: Selectin<Self, C>, levels: usize) -> Self::Part<C>
    where
        Self: Sized;
}

impl<R: ToItself> Recurses for R {
    type All<C> = Where<R, Levels<R, C, Recursive<R>>>;
    type Part<C> = Where<R, Levels<R, C, Partial<Recursive<R>>>>;

    fn all<C>(level: Selectin<R, C>) -> Self::All<C> {
        let levels = Levels { level, most: None, load: std::marker::PhantomData };
        <R::Arity as ManyOf<R>>::same(<R::To as SameTable<R::From, R>>::same(levels))
    }

    fn part<C>(level: Selectin<R, C>, levels: usize) -> Self::Part<C> {
        let levels = Levels { level, most: Some(levels), load: std::marker::PhantomData };
        <R::Arity as ManyOf<R>>::same(<R::To as SameTable<R::From, R>>::same(levels))
    }
}

/// Rows of one level: each with the row of the level before that it belongs to.
type Level<E> = Vec<(E, Option<usize>)>;

impl<R, C, L> Levels<R, C, L>
where
    R: ToItself<Via: Way<R>>,
    C: Clauses + Send + Sync,
{
    /// All levels, from the objects with these keys on.
    async fn levels<X>(&self, keys: &[Option<Key>], run: &mut X) -> Result<Vec<Level<RowOf<R>>>>
    where
        X: Executor<Dialect: Driver, Access: Reading>,
        C: RenderSlot<X::Dialect>,
    {
        let def = <R::To as Table>::def();
        let (from, primary) = (places(def, R::keys().from), places(def, def.primary_key));
        let mut parents: Vec<Option<Key>> = keys.to_vec();
        let mut seen: KeyMap<()> = KeyMap::default();
        let mut levels = Vec::new();
        while levels.len() < self.most.unwrap_or(usize::MAX) {
            let mut numbers: KeyMap<usize> = KeyMap::default();
            let mut owners: Vec<Vec<usize>> = Vec::new();
            for (at, key) in parents.iter().enumerate() {
                let Some(key) = key else { continue };
                let next = owners.len();
                let number = *numbers.entry(key.clone()).or_insert(next);
                if number == next {
                    owners.push(Vec::new());
                }
                owners[number].push(at);
            }
            if numbers.is_empty() {
                break;
            }
            let (rows, found) = self.level.rows(&numbers, R::keys().to, run).await?;
            let mut level: Level<RowOf<R>> = Vec::with_capacity(rows.len());
            parents.clear();
            for (row, number) in rows.into_iter().zip(found) {
                let key = key_at(&row, &primary);
                seen.insert(key, ());
                let owner = number.and_then(|number| owners[number].first().copied());
                parents.push(Some(key_at(&row, &from)).filter(|key| !key.has_null()));
                level.push((row, owner));
            }
            if level.is_empty() {
                break;
            }
            levels.push(level);
            // A way down that is longer than there are rows has one of them twice.
            if levels.len() > seen.len() {
                let name = def.name;
                return Err(Error::other(format!("rows of {name} are below themselves")));
            }
        }
        Ok(levels)
    }
}

impl<E, D, R, C, L> Loader<E, D> for Levels<R, C, L>
where
    E: Object,
    D: Driver,
    R: ToItself<Via: Way<R>>,
    C: Clauses + RenderSlot<D> + Send + Sync,
    L: Built<R>,
{
    type Load = L;

    fn keys(&self, parents: &[E]) -> Vec<Option<Key>> {
        let places = places(E::def(), R::keys().from);
        let key = |parent| Some(key_at(parent, &places)).filter(|key| !key.has_null());
        parents.iter().map(key).collect()
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
            // The same object may be asked for twice: it is looked for once.
            let mut first: KeyMap<usize> = KeyMap::default();
            let mut one =
                |(at, key): (usize, &Option<Key>)| Some(*first.entry(key.clone()?).or_insert(at));
            let same: Vec<Option<usize>> = keys.iter().enumerate().map(&mut one).collect();
            let levels = self.levels(&keys, run).await?;
            let from = places(<R::To as Table>::def(), R::keys().from);
            let mut below: Vec<Vec<Loaded<_, (Recursive<R>,)>>> = Vec::new();
            let mut inner = levels.last().map_or(0, Vec::len);
            below.resize_with(inner, Vec::new);
            // From the last level up, each object is made of those that lie below it.
            let widths: Vec<usize> = levels.iter().map(Vec::len).collect();
            for (at, level) in levels.into_iter().enumerate().rev() {
                inner = if at == 0 { keys.len() } else { widths[at - 1] };
                let mut above = Vec::new();
                above.resize_with(inner, Vec::new);
                share(&level, &from, &mut below);
                for ((row, owner), children) in level.into_iter().zip(below) {
                    let object = Loaded::new(keep.keep(row), (children,));
                    if let Some(owner) = owner {
                        above[owner].push(object);
                    }
                }
                below = above;
            }
            below.resize_with(keys.len(), Vec::new);
            let of = |at: &Option<usize>| at.map_or_else(Vec::new, |at| below[at].clone());
            Ok(same.iter().map(of).map(L::build::<K::Mode>).collect())
        })
    }
}

/// What lies below a row was found once, and lies below it wherever it is: two ways may lead to it.
fn share<E: Object, T: Clone>(level: &Level<E>, from: &[usize], below: &mut [Vec<T>]) {
    let mut first: KeyMap<usize> = KeyMap::default();
    for (at, (row, _)) in level.iter().enumerate() {
        let found = *first.entry(key_at(row, from)).or_insert(at);
        if found != at {
            below[at] = below[found].clone();
        }
    }
}

/// What levels become in a type.
pub trait Built<R: ToItself>: Load {
    /// Makes it.
    fn build<M: Mode>(found: <Recursive<R> as Load>::Found<M>) -> Self::Found<M>;
}

impl<R: ToItself> Built<R> for Recursive<R> {
    fn build<M: Mode>(found: Self::Found<M>) -> Self::Found<M> {
        found
    }
}

impl<R: ToItself> Built<R> for Partial<Recursive<R>> {
    fn build<M: Mode>(found: <Recursive<R> as Load>::Found<M>) -> Self::Found<M> {
        found
    }
}

impl<R, C, L: Load> LoaderType for Levels<R, C, L> {
    type Load = L;
}

impl<E, R, C, L> Beside<E> for Levels<R, C, L>
where
    E: Object,
    R: ObjectRelation<From: StartsAt<E::Table, R>>,
{
}

impl<R, C, L> IntoLoad for Levels<R, C, L> {
    type Plan = (Self,);

    fn into_load(self) -> Self::Plan {
        (self,)
    }
}

impl<R, C, L> IntoLoader for Levels<R, C, L> {
    type Loader = Self;

    fn into_loader(self) -> Self {
        self
    }
}
