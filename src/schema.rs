//! Tables, columns and keys as types, and the same as data for `CREATE TABLE`.

pub mod assert;
pub mod choice;
pub mod def;
pub mod record;
pub mod relation;
pub mod scope;

use std::marker::PhantomData;

use crate::types::SqlType;
use crate::types::logic::{
    D0, D1, D2, D3, D4, D5, D6, D7, D8, D9, DA, DB, DC, DD, DE, DF, Digit, Identity, List, Place,
};
use crate::types::null::Nullness;
pub use record::{Misread, Record};

/// Something that can stand in FROM: a table, a view, an alias, or a named query.
pub trait Source: Copy + Send + Sync + 'static {
    /// The table whose columns it has.
    type Table: Table;
    /// Digits of the name under which SQL sees it: two sources of one name cannot meet in a query.
    type Identity: Identity;
    /// The named query that must be defined around the statement, or nothing.
    type Open: List;
    /// The name under which its columns are qualified.
    const NAME: &'static str;
}

/// A table, view or named query. `table!` implements it for `users::table`.
pub trait Table: Source<Table = Self> {
    /// Everything that `CREATE TABLE` says.
    fn def() -> &'static def::TableDef;
    /// The columns' names in the database, in order.
    const NAMES: &'static [&'static str];
    /// The columns of the primary key, in order, on which the database knows the others to depend;
    /// none for a view.
    type PrimaryKey;
    /// Every key whose values are unique: lists of columns, the primary key first.
    type UniqueKeys;
    /// Columns that an INSERT must give: NOT NULL, no default, not generated.
    type Required;
    /// Columns whose value Rust makes when an INSERT does not give one.
    type OnInsert;
    /// Columns whose value Rust makes when an UPDATE does not give one.
    type OnUpdate;
}

/// A table that can be written, which views and named queries cannot.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a table that can be written",
    label = "write the table's own name, `users::table`: a view, a named query, an alias and a row struct are only read"
)]
pub trait Writable: Table {}

/// A table whose rows the database numbers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no identity column, so the database makes no keys for its rows",
    label = "declare `#[identity]` on its key, or use `execute`: the keys are those that the rows give"
)]
pub trait Numbered: Writable {
    /// The column of the numbers.
    type Number: Column<Table = Self>;
}

/// A column. `table!` implements it for the marker type `users::id`, and makes the constant
/// `users::id` that is used in expressions.
pub trait Column: 'static {
    /// Its table.
    type Table: Table;
    /// Its Rust type, without the `Option`.
    type Type: SqlType;
    /// Whether it was declared as `Option`.
    type Null: Nullness;
    /// Its place in the table: plain where statements may give its value, in [`AtInsert`] or
    /// [`Never`] otherwise. What else decides how it is given is said here as well.
    type Number: Digit;
    /// Its name in the database.
    const NAME: &'static str = Self::Table::NAMES[Self::Number::VALUE];
}

/// A table whose rows belong to tenants.
pub trait Tenanted: Table {
    /// The column that tells whose a row is.
    type Tenant: Column;
}

/// The place `N` of a column that only INSERT may give: it is immutable.
pub struct AtInsert<N>(PhantomData<N>);
/// The place `N` of a column that the database generates.
pub struct Never<N>(PhantomData<N>);
/// The place `N` of a column whose value is the statement's tenant.
pub struct ByTenant<N>(PhantomData<N>);
/// The place `N` of a column of the primary key that the database makes, by a default or from other columns.
pub struct ByDefault<N>(PhantomData<N>);

macro_rules! digit_within {
    ($($name:ident)*) => {$(
        impl<N: Digit> Digit for $name<N> {
            type Is<D: Digit> = N::Is<D>;
            type Below<D: Digit> = N::Below<D>;
            type High = N::High;
            type Low = N::Low;
            const VALUE: usize = N::VALUE;
            answers_of!(N);
        }
    )*};
}

digit_within!(AtInsert Never ByTenant ByDefault);

/// An INSERT may give column `C`.
#[diagnostic::on_unimplemented(
    message = "column `{C}` cannot be inserted: the database generates it",
    label = "leave `{C}` out"
)]
pub trait Insertable<C> {}
#[diagnostic::do_not_recommend]
impl<C, N> Insertable<C> for AtInsert<N> {}

