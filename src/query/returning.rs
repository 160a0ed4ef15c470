//! `RETURNING`: the rows that INSERT, UPDATE and DELETE wrote.

use std::marker::PhantomData;

use super::cardinality::{ManyRows, OneRow, OptionalRow};
use super::clause::Tail;
use super::conflict::{DoNothing, DoUpdate, NoConflict};
use super::insert::{Insert, InsertSource};
use super::output::Output;
use super::projection::{IntoProjection, Items, Projection};
use super::{Query, Statement};
use crate::expr::kind::InReturning;
use crate::expr::{In, Shape};
use crate::render::{Dialect, Pass, Render, Supports};
use crate::schema::Table;
use crate::schema::scope::One;
use crate::types::logic::{Cons, Nil};
use crate::types::null::Nullable;

/// Nothing is returned.
#[derive(Clone, Copy, Debug)]
pub struct NoReturning;

/// `RETURNING items`
#[derive(Debug)]
pub struct Returning<P, O>(pub(crate) P, pub(crate) PhantomData<fn() -> O>);

copy_fields!([P, O] Returning<P, O>: P => |this| Self(this.0.clone(), PhantomData));

impl Tail for NoReturning {
    type Open = Nil;
    const SHAPE: Shape = Shape::Fixed;
}

impl<P: Items, O> Tail for Returning<P, O> {
    type Open = P::Open;
    const SHAPE: Shape = P::SHAPE;
}

/// RETURNING of an INSERT.
pub struct OnInsert;
/// RETURNING of an UPDATE.
pub struct OnUpdate;
/// RETURNING of a DELETE.
pub struct OnDelete;
/// RETURNING of a DELETE with USING.
pub struct OnDeleteUsing;

/// The feature RETURNING, of INSERT, UPDATE or DELETE.
pub struct ReturningFrom<S>(PhantomData<S>);
supports!(ReturningFrom<OnInsert>: Sqlite Postgres MariaDb);
supports!(ReturningFrom<OnUpdate>: Sqlite Postgres);
supports!(ReturningFrom<OnDelete>: Sqlite Postgres MariaDb);
supports!(ReturningFrom<OnDeleteUsing>: Postgres);

/// What RETURNING is checked against: the written row.
pub type Written<T> = In<One<T>, Nullable>;

/// Items that RETURNING takes of the rows that were written to `T`. `O` is how a row is read.
pub trait Returns<T, O, I>: IntoProjection<Items: Items> {}
impl<P, T, O, I> Returns<T, O, I> for P where
    P: IntoProjection<Items: Projection<Written<T>, I, Output = O> + Items<Kind: InReturning>>
{
}

impl<T: Table, V: InsertSource, K> Insert<T, V, K, NoReturning> {
    /// `RETURNING items`: the statement gives rows, one for each row that was written.
    pub fn returning<P, O, I>(self, items: P) -> Insert<T, V, K, Returning<P::Items, O>>
    where
        P: Returns<T, O, I>,
    {
        Insert {
            table: PhantomData,
            values: self.values,
            conflict: self.conflict,
            returning: Returning(items.items(), PhantomData),
        }
    }
}

/// How many rows an INSERT returns, from how many it writes and what it does on a conflict.
pub trait ReturnsRows<Rows> {
    /// So many.
    type Rows;
}

impl<R> ReturnsRows<R> for NoConflict {
    type Rows = R;
}
impl<R, L, S> ReturnsRows<R> for DoUpdate<L, S, Nil> {
    type Rows = R;
}
impl<R: MayLack, L> ReturnsRows<R> for DoNothing<L> {
    type Rows = R::Fewer;
}
impl<R: MayLack, L, S, H, C> ReturnsRows<R> for DoUpdate<L, S, Cons<H, C>> {
    type Rows = R::Fewer;
}

/// The same number of rows, or fewer.
pub trait MayLack {
    /// That number.
    type Fewer;
}

impl MayLack for OneRow {
    type Fewer = OptionalRow;
}
impl MayLack for ManyRows {
    type Fewer = ManyRows;
}

impl<T, V, K, P, O> Query for Insert<T, V, K, Returning<P, O>>
where
    V: InsertSource,
    K: ReturnsRows<V::Rows>,
    P: Items,
    O: Output,
    Self: Statement,
{
    type Output = O;
    type Rows = K::Rows;

    fn columns(&self) -> super::ColumnNames {
        P::column
    }
}

/// Writes RETURNING.
pub trait RenderReturning<D: Dialect, S> {
    /// Writes it.
    fn returning<'a>(&'a self, pass: &mut Pass<'_, 'a>);
}

impl<D: Dialect, S> RenderReturning<D, S> for NoReturning {
    #[inline]
    fn returning<'a>(&'a self, _: &mut Pass<'_, 'a>) {}
}

impl<D, S, P, O> RenderReturning<D, S> for Returning<P, O>
where
    D: Supports<ReturningFrom<S>>,
    P: Render<D>,
{
    fn returning<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql(" RETURNING ");
        self.0.walk(pass);
    }
}
