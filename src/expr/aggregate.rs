//! Aggregates: `COUNT`, `SUM`, `AVG`, `MIN`, `MAX`, with `DISTINCT` and `FILTER`.

use std::marker::PhantomData;

use super::Expr;
use super::group::Grouped;
use super::kind::{Aggregate as AggregateKind, InAggregate};
use super::logic::Condition;
use super::node::{In, Node, Resolve, Shape, Varies, prec};
use crate::dialect::{Postgres, Sqlite};
use crate::render::{Dialect, Pass, Render, Supports};
use crate::types::family::{Number, Ordered};
use crate::types::logic::{Concat, False, Nil};
use crate::types::null::{NotNull, Nullness, OrNull};
use crate::types::{Kind, SqlType};

/// An aggregate function.
pub trait AggregateFunction: 'static {
    /// The type of its result.
    type Output<T>;
    /// Whether the result may be NULL: over a group that may be empty, of an argument that may be
    /// NULL.
    type Null<N: Nullness>: Nullness;
    /// Its name.
    const NAME: &'static str;
    /// Whether integers add up to something wider on some databases, and are cast back.
    const SUMS: bool;
}

/// Why an aggregate is NULL: its argument is, or the group is empty.
type NullOf<F, E, N> = <F as AggregateFunction>::Null<OrNull<E, N>>;

/// `f(a)`
#[derive(Clone, Copy, Debug)]
pub struct Aggregated<F, A>(pub(crate) A, PhantomData<F>);
/// `f(DISTINCT a)`
#[derive(Clone, Copy, Debug)]
pub struct AggregatedDistinct<F, A>(A, PhantomData<F>);
/// `f(a) FILTER (WHERE c)`
#[derive(Clone, Copy, Debug)]
pub struct Filtered<G, C>(G, C);

/// The feature `f(a) FILTER (WHERE c)`.
pub struct AggregateFilter;
impl Supports<AggregateFilter> for Sqlite {}
impl Supports<AggregateFilter> for Postgres {}

macro_rules! aggregates {
    ($(#[$doc:meta] $marker:ident $name:ident($family:ident) -> $output:ty, $null:ty, sums $sums:literal;)*) => {$(
        #[doc = concat!("The function behind [`", stringify!($name), "`].")]
        #[derive(Clone, Copy, Debug)]
        pub enum $marker {}

        impl AggregateFunction for $marker {
            type Output<T> = $output;
            type Null<N: Nullness> = $null;
            const NAME: &'static str = stringify!($name);
            const SUMS: bool = $sums;
        }

        #[$doc]
        pub fn $name<N>(of: Expr<N>) -> Expr<Aggregated<$marker, N>>
        where
            N: Node,
            N::Kind: InAggregate,
            N::Type: $family,
        {
            Expr(Aggregated(of.0, PhantomData))
        }
    )*};
}

/// Any type.
pub trait Anything {}
impl<T> Anything for T {}

aggregates! {
    /// `count(a)`: how many are not NULL. For rows take [`count_rows`].
    Count count(Anything) -> i64, NotNull, sums false;
    /// `min(a)`; NULL where the query has no group and no row.
    Min min(Ordered) -> T, N, sums false;
    /// `max(a)`; NULL where the query has no group and no row.
    Max max(Ordered) -> T, N, sums false;
    /// `avg(a)`, as `f64`; NULL where the query has no group and no row.
    Avg avg(Number) -> f64, N, sums true;
}

/// `sum(a)`, wide enough: the sum of `i32` is an `i64`. NULL where the query has no group and no
/// row.
pub fn sum<N>(of: Expr<N>) -> Expr<SumOf<N>>
where
    N: Node,
    N::Kind: InAggregate,
    N::Type: Number,
{
    Expr(SumOf(of.0))
}

/// `sum(a)`
#[derive(Clone, Copy, Debug)]
pub struct SumOf<A>(A);

/// The argument of an aggregate is checked against FROM, and needs no group.
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

        impl<S, $e: Nullness, I, $($generic)*> Resolve<In<S, $e>, I> for $node
        where
            $arg: Resolve<In<S, $e>, I>,
        {
            type Null = $null;
        }

        impl<G, $($generic)*> Grouped<G, ()> for $node {}
        impl<$($generic)*> Varies for $node where Self: Node {}
    };
}

