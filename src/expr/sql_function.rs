//! Functions that a database has and relata does not name: `sql_function!`.

/// Declares functions of the database as functions of Rust, whose arguments are values and expressions of these types:
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// use relata::sql_function;
///
/// sql_function! {
///     /// How alike two texts are, from 0 to 1.
///     pub fn similarity(a: String, b: String) -> f64;
///     fn soundex(of: String) -> Option<String>;
///     aggregate fn total(of: i64) -> f64;
/// }
///
/// let alike = similarity(users::name, "Ada");
/// let q = from(users::table).filter(alike.gt(0.3)).select((users::name, soundex(users::name)));
/// assert_eq!(
///     q.to_sql::<Postgres>(),
///     "SELECT users.name, soundex(users.name) FROM users WHERE similarity(users.name, $1) > $2"
/// );
/// ```
///
/// The result may be NULL where an argument may, or always, where it is an `Option`. `aggregate` says that the function
/// computes one value from the rows of a group, and gives NULL for none, as [`sql!`](crate::sql) has it. One that is
/// called like a word of Rust is written `r#mod`. Whether the database has the function, and of these types, is not
/// known here.
#[macro_export]
macro_rules! sql_function {
    () => {};
    ($(#[$meta:meta])* $vis:vis aggregate fn $($rest:tt)*) => {
        $crate::sql_function!(@one RawAggregate [$(#[$meta])*] [$vis] $($rest)*);
    };
    ($(#[$meta:meta])* $vis:vis fn $($rest:tt)*) => {
        $crate::sql_function!(@one Raw [$(#[$meta])*] [$vis] $($rest)*);
    };
    (@one $node:ident $meta:tt $vis:tt $name:ident($($arg:ident: $type:ty),* $(,)?) -> Option<$result:ty>; $($rest:tt)*) => {
        $crate::sql_function!(@function $node $meta $vis $name($($arg: $type),*) $result, Nullable);
        $crate::sql_function!($($rest)*);
    };
    (@one $node:ident $meta:tt $vis:tt $name:ident($($arg:ident: $type:ty),* $(,)?) -> $result:ty; $($rest:tt)*) => {
        $crate::sql_function!(@function $node $meta $vis $name($($arg: $type),*) $result, NotNull);
        $crate::sql_function!($($rest)*);
    };
    (@function $node:ident [$($meta:tt)*] [$vis:vis] $name:ident($($arg:ident: $type:ty),*) $result:ty, $null:ident) => {
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        #[derive(Clone, Copy)]
        $vis struct $name {}

        impl $crate::__private::RawText for $name {
            const SQL: &'static str =
                $crate::__private::bare($crate::sql_function!(@text $name($($arg),*)));
            const PREC: u8 = $crate::__private::ATOM;
        }

        $($meta)*
        #[allow(non_camel_case_types, clippy::too_many_arguments)]
        $vis fn $name<$($arg: $crate::__private::Operand<$type>),*>(
            $($arg: $arg),*
        ) -> $crate::expr::Expr<
            $crate::__private::$node<
                $result,
                $crate::__private::$null,
                $name,
                $crate::sql_function!(@list $($arg: $type),*),
            >,
        > {
            $crate::__private::$node::new(
                $name {},
                $crate::sql_function!(@nodes $($arg),*),
            )
        }
    };
    (@text $name:ident()) => { ::core::concat!(::core::stringify!($name), "()") };
    (@text $name:ident($first:ident $(, $arg:ident)*)) => {
        ::core::concat!(::core::stringify!($name), "({}" $(, $crate::sql_function!(@hole $arg))*, ")")
    };
    (@hole $arg:ident) => { ", {}" };
    (@list) => { $crate::__private::Nil };
    (@list $arg:ident: $type:ty $(, $args:ident: $types:ty)*) => {
        $crate::__private::Cons<
            <$arg as $crate::__private::Operand<$type>>::Node,
            $crate::sql_function!(@list $($args: $types),*),
        >
    };
    (@nodes) => { $crate::__private::Nil };
    (@nodes $arg:ident $(, $args:ident)*) => {
        $crate::__private::Cons(
            $crate::__private::Operand::operand($arg),
            $crate::sql_function!(@nodes $($args),*),
        )
    };
}
