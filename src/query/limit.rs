//! `LIMIT` and `OFFSET`.

use std::marker::PhantomData;

use super::clause::{Clause, Clauses, Unused, slot};
use super::select::Select;
use crate::expr::Shape;
use crate::expr::value::Bind;
use crate::render::{Dialect, Pass, Render};
use crate::types::logic::{Cons, Nil, Or, True};

/// `LIMIT n`
#[derive(Clone, Copy, Debug)]
pub struct Limit<N>(pub(crate) N);
/// `LIMIT 1`
#[derive(Clone, Copy, Debug)]
pub struct LimitOne;
/// `OFFSET n`
#[derive(Clone, Copy, Debug)]
pub struct Offset<N>(pub(crate) N);

/// The bound number of a LIMIT or OFFSET.
pub type Bound = Bind<i64, i64>;

/// A number of rows as SQL takes it: more than SQL can count is all of them.
pub(crate) fn bound(rows: u64) -> Bound {
    Bind(i64::try_from(rows).unwrap_or(i64::MAX), PhantomData)
}

/// The rows have an order. Implemented for yes.
#[diagnostic::on_unimplemented(
    message = "LIMIT and OFFSET without ORDER BY take an arbitrary part of the rows",
    label = "add `.order_by(..)` before, or say `.limit_unordered(n)`"
)]
pub trait InOrder {}
#[diagnostic::do_not_recommend]
impl InOrder for True {}

impl<F, P, G, C: Clauses> Select<F, P, G, C> {
    /// `LIMIT n`. It needs an order, since otherwise any rows may come.
    ///
    /// It does not compile a second time.
    pub fn limit(self, rows: u64) -> Select<F, P, G, Cons<Limit<Bound>, C>>
    where
        C::Has<slot::OrderBy>: InOrder,
        Or<C::Has<slot::Limit>, C::Has<slot::LimitOne>>: Unused,
    {
        self.push(Limit(bound(rows)))
    }

    /// `LIMIT n` of any rows, where it does not matter which: so the verb `first` takes them too.
    pub fn limit_unordered(self, rows: u64) -> Select<F, P, G, Cons<Limit<Bound>, C>>
    where
        Or<C::Has<slot::Limit>, C::Has<slot::LimitOne>>: Unused,
    {
        self.push(Limit(bound(rows)))
    }

    /// `LIMIT 1`: the first row, so that the query gives at most one.
    pub fn limit_one(self) -> Select<F, P, G, Cons<LimitOne, C>>
    where
        C::Has<slot::OrderBy>: InOrder,
        Or<C::Has<slot::Limit>, C::Has<slot::LimitOne>>: Unused,
    {
        self.push(LimitOne)
    }

    /// `OFFSET n`. It needs an order too.
    pub fn offset(self, rows: u64) -> Select<F, P, G, Cons<Offset<Bound>, C>>
    where
        C::Has<slot::OrderBy>: InOrder,
        C::Has<slot::Offset>: Unused,
    {
        self.push(Offset(bound(rows)))
    }
}

/// The LIMIT of a query whose clauses, a bit for each in `taken`, say none: the first row alone, or all
/// of them where OFFSET needs one.
pub(super) fn unsaid(taken: u32, first: bool, pass: &mut Pass<'_, '_>) {
    if taken & (1 << slot::LIMIT) != 0 {
        return;
    }
    if first {
        pass.sql(" LIMIT 1");
    } else if taken & (1 << slot::OFFSET) != 0 {
        pass.sql(" LIMIT ");
        pass.sql(pass.spec().unlimited);
    }
}

impl<N> Clause for Limit<N> {
    type Slot = slot::Limit;
    type Open = Nil;
    type Pins = Nil;
    type KeepsRows = True;
    type Sorting<Rest> = Rest;
    const SHAPE: Shape = Shape::Fixed;
    const FIRST: &'static str = " LIMIT ";
    const NEXT: &'static str = "";
    const PLACE: usize = slot::LIMIT;
}

impl Clause for LimitOne {
    type Slot = slot::LimitOne;
    type Open = Nil;
    type Pins = Nil;
    type KeepsRows = True;
    type Sorting<Rest> = Rest;
    const SHAPE: Shape = Shape::Fixed;
    const FIRST: &'static str = " LIMIT 1";
    const NEXT: &'static str = "";
    const PLACE: usize = slot::LIMIT;
}

impl<D: Dialect> Render<D> for LimitOne {
    fn walk<'a>(&'a self, _: &mut Pass<'_, 'a>) {}
}

impl<N> Clause for Offset<N> {
    type Slot = slot::Offset;
    type Open = Nil;
    type Pins = Nil;
    type KeepsRows = True;
    type Sorting<Rest> = Rest;
    const SHAPE: Shape = Shape::Fixed;
    const FIRST: &'static str = " OFFSET ";
    const NEXT: &'static str = "";
    const PLACE: usize = slot::OFFSET;
}

impl<D: Dialect, N: Render<D>> Render<D> for Limit<N> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.0.walk(pass);
    }
}

impl<D: Dialect, N: Render<D>> Render<D> for Offset<N> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.0.walk(pass);
    }
}
