//! Names that need care: what SQLAlchemy's `DifficultParametersTest` tries, and more.

use relata::ddl::Plan;
use relata::dialect::Known;
use relata::prelude::*;
use relata::schema::Table;
use relata::schema::def::{CheckDef, ColumnDef, IndexDef, Origin, TableDef, UniqueDef};
use relata::types::Kind;

use super::support::{open, refused, run};

const DIFFICULT: &[&str] = &[
    "boring",
    "per cent",
    "per % cent",
    "%percent",
    "par(ens)",
    "percent%(ens)yah",
    "col:ons",
    "_starts_with_underscore",
    "dot.s",
    "more :: %colons%",
    "_name",
    "___name",
    "[BracketsAndCase]",
    "42numbers",
    "percent%signs",
    "has spaces",
    "/slashes/",
    "more/slashes",
    "q?marks",
    "1param",
    "1col:on",
    "it's",
    "say \"hello\"",
    "back`tick",
    "back\\slash",
    "$1 -- ;",
    "/* x */",
    "select",
    "Größe",
    "数",
    "new\nline",
];

const fn column(name: &'static str) -> ColumnDef {
    ColumnDef { name, kind: Kind::Int64, ..ColumnDef::PLAIN }
}

/// A table with one column, both of this name.
fn named(name: &'static str) -> TableDef {
    TableDef {
        schema: None,
        name,
        comment: "",
        origin: Origin::Table,
        columns: Vec::leak(vec![column(name)]),
        primary_key: Vec::leak(vec![name]),
        uniques: &[],
        indexes: Vec::leak(vec![IndexDef {
            name: String::leak(format!("ix_{name}")),
            columns: Vec::leak(vec![name]),
            unique: true,
            ..IndexDef::PLAIN
        }]),
        ..TableDef::PLAIN
    }
}

#[test]
fn difficult_names_come_through() {
    let connection = open();
    for name in DIFFICULT {
        run(&connection, &Plan::create(&named(name)).unwrap());
        let found: (String, String, String) = connection
            .query_row(
                "SELECT t.name, c.name, i.name FROM sqlite_schema t, pragma_table_info(t.name) c, \
                 pragma_index_list(t.name) i WHERE t.name = ? AND i.origin = 'c'",
                [name],
                |row| row.try_into(),
            )
            .unwrap();
        assert_eq!(found, (name.to_string(), name.to_string(), format!("ix_{name}")));
        for plan in [text::<Postgres>(name), text::<MySql>(name), text::<MariaDb>(name)] {
            assert!(plan.contains(name.split(['"', '`']).next().unwrap()), "{plan}");
        }
    }
}

fn text<D: Known>(name: &'static str) -> String {
    Plan::<D>::create(&named(name)).unwrap().to_string()
}

#[test]
fn quotes_are_doubled() {
    let first = |plan: String| plan.lines().next().unwrap_or_default().to_owned();
    let name = "a\"b`c'd";
    assert_eq!(first(text::<Sqlite>(name)), "CREATE TABLE \"a\"\"b`c'd\" (");
    assert_eq!(first(text::<Postgres>(name)), "CREATE TABLE \"a\"\"b`c'd\" (");
    assert_eq!(first(text::<MySql>(name)), "CREATE TABLE `a\"b``c'd` (");
}

