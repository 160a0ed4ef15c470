//! Tables that SQLite cannot alter, and that take the place of another: rows that reference them stay.

use relata::engine::Execution;
use relata::prelude::*;

use super::support::{Tested, numbered, numbers};

const BEFORE: &str = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER NOT NULL REFERENCES users ON DELETE CASCADE);
    INSERT INTO users VALUES (1, 'a'), (2, 'b'); INSERT INTO posts VALUES (1, 1), (2, 2);";
const REBUILT: &str = "CREATE TABLE new_users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    INSERT INTO new_users SELECT id, name FROM users;
    DROP TABLE users; ALTER TABLE new_users RENAME TO users;";

async fn databases() -> Result<(tempfile::TempDir, Vec<Engine<Sqlite>>), relata::Error> {
    let folder = tempfile::tempdir().unwrap();
    let mut all = Vec::new();
    for execution in [Execution::Inline, Execution::Worker] {
        let file = format!("sqlite://{}", folder.path().join(format!("{execution:?}")).display());
        for url in ["sqlite::memory:", file.as_str()] {
            all.push(Engine::builder(url).execution(execution).build().await?);
        }
    }
    Ok((folder, all))
}

/// Foreign keys are looked at by the database again.
async fn are_on(engine: &Engine<Sqlite>) -> Result<bool, relata::Error> {
    let orphan = raw!((), "INSERT INTO posts (id, author) VALUES (99, 99)");
    Ok(engine.execute(&orphan).await.is_err_and(|error| error.is_foreign_key_violation()))
}

#[tokio::test]
async fn a_table_takes_the_place_of_one_that_is_referenced() -> Tested {
    for engine in databases().await?.1 {
        assert_eq!(numbers(&numbered(&[BEFORE, REBUILT]).up(&engine).await?), [1, 2]);
        assert_eq!(engine.one(&raw!(read i64, "SELECT count(*) FROM posts")).await?, 2);
        assert!(are_on(&engine).await?);
    }
    Ok(())
}

#[tokio::test]
async fn a_row_that_would_reference_none_is_named() -> Tested {
    for engine in databases().await?.1 {
        let all = numbered(&[BEFORE, "DELETE FROM users WHERE id = 2"]);
        let error = all.up(&engine).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "migration `2_m` has failed, and nothing of it is left: row 2 of `posts` would reference a row of \
             `users` that is not there"
        );
        assert_eq!(engine.one(&raw!(read i64, "SELECT count(*) FROM users")).await?, 2);
        assert!(are_on(&engine).await?);
        // What was so before is not the script's fault.
        engine
            .run_script(
                "PRAGMA foreign_keys=OFF; INSERT INTO posts VALUES (7, 7); PRAGMA foreign_keys=ON",
            )
            .await?;
        let more = "ALTER TABLE posts ADD COLUMN other INTEGER REFERENCES posts";
        assert_eq!(numbers(&numbered(&[BEFORE, REBUILT, more]).up(&engine).await?), [2, 3]);
        assert!(are_on(&engine).await?);
    }
    Ok(())
}

#[tokio::test]
async fn keys_that_nobody_looks_at_are_not_looked_at_here() -> Tested {
    let engine = Engine::<Sqlite>::builder("sqlite::memory:")
        .on_connect(|connection| {
            Box::pin(async move { connection.run_script("PRAGMA foreign_keys=OFF").await })
        })
        .build()
        .await?;
    let all = numbered(&[BEFORE, "DELETE FROM users WHERE id = 2"]);
    assert_eq!(numbers(&all.up(&engine).await?), [1, 2]);
    assert!(!are_on(&engine).await?);
    Ok(())
}

/// One key that is wrong hides nothing of the others.
#[tokio::test]
async fn a_key_that_references_nothing_unique_is_named() -> Tested {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    engine.run_script(BEFORE).await?;
    let wrong = "CREATE TABLE wrong (name TEXT REFERENCES users (name))";
    let error = numbered(&[wrong]).up(&engine).await.unwrap_err().to_string();
    assert_eq!(
        error,
        "migration `1_m` has failed, and nothing of it is left: foreign key mismatch - \"wrong\" referencing \"users\""
    );

    engine.run_script("CREATE TABLE wrong (name TEXT REFERENCES users (name))").await?;
    let all = numbered(&["DELETE FROM users WHERE id = 2"]);
    let error = all.up(&engine).await.unwrap_err().to_string();
    assert!(error.contains("row 2 of `posts` would reference a row of `users`"), "{error}");
    assert_eq!(numbers(&numbered(&[REBUILT]).up(&engine).await?), [1]);
    Ok(())
}
