//! Window functions: `f(a) OVER (PARTITION BY .. ORDER BY .. ROWS BETWEEN ..)`.

use std::marker::PhantomData;

use super::Expr;
use super::aggregate::{AggregateFunction, Aggregated, CountRows, RenderCall, SumOf, cast_sum};
use super::kind::{InWindow, KindOr, Window as WindowKind};
use super::node::{Node, Resolve, Shape, prec};
use super::sort::OrderList;
use super::tuple::NodeTuple;
use super::value::Int;
use crate::render::{Dialect, Pass, Render};
use crate::types::Kind;
use crate::types::family::Number;
use crate::types::logic::{Bool, Concat, Cons, False, List, Nil, Or, True};
use crate::types::null::{NotNull, Nullable, Nullness, OrNull};

/// A window: its partition, its order and its frame.
#[derive(Clone, Copy, Debug)]
pub struct WindowSpec<P, O, F>(P, O, F);

/// `OVER ()`: all rows of the result.
pub const fn window() -> WindowSpec<Nil, Nil, WholeFrame> {
    WindowSpec(Nil, Nil, WholeFrame)
}

/// The default frame.
#[derive(Clone, Copy, Debug)]
pub struct WholeFrame;

impl<O, F> WindowSpec<Nil, O, F> {
    /// `PARTITION BY a, b`
    pub fn partition_by<P: NodeTuple>(self, columns: P) -> WindowSpec<P::List, O, F> {
        WindowSpec(columns.into_list(), self.1, self.2)
    }
}

impl<P, F> WindowSpec<P, Nil, F> {
    /// `ORDER BY a, b`
    pub fn order_by<O: OrderList>(self, columns: O) -> WindowSpec<P, O::List, F> {
        WindowSpec(self.0, columns.into_list(), self.2)
    }
}

/// `ROWS BETWEEN start AND end`
#[derive(Clone, Copy, Debug)]
pub struct Rows<S, E>(PhantomData<(S, E)>);

/// A bound of a frame.
pub trait FrameBound: Copy + 'static {
    /// Its place among the bounds, to see that the start does not come after the end.
    const PLACE: i64;
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
    ($([$($generic:tt)*] $bound:ty: $place:expr, $write:expr;)*) => {$(
        impl<$($generic)*> FrameBound for $bound {
            const PLACE: i64 = $place;
            fn write(out: &mut Pass<'_, '_>) {
                let write: fn(&mut Pass<'_, '_>) = $write;
                write(out);
            }
        }
    )*};
}

bounds! {
    [] UnboundedPreceding: i64::MIN, |out| out.sql("UNBOUNDED PRECEDING");
    [const N: u32] Preceding<N>: -(N as i64), |out| {
        out.number(i64::from(N));
        out.sql(" PRECEDING");
    };
    [] CurrentRow: 0, |out| out.sql("CURRENT ROW");
    [const N: u32] Following<N>: N as i64, |out| {
        out.number(i64::from(N));
        out.sql(" FOLLOWING");
    };
    [] UnboundedFollowing: i64::MAX, |out| out.sql("UNBOUNDED FOLLOWING");
}

/// A frame may start here and end there.
#[diagnostic::on_unimplemented(
    message = "a window frame cannot start at `{Self}` and end at `{End}`",
    label = "the start must not come after the end"
)]
pub trait StartsBefore<End> {}

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
    pub fn rows<S, E>(self, _: S, _: E) -> WindowSpec<P, O, Rows<S, E>>
    where
        S: FrameBound + StartsBefore<E>,
        E: FrameBound,
    {
        const { assert!(S::PLACE <= E::PLACE, "a window frame cannot start after its end") };
        WindowSpec(self.0, self.1, Rows(PhantomData))
    }
}

/// A frame of a window.
pub trait Frame: Copy {
    /// Whether it may hold no row.
    type Null: Nullness;
    /// Whether there is something to write.
    const IS_WRITTEN: bool;
    /// Writes it.
    fn write(out: &mut Pass<'_, '_>);
}

