//! Where a page of a query ends, as a text that goes to whoever asks for the next page and comes back with it.

use std::fmt;
use std::marker::PhantomData;

use super::TextIn;
use super::after::{Beyond, Goes, InOneOrder};
use super::filter::Where;
use super::from::FromClause;
use super::group::Ungrouped;
use super::projection::Entity;
use super::select::{Picked, Select};
use crate::error::{Error, Result};
use crate::expr::column::Col;
use crate::expr::logic::{Condition, Perhaps};
use crate::expr::sort::Sort;
use crate::expr::value::Bind;
use crate::expr::{Expr, Node};
use crate::render::ident::fnv1a;
use crate::render::{Dialect, Pass, Render as _, to_text};
use crate::schema::record::Bound;
use crate::schema::{Column, Record};
use crate::types::family::Ordered;
use crate::types::logic::{Cons, Digit, False, Nil, True};
use crate::types::value::Value;
use crate::types::{Kind, SqlType};

/// The place of a row in an order, with the sort keys `L`: what [`after_cursor`](Select::after_cursor) takes.
///
/// Its text stands in a URL as it is. Arrays, ranges, spans of time and addresses have no text: an order by one of
/// these has no cursors.
pub struct Cursor<L> {
    values: Vec<Value>,
    /// The query whose rows it is among.
    of: u64,
    keys: PhantomData<fn() -> L>,
}

impl<F: FromClause, P, O, C> Select<F, Picked<P, O>, Ungrouped, C> {
    /// Where a row stands in the order of this query, which is of whole rows and sorted by their columns.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// # async fn page(engine: &Engine<Sqlite>, last: Option<&str>) -> Result<Option<String>, relata::Error> {
    /// let newest = select(Post).order_by((posts::title, posts::id));
    /// let last = last.map(|text| newest.cursor_at::<Sqlite>(text)).transpose()?;
    /// let page = engine.all(&newest.after_cursor(last).limit(20)).await?;
    /// Ok(page.last().map(|post| newest.cursor::<Sqlite>(post).to_string()))
    /// # }
    /// # fn main() {}
    /// ```
    ///
    /// It is of this query: of its order by its type, and as a text of its order, its filters and their values. So a
    /// filter has the same value on each page: a moment that is computed anew, as `Utc::now() - week`, goes along with
    /// the cursor.
    pub fn cursor<D: Dialect>(&self, row: &P::Row) -> Cursor<C::Keys>
    where
        C: InOneOrder<Keys: CursorKeys>,
        P: WholeRow<Row: HasKeys<C::Keys, P::Source>>,
        Self: TextIn<D>,
    {
        let mut values = Vec::new();
        row.give(&mut values);
        Cursor { values, of: self.fingerprint::<D>(), keys: PhantomData }
    }

    /// The place that a text names, which [`cursor`](Self::cursor) has made.
    ///
    /// # Errors
    ///
    /// Where it is of another query, or has none of its texts.
    pub fn cursor_at<D: Dialect>(&self, text: &str) -> Result<Cursor<C::Keys>>
    where
        C: InOneOrder<Keys: CursorKeys>,
        Self: TextIn<D>,
    {
        let mut kinds = Vec::new();
        <C::Keys as CursorKeys>::kinds(&mut kinds);
        let mut words = text.split('.');
        let of = words.next().and_then(|word| u64::from_str_radix(word, 16).ok());
        let values = kinds.into_iter().map(|kind| Value::spelled(kind, words.next()?));
        let values = values.collect::<Option<Vec<_>>>();
        match (of, values, words.next()) {
            (Some(of), _, _) if of != self.fingerprint::<D>() => {
                Err(Error::other("the cursor is of another order or filter than the query's"))
            }
            (Some(of), Some(values), None) => Ok(Cursor { values, of, keys: PhantomData }),
            _ => Err(Error::other("the text is no cursor")),
        }
    }

    /// Only rows after the one where a cursor stands: the next page, as by [`after`](Self::after). `None` is the first
    /// page.
    #[allow(clippy::type_complexity)]
    pub fn after_cursor<K, L, R, I>(
        self,
        last: Option<Cursor<K>>,
    ) -> Select<F, Picked<P, O>, Ungrouped, Cons<Where<Perhaps<Beyond<L, R>>, False>, C>>
    where
        C: InOneOrder<Keys = L>,
        K: OfOrder<L>,
        L: Goes<F, I> + CursorKeys<Nodes = R>,
        Beyond<L, R>: Node<Type = bool>,
    {
        let nodes = |last: Cursor<K>| L::nodes(&mut last.values.into_iter());
        let beyond = last.map(|last| Expr(Beyond::new(self.clauses.keys(), nodes(last))));
        self.push(Where::new(beyond.condition()))
    }

