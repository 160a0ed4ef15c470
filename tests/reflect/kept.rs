//! What scripts keep that is easily lost, and what they refuse where they would lose it.

use relata::ddl::{Reflect, Script};
use relata::prelude::*;

use super::own::refused;
use super::script::{CASE, Case, reflected, run, scripts};
use super::support::{Place, Tested};

async fn kept<D: Place>(case: Case) -> Tested {
    scripts::<D>(&case).await.map(|_| ())
}

const READ: Case = Case {
    name: "read",
    before: "CREATE TABLE us (id INTEGER NOT NULL PRIMARY KEY, one VARCHAR(10), two VARCHAR(10), wide VARCHAR(20))",
    rows: "INSERT INTO us VALUES (1, 'a', 'bcde', '0f')",
    after: "CREATE TABLE us (id INTEGER NOT NULL PRIMARY KEY, full_name VARCHAR(25) NOT NULL, wide VARCHAR(2))",
    kept: [
        "SELECT count(*) FROM us WHERE id = 1",
        "SELECT count(*) FROM us WHERE full_name = 'a bcdef'",
    ],
    number: 1,
    forth: |script| {
        script.may_lose_all().value("us", "full_name", "concat(one, ' ', two, substr(wide, 2))")
    },
    back: |script| script.may_lose_all(),
};

/// A value reads what goes, and what becomes shorter.
#[tokio::test]
async fn columns_that_a_value_reads() -> Tested {
    kept::<Postgres>(READ).await?;
    kept::<MySql>(READ).await?;
    kept::<MariaDb>(READ).await
}

const COMPUTED: Case = Case {
    name: "was",
    before: "CREATE TABLE k (id INTEGER NOT NULL PRIMARY KEY, v INTEGER GENERATED ALWAYS AS (id * 2) VIRTUAL)",
    rows: "INSERT INTO k (id) VALUES (3), (4)",
    after: "CREATE TABLE k (id INTEGER NOT NULL PRIMARY KEY, v INTEGER DEFAULT 0 NOT NULL)",
    kept: ["SELECT sum(v) FROM k"; 2],
    number: 14,
    forth: |script| script.value("k", "v", "9"),
    back: |script| script.may_lose_all(),
};

const ORDERED: Case = Case {
    name: "ordered",
    before: "CREATE TABLE k (id INTEGER NOT NULL PRIMARY KEY, n VARCHAR(20) COLLATE utf8mb4_bin, UNIQUE uq (n))",
    rows: "INSERT INTO k VALUES (1, 'a'), (2, 'A')",
    after: "CREATE TABLE k (id INTEGER NOT NULL PRIMARY KEY, n VARCHAR(20) NOT NULL, UNIQUE uq (n))",
    kept: ["SELECT count(*) FROM k WHERE n = 'a'"; 2],
    number: 1,
    forth: |script| script.value("k", "n", "''"),
    ..CASE
};

const NAMED: Case = Case {
    name: "named",
    before: "CREATE TABLE b (id INTEGER NOT NULL PRIMARY KEY);
        CREATE TABLE people (id INTEGER NOT NULL PRIMARY KEY, b_id INTEGER, FOREIGN KEY (b_id) REFERENCES b (id),
            CHECK (id > 0))",
    after: "CREATE TABLE b (id INTEGER NOT NULL PRIMARY KEY);
        CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, b_id INTEGER, FOREIGN KEY (b_id) REFERENCES b (id),
            CHECK (id > 0))",
    kept: ["SELECT 2"; 2],
    number: 2,
    forth: |script| script.renamed_table("people", "users"),
    back: |script| script.renamed_table("users", "people"),
    ..CASE
};

#[tokio::test]
async fn on_mysql() -> Tested {
    for case in [COMPUTED, ORDERED, NAMED] {
        kept::<MySql>(case).await?;
    }
    Ok(())
}

