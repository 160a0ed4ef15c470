//! `users::posts.selectin().filter(..).order_by(..).limit(..).with(..)`: how a relation is loaded.

use std::marker::PhantomData;

use super::find::Beside;
use super::{Load, Loads, Nested, ObjectRelation, Partial, Plan, RowOf};
use crate::query::clause::{Clauses, slot};
use crate::query::filter::{Filters, Where};
use crate::query::group::Ungrouped;
use crate::query::limit::InOrder;
use crate::query::order::{OrderBy, Orders};
use crate::query::select::Unset;
use crate::schema::relation::{Rel, Relation};
use crate::schema::scope::One;
use crate::types::logic::{Cons, Nil};

/// A relation that is loaded by a SELECT of its own, for all objects at once: `WHERE key IN (..)`.
///
/// `C` are its clauses, `P` what is loaded beside what it leads to, and `L` what it is as a [`Load`].
#[derive(Debug)]
#[must_use = "a load does nothing until it is in `.with(..)`"]
pub struct Selectin<R, C = Nil, P = (), L = R> {
    pub(super) clauses: C,
    pub(super) inner: P,
    pub(super) most: Option<u64>,
    load: PhantomData<fn() -> (R, L)>,
}

/// Relations as loads.
pub trait RelationLoads<R> {
    /// Loads it by a SELECT of its own, for all objects at once.
    fn selectin(self) -> Selectin<R>;
    /// Loads relations of what it leads to as well: `users::posts.with(posts::tags)`.
    fn with<P>(self, inner: P) -> Selectin<R, Nil, P::Plan, Nested<R, LoadsOf<P>>>
    where
        R: ObjectRelation,
        P: IntoLoad<Plan: Plan + Beside<RowOf<R>>>;
}

/// What some plans load.
pub type LoadsOf<P> = <<P as IntoLoad>::Plan as Plan>::Loads;

impl<R: Relation> RelationLoads<R> for Rel<R> {
    fn selectin(self) -> Selectin<R> {
        Selectin { clauses: Nil, inner: (), most: None, load: PhantomData }
    }

    fn with<P>(self, inner: P) -> Selectin<R, Nil, P::Plan, Nested<R, LoadsOf<P>>>
    where
        R: ObjectRelation,
        P: IntoLoad<Plan: Plan + Beside<RowOf<R>>>,
    {
        Selectin { clauses: Nil, inner: inner.into_load(), most: None, load: PhantomData }
    }
}

impl<R: ObjectRelation, C, L> Selectin<R, C, (), L> {
    /// Loads relations of what it leads to as well.
    pub fn with<P>(self, inner: P) -> Selectin<R, C, P::Plan, L::Around<LoadsOf<P>>>
    where
        P: IntoLoad<Plan: Plan + Beside<RowOf<R>>>,
        L: Surrounds,
    {
        let Self { clauses, most, .. } = self;
        Selectin { clauses, inner: inner.into_load(), most, load: PhantomData }
    }
}

/// A load that has nothing beside it yet.
pub trait Surrounds {
    /// The same with relations beside what it leads to.
    type Around<L: Loads>: Load;
}

impl<R: ObjectRelation> Surrounds for R {
    type Around<L: Loads> = Nested<R, L>;
}

impl<S: Surrounds> Surrounds for Partial<S> {
    type Around<L: Loads> = Partial<S::Around<L>>;
}

impl<R: Relation, C: Clauses, P, L: Load> Selectin<R, C, P, L> {
    fn push<H, K>(self, clause: H) -> Selectin<R, Cons<H, C>, P, K> {
        let Self { clauses, inner, most, .. } = self;
        Selectin { clauses: Cons(clause, clauses), inner, most, load: PhantomData }
    }

    /// Only objects for which a condition holds; further ones are added with AND. What is loaded is
    /// a part then, in its type.
    #[allow(clippy::type_complexity)]
    pub fn filter<W: Filters<One<R::To>, I>, I>(
        self,
        condition: W,
    ) -> Selectin<R, Cons<Where<W::Node, W::Counts>, C>, P, Partial<L>> {
        self.push(Where::new(condition.condition()))
    }

    /// In this order.
    pub fn order_by<K, I>(self, keys: K) -> Selectin<R, Cons<OrderBy<K::List>, C>, P, L>
    where
        K: Orders<One<R::To>, Unset, Ungrouped, C, I>,
    {
        self.push(OrderBy(keys.into_list()))
    }

    /// At most so many for each object, the first ones in the order. What is loaded is a part then,
    /// in its type.
    pub fn limit(self, most: u64) -> Selectin<R, C, P, Partial<L>>
    where
        C::Has<slot::OrderBy>: InOrder,
    {
        let Self { clauses, inner, .. } = self;
        Selectin { clauses, inner, most: Some(most), load: PhantomData }
    }
}

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

impl<R, C, P, L> IntoLoad for Selectin<R, C, P, L> {
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

impl<R, C, P, L> IntoLoader for Selectin<R, C, P, L> {
    type Loader = Self;

    fn into_loader(self) -> Self {
        self
    }
}

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
