//! `.boxed()`: a query of one type to which predicates and sort keys are added in a loop.

use std::marker::PhantomData;
use std::sync::Arc;

use super::cardinality::ManyRows;
use super::clause::{Clauses, RenderSlot, slot};
use super::effect::{AutoCommit, Read, Write};
use super::filter::{Filters, Where};
use super::from::FromClause;
use super::group::{Grouping, NoRule, Rule};
use super::limit::{Bound, RowCount, bound};
use super::open::for_open;
use super::order::SortsBy;
use super::output::{Output, Whole};
use super::owed::Splits;
use super::projection::Items;
use super::reads::{AnyTable, Reads, Tables};
use super::select::{Picked, Select};
use super::set_operation::{Combines, Side, wrapped};
use super::{Closed, Query, Statement};
use crate::expr::group::Grouped;
use crate::expr::logic::joined;
use crate::expr::raw::Volatile;
use crate::expr::sort::OrderList;
use crate::expr::{In, Node, Resolve, Shape};
use crate::query::subquery::Subquery;
use crate::render::{Dialect, Pass, Render};
use crate::schema::scope::One;
use crate::schema::{Record, Source};
use crate::types::logic::{Bool, Concat, Cons, List, Nil};
use crate::types::null::{NotNull, Nullable};
use crate::types::{Kind, Sink, ToSql};

/// A part of a query whose type is forgotten.
type Part<'q, D> = Arc<dyn Render<D> + Send + Sync + 'q>;

/// The clauses of a boxed query that were added after it was boxed.
pub(crate) struct Added<'q, D> {
    filters: Vec<Part<'q, D>>,
    order: Vec<Part<'q, D>>,
    limit: Number,
    offset: Number,
}

/// The number of a LIMIT or OFFSET.
#[derive(Clone, Copy)]
enum Number {
    /// There is none.
    Unsaid,
    /// There is one in the query inside.
    Inside,
    /// It was added.
    Said(Bound),
    /// A second one was added.
    Twice(Twice),
}

impl Number {
    /// What there is where the clauses `taken` were written before.
    fn inside(taken: u32, slot: usize) -> Self {
        if taken & (1 << slot) == 0 { Self::Unsaid } else { Self::Inside }
    }

    fn say(&mut self, rows: impl RowCount, words: &'static str) {
        *self = match self {
            Self::Unsaid => Self::Said(bound(rows)),
            _ => Self::Twice(Twice(words)),
        };
    }
}

/// A clause that was added twice, which is refused where its value would be bound.
#[derive(Clone, Copy)]
struct Twice(&'static str);

impl ToSql for Twice {
    fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        sink.refuse(format!("this query has two times {}", self.0));
    }
}

impl<D> Clone for Added<'_, D> {
    fn clone(&self) -> Self {
        let Self { filters, order, limit, offset } = self;
        Self { filters: filters.clone(), order: order.clone(), limit: *limit, offset: *offset }
    }
}

/// A query whose FROM, items and clauses are forgotten, but for its rows and its scope.
///
/// `D` is the dialect, found by inference where the query is run in the same function; `O` how
/// rows are read; `X` what predicates and sort keys are checked against. A clone shares what it is made of, so
/// that a page and another one may have the same filters.
#[must_use = "a query does nothing until it is run"]
pub struct BoxedSelect<'q, D, O, X> {
    body: Arc<dyn Body<'q, D> + 'q>,
    added: Added<'q, D>,
    columns: super::ColumnNames,
    known: PhantomData<fn() -> (O, X)>,
}

impl<D, O, X> Clone for BoxedSelect<'_, D, O, X> {
    fn clone(&self) -> Self {
        let Self { body, added, columns, known } = self;
        Self { body: body.clone(), added: added.clone(), columns: *columns, known: *known }
    }
}

/// A boxed query of the whole rows of one table: `BoxedOf<'_, Sqlite, User>`.
pub type BoxedOf<'q, D, R> = BoxedSelect<
    'q,
    D,
    Whole<R, NotNull>,
    Checked<One<TableOf<R>>, NoRule, <TableOf<R> as Source>::Open>,
>;

type TableOf<R> = <R as Record>::Table;

/// What a boxed query is checked against: its scope and its grouping rule; and what it owes.
pub struct Checked<S, R, Owed = Nil>(PhantomData<(S, R, Owed)>);

/// The query inside.
trait Body<'q, D: Dialect>: Send + Sync {
    fn walk_with<'a>(&'a self, added: &'a Added<'q, D>, pass: &mut Pass<'_, 'a>);
}

