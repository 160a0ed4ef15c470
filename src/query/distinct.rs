//! `SELECT DISTINCT`.

use super::clause::{Clause, Clauses, Unused, slot};
use super::select::Select;
use crate::expr::Shape;
use crate::render::{Dialect, Pass, Render};
use crate::types::logic::{Cons, Nil};

/// `DISTINCT`
#[derive(Clone, Copy, Debug)]
pub struct Distinct;

/// DISTINCT with an order needs the sort keys among the selected columns; ordering is refused.
#[diagnostic::on_unimplemented(
    message = "SELECT DISTINCT cannot be ordered or locked here",
    label = "PostgreSQL sorts distinct rows by selected columns only: group by them instead, with `.group_by(..)`"
)]
pub trait FreeOfOrder {}
impl FreeOfOrder for crate::types::logic::False {}

impl<F, P, G, C: Clauses> Select<F, P, G, C> {
    /// `SELECT DISTINCT`: each row once.
    pub fn distinct(self) -> Select<F, P, G, Cons<Distinct, C>>
    where
        C::Has<slot::Distinct>: Unused,
        C::Has<slot::Locking>: FreeOfOrder,
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
