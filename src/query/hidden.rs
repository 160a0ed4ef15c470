//! Tables that a query of WITH would hide, since it has their name; SQL takes the query for them.

use super::open::{Named, for_open};
use super::reads::{AnyTable, AnyTableBut, Reads};
use super::with::Names;
use crate::schema::{Source, Table};
use crate::types::logic::{And, Bool, Cons, False, Nil};

/// The definitions `L` of WITH hide nothing that the statement behind it names.
pub trait SeesBehind<L> {}

impl<L> SeesBehind<L> for Nil {}

impl<L: Names, R, W, T: SeesBehind<L>> SeesBehind<L> for Cons<Reads<R, W>, T>
where
    R: Table<Open: Names>,
    And<<<R::Open as Names>::Has<R::Identity> as Bool>::Not, L::Has<R::Identity>>: NotDefined<R>,
{
}

impl<L: Names, S: Source, T: SeesBehind<L>> SeesBehind<L> for Cons<Named<S>, T> where
    <L::Has<S::Identity> as Bool>::If<L::Shape<S::Identity>, S::Table>: SameShape<S::Table>
{
}

/// What is boxed has forgotten which tables these are: they are seen where its text is written.
impl<L, T: SeesBehind<L>> SeesBehind<L> for Cons<Reads<AnyTable>, T> {}
impl<L, S, T: SeesBehind<L>> SeesBehind<L> for Cons<Reads<AnyTableBut<S>>, T> {}

macro_rules! names_nothing {
    ([$($of:ident),*] $open:ty) => {
        impl<L, $($of,)* T: SeesBehind<L>> SeesBehind<L> for Cons<$open, T> {}
    };
}

for_open!(names_nothing: Outer Locks Volatile Owes);

/// WITH does not define the name of table `S`. Implemented for "it does not".
#[diagnostic::on_unimplemented(
    message = "WITH defines a query with the name of table `{S}`, which is used in the statement too",
    label = "SQL would take the query for the table: give its `shape!` another name"
)]
pub trait NotDefined<S> {}
#[diagnostic::do_not_recommend]
impl<S> NotDefined<S> for False {}

/// The query of a name is the one that WITH defines.
#[diagnostic::on_unimplemented(
    message = "WITH defines `{Self}`, but the statement uses `{S}`, another query of that name",
    label = "use one `shape!` for both, or give one of the two another name"
)]
pub trait SameShape<S> {}
impl<S> SameShape<S> for S {}
