//! Tuples of types: impls for each length, and the same as lists.

/// Runs a macro for tuples of 1 to 20 elements. What they cost to compile grows with the square.
macro_rules! for_tuples {
    ($macro:ident) => {
        $crate::types::tuple::for_tuples!(@step $macro []
            A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 M 12 N 13 O 14 P 15
            Q 16 R 17 S 18 T 19);
    };
    (@step $macro:ident [$($done:ident $d:tt)*]) => {};
    (@step $macro:ident [$($done:ident $d:tt)*] $next:ident $n:tt $($rest:tt)*) => {
        $macro!($($done $d)* $next $n);
        $crate::types::tuple::for_tuples!(@step $macro [$($done $d)* $next $n] $($rest)*);
    };
}
pub(crate) use for_tuples;

/// The list of elements, as a type or as a value.
macro_rules! list {
    (type) => { $crate::types::logic::Nil };
    (type $first:ty $(, $rest:ty)*) => {
        $crate::types::logic::Cons<$first, $crate::types::tuple::list!(type $($rest),*)>
    };
    (value) => { $crate::types::logic::Nil };
    (value $first:expr $(, $rest:expr)*) => {
        $crate::types::logic::Cons($first, $crate::types::tuple::list!(value $($rest),*))
    };
}
pub(crate) use list;
