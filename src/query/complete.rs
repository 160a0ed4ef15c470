//! Which columns INSERT and UPDATE assign: each once, and none that is required is missing.
//!
//! Columns are [`Just`] one, or tuples of columns as the assignments stand in them, so that what is
//! asked is no deeper than the tuples. The values are left out of these types.

use std::marker::PhantomData;

use super::assign::Whose;
use crate::schema::{Column, Source, Table};
use crate::types::logic::{And, Bool, Cons, Digit, False, Nil, Or, True};
use crate::types::tuple::for_tuples;

/// A column that is assigned, or required.
pub struct Just<C>(PhantomData<C>);
/// A column whose assignment may be absent.
pub struct Perhaps<C>(PhantomData<C>);

/// Columns, whatever their order.
pub trait Columns {
    /// Whether a column is among them.
    type Has<T: Source, N: Digit>: Bool;
    /// Whether it is, and not by an assignment that may be absent.
    type Gives<T: Source, N: Digit>: Bool;
}

impl<C: Column> Columns for Just<C> {
    type Has<T: Source, N: Digit> =
        <<C::Number as Digit>::Is<N> as Bool>::AndThen<<C::Table as Source>::Identity, T::Identity>;
    type Gives<T: Source, N: Digit> = Self::Has<T, N>;
}

impl<C: Column> Columns for Perhaps<C> {
    type Has<T: Source, N: Digit> = <Just<C> as Columns>::Has<T, N>;
    type Gives<T: Source, N: Digit> = False;
}

impl Columns for Nil {
    type Has<T: Source, N: Digit> = False;
    type Gives<T: Source, N: Digit> = False;
}

impl<C: Columns, R: Columns> Columns for Cons<C, R> {
    type Has<T: Source, N: Digit> = Or<C::Has<T, N>, R::Has<T, N>>;
    type Gives<T: Source, N: Digit> = Or<C::Gives<T, N>, R::Gives<T, N>>;
}

/// Columns, and whether they are in the table's order.
pub trait Placed {
    /// The place of the first.
    type First: Digit;
    /// The place of the last.
    type Last: Digit;
    /// Whether they are in the table's order, so that each is there once.
    type InOrder: Bool;
}

impl<C: Column> Placed for Just<C> {
    type First = C::Number;
    type Last = C::Number;
    type InOrder = True;
}

impl<C: Column> Placed for Perhaps<C> {
    type First = C::Number;
    type Last = C::Number;
    type InOrder = False;
}

/// The columns that an INSERT into `T` gives are complete, and each is there once.
// A trait of its own, so that rustc asks once for each list of columns, and then remembers.
pub trait CompleteIn<T>: Columns {}
impl<K, T> CompleteIn<T> for K
where
    K: Columns + Meets<Still<<T::Required as Required>::Before<()>, False>>,
    T: Table<Required: Required>,
    K::Rest: Settles<K, T::Required>,
{
}

/// The columns that an UPDATE sets are there once.
pub trait SetOnce: Columns {}
impl<K: Columns + Placed> SetOnce for K where How<K>: EachOnce<K> {}

/// Each column is there once.
pub trait EachOnce<K> {}

/// The columns are in the table's order.
pub enum ByOrder {}
/// They are in any order: each is compared with all others.
pub enum ByPairs {}

/// Which of the two ways columns take.
pub type How<K> = <<K as Placed>::InOrder as Bool>::If<ByOrder, ByPairs>;

impl<K> EachOnce<K> for ByOrder {}
impl<K: Distinct> EachOnce<K> for ByPairs {}

/// A required column and those after it.
pub struct Wanted<C, R>(PhantomData<fn() -> (C, R)>);

/// The columns that an INSERT must give, in the table's order.
pub trait Required {
    /// They one after the other, then the rest.
    type Before<R>;
}

impl<C: Column> Required for Just<C> {
    type Before<R> = Wanted<C, R>;
}

impl Required for () {
    type Before<R> = R;
}

/// The required columns that are still wanted, and whether others were given than those.
pub struct Still<W, Others>(PhantomData<(W, Others)>);

/// Columns take those that they give away from the front of the wanted ones.
pub trait Meets<S> {
    /// What is then still wanted.
    type Rest;
}

impl<C: Column, O> Meets<Still<(), O>> for Just<C> {
    type Rest = Still<(), True>;
}