impl<'q, D, F, P, O, G, C> Body<'q, D> for Select<F, Picked<P, O>, G, C>
where
    D: Dialect,
    F: Render<D> + Send + Sync,
    P: Render<D> + Items + Send + Sync,
    G: Render<D> + Send + Sync,
    C: Clauses + RenderSlot<D> + Send + Sync,
{
    fn walk_with<'a>(&'a self, added: &'a Added<'q, D>, pass: &mut Pass<'_, 'a>) {
        Select::walk_with::<D>(self, Some(added), pass);
    }
}

impl<F, P, O, G, C> Select<F, Picked<P, O>, G, C>
where
    F: FromClause,
    G: Grouping,
    P: Items,
    C: Clauses,
{
    /// Forgets the query's type but for its rows and its scope, so that clauses can be added in a
    /// loop or a branch. Its text depends on values from here on: it is rendered each time it
    /// runs, and prepared once for each text.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let mut q = from(users::table).select((users::id, users::name)).boxed();
    /// for word in ["a", "b"] {
    ///     q = q.filter(users::name.contains(word));
    /// }
    /// q = q.order_by(users::id.desc());
    /// assert_eq!(
    ///     ToSqlText::to_sql::<Sqlite>(&q),
    ///     r"SELECT users.id, users.name FROM users WHERE users.name LIKE ?1 ESCAPE '\' \
    ///       AND users.name LIKE ?2 ESCAPE '\' ORDER BY users.id DESC".replace("\\\n      ", "")
    /// );
    /// ```
    #[allow(clippy::type_complexity)]
    pub fn boxed<'q, D>(
        self,
    ) -> BoxedSelect<
        'q,
        D,
        O,
        Checked<
            F::Scope,
            <C::Has<slot::Distinct> as Bool>::If<
                NoOrder,
                G::Rule<<P::Kind as crate::expr::kind::Kind>::HasAggregate>,
            >,
            <<Self as Statement>::Open as Splits>::Owed,
        >,
    >
    where
        D: Dialect,
        Self: Statement<Open: Splits<Rest: Closed<Write, AutoCommit> + NotLocked>>,
        F: Render<D> + Send + Sync + 'q,
        P: Render<D> + Send + Sync + 'q,
        O: 'q,
        G: Grouping<Sorted: Render<D>> + Render<D> + Send + Sync + 'q,
        C: RenderSlot<D> + Send + Sync + 'q,
    {
        BoxedSelect {
            body: Arc::new(self),
            added: Added {
                filters: Vec::new(),
                order: Vec::new(),
                limit: Number::inside(C::TAKEN, slot::LIMIT),
                offset: Number::inside(C::TAKEN, slot::OFFSET),
            },
            columns: P::column,
            known: PhantomData,
        }
    }
}

impl<'q, D: Dialect, O, S, R, W> BoxedSelect<'q, D, O, Checked<S, R, W>> {
    /// `WHERE condition`, added with AND.
    pub fn filter<P: Filters<S, I>, I>(mut self, condition: P) -> Self
    where
        P::Node: Node<Open: Closed<Write, AutoCommit> + NotLocked> + Render<D> + Send + Sync + 'q,
    {
        self.added.filters.push(Arc::new(Where::<_>::new(condition.condition())));
        self
    }

    /// `ORDER BY keys`, added after those before.
    pub fn order_by<L, I, J>(mut self, keys: L) -> Self
    where
        L: OrderList,
        L::List: Resolve<In<S, R::Empty>, I, Open: Closed<Write, AutoCommit> + NotLocked>
            + Render<D>
            + Send
            + Sync
            + 'q,
        R: MayOrder + Rule + SortsBy<<L::List as Node>::Kind>,
        R::Checked<L::List>: Grouped<R, J>,
    {
        self.added.order.push(Arc::new(keys.into_list()));
        self
    }

    /// `LIMIT n`. A second one is an error of the statement, since it would replace the first without a word.
    pub fn limit(self, rows: u64) -> Self {
        self.limit_to(rows)
    }

    /// `OFFSET n`; a second one is an error, too.
    pub fn offset(self, rows: u64) -> Self {
        self.offset_by(rows)
    }

    /// [`limit`](Self::limit) by an integer of any type; a negative one is an error of the statement.
    pub fn limit_to<N: RowCount>(mut self, rows: N) -> Self {
        self.added.limit.say(rows, "LIMIT");
        self
    }

    /// [`offset`](Self::offset) by an integer of any type; a negative one is an error of the statement.
    pub fn offset_by<N: RowCount>(mut self, rows: N) -> Self {
        self.added.offset.say(rows, "OFFSET");
        self
    }
}

/// A query with DISTINCT is ordered before it is boxed, where what it selects is still known.
pub enum NoOrder {}

