//! `SELECT columns FROM table WHERE key IN (..)`, of whole rows: by their keys, or by those of the rows that
//! a relation starts at.

use std::marker::PhantomData;

use super::{Again, Joins, Step};
use crate::expr::Shape;
use crate::expr::list::among;
use crate::query::cardinality::ManyRows;
use crate::query::clause::{Clauses, RenderSlot, slot};
use crate::query::effect::Read;
use crate::query::from::table_name;
use crate::query::output::{Output, Whole};
use crate::query::{ColumnNames, Query, Statement};
use crate::render::{Dialect, Pass, Render};
use crate::schema::def::TableDef;
use crate::schema::relation::{Direct, FarSide, Pairs, Relation, Through, Via};
use crate::schema::scope::{Joined, Left, One, Scope};
use crate::schema::{Column, Misread, Record, Table};
use crate::types::logic::{Cons, List, Nil};
use crate::types::null::NotNull;
use crate::types::tuple::for_tuples;
use crate::types::value::{Key, Value};
use crate::types::{Kind, Many, Row, SqlType};

/// Keys, of which a row has one.
#[derive(Debug)]
pub struct Among {
    /// How many columns a key has; their values stand one after the other.
    width: usize,
    values: Many<Value>,
}

impl Among {
    /// Keys of so many columns, where one column is of this kind.
    pub fn new(width: usize, kind: Kind, values: Vec<Value>) -> Self {
        Self { width: width.max(1), values: Many(values, kind) }
    }

    /// `source.a IN (..)`, or `(source.a, source.b) IN ((?, ?), (?, ?))`.
    fn walk<'a>(&'a self, source: &str, names: &[&'static str], pass: &mut Pass<'_, 'a>) {
        if let [name] = names {
            pass.column(source, name);
            return among::<false>(&self.values, pass);
        }
        columns(source, names, pass);
        pass.sql(" IN (");
        pass.sql(pass.spec().row_list);
        let rows: Vec<_> = self.values.0.chunks(self.width).collect();
        let Some(last) = rows.last() else { return pass.sql(")") };
        // The last one stands there again up to a power of two: few texts for all lengths.
        for i in 0..rows.len().next_power_of_two() {
            pass.sql(if i > 0 { ", (" } else { "(" });
            for (i, value) in rows.get(i).unwrap_or(last).iter().enumerate() {
                pass.sql(if i > 0 { ", " } else { "" });
                pass.bind(value.kind(), value);
            }
            pass.sql(")");
        }
        pass.sql(")");
    }
}

/// `(source.a, source.b)`
fn columns(source: &str, names: &[&'static str], pass: &mut Pass<'_, '_>) {
    pass.sql("(");
    listed(names.iter().map(|name| (source, *name)), pass);
    pass.sql(")");
}

/// `source.a, source.b`
pub(super) fn listed<'n>(
    columns: impl Iterator<Item = (&'n str, &'static str)>,
    pass: &mut Pass<'_, '_>,
) {
    for (i, (source, name)) in columns.enumerate() {
        pass.sql(if i > 0 { ", " } else { "" });
        pass.column(source, name);
    }
}

/// All columns of a table.
pub(super) fn all(def: &'static TableDef, pass: &mut Pass<'_, '_>) {
    listed(def.columns.iter().map(|column| (def.name, column.name)), pass);
}

/// What is read of a row: columns of its table.
pub trait Listed: Output {
    /// The table and column at a position.
    fn column(index: usize) -> Option<(&'static str, &'static str)>;
}

impl<E: Record> Listed for Whole<E, NotNull> {
    fn column(index: usize) -> Option<(&'static str, &'static str)> {
        let def = <E::Table as Table>::def();
        def.columns.get(index).map(|column| (def.name, column.name))
    }
}

macro_rules! reads {
    ($([$($generic:tt)*] $query:ty: $output:ty, |$place:ident| $column:expr;)*) => {$(
        impl<$($generic)*> Statement for $query {
            type Effect = Read;
            type Open = Nil;
            type MeansRows = crate::types::logic::True;
            const SHAPE: Shape = Shape::Dynamic;
        }

        impl<$($generic)*> Query for $query {
            type Output = $output;
            type Rows = ManyRows;

            fn columns(&self) -> ColumnNames {
                |$place| $column
            }
        }
    )*};
}

