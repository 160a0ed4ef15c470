//! What `supports!` says of each dialect is what its server does: each feature is tried on each database,
//! as SQL by hand.

use std::fs;
use std::path::{Path, PathBuf};

use relata::Error;
use relata::driver::{Driver, DriverConnection};
use relata::prelude::*;

/// A feature, and statements that use it, each as SQLite, PostgreSQL, MySQL and MariaDB would write it. A
/// database has it where it takes all of them but what stands after `!`, which it is to refuse.
type Probe = (&'static str, [&'static str; 4]);

const DIALECTS: [&str; 4] = ["Sqlite", "Postgres", "MySql", "MariaDb"];

/// The same on all databases.
const fn alike(sql: &'static str) -> [&'static str; 4] {
    [sql; 4]
}

/// An answer that is not true is refused by the table `sure`, whose column is NOT NULL.
macro_rules! sure {
    ($condition:expr) => {
        concat!("INSERT INTO sure (a) SELECT CASE WHEN ", $condition, " THEN 1 END")
    };
}

/// The step gives two rows to the first one.
macro_rules! distinct_step {
    () => {
        sure!(
            "(WITH RECURSIVE n(a) AS (SELECT 1 UNION ALL SELECT DISTINCT a + 1 FROM n WHERE a < 3) \
             SELECT count(*) FROM n) = 3"
        )
    };
}

const SET_UP: [&str; 4] = [
    "CREATE TABLE item (id INTEGER PRIMARY KEY, a INTEGER, b VARCHAR(9) DEFAULT 'x');
     CREATE TABLE piece (id INTEGER PRIMARY KEY, raw BLOB, u BLOB);
     CREATE TABLE sure (a INTEGER NOT NULL);
     INSERT INTO item (id, a) VALUES (1, 1), (2, NULL), (3, 3);",
    "CREATE TABLE item (id INTEGER PRIMARY KEY, a INTEGER, b VARCHAR(9) DEFAULT 'x');
     CREATE TABLE piece (id INTEGER PRIMARY KEY, raw BYTEA, u UUID);
     CREATE TABLE sure (a INTEGER NOT NULL);
     INSERT INTO item (id, a) VALUES (1, 1), (2, NULL), (3, 3);",
    MYSQL,
    MYSQL,
];

const MYSQL: &str =
    "CREATE TABLE item (id INTEGER PRIMARY KEY, a INTEGER, b VARCHAR(9) DEFAULT 'x');
     CREATE TABLE piece (id INTEGER PRIMARY KEY, raw LONGBLOB, u BINARY(16));
     CREATE TABLE sure (a INTEGER NOT NULL);
     INSERT INTO item (id, a) VALUES (1, 1), (2, NULL), (3, 3);";

