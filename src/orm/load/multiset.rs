//! `users::posts.multiset()`: a relation that is read in the statement of its objects, as one value beside each.

use std::marker::PhantomData;

use super::find::{
    Beside, Built, Keep, Loader, LoaderType, Origin, Parts, Plan, Plans, StartsAt, WholeRow, beside,
};
use super::gathered::{Gathered, by_owner};
use super::joined::ObjectItems;
use super::strategy::{ByEach, ByKeys, BySubquery, Of, Strategy};
use super::variants::AnyOf;
use super::{Levels, Load, Nested, ObjectRelation, PartRelation, PartsOf, Pieces, RowOf, Selectin};
use crate::driver::Driver;
use crate::engine::Executor;
use crate::orm::any::Going;
use crate::orm::object::Object;
use crate::orm::part::{Part, PartColumns, PartOf};
use crate::query::clause::{Clauses, slot};
use crate::query::effect::Reading;
use crate::query::group::Ungrouped;
use crate::query::output::{Output, Whole};
use crate::query::rows::{Elements, LinkIn, SetOf, Sets, Then, Way, WithSet};
use crate::query::select::{Picked, Select};
use crate::schema::Source;
use crate::schema::relation::Relation;
use crate::schema::scope::{One, Scope};
use crate::types::logic::{Concat, Cons, False, List, Nil};
use crate::types::null::NotNull;

/// By one value in the statement of the objects.
#[derive(Clone, Copy, Debug)]
pub enum ByMultiset {}

// Where there is no statement for it to stand in, `Of` says so, and nothing else is missing.
impl Strategy for ByMultiset {}
impl<Q: TakesSets> Of<Q> for ByMultiset {}

/// What reads objects, and takes rows of relations beside them.
#[diagnostic::on_unimplemented(
    message = "what reads these objects cannot read other rows as one value beside them",
    label = "load the relation by `.selectin()`",
    note = "they are read beside whole rows of a query that is no set operation, not distinct, boxed or grouped, and of a \
            relation that is loaded by `.multiset()` itself"
)]
pub trait TakesSets {
    /// It with the rows `M`, which are read as `X`.
    type With<M, X: Output>;
    /// The source that the relation starts at, which is a table `T` but for what it is named.
    type Start<T: Source>: Scope;
    /// Adds them.
    fn take<M, X: Output>(self, rows: M) -> Self::With<M, X>;
}

/// The rows of a relation that is read so take others by the list of what stands beside them.
#[diagnostic::do_not_recommend]
impl TakesSets for ByMultiset {
    type With<M, X: Output> = Self;
    type Start<T: Source> = One<T>;

    fn take<M, X: Output>(self, _: M) -> Self {
        self
    }
}

#[diagnostic::do_not_recommend]
impl TakesSets for () {
    type With<M, X: Output> = Then<(), M>;
    type Start<T: Source> = One<T>;

    fn take<M, X: Output>(self, rows: M) -> Then<(), M> {
        Then(self, rows)
    }
}

#[diagnostic::do_not_recommend]
impl<S, N> TakesSets for Then<S, N> {
    type With<M, X: Output> = Then<Self, M>;
    type Start<T: Source> = One<T>;

    fn take<M, X: Output>(self, rows: M) -> Then<Self, M> {
        Then(self, rows)
    }
}

// DISTINCT would compare the rows beside, in whatever order they are, and not all of them can be.
#[diagnostic::do_not_recommend]
impl<F, P, O, C> TakesSets for Select<F, Picked<P, O>, Ungrouped, C>
where
    P: ObjectItems,
    O: Widens,
    C: Clauses<Has<slot::Distinct> = False>,
{
    type With<M, X: Output> = Select<F, Picked<WithSet<P, P::Source, M>, O::And<X>>, Ungrouped, C>;
    type Start<T: Source> = One<P::Source>;

    fn take<M, X: Output>(self, rows: M) -> Self::With<M, X> {
        let Self { from, projection, group, clauses } = self;
        let projection = Picked::of(WithSet::new(projection.0, rows));
        Select { from, projection, group, clauses }
    }
}

impl<P: ObjectItems, S, M> ObjectItems for WithSet<P, S, M> {
    type Object = P::Object;
    type Source = P::Source;
}

/// Rows that begin with an object, and may have more beside it.
pub trait Widens {
    /// They with `X` behind.
    type And<X: Output>;
}

impl<E: Object> Widens for Whole<E, NotNull> {
    type And<X: Output> = Cons<Self, Cons<X, Nil>>;
}