reads! {
    [E: Record] RowsByKey<E>: Whole<E, NotNull>, |place| Whole::<E, NotNull>::column(place);
    ['c, R: Relation, J: Joins, W: Listed, N: NearKey, C: Clauses, D] RelatedRows<'c, Step<R, J>, W, N, C, D>:
        (W, Near<N>, J::Rows),
        |place| W::column(place).or_else(|| J::column(place.checked_sub(W::WIDTH + N::WIDTH)?));
}

/// The rows of a table that have one of these keys.
#[derive(Debug)]
pub struct RowsByKey<E> {
    keys: Among,
    columns: &'static [&'static str],
    is_locked: bool,
    record: PhantomData<fn() -> E>,
}

impl<E: Record> RowsByKey<E> {
    /// Those rows, by their primary key.
    pub fn new(keys: Among) -> Self {
        let columns = <E::Table as Table>::def().primary_key;
        Self { keys, columns, is_locked: false, record: PhantomData }
    }

    /// The same by other columns.
    pub fn by(self, columns: &'static [&'static str]) -> Self {
        Self { columns, ..self }
    }

    /// The same, which nobody else changes until the transaction ends.
    pub fn locked(keys: Among) -> Self {
        Self { is_locked: true, ..Self::new(keys) }
    }
}

impl<D: Dialect, E: Record> Render<D> for RowsByKey<E> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let def = <E::Table as Table>::def();
        pass.sql("SELECT ");
        all(def, pass);
        pass.sql(" FROM ");
        table_name(def, pass);
        pass.guard(def, def.name);
        pass.sql(" WHERE ");
        self.keys.walk(def.name, self.columns, pass);
        pass.guards_and();
        pass.sql(if self.is_locked { pass.spec().for_update } else { "" });
    }
}

/// Keys, by which related rows are found.
pub enum Keys<'c, D> {
    /// They are known.
    Known(Among),
    /// They are those of the objects that a statement has read.
    Of(&'c dyn Again<D>),
}

impl<D> Keys<'_, D> {
    /// `source.a IN (..)`
    fn walk<'a>(&'a self, source: &str, names: Pairs, pass: &mut Pass<'_, 'a>) {
        match self {
            Self::Known(keys) => keys.walk(source, names.to, pass),
            Self::Of(statement) => {
                match names.to {
                    [name] => pass.column(source, name),
                    names => columns(source, names, pass),
                }
                pass.sql(" IN (");
                pass.query(|pass| statement.walk(names.from, pass));
                pass.sql(")");
            }
        }
    }
}

/// `W` of the rows that a relation leads to from rows with these keys, and for each of them the key that it
/// belongs to, in the columns `N`, where that is not one of its own columns, and what is joined to it: `S` is the
/// [`Step`].
pub struct RelatedRows<'c, S, W, N, C, D> {
    keys: Keys<'c, D>,
    clauses: &'c C,
    most: Option<Value>,
    known: PhantomData<fn() -> (S, W, N)>,
}

impl<'c, S, W, N, C, D> RelatedRows<'c, S, W, N, C, D> {
    /// Those rows, by WHERE and ORDER BY of `clauses`, and at most so many for each key.
    pub fn new(keys: Keys<'c, D>, clauses: &'c C, most: Option<u64>) -> Self {
        let most = most.map(|most| Value::Integer(i64::try_from(most).unwrap_or(i64::MAX)));
        Self { keys, clauses, most, known: PhantomData }
    }
}

/// The numbers of the rows of each key.
pub(super) const NUMBER: &str = "relata_number";
/// The key that a row belongs to, where it is read beside the row.
const NEAR: [&str; 16] = [
    "relata_key_1",
    "relata_key_2",
    "relata_key_3",
    "relata_key_4",
    "relata_key_5",
    "relata_key_6",
    "relata_key_7",
    "relata_key_8",
    "relata_key_9",
    "relata_key_10",
    "relata_key_11",
    "relata_key_12",
    "relata_key_13",
    "relata_key_14",
    "relata_key_15",
    "relata_key_16",
];

