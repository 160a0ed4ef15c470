//! The numbers that the database gives to the rows of an INSERT, in the order of the rows.

use super::assign::{Assigned, Assignments};
use super::cardinality::OneRow;
use super::complete::Columns;
use super::effect::{Read, Write};
use super::insert::{Fresh, InsertSource as _, ManyOf};
use super::output::Value;
use super::{Batch, ColumnNames, Query, Statement, Touched};
use crate::expr::Shape;
use crate::render::spec::Made;
use crate::render::{Dialect, Pass, Render};
use crate::schema::{Column, Numbered};
use crate::types::logic::{False, List, Nil};
use crate::types::null::NotNull;

/// An INSERT whose rows are numbered in their order, and give their numbers where the database has
/// RETURNING for it.
#[derive(Debug)]
pub struct WithNumbers<'i, T, L, M>(pub &'i Fresh<T, ManyOf<L, M>>);

/// How a number is read.
pub type Number = Value<i64, NotNull>;

/// An INSERT whose keys the database makes.
pub trait MakesKeys<T> {}
impl<T, L> MakesKeys<T> for L
where
    T: Numbered,
    L: Assignments<Columns: Columns>,
    <L::Columns as Columns>::Has<T, <T::Number as Column>::Number>: NotGiven<T::Number>,
{
}

/// The answer "this column is not given". Implemented for no other.
#[diagnostic::on_unimplemented(
    message = "the INSERT gives column `{C}`, so the database makes no numbers for it",
    label = "the keys are those that the rows give: use `execute`"
)]
pub trait NotGiven<C> {}
#[diagnostic::do_not_recommend]
impl<C> NotGiven<C> for False {}

impl<T: Numbered, L: Assigned, M: List> Statement for WithNumbers<'_, T, L, M>
where
    Fresh<T, ManyOf<L, M>>: Statement,
{
    type Effect = Write;
    type Open = <Fresh<T, ManyOf<L, M>> as Statement>::Open;
    type MeansRows = crate::types::logic::True;
    const SHAPE: Shape = L::SHAPE;

    fn batch(&self) -> Option<Batch> {
        self.0.values.batch()
    }

    fn touches(&self) -> Touched {
        Touched::New(T::def())
    }
}

impl<D, T, L, M> Render<D> for WithNumbers<'_, T, L, M>
where
    D: Dialect,
    T: Numbered,
    Fresh<T, ManyOf<L, M>>: Render<D>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.in_order(|pass| self.0.walk(pass));
        if pass.spec().made.is_returned() {
            pass.sql(" RETURNING ");
            pass.ident(T::Number::NAME);
        }
    }
}

/// Two numbers that tell which ones the rows of the last INSERT have, where RETURNING does not: see [`Made`].
#[derive(Debug)]
pub struct LastNumbers;

impl Statement for LastNumbers {
    type Effect = Read;
    type Open = Nil;
    type MeansRows = crate::types::logic::True;
    const SHAPE: Shape = Shape::Fixed;
}

impl Query for LastNumbers {
    type Output = (Number, Number);
    type Rows = OneRow;

    fn columns(&self) -> ColumnNames {
        |_| None
    }
}

impl<D: Dialect> Render<D> for LastNumbers {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("SELECT ");
        pass.sql(match pass.spec().made {
            Made::LastNumber(two) | Made::FirstNumber(two) => two,
            Made::Returned => "NULL, NULL",
        });
    }
}
