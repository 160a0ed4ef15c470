//! Rows of values: `(a, b) = (1, 2)`, `(a, b) > (1, 2)`, `(a, b) IN (..)`; not rows of a result.

use super::aggregate::{Aggregated, Count, count};
use super::compare::{Eq, Ge, Gt, Le, Lt, Ne};
use super::kind::InRowList;
use super::list::{Negatable, WithoutNull};
use super::logic::And;
use super::node::{Node, Resolve, Shape, prec};
use super::operand::NeverNull;
use super::operator::Infix;
use super::raw::Steady;
use super::tuple::NodeTuple;
use super::{Expr, Operand};
use crate::render::{Dialect, Pass, Render, Spec, Supports};
use crate::types::family::{ComparableTo, Ordered};
use crate::types::logic::{Concat, Cons, List, Nil};
use crate::types::null::{NotNull, Nullness};
use crate::types::tuple::{for_tuples, list};

/// A row of expressions, to be compared.
#[derive(Clone, Copy, Debug)]
#[must_use = "a row is to be compared: `.eq(..)`, `.gt(..)`, `.in_(..)`"]
pub struct Row<L>(L);

/// `(a, b)`, compared from left to right: the next page after a key is one comparison.
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// let page = from(posts::table)
///     .filter(row((posts::title, posts::id)).gt(("Rust", 7)))
///     .order_by((posts::title, posts::id))
///     .select(posts::title)
///     .limit(20);
/// assert_eq!(
///     page.to_sql::<Sqlite>(),
///     "SELECT posts.title FROM posts WHERE (posts.title, posts.id) > (?1, ?2) \
///      ORDER BY posts.title, posts.id LIMIT ?3"
/// );
/// ```
pub fn row<L: NodeTuple>(of: L) -> Row<L::List> {
    Row(of.into_list())
}

/// `(a, b)` inside a comparison.
#[derive(Clone, Copy, Debug)]
pub struct RowOf<L>(L);

impl<L> RowOf<L> {
    pub(crate) fn new(of: L) -> Self {
        Self(of)
    }
}

/// `(a, b) op (c, d)`
pub type RowInfix<Op, L, R> = Expr<Infix<Op, RowOf<L>, RowOf<R>>>;

impl<L: Node + Columns> Node for RowOf<L> {
    type Type = ();
    type Kind = L::Kind;
    type Open = L::Open;
    type Pins = Nil;
    type AsColumn = L::List;
    type IsFixed = L::IsFixed;
    const PREC: u8 = prec::ATOM;
    const SHAPE: Shape = L::SHAPE;
}

impl<L: Node + Columns + Resolve<X, I>, X, I> Resolve<X, I> for RowOf<L> {
    type Null = L::Null;
}

composite!(@grouped [L: Columns] RowOf<L>: L / I);

impl<D: Dialect, L: Render<D>> Render<D> for RowOf<L> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("(");
        self.0.walk(pass);
        pass.sql(")");
    }
}

/// Those of a list of expressions that are columns.
pub trait Columns {
    /// The columns.
    type List: List;
}

impl Columns for Nil {
    type List = Nil;
}

impl<N: Node, R: Columns> Columns for Cons<N, R> {
    type List = Concat<N::AsColumn, R::List>;
}

/// What a row can be compared with: another row, or a tuple with a value or an expression for each
/// of its parts.
#[diagnostic::on_unimplemented(
    message = "a row is compared with a tuple of as many values, but this is `{Self}`",
    label = "write one value or expression for each part of the row"
)]
pub trait RowOperand<L> {
    /// Its nodes.
    type List: Node + Columns;
    /// Makes the list.
    fn list(self) -> Self::List;
}

