//! `SELECT` of expressions without FROM: exactly one row of no table.

use std::marker::PhantomData;

use super::cardinality::OneRow;
use super::effect::Read;
use super::output::Output;
use super::position::{FirstItems, ItemList};
use super::projection::{IntoProjection, Items, Projection};
use super::set_operation::{Bare, Combines, Side};
use super::subquery::Subquery;
use super::with::{Names, TakesWith};
use super::{ColumnNames, Query, Statement};
use crate::expr::kind::InNoTable;
use crate::expr::{In, Shape};
use crate::render::{Dialect, Pass, Render};
use crate::schema::Source;
use crate::schema::scope::{Here, InScope, Scope};
use crate::types::logic::{False, Identity, Nil, True};
use crate::types::null::NotNull;

/// `SELECT a, b` of the items `P`, whose row is read as `O`.
#[derive(Debug)]
#[must_use = "a query does nothing until it is run"]
pub struct SelectValues<P, O>(P, PhantomData<fn() -> O>);

copy_fields!([P, O] SelectValues<P, O>: P => |this| Self(this.0.clone(), PhantomData));

/// `SELECT a, b` without FROM: one row of values, functions and scalar subqueries.
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// let counts = select_values((
///     scalar(from(users::table).select(count_rows())),
///     scalar(from(posts::table).select(count_rows())),
/// ));
/// assert_eq!(
///     counts.to_sql::<Sqlite>(),
///     "SELECT (SELECT count(*) FROM users), (SELECT count(*) FROM posts)"
/// );
/// ```
///
/// It stands wherever a query does: as a value by `scalar`, as a side of a set operation, as the
/// seed of a recursive query.
pub fn select_values<P: SelectsAlone<O, I>, O, I>(items: P) -> SelectValues<P::Items, O> {
    SelectValues(items.items(), PhantomData)
}

/// What a SELECT without FROM is checked against.
pub enum NoFrom {}

impl Scope for NoFrom {
    type Has<I: Identity> = False;
}

impl<S: Source + HasRow> InScope<NoFrom, Here> for S {
    type Null = NotNull;
}

/// A table has a row in a SELECT without FROM, which none has.
#[diagnostic::on_unimplemented(
    message = "a SELECT without FROM has no column of table `{Self}`",
    label = "begin with `from({Self})`, or put a query of `{Self}` into `scalar(..)`"
)]
pub trait HasRow {}

/// Items that can be selected from no table. `O` is how a row is read.
pub trait SelectsAlone<O, I>: IntoProjection<Items: Items> {}
impl<P, O, I> SelectsAlone<O, I> for P where
    P: IntoProjection<
        Items: Projection<In<NoFrom, NotNull>, I, Output = O> + Items<Kind: InNoTable>,
    >
{
}

impl<P: Items, O> Statement for SelectValues<P, O> {
    type Effect = Read;
    type Open = P::Open;
    type MeansRows = True;
    const SHAPE: Shape = P::SHAPE;
}

impl<P: Items, O> Subquery for SelectValues<P, O> {
    type Limited = False;
    type Reads = Nil;
    type Past = Nil;
    type IsCopy = False;
}

impl<P: Items, O: Output> Query for SelectValues<P, O> {
    type Output = O;
    type Rows = OneRow;

    fn columns(&self) -> ColumnNames {
        P::column
    }
}

impl<P, O> Combines for SelectValues<P, O> {}
impl<P, O> Bare for SelectValues<P, O> {}

impl<P, O> TakesWith for SelectValues<P, O> {
    type Needs = ();
    type Reads = Nil;
    type Writes<L: Names> = False;
    type InParts = False;
}

impl<P: ItemList, O> FirstItems for SelectValues<P, O> {
    type List = P::List;
}

impl<D: Dialect, P: Render<D>, O> Render<D> for SelectValues<P, O> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("SELECT ");
        pass.open_select();
        pass.of_rows(|pass| pass.items(|pass| self.0.walk(pass)));
        pass.close_select(|_| {});
    }
}

impl<D: Dialect, P: Render<D>, O> Side<D> for SelectValues<P, O> {
    fn left_of<'a>(&'a self, _: bool, pass: &mut Pass<'_, 'a>) {
        self.walk(pass);
    }

    fn right<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.walk(pass);
    }
}
