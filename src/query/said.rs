//! `.tenant(..)`, `.across_tenants()`, `.live()` and `.with_deleted()`: whose rows a statement means.

use std::marker::PhantomData;

use super::lock::LocksRows;
use super::owed::{Owes, Pays, Suits, WhetherDeleted, WhichVersion, WhoseNewRows, WhoseRows};
use super::position::FirstItems;
use super::set_operation::{Bare, Combines, Side};
use super::subquery::Subquery;
use super::with::{Names, RecursiveStep, TakesWith};
use super::{Batch, ColumnNames, Expected, Query, Statement, Touched};
use crate::expr::Shape;
use crate::expr::value::IntoValue;
use crate::render::{Dialect, Pass, Render, Supports};
use crate::schema::{Column, Tenanted};
use crate::types::logic::{Cons, True};
use crate::types::{SqlType, ToSql};

/// A statement `Q` with a word `W` about its tables, wherever in it they are.
#[derive(Clone, Copy, Debug)]
#[must_use = "a statement does nothing until it is run"]
pub struct Said<W, Q>(W, Q);

/// The rows of one tenant are meant.
#[derive(Debug)]
pub struct OfTenant<V, T>(V, PhantomData<T>);

copy_fields!([V, T] OfTenant<V, T>: V => |this| Self(this.0.clone(), PhantomData));

/// The rows of all tenants are meant.
#[derive(Clone, Copy, Debug)]
pub struct AcrossTenants;
/// Deleted rows are not meant.
#[derive(Clone, Copy, Debug)]
pub struct Live;
/// Deleted rows are meant too.
#[derive(Clone, Copy, Debug)]
pub struct WithDeleted;

/// Saying whose rows a statement means, at its end. It holds for all its tables: in FROM and in each
/// JOIN, under aliases, in subqueries and in WITH, and for those that it writes.
pub trait Says: Statement + Sized {
    /// The rows of one tenant: `table.tenant_id = ?` for each table with a `#[tenant]` column. New
    /// rows get it as their tenant.
    ///
    /// ```
    /// use relata::prelude::*;
    ///
    /// table! {
    ///     pub notes {
    ///         #[primary_key, identity] id: i64,
    ///         #[tenant] team: i64,
    ///         text: String,
    ///     }
    /// }
    /// # fn main() {
    /// assert_eq!(
    ///     select(notes::text).filter(notes::id.gt(5)).tenant(7).to_sql::<Sqlite>(),
    ///     "SELECT notes.text FROM notes WHERE notes.team = ?1 AND notes.id > ?2"
    /// );
    /// assert_eq!(
    ///     insert_into(notes::table).values(notes::text.set("Hello")).tenant(7).to_sql::<Sqlite>(),
    ///     "INSERT INTO notes (text, team) VALUES (?1, ?2)"
    /// );
    /// # }
    /// ```
    fn tenant<V>(self, tenant: V) -> Said<OfTenant<V, V::Type>, Self>
    where
        V: IntoValue + ToSql,
        Self::Open: Pays<OneTenant, Any: Matters> + Suits<V::Type>,
    {
        Said(OfTenant(tenant, PhantomData), self)
    }

    /// The rows of all tenants. New rows have one, so an INSERT does not take this.
    fn across_tenants(self) -> Said<AcrossTenants, Self>
    where
        Self::Open: Pays<AnyTenant, Any: Matters>,
    {
        Said(AcrossTenants, self)
    }

    /// Without deleted rows: `table.deleted_at IS NULL` for each table with a `#[soft_delete]` column.
    fn live(self) -> Said<Live, Self>
    where
        Self::Open: Pays<AboutDeleted, Any: Matters>,
    {
        Said(Live, self)
    }

    /// Deleted rows too.
    fn with_deleted(self) -> Said<WithDeleted, Self>
    where
        Self::Open: Pays<AboutDeleted, Any: Matters>,
    {
        Said(WithDeleted, self)
    }
}

impl<Q: Statement> Says for Q {}

/// One tenant is meant.
pub enum OneTenant {}
/// All tenants are meant.
pub enum AnyTenant {}
/// It is said whether deleted rows are meant.
pub enum AboutDeleted {}

/// The word is about some table. Implemented for yes.
#[diagnostic::on_unimplemented(
    message = "this says something about tenants or deleted rows, and the statement has no table that asks for it",
    label = "`.tenant(..)` is for tables with a `#[tenant]` column, `.live()` for those with a `#[soft_delete]` one",
    note = "it stands at the end of a statement, and is said once"
)]
pub trait Matters {}
#[diagnostic::do_not_recommend]
impl Matters for True {}

/// A value is a tenant of table `T`.
#[diagnostic::on_unimplemented(
    message = "the tenants of `{T}` are of type `{Type}`, and this one is a `{Self}`",
    label = "give a value of type `{Type}`"
)]
pub trait IsTenantOf<Type, T> {}
impl<V, T> IsTenantOf<V, T> for V {}

/// What a word `W` is to what is owed: whether it is about that, and whether it pays it.
macro_rules! pays {
    ($($word:ty: $owed:ty;)*) => {$(
        impl<T, L: Pays<$word>> Pays<$word> for Cons<Owes<$owed, T>, L> {
            type Rest = L::Rest;
            type Any = True;
        }
    )*};
}

macro_rules! leaves {
    ($($word:ty: $owed:ty, any $any:ty;)*) => {$(
        impl<T, L: Pays<$word>> Pays<$word> for Cons<Owes<$owed, T>, L> {
            type Rest = Cons<Owes<$owed, T>, L::Rest>;
            type Any = $any;
        }
    )*};
}

