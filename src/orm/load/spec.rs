//! `users::posts.selectin().filter(..).order_by(..).limit(..).with(..)`: how a relation is loaded.

use std::marker::PhantomData;

use super::find::{Beside, LoaderType};
use super::joined::{AnyMany, IntoJoined, IsMany, LoaderOf, OneCollection};
use super::multiset::ByMultiset;
use super::strategy::{ByEach, ByKeys, BySubquery};
use super::{Load, Loads, Nested, ObjectRelation, Partial, Plan, RowOf};
use crate::query::clause::{Clauses, slot};
use crate::query::filter::{Filters, Where};
use crate::query::group::Ungrouped;
use crate::query::limit::InOrder;
use crate::query::order::{OrderBy, Orders};
use crate::query::rows::Way;
use crate::query::select::Unset;
use crate::schema::relation::{Rel, Relation};
use crate::schema::scope::One;
use crate::types::logic::{And, Cons, Nil};

/// A relation that is loaded by a SELECT of its own, for all objects at once: `WHERE key IN (..)`.
///
/// `C` are its clauses, `P` what is loaded beside what it leads to, `L` what it is as a [`Load`], and `S` its strategy.
#[derive(Debug)]
#[must_use = "a load does nothing until it is in `.with(..)`"]
pub struct Selectin<R, C = Nil, P = (), L = R, S = ByKeys> {
    pub(super) clauses: C,
    pub(super) inner: P,
    pub(super) most: Option<u64>,
    load: PhantomData<fn() -> (R, L, S)>,
}

impl<R, C, P, L, S> Selectin<R, C, P, L, S> {
    pub(super) fn new(clauses: C, inner: P, most: Option<u64>) -> Self {
        Self { clauses, inner, most, load: PhantomData }
    }
}

/// Relations as loads.
pub trait RelationLoads<R> {
    /// Loads it by a SELECT of its own, for all objects at once.
    fn selectin(self) -> Selectin<R>;
    /// Loads it by a SELECT of its own which finds the objects by a subquery, the query that has read them: for so many
    /// that a list of their keys is long. Where LIMIT cuts rows that are equal in its order, it must not cut others.
    fn subquery(self) -> Selectin<R, Nil, (), R, BySubquery>;
    /// Loads it by a SELECT for each object.
    fn immediate(self) -> Selectin<R, Nil, (), R, ByEach>;
    /// Loads it in the statement of the objects, as one value beside each: an array of rows, or JSON of them. So no
    /// row is repeated, whatever stands beside it. For [`.with(..)`](super::With::with) of a query, or of a relation
    /// that is loaded so too: `select(User).with(users::posts.multiset())` is
    ///
    /// ```sql
    /// SELECT users.id, ARRAY(SELECT ROW(posts.id, posts.title) FROM posts WHERE posts.author_id = users.id) FROM users
    /// ```
    fn multiset(self) -> Selectin<R, Nil, (), R, ByMultiset>;
    /// Loads relations of what it leads to as well: `users::posts.with(posts::tags)`.
    fn with<P>(self, inner: P) -> Selectin<R, Nil, P::Plan, Nested<R, LoadsOf<P>>>
    where
        R: ObjectRelation,
        P: IntoLoad<Plan: Plan + Beside<RowOf<R>>>;
    /// Joins a relation of what it leads to in the same statement: `comments::post.joined(posts::author)`.
    fn joined<J>(self, relation: J) -> Selectin<R, Nil, (LoaderOf<J>,), Nested<R, JoinedLoads<J>>>
    where
        R: ObjectRelation,
        J: IntoJoined<Loader: Beside<RowOf<R>>>;
}

/// What some plans load.
pub type LoadsOf<P> = <<P as IntoLoad>::Plan as Plan>::Loads;
/// What a relation is as a load that is joined alone.
pub type JoinedLoads<J> = (<LoaderOf<J> as LoaderType>::Load,);

impl<R: Relation> RelationLoads<R> for Rel<R> {
    fn selectin(self) -> Selectin<R> {
        Selectin::new(Nil, (), None)
    }

    fn subquery(self) -> Selectin<R, Nil, (), R, BySubquery> {
        Selectin::new(Nil, (), None)
    }

    fn immediate(self) -> Selectin<R, Nil, (), R, ByEach> {
        Selectin::new(Nil, (), None)
    }

    fn multiset(self) -> Selectin<R, Nil, (), R, ByMultiset> {
        Selectin::new(Nil, (), None)
    }