#[tokio::test]
async fn on_mariadb() -> Tested {
    for case in [COMPUTED, ORDERED, NAMED] {
        kept::<MariaDb>(case).await?;
    }
    let timed = Case {
        name: "timed",
        before: "CREATE TABLE k (id INTEGER PRIMARY KEY)",
        after: "CREATE TABLE k (id INTEGER PRIMARY KEY, at DATETIME DEFAULT (current_timestamp() + interval 1 day))",
        back: |script| script.may_lose_all(),
        ..CASE
    };
    kept::<MariaDb>(timed).await?;
    let before =
        "CREATE TABLE k (id INTEGER PRIMARY KEY, n INTEGER CHECK (n > 0), m INTEGER CHECK (m > 0))";
    let after = "CREATE TABLE k (id INTEGER PRIMARY KEY, n BIGINT CHECK (n > 0), m INTEGER)";
    let expected = [
        "table `k` has what relata knows in words alone, and cannot write: check m (m > 0)",
        "table `k` has what relata knows in words alone, and cannot write: check n (n > 0)",
        "column `n` of table `k` has what relata knows in words alone, and cannot write: a check of its own, \
         which goes with its type",
    ];
    refused::<MariaDb>("checked", before, after, |script| script.may_lose_all(), &expected).await
}

#[tokio::test]
async fn on_postgres() -> Tested {
    let said = Case {
        name: "said",
        before: "CREATE TYPE mood AS ENUM ('good'); CREATE TABLE k (id INTEGER PRIMARY KEY, m mood)",
        rows: "INSERT INTO k VALUES (1, NULL)",
        after: "CREATE TYPE mood AS ENUM ('good', 'new'); CREATE TABLE k (id INTEGER PRIMARY KEY, m mood NOT NULL)",
        kept: ["SELECT 1", "SELECT 1"],
        number: 1,
        forth: |script| {
            script.value("k", "m", "CASE WHEN id = 0 THEN CAST('new' AS mood) ELSE 'good' END")
        },
        back: |script| script.may_lose_all(),
    };
    kept::<Postgres>(said).await?;
    let deferred = Case {
        name: "late",
        before: "CREATE TABLE a (id INTEGER PRIMARY KEY);
            CREATE TABLE c (a_id INTEGER, CONSTRAINT fk FOREIGN KEY (a_id) REFERENCES a DEFERRABLE INITIALLY DEFERRED)",
        rows: "INSERT INTO a VALUES (1); INSERT INTO c VALUES (NULL)",
        after: "CREATE TABLE a (id INTEGER PRIMARY KEY);
            CREATE TABLE c (a_id INTEGER NOT NULL,
                CONSTRAINT fk FOREIGN KEY (a_id) REFERENCES a DEFERRABLE INITIALLY DEFERRED)",
        kept: ["SELECT 1", "SELECT sum(a_id) FROM c"],
        number: 1,
        forth: |script| script.value("c", "a_id", "1"),
        ..CASE
    };
    kept::<Postgres>(deferred).await?;
    let turned = |name| {
        format!(
            "CREATE TABLE q (a INTEGER, b INTEGER, CONSTRAINT {name} UNIQUE (b, a));
             CREATE TABLE r (a INTEGER, b INTEGER, CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES q (a, b))"
        )
    };
    let turned =
        Case { name: "turned", before: turned("uq1").leak(), after: turned("uq2").leak(), ..CASE };
    kept::<Postgres>(turned).await?;
    let before = "CREATE TABLE k (id INTEGER PRIMARY KEY, n INTEGER);
        CREATE VIEW v WITH (security_barrier) AS SELECT id FROM k";
    let after = "CREATE TABLE k (id INTEGER PRIMARY KEY); CREATE VIEW v WITH (security_barrier) AS SELECT id FROM k";
    let expected = [
        "view `v` has what relata knows in words alone, and cannot write: with (security_barrier=true)",
    ];
    refused::<Postgres>("guarded", before, after, |script| script.may_lose_all(), &expected).await
}

