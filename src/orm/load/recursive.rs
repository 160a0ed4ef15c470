//! `nodes::children.selectin().recursive()`: a relation of a table to itself, level by level.

use super::find::{
    Beside, Keep, Loader, LoaderType, NearOf, OpenOf, Origin, Parts, StartsAt, WholeRow, by_itself,
    keys_by,
};
use super::gathered::Gathered;
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
use crate::types::logic::Concat;
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

/// Rows of one level.
struct Level<E> {
    /// Each with the row of the level before that it belongs to.
    rows: Vec<(E, usize)>,
    /// By which the rows of the next level belong to them.
    keys: Vec<Option<Key>>,
}

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
        let primary = places(def, def.primary_key);
        let mut seen: KeyMap<()> = KeyMap::default();
        let mut levels: Vec<Level<RowOf<R>>> = Vec::new();
        while levels.len() < self.most.unwrap_or(usize::MAX) {
            let mut numbers: KeyMap<usize> = KeyMap::default();
            // Where a key stands first.
            let mut owners: Vec<usize> = Vec::new();
            let parents = levels.last().map_or(keys, |level| &level.keys);
            for (at, key) in parents.iter().enumerate() {
                let Some(key) = key else { continue };
                let next = owners.len();
                if *numbers.entry(key.clone()).or_insert(next) == next {
                    owners.push(at);
                }
            }
            if numbers.is_empty() {
                break;
            }
            let rows = self.level.rows::<WholeRow<R>, NearOf<R>, X>(&numbers, None, run).await?;
            let Gathered { owners: numbers, objects: rows, .. } =
                self.level.gathered(rows, &numbers);
            if rows.is_empty() {
                break;
            }
            seen.extend(rows.iter().map(|row| (key_at(row, &primary), ())));
            let keys = keys_by(&rows, R::keys().from);
            let owners = numbers.into_iter().map(|number| owners[number]);
            let rows = rows.into_iter().zip(owners).collect();
            levels.push(Level { rows, keys });
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
    type Begin = Vec<Option<Key>>;

    fn begin(&self, parents: &[E], _: Parts<()>) -> Vec<Option<Key>> {
        keys_by(parents, R::keys().from)
    }

    fn find<'s, X, K>(
        &'s self,
        keys: Vec<Option<Key>>,
        _: Origin<'s, D>,
        run: &'s mut X,
        keep: &'s mut K,
    ) -> Going<'s, Vec<L::Found<K::Mode>>>
    where
        X: Executor<Dialect = D, Access: Reading>,
        K: Keep,
    {
        Box::pin(async move {
            let levels = self.levels(&keys, run).await?;
            let mut below: Vec<Vec<Loaded<_, (Recursive<R>,)>>> = Vec::new();
            let mut inner = levels.last().map_or(0, |level| level.rows.len());
            below.resize_with(inner, Vec::new);
            // From the last level up, each object is made of those that lie below it.
            let widths: Vec<usize> = levels.iter().map(|level| level.rows.len()).collect();
            for (at, level) in levels.into_iter().enumerate().rev() {
                inner = if at == 0 { keys.len() } else { widths[at - 1] };
                let mut above = Vec::new();
                above.resize_with(inner, Vec::new);
                share(level.keys, &mut below);
                for ((row, owner), children) in level.rows.into_iter().zip(below) {
                    let object = Loaded::new(keep.keep(row), (children,));
                    above[owner].push(object);
                }
                below = above;
            }
            below.resize_with(keys.len(), Vec::new);
            share(keys, &mut below);
            Ok(below.into_iter().map(L::build::<K::Mode>).collect())
        })
    }
}

/// What lies below an object was found once, and lies below it wherever it is: it may be asked for
/// twice, and two ways may lead to it.
fn share<T: Clone>(keys: Vec<Option<Key>>, below: &mut [Vec<T>]) {
    let mut first: KeyMap<usize> = KeyMap::default();
    for (at, key) in keys.into_iter().enumerate() {
        let Some(key) = key else { continue };
        let found = *first.entry(key).or_insert(at);
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

impl<R, C, L> LoaderType for Levels<R, C, L>
where
    R: ObjectRelation<Via: Way<R>>,
    C: Clauses,
    L: Load,
{
    type Load = L;
    type Open = Concat<OpenOf<R>, C::Open>;

    by_itself!();
}

impl<E, Q, R, C, L> Beside<E, Q> for Levels<R, C, L>
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
