//! One database made of another by a script: its text on each, what it leaves, and the way back.

use relata::ddl::{Catalog, Reflect, Script};
use relata::prelude::*;

use super::support::{Place, Tested, bless};

/// Two databases, and what is said of the scripts between them.
pub struct Case {
    pub name: &'static str,
    pub before: &'static str,
    /// What stands in it.
    pub rows: &'static str,
    pub after: &'static str,
    /// Queries for a number: in the first database, in the second, and again in the first.
    pub kept: [&'static str; 2],
    /// That number.
    pub number: i64,
    pub forth: fn(Script<'_>) -> Script<'_>,
    pub back: fn(Script<'_>) -> Script<'_>,
}

pub const CASE: Case = Case {
    name: "",
    before: "",
    rows: "",
    after: "",
    kept: ["SELECT 0", "SELECT 0"],
    number: 0,
    forth: |script| script,
    back: |script| script,
};

/// Runs a script, and shows it where it fails.
pub async fn run<D: Place>(engine: &Engine<D>, script: &str) -> Tested {
    if script.trim().is_empty() {
        return Ok(());
    }
    let done = engine.run_script(script.to_owned().leak()).await;
    done.inspect_err(|error| eprintln!("{}: {error}\n{script}", D::NAME))
}

pub async fn reflected<D: Place>(engine: &Engine<D>) -> Result<Catalog, relata::Error> {
    engine.reflect(&Reflect::new()).await
}

/// What a query for a number gives.
pub async fn number<D: Place>(engine: &Engine<D>, query: &str) -> Result<i64, relata::Error> {
    run(engine, "CREATE TABLE counted (n BIGINT)").await?;
    run(engine, &format!("INSERT INTO counted {query}")).await?;
    let rows = engine.all(&raw!(i64, "SELECT n FROM counted")).await?;
    run(engine, "DROP TABLE counted").await?;
    Ok(rows[0])
}

/// Both scripts, run one after the other.
pub async fn scripts<D: Place>(case: &Case) -> Result<Option<[String; 2]>, relata::Error> {
    let (other, name) = (format!("{}_b", case.name), case.name);
    let (Some(live), Some(wanted)) = (D::fresh(name).await?, D::fresh(&other).await?) else {
        return Ok(None);
    };
    run(&live, case.before).await?;
    run(&live, case.rows).await?;
    run(&wanted, case.after).await?;
    let (before, after) = (reflected(&live).await?, reflected(&wanted).await?);
    let [one, two] = case.kept;
    assert_eq!(number(&live, one).await?, case.number);
    let forth = (case.forth)(before.script_to(&after)).to_sql()?;
    run(&live, &forth).await?;
    let now = reflected(&live).await?;
    assert_eq!(now.changes_to(&after), [], "{}: {forth}", D::NAME);
    assert_eq!(now.script_to(&after).to_sql()?, "");
    assert_eq!(number(&live, two).await?, case.number, "{forth}");
    let back = (case.back)(now.script_to(&before)).to_sql()?;
    run(&live, &back).await?;
    assert_eq!(reflected(&live).await?.changes_to(&before), [], "{}: {back}", D::NAME);
    assert_eq!(number(&live, one).await?, case.number, "{back}");
    D::drop(live, name).await?;
    D::drop(wanted, &other).await?;
    Ok(Some([forth, back]))
}

/// The same, where the first one is that of a file.
pub async fn check<D: Place>(case: Case) -> Tested {
    let Some([forth, _]) = scripts::<D>(&case).await? else { return Ok(()) };
    bless(&forth, &format!("script_{}_{}.sql", case.name, D::NAME));
    Ok(())
}

macro_rules! on_each {
    ($name:ident: $case:expr) => {
        mod $name {
            use super::*;

            const CASE: Case = Case { name: stringify!($name), ..$case };

            #[tokio::test]
            async fn sqlite() -> Tested {
                check::<Sqlite>(CASE).await
            }

            #[tokio::test]
            async fn postgres() -> Tested {
                check::<Postgres>(CASE).await
            }

            #[tokio::test]
            async fn mysql() -> Tested {
                check::<MySql>(CASE).await
            }

            #[tokio::test]
            async fn mariadb() -> Tested {
                check::<MariaDb>(CASE).await
            }
        }
    };
}

on_each! { plain: Case {
    before: "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, gone INTEGER, name VARCHAR(10));
        CREATE INDEX ix_a_gone ON a (gone);",
    rows: "INSERT INTO a VALUES (1, 7, 'x'), (2, NULL, NULL)",
    after: "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(10), given INTEGER DEFAULT 5 NOT NULL);
        CREATE INDEX ix_a_name ON a (name);
        CREATE TABLE b (id INTEGER NOT NULL PRIMARY KEY);",
    kept: ["SELECT count(*) FROM a WHERE name = 'x' OR id = 2", "SELECT count(*) FROM a WHERE given = 5"],
    number: 2,
    forth: |script| script.may_lose_column("a", "gone"),
    back: |script| script.may_lose("b").may_lose_column("a", "given"),
    ..super::CASE
} }

on_each! { columns: Case {
    before: "CREATE TABLE p (id INTEGER NOT NULL PRIMARY KEY);
        CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, p_id INTEGER, narrow VARCHAR(10), free INTEGER,
            held INTEGER NOT NULL, said INTEGER DEFAULT 1, CONSTRAINT ck CHECK (free > 0),
            CONSTRAINT fk FOREIGN KEY (p_id) REFERENCES p (id));
        CREATE TABLE c (id INTEGER NOT NULL PRIMARY KEY, a_id INTEGER NOT NULL,
            CONSTRAINT fk_c FOREIGN KEY (a_id) REFERENCES a (id) ON DELETE CASCADE);
        CREATE VIEW v AS SELECT id, narrow FROM a;
        CREATE VIEW w AS SELECT id FROM v",
    rows: "INSERT INTO p VALUES (1);
        INSERT INTO a (id, p_id, narrow, free, held) VALUES (1, 1, 'x', NULL, 3), (2, NULL, 'y', 5, 4);
        INSERT INTO c VALUES (1, 1), (2, 2)",
    after: "CREATE TABLE p (id INTEGER NOT NULL PRIMARY KEY);
        CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, p_id INTEGER, narrow VARCHAR(20), free INTEGER NOT NULL,
            held INTEGER, said INTEGER, needed INTEGER NOT NULL, CONSTRAINT ck CHECK (free >= 0),
            CONSTRAINT uq UNIQUE (free),
            CONSTRAINT fk FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE CASCADE);
        CREATE TABLE c (id INTEGER NOT NULL PRIMARY KEY, a_id INTEGER NOT NULL,
            CONSTRAINT fk_c FOREIGN KEY (a_id) REFERENCES a (id) ON DELETE CASCADE);
        CREATE VIEW v AS SELECT id, narrow, needed FROM a;
        CREATE VIEW w AS SELECT id FROM v",
    kept: [
        "SELECT count(*) + (SELECT sum(held) FROM a) FROM c",
        "SELECT count(*) + (SELECT sum(held) FROM a) FROM c JOIN a ON c.a_id = a.id AND a.needed = a.id + 1 AND free > 2"
    ],
    number: 9,
    forth: |script| {
        script.value("a", "free", "4").value("a", "needed", "id + 1").may_lose_column("a", "narrow")
    },
    back: |script| script.value("a", "held", "0").may_lose_all(),
    ..super::CASE
} }

on_each! { renamed: Case {
    before: "CREATE TABLE people (id INTEGER NOT NULL PRIMARY KEY, nick VARCHAR(20) NOT NULL,
            loud VARCHAR(30) GENERATED ALWAYS AS (upper(nick)) STORED,
            CONSTRAINT ck CHECK (nick <> 'it''s'), CONSTRAINT uq UNIQUE (nick));
        CREATE TABLE posts (id INTEGER NOT NULL PRIMARY KEY, by_nick VARCHAR(20),
            CONSTRAINT fk FOREIGN KEY (by_nick) REFERENCES people (nick) ON UPDATE CASCADE);
        CREATE VIEW v AS SELECT nick FROM people",
    rows: "INSERT INTO people (id, nick) VALUES (1, 'a'), (2, 'b'); INSERT INTO posts VALUES (3, 'b')",
    after: "CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, nickname VARCHAR(20) NOT NULL,
            loud VARCHAR(30) GENERATED ALWAYS AS (upper(nickname)) STORED,
            CONSTRAINT ck CHECK (nickname <> 'it''s'), CONSTRAINT uq UNIQUE (nickname));
        CREATE TABLE posts (id INTEGER NOT NULL PRIMARY KEY, author VARCHAR(20),
            CONSTRAINT fk FOREIGN KEY (author) REFERENCES users (nickname) ON UPDATE CASCADE);
        CREATE VIEW v AS SELECT nickname FROM users",
    kept: [
        "SELECT count(*) FROM people LEFT JOIN posts ON by_nick = nick WHERE loud IN ('A', 'B')",
        "SELECT count(*) FROM users LEFT JOIN posts ON author = nickname WHERE loud IN ('A', 'B')"
    ],
    number: 2,
    forth: |script| {
        let script = script.renamed_table("people", "users").renamed("users", "nick", "nickname");
        script.renamed("posts", "by_nick", "author")
    },
    back: |script| {
        let script = script.renamed_table("users", "people").renamed("people", "nickname", "nick");
        script.renamed("posts", "author", "by_nick")
    },
    ..super::CASE
} }

