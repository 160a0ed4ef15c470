//! A catalog as a diagram of Mermaid.

use relata::ddl::Reflect;
use relata::prelude::*;

use super::support::{Place, Tested};

async fn drawn<D: Place>(script: &'static str) -> Result<String, relata::Error> {
    let Some(engine) = D::fresh("drawn").await? else { return Ok(String::new()) };
    engine.run_script(script).await?;
    let drawn = engine.reflect(&Reflect::new()).await?.to_mermaid();
    D::drop(engine, "drawn").await?;
    Ok(drawn)
}

#[tokio::test]
async fn names_are_words_and_keys_are_told() -> Tested {
    let drawn = drawn::<Sqlite>(
        r#"
        CREATE TABLE "order ""details"" 100%" (
            "(2)" INTEGER PRIMARY KEY,
            pk TEXT NOT NULL, "Fk-1" TEXT NOT NULL, uks TEXT NOT NULL, "UKö" TEXT NOT NULL, "größe" INT NOT NULL, "5" INT NOT NULL,
            "say ""x""" INT
        );
        CREATE TABLE people (id INTEGER PRIMARY KEY, boss INTEGER REFERENCES people, email TEXT UNIQUE NOT NULL);
        CREATE TABLE passports (person INTEGER PRIMARY KEY REFERENCES people, country TEXT NOT NULL);
        CREATE TABLE stays (
            person INTEGER NOT NULL REFERENCES people, at INTEGER NOT NULL, passport INTEGER NOT NULL,
            PRIMARY KEY (person, at)
        );
        CREATE UNIQUE INDEX one ON stays (passport);
        CREATE TABLE visits (
            id INTEGER PRIMARY KEY, person INTEGER NOT NULL, at INTEGER, passport INTEGER NOT NULL UNIQUE REFERENCES passports,
            FOREIGN KEY (person, at) REFERENCES stays
        );
        CREATE VIEW named AS SELECT email FROM people;
        "#,
    )
    .await?;
    assert_eq!(
        drawn,
        r#"erDiagram
    "named" {
        TEXT email "NULL"
    }
    "order 'details' 100_" {
        INTEGER _2_ PK "(2)"
        TEXT _pk "pk"
        TEXT Fk_1 "Fk-1"
        TEXT uks
        TEXT _UKö "UKö"
        INT größe
        INT _5 "5"
        INT say__x_ "say 'x', NULL"
    }
    "passports" {
        INTEGER person PK, FK
        TEXT country
    }
    "people" {
        INTEGER id PK
        INTEGER boss FK "NULL"
        TEXT email UK
    }
    "stays" {
        INTEGER person PK, FK
        INTEGER at PK
        INTEGER passport UK
    }
    "visits" {
        INTEGER id PK
        INTEGER person FK
        INTEGER at FK "NULL"
        INTEGER passport FK, UK
    }
    "people" ||--o| "passports" : "person"
    "people" |o--o{ "people" : "boss"
    "people" ||--o{ "stays" : "person"
    "stays" |o--o{ "visits" : "person, at"
    "passports" ||--o| "visits" : "passport"
"#
    );
    Ok(())
}

#[tokio::test]
async fn types_are_words() -> Tested {
    let drawn = drawn::<Postgres>(
        r#"
        CREATE TYPE "so so" AS ENUM ('a', 'b');
        CREATE TABLE kinds (
            id BIGINT PRIMARY KEY, a VARCHAR(20)[] NOT NULL, b NUMERIC(10, 2) NOT NULL, c TIMESTAMP(3) NOT NULL,
            d DOUBLE PRECISION NOT NULL, e "so so" NOT NULL, f TIMESTAMPTZ(3)[] NOT NULL, g CHAR(3) NOT NULL
        );
        "#,
    )
    .await?;
    let expected = r#"erDiagram
    "kinds" {
        bigint id PK
        varchar(20)[] a
        numeric b
        timestamp(3) c
        double_precision d
        so_so e
        timestamptz(3)[] f
        char(3) g
    }
"#;
    assert!(drawn.is_empty() || drawn == expected, "{drawn}");
    Ok(())
}
