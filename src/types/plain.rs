//! Types that a field of a row gives, and a driver takes, just as they are.

/// Such types: what is stored, the method of `Cell` and of `Sink`, and what a dialect needs for it.
macro_rules! plain {
    ($($type:ty: $kind:ident, $method:ident, needs $needs:ty;)*) => {$(
        impl $crate::types::SqlType for $type {
            const KIND: $crate::types::Kind = $crate::types::Kind::$kind;
            type Ref<'r> = Self;
            type Stored = Self;
            type Needs = $needs;

            #[inline]
            fn decode<'r, C: $crate::types::Cell<'r>>(cell: C) -> Result<Self, $crate::types::Mismatch> {
                cell.$method()
            }

            #[inline]
            fn decode_ref<'r, C: $crate::types::Cell<'r>>(cell: C) -> Result<Self, $crate::types::Mismatch> {
                cell.$method()
            }
        }

        impl $crate::types::ToSql for $type {
            #[inline]
            fn to_sql<'a>(&'a self, sink: &mut dyn $crate::types::Sink<'a>) {
                sink.$method(*self);
            }
        }
    )*};
}
pub(crate) use plain;
