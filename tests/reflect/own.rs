//! Scripts for what one database alone has, and the words of what is refused.

use relata::ddl::{Reflect, Script};
use relata::prelude::*;

use super::script::{CASE, Case, check, reflected, run};
use super::support::{Place, Tested};

/// What stands against a script, a line each.
async fn refused<D: Place>(
    name: &str,
    before: &str,
    after: &str,
    said: fn(Script<'_>) -> Script<'_>,
    expected: &[&str],
) -> Tested {
    let other = format!("{name}_b");
    let (Some(live), Some(wanted)) = (D::fresh(name).await?, D::fresh(&other).await?) else {
        return Ok(());
    };
    run(&live, before).await?;
    run(&wanted, after).await?;
    let (before, after) = (reflected(&live).await?, reflected(&wanted).await?);
    D::drop(live, name).await?;
    D::drop(wanted, &other).await?;
    let error = said(before.script_to(&after)).to_sql().unwrap_err();
    let found: Vec<String> = error.problems().map(|of| of.to_lowercase()).collect();
    assert_eq!(found, expected, "{}", D::NAME);
    Ok(())
}

async fn losses<D: Place>() -> Tested {
    let before = "CREATE TABLE old (id INTEGER NOT NULL PRIMARY KEY);
        CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, gone INTEGER, gone2 INTEGER, narrow VARCHAR(10), free INTEGER)";
    let after =
        "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, narrow INTEGER, free INTEGER NOT NULL,
        needed INTEGER NOT NULL)";
    let said: fn(Script<'_>) -> Script<'_> =
        |script| script.may_lose_column("a", "gone2").renamed("a", "missing", "found");
    let expected = [
        "there is no column `missing` of table `a` that could be renamed",
        "column `narrow` of `a`: type varchar(10) becomes integer, which loses what is there: say \
         `.may_lose_column(\"a\", \"narrow\")`, if it may be lost",
        "column `free` of `a` becomes not null: say what they have, `.value(\"a\", \"free\", \"..\")`",
        "add column `needed` integer not null to `a`, which has no value for the rows that are there: say what \
         they have, `.value(\"a\", \"needed\", \"..\")`",
        "drop column `gone` of `a`, which loses what is there: say `.may_lose_column(\"a\", \"gone\")`, if it \
         may be lost",
        "drop table `old`, which loses what is there: say `.may_lose(\"old\")`, if it may be lost",
    ];
    refused::<D>("losses", before, after, said, &expected).await
}

#[tokio::test]
async fn losses_on_each() -> Tested {
    losses::<Sqlite>().await?;
    losses::<Postgres>().await?;
    losses::<MySql>().await?;
    losses::<MariaDb>().await
}

#[tokio::test]
async fn sqlite_rebuilds() -> Tested {
    let case = Case {
        name: "rebuilt",
        before: r#"CREATE TABLE "group" ("per cent" INTEGER PRIMARY KEY AUTOINCREMENT, "order" TEXT COLLATE NOCASE,
                own INTEGER REFERENCES "group" ON DELETE CASCADE);
            CREATE INDEX "by lower" ON "group" (lower("order")) WHERE own IS NOT NULL;
            CREATE INDEX "by order" ON "group" ("order" COLLATE BINARY, own DESC);
            CREATE TABLE child (id INTEGER PRIMARY KEY, of INTEGER NOT NULL REFERENCES "group" ON DELETE CASCADE);
            CREATE TABLE log (n INTEGER);
            CREATE TRIGGER "after it" AFTER INSERT ON "group" BEGIN INSERT INTO log VALUES (1); SELECT 1; END;
            CREATE TRIGGER of_child AFTER INSERT ON child BEGIN INSERT INTO log SELECT own FROM "group"; END;
            CREATE VIEW seen AS SELECT "order", own FROM "group""#,
        rows: r#"INSERT INTO "group" VALUES (1, 'a', NULL), (2, NULL, 1), (9, 'z', NULL);
            DELETE FROM "group" WHERE "per cent" = 9; INSERT INTO child VALUES (1, 1), (2, 2); DELETE FROM log"#,
        after: r#"CREATE TABLE "group" ("per cent" INTEGER PRIMARY KEY AUTOINCREMENT,
                "order" TEXT COLLATE NOCASE DEFAULT '-' NOT NULL, own INTEGER REFERENCES "group" ON DELETE CASCADE,
                CHECK ("order" <> '')) STRICT;
            CREATE INDEX "by lower" ON "group" (lower("order")) WHERE own IS NOT NULL;
            CREATE INDEX "by order" ON "group" ("order" COLLATE BINARY, own DESC);
            CREATE TABLE child (id INTEGER PRIMARY KEY, of INTEGER NOT NULL REFERENCES "group" ON DELETE CASCADE);
            CREATE TABLE log (n INTEGER);
            CREATE VIEW seen AS SELECT "order", own FROM "group""#,
        // Both triggers are there, and the next number is 10.
        kept: [r#"SELECT (SELECT seq FROM sqlite_sequence WHERE name = 'group') + (SELECT count(*) FROM child)
                + (SELECT count(*) FROM sqlite_schema WHERE type = 'trigger') + (SELECT count(*) FROM seen)"#;
            2],
        number: 9 + 2 + 2 + 2,
        forth: |script| script.value("group", "order", "'none'"),
        ..CASE
    };
    check::<Sqlite>(case).await
}

