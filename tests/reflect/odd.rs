//! Names, keys and tables that few databases have: what is printed of them compiles.

use relata::ddl::Reflect;
use relata::prelude::*;

use super::support::{Place, Tested, check_script};

#[tokio::test]
async fn sqlite() -> Tested {
    let script = r###"
        CREATE TABLE "Users" (
            id INTEGER PRIMARY KEY, uuid TEXT, chrono DATE, std BLOB, core REAL, i64 BIGINT, "String" TEXT, time TEXT,
            relata TEXT
        );
        CREATE TABLE "users 2" (
            id INTEGER PRIMARY KEY, "new" TEXT, "row" TEXT, "all" TEXT, columns TEXT, "Self" TEXT, "crate" TEXT,
            "_" TEXT, "__" TEXT
        );
        CREATE TABLE users_2 (
            id INTEGER PRIMARY KEY, users_2 TEXT, users TEXT, "table" TEXT, table_ TEXT, "a b" TEXT, a_b TEXT, a_b_2 TEXT
        );
        CREATE TABLE "table" (id INTEGER PRIMARY KEY, "select" TEXT NOT NULL, "where" INT, "ORDER" INT);
        CREATE TABLE "self" (
            id INTEGER PRIMARY KEY, parent INTEGER REFERENCES "self", other INTEGER REFERENCES "self" ON DELETE CASCADE
        );
        CREATE TABLE "Option" (id INTEGER PRIMARY KEY);
        CREATE TABLE "Some" (id INTEGER PRIMARY KEY, "Some" TEXT);
        CREATE TABLE "Box" (id INTEGER PRIMARY KEY, "Box" TEXT);
        CREATE TABLE "Clone" (id INTEGER PRIMARY KEY);
        CREATE TABLE "Default" (id INTEGER PRIMARY KEY);
        CREATE TABLE "Result" (id INTEGER PRIMARY KEY);
        CREATE TABLE "Engine" (id INTEGER PRIMARY KEY);
        CREATE TABLE bool (id INTEGER PRIMARY KEY, is_it BOOLEAN NOT NULL DEFAULT 1);
        CREATE TABLE chrono (id INTEGER PRIMARY KEY, d DATE);
        CREATE TABLE tables (id INTEGER PRIMARY KEY);
        CREATE TABLE "2" ("1" INTEGER PRIMARY KEY, "2" TEXT);
        CREATE TABLE "表" ("列" INTEGER PRIMARY KEY, "Größe" TEXT DEFAULT 'ß', "İx" TEXT, "emoji 🎉" TEXT DEFAULT '🎉');
        CREATE TABLE "🎉" (id INTEGER PRIMARY KEY);
        CREATE TABLE "quo""te" (
            id INTEGER PRIMARY KEY, "a""b" TEXT CHECK ("a""b" <> 'x"y' AND "a""b" <> 'it''s'), "c.d" TEXT, "e`f" TEXT,
            "g'h" TEXT
        );
        CREATE TABLE " " (id INTEGER PRIMARY KEY, " " TEXT);
        CREATE TABLE "" (id INTEGER PRIMARY KEY, "" TEXT);
        CREATE TABLE one (x TEXT PRIMARY KEY);
        CREATE TABLE pairs (x INTEGER, y INTEGER, PRIMARY KEY (x, y));
        CREATE TABLE pair (a INTEGER, b INTEGER, c INTEGER, PRIMARY KEY (a, b), FOREIGN KEY (a, b) REFERENCES pairs);
        CREATE TABLE third (
            a INTEGER PRIMARY KEY, b INTEGER, c INTEGER,
            FOREIGN KEY (b, c) REFERENCES pairs (y, x), FOREIGN KEY (a) REFERENCES one
        );
        CREATE TABLE two (
            id INTEGER PRIMARY KEY, home INTEGER NOT NULL REFERENCES "Users",
            work_id INTEGER UNIQUE REFERENCES "Users" ON DELETE SET DEFAULT, FOREIGN KEY (id) REFERENCES "Users"
        );
        CREATE TABLE defaults (
            id INTEGER PRIMARY KEY, a TEXT DEFAULT 'it''s "x" \ y', b INT DEFAULT -5, c INT DEFAULT (-5),
            d REAL DEFAULT -1.5e10, e TEXT DEFAULT NULL, f TEXT DEFAULT (lower('A')), g INT DEFAULT 0x10,
            h BIGINT DEFAULT -9223372036854775808, j BLOB DEFAULT x'00ff', k TEXT DEFAULT CURRENT_TIMESTAMP,
            l DATE DEFAULT CURRENT_DATE, m TEXT DEFAULT 'line
two', n NUMERIC DEFAULT 1.5, o INT DEFAULT +3, q REAL DEFAULT 9e999, r INT DEFAULT '7', s TEXT DEFAULT 5,
            t TEXT DEFAULT '#"##"'
        );
        CREATE TABLE gen (a INTEGER PRIMARY KEY, d TEXT GENERATED ALWAYS AS ("a" || 'x,y)') VIRTUAL NOT NULL);
        CREATE TABLE kw (
            id INTEGER PRIMARY KEY, async TEXT, fn TEXT, "union" TEXT, raw TEXT, gen TEXT, macro_rules TEXT, "default" TEXT
        );
        CREATE TABLE mod (id INTEGER PRIMARY KEY, "fn" INTEGER REFERENCES kw, type INTEGER REFERENCES kw);
        CREATE TABLE nopk (a INTEGER UNIQUE, b TEXT);
        CREATE INDEX nopk_b ON nopk (b DESC);
        CREATE TABLE to_nopk (id INTEGER PRIMARY KEY, a INTEGER REFERENCES nopk (a));
        CREATE TABLE nopk_to_kw (a INTEGER REFERENCES kw, b TEXT UNIQUE);
        CREATE TABLE names (
            id INTEGER PRIMARY KEY, a INT, CONSTRAINT same UNIQUE (a), CONSTRAINT same CHECK (a > 0),
            CONSTRAINT Same FOREIGN KEY (a) REFERENCES kw
        );
        CREATE TABLE user (id INTEGER PRIMARY KEY);
        CREATE TABLE posts (
            id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES user, user INTEGER,
            owner_user_id INTEGER REFERENCES user, posts INTEGER REFERENCES posts
        );
        CREATE TABLE status (id INTEGER PRIMARY KEY, s TEXT CONSTRAINT ck_status_s CHECK (s IN ('a', '', 'A', 'self', '1', 'ä')));
        CREATE TABLE indexed (id INTEGER PRIMARY KEY, a TEXT COLLATE NOCASE, "include" TEXT, n INT UNIQUE);
        CREATE UNIQUE INDEX i1 ON indexed (a DESC);
        CREATE INDEX i2 ON indexed ((1), "include");
        CREATE INDEX i3 ON indexed (n);
        CREATE INDEX i4 ON indexed (n);
        CREATE UNIQUE INDEX i5 ON indexed (n);
        CREATE INDEX i6 ON indexed (a COLLATE BINARY);
        CREATE VIRTUAL TABLE searched USING fts5(title, body);
        CREATE VIEW v1 AS SELECT id, id AS "x y" FROM user;
        CREATE VIEW v2 AS SELECT v1.*, count(*) FROM v1;
    "###;
    check_script::<Sqlite>("odd", script).await
}