/// What a view lets others see is known of none that MySQL makes again.
async fn guarded_views<D: Place>() -> Tested {
    let view = "CREATE SQL SECURITY INVOKER VIEW v AS SELECT id FROM k WHERE id > 0 WITH LOCAL CHECK OPTION";
    let before = format!("CREATE TABLE k (id INTEGER PRIMARY KEY, n INTEGER); {view}");
    let after = format!("CREATE TABLE k (id INTEGER PRIMARY KEY); {view}");
    let expected =
        ["view `v` has what relata knows in words alone, and cannot write: sql security invoker \
                     with local check option"];
    refused::<D>("guarded", &before, &after, |script| script.may_lose_all(), &expected).await?;

    let Some(engine) = D::fresh("elsewhere").await? else { return Ok(()) };
    let own = engine.all(&raw!(String, "SELECT DATABASE()")).await?.remove(0);
    let empty = engine.reflect(&Reflect::new().schema(&*own)).await?;
    run(&engine, "CREATE VIEW v AS SELECT 1 AS n").await?;
    let wanted = engine.reflect(&Reflect::new().schema(&*own)).await?;
    D::drop(engine, "elsewhere").await?;
    let error = empty.script_to(&wanted).to_sql().unwrap_err();
    assert!(error.to_string().contains(&format!("a query in database {own}")), "{error}");
    Ok(())
}

#[tokio::test]
async fn views_on_mysql() -> Tested {
    guarded_views::<MySql>().await?;
    guarded_views::<MariaDb>().await
}

#[tokio::test]
async fn on_sqlite() -> Tested {
    let timed = Case {
        name: "timed",
        before: "CREATE TABLE k (id INTEGER PRIMARY KEY)",
        rows: "INSERT INTO k VALUES (1)",
        after: "CREATE TABLE k (id INTEGER PRIMARY KEY, at TEXT DEFAULT current_timestamp,
            other TEXT DEFAULT (CURRENT_TIMESTAMP || 'x'))",
        kept: ["SELECT count(*) FROM k"; 2],
        number: 1,
        back: |script| script.may_lose_all(),
        ..CASE
    };
    kept::<Sqlite>(timed).await?;
    let all: fn(Script<'_>) -> Script<'_> = |script| script.may_lose_all();
    let before =
        "CREATE TABLE k (id INTEGER PRIMARY KEY, n TEXT, m TEXT, UNIQUE (n COLLATE NOCASE))";
    let after =
        "CREATE TABLE k (id INTEGER PRIMARY KEY, n TEXT, m INTEGER, UNIQUE (n COLLATE NOCASE))";
    let expected = [
        "table `k` has what relata knows in words alone, and cannot write: unique (n collate nocase)",
    ];
    refused::<Sqlite>("", before, after, all, &expected).await?;
    let before = "CREATE TABLE a (id INTEGER PRIMARY KEY, gone INTEGER); CREATE TABLE b (id INTEGER PRIMARY KEY);
        CREATE TABLE old (id INTEGER PRIMARY KEY);
        CREATE TRIGGER t AFTER INSERT ON b BEGIN UPDATE a SET gone = 1; DELETE FROM old; END";
    let after = "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (id INTEGER PRIMARY KEY)";
    let of = |name| {
        format!(
            "trigger of table `b` speaks of `{name}`, and would have to be written otherwise: create trigger t \
             after insert on b begin update a set gone = 1; delete from old; end"
        )
    };
    refused::<Sqlite>("", before, after, all, &[&of("old"), &of("gone")]).await?;
    let before = "CREATE TABLE k (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER)";
    let after = "CREATE TABLE k (id INTEGER PRIMARY KEY, b INTEGER)";
    let expected =
        ["the column name `k.b` is taken: what has it would have to be renamed before, or dropped"];
    refused::<Sqlite>("", before, after, |script| script.renamed("k", "a", "b"), &expected).await?;
    let before = "CREATE TABLE k (id INTEGER PRIMARY KEY); CREATE TABLE l (id INTEGER PRIMARY KEY)";
    let after = "CREATE TABLE l (id INTEGER PRIMARY KEY)";
    let expected =
        ["the table name `l` is taken: what has it would have to be renamed before, or dropped"];
    refused::<Sqlite>("", before, after, |script| script.renamed_table("k", "l"), &expected).await
}

#[tokio::test]
async fn schemas_that_differ() -> Tested {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    let live = reflected(&engine).await?;
    let wanted = engine.reflect(&Reflect::new().schema("main")).await?;
    assert_eq!(
        live.script_to(&wanted).to_sql().unwrap_err().to_string(),
        "a script is between databases reflected with one schema, not the default one and `main`"
    );
    Ok(())
}
