//! Logic on types: truth, digits and lists that rustc evaluates while it checks a statement.

use std::marker::PhantomData;

/// A truth value known while compiling.
pub trait Bool: 'static {
    /// Both.
    type And<B: Bool>: Bool;
    /// Either.
    type Or<B: Bool>: Bool;
    /// The opposite.
    type Not: Bool;
    /// The first where this is true, otherwise the second.
    type If<A, B>;
    /// The same of lists.
    type IfList<A: List, B: List>: List;
    /// Whether the rest of two identities agrees, asked only where the heads do.
    type AndThen<A: Identity, B: Identity>: Bool;
    /// The value.
    const VALUE: bool;
}

/// It holds.
#[derive(Clone, Copy, Debug)]
pub enum True {}
/// It does not hold.
#[derive(Clone, Copy, Debug)]
pub enum False {}

impl Bool for True {
    type And<B: Bool> = B;
    type Or<B: Bool> = True;
    type Not = False;
    type If<A, B> = A;
    type IfList<A: List, B: List> = A;
    type AndThen<A: Identity, B: Identity> = A::Is<B>;
    const VALUE: bool = true;
}

impl Bool for False {
    type And<B: Bool> = False;
    type Or<B: Bool> = B;
    type Not = True;
    type If<A, B> = B;
    type IfList<A: List, B: List> = B;
    type AndThen<A: Identity, B: Identity> = False;
    const VALUE: bool = false;
}

/// A hexadecimal digit as a type. Rust has no inequality of types, so tables and columns carry a
/// few digits that compare by a total function.
pub trait Digit: 'static {
    /// Whether the other digit is the same.
    type Is<D: Digit>: Bool;
    #[doc(hidden)]
    type Is0: Bool;
    #[doc(hidden)]
    type Is1: Bool;
    #[doc(hidden)]
    type Is2: Bool;
    #[doc(hidden)]
    type Is3: Bool;
    #[doc(hidden)]
    type Is4: Bool;
    #[doc(hidden)]
    type Is5: Bool;
    #[doc(hidden)]
    type Is6: Bool;
    #[doc(hidden)]
    type Is7: Bool;
    #[doc(hidden)]
    type Is8: Bool;
    #[doc(hidden)]
    type Is9: Bool;
    #[doc(hidden)]
    type IsA: Bool;
    #[doc(hidden)]
    type IsB: Bool;
    #[doc(hidden)]
    type IsC: Bool;
    #[doc(hidden)]
    type IsD: Bool;
    #[doc(hidden)]
    type IsE: Bool;
    #[doc(hidden)]
    type IsF: Bool;
}

macro_rules! digits {
    ($($digit:ident asks $is:ident: $($v:ident)*;)*) => {$(
        #[doc(hidden)]
        pub enum $digit {}
        impl Digit for $digit {
            type Is<D: Digit> = D::$is;
            digits!(@answers $($v)*);
        }
    )*};
    (@answers $a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident
              $i:ident $j:ident $k:ident $l:ident $m:ident $n:ident $o:ident $p:ident) => {
        type Is0 = $a; type Is1 = $b; type Is2 = $c; type Is3 = $d;
        type Is4 = $e; type Is5 = $f; type Is6 = $g; type Is7 = $h;
        type Is8 = $i; type Is9 = $j; type IsA = $k; type IsB = $l;
        type IsC = $m; type IsD = $n; type IsE = $o; type IsF = $p;
    };
}

digits! {
    D0 asks Is0: True False False False False False False False False False False False False False False False;
    D1 asks Is1: False True False False False False False False False False False False False False False False;
    D2 asks Is2: False False True False False False False False False False False False False False False False;
    D3 asks Is3: False False False True False False False False False False False False False False False False;
    D4 asks Is4: False False False False True False False False False False False False False False False False;
    D5 asks Is5: False False False False False True False False False False False False False False False False;
    D6 asks Is6: False False False False False False True False False False False False False False False False;
    D7 asks Is7: False False False False False False False True False False False False False False False False;
    D8 asks Is8: False False False False False False False False True False False False False False False False;
    D9 asks Is9: False False False False False False False False False True False False False False False False;
    DA asks IsA: False False False False False False False False False False True False False False False False;
    DB asks IsB: False False False False False False False False False False False True False False False False;
    DC asks IsC: False False False False False False False False False False False False True False False False;
    DD asks IsD: False False False False False False False False False False False False False True False False;
    DE asks IsE: False False False False False False False False False False False False False False True False;
    DF asks IsF: False False False False False False False False False False False False False False False True;
}

/// A number spelled in digits: eight of a name's hash for a table, two for a column's place.
pub trait Identity: 'static {
    /// Its first digit.
    type Head: Digit;
    /// The digits after it.
    type Tail: Identity;
    /// Whether two numbers of the same length are equal.
    type Is<O: Identity>: Bool;
}

/// A digit and those that follow.
pub struct Id<H, T>(PhantomData<(H, T)>);

impl<H: Digit, T: Identity> Identity for Id<H, T> {
    type Head = H;
    type Tail = T;
    type Is<O: Identity> = <H::Is<O::Head> as Bool>::AndThen<T, O::Tail>;
}

/// The end of a number.
impl Identity for () {
    type Head = D0;
    type Tail = ();
    type Is<O: Identity> = True;
}

/// A list of types (and, where they are values, of values).
pub trait List {
    /// This list, then the other.
    type Concat<L: List>: List;
    /// How many there are.
    const LEN: usize;
}

/// The empty list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nil;

/// An element and the rest.
#[derive(Clone, Copy, Debug)]
pub struct Cons<H, T>(pub H, pub T);

impl List for Nil {
    type Concat<L: List> = L;
    const LEN: usize = 0;
}

impl<H, T: List> List for Cons<H, T> {
    type Concat<L: List> = Cons<H, T::Concat<L>>;
    const LEN: usize = 1 + T::LEN;
}

/// `Clone` and `Copy` of a type some of whose parameters have no value: what `derive` would ask of
/// all of them is asked of the fields alone.
macro_rules! copy_fields {
    ([$($generic:tt)*] $type:ty: $($bound:ident)* => |$this:ident| $copy:expr) => {
        #[allow(clippy::non_canonical_clone_impl)]
        impl<$($generic)*> Clone for $type
        where
            $($bound: Clone,)*
        {
            #[inline]
            fn clone(&self) -> Self {
                let $this = self;
                $copy
            }
        }

        impl<$($generic)*> Copy for $type where $($bound: Copy,)* {}
    };
}

/// This list, then that.
pub type Concat<A, B> = <A as List>::Concat<B>;
/// Both hold.
pub type And<A, B> = <A as Bool>::And<B>;
/// One of them holds.
pub type Or<A, B> = <A as Bool>::Or<B>;
