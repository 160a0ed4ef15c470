//! JSON taken apart and changed: what is at a path, as JSON and as a value, and its operators. JSON as the
//! type of a column is in `types`.

pub mod make;
pub mod path;

use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Expr;
use super::function::Repeated;
use super::node::{Node, operand, prec};
use super::raw::Steady;
use super::value::Bind;
use crate::render::json::JsonWords;
use crate::render::{Dialect, Pass, Render, Supports};
use crate::types::logic::{Bool, Cons, False, Nil, True};
use crate::types::null::{Nullable, Nullness};
use crate::types::{Json, SqlType};
use path::{Inside, IntoPath, KeyStep, Path};

/// The feature `JSON_CONTAINS`, or `@>` and `<@` of JSON, which SQLite lacks.
pub enum JsonContains {}
/// The features that JSON has on PostgreSQL alone: `?|`, `?&`, `@?` and `@@`.
pub enum JsonbOperators {}

supports!(JsonContains: Postgres MySql MariaDb);
supports!(JsonbOperators: Postgres);

/// What a column of JSON is stored as.
#[diagnostic::on_unimplemented(
    message = "a path leads into JSON, but this is `{Self}`",
    label = "a column of `serde_json::Value` or `Json<T>` is needed"
)]
pub trait Document {}
impl Document for Value {}

/// A function of JSON or an operator, which each dialect writes its own way.
pub trait JsonFunction: 'static {
    /// The type of the result, from that of the JSON.
    type Output<T>;
    /// Whether the result may be NULL, from whether an argument may.
    type Null<N: Nullness>: Nullness;
    /// The feature that a dialect needs for it; `()` for none.
    type Needs;
    /// Whether the JSON stands in its text more than once, on some database, and so is computed as often.
    type Repeats: Bool;
    /// How tightly it binds, where it binds loosest.
    const PREC: u8;
    /// Its text, with `{0}`, `{1}` and `{2}` for the arguments.
    fn text(words: &JsonWords) -> &'static str;
}

/// A function of JSON with its arguments.
#[derive(Debug)]
pub struct JsonCall<F, A, B = Nil, C = Nil>(A, B, C, PhantomData<fn() -> F>);

copy_fields!([F, A, B, C] JsonCall<F, A, B, C>: A B C => |this| {
    Self(this.0.clone(), this.1.clone(), this.2.clone(), PhantomData)
});

composite!([F: JsonFunction, A, B, C] JsonCall<F, A, B, C>: A / I, B / J, C / K;
    type F::Output<A::Type>; prec F::PREC;
    null F::Null<crate::types::null::OrNull<A::Null, crate::types::null::OrNull<B::Null, C::Null>>>;
    where Repeated<F::Repeats, A::Open>: Steady;);

impl<D, F, A, B, C> Render<D> for JsonCall<F, A, B, C>
where
    D: Dialect + Supports<F::Needs>,
    F: JsonFunction,
    A: Node + Render<D>,
    B: Render<D>,
    C: Render<D>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let mut text = F::text(pass.spec().json);
        debug_assert!(F::Repeats::VALUE || text.matches("{0}").count() < 2, "it repeats: {text}");
        while let Some((before, argument, after)) = next(text) {
            pass.sql(before);
            match argument {
                b'0' => operand::<D, A>(&self.0, prec::CONCAT, pass),
                b'1' => self.1.walk(pass),
                _ => self.2.walk(pass),
            }
            text = after;
        }
        pass.sql(text);
    }
}

/// What stands before the next argument of a text, which one that is, and what stands behind.
fn next(text: &'static str) -> Option<(&'static str, u8, &'static str)> {
    let is_argument = |part: &[u8]| part[0] == b'{' && part[2] == b'}';
    let at = text.as_bytes().windows(3).position(is_argument)?;
    Some((&text[..at], text.as_bytes()[at + 1], &text[at + 3..]))
}

