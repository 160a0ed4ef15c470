//! What a session says of all tables, as access that answers for what its statements owe.

use super::Closed;
use super::at_version::Counted;
use super::effect::{ReadOnly, ReadWrite, Saying};
use super::owed::{Answers, WhetherDeleted, WhichVersion, WhoseNewRows, WhoseRows};
use super::said::{AboutDeleted, AnyTenant, IsTenantOf};
use crate::schema::{Column, Table, Tenanted};
use crate::types::logic::Cons;

/// Rows of one tenant are meant, which is of this type.
pub struct TenantIs<V>(std::marker::PhantomData<V>);

/// What others wrote meanwhile is not overwritten.
pub enum Checked {}

/// A session that has not said such a word yet, and still may.
#[diagnostic::on_unimplemented(
    message = "this session says already whose rows it means",
    label = "open another session: its objects are those of one tenant"
)]
pub trait MaySay<W> {}
impl<W> MaySay<W> for ReadWrite {}
impl<W> MaySay<W> for ReadOnly {}
impl<W, A: MaySay<W>> MaySay<W> for Saying<AboutDeleted, A> where W: AboutTenants {}
impl<V, A: MaySay<AboutDeleted>> MaySay<AboutDeleted> for Saying<TenantIs<V>, A> {}
impl<A: MaySay<AboutDeleted>> MaySay<AboutDeleted> for Saying<AnyTenant, A> {}
impl<W, A: MaySay<W>> MaySay<W> for Saying<Checked, A> {}

/// Words about tenants.
pub trait AboutTenants {}
impl<V> AboutTenants for TenantIs<V> {}
impl AboutTenants for AnyTenant {}

macro_rules! answers {
    ($([$($generic:tt)*] $word:ty: $owed:ident $(, where $bounded:ty: $bound:path)?;)*) => {$(
        impl<$($generic)* A, T, E, L, All> Answers<$owed, T, E, L, All> for Saying<$word, A>
        where
            $(T: Tenanted, $bounded: $bound,)?
            L: Closed<E, All>,
        {
        }
    )*};
}

macro_rules! asks_on {
    ($([$($generic:tt)*] $word:ty: $owed:ident;)*) => {$(
        impl<$($generic)* A, T, E, L, All> Answers<$owed, T, E, L, All> for Saying<$word, A>
        where
            A: Answers<$owed, T, E, L, All>,
        {
        }
    )*};
}

answers! {
    [V,] TenantIs<V>: WhoseRows, where V: IsTenantOf<<T::Tenant as Column>::Type, T>;
    [V,] TenantIs<V>: WhoseNewRows, where V: IsTenantOf<<T::Tenant as Column>::Type, T>;
    [] AnyTenant: WhoseRows;
    [] AboutDeleted: WhetherDeleted;
}

asks_on! {
    [V,] TenantIs<V>: WhetherDeleted;
    [V,] TenantIs<V>: WhichVersion;
    [] AnyTenant: WhoseNewRows;
    [] AnyTenant: WhetherDeleted;
    [] AnyTenant: WhichVersion;
    [] AboutDeleted: WhoseRows;
    [] AboutDeleted: WhoseNewRows;
    [] AboutDeleted: WhichVersion;
    [] Checked: WhoseRows;
    [] Checked: WhoseNewRows;
    [] Checked: WhetherDeleted;
    [] Checked: WhichVersion;
}

/// A session with this access lends objects of table `T` for changes.
#[diagnostic::on_unimplemented(
    message = "a session with access `{Self}` changes no objects",
    label = "it only reads: `engine.session()` writes"
)]
pub trait Lends<T> {}
impl<T> Lends<T> for ReadWrite {}

macro_rules! lends {
    ($([$($generic:tt)*] $word:ty;)*) => {$(
        impl<$($generic)* T, A: Lends<T>> Lends<T> for Saying<$word, A> {}
    )*};
}

lends! {
    [V,] TenantIs<V>;
    [] AnyTenant;
    [] AboutDeleted;
}

impl<T: Table<OnUpdate: CountsVersions<T>>, A: Lends<T>> Lends<T> for Saying<Checked, A> {}

/// The rows of `T` have a `#[version]`, which stands first among what an UPDATE fills.
#[diagnostic::on_unimplemented(
    message = "a change of an object of `{T}` may overwrite what others wrote since it was read: its versions are not counted",
    label = "`session.lock(&object).await?` reads it again and lends it, or declare a `#[version]` column",
    note = "the session is `.checked()`"
)]
pub trait CountsVersions<T> {}
impl<C, R, T> CountsVersions<T> for Cons<Counted<C>, R> {}
