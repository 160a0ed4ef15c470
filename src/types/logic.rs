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

/// A hexadecimal digit as a type, or a [`Place`] of two. Rust has no inequality of types, so tables
/// and columns carry a few digits that compare by a total function.
pub trait Digit: 'static {
    /// Whether the other one is the same. Places of another length are those of another table, and
    /// whoever compares them compares the tables too.
    type Is<D: Digit>: Bool;
    /// Whether the other one is larger.
    type Below<D: Digit>: Bool;
    /// The first of two digits.
    type High: Digit;
    /// The last digit.
    type Low: Digit;
    /// What it counts.
    const VALUE: usize;
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
    #[doc(hidden)]
    type Over0: Bool;
    #[doc(hidden)]
    type Over1: Bool;
    #[doc(hidden)]
    type Over2: Bool;
    #[doc(hidden)]
    type Over3: Bool;
    #[doc(hidden)]
    type Over4: Bool;
    #[doc(hidden)]
    type Over5: Bool;
    #[doc(hidden)]
    type Over6: Bool;
    #[doc(hidden)]
    type Over7: Bool;
    #[doc(hidden)]
    type Over8: Bool;
    #[doc(hidden)]
    type Over9: Bool;
    #[doc(hidden)]
    type OverA: Bool;
    #[doc(hidden)]
    type OverB: Bool;
    #[doc(hidden)]
    type OverC: Bool;
    #[doc(hidden)]
    type OverD: Bool;
    #[doc(hidden)]
    type OverE: Bool;
    #[doc(hidden)]
    type OverF: Bool;
}

macro_rules! digits {
    ($($digit:ident = $value:literal asks $is:ident $over:ident: $($same:ident)*; $($more:ident)*;)*) => {$(
        #[doc(hidden)]
        pub enum $digit {}
        impl Digit for $digit {
            type Is<D: Digit> = D::$is;
            type Below<D: Digit> = D::$over;
            type High = D0;
            type Low = Self;
            const VALUE: usize = $value;
            digits!(@answers Is0 Is1 Is2 Is3 Is4 Is5 Is6 Is7 Is8 Is9 IsA IsB IsC IsD IsE IsF:
                $($same)*);
            digits!(@answers Over0 Over1 Over2 Over3 Over4 Over5 Over6 Over7 Over8 Over9 OverA
                OverB OverC OverD OverE OverF: $($more)*);
        }
    )*};
    (@answers $question:ident $($questions:ident)*: $answer:ident $($answers:ident)*) => {
        type $question = $answer;
        digits!(@answers $($questions)*: $($answers)*);
    };
    (@answers :) => {};
    (@none $($question:ident)*) => { $(type $question = False;)* };
}

/// The answers of a digit to all that it is asked are those of another.
macro_rules! answers_of {
    ($digit:ident) => { answers_of!(@ $digit Is0 Is1 Is2 Is3 Is4 Is5 Is6 Is7 Is8 Is9 IsA IsB IsC IsD IsE IsF
        Over0 Over1 Over2 Over3 Over4 Over5 Over6 Over7 Over8 Over9 OverA OverB OverC OverD OverE
        OverF); };
    (@ $digit:ident $($question:ident)*) => { $(type $question = $digit::$question;)* };
}