    fn with<P>(self, inner: P) -> Selectin<R, Nil, P::Plan, Nested<R, LoadsOf<P>>>
    where
        R: ObjectRelation,
        P: IntoLoad<Plan: Plan + Beside<RowOf<R>>>,
    {
        Selectin::new(Nil, inner.into_load(), None)
    }

    fn joined<J>(self, relation: J) -> Selectin<R, Nil, (LoaderOf<J>,), Nested<R, JoinedLoads<J>>>
    where
        R: ObjectRelation,
        J: IntoJoined<Loader: Beside<RowOf<R>>>,
    {
        Selectin::new(Nil, (relation.into_joined(),), None)
    }
}

/// A load with the plan `P` in place of what is loaded beside what it leads to.
type Around<R, C, P, L, S> = Selectin<R, C, P, <L as Surrounds>::Around<<P as Plan>::Loads>, S>;

impl<R: ObjectRelation, C, P, L: Surrounds, S> Selectin<R, C, P, L, S> {
    /// Loads relations of what it leads to as well.
    pub fn with<A>(self, inner: A) -> Around<R, C, All<P, A::Plan>, L, S>
    where
        A: IntoLoad<Plan: Behind<P, All: Plan> + Beside<RowOf<R>, S>>,
    {
        Selectin::new(self.clauses, inner.into_load().behind(self.inner), self.most)
    }

    /// Joins a relation of what it leads to in the same statement: one of all that are joined may lead to many.
    pub fn joined<J>(self, relation: J) -> Around<R, C, More<P, LoaderOf<J>>, L, S>
    where
        P: Plan + Grows<And<LoaderOf<J>>: Plan>,
        J: IntoJoined<Loader: Beside<RowOf<R>>>,
        And<AnyMany<P>, IsMany<J>>: OneCollection<J::Relation>,
    {
        self.joined_with_each(relation)
    }

    /// The same, also of a second relation to many: the rows are each of one with each of the other.
    pub fn joined_with_each<J>(self, relation: J) -> Around<R, C, More<P, LoaderOf<J>>, L, S>
    where
        P: Plan + Grows<And<LoaderOf<J>>: Plan>,
        J: IntoJoined<Loader: Beside<RowOf<R>>>,
    {
        Selectin::new(self.clauses, self.inner.and(relation.into_joined()), self.most)
    }
}

/// A load that gets others beside what it leads to.
pub trait Surrounds {
    /// The same with these.
    type Around<L: Loads>: Load;
}

impl<R: ObjectRelation> Surrounds for R {
    type Around<L: Loads> = Nested<R, L>;
}

impl<R: ObjectRelation, I: Loads> Surrounds for Nested<R, I> {
    type Around<L: Loads> = Nested<R, L>;
}

impl<S: Surrounds> Surrounds for Partial<S> {
    type Around<L: Loads> = Partial<S::Around<L>>;
}

impl<R: Relation, C: Clauses, P, L: Load, S> Selectin<R, C, P, L, S> {
    fn push<H, K>(self, clause: H) -> Selectin<R, Cons<H, C>, P, K, S> {
        Selectin::new(Cons(clause, self.clauses), self.inner, self.most)
    }

    /// Only objects for which a condition holds; further ones are added with AND. What is loaded is
    /// a part then, in its type.
    #[allow(clippy::type_complexity)]
    pub fn filter<W: Filters<One<R::To>, I>, I>(
        self,
        condition: W,
    ) -> Selectin<R, Cons<Where<W::Node, W::Counts>, C>, P, Partial<L>, S> {
        self.push(Where::new(condition.condition()))
    }

    /// In this order.
    pub fn order_by<K, I>(self, keys: K) -> Selectin<R, Cons<OrderBy<K::List>, C>, P, L, S>
    where
        K: Orders<One<R::To>, Unset, Ungrouped, C, I>,
    {
        self.push(OrderBy(keys.into_list()))
    }

    /// At most so many for each object, the first ones in the order. What is loaded is a part then,
    /// in its type.
    pub fn limit(self, most: u64) -> Selectin<R, C, P, Partial<L>, S>
    where
        R: Relation<Via: Way<R, Near: UpToFour>>,
        C::Has<slot::OrderBy>: InOrder,
    {
        Selectin::new(self.clauses, self.inner, Some(most))
    }
}

