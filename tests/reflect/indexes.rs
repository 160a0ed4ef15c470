//! Indexes of all kinds: those that `table!` says, which are created and found again, and others.

use relata::prelude::*;

use super::support::{Tested, check_script};

#[tokio::test]
async fn sqlite() -> Tested {
    let script = r#"
        CREATE TABLE notes (id INTEGER PRIMARY KEY, "type" TEXT, title TEXT COLLATE NOCASE, "include" TEXT, n INT UNIQUE);
        CREATE INDEX a ON notes ("type" DESC, title);
        CREATE INDEX b ON notes (lower("type") DESC, title COLLATE BINARY ASC);
        CREATE INDEX c ON notes (title COLLATE RTRIM DESC, lower(title) COLLATE NOCASE) WHERE "type" > 'a';
        CREATE UNIQUE INDEX d ON notes ("type" DESC);
        CREATE UNIQUE INDEX e ON notes (n + 1) WHERE n > 0;
        CREATE INDEX f ON notes ((1), "include");
        CREATE INDEX g ON notes (n);
        CREATE INDEX h ON notes (n);
    "#;
    check_script::<Sqlite>("indexes", script).await
}

#[tokio::test]
async fn postgres() -> Tested {
    let script = r#"
        CREATE TABLE notes (
            id INT PRIMARY KEY, type TEXT, title TEXT COLLATE "C", tags TEXT[], doc JSONB, days DATERANGE, n INT,
            ip INET, words TSVECTOR
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
        CREATE INDEX j ON notes USING gin (to_tsvector('english', type)) WITH (fastupdate = off);
        CREATE INDEX k ON notes USING gist (ip inet_ops);
        CREATE INDEX l ON notes ((n + 1) DESC, (type || title)) WHERE title <> 'it''s';
        CREATE INDEX others_1 ON notes (title COLLATE "POSIX");
        CREATE UNIQUE INDEX others_2 ON notes (type) INCLUDE (n);
        CREATE UNIQUE INDEX others_3 ON notes (n DESC);
        CREATE INDEX others_4 ON notes ((1));
        CREATE INDEX others_5 ON notes USING gin (words);
        CREATE INDEX others_6 ON notes USING spgist (days) INCLUDE (n);
        CREATE UNIQUE INDEX others_7 ON notes (n) NULLS NOT DISTINCT;
    "#;
    check_script::<Postgres>("indexes", script).await
}

/// What MySQL and MariaDB both take.
const BOTH: &str = r#"
    CREATE TABLE notes (
        id INT PRIMARY KEY, type VARCHAR(100), title VARCHAR(200), body TEXT, `include` VARCHAR(50), n INT,
        place POINT NOT NULL,
        KEY a (type(20)), KEY b (body(30), n DESC), KEY c (n DESC), FULLTEXT KEY d (title, body),
        UNIQUE KEY others_1 (title(10)), UNIQUE KEY others_2 (n DESC), SPATIAL KEY others_3 (place),
        KEY others_4 (`include`(10))
    );
    CREATE TABLE keyed (
        id INT PRIMARY KEY, note_id INT UNIQUE, other INT, third INT,
        CONSTRAINT of_note FOREIGN KEY (note_id) REFERENCES notes (id),
        UNIQUE KEY same (other), CONSTRAINT same FOREIGN KEY (other) REFERENCES notes (id),
        FOREIGN KEY (third) REFERENCES notes (id)
    );
"#;

#[tokio::test]
async fn mysql() -> Tested {
    let own = "CREATE INDEX e ON notes ((n + 1) DESC, (lower(`type`)));";
    check_script::<MySql>("indexes", &format!("{BOTH}{own}")).await
}

#[tokio::test]
async fn mariadb() -> Tested {
    check_script::<MariaDb>("indexes", BOTH).await
}
