//! The frame of a window: `ROWS`, `RANGE` or `GROUPS BETWEEN start AND end`.

use std::marker::PhantomData;

use super::group::Unbound;
use super::node::Node;
use super::sort::{NULLS_DEFAULT, Sort};
use super::window::{OrderedEnough, WindowSpec};
use crate::render::Pass;
use crate::types::family::Number;
use crate::types::logic::{And, Bool, Cons, False, List, Nil, Or, True};
use crate::types::null::{NotNull, Nullable, Nullness};

/// The default frame.
#[derive(Clone, Copy, Debug)]
pub struct WholeFrame;

/// `ROWS BETWEEN start AND end`, or RANGE, or GROUPS, as the unit `U` says.
#[derive(Clone, Copy, Debug)]
pub struct Between<U, S, E>(PhantomData<(U, S, E)>);

/// What a frame counts.
pub trait Unit: Copy {
    /// The feature that a dialect needs for it.
    type Needs;
    /// The word.
    const SQL: &'static str;
}

/// Rows.
#[derive(Clone, Copy, Debug)]
pub enum Rows {}
/// Values of the sort key.
#[derive(Clone, Copy, Debug)]
pub enum Range {}
/// Groups of rows with equal sort keys.
#[derive(Clone, Copy, Debug)]
pub enum Groups {}

impl Unit for Rows {
    type Needs = ();
    const SQL: &'static str = "ROWS BETWEEN ";
}
impl Unit for Range {
    type Needs = ();
    const SQL: &'static str = "RANGE BETWEEN ";
}
impl Unit for Groups {
    type Needs = GroupsFrame;
    const SQL: &'static str = "GROUPS BETWEEN ";
}

/// The feature of a frame that counts groups.
pub struct GroupsFrame;
supports!(GroupsFrame: Sqlite Postgres);

/// A bound of a frame.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no bound of a window frame",
    label = "a frame runs from and to `UnboundedPreceding`, `Preceding::<2>`, `CurrentRow`, `Following::<2>` or `UnboundedFollowing`"
)]
pub trait FrameBound: Copy + 'static {
    /// Its place among the bounds, to see that the start does not come after the end.
    const PLACE: i64;
    /// Whether a frame that starts here holds the current row, or starts before it.
    type StartsIn: Bool;
    /// Whether a frame that ends here holds the current row, or ends after it.
    type EndsIn: Bool;
    /// Whether it counts something.
    type Counts: Bool;
    /// Its words.
    fn write(out: &mut Pass<'_, '_>);
}

/// `UNBOUNDED PRECEDING`
#[derive(Clone, Copy, Debug)]
pub struct UnboundedPreceding;
/// `N PRECEDING`
#[derive(Clone, Copy, Debug)]
pub struct Preceding<const N: u32>;
/// `CURRENT ROW`
#[derive(Clone, Copy, Debug)]
pub struct CurrentRow;
/// `N FOLLOWING`
#[derive(Clone, Copy, Debug)]
pub struct Following<const N: u32>;
/// `UNBOUNDED FOLLOWING`
#[derive(Clone, Copy, Debug)]
pub struct UnboundedFollowing;

macro_rules! bounds {
    ($([$($generic:tt)*] $bound:ty: $place:expr, $starts:ident $ends:ident $counts:ident, $write:expr;)*) => {$(
        impl<$($generic)*> FrameBound for $bound {
            type StartsIn = $starts;
            type EndsIn = $ends;
            type Counts = $counts;
            const PLACE: i64 = $place;
            fn write(out: &mut Pass<'_, '_>) {
                let write: fn(&mut Pass<'_, '_>) = $write;
                write(out);
            }
        }
    )*};
}

