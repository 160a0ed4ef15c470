//! Window functions: `f(a) OVER (PARTITION BY .. ORDER BY .. ROWS BETWEEN ..)`; not the frames.

use std::marker::PhantomData;

use super::aggregate::{
    AggregateFunction, Aggregated, CountRows, Filterable, Filtered, RenderCall, cast_sum,
};
use super::frame::{Frame, Unshared, WholeFrame};
use super::group::Unbound;
use super::kind::{InWindow, KindOr, Window as WindowKind};
use super::node::{Node, Resolve, Shape, prec};
use super::sort::OrderList;
use super::source::OwnSource;
use super::tuple::NodeTuple;
use super::value::Argument;
use super::{Expr, Operand};
use crate::render::{Dialect, Pass, Render, Supports};
use crate::types::Kind;
use crate::types::logic::{Bool, Concat, Cons, False, List, Nil, Or, True};
use crate::types::null::{NotNull, Nullable, Nullness, OrNull};

/// A window: its partition, its order and its frame.
#[derive(Clone, Copy, Debug)]
pub struct WindowSpec<P, O, F>(pub(crate) P, pub(crate) O, pub(crate) F);

/// `OVER ()`: all rows of the result.
pub const fn window() -> WindowSpec<Nil, Nil, WholeFrame> {
    WindowSpec(Nil, Nil, WholeFrame)
}

impl<O, F> WindowSpec<Nil, O, F> {
    /// `PARTITION BY a, b`
    pub fn partition_by<P: NodeTuple>(self, columns: P) -> WindowSpec<P::List, O, F>
    where
        F: Unshared,
    {
        WindowSpec(columns.into_list(), self.1, self.2)
    }
}

impl<P, F> WindowSpec<P, Nil, F> {
    /// `ORDER BY a, b`
    pub fn order_by<O: OrderList>(self, columns: O) -> WindowSpec<P, O::List, F>
    where
        F: Unshared,
    {
        WindowSpec(self.0, columns.into_list(), self.2)
    }
}

/// A function that can stand before OVER.
pub trait WindowFunction: Node {
    /// Itself. What is no such function has none, so that rustc says so once.
    type Call;
    /// Whether the window must be ordered.
    type NeedsOrder: Bool;
    /// Whether it is computed over the frame, and not over the whole partition.
    type UsesFrame: Bool;
    /// Whether the result may be NULL, from whether an argument or the frame's emptiness makes it.
    type Null<N: Nullness>: Nullness;
    /// The feature that a dialect needs for it before OVER; `()` for none.
    type Needs;
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

/// The window has a frame only where the function looks at it. Implemented for the good cases.
#[diagnostic::on_unimplemented(
    message = "this window function takes no frame: it looks at the whole partition",
    label = "leave `.rows(..)`, `.range(..)` or `.groups(..)` out of its window"
)]
pub trait FrameCounts {}
#[diagnostic::do_not_recommend]
impl FrameCounts for True {}

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
    pub fn over<P, O, F, R>(self, window: WindowSpec<P, O, F>) -> Expr<R>
    where
        N: Placed<P, O, F, Over = R>,
    {
        Expr(self.0.over(window))
    }
}

/// A function over a window of the partition `P`, the order `O` and the frame `F`.
#[diagnostic::on_unimplemented(
    message = "`OVER` takes a window function or an aggregate without DISTINCT and ORDER BY",
    label = "this cannot be computed over a window"
)]
pub trait Placed<P, O, F> {
    /// Both together.
    type Over;
    /// Puts them together.
    fn over(self, window: WindowSpec<P, O, F>) -> Self::Over;
}