aggregate_node!([F: AggregateFunction, A] Aggregated<F, A>, A;
    type F::Output<A::Type>; null<E> NullOf<F, E, A::Null>;);
aggregate_node!([F: AggregateFunction, A] AggregatedDistinct<F, A>, A;
    type F::Output<A::Type>; null<E> NullOf<F, E, A::Null>;);
aggregate_node!([A: Node<Type: Number>] SumOf<A>, A;
    type <A::Type as Number>::Sum; null<E> OrNull<E, A::Null>;);

impl<D: Dialect, F: AggregateFunction, A: Node + Render<D>> Render<D> for Aggregated<F, A> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let cast = F::SUMS && pass.spec().cast_sums;
        call::<D, A>(F::NAME, &self.0, cast.then_some(Kind::Float64), pass);
    }
}

impl<D: Dialect, A: Node<Type: Number> + Render<D>> Render<D> for SumOf<A> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let kind = <<A::Type as Number>::Sum as SqlType>::KIND;
        call::<D, A>("sum", &self.0, pass.spec().cast_sums.then_some(kind), pass);
    }
}

/// PostgreSQL and MySQL add up integers to NUMERIC, which is cast back.
fn call<'a, D: Dialect, A: Render<D>>(
    name: &str,
    argument: &'a A,
    cast: Option<Kind>,
    pass: &mut Pass<'_, 'a>,
) {
    if cast.is_some() {
        pass.sql("CAST(");
    }
    pass.sql(name);
    pass.sql("(");
    argument.walk(pass);
    pass.sql(")");
    if let Some(kind) = cast {
        pass.sql(" AS ");
        pass.sql((pass.spec().cast_type)(kind));
        pass.sql(")");
    }
}

impl<F: AggregateFunction, A: Render<D>, D: Dialect> Render<D> for AggregatedDistinct<F, A> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql(F::NAME);
        pass.sql("(DISTINCT ");
        self.0.walk(pass);
        pass.sql(")");
    }
}

impl<N: Node> Expr<Aggregated<Count, N>> {
    /// `count(DISTINCT a)`: each value counts once.
    pub fn distinct(self) -> Expr<AggregatedDistinct<Count, N>> {
        Expr(AggregatedDistinct(self.0.0, PhantomData))
    }
}

impl<F: AggregateFunction, N: Node> Expr<Aggregated<F, N>> {
    /// `f(a) FILTER (WHERE condition)`: NULL (or 0, for `count`) where no row fits.
    pub fn filter_where<C: Condition>(
        self,
        condition: C,
    ) -> Expr<Filtered<Aggregated<F, N>, C::Node>>
    where
        <C::Node as Node>::Kind: InAggregate,
    {
        Expr(Filtered(self.0, condition.condition()))
    }
}

impl<F: AggregateFunction, A: Node, C: Node> Node for Filtered<Aggregated<F, A>, C> {
    type Type = F::Output<A::Type>;
    type Kind = AggregateKind;
    type Open = Concat<A::Open, C::Open>;
    type Pins = Nil;
    type AsColumn = Nil;
    type IsFixed = False;
    const PREC: u8 = prec::ATOM;
    const SHAPE: Shape = A::SHAPE.or(C::SHAPE);
}

impl<F: AggregateFunction, A, C, S, E, I, J> Resolve<In<S, E>, (I, J)>
    for Filtered<Aggregated<F, A>, C>
where
    A: Resolve<In<S, E>, I>,
    C: Resolve<In<S, E>, J>,
{
    type Null = F::Null<crate::types::null::Nullable>;
}

impl<F, A, C, G> Grouped<G, ()> for Filtered<Aggregated<F, A>, C> {}
impl<F: AggregateFunction, A: Node, C: Node> Varies for Filtered<Aggregated<F, A>, C> {}

impl<D, F, A, C> Render<D> for Filtered<Aggregated<F, A>, C>
where
    D: Supports<AggregateFilter>,
    Aggregated<F, A>: Render<D>,
    C: Render<D>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.0.walk(pass);
        pass.sql(" FILTER (WHERE ");
        self.1.walk(pass);
        pass.sql(")");
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
impl Varies for CountRows {}

impl<D: Dialect> Render<D> for CountRows {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("count(*)");
    }
}

/// `count(*)`: how many rows there are, those of an outer join without a match among them.
pub const fn count_rows() -> Expr<CountRows> {
    Expr(CountRows)
}