bounds! {
    [] UnboundedPreceding: i64::MIN, True False False, |out| out.sql("UNBOUNDED PRECEDING");
    [const N: u32] Preceding<N>: -(N as i64), True False True, |out| {
        out.number(i64::from(N));
        out.sql(" PRECEDING");
    };
    [] CurrentRow: 0, True True False, |out| out.sql("CURRENT ROW");
    [const N: u32] Following<N>: N as i64, False True True, |out| {
        out.number(i64::from(N));
        out.sql(" FOLLOWING");
    };
    [] UnboundedFollowing: i64::MAX, False True False, |out| out.sql("UNBOUNDED FOLLOWING");
}

/// A frame may start here and end there.
#[diagnostic::on_unimplemented(
    message = "a window frame cannot start at `{Self}` and end at `{End}`",
    label = "the start must not come after the end: `UnboundedPreceding`, `Preceding::<2>`, `CurrentRow`, `Following::<2>`, `UnboundedFollowing`"
)]
pub trait StartsBefore<End>: FrameBound {
    /// The frame between the two. A wrong one has none, so that rustc says so once.
    type Frame<U>;
    /// Whether one of the two counts something.
    type Counts: Bool;
    /// Whether the start does not come after the end, in numbers of one kind too.
    const IN_ORDER: bool;
    /// Makes the frame.
    fn frame<U>() -> Self::Frame<U>;
}

macro_rules! frames {
    ($([$($generic:tt)*] $start:ty => $($end:ty),*;)*) => {$(
        frames!(@each [$($generic)*] $start => $($end),*);
    )*};
    (@each $generic:tt $start:ty => $($end:ty),*) => {$(
        frames!(@one $generic $start => $end);
    )*};
    (@one [$($generic:tt)*] $start:ty => $end:ty) => {
        impl<$($generic)*> StartsBefore<$end> for $start {
            type Frame<U> = Between<U, Self, $end>;
            type Counts = Or<<Self as FrameBound>::Counts, <$end as FrameBound>::Counts>;
            const IN_ORDER: bool = <Self as FrameBound>::PLACE <= <$end as FrameBound>::PLACE;

            fn frame<U>() -> Self::Frame<U> {
                Between(PhantomData)
            }
        }
    };
}

frames! {
    [const M: u32] UnboundedPreceding => Preceding<M>, Following<M>;
    [] UnboundedPreceding => CurrentRow, UnboundedFollowing;
    [const N: u32, const M: u32] Preceding<N> => Preceding<M>, Following<M>;
    [const N: u32] Preceding<N> => CurrentRow, UnboundedFollowing;
    [const M: u32] CurrentRow => Following<M>;
    [] CurrentRow => CurrentRow, UnboundedFollowing;
    [const N: u32, const M: u32] Following<N> => Following<M>;
    [const N: u32] Following<N> => UnboundedFollowing;
}

impl<P, O> WindowSpec<P, O, WholeFrame> {
    /// `ROWS BETWEEN start AND end`: `.rows(Preceding::<2>, CurrentRow)`. A frame that starts
    /// after its end does not compile.
    pub fn rows<S, E, F>(self, _: S, _: E) -> WindowSpec<P, O, F>
    where
        S: StartsBefore<E, Frame<Rows> = F>,
    {
        self.between::<S, E, F>(S::frame::<Rows>())
    }

    /// `RANGE BETWEEN start AND end`: rows whose sort key is so much smaller or larger. Equal rows
    /// are in the frame together.
    pub fn range<S, E, F>(self, _: S, _: E) -> WindowSpec<P, O, F>
    where
        S: StartsBefore<E, Frame<Range> = F, Counts: CountsIn<O>>,
    {
        self.between::<S, E, F>(S::frame::<Range>())
    }

    /// `GROUPS BETWEEN start AND end`: so many groups of equal rows. MySQL and MariaDB do not have
    /// it.
    pub fn groups<S, E, F>(self, _: S, _: E) -> WindowSpec<P, O, F>
    where
        S: StartsBefore<E, Frame<Groups> = F>,
        O: List,
        <O::IsEmpty as Bool>::Not: OrderedEnough,
    {
        self.between::<S, E, F>(S::frame::<Groups>())
    }