/// What goes on after errors, as `sqlite3 file < script` does, must not lose a row either.
#[tokio::test]
async fn sqlite_loses_nothing_where_it_fails() -> Tested {
    let before = "CREATE TABLE a (id INTEGER PRIMARY KEY, n TEXT);
        CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a ON DELETE CASCADE, n INTEGER);
        INSERT INTO a VALUES (1, 'x'), (2, ''), (3, 'x'); INSERT INTO b VALUES (1, 1, 7), (2, 2, 8);";
    let afters = [
        "CREATE TABLE a (id INTEGER PRIMARY KEY, n TEXT CHECK (n <> ''));",
        "CREATE TABLE a (id INTEGER PRIMARY KEY, n TEXT, UNIQUE (n));",
        "CREATE TABLE a (id INTEGER PRIMARY KEY, n INTEGER) STRICT;",
    ];
    let tail = "CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a ON DELETE CASCADE, n INTEGER);";
    let broken = "CREATE TABLE a (id INTEGER PRIMARY KEY, n TEXT);
        CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a ON DELETE CASCADE,
            n INTEGER REFERENCES a);";
    let afters =
        afters.map(|after| format!("{after}{tail}")).into_iter().chain([broken.to_owned()]);
    for after in afters {
        let (live, wanted) = (open().await?, open().await?);
        run(&live, before).await?;
        run(&wanted, &after).await?;
        let script = reflected(&live)
            .await?
            .script_to(&reflected(&wanted).await?)
            .may_lose_all()
            .to_sql()?;
        live.run_script(script.clone().leak()).await.unwrap_err();
        let rows =
            live.all(&raw!(i64, "SELECT count(*) + (SELECT count(*) FROM b) FROM a")).await?;
        assert_eq!(rows, [5]);

        let connection = rusqlite::Connection::open_in_memory().unwrap();
        connection.execute_batch(before).unwrap();
        let failed =
            script.split_inclusive(";\n").filter(|one| connection.execute_batch(one).is_err());
        assert!(failed.count() > 0);
        let count = "SELECT count(*) + (SELECT count(*) FROM b) + (SELECT count(*) FROM pragma_table_list \
            WHERE name = 'relata_old') FROM a";
        assert_eq!(
            connection.query_row(count, [], |row| row.get::<_, i64>(0)).unwrap(),
            5,
            "{script}"
        );
    }
    Ok(())
}

async fn open() -> Result<Engine<Sqlite>, relata::Error> {
    Engine::open("sqlite::memory:").await
}

/// In a transaction foreign keys could not be switched off.
#[tokio::test]
async fn sqlite_rebuilds_in_no_other_transaction() -> Tested {
    let (live, wanted) = (open().await?, open().await?);
    run(&live, "CREATE TABLE a (id INTEGER PRIMARY KEY, n TEXT); INSERT INTO a VALUES (1, 'x')")
        .await?;
    run(&wanted, "CREATE TABLE a (id INTEGER PRIMARY KEY, n INTEGER)").await?;
    let script =
        reflected(&live).await?.script_to(&reflected(&wanted).await?).may_lose_all().to_sql()?;
    assert!(script.starts_with("-- relata: no transaction\n"));
    let mut transaction = live.begin().await?;
    let error = transaction.run_script(script.leak()).await.unwrap_err();
    assert!(error.to_string().contains("within a transaction"), "{error}");
    assert_eq!(error.statement_number(), Some(2));
    transaction.rollback().await
}

