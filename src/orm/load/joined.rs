//! Relations that the query itself joins: `select(Post).joined(posts::author)`, and `.nest(..)` of rows whose
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
use crate::query::projection::{Entity, entity};
use crate::query::select::{Picked, Select, Unset};
use crate::query::{Query, Runnable};
use crate::schema::Source;
use crate::schema::relation::{Rel, Relation, ToMany, ToOne};
use crate::schema::scope::Left;
use crate::types::logic::{And, Bool, False, Nil, Or, True};
use crate::types::null::{NotNull, Nullable, Nullness};
use crate::types::value::Key;

/// A query whose rows hold an object and one that each of the relations `L` leads to.
#[derive(Debug)]
#[must_use = "a query does nothing until it is run"]
pub struct JoinedRows<Q, L> {
    query: Q,
    relations: PhantomData<fn() -> L>,
}

/// A query of the items `P`, read as `O`, to which a relation `R` is joined.
pub type Beside<F, P, O, C, R> =
    Select<F, Picked<More<P, Entity<RowOf<R>>>, More<O, Whole<RowOf<R>, Nullable>>>, Ungrouped, C>;
/// A tuple and one more.
pub type More<L, T> = <L as Grows>::And<T>;
/// Whether LIMIT cuts the rows of a query.
pub type Limited<C> = Or<
    <C as Clauses>::Has<slot::Limit>,
    Or<<C as Clauses>::Has<slot::LimitOne>, <C as Clauses>::Has<slot::Offset>>,
>;
/// A query that selects nothing yet.
type Bare<F, C> = Select<F, Unset, Ungrouped, C>;

impl<F, E, S, C> Select<F, Picked<Entity<E, S>, Whole<E, NotNull>>, Ungrouped, C>
where
    F: FromClause,
    E: Object,
    S: Source<Table = E::Table>,
    C: Clauses,
{
    /// Loads a relation by a LEFT JOIN in the same statement. It serves a relation to one object
    /// well; one to many repeats the row of the object for each of them, which LIMIT would count.
    ///
    /// Further ones are joined as well, of which one may lead to many.
    #[allow(clippy::type_complexity)]
    pub fn joined<R, F2, I>(
        self,
        relation: Rel<R>,
    ) -> JoinedRows<Beside<F2, (Entity<E, S>,), (Whole<E, NotNull>,), C, R>, (R,)>
    where
        R: ObjectRelation<Arity: JoinedArity, From: StartsAt<E::Table, R>>,
        R::Via: JoinVia<Bare<F, C>, Left, R, S, R::To, I, Output = Bare<F2, C>>,
        <R::Arity as JoinedArity>::Cut<Limited<C>>: NotCut,
    {
        let _ = relation;
        let Self { from, clauses, group, projection } = self;
        let unset = Select { from, projection: Unset, group, clauses };
        beside::<F2, _, (Whole<E, NotNull>,), _, _, R>(R::Via::join(unset), (projection.0,))
    }
}

impl<F, P, O, C, L> JoinedRows<Select<F, Picked<P, O>, Ungrouped, C>, L>
where
    P: OfObject + Grows,
    O: Grows,
    C: Clauses,
    L: Grows + Collections,
{
    /// Loads another relation by a LEFT JOIN in the same statement: one of all that are joined may lead to many.
    pub fn joined<R, F2, I>(
        self,
        relation: Rel<R>,
    ) -> JoinedRows<Beside<F2, P, O, C, R>, More<L, R>>
    where
        R: ObjectRelation<Arity: JoinedArity, From: StartsAt<P::Table, R>>,
        And<L::Any, <R::Arity as JoinedArity>::IsMany>: OneCollection<R>,
        R::Via: JoinVia<Bare<F, C>, Left, R, P::Source, R::To, I, Output = Bare<F2, C>>,
        <R::Arity as JoinedArity>::Cut<Limited<C>>: NotCut,
    {
        self.joined_with_each(relation)
    }

    /// The same, also of a second relation to many: the rows are each of one with each of the other, which is a
    /// few where both are small, and more than anybody wants where they are not.
    pub fn joined_with_each<R, F2, I>(
        self,
        relation: Rel<R>,
    ) -> JoinedRows<Beside<F2, P, O, C, R>, More<L, R>>
    where
        R: ObjectRelation<Arity: JoinedArity, From: StartsAt<P::Table, R>>,
        R::Via: JoinVia<Bare<F, C>, Left, R, P::Source, R::To, I, Output = Bare<F2, C>>,
        <R::Arity as JoinedArity>::Cut<Limited<C>>: NotCut,
    {
        let _ = relation;
        let Select { from, clauses, group, projection } = self.query;
        let unset = Select { from, projection: Unset, group, clauses };
        beside::<F2, P, O, _, _, R>(R::Via::join(unset), projection.0)
    }
}

