//! Which of several rows of other tables belongs to an object: `variants! { pub enum Role of employees { .. } }`.

use std::marker::PhantomData;

use super::find::{Beside, Keep, Loader, LoaderType, Origin, Parts, StartsAt, by_itself};
use super::spec::IntoLoader;
use super::{IntoLoad, Load, ObjectRelation, RelationLoads as _, RowOf, Selectin};
use crate::driver::Driver;
use crate::engine::Executor;
use crate::error::{Error, Result};
use crate::orm::any::Going;
use crate::orm::handle::{Loaded, Mode};
use crate::orm::object::{KeptBy, Object, key_at, places};
use crate::query::effect::{ReadWrite, Reading};
use crate::query::rows::Way;
use crate::schema::Table;
use crate::schema::record::Mapped;
use crate::schema::relation::{Pairs, Rel, ToOne};
use crate::types::logic::Nil;
use crate::types::value::Key;

/// An enum of rows: each object of a table has exactly one of them. [`variants!`](crate::variants) makes it.
pub trait Variants: Load {
    /// The table of the objects.
    type Base: Table;
    /// Its name.
    const NAME: &'static str;
    /// The columns by which an object's rows are found.
    fn columns() -> &'static [&'static str];
    /// What an object is that has none of them, where it may.
    fn otherwise<M: Mode>() -> Option<Self::Found<M>> {
        None
    }
    /// Looks for them, by the keys of objects.
    fn find<X, K>(
        keys: &[Option<Key>],
        run: &mut X,
        keep: &mut K,
    ) -> impl Future<Output = Result<Found<Self::Found<K::Mode>>>> + Send
    where
        X: Executor<Dialect: Driver, Access: Reading>,
        K: Keep;
}

/// A row that a relation leads to: a handle, or a value.
pub type One<R, M> = Loaded<<M as Mode>::Of<RowOf<R>>>;

/// An enum of rows as a value: what `.with(Role)` and `.variant(Role)` take.
#[derive(Debug)]
pub struct AnyOf<V>(PhantomData<fn() -> V>);

impl<V> AnyOf<V> {
    /// The value.
    pub const NEW: Self = Self(PhantomData);
}

impl<V> Clone for AnyOf<V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V> Copy for AnyOf<V> {}

/// What was found so far, for each of some objects.
#[derive(Debug)]
pub struct Found<V> {
    table: &'static str,
    name: &'static str,
    columns: &'static [&'static str],
    found: Vec<Option<V>>,
}

impl<V: Send> Found<V> {
    /// Nothing yet.
    pub fn new<F: Variants>(keys: &[Option<Key>]) -> Self {
        let found = keys.iter().map(|_| None).collect();
        Self { table: F::Base::def().name, name: F::NAME, columns: F::columns(), found }
    }

    /// Looks for the rows of a relation.
    pub async fn add<R, X, K>(
        &mut self,
        keys: &[Option<Key>],
        run: &mut X,
        keep: &mut K,
        variant: fn(One<R, K::Mode>) -> V,
    ) -> Result<()>
    where
        R: ObjectRelation<Arity = ToOne, Via: Way<R>, To: Mapped<Row: KeptBy<ReadWrite>>>,
        X: Executor<Dialect: Driver, Access: Reading>,
        K: Keep,
    {
        if R::keys().from != self.columns {
            let Self { table, name, columns, .. } = self;
            let message = format!("`{name}` starts at other columns of {table} than {columns:?}");
            return Err(Error::other(message));
        }
        let load: Selectin<R> = Rel::<R>::NEW.selectin();
        let begin = keys.to_vec();
        let rows = Loader::<<R::From as Mapped>::Row, _>::find(&load, begin, None, run, keep);
        for ((at, row), key) in self.found.iter_mut().zip(rows.await?).zip(keys) {
            let Some(row) = row else { continue };
            if at.replace(variant(row)).is_some() {
                return Err(fault(self.table, key.as_ref(), "two", self.name));
            }
        }
        Ok(())
    }

    /// The one of each object.
    fn all(self, keys: &[Option<Key>], or: Option<V>) -> Result<Vec<V>>
    where
        V: Clone,
    {
        let Self { table, name, found, .. } = self;
        let each = found.into_iter().zip(keys);
        each.map(|(found, key)| {
            found.or_else(|| or.clone()).ok_or_else(|| fault(table, key.as_ref(), "none", name))
        })
        .collect()
    }
}

#[cold]
fn fault(table: &str, key: Option<&Key>, count: &str, name: &str) -> Error {
    match key {
        Some(key) => Error::other(format!("{table} {key} is {count} of `{name}`")),
        None => Error::other(format!("{table} without a key is {count} of `{name}`")),
    }
}

impl<E: Object, D: Driver, V: Variants> Loader<E, D> for AnyOf<V> {
    type Begin = Vec<Option<Key>>;

    fn begin(&self, parents: &[E], _: Parts<()>) -> Vec<Option<Key>> {
        let places = places(E::def(), V::columns());
        parents.iter().map(|parent| Some(key_at(parent, &places))).collect()
    }

