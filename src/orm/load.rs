//! Relations that are loaded beside objects: which of them, in the type, and how to read them.

mod find;
mod gathered;
mod get;
mod joined;
mod multiset;
mod parts;
mod recursive;
mod run;
mod spec;
mod strategy;
mod variants;

pub use self::find::{Beside, Keep, Loader, LoaderType, Plan, Plans};
pub use self::gathered::Gathered;
pub use self::get::{IsVariant, LoadedIn, Place, VariantIn, Whole};
pub use self::joined::{IntoJoined, Joined, Nest, NestedArity, ObjectRows, Pair};
pub use self::multiset::{
    ByMultiset, Contained, ContainedParts, Entered, Enters, TakesSets, Widens,
};
pub use self::parts::{Apart, InPieces, PartRelation, PartsOf, Pieces};
pub use self::recursive::{Levels, Recurses, Recursive, ToItself};
pub use self::run::{AsksValues, LoadValues, With, WithRelations};
pub use self::spec::{Behind, Grows, IntoLoad, IntoLoader, LoadsOf, RelationLoads, Selectin};
pub use self::strategy::{ByEach, ByKeys, BySubquery, RunsAgain, Strategy};
pub use self::variants::{AnyOf, Found, One, Variants, starts};
use super::handle::{Loaded, Mode};
use super::object::Object;
use crate::query::join::Fans;
use crate::schema::record::Mapped;
use crate::schema::relation::{Arity, Relation, ToMany, ToOne};

/// The row struct that a relation leads to.
pub type RowOf<R> = <<R as Relation>::To as Mapped>::Row;

/// Relations that are loaded beside an object: a tuple of them, each a relation such as
/// `users::posts`, [`Nested`] or [`Partial`].
pub trait Loads: 'static {
    /// What they lead to.
    type Related<M: Mode>: Clone + Send;
}

impl Loads for () {
    type Related<M: Mode> = ();
}

/// A relation that is loaded.
pub trait Load: 'static {
    /// What it leads to from an object.
    type Found<M: Mode>: Clone + Send;
}

/// A relation that leads to objects.
#[diagnostic::on_unimplemented(
    message = "relation `{Self}` does not lead to objects",
    label = "the tables on both sides need a row struct and a primary key: `pub users as User`"
)]
pub trait ObjectRelation:
    Relation<Arity: Collects, From: Mapped<Row: Object>, To: Mapped<Row: Object>>
{
}

impl<R> ObjectRelation for R where
    R: Relation<Arity: Collects, From: Mapped<Row: Object>, To: Mapped<Row: Object>>
{
}

/// All objects that a relation leads to, with nothing beside them.
impl<R: ObjectRelation> Load for R {
    type Found<M: Mode> = <R::Arity as Collects>::Of<Loaded<M::Of<RowOf<R>>, ()>>;
}

/// A relation `R` with the relations `L` loaded beside what it leads to.
#[derive(Debug)]
pub struct Nested<R, L>(std::marker::PhantomData<fn() -> (R, L)>);

impl<R: ObjectRelation, L: Loads> Load for Nested<R, L> {
    type Found<M: Mode> = <R::Arity as Collects>::Of<Loaded<M::Of<RowOf<R>>, L>>;
}

/// What a load gives of each row that a relation leads to.
pub trait Each: 'static {
    /// How many there are.
    type Arity: Collects;
    /// One.
    type One<M: Mode>: Clone + Send;
}

impl<R: ObjectRelation, L: Loads> Each for Nested<R, L> {
    type Arity = R::Arity;
    type One<M: Mode> = Loaded<M::Of<RowOf<R>>, L>;
}

/// A part of what a relation leads to, since its load was filtered or limited. A function that needs
/// all of it does not take this.
#[derive(Debug)]
pub struct Partial<L>(std::marker::PhantomData<fn() -> L>);

impl<L: Load> Load for Partial<L> {
    type Found<M: Mode> = L::Found<M>;
}

/// How many objects a relation leads to, and in what they are kept.
pub trait Collects: Arity + Fans {
    /// The container.
    type Of<T: Clone + Send>: Clone + Send;
    /// What it is read as.
    type View<'v, T: 'v>;
    /// Puts objects into it.
    fn collect<T: Clone + Send>(found: &[T]) -> Self::Of<T>;
    /// Puts objects into it that nobody else gets.
    fn take<T: Clone + Send>(found: Vec<T>) -> Self::Of<T>;
    /// Reads it.
    fn view<T: Clone + Send>(of: &Self::Of<T>) -> Self::View<'_, T>;
}

impl Collects for ToMany {
    type Of<T: Clone + Send> = Vec<T>;
    type View<'v, T: 'v> = &'v [T];

    fn collect<T: Clone + Send>(found: &[T]) -> Vec<T> {
        found.to_vec()
    }

    fn take<T: Clone + Send>(found: Vec<T>) -> Vec<T> {
        found
    }

    fn view<T: Clone + Send>(of: &Vec<T>) -> &[T] {
        of
    }
}

impl Collects for ToOne {
    type Of<T: Clone + Send> = Option<T>;
    type View<'v, T: 'v> = Option<&'v T>;

    fn collect<T: Clone + Send>(found: &[T]) -> Option<T> {
        found.first().cloned()
    }

    fn take<T: Clone + Send>(found: Vec<T>) -> Option<T> {
        found.into_iter().next()
    }

    fn view<T: Clone + Send>(of: &Option<T>) -> Option<&T> {
        of.as_ref()
    }
}