impl<D, R, J, W, N, C> Render<D> for RelatedRows<'_, Step<R, J>, W, N, C, D>
where
    D: Dialect,
    R: Relation<Via: Way<R>>,
    J: Joins,
    W: Listed,
    N: NearKey,
    C: RenderSlot<D>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let items = |source: &str, near: &[&'static str], pass: &mut Pass<'_, '_>| {
            listed((0..W::WIDTH).filter_map(W::column), pass);
            near_columns(source, near, pass);
            J::columns(pass);
        };
        self.select(&items, N::WIDTH, J::tables, pass);
        self.clauses.walk_slot(slot::ORDER_BY, &mut false, pass);
    }
}

impl<D, R, J, W, N, C> Again<D> for RelatedRows<'_, Step<R, J>, W, N, C, D>
where
    D: Dialect,
    R: Relation<Via: Way<R>>,
    J: Joins,
    C: RenderSlot<D> + Sync,
{
    fn walk<'a>(&'a self, columns: &[&'static str], pass: &mut Pass<'_, 'a>) {
        let items = |_: &str, _: &[&'static str], pass: &mut Pass<'_, '_>| {
            listed(columns.iter().map(|column| (R::To::def().name, *column)), pass);
        };
        self.select(&items, 0, Nil::tables, pass);
    }
}

fn near_columns(source: &str, names: &[&'static str], pass: &mut Pass<'_, '_>) {
    for name in names {
        pass.sql(", ");
        pass.column(source, name);
    }
}

/// Writes the items, given the columns that hold the key which a row belongs to, and their source.
type Items<'i> = &'i dyn Fn(&str, &[&'static str], &mut Pass<'_, '_>);
/// Writes what is joined to a source.
type JoinsTo = fn(&'static str, &mut Pass<'_, '_>);

impl<D, R, J, W, N, C> RelatedRows<'_, Step<R, J>, W, N, C, D>
where
    D: Dialect,
    R: Relation<Via: Way<R>>,
    C: RenderSlot<D>,
{
    /// The statement without its order, of the items and so many columns of the key that a row belongs to.
    fn select<'a>(
        &'a self,
        items: Items<'_>,
        width: usize,
        joins: JoinsTo,
        pass: &mut Pass<'_, 'a>,
    ) {
        let def = R::To::def();
        let (link, near) = (R::Via::link(), R::keys().to);
        let source = link.map_or(def.name, |(link, _)| link.name);
        pass.sql("SELECT ");
        let Some(most) = &self.most else {
            items(source, &near[..width], pass);
            return self.rows(joins, pass);
        };
        let near_names = &NEAR[..width.min(NEAR.len())];
        items(def.name, near_names, pass);
        pass.sql(" FROM (SELECT ");
        all(def, pass);
        for (column, name) in near.iter().zip(near_names) {
            pass.sql(", ");
            pass.column(source, column);
            pass.sql(" AS ");
            pass.ident(name);
        }
        pass.sql(", row_number() OVER (PARTITION BY ");
        listed(near.iter().map(|column| (source, *column)), pass);
        self.clauses.walk_slot(slot::ORDER_BY, &mut false, pass);
        pass.sql(") AS ");
        pass.ident(NUMBER);
        self.rows(Nil::tables, pass);
        pass.sql(") AS ");
        pass.ident(def.name);
        joins(def.name, pass);
        pass.sql(" WHERE ");
        pass.column(def.name, NUMBER);
        pass.sql(" <= ");
        pass.bind(Kind::Int64, most);
    }

    /// ` FROM table [JOIN link ON ..] [LEFT JOIN ..] WHERE key IN (..) AND ..`
    fn rows<'a>(&'a self, joins: JoinsTo, pass: &mut Pass<'_, 'a>) {
        let keys = |source: &'static str, pass: &mut Pass<'_, 'a>| {
            self.keys.walk(source, R::keys(), pass);
        };
        all_of::<R, D, C>(self.clauses, joins, &keys, pass);
    }
}

/// The rows of a relation that a condition finds, which is given the source with the keys.
pub(super) fn all_of<'a, R: Relation<Via: Way<R>>, D: Dialect, C: RenderSlot<D>>(
    clauses: &'a C,
    joins: JoinsTo,
    keys: &dyn Fn(&'static str, &mut Pass<'_, 'a>),
    pass: &mut Pass<'_, 'a>,
) {
    let def = R::To::def();
    pass.sql(" FROM ");
    table_name(def, pass);
    pass.guard(def, def.name);
    let mut source = def.name;
    if let Some((link, far)) = R::Via::link() {
        source = link.name;
        pass.sql(" JOIN ");
        table_name(link, pass);
        pass.guard(link, link.name);
        for (i, (from, to)) in far.from.iter().zip(far.to).enumerate() {
            pass.sql(if i > 0 { " AND " } else { " ON " });
            pass.column(link.name, from);
            pass.sql(" = ");
            pass.column(def.name, to);
        }
    }
    joins(def.name, pass);
    pass.sql(" WHERE ");
    keys(source, pass);
    pass.guards_and();
    clauses.walk_slot(slot::WHERE, &mut true, pass);
}

/// How a relation gets to its rows: straight, or through a table between.
pub trait Way<R>: Via {
    /// The columns of the table between that hold the key of the first row: none where there is no
    /// such table, and as many as the primary key has elsewhere.
    type Near: NearKey;
    /// What the table between leaves open.
    type Open: List;
    /// The scope `F` with the table of the rows, and the one between.
    type In<F: Scope>: Scope;
    /// The table between, and its columns that lead on.
    fn link() -> Option<(&'static TableDef, Pairs)>;
}

impl<R: Relation, Side: 'static> Way<R> for Direct<Side> {
    type Near = Nil;
    type Open = Nil;
    type In<F: Scope> = Joined<F, One<R::To>, Left>;

    fn link() -> Option<(&'static TableDef, Pairs)> {
        None
    }
}

impl<R: FarSide, Link: Table> Way<R> for Through<Link>
where
    <R::From as Table>::PrimaryKey: NearKey,
{
    type Near = <R::From as Table>::PrimaryKey;
    type Open = Link::Open;
    type In<F: Scope> = Joined<Joined<F, One<Link>, Left>, One<R::To>, Left>;

    fn link() -> Option<(&'static TableDef, Pairs)> {
        Some((Link::def(), R::far()))
    }
}

/// Columns of a key, to be read.
pub trait NearKey: 'static {
    /// How many.
    const WIDTH: usize;
    /// Reads them.
    fn read<'r, R: Row<'r>>(row: R, at: usize, values: &mut Vec<Value>) -> Result<(), Misread>;
}

