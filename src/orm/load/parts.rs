//! `users::posts.selectin().only(posts::title)`: parts of the rows that a relation leads to.

use std::marker::PhantomData;

use super::find::{Beside, Keep, Loader, LoaderType, OpenOf, Shares, StartsAt, keys_by, rows};
use super::get::{IsOf, View};
use super::spec::IntoLoader;
use super::{Collects, IntoLoad, Load, ObjectRelation, Partial, RowOf, Selectin, Whole};
use crate::driver::Driver;
use crate::engine::Executor;
use crate::orm::any::Going;
use crate::orm::handle::Mode;
use crate::orm::object::Object;
use crate::orm::part::{HasParts, Part, PartColumns, PartOf, Picks};
use crate::query::clause::{Clauses, RenderSlot};
use crate::query::effect::Reading;
use crate::query::rows::Way;
use crate::query::rows::select::NearKey;
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

/// What it leads to.
type PieceOf<R, K> = Part<<R as PartRelation>::Row, K>;

impl<R: PartRelation, K: PartColumns> Load for Pieces<R, K> {
    type Found<M: Mode> = <R::Arity as Collects>::Of<PieceOf<R, K>>;
}

impl<R: PartRelation, K: PartColumns> View for Pieces<R, K> {
    type View<'v, M: Mode>
        = <R::Arity as Collects>::View<'v, PieceOf<R, K>>
    where
        Self::Found<M>: 'v;

    fn view<M: Mode>(found: &Self::Found<M>) -> Self::View<'_, M> {
        R::Arity::view(found)
    }
}

impl<R: PartRelation, K: PartColumns> IsOf<R> for Pieces<R, K> {}
impl<R: PartRelation, K: PartColumns> Whole for Pieces<R, K> {}

/// A load of whole rows, and the same of parts with the columns `K`.
pub trait InPieces<K> {
    /// That.
    type Load;
}

impl<R: ObjectRelation, K> InPieces<K> for R {
    type Load = Pieces<R, K>;
}

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

/// A relation of whose rows parts are loaded, by a SELECT of its own.
#[derive(Debug)]
#[must_use = "a load does nothing until it is in `.with(..)`"]
pub struct PartsOf<R, C, K, N, L> {
    clauses: C,
    most: Option<u64>,
    load: PhantomData<fn() -> (R, K, N, L)>,
}

impl<R: PartRelation, C, L> Selectin<R, C, (), L> {
    /// Loads parts of the rows: these columns, beside their keys. What is loaded are [`Part`]s.
    #[allow(clippy::type_complexity)]
    pub fn only<P, K, B>(
        self,
        columns: P,
    ) -> PartsOf<R, C, K, <R::Via as Apart<R, B>>::Key, L::Load>
    where
        P: Picks<R::To, Columns = K>,
        R::Via: Apart<R, B>,
        L: InPieces<K>,
    {
        let _ = columns;
        let Self { clauses, most, .. } = self;
        PartsOf { clauses, most, load: PhantomData }
    }
}

/// What a loader makes of the parts that it has found.
pub trait BuiltOf<R: PartRelation, K: PartColumns>: Load {
    /// Out of those of one key.
    fn build<M: Mode>(found: &[PieceOf<R, K>]) -> Self::Found<M>;
    /// The same, where they belong to no other object.
    fn take<M: Mode>(found: Vec<PieceOf<R, K>>) -> Self::Found<M>;
}

impl<R: PartRelation, K: PartColumns> BuiltOf<R, K> for Pieces<R, K> {
    fn build<M: Mode>(found: &[PieceOf<R, K>]) -> Self::Found<M> {
        R::Arity::collect(found)
    }

    fn take<M: Mode>(found: Vec<PieceOf<R, K>>) -> Self::Found<M> {
        R::Arity::take(found)
    }
}

impl<R: PartRelation, K: PartColumns, L: BuiltOf<R, K>> BuiltOf<R, K> for Partial<L> {
    fn build<M: Mode>(found: &[PieceOf<R, K>]) -> Self::Found<M> {
        L::build::<M>(found)
    }

    fn take<M: Mode>(found: Vec<PieceOf<R, K>>) -> Self::Found<M> {
        L::take::<M>(found)
    }
}

impl<E, D, R, C, K, N, L> Loader<E, D> for PartsOf<R, C, K, N, L>
where
    E: Object,
    D: Driver,
    R: PartRelation,
    C: Clauses + RenderSlot<D> + Send + Sync,
    K: PartColumns,
    N: NearKey,
    L: BuiltOf<R, K>,
{
    type Load = L;

    fn keys(&self, parents: &[E]) -> Vec<Option<Key>> {
        keys_by(parents, R::keys().from)
    }

    fn find<'s, X, P>(
        &'s self,
        keys: Vec<Option<Key>>,
        run: &'s mut X,
        _: &'s mut P,
    ) -> Going<'s, Vec<L::Found<P::Mode>>>
    where
        X: Executor<Dialect = D, Access: Reading>,
        P: Keep,
    {
        Box::pin(async move {
            let shares = Shares::of(keys);
            let (parts, owners) = rows::<R, PartOf<R::Row, K, NotNull>, N, C, X>(
                (&self.clauses, self.most),
                &shares.numbers,
                |_| Key::Many(Box::default()),
                run,
            )
            .await?;
            let parts = parts.into_iter().zip(owners);
            Ok(shares.share(parts, L::take::<P::Mode>, L::build::<P::Mode>))
        })
    }
}

impl<R, C, K, N, L> LoaderType for PartsOf<R, C, K, N, L>
where
    R: PartRelation,
    C: Clauses,
    L: Load,
{
    type Load = L;
    type Open = Concat<OpenOf<R>, C::Open>;
}

impl<E, R, C, K, N, L> Beside<E> for PartsOf<R, C, K, N, L>
where
    E: Object,
    R: PartRelation<From: StartsAt<E::Table, R>>,
{
}

impl<R, C, K, N, L> IntoLoad for PartsOf<R, C, K, N, L> {
    type Plan = (Self,);

    fn into_load(self) -> Self::Plan {
        (self,)
    }
}

impl<R, C, K, N, L> IntoLoader for PartsOf<R, C, K, N, L> {
    type Loader = Self;

    fn into_loader(self) -> Self {
        self
    }
}
