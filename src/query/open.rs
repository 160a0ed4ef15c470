//! What a statement may leave open for what is around it, kind by kind.

use std::marker::PhantomData;

use crate::expr::raw::Steady;
use crate::types::logic::Cons;

/// The name of a common table expression, left open until WITH defines it.
pub struct Named<S>(PhantomData<S>);

/// A row lock, left open until the statement runs: it needs a transaction.
pub struct Locks;

/// Runs a macro for some kinds of what may be open, each with its parameters. The macro is an impl of a
/// trait of lists of these, for those kinds that are nothing to it.
macro_rules! for_open {
    ($macro:ident: $($kind:ident)*) => {$( $crate::query::open::for_open!(@$kind $macro); )*};
    (@Named $macro:ident) => { $macro!([S__] $crate::query::open::Named<S__>); };
    (@Locks $macro:ident) => { $macro!([] $crate::query::open::Locks); };
    (@Outer $macro:ident) => {
        $macro!([C__, S__, Away__] $crate::expr::column::OuterColumn<C__, S__, Away__>);
    };
    (@Volatile $macro:ident) => { $macro!([] $crate::expr::raw::Volatile); };
    (@Reads $macro:ident) => { $macro!([T__, C__] $crate::query::reads::Reads<T__, C__>); };
    (@Owes $macro:ident) => { $macro!([W__, T__] $crate::query::owed::Owes<W__, T__>); };
}
pub(super) use for_open;

macro_rules! steady {
    ([$($of:ident),*] $open:ty) => {
        #[diagnostic::do_not_recommend]
        impl<$($of,)* L: Steady> Steady for Cons<$open, L> {}
    };
}

for_open!(steady: Named Outer Locks Reads Owes);
