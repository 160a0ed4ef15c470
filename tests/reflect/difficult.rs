//! What others have created: names of any characters, and what `table!` has no word for.

use relata::prelude::*;

use super::support::{Tested, check_script};

#[tokio::test]
async fn sqlite() -> Tested {
    let script = r#"
        CREATE TABLE "Order Details" (
            "(2)" INTEGER PRIMARY KEY AUTOINCREMENT,
            "per % cent" NUMERIC(10,2) DEFAULT (1 + 1) CHECK ("per % cent" > 0),
            [type] TEXT COLLATE NOCASE DEFAULT 'it''s "so"',
            "table" DATETIME DEFAULT CURRENT_TIMESTAMP,
            self BLOB,
            anything,
            twice INT GENERATED ALWAYS AS ("(2)" * 2) VIRTUAL,
            CONSTRAINT "uq ""1""" UNIQUE ([type], self)
        );
        CREATE INDEX "by lower" ON "Order Details" (lower([type]), "(2)") WHERE self IS NOT NULL;
        CREATE INDEX down ON "Order Details" ("(2)" DESC);
        CREATE UNIQUE INDEX part ON "Order Details" ("table") WHERE self IS NOT NULL;
        CREATE TABLE options (option TEXT NOT NULL, value TEXT DEFAULT 'x', CHECK (option <> ''));
        CREATE TABLE sub (
            a INTEGER, b TEXT,
            parent INTEGER REFERENCES "Order Details" ON DELETE SET NULL,
            other INTEGER CONSTRAINT fk_named REFERENCES "Order Details" DEFERRABLE INITIALLY DEFERRED,
            nowhere INTEGER REFERENCES elsewhere (id),
            PRIMARY KEY (b, a)
        ) WITHOUT ROWID;
        CREATE TABLE documents (id INTEGER NOT NULL, body TEXT CHECK (json_valid(body)), PRIMARY KEY (id)) STRICT;
        CREATE VIEW counted AS SELECT b, count(*) AS n, 'a "text"' AS t FROM sub GROUP BY b;
        CREATE VIEW named (x) AS SELECT b FROM sub;
    "#;
    check_script::<Sqlite>("difficult", script).await
}

#[tokio::test]
async fn postgres() -> Tested {
    let script = r#"
        CREATE TYPE mood AS ENUM ('good', 'so so', 'a_b', 'self');
        CREATE DOMAIN email AS VARCHAR(100) CHECK (VALUE LIKE '%@%');
        CREATE TABLE "Order Details" (
            "(2)" SERIAL PRIMARY KEY,
            "per % cent" NUMERIC(10,2) DEFAULT (1 + 1) CHECK ("per % cent" > 0),
            "type" TEXT COLLATE "C" DEFAULT 'it''s "so"',
            "table" TIMESTAMP(3) DEFAULT CURRENT_TIMESTAMP,
            self BYTEA,
            place POINT NOT NULL,
            moods mood[],
            mood mood NOT NULL DEFAULT 'so so',
            email email,
            net CIDR, host INET, span INTERVAL, days DATERANGE, numbers BIGINT[], words VARCHAR(20)[],
            letter VARCHAR(1) DEFAULT NULL, key UUID DEFAULT gen_random_uuid(), at TIMESTAMP WITH TIME ZONE DEFAULT now(),
            twice INT GENERATED ALWAYS AS ("(2)" * 2) STORED,
            CONSTRAINT "uq ""1""" UNIQUE ("type", self),
            CONSTRAINT apart EXCLUDE USING gist (days WITH &&)
        );
        COMMENT ON TABLE "Order Details" IS E'Lines of\n\norders';
        COMMENT ON COLUMN "Order Details".self IS 'its "own"';
        CREATE INDEX "by lower" ON "Order Details" (lower("type"), "(2)") WHERE self IS NOT NULL;
        CREATE INDEX down ON "Order Details" ("(2)" DESC);
        CREATE INDEX listed ON "Order Details" USING gin (numbers);
        CREATE UNIQUE INDEX part ON "Order Details" ("table") WHERE self IS NOT NULL;
        CREATE TABLE options (option TEXT NOT NULL, value TEXT DEFAULT 'x', CHECK (option <> ''));
        CREATE TABLE sub (
            a BIGINT GENERATED ALWAYS AS IDENTITY, b TEXT,
            parent INTEGER REFERENCES "Order Details" ON DELETE SET NULL ON UPDATE CASCADE,
            other BIGINT NOT NULL REFERENCES "Order Details" ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
            late INTEGER REFERENCES "Order Details" DEFERRABLE,
            PRIMARY KEY (b, a)
        );
        CREATE TABLE parts (id INTEGER NOT NULL, at DATE NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
        CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
        CREATE VIEW counted AS SELECT b, count(*) AS n, 'a "text"'::text AS t FROM sub GROUP BY b;
        CREATE MATERIALIZED VIEW kept AS SELECT a FROM sub;
    "#;
    check_script::<Postgres>("difficult", script).await
}

/// What MySQL and MariaDB both take.
const BOTH: &str = r#"
    CREATE TABLE `Order Details` (
        `(2)` INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
        `per % cent` DECIMAL(10,2) DEFAULT (1 + 1) CHECK (`per % cent` > 0),
        `type` VARCHAR(50) DEFAULT 'it''s "so"' COMMENT 'its "own"',
        `table` DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
        self BLOB,
        place POINT,
        mood ENUM('good', 'so so', 'it''s') NOT NULL DEFAULT 'so so',
        flags SET('a', 'b'),
        small TINYINT, true_or_not TINYINT(1) DEFAULT 1, medium MEDIUMINT UNSIGNED, since YEAR,
        hash BINARY(16), body JSON, words LONGTEXT, at TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
        twice INT GENERATED ALWAYS AS (small * 2) VIRTUAL,
        CONSTRAINT ck_word CHECK (`type` <> 'it''s'),
        UNIQUE KEY `uq 1` (`type`, small),
        KEY prefix (words(10)),
        FULLTEXT KEY searched (words)
    ) COMMENT 'Lines of orders';
    CREATE TABLE options (`option` VARCHAR(20) NOT NULL, value VARCHAR(20) DEFAULT 'x', KEY (value));
    CREATE TABLE sub (
        a BIGINT NOT NULL, b VARCHAR(20) NOT NULL, parent INT UNSIGNED,
        other INT UNSIGNED NOT NULL,
        PRIMARY KEY (b, a),
        CONSTRAINT up FOREIGN KEY (parent) REFERENCES `Order Details` (`(2)`) ON DELETE SET NULL,
        FOREIGN KEY (other) REFERENCES `Order Details` (`(2)`) ON DELETE CASCADE ON UPDATE RESTRICT
    );
    CREATE VIEW counted AS SELECT b, count(*) AS n, 'a "text"' AS t FROM sub GROUP BY b;
"#;

#[tokio::test]
async fn mysql() -> Tested {
    let own = r"
        CREATE INDEX by_lower ON `Order Details` ((lower(`type`)), small);
        ALTER TABLE options ADD CHECK (value <> 'y') NOT ENFORCED;
    ";
    check_script::<MySql>("difficult", &format!("{BOTH}{own}")).await
}

#[tokio::test]
async fn mariadb() -> Tested {
    check_script::<MariaDb>("difficult", BOTH).await
}
