//! The tables that subqueries read, which MySQL does not write in the same statement.

use std::marker::PhantomData;

use super::Statement;
use super::open::for_open;
use crate::dialect::{MariaDb, MySql, Postgres, Sqlite};
use crate::render::Dialect;
use crate::schema::scope::{Joined, Nowhere, One};
use crate::schema::{Source, Table};
use crate::types::logic::{Bool, Concat, Cons, False, Identity, List, Nil, Or, True};

/// A table that a subquery reads, kept among what is open until the statement around it is known.
/// In a copy the statement does not read it, but names it all the same.
pub struct Reads<T, InCopy = False>(PhantomData<(T, InCopy)>);

/// The tables read, among what is left open.
pub trait ReadTables {
    /// Whether a table is among them, outside copies.
    type Has<I: Identity>: Bool;
    /// The same where a boxed condition counts as reading its own table, too, as it may on MariaDB.
    type MayHave<I: Identity>: Bool;
    /// The same where all of it is in a copy.
    type Copied: List;
}

impl ReadTables for Nil {
    type Has<I: Identity> = False;
    type MayHave<I: Identity> = False;
    type Copied = Nil;
}

impl<R: Table, T: ReadTables> ReadTables for Cons<Reads<R>, T> {
    type Has<I: Identity> = Or<<R::Identity as Identity>::Is<I>, T::Has<I>>;
    type MayHave<I: Identity> = Or<<R::Identity as Identity>::Is<I>, T::MayHave<I>>;
    type Copied = Cons<Reads<R, True>, T::Copied>;
}

impl<R, T: ReadTables> ReadTables for Cons<Reads<R, True>, T> {
    type Has<I: Identity> = T::Has<I>;
    type MayHave<I: Identity> = T::MayHave<I>;
    type Copied = Cons<Reads<R, True>, T::Copied>;
}

/// What a boxed query reads: it may be any table.
pub enum AnyTable {}

impl<T: ReadTables> ReadTables for Cons<Reads<AnyTable>, T> {
    type Has<I: Identity> = True;
    type MayHave<I: Identity> = True;
    type Copied = Cons<Reads<AnyTable, True>, T::Copied>;
}

/// What a boxed condition on a source reads: it may be any table but that of the source.
pub struct AnyTableBut<S>(PhantomData<S>);

impl<S: Source, T: ReadTables> ReadTables for Cons<Reads<AnyTableBut<S>>, T> {
    type Has<I: Identity> = Or<<<IdentityOf<S::Table> as Identity>::Is<I> as Bool>::Not, T::Has<I>>;
    type MayHave<I: Identity> = True;
    type Copied = Cons<Reads<AnyTableBut<S>, True>, T::Copied>;
}

macro_rules! no_table {
    ([$($of:ident),*] $open:ty) => {
        impl<$($of,)* T: ReadTables> ReadTables for Cons<$open, T> {
            type Has<I: Identity> = T::Has<I>;
            type MayHave<I: Identity> = T::MayHave<I>;
            type Copied = Cons<$open, T::Copied>;
        }
    };
}

for_open!(no_table: Named Outer Locks Volatile Owes);

/// The table of a source, as a list of one.
pub type ReadsOf<S> = Cons<Reads<<S as Source>::Table>, Nil>;

/// The tables of a scope.
pub trait Tables {
    /// They.
    type Reads: List;
}

impl Tables for Nowhere {
    type Reads = Nil;
}

impl<S: Source> Tables for One<S> {
    type Reads = ReadsOf<S>;
}

impl<L: Tables, R: Tables, K> Tables for Joined<L, R, K> {
    type Reads = Concat<L::Reads, R::Reads>;
}

/// What is open after a query stands in FROM or WITH: where it becomes a copy, its tables are not
/// read by the statement any more.
pub type AsTable<IsCopy, Open> = <IsCopy as Bool>::IfList<<Open as ReadTables>::Copied, Open>;

/// What a statement leaves open.
pub type Open<Q> = <Q as Statement>::Open;
/// A table's name in digits.
pub type IdentityOf<T> = <T as Source>::Identity;

/// A dialect writes table `T` in a statement whose subqueries read it, or do not. `Beside` is whether it is a DELETE
/// with other tables whose subqueries may read it, which MariaDB refuses.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not write table `{T}` while a subquery of the statement reads it",
    label = "let the subquery read a copy: `from(derived(shape::table, select(..).distinct()))`",
    note = "what is boxed counts as reading every table that it may read"
)]
pub trait WritesWhatItReads<T, IsRead, Beside = False>: Dialect {}
impl<D: Dialect, T> WritesWhatItReads<T, False> for D {}

/// A dialect returns rows of an INSERT into table `T` while a subquery in RETURNING reads the table, or does not.
#[diagnostic::on_unimplemented(
    message = "RETURNING does not take a subquery that reads `{T}`, the table that is written, on `{Self}`",
    label = "ask in a statement of its own",
    note = "what is boxed counts as reading every table that it may read"
)]
pub trait ReturnsWhatItReads<T, IsRead>: Dialect {}
impl<D: Dialect, T> ReturnsWhatItReads<T, False> for D {}

macro_rules! any_table {
    ($([$($may:tt)*]: $($dialect:ident)*;)*) => {$(any_table!(@each [$($may)*] $($dialect)*);)*};
    (@each $may:tt $($dialect:ident)*) => {$(any_table!(@one $may $dialect);)*};
    (@one [$($may:tt)*] $dialect:ident) => {
        #[diagnostic::do_not_recommend]
        impl<T> $($may)* for $dialect {}
    };
}

any_table! {
    [WritesWhatItReads<T, True>]: Sqlite Postgres MariaDb;
    [WritesWhatItReads<T, False, True>]: Sqlite Postgres MySql;
    [WritesWhatItReads<T, True, True>]: Sqlite Postgres;
    [ReturnsWhatItReads<T, True>]: Sqlite Postgres MySql;
}
