//! Texts of a group in one: `string_agg(a, ', ' ORDER BY b)`, `GROUP_CONCAT` on MySQL.

use super::Expr;
use super::aggregate::{Filterable, OfThisQuery, RenderCall};
use super::column::HasOuter;
use super::group::Grouped;
use super::kind::{Aggregate, InAggregate};
use super::node::{In, Node, Resolve, Shape, Varies, prec};
use super::sort::OrderList;
use super::source::OwnSource;
use super::window::WindowFunction;
use crate::render::spec::Joins;
use crate::render::{Dialect, Pass, Render, Supports};
use crate::schema::scope::HasOwn;
use crate::types::Kind;
use crate::types::family::Text;
use crate::types::logic::{Bool, Concat, Cons, False, List, Nil, Or, True};
use crate::types::null::{Nullable, Nullness, OrNull};

/// `string_agg(a, separator ORDER BY b)`
#[derive(Clone, Copy, Debug)]
pub struct StringAgg<N, O, const DISTINCT: bool> {
    of: N,
    order: O,
    separator: &'static str,
}

/// The feature `string_agg(a, separator) OVER (..)`.
pub struct StringAggOver;
supports!(StringAggOver: Sqlite Postgres);

/// The feature of DISTINCT in `string_agg`, which SQLite has for commas alone.
pub struct DistinctStringAgg;
supports!(DistinctStringAgg: Postgres MySql MariaDb);

/// `string_agg(a, separator)`: the texts that are not NULL, one after the other; NULL where there is
/// none. MySQL and MariaDB cut the result at their `group_concat_max_len`, and PostgreSQL says of a NUL
/// in the separator that a text has none.
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// let titles = string_agg(posts::title, ", ").order_by(posts::id);
/// let q = from(posts::table).group_by(posts::author_id).select((posts::author_id, titles));
/// assert_eq!(
///     q.to_sql::<Postgres>(),
///     "SELECT posts.author_id, string_agg(posts.title, ', ' ORDER BY posts.id) \
///      FROM posts GROUP BY posts.author_id"
/// );
/// ```
pub fn string_agg<N>(of: Expr<N>, separator: &'static str) -> Expr<StringAgg<N, Nil, false>>
where
    N: Node<Type: Text>,
{
    Expr(StringAgg { of: of.0, order: Nil, separator })
}

impl<N: Node> Expr<StringAgg<N, Nil, false>> {
    /// `ORDER BY keys` inside: the order of the texts. SQLite has it from version 3.44 on.
    pub fn order_by<L: OrderList>(self, keys: L) -> Expr<StringAgg<N, L::List, false>> {
        let StringAgg { of, separator, .. } = self.0;
        Expr(StringAgg { of, order: keys.into_list(), separator })
    }

    /// `DISTINCT`: each text once. SQLite does not have it together with a separator.
    pub fn distinct(self) -> Expr<StringAgg<N, Nil, true>> {
        let StringAgg { of, order, separator } = self.0;
        Expr(StringAgg { of, order, separator })
    }
}

impl<N: Node, O: Node, const DISTINCT: bool> Filterable for StringAgg<N, O, DISTINCT> {
    type Argument = Cons<N, O>;
    type Null = Nullable;
}

/// OVER takes no ORDER BY and no DISTINCT inside: the window has the order.
impl<N: Node> WindowFunction for StringAgg<N, Nil, false> {
    type Call = Self;
    type NeedsOrder = False;
    type UsesFrame = True;
    type Needs = StringAggOver;
    type Null<M: Nullness> = M;
    type Arguments = N;
}

/// The separator is part of the text.
impl<N: Node, O: Node, const DISTINCT: bool> Node for StringAgg<N, O, DISTINCT> {
    type Type = String;
    type Kind = Aggregate;
    type Open = Concat<N::Open, O::Open>;
    type Pins = Nil;
    type AsColumn = Nil;
    type IsFixed = False;
    const PREC: u8 = prec::ATOM;
    const SHAPE: Shape = Shape::Dynamic;
}

impl<N, O, S, E, I, J, const DISTINCT: bool> Resolve<In<S, E>, (I, J)> for StringAgg<N, O, DISTINCT>
where
    N: Resolve<In<S, E>, I>,
    N::Kind: InAggregate,
    O: Resolve<In<S, E>, J>,
    O::Kind: InAggregate,
    E: Nullness,
    I: HasOwn,
    N::Open: HasOuter,
    Or<I::Column, <<N::Open as HasOuter>::Is as Bool>::Not>: OfThisQuery,
{
    type Null = OrNull<E, N::Null>;
}

impl<N, O, G, const DISTINCT: bool> Grouped<G, ()> for StringAgg<N, O, DISTINCT> {}
impl<N: Node, O: Node, const DISTINCT: bool> Varies for StringAgg<N, O, DISTINCT> {}
impl<N: OwnSource, O, const DISTINCT: bool> OwnSource for StringAgg<N, O, DISTINCT> {
    type Source = N::Source;
}

impl<N, O, const DISTINCT: bool> StringAgg<N, O, DISTINCT> {
    fn write<'a, D: Dialect>(&'a self, before: &str, pass: &mut Pass<'_, 'a>)
    where
        N: Render<D>,
        O: Render<D> + List,
    {
        let joins = pass.spec().joins;
        pass.sql(joins.name());
        pass.sql(before);
        pass.of_rows(|pass| self.of.walk(pass));
        if let Joins::Call(_) = joins {
            pass.sql(", ");
            pass.literal(self.separator);
        }
        if O::LEN > 0 {
            pass.sql(" ORDER BY ");
            pass.of_rows(|pass| self.order.walk(pass));
        }
        if joins == Joins::Separator {
            pass.sql(" SEPARATOR ");
            pass.literal(self.separator);
        }
        pass.sql(")");
    }
}

impl<D, N, O, const DISTINCT: bool> RenderCall<D> for StringAgg<N, O, DISTINCT>
where
    D: Dialect,
    Self: Render<D>,
{
    const CAST: Option<Kind> = None;

    fn call<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.walk(pass);
    }
}

impl<D: Dialect, N: Render<D>, O: Render<D> + List> Render<D> for StringAgg<N, O, false> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.write::<D>("(", pass);
    }
}

impl<D, N, O> Render<D> for StringAgg<N, O, true>
where
    D: Supports<DistinctStringAgg>,
    N: Render<D>,
    O: Render<D> + List,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.write::<D>("(DISTINCT ", pass);
    }
}
