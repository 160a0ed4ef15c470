//! Aggregates: `COUNT`, `SUM`, `AVG`, `MIN`, `MAX`, with `DISTINCT` and `FILTER`.

use std::marker::PhantomData;

use super::Expr;
use super::column::HasOuter;
use super::group::{Grouped, Unbound};
use super::kind::{Aggregate as AggregateKind, InAggregate, InFilter};
use super::logic::Condition;
use super::node::{In, Node, Resolve, Shape, Varies, prec};
use super::source::OwnSource;
use crate::render::{Dialect, Pass, Render, Spec, Supports};
use crate::schema::scope::HasOwn;
use crate::types::family::{MinMaxOfBytes, MinMaxOfUuid, Number, Ordered};
use crate::types::logic::{Bool, Concat, False, Nil, Or, True};
use crate::types::null::{NotNull, Nullable, Nullness, OrNull};
use crate::types::{Kind, SqlType};

/// An aggregate function.
pub trait AggregateFunction: 'static {
    /// The type of its result.
    type Output<T>;
    /// Whether the result may be NULL: over a group that may be empty, of an argument that may be
    /// NULL.
    type Null<N: Nullness>: Nullness;
    /// Its name.
    fn name(spec: &Spec) -> &'static str;
    /// What the result is cast to, where the database gives another type, such as NUMERIC for a sum of integers.
    const CAST: Option<Kind> = None;
}

/// The feature that a dialect needs for an aggregate of a `T`; `()` for none.
pub trait AggregateOf<T>: AggregateFunction {
    /// It.
    type Needs;
}

impl<T> AggregateOf<T> for Count {
    type Needs = ();
}
impl<T, S: SqlType> AggregateOf<T> for Avg<S> {
    type Needs = ();
}
impl<T, S: SqlType> AggregateOf<T> for Sum<S> {
    type Needs = ();
}
impl<T: Ordered> AggregateOf<T> for Min {
    type Needs = T::MinMax;
}
impl<T: Ordered> AggregateOf<T> for Max {
    type Needs = T::MinMax;
}

supports!(MinMaxOfUuid: Sqlite MySql MariaDb);
supports!(MinMaxOfBytes: Sqlite MySql MariaDb);

/// Why an aggregate is NULL: its argument is, or the group is empty.
type NullOf<F, E, N> = <F as AggregateFunction>::Null<OrNull<E, N>>;

/// `f(a)` or `f(DISTINCT a)`
#[derive(Debug)]
pub struct Aggregated<F, A, const DISTINCT: bool = false>(pub(crate) A, pub(super) PhantomData<F>);

copy_fields!([F, A, const DISTINCT: bool] Aggregated<F, A, DISTINCT>: A => |this| {
    Self(this.0.clone(), PhantomData)
});

/// `f(a) FILTER (WHERE c)`
#[derive(Clone, Copy, Debug)]
pub struct Filtered<G, C>(G, C);

/// The feature `f(a) FILTER (WHERE c)`.
pub struct AggregateFilter;
supports!(AggregateFilter: Sqlite Postgres);

macro_rules! aggregates {
    ($(#[$doc:meta] $marker:ident $name:ident($family:ident) -> $output:ty, $null:ty $(, cast $cast:ident)? $(, name $sql:expr)?;)*) => {$(
        #[doc = concat!("The function behind [`", stringify!($name), "`].")]
        #[derive(Clone, Copy, Debug)]
        pub enum $marker {}

        impl AggregateFunction for $marker {
            type Output<T> = $output;
            type Null<N: Nullness> = $null;
            $(const CAST: Option<crate::types::Kind> = Some(crate::types::Kind::$cast);)?

            fn name(spec: &Spec) -> &'static str {
                let name: fn(&Spec) -> &'static str = aggregates!(@name $name $($sql)?);
                name(spec)
            }
        }

        #[$doc]
        pub fn $name<N>(of: Expr<N>) -> Expr<Aggregated<$marker, N>>
        where
            N: Node,
            N::Type: $family,
        {
            Expr(Aggregated(of.0, PhantomData))
        }
    )*};
    (@name $name:ident) => { |_| stringify!($name) };
    (@name $name:ident $sql:expr) => { $sql };
}

/// Any type.
pub trait Anything {}
impl<T> Anything for T {}

aggregates! {
    /// `count(a)`: how many are not NULL. For rows take [`count_rows`].
    Count count(Anything) -> i64, NotNull;
    /// `min(a)`; NULL where the query has no group and no row.
    Min min(Ordered) -> T, N;
    /// `max(a)`; NULL where the query has no group and no row.
    Max max(Ordered) -> T, N;
}

/// `sum(a)`, wide enough: the sum of `i32` is an `i64`. NULL where the query has no group and no
/// row.
pub fn sum<N, S>(of: Expr<N>) -> Expr<Aggregated<Sum<S>, N>>
where
    N: Node,
    N::Type: Number<Sum = S>,
{
    Expr(Aggregated(of.0, PhantomData))
}