on_each! { keys: Case {
    before: "CREATE TABLE a (id INTEGER NOT NULL, n INTEGER NOT NULL, a_id INTEGER, CONSTRAINT pk_a PRIMARY KEY (id),
            CONSTRAINT uq_a UNIQUE (n, id), CONSTRAINT fk_own FOREIGN KEY (a_id) REFERENCES a (id) ON DELETE CASCADE);
        CREATE TABLE b (id INTEGER NOT NULL PRIMARY KEY, a_n INTEGER, a_id INTEGER,
            CONSTRAINT fk_b FOREIGN KEY (a_n, a_id) REFERENCES a (n, id) ON DELETE CASCADE);
        CREATE INDEX ix_b ON b (a_n)",
    rows: "INSERT INTO a VALUES (1, 5, NULL); INSERT INTO a VALUES (2, 6, 1); INSERT INTO b VALUES (7, 6, 2)",
    after: "CREATE TABLE a (id BIGINT NOT NULL, n INTEGER NOT NULL, a_id BIGINT, CONSTRAINT pk_a PRIMARY KEY (id),
            CONSTRAINT uq_n UNIQUE (n, id), CONSTRAINT fk_own FOREIGN KEY (a_id) REFERENCES a (id) ON DELETE CASCADE);
        CREATE TABLE b (id INTEGER NOT NULL, a_n INTEGER NOT NULL, a_id BIGINT,
            CONSTRAINT pk_b PRIMARY KEY (id, a_n),
            CONSTRAINT fk_b FOREIGN KEY (a_n, a_id) REFERENCES a (n, id) ON DELETE CASCADE)",
    kept: [
        "SELECT count(*) + sum(b.id) FROM b JOIN a ON a.n = b.a_n AND a.id = b.a_id AND a.a_id = 1",
        "SELECT count(*) + sum(b.id) FROM b JOIN a ON a.n = b.a_n AND a.id = b.a_id AND a.a_id = 1"
    ],
    number: 8,
    forth: |script| script.value("b", "a_n", "0").may_lose_all(),
    back: |script| script.may_lose_all(),
    ..super::CASE
} }