impl<C: NotOfTenants, N> Insertable<C> for ByTenant<N> {}

/// The value of a column is not the statement's tenant. Implemented for none: it is asked where it is.
#[diagnostic::on_unimplemented(
    message = "column `{Self}` is not assigned: its value is the tenant of the statement",
    label = "leave `{Self}` out: `.tenant(..)` gives it to new rows, and rows stay with their tenant"
)]
pub trait NotOfTenants {}

/// An UPDATE may change column `C`.
#[diagnostic::on_unimplemented(
    message = "column `{C}` cannot be updated: it is immutable or generated",
    label = "leave `{C}` out"
)]
pub trait Updatable<C> {}

macro_rules! any_time {
    ($([$($generic:tt)*] $place:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<C, $($generic)*> Insertable<C> for $place {}
        #[diagnostic::do_not_recommend]
        impl<C, $($generic)*> Updatable<C> for $place {}
    )*};
}

any_time! {
    [] D0; [] D1; [] D2; [] D3; [] D4; [] D5; [] D6; [] D7;
    [] D8; [] D9; [] DA; [] DB; [] DC; [] DD; [] DE; [] DF;
    [H, L] Place<H, L>;
    [N] ByDefault<N>;
}

impl<C: NotOfTenants, N> Updatable<C> for ByTenant<N> {}

/// A column for which the database has a default.
#[diagnostic::on_unimplemented(
    message = "column `{Self}` has no default",
    label = "give it a value, or declare `#[default(..)]` on it"
)]
pub trait HasDefault: Column {}

/// A column whose value Rust makes on INSERT.
pub trait InsertDefault: Column {
    /// Makes the value.
    fn value() -> Self::Type;
}

/// A column whose value Rust makes on UPDATE.
pub trait UpdateDefault: Column {
    /// Makes the value.
    fn value() -> Self::Type;
}

/// The table has a unique key (primary key or UNIQUE) over exactly these columns.
#[diagnostic::on_unimplemented(
    message = "the columns `{Columns}` are not a unique key of `{Self}`",
    label = "a PRIMARY KEY or UNIQUE constraint over exactly these columns is needed",
    note = "declare `#[unique]` on the column, or `unique(..)` on the table"
)]
pub trait HasKey<Columns>: Table {}

/// The table has a unique index of some rows over exactly these columns, a list of nodes in its order.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no unique index with a filter over exactly these columns",
    label = "declare `#[unique(columns, filter(..))]` on the table and name its columns in that order, or use `.on_conflict(..)` for a key of all rows",
    note = "where two such indexes have the same columns, they cannot be told apart"
)]
pub trait PartialKey<Columns>: Table {
    /// The condition that the rows of the index fulfil.
    const FILTER: &'static str;
}

/// A foreign key's type is the type of the column that it references.
#[diagnostic::on_unimplemented(
    message = "foreign key `{From}` has type `{Self}`, but `{To}` has type `{Type}`",
    label = "give `{From}` the type `{Type}`"
)]
pub trait KeyType<Type, From, To> {}
impl<T, From, To> KeyType<T, From, To> for T {}

/// Checks one column of a foreign key while compiling.
pub const fn references<From: Column, To: Column>()
where
    From::Type: KeyType<To::Type, From, To>,
{
}

/// A foreign key may reference these columns. A view's key is none to the database.
#[diagnostic::on_unimplemented(
    message = "the columns `{Columns}` are not a unique key of `{Self}`",
    label = "a foreign key needs a PRIMARY KEY or UNIQUE constraint over exactly these columns, which a view does not have",
    note = "declare `#[unique]` on the column, or `unique(..)` on the table; of a view, reference the table behind it"
)]
pub trait TableKey<Columns>: Table {}
#[diagnostic::do_not_recommend]
impl<T: Writable + HasKey<Columns>, Columns> TableKey<Columns> for T {}

/// Checks that a foreign key of a table meets a unique key.
pub const fn table_key<T: TableKey<Columns>, Columns>() {}

/// Checks the same of a view, whose foreign keys the database does not know.
pub const fn unique_key<T: HasKey<Columns>, Columns>() {}

/// A registry of tables, made by `schema!`.
pub trait Schema {
    /// The tables.
    fn tables() -> Vec<&'static def::TableDef>;
}