const PROBES: &[Probe] = &[
    ("AggregateFilter", alike("SELECT count(a) FILTER (WHERE a > 1) FROM item")),
    ("Arrays", alike("SELECT ARRAY[1, 2]")),
    ("BinaryCopy", alike("COPY item TO '/dev/null' (FORMAT binary)")),
    (
        "CastOfDates",
        [
            sure!("CAST('2024-02-29 01:02:03' AS DATE) = '2024-02-29'"),
            sure!("CAST(CAST('2024-02-29 01:02:03' AS TIMESTAMP) AS DATE) = '2024-02-29'"),
            sure!("CAST(CAST('2024-02-29 01:02:03' AS DATETIME(6)) AS DATE) = '2024-02-29'"),
            sure!("CAST(CAST('2024-02-29 01:02:03' AS DATETIME(6)) AS DATE) = '2024-02-29'"),
        ],
    ),
    (
        "CastOfUuid",
        [
            sure!("CAST('00000000-0000-0000-0000-000000000000' AS BLOB) = zeroblob(16)"),
            "SELECT CAST(CAST('00000000-0000-0000-0000-000000000000' AS UUID) AS TEXT)",
            sure!("CAST('00000000-0000-0000-0000-000000000000' AS BINARY) = repeat(char(0), 16)"),
            sure!("CAST('00000000-0000-0000-0000-000000000000' AS BINARY) = repeat(char(0), 16)"),
        ],
    ),
    ("CastTextToDate", alike("SELECT CAST('2024-02-29' AS DATE) ! SELECT CAST('none' AS DATE)")),
    ("Channels", alike("NOTIFY jobs, 'one'")),
    (
        "Composites",
        alike("CREATE TYPE pair AS (a INTEGER, b INTEGER); SELECT (CAST(ROW(1, 2) AS pair)).b"),
    ),
    (
        "ConflictFilter",
        [
            "INSERT INTO item (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET a = 2 WHERE item.a = 1",
            "INSERT INTO item (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET a = 2 WHERE item.a = 1",
            "INSERT INTO item (id) VALUES (1) ON DUPLICATE KEY UPDATE a = 2 WHERE item.a = 1",
            "INSERT INTO item (id) VALUES (1) ON DUPLICATE KEY UPDATE a = 2 WHERE item.a = 1",
        ],
    ),
    (
        "CountOfRows",
        [
            "SELECT count(DISTINCT a, b) FROM item",
            "SELECT count(DISTINCT (a, b)) FROM item",
            "SELECT count(DISTINCT a, b) FROM item",
            "SELECT count(DISTINCT a, b) FROM item",
        ],
    ),
    ("DefaultValue", alike("INSERT INTO item (id, b) VALUES (9, DEFAULT)")),
    (
        "Deferrable",
        alike("START TRANSACTION ISOLATION LEVEL SERIALIZABLE READ ONLY DEFERRABLE; COMMIT"),
    ),
    (
        "DeleteUsing",
        [
            "DELETE FROM item USING piece WHERE piece.id = item.id",
            "DELETE FROM item USING piece WHERE piece.id = item.id",
            "DELETE FROM item USING item, piece WHERE piece.id = item.id",
            "DELETE FROM item USING item, piece WHERE piece.id = item.id",
        ],
    ),
    ("DistinctOnKeys", alike("SELECT DISTINCT ON (a) a, b FROM item ORDER BY a, b")),
    (
        "DistinctStep",
        [
            distinct_step!(),
            distinct_step!(),
            distinct_step!(),
            // It repeats rows for as long as it may.
            concat!("SET STATEMENT max_statement_time = 1 FOR ", distinct_step!()),
        ],
    ),
    (
        "DistinctStringAgg",
        [
            "SELECT group_concat(DISTINCT b, '; ') FROM item",
            "SELECT string_agg(DISTINCT b, '; ') FROM item",
            "SELECT group_concat(DISTINCT b SEPARATOR '; ') FROM item",
            "SELECT group_concat(DISTINCT b SEPARATOR '; ') FROM item",
        ],
    ),
    ("Domains", alike("CREATE DOMAIN level AS INTEGER CHECK (VALUE > 0); SELECT CAST(1 AS level)")),
    (
        "ExactDecimal",
        [
            sure!("CAST('0.1' AS NUMERIC) + CAST('0.2' AS NUMERIC) = 0.3"),
            sure!("CAST('0.1' AS NUMERIC) + CAST('0.2' AS NUMERIC) = 0.3"),
            sure!("CAST('0.1' AS DECIMAL(65, 28)) + CAST('0.2' AS DECIMAL(65, 28)) = 0.3"),
            sure!("CAST('0.1' AS DECIMAL(65, 28)) + CAST('0.2' AS DECIMAL(65, 28)) = 0.3"),
        ],
    ),
    ("FullJoin", alike("SELECT x.a FROM item AS x FULL JOIN item AS y ON x.a = y.id")),
    (
        "GroupingFunction",
        [
            "SELECT a, grouping(a) FROM item GROUP BY a WITH ROLLUP",
            "SELECT a, grouping(a) FROM item GROUP BY ROLLUP (a)",
            "SELECT a, grouping(a) FROM item GROUP BY a WITH ROLLUP",
            "SELECT a, grouping(a) FROM item GROUP BY a WITH ROLLUP",
        ],
    ),
    (
        "GroupingSets",
        alike(
            "SELECT a FROM item GROUP BY CUBE (a); SELECT a FROM item GROUP BY GROUPING SETS ((a), ())",
        ),
    ),
    (
        "GroupsFrame",
        alike(
            "SELECT sum(a) OVER (ORDER BY a GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM item",
        ),
    ),
    ("Intervals", alike(sure!("CAST('1 month' AS INTERVAL) > CAST('27 days' AS INTERVAL)"))),
    (
        "JsonAggOrder",
        [
            "SELECT json_group_array(a ORDER BY id) FROM item",
            "SELECT jsonb_agg(a ORDER BY id) FROM item",
            "SELECT JSON_ARRAYAGG(a ORDER BY id) FROM item",
            "SELECT JSON_ARRAYAGG(a ORDER BY id) FROM item",
        ],
    ),
    (
        "JsonContains",
        [
            sure!("json_contains('[1, 2]', '[2]')"),
            sure!("CAST('[1, 2]' AS JSONB) @> CAST('[2]' AS JSONB)"),
            sure!("JSON_CONTAINS('[1, 2]', '[2]')"),
            sure!("JSON_CONTAINS('[1, 2]', '[2]')"),
        ],
    ),
    (
        "JsonbOperators",
        alike(
            "SELECT CAST('[]' AS JSONB) ?| ARRAY['a'], CAST('[]' AS JSONB) ?& ARRAY['a'], \
             CAST('[]' AS JSONB) @? '$.a', CAST('[]' AS JSONB) @@ '$.a > 1'",
        ),
    ),
    ("KeyLock", alike("SELECT a FROM item FOR NO KEY UPDATE; SELECT a FROM item FOR KEY SHARE")),
    ("LagDefault", alike("SELECT lag(a, 1, 0) OVER (ORDER BY id) FROM item")),
    (
        "LateralJoin",
        alike(
            "SELECT z.a FROM item AS x
             INNER JOIN LATERAL (SELECT y.a FROM item AS y WHERE y.id = x.a) AS z ON TRUE",
        ),
    ),
    (
        "LimitInSubquery",
        alike("SELECT a FROM item WHERE id IN (SELECT id FROM piece ORDER BY id LIMIT 1)"),
    ),
    ("LoadDataLocal", alike("LOAD DATA LOCAL INFILE 'rows' INTO TABLE item")),
    ("LockOf", alike("SELECT item.a FROM item CROSS JOIN piece FOR UPDATE OF item")),
    ("MathFunctions", alike("SELECT power(2, 3), sqrt(4), exp(0), ln(1)")),
    ("MinMaxOfBytes", alike("SELECT min(raw), max(raw) FROM piece")),
    ("MinMaxOfUuid", alike("SELECT min(u), max(u) FROM piece")),
    ("Networks", alike(sure!("CAST('1.9.0.1' AS INET) < CAST('1.10.0.1' AS INET)"))),
    (
        "NullsByPosition",
        alike("SELECT a FROM item UNION SELECT id FROM item ORDER BY 1 NULLS FIRST"),
    ),
    (
        "PartialConflict",
        alike(
            "CREATE UNIQUE INDEX large ON item (a) WHERE a > 5;
             INSERT INTO item (id, a) VALUES (9, 9) ON CONFLICT (a) WHERE a > 5 DO NOTHING",
        ),
    ),
    (
        "Quantifiers",
        alike(
            "SELECT a FROM item WHERE a > ANY (SELECT a FROM item) OR a > ALL (SELECT a FROM item)",
        ),
    ),
    ("QueryNamedLikeTarget", alike("WITH item AS (SELECT 9 AS id) DELETE FROM item WHERE id = 1")),
    ("Ranges", alike("SELECT CAST('[1,5)' AS INT4RANGE) @> 3")),
    (
        "RegularExpressions",
        [
            "SELECT 'a' REGEXP 'a'",
            "SELECT 'a' ~ 'a', 'a' ~* 'A', regexp_replace('a', 'a', 'b', 'g')",
            sure!("NOT 'a' REGEXP concat('(?-i)', 'A') AND regexp_replace('aa', 'a', 'b') = 'bb'"),
            sure!("NOT 'a' REGEXP concat('(?-i)', 'A') AND regexp_replace('aa', 'a', 'b') = 'bb'"),
        ],
    ),
    ("ReturningFrom<OnDelete>", alike("DELETE FROM item WHERE id = 1 RETURNING a")),
    (
        "ReturningFrom<OnDeleteUsing>",
        [
            "DELETE FROM item USING piece WHERE piece.id = item.id RETURNING item.a",
            "DELETE FROM item USING piece WHERE piece.id = item.id RETURNING item.a",
            "DELETE FROM item USING item, piece WHERE piece.id = item.id RETURNING item.a",
            "DELETE FROM item USING item, piece WHERE piece.id = item.id RETURNING item.a",
        ],
    ),
    ("ReturningFrom<OnInsert>", alike("INSERT INTO item (id) VALUES (9) RETURNING b")),
    ("ReturningFrom<OnUpdate>", alike("UPDATE item SET a = 2 WHERE id = 1 RETURNING b")),
    ("ReverseText", alike("SELECT reverse('ab')")),
    (
        "Rollups",
        [
            "SELECT a FROM item GROUP BY a WITH ROLLUP",
            "SELECT a FROM item GROUP BY ROLLUP (a)",
            "SELECT a FROM item GROUP BY a WITH ROLLUP",
            "SELECT a FROM item GROUP BY a WITH ROLLUP",
        ],
    ),
    ("RowLock", alike("SELECT a FROM item FOR UPDATE")),
    (
        "SetAll",
        alike(
            "SELECT a FROM item INTERSECT ALL SELECT id FROM item;
             SELECT a FROM item EXCEPT ALL SELECT id FROM item",
        ),
    ),
    ("SharedReads", alike("SET default_transaction_read_only = on")),
    (
        "SortedRollups",
        [
            "SELECT a FROM item GROUP BY a WITH ROLLUP ORDER BY a",
            "SELECT a FROM item GROUP BY ROLLUP (a) ORDER BY a",
            "SELECT a FROM item GROUP BY a WITH ROLLUP ORDER BY a",
            "SELECT a FROM item GROUP BY a WITH ROLLUP ORDER BY a",
        ],
    ),
    (
        "Statistics",
        alike("SELECT stddev_pop(a), stddev_samp(a), var_pop(a), var_samp(a) FROM item"),
    ),
    (
        "StringAggOver",
        [
            "SELECT group_concat(b, ', ') OVER (ORDER BY id) FROM item",
            "SELECT string_agg(b, ', ') OVER (ORDER BY id) FROM item",
            "SELECT group_concat(b SEPARATOR ', ') OVER (ORDER BY id) FROM item",
            "SELECT group_concat(b SEPARATOR ', ') OVER (ORDER BY id) FROM item",
        ],
    ),
    ("TableFunctions", alike("SELECT x.n FROM generate_series(1, 3) AS x (n)")),
    (
        "Unsigned64",
        [
            sure!("18446744073709551615 - 18446744073709551614 = 1"),
            "CREATE TABLE wide (a BIGINT UNSIGNED)",
            sure!("CAST('18446744073709551615' AS UNSIGNED) - 18446744073709551614 = 1"),
            sure!("CAST('18446744073709551615' AS UNSIGNED) - 18446744073709551614 = 1"),
        ],
    ),
    ("WithBeforeInsert", alike("WITH x AS (SELECT 9 AS n) INSERT INTO item (id) SELECT n FROM x")),
    (
        "WithBeforeUpdate",
        alike(
            "WITH x AS (SELECT 1 AS n) UPDATE item SET a = 2 WHERE id IN (SELECT n FROM x);
             WITH x AS (SELECT 1 AS n) DELETE FROM item WHERE id IN (SELECT n FROM x)",
        ),
    ),
    (
        "WritingWith",
        alike("WITH x AS (DELETE FROM item WHERE id = 1 RETURNING id) SELECT id FROM x"),
    ),
];

