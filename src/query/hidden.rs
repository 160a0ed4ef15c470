//! Tables that a query of WITH would hide, since it has their name; SQL takes the query for them.

use super::open::{Named, for_open};
use super::reads::{AnyTable, AnyTableBut, Reads};
use super::with::Names;
use crate::schema::{Source, Table};
use crate::types::logic::{And, Bool, Cons, False, Nil};

/// The definitions `L` of WITH hide nothing that the statement behind it names.
pub trait SeesBehind<L> {
    /// Whether something in it may name any table, so that the definitions stand under names that none has.
    const NAMES_ANY: bool;
}

impl<L> SeesBehind<L> for Nil {
    const NAMES_ANY: bool = false;
}

impl<L: Names, R, W, T: SeesBehind<L>> SeesBehind<L> for Cons<Reads<R, W>, T>
where
    R: Table<Open: Names>,
    And<<<R::Open as Names>::Has<R::Identity> as Bool>::Not, L::Has<R::Identity>>: NotDefined<R>,
{
    const NAMES_ANY: bool = T::NAMES_ANY;
}

impl<L: Names, S: Source, T: SeesBehind<L>> SeesBehind<L> for Cons<Named<S>, T>
where
    <L::Has<S::Identity> as Bool>::If<L::Shape<S::Identity>, S::Table>: SameShape<S::Table>,
{
    const NAMES_ANY: bool = T::NAMES_ANY;
}

/// What is boxed has forgotten which tables these are.
impl<L, W, T: SeesBehind<L>> SeesBehind<L> for Cons<Reads<AnyTable, W>, T> {
    const NAMES_ANY: bool = true;
}

impl<L, S, W, T: SeesBehind<L>> SeesBehind<L> for Cons<Reads<AnyTableBut<S>, W>, T> {
    const NAMES_ANY: bool = true;
}

macro_rules! names_nothing {
    ([$($of:ident),*] $open:ty) => {
        impl<L, $($of,)* T: SeesBehind<L>> SeesBehind<L> for Cons<$open, T> {
            const NAMES_ANY: bool = T::NAMES_ANY;
        }
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