#[tokio::test]
async fn sqlite_keeps_triggers_right() -> Tested {
    let before = "CREATE TABLE a (id INTEGER PRIMARY KEY, n TEXT, m TEXT);
        CREATE TRIGGER t AFTER UPDATE OF n ON a BEGIN DELETE FROM a; END";
    let after = "CREATE TABLE a (id INTEGER PRIMARY KEY, o TEXT, m INTEGER)";
    let expected = [
        "trigger of table `a` speaks of `n`, and would have to be written otherwise: create trigger t \
                     after update of n on a begin delete from a; end",
    ];
    let said: fn(Script<'_>) -> Script<'_> = |script| script.renamed("a", "n", "o").may_lose_all();
    refused::<Sqlite>("triggers", before, after, said, &expected).await
}

#[tokio::test]
async fn postgres_enums() -> Tested {
    let grown = Case {
        name: "grown",
        before: "CREATE TYPE mood AS ENUM ('good', 'bad');
            CREATE TABLE a (id INTEGER PRIMARY KEY, mood mood DEFAULT 'good' NOT NULL, all_of mood[]);
            CREATE INDEX ix ON a (id) WHERE mood <> 'bad'",
        rows: "INSERT INTO a VALUES (1, 'bad', '{good, bad}')",
        after: "CREATE TYPE mood AS ENUM ('best', 'good', 'so so', 'bad', 'it''s');
            CREATE TABLE a (id INTEGER PRIMARY KEY, mood mood DEFAULT 'good' NOT NULL, all_of mood[]);
            CREATE INDEX ix ON a (id) WHERE mood <> 'bad'",
        kept: ["SELECT count(*) FROM a WHERE mood = 'bad' AND all_of = '{good, bad}'"; 2],
        number: 1,
        back: |script| script.may_lose("mood").may_lose_all(),
        ..CASE
    };
    check::<Postgres>(grown).await?;
    let said = Case {
        name: "relabelled",
        before: "CREATE TYPE mood AS ENUM ('good', 'bad');
            CREATE TABLE a (id INTEGER PRIMARY KEY, mood mood DEFAULT 'good' NOT NULL, all_of mood[]);
            CREATE INDEX ix ON a (id) WHERE mood <> 'bad'; CREATE VIEW v AS SELECT mood FROM a",
        rows: "INSERT INTO a VALUES (1, 'bad', '{good, bad}')",
        after: "CREATE TYPE mood AS ENUM ('good', 'bad', 'new');
            CREATE TABLE a (id INTEGER PRIMARY KEY, mood mood DEFAULT 'new' NOT NULL, all_of mood[]);
            CREATE INDEX ix ON a (id) WHERE mood <> 'bad'; CREATE VIEW v AS SELECT mood FROM a",
        kept: ["SELECT count(*) FROM a WHERE mood = 'bad' AND all_of = '{good, bad}'"; 2],
        number: 1,
        back: |script| script.may_lose_all(),
        ..CASE
    };
    check::<Postgres>(said).await
}

#[tokio::test]
async fn postgres_parts() -> Tested {
    let case = Case {
        name: "parts",
        before: r#"CREATE TABLE "Order" (id INTEGER NOT NULL, n TEXT DEFAULT '5', twice INTEGER GENERATED ALWAYS AS (id * 2) STORED,
                at TIMESTAMPTZ, "select" VARCHAR(20) COLLATE "C", small INTEGER, kept INTEGER GENERATED BY DEFAULT AS IDENTITY,
                CONSTRAINT pk PRIMARY KEY (id), CONSTRAINT ck CHECK (n <> ''));
            CREATE UNIQUE INDEX uq ON "Order" (at);
            CREATE INDEX ix ON "Order" USING hash (n); CREATE INDEX lower ON "Order" (lower(n) DESC NULLS LAST) INCLUDE (at);
            COMMENT ON TABLE "Order" IS 'It''s'; COMMENT ON COLUMN "Order".n IS 'a number'"#,
        rows: r#"INSERT INTO "Order" (id, n, small) VALUES (3, '7', 1), (4, '8', 1)"#,
        after: r#"CREATE TABLE "Order" (id BIGINT GENERATED ALWAYS AS IDENTITY, n INTEGER DEFAULT 6, twice INTEGER,
                at TIMESTAMPTZ DEFAULT now(), "select" VARCHAR(20), small SMALLINT, kept INTEGER GENERATED ALWAYS AS IDENTITY,
                CONSTRAINT pk PRIMARY KEY (id), CONSTRAINT uq UNIQUE (at, id));
            CREATE INDEX ix ON "Order" (n DESC);
            COMMENT ON COLUMN "Order".at IS 'when'"#,
        kept: [
            r#"SELECT sum(twice) + sum(CAST(n AS INTEGER)) FROM "Order""#,
            r#"SELECT sum(twice) + sum(n) FROM "Order""#,
        ],
        number: 14 + 15,
        forth: |script| script.may_lose_all(),
        back: |script| script.may_lose_all(),
        ..CASE
    };
    check::<Postgres>(case).await
}

