//! The applications as a user of Diesel writes them.

use std::fmt::Write;

use super::{Parameters, Print};
use crate::app::{App, At, Body, Column, Join, Kind, Query, Table};

/// Diesel with SQLite; `wide` adds the feature for tables of up to 128 columns.
pub struct Diesel {
    pub wide: bool,
}

impl Print for Diesel {
    fn name(&self) -> &'static str {
        "diesel"
    }

    fn dependencies(&self) -> String {
        let wide = if self.wide { ", \"128-column-tables\"" } else { "" };
        format!(
            "diesel = {{ version = \"=2.3.14\", features = [\"sqlite\"{wide}] }}\n\
             libsqlite3-sys = {{ version = \"0.37\", features = [\"bundled\"] }}\n"
        )
    }

    fn attributes(&self) -> &'static str {
        // So the compiler says when a table has 128 columns.
        if self.wide { "#![recursion_limit = \"256\"]\n\n" } else { "" }
    }

    fn schema(&self, app: &App) -> String {
        let mut text = String::from("use diesel::prelude::*;\n\n");
        for table in &app.tables {
            text += &definition(table);
        }
        for table in &app.tables {
            if let Some(parent) = table.parent {
                let (child, parent) = (&table.name, &app.tables[parent].name);
                let _ = writeln!(text, "diesel::joinable!({child} -> {parent} (parent_id));");
            }
        }
        let names: Vec<&str> = app.tables.iter().map(|table| table.name.as_str()).collect();
        if names.len() > 1 {
            let _ = writeln!(
                text,
                "diesel::allow_tables_to_appear_in_same_query!({});\n",
                names.join(", ")
            );
        }
        for table in &app.tables {
            text += &models(table, app.insertable);
        }
        text
    }

    fn imports(&self) -> &'static str {
        "use crate::schema::*;\nuse diesel::dsl::{count, exists};\nuse diesel::prelude::*;\n\n"
    }

    fn query(&self, app: &App, query: &Query) -> String {
        let mut parameters = Parameters::default();
        let (output, statement) = match &query.body {
            Body::Insert { table } if app.insertable => {
                let table = &app.tables[*table];
                parameters.0.push(format!("row: &New{}<'_>", table.row()));
                (
                    "usize".to_owned(),
                    format!("diesel::insert_into({}::table).values(row)", table.name),
                )
            }
            body => statement(app, body, &mut parameters),
        };
        let run = if output == "usize" { "execute" } else { "load" };
        format!(
            "pub fn {}(connection: &mut SqliteConnection{}) -> QueryResult<{output}> {{\n    \
             {statement}.{run}(connection)\n}}\n\n",
            query.name,
            parameters.list(),
        )
    }

    fn program(&self) -> String {
        PROGRAM.to_owned()
    }

    fn wide(&self) -> &dyn Print {
        &Diesel { wide: true }
    }
}

const PROGRAM: &str = r#"use diesel::prelude::*;

diesel::table! {
    users (id) {
        id -> BigInt,
        name -> Text,
        hair_color -> Nullable<Text>,
    }
}

#[derive(Queryable, Selectable, Debug)]
#[diesel(table_name = users, check_for_backend(diesel::sqlite::Sqlite))]
struct User {
    id: i64,
    name: String,
    hair_color: Option<String>,
}

#[derive(Insertable)]
#[diesel(table_name = users)]
struct NewUser<'a> {
    name: &'a str,
    hair_color: Option<&'a str>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut connection = SqliteConnection::establish(":memory:")?;
    diesel::sql_query("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, hair_color TEXT)")
        .execute(&mut connection)?;
    let row = NewUser { name: "Ada", hair_color: None };
    diesel::insert_into(users::table).values(&row).execute(&mut connection)?;
    let found: Vec<User> =
        users::table.filter(users::name.eq("Ada")).select(User::as_select()).load(&mut connection)?;
    println!("{found:?}");
    Ok(())
}
"#;

