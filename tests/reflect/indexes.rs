//! Indexes of all kinds that `table!` says: they are created, and found again.

use relata::prelude::*;
use relata::schema::Schema;

use super::golden::{indexes_mariadb, indexes_mysql, indexes_postgres, indexes_sqlite};
use super::support::{Place, Tested, check_schema, check_script};

async fn check<D: Place, S: Schema>(script: &str) -> Tested {
    check_script::<D>("indexes", script).await?;
    check_schema::<D, S>("indexes").await
}

#[tokio::test]
async fn sqlite() -> Tested {
    let script = r#"
        CREATE TABLE notes (id INTEGER PRIMARY KEY, "type" TEXT, title TEXT, n INT UNIQUE);
        CREATE INDEX a ON notes ("type" DESC, title);
        CREATE INDEX b ON notes (lower("type") DESC, title COLLATE BINARY ASC);
        CREATE INDEX c ON notes (title COLLATE RTRIM DESC, lower(title) COLLATE NOCASE) WHERE "type" > 'a';
        CREATE UNIQUE INDEX e ON notes (n + 1) WHERE n > 0;
    "#;
    check::<Sqlite, indexes_sqlite::tables>(script).await
}

#[tokio::test]
async fn postgres() -> Tested {
    let script = r#"
        CREATE TABLE notes (
            id INT PRIMARY KEY, type TEXT, title TEXT, tags TEXT[], doc JSONB, days DATERANGE, n INT,
            ip INET
        );
        CREATE INDEX a ON notes (type DESC, title);
        CREATE INDEX b ON notes (lower(type) DESC NULLS LAST, title NULLS FIRST);
        CREATE INDEX c ON notes USING gin (tags);
        CREATE INDEX d ON notes USING gin (doc jsonb_path_ops);
        CREATE INDEX e ON notes USING gist (days) INCLUDE (id);
        CREATE INDEX f ON notes USING hash (type);
        CREATE INDEX g ON notes USING brin (n, id int4_minmax_multi_ops);
        CREATE INDEX h ON notes USING spgist (type);
        CREATE INDEX i ON notes (type text_pattern_ops DESC) INCLUDE (title, n);
        CREATE INDEX j ON notes USING gin (to_tsvector('english', type));
        CREATE INDEX k ON notes USING gist (ip inet_ops);
        CREATE INDEX l ON notes ((n + 1) DESC, (type || title)) WHERE title <> 'it''s';
    "#;
    check::<Postgres, indexes_postgres::tables>(script).await
}

/// What MySQL and MariaDB both take.
const BOTH: &str = r#"
    CREATE TABLE notes (
        id INT PRIMARY KEY, type VARCHAR(100), title VARCHAR(200), body TEXT, n INT,
        KEY a (type(20)), KEY b (body(30), n DESC), KEY c (n DESC), FULLTEXT KEY d (title, body)
    );
"#;

#[tokio::test]
async fn mysql() -> Tested {
    let own = "CREATE INDEX e ON notes ((n + 1) DESC, (lower(`type`)));";
    check::<MySql, indexes_mysql::tables>(&format!("{BOTH}{own}")).await
}

#[tokio::test]
async fn mariadb() -> Tested {
    check::<MariaDb, indexes_mariadb::tables>(BOTH).await
}