macro_rules! row_operand {
    ($($name:ident $index:tt)*) => { paste::paste! {
        impl<$($name, [<$name Node>]: Node),*> RowOperand<list!(type $([<$name Node>]),*)>
            for ($($name,)*)
        where
            $($name: Operand<[<$name Node>]::Type, Optional: NeverNull>,)*
        {
            type List = list!(type $($name::Node),*);

            fn list(self) -> Self::List {
                list!(value $(self.$index.operand()),*)
            }
        }
    }};
}

for_tuples!(row_operand);

impl<L, R: Node + Columns + SameParts<L>> RowOperand<L> for Row<R> {
    type List = R;

    fn list(self) -> R {
        self.0
    }
}

/// The parts of a row can be compared with those of another.
#[diagnostic::on_unimplemented(
    message = "a row is compared with one of as many parts",
    label = "write one value or expression for each part of the row"
)]
pub trait SameParts<L> {}
impl SameParts<Nil> for Nil {}
impl<A, B, L, R> SameParts<Cons<A, L>> for Cons<B, R>
where
    A: Node<Type: ComparableTo<B::Type>>,
    B: Node,
    R: SameParts<L>,
{
}

/// All parts of a row have an order.
pub trait AllOrdered {}
impl AllOrdered for Nil {}
impl<N: Node<Type: Ordered>, R: AllOrdered> AllOrdered for Cons<N, R> {}

macro_rules! comparisons {
    ($($(#[$doc:meta])+ $name:ident $op:ident $(, where $ordered:ident)?;)*) => {
        impl<L: Node + Columns> Row<L> {
            $(
                $(#[$doc])+
                pub fn $name<V>(self, other: V) -> RowInfix<$op, L, V::List>
                where
                    V: RowOperand<L>,
                    $(L: $ordered,)?
                {
                    Expr(Infix::new(RowOf(self.0), RowOf(other.list())))
                }
            )*

            /// `(a, b) BETWEEN (c, d) AND (e, f)`, both included, written as two comparisons, since not
            /// all databases have it of rows.
            pub fn between<V, W>(
                self,
                low: V,
                high: W,
            ) -> Expr<Infix<And, Infix<Ge, RowOf<L>, RowOf<V::List>>, Infix<Le, RowOf<L>, RowOf<W::List>>>>
            where
                V: RowOperand<L>,
                W: RowOperand<L>,
                L: AllOrdered + Clone + Node<Open: Steady>,
            {
                let low = Infix::new(RowOf(self.0.clone()), RowOf(low.list()));
                Expr(Infix::new(low, Infix::new(RowOf(self.0), RowOf(high.list()))))
            }

            /// `(a, b) IN ((1, 2), (3, 4))`: a list of tuples, where an empty one is FALSE, or a
            /// subquery of as many columns.
            ///
            /// Each value of the tuples is a placeholder. A list that has more of them than the
            /// database takes (32,766 on SQLite, 65,535 elsewhere) is an error when it runs,
            /// `is_too_many_parameters`; PostgreSQL's parser has enough of some thousand tuples, `is_too_big`.
            pub fn in_<R: ListedRows<L, Kind: InRowList>>(self, rows: R) -> Expr<Negatable<false, R::In>> {
                Expr(Negatable::new(rows.within(self.0)))
            }

            /// `(a, b) NOT IN (..)`. It does not compile over a subquery that may give NULL.
            pub fn not_in<R>(self, rows: R) -> Expr<Negatable<true, R::In>>
            where
                R: ListedRows<L, Kind: InRowList>,
                R::Null: WithoutNull,
            {
                Expr(Negatable::new(rows.within(self.0)))
            }
        }
    };
}

comparisons! {
    /// `(a, b) = (c, d)`: all parts are equal. It fixes their columns to one value.
    eq Eq;
    /// `(a, b) <> (c, d)`: one part differs.
    ne Ne;
    /// `(a, b) < (c, d)`: the first part that differs is smaller.
    lt Lt, where AllOrdered;
    /// `(a, b) <= (c, d)`
    le Le, where AllOrdered;
    /// `(a, b) > (c, d)`: the first part that differs is larger.
    gt Gt, where AllOrdered;
    /// `(a, b) >= (c, d)`
    ge Ge, where AllOrdered;
}

/// The feature `count(DISTINCT a, b)`, which SQLite lacks.
pub struct CountOfRows;
supports!(CountOfRows: Postgres MySql MariaDb);

/// A row that counts where no part of it is NULL.
#[derive(Clone, Copy, Debug)]
pub struct Counted<L>(L);

composite!([L] Counted<L>: L / I; type (); prec prec::ATOM; null L::Null;);

impl<L: Node<Open: Steady>> Row<L> {
    /// `count(DISTINCT a, b)`: how many different rows there are, of those in which no part is NULL.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let pairs = row((posts::author_id, posts::title)).count_distinct();
    /// assert_eq!(select(pairs).to_sql::<MySql>(), "SELECT count(DISTINCT posts.author_id, posts.title) FROM posts");
    /// ```
    pub fn count_distinct(self) -> Expr<Aggregated<Count, Counted<L>, true>> {
        count(Expr(Counted(self.0))).distinct()
    }
}

/// PostgreSQL counts a row of NULLs, too.
impl<D: Supports<CountOfRows>, L: Render<D>> Render<D> for Counted<L> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        const BEFORE: fn(&Spec) -> &'static str = spelled!("CASE WHEN (", "");
        const AGAIN: fn(&Spec) -> &'static str = spelled!(") IS NOT NULL THEN (", "");
        let again = AGAIN(pass.spec());
        pass.sql(BEFORE(pass.spec()));
        if !again.is_empty() {
            self.0.walk(pass);
            pass.sql(again);
        }
        self.0.walk(pass);
        pass.sql(if again.is_empty() { "" } else { ") END" });
    }
}

/// What a row is looked for in: tuples of values, or a subquery.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of rows to look in",
    label = "expected tuples of values, or a subquery that selects one column for each part"
)]
pub trait ListedRows<L> {
    /// The node of `(a, b) IN (..)`.
    type In;
    /// Plain, aggregate or window.
    type Kind;
    /// Whether a row of the list may hold NULL.
    type Null: Nullness;
    /// Makes the node.
    fn within(self, row: L) -> Self::In;
}