impl<C: Column, D: Column, R, O> Meets<Still<Wanted<D, R>, O>> for Just<C> {
    type Rest =
        <<C::Number as Digit>::Is<D::Number> as Bool>::If<Still<R, O>, Still<Wanted<D, R>, True>>;
}

impl<C: Column, W, O> Meets<Still<W, O>> for Perhaps<C> {
    type Rest = Still<W, True>;
}

/// Columns `K` are what an INSERT must give, as far as what they left says.
pub trait Settles<K, R> {}
/// They are just the required ones, in the table's order.
impl<K, R> Settles<K, R> for Still<(), False> {}
/// All that are given are required, and one is missing.
impl<K, R, C: Given, W> Settles<K, R> for Still<Wanted<C, W>, False> {}
/// There are others among them: in the table's order, so that each is there once, or in any.
impl<K: Placed, R, W> Settles<K, R> for Still<W, True> where How<K>: Completes<K, R, W> {}

/// The columns of an INSERT are complete, and each is there once. Implemented for the two ways to
/// find out.
pub trait Completes<K, R, W> {}
impl<K, R, W: NoneLeft> Completes<K, R, W> for ByOrder {}
impl<K: Distinct, R: GivenBy<K>, W> Completes<K, R, W> for ByPairs {}

/// No required column is left.
pub trait NoneLeft {}
impl NoneLeft for () {}
impl<C: Given, R> NoneLeft for Wanted<C, R> {}

/// The column is given. Implemented for none: it is asked where a column was not found.
#[diagnostic::on_unimplemented(
    message = "INSERT lacks column `{Self}`, which is NOT NULL and has no default",
    label = "add `{Self}.set(..)`"
)]
pub trait Given {}

/// All required columns are given, in any order.
pub trait GivenBy<K> {}
impl<C: Column, K: Columns> GivenBy<K> for Just<C> where K::Gives<C::Table, C::Number>: IsGiven<C> {}
impl<K> GivenBy<K> for () {}

/// The answer "this column is given". Implemented for yes.
#[diagnostic::on_unimplemented(
    message = "INSERT lacks column `{C}`, which is NOT NULL and has no default",
    label = "add `{C}.set(..)`"
)]
pub trait IsGiven<C> {}
#[diagnostic::do_not_recommend]
impl<C> IsGiven<C> for True {}

/// Columns whose values Rust makes are all given by an INSERT from SELECT, which has no row to make
/// one for.
pub trait SelectedBy<K> {
    /// What stands beside each row: its tenant.
    type Beside;
    /// Makes it.
    fn beside() -> Self::Beside;
}

impl<K> SelectedBy<K> for Nil {
    type Beside = Nil;

    fn beside() -> Nil {
        Nil
    }
}

impl<C: Column, R: SelectedBy<K>, K: Columns> SelectedBy<K> for Cons<C, R>
where
    K::Has<C::Table, C::Number>: IsSelected<C>,
{
    type Beside = R::Beside;

    fn beside() -> R::Beside {
        R::beside()
    }
}

impl<C: Column, R: SelectedBy<K>, K> SelectedBy<K> for Cons<Whose<C>, R> {
    type Beside = Cons<Whose<C>, R::Beside>;

    fn beside() -> Self::Beside {
        Cons(Whose::new(), R::beside())
    }
}

/// The answer "this column is selected". Implemented for yes.
#[diagnostic::on_unimplemented(
    message = "INSERT .. SELECT lacks column `{C}`, whose value Rust makes for each row",
    label = "name `{C}` among the columns too, and select a value for it"
)]
pub trait IsSelected<C> {}
#[diagnostic::do_not_recommend]
impl<C> IsSelected<C> for True {}

/// The columns of all rows of an INSERT, whose text names them once.
pub trait InEachRow {}
impl<C> InEachRow for Just<C> {}
impl<C> InEachRow for Perhaps<C> where False: AlwaysThere<C> {}

/// A column has a value in each row. Implemented for yes.
#[diagnostic::on_unimplemented(
    message = "column `{C}` may be absent in some of the rows, and all rows have the same columns",
    label = "give it in each row: `.set(..)` of a nullable column takes an `Option`, `None` being NULL"
)]
pub trait AlwaysThere<C> {}
#[diagnostic::do_not_recommend]
impl<C> AlwaysThere<C> for True {}