/// What is boxed has no row lock, which would be forgotten.
#[diagnostic::on_unimplemented(
    message = "what has a row lock cannot be boxed, since the lock would be forgotten",
    label = "box it without the lock"
)]
pub trait NotLocked {}
impl NotLocked for Nil {}

macro_rules! not_locked {
    ([$($of:ident),*] $open:ty) => {
        impl<$($of,)* T: NotLocked> NotLocked for Cons<$open, T> {}
    };
}

for_open!(not_locked: Named Outer Volatile Reads Owes);

/// A boxed query may be ordered.
#[diagnostic::on_unimplemented(
    message = "a boxed SELECT DISTINCT cannot be ordered any more",
    label = "write `.order_by(..)` before `.boxed()`"
)]
pub trait MayOrder {}
#[diagnostic::do_not_recommend]
impl MayOrder for NoRule {}
#[diagnostic::do_not_recommend]
impl<C, E> MayOrder for crate::expr::group::Keys<C, E> {}

impl<K> SortsBy<K> for NoOrder {}
impl Rule for NoOrder {
    type Checked<P> = Nil;
    type Empty = Nullable;
}

impl<D: Dialect> Added<'_, D> {
    /// Writes those of one slot; `opened` is whether one was written before.
    pub(crate) fn walk_slot<'a>(&'a self, slot: usize, opened: &mut bool, pass: &mut Pass<'_, 'a>) {
        let parts = match slot {
            slot::WHERE => &self.filters,
            slot::ORDER_BY => &self.order,
            slot::LIMIT => return number(&self.limit, " LIMIT ", pass),
            slot::OFFSET => return number(&self.offset, " OFFSET ", pass),
            _ => return,
        };
        if parts.is_empty() {
            return;
        }
        let filters = slot == slot::WHERE;
        pass.sql(match (*opened, filters) {
            (false, true) => " WHERE ",
            (true, true) => " AND ",
            (false, false) => " ORDER BY ",
            (true, false) => ", ",
        });
        *opened = true;
        if filters {
            return joined(parts, " AND ", pass, &|part, pass| part.walk(pass));
        }
        for (i, part) in parts.iter().enumerate() {
            pass.sql(if i > 0 { ", " } else { "" });
            part.walk(pass);
        }
    }

    /// Which slots are taken, a bit for each.
    pub(crate) fn taken(&self) -> u32 {
        let bit = |number: &Number, slot: usize| {
            u32::from(matches!(number, Number::Said(_) | Number::Twice(_))) << slot
        };
        bit(&self.limit, slot::LIMIT) | bit(&self.offset, slot::OFFSET)
    }
}

fn number<'a>(value: &'a Number, words: &str, pass: &mut Pass<'_, 'a>) {
    let value: &dyn ToSql = match value {
        Number::Unsaid | Number::Inside => return,
        Number::Said(rows) => &rows.0,
        Number::Twice(twice) => twice,
    };
    pass.sql(words);
    pass.bind(Kind::Int64, value);
}

impl<D, O, S, R, W: List> Statement for BoxedSelect<'_, D, O, Checked<S, R, W>> {
    type Effect = Read;
    type Open = Concat<W, Cons<Volatile, Cons<Reads<AnyTable>, Nil>>>;
    type MeansRows = crate::types::logic::True;
    const SHAPE: Shape = Shape::Dynamic;
}

/// Of what it reads by name, its own FROM is still known; its subqueries, and those of filters that
/// were added later, may read any table.
impl<D, O, S: Tables, R, W: List> Subquery for BoxedSelect<'_, D, O, Checked<S, R, W>> {
    type Limited = crate::types::logic::True;
    type Reads = S::Reads;
    type Past = Nil;
    type IsCopy = crate::types::logic::False;
}

impl<D: Dialect, O: Output, X> Query for BoxedSelect<'_, D, O, X>
where
    Self: Statement,
{
    type Output = O;
    type Rows = ManyRows;
    const CAN_LIMIT: bool = true;

    fn columns(&self) -> super::ColumnNames {
        self.columns
    }
}

impl<D, O, X> Combines for BoxedSelect<'_, D, O, X> {}

/// Whether it has ORDER BY or LIMIT is known only now, so it always stands as one query.
impl<D: Dialect, O, X> Side<D> for BoxedSelect<'_, D, O, X> {
    fn left_of<'a>(&'a self, _: bool, pass: &mut Pass<'_, 'a>) {
        wrapped::<D>(self, pass);
    }

    fn right<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        wrapped::<D>(self, pass);
    }
}

impl<D: Dialect, O, X> Render<D> for BoxedSelect<'_, D, O, X> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.body.walk_with(&self.added, pass);
    }
}