#[test]
fn names_that_a_database_refuses() {
    let nul = "table name \"a\\0b\" holds a NUL, which no database takes; \
               column name \"a\\0b\" holds a NUL, which no database takes; \
               constraint name \"pk_a\\0b\" holds a NUL, which no database takes; \
               index name \"ix_a\\0b\" holds a NUL, which no database takes";
    let mysql =
        nul.replace("constraint name \"pk_a\\0b\" holds a NUL, which no database takes; ", "");
    refused(&named("a\0b"), nul, nul, &mysql, &mysql);
    let crab = |dialect| {
        ["table", "column"]
            .map(|what| {
                format!("{what} name \"🦀\" holds '🦀', which {dialect} does not take in a name")
            })
            .join("; ")
            + &format!("; index name \"ix_🦀\" holds '🦀', which {dialect} does not take in a name")
    };
    refused(&named("🦀"), "", "", &crab("MySQL"), &crab("MariaDB"));
    let space = |dialect| {
        [("table", ""), ("column", ""), ("index", "ix_")]
            .map(|(what, prefix)| {
                format!("{what} name \"{prefix}a \" ends in a space, which {dialect} does not take")
            })
            .join("; ")
    };
    refused(&named("a "), "", "", &space("MySQL"), &space("MariaDB"));
    let empty = "a table name is empty; a column name is empty";
    refused(&named(""), empty, empty, empty, empty);
}

#[test]
fn names_that_are_the_databases_own() {
    let own = |what, name, dialect| {
        format!("{what} name `{name}` is one that {dialect} keeps for itself: choose another")
    };
    let column = |name, dialect| own("column", name, dialect);
    refused(&named("xmin"), "", &column("xmin", "PostgreSQL"), "", "");
    let row_id = |dialect| column("Db_Row_Id", dialect);
    refused(&named("Db_Row_Id"), "", "", &row_id("MySQL"), &row_id("MariaDB"));
    refused(&named("SQLite_users"), &own("table", "SQLite_users", "SQLite"), "", "", "");
    let checked = TableDef {
        checks: &[CheckDef { name: "sqlite_c", sql: "my_users > 0" }],
        ..named("my_users")
    };
    refused(&checked, "", "", "", "");
    let indexed = TableDef {
        indexes: &[IndexDef { name: "sqlite_i", columns: &["my_users"], ..IndexDef::PLAIN }],
        ..named("my_users")
    };
    refused(&indexed, &own("index", "sqlite_i", "SQLite"), "", "", "");
    for name in ["XMIN", "sqlite", "my_sqlite_users", "rowid", "oid"] {
        refused(&named(name), "", "", "", "");
    }
}

/// 64 characters, 65 bytes.
const LONG: &str = "ä23456789_123456789_123456789_123456789_123456789_123456789_1234";

#[test]
fn tables_and_columns_keep_their_names() {
    let postgres = ["table", "column"]
        .map(|what| format!("{what} name `{LONG}` is too long: PostgreSQL takes 63 bytes"))
        .join("; ");
    refused(&named(LONG), "", &postgres, "", "");
}

table! {
    pub long_keys {
        #[primary_key] id: i64,
        #[unique(name = "uq_ä_123456789_123456789_123456789_123456789_123456789_123456789_1")] a: i64,
        #[unique(name = "uq_ä_123456789_123456789_123456789_123456789_123456789_123456789_2")] b: i64,
    }
}

#[test]
fn constraints_are_shortened() {
    let uniques = |plan: String| -> Vec<String> {
        let lines = plan.lines().filter(|line| line.contains("UNIQUE"));
        lines.filter_map(|line| line.split('"').nth(1).map(str::to_owned)).collect()
    };
    let def = long_keys::table::def();
    let whole: Vec<&str> = def.uniques.iter().map(|key: &UniqueDef| key.name).collect();
    assert_eq!(uniques(Plan::<Sqlite>::create(def).unwrap().to_string()), whole);
    let postgres = uniques(Plan::<Postgres>::create(def).unwrap().to_string());
    assert_eq!(
        postgres,
        [
            "uq_ä_123456789_123456789_123456789_123456789_123456789_12_5d27",
            "uq_ä_123456789_123456789_123456789_123456789_123456789_12_448a"
        ]
    );
    let mysql = Plan::<MySql>::create(def).unwrap().to_string();
    let cut = mysql
        .lines()
        .filter(|line| line.contains("UNIQUE"))
        .filter_map(|line| line.split('`').nth(1));
    assert!(cut.map(|name| name.chars().count()).eq([64, 64]), "{mysql}");
}
