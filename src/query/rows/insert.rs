//! `INSERT INTO table (columns) VALUES (..), (..)` of whole rows, and what the database made of them.

use std::marker::PhantomData;

use super::{names, whose};
use crate::expr::Shape;
use crate::query::cardinality::ManyRows;
use crate::query::effect::Write;
use crate::query::from::table_name;
use crate::query::output::{Output, Value as OneValue, Whole};
use crate::query::{ColumnNames, Query, Statement};
use crate::render::{Dialect, Pass, Render};
use crate::schema::def::TableDef;
use crate::schema::{Record, Table};
use crate::types::Kind;
use crate::types::logic::{Nil, True};
use crate::types::null::NotNull;
use crate::types::value::Value;

/// Rows of values for some columns, which lie elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct NewRows<'v> {
    /// The table.
    pub table: &'static TableDef,
    /// The columns.
    pub places: &'v [usize],
    /// Their values, row by row.
    pub values: &'v [&'v Value],
    /// Whether there are as many rows as a statement takes.
    pub is_full: bool,
}

impl<'v> NewRows<'v> {
    /// The rows one by one. A row of defaults alone has no values.
    pub fn each(self) -> std::slice::Chunks<'v, &'v Value> {
        self.values.chunks(self.places.len().max(1))
    }

    /// The same in parts of at most so many rows, with no more placeholders than the database takes.
    pub fn parts<D: Dialect>(self, most: usize) -> impl Iterator<Item = Self> {
        let width = self.places.len();
        let binds = width + usize::from(whose(self.table, self.places).is_some());
        let size = most.min(D::SPEC.max_binds / binds.max(1)).max(1) * width;
        // A row of defaults is alone.
        let alone = (width == 0).then_some(self);
        let part =
            move |values: &'v [&'v Value]| Self { values, is_full: values.len() == size, ..self };
        alone.into_iter().chain(self.values.chunks(size.max(1)).map(part))
    }
}

/// An INSERT of rows, of objects of type `E`. `O` is how a row that it returns is read.
#[derive(Debug)]
pub struct InsertRows<'v, E, O = ()> {
    rows: NewRows<'v>,
    returning: Box<[usize]>,
    columns: ColumnNames,
    output: PhantomData<fn() -> (E, O)>,
}

impl<'v, E> InsertRows<'v, E> {
    /// It returns nothing.
    pub fn new(rows: NewRows<'v>) -> Self {
        Self { rows, returning: Box::default(), columns: |_| None, output: PhantomData }
    }

    /// It returns a column that holds integers.
    pub fn returning_number(self, place: usize) -> InsertRows<'v, E, OneValue<i64, NotNull>> {
        self.returning(Box::new([place]), |_| None)
    }

    /// It returns all columns.
    pub fn returning_row(self) -> InsertRows<'v, E, Whole<E, NotNull>>
    where
        E: Record,
    {
        let column = |place: usize| {
            let def = <E::Table as Table>::def();
            def.columns.get(place).map(|column| (def.name, column.name))
        };
        self.returning((0..E::Table::NAMES.len()).collect(), column)
    }

    fn returning<O>(self, returning: Box<[usize]>, columns: ColumnNames) -> InsertRows<'v, E, O> {
        InsertRows { rows: self.rows, returning, columns, output: PhantomData }
    }
}

impl<E, O> Statement for InsertRows<'_, E, O> {
    type Effect = Write;
    type Open = Nil;
    type MeansRows = True;
    const SHAPE: Shape = Shape::Dynamic;

    /// The table and what it returns are in the type. As many rows as there can be are one text for each
    /// set of columns.
    fn variant(&self) -> Option<u32> {
        let bit = |place: &usize| 1_u32.checked_shl(u32::try_from(*place).ok()?);
        let places = self.rows.places.iter().map(bit).try_fold(0, |all, bit| Some(all | bit?))?;
        self.rows.is_full.then_some(places)
    }
}

impl<E, O: Output> Query for InsertRows<'_, E, O> {
    type Output = O;
    type Rows = ManyRows;

    fn columns(&self) -> ColumnNames {
        self.columns
    }
}

impl<D: Dialect, E, O> Render<D> for InsertRows<'_, E, O> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let NewRows { table, places, .. } = self.rows;
        let kind = |place: usize| table.columns.get(place).map_or(Kind::Text, |column| column.kind);
        pass.sql("INSERT INTO ");
        table_name(table, pass);
        if places.is_empty() {
            pass.sql(pass.spec().no_values);
        } else {
            pass.sql(" (");
            names(table, places, pass);
            let whose = whose(table, places);
            if let Some(column) = whose {
                pass.sql(", ");
                pass.ident(column.name);
            }
            pass.sql(") VALUES ");
            for (at, row) in self.rows.each().enumerate() {
                pass.sql(if at > 0 { ", (" } else { "(" });
                for (i, (place, value)) in places.iter().zip(row).enumerate() {
                    pass.sql(if i > 0 { ", " } else { "" });
                    pass.bind(kind(*place), *value);
                }
                if let Some(column) = whose {
                    pass.sql(", ");
                    pass.tenant(column.kind);
                }
                pass.sql(")");
            }
        }
        if !self.returning.is_empty() {
            pass.sql(" RETURNING ");
            names(table, &self.returning, pass);
        }
    }
}