impl Frame for WholeFrame {
    type Null = NotNull;
    const IS_WRITTEN: bool = false;
    fn write(_: &mut Pass<'_, '_>) {}
}

impl<S: FrameBound, E: FrameBound> Frame for Rows<S, E> {
    type Null = Nullable;
    const IS_WRITTEN: bool = true;
    fn write(out: &mut Pass<'_, '_>) {
        out.sql("ROWS BETWEEN ");
        S::write(out);
        out.sql(" AND ");
        E::write(out);
    }
}

/// A function that can stand before OVER.
#[diagnostic::on_unimplemented(
    message = "`OVER` takes a window function or an aggregate without DISTINCT",
    label = "this cannot be computed over a window"
)]
pub trait WindowFunction: Node {
    /// Whether the window must be ordered.
    type NeedsOrder: Bool;
    /// Whether the result may be NULL, from whether an argument or the frame's emptiness makes it.
    type Null<N: Nullness>: Nullness;
    /// What stands in the parentheses.
    type Arguments: Node;
}

/// The window has an order, where the function needs one. Implemented for the good cases.
#[diagnostic::on_unimplemented(
    message = "this window function needs an ordered window",
    label = "without an order its result is arbitrary: add `.order_by(..)` to the window"
)]
pub trait OrderedEnough {}
#[diagnostic::do_not_recommend]
impl OrderedEnough for True {}

impl<N: Node> Expr<N> {
    /// `f(a) OVER (window)`
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let place = rank().over(window().partition_by(posts::author_id).order_by(posts::id.desc()));
    /// assert_eq!(
    ///     from(posts::table).select(place).to_sql::<Sqlite>(),
    ///     "SELECT rank() OVER (PARTITION BY posts.author_id ORDER BY posts.id DESC) FROM posts"
    /// );
    /// ```
    pub fn over<P, O, F>(self, window: WindowSpec<P, O, F>) -> Expr<Over<N, P, O, F>>
    where
        N: WindowFunction,
        <N::Arguments as Node>::Kind: InWindow,
        P: Node,
        P::Kind: InWindow,
        O: Node + List,
        O::Kind: InWindow,
        F: Frame,
        Or<<N::NeedsOrder as Bool>::Not, <O::IsEmpty as Bool>::Not>: OrderedEnough,
    {
        Unplaced(self.0).over(window)
    }
}

/// `f(a) OVER (..)`
#[derive(Clone, Copy, Debug)]
pub struct Over<W, P, O, F>(W, WindowSpec<P, O, F>);

impl<W: WindowFunction, P: Node, O: Node, F> Node for Over<W, P, O, F> {
    type Type = W::Type;
    type Kind = KindOr<WindowKind, KindOr<<W::Arguments as Node>::Kind, KindOr<P::Kind, O::Kind>>>;
    type Open = Concat<W::Open, Concat<P::Open, O::Open>>;
    type Pins = Nil;
    type AsColumn = Nil;
    type IsFixed = False;
    const PREC: u8 = prec::ATOM;
    const SHAPE: Shape = W::SHAPE.or(P::SHAPE).or(O::SHAPE);
}

impl<W, P, O, F: Frame, X, I, J, K> Resolve<X, (I, J, K)> for Over<W, P, O, F>
where
    W: WindowFunction<Arguments: Resolve<X, I>>,
    P: Resolve<X, J>,
    O: Resolve<X, K>,
{
    type Null = W::Null<OrNull<<W::Arguments as Resolve<X, I>>::Null, F::Null>>;
}

impl<W, P, O, F, G, E, I, J, K>
    super::group::Grouped<super::group::Keys<G, E>, super::group::Parts<(I, J, K)>>
    for Over<W, P, O, F>
where
    W: WindowFunction<Arguments: super::group::Grouped<super::group::Keys<G, E>, I>>,
    P: super::group::Grouped<super::group::Keys<G, E>, J>,
    O: super::group::Grouped<super::group::Keys<G, E>, K>,
{
}

impl<W: WindowFunction, P: Node, O: Node, F> super::node::Varies for Over<W, P, O, F> {}

