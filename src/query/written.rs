//! The tables of an UPDATE or DELETE: the first one is written, the others are read.

use std::marker::PhantomData;

use super::from::{FromClause, FromItem, IntoItem, Join, Root};
use super::join::NoOn;
use crate::render::{Dialect, Pass, Render};
use crate::schema::Source;
use crate::schema::scope::{Cross, Joined, Nowhere, One};
use crate::types::logic::{Bool, Concat, False, List, Nil, True};

/// The tables of an UPDATE or DELETE.
pub trait Written: FromClause {
    /// Those beside the one that is written: what a function sees that stands behind them.
    type Others;
    /// The same as tables that are read, without those of derived tables.
    type OthersRead: List;
    /// Whether there are any.
    type Several: Bool;
}

impl<S: Source> Written for Root<S> {
    type Others = Nowhere;
    type OthersRead = Nil;
    type Several = False;
}

impl<F: Written, Item: FromItem> Written for Join<F, Item, Cross, NoOn, True> {
    type Others = Joined<F::Others, One<Item::Source>, Cross>;
    type OthersRead = Concat<F::OthersRead, Item::Reads>;
    type Several = True;
}

/// The table that an UPDATE or DELETE writes.
pub type TableOf<F> = <<F as FromClause>::Root as Source>::Table;

/// The tables of a statement and another one beside them.
pub type Beside<F, T> = Join<F, <T as IntoItem>::Item, Cross, NoOn, True>;

pub(super) fn beside<F, T: IntoItem>(left: F, table: T) -> Beside<F, T> {
    Join { left, right: table.into_item(), on: NoOn, kind: PhantomData }
}

/// Writes the tables of an UPDATE or DELETE.
pub trait WrittenTables<D: Dialect>: Written {
    /// Writes the first one.
    fn first<'a>(&'a self, pass: &mut Pass<'_, 'a>);
    /// Writes the others, after `before`.
    fn others<'a>(&'a self, before: &str, pass: &mut Pass<'_, 'a>);
}

impl<D: Dialect, S: Source> WrittenTables<D> for Root<S> {
    fn first<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        Render::<D>::walk(self, pass);
    }

    fn others<'a>(&'a self, _: &str, _: &mut Pass<'_, 'a>) {}
}

impl<D, F, Item> WrittenTables<D> for Join<F, Item, Cross, NoOn, True>
where
    D: Dialect,
    F: WrittenTables<D>,
    Item: FromItem + Render<D>,
{
    fn first<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.left.first(pass);
    }

    fn others<'a>(&'a self, before: &str, pass: &mut Pass<'_, 'a>) {
        self.left.others(before, pass);
        pass.sql(if F::Several::VALUE { ", " } else { before });
        self.right.walk(pass);
    }
}
