//! The clauses of a SELECT as a list in which each knows its slot, so that a new clause touches no
//! other.

use super::Expected;
use crate::expr::Shape;
use crate::render::{Dialect, Pass, Render};
use crate::types::logic::{And, Bool, Concat, Cons, Digit, False, List, Nil, Or, True};

/// A clause: where it stands in the statement, and what it adds to it.
pub trait Clause {
    /// Its place.
    type Slot: Digit;
    /// What it leaves open.
    type Open: List;
    /// The columns that it fixes to one value.
    type Pins: List;
    /// Whether the rows are still those of the tables: DISTINCT and window functions make others.
    type KeepsRows: Bool;
    /// What may be sorted by beside it, from what may be beside the others.
    type Sorting<Rest>;
    /// What its text depends on.
    const SHAPE: Shape = Shape::Fixed;
    /// What stands before it.
    const FIRST: &'static str = "";
    /// What stands before it where the slot is taken already.
    const NEXT: &'static str = "";
    /// Its place as a number.
    const PLACE: usize;
    /// The version of which there must be rows.
    fn expects(&self) -> Option<Expected> {
        None
    }
}

/// What stands behind the values of an INSERT, UPDATE or DELETE: ON CONFLICT and RETURNING.
pub trait Tail {
    /// What it leaves open.
    type Open: List;
    /// Whether it updates rows that are there already.
    const UPDATES: bool = false;
    /// What its text depends on.
    const SHAPE: Shape;
}

/// The slots of a SELECT, in the order of SQL.
pub mod slot {
    pub use crate::types::logic::{
        D0 as Distinct, D1 as Where, D2 as Having, D3 as OrderBy, D4 as Limit, D5 as Offset,
        D6 as Locking, D7 as LimitOne, D8 as DistinctOn, D9 as ByDistinctKeys, DA as LockingOf,
    };

    /// `DISTINCT`
    pub const DISTINCT: usize = 0;
    /// `WHERE`
    pub const WHERE: usize = 1;
    /// `HAVING`
    pub const HAVING: usize = 2;
    /// `ORDER BY`
    pub const ORDER_BY: usize = 3;
    /// `LIMIT`
    pub const LIMIT: usize = 4;
    /// `OFFSET`
    pub const OFFSET: usize = 5;
    /// `FOR UPDATE`
    pub const LOCKING: usize = 6;
}

/// The clauses that were added, the last one outermost.
pub trait Clauses {
    /// Whether a slot is taken.
    type Has<Slot: Digit>: Bool;
    /// What they leave open.
    type Open: List;
    /// The columns that they fix.
    type Pins: List;
    /// Whether the rows are still those of the tables.
    type KeepsRows: Bool;
    /// What may be sorted by beside them.
    type Sorting;
    /// What their text depends on.
    const SHAPE: Shape;
    /// Which slots are taken, a bit for each.
    const TAKEN: u32;
    /// The version of which there must be rows.
    fn expects(&self) -> Option<Expected>;
}

impl Clauses for Nil {
    type Has<Slot: Digit> = False;
    type Open = Nil;
    type Pins = Nil;
    type KeepsRows = True;
    type Sorting = super::order::MaySelect;
    const SHAPE: Shape = Shape::Fixed;
    const TAKEN: u32 = 0;

    #[inline]
    fn expects(&self) -> Option<Expected> {
        None
    }
}

impl<H: Clause, T: Clauses> Clauses for Cons<H, T> {
    type Has<Slot: Digit> = Or<<H::Slot as Digit>::Is<Slot>, T::Has<Slot>>;
    type Open = Concat<H::Open, T::Open>;
    type Pins = Concat<H::Pins, T::Pins>;
    type KeepsRows = And<H::KeepsRows, T::KeepsRows>;
    type Sorting = H::Sorting<T::Sorting>;
    const SHAPE: Shape = H::SHAPE.or(T::SHAPE);
    const TAKEN: u32 = T::TAKEN | 1 << H::PLACE;

    #[inline]
    fn expects(&self) -> Option<Expected> {
        self.0.expects().or_else(|| self.1.expects())
    }
}

/// Writes the clauses of one slot, in the order in which they were added.
pub trait RenderSlot<D: Dialect> {
    /// Writes them; `opened` is whether one was written before.
    fn walk_slot<'a>(&'a self, slot: usize, opened: &mut bool, pass: &mut Pass<'_, 'a>);
}

impl<D: Dialect> RenderSlot<D> for Nil {
    #[inline]
    fn walk_slot<'a>(&'a self, _: usize, _: &mut bool, _: &mut Pass<'_, 'a>) {}
}

impl<D: Dialect, H: Clause + Render<D>, T: RenderSlot<D>> RenderSlot<D> for Cons<H, T> {
    #[inline]
    fn walk_slot<'a>(&'a self, slot: usize, opened: &mut bool, pass: &mut Pass<'_, 'a>) {
        self.1.walk_slot(slot, opened, pass);
        if H::PLACE == slot {
            pass.sql(if *opened { H::NEXT } else { H::FIRST });
            *opened = true;
            self.0.walk(pass);
        }
    }
}

/// A clause that a statement has at most once is not there yet.
#[diagnostic::on_unimplemented(
    message = "this query has that clause already",
    label = "a second one would replace the first without a word"
)]
pub trait Unused {}
#[diagnostic::do_not_recommend]
impl Unused for False {}
