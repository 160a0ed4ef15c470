//! Opening: URLs, files that are missing, damaged or read-only, databases in memory.

use relata::Error;
use relata::engine::Execution;
use relata::prelude::*;

use super::{BOTH, add, file, memory, names, url};

async fn open(url: &str) -> Result<Engine<Sqlite>, Error> {
    Engine::open(url).await
}

#[tokio::test]
async fn a_wrong_url_names_what_is_wrong() {
    for (url, part) in [
        ("sqlit::memory:", "unknown database `sqlit`"),
        ("postgres://localhost/a", "is not a SQLite URL"),
        ("test.db", "a SQLite URL is"),
        ("sqlite:test.db?mode=x", "`mode` takes ro, rw and rwc"),
        ("sqlite:test.db?timeout=1", "unknown parameter `timeout`"),
    ] {
        let error = open(url).await.unwrap_err();
        assert!(error.is_url());
        assert!(error.to_string().contains(part), "{error}");
    }
}

#[tokio::test]
async fn a_missing_file_is_made_only_where_that_is_wanted() -> Result<(), Error> {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for mode in ["ro", "rw"] {
        let error = open(&format!("{}?mode={mode}", url(&dir))).await.unwrap_err();
        assert!(error.is_cannot_open(), "{error}");
    }
    assert!(!dir.path().join("test.db").exists());
    open(&url(&dir)).await?;
    assert!(dir.path().join("test.db").exists());
    let nowhere = format!("sqlite://{}/no/folder/test.db", dir.path().display());
    assert!(open(&nowhere).await.unwrap_err().is_cannot_open());
    Ok(())
}

#[tokio::test]
async fn a_file_opened_for_reading_refuses_writes() -> Result<(), Error> {
    for execution in BOTH {
        let (dir, engine) = file(execution).await?;
        engine.execute(&add!("Ada")).await?;
        let reader = open(&format!("{}?mode=ro", url(&dir))).await?;
        assert_eq!(reader.all(&names!()).await?, ["Ada"]);
        assert!(reader.execute(&add!("Grace")).await.unwrap_err().is_read_only());
        let mut tx = reader.begin().await?;
        assert!(tx.execute(&add!("Grace")).await.unwrap_err().is_read_only());
        assert_eq!(tx.all(&names!()).await?, ["Ada"]);
    }
    Ok(())
}

#[tokio::test]
async fn what_is_no_database_is_refused_when_it_is_opened() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(dir.path().join("test.db"), "no database, but long enough ".repeat(100))
        .expect("the folder can be written");
    for mode in ["ro", "rw", "rwc"] {
        let error = open(&format!("{}?mode={mode}", url(&dir))).await.unwrap_err();
        assert!(error.is_corrupt(), "{error}");
        assert!(error.to_string().contains("test.db"), "{error}");
    }
}

#[tokio::test]
async fn a_damaged_file_is_an_error_where_it_is_read() -> Result<(), Error> {
    let (dir, engine) = file(Execution::Inline).await?;
    engine.execute_many((0..2000).map(|i| add!(format!("n{i}")))).await?;
    engine.all(&raw!((i64, i64, i64), "PRAGMA wal_checkpoint(TRUNCATE)")).await?;
    drop(engine);
    let path = dir.path().join("test.db");
    let mut bytes = std::fs::read(&path).expect("the file is there");
    // The header and the schema stay whole.
    bytes[3 * 4096..].fill(0xa5);
    std::fs::write(&path, bytes).expect("the folder can be written");
    let engine = open(&url(&dir)).await?;
    let error = engine.all(&names!()).await.unwrap_err();
    assert!(error.is_corrupt(), "{error}");
    Ok(())
}

#[tokio::test]
async fn a_file_has_a_write_ahead_log_and_foreign_keys() -> Result<(), Error> {
    let (_dir, engine) = file(Execution::Inline).await?;
    assert_eq!(engine.all(&raw!(String, "PRAGMA journal_mode")).await?, ["wal"]);
    assert_eq!(engine.all(&raw!(i64, "PRAGMA synchronous")).await?, [1]);
    assert_eq!(engine.all(&raw!(i64, "PRAGMA foreign_keys")).await?, [1]);
    Ok(())
}

#[tokio::test]
async fn names_of_files_may_have_any_characters() -> Result<(), Error> {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (written, name) in [("a%20b.db", "a b.db"), ("é.db", "é.db"), ("c%3fd%25.db", "c?d%.db")]
    {
        open(&format!("sqlite://{}/{written}", dir.path().display())).await?;
        assert!(dir.path().join(name).exists(), "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn a_database_in_memory_has_one_connection() -> Result<(), Error> {
    for execution in BOTH {
        let engine = memory(execution).await?;
        engine.execute(&add!("Ada")).await?;
        assert_eq!(engine.all(&names!()).await?, ["Ada"]);
    }
    let several = Engine::<Sqlite>::builder("sqlite::memory:").pool_size(2).build().await;
    assert!(several.unwrap_err().to_string().contains("sqlite::memory:?cache=shared"));
    let none = Engine::<Sqlite>::builder("sqlite::memory:").pool_size(0).build().await;
    assert_eq!(none.unwrap_err().to_string(), "a pool needs a connection");
    Ok(())
}

#[tokio::test]
async fn a_shared_database_in_memory_has_several() -> Result<(), Error> {
    for execution in BOTH {
        let engine = || {
            super::set_up(
                Engine::builder("sqlite::memory:?cache=shared").execution(execution).pool_size(3),
            )
        };
        let (engine, other) = (engine().await?, engine().await?);
        let mut first = engine.connect().await?;
        let mut second = engine.connect().await?;
        first.execute(&add!("Ada")).await?;
        assert_eq!(second.all(&names!()).await?, ["Ada"]);
        drop((first, second));
        assert_eq!(engine.all(&names!()).await?, ["Ada"]);
        // Each engine has its own.
        assert_eq!(other.all(&names!()).await?, <[String; 0]>::default());
    }
    Ok(())
}