fn statement(app: &App, body: &Body, parameters: &mut Parameters) -> (String, String) {
    match body {
        Body::Rows { table, filters, order, limit } => {
            let (tables, row) = ([*table], app.tables[*table].row());
            let filters = app.filters(&tables, filters, parameters);
            let order = app.path(&tables, At(0, *order));
            let from = from(app, &tables, Join::Inner);
            let statement = format!(
                "{from}{filters}.order_by({order}.asc()).limit({limit}).select({row}::as_select())"
            );
            (format!("Vec<{row}>"), statement)
        }
        Body::Columns { tables, join, columns, filters, limit } => {
            let mut statement =
                from(app, tables, *join) + &app.filters(tables, filters, parameters);
            if let Some((at, count)) = limit {
                let _ =
                    write!(statement, ".order_by({}.asc()).limit({count})", app.path(tables, *at));
            }
            let paths = columns.iter().map(|&at| {
                let is_outer = *join == Join::Left && at.0 > 0;
                app.path(tables, at) + if is_outer { ".nullable()" } else { "" }
            });
            let _ = write!(statement, ".select(({},))", paths.collect::<Vec<_>>().join(", "));
            (format!("Vec<{}>", app.tuple(tables, *join, columns)), statement)
        }
        Body::Groups { tables, key, filters } => {
            let filters = app.filters(tables, filters, parameters);
            let (key_path, id) = (app.path(tables, *key), app.path(tables, At(0, 0)));
            let more_than = parameters.add("i64");
            let statement = format!(
                "{}{filters}.group_by({key_path}).having(count({id}).gt({more_than})).select(({key_path}, count({id})))",
                from(app, tables, Join::Inner),
            );
            (format!("Vec<({}, i64)>", app.column(tables, *key).owned()), statement)
        }
        Body::Referred { parent, child, correlated, columns, filter } => {
            let (outer, inner) = (&app.tables[*parent].name, &app.tables[*child].name);
            let condition = app.condition(&[*child], filter, parameters);
            let condition = if *correlated {
                format!(
                    "exists({inner}::table.filter({inner}::parent_id.eq({outer}::id)).filter({condition}))"
                )
            } else {
                format!(
                    "{outer}::id.eq_any({inner}::table.filter({condition}).select({inner}::parent_id))"
                )
            };
            let columns: Vec<At> = columns.iter().map(|&column| At(0, column)).collect();
            let paths: Vec<String> = columns.iter().map(|&at| app.path(&[*parent], at)).collect();
            let statement =
                format!("{outer}::table.filter({condition}).select(({},))", paths.join(", "));
            (format!("Vec<{}>", app.tuple(&[*parent], Join::Inner, &columns)), statement)
        }
        Body::Insert { table } => {
            let columns: Vec<usize> = (1..app.tables[*table].columns.len()).collect();
            let values = assignments(app, *table, &columns, parameters);
            (
                "usize".to_owned(),
                format!("diesel::insert_into({}::table).values({values})", app.tables[*table].name),
            )
        }
        Body::Update { table, columns } => {
            let name = &app.tables[*table].name;
            let id = parameters.add("i64");
            let values = assignments(app, *table, columns, parameters);
            (
                "usize".to_owned(),
                format!("diesel::update({name}::table.filter({name}::id.eq({id}))).set({values})"),
            )
        }
        Body::Delete { table, filter } => {
            let condition = app.condition(&[*table], filter, parameters);
            (
                "usize".to_owned(),
                format!("diesel::delete({}::table.filter({condition}))", app.tables[*table].name),
            )
        }
    }
}

fn assignments(app: &App, table: usize, columns: &[usize], parameters: &mut Parameters) -> String {
    let assignments = columns.iter().map(|&index| {
        let value = parameters.add(&app.tables[table].columns[index].borrowed("&str"));
        format!("{}.eq({value})", app.path(&[table], At(0, index)))
    });
    format!("({},)", assignments.collect::<Vec<_>>().join(", "))
}

/// A join of two by what `joinable!` says, a longer one with its conditions.
fn from(app: &App, tables: &[usize], join: Join) -> String {
    let word = if join == Join::Left { "left_join" } else { "inner_join" };
    let mut text = format!("{}::table", app.tables[tables[0]].name);
    for pair in tables.windows(2) {
        let (child, parent) = (&app.tables[pair[0]].name, &app.tables[pair[1]].name);
        let _ = match tables.len() {
            2 => write!(text, ".{word}({parent}::table)"),
            _ => write!(text, ".{word}({parent}::table.on({child}::parent_id.eq({parent}::id)))"),
        };
    }
    text
}

fn definition(table: &Table) -> String {
    let mut text = format!("diesel::table! {{\n    {} (id) {{\n", table.name);
    for column in &table.columns {
        let _ = writeln!(text, "        {} -> {},", column.name, sql_type(column));
    }
    text + "    }\n}\n\n"
}

fn models(table: &Table, insertable: bool) -> String {
    let (row, name) = (table.row(), &table.name);
    let mut text = format!(
        "#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]\n\
         #[diesel(table_name = {name}, check_for_backend(diesel::sqlite::Sqlite))]\npub struct {row} {{\n"
    );
    for column in &table.columns {
        let _ = writeln!(text, "    pub {}: {},", column.name, column.owned());
    }
    text += "}\n\n";
    if insertable {
        let _ = write!(
            text,
            "#[derive(Insertable)]\n#[diesel(table_name = {name})]\npub struct New{row}<'a> {{\n"
        );
        for column in &table.columns[1..] {
            let _ = writeln!(text, "    pub {}: {},", column.name, column.borrowed("&'a str"));
        }
        text += "}\n\n";
    }
    text
}

fn sql_type(column: &Column) -> String {
    let name = match column.kind {
        Kind::Integer => "Integer",
        Kind::BigInt => "BigInt",
        Kind::Text => "Text",
        Kind::Bool => "Bool",
        Kind::Double => "Double",
    };
    if column.nullable { format!("Nullable<{name}>") } else { name.to_owned() }
}