/// `(a, b) IN (list of rows)`
#[derive(Clone, Debug)]
pub struct InRows<L, R>(RowOf<L>, Vec<RowOf<R>>);

macro_rules! lists {
    ($([$($generic:tt)*] $list:ty;)*) => {$(
        impl<L, V: RowOperand<L> $($generic)*> ListedRows<L> for $list {
            type In = InRows<L, V::List>;
            type Kind = <V::List as Node>::Kind;
            type Null = NotNull;

            fn within(self, row: L) -> Self::In {
                InRows(RowOf(row), self.into_iter().map(|row| RowOf(row.list())).collect())
            }
        }
    )*};
}

lists! {
    [] Vec<V>;
    [, const N: usize] [V; N];
}

composite!([const NEGATED: bool, L: Columns, R: Columns] Negatable<NEGATED, InRows<L, R>>:
    L / I, R / J;
    type bool; prec prec::COMPARE; null crate::types::null::OrNull<L::Null, R::Null>;
    shape Shape::Dynamic;);

impl<D, const NEGATED: bool, L, R> Render<D> for Negatable<NEGATED, InRows<L, R>>
where
    D: Dialect,
    L: Render<D>,
    R: Render<D>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let InRows(row, rows) = &self.0;
        if rows.is_empty() {
            return pass.sql(pass.spec().truth[usize::from(NEGATED)]);
        }
        row.walk(pass);
        pass.sql(if NEGATED { " NOT IN (" } else { " IN (" });
        pass.sql(pass.spec().row_list);
        for (i, row) in rows.iter().enumerate() {
            pass.sql(if i > 0 { ", " } else { "" });
            row.walk(pass);
        }
        pass.sql(")");
    }
}