impl<D: Dialect, W, P, O, F: Frame> Render<D> for Over<W, P, O, F>
where
    W: RenderCall<D>,
    P: Render<D> + List,
    O: Render<D> + List,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        cast_sum(W::CAST, pass, |pass| {
            self.0.call(pass);
            self.window::<D>(pass);
        });
    }
}

impl<W, P, O, F: Frame> Over<W, P, O, F> {
    fn window<'a, D: Dialect>(&'a self, pass: &mut Pass<'_, 'a>)
    where
        P: Render<D> + List,
        O: Render<D> + List,
    {
        pass.sql(" OVER (");
        let mut space = "";
        if P::LEN > 0 {
            pass.sql("PARTITION BY ");
            self.1.0.walk(pass);
            space = " ";
        }
        if O::LEN > 0 {
            pass.sql(space);
            pass.sql("ORDER BY ");
            self.1.1.walk(pass);
            space = " ";
        }
        if F::IS_WRITTEN {
            pass.sql(space);
            F::write(pass);
        }
        pass.sql(")");
    }
}

impl<F: AggregateFunction, A: Node> WindowFunction for Aggregated<F, A> {
    type NeedsOrder = False;
    type Null<N: Nullness> = F::Null<N>;
    type Arguments = A;
}

impl<A: Node<Type: Number>> WindowFunction for SumOf<A> {
    type NeedsOrder = False;
    type Null<N: Nullness> = N;
    type Arguments = A;
}

impl WindowFunction for CountRows {
    type NeedsOrder = False;
    type Null<N: Nullness> = NotNull;
    type Arguments = Nil;
}

/// A function that exists only with OVER, which must follow: `rank().over(..)`.
#[derive(Clone, Copy, Debug)]
#[must_use = "a window function needs `.over(..)`"]
pub struct Unplaced<W>(W);

impl<W: WindowFunction> Unplaced<W> {
    /// `f(a) OVER (window)`
    pub fn over<P, O, F>(self, window: WindowSpec<P, O, F>) -> Expr<Over<W, P, O, F>>
    where
        <W::Arguments as Node>::Kind: InWindow,
        P: Node,
        P::Kind: InWindow,
        O: Node + List,
        O::Kind: InWindow,
        F: Frame,
        Or<<W::NeedsOrder as Bool>::Not, <O::IsEmpty as Bool>::Not>: OrderedEnough,
    {
        Expr(Over(self.0, window))
    }
}

/// `f(a, b)` of a function that needs OVER.
#[derive(Clone, Copy, Debug)]
pub struct WindowCall<F, A>(A, PhantomData<F>);

/// A function that needs OVER.
pub trait WindowOnly: 'static {
    /// The type of its result, from that of its first argument.
    type Output<T>;
    /// Whether the result may be NULL.
    type Null<N: Nullness>: Nullness;
    /// Whether the window must be ordered.
    type NeedsOrder: Bool;
    /// Its name.
    const NAME: &'static str;
}

/// The type of the first of a list of nodes.
pub trait FirstType {
    /// That type.
    type Type;
}
impl FirstType for Nil {
    type Type = ();
}
impl<H: Node, T> FirstType for Cons<H, T> {
    type Type = H::Type;
}

impl<F: WindowOnly, A: Node + FirstType> Node for WindowCall<F, A> {
    type Type = F::Output<<A as FirstType>::Type>;
    type Kind = A::Kind;
    type Open = A::Open;
    type Pins = Nil;
    type AsColumn = Nil;
    type IsFixed = False;
    const PREC: u8 = prec::ATOM;
    const SHAPE: Shape = A::SHAPE;
}

impl<F: WindowOnly, A: Node + FirstType> WindowFunction for WindowCall<F, A> {
    type NeedsOrder = F::NeedsOrder;
    type Null<N: Nullness> = F::Null<N>;
    type Arguments = A;
}

impl<D: Dialect, F: WindowOnly, A: Render<D>> RenderCall<D> for WindowCall<F, A> {
    const CAST: Option<Kind> = None;

