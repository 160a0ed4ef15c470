//! Statements about whole rows, whose columns are known by their places: what a session runs. They
//! are made at run time, from the definition of a table, and so each has one type for all tables.

pub mod again;
pub mod delete;
pub mod insert;
pub mod joins;
pub mod multiset;
pub mod related;
pub mod select;
pub mod update;

use super::Statement;
use super::effect::Write;
use super::from::table_name;
use crate::expr::Shape;
use crate::render::{Dialect, Pass};
use crate::schema::def::{ColumnDef, TableDef};
use crate::types::logic::Nil;
use crate::types::value::Value;

pub use again::{Again, Repeats, RowsAgain};
pub use delete::{DeleteRows, MarkRows};
pub use insert::{InsertRows, NewRows};
pub use joins::{Further, Joins, LeftJoins, LinkIn, NewIn, Step};
pub use multiset::{Elements, SetOf, Sets, Then, WithSet};
pub use related::RelatedTo;
pub use select::{Among, Keys, Listed, NearKey, RelatedRows, RowsByKey, Way};
pub use update::{ClearRows, UpdateRows};

/// Rows of values for some columns, which lie elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'v> {
    /// The table.
    pub table: &'static TableDef,
    /// The columns.
    pub places: &'v [usize],
    /// Their values, row by row.
    pub values: &'v [&'v Value],
}

/// Rows of a table whose columns are those of other rows: a foreign key, by places.
#[derive(Clone, Debug)]
pub struct Below {
    /// Their table.
    pub table: &'static TableDef,
    /// Their columns.
    pub places: Box<[usize]>,
    /// Those of the others.
    pub targets: Box<[usize]>,
}

impl<'v> Rows<'v> {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.values.len().checked_div(self.places.len()).unwrap_or(0)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    fn name(&self, place: usize) -> &'static str {
        name(self.table, place)
    }

    fn row(&self, at: usize) -> &'v [&'v Value] {
        let width = self.places.len();
        self.values.get(at * width..(at + 1) * width).unwrap_or_default()
    }

    /// The same in parts of at most so many rows, each with no more placeholders than the database
    /// takes where a row has `binds` of them.
    pub fn parts<D: Dialect>(self, most: usize, binds: usize) -> impl Iterator<Item = Self> {
        let most = most.min(D::SPEC.max_binds / binds.max(1)).max(1);
        let parts = self.values.chunks((most * self.places.len()).max(1));
        parts.map(move |values| Self { values, ..self })
    }
}

/// The name of a column.
fn name(table: &'static TableDef, place: usize) -> &'static str {
    table.columns.get(place).map_or("", |column| column.name)
}

/// `a, b`
fn names(table: &'static TableDef, places: &[usize], pass: &mut Pass<'_, '_>) {
    for (i, place) in places.iter().enumerate() {
        pass.sql(if i > 0 { ", " } else { "" });
        pass.ident(name(table, *place));
    }
}

/// `WHERE a IN (?, ?)`, or `WHERE a = ? AND b = ? OR ..` where there are several columns.
fn matching<'a>(
    table: &'static TableDef,
    places: &[usize],
    rows: impl ExactSizeIterator<Item = &'a [&'a Value]>,
    pass: &mut Pass<'_, 'a>,
) {
    pass.sql(" WHERE ");
    pass.guard(table, table.name);
    let (many, one) = (rows.len() > 1, places.len() == 1);
    if many && one {
        names(table, places, pass);
        pass.sql(" IN (");
        for (i, &value) in rows.flatten().enumerate() {
            pass.sql(if i > 0 { ", " } else { "" });
            bind(value, pass);
        }
        pass.sql(")");
    } else {
        let together = many && pass.waiting() > 0;
        pass.sql(if together { "(" } else { "" });
        for (i, row) in rows.enumerate() {
            pass.sql(if i > 0 { " OR " } else { "" });
            equal(table, places, row, pass);
        }
        pass.sql(if together { ")" } else { "" });
    }
    pass.guards_and();
}

/// `WHERE a IN (SELECT b FROM parents WHERE ..)`: the rows with these values, or those below them.
fn matching_below<'a>(rows: &'a Rows<'_>, below: &'a [Below], pass: &mut Pass<'_, 'a>) {
    let Some((last, above)) = below.split_last() else {
        return matching(rows.table, rows.places, (0..rows.len()).map(|at| rows.row(at)), pass);
    };
    let parents = table_of(rows, above);
    // MySQL reads a copy alone of the table that is written.
    let mut read = above.iter().map(|of| of.table).chain([rows.table]);
    let is_read = read.any(|of| (of.schema, of.name) == (last.table.schema, last.table.name));
    let [open, close] = if last.places.len() > 1 { ["(", ")"] } else { [""; 2] };
    pass.sql(" WHERE ");
    pass.sql(open);
    names(last.table, &last.places, pass);
    pass.sql(close);
    pass.sql(" IN (SELECT ");
    if is_read {
        names(parents, &last.targets, pass);
        pass.sql(" FROM (SELECT DISTINCT ");
    }
    names(parents, &last.targets, pass);
    pass.sql(" FROM ");
    table_name(parents, pass);
    pass.query(|pass| matching_below(rows, above, pass));
    pass.sql(if is_read { ") AS relata_rows)" } else { ")" });
    pass.guard(last.table, last.table.name);
    pass.guards_and();
}

/// The table of these rows, or of those below them.
fn table_of(rows: &Rows<'_>, below: &[Below]) -> &'static TableDef {
    below.last().map_or(rows.table, |last| last.table)
}

/// `a = ? AND b = ?`
fn equal<'a>(
    table: &'static TableDef,
    places: &[usize],
    row: &'a [&'a Value],
    pass: &mut Pass<'_, 'a>,
) {
    for (i, (place, &value)) in places.iter().zip(row).enumerate() {
        pass.sql(if i > 0 { " AND " } else { "" });
        pass.ident(name(table, *place));
        pass.sql(" = ");
        bind(value, pass);
    }
}

macro_rules! writes {
    ($([$($generic:tt)*] $statement:ty;)*) => {$(
        impl<$($generic)*> Statement for $statement {
            type Effect = Write;
            type Open = Nil;
            type MeansRows = crate::types::logic::True;
            const SHAPE: Shape = Shape::Dynamic;
        }
    )*};
}

writes! {
    ['v] UpdateRows<'v>;
    ['v] ClearRows<'v>;
    ['v] DeleteRows<'v>;
    ['v] MarkRows<'v>;
}

/// The column that takes the tenant of the statement, where it is not given.
fn whose(table: &'static TableDef, places: &[usize]) -> Option<&'static ColumnDef> {
    let place = table.columns.iter().position(|column| Some(column.name) == table.tenant)?;
    table.columns.get(place).filter(|_| !places.contains(&place))
}

/// A placeholder and its value.
fn bind<'a>(value: &'a Value, pass: &mut Pass<'_, 'a>) {
    pass.bind(value.kind(), value);
}
