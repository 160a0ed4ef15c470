//! Relations that are joined in the statement of their objects: `select(Post).joined(posts::author)`, and
//! `.nest(..)` of rows whose join the program has written.

use std::marker::PhantomData;

use super::find::{
    Beside, Built, Keep, Loader, LoaderType, Origin, Parts, Plan, Plans, StartsAt, beside,
};
use super::gathered::Gathered;
use super::run::WithRelations;
use super::spec::{Grows, More, RelationLoads as _};
use super::{Load, Nested, ObjectRelation, Partial, RowOf, Selectin};
use crate::driver::Driver;
use crate::engine::Executor;
use crate::orm::any::Going;
use crate::orm::object::Object;
use crate::query::Query;
use crate::query::clause::{Clauses, slot};
use crate::query::effect::Reading;
use crate::query::from::FromClause;
use crate::query::group::Ungrouped;
use crate::query::limit::TakesSome;
use crate::query::output::{Output, Whole};
use crate::query::projection::Entity;
use crate::query::rows::{Further, Joins, LeftJoins, NewIn, Step, Way};
use crate::query::select::{Picked, Select};
use crate::schema::Source;
use crate::schema::relation::{Rel, Relation, ToMany, ToOne};
use crate::types::logic::{And, Bool, Cons, False, Nil};
use crate::types::null::{NotNull, Nullness};

/// A relation that is joined in the statement of the objects that it starts at, with the plan `P` for what it
/// leads to, and `L` what it is as a [`Load`].
#[derive(Debug)]
pub struct Joined<R, P, L> {
    inner: P,
    load: PhantomData<fn() -> (R, L)>,
}

/// What `.joined(..)` takes.
#[diagnostic::on_unimplemented(
    message = "this cannot be joined: a filter, an order, a limit or a strategy is for a statement of its own",
    label = "join a relation, with others beside what it leads to at most, or load this by `.with(..)`"
)]
pub trait IntoJoined {
    /// The relation.
    type Relation;
    /// How it is loaded.
    type Loader: LoaderType;
    /// Makes it.
    fn into_joined(self) -> Self::Loader;
}

impl<R: ObjectRelation<Via: Way<R>>> IntoJoined for Rel<R> {
    type Relation = R;
    type Loader = Joined<R, (), R>;

    fn into_joined(self) -> Self::Loader {
        self.selectin().into_joined()
    }
}

impl<R, P, L> IntoJoined for Selectin<R, Nil, P, L>
where
    R: ObjectRelation<Via: Way<R>>,
    P: Plan,
    L: Load,
{
    type Relation = R;
    type Loader = Joined<R, P, L>;

    fn into_joined(self) -> Self::Loader {
        Joined { inner: self.inner, load: PhantomData }
    }
}

/// What a loader joins.
pub type JoinsOf<J> = <<J as IntoJoined>::Loader as LoaderType>::Before<Nil>;
/// Whether it leads to many rows of one.
pub type IsMany<J> = <JoinsOf<J> as Joins>::IsMany;
/// Whether a plan joins anything.
pub type AnyJoined<P> = <<P as Plan>::Joins as Joins>::IsJoined;
/// Whether a plan joins something that does.
pub type AnyMany<P> = <<P as Plan>::Joins as Joins>::IsMany;
/// A query of the items `P` with the plan `L`, to which `J` is joined.
pub type JoinedQuery<F, P, C, L, J> = Select<
    LeftJoins<F, <P as ObjectItems>::Source, JoinsOf<J>>,
    Picked<Further<P, JoinsOf<J>>, ObjectWith<<P as ObjectItems>::Object, More<L, LoaderOf<J>>>>,
    Ungrouped,
    C,
>;
/// Rows of an object and what a plan joins to it.
pub type ObjectWith<E, P> = Cons<Whole<E, NotNull>, <<P as Plan>::Joins as Joins>::Rows>;
/// How a relation is loaded that is joined.
pub type LoaderOf<J> = <J as IntoJoined>::Loader;

/// Selected items that begin with an object.
pub trait ObjectItems {
    /// The object.
    type Object: Object;
    /// The name under which it is selected.
    type Source: Source;
}

impl<E: Object, S: Source<Table = E::Table>> ObjectItems for Entity<E, S> {
    type Object = E;
    type Source = S;
}

