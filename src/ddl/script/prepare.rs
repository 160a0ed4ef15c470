//! Catalogs before they are compared: conditions that others stand for are conditions, and what is renamed has its new name.

use super::Said;
use crate::ddl::catalog::tokens::{Token, tokens};
use crate::ddl::catalog::{Catalog, Check, ForeignKey, Over, Table};
use crate::ddl::error::Problem;
use crate::ddl::writer::Writer;
use crate::render::definition::Alters;
use crate::render::ident;
use crate::render::spec::Spec;
use crate::types::Kind;

/// The labels of texts, and JSON that is text, as the CHECKs that they were found in.
pub(super) fn unfolded(catalog: &Catalog) -> Catalog {
    let mut catalog = catalog.clone();
    let Catalog { tables, enums, spec, .. } = &mut catalog;
    for Table { name: table, columns, checks, .. } in tables.iter_mut() {
        for column in columns {
            let of =
                enums.iter().find(|of| !of.native && column.of_enum.as_ref() == Some(&of.name));
            if let Some(of) = of {
                let labels: Vec<_> = of.labels.iter().map(|label| text(label)).collect();
                let labels = labels.join(", ");
                let sql = format!("{} IN ({labels})", quoted(&column.name));
                checks.push(Check { name: Some(format!("ck_{table}_{}", column.name)), sql });
                column.of_enum = None;
            }
            if spec.definition.checks_json && column.kind == Some(Kind::Json) {
                let sql = format!("json_valid({})", quoted(&column.name));
                checks.push(Check { name: None, sql });
            }
        }
    }
    enums.retain(|of| of.native);
    catalog
}

/// The live catalog after what is renamed has been renamed.
pub(super) fn renamed(mut catalog: Catalog, said: &Said, writer: &mut Writer) -> Catalog {
    for [from, to] in &said.tables {
        if catalog.table(to).is_some() {
            writer.problem(Problem::Taken { what: "table", name: to.clone() });
        }
        match catalog.tables.iter_mut().find(|table| table.name == *from) {
            Some(table) => {
                table.name.clone_from(to);
                rename_constraints(table, from, to, catalog.spec);
            }
            None => writer.problem(Problem::NoSuchTable { table: from.clone() }),
        }
        for key in keys_to(&mut catalog, from) {
            key.target.clone_from(to);
        }
    }
    let keeps_quotes = catalog.spec.definition.alters == Alters::Rebuilt;
    for (of, [from, to]) in &said.columns {
        let table = catalog.tables.iter_mut().find(|table| table.name == *of);
        match table.filter(|table| table.column(from).is_some()) {
            Some(table) => {
                if table.column(to).is_some() {
                    let name = format!("{of}.{to}");
                    writer.problem(Problem::Taken { what: "column", name });
                }
                rename(table, from, to, keeps_quotes);
            }
            None => {
                let (table, column) = (of.clone(), from.clone());
                writer.problem(Problem::NoSuchColumn { table, column });
            }
        }
        for key in keys_to(&mut catalog, of) {
            replace(&mut key.target_columns, from, to);
        }
    }
    catalog
}

/// Names that the database has made of the table's, which are made again when it is renamed.
fn rename_constraints(table: &mut Table, from: &str, to: &str, spec: &Spec) {
    let keys = table.foreign_keys.iter_mut().map(|key| &mut key.name);
    let names = keys.chain(table.checks.iter_mut().map(|check| &mut check.name));
    for name in names.flatten() {
        let is_made =
            |rest: &&str| spec.definition.made_names.iter().any(|of| rest.starts_with(of));
        if let Some(rest) = name.strip_prefix(from).filter(is_made) {
            *name = format!("{to}{rest}");
        }
    }
}

/// The foreign keys that lead to a table.
fn keys_to<'c>(
    catalog: &'c mut Catalog,
    target: &'c str,
) -> impl Iterator<Item = &'c mut ForeignKey> {
    let Catalog { tables, schema, .. } = catalog;
    let keys = tables.iter_mut().flat_map(|table| &mut table.foreign_keys);
    keys.filter(move |key| key.target == target && key.target_schema == *schema)
}

fn rename(table: &mut Table, from: &str, to: &str, keeps_quotes: bool) {
    let said_of = |sql: &str| said_of(sql, from, to, keeps_quotes);
    if table.column_checks.iter().any(|name| name == from) {
        table.column_checks.push(to.to_owned());
    }
    let Table { columns, primary_key, uniques, indexes, checks, foreign_keys, made, .. } = table;
    for column in columns {
        if column.name == from {
            to.clone_into(&mut column.name);
        }
        let computed = column.computed.iter_mut().map(|computed| &mut computed.sql);
        computed.chain(&mut column.default).for_each(|sql| *sql = said_of(sql));
    }
    let keys = primary_key.iter_mut().chain(uniques).chain(made).map(|key| &mut key.columns);
    let keys = keys.chain(foreign_keys.iter_mut().map(|key| &mut key.columns));
    keys.chain(indexes.iter_mut().map(|index| &mut index.include))
        .for_each(|columns| replace(columns, from, to));
    for check in checks {
        check.sql = said_of(&check.sql);
    }
    for index in indexes {
        index.filter.iter_mut().for_each(|sql| *sql = said_of(sql));
        for part in &mut index.parts {
            match &mut part.over {
                Over::Column(column) if column == from => to.clone_into(column),
                Over::Column(_) => {}
                Over::Expression(sql) => *sql = said_of(sql),
            }
        }
    }
}

fn replace(columns: &mut [String], from: &str, to: &str) {
    columns.iter_mut().filter(|column| *column == from).for_each(|column| to.clone_into(column));
}

/// An expression as the database has it afterwards. Where this is not quite so, it is written anew, and nothing worse.
fn said_of(sql: &str, from: &str, to: &str, keeps_quotes: bool) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for (token, [start, end]) in tokens(sql) {
        let is_name = matches!(token, Token::Word(_) | Token::Name(_));
        if is_name && token.name().is_some_and(|name| name == from) {
            out.push_str(&sql[at..start]);
            match token {
                Token::Name(_) if keeps_quotes => {
                    out += &format!("\"{}\"", to.replace('"', "\"\""))
                }
                _ => out.push_str(&quoted(to)),
            }
            at = end;
        }
    }
    out + &sql[at..]
}

/// A text as expressions of a catalog have it.
pub(super) fn text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A name as they have it.
fn quoted(name: &str) -> String {
    let mut out = String::new();
    ident::write(&mut out, name, '"');
    out
}