impl<W, P, O, F> Placed<P, O, F> for W
where
    W: WindowFunction<Call = W, Arguments: Node<Kind: InWindow>>,
    P: Node<Kind: InWindow>,
    O: Node<Kind: InWindow> + List,
    F: Frame,
    Or<<W::NeedsOrder as Bool>::Not, <O::IsEmpty as Bool>::Not>: OrderedEnough,
    Or<W::UsesFrame, F::IsWhole>: FrameCounts,
{
    type Over = Over<W::Call, P, O, F>;

    fn over(self, window: WindowSpec<P, O, F>) -> Self::Over {
        Over(self, window)
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

impl<W: OwnSource, P, O, F> OwnSource for Over<W, P, O, F> {
    type Source = W::Source;
}

impl<A: OwnSource, F> OwnSource for WindowCall<F, A> {
    type Source = A::Source;
}

impl<W: WindowFunction, P: Node, O: Node, F> super::node::Varies for Over<W, P, O, F> {}
impl<W: Unbound, P: Unbound, O: Unbound, F> Unbound for Over<W, P, O, F> {}
impl<F, A: Unbound> Unbound for WindowCall<F, A> {}
key_but_for_its_kind!([W, P, O, F] Over<W, P, O, F>;);

impl<D, W, P, O, F: Frame> Render<D> for Over<W, P, O, F>
where
    D: Supports<F::Needs> + Supports<W::Needs>,
    W: WindowFunction + RenderCall<D>,
    P: Render<D> + List,
    O: Render<D> + List,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        cast_sum(W::CAST, pass, |pass| {
            self.0.call(pass);
            pass.sql(" OVER ");
            if F::IS_SHARED {
                return pass.shared_window(|pass| self.window::<D>(pass));
            }
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
        pass.sql("(");
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
        if !F::IsWhole::VALUE {
            pass.sql(space);
            F::write(pass);
        }
        pass.sql(")");
    }
}

impl<F: AggregateFunction, A: Node> WindowFunction for Aggregated<F, A> {
    type Call = Self;
    type NeedsOrder = False;
    type UsesFrame = True;
    type Needs = ();
    type Null<N: Nullness> = F::Null<N>;
    type Arguments = A;
}

impl WindowFunction for CountRows {
    type Call = Self;
    type NeedsOrder = False;
    type UsesFrame = True;
    type Needs = ();
    type Null<N: Nullness> = NotNull;
    type Arguments = Nil;
}

/// It is NULL where no row fits, as without OVER.
impl<G: Filterable + WindowFunction, C: Node> WindowFunction for Filtered<G, C> {
    type Call = Self;
    type NeedsOrder = False;
    type UsesFrame = True;
    type Needs = G::Needs;
    type Null<N: Nullness> = <G as Filterable>::Null;
    type Arguments = Cons<G::Argument, Cons<C, Nil>>;
}

/// A function that exists only with OVER, which must follow: `rank().over(..)`.
#[derive(Clone, Copy, Debug)]
#[must_use = "a window function needs `.over(..)`"]
pub struct Unplaced<W>(W);

impl<W: WindowFunction> Unplaced<W> {
    /// `f(a) OVER (window)`
    pub fn over<P, O, F, R>(self, window: WindowSpec<P, O, F>) -> Expr<R>
    where
        W: Placed<P, O, F, Over = R>,
    {
        Expr(self.0.over(window))
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
    /// Whether it is computed over the frame, and not over the whole partition.
    type UsesFrame: Bool;
    /// The feature that a dialect needs for it; `()` for none.
    type Needs;
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
    type Call = Self;
    type NeedsOrder = F::NeedsOrder;
    type UsesFrame = F::UsesFrame;
    type Needs = F::Needs;
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
    ($(#[$doc:meta] $marker:ident $name:ident($($arg:ident $bound:ident),*) -> $output:ty, $null:ty, framed $framed:ident;)*) => {$(
        #[doc = concat!("The function behind [`", stringify!($name), "`].")]
        #[derive(Clone, Copy, Debug)]
        pub enum $marker {}

        impl WindowOnly for $marker {
            type Output<T> = $output;
            type Null<N: Nullness> = $null;
            type NeedsOrder = True;
            type UsesFrame = $framed;
            type Needs = ();
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
        ) -> Unplaced<WindowCall<$marker, Cons<N, Cons<Argument<ROWS>, Nil>>>> {
            const { assert!(ROWS > 0 && ROWS <= MOST, "rows of a frame are counted from 1, at most to 2^31 - 1") };
            Unplaced(WindowCall(Cons($arg.0, Cons(Argument, Nil)), PhantomData))
        }
    };
}

window_functions! {
    /// `row_number()`: 1, 2, 3 in the window's order.
    RowNumber row_number() -> i64, NotNull, framed False;
    /// `rank()`: equal rows have one rank, and leave a gap after them.
    Rank rank() -> i64, NotNull, framed False;
    /// `dense_rank()`: equal rows have one rank, without a gap.
    DenseRank dense_rank() -> i64, NotNull, framed False;
    /// `percent_rank()`: the rank between 0 and 1.
    PercentRank percent_rank() -> f64, NotNull, framed False;
    /// `cume_dist()`: the share of rows up to this one.
    CumeDist cume_dist() -> f64, NotNull, framed False;
    /// `lag(a)`: its value in the row before; NULL in the first. See [`by`](Unplaced::by).
    Lag lag(of Expr) -> T, Nullable, framed False;
    /// `lead(a)`: its value in the row after; NULL in the last. See [`by`](Unplaced::by).
    Lead lead(of Expr) -> T, Nullable, framed False;
    /// `first_value(a)`: its value in the frame's first row.
    FirstValue first_value(of Expr) -> T, N, framed True;
    /// `last_value(a)`: its value in the frame's last row.
    LastValue last_value(of Expr) -> T, N, framed True;
    /// `nth_value(a, n)`: its value in the frame's `n`th row, as in `nth_value::<2, _>(a)`.
    NthValue nth_value(of Expr, n Int) -> T, Nullable, framed True;
}

/// PostgreSQL counts rows and parts in 32 bits.
const MOST: i64 = i32::MAX as i64;

/// The function behind [`ntile`].
#[derive(Clone, Copy, Debug)]
pub enum Ntile {}

impl WindowOnly for Ntile {
    type Output<T> = i64;
    type Null<N: Nullness> = NotNull;
    type NeedsOrder = True;
    type UsesFrame = False;
    type Needs = ();
    const NAME: &'static str = "ntile";
}

/// `ntile(n)`: in which of `n` parts of equal size the row lies, as in `ntile::<4>()`.
pub const fn ntile<const PARTS: i64>() -> Unplaced<WindowCall<Ntile, Cons<Argument<PARTS>, Nil>>> {
    const { assert!(PARTS > 0 && PARTS <= MOST, "ntile needs at least one part, and at most 2^31 - 1") };
    Unplaced(WindowCall(Cons(Argument, Nil), PhantomData))
}

/// `lag` or `lead` with a value for the rows that have none before or after them.
#[derive(Clone, Copy, Debug)]
pub struct OrDefault<F>(PhantomData<F>);

/// The feature of a default of `lag` and `lead`, which MariaDB lacks.
pub struct LagDefault;
supports!(LagDefault: Sqlite Postgres MySql);

impl<F: Shift> WindowOnly for OrDefault<F> {
    type Output<T> = T;
    type Null<N: Nullness> = N;
    type NeedsOrder = True;
    type UsesFrame = False;
    type Needs = LagDefault;
    const NAME: &'static str = F::NAME;
}

/// `lag` and `lead`.
pub trait Shift: WindowOnly {}
impl Shift for Lag {}
impl Shift for Lead {}

/// The arguments of `lag` and `lead`.
pub type Shifted<N, const ROWS: i64> = Cons<N, Cons<Argument<ROWS>, Nil>>;
/// The same with a default.
pub type ShiftedOr<N, const ROWS: i64, V> = Cons<N, Cons<Argument<ROWS>, Cons<V, Nil>>>;

impl<F: Shift, N: Node> Unplaced<WindowCall<F, Cons<N, Nil>>> {
    /// `lag(a, n)`: its value `n` rows before or after, as in `lag(a).by::<7>()`.
    pub fn by<const ROWS: i64>(self) -> Unplaced<WindowCall<F, Shifted<N, ROWS>>> {
        const {
            assert!(
                ROWS >= 0 && ROWS <= MOST,
                "lag and lead count rows, at most 2^31 - 1: take the other one for the other way"
            );
        };
        Unplaced(WindowCall(Cons(self.0.0.0, Cons(Argument, Nil)), PhantomData))
    }

    /// `lag(a, 1, default)`: a value where there is no row before or after, as in `lag(a).or(0)`.
    /// MariaDB does not have it.
    pub fn or<V: Operand<N::Type>>(
        self,
        default: V,
    ) -> Unplaced<WindowCall<OrDefault<F>, ShiftedOr<N, 1, V::Node>>> {
        self.by::<1>().or(default)
    }
}

impl<F: Shift, N: Node, const ROWS: i64> Unplaced<WindowCall<F, Shifted<N, ROWS>>> {
    /// `lag(a, n, default)`: a value where there is no such row, as in `lag(a).by::<2>().or(0)`.
    /// MariaDB does not have it.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let before = lag(users::visits).or(0).over(window().order_by(users::id));
    /// assert_eq!(
    ///     select(before).to_sql::<Sqlite>(),
    ///     "SELECT lag(users.visits, 1, ?1) OVER (ORDER BY users.id) FROM users"
    /// );
    /// ```
    pub fn or<V: Operand<N::Type>>(
        self,
        default: V,
    ) -> Unplaced<WindowCall<OrDefault<F>, ShiftedOr<N, ROWS, V::Node>>> {
        let Cons(of, rest) = self.0.0;
        Unplaced(WindowCall(Cons(of, Cons(rest.0, Cons(default.operand(), Nil))), PhantomData))
    }
}
