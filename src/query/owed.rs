//! What a statement owes of its tables: whose rows it means where they belong to tenants, whether
//! deleted ones are among them, and which version of them an UPDATE means. It is a debt among what is open, until a
//! word in [`said`](super::said) pays it.

use std::marker::PhantomData;

use super::Closed;
use super::conflict::OwnRows;
use super::effect::{AutoCommit, Preparable, ReadOnly, ReadWrite};
use super::lock::{LockableSource, LockableTable};
use super::open::for_open;
use crate::schema::{Source, Tenanted};
use crate::types::logic::{Bool, Cons, False, List, Nil};

/// A word `W` about table `T` is owed.
pub struct Owes<W, T>(PhantomData<(W, T)>);

/// Whose rows are meant.
pub enum WhoseRows {}
/// Whose the new rows are.
pub enum WhoseNewRows {}
/// Whether deleted rows are meant too.
pub enum WhetherDeleted {}
/// Which version of rows is meant.
pub enum WhichVersion {}

/// A word was said of whose rows of the table are meant. Implemented for none: it is asked where
/// none was said.
#[diagnostic::on_unimplemented(
    message = "the rows of `{Self}` belong to tenants, and the statement does not say whose it means",
    label = "add `.tenant(tenant)`, or `.across_tenants()` where those of all are meant",
    note = "a session says it once for all that it runs: `engine.session().for_tenant(tenant)`"
)]
pub trait WithTenant {}

/// A tenant was named for new rows.
#[diagnostic::on_unimplemented(
    message = "INSERT into `{Self}` does not say whose the new rows are",
    label = "add `.tenant(tenant)`: its column takes the value from there"
)]
pub trait WithOwner {}

/// A word was said of deleted rows.
#[diagnostic::on_unimplemented(
    message = "rows of `{Self}` may be deleted ones, and the statement does not say whether it means these too",
    label = "add `.live()`, or `.with_deleted()` where deleted rows are meant too",
    note = "a session says it once for all that it runs: `engine.session().live()`"
)]
pub trait WithLiveness {}

/// A word was said of the version of rows.
#[diagnostic::on_unimplemented(
    message = "UPDATE of `{Self}`, which counts the versions of its rows, does not say which version it means",
    label = "add `.at_version(version)`, or `.last_write_wins()` where what others wrote may be overwritten"
)]
pub trait WithVersion {}

/// A statement of effect `E` with access `A` runs where `A` answers for what is owed, and for the rest.
impl<E, A, W, T, L> Closed<E, A> for Cons<Owes<W, T>, L> where A: Answers<W, T, E, L, A> {}

/// Access answers for what is owed of a table, and then `All` of it for the rest, `L`.
pub trait Answers<W, T, E, L, All> {}

macro_rules! says_nothing {
    ($($access:ident)*) => {$(
        impl<T: WithTenant, E, L, All> Answers<WhoseRows, T, E, L, All> for $access {}
        impl<T: WithOwner, E, L, All> Answers<WhoseNewRows, T, E, L, All> for $access {}
        impl<T: WithLiveness, E, L, All> Answers<WhetherDeleted, T, E, L, All> for $access {}
        impl<T: WithVersion, E, L, All> Answers<WhichVersion, T, E, L, All> for $access {}
    )*};
}

says_nothing!(AutoCommit ReadWrite ReadOnly Preparable);

/// No table brings a condition along.
pub trait Unguarded {}
impl Unguarded for Nil {}
impl<W, T: MayBeFilled, L> Unguarded for Cons<Owes<W, T>, L> {}

/// FULL JOIN takes the table. Implemented for none.
#[diagnostic::on_unimplemented(
    message = "FULL JOIN does not take `{Self}`, whose rows belong to tenants or may be deleted ones",
    label = "say whose rows are meant inside: `derived(shape::table, select(..).tenant(tenant))`"
)]
pub trait MayBeFilled {}

/// What is open, in two: what a boxed query still owes, and what it would forget.
pub trait Splits {
    /// What it owes.
    type Owed: List;
    /// The rest.
    type Rest: List;
}

impl Splits for Nil {
    type Owed = Nil;
    type Rest = Nil;
}

impl<W, T, L: Splits> Splits for Cons<Owes<W, T>, L> {
    type Owed = Cons<Owes<W, T>, L::Owed>;
    type Rest = L::Rest;
}

/// What an INSERT owes, from what other statements owe of its table.
pub trait NewRows {
    /// That.
    type Owed: List;
    /// The conditions of DO UPDATE that say so.
    type Own;
    /// Says so.
    fn own() -> Self::Own;
}

impl NewRows for Nil {
    type Owed = Nil;
    type Own = Nil;

    fn own() -> Nil {
        Nil
    }
}

impl<T: Tenanted, L> NewRows for Cons<Owes<WhoseRows, T>, L> {
    type Owed = Cons<Owes<WhoseNewRows, T>, Nil>;
    type Own = Cons<OwnRows<T>, Nil>;

    fn own() -> Self::Own {
        Cons(OwnRows::new(), Nil)
    }
}

impl<T, L: NewRows> NewRows for Cons<Owes<WhetherDeleted, T>, L> {
    type Owed = L::Owed;
    type Own = L::Own;

    fn own() -> L::Own {
        L::own()
    }
}

/// What a word pays of what is open.
pub trait Pays<Word> {
    /// What is still open.
    type Rest: List;
    /// Whether it pays anything.
    type Any: Bool;
}

impl<Word> Pays<Word> for Nil {
    type Rest = Nil;
    type Any = False;
}

/// A value of type `V` is a tenant of each table that asks for one.
pub trait Suits<V> {}
impl<V> Suits<V> for Nil {}

macro_rules! not_owed {
    ([$($of:ident),*] $open:ty) => {
        impl<$($of,)* L: Unguarded> Unguarded for Cons<$open, L> {}

        impl<$($of,)* L: Splits> Splits for Cons<$open, L> {
            type Owed = L::Owed;
            type Rest = Cons<$open, L::Rest>;
        }

        impl<$($of,)* Word, L: Pays<Word>> Pays<Word> for Cons<$open, L> {
            type Rest = Cons<$open, L::Rest>;
            type Any = L::Any;
        }

        impl<$($of,)* Value, L: Suits<Value>> Suits<Value> for Cons<$open, L> {}
    };
}

for_open!(not_owed: Named Outer Locks Volatile Reads);

impl<S: Source<Table: LockableTable>, W, T, L> LockableSource<S> for Cons<Owes<W, T>, L> {}