impl NearKey for Nil {
    const WIDTH: usize = 0;

    fn read<'r, R: Row<'r>>(_: R, _: usize, _: &mut Vec<Value>) -> Result<(), Misread> {
        Ok(())
    }
}

impl<C: Column, K: NearKey> NearKey for Cons<C, K> {
    const WIDTH: usize = 1 + K::WIDTH;

    fn read<'r, R: Row<'r>>(row: R, at: usize, values: &mut Vec<Value>) -> Result<(), Misread> {
        values.push(one::<C, R>(row, at)?);
        K::read(row, at + 1, values)
    }
}

fn one<'r, C: Column, R: Row<'r>>(row: R, at: usize) -> Result<Value, Misread> {
    Value::read(C::Type::KIND, row.cell(at)).map_err(|reason| Misread { index: at, reason })
}

macro_rules! near_tuple {
    ($($name:ident $index:tt)*) => {
        impl<$($name: Column),*> NearKey for ($($name,)*) {
            const WIDTH: usize = [$($index),*].len();

            fn read<'r, Source: Row<'r>>(
                row: Source,
                at: usize,
                values: &mut Vec<Value>,
            ) -> Result<(), Misread> {
                $(values.push(one::<$name, Source>(row, at + $index)?);)*
                Ok(())
            }
        }
    };
}

mod tuples {
    use super::{Column, Misread, NearKey, Row, Value, for_tuples, one};
    for_tuples!(near_tuple);
}

/// How the key is read that a row belongs to: `None` where it is one of the row's own columns.
pub struct Near<N>(PhantomData<fn() -> N>);

impl<N: NearKey> Output for Near<N> {
    type Row = Option<Key>;
    type Ref<'r> = Option<Key>;
    const WIDTH: usize = N::WIDTH;

    fn decode<'r, Source: Row<'r>>(row: Source, at: usize) -> Result<Option<Key>, Misread> {
        let mut values = Vec::new();
        N::read(row, at, &mut values)?;
        Ok((!values.is_empty()).then(|| values.into_iter().collect()))
    }

    fn decode_ref<'r, Source: Row<'r>>(row: Source, at: usize) -> Result<Option<Key>, Misread> {
        Self::decode(row, at)
    }
}