#[tokio::test]
async fn postgres() -> Tested {
    let script = r#"
        CREATE TYPE "Bad Enum" AS ENUM ('', 'a b', 'Ä', '1');
        CREATE TYPE empty_enum AS ENUM ();
        CREATE TYPE pair AS (a INT, b TEXT);
        CREATE DOMAIN positive AS INT CHECK (VALUE > 0) NOT NULL DEFAULT 5;
        CREATE TABLE "Users" (id SERIAL PRIMARY KEY, uuid UUID, chrono DATE, std BYTEA, time TIME, timetz TIMETZ);
        CREATE TABLE users (
            id BIGSERIAL PRIMARY KEY, a INT GENERATED BY DEFAULT AS IDENTITY, s SMALLSERIAL, c "Bad Enum" DEFAULT '',
            d empty_enum, e "Bad Enum"[] DEFAULT '{}', f pair, g positive, h INT[][], i INT4MULTIRANGE, j BIT(3),
            k "char", l NAME, m CHAR(5), n NUMERIC(10,2)[], o INTERVAL DAY TO SECOND, p XML
        );
        CREATE TABLE defaults (
            id INT PRIMARY KEY, a TEXT DEFAULT E'a\nb\\', b BIGINT DEFAULT -9223372036854775808, c FLOAT8 DEFAULT 'NaN',
            d TEXT[] DEFAULT ARRAY['a', 'b'], e VARCHAR(5) DEFAULT 'a' || 'b', f TEXT DEFAULT $$a'b"c#"d$$,
            g NUMERIC DEFAULT 5, h SMALLINT DEFAULT -32768, i TEXT DEFAULT E'x\u202ey"', j TEXT DEFAULT CURRENT_USER
        );
        COMMENT ON TABLE defaults IS E'a\u202eb\r\nc /* */ ``` \n    code';
        CREATE TABLE checks (
            id INT PRIMARY KEY, "a""b" TEXT CHECK ("a""b" <> 'x"y' AND "a""b" <> 'it''s'),
            status TEXT CONSTRAINT ck_checks_status CHECK (status IN ('a', 'b')), other TEXT CHECK (other IN ('p', 'q')),
            CONSTRAINT "my check" CHECK (id > 0 AND status ~ '^\d+$')
        );
        CREATE TABLE parent (id INT PRIMARY KEY, name TEXT);
        CREATE TABLE child (extra TEXT, PRIMARY KEY (id)) INHERITS (parent);
        CREATE UNLOGGED TABLE unlogged (id INT PRIMARY KEY) WITH (fillfactor = 70);
        ALTER TABLE unlogged ENABLE ROW LEVEL SECURITY;
        CREATE TABLE nothing ();
        CREATE TABLE narrow (id BIGINT PRIMARY KEY);
        CREATE TABLE chain1 (id INT PRIMARY KEY REFERENCES narrow);
        CREATE TABLE chain2 (
            id INT PRIMARY KEY, c SMALLINT REFERENCES chain1, d INT REFERENCES chain1,
            CONSTRAINT other_d FOREIGN KEY (d) REFERENCES chain2
        );
        CREATE TABLE pairs (a INT, b INT, c TEXT, PRIMARY KEY (a, b), UNIQUE (b, c));
        CREATE TABLE of_pairs (
            a INT, b INT, c TEXT, PRIMARY KEY (a, b), FOREIGN KEY (a, b) REFERENCES pairs,
            FOREIGN KEY (b, c) REFERENCES pairs (b, c) MATCH FULL ON DELETE SET NULL (c)
        );
        CREATE TABLE late (id INT PRIMARY KEY DEFERRABLE, a INT UNIQUE DEFERRABLE INITIALLY DEFERRED);
        CREATE TABLE dropped (id INT PRIMARY KEY, gone INT, stays INT, CONSTRAINT same FOREIGN KEY (id) REFERENCES parent);
        ALTER TABLE dropped DROP COLUMN gone;
        CREATE INDEX same ON dropped (stays);
        CREATE TABLE without_key (a INT UNIQUE, b INT NOT NULL REFERENCES parent);
        CREATE TABLE to_without_key (id INT PRIMARY KEY, a INT REFERENCES without_key (a));
        CREATE TABLE indexed (id INT PRIMARY KEY, a TEXT COLLATE "C", n INT, days DATERANGE, words TSVECTOR, tags TEXT[]);
        CREATE INDEX i1 ON indexed (a COLLATE "POSIX");
        CREATE UNIQUE INDEX i2 ON indexed (a) INCLUDE (n);
        CREATE UNIQUE INDEX i3 ON indexed (n DESC);
        CREATE INDEX i4 ON indexed ((1));
        CREATE INDEX i5 ON indexed USING gin (words);
        CREATE INDEX i6 ON indexed USING spgist (days) INCLUDE (n);
        CREATE UNIQUE INDEX i7 ON indexed (n) NULLS NOT DISTINCT;
        CREATE INDEX i8 ON indexed USING gin (tags) WITH (fastupdate = off);
        CREATE MATERIALIZED VIEW kept AS SELECT id, name FROM parent;
        CREATE UNIQUE INDEX kept_id ON kept (id);
        CREATE VIEW v1 AS SELECT id, name FROM parent WHERE name <> 'it''s "q"' WITH LOCAL CHECK OPTION;
        CREATE VIEW v0 AS SELECT v1.id, count(*) FROM v1 GROUP BY 1;
        CREATE RECURSIVE VIEW nums (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM nums WHERE n < 10;
    "#;
    check_script::<Postgres>("odd", script).await
}

/// What MySQL and MariaDB both take.
const BOTH: &str = r#"
    CREATE TABLE types (
        id TINYINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, a TINYINT(1), b TINYINT(1) UNSIGNED,
        c BOOL NOT NULL DEFAULT FALSE, d ENUM('a','b','') DEFAULT '', e ENUM('x''y','"q"','ä'),
        f SET('a','b') DEFAULT 'a,b', g BIT(1) DEFAULT b'1', h BIT(8), i YEAR DEFAULT 2020, j DECIMAL(65,30), k FLOAT(7,3),
        m CHAR(5) CHARACTER SET latin1, n VARBINARY(10) DEFAULT 'ab', q TIME(6),
        s TIMESTAMP(6) NULL DEFAULT CURRENT_TIMESTAMP(6), t GEOMETRY, u INT ZEROFILL,
        v BIGINT UNSIGNED DEFAULT 18446744073709551615, x VARCHAR(10) DEFAULT 'it''s \\ "x"', y INT DEFAULT -5,
        z FLOAT DEFAULT 1.5, aa VARCHAR(20) DEFAULT '5', ab VARCHAR(20) DEFAULT 'NULL', ac DATE DEFAULT '2020-01-01',
        ad DECIMAL(5,2) DEFAULT 0.00, ae VARCHAR(40) DEFAULT (UUID()), ag VARCHAR(50) AS (CONCAT(x, 'it''s')) VIRTUAL,
        ak NCHAR(3)
    );
    CREATE TABLE checks (
        id INT PRIMARY KEY, s VARCHAR(10) CHECK (s IN ('a', 'it''s', 'b\\c')), t VARCHAR(10),
        CONSTRAINT ck_checks_t CHECK (t IN ('x', 'y')), CONSTRAINT `my check` CHECK (s <> '"')
    );
    CREATE TABLE pairs (a INT, b INT, PRIMARY KEY (a, b));
    CREATE TABLE of_pairs (
        a INT, b INT, c INT, PRIMARY KEY (a, b), FOREIGN KEY (a, b) REFERENCES pairs (a, b),
        FOREIGN KEY (c, a) REFERENCES pairs (a, b)
    );
    CREATE TABLE part (id INT, y INT, PRIMARY KEY (id, y)) PARTITION BY RANGE (y) (PARTITION p VALUES LESS THAN MAXVALUE);
    CREATE TABLE in_memory (id INT PRIMARY KEY, a INT, KEY h (a) USING HASH) ENGINE = MEMORY;
    CREATE TABLE without_key (a INT UNIQUE, b INT);
    CREATE TABLE to_without_key (id INT PRIMARY KEY, a INT, FOREIGN KEY (a) REFERENCES without_key (a));
    CREATE TABLE `quo``te "x"` (id INT PRIMARY KEY, `a``b` INT CHECK (`a``b` > 0), `c"d` INT, `e.f` INT, `日本` INT) COMMENT 'a\nb';
    CREATE TABLE indexed (
        id INT PRIMARY KEY, title VARCHAR(200), `include` VARCHAR(50), n INT, place POINT NOT NULL,
        UNIQUE KEY i1 (title(10)), UNIQUE KEY i2 (n DESC), SPATIAL KEY i3 (place), KEY i4 (`include`(10)), KEY i5 (n),
        KEY i6 (n)
    );
    CREATE TABLE keyed (
        id INT PRIMARY KEY, a_id INT UNIQUE, b INT, c INT, CONSTRAINT of_a FOREIGN KEY (a_id) REFERENCES indexed (id),
        UNIQUE KEY same (b), CONSTRAINT same FOREIGN KEY (b) REFERENCES indexed (id),
        FOREIGN KEY (c) REFERENCES indexed (id)
    );
    CREATE TABLE gone (id INT PRIMARY KEY);
    CREATE VIEW broken AS SELECT * FROM gone;
    DROP TABLE gone;
    CREATE VIEW v1 AS SELECT s FROM checks WHERE s <> 'it''s';
    CREATE VIEW v0 AS SELECT * FROM v1;
"#;

#[tokio::test]
async fn mysql() -> Tested {
    check_script::<MySql>("odd", BOTH).await
}

#[tokio::test]
async fn mariadb() -> Tested {
    check_script::<MariaDb>("odd", BOTH).await
}

async fn empty<D: Place>() -> Tested {
    let Some(engine) = D::fresh("empty").await? else { return Ok(()) };
    let printed = engine.reflect(&Reflect::new()).await?.to_rust(Default::default());
    assert!(printed.lines().all(|line| line.starts_with("//!")), "{printed}");
    D::drop(engine, "empty").await
}

#[tokio::test]
async fn empty_sqlite() -> Tested {
    empty::<Sqlite>().await
}

#[tokio::test]
async fn empty_postgres() -> Tested {
    empty::<Postgres>().await
}

#[tokio::test]
async fn empty_mysql() -> Tested {
    empty::<MySql>().await
}

#[tokio::test]
async fn empty_mariadb() -> Tested {
    empty::<MariaDb>().await
}
