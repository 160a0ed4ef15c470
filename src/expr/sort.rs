//! Sort keys: `ASC`, `DESC` and `NULLS FIRST`, in the type or as values.

use super::column::Col;
use super::kind::Plain;
use super::node::{Varies, operand, prec};
use super::{Expr, In, Node, Resolve, Shape};
use crate::render::{Dialect, Pass, Render};
use crate::schema::scope::InScope;
use crate::schema::{Column, Source};
use crate::types::logic::{Cons, False, List, Nil};
use crate::types::null::NotNull;
use crate::types::tuple::{for_tuples, list};

/// A sort key whose direction is in its type.
#[derive(Clone, Copy, Debug)]
pub struct Sort<N, const DESC: bool, const NULLS: u8>(pub(crate) N);

/// Where the database puts NULL by itself.
pub const NULLS_DEFAULT: u8 = 0;
/// NULLS FIRST
pub const NULLS_FIRST: u8 = 1;
/// NULLS LAST
pub const NULLS_LAST: u8 = 2;

impl<N: Varies> Expr<N> {
    /// `a ASC`. Where NULL stands differs: first on SQLite and MySQL, last on PostgreSQL; see
    /// [`nulls_first`](Sort::nulls_first).
    pub fn asc(self) -> Sort<N, false, NULLS_DEFAULT> {
        Sort(self.0)
    }

    /// `a DESC`
    pub fn desc(self) -> Sort<N, true, NULLS_DEFAULT> {
        Sort(self.0)
    }
}

impl<N, const DESC: bool> Sort<N, DESC, NULLS_DEFAULT> {
    /// `NULLS FIRST`; on MySQL by sorting by `a IS NOT NULL` first.
    pub fn nulls_first(self) -> Sort<N, DESC, NULLS_FIRST> {
        Sort(self.0)
    }

    /// `NULLS LAST`; on MySQL by sorting by `a IS NULL` first.
    pub fn nulls_last(self) -> Sort<N, DESC, NULLS_LAST> {
        Sort(self.0)
    }
}

composite!([N, const DESC: bool, const NULLS: u8] Sort<N, DESC, NULLS>: N / I;
    type N::Type; prec prec::ATOM; null N::Null;);

impl<D: Dialect, N: Node + Render<D>, const DESC: bool, const NULLS: u8> Render<D>
    for Sort<N, DESC, NULLS>
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let words = pass.spec().has_nulls_order;
        if NULLS != NULLS_DEFAULT && !words {
            operand::<D, N>(&self.0, prec::CONCAT, pass);
            pass.sql(if NULLS == NULLS_FIRST { " IS NOT NULL, " } else { " IS NULL, " });
        }
        self.0.walk(pass);
        pass.sql(if DESC { " DESC" } else { "" });
        if words {
            pass.sql(["", " NULLS FIRST", " NULLS LAST"][usize::from(NULLS)]);
        }
    }
}

/// A column and a direction as a value: what a request's `?sort=` becomes.
///
/// All keys of a source have one type, so they can be kept in a list and chosen by `match`.
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// fn key(name: &str) -> SortKey<users::table> {
///     match name {
///         "newest" => users::id.desc().into(),
///         _ => users::name.asc().into(),
///     }
/// }
/// let q = from(users::table).order_by(vec![key("newest"), key("name")]).select(users::id);
/// assert_eq!(
///     q.to_sql::<Sqlite>(),
///     "SELECT users.id FROM users ORDER BY users.id DESC, users.name"
/// );
/// ```
#[derive(Debug)]
pub struct SortKey<S> {
    name: &'static str,
    descending: bool,
    source: std::marker::PhantomData<S>,
}

impl<S> Clone for SortKey<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for SortKey<S> {}

impl<C: Column, S, const DESC: bool> From<Sort<Col<C, S>, DESC, NULLS_DEFAULT>> for SortKey<S> {
    fn from(_: Sort<Col<C, S>, DESC, NULLS_DEFAULT>) -> Self {
        Self { name: C::NAME, descending: DESC, source: std::marker::PhantomData }
    }
}

/// Sort keys that are chosen while the program runs.
#[derive(Clone, Debug)]
pub struct Chosen<S>(Vec<SortKey<S>>);

impl<S: Source> Node for Chosen<S> {
    type Type = ();
    type Kind = Plain;
    type Open = Nil;
    type Pins = Nil;
    type AsColumn = Nil;
    type IsFixed = False;
    const PREC: u8 = prec::ATOM;
    const SHAPE: Shape = Shape::Dynamic;
}

impl<S, T, E, I> Resolve<In<T, E>, I> for Chosen<S>
where
    S: Source + InScope<T, I>,
{
    type Null = NotNull;
}

impl<D: Dialect, S: Source> Render<D> for Chosen<S> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        for (i, key) in self.0.iter().enumerate() {
            pass.sql(if i > 0 { ", " } else { "" });
            pass.column(S::NAME, key.name);
            pass.sql(if key.descending { " DESC" } else { "" });
        }
        if self.0.is_empty() {
            pass.sql("(SELECT NULL)");
        }
    }
}

/// What `order_by` takes: an expression, `.asc()`, `.desc()`, a tuple of these, or a list of
/// [`SortKey`]s.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not something to sort by",
    label = "write a column, `.asc()`, `.desc()`, or a tuple of these"
)]
pub trait OrderList {
    /// The keys.
    type List: List;
    /// Makes the list.
    fn into_list(self) -> Self::List;
}

/// One sort key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not something to sort by",
    label = "write a column, `.asc()` or `.desc()`; a constant sorts nothing"
)]
pub trait OrderKey {
    /// Its node.
    type Node: Node;
    /// Makes the node.
    fn key(self) -> Self::Node;
}

impl<N: Varies> OrderKey for Expr<N> {
    type Node = Sort<N, false, NULLS_DEFAULT>;

    fn key(self) -> Self::Node {
        Sort(self.0)
    }
}

impl<N: Varies, const DESC: bool, const NULLS: u8> OrderKey for Sort<N, DESC, NULLS> {
    type Node = Self;

    fn key(self) -> Self {
        self
    }
}

impl<S: Source> OrderKey for Vec<SortKey<S>> {
    type Node = Chosen<S>;

    fn key(self) -> Chosen<S> {
        Chosen(self)
    }
}

macro_rules! one_key {
    ($([$($generic:tt)*] $key:ty;)*) => {$(
        impl<$($generic)*> OrderList for $key
        where
            Self: OrderKey,
        {
            type List = Cons<<Self as OrderKey>::Node, Nil>;

            fn into_list(self) -> Self::List {
                Cons(self.key(), Nil)
            }
        }
    )*};
}

one_key! {
    [N] Expr<N>;
    [N, const DESC: bool, const NULLS: u8] Sort<N, DESC, NULLS>;
    [S] Vec<SortKey<S>>;
}

macro_rules! order_tuple {
    ($($name:ident $index:tt)*) => {
        impl<$($name: OrderKey),*> OrderList for ($($name,)*) {
            type List = list!(type $($name::Node),*);

            fn into_list(self) -> Self::List {
                list!(value $(self.$index.key()),*)
            }
        }
    };
}

for_tuples!(order_tuple);
