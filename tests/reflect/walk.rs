//! Every script between two of many small databases, one after the other, with rows in a table that all have.

use relata::ddl::Catalog;
use relata::prelude::*;

use super::script::{number, reflected, run};
use super::support::{Place, Tested};

/// Each has the table `a` with a column `id` and a column `name`.
const ALL: &[&str] = &[
    "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20));",
    "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20) NOT NULL, more INTEGER);
     CREATE INDEX ix_a_name ON a (name);",
    "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(30) DEFAULT 'it''s' NOT NULL,
         CONSTRAINT uq_a UNIQUE (name));",
    "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20), CONSTRAINT ck_a CHECK (name <> ''),
         CONSTRAINT uq_a UNIQUE (id, name));
     CREATE TABLE b (id INTEGER NOT NULL PRIMARY KEY, a_id INTEGER NOT NULL,
         CONSTRAINT fk_b_a FOREIGN KEY (a_id) REFERENCES a (id) ON DELETE CASCADE);",
    "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20) NOT NULL, a_id INTEGER,
         CONSTRAINT fk_a_a FOREIGN KEY (a_id) REFERENCES a (id));
     CREATE INDEX ix_a_name ON a (name, id);",
    "CREATE TABLE a (id INTEGER NOT NULL, name VARCHAR(20) NOT NULL, CONSTRAINT pk_a PRIMARY KEY (id, name));
     CREATE TABLE b (id INTEGER NOT NULL PRIMARY KEY, a_id INTEGER, a_name VARCHAR(20),
         CONSTRAINT fk_b_a FOREIGN KEY (a_id, a_name) REFERENCES a (id, name));",
    "CREATE TABLE a (id INTEGER NOT NULL, name VARCHAR(20), CONSTRAINT uq_a UNIQUE (id));
     CREATE TABLE b (id INTEGER NOT NULL PRIMARY KEY, a_id INTEGER,
         CONSTRAINT fk_b_a FOREIGN KEY (a_id) REFERENCES a (id) ON DELETE SET NULL);",
    "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20), b_id INTEGER);
     CREATE TABLE b (id INTEGER NOT NULL PRIMARY KEY, a_id INTEGER,
         CONSTRAINT fk_b_a FOREIGN KEY (a_id) REFERENCES a (id));
     CREATE VIEW v AS SELECT a.id, name FROM a JOIN b ON b.a_id = a.id;",
    "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(25),
         twice INTEGER GENERATED ALWAYS AS (id * 2) STORED);
     CREATE VIEW v AS SELECT id, name FROM a;
     CREATE VIEW w AS SELECT id FROM v;",
    "CREATE TABLE a (id BIGINT NOT NULL PRIMARY KEY, name VARCHAR(20),
         twice INTEGER GENERATED ALWAYS AS (id * 3) STORED);
     CREATE VIEW w AS SELECT id, twice FROM a;",
    "CREATE TABLE a (id BIGINT NOT NULL PRIMARY KEY, name VARCHAR(20), twice INTEGER);
     CREATE TABLE c (id BIGINT NOT NULL PRIMARY KEY, n DECIMAL(10, 2) DEFAULT 1.5,
         CONSTRAINT fk_c_a FOREIGN KEY (id) REFERENCES a (id) ON UPDATE CASCADE);",
    "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20), name2 VARCHAR(10) DEFAULT '-' NOT NULL);
     CREATE TABLE v (id INTEGER NOT NULL PRIMARY KEY);",
];

async fn check<D: Place>(name: &str) -> Tested {
    let mut catalogs: Vec<Catalog> = Vec::new();
    for script in ALL {
        let Some(engine) = D::fresh(name).await? else { return Ok(()) };
        run(&engine, script).await?;
        catalogs.push(reflected(&engine).await?);
        D::drop(engine, name).await?;
    }
    let Some(engine) = D::fresh(name).await? else { return Ok(()) };
    run(&engine, ALL[0]).await?;
    run(&engine, "INSERT INTO a (id, name) VALUES (1, '10'), (2, '20')").await?;
    let mut now = reflected(&engine).await?;
    for one in 0..ALL.len() {
        for other in 0..one {
            for next in [other, one] {
                let wanted = &catalogs[next];
                let script = now.script_to(wanted).may_lose_all().value("a", "name", "'30'");
                let sql = script.value("b", "a_id", "1").to_sql()?;
                run(&engine, &sql).await?;
                now = reflected(&engine).await?;
                assert_eq!(now.changes_to(wanted), [], "{}: to {next}:\n{sql}", D::NAME);
                let kept = "SELECT sum(id) + count(*) FROM a WHERE name IN ('10', '20')";
                assert_eq!(number(&engine, kept).await?, 5, "{}: to {next}:\n{sql}", D::NAME);
            }
        }
    }
    D::drop(engine, name).await
}

#[tokio::test]
async fn sqlite() -> Tested {
    check::<Sqlite>("walk").await
}

#[tokio::test]
async fn postgres() -> Tested {
    check::<Postgres>("walk").await
}

#[tokio::test]
async fn mysql() -> Tested {
    check::<MySql>("walk").await
}

#[tokio::test]
async fn mariadb() -> Tested {
    check::<MariaDb>("walk").await
}