/// `avg(a)`, as an `f64`, or of decimals as a `Decimal`, with 16 digits after the point on MySQL and MariaDB. NULL
/// where the query has no group and no row.
pub fn avg<N, S>(of: Expr<N>) -> Expr<Aggregated<Avg<S>, N>>
where
    N: Node,
    N::Type: Number<Mean = S>,
{
    Expr(Aggregated(of.0, PhantomData))
}

/// The function behind [`sum`], which gives an `S`.
#[derive(Debug)]
pub struct Sum<S>(PhantomData<fn() -> S>);

/// The function behind [`avg`], which gives an `S`.
#[derive(Debug)]
pub struct Avg<S>(PhantomData<fn() -> S>);

macro_rules! of_type {
    ($($function:ident $name:literal, $cast:expr;)*) => {$(
        impl<S: SqlType> AggregateFunction for $function<S> {
            type Output<T> = S;
            type Null<N: Nullness> = N;
            const CAST: Option<Kind> = $cast;

            fn name(_: &Spec) -> &'static str {
                $name
            }
        }
    )*};
}

of_type! {
    Sum "sum", match S::KIND {
        Kind::Decimal => None,
        kind => Some(kind),
    };
    Avg "avg", Some(S::KIND);
}

/// An aggregate is of this query's rows. Implemented for the good case.
#[diagnostic::on_unimplemented(
    message = "an aggregate of `outer(..)` columns alone would be one of the outer query",
    label = "SQL computes it over the outer query's rows: aggregate a column of this query's FROM"
)]
pub trait OfThisQuery {}
#[diagnostic::do_not_recommend]
impl OfThisQuery for True {}

/// The argument of an aggregate is checked against FROM, and needs no group. It holds no aggregate,
/// which is asked here and not where it is made, since OVER takes `sum(count(*))`.
macro_rules! aggregate_node {
    ([$($generic:tt)*] $node:ty, $arg:ident; type $type:ty; null<$e:ident> $null:ty;) => {
        impl<$($generic)*> Node for $node
        where
            $arg: Node,
        {
            type Type = $type;
            type Kind = AggregateKind;
            type Open = $arg::Open;
            type Pins = Nil;
            type AsColumn = Nil;
            type IsFixed = False;
            const PREC: u8 = prec::ATOM;
            const SHAPE: Shape = $arg::SHAPE;
        }

        impl<S, $e: Nullness, I: HasOwn, $($generic)*> Resolve<In<S, $e>, I> for $node
        where
            $arg: Resolve<In<S, $e>, I>,
            $arg::Kind: InAggregate,
            $arg::Open: HasOuter,
            Or<I::Column, <<$arg::Open as HasOuter>::Is as Bool>::Not>: OfThisQuery,
        {
            type Null = $null;
        }

        impl<$($generic)*> OwnSource for $node
        where
            $arg: OwnSource,
        {
            type Source = $arg::Source;
        }

        impl<G, $($generic)*> Grouped<G, ()> for $node {}
        impl<$($generic)*> Unbound for $node where $arg: Unbound {}
        impl<$($generic)*> Varies for $node where Self: Node {}
        key_but_for_its_kind!([$($generic)*] $node;);
    };
}

aggregate_node!([F: AggregateFunction, A, const DISTINCT: bool] Aggregated<F, A, DISTINCT>, A;
    type F::Output<A::Type>; null<E> NullOf<F, E, A::Null>;);

/// The call alone: what OVER and FILTER follow.
pub trait RenderCall<D: Dialect> {
    /// What the result is cast to, where the database gives another type.
    const CAST: Option<Kind>;
    /// Writes the call.
    fn call<'a>(&'a self, pass: &mut Pass<'_, 'a>);
}

/// Writes something, cast where the database gives another type.
pub(crate) fn cast_sum<'p, 'a>(
    cast: Option<Kind>,
    pass: &mut Pass<'p, 'a>,
    write: impl FnOnce(&mut Pass<'p, 'a>),
) {
    let Some(to) = cast.and_then(|kind| (pass.spec().sum_type)(kind)) else { return write(pass) };
    pass.sql("CAST(");
    write(pass);
    pass.sql(" AS ");
    pass.sql(to);
    pass.sql(")");
}

impl<D, F, A, Needs, const DISTINCT: bool> RenderCall<D> for Aggregated<F, A, DISTINCT>
where
    A: Node + Render<D>,
    F: AggregateOf<A::Type, Needs = Needs>,
    D: Supports<Needs>,
{
    const CAST: Option<Kind> = F::CAST;

    fn call<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql(F::name(pass.spec()));
        pass.sql(if DISTINCT { "(DISTINCT " } else { "(" });
        pass.of_rows(|pass| self.0.walk(pass));
        pass.sql(")");
    }
}

impl<D: Dialect, F, A, const DISTINCT: bool> Render<D> for Aggregated<F, A, DISTINCT>
where
    Self: RenderCall<D>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        cast_sum(Self::CAST, pass, |pass| self.call(pass));
    }
}

