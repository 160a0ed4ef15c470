//! Sets of scripts: those of a folder, and those that are part of the program.

use std::fs;

use relata::migrate::{Migrations, Way};
use relata::prelude::*;

use super::support::{Tested, numbers};

/// Part of the program.
const MIGRATIONS: Migrations = relata::migrations!("tests/migrate/scripts");

#[tokio::test]
async fn a_folder_is_read_and_included() -> Tested {
    let read = Migrations::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/migrate/scripts"))?;
    assert!(read.iter().eq(MIGRATIONS.iter()));
    let names: Vec<_> = read
        .iter()
        .map(|one| (one.number(), one.name(), one.script(Way::Down).is_some()))
        .collect();
    assert_eq!(names, [(1, "0001_people", true), (2, "0002_names", false)]);
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    assert_eq!(numbers(&MIGRATIONS.up(&engine).await?), [1, 2]);
    assert_eq!(numbers(&read.up(&engine).await?), <[i64; 0]>::default());
    Ok(())
}

#[tokio::test]
async fn a_folder_of_none() -> Tested {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("README.md"), "nothing yet").unwrap();
    fs::create_dir(folder.path().join("0001_old.sql")).unwrap();
    let none = Migrations::read(folder.path())?;
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    assert_eq!((none.up(&engine).await?.len(), none.down(&engine, 1).await?.len()), (0, 0));
    assert_eq!(none.status(&engine).await?, []);
    let tables = engine.one(&raw!(read i64, "SELECT count(*) FROM sqlite_schema")).await?;
    assert_eq!(tables, 0);
    Ok(())
}

#[test]
fn what_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let read = || Migrations::read(folder.path()).unwrap_err().to_string();
    fs::write(folder.path().join("0002_b.sql"), b"SELECT '\xff'").unwrap();
    assert_eq!(read(), "`0002_b.sql` is not UTF-8");
    fs::write(folder.path().join("0001 a.sql"), "SELECT 1").unwrap();
    fs::remove_file(folder.path().join("0002_b.sql")).unwrap();
    assert!(
        read().starts_with(
            "`0001 a.sql` is no name of a migration, which is a number, `_` and a word"
        )
    );
    let missing = Migrations::read(folder.path().join("nowhere")).unwrap_err().to_string();
    assert!(missing.contains("nowhere` cannot be read: "), "{missing}");
}

#[test]
fn a_blocking_program_has_the_same() -> Tested {
    use relata::blocking::{Engine, Migrations};

    let (engine, all) = (Engine::<Sqlite>::open("sqlite::memory:")?, Migrations(MIGRATIONS));
    assert_eq!(all.pending(&engine)?.len(), 2);
    assert_eq!(numbers(&all.up_to(&engine, 1)?), [1]);
    assert_eq!(all.pending_to(&engine, 2)?.len(), 1);
    assert_eq!(all.undoable(&engine, 1)?.len(), 1);
    assert_eq!(numbers(&all.down(&engine, 1)?), [1]);
    assert_eq!(numbers(&all.up(&engine)?), [1, 2]);
    all.mark(&engine, 2, relata::migrate::Mark::Open)?;
    assert_eq!(all.status(&engine)?.len(), 2);
    Ok(())
}
