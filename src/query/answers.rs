//! What a session says of all tables, as access that answers for what its statements owe.

use super::Closed;
use super::effect::{ReadWrite, Saying};
use super::owed::{Answers, WhetherDeleted, WhichVersion, WhoseNewRows, WhoseRows};
use super::said::{AboutDeleted, AnyTenant, IsTenantOf};
use crate::schema::{Column, Tenanted};

/// Rows of one tenant are meant, which is of this type.
pub struct TenantIs<V>(std::marker::PhantomData<V>);

/// A session that has not said such a word yet, and still may.
#[diagnostic::on_unimplemented(
    message = "this session says already whose rows it means",
    label = "open another session: its objects are those of one tenant"
)]
pub trait MaySay<W> {}
impl<W> MaySay<W> for ReadWrite {}
impl<W, A: MaySay<W>> MaySay<W> for Saying<AboutDeleted, A> where W: AboutTenants {}
impl<V, A: MaySay<AboutDeleted>> MaySay<AboutDeleted> for Saying<TenantIs<V>, A> {}
impl<A: MaySay<AboutDeleted>> MaySay<AboutDeleted> for Saying<AnyTenant, A> {}

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
}