/// Tries every feature on a database, each on tables that are made anew.
async fn compare<D: Driver>(
    place: usize,
    url: &str,
    empty: impl AsyncFn() -> Result<(), Error>,
) -> Result<(), Error> {
    let mut faults = String::new();
    for (feature, sql) in PROBES {
        empty().await?;
        let options = D::options(url)?;
        D::connect(&options).await?.batch(SET_UP[place]).await?;
        let (taken, refused) = sql[place].split_once('!').unwrap_or((sql[place], ""));
        let tried = D::connect(&options).await?.batch(taken).await.map_err(Error::from);
        let mut has = understands(&tried);
        if !refused.is_empty() {
            has &= D::connect(&options).await?.batch(refused).await.is_err();
        }
        let says = marked(feature).contains(&DIALECTS[place].to_owned());
        if has != says {
            faults.push_str(&format!(
                "`supports!` says {says} of {feature}, and {} says {tried:?}\n",
                D::SPEC.name
            ));
        }
    }
    empty().await?;
    assert!(faults.is_empty(), "\n{faults}");
    Ok(())
}

/// What fails in the client, which has no file to send, for lack of a right, or since a server was told not
/// to, was understood.
fn understands(tried: &Result<(), Error>) -> bool {
    match tried {
        Ok(()) => true,
        Err(error) => error.code().is_none_or(|code| ["42501", "3948"].contains(&code)),
    }
}

