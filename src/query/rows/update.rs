//! `UPDATE table SET .. WHERE key = ..`, of many rows at once, each with values of its own.

use super::{Below, Rows, bind, equal, matching, matching_below, name, table_of};
use crate::query::from::table_name;
use crate::render::{Dialect, Pass, Render};
use crate::types::value::Value;

/// An UPDATE of rows by their key.
///
/// Several rows are one statement: `SET a = CASE id WHEN ? THEN ? WHEN ? THEN ? ELSE a END`. The
/// column itself at the end of CASE tells PostgreSQL the type of the values before it.
#[derive(Clone, Copy, Debug)]
pub struct UpdateRows<'v> {
    /// First the key's columns, then the version if there is one, then the columns to set.
    pub rows: Rows<'v>,
    /// How many columns the key has.
    pub key: usize,
    /// The column that counts versions: its value is compared, and becomes one more.
    pub version: Option<usize>,
}

/// So many rows have one CASE, since each of them is compared with all.
const CASES: usize = 32;

impl<'v> UpdateRows<'v> {
    /// The same in parts, with no more placeholders than the database takes.
    pub fn parts<D: Dialect>(self) -> impl Iterator<Item = Self> {
        let Self { rows, key, version } = self;
        let (head, width) = (self.head(), rows.places.len());
        let binds = head + width.saturating_sub(head) * (key + 1);
        let most = if width > head { CASES } else { 2 * CASES };
        rows.parts::<D>(most, binds).map(move |rows| Self { rows, key, version })
    }

    /// How many columns tell which row is meant.
    fn head(&self) -> usize {
        self.key + usize::from(self.version.is_some())
    }

    /// The columns that are set, with where their values stand in a row.
    fn set(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.rows.places.iter().copied().enumerate().skip(self.head())
    }
}

impl<D: Dialect> Render<D> for UpdateRows<'_> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let rows = &self.rows;
        let part = 0..rows.len();
        let head = self.head().min(rows.places.len());
        pass.sql("UPDATE ");
        table_name(rows.table, pass);
        let mut words = " SET ";
        for (at, place) in self.set() {
            pass.sql(words);
            words = ", ";
            pass.ident(rows.name(place));
            pass.sql(" = ");
            match part.len() {
                1 => bind(value(rows.row(part.start), at), pass),
                _ => self.choose(at, place, part.clone(), pass),
            }
        }
        if let Some(version) = self.version {
            pass.sql(words);
            pass.ident(rows.name(version));
            pass.sql(" = ");
            pass.ident(rows.name(version));
            pass.sql(" + 1");
        }
        matching(rows.table, &rows.places[..head], part.map(|at| &rows.row(at)[..head]), pass);
    }
}

impl UpdateRows<'_> {
    /// `CASE key WHEN ? THEN ? .. ELSE column END`
    fn choose<'a>(
        &'a self,
        at: usize,
        place: usize,
        part: std::ops::Range<usize>,
        pass: &mut Pass<'_, 'a>,
    ) {
        let rows = &self.rows;
        let key = &rows.places[..self.key];
        pass.sql("CASE");
        if let [key] = key {
            pass.sql(" ");
            pass.ident(rows.name(*key));
        }
        for row in part {
            let row = rows.row(row);
            pass.sql(" WHEN ");
            match key {
                [_] => bind(value(row, 0), pass),
                _ => equal(rows.table, key, row, pass),
            }
            pass.sql(" THEN ");
            bind(value(row, at), pass);
        }
        pass.sql(" ELSE ");
        pass.ident(rows.name(place));
        pass.sql(" END");
    }
}

fn value<'v>(row: &'v [&'v Value], at: usize) -> &'v Value {
    row.get(at).copied().unwrap_or(&Value::Null(crate::types::Kind::Text))
}

/// An UPDATE that sets columns of rows to NULL.
#[derive(Debug)]
pub struct ClearRows<'v> {
    /// The columns by which rows are found, and their values.
    pub rows: Rows<'v>,
    /// The rows that reference these, and so on: the last are updated.
    pub below: &'v [Below],
    /// The columns that become NULL.
    pub columns: &'v [usize],
}

impl<D: Dialect> Render<D> for ClearRows<'_> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let table = table_of(&self.rows, self.below);
        pass.sql("UPDATE ");
        table_name(table, pass);
        for (i, place) in self.columns.iter().enumerate() {
            pass.sql(if i > 0 { ", " } else { " SET " });
            pass.ident(name(table, *place));
            pass.sql(" = NULL");
        }
        matching_below(&self.rows, self.below, pass);
    }
}