pays! {
    OneTenant: WhoseRows;
    OneTenant: WhoseNewRows;
    AnyTenant: WhoseRows;
    AboutDeleted: WhetherDeleted;
}

leaves! {
    OneTenant: WhetherDeleted, any L::Any;
    OneTenant: WhichVersion, any L::Any;
    AnyTenant: WhoseNewRows, any True;
    AnyTenant: WhetherDeleted, any L::Any;
    AnyTenant: WhichVersion, any L::Any;
    AboutDeleted: WhoseRows, any L::Any;
    AboutDeleted: WhoseNewRows, any L::Any;
    AboutDeleted: WhichVersion, any L::Any;
}

impl<V, T, L: Suits<V>> Suits<V> for Cons<Owes<WhoseRows, T>, L>
where
    T: Tenanted,
    V: IsTenantOf<<T::Tenant as Column>::Type, T>,
{
}

impl<V, T, L: Suits<V>> Suits<V> for Cons<Owes<WhoseNewRows, T>, L>
where
    T: Tenanted,
    V: IsTenantOf<<T::Tenant as Column>::Type, T>,
{
}

impl<V, T, L: Suits<V>> Suits<V> for Cons<Owes<WhetherDeleted, T>, L> {}
impl<V, T, L: Suits<V>> Suits<V> for Cons<Owes<WhichVersion, T>, L> {}

/// A word about the tables of a statement.
pub trait Word {
    /// What it pays for.
    type Pays;
    /// Walks the statement with it.
    fn around<'a>(&'a self, pass: &mut Pass<'_, 'a>, statement: impl FnOnce(&mut Pass<'_, 'a>));
}

impl<V: ToSql, T: SqlType> Word for OfTenant<V, T> {
    type Pays = OneTenant;

    fn around<'a>(&'a self, pass: &mut Pass<'_, 'a>, statement: impl FnOnce(&mut Pass<'_, 'a>)) {
        pass.of_tenant(T::KIND, &self.0, statement);
    }
}

impl Word for AcrossTenants {
    type Pays = AnyTenant;

    fn around<'a>(&'a self, pass: &mut Pass<'_, 'a>, statement: impl FnOnce(&mut Pass<'_, 'a>)) {
        pass.across_tenants(statement);
    }
}

impl Word for Live {
    type Pays = AboutDeleted;

    fn around<'a>(&'a self, pass: &mut Pass<'_, 'a>, statement: impl FnOnce(&mut Pass<'_, 'a>)) {
        pass.live(statement);
    }
}

impl Word for WithDeleted {
    type Pays = AboutDeleted;

    fn around<'a>(&'a self, pass: &mut Pass<'_, 'a>, statement: impl FnOnce(&mut Pass<'_, 'a>)) {
        pass.with_deleted(statement);
    }
}

/// A dialect can hold what the word says.
pub trait Holds<W>: Dialect {}
impl<D: Supports<T::Needs>, V, T: SqlType> Holds<OfTenant<V, T>> for D {}
impl<D: Dialect> Holds<AcrossTenants> for D {}
impl<D: Dialect> Holds<Live> for D {}
impl<D: Dialect> Holds<WithDeleted> for D {}

impl<W: Word, Q> Statement for Said<W, Q>
where
    Q: Statement<Open: Pays<W::Pays>>,
{
    type Effect = Q::Effect;
    type Open = <Q::Open as Pays<W::Pays>>::Rest;
    type MeansRows = Q::MeansRows;
    const SHAPE: Shape = Q::SHAPE;

    fn batch(&self) -> Option<Batch> {
        self.1.batch()
    }

    fn touches(&self) -> Touched {
        self.1.touches()
    }

    fn expects(&self) -> Option<Expected> {
        self.1.expects()
    }
}

impl<W, Q> Query for Said<W, Q>
where
    Self: Statement,
    Q: Query,
{
    type Output = Q::Output;
    type Rows = Q::Rows;
    const CAN_LIMIT: bool = Q::CAN_LIMIT;

    fn columns(&self) -> ColumnNames {
        self.1.columns()
    }
}

impl<W, Q> Subquery for Said<W, Q>
where
    Self: Statement,
    Q: Subquery,
{
    type Limited = Q::Limited;
    type Reads = Q::Reads;
    type Past = Q::Past;
    type IsCopy = Q::IsCopy;
}

impl<W, Q: LocksRows> LocksRows for Said<W, Q> {}
impl<W, Q: Combines> Combines for Said<W, Q> {}
impl<W, Q: Bare> Bare for Said<W, Q> {}

impl<W, Q: RecursiveStep<S>, S> RecursiveStep<S> for Said<W, Q> {
    type IsDistinct = Q::IsDistinct;
}

impl<W, Q: FirstItems> FirstItems for Said<W, Q> {
    type List = Q::List;
}

impl<W, Q: TakesWith> TakesWith for Said<W, Q> {
    type Needs = Q::Needs;
    type Reads = Q::Reads;
    type Writes<L: Names> = Q::Writes<L>;
    type InParts = Q::InParts;
}

impl<D: Holds<W>, W: Word, Q: Render<D>> Render<D> for Said<W, Q> {
    #[inline]
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.0.around(pass, |pass| self.1.walk(pass));
    }
}

impl<D: Holds<W>, W: Word, Q: Side<D>> Side<D> for Said<W, Q> {
    fn left_of<'a>(&'a self, tight: bool, pass: &mut Pass<'_, 'a>) {
        self.0.around(pass, |pass| self.1.left_of(tight, pass));
    }

    fn right<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.0.around(pass, |pass| self.1.right(pass));
    }
}