    fn find<'s, X, K>(
        &'s self,
        keys: Vec<Option<Key>>,
        _: Origin<'s, D>,
        run: &'s mut X,
        keep: &'s mut K,
    ) -> Going<'s, Vec<V::Found<K::Mode>>>
    where
        X: Executor<Dialect = D, Access: Reading>,
        K: Keep,
    {
        Box::pin(async move {
            let found = V::find(&keys, run, keep).await?;
            found.all(&keys, V::otherwise::<K::Mode>())
        })
    }
}

impl<V: Load> LoaderType for AnyOf<V> {
    type Load = V;
    /// Its tables leave nothing open: see [`Found::add`].
    type Open = Nil;

    by_itself!();
}

impl<E: Object, Q, V: Variants<Base: StartsAt<E::Table, V>>> Beside<E, Q> for AnyOf<V> {}

impl<V> IntoLoad for AnyOf<V> {
    type Plan = (Self,);

    fn into_load(self) -> Self::Plan {
        (self,)
    }
}

impl<V> IntoLoader for AnyOf<V> {
    type Loader = Self;

    fn into_loader(self) -> Self {
        self
    }
}

/// The columns at which the first of some relations starts; they all do.
pub fn starts(relations: &[fn() -> Pairs]) -> &'static [&'static str] {
    relations.first().map_or(&[], |keys| keys().from)
}

/// An enum of rows: each object of a table has one row in one of several other tables.
///
/// ```
/// use relata::prelude::*;
///
/// table! {
///     pub employees as Employee {
///         #[primary_key, identity] id: i64,
///         name: String,
///         engineer: HasOne<engineers::employee>,
///         manager: HasOne<managers::employee>,
///     }
/// }
/// table! {
///     pub engineers as Engineer {
///         #[primary_key, references(employees::id, on_delete = cascade)] id: i64,
///         language: String,
///         employee: BelongsTo<employees::engineer, id>,
///     }
/// }
/// table! {
///     pub managers as Manager {
///         #[primary_key, references(employees::id, on_delete = cascade)] id: i64,
///         budget: i64,
///         employee: BelongsTo<employees::manager, id>,
///     }
/// }
/// variants! {
///     /// What an employee is.
///     pub enum Role of employees { Engineer(engineer), Manager(manager) }
/// }
///
/// async fn show(session: &mut Session<'_, Sqlite>) -> Result<(), relata::Error> {
///     for person in session.all(&select(Employee).with(Role)).await? {
///         match person.variant(Role) {
///             Role::Engineer(engineer) => println!("{}", session[engineer].language),
///             Role::Manager(manager) => println!("{}", session[manager].budget),
///         }
///     }
///     Ok(())
/// }
/// # fn main() {}
/// ```
///
/// The variants name relations to one row. Loading them is a statement for each; an object that has
/// none of these rows, or two, is an error that names it. `else Plain`, after the braces, is a variant for
/// those that have none. Beside values, without a session, it is `Role<ByValue>`.
#[macro_export]
macro_rules! variants {
    (
        $(#[$attribute:meta])* $vis:vis enum $name:ident of $base:ident {
            $($(#[$note:meta])* $variant:ident($relation:ident)),+ $(,)?
        } $(else $other:ident)?
    ) => {
        $(#[$attribute])*
        $vis enum $name<M: $crate::orm::Mode = $crate::orm::ByHandle> {
            $($(#[$note])* $variant($crate::__private::One<$base::$relation, M>),)+
            $(
                /// None of these.
                $other,
            )?
        }

        #[allow(non_upper_case_globals, dead_code, missing_docs)]
        $vis const $name: $crate::orm::AnyOf<$name> = $crate::orm::AnyOf::NEW;

        impl<M: $crate::orm::Mode> ::core::clone::Clone for $name<M> {
            fn clone(&self) -> Self {
                match self {
                    $(Self::$variant(__row) => Self::$variant(::core::clone::Clone::clone(__row)),)+
                    $(Self::$other => Self::$other,)?
                }
            }
        }

        impl $crate::__private::Load for $name {
            type Found<M: $crate::orm::Mode> = $name<M>;
        }

        impl $crate::__private::Variants for $name {
            type Base = $base::table;
            const NAME: &'static str = ::core::stringify!($name);

            fn columns() -> &'static [&'static str] {
                $crate::__private::starts(&[$(
                    <$base::$relation as $crate::__private::Relation>::keys
                ),+])
            }

            $(
                fn otherwise<M: $crate::orm::Mode>() -> ::core::option::Option<$name<M>> {
                    ::core::option::Option::Some($name::$other)
                }
            )?

            async fn find<X, K>(
                __keys: &[::core::option::Option<$crate::__private::Key>],
                __run: &mut X,
                __keep: &mut K,
            ) -> ::core::result::Result<$crate::__private::Found<$name<K::Mode>>, $crate::Error>
            where
                X: $crate::engine::Executor<
                        Dialect: $crate::driver::Driver,
                        Access: $crate::query::effect::Reading,
                    >,
                K: $crate::__private::Keep,
            {
                let mut __found = $crate::__private::Found::new::<$name>(__keys);
                $(__found.add::<$base::$relation, X, K>(__keys, __run, __keep, $name::$variant).await?;)+
                ::core::result::Result::Ok(__found)
            }
        }
    };
}
