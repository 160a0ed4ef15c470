//! What the two crates' printers have in common: names, types, parameters, filters.

pub mod diesel;
pub mod relata;

use std::fmt::Write;

use crate::app::{App, At, Column, Filter, Join, Kind, Query};

/// A crate for which applications are printed.
pub trait Print {
    fn name(&self) -> &'static str;

    /// The lines under `[dependencies]`.
    fn dependencies(&self) -> String;

    /// The first lines of the library.
    fn attributes(&self) -> &'static str {
        ""
    }

    /// The module with the tables, and what row structs belong to them.
    fn schema(&self, app: &App) -> String;

    /// The first lines of the module with the queries.
    fn imports(&self) -> &'static str;

    /// One function.
    fn query(&self, app: &App, query: &Query) -> String;

    /// A whole program of one table, one insert and one select.
    fn program(&self) -> String;

    /// The same crate with what it needs for a table of 128 columns.
    fn wide(&self) -> &dyn Print;

    /// The module with the queries.
    fn queries(&self, app: &App) -> String {
        let functions = app.queries.iter().map(|query| self.query(app, query));
        std::iter::once(self.imports().to_owned()).chain(functions).collect()
    }
}

/// The parameters of a function, in the order in which its statement names them.
#[derive(Default)]
struct Parameters(Vec<String>);

impl Parameters {
    /// One more parameter; returns its name.
    fn add(&mut self, kind: &str) -> String {
        let name = format!("p{}", self.0.len());
        self.0.push(format!("{name}: {kind}"));
        name
    }

    fn list(&self) -> String {
        self.0.iter().fold(String::new(), |mut list, parameter| {
            let _ = write!(list, ", {parameter}");
            list
        })
    }
}

impl Column {
    /// The type of the field that holds it.
    fn owned(&self) -> String {
        self.optional(match self.kind {
            Kind::Text => "String",
            _ => self.borrowed_kind(),
        })
    }

    /// The type of a parameter that is written to it.
    fn borrowed(&self, text: &str) -> String {
        self.optional(match self.kind {
            Kind::Text => text,
            _ => self.borrowed_kind(),
        })
    }

    /// The type of a parameter that is compared with it.
    fn borrowed_kind(&self) -> &'static str {
        match self.kind {
            Kind::Integer => "i32",
            Kind::BigInt => "i64",
            Kind::Text => "&str",
            Kind::Bool => "bool",
            Kind::Double => "f64",
        }
    }

    fn optional(&self, kind: &str) -> String {
        if self.nullable { format!("Option<{kind}>") } else { kind.to_owned() }
    }
}

impl App {
    fn column(&self, tables: &[usize], at: At) -> &Column {
        &self.tables[tables[at.0]].columns[at.1]
    }

    /// `table_07::text_3`
    fn path(&self, tables: &[usize], at: At) -> String {
        format!("{}::{}", self.tables[tables[at.0]].name, self.column(tables, at).name)
    }

    /// Both crates write conditions alike: `.filter(table_07::text_3.eq(p0))`.
    fn filters(&self, tables: &[usize], filters: &[Filter], parameters: &mut Parameters) -> String {
        let calls = filters
            .iter()
            .map(|filter| format!(".filter({})", self.condition(tables, filter, parameters)));
        calls.collect()
    }

    fn condition(&self, tables: &[usize], filter: &Filter, parameters: &mut Parameters) -> String {
        let column = self.column(tables, filter.at);
        let value =
            if filter.takes_value { parameters.add(column.borrowed_kind()) } else { String::new() };
        format!("{}.{}({value})", self.path(tables, filter.at), filter.operator)
    }

    /// The type of a row of columns, which has NULL where a column or its side of the join has.
    fn tuple(&self, tables: &[usize], join: Join, columns: &[At]) -> String {
        let types = columns.iter().map(|&at| {
            let column = self.column(tables, at);
            let is_outer = join == Join::Left && at.0 > 0;
            if is_outer && !column.nullable {
                format!("Option<{}>", column.owned())
            } else {
                column.owned()
            }
        });
        format!("({},)", types.collect::<Vec<_>>().join(", "))
    }
}