impl<E: Object, O: List> Widens for Cons<Whole<E, NotNull>, O> {
    type And<X: Output> = Cons<Whole<E, NotNull>, Concat<O, Cons<X, Nil>>>;
}

/// A plan beside the objects that `Q` reads: what is read in their own statement is moved into it.
#[diagnostic::on_unimplemented(
    message = "this is not loaded beside rows that are one value",
    label = "load what they lead to by `.with(..)` in place of `.joined(..)`"
)]
pub trait Enters<Q> {
    /// The statement with that.
    type Query;
    /// The plan without.
    type Plan;
    /// Moves it.
    fn enter(self, query: Q) -> (Self::Query, Self::Plan);
}

/// The statement of the objects with what a plan reads in it.
pub type Entered<P, Q> = <P as Enters<Q>>::Query;
/// What is left of the plan.
pub type Left<P, Q> = <P as Enters<Q>>::Plan;

macro_rules! stays_out {
    ($([$($generic:ident),*] $plan:ty;)*) => {$(
        impl<Q, $($generic),*> Enters<Q> for $plan {
            type Query = Q;
            type Plan = Self;

            fn enter(self, query: Q) -> (Q, Self) {
                (query, self)
            }
        }
    )*};
}

stays_out! {
    [] ();
    [R, C, P, L] Selectin<R, C, P, L, ByKeys>;
    [R, C, P, L] Selectin<R, C, P, L, ByEach>;
    [R, C, P, L] Selectin<R, C, P, L, BySubquery>;
    [R, C, K, N, L] PartsOf<R, C, K, N, L, ByKeys>;
    [R, C, K, N, L] PartsOf<R, C, K, N, L, ByEach>;
    [R, C, K, N, L] PartsOf<R, C, K, N, L, BySubquery>;
    [R, C, L] Levels<R, C, L>;
    [V] AnyOf<V>;
}

macro_rules! tuple_enters {
    ($($name:ident $index:tt $plan:ident [$before:ty])* => $last:ident) => {
        impl<Q__, $($name: Enters<$before>),*> Enters<Q__> for ($($name,)*) {
            type Query = $last::Query;
            type Plan = ($($name::Plan,)*);

            fn enter(self, query: Q__) -> (Self::Query, Self::Plan) {
                $(let (query, $plan) = self.$index.enter(query);)*
                (query, ($($plan,)*))
            }
        }
    };
}

tuple_enters!(A 0 a [Q__] => A);
tuple_enters!(A 0 a [Q__] B 1 b [A::Query] => B);
tuple_enters!(A 0 a [Q__] B 1 b [A::Query] C 2 c [B::Query] => C);
tuple_enters!(A 0 a [Q__] B 1 b [A::Query] C 2 c [B::Query] D 3 d [C::Query] => D);
tuple_enters!(A 0 a [Q__] B 1 b [A::Query] C 2 c [B::Query] D 3 d [C::Query] E 4 e [D::Query] => E);
tuple_enters!(A 0 a [Q__] B 1 b [A::Query] C 2 c [B::Query] D 3 d [C::Query] E 4 e [D::Query]
    F 5 f [E::Query] => F);
tuple_enters!(A 0 a [Q__] B 1 b [A::Query] C 2 c [B::Query] D 3 d [C::Query] E 4 e [D::Query]
    F 5 f [E::Query] G 6 g [F::Query] => G);
tuple_enters!(A 0 a [Q__] B 1 b [A::Query] C 2 c [B::Query] D 3 d [C::Query] E 4 e [D::Query]
    F 5 f [E::Query] G 6 g [F::Query] H 7 h [G::Query] => H);

/// A relation whose rows stand in the statement of its objects, with the plan `P` for them, beside which `T` is read.
#[derive(Debug)]
pub struct Contained<R, P, L, T> {
    plan: P,
    load: PhantomData<fn() -> (R, L, T)>,
}

/// How the rows are read that stand beside those of a plan.
type Inner<P> = <Entered<P, ()> as Sets>::Rows;

impl<Q, R, C, P, L> Enters<Q> for Selectin<R, C, P, L, ByMultiset>
where
    Q: TakesSets,
    R: ObjectRelation<Via: Way<R> + LinkIn<Q::Start<R::From>, R::To>>,
    P: Enters<(), Query: Sets>,
{
    type Query = Q::With<SetOf<R, WholeRow<R>, C, P::Query>, Elements<WholeRow<R>, Inner<P>>>;
    type Plan = Contained<R, P::Plan, L, Inner<P>>;

    fn enter(self, query: Q) -> (Self::Query, Self::Plan) {
        let (sets, plan) = self.inner.enter(());
        let rows = SetOf::new(self.clauses, self.most, sets);
        (query.take(rows), Contained { plan, load: PhantomData })
    }
}

