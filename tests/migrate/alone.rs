//! Scripts that are no transaction.

use relata::migrate::{Mark, MigrationState};
use relata::prelude::*;

use super::support::{
    Place, Tested, has_table, numbered, numbers, on_every_database, open, states,
};

/// What they say would be refused in a transaction.
#[tokio::test]
async fn what_no_transaction_takes() -> Tested {
    if let Some(url) = Postgres::fresh("takes").await? {
        let engine = open::<Postgres>(&url).await?;
        let all = numbered(&[
            "CREATE TABLE a (id INTEGER, \"x;y\" TEXT);",
            "-- relata: no transaction\r\nDROP INDEX CONCURRENTLY IF EXISTS ix;\n\
             CREATE INDEX CONCURRENTLY ix ON a (\"x;y\"); -- it is there; yes\n",
        ]);
        assert_eq!(numbers(&all.up(&engine).await?), [1, 2]);
        let without =
            numbered(&["CREATE TABLE a (id INTEGER, \"x;y\" TEXT);", "DROP INDEX CONCURRENTLY ix"]);
        without.mark(&engine, 2, Mark::Open).await?;
        assert!(
            without
                .up(&engine)
                .await
                .unwrap_err()
                .to_string()
                .contains("CONCURRENTLY cannot run inside")
        );
        Postgres::drop(&url).await?;
    }
    let url = Sqlite::fresh("takes").await?.unwrap();
    let engine = open::<Sqlite>(&url).await?;
    assert_eq!(numbers(&numbered(&["-- relata: no transaction\nVACUUM;"]).up(&engine).await?), [1]);
    Sqlite::drop(&url).await
}

async fn in_the_middle<D: Place>(url: &str) -> Tested {
    let engine = open::<D>(url).await?;
    let all = numbered(&[
        "-- relata: no transaction\nCREATE TABLE a (id INTEGER); CREATE TABLE a (id INTEGER)",
    ]);
    let error = all.up(&engine).await.unwrap_err();
    assert_eq!(error.statement_number(), Some(2));
    assert!(
        error.to_string().starts_with("migration `1_m` has failed, and is half done: "),
        "{error}"
    );
    assert!(has_table(&engine, "a").await?);
    assert_eq!(states(&all, &engine).await?, [(1, MigrationState::HalfDone)]);
    all.mark(&engine, 1, Mark::Applied).await?;
    assert_eq!(numbers(&all.up(&engine).await?), <[i64; 0]>::default());
    Ok(())
}
on_every_database!(in_the_middle);

/// What is said to be done is not rolled back with what the script has left open.
async fn what_leaves_a_transaction_open<D: Place>(url: &str) -> Tested {
    let all = numbered(&["-- relata: no transaction\nBEGIN; CREATE TABLE a (id INTEGER)"]);
    let done = all.up(&open::<D>(url).await?).await;
    let engine = open::<D>(url).await?;
    let state = match &done {
        Ok(_) => MigrationState::Applied,
        Err(error) => {
            let words = "migration `1_m` has failed, and is half done: ";
            assert!(error.to_string().starts_with(words), "{error}");
            MigrationState::HalfDone
        }
    };
    assert_eq!(states(&all, &engine).await?, [(1, state)]);
    assert_eq!(has_table(&engine, "a").await?, done.is_ok());
    Ok(())
}
on_every_database!(what_leaves_a_transaction_open);
