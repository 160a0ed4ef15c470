//! `SELECT DISTINCT`.

use super::clause::{Clause, Clauses, Unused, slot};
use super::select::{Picked, Select};
use crate::expr::Shape;
use crate::render::{Dialect, Pass, Render};
use crate::types::logic::{Cons, False, Nil, Or};

/// `DISTINCT`
#[derive(Clone, Copy, Debug)]
pub struct Distinct;

/// DISTINCT comes before ORDER BY, which then takes selected columns only.
#[diagnostic::on_unimplemented(
    message = "`.distinct()` must come before `.order_by(..)` and row locks",
    label = "SELECT DISTINCT is ordered by selected columns only, which `.order_by(..)` checks"
)]
pub trait NothingAfter {}
#[diagnostic::do_not_recommend]
impl NothingAfter for False {}

impl<F, P, O, G, C: Clauses> Select<F, Picked<P, O>, G, C> {
    /// `SELECT DISTINCT`: each row once. It comes after `.select(..)` and before `.order_by(..)`.
    pub fn distinct(self) -> Select<F, Picked<P, O>, G, Cons<Distinct, C>>
    where
        C::Has<slot::Distinct>: Unused,
        Or<C::Has<slot::OrderBy>, C::Has<slot::Locking>>: NothingAfter,
    {
        self.push(Distinct)
    }
}

impl Clause for Distinct {
    type Slot = slot::Distinct;
    type Open = Nil;
    type Pins = Nil;
    const SHAPE: Shape = Shape::Fixed;
    const FIRST: &'static str = "DISTINCT ";
    const NEXT: &'static str = "";
    const PLACE: usize = slot::DISTINCT;
}

impl<D: Dialect> Render<D> for Distinct {
    fn walk<'a>(&'a self, _: &mut Pass<'_, 'a>) {}
}
