//! The values of a group as an array: `array_agg(a ORDER BY b)`.

use std::marker::PhantomData;

use super::Expr;
use super::aggregate::{Filterable, OfThisQuery, RenderCall};
use super::column::HasOuter;
use super::group::Grouped;
use super::kind::{Aggregate, InAggregate};
use super::node::{In, Node, Resolve, Shape, Varies, prec};
use super::sort::OrderList;
use super::source::OwnSource;
use crate::render::{Pass, Render, Supports};
use crate::schema::scope::HasOwn;
use crate::types::array::{Arrays, Item};
use crate::types::logic::{Bool, Concat, Cons, List, Nil, Or};
use crate::types::null::{NotNull, Nullable, Nullness};
use crate::types::{Kind, SqlType};

/// `array_agg(a ORDER BY b)`, an array of `E`.
#[derive(Debug)]
pub struct ArrayAgg<N, O, E, const DISTINCT: bool>(N, O, PhantomData<fn() -> E>);

copy_fields!([N, O, E, const DISTINCT: bool] ArrayAgg<N, O, E, DISTINCT>: N O => |this| {
    Self(this.0.clone(), this.1.clone(), PhantomData)
});

/// An element that can hold what is aggregated.
#[diagnostic::on_unimplemented(
    message = "an array of something that may be NULL holds NULL",
    label = "write `.with_nulls()` behind it, which makes it an array of `Option`s"
)]
pub trait Holds<Null> {}
impl<T: SqlType> Holds<NotNull> for T {}
impl<T: SqlType, N: Nullness> Holds<N> for Option<T> {}

/// `array_agg(a)`: all values of the group; NULL where the query has no group and no row. What may be
/// NULL needs [`with_nulls`](Expr::with_nulls).
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// let titles = array_agg(posts::title).order_by(posts::id);
/// let q = from(posts::table).group_by(posts::author_id).select((posts::author_id, titles));
/// assert_eq!(
///     q.to_sql::<Postgres>(),
///     "SELECT posts.author_id, array_agg(posts.title ORDER BY posts.id) \
///      FROM posts GROUP BY posts.author_id"
/// );
/// ```
pub fn array_agg<N>(of: Expr<N>) -> Expr<ArrayAgg<N, Nil, N::Type, false>>
where
    N: Node<Type: Item>,
{
    Expr(ArrayAgg(of.0, Nil, PhantomData))
}

impl<N: Node, E> Expr<ArrayAgg<N, Nil, E, false>> {
    /// `ORDER BY keys` inside: the order of the elements.
    pub fn order_by<L: OrderList>(self, keys: L) -> Expr<ArrayAgg<N, L::List, E, false>> {
        Expr(ArrayAgg(self.0.0, keys.into_list(), PhantomData))
    }

    /// `DISTINCT`: each value once.
    pub fn distinct(self) -> Expr<ArrayAgg<N, Nil, E, true>> {
        Expr(ArrayAgg(self.0.0, Nil, PhantomData))
    }
}

impl<N: Node, O, E: Item, const DISTINCT: bool> Expr<ArrayAgg<N, O, E, DISTINCT>> {
    /// The same as an array of `Option`s, which may hold NULL.
    pub fn with_nulls(self) -> Expr<ArrayAgg<N, O, Option<E>, DISTINCT>> {
        let ArrayAgg(of, order, _) = self.0;
        Expr(ArrayAgg(of, order, PhantomData))
    }
}

impl<N: Node, O: Node, E, const DISTINCT: bool> Filterable for ArrayAgg<N, O, Option<E>, DISTINCT> {
    type Argument = Cons<N, O>;
    type Null = Nullable;
}

impl<N: Node, O: Node, E, const DISTINCT: bool> Node for ArrayAgg<N, O, E, DISTINCT> {
    type Type = Vec<E>;
    type Kind = Aggregate;
    type Open = Concat<N::Open, O::Open>;
    type Pins = Nil;
    type AsColumn = Nil;
    type IsFixed = crate::types::logic::False;
    const PREC: u8 = prec::ATOM;
    const SHAPE: Shape = N::SHAPE.or(O::SHAPE);
}

impl<N, O, Of, S, E, I, J, const DISTINCT: bool> Resolve<In<S, E>, (I, J)>
    for ArrayAgg<N, O, Of, DISTINCT>
where
    N: Resolve<In<S, E>, I>,
    N::Kind: InAggregate,
    Of: Holds<N::Null>,
    O: Resolve<In<S, E>, J>,
    O::Kind: InAggregate,
    E: Nullness,
    I: HasOwn,
    N::Open: HasOuter,
    Or<I::Column, <<N::Open as HasOuter>::Is as Bool>::Not>: OfThisQuery,
{
    type Null = E;
}

impl<N, O, E, G, const DISTINCT: bool> Grouped<G, ()> for ArrayAgg<N, O, E, DISTINCT> {}
impl<N: Node, O: Node, E, const DISTINCT: bool> Varies for ArrayAgg<N, O, E, DISTINCT> {}
impl<N: OwnSource, O, E, const DISTINCT: bool> OwnSource for ArrayAgg<N, O, E, DISTINCT> {
    type Source = N::Source;
}

impl<D, N, O, E, const DISTINCT: bool> RenderCall<D> for ArrayAgg<N, O, E, DISTINCT>
where
    D: Supports<Arrays>,
    Self: Render<D>,
{
    const CAST: Option<Kind> = None;

    fn call<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.walk(pass);
    }
}

impl<D, N, O, E, const DISTINCT: bool> Render<D> for ArrayAgg<N, O, E, DISTINCT>
where
    D: Supports<Arrays>,
    N: Render<D>,
    O: Render<D> + List,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql(if DISTINCT { "array_agg(DISTINCT " } else { "array_agg(" });
        self.0.walk(pass);
        if O::LEN > 0 {
            pass.sql(" ORDER BY ");
            self.1.walk(pass);
        }
        pass.sql(")");
    }
}
