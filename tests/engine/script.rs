//! Scripts of several statements, on each database.

use relata::Error;
use relata::prelude::*;

use super::{add, memory, names, on_every_database, users};

on_every_database!(each_statement_of_a_script_runs, async |engine| {
    engine
        .run_script(
            "INSERT INTO users (name, email) VALUES ('a; b', 'a@example.org');\n\
             /* not; this */ INSERT INTO users (name, email) VALUES ('it''s', 'b@example.org');\n\
             SELECT name FROM users; UPDATE users SET visits = 7;",
        )
        .await?;
    let found = engine.all(&select((users::name, users::visits)).order_by(users::id)).await?;
    assert_eq!(found, [("a; b".to_owned(), 7), ("it's".to_owned(), 7)]);
    let mut connection = engine.connect().await?;
    connection.run_script("DELETE FROM users").await?;
    assert_eq!(connection.all(&names!()).await?.len(), 0);
});

on_every_database!(an_error_names_the_statement, async |engine| {
    let error = engine
        .run_script(
            "INSERT INTO users (name, email) VALUES ('a', 'a@example.org'); SELECT 1;\
             INSERT INTO users (name, email) VALUES ('b', 'a@example.org');\
             INSERT INTO users (name, email) VALUES ('c', 'c@example.org')",
        )
        .await
        .unwrap_err();
    assert!(error.is_unique_violation(), "{error:?}");
    assert_eq!(error.statement_number(), Some(3));
    assert!(error.to_string().starts_with("statement 3 of the script: "), "{error}");
    assert!(error.sql().is_some_and(|sql| sql.contains("'b'")), "{error:?}");
    // The connection is as good as before.
    assert!(engine.all(&names!()).await?.len() <= 1);
    let error = engine.run_script("SELEKT 1").await.unwrap_err();
    assert!(error.is_syntax() && error.statement_number() == Some(1), "{error:?}");
});

on_every_database!(a_script_with_a_nul_is_refused, async |engine| {
    for script in ["DELETE FROM users;\0", "DELETE FROM users; \0 DELETE FROM users", "\0"] {
        engine.execute(&add!("Ada")).await?;
        let error = engine.run_script(script).await.unwrap_err();
        assert_eq!(error.to_string(), "the script holds a NUL");
        assert_eq!(engine.execute(&delete(users::table).every_row()).await?, 1);
    }
});

#[tokio::test]
async fn a_script_in_a_transaction_is_undone_with_it() -> Result<(), Error> {
    for execution in super::BOTH {
        let engine = memory(execution).await?;
        let mut tx = engine.begin().await?;
        tx.run_script("CREATE TABLE notes (id INTEGER PRIMARY KEY); INSERT INTO notes VALUES (1);")
            .await?;
        assert_eq!(tx.all(&raw!(i64, "SELECT id FROM notes")).await?, [1]);
        tx.rollback().await?;
        let error = engine.all(&raw!(i64, "SELECT id FROM notes")).await.unwrap_err();
        assert!(error.is_unknown_table());
        engine.run_script("-- nothing\n  ; /* at all */").await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_script_waits_for_a_lock_where_it_is_and_does_not_begin_anew() -> Result<(), Error> {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let engine = super::set_up(Engine::builder(&super::url(&dir)).pool_size(2)).await?;
    let mut other = engine.begin().await?;
    other.execute(&add!("first")).await?;
    let waiting = tokio::spawn({
        let engine = engine.clone();
        async move {
            engine
                .run_script(
                    "CREATE TEMP TABLE once (id INTEGER); INSERT INTO once VALUES (1);\
                     INSERT INTO users (name, email) SELECT 'second', count(*) FROM once",
                )
                .await
        }
    });
    tokio::time::sleep(std::time::Duration::from_millis(30)).await;
    other.commit().await?;
    waiting.await.expect("the task ends")?;
    let emails = engine.all(&select(users::email).filter(users::name.eq("second"))).await?;
    assert_eq!(emails, ["1"]);
    Ok(())
}

#[test]
fn a_script_without_async() -> Result<(), Error> {
    let engine = relata::blocking::Engine::<Sqlite>::open("sqlite::memory:")?;
    engine.run_script("CREATE TABLE notes (id INTEGER PRIMARY KEY);")?;
    let mut connection = engine.connect()?;
    connection.run_script("INSERT INTO notes VALUES (1); INSERT INTO notes VALUES (2)")?;
    let mut tx = connection.begin()?;
    tx.run_script("DELETE FROM notes")?;
    tx.rollback()?;
    drop(connection);
    assert_eq!(engine.all(&raw!(i64, "SELECT count(*) FROM notes"))?, [2]);
    Ok(())
}