/// Declares functions of JSON: how tightly they bind, their types, and their words.
macro_rules! json_functions {
    ($($(#[$doc:meta])+ $marker:ident: $prec:ident, $output:ty, $null:ty, $text:expr, repeats $repeats:ident $(, needs $needs:ty)?;)*) => {$(
        $(#[$doc])+
        #[derive(Clone, Copy, Debug)]
        pub enum $marker {}

        impl JsonFunction for $marker {
            type Output<T> = $output;
            type Null<N: Nullness> = $null;
            type Needs = json_functions!(@needs $($needs)?);
            type Repeats = $repeats;
            const PREC: u8 = prec::$prec;

            fn text(words: &JsonWords) -> &'static str {
                let text: fn(&JsonWords) -> &'static str = $text;
                text(words)
            }
        }
    )*};
    (@needs) => { () };
    (@needs $needs:ty) => { $needs };
}

json_functions! {
    /// What is at a path.
    At: CONCAT, Value, Nullable, |words| words.at, repeats False;
    /// A text of JSON.
    AsText: ATOM, String, Nullable, |words| words.text, repeats True;
    /// A number of JSON as an integer.
    AsInteger: ATOM, i64, Nullable, |words| words.integer, repeats True;
    /// A number of JSON as a floating point number.
    AsReal: ATOM, f64, Nullable, |words| words.real, repeats True;
    /// True or false of JSON.
    AsTruth: ATOM, bool, Nullable, |words| words.truth, repeats False;
    /// Whether it is JSON's null.
    IsJsonNull: COMPARE, bool, N, |words| words.is_null, repeats False;
    /// How many elements an array of JSON has.
    ArrayLength: ATOM, i32, Nullable, |words| words.array_length, repeats True;
    /// Whether it contains other JSON.
    ContainsJson: CONCAT, bool, N, |words| words.contains, repeats False, needs JsonContains;
    /// Whether other JSON contains it.
    ContainedByJson: CONCAT, bool, N, |words| words.contained_by, repeats False, needs JsonContains;
    /// Whether it has a key.
    HasKey: CONCAT, bool, N, |words| words.has_key, repeats True;
    /// Whether it has one of several keys.
    HasAnyKey: CONCAT, bool, N, |_| "{0} ?| {1}", repeats False, needs JsonbOperators;
    /// Whether it has all of several keys.
    HasAllKeys: CONCAT, bool, N, |_| "{0} ?& {1}", repeats False, needs JsonbOperators;
    /// Whether a path of SQL/JSON finds something.
    PathExists: CONCAT, bool, Nullable, |_| "{0} @? {1}", repeats False, needs JsonbOperators;
    /// What the condition of a path of SQL/JSON gives.
    PathMatch: CONCAT, bool, Nullable, |_| "{0} @@ {1}", repeats False, needs JsonbOperators;
    /// It without what is at a path.
    DeletePath: CONCAT, T, N, |words| words.delete_path, repeats False;
    /// It with something else at a path.
    SetPath: ATOM, T, N, |words| words.set_path, repeats False;
}

#[cfg(feature = "rust_decimal")]
json_functions! {
    /// A number of JSON as an exact decimal number.
    AsDecimal: ATOM, rust_decimal::Decimal, Nullable, |words| words.decimal, repeats True,
        needs crate::types::family::ExactDecimal;
}

/// JSON as what serde makes of it.
#[derive(Clone, Copy, Debug)]
pub struct AsJson<T>(PhantomData<fn() -> T>);

impl<T: 'static> JsonFunction for AsJson<T> {
    type Output<A> = Json<T>;
    type Null<N: Nullness> = N;
    type Needs = ();
    type Repeats = False;
    const PREC: u8 = prec::CONCAT;

    fn text(_: &JsonWords) -> &'static str {
        "{0}"
    }
}