    fn between<S: StartsBefore<E>, E, F>(self, frame: F) -> WindowSpec<P, O, F> {
        const { assert!(S::IN_ORDER, "a window frame cannot start after its end") };
        WindowSpec(self.0, self.1, frame)
    }
}

/// RANGE counts in the sort key, where it counts at all.
#[diagnostic::on_unimplemented(
    message = "RANGE with `PRECEDING` or `FOLLOWING` of a number needs a window ordered by one number",
    label = "order the window by one numeric column before, or count `.rows(..)`"
)]
pub trait CountsIn<O> {}
#[diagnostic::do_not_recommend]
impl<O> CountsIn<O> for False {}
#[diagnostic::do_not_recommend]
impl<N: Node<Type: Number>, const DESC: bool> CountsIn<Cons<Sort<N, DESC, NULLS_DEFAULT>, Nil>>
    for True
{
}

/// A frame of a window.
pub trait Frame: Copy {
    /// Whether it is the default one, and not written.
    type IsWhole: Bool;
    /// Whether it may hold no row.
    type Null: Nullness;
    /// The feature that a dialect needs for it; `()` for none.
    type Needs;
    /// Whether its window is written once, in the WINDOW clause.
    const IS_SHARED: bool = false;
    /// Writes it.
    fn write(out: &mut Pass<'_, '_>);
}

impl Frame for WholeFrame {
    type IsWhole = True;
    type Null = NotNull;
    type Needs = ();
    fn write(_: &mut Pass<'_, '_>) {}
}

/// A frame that holds the current row is never empty.
impl<U: Unit, S: FrameBound, E: FrameBound> Frame for Between<U, S, E>
where
    <And<S::StartsIn, E::EndsIn> as Bool>::If<NotNull, Nullable>: Nullness,
{
    type IsWhole = False;
    type Null = <And<S::StartsIn, E::EndsIn> as Bool>::If<NotNull, Nullable>;
    type Needs = U::Needs;
    fn write(out: &mut Pass<'_, '_>) {
        out.sql(U::SQL);
        S::write(out);
        out.sql(" AND ");
        E::write(out);
    }
}

/// The frame of a window that is written once, in the WINDOW clause.
#[derive(Clone, Copy, Debug)]
pub struct Shared<F>(PhantomData<F>);

impl<F: Frame> Frame for Shared<F> {
    type IsWhole = F::IsWhole;
    type Null = F::Null;
    type Needs = F::Needs;
    const IS_SHARED: bool = true;
    fn write(out: &mut Pass<'_, '_>) {
        F::write(out);
    }
}

/// A window that is not yet shared.
#[diagnostic::on_unimplemented(
    message = "a shared window is complete: nothing can be added to it",
    label = "call `.shared()` last"
)]
pub trait Unshared {}
#[diagnostic::do_not_recommend]
impl Unshared for WholeFrame {}
#[diagnostic::do_not_recommend]
impl<U, S, E> Unshared for Between<U, S, E> {}

impl<P, O, F: Frame + Unshared> WindowSpec<P, O, F> {
    /// `WINDOW w1 AS (..)`: the window is written once in each SELECT, and its functions name it:
    /// `OVER w1`. Without it the same window is written out at each function.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let newest = window().partition_by(posts::author_id).order_by(posts::id.desc()).shared();
    /// let q = select((posts::id, rank().over(newest), lead(posts::title).over(newest)));
    /// assert_eq!(
    ///     q.to_sql::<Sqlite>(),
    ///     "SELECT posts.id, rank() OVER w1, lead(posts.title) OVER w1 FROM posts \
    ///      WINDOW w1 AS (PARTITION BY posts.author_id ORDER BY posts.id DESC)"
    /// );
    /// ```
    ///
    /// It holds no bound value, of which the clause would have one and the functions several.
    pub fn shared(self) -> WindowSpec<P, O, Shared<F>>
    where
        P: Unbound,
        O: Unbound,
    {
        WindowSpec(self.0, self.1, Shared(PhantomData))
    }
}
