//! Levels of isolation, as values and as types: so a function can ask for one.

use crate::driver::Level;

/// How much of what others do at the same time a transaction sees.
///
/// Its constants are of types of their own, which the type of a [`Transaction`](super::Transaction) then tells: a
/// function asks for [at least](AtLeast) one. A level that is known at run time only is an `Isolation` itself:
/// `Isolation::from(Isolation::Serializable)`.
///
/// SQLite has one level, which is `Serializable`: whichever is asked for, it is what one gets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Isolation(Level);

#[allow(non_upper_case_globals, reason = "they are used as variants")]
impl Isolation {
    /// What the database has by default, or the engine [was told](super::Builder::isolation).
    pub const Default: Self = Self(Level::Default);
    /// What others have not committed yet may be seen. PostgreSQL shows no more than at `ReadCommitted`.
    pub const ReadUncommitted: ReadUncommitted = ReadUncommitted;
    /// Each statement sees what was committed before it began.
    pub const ReadCommitted: ReadCommitted = ReadCommitted;
    /// All statements see what was committed before the first one began.
    pub const RepeatableRead: RepeatableRead = RepeatableRead;
    /// As if the transactions had run one after the other. Where that cannot be, one of them fails,
    /// and [is retryable](crate::Error::is_retryable).
    pub const Serializable: Serializable = Serializable;
}

/// A level of isolation: a constant of [`Isolation`], or such a value.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a level of isolation",
    label = "write a constant of `Isolation`, such as `Isolation::Serializable`"
)]
pub trait IsLevel: Copy + Send {
    /// The level, as far as the type tells.
    type Known;
    /// The level.
    fn level(self) -> Level;
}

impl IsLevel for Isolation {
    type Known = AnyLevel;

    fn level(self) -> Level {
        self.0
    }
}

/// A level that the type does not tell, such as what the database has by default.
#[derive(Debug, Clone, Copy)]
pub enum AnyLevel {}

/// A transaction's isolation is `Level` or stronger. A function that needs it says
/// `&mut impl Executor<Dialect = Postgres, Access: Writing, Isolation: AtLeast<Serializable>>`.
#[diagnostic::on_unimplemented(
    message = "a transaction that is at least `{Level}` is needed here, and this one is `{Self}`",
    label = "begin it with that level or a stronger one: `begin_with(Isolation::..)`"
)]
pub trait AtLeast<Level> {}

macro_rules! levels {
    ($($level:ident: $($no_more:ident)*;)*) => {$(
        #[doc = concat!("The type of [`Isolation::", stringify!($level), "`].")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $level;

        impl IsLevel for $level {
            type Known = Self;

            fn level(self) -> Level {
                Level::$level
            }
        }

        impl From<$level> for Isolation {
            fn from(level: $level) -> Self {
                Self(level.level())
            }
        }

        $(
            #[diagnostic::do_not_recommend]
            impl AtLeast<$no_more> for $level {}
        )*
    )*};
}

levels! {
    ReadUncommitted: ReadUncommitted;
    ReadCommitted: ReadUncommitted ReadCommitted;
    RepeatableRead: ReadUncommitted ReadCommitted RepeatableRead;
    Serializable: ReadUncommitted ReadCommitted RepeatableRead Serializable;
}