/// The dialects that a feature is marked for.
fn marked(feature: &str) -> Vec<String> {
    let all = markers();
    let found = all.into_iter().find(|(name, _)| name == feature);
    found.map(|(_, dialects)| dialects).unwrap_or_default()
}

/// All lines `supports!(Feature: Dialect Dialect);` of the sources.
fn markers() -> Vec<(String, Vec<String>)> {
    let mut folders = vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut all = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            match path.is_dir() {
                true => folders.push(path),
                false => all.extend(markers_of(&path)),
            }
        }
    }
    all
}

fn markers_of(path: &Path) -> Vec<(String, Vec<String>)> {
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter_map(|line| line.trim().strip_prefix("supports!("));
    let marker = |line: &str| {
        let (feature, dialects) = line.split_once(':')?;
        let dialects = dialects.trim_end_matches(");").split_whitespace();
        Some((feature.to_owned(), dialects.map(str::to_owned).collect()))
    };
    lines.filter_map(marker).collect()
}

#[test]
fn every_feature_is_tried() {
    let mut marked: Vec<_> = markers().into_iter().map(|(feature, _)| feature).collect();
    marked.sort();
    let tried: Vec<_> = PROBES.iter().map(|(feature, _)| (*feature).to_owned()).collect();
    assert_eq!(marked, tried, "each `supports!` has a row in `PROBES`, in the order of names");
}