// For each digit: which digits it is, and which it is larger than.
#[rustfmt::skip]
digits! {
    D0 = 0 asks Is0 Over0:
        True False False False False False False False False False False False False False False False;
        False False False False False False False False False False False False False False False False;
    D1 = 1 asks Is1 Over1:
        False True False False False False False False False False False False False False False False;
        True False False False False False False False False False False False False False False False;
    D2 = 2 asks Is2 Over2:
        False False True False False False False False False False False False False False False False;
        True True False False False False False False False False False False False False False False;
    D3 = 3 asks Is3 Over3:
        False False False True False False False False False False False False False False False False;
        True True True False False False False False False False False False False False False False;
    D4 = 4 asks Is4 Over4:
        False False False False True False False False False False False False False False False False;
        True True True True False False False False False False False False False False False False;
    D5 = 5 asks Is5 Over5:
        False False False False False True False False False False False False False False False False;
        True True True True True False False False False False False False False False False False;
    D6 = 6 asks Is6 Over6:
        False False False False False False True False False False False False False False False False;
        True True True True True True False False False False False False False False False False;
    D7 = 7 asks Is7 Over7:
        False False False False False False False True False False False False False False False False;
        True True True True True True True False False False False False False False False False;
    D8 = 8 asks Is8 Over8:
        False False False False False False False False True False False False False False False False;
        True True True True True True True True False False False False False False False False;
    D9 = 9 asks Is9 Over9:
        False False False False False False False False False True False False False False False False;
        True True True True True True True True True False False False False False False False;
    DA = 10 asks IsA OverA:
        False False False False False False False False False False True False False False False False;
        True True True True True True True True True True False False False False False False;
    DB = 11 asks IsB OverB:
        False False False False False False False False False False False True False False False False;
        True True True True True True True True True True True False False False False False;
    DC = 12 asks IsC OverC:
        False False False False False False False False False False False False True False False False;
        True True True True True True True True True True True True False False False False;
    DD = 13 asks IsD OverD:
        False False False False False False False False False False False False False True False False;
        True True True True True True True True True True True True True False False False;
    DE = 14 asks IsE OverE:
        False False False False False False False False False False False False False False True False;
        True True True True True True True True True True True True True True False False;
    DF = 15 asks IsF OverF:
        False False False False False False False False False False False False False False False True;
        True True True True True True True True True True True True True True True False;
}

/// A column's place in a table of more than 16, in two digits.
pub enum Place<H, L> {
    #[doc(hidden)]
    Never(std::convert::Infallible, PhantomData<(H, L)>),
}

impl<H: Digit, L: Digit> Digit for Place<H, L> {
    type Is<D: Digit> = And<H::Is<D::High>, L::Is<D::Low>>;
    type Below<D: Digit> = Or<H::Below<D::High>, And<H::Is<D::High>, L::Below<D::Low>>>;
    type High = H;
    type Low = L;
    const VALUE: usize = 16 * H::VALUE + L::VALUE;
    digits!(@none Is0 Is1 Is2 Is3 Is4 Is5 Is6 Is7 Is8 Is9 IsA IsB IsC IsD IsE IsF
        Over0 Over1 Over2 Over3 Over4 Over5 Over6 Over7 Over8 Over9 OverA OverB OverC OverD OverE
        OverF);
}

/// A name's hash, spelled in eight digits.
pub trait Identity: 'static {
    /// Its first digit.
    type Head: Digit;
    /// The digits after it.
    type Tail: Identity;
    /// Whether two of the same length are equal.
    type Is<O: Identity>: Bool;
}

/// A digit and those that follow.
pub struct Id<H, T>(PhantomData<(H, T)>);

impl<H: Digit, T: Identity> Identity for Id<H, T> {
    type Head = H;
    type Tail = T;
    type Is<O: Identity> = <H::Is<O::Head> as Bool>::AndThen<T, O::Tail>;
}

/// The digits of a table's name.
pub type NameDigits<A, B, C, D, E, F, G, H> =
    Id<A, Id<B, Id<C, Id<D, Id<E, Id<F, Id<G, Id<H, ()>>>>>>>>;

/// The end of it.
impl Identity for () {
    type Head = D0;
    type Tail = ();
    type Is<O: Identity> = True;
}

/// A list of types (and, where they are values, of values).
pub trait List {
    /// This list, then the other.
    type Concat<L: List>: List;
    /// Whether there are none.
    type IsEmpty: Bool;
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
    type IsEmpty = True;
    const LEN: usize = 0;
}

impl<H, T: List> List for Cons<H, T> {
    type Concat<L: List> = Cons<H, T::Concat<L>>;
    type IsEmpty = False;
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