/// The query that selects the row of a relation as well.
fn beside<F, P: Grows, O: Grows, C, L, R: ObjectRelation>(
    joined: Bare<F, C>,
    items: P,
) -> JoinedRows<Beside<F, P, O, C, R>, L> {
    let Select { from, group, clauses, .. } = joined;
    let projection = Picked::of(items.and(entity()));
    JoinedRows { query: Select { from, projection, group, clauses }, relations: PhantomData }
}

/// Nesting the rows of a query whose join the program has written.
pub trait Nest: Query + Sized {
    /// Of rows such as `(User, Post)`, makes users with these posts beside them. Where the relation leads
    /// to many, they are a part of all, in the type: the query may have filtered them.
    fn nest<R>(self, relation: Rel<R>) -> JoinedRows<Self, (R,)>
    where
        R: ObjectRelation<Arity: JoinedArity>,
        Self::Output: Pair<(R,)>,
    {
        let _ = relation;
        JoinedRows { query: self, relations: PhantomData }
    }
}

impl<Q: Query> Nest for Q {}

/// A tuple that can get one more.
#[diagnostic::on_unimplemented(
    message = "at most four relations are joined in one statement",
    label = "load the others by statements of their own: `.with(..)`"
)]
pub trait Grows {
    /// The tuple with one more.
    type And<T>;
    /// Adds it.
    fn and<T>(self, more: T) -> Self::And<T>;
}

/// Items that begin with an object.
pub trait OfObject {
    /// The name under which it is selected.
    type Source: Source;
    /// Its table.
    type Table;
}

/// Relations of which some lead to many.
pub trait Collections {
    /// Whether one does.
    type Any: Bool;
}

/// Relations to many are not joined to the same rows. Implemented for the good case.
#[diagnostic::on_unimplemented(
    message = "`{R}` and another relation to many in one join give each object of one with each of the other",
    label = "load it by a statement of its own, `.with({R})`, or say `.joined_with_each(..)`"
)]
pub trait OneCollection<R> {}
#[diagnostic::do_not_recommend]
impl<R> OneCollection<R> for False {}

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
    type Load<R: ObjectRelation<Arity = Self>>: Load + Built<R, ()>;
    /// Whether LIMIT cuts what it leads to.
    type Cut<Limited: Bool>;
    /// Whether an object may have several rows.
    type IsMany: Bool;
}

impl JoinedArity for ToOne {
    type Load<R: ObjectRelation<Arity = Self>> = R;
    type Cut<Limited: Bool> = False;
    type IsMany = False;
}

impl JoinedArity for ToMany {
    type Load<R: ObjectRelation<Arity = Self>> = Partial<R>;
    type Cut<Limited: Bool> = Limited;
    type IsMany = True;
}

/// Rows of an object and one that each of the relations `L` leads to.
#[diagnostic::on_unimplemented(
    message = "these rows do not hold an object and one that `{L}` leads to",
    label = "select both row structs: `.select((User, Post))`"
)]
pub trait Pair<L>: Output {
    /// The object.
    type Object: Object;
    /// The others.
    type Others;
    /// All of them.
    fn split(row: Self::Row) -> (Self::Object, Self::Others);
}