#[tokio::test]
async fn sqlite() -> Result<(), Error> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("test.db");
    let url = format!("sqlite://{}", file.display());
    compare::<Sqlite>(0, &url, async || {
        let _ = fs::remove_file(&file);
        Ok(())
    })
    .await
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn postgres() -> Result<(), Error> {
    let schema = format!("relata_capabilities_{}", std::process::id());
    let Some(url) = super::database::postgres(&schema) else { return Ok(()) };
    let anew = format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}");
    compare::<Postgres>(1, &url, async || {
        Ok(Postgres::connect(&Postgres::options(&url)?).await?.batch(&anew).await?)
    })
    .await?;
    let drop = format!("DROP SCHEMA {schema} CASCADE");
    Ok(Postgres::connect(&Postgres::options(&url)?).await?.batch(&drop).await?)
}

#[cfg(feature = "mysql")]
#[tokio::test]
async fn mysql() -> Result<(), Error> {
    let name = format!("relata_capabilities_{}", std::process::id());
    let Some(url) = super::database::mysql(&name) else { return Ok(()) };
    compare::<MySql>(2, &url, async || super::database::create::<MySql>(&url).await).await?;
    super::database::drop_database::<MySql>(&url).await
}

#[cfg(feature = "mysql")]
#[tokio::test]
async fn mariadb() -> Result<(), Error> {
    let name = format!("relata_capabilities_{}", std::process::id());
    let Some(url) = super::database::mariadb(&name) else { return Ok(()) };
    compare::<MariaDb>(3, &url, async || super::database::create::<MariaDb>(&url).await).await?;
    super::database::drop_database::<MariaDb>(&url).await
}
