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
#[diagnostic::on_unimplemented(
    message = "a `{Self}` statement cannot run here: the access is `{Access}`",
    label = "rows are locked in a transaction only, and a read-only transaction only reads"
)]
pub trait RunsWith<Access> {}

macro_rules! allowed {
    ($($effect:ident: $($access:ident)*;)*) => {$($( impl RunsWith<$access> for $effect {} )*)*};
}

allowed! {
    Read: AutoCommit ReadWrite ReadOnly;
    Lock: ReadWrite;
    Write: AutoCommit ReadWrite;
    Ddl: AutoCommit ReadWrite;
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