/// What the rows of a joined relation become in a type.
pub type JoinedLoad<R> = <<R as Relation>::Arity as JoinedArity>::Load<R>;

/// Relations whose rows stand beside those of an object.
pub trait JoinedLoads: Collections {
    /// What they become in a type.
    type Loads: Loads;
    /// The row of each.
    type Rows;
    /// All rows of each that belong to an object, by their keys.
    type Found: Default;
    /// The places of the key in the rows of each.
    fn keys() -> Vec<Box<[usize]>>;
    /// Adds rows, unless they are there: a further join has repeated them.
    fn add(found: &mut Self::Found, rows: Self::Rows, keys: &[Box<[usize]>]);
    /// Keeps them.
    fn keep<K: Keep>(found: Self::Found, keep: &mut K) -> <Self::Loads as Loads>::Related<K::Mode>;
}

/// Relations to objects that a session with access `A` keeps.
pub trait JoinedIn<A> {}

macro_rules! joined_tuple {
    ($($name:ident $null:ident $index:tt $row:ident)*) => {
        impl<$($name,)*> Grows for ($($name,)*) {
            type And<More__> = ($($name,)* More__,);

            fn and<More__>(self, more: More__) -> Self::And<More__> {
                ($(self.$index,)* more,)
            }
        }

        impl<E, S: Source, $($name),*> OfObject for (Entity<E, S>, $($name,)*) {
            type Source = S;
            type Table = S::Table;
        }

        impl<$($name: ObjectRelation<Arity: JoinedArity>),*> Collections for ($($name,)*) {
            type Any = joined_tuple!(@any $($name)*);
        }

        impl<E, $($name, $null: Nullness),*> Pair<($($name,)*)>
            for (Whole<E, NotNull>, $(Whole<RowOf<$name>, $null>,)*)
        where
            E: Object,
            $($name: ObjectRelation<From: StartsAt<E::Table, $name>>,)*
        {
            type Object = E;
            type Others = ($(Option<RowOf<$name>>,)*);

            fn split((object, $($row,)*): Self::Row) -> (E, Self::Others) {
                (object, ($($null::some($row),)*))
            }
        }

        impl<A__, $($name: ObjectRelation),*> JoinedIn<A__> for ($($name,)*)
        where
            $(RowOf<$name>: KeptBy<A__>,)*
        {
        }

        impl<$($name: ObjectRelation<Arity: JoinedArity>),*> JoinedLoads for ($($name,)*) {
            type Loads = ($(JoinedLoad<$name>,)*);
            type Rows = ($(Option<RowOf<$name>>,)*);
            type Found = ($(Found<RowOf<$name>>,)*);

            fn keys() -> Vec<Box<[usize]>> {
                vec![$(key_of::<RowOf<$name>>()),*]
            }

            fn add(found: &mut Self::Found, rows: Self::Rows, keys: &[Box<[usize]>]) {
                $(found.$index.add(rows.$index, &keys[$index]);)*
            }

            fn keep<K: Keep>(
                found: Self::Found,
                keep: &mut K,
            ) -> <Self::Loads as Loads>::Related<K::Mode> {
                ($({
                    let all = found.$index.0.into_iter();
                    let all = all.map(|(_, row)| Loaded::new(keep.keep(row), ()));
                    JoinedLoad::<$name>::take::<K::Mode>(all.collect())
                },)*)
            }
        }
    };
    (@any $last:ident) => { <$last::Arity as JoinedArity>::IsMany };
    (@any $first:ident $($name:ident)+) => {
        Or<<$first::Arity as JoinedArity>::IsMany, joined_tuple!(@any $($name)+)>
    };
}

joined_tuple!(R1 N1 0 a);
joined_tuple!(R1 N1 0 a R2 N2 1 b);
joined_tuple!(R1 N1 0 a R2 N2 1 b R3 N3 2 c);
joined_tuple!(R1 N1 0 a R2 N2 1 b R3 N3 2 c R4 N4 3 d);