    /// A number that other queries do not have, nor this one with other values.
    fn fingerprint<D: Dialect>(&self) -> u64
    where
        Self: TextIn<D>,
    {
        let binds = Value::all(|sink| self.walk(&mut Pass::bind_to(D::SPEC, sink)));
        let text = format!("{} {binds:?}", to_text::<D>(self));
        fnv1a(&text, [0xcbf2_9ce4_8422_2325, 0x0100_0000_01b3])
    }
}

/// `85944171f73967e8.Rust.7`
impl<L> fmt::Display for Cursor<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.of)?;
        self.values.iter().try_for_each(|value| write!(f, ".{}", value.spell().unwrap_or_default()))
    }
}

impl<L> fmt::Debug for Cursor<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Cursor").field(&self.values).finish()
    }
}

impl<L> Clone for Cursor<L> {
    fn clone(&self) -> Self {
        Self { values: self.values.clone(), of: self.of, keys: PhantomData }
    }
}

/// A cursor with these sort keys is of a query with the sort keys `L`.
#[diagnostic::on_unimplemented(
    message = "this cursor is of another order than the query",
    label = "take it from a query in the same order: `query.cursor_at(text)`"
)]
pub trait OfOrder<L> {}
impl<L> OfOrder<L> for L {}

/// Sort keys of which a cursor has the values.
pub trait CursorKeys {
    /// The values, as nodes.
    type Nodes;
    /// Makes the nodes.
    fn nodes(values: &mut dyn Iterator<Item = Value>) -> Self::Nodes;
    /// What is stored in each.
    fn kinds(kinds: &mut Vec<Kind>);
}

impl CursorKeys for Nil {
    type Nodes = Nil;

    fn nodes(_: &mut dyn Iterator<Item = Value>) -> Nil {
        Nil
    }

    fn kinds(_: &mut Vec<Kind>) {}
}

impl<N, T, const DESC: bool, const NULLS: u8> CursorKeys for Cons<Sort<N, DESC, NULLS>, T>
where
    N: Node<Type: Ordered<Spelled: HasText<N::Type>>>,
    T: CursorKeys,
{
    type Nodes = Cons<Bind<Value, N::Type>, T::Nodes>;

    fn nodes(values: &mut dyn Iterator<Item = Value>) -> Self::Nodes {
        // A cursor has a value for each key.
        let value = values.next().unwrap_or(Value::Null(N::Type::KIND));
        Cons(Bind::new(value), T::nodes(values))
    }

    fn kinds(kinds: &mut Vec<Kind>) {
        kinds.push(N::Type::KIND);
        T::kinds(kinds);
    }
}

/// Values of the type `T` have a text. Implemented for the good case.
#[diagnostic::on_unimplemented(
    message = "a cursor is a text, and `{T}` has none",
    label = "sort by other columns, or find the next page by `.after((..))`"
)]
pub trait HasText<T> {}
#[diagnostic::do_not_recommend]
impl<T> HasText<T> for True {}

/// What is selected is a row of one table.
#[diagnostic::on_unimplemented(
    message = "a cursor is the place of a whole row, and this query selects something else",
    label = "write `select(Post)`, or give the values of the sort keys in `.after((..))`"
)]
pub trait WholeRow {
    /// The row struct.
    type Row;
    /// The table, or its alias.
    type Source;
}

impl<E, S> WholeRow for Entity<E, S> {
    type Row = E;
    type Source = S;
}

/// A row of the source `S` that has the sort keys `L`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not have each sort key of the query as a field",
    label = "the query is to be sorted by columns of its rows; other values stand in `.after((..))`"
)]
pub trait HasKeys<L, S> {
    /// Gives them.
    fn give(&self, values: &mut Vec<Value>);
}

impl<E, S> HasKeys<Nil, S> for E {
    fn give(&self, _: &mut Vec<Value>) {}
}

impl<E, N, T, S, const DESC: bool, const NULLS: u8> HasKeys<Cons<Sort<N, DESC, NULLS>, T>, S> for E
where
    E: HasKey<N, S> + HasKeys<T, S>,
{
    fn give(&self, values: &mut Vec<Value>) {
        values.push(self.value());
        HasKeys::<T, S>::give(self, values);
    }
}

/// A row of the source `S` that has the sort key `N`.
pub trait HasKey<N, S> {
    /// Its value.
    fn value(&self) -> Value;
}

impl<E, C, S> HasKey<Col<C, S>, S> for E
where
    E: Record<Columns: Bound>,
    C: Column<Table = E::Table>,
{
    fn value(&self) -> Value {
        Value::taken(|sink| E::Columns::bind(self.fields(), C::Number::VALUE, sink))
    }
}
