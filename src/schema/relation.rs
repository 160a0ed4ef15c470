//! Relations: which columns of two tables belong together, in both directions.

use std::marker::PhantomData;

use super::def::{Referring, TableDef};
use super::{Source, Table};
use crate::types::tuple::for_tuples;

/// A relation between two tables, declared in `table!` by the name of its inverse.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a relation",
    label = "a relation such as `posts: HasMany<posts::author>` is needed here"
)]
pub trait Relation: Send + Sync + 'static {
    /// The table that has it.
    type From: Table;
    /// The table it leads to.
    type To: Table;
    /// One row or many.
    type Arity: Arity;
    /// Whether a table lies between the two.
    type Via: Via;
    /// Its name.
    const NAME: &'static str;
    /// The columns that are equal: from this table to the next one.
    fn keys() -> Pairs;
}

/// How many rows a relation leads to.
pub trait Arity: 'static {}
/// At most one.
pub enum ToOne {}
/// Any number.
pub enum ToMany {}
impl Arity for ToOne {}
impl Arity for ToMany {}

/// What lies between two related tables.
pub trait Via: 'static {
    /// The table between, if there is one.
    fn between() -> Option<&'static TableDef> {
        None
    }
}
/// Nothing. `Side` is which of the two tables has the foreign key.
pub struct Direct<Side>(PhantomData<Side>);
/// The one that the relation starts at: `BelongsTo`.
pub enum Owns {}
/// The one that it leads to: `HasOne` and `HasMany`.
pub enum Owned {}
/// A table that references both.
pub struct Through<Link>(PhantomData<Link>);
impl<Side: 'static> Via for Direct<Side> {}
impl<Link: Table> Via for Through<Link> {
    fn between() -> Option<&'static TableDef> {
        Some(Link::def())
    }
}

/// Relations of a table whose foreign keys lie in others: a tuple of their markers.
pub trait ReferredBy {
    /// Adds the rows that they lead to, or those between.
    fn add(all: &mut Vec<Referring>);
}

impl<R: Relation> ReferredBy for R {
    fn add(all: &mut Vec<Referring>) {
        let link = R::Via::between();
        let table = link.unwrap_or_else(R::To::def);
        all.push(Referring { table, columns: R::keys().to, is_link: link.is_some() });
    }
}

macro_rules! referred_tuple {
    ($($name:ident $index:tt)*) => {
        impl<$($name: ReferredBy),*> ReferredBy for ($($name,)*) {
            fn add(all: &mut Vec<Referring>) {
                $($name::add(all);)*
            }
        }
    };
}

for_tuples!(referred_tuple);

/// The rows that these relations lead to, or those between.
pub fn referring<L: ReferredBy>() -> Vec<Referring> {
    let mut all = Vec::new();
    L::add(&mut all);
    all
}

/// A relation whose foreign key is in the table that has it: a `BelongsTo`.
#[diagnostic::on_unimplemented(
    message = "relation `{Self}` has no foreign key in its own table",
    label = "an object is set by a `BelongsTo`: set it in the rows that this relation leads to"
)]
pub trait Belongs: Relation {
    /// The columns of the key: a tuple of their markers.
    type Columns;
}

/// A many-to-many relation's second step: from the table between to the other one.
pub trait FarSide: Relation {
    /// The columns that are equal.
    fn far() -> Pairs;
}

/// Columns that are equal in a join, position by position.
#[derive(Debug, Clone, Copy)]
pub struct Pairs {
    /// Columns of the table that the step starts at.
    pub from: &'static [&'static str],
    /// Columns of the table that it leads to.
    pub to: &'static [&'static str],
}

impl Pairs {
    /// The same columns, seen from the other side.
    pub const fn flip(self) -> Self {
        Self { from: self.to, to: self.from }
    }
}

/// The one foreign key of a table to another. `table!` implements it unless there are several.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no single foreign key to `{Target}`",
    label = "a `#[references(..)]` column is needed, and if there are several, name the one that counts"
)]
pub trait References<Target: Table>: Table {
    /// From this table's columns to those of the target.
    fn keys() -> Pairs;
}

/// The other side of a relation names this one.
#[diagnostic::on_unimplemented(
    message = "relation `{Self}` does not name `{Of}` as its inverse",
    label = "both sides of a relation must name each other"
)]
pub trait InverseOf<Of> {}

/// Checks while compiling that the other side agrees.
pub const fn inverse<Other: InverseOf<This>, This>() {}

/// A `BelongsTo` over a unique key of its table, which the other side may follow to at most one row.
#[diagnostic::on_unimplemented(
    message = "`HasOne` needs a `BelongsTo` over a unique key on the other side, and relation `{Self}` is none",
    label = "declare `#[unique]` on its columns, or write `HasMany` here where it is a `BelongsTo` of several rows"
)]
pub trait OneToOne: Relation {}

/// Checks while compiling that the other side leads here from one row.
pub const fn one_to_one<Other: OneToOne>() {}

/// A relation as a value: `users::posts`. It starts at source `A` and leads to source `B`, which
/// are its own two tables unless an alias stands for one.
pub struct Rel<R: Relation, A = <R as Relation>::From, B = <R as Relation>::To>(
    PhantomData<(R, A, B)>,
);

/// A relation that starts at an alias: the type of `manager[employees::reports]`.
pub type AliasedRel<R, S> = Rel<R, S>;

impl<R: Relation, A, B> Rel<R, A, B> {
    /// The value.
    pub const NEW: Self = Self(PhantomData);

    /// The same relation, leading to an alias of its table: the way to join a table to itself.
    pub fn to<S: Source<Table = R::To>>(self, _: S) -> Rel<R, A, S> {
        Rel(PhantomData)
    }
}

/// The relation `R` of the alias `S`.
pub const fn aliased_rel<R: Relation, S>() -> &'static AliasedRel<R, S> {
    &Rel::NEW
}

impl<R: Relation, A, B> Clone for Rel<R, A, B> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R: Relation, A, B> Copy for Rel<R, A, B> {}
