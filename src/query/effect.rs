//! What a statement does to the database, and which handle may run it.

use std::marker::PhantomData;

/// It reads.
pub enum Read {}
/// It writes.
pub enum Write {}
/// Its WITH writes, so that the rows which it gives may be those from before.
pub enum WriteBeside {}
/// It changes the schema.
pub enum Ddl {}

/// Access of a connection outside a transaction.
pub enum AutoCommit {}
/// Access of a transaction.
pub enum ReadWrite {}
/// Access of a transaction that can be prepared for a later commit.
pub enum Preparable {}
/// Access of a read-only transaction.
pub enum ReadOnly {}

/// Access `A` of a handle that says `W` of all tables: whose rows are meant, or whether deleted ones are.
pub struct Saying<W, A>(PhantomData<(W, A)>);

/// An effect is allowed with this access.
pub trait RunsWith<Access> {}
impl<A: Reading> RunsWith<A> for Read {}
impl<A: Writing> RunsWith<A> for Write {}
impl<A: Writing> RunsWith<A> for WriteBeside {}
impl<A: Defining> RunsWith<A> for Ddl {}

/// A statement of this effect holds the locks of its subqueries long enough with this access: one
/// that writes does by itself, since it is a transaction where there is none.
pub trait HoldsLocks<Access> {}
impl<A: Locking> HoldsLocks<A> for Read {}
impl<A> HoldsLocks<A> for Write {}
impl<A> HoldsLocks<A> for WriteBeside {}

/// Access that allows reading: all. A function that takes any handle says
/// `&mut impl Executor<Dialect = Sqlite, Access: Reading>`.
#[diagnostic::on_unimplemented(
    message = "reading is not allowed here: the access is `{Self}`",
    label = "this statement reads"
)]
pub trait Reading {
    /// Whether it allows nothing else.
    const ONLY: bool = false;
}

/// Access that allows writing: a connection and a transaction that is not read-only.
#[diagnostic::on_unimplemented(
    message = "a statement that writes cannot run here: the access is `{Self}`",
    label = "this statement writes, and `{Self}` only reads"
)]
pub trait Writing: Reading {}

/// Access that allows row locks: a transaction that is not read-only.
#[diagnostic::on_unimplemented(
    message = "a row lock needs a transaction that writes: the access is `{Self}`",
    label = "outside a transaction the lock would end with the statement: use `engine.begin()`"
)]
pub trait Locking: Reading {}

/// Access that allows to change the schema.
#[diagnostic::on_unimplemented(
    message = "a statement that changes the schema cannot run here: the access is `{Self}`",
    label = "this statement changes the schema, and `{Self}` only reads"
)]
pub trait Defining: Reading {}

macro_rules! accesses {
    ($($access:ident: $($allows:ident)*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl $allows for $access {}
    )*)*};
}

macro_rules! as_before {
    ($($allows:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<W, A: $allows> $allows for Saying<W, A> {}
    )*};
}

as_before!(Writing Locking Defining);

#[diagnostic::do_not_recommend]
impl<W, A: Reading> Reading for Saying<W, A> {
    const ONLY: bool = A::ONLY;
}

#[diagnostic::do_not_recommend]
impl Reading for ReadOnly {
    const ONLY: bool = true;
}

accesses! {
    AutoCommit: Reading Writing Defining;
    ReadWrite: Reading Writing Locking Defining;
    Preparable: Reading Writing Locking Defining;
}
