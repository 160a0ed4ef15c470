//! The frame of a window: `ROWS`, `RANGE` or `GROUPS BETWEEN start AND end`.

use std::marker::PhantomData;

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
pub trait StartsBefore<End>: FrameBound {}

macro_rules! frames {
    ($([$($generic:tt)*] $start:ty => $($end:ty),*;)*) => {$(
        frames!(@each [$($generic)*] $start => $($end),*);
    )*};
    (@each $generic:tt $start:ty => $($end:ty),*) => {$(
        frames!(@one $generic $start => $end);
    )*};
    (@one [$($generic:tt)*] $start:ty => $end:ty) => {
        impl<$($generic)*> StartsBefore<$end> for $start {}
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
    pub fn rows<S, E>(self, _: S, _: E) -> WindowSpec<P, O, Between<Rows, S, E>>
    where
        S: StartsBefore<E>,
        E: FrameBound,
    {
        self.between()
    }

    /// `RANGE BETWEEN start AND end`: rows whose sort key is so much smaller or larger. Equal rows
    /// are in the frame together.
    pub fn range<S, E>(self, _: S, _: E) -> WindowSpec<P, O, Between<Range, S, E>>
    where
        S: StartsBefore<E>,
        E: FrameBound,
        Or<S::Counts, E::Counts>: CountsIn<O>,
    {
        self.between()
    }

    /// `GROUPS BETWEEN start AND end`: so many groups of equal rows. MySQL and MariaDB do not have
    /// it.
    pub fn groups<S, E>(self, _: S, _: E) -> WindowSpec<P, O, Between<Groups, S, E>>
    where
        S: StartsBefore<E>,
        E: FrameBound,
        O: List,
        <O::IsEmpty as Bool>::Not: OrderedEnough,
    {
        self.between()
    }

    fn between<U, S: FrameBound, E: FrameBound>(self) -> WindowSpec<P, O, Between<U, S, E>> {
        const { assert!(S::PLACE <= E::PLACE, "a window frame cannot start after its end") };
        WindowSpec(self.0, self.1, Between(PhantomData))
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
