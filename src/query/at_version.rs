//! `#[version]` in UPDATE: `SET version = version + 1`, and the word which version it means.

use std::marker::PhantomData;

use super::Expected;
use super::assign::{FillIn, ForUpdate, Made, RenderAssignments, comma, target};
use super::clause::{Clause, slot};
use super::complete::Columns;
use super::filter::Chosen;
use super::from::FromClause;
use super::owed::{Owes, WhichVersion};
use super::update::{Update, Values};
use crate::render::{Dialect, Pass, Render, Supports};
use crate::schema::{Column, Source};
use crate::types::logic::{Bool, Cons, List, Nil, Or, True};
use crate::types::value::Value;
use crate::types::{SqlType, ToSql};

impl<F: FromClause, L, M, C, R> Update<F, Values<L, M>, C, R> {
    /// `AND version = ?`: the rows are meant as they were when that was their `#[version]`. An UPDATE that
    /// finds none [is stale](crate::Error::is_stale): somebody else was faster, or there is no such row.
    ///
    /// ```
    /// use relata::prelude::*;
    ///
    /// table! {
    ///     pub accounts {
    ///         #[primary_key, identity] id: i64,
    ///         balance: i64,
    ///         #[version] version: i32,
    ///     }
    /// }
    /// # fn main() {
    /// let pay = update(accounts::table).set(accounts::balance.set(5)).filter(accounts::id.eq(1));
    /// assert_eq!(
    ///     pay.at_version(3).to_sql::<Sqlite>(),
    ///     "UPDATE accounts SET balance = ?1, version = accounts.version + 1 \
    ///      WHERE accounts.id = ?2 AND accounts.version = ?3"
    /// );
    /// # }
    /// ```
    pub fn at_version<K: Column, S>(
        self,
        version: K::Type,
    ) -> Update<F, Values<L, S>, Cons<AtVersion<K, K::Type>, C>, R>
    where
        M: SaysNoVersion<Column = K, Said = S>,
    {
        self.map_values(M::said).push(AtVersion(version, PhantomData))
    }

    /// Rows of any `#[version]` are meant: what others wrote meanwhile is overwritten. The version is counted on,
    /// so that they can see it.
    pub fn last_write_wins<S>(self) -> Update<F, Values<L, S>, C, R>
    where
        M: SaysNoVersion<Said = S>,
    {
        self.map_values(M::said)
    }
}

/// The column that counts the versions of rows, among those that an UPDATE fills.
pub struct Counted<C>(PhantomData<C>);

/// `version = version + 1`, where the statement says `W` of it.
#[derive(Debug)]
pub struct CountsOn<C, W>(PhantomData<fn() -> (C, W)>);

copy_fields!([C, W] CountsOn<C, W>: => |_this| Self(PhantomData));

/// It says nothing.
pub enum Unsaid {}
/// It says which version it means.
pub enum IsSaid {}
/// It gives the version itself.
pub enum ByHand {}

/// What a statement says of the version.
pub trait Wording {
    /// Whether the version is counted on.
    const COUNTS: bool = true;
    /// What the statement owes then.
    type Owed<T>: List;
}

impl Wording for Unsaid {
    type Owed<T> = Cons<Owes<WhichVersion, T>, Nil>;
}

impl Wording for IsSaid {
    type Owed<T> = Nil;
}

impl Wording for ByHand {
    const COUNTS: bool = false;
    type Owed<T> = Nil;
}

/// The word that is said where none was said yet.
type Unless<Given> = <Given as Bool>::If<ByHand, Unsaid>;

/// The version is given for sure, or not at all. Implemented for yes.
#[diagnostic::on_unimplemented(
    message = "the version `{C}` may be given or not, and it is counted on where it is not",
    label = "give it without the `Option`, or leave it out"
)]
pub trait GivenOrCounted<C> {}
#[diagnostic::do_not_recommend]
impl<C> GivenOrCounted<C> for True {}

/// Whether a column is given by `V` for sure, or not at all.
type ForSure<V, C> = Or<
    <<V as Columns>::Has<<C as Column>::Table, <C as Column>::Number> as Bool>::Not,
    <V as Columns>::Gives<<C as Column>::Table, <C as Column>::Number>,
>;

impl<C, R, V> FillIn<V, ForUpdate> for Cons<Counted<C>, R>
where
    C: Column,
    V: Columns,
    ForSure<V, C>: GivenOrCounted<C>,
    R: FillIn<V, ForUpdate>,
{
    type Filled = Cons<CountsOn<C, Unless<V::Has<C::Table, C::Number>>>, R::Filled>;

    fn fill() -> Self::Filled {
        Cons(CountsOn(PhantomData), R::fill())
    }
}