/// Declares methods that make functions of JSON without other arguments.
macro_rules! json_methods {
    ($($(#[$doc:meta])+ $name:ident $marker:ident;)*) => {$(
        $(#[$doc])+
        pub fn $name(self) -> Expr<JsonCall<$marker, N>>
        where
            N::Type: SqlType<Stored: Document>,
        {
            Expr(JsonCall(self.0, Nil, Nil, PhantomData))
        }
    )*};
}

/// JSON that is made of a value.
pub type Made<V> = Bind<Json<V>, Value>;

impl<N: Node> Expr<N> {
    /// What is at a path in JSON, as JSON, and NULL where there is nothing. A step is a key or a place in an
    /// array, counted from 0; several are a tuple, or a list of [`Step`](crate::render::json::Step)s that is
    /// made while the program runs. All of it is one bind.
    ///
    /// ```
    /// use relata::prelude::*;
    /// table! { pub people { #[primary_key] id: i64, data: serde_json::Value } }
    /// # fn main() {
    /// let q = select(people::data.path(("tags", 0)).as_text());
    /// assert_eq!(
    ///     q.to_sql::<Sqlite>(),
    ///     "SELECT CASE json_type(people.data -> ?1) WHEN 'text' THEN people.data -> ?2 ->> '$' END \
    ///      FROM people"
    /// );
    /// # }
    /// ```
    ///
    /// A path of constants, `.path(text!("city"))` and `.path((text!("tags"), int::<0>()))`, stands in the
    /// text, so that a query can be grouped by it.
    ///
    /// A path is to fit the JSON: on PostgreSQL a key of digits is also a place in an array, and on MySQL and
    /// MariaDB the place 0 of what is no array is that itself.
    pub fn path<P: IntoPath>(self, path: P) -> Expr<JsonCall<At, N, Path<P::Steps>>>
    where
        N::Type: SqlType<Stored: Document>,
    {
        Expr(JsonCall(self.0, Path(path.into_path()), Nil, PhantomData))
    }

    json_methods! {
        /// JSON that is a text as this text, and NULL if it is anything else, JSON's null among it.
        as_text AsText;
        /// JSON that is a number as an integer, and NULL if it is anything else. A fraction is cut off on
        /// SQLite, and rounded elsewhere.
        as_i64 AsInteger;
        /// JSON that is a number as a floating point number, and NULL if it is anything else, or on PostgreSQL a number
        /// that is too large for one.
        as_f64 AsReal;
        /// JSON that is true or false as this, and NULL if it is anything else.
        as_bool AsTruth;
        /// Whether it is JSON's null. That is a value: NULL is `.is_null()`.
        is_json_null IsJsonNull;
        /// How many elements an array of JSON has, and NULL if it is no array.
        json_array_length ArrayLength;
    }

    #[cfg(feature = "rust_decimal")]
    json_methods! {
        /// JSON that is a number as an exact decimal number, and NULL if it is anything else. SQLite has none,
        /// and MySQL keeps a number with a fraction as a floating point number.
        as_decimal AsDecimal;
    }

    /// The same JSON as what serde makes a `T` of. It is an error to read JSON that is no `T`.
    pub fn as_json<T: DeserializeOwned + Send + 'static>(self) -> Expr<JsonCall<AsJson<T>, N>>
    where
        N::Type: SqlType<Stored: Document>,
    {
        Expr(JsonCall(self.0, Nil, Nil, PhantomData))
    }

    /// `a @> b`, `JSON_CONTAINS(a, b)`: each key and element of `b`, which is what serde makes of a value, is
    /// in this JSON at the same place. SQLite does not have it.
    ///
    /// ```
    /// use relata::prelude::*;
    /// use serde_json::json;
    /// table! { pub people { #[primary_key] id: i64, data: serde_json::Value } }
    /// # fn main() {
    /// let q = select(people::id).filter(people::data.contains_json(json!({ "tags": ["sql"] })));
    /// assert_eq!(
    ///     q.to_sql::<Postgres>(),
    ///     "SELECT people.id FROM people WHERE people.data @> $1"
    /// );
    /// # }
    /// ```
    pub fn contains_json<V: Serialize>(self, other: V) -> Expr<JsonCall<ContainsJson, N, Made<V>>>
    where
        N::Type: SqlType<Stored: Document>,
    {
        Expr(JsonCall(self.0, Bind::new(Json(other)), Nil, PhantomData))
    }

    /// `a <@ b`, `JSON_CONTAINS(b, a)`: the other way round.
    pub fn contained_by_json<V: Serialize>(
        self,
        other: V,
    ) -> Expr<JsonCall<ContainedByJson, N, Made<V>>>
    where
        N::Type: SqlType<Stored: Document>,
    {
        Expr(JsonCall(self.0, Bind::new(Json(other)), Nil, PhantomData))
    }

    /// Whether an object of JSON has this key, whatever is there. On PostgreSQL a text in an array is one, too.
    pub fn has_key<K: KeyStep>(self, key: K) -> Expr<JsonCall<HasKey, N, Path<Cons<K::Kept, Nil>>>>
    where
        N::Type: SqlType<Stored: Document>,
    {
        Expr(JsonCall(self.0, Path(Cons(key.keep(), Nil)), Nil, PhantomData))
    }

    /// `a ?| keys`: whether an object has one of several keys, on PostgreSQL.
    pub fn has_any_key<P: IntoPath>(self, keys: P) -> Expr<JsonCall<HasAnyKey, N, Path<P::Steps>>>
    where
        N::Type: SqlType<Stored: Document>,
    {
        Expr(JsonCall(self.0, Path(keys.into_path()), Nil, PhantomData))
    }

    /// `a ?& keys`: whether an object has all of several keys, on PostgreSQL.
    pub fn has_all_keys<P: IntoPath>(self, keys: P) -> Expr<JsonCall<HasAllKeys, N, Path<P::Steps>>>
    where
        N::Type: SqlType<Stored: Document>,
    {
        Expr(JsonCall(self.0, Path(keys.into_path()), Nil, PhantomData))
    }

    /// `a @? path`: whether a path of SQL/JSON, such as `$.tags[*] ? (@ == "sql")`, finds something, on
    /// PostgreSQL. A text that is no such path is an error of the statement.
    pub fn path_exists(
        self,
        path: impl Into<String>,
    ) -> Expr<JsonCall<PathExists, N, Bind<String, String>>>
    where
        N::Type: SqlType<Stored: Document>,
    {
        Expr(JsonCall(self.0, Bind::new(path.into()), Nil, PhantomData))
    }

    /// `a @@ path`: what the condition of a path of SQL/JSON gives, such as `$.age >= 18`, on PostgreSQL.
    pub fn path_match(
        self,
        path: impl Into<String>,
    ) -> Expr<JsonCall<PathMatch, N, Bind<String, String>>>
    where
        N::Type: SqlType<Stored: Document>,
    {
        Expr(JsonCall(self.0, Bind::new(path.into()), Nil, PhantomData))
    }

    /// The same JSON without what is at a path. A path without steps is an error, and on PostgreSQL so is JSON that is
    /// no object or array, or a key where there is an array; elsewhere such JSON stays as it is.
    pub fn delete_path<P: IntoPath>(
        self,
        path: P,
    ) -> Expr<JsonCall<DeletePath, N, Inside<P::Steps>>>
    where
        N::Type: SqlType<Stored: Document>,
    {
        Expr(JsonCall(self.0, Inside(path.into_path()), Nil, PhantomData))
    }

    /// The same JSON with something else at a path: what serde makes of a value. A key that is not there is
    /// added to its object; what the path leads through has to be there. A path without steps is an error.
    ///
    /// A path is to fit the JSON here, too. Where it does not, PostgreSQL makes an error of JSON that is no object or
    /// array, and of a key where there is an array. A place behind the end of an array adds an element there, but
    /// on SQLite, where only that just behind it does. The place 0 of what is no array is that itself on MySQL and
    /// MariaDB, and is replaced.
    ///
    /// ```
    /// use relata::prelude::*;
    /// table! { pub people { #[primary_key] id: i64, data: serde_json::Value } }
    /// # fn main() {
    /// let moved = people::data.set(people::data.set_path(("address", "city"), "Bern"));
    /// assert_eq!(
    ///     update(people::table).set(moved).every_row().to_sql::<Postgres>(),
    ///     "UPDATE people SET data = jsonb_set(people.data, $1, $2)"
    /// );
    /// # }
    /// ```
    pub fn set_path<P: IntoPath, V: Serialize>(
        self,
        path: P,
        value: V,
    ) -> Expr<JsonCall<SetPath, N, Inside<P::Steps>, Made<V>>>
    where
        N::Type: SqlType<Stored: Document>,
    {
        Expr(JsonCall(self.0, Inside(path.into_path()), Bind::new(Json(value)), PhantomData))
    }
}
