//! Whether a value may be NULL, as a type: computed for every expression, written by nobody.

use super::logic::{Bool, False, True};
use super::{Cell, Mismatch, SqlType};

/// May an expression be NULL?
///
/// A column's own declaration is joined (`Or`) with what outer joins and operators add to it, and
/// the result decides whether a row holds `T` or `Option<T>`.
pub trait Nullness: Send + 'static {
    /// NULL where either may be.
    type Or<N: Nullness>: Nullness;
    /// NULL where both may be, as in COALESCE.
    type Both<N: Nullness>: Nullness;
    /// Whether it may.
    type Is: Bool;
    /// `T` or `Option<T>`.
    type Wrap<T: Send>: Send;
    /// The value, or NULL where that is allowed.
    fn decode<'r, T: SqlType, C: Cell<'r>>(cell: C) -> Result<Self::Wrap<T>, Mismatch>;
    /// The same, borrowed from the driver's buffer.
    fn decode_ref<'r, T: SqlType, C: Cell<'r>>(cell: C)
    -> Result<Self::Wrap<T::Ref<'r>>, Mismatch>;
    /// A group of columns, absent as a whole where `absent` says so.
    fn group<T: Send, E>(
        absent: bool,
        read: impl FnOnce() -> Result<T, E>,
    ) -> Result<Self::Wrap<T>, E>;
    /// The value as one that may be absent.
    fn some<T: Send>(value: Self::Wrap<T>) -> Option<T>;
}

/// Never NULL.
pub enum NotNull {}
/// NULL, or a value.
pub enum Nullable {}

impl Nullness for NotNull {
    type Or<N: Nullness> = N;
    type Both<N: Nullness> = NotNull;
    type Is = False;
    type Wrap<T: Send> = T;

    #[inline]
    fn decode<'r, T: SqlType, C: Cell<'r>>(cell: C) -> Result<T, Mismatch> {
        T::decode(cell)
    }

    #[inline]
    fn decode_ref<'r, T: SqlType, C: Cell<'r>>(cell: C) -> Result<T::Ref<'r>, Mismatch> {
        T::decode_ref(cell)
    }

    #[inline]
    fn group<T: Send, E>(_: bool, read: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        read()
    }

    #[inline]
    fn some<T: Send>(value: T) -> Option<T> {
        Some(value)
    }
}

impl Nullness for Nullable {
    type Or<N: Nullness> = Nullable;
    type Both<N: Nullness> = N;
    type Is = True;
    type Wrap<T: Send> = Option<T>;

    #[inline]
    fn decode<'r, T: SqlType, C: Cell<'r>>(cell: C) -> Result<Option<T>, Mismatch> {
        if cell.is_null() { Ok(None) } else { T::decode(cell).map(Some) }
    }

    #[inline]
    fn decode_ref<'r, T: SqlType, C: Cell<'r>>(cell: C) -> Result<Option<T::Ref<'r>>, Mismatch> {
        if cell.is_null() { Ok(None) } else { T::decode_ref(cell).map(Some) }
    }

    #[inline]
    fn group<T: Send, E>(
        absent: bool,
        read: impl FnOnce() -> Result<T, E>,
    ) -> Result<Option<T>, E> {
        if absent { Ok(None) } else { read().map(Some) }
    }

    #[inline]
    fn some<T: Send>(value: Option<T>) -> Option<T> {
        value
    }
}

/// NULL where either may be.
pub type OrNull<A, B> = <A as Nullness>::Or<B>;
