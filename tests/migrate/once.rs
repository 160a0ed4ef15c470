//! Each script once, in order, whoever runs them; and back.

use std::time::Duration;

use relata::migrate::{Mark, MigrationState, Migrations, Way};
use relata::prelude::*;

use super::support::{
    Place, Tested, has_table, numbered, numbers, on_every_database, open, states,
};

fn three() -> Migrations {
    Migrations::of([
        (
            "0001_people.sql",
            "CREATE TABLE people (id INTEGER PRIMARY KEY); INSERT INTO people VALUES (1);",
        ),
        ("0001_people.down.sql", "DROP TABLE people;"),
        ("0002_more.sql", "INSERT INTO people VALUES (2);"),
        ("0002_more.down.sql", "DELETE FROM people WHERE id = 2;"),
        ("0010_notes.sql", "CREATE TABLE notes (id INTEGER PRIMARY KEY);"),
        ("0010_notes.down.sql", "DROP TABLE notes"),
    ])
    .unwrap()
}

async fn up_and_down<D: Place>(url: &str) -> Tested {
    let (engine, all) = (open::<D>(url).await?, three());
    let count = raw!(read i64, "SELECT count(*) FROM people");
    let is = |state| vec![(1, state), (2, state), (10, state)];
    assert_eq!(states(&all, &engine).await?, is(MigrationState::Open));
    assert_eq!(all.pending(&engine).await?.len(), 3);
    // Nothing was made by looking.
    assert!(!has_table(&engine, "people").await?);

    assert_eq!(numbers(&all.up_to(&engine, 1).await?), [1]);
    assert_eq!(all.pending_to(&engine, 2).await?[0].name(), "0002_more");
    assert_eq!(numbers(&all.up(&engine).await?), [2, 10]);
    assert_eq!(numbers(&all.up(&engine).await?), <[i64; 0]>::default());
    assert_eq!(states(&all, &engine).await?, is(MigrationState::Applied));
    assert_eq!(engine.one(&count).await?, 2);
    let at = all.status(&engine).await?[0].applied_at.clone().unwrap();
    assert!(at.ends_with(" UTC") && at.len() == 23, "{at}");

    assert_eq!(all.undoable(&engine, 1).await?[0].script(Way::Down), Some("DROP TABLE notes"));
    assert_eq!(numbers(&all.down(&engine, 2).await?), [10, 2]);
    assert_eq!(engine.one(&count).await?, 1);
    assert_eq!(numbers(&all.down(&engine, 9).await?), [1]);
    assert_eq!(numbers(&all.down(&engine, 1).await?), <[i64; 0]>::default());
    assert_eq!(states(&all, &engine).await?, is(MigrationState::Open));

    assert_eq!(all.up_to(&engine, 3).await.unwrap_err().to_string(), "there is no migration 3");
    Ok(())
}
on_every_database!(up_and_down);

/// What the URL names is known when the program runs.
async fn of_any_database<D: Place>(url: &str) -> Tested {
    let engine = AnyEngine::builder(url).pool_size(2).build().await?;
    assert_eq!(numbers(&three().up(&engine).await?), [1, 2, 10]);
    assert_eq!(numbers(&three().down(&engine, 3).await?), [10, 2, 1]);
    Ok(())
}
on_every_database!(of_any_database);

async fn several_at_once<D: Place>(url: &str) -> Tested {
    let all = numbered(&[
        "CREATE TABLE log (id INTEGER);",
        "INSERT INTO log VALUES (1);",
        "INSERT INTO log VALUES (2); INSERT INTO log VALUES (3);",
        "CREATE TABLE b (id INTEGER); INSERT INTO log VALUES (4);",
    ]);
    let mut tasks = Vec::new();
    for _ in 0..4 {
        // Each as another process would: with connections of its own.
        let (engine, all) = (open::<D>(url).await?, all.clone());
        tasks.push(tokio::spawn(async move { all.up(&engine).await }));
    }
    let mut ran = Vec::new();
    for task in tasks {
        ran.extend(numbers(&task.await.unwrap()?));
    }
    ran.sort_unstable();
    assert_eq!(ran, [1, 2, 3, 4]);
    let engine = open::<D>(url).await?;
    assert_eq!(engine.all(&raw!(read i64, "SELECT id FROM log ORDER BY id")).await?, [1, 2, 3, 4]);
    Ok(())
}
on_every_database!(several_at_once);

