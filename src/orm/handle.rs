//! Handles: small keys by which a program names the objects that a session keeps.

use std::any::TypeId;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Deref;

use super::{Loads, Object};

/// An object of a session: `session[handle]` reads it. It is copied freely, and costs nothing to
/// keep; of an object that is gone it tells so.
pub struct Handle<E> {
    pub(super) session: u32,
    pub(super) slot: u32,
    pub(super) generation: u32,
    object: PhantomData<fn() -> E>,
}

impl<E> Handle<E> {
    pub(super) fn new(session: u32, slot: u32, generation: u32) -> Self {
        Self { session, slot, generation, object: PhantomData }
    }
}

impl<E: Object> Handle<E> {
    /// Without its type.
    pub(super) fn reference(self) -> Ref {
        let Self { session, slot, generation, .. } = self;
        Ref { kind: TypeId::of::<E>(), session, at: At::Slot(slot, generation) }
    }
}

/// An object that is added to a session, but not in the database yet, so that it has no key and
/// cannot be read: [`Session::saved`](super::Session::saved) gives its handle after the flush.
pub struct New<E> {
    pub(super) session: u32,
    pub(super) number: u32,
    object: PhantomData<fn() -> E>,
}

impl<E> New<E> {
    pub(super) fn numbered(session: u32, number: u32) -> Self {
        Self { session, number, object: PhantomData }
    }
}

impl<E: Object> New<E> {
    /// Without its type.
    pub(super) fn reference(self) -> Ref {
        Ref { kind: TypeId::of::<E>(), session: self.session, at: At::New(self.number) }
    }
}

/// An object by what a program has of it.
#[derive(Debug, PartialEq, Eq)]
pub enum Kept<E: Object> {
    /// One that was added.
    Added(New<E>),
    /// One that is there.
    There(Tracked<E>),
}

/// An object, whatever its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ref {
    pub(super) kind: TypeId,
    pub(super) session: u32,
    pub(super) at: At,
}

/// Where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum At {
    /// In a slot, of a generation.
    Slot(u32, u32),
    /// Among the new ones.
    New(u32),
}

macro_rules! copies {
    ($($name:ident: $($field:ident)*;)*) => {$(
        impl<E> Clone for $name<E> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<E> Copy for $name<E> {}

        impl<E> PartialEq for $name<E> {
            fn eq(&self, other: &Self) -> bool {
                true $(&& self.$field == other.$field)*
            }
        }

        impl<E> Eq for $name<E> {}

        impl<E> Hash for $name<E> {
            fn hash<H: Hasher>(&self, state: &mut H) {
                $(self.$field.hash(state);)*
            }
        }

        impl<E> fmt::Debug for $name<E> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let name = std::any::type_name::<E>().rsplit("::").next().unwrap_or_default();
                write!(f, concat!(stringify!($name), "<{}>"), name)?;
                f.debug_tuple("")$(.field(&self.$field))*.finish()
            }
        }
    )*};
}

copies! {
    Handle: session slot generation;
    New: session number;
}

/// How objects are held: by handles of a session, or by their values.
pub trait Mode: 'static {
    /// An object.
    type Of<E: Object>: Held<Object = E, Mode = Self>;
}

/// By handles of a session.
#[derive(Clone, Copy, Debug)]
pub enum ByHandle {}
/// By their values.
#[derive(Clone, Copy, Debug)]
pub enum ByValue {}

impl Mode for ByHandle {
    type Of<E: Object> = Handle<E>;
}

impl Mode for ByValue {
    type Of<E: Object> = E;
}

/// A handle of an object, or its value.
pub trait Held: Clone + Send + Sized {
    /// The row struct.
    type Object: Object;
    /// Which of the two.
    type Mode: Mode;
}

impl<E: Object> Held for Handle<E> {
    type Object = E;
    type Mode = ByHandle;
}

impl<E: Object> Held for E {
    type Object = E;
    type Mode = ByValue;
}

/// An object with what was loaded beside it: `L` is a tuple of relations. The object is a value, or
/// in a session a handle: see [`Tracked`].
pub struct Loaded<T: Held, L: Loads = ()> {
    held: T,
    related: L::Related<T::Mode>,
}

/// An object of a session with what was loaded beside it, such as `Tracked<User, (users::posts,)>`.
/// Without relations it is a handle, which is copied freely.
pub type Tracked<E, L = ()> = Loaded<Handle<E>, L>;

impl<T: Held, L: Loads> Loaded<T, L> {
    pub(super) fn new(held: T, related: L::Related<T::Mode>) -> Self {
        Self { held, related }
    }

    /// The value or handle.
    pub(super) fn held(&self) -> T
    where
        T: Copy,
    {
        self.held
    }

    pub(super) fn related(&self) -> &L::Related<T::Mode> {
        &self.related
    }

    /// The value or handle alone.
    pub fn into_held(self) -> T {
        self.held
    }
}

impl<E: Object, L: Loads> Tracked<E, L> {
    /// The handle alone.
    pub fn handle(&self) -> Tracked<E> {
        Loaded { held: self.held, related: () }
    }
}

impl<T: Held, L: Loads> Clone for Loaded<T, L> {
    fn clone(&self) -> Self {
        Self { held: self.held.clone(), related: self.related.clone() }
    }
}

impl<E: Object> Copy for Tracked<E> {}

/// The same object, whatever was loaded beside it.
impl<T: Held + PartialEq, L: Loads, K: Loads> PartialEq<Loaded<T, K>> for Loaded<T, L> {
    fn eq(&self, other: &Loaded<T, K>) -> bool {
        self.held == other.held
    }
}

impl<T: Held + Eq, L: Loads> Eq for Loaded<T, L> {}

impl<T: Held + Hash, L: Loads> Hash for Loaded<T, L> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.held.hash(state);
    }
}

impl<T: Held + fmt::Debug, L: Loads> fmt::Debug for Loaded<T, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.held.fmt(f)
    }
}

/// A value is read through what was loaded beside it.
impl<E: Object, L: Loads> Deref for Loaded<E, L> {
    type Target = E;

    fn deref(&self) -> &E {
        &self.held
    }
}
