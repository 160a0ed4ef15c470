//! What the macros' output names; nothing here is meant to be written by hand.

pub use crate::expr::arithmetic::Quotient;
pub use crate::expr::cast::InDomain;
pub use crate::expr::column::Own;
pub use crate::expr::column::{AliasedColumn, ColumnExpr, aliased, column};
pub use crate::expr::field::Field;
pub use crate::expr::literal::{fits, literal, part};
pub use crate::expr::node::prec::ATOM;
pub use crate::expr::operand::{Operand, Optional, Present};
pub use crate::expr::raw::{Raw, RawText, bare, holes};
pub use crate::expr::raw_aggregate::RawAggregate;
pub use crate::expr::value::{Bind, Hole};
pub use crate::orm::load::{Found, Keep, Load, One, Variants, starts};
pub use crate::query::Named;
pub use crate::query::assign::{Assignments, Whose};
pub use crate::query::at_version::Counted;
pub use crate::query::complete::Just;
pub use crate::query::derived::Shaped;
pub use crate::query::effect::{Read, Write};
pub use crate::query::field_set::FieldOf;
pub use crate::query::output::Fields as ReadFields;
pub use crate::query::owed::{Owes, WhetherDeleted, WhoseRows};
pub use crate::query::projection::{
    AliasedEntity, Entity, Fits, FromFields, IntoProjection, Struct, aliased_entity, entity,
};
pub use crate::query::raw::{ByFields, RawRow, raw_statement};
pub use crate::render::hand::begins_to_write;
pub use crate::schema::assert::{
    asks, belongs_to, has_label, has_many, holds, kind_of, many_to_many,
};
pub use crate::schema::choice::{self, Choice, ChoiceOf, decode_named};
pub use crate::schema::def;
pub use crate::schema::def::*;
pub use crate::schema::record::{Fields, LeadsTo, Mapped, Maybe, clone, debug, same};
pub use crate::schema::relation::{
    AliasedRel, Arity, Belongs, Direct, FarSide, InverseOf, OneToOne, Owned, Owns, Pairs,
    References, Rel, Relation, Through, ToMany, ToOne, aliased_rel, inverse, one_to_one, referring,
};
pub use crate::schema::{
    AtInsert, ByDefault, ByTenant, Column, HasDefault, HasKey, InsertDefault, Misread, Never,
    Numbered, PartialKey, Record, Schema, Source, Table, Tenanted, UpdateDefault, Writable,
    references, table_key, unique_key,
};
pub use crate::types::array::{Element, Item};
pub use crate::types::custom::is_type_name;
pub use crate::types::family::{CastableTo, ComparableTo, Integer, Number, Ordered, Text};
pub use crate::types::logic::{
    Cons, D0, D1, D2, D3, D4, D5, D6, D7, D8, D9, DA, DB, DC, DD, DE, DF, NameDigits, Nil, Place,
};
pub use crate::types::named::{Composite, CompositeType, Composites, Domain, NamedType};
pub use crate::types::null::{NotNull, Nullable};
pub use crate::types::value::Key;
pub use crate::types::{Cell, EnumType, Kind, Mismatch, Row, Sink, SqlType, ToSql, Values};
pub use crate::{__marker as marker, __raw_list as raw_list, __row as row, __values as values};

/// What every table's marker is. These are macros, and not output of `table!`, since they are compiled with
/// optimization, while a procedural macro is not where a program is only checked.
#[doc(hidden)]
#[macro_export]
macro_rules! __marker {
    ($module:ident) => {
        impl ::core::clone::Clone for $module::table {
            fn clone(&self) -> Self {
                *self
            }
        }
        impl ::core::marker::Copy for $module::table {}
        impl ::core::default::Default for $module::table {
            fn default() -> Self {
                Self
            }
        }
    };
}

/// The values of a type of the program's own, owned and borrowed, beside its columns.
#[doc(hidden)]
#[macro_export]
macro_rules! __values {
    ($type:ty) => {
        impl $crate::__private::ComparableTo<$type> for $type {}
        impl $crate::__private::Operand<$type> for $type {
            type Node = $crate::__private::Bind<$type, $type>;
            type Optional = $crate::__private::Present;

            #[inline]
            fn operand(self) -> Self::Node {
                $crate::__private::Bind::new(self)
            }
        }
        impl<'a> $crate::__private::Operand<$type> for &'a $type {
            type Node = $crate::__private::Bind<&'a $type, $type>;
            type Optional = $crate::__private::Present;

            #[inline]
            fn operand(self) -> Self::Node {
                $crate::__private::Bind::new(self)
            }
        }
    };
}

/// What every row struct is.
#[doc(hidden)]
#[macro_export]
macro_rules! __row {
    ($row:ident $name:literal) => {
        impl ::core::clone::Clone for $row {
            #[inline]
            fn clone(&self) -> Self {
                $crate::__private::clone(self)
            }
        }
        impl ::core::cmp::PartialEq for $row {
            #[inline]
            fn eq(&self, __other: &Self) -> bool {
                $crate::__private::same(self, __other)
            }
        }
        impl ::core::fmt::Debug for $row {
            fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::debug(self, $name, __f)
            }
        }
    };
}

/// The tables of the examples in the documentation.
#[doc(hidden)]
#[macro_export]
macro_rules! doc_schema {
    () => {
        relata::table! {
            pub users as User {
                #[primary_key, identity] id: i64,
                name: String,
                #[unique] email: String,
                nickname: Option<String>,
                #[default(0)] visits: i64,
                posts: HasMany<posts::author>,
            }
        }
        relata::table! {
            pub posts as Post {
                #[primary_key, identity] id: i64,
                #[references(users::id, on_delete = cascade)] author_id: i64,
                title: String,
                body: Option<String>,
                author: BelongsTo<users::posts, author_id>,
            }
        }
    };
}

/// What has the names of all columns once more.
pub struct Spelled;