impl<P: ObjectItems, J> ObjectItems for Further<P, J> {
    type Object = P::Object;
    type Source = P::Source;
}

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
    /// Further ones are joined as well, of which one may lead to many, and so are relations of what they lead to:
    /// `.joined(comments::post.joined(posts::author))`.
    pub fn joined<J>(
        self,
        relation: J,
    ) -> WithRelations<JoinedQuery<F, Entity<E, S>, C, (), J>, (LoaderOf<J>,)>
    where
        J: IntoJoined<Loader: Beside<E>>,
        JoinsOf<J>: NewIn<F::Scope>,
        And<TakesSome<C>, IsMany<J>>: NotCut,
        C::Has<slot::Locking>: LocksNoJoin,
    {
        WithRelations::new(self, ()).joined_with_each(relation)
    }
}

impl<F, P, O, C, L> WithRelations<Select<F, Picked<P, O>, Ungrouped, C>, L>
where
    F: FromClause,
    P: ObjectItems,
    C: Clauses,
    L: Plan + Grows,
{
    /// Loads another relation by a LEFT JOIN in the same statement: one of all that are joined may lead to many.
    pub fn joined<J>(
        self,
        relation: J,
    ) -> WithRelations<JoinedQuery<F, P, C, L, J>, More<L, LoaderOf<J>>>
    where
        J: IntoJoined<Loader: Beside<P::Object>>,
        L: Grows<And<LoaderOf<J>>: Plan> + Beside<P::Object, JoinedQuery<F, P, C, L, J>>,
        JoinsOf<J>: NewIn<F::Scope>,
        And<AnyMany<L>, IsMany<J>>: OneCollection<J::Relation>,
        And<TakesSome<C>, IsMany<J>>: NotCut,
        C::Has<slot::Locking>: LocksNoJoin,
    {
        self.joined_with_each(relation)
    }

    /// The same, also of a second relation to many: the rows are each of one with each of the other, which is a
    /// few where both are small, and more than anybody wants where they are not.
    pub fn joined_with_each<J>(
        self,
        relation: J,
    ) -> WithRelations<JoinedQuery<F, P, C, L, J>, More<L, LoaderOf<J>>>
    where
        J: IntoJoined<Loader: Beside<P::Object>>,
        L: Grows<And<LoaderOf<J>>: Plan> + Beside<P::Object, JoinedQuery<F, P, C, L, J>>,
        JoinsOf<J>: NewIn<F::Scope>,
        And<TakesSome<C>, IsMany<J>>: NotCut,
        C::Has<slot::Locking>: LocksNoJoin,
    {
        let Self { query: Select { from, projection, group, clauses }, plan } = self;
        let projection = Picked::of(Further::new(projection.0));
        let query = Select { from: LeftJoins::new(from), projection, group, clauses };
        WithRelations::new(query, plan.and(relation.into_joined()))
    }
}

/// Nesting the rows of a query whose join the program has written.
pub trait Nest: Query + Sized {
    /// Of rows such as `(User, Post)`, makes users with these posts beside them. Where the relation leads
    /// to many, they are a part of all, in the type: the query may have filtered them.
    fn nest<R>(self, relation: Rel<R>) -> WithRelations<Self, (Joined<R, (), NestedLoad<R>>,)>
    where
        R: ObjectRelation<Arity: NestedArity>,
        Self::Output: Pair<R>,
    {
        let _ = relation;
        WithRelations::new(self, (Joined { inner: (), load: PhantomData },))
    }
}

impl<Q: Query> Nest for Q {}

/// Relations to many are not joined to the same rows. Implemented for the good case.
#[diagnostic::on_unimplemented(
    message = "`{R}` and another relation to many in one join give each object of one with each of the other",
    label = "load it by a statement of its own, `.with({R})`, or say `.joined_with_each(..)`"
)]
pub trait OneCollection<R> {}
#[diagnostic::do_not_recommend]
impl<R> OneCollection<R> for False {}

/// A relation is joined to rows that nothing cuts. Implemented for the good case.
#[diagnostic::on_unimplemented(
    message = "LIMIT, OFFSET or DISTINCT ON would count the rows of the join, and not the objects",
    label = "load the relation by a statement of its own: `.with(..)`"
)]
pub trait NotCut {}
#[diagnostic::do_not_recommend]
impl NotCut for False {}

/// No lock is for what is joined. Implemented for the good case.
#[diagnostic::on_unimplemented(
    message = "FOR UPDATE would lock what is joined, which is the nullable side of an outer join",
    label = "lock the table alone by `.for_update_of(..)`, or load the relation by `.with(..)`"
)]
pub trait LocksNoJoin {}
#[diagnostic::do_not_recommend]
impl LocksNoJoin for False {}

