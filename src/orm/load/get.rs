//! `person.get(users::posts)`: reading a relation that was loaded.

use super::{
    AnyOf, Collects, Each, Load, Loads, Nested, ObjectRelation, PartRelation, Partial, Pieces,
    Variants,
};
use crate::orm::handle::{Held, Loaded, Mode};
use crate::orm::part::PartColumns;
use crate::schema::relation::{Rel, Relation};

impl<T: Held, L: Loads> Loaded<T, L> {
    /// What a relation leads to: the objects in a slice, or the one in an `Option`. It compiles where
    /// the relation was loaded.
    pub fn get<R, I>(&self, relation: Rel<R>) -> ViewOf<'_, R, L, I, T::Mode>
    where
        R: LoadedIn<L, I>,
    {
        let _ = relation;
        R::Load::view(R::find::<T::Mode>(self.related()))
    }
}

impl<T: Held, L: Loads> Loaded<T, L> {
    /// Which of several rows is there, of an enum that was made by [`variants!`](crate::variants) and loaded.
    pub fn variant<V, I>(&self, _: AnyOf<V>) -> &V::Found<T::Mode>
    where
        V: VariantIn<L, I>,
    {
        <V as VariantIn<L, I>>::find(self.related())
    }
}

/// What `get` gives.
pub type ViewOf<'v, R, L, I, M> = <<R as LoadedIn<L, I>>::Load as View>::View<'v, M>;

/// A load whose objects are read.
pub trait View: Load {
    /// As what.
    type View<'v, M: Mode>
    where
        Self::Found<M>: 'v;
    /// Reads them.
    fn view<M: Mode>(found: &Self::Found<M>) -> Self::View<'_, M>;
}

macro_rules! views {
    ($([$($generic:tt)*] $load:ty: $each:ty;)*) => {$(
        impl<$($generic)*> View for $load {
            type View<'v, M: Mode>
                = <<$each as Each>::Arity as Collects>::View<'v, <$each as Each>::One<M>>
            where
                Self::Found<M>: 'v;

            fn view<M: Mode>(found: &Self::Found<M>) -> Self::View<'_, M> {
                <$each as Each>::Arity::view(found)
            }
        }
    )*};
}

views! {
    [R: ObjectRelation] R: Nested<R, ()>;
    [R: ObjectRelation, L: Loads] Nested<R, L>: Nested<R, L>;
    [R: PartRelation, K: PartColumns] Pieces<R, K>: Pieces<R, K>;
}

impl<L: View> View for Partial<L> {
    type View<'v, M: Mode>
        = L::View<'v, M>
    where
        L::Found<M>: 'v;

    fn view<M: Mode>(found: &Self::Found<M>) -> Self::View<'_, M> {
        L::view(found)
    }
}

/// A relation is among those that were loaded, at a place that rustc finds.
#[diagnostic::on_unimplemented(
    message = "relation `{Self}` was not loaded",
    label = "add `.with({Self})` to the query, or `load` it"
)]
pub trait LoadedIn<L: Loads, I>: Relation {
    /// The load.
    type Load: View;
    /// What it has found.
    fn find<M: Mode>(related: &L::Related<M>) -> &<Self::Load as Load>::Found<M>;
}

/// An enum of rows is among what was loaded, at a place that rustc finds.
#[diagnostic::on_unimplemented(
    message = "`{Self}` was not loaded",
    label = "add `.with({Self})` to the query, or `load` it"
)]
pub trait VariantIn<L: Loads, I>: Variants {
    /// What was found.
    fn find<M: Mode>(related: &L::Related<M>) -> &Self::Found<M>;
}

/// A load is of the enum `V`.
#[diagnostic::on_unimplemented(
    message = "`{V}` was not loaded",
    label = "add `.with({V})` to the query, or `load` it"
)]
pub trait IsVariant<V: Variants>: Load {
    /// What it has found.
    fn found<M: Mode>(found: &Self::Found<M>) -> &V::Found<M>;
}

impl<V: Variants> IsVariant<V> for V {
    fn found<M: Mode>(found: &V::Found<M>) -> &V::Found<M> {
        found
    }
}

/// A load is of the relation `R`.
#[diagnostic::on_unimplemented(
    message = "relation `{R}` was not loaded",
    label = "add `.with({R})` to the query, or `load` it"
)]
pub trait IsOf<R>: View {}
impl<R: ObjectRelation> IsOf<R> for R {}
impl<R: ObjectRelation, L: Loads> IsOf<R> for Nested<R, L> {}
impl<R: PartRelation, K: PartColumns> IsOf<R> for Pieces<R, K> {}
impl<R, L: IsOf<R>> IsOf<R> for Partial<L> {}

/// All that a relation leads to was loaded, and not a part of it.
#[diagnostic::on_unimplemented(
    message = "a part of the relation was loaded, and all of it is needed here",
    label = "load it without a filter and without a limit"
)]
pub trait Whole {}
impl<R: ObjectRelation> Whole for R {}
impl<R: ObjectRelation, L: Loads> Whole for Nested<R, L> {}
impl<R: PartRelation, K: PartColumns> Whole for Pieces<R, K> {}

/// The place of a relation in a tuple.
#[derive(Debug)]
pub struct Place<const N: usize>;

macro_rules! loads_tuple {
    ($($name:ident $index:tt)*) => {
        impl<$($name: Load),*> Loads for ($($name,)*) {
            type Related<M: Mode> = ($($name::Found<M>,)*);
        }

        loads_tuple!(@each [$($name)*] $($name $index)*);
    };
    (@each $all:tt $($name:ident $index:tt)*) => {
        $(loads_tuple!(@place $all $name $index);)*
    };
    (@place [$($all:ident)*] $name:ident $index:tt) => {
        impl<Rel__, $($all: Load),*> LoadedIn<($($all,)*), Place<$index>> for Rel__
        where
            Rel__: Relation,
            $name: IsOf<Rel__>,
        {
            type Load = $name;

            fn find<M: Mode>(related: &<($($all,)*) as Loads>::Related<M>) -> &$name::Found<M> {
                &related.$index
            }
        }

        impl<V__, $($all: Load),*> VariantIn<($($all,)*), Place<$index>> for V__
        where
            V__: Variants,
            $name: IsVariant<V__>,
        {
            fn find<M: Mode>(related: &<($($all,)*) as Loads>::Related<M>) -> &V__::Found<M> {
                $name::found(&related.$index)
            }
        }
    };
}

loads_tuple!(A 0);
loads_tuple!(A 0 B 1);
loads_tuple!(A 0 B 1 C 2);
loads_tuple!(A 0 B 1 C 2 D 3);
loads_tuple!(A 0 B 1 C 2 D 3 E 4);
loads_tuple!(A 0 B 1 C 2 D 3 E 4 F 5);
loads_tuple!(A 0 B 1 C 2 D 3 E 4 F 5 G 6);
loads_tuple!(A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7);