/// A column is assigned once. Implemented for the answer "not again".
#[diagnostic::on_unimplemented(
    message = "column `{C}` is assigned twice",
    label = "leave one of the two assignments of `{C}` out"
)]
pub trait Once<C> {}
#[diagnostic::do_not_recommend]
impl<C> Once<C> for False {}

/// No column is there twice.
pub trait Distinct {}
impl<C: Column> Distinct for Just<C> {}
impl<C: Column> Distinct for Perhaps<C> {}

/// None of these columns is among others.
pub trait AbsentFrom<K> {}
impl<C: Column, K: Columns> AbsentFrom<K> for Just<C> where K::Has<C::Table, C::Number>: Once<C> {}
impl<C: Column, K: Columns> AbsentFrom<K> for Perhaps<C> where Just<C>: AbsentFrom<K> {}

macro_rules! column_tuple {
    ($($name:ident $index:tt)*) => {
        impl<$($name: Columns),*> Columns for ($($name,)*) {
            type Has<T__: Source, N__: Digit> = column_tuple!(@has Has T__ N__ $($name)*);
            type Gives<T__: Source, N__: Digit> = column_tuple!(@has Gives T__ N__ $($name)*);
        }

        impl<$($name: Placed),*> Placed for ($($name,)*) {
            type First = A::First;
            type Last = column_tuple!(@last $($name)*);
            type InOrder = column_tuple!(@in_order $($name)*);
        }

        impl<$($name: Required),*> Required for ($($name,)*) {
            type Before<R__> = column_tuple!(@before R__ $($name)*);
        }

        impl<$($name: InEachRow),*> InEachRow for ($($name,)*) {}
        impl<K__, $($name: GivenBy<K__>),*> GivenBy<K__> for ($($name,)*) {}
        impl<K__, $($name: AbsentFrom<K__>),*> AbsentFrom<K__> for ($($name,)*) {}
        column_tuple!(@distinct [$($name)*] [] $($name)*);
        column_tuple!(@meets [$($name)*] [] Wanted__ $($name)*);
    };
    (@has $has:ident $t:ident $n:ident $last:ident) => { $last::$has<$t, $n> };
    (@has $has:ident $t:ident $n:ident $first:ident $($rest:ident)+) => {
        Or<$first::$has<$t, $n>, column_tuple!(@has $has $t $n $($rest)+)>
    };
    (@last $last:ident) => { $last::Last };
    (@last $first:ident $($rest:ident)+) => { column_tuple!(@last $($rest)+) };
    (@in_order $last:ident) => { $last::InOrder };
    (@in_order $first:ident $next:ident $($rest:ident)*) => {
        And<
            $first::InOrder,
            And<<$first::Last as Digit>::Below<$next::First>, column_tuple!(@in_order $next $($rest)*)>,
        >
    };
    (@before $rest:ident) => { $rest };
    (@before $rest:ident $first:ident $($name:ident)*) => {
        $first::Before<column_tuple!(@before $rest $($name)*)>
    };
    // Each is absent from those after it.
    (@distinct [$($name:ident)*] [$($bound:tt)*] $last:ident) => {
        impl<$($name),*> Distinct for ($($name,)*)
        where
            $($bound)* $last: Distinct,
        {
        }
    };
    (@distinct $names:tt [$($bound:tt)*] $first:ident $($rest:ident)+) => {
        column_tuple!(@distinct $names
            [$($bound)* $first: Distinct + AbsentFrom<($($rest,)+)>,] $($rest)+);
    };
    // What one leaves is what the next one meets.
    (@meets [$($name:ident)*] [$($bound:tt)*] $wanted:ident) => {
        column_tuple!(@meet [$($name)*] [$($bound)*] $wanted);
    };
    (@meets $names:tt [$($bound:tt)*] $wanted:ident $first:ident $($rest:ident)*) => { paste::paste! {
        column_tuple!(@meets $names
            [$($bound)* [$first $wanted [<After $first>]]] [<After $first>] $($rest)*);
    }};
    (@meet [$($name:ident)*] [$([$given:ident $wanted:ident $left:ident])*] $end:ident) => {
        impl<Wanted__, $($given, $left),*> Meets<Wanted__> for ($($name,)*)
        where
            $($given: Meets<$wanted, Rest = $left>,)*
        {
            type Rest = $end;
        }
    };
}

for_tuples!(column_tuple);
