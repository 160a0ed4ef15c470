//! `LIMIT` and `OFFSET`.

use std::marker::PhantomData;

use super::clause::{Clause, Clauses, Unused, slot};
use super::select::Select;
use super::set_operation::SetOperation;
use crate::expr::value::Bind;
use crate::render::{Dialect, Pass, Render};
use crate::types::logic::{Cons, Nil, Or, True};
use crate::types::{Sink, ToSql};

/// `LIMIT n`
#[derive(Clone, Copy, Debug)]
pub struct Limit<N>(pub(crate) N);
/// `LIMIT 1`
#[derive(Clone, Copy, Debug)]
pub struct LimitOne;
/// `OFFSET n`
#[derive(Clone, Copy, Debug)]
pub struct Offset<N>(pub(crate) N);

/// A number of rows; a negative one is refused where it is bound, since SQLite takes it for all.
#[derive(Clone, Copy, Debug)]
pub struct Rows(i64);

impl ToSql for Rows {
    #[inline]
    fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        match self.0 {
            0.. => sink.integer(self.0),
            _ => sink.refuse(format!("LIMIT and OFFSET count rows, and {} is negative", self.0)),
        }
    }
}

/// The bound number of a LIMIT or OFFSET.
pub type Bound = Bind<Rows, i64>;

/// A number of rows as SQL takes it: more than SQL can count is all of them.
pub(crate) fn bound(rows: impl RowCount) -> Bound {
    Bind(Rows(rows.count()), PhantomData)
}

/// An integer of any type, as a number of rows that comes from outside.
#[diagnostic::on_unimplemented(
    message = "LIMIT and OFFSET take a number of rows, and this is `{Self}`",
    label = "write an integer"
)]
pub trait RowCount {
    /// It, or the most that SQL can count.
    fn count(self) -> i64;
}

macro_rules! row_counts {
    ($($type:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl RowCount for $type {
            #[inline]
            fn count(self) -> i64 {
                // What has a sign fits, whatever its sign.
                i64::try_from(self).unwrap_or(i64::MAX)
            }
        }
    )*};
}

row_counts!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

/// The rows have an order. Implemented for yes.
#[diagnostic::on_unimplemented(
    message = "LIMIT and OFFSET without ORDER BY take an arbitrary part of the rows",
    label = "add `.order_by(..)` before, or say `.limit_unordered(n)`"
)]
pub trait InOrder {}
#[diagnostic::do_not_recommend]
impl InOrder for True {}

/// Whether a query takes some of its rows.
pub type TakesSome<C> = Or<
    Or<<C as Clauses>::Has<slot::Limit>, <C as Clauses>::Has<slot::LimitOne>>,
    Or<<C as Clauses>::Has<slot::Offset>, <C as Clauses>::Has<slot::DistinctOn>>,
>;

macro_rules! limited {
    ($($query:ident<$($of:ident),*>;)*) => {$(
        impl<$($of,)* C: Clauses> $query<$($of,)* C> {
            /// `LIMIT n`. It needs an order, since otherwise any rows may come.
            ///
            /// It does not compile a second time.
            pub fn limit(self, rows: u64) -> $query<$($of,)* Cons<Limit<Bound>, C>>
            where
                C::Has<slot::OrderBy>: InOrder,
                Or<C::Has<slot::Limit>, C::Has<slot::LimitOne>>: Unused,
            {
                self.push(Limit(bound(rows)))
            }

            /// [`limit`](Self::limit) by an integer of any type, as a request brings it. Where it is negative,
            /// the statement fails before it is sent, with an error that says so; `limit` takes no such number.
            ///
            /// ```
            /// # relata::doc_schema!();
            /// use relata::prelude::*;
            /// let (size, start): (usize, i32) = (20, 40);
            /// let page = select(users::name).order_by(users::id).limit_to(size).offset_by(start);
            /// assert!(page.to_sql::<Sqlite>().ends_with("LIMIT ?1 OFFSET ?2"));
            /// ```
            pub fn limit_to<N: RowCount>(self, rows: N) -> $query<$($of,)* Cons<Limit<Bound>, C>>
            where
                C::Has<slot::OrderBy>: InOrder,
                Or<C::Has<slot::Limit>, C::Has<slot::LimitOne>>: Unused,
            {
                self.push(Limit(bound(rows)))
            }

            /// `LIMIT n` of any rows, where it does not matter which: so the verb `first` takes them too.
            pub fn limit_unordered(self, rows: u64) -> $query<$($of,)* Cons<Limit<Bound>, C>>
            where
                Or<C::Has<slot::Limit>, C::Has<slot::LimitOne>>: Unused,
            {
                self.push(Limit(bound(rows)))
            }

            /// `LIMIT 1`: the first row, so that the query gives at most one.
            pub fn limit_one(self) -> $query<$($of,)* Cons<LimitOne, C>>
            where
                C::Has<slot::OrderBy>: InOrder,
                Or<C::Has<slot::Limit>, C::Has<slot::LimitOne>>: Unused,
            {
                self.push(LimitOne)
            }

            /// `OFFSET n`. It needs an order too.
            pub fn offset(self, rows: u64) -> $query<$($of,)* Cons<Offset<Bound>, C>>
            where
                C::Has<slot::OrderBy>: InOrder,
                C::Has<slot::Offset>: Unused,
            {
                self.push(Offset(bound(rows)))
            }

            /// [`offset`](Self::offset) by an integer of any type: see [`limit_to`](Self::limit_to).
            pub fn offset_by<N: RowCount>(self, rows: N) -> $query<$($of,)* Cons<Offset<Bound>, C>>
            where
                C::Has<slot::OrderBy>: InOrder,
                C::Has<slot::Offset>: Unused,
            {
                self.push(Offset(bound(rows)))
            }
        }
    )*};
}

limited! {
    Select<F, P, G>;
    SetOperation<Op, A, B>;
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
    const FIRST: &'static str = " LIMIT ";
    const PLACE: usize = slot::LIMIT;
}

impl Clause for LimitOne {
    type Slot = slot::LimitOne;
    type Open = Nil;
    type Pins = Nil;
    type KeepsRows = True;
    type Sorting<Rest> = Rest;
    const FIRST: &'static str = " LIMIT 1";
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
    const FIRST: &'static str = " OFFSET ";
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
