//! `users::posts.selectin().only(posts::title)`: parts of the rows that a relation leads to.

use std::marker::PhantomData;

use super::find::{
    Beside, Built, Keep, Loader, LoaderType, OpenOf, Origin, Parts, StartsAt, by_itself, keys_by,
};
use super::gathered::{Shares, by_owner};
use super::spec::IntoLoader;
use super::strategy::{Of, Strategy};
use super::{Collects, Each, IntoLoad, Load, ObjectRelation, Partial, RowOf, Selectin};
use crate::driver::Driver;
use crate::engine::Executor;
use crate::orm::any::Going;
use crate::orm::handle::Mode;
use crate::orm::object::Object;
use crate::orm::part::{HasParts, Part, PartColumns, PartOf, Picks};
use crate::query::clause::{Clauses, RenderSlot};
use crate::query::effect::Reading;
use crate::query::rows::{NearKey, Way};
use crate::schema::Table;
use crate::schema::relation::{Belongs, Direct, InverseOf, Owned, Owns, Relation, Through, Via};
use crate::types::logic::Concat;
use crate::types::null::NotNull;
use crate::types::value::Key;

/// A relation of whose rows the columns `K` were loaded.
#[derive(Debug)]
pub struct Pieces<R, K>(PhantomData<fn() -> (R, K)>);

/// A relation with a row struct of whose rows parts can be read.
pub trait PartRelation: ObjectRelation<Via: Way<Self>> + Sized {
    /// The row struct.
    type Row: HasParts;
}

impl<R: ObjectRelation<Via: Way<R>>> PartRelation for R
where
    RowOf<R>: HasParts,
{
    type Row = RowOf<R>;
}

impl<R: PartRelation, K: PartColumns> Each for Pieces<R, K> {
    type Arity = R::Arity;
    type One<M: Mode> = Part<R::Row, K>;
}

impl<R: PartRelation, K: PartColumns> Load for Pieces<R, K> {
    type Found<M: Mode> = <R::Arity as Collects>::Of<Part<R::Row, K>>;
}

/// A load of whole rows, and the same of parts with the columns `K`.
#[diagnostic::on_unimplemented(
    message = "relations are loaded beside whole rows, and these are parts of rows",
    label = "leave out what is loaded beside them, or `.only(..)`"
)]
pub trait InPieces<K> {
    /// That.
    type Load;
}

#[diagnostic::do_not_recommend]
impl<R: ObjectRelation, K> InPieces<K> for R {
    type Load = Pieces<R, K>;
}

#[diagnostic::do_not_recommend]
impl<L: InPieces<K>, K> InPieces<K> for Partial<L> {
    type Load = Partial<L::Load>;
}

/// How it is known to which row a part belongs that a relation leads to: by columns that are read beside it.
pub trait Apart<R, B>: Via {
    /// The columns.
    type Key: NearKey;
}

impl<R: InverseOf<B>, B: Belongs<Columns: NearKey>> Apart<R, B> for Direct<Owned> {
    type Key = B::Columns;
}

impl<R: Belongs<Columns: NearKey>> Apart<R, ()> for Direct<Owns> {
    type Key = R::Columns;
}

impl<R: Relation, Link: Table> Apart<R, ()> for Through<Link>
where
    Self: Way<R>,
{
    type Key = <Self as Way<R>>::Near;
}

/// A relation of whose rows parts are loaded.
#[derive(Debug)]
#[must_use = "a load does nothing until it is in `.with(..)`"]
pub struct PartsOf<R, C, K, N, L, S> {
    pub(super) rows: Selectin<R, C, (), R, S>,
    load: PhantomData<fn() -> (K, N, L)>,
}

/// The columns beside a part, by which it is known to which row it belongs.
type KeyBeside<R, B> = <<R as Relation>::Via as Apart<R, B>>::Key;

impl<R: Relation, C, P, L, S> Selectin<R, C, P, L, S> {
    /// Loads parts of the rows: these columns, beside their keys. What is loaded are [`Part`]s.
    pub fn only<Q, K, B, M>(self, columns: Q) -> PartsOf<R, C, K, KeyBeside<R, B>, M, S>
    where
        R: PartRelation<Via: Apart<R, B>>,
        Q: Picks<R::To, Columns = K>,
        L: InPieces<K, Load = M>,
    {
        let _ = columns;
        PartsOf { rows: Selectin::new(self.clauses, (), self.most), load: PhantomData }
    }
}

impl<E, D, R, C, K, N, L, S> Loader<E, D> for PartsOf<R, C, K, N, L, S>
where
    E: Object,
    D: Driver,
    R: PartRelation,
    C: Clauses + RenderSlot<D> + Send + Sync,
    K: PartColumns,
    N: NearKey,
    L: Built<Pieces<R, K>>,
    S: Strategy,
{
    type Begin = Vec<Option<Key>>;

    fn begin(&self, parents: &[E], _: Parts<()>) -> Vec<Option<Key>> {
        keys_by(parents, R::keys().from)
    }

    fn find<'s, X, M>(
        &'s self,
        keys: Vec<Option<Key>>,
        origin: Origin<'s, D>,
        run: &'s mut X,
        _: &'s mut M,
    ) -> Going<'s, Vec<L::Found<M::Mode>>>
    where
        X: Executor<Dialect = D, Access: Reading>,
        M: Keep,
    {
        Box::pin(async move {
            let shares = Shares::of(keys);
            let numbers = &shares.numbers;
            let origin = self.rows.origin(origin, numbers);
            let rows = self.rows.rows::<PartOf<R::Row, K, NotNull>, N, X>(numbers, origin, run);
            let owned = rows.await?.into_iter();
            let owned = owned.filter_map(|(part, near, _)| Some((*numbers.get(&near?)?, part)));
            let found = by_owner(numbers.len(), owned);
            Ok(shares.build::<Pieces<R, K>, L, M::Mode>(found))
        })
    }
}

impl<R, C, K, N, L, S> LoaderType for PartsOf<R, C, K, N, L, S>
where
    R: PartRelation,
    C: Clauses,
    L: Load,
{
    type Load = L;
    type Open = Concat<OpenOf<R>, C::Open>;

    by_itself!();
}

impl<E, Q, R, C, K, N, L, S> Beside<E, Q> for PartsOf<R, C, K, N, L, S>
where
    E: Object,
    R: PartRelation<From: StartsAt<E::Table, R>>,
    S: Of<Q>,
{
}

impl<R, C, K, N, L, S> IntoLoad for PartsOf<R, C, K, N, L, S> {
    type Plan = (Self,);

    fn into_load(self) -> Self::Plan {
        (self,)
    }
}

impl<R, C, K, N, L, S> IntoLoader for PartsOf<R, C, K, N, L, S> {
    type Loader = Self;

    fn into_loader(self) -> Self {
        self
    }
}
