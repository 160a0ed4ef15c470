//! What somebody has to look at before anything runs.

use relata::migrate::{Mark, MigrationState, Migrations};

use super::support::{Place, Tested, numbered, numbers, on_every_database, open, states};

const A: &str = "CREATE TABLE a (id INTEGER);\n-- the end\n";
const B: &str = "CREATE TABLE b (id INTEGER)";

async fn edited<D: Place>(url: &str) -> Tested {
    let engine = open::<D>(url).await?;
    numbered(&[A]).up(&engine).await?;
    // How lines end, and how the file is called, is nothing to the database.
    let same = Migrations::of([
        ("1_other.sql", "CREATE TABLE a (id INTEGER);\r\n-- the end\r\n"),
        ("1_other.down.sql", "DROP TABLE a"),
    ])?;
    assert_eq!(numbers(&same.up(&engine).await?), <[i64; 0]>::default());

    let other = numbered(&["CREATE TABLE a (id BIGINT);", B]);
    let error = other.up(&engine).await.unwrap_err().to_string();
    assert!(error.starts_with("migration `1_m` was edited after it was applied: "), "{error}");
    assert_eq!(
        states(&other, &engine).await?,
        [(1, MigrationState::Edited), (2, MigrationState::Open)]
    );
    other.mark(&engine, 1, Mark::Applied).await?;
    assert_eq!(numbers(&other.up(&engine).await?), [2]);
    Ok(())
}
on_every_database!(edited);

async fn missing<D: Place>(url: &str) -> Tested {
    let engine = open::<D>(url).await?;
    numbered(&[A, B]).up(&engine).await?;
    let fewer = numbered(&[A]);
    for refused in [fewer.up(&engine).await.map(drop), fewer.pending(&engine).await.map(drop)] {
        let error = refused.unwrap_err().to_string();
        assert!(
            error.starts_with("migration `2_m` was applied, and its script is not there"),
            "{error}"
        );
    }
    let error = fewer.down(&engine, 1).await.unwrap_err().to_string();
    assert_eq!(error, "nothing undoes migration `2_m`: there is no `2_m.down.sql`");
    assert_eq!(
        states(&fewer, &engine).await?,
        [(1, MigrationState::Applied), (2, MigrationState::Missing)]
    );
    fewer.mark(&engine, 2, Mark::Open).await?;
    assert_eq!(numbers(&fewer.up(&engine).await?), <[i64; 0]>::default());
    Ok(())
}
on_every_database!(missing);

async fn late<D: Place>(url: &str) -> Tested {
    let engine = open::<D>(url).await?;
    let first = Migrations::of([("1_a.sql", A), ("5_b.sql", B)])?;
    first.up(&engine).await?;
    let merged = Migrations::of([
        ("1_a.sql", A),
        ("3_c.sql", "CREATE TABLE c (id INTEGER)"),
        ("5_b.sql", B),
    ])?;
    let error = merged.up(&engine).await.unwrap_err().to_string();
    assert!(
        error.starts_with("migration `3_c` is not applied, and one of a higher number is: "),
        "{error}"
    );
    assert_eq!(states(&merged, &engine).await?[1], (3, MigrationState::Late));
    assert_eq!(numbers(&merged.in_any_order().up(&engine).await?), [3]);
    Ok(())
}
on_every_database!(late);
