//! JSON made of values: an object of several, and an array of those of a group.

use std::marker::PhantomData;

use serde_json::Value;

use crate::expr::Expr;
use crate::expr::aggregate::OfThisQuery;
use crate::expr::array_agg::Holds;
use crate::expr::column::HasOuter;
use crate::expr::group::Grouped;
use crate::expr::kind::{Aggregate, InAggregate};
use crate::expr::node::{In, Node, Resolve, Shape, Varies, prec};
use crate::expr::sort::OrderList;
use crate::expr::source::OwnSource;
use crate::render::{Dialect, NeededIf, Pass, Render, Supports};
use crate::schema::scope::HasOwn;
use crate::types::logic::{Bool, Concat, False, List, Nil, Or};
use crate::types::null::{NotNull, Nullness};
use crate::types::tuple::{for_tuples, list};
use crate::types::{Json, Kind, SqlType};

/// The feature ORDER BY in an array of JSON, which MySQL lacks.
pub struct JsonAggOrder;
supports!(JsonAggOrder: Sqlite Postgres MariaDb);

/// What is alike in JSON on all databases: numbers, texts, truth and JSON.
#[diagnostic::on_unimplemented(
    message = "databases do not agree what `{Self}` is in JSON",
    label = "numbers, texts, `bool` and JSON are alike: of others, make a text by `.cast::<String>()`"
)]
pub trait InJson {}

macro_rules! in_json {
    ($($type:ty)*) => {$( impl InJson for $type {} )*};
}

in_json!(bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 String Value);

/// A value as it stands in JSON.
#[derive(Clone, Copy, Debug)]
pub struct Part<N>(N);

composite!([N] Part<N>: N / I; type N::Type; prec prec::ATOM; null N::Null;);

impl<D: Dialect, N: Node<Type: SqlType> + Render<D>> Render<D> for Part<N> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let words = pass.spec().json;
        let text = match N::Type::KIND.base() {
            Kind::Bool => words.made_of_truth,
            Kind::Json => words.made_of_json,
            _ => "{0}",
        };
        let (before, after) = text.split_once("{0}").unwrap_or((text, ""));
        pass.sql(before);
        self.0.walk(pass);
        pass.sql(after);
    }
}

/// `'name', value`
#[derive(Clone, Copy, Debug)]
pub struct Field<N>(&'static str, Part<N>);

composite!([N] Field<N>: N / I; type (); prec prec::ATOM; null NotNull; shape Shape::Dynamic;);

impl<D: Dialect, N> Render<D> for Field<N>
where
    Part<N>: Render<D>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.literal(self.0);
        pass.sql(", ");
        self.1.walk(pass);
    }
}

/// `json_object('name', value, ..)`
#[derive(Clone, Copy, Debug)]
pub struct Object<L>(L);

composite!([L] Object<L>: L / I; type Value; prec prec::ATOM; null NotNull;);

/// An object of JSON, of names and expressions: `json_object((("name", users::name), ("visits", users::visits)))`.
/// What serde makes of it is `.as_json::<T>()`; a `None` of a nullable expression is JSON's null. JSON has no NaN and
/// no infinity: PostgreSQL makes texts of them, and SQLite what is no JSON.
///
/// ```
/// # relata::doc_schema!();
/// use relata::functions::json_object;
/// use relata::prelude::*;
/// let q = select(json_object((("name", users::name), ("busy", users::visits.gt(9)))));
/// assert_eq!(
///     q.to_sql::<Postgres>(),
///     "SELECT jsonb_build_object('name', users.name, 'busy', users.visits > $1) FROM users"
/// );
/// ```
pub fn json_object<L: Fields<List = F>, F>(fields: L) -> Expr<Object<F>> {
    Expr(Object(fields.fields()))
}

/// The fields of an object of JSON.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no tuple of fields of JSON",
    label = "write a name and an expression for each: `((\"name\", users::name), (\"id\", users::id))`"
)]
pub trait Fields {
    /// As a list of nodes.
    type List: List;
    /// Makes the list.
    fn fields(self) -> Self::List;
}

macro_rules! fields {
    ($($name:ident $index:tt)*) => {
        impl<$($name: Node<Type: SqlType<Stored: InJson>>),*> Fields for ($((&'static str, Expr<$name>),)*) {
            type List = list!(type $(Field<$name>),*);

            fn fields(self) -> Self::List {
                list!(value $(Field(self.$index.0, Part(self.$index.1.0))),*)
            }
        }
    };
}

for_tuples!(fields);

impl<D: Dialect, L: Render<D>> Render<D> for Object<L> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql(pass.spec().json.object);
        pass.sql("(");
        self.0.walk(pass);
        pass.sql(")");
    }
}