/// An aggregate that may give something else where each value counts once.
pub trait Counting: AggregateFunction {}
impl Counting for Count {}
impl<S: SqlType> Counting for Avg<S> {}
impl<S: SqlType> Counting for Sum<S> {}

impl<F: Counting, N: Node> Expr<Aggregated<F, N>> {
    /// `count(DISTINCT a)`, `sum(DISTINCT a)`, `avg(DISTINCT a)`: each value counts once.
    pub fn distinct(self) -> Expr<Aggregated<F, N, true>> {
        Expr(Aggregated(self.0.0, PhantomData))
    }
}

impl<N: Node> Expr<N> {
    /// `f(a) FILTER (WHERE condition)` of an aggregate: NULL (or 0, for `count`) where no row fits. PostgreSQL and
    /// SQLite have it.
    pub fn filter_where<C>(self, condition: C) -> Expr<Filtered<N, C::Node>>
    where
        N: Filterable,
        C: Condition<Node: Node<Kind: InFilter>>,
    {
        Expr(Filtered(self.0, condition.condition()))
    }
}

impl Filterable for CountRows {
    type Argument = Nil;
    type Null = NotNull;
}

/// An aggregate that can have FILTER.
#[diagnostic::on_unimplemented(
    message = "FILTER follows an aggregate function",
    label = "`filter_where` is for `count`, `sum` and their like; rows are filtered by `.filter(..)`",
    note = "`array_agg(..)` takes it after `.with_nulls()`"
)]
pub trait Filterable: Node {
    /// Its argument.
    type Argument: Node;
    /// Whether the result may be NULL where no row fits.
    type Null: Nullness;
}

impl<F: AggregateFunction, A: Node, const DISTINCT: bool> Filterable
    for Aggregated<F, A, DISTINCT>
{
    type Argument = A;
    type Null = F::Null<Nullable>;
}

impl<G: Filterable, C: Node> Node for Filtered<G, C> {
    type Type = G::Type;
    type Kind = AggregateKind;
    type Open = Concat<G::Open, C::Open>;
    type Pins = Nil;
    type AsColumn = Nil;
    type IsFixed = False;
    const PREC: u8 = prec::ATOM;
    const SHAPE: Shape = G::SHAPE.or(C::SHAPE);
}

/// A column of this query in the condition is enough to make it an aggregate of this query.
impl<G, C, X, I: HasOwn, J: HasOwn> Resolve<X, (I, J)> for Filtered<G, C>
where
    G: Filterable<Argument: Resolve<X, I>>,
    <G::Argument as Node>::Kind: InAggregate,
    C: Resolve<X, J>,
    Self: Node<Open: HasOuter>,
    Or<Or<I::Column, J::Column>, <<<Self as Node>::Open as HasOuter>::Is as Bool>::Not>:
        OfThisQuery,
{
    type Null = G::Null;
}

impl<G: OwnSource, C> OwnSource for Filtered<G, C> {
    type Source = G::Source;
}

impl<G, C, K> Grouped<K, ()> for Filtered<G, C> {}
impl<G: Unbound, C: Unbound> Unbound for Filtered<G, C> {}
impl<G: Filterable, C: Node> Varies for Filtered<G, C> {}

impl<D, G, C> RenderCall<D> for Filtered<G, C>
where
    D: Supports<AggregateFilter>,
    G: RenderCall<D>,
    C: Render<D>,
{
    const CAST: Option<Kind> = G::CAST;

    fn call<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.0.call(pass);
        pass.sql(" FILTER (WHERE ");
        self.1.walk(pass);
        pass.sql(")");
    }
}

impl<D: Dialect, G, C> Render<D> for Filtered<G, C>
where
    Self: RenderCall<D>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        cast_sum(Self::CAST, pass, |pass| self.call(pass));
    }
}

/// `count(*)`
#[derive(Clone, Copy, Debug)]
pub struct CountRows;

impl Node for CountRows {
    type Type = i64;
    type Kind = AggregateKind;
    type Open = Nil;
    type Pins = Nil;
    type AsColumn = Nil;
    type IsFixed = False;
    const PREC: u8 = prec::ATOM;
    const SHAPE: Shape = Shape::Fixed;
}

impl<X> Resolve<X, ()> for CountRows {
    type Null = NotNull;
}

impl<G> Grouped<G, ()> for CountRows {}
impl Unbound for CountRows {}
impl Varies for CountRows {}
key_but_for_its_kind!([] CountRows; [G, C] Filtered<G, C>;);

impl<D: Dialect> RenderCall<D> for CountRows {
    const CAST: Option<Kind> = None;

    fn call<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("count(*)");
    }
}

impl<D: Dialect> Render<D> for CountRows {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        RenderCall::<D>::call(self, pass);
    }
}

/// `count(*)`: how many rows there are, those of an outer join without a match among them.
pub const fn count_rows() -> Expr<CountRows> {
    Expr(CountRows)
}
