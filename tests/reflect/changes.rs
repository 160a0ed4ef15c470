//! What two databases of one kind have in common, and what not.

use relata::ddl::{Catalog, Change, Reflect};
use relata::prelude::*;

use super::support::{Place, Tested};

/// What a script makes.
async fn made<D: Place>(name: &str, script: &str) -> Result<Option<Catalog>, relata::Error> {
    let Some(engine) = D::fresh(name).await? else { return Ok(None) };
    engine.run_script(script.to_owned().leak()).await?;
    let catalog = engine.reflect(&Reflect::new()).await?;
    D::drop(engine, name).await?;
    Ok(Some(catalog))
}

const LIVE: &str = "
    CREATE TABLE same (id INTEGER NOT NULL PRIMARY KEY);
    CREATE TABLE old (id INTEGER NOT NULL PRIMARY KEY);
    CREATE TABLE a (
        id INTEGER NOT NULL PRIMARY KEY, gone INTEGER, narrow VARCHAR(10), free INTEGER, held INTEGER NOT NULL,
        said INTEGER DEFAULT 1,
        CONSTRAINT ck CHECK (free > 0), CONSTRAINT fk FOREIGN KEY (free) REFERENCES same (id)
    );
    CREATE INDEX ix ON a (held);
";

const WANTED: &str = "
    CREATE TABLE same (id INTEGER NOT NULL PRIMARY KEY);
    CREATE TABLE new (id INTEGER NOT NULL PRIMARY KEY);
    CREATE TABLE a (
        id INTEGER NOT NULL PRIMARY KEY, narrow VARCHAR(20), free INTEGER NOT NULL, held INTEGER,
        said INTEGER, more INTEGER, needed INTEGER NOT NULL, given INTEGER DEFAULT 5 NOT NULL,
        CONSTRAINT uq UNIQUE (free),
        CONSTRAINT fk FOREIGN KEY (free) REFERENCES same (id) ON DELETE CASCADE
    );
";

async fn check<D: Place>() -> Tested {
    let (Some(live), Some(wanted)) =
        (made::<D>("live", LIVE).await?, made::<D>("wanted", WANTED).await?)
    else {
        return Ok(());
    };
    assert_eq!(live.changes_to(&live), []);
    let changes = live.changes_to(&wanted);
    let words = |of: fn(&Change) -> bool| -> Vec<String> {
        changes
            .iter()
            .filter(|change| of(change))
            .map(|change| change.to_string().to_lowercase())
            .collect()
    };
    let all = words(|_| true).join("\n");
    let expected = [
        "drop index ix (held) of `a`",
        "drop check ck (free > 0) of `a`",
        "drop foreign key fk (free) references same (id) of `a`",
        "column `narrow` of `a`: type varchar(10) becomes varchar(20)",
        "column `free` of `a` becomes not null",
        "column `held` of `a` may be null",
        "column `said` of `a`: default 1 becomes none",
        "add column `more` integer to `a`",
        "add column `needed` integer not null to `a`, which has no value for the rows that are there",
        "add column `given` integer to `a`",
        "drop column `gone` of `a`",
        "add unique uq (free) to `a`",
        "add foreign key fk (free) references same (id) on delete cascade to `a`",
        "create table `new`",
        "drop table `old`",
    ];
    assert_eq!(all, expected.join("\n"));
    assert_eq!(words(Change::loses_data), [expected[3], expected[10], expected[14]]);
    assert_eq!(words(Change::needs_values), [expected[4], expected[8]]);
    Ok(())
}

#[tokio::test]
async fn sqlite() -> Tested {
    check::<Sqlite>().await
}

#[tokio::test]
async fn postgres() -> Tested {
    check::<Postgres>().await
}

#[tokio::test]
async fn mysql() -> Tested {
    check::<MySql>().await
}

#[tokio::test]
async fn mariadb() -> Tested {
    check::<MariaDb>().await
}
