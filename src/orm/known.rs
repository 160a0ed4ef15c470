//! Which new rows a session finds again: it knows their key, or the database tells it.

use crate::dialect::{MariaDb, Postgres, Sqlite};
use crate::query::complete::Columns;
use crate::schema::{AtInsert, ByDefault, ByTenant, Column, Never};
use crate::types::logic::{
    Cons, D0, D1, D2, D3, D4, D5, D6, D7, D8, D9, DA, DB, DC, DD, DE, DF, False, Nil, Place, True,
};

/// A primary key that is known after an INSERT of the columns `K` on `D`: it is given, or counted, or the
/// database tells it.
pub trait KnownKey<K, D> {}
impl<K, D> KnownKey<K, D> for Nil {}
impl<C: Column<Number: Known<C, K, D>>, R: KnownKey<K, D>, K, D> KnownKey<K, D> for Cons<C, R> {}

/// The value of column `C` is known, at this place.
pub trait Known<C, K, D> {}

macro_rules! known {
    ($([$($generic:tt)*] $place:ty;)*) => {$(
        impl<C, K, D, $($generic)*> Known<C, K, D> for $place {}
    )*};
}

known! {
    [] D0; [] D1; [] D2; [] D3; [] D4; [] D5; [] D6; [] D7;
    [] D8; [] D9; [] DA; [] DB; [] DC; [] DD; [] DE; [] DF;
    [H, L] Place<H, L>;
    [N: Known<C, K, D>] AtInsert<N>;
    [N: Known<C, K, D>] Never<N>;
    [N] ByTenant<N>;
}

impl<C: Column, K: Columns, D, N> Known<C, K, D> for ByDefault<N> where
    K::Gives<C::Table, C::Number>: GivenOrTold<C, D>
{
}

/// The answer to whether a column is given: where it is not, the database tells it.
pub trait GivenOrTold<C, D> {}
impl<C, D> GivenOrTold<C, D> for True {}
impl<C, D: TellsKey<C>> GivenOrTold<C, D> for False {}

/// A database tells which key it has made, by RETURNING.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not tell which value it makes for column `{C}`, so a session cannot know the key",
    label = "give `{C}` a value, or declare `#[default_with(..)]` on it, by which Rust makes one"
)]
pub trait TellsKey<C> {}

macro_rules! tells {
    ($($dialect:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<C> TellsKey<C> for $dialect {}
    )*};
}

tells!(Sqlite Postgres MariaDb);