/// Rows by their keys, each once.
pub struct Found<E>(Vec<(Key, E)>);

impl<E> Default for Found<E> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<E: Object> Found<E> {
    fn add(&mut self, row: Option<E>, key: &[usize]) {
        let Some(row) = row else { return };
        let key = key_at(&row, key);
        if self.0.iter().all(|(known, _)| *known != key) {
            self.0.push((key, row));
        }
    }
}

/// The places of the primary key.
fn key_of<E: Object>() -> Box<[usize]> {
    places(E::def(), E::def().primary_key)
}

impl<D, A, Q, L, O> Asks<D, A> for JoinedRows<Q, L>
where
    D: Driver,
    A: 'static,
    Q: Query<Output = O, Effect = Read> + Runnable<D, A> + Sync,
    O: Pair<L, Object: KeptBy<A>>,
    L: JoinedLoads<Rows = O::Others> + JoinedIn<A>,
{
    type Given = Tracked<O::Object, L::Loads>;
    type Rows = Q::Rows;
    type Open = Nil;

    fn ask<'s, 'c: 's>(
        &'s self,
        session: &'s mut Session<'c, D, A>,
    ) -> Going<'s, Vec<Self::Given>> {
        Box::pin(async move {
            let (nest, ..) = session.nest().await?;
            let rows = nest.says::<A>().all(&self.query).await?;
            Ok(kept::<L, O, D, A>(rows, session))
        })
    }

    /// The first object has several rows, where a relation leads to many.
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
            let rows = match L::Any::VALUE {
                true => nest.all(&self.query).await?,
                false => nest.first(&self.query).await?.into_iter().collect(),
            };
            Ok(kept::<L, O, D, A>(rows, session).into_iter().next())
        })
    }
}

/// The objects of rows, in a session.
fn kept<L, O, D, A>(
    rows: Vec<O::Row>,
    session: &mut Session<'_, D, A>,
) -> Vec<Tracked<O::Object, L::Loads>>
where
    O: Pair<L>,
    D: Driver,
    L: JoinedLoads<Rows = O::Others>,
{
    let (epoch, known) = (session.epoch, <Read as Shows>::KNOWN);
    nested::<L, O, _>(rows, &mut Keeper { stores: &mut session.stores, epoch, known })
}

impl<X, Q, L, O> AsksValues<X> for JoinedRows<Q, L>
where
    X: Executor<Dialect: Driver, Access: Reading>,
    Q: Query<Output = O> + Runnable<X::Dialect, X::Access> + Sync,
    O: Pair<L>,
    L: JoinedLoads<Rows = O::Others>,
{
    type Given = Loaded<O::Object, L::Loads>;

    fn ask_values<'s>(&'s self, run: &'s mut X) -> Going<'s, Vec<Self::Given>> {
        Box::pin(async move {
            let rows = run.all(&self.query).await?;
            Ok(nested::<L, O, _>(rows, &mut Values))
        })
    }
}

/// The objects of rows, each once, with those that it was joined to.
fn nested<L, O, K>(
    rows: Vec<O::Row>,
    keep: &mut K,
) -> Vec<Loaded<<K::Mode as Mode>::Of<O::Object>, L::Loads>>
where
    O: Pair<L>,
    K: Keep,
    L: JoinedLoads<Rows = O::Others>,
{
    let (key, others) = (key_of::<O::Object>(), L::keys());
    let mut known: KeyMap<usize> = KeyMap::default();
    let mut objects: Vec<(O::Object, L::Found)> = Vec::new();
    for row in rows {
        let (object, rows) = O::split(row);
        let at = *known.entry(key_at(&object, &key)).or_insert(objects.len());
        if at == objects.len() {
            objects.push((object, L::Found::default()));
        }
        L::add(&mut objects[at].1, rows, &others);
    }
    let object = |(object, found)| {
        let others = L::keep(found, keep);
        Loaded::new(keep.keep(object), others)
    };
    objects.into_iter().map(object).collect()
}