/// How many objects a relation leads to whose rows the query has joined itself.
pub trait NestedArity: super::Collects {
    /// What it is as a load, where the query may have filtered it.
    type Load<R: ObjectRelation<Arity = Self>>: Load + Built<Nested<R, ()>>;
}

impl NestedArity for ToOne {
    type Load<R: ObjectRelation<Arity = Self>> = R;
}

impl NestedArity for ToMany {
    type Load<R: ObjectRelation<Arity = Self>> = Partial<R>;
}

/// What the rows of a relation become that the query has joined itself.
pub type NestedLoad<R> = <<R as Relation>::Arity as NestedArity>::Load<R>;

/// Rows of an object and one that the relation `R` leads to.
#[diagnostic::on_unimplemented(
    message = "these rows do not hold an object and one that `{R}` leads to",
    label = "select both row structs: `.select((User, Post))`"
)]
pub trait Pair<R>: Output {}

impl<E, R, N> Pair<R> for (Whole<E, NotNull>, Whole<RowOf<R>, N>)
where
    E: Object,
    R: ObjectRelation<From: StartsAt<E::Table, R>>,
    N: Nullness,
{
}

/// Rows that begin with an object.
pub trait ObjectRows: Output {
    /// It.
    type Object: Object;
    /// What stands beside it.
    type Part: Send;
    /// The objects: each once, where something is joined to them.
    fn gather<IsJoined: Bool>(rows: Vec<Self::Row>) -> Gathered<Self::Object, Self::Part>;
}

impl<E: Object> ObjectRows for Whole<E, NotNull> {
    type Object = E;
    type Part = Nil;

    fn gather<IsJoined: Bool>(rows: Vec<E>) -> Gathered<E, Nil> {
        Gathered::of(rows)
    }
}

impl<E: Object, O: Output> ObjectRows for Cons<Whole<E, NotNull>, O> {
    type Object = E;
    type Part = O::Row;

    fn gather<IsJoined: Bool>(rows: Vec<Self::Row>) -> Gathered<E, O::Row> {
        let rows = rows.into_iter().map(|Cons(object, part)| (0, object, part));
        if IsJoined::VALUE { Gathered::once(rows) } else { Gathered::each(rows) }
    }
}

impl<E: Object, T: Object, N: Nullness> ObjectRows for (Whole<E, NotNull>, Whole<T, N>) {
    type Object = E;
    type Part = Cons<Cons<Option<T>, Nil>, Nil>;

    fn gather<IsJoined: Bool>(rows: Vec<Self::Row>) -> Gathered<E, Self::Part> {
        let part = |row| Cons(Cons(N::some(row), Nil), Nil);
        Gathered::once(rows.into_iter().map(|(object, row)| (0, object, part(row))))
    }
}

impl<R, P, L> LoaderType for Joined<R, P, L>
where
    R: ObjectRelation<Via: Way<R>>,
    P: Plan,
    L: Load,
{
    type Load = L;
    type Open = P::Open;

    beside!(Step<R, P::Joins> => Cons<Option<RowOf<R>>, P::Row>);
}

impl<E, D, R, P, L> Loader<E, D> for Joined<R, P, L>
where
    E: Object,
    D: Driver,
    R: ObjectRelation<Via: Way<R>>,
    P: Plans<RowOf<R>, D>,
    L: Built<Nested<R, P::Loads>>,
{
    /// How many objects there are, and what was joined to them.
    type Begin = (usize, Gathered<RowOf<R>, P::Row>);

    fn begin(&self, parents: &[E], parts: Parts<Self::Part>) -> Self::Begin {
        let rows = parts.into_iter();
        let rows = rows.filter_map(|(owner, Cons(row, part))| Some((owner, row?, part)));
        (parents.len(), Gathered::once(rows))
    }

    fn find<'s, X, K>(
        &'s self,
        (count, rows): Self::Begin,
        _: Origin<'s, D>,
        run: &'s mut X,
        keep: &'s mut K,
    ) -> Going<'s, Vec<L::Found<K::Mode>>>
    where
        X: Executor<Dialect = D, Access: Reading>,
        K: Keep,
    {
        Box::pin(async move {
            let found = rows.with(count, &self.inner, None, run, keep).await?;
            Ok(found.into_iter().map(L::take::<K::Mode>).collect())
        })
    }
}

impl<E, Q, R, P, L> Beside<E, Q> for Joined<R, P, L>
where
    E: Object,
    R: ObjectRelation<From: StartsAt<E::Table, R>>,
{
}
