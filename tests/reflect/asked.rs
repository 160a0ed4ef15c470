//! What is asked of a database: some tables, another schema, and in how many statements.

use relata::ddl::Reflect;
use relata::prelude::*;

use super::support::{Place, Tested};
use crate::log::Log;

const TABLES: &str = "
    CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY);
    CREATE TABLE b (id INTEGER NOT NULL PRIMARY KEY, a_id INTEGER NOT NULL, FOREIGN KEY (a_id) REFERENCES a (id));
    CREATE INDEX ix ON b (a_id);
    CREATE TABLE c (id INTEGER NOT NULL PRIMARY KEY);
    CREATE TABLE d (id INTEGER NOT NULL PRIMARY KEY);
    CREATE VIEW e AS SELECT id FROM a;
";

/// As many statements for one table as for all.
async fn check<D: Place>(statements: usize) -> Tested {
    let Some(engine) = D::fresh("asked").await? else { return Ok(()) };
    engine.run_script(TABLES).await?;
    let mut connection = engine.connect().await?;
    let log = Log::begin();
    let all = Reflect::new().run(&mut connection).await?;
    assert_eq!(log.statements().len(), statements);
    let names: Vec<_> = all.tables.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["a", "b", "c", "d", "e"]);
    let some = Reflect::new().only(["b"]).run(&mut connection).await?;
    assert_eq!(log.statements().len(), statements);
    assert_eq!(some.tables, [all.table("b").unwrap().clone()]);
    let printed = some.to_rust(relata::ddl::Dates::Chrono);
    let left_out = "(a_id) references a (id): `a` is not declared here\n";
    assert!(printed.contains(left_out), "{printed}");
    let error = Reflect::new().only(["b", "B'"]).run(&mut connection).await.unwrap_err();
    assert!(error.to_string().contains("there is no table or view `B'`"), "{error}");
    drop(connection);
    D::drop(engine, "asked").await
}

#[tokio::test]
async fn sqlite() -> Tested {
    check::<Sqlite>(4).await
}

/// Without enums nobody asks for their labels.
#[tokio::test]
async fn postgres() -> Tested {
    check::<Postgres>(4).await
}

#[tokio::test]
async fn mysql() -> Tested {
    check::<MySql>(5).await
}

#[tokio::test]
async fn mariadb() -> Tested {
    check::<MariaDb>(5).await
}

#[tokio::test]
async fn in_transactions_that_only_read() -> Tested {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    engine.run_script(TABLES).await?;
    let mut reader = engine.begin_read_only().await?;
    assert_eq!(Reflect::new().run(&mut reader).await?.tables.len(), 5);
    Ok(())
}

#[tokio::test]
async fn another_schema() -> Tested {
    let Some(engine) = Postgres::fresh("own").await? else { return Ok(()) };
    let schema = format!("relata_reflect_other_{}", std::process::id());
    let script = format!(
        "DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema};
         CREATE TABLE own (id BIGINT PRIMARY KEY);
         CREATE TABLE {schema}.a (id BIGINT PRIMARY KEY);
         CREATE TABLE {schema}.b (id BIGINT PRIMARY KEY REFERENCES {schema}.a, own_id BIGINT REFERENCES own);"
    );
    engine.run_script(script.leak()).await?;
    let asked = Reflect::new().schema(&schema);
    let printed = engine.reflect(&asked).await?.to_rust(Default::default());
    engine.run_script(format!("DROP SCHEMA {schema} CASCADE").leak()).await?;
    let body = printed.split_once("\n\n").map_or("", |(_, body)| body);
    assert!(printed.contains("(own_id) references own (id): `own` is not declared here"), "{body}");
    for line in [
        &*format!("#[table(schema = \"{schema}\")]"),
        "#[primary_key, references(a::id, name = \"b_id_fkey\")] id: i64,",
        "b: HasOne<b::a>,",
    ] {
        assert!(printed.contains(line), "{line}\n{body}");
    }
    Postgres::drop(engine, "own").await
}

#[tokio::test]
async fn attached_files_are_not_asked() {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await.unwrap();
    let error = engine.reflect(&Reflect::new().schema("other")).await.unwrap_err();
    assert!(error.to_string().contains("an attached database is not reflected: open its file"));
}
