//! What a statement does to the database, and which handle may run it.

/// It reads.
pub enum Read {}
/// It reads, and locks rows until the transaction ends.
pub enum Lock {}
/// It writes.
pub enum Write {}
/// It changes the schema.
pub enum Ddl {}

/// Access of a connection outside a transaction.
pub enum AutoCommit {}
/// Access of a transaction.
pub enum ReadWrite {}
/// Access of a read-only transaction.
pub enum ReadOnly {}

/// An effect is allowed with this access.
pub trait RunsWith<Access> {}
impl<A: Reading> RunsWith<A> for Read {}
impl<A: Locking> RunsWith<A> for Lock {}
impl<A: Writing> RunsWith<A> for Write {}
impl<A: Defining> RunsWith<A> for Ddl {}

/// Access that allows reading: all. A function that takes any handle says
/// `&mut impl Executor<Dialect = Sqlite, Access: Reading>`.
#[diagnostic::on_unimplemented(
    message = "reading is not allowed here: the access is `{Self}`",
    label = "this statement reads"
)]
pub trait Reading {}

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

accesses! {
    AutoCommit: Reading Writing Defining;
    ReadWrite: Reading Writing Locking Defining;
    ReadOnly: Reading;
}

/// The stronger of two effects.
pub trait Effect {
    /// Together with this one.
    type Or<E: Effect>: Effect;
    #[doc(hidden)]
    type OrLock: Effect;
    #[doc(hidden)]
    type OrWrite: Effect;
}

impl Effect for Read {
    type Or<E: Effect> = E;
    type OrLock = Lock;
    type OrWrite = Write;
}

impl Effect for Lock {
    type Or<E: Effect> = E::OrLock;
    type OrLock = Lock;
    type OrWrite = Write;
}

impl Effect for Write {
    type Or<E: Effect> = E::OrWrite;
    type OrLock = Write;
    type OrWrite = Write;
}

impl Effect for Ddl {
    type Or<E: Effect> = Ddl;
    type OrLock = Ddl;
    type OrWrite = Ddl;
}