/// What the values that Rust adds to an UPDATE owe.
pub trait OwesWord {
    /// That.
    type Owed: List;
}

impl OwesWord for Nil {
    type Owed = Nil;
}

impl<C, T, Given, R> OwesWord for Cons<Made<C, T, Given>, R> {
    type Owed = Nil;
}

// The version stands before the others.
impl<C: Column, W: Wording, R> OwesWord for Cons<CountsOn<C, W>, R> {
    type Owed = W::Owed<C::Table>;
}

/// The version is counted on, and nothing is said of it yet.
#[diagnostic::on_unimplemented(
    message = "this UPDATE has no version to be said: its table counts none, or it is said already",
    label = "`.at_version(..)` and `.last_write_wins()` are for a table with a `#[version]` column, once"
)]
pub trait SaysNoVersion {
    /// The column.
    type Column: Column;
    /// The same when it is said.
    type Said;
    /// It is said.
    fn said(self) -> Self::Said;
}

impl<C: Column, R> SaysNoVersion for Cons<CountsOn<C, Unsaid>, R> {
    type Column = C;
    type Said = Cons<CountsOn<C, IsSaid>, R>;

    fn said(self) -> Self::Said {
        Cons(CountsOn(PhantomData), self.1)
    }
}

impl<D, C, W, R> RenderAssignments<D> for Cons<CountsOn<C, W>, R>
where
    D: Dialect,
    C: Column,
    W: Wording,
    R: RenderAssignments<D>,
{
    /// No row is inserted.
    fn names(&self, _: bool, _: &mut Pass<'_, '_>) {}

    fn values<'a>(&'a self, _: bool, _: &mut Pass<'_, 'a>) {}

    fn pairs<'a>(&'a self, first: bool, table: Option<&str>, pass: &mut Pass<'_, 'a>) {
        if W::COUNTS {
            comma(first, pass);
            target(table, C::NAME, pass);
            pass.column(C::Table::NAME, C::NAME);
            pass.sql(" + 1");
        }
        self.1.pairs(first && !W::COUNTS, table, pass);
    }

    fn any(&self) -> bool {
        W::COUNTS || self.1.any()
    }
}

/// `version = ?`
#[derive(Debug)]
pub struct AtVersion<C, V>(V, PhantomData<fn() -> C>);

copy_fields!([C, V] AtVersion<C, V>: V => |this| Self(this.0.clone(), PhantomData));

impl<C: Column<Type: ToSql>> Clause for AtVersion<C, C::Type> {
    type Slot = slot::Where;
    type Open = Nil;
    type Pins = Nil;
    type KeepsRows = True;
    type Sorting<Rest> = Rest;
    const FIRST: &'static str = " WHERE ";
    const NEXT: &'static str = " AND ";
    const PLACE: usize = slot::WHERE;

    fn expects(&self) -> Option<Expected> {
        match Value::of(&self.0) {
            Value::Integer(version) => Some(Expected { table: C::Table::NAME, version }),
            // `table!` begins to count at 1, which is an integer.
            _ => None,
        }
    }
}

/// It does not say which rows are meant.
impl<C, V, T: Chosen> Chosen for Cons<AtVersion<C, V>, T> {
    type Is = T::Is;
}

impl<D, C> Render<D> for AtVersion<C, C::Type>
where
    D: Supports<<C::Type as SqlType>::Needs>,
    C: Column<Type: ToSql>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.column(C::Table::NAME, C::NAME);
        pass.sql(" = ");
        pass.bind(C::Type::KIND, &self.0);
    }
}

/// What DO UPDATE counts on: the version, and no more. It overwrites what is there, and says so by itself.
pub trait CountsOnConflict<V> {
    /// That.
    type Counts;
    /// The same.
    fn counts() -> Self::Counts;
}

impl<V> CountsOnConflict<V> for Nil {
    type Counts = Nil;

    fn counts() -> Nil {
        Nil
    }
}

impl<C: Column, R, V> CountsOnConflict<V> for Cons<C, R> {
    type Counts = Nil;

    fn counts() -> Nil {
        Nil
    }
}

impl<C: Column, R, V: Columns> CountsOnConflict<V> for Cons<Counted<C>, R>
where
    ForSure<V, C>: GivenOrCounted<C>,
{
    type Counts = Cons<CountsOn<C, Unless<V::Has<C::Table, C::Number>>>, Nil>;

    fn counts() -> Self::Counts {
        Cons(CountsOn(PhantomData), Nil)
    }
}