/// What was selected of the rows of a relation.
type Rows<W, T> = Vec<Cons<<W as Output>::Row, <T as Output>::Row>>;

impl<R: ObjectRelation, P: Plan, L: Load, T: Output> LoaderType for Contained<R, P, L, T> {
    type Load = L;
    type Open = P::Open;

    beside!(Elements<WholeRow<R>, T> => Rows<WholeRow<R>, T>);
}

/// The rows beside each object, once where a join repeats it.
fn each_owner<T>(parts: Parts<Vec<T>>, owners: usize) -> impl Iterator<Item = (usize, T)> {
    let mut seen = vec![false; owners];
    let once = parts.into_iter().filter(move |(at, _)| !std::mem::replace(&mut seen[*at], true));
    once.flat_map(|(at, rows)| rows.into_iter().map(move |row| (at, row)))
}

impl<E, D, R, P, L, T> Loader<E, D> for Contained<R, P, L, T>
where
    E: Object,
    D: Driver,
    R: ObjectRelation,
    P: Plans<RowOf<R>, D, Row = T::Row>,
    L: Built<Nested<R, P::Loads>>,
    T: Output,
{
    /// How many objects there are, and the rows beside them.
    type Begin = (usize, Gathered<RowOf<R>, T::Row>);

    fn begin(&self, parents: &[E], parts: Parts<Self::Part>) -> Self::Begin {
        let rows = each_owner(parts, parents.len());
        let rows = rows.map(|(owner, Cons(row, part))| (owner, row, part));
        (parents.len(), Gathered::each(rows))
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
            let found = rows.with(count, &self.plan, None, run, keep).await?;
            Ok(found.into_iter().map(L::take::<K::Mode>).collect())
        })
    }
}

impl<E, Q, R, P, L, T> Beside<E, Q> for Contained<R, P, L, T>
where
    E: Object,
    R: ObjectRelation<From: StartsAt<E::Table, R>>,
{
}

/// A relation of whose rows parts stand in the statement of its objects.
#[derive(Debug)]
pub struct ContainedParts<R, K, L>(PhantomData<fn() -> (R, K, L)>);

/// A part of a row.
type PartRow<R, K> = PartOf<<R as PartRelation>::Row, K, NotNull>;

impl<Q, R, C, K, N, L> Enters<Q> for PartsOf<R, C, K, N, L, ByMultiset>
where
    Q: TakesSets,
    R: PartRelation<Via: LinkIn<Q::Start<R::From>, <R as Relation>::To>>,
    K: PartColumns,
{
    type Query = Q::With<SetOf<R, PartRow<R, K>, C, ()>, Elements<PartRow<R, K>, Nil>>;
    type Plan = ContainedParts<R, K, L>;

    fn enter(self, query: Q) -> (Self::Query, Self::Plan) {
        let rows = SetOf::new(self.rows.clauses, self.rows.most, ());
        (query.take(rows), ContainedParts(PhantomData))
    }
}

impl<R: PartRelation, K: PartColumns, L: Load> LoaderType for ContainedParts<R, K, L> {
    type Load = L;
    type Open = Nil;

    beside!(Elements<PartRow<R, K>, Nil> => Rows<PartRow<R, K>, Nil>);
}

impl<E, D, R, K, L> Loader<E, D> for ContainedParts<R, K, L>
where
    E: Object,
    D: Driver,
    R: PartRelation,
    K: PartColumns,
    L: Built<Pieces<R, K>>,
{
    type Begin = Vec<Vec<Part<R::Row, K>>>;

    fn begin(&self, parents: &[E], parts: Parts<Self::Part>) -> Self::Begin {
        let rows = each_owner(parts, parents.len()).map(|(owner, Cons(part, Nil))| (owner, part));
        by_owner(parents.len(), rows)
    }

    fn find<'s, X, M>(
        &'s self,
        found: Self::Begin,
        _: Origin<'s, D>,
        _: &'s mut X,
        _: &'s mut M,
    ) -> Going<'s, Vec<L::Found<M::Mode>>>
    where
        X: Executor<Dialect = D, Access: Reading>,
        M: Keep,
    {
        Box::pin(async move { Ok(found.into_iter().map(L::take::<M::Mode>).collect()) })
    }
}

impl<E, Q, R, K, L> Beside<E, Q> for ContainedParts<R, K, L>
where
    E: Object,
    R: ObjectRelation<From: StartsAt<E::Table, R>>,
{
}
