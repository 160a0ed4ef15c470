//! What the types of dates and times have in common, whichever crate they are of.

/// Types that are read and bound as a number of days or microseconds.
macro_rules! temporal {
    ($($type:ty: $kind:ident, $read:ident, $write:ident, $from:expr, $into:expr;)*) => {$(
        impl $crate::types::SqlType for $type {
            const KIND: $crate::types::Kind = $crate::types::Kind::$kind;
            type Ref<'r> = $type;
            type Stored = Self;
            type Needs = ();

            fn decode<'r, C: $crate::types::Cell<'r>>(cell: C) -> Result<Self, $crate::types::Mismatch> {
                let value = cell.$read()?;
                $from(value).ok_or_else(|| $crate::types::Mismatch::range(stringify!($type), value))
            }

            fn decode_ref<'r, C: $crate::types::Cell<'r>>(cell: C) -> Result<Self, $crate::types::Mismatch> {
                Self::decode(cell)
            }
        }

        impl $crate::types::ToSql for $type {
            fn to_sql<'a>(&'a self, sink: &mut dyn $crate::types::Sink<'a>) {
                sink.$write($into(*self));
            }
        }
    )*};
}
pub(crate) use temporal;