/// The key of a table between, which is read beside limited rows.
#[diagnostic::on_unimplemented(
    message = "a limit for each object, through a table between, takes keys of four columns at most",
    label = "load the relation without `.limit(..)`"
)]
pub trait UpToFour {}
impl UpToFour for Nil {}
impl<A> UpToFour for Cons<A, Nil> {}
impl<A, B> UpToFour for Cons<A, Cons<B, Nil>> {}
impl<A, B, C> UpToFour for Cons<A, Cons<B, Cons<C, Nil>>> {}
impl<A, B, C, D> UpToFour for Cons<A, Cons<B, Cons<C, Cons<D, Nil>>>> {}

/// What `.with(..)` takes: a relation, one with more said about it, or a tuple of these.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a relation that can be loaded",
    label = "write `users::posts`, `users::posts.selectin()` or a tuple of these"
)]
pub trait IntoLoad {
    /// The plan.
    type Plan;
    /// Makes it.
    fn into_load(self) -> Self::Plan;
}

impl<R: Relation> IntoLoad for Rel<R> {
    type Plan = (Selectin<R>,);

    fn into_load(self) -> Self::Plan {
        (self.selectin(),)
    }
}

impl<R, C, P, L, S> IntoLoad for Selectin<R, C, P, L, S> {
    type Plan = (Self,);

    fn into_load(self) -> Self::Plan {
        (self,)
    }
}

/// One relation of several.
pub trait IntoLoader {
    /// How it is loaded.
    type Loader;
    /// Makes it.
    fn into_loader(self) -> Self::Loader;
}

impl<R: Relation> IntoLoader for Rel<R> {
    type Loader = Selectin<R>;

    fn into_loader(self) -> Selectin<R> {
        self.selectin()
    }
}

impl<R, C, P, L, S> IntoLoader for Selectin<R, C, P, L, S> {
    type Loader = Self;

    fn into_loader(self) -> Self {
        self
    }
}

/// A plan of which there may be one loader more.
#[diagnostic::on_unimplemented(
    message = "at most eight relations are loaded beside an object",
    label = "load the others by `session.load_all(..)`"
)]
pub trait Grows {
    /// The plan with one more.
    type And<T>;
    /// Adds it.
    fn and<T>(self, more: T) -> Self::And<T>;
}

/// A plan and one loader more.
pub type More<P, T> = <P as Grows>::And<T>;

/// Loaders that are added to the plan `P`.
pub trait Behind<P> {
    /// All of them.
    type All;
    /// Adds them.
    fn behind(self, plan: P) -> Self::All;
}

/// A plan and then the loaders of another.
pub type All<P, A> = <A as Behind<P>>::All;

impl<P> Behind<P> for () {
    type All = P;

    fn behind(self, plan: P) -> P {
        plan
    }
}

macro_rules! plan_grows {
    ([$($done:ident $d:tt)*]) => {};
    ([$($done:ident $d:tt)*] $next:ident $n:tt $($rest:tt)*) => {
        impl<$($done),*> Grows for ($($done,)*) {
            type And<More__> = ($($done,)* More__,);

            fn and<More__>(self, more: More__) -> Self::And<More__> {
                ($(self.$d,)* more,)
            }
        }

        impl<P__: Grows, First__, $($done),*> Behind<P__> for (First__, $($done,)*)
        where
            ($($done,)*): Behind<P__::And<First__>>,
        {
            type All = All<P__::And<First__>, ($($done,)*)>;

            #[allow(non_snake_case)]
            fn behind(self, plan: P__) -> Self::All {
                let (first, $($done,)*) = self;
                ($($done,)*).behind(plan.and(first))
            }
        }

        plan_grows!([$($done $d)* $next $n] $($rest)*);
    };
}

plan_grows!([] A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7);

macro_rules! load_tuple {
    ($($name:ident $index:tt)*) => {
        impl<$($name: IntoLoader),*> IntoLoad for ($($name,)*) {
            type Plan = ($($name::Loader,)*);

            fn into_load(self) -> Self::Plan {
                ($(self.$index.into_loader(),)*)
            }
        }
    };
}

load_tuple!(A 0);
load_tuple!(A 0 B 1);
load_tuple!(A 0 B 1 C 2);
load_tuple!(A 0 B 1 C 2 D 3);
load_tuple!(A 0 B 1 C 2 D 3 E 4);
load_tuple!(A 0 B 1 C 2 D 3 E 4 F 5);
load_tuple!(A 0 B 1 C 2 D 3 E 4 F 5 G 6);
load_tuple!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7);
