//! `ON CONFLICT (columns) WHERE ..`: upserts whose target is a unique index of some rows alone.

use std::marker::PhantomData;

use super::conflict::{FirstName, NoConflict, OnConflict};
use super::insert::{Insert, InsertSource};
use super::returning::NoReturning;
use crate::expr::tuple::NodeTuple;
use crate::render::{Pass, Render, Supports};
use crate::schema::{PartialKey, Table};

/// The columns `L` of a unique index of some rows of `T`.
#[derive(Debug)]
pub struct Partial<T, L>(L, PhantomData<fn() -> T>);

copy_fields!([T, L] Partial<T, L>: L => |this| Self(this.0.clone(), PhantomData));

/// The feature ON CONFLICT of a unique index of some rows alone, where there are such.
pub struct PartialConflict;
supports!(PartialConflict: Sqlite Postgres);

impl<T: Table, V: InsertSource> Insert<T, V, NoConflict, NoReturning> {
    /// `ON CONFLICT (columns) WHERE ..`: the columns of a unique index with a filter, in its order. The
    /// condition is that of the index, as the table declares it: rows outside of it are never in conflict.
    /// MySQL and MariaDB do not have such indexes.
    ///
    /// ```
    /// use relata::prelude::*;
    /// table! {
    ///     #[unique(email, filter(gone_at is null))]
    ///     pub members as Member {
    ///         #[primary_key, identity] id: i64,
    ///         email: String,
    ///         gone_at: Option<i64>,
    ///     }
    /// }
    /// # fn main() {
    /// let add = insert_into(members::table)
    ///     .values(members::email.set("ada@example.org"))
    ///     .on_conflict_where(members::email)
    ///     .do_nothing();
    /// assert_eq!(
    ///     add.to_sql::<Postgres>(),
    ///     "INSERT INTO members (email) VALUES ($1) \
    ///      ON CONFLICT (email) WHERE gone_at IS NULL DO NOTHING"
    /// );
    /// # }
    /// ```
    pub fn on_conflict_where<L>(self, key: L) -> OnConflict<T, V, Partial<T, L::List>>
    where
        L: NodeTuple<List: IsPartialKeyOf<T>>,
    {
        OnConflict(self, Partial(key.into_list(), PhantomData))
    }
}

/// Columns are a unique index of some rows of a table. It is asked of the columns: of a table with one such
/// index, rustc would take that for the answer, and speak of other types.
pub trait IsPartialKeyOf<T> {}
impl<L, T: PartialKey<L>> IsPartialKeyOf<T> for L {}

impl<T: PartialKey<L>, L: FirstName> FirstName for Partial<T, L> {
    const NAME: Option<&'static str> = L::NAME;
    const FILTER: &'static str = T::FILTER;
}

impl<D: Supports<PartialConflict>, T, L: Render<D>> Render<D> for Partial<T, L> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.0.walk(pass);
    }
}
