//! A script that fails in the middle: nothing of it is left, or it is named.

use relata::migrate::{Mark, MigrationState, Migrations};
use relata::prelude::*;

use super::support::{
    Place, Tested, has_table, numbered, numbers, on_every_database, open, states,
};

async fn in_the_middle<D: Place>(url: &str) -> Tested {
    let engine = open::<D>(url).await?;
    let first = "CREATE TABLE a (id INTEGER)";
    let broken =
        numbered(&[first, "CREATE TABLE b (id INTEGER); CREATE TABLE a (id INTEGER);", "SELECT 1"]);
    let error = broken.up(&engine).await.unwrap_err();
    assert_eq!(error.statement_number(), Some(2), "{error:?}");
    assert!(error.sql().is_some_and(|sql| sql.contains("TABLE a")), "{error:?}");
    let has_b = has_table(&engine, "b").await?;
    let all = states(&broken, &engine).await?;
    if D::UNDOES {
        let words =
            "migration `2_m` has failed, and nothing of it is left: statement 2 of the script: ";
        assert!(error.to_string().starts_with(words), "{error}");
        assert!(!has_b);
        assert_eq!(
            all,
            [(1, MigrationState::Applied), (2, MigrationState::Open), (3, MigrationState::Open)]
        );
    } else {
        let words = "migration `2_m` has failed, and is half done: statement 2 of the script: ";
        assert!(error.to_string().starts_with(words), "{error}");
        assert!(has_b);
        assert_eq!(
            all,
            [
                (1, MigrationState::Applied),
                (2, MigrationState::HalfDone),
                (3, MigrationState::Open)
            ]
        );
        // Nothing runs until somebody has looked.
        for refused in [broken.up(&engine).await, broken.down(&engine, 1).await] {
            let error = refused.unwrap_err().to_string();
            assert!(
                error.starts_with("migration `2_m` was begun and has not come to its end"),
                "{error}"
            );
        }
        engine.run_script("DROP TABLE b").await?;
        broken.mark(&engine, 2, Mark::Open).await?;
    }
    let mended = numbered(&[first, "CREATE TABLE b (id INTEGER)", "SELECT 1"]);
    assert_eq!(numbers(&mended.up(&engine).await?), [2, 3]);
    Ok(())
}
on_every_database!(in_the_middle);

/// What only changes rows is a transaction everywhere, and what is not understood does nothing.
async fn without_ddl<D: Place>(url: &str) -> Tested {
    let engine = open::<D>(url).await?;
    let first = "CREATE TABLE a (id INTEGER PRIMARY KEY)";
    let rows = "INSERT INTO a VALUES (1); INSERT INTO a VALUES (2); INSERT INTO a VALUES (1)";
    for second in [rows, "CREATE TABEL b (id INTEGER)"] {
        let broken = numbered(&[first, second]);
        let error = broken.up(&engine).await.unwrap_err().to_string();
        assert!(
            error.starts_with("migration `2_m` has failed, and nothing of it is left: "),
            "{error}"
        );
        assert_eq!(states(&broken, &engine).await?[1], (2, MigrationState::Open));
        assert_eq!(engine.one(&raw!(read i64, "SELECT count(*) FROM a")).await?, 0);
    }
    Ok(())
}
on_every_database!(without_ddl);

async fn undoing<D: Place>(url: &str) -> Tested {
    let engine = open::<D>(url).await?;
    let all = Migrations::of([
        ("1_a.sql", "CREATE TABLE a (id INTEGER); CREATE TABLE b (id INTEGER)"),
        ("1_a.down.sql", "DROP TABLE a; DROP TABLE nothing; DROP TABLE b"),
    ])?;
    all.up(&engine).await?;
    let error = all.down(&engine, 1).await.unwrap_err();
    assert_eq!(error.statement_number(), Some(2));
    assert_eq!(has_table(&engine, "a").await?, D::UNDOES);
    let state = if D::UNDOES { MigrationState::Applied } else { MigrationState::HalfUndone };
    assert_eq!(states(&all, &engine).await?, [(1, state)]);
    if !D::UNDOES {
        engine.run_script("DROP TABLE b").await?;
        all.mark(&engine, 1, Mark::Open).await?;
        assert_eq!(numbers(&all.up(&engine).await?), [1]);
    }
    Ok(())
}
on_every_database!(undoing);

/// Programs that begin and end a transaction by hand, though there is one around them.
async fn with_words_of_its_own<D: Place>(url: &str) -> Tested {
    let engine = open::<D>(url).await?;
    let all = numbered(&["CREATE TABLE a (id INTEGER); COMMIT; SELECT nothing FROM nowhere"]);
    let error = all.up(&engine).await.unwrap_err().to_string();
    assert!(
        error.starts_with("migration `1_m` has failed, and is half done: statement 3"),
        "{error}"
    );
    assert_eq!(states(&all, &engine).await?, [(1, MigrationState::HalfDone)]);
    assert!(has_table(&engine, "a").await?);
    Ok(())
}
on_every_database!(with_words_of_its_own);

/// A trial that was left in takes away what was noted of the script, which does not run for ever.
async fn what_rolls_back<D: Place>(url: &str) -> Tested {
    let engine = open::<D>(url).await?;
    let all = Migrations::of([
        ("1_m.sql", "CREATE TABLE a (id INTEGER)"),
        ("1_m.down.sql", "SELECT 1; ROLLBACK;"),
        ("2_m.sql", "SELECT 1; ROLLBACK;"),
    ])?;
    let error = all.up(&engine).await.unwrap_err().to_string();
    assert!(
        error.starts_with("migration `2_m` has failed: it has undone what was noted"),
        "{error}"
    );
    let error = all.down(&engine, 1).await.unwrap_err().to_string();
    assert!(
        error.starts_with("migration `1_m` has failed: it has undone what was noted"),
        "{error}"
    );
    assert_eq!(
        states(&all, &engine).await?,
        [(1, MigrationState::Applied), (2, MigrationState::Open)]
    );
    Ok(())
}
on_every_database!(what_rolls_back);

async fn what_commits<D: Place>(url: &str) -> Tested {
    let engine = open::<D>(url).await?;
    let all = numbered(&["CREATE TABLE a (id INTEGER); COMMIT;"]);
    if let Err(error) = all.up(&engine).await {
        let words = "migration `1_m` has failed, and is recorded all the same: ";
        assert!(error.to_string().starts_with(words), "{error}");
    }
    assert_eq!(states(&all, &engine).await?, [(1, MigrationState::Applied)]);
    assert!(has_table(&engine, "a").await?);
    Ok(())
}
on_every_database!(what_commits);
