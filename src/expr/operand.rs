//! What may stand on the other side of an operator: values of the right type, and expressions.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::sync::Arc;

use super::Expr;
use super::node::Node;
use super::value::{Bind, MaybeBind};
use crate::types::family::ComparableTo;

/// Something that can stand where an expression of type `T` is expected.
#[diagnostic::on_unimplemented(
    message = "`{T}` cannot be compared with or set to `{Self}`",
    label = "expected `{T}` or an expression of that type, found `{Self}`"
)]
pub trait Operand<T> {
    /// The node that it becomes.
    type Node: Node;
    /// [`Present`], or [`Optional`] for an `Option`.
    type Optional;
    /// Makes the node.
    fn operand(self) -> Self::Node;
}

/// A value that is there.
pub struct Present;
/// A value that may be `None`, which is NULL.
pub struct Optional;

/// The operand of a comparison is not an `Option`.
#[diagnostic::on_unimplemented(
    message = "a comparison with NULL is never true",
    label = "this is an `Option`, and `None` would be NULL",
    note = "write `.is_null()`, `.is_not_distinct_from(..)` where NULL equals NULL, or `value.map(|v| column.eq(v))` for a filter that may be absent"
)]
pub trait NeverNull {}
impl NeverNull for Present {}

impl<N: Node, T> Operand<T> for Expr<N>
where
    T: ComparableTo<N::Type>,
{
    type Node = N;
    type Optional = Present;

    #[inline]
    fn operand(self) -> N {
        self.0
    }
}

impl<V, W, T> Operand<T> for Option<V>
where
    V: Operand<T, Node = Bind<W, T>>,
    MaybeBind<W, T>: Node,
{
    type Node = MaybeBind<W, T>;
    type Optional = Optional;

    #[inline]
    fn operand(self) -> Self::Node {
        MaybeBind::new(self.map(|value| value.operand().0))
    }
}

macro_rules! operands {
    ($([$($life:lifetime),*] $value:ty => $type:ty, $bound:ty, $convert:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($life),*> Operand<$type> for $value {
            type Node = Bind<$bound, $type>;
            type Optional = Present;

            #[inline]
            fn operand(self) -> Self::Node {
                Bind($convert(self), PhantomData)
            }
        }
    )*};
}

macro_rules! by_value {
    ($($type:ty)*) => {
        operands! {$(
            [] $type => $type, $type, std::convert::identity;
            ['a] &'a $type => $type, &'a $type, std::convert::identity;
        )*}
    };
}

#[cfg(feature = "serde_json")]
mod json {
    use super::{Bind, Operand, Present};
    use crate::types::{Json, SqlType, ToSql};

    #[diagnostic::do_not_recommend]
    impl<T> Operand<Json<T>> for Json<T>
    where
        Json<T>: SqlType + ToSql,
    {
        type Node = Bind<Json<T>, Json<T>>;
        type Optional = Present;

        fn operand(self) -> Self::Node {
            Bind::new(self)
        }
    }

    #[diagnostic::do_not_recommend]
    impl<'a, T> Operand<Json<T>> for &'a Json<T>
    where
        Json<T>: SqlType + ToSql,
    {
        type Node = Bind<&'a Json<T>, Json<T>>;
        type Optional = Present;

        fn operand(self) -> Self::Node {
            Bind::new(self)
        }
    }
}

by_value!(crate::types::Interval crate::types::MacAddr std::net::IpAddr);
#[cfg(feature = "ipnet")]
by_value!(ipnet::IpNet);
by_value!(bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 String Vec<u8>);
#[cfg(feature = "chrono")]
by_value!(chrono::DateTime<chrono::Utc> chrono::NaiveDateTime chrono::NaiveDate chrono::NaiveTime);
#[cfg(feature = "jiff")]
by_value!(jiff::Timestamp jiff::civil::DateTime jiff::civil::Date jiff::civil::Time);
#[cfg(feature = "rust_decimal")]
by_value!(rust_decimal::Decimal);
#[cfg(feature = "serde_json")]
by_value!(serde_json::Value);
#[cfg(feature = "time")]
by_value!(time::OffsetDateTime time::PrimitiveDateTime time::Date time::Time);
#[cfg(feature = "uuid")]
by_value!(uuid::Uuid);

operands! {
    ['a] Cow<'a, str> => String, String, Cow::into_owned;
    ['a, 'b] &'a Cow<'b, str> => String, &'a str, AsRef::<str>::as_ref;
    ['a, 'b] &'a &'b str => String, &'b str, |text: &'a &'b str| *text;
    [] Box<str> => String, Box<str>, std::convert::identity;
    ['a] &'a Box<str> => String, &'a str, AsRef::<str>::as_ref;
    [] Arc<str> => String, Arc<str>, std::convert::identity;
    ['a] &'a Arc<str> => String, &'a str, AsRef::<str>::as_ref;
    ['a] &'a [u8] => Vec<u8>, &'a [u8], std::convert::identity;
}

// Written out, since rustc quotes it where a text is compared with something else.
#[diagnostic::do_not_recommend]
impl<'a> Operand<String> for &'a str {
    type Node = Bind<&'a str, String>;
    type Optional = Present;

    #[inline]
    fn operand(self) -> Self::Node {
        Bind(self, PhantomData)
    }
}

#[diagnostic::do_not_recommend]
impl<'a, const N: usize> Operand<Vec<u8>> for &'a [u8; N] {
    type Node = Bind<&'a [u8], Vec<u8>>;
    type Optional = Present;

    fn operand(self) -> Self::Node {
        Bind(self, PhantomData)
    }
}
