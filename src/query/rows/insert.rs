//! `INSERT INTO table (columns) VALUES (..), (..)` of whole rows, and what the database made of them.

use std::marker::PhantomData;

use super::{Rows, bind, names, whose};
use crate::query::cardinality::ManyRows;
use crate::query::from::table_name;
use crate::query::output::{Output, Value as OneValue, Whole};
use crate::query::{ColumnNames, Query};
use crate::render::{Dialect, Pass, Render};
use crate::schema::{Record, Table};
use crate::types::null::NotNull;

/// An INSERT of rows. `O` is how a row that it returns is read.
#[derive(Debug)]
pub struct InsertRows<O = ()> {
    /// What is written. Where no column is given, it is one row of defaults.
    pub rows: Rows,
    returning: Box<[usize]>,
    columns: ColumnNames,
    output: PhantomData<fn() -> O>,
}

impl InsertRows {
    /// It returns nothing.
    pub fn new(rows: Rows) -> Self {
        Self { rows, returning: Box::default(), columns: |_| None, output: PhantomData }
    }

    /// It returns a column that holds integers.
    pub fn returning_number(self, place: usize) -> InsertRows<OneValue<i64, NotNull>> {
        self.returning(Box::new([place]), |_| None)
    }

    /// It returns all columns.
    pub fn returning_row<E: Record>(self) -> InsertRows<Whole<E, NotNull>> {
        let column = |place: usize| {
            let def = <E::Table as Table>::def();
            def.columns.get(place).map(|column| (def.name, column.name))
        };
        self.returning((0..E::Table::NAMES.len()).collect(), column)
    }

    fn returning<O>(self, returning: Box<[usize]>, columns: ColumnNames) -> InsertRows<O> {
        InsertRows { rows: self.rows, returning, columns, output: PhantomData }
    }
}

impl<O: Output> Query for InsertRows<O> {
    type Output = O;
    type Rows = ManyRows;

    fn columns(&self) -> ColumnNames {
        self.columns
    }
}

impl<D: Dialect, O> Render<D> for InsertRows<O> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let rows = &self.rows;
        pass.sql("INSERT INTO ");
        table_name(rows.table, pass);
        if rows.places.is_empty() {
            pass.sql(pass.spec().no_values);
        } else {
            pass.sql(" (");
            names(rows.table, &rows.places, pass);
            let whose = whose(rows);
            if let Some(column) = whose {
                pass.sql(", ");
                pass.ident(column.name);
            }
            pass.sql(") VALUES ");
            for at in 0..rows.len() {
                pass.sql(if at > 0 { ", (" } else { "(" });
                for (i, value) in rows.row(at).iter().enumerate() {
                    pass.sql(if i > 0 { ", " } else { "" });
                    bind(value, pass);
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
            names(rows.table, &self.returning, pass);
        }
    }
}