/// `json_agg(a ORDER BY b)`, an array of `E`.
#[derive(Debug)]
pub struct JsonAgg<N, O, E>(Part<N>, O, PhantomData<fn() -> E>);

copy_fields!([N, O, E] JsonAgg<N, O, E>: N O => |this| {
    Self(this.0.clone(), this.1.clone(), PhantomData)
});

/// All values of the group as an array of JSON, which is empty where the query has no group and no row. What may be
/// NULL needs [`with_nulls`](Expr::with_nulls). Rows of a group are an array of objects:
///
/// ```
/// # relata::doc_schema!();
/// use relata::functions::{json_agg, json_object};
/// use relata::prelude::*;
///
/// #[derive(serde::Deserialize)]
/// struct Title { id: i64, title: String }
///
/// let title = json_object((("id", posts::id), ("title", posts::title)));
/// let titles = json_agg(title).order_by(posts::id).as_json::<Vec<Title>>();
/// let q = from(posts::table).group_by(posts::author_id).select((posts::author_id, titles));
/// assert_eq!(
///     q.to_sql::<Sqlite>(),
///     "SELECT posts.author_id, json_group_array(json(json_object('id', posts.id, 'title', posts.title)) \
///      ORDER BY posts.id) FROM posts GROUP BY posts.author_id"
/// );
/// ```
///
/// An element is what is stored: the label of an enum, the number in a newtype, a `serde_json::Value` of `Json<T>`.
/// Where LEFT JOIN finds no row, there is an object of nulls: read its fields as `Option`s. It takes no `.filter(..)`.
///
/// MySQL has no ORDER BY in it: there the elements come in any order.
pub fn json_agg<N>(of: Expr<N>) -> Expr<JsonAgg<N, Nil, <N::Type as SqlType>::Stored>>
where
    N: Node<Type: SqlType<Stored: InJson>>,
{
    Expr(JsonAgg(Part(of.0), Nil, PhantomData))
}

impl<N: Node, E> Expr<JsonAgg<N, Nil, E>> {
    /// `ORDER BY keys` inside: the order of the elements.
    pub fn order_by<L: OrderList>(self, keys: L) -> Expr<JsonAgg<N, L::List, E>> {
        Expr(JsonAgg(self.0.0, keys.into_list(), PhantomData))
    }
}

impl<N: Node, O, E: SqlType> Expr<JsonAgg<N, O, E>> {
    /// The same as an array of `Option`s, which may hold NULL.
    pub fn with_nulls(self) -> Expr<JsonAgg<N, O, Option<E>>> {
        let JsonAgg(of, order, _) = self.0;
        Expr(JsonAgg(of, order, PhantomData))
    }
}

impl<N: Node, O: Node, E> Node for JsonAgg<N, O, E> {
    type Type = Json<Vec<E>>;
    type Kind = Aggregate;
    type Open = Concat<N::Open, O::Open>;
    type Pins = Nil;
    type AsColumn = Nil;
    type IsFixed = False;
    const PREC: u8 = prec::ATOM;
    const SHAPE: Shape = N::SHAPE.or(O::SHAPE);
}

impl<N, O, Of, S, E, I, J> Resolve<In<S, E>, (I, J)> for JsonAgg<N, O, Of>
where
    N: Resolve<In<S, E>, I, Kind: InAggregate, Open: HasOuter>,
    Of: Holds<N::Null>,
    O: Resolve<In<S, E>, J, Kind: InAggregate>,
    E: Nullness,
    I: HasOwn,
    Or<I::Column, <<N::Open as HasOuter>::Is as Bool>::Not>: OfThisQuery,
{
    type Null = NotNull;
}

impl<N, O, E, G> Grouped<G, ()> for JsonAgg<N, O, E> {}
impl<N: Node, O: Node, E> Varies for JsonAgg<N, O, E> {}
impl<N: OwnSource, O, E> OwnSource for JsonAgg<N, O, E> {
    type Source = N::Source;
}

impl<D, N, O, E> Render<D> for JsonAgg<N, O, E>
where
    D: Supports<NeededIf<<O::IsEmpty as Bool>::Not, JsonAggOrder>>,
    Part<N>: Render<D>,
    O: Render<D> + List,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let [before, after] = pass.spec().json.array;
        pass.sql(before);
        pass.of_rows(|pass| {
            self.0.walk(pass);
            if O::LEN > 0 {
                pass.sql(" ORDER BY ");
                self.1.walk(pass);
            }
        });
        pass.sql(after);
    }
}
