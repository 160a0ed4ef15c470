//! Types of your own, written by hand: what they are stored as, how they are read, and how they are bound.

use super::{Mismatch, Sink, SqlType};

/// A type of yours that is stored as another one, and checked where it is read.
///
/// [`custom_type!`](crate::custom_type) makes a column's type of it:
///
/// ```
/// use relata::custom_type;
/// use relata::prelude::*;
/// use relata::types::{CustomType, Mismatch, Sink};
///
/// /// A text with an `@`.
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Email(String);
///
/// impl CustomType for Email {
///     type Stored = String;
///
///     fn read(stored: &str) -> Result<Self, Mismatch> {
///         match stored.contains('@') {
///             true => Ok(Self(stored.to_owned())),
///             false => Err(Mismatch::other(format!("`{stored}` is no address"))),
///         }
///     }
///
///     fn bind<'a>(&'a self, sink: &mut dyn Sink<'a>) {
///         sink.text(&self.0);
///     }
/// }
/// custom_type!(Email);
///
/// table! { pub people as Person { #[primary_key] id: i64, email: Email } }
/// # fn main() {
/// let q = select(people::id).filter(people::email.eq(Email("ada@example.org".to_owned())));
/// assert_eq!(q.to_sql::<Sqlite>(), "SELECT people.id FROM people WHERE people.email = ?1");
/// # }
/// ```
///
/// A newtype that takes every value of what it holds needs no more than `#[derive(SqlType)]`. A type of another
/// crate is wrapped in one of yours.
pub trait CustomType: Sized + Send + 'static {
    /// What the database stores, compares and puts in order.
    type Stored: SqlType;
    /// Makes it of what is stored, as it lies in the driver's buffer: `&str` for a `String`. What is no
    /// value of this type is an error, which names the column.
    fn read(stored: <Self::Stored as SqlType>::Ref<'_>) -> Result<Self, Mismatch>;
    /// Hands what is to be stored to the driver: by the one method of the sink that is meant for it.
    fn bind<'a>(&'a self, sink: &mut dyn Sink<'a>);
}

/// Makes a column's type of a [`CustomType`](crate::types::CustomType): `custom_type!(Email)`.
///
/// `custom_type!(Email, postgres = "citext")` calls it by that name on PostgreSQL, where the type must exist: it
/// is a domain, or an extension brings it. A statement that has one does not compile for the other
/// databases. The name has no schema before it, since a dot is part of the name: the type must be in a
/// schema of `search_path`. It has 1 to 63 bytes, and no double quote.
#[macro_export]
macro_rules! custom_type {
    ($type:ty) => {
        $crate::custom_type!(@impls $type,
            <<$type as $crate::types::CustomType>::Stored as $crate::types::SqlType>::KIND,
            <<$type as $crate::types::CustomType>::Stored as $crate::types::SqlType>::Needs);
    };
    ($type:ty, postgres = $name:literal) => {
        const _: () = ::core::assert!(
            $crate::__private::is_type_name($name),
            "`custom_type!` takes a name of 1 to 63 bytes without `\"` and NUL"
        );
        $crate::custom_type!(@impls $type,
            $crate::types::Kind::Named(&$crate::types::named::NamedType {
                name: $name,
                quoted: ::core::concat!("\"", $name, "\""),
                array: ::core::concat!("\"", $name, "\"[]"),
                base: <<$type as $crate::types::CustomType>::Stored as $crate::types::SqlType>::KIND,
                domain: ::core::option::Option::None,
            }),
            <<<$type as $crate::types::CustomType>::Stored as $crate::types::SqlType>::Needs
                as $crate::__private::InDomain>::Needs);
    };
    (@impls $type:ty, $kind:expr, $needs:ty) => {
        impl $crate::types::SqlType for $type {
            const KIND: $crate::types::Kind = $kind;
            type Ref<'r> = Self;
            type Stored =
                <<$type as $crate::types::CustomType>::Stored as $crate::types::SqlType>::Stored;
            type Needs = $needs;

            fn decode<'r, __C: $crate::types::Cell<'r>>(
                __cell: __C,
            ) -> ::core::result::Result<Self, $crate::types::Mismatch> {
                let __stored =
                    <<$type as $crate::types::CustomType>::Stored as $crate::types::SqlType>
                        ::decode_ref(__cell)?;
                <$type as $crate::types::CustomType>::read(__stored)
            }

            fn decode_ref<'r, __C: $crate::types::Cell<'r>>(
                __cell: __C,
            ) -> ::core::result::Result<Self, $crate::types::Mismatch> {
                <$type as $crate::types::SqlType>::decode(__cell)
            }
        }
        impl $crate::types::ToSql for $type {
            fn to_sql<'a>(&'a self, __sink: &mut dyn $crate::types::Sink<'a>) {
                <$type as $crate::types::CustomType>::bind(self, __sink);
            }
        }
        $crate::__private::values! { $type }
        // Bound for each lifetime, so that rustc asks only where there is an array of it.
        impl $crate::__private::Item for $type where
            for<'all> <$type as $crate::types::CustomType>::Stored: $crate::__private::Item
        {
        }
        // The same where something is put in order.
        impl $crate::__private::Ordered for $type
        where
            for<'all> <$type as $crate::types::CustomType>::Stored: $crate::__private::Ordered,
        {
            type MinMax = <<$type as $crate::types::CustomType>::Stored as
                $crate::__private::Ordered>::MinMax;
            type Spelled = <<$type as $crate::types::CustomType>::Stored as
                $crate::__private::Ordered>::Spelled;
        }
    };
}

/// Whether PostgreSQL takes a type's name in quotes as it is.
#[doc(hidden)]
pub const fn is_type_name(name: &str) -> bool {
    let bytes = name.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        if matches!(bytes[i], b'"' | 0) {
            return false;
        }
        i += 1;
    }
    !bytes.is_empty() && bytes.len() <= 63
}

#[cfg(test)]
mod tests {
    use super::is_type_name;

    #[test]
    fn names_are_whole_in_their_quotes() {
        assert!(is_type_name("Count of 'things'") && is_type_name(&"a".repeat(63)));
        for wrong in ["", "a\"b", "a\0", &"a".repeat(64)] {
            assert!(!is_type_name(wrong), "{wrong:?}");
        }
    }
}
