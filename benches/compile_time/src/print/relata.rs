//! The applications as a user of relata writes them.

use std::fmt::Write;

use super::{Parameters, Print};
use crate::app::{App, At, Body, Join, Query, Table};

/// relata with SQLite, from the folder above this workspace.
pub enum Relata {
    /// Its blocking face, which is what Diesel has.
    Blocking,
    /// Its async face.
    Async,
}

impl Print for Relata {
    fn name(&self) -> &'static str {
        match self {
            Self::Blocking => "relata",
            Self::Async => "relata-async",
        }
    }

    fn dependencies(&self) -> String {
        let relata =
            format!("relata = {{ path = {:?} }}\n", concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
        match self {
            Self::Blocking => relata,
            Self::Async => {
                relata
                    + "tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n"
            }
        }
    }

    fn schema(&self, app: &App) -> String {
        let definitions = app.tables.iter().map(|table| definition(app, table));
        std::iter::once("use relata::prelude::*;\n\n".to_owned()).chain(definitions).collect()
    }

    fn imports(&self) -> &'static str {
        match self {
            Self::Blocking => {
                "use crate::schema::*;\nuse relata::blocking::{Connection, Executor};\nuse relata::prelude::*;\n\n"
            }
            Self::Async => {
                "use crate::schema::*;\nuse relata::engine::Connection;\nuse relata::prelude::*;\n\n"
            }
        }
    }

    fn query(&self, app: &App, query: &Query) -> String {
        let mut parameters = Parameters::default();
        let (output, statement) = statement(app, &query.body, &mut parameters);
        let run = if output == "u64" { "execute" } else { "all" };
        let (function, wait) = match self {
            Self::Blocking => ("fn", ""),
            Self::Async => ("async fn", ".await"),
        };
        format!(
            "pub {function} {}(connection: &mut Connection<Sqlite>{}) -> Result<{output}, relata::Error> {{\n    \
             connection.{run}(&{statement}){wait}\n}}\n\n",
            query.name,
            parameters.list(),
        )
    }

    fn program(&self) -> String {
        let (uses, main, wait) = match self {
            Self::Blocking => ("use relata::blocking::Engine;\n", "fn main", ""),
            Self::Async => ("", "#[tokio::main]\nasync fn main", ".await"),
        };
        PROGRAM.replace("USES", uses).replace("MAIN", main).replace(".AWAIT", wait)
    }

    fn wide(&self) -> &dyn Print {
        self
    }
}

const PROGRAM: &str = r#"USESuse relata::prelude::*;

table! {
    pub users as User {
        #[primary_key, identity] id: i64,
        name: String,
        hair_color: Option<String>,
    }
}
schema! { pub app: users }

MAIN() -> Result<(), relata::Error> {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").AWAIT?;
    engine.create_all::<app>().AWAIT?;
    let row = (users::name.set("Ada"), users::hair_color.set_null());
    engine.execute(&insert_into(users::table).values(row)).AWAIT?;
    let found: Vec<User> = engine.all(&select(User).filter(users::name.eq("Ada"))).AWAIT?;
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
            let statement =
                format!("select({row}){filters}.order_by({order}.asc()).limit({limit})");
            (format!("Vec<{row}>"), statement)
        }
        Body::Columns { tables, join, columns, filters, limit } => {
            let mut statement =
                from(app, tables, *join) + &app.filters(tables, filters, parameters);
            if let Some((at, count)) = limit {
                let _ =
                    write!(statement, ".order_by({}.asc()).limit({count})", app.path(tables, *at));
            }
            let paths: Vec<String> = columns.iter().map(|&at| app.path(tables, at)).collect();
            let _ = write!(statement, ".select(({},))", paths.join(", "));
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
            let (around, inner) = (&app.tables[*parent].name, &app.tables[*child].name);
            let condition = app.condition(&[*child], filter, parameters);
            let condition = if *correlated {
                let reference = format!("{inner}::parent_id.eq(outer({around}::id))");
                format!("exists(from({inner}::table).filter({reference}).filter({condition}))")
            } else {
                format!(
                    "{around}::id.in_(from({inner}::table).filter({condition}).select({inner}::parent_id))"
                )
            };
            let columns: Vec<At> = columns.iter().map(|&column| At(0, column)).collect();
            let paths: Vec<String> = columns.iter().map(|&at| app.path(&[*parent], at)).collect();
            let statement = format!(
                "from({around}::table).filter({condition}).select(({},))",
                paths.join(", ")
            );
            (format!("Vec<{}>", app.tuple(&[*parent], Join::Inner, &columns)), statement)
        }
        Body::Insert { table } => {
            let columns: Vec<usize> = (1..app.tables[*table].columns.len()).collect();
            let values = assignments(app, *table, &columns, parameters);
            (
                "u64".to_owned(),
                format!("insert_into({}::table).values({values})", app.tables[*table].name),
            )
        }
        Body::Update { table, columns } => {
            let name = &app.tables[*table].name;
            let id = parameters.add("i64");
            let values = assignments(app, *table, columns, parameters);
            (
                "u64".to_owned(),
                format!("update({name}::table).set({values}).filter({name}::id.eq({id}))"),
            )
        }
        Body::Delete { table, filter } => {
            let condition = app.condition(&[*table], filter, parameters);
            (
                "u64".to_owned(),
                format!("delete({}::table).filter({condition})", app.tables[*table].name),
            )
        }
    }
}

fn assignments(app: &App, table: usize, columns: &[usize], parameters: &mut Parameters) -> String {
    let assignments = columns.iter().map(|&index| {
        let value = parameters.add(&app.tables[table].columns[index].borrowed("&str"));
        format!("{}.set({value})", app.path(&[table], At(0, index)))
    });
    format!("({},)", assignments.collect::<Vec<_>>().join(", "))
}

fn from(app: &App, tables: &[usize], join: Join) -> String {
    let word = if join == Join::Left { "left_join" } else { "inner_join" };
    let mut text = format!("from({}::table)", app.tables[tables[0]].name);
    for pair in tables.windows(2) {
        let (child, parent) = (&app.tables[pair[0]].name, &app.tables[pair[1]].name);
        let _ = write!(text, ".{word}({parent}::table).on({child}::parent_id.eq({parent}::id))");
    }
    text
}

fn definition(app: &App, table: &Table) -> String {
    let mut text = format!("table! {{\n    pub {} as {} {{\n", table.name, table.row());
    for (index, column) in table.columns.iter().enumerate() {
        text += "        ";
        match (index, table.parent) {
            (0, _) => text += "#[primary_key, identity] ",
            (1, Some(parent)) => {
                let _ = write!(text, "#[references({}::id)] ", app.tables[parent].name);
            }
            _ => {}
        }
        let _ = writeln!(text, "{}: {},", column.name, column.owned());
    }
    text + "    }\n}\n\n"
}