/// A schema beside the default one.
#[tokio::test]
async fn postgres_schemas() -> Tested {
    let Some(engine) = <Postgres as Place>::fresh("schemas").await? else { return Ok(()) };
    let own = format!("relata_script_{}", std::process::id());
    let tables = |extra: &str| {
        format!(
            "DROP SCHEMA IF EXISTS {own} CASCADE; CREATE SCHEMA {own}; CREATE TYPE {own}.mood AS ENUM ('a', 'b');
             CREATE TABLE {own}.a (id INTEGER PRIMARY KEY, mood {own}.mood DEFAULT 'a' {extra});
             CREATE INDEX ix ON {own}.a (mood);"
        )
    };
    let reflect = Reflect::new().schema(&*own);
    run(&engine, &tables(", n INTEGER, CONSTRAINT uq UNIQUE (n)")).await?;
    run(&engine, &format!("CREATE TABLE {own}.b (id INTEGER REFERENCES {own}.a); CREATE VIEW {own}.v AS SELECT 1 AS n")).await?;
    let wanted = engine.reflect(&reflect).await?;
    run(&engine, &tables("")).await?;
    let live = engine.reflect(&reflect).await?;
    run(&engine, &live.script_to(&wanted).to_sql()?).await?;
    let now = engine.reflect(&reflect).await?;
    assert_eq!(now.changes_to(&wanted), []);
    run(&engine, &now.script_to(&live).may_lose_all().to_sql()?).await?;
    assert_eq!(engine.reflect(&reflect).await?.changes_to(&live), []);
    run(&engine, &format!("DROP SCHEMA {own} CASCADE")).await?;
    <Postgres as Place>::drop(engine, "schemas").await
}

#[tokio::test]
async fn postgres_words() -> Tested {
    let before = "CREATE TABLE a (id INTEGER PRIMARY KEY, n INTEGER); CREATE MATERIALIZED VIEW m AS SELECT n FROM a";
    let after = "CREATE TABLE a (id INTEGER PRIMARY KEY, n BIGINT); CREATE MATERIALIZED VIEW m AS SELECT n FROM a;
        CREATE TABLE b (id SERIAL PRIMARY KEY); CREATE UNLOGGED TABLE c (id INTEGER PRIMARY KEY);
        CREATE DOMAIN word AS TEXT; CREATE TABLE d (id INTEGER PRIMARY KEY, w word)";
    let expected = [
        "view `m` has what relata knows in words alone, and cannot write: a materialized view: select a.n\n   from a",
        "column `id` of table `b` has what relata knows in words alone, and cannot write: default \
         nextval('b_id_seq'::regclass)",
        "table `c` has what relata knows in words alone, and cannot write: unlogged",
        "column `w` of table `d` has what relata knows in words alone, and cannot write: of domain word",
    ];
    refused::<Postgres>("words", before, after, |script| script.may_lose_all(), &expected).await
}

const WHOLE: Case = Case {
    name: "whole",
    before: "CREATE TABLE a (id INTEGER NOT NULL, n VARCHAR(20) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL,
            kind ENUM('a', 'it''s') DEFAULT 'a' NOT NULL, at TIMESTAMP(6) NULL,
            half INTEGER GENERATED ALWAYS AS (id * 2) VIRTUAL, `per cent` INTEGER COMMENT 'its \"own\"', body TEXT,
            CONSTRAINT ck CHECK (`per cent` > 0)) COMMENT 'it''s';
        CREATE INDEX ix ON a (n(5)); CREATE FULLTEXT INDEX words ON a (body)",
    rows: "INSERT INTO a (id, n, `per cent`) VALUES (3, 'x', 5), (4, 'X', 6)",
    after: "CREATE TABLE a (id BIGINT NOT NULL AUTO_INCREMENT, n VARCHAR(20) CHARACTER SET latin1 COLLATE latin1_bin,
            kind ENUM('a', 'it''s', 'b') DEFAULT 'b' NOT NULL,
            at TIMESTAMP(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6) NOT NULL,
            half INTEGER NOT NULL, `per cent` INTEGER, body TEXT DEFAULT ('it''s'), PRIMARY KEY (id), UNIQUE uq (n),
            CONSTRAINT ck CHECK (`per cent` >= 0));
        CREATE INDEX ix ON a (n)",
    kept: [
        "SELECT sum(half) + sum(`per cent`) FROM a WHERE kind = 'a' AND n IN ('x', 'X')",
        "SELECT sum(half) + sum(`per cent`) FROM a WHERE kind = 'a' AND n IN ('x', 'X')",
    ],
    number: 14 + 11,
    forth: |script| {
        script.may_lose_all().value("a", "at", "'2026-01-01'").value("a", "half", "id * 2")
    },
    back: |script| script.may_lose_all().value("a", "n", "''"),
};

#[tokio::test]
async fn mysql_whole() -> Tested {
    check::<MySql>(WHOLE).await
}

#[tokio::test]
async fn mariadb_whole() -> Tested {
    check::<MariaDb>(WHOLE).await
}