    fn call<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql(F::NAME);
        pass.sql("(");
        self.0.walk(pass);
        pass.sql(")");
    }
}

macro_rules! window_functions {
    ($(#[$doc:meta] $marker:ident $name:ident($($arg:ident $bound:ident),*) -> $output:ty, $null:ty, ordered $ordered:ident;)*) => {$(
        #[doc = concat!("The function behind [`", stringify!($name), "`].")]
        #[derive(Clone, Copy, Debug)]
        pub enum $marker {}

        impl WindowOnly for $marker {
            type Output<T> = $output;
            type Null<N: Nullness> = $null;
            type NeedsOrder = $ordered;
            const NAME: &'static str = stringify!($name);
        }

        window_functions!(@function #[$doc] $marker $name $($arg $bound)*);
    )*};
    (@function #[$doc:meta] $marker:ident $name:ident) => {
        #[$doc]
        pub const fn $name() -> Unplaced<WindowCall<$marker, Nil>> {
            Unplaced(WindowCall(Nil, PhantomData))
        }
    };
    (@function #[$doc:meta] $marker:ident $name:ident $arg:ident Expr) => {
        #[$doc]
        pub fn $name<N: Node>($arg: Expr<N>) -> Unplaced<WindowCall<$marker, Cons<N, Nil>>> {
            Unplaced(WindowCall(Cons($arg.0, Nil), PhantomData))
        }
    };
    (@function #[$doc:meta] $marker:ident $name:ident $arg:ident Expr $n:ident Int) => {
        #[$doc]
        pub fn $name<const ROWS: i64, N: Node>(
            $arg: Expr<N>,
        ) -> Unplaced<WindowCall<$marker, Cons<N, Cons<Int<ROWS>, Nil>>>> {
            Unplaced(WindowCall(Cons($arg.0, Cons(Int, Nil)), PhantomData))
        }
    };
}

window_functions! {
    /// `row_number()`: 1, 2, 3 in the window's order.
    RowNumber row_number() -> i64, NotNull, ordered True;
    /// `rank()`: equal rows have one rank, and leave a gap after them.
    Rank rank() -> i64, NotNull, ordered True;
    /// `dense_rank()`: equal rows have one rank, without a gap.
    DenseRank dense_rank() -> i64, NotNull, ordered True;
    /// `percent_rank()`: the rank between 0 and 1.
    PercentRank percent_rank() -> f64, NotNull, ordered True;
    /// `cume_dist()`: the share of rows up to this one.
    CumeDist cume_dist() -> f64, NotNull, ordered True;
    /// `lag(a)`: its value in the row before; NULL in the first.
    Lag lag(of Expr) -> T, Nullable, ordered True;
    /// `lead(a)`: its value in the row after; NULL in the last.
    Lead lead(of Expr) -> T, Nullable, ordered True;
    /// `first_value(a)`: its value in the frame's first row.
    FirstValue first_value(of Expr) -> T, N, ordered True;
    /// `last_value(a)`: its value in the frame's last row.
    LastValue last_value(of Expr) -> T, N, ordered True;
    /// `nth_value(a, n)`: its value in the frame's `n`th row, as in `nth_value::<2, _>(a)`.
    NthValue nth_value(of Expr, n Int) -> T, Nullable, ordered True;
}

/// The function behind [`ntile`].
#[derive(Clone, Copy, Debug)]
pub enum Ntile {}

impl WindowOnly for Ntile {
    type Output<T> = i64;
    type Null<N: Nullness> = NotNull;
    type NeedsOrder = True;
    const NAME: &'static str = "ntile";
}

/// `ntile(n)`: in which of `n` parts of equal size the row lies, as in `ntile::<4>()`.
pub const fn ntile<const PARTS: i64>() -> Unplaced<WindowCall<Ntile, Cons<Int<PARTS>, Nil>>> {
    const { assert!(PARTS > 0, "ntile needs at least one part") };
    Unplaced(WindowCall(Cons(Int, Nil), PhantomData))
}