/// Somebody who holds what who migrates would hold.
async fn a_wait_ends<D: Place>(url: &str) -> Tested {
    let engine = AnyEngine::builder(url).pool_size(2).build().await?;
    let all = numbered(&["CREATE TABLE a (id INTEGER)"]).wait(Duration::ZERO);
    assert_eq!(numbers(&all.up(&engine).await?), [1]);
    let more = numbered(&["CREATE TABLE a (id INTEGER)", "CREATE TABLE b (id INTEGER)"]);
    let mut other = AnyEngine::open(&match url.starts_with("sqlite") {
        true => format!("{url}?busy_timeout=0"),
        false => url.to_owned(),
    })
    .await?
    .connect()
    .await?;
    match url.split(':').next().unwrap() {
        "sqlite" => other.run_script("BEGIN IMMEDIATE").await?,
        "postgres" => {
            let lock =
                "SELECT pg_advisory_lock(1919249516, hashtext(CAST(current_schema() AS TEXT)))";
            other.run_script(lock).await?;
        }
        _ => {
            let lock = "SELECT GET_LOCK(CONCAT('relata_migrations.', CRC32(DATABASE())), 9)";
            other.run_script(lock).await?;
        }
    }
    let impatient = match url.starts_with("sqlite") {
        true => AnyEngine::open(&format!("{url}?busy_timeout=0")).await?,
        false => engine.clone(),
    };
    let error = more.clone().wait(Duration::ZERO).up(&impatient).await.unwrap_err();
    assert!(error.is_lock_timeout(), "{error:?}");
    assert_eq!(states(&more, &engine).await?[1], (2, MigrationState::Open));
    // Where it is given back meanwhile, the wait is over.
    let waiting = tokio::spawn(async move { more.up(&impatient).await });
    tokio::time::sleep(Duration::from_millis(50)).await;
    other.invalidate();
    assert_eq!(numbers(&waiting.await.unwrap()?), [2]);
    Ok(())
}
on_every_database!(a_wait_ends);

/// The last one is that which is so when the turn has come.
#[tokio::test]
async fn one_step_is_one() -> Tested {
    let Some(url) = Postgres::fresh("one_step").await? else { return Ok(()) };
    let (engine, all) = (open::<Postgres>(&url).await?, three());
    all.up(&engine).await?;
    all.mark(&engine, 10, Mark::Open).await?;
    let mut other = engine.connect().await?;
    let lock = "SELECT pg_advisory_lock(1919249516, hashtext(CAST(current_schema() AS TEXT)))";
    other.run_script(lock).await?;
    let waiting = tokio::spawn(async move { all.down(&engine, 1).await });
    tokio::time::sleep(Duration::from_millis(50)).await;
    let applied = "INSERT INTO relata_migrations SELECT 10, '0010_notes', checksum, state, applied_at \
        FROM relata_migrations WHERE number = 1";
    other.run_script(applied).await?;
    other.invalidate();
    assert_eq!(numbers(&waiting.await.unwrap()?), [10]);
    Postgres::drop(&url).await
}

async fn what_was_there_before_is_marked<D: Place>(url: &str) -> Tested {
    let engine = open::<D>(url).await?;
    engine.run_script("CREATE TABLE people (id INTEGER PRIMARY KEY)").await?;
    let all = three();
    all.mark(&engine, 1, Mark::Applied).await?;
    assert_eq!(numbers(&all.up(&engine).await?), [2, 10]);
    all.mark(&engine, 10, Mark::Open).await?;
    assert_eq!(states(&all, &engine).await?[2], (10, MigrationState::Open));
    let error = all.mark(&engine, 4, Mark::Open).await.unwrap_err();
    assert_eq!(error.to_string(), "there is no migration 4");
    Ok(())
}
on_every_database!(what_was_there_before_is_marked);

#[tokio::test]
async fn what_is_rolled_back_has_none() -> Tested {
    let engine = Engine::<Sqlite>::builder("sqlite::memory:").rolled_back().build().await?;
    let error = three().up(&engine).await.unwrap_err();
    assert_eq!(error.to_string(), "an engine that is rolled back has no migrations");
    Ok(())
}

/// What looks half done is in the hands of who holds the lock.
#[cfg(feature = "cli")]
#[tokio::test]
async fn the_command_line_waits_too() -> Tested {
    use std::process::Command;

    let Some(url) = Postgres::fresh("command_line").await? else { return Ok(()) };
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("1_a.sql"), "CREATE TABLE a (id INTEGER)").unwrap();
    std::fs::write(folder.path().join("2_b.sql"), "CREATE TABLE b (id INTEGER)").unwrap();
    let engine = open::<Postgres>(&url).await?;
    Migrations::read(folder.path())?.up_to(&engine, 1).await?;
    let mut other = engine.connect().await?;
    let lock = "SELECT pg_advisory_lock(1919249516, hashtext(CAST(current_schema() AS TEXT)))";
    other.run_script(lock).await?;
    other.run_script("UPDATE relata_migrations SET state = 'applying'").await?;
    let mut command = Command::new(env!("CARGO_BIN_EXE_relata"));
    command.args(["migrate", "up", &url, "--dir"]).arg(folder.path());
    let waiting = tokio::task::spawn_blocking(move || command.output());
    tokio::time::sleep(Duration::from_millis(300)).await;
    other.run_script("UPDATE relata_migrations SET state = 'applied'").await?;
    other.invalidate();
    let output = waiting.await.unwrap().unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(output.status.success() && said.starts_with("applied 2_b in "), "{said}");
    Postgres::drop(&url).await
}
