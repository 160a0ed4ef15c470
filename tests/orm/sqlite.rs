//! What SQLite alone does to a flush: it has one writer, and files that are not written to.

use std::time::Duration;

use super::*;

fn url(dir: &tempfile::TempDir) -> String {
    format!("sqlite://{}", dir.path().join("test.db").display())
}

/// A database in a file, with a user.
async fn file() -> Result<(tempfile::TempDir, Engine<Sqlite>), Error> {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let engine = Engine::<Sqlite>::open(&url(&dir)).await?;
    engine.create_all::<blog>().await?;
    let mut session = engine.session();
    session.add(User, user!("Ada"));
    session.commit().await?;
    Ok((dir, engine))
}

#[tokio::test]
async fn a_flush_that_waits_too_long_is_done_later() -> Result<(), Error> {
    let (dir, engine) = file().await?;
    let hasty = Engine::<Sqlite>::builder(&url(&dir)).busy_timeout(Duration::from_millis(30));
    let hasty = hasty.build().await?;
    let writer = engine.begin().await?;
    let mut session = hasty.session();
    let grace = session.add(User, user!("Grace"));
    let error = session.flush().await.unwrap_err();
    assert!(error.is_lock_timeout() && error.is_retryable(), "{error:?}");
    assert!(session.has_changes() && session.saved(grace).is_err());
    // One that writes waits even to read.
    assert!(session.get(User, 1).await.unwrap_err().is_lock_timeout());
    writer.commit().await?;
    session.commit().await?;
    assert!(session.saved(grace).is_ok());
    Ok(())
}

#[tokio::test]
async fn a_session_that_reads_waits_for_nobody() -> Result<(), Error> {
    let (dir, engine) = file().await?;
    let hasty = Engine::<Sqlite>::builder(&url(&dir)).busy_timeout(Duration::ZERO).build().await?;
    let mut reader = hasty.read_only().session();
    let mut writer = engine.session();
    let ada = writer.get_one(User, 1).await?;
    writer.edit(&ada).name = "Augusta".into();
    writer.flush().await?;
    let read = reader.get_one(User, 1).await?;
    assert_eq!(reader[read].name, "Ada");
    writer.commit().await?;
    // All of it is read as of one moment.
    reader.refresh(&read).await?;
    assert_eq!(reader[read].name, "Ada");
    reader.commit().await?;
    reader.refresh(&read).await?;
    assert_eq!(reader[read].name, "Augusta");
    reader.rollback().await?;
    // The connection is as before for others.
    drop(reader);
    let mut session = hasty.session();
    session.add(User, user!("Grace"));
    session.commit().await
}

#[tokio::test]
async fn a_file_that_is_not_written_to() -> Result<(), Error> {
    let (dir, engine) = file().await?;
    let closed = Engine::<Sqlite>::open(&format!("{}?mode=ro", url(&dir))).await?;
    let mut session = closed.session();
    let grace = session.add(User, user!("Grace"));
    let error = session.flush().await.unwrap_err();
    assert!(error.is_read_only(), "{error:?}");
    assert!(session.has_changes() && session.saved(grace).is_err());
    drop(session);
    let mut reader = closed.read_only().session();
    assert_eq!(reader.all(&select(User)).await?.len(), 1);
    reader.commit().await?;
    assert_eq!(engine.all(&select(users::name)).await?, ["Ada"]);
    Ok(())
}

/// A file that cannot grow any more.
#[tokio::test]
async fn a_flush_for_which_there_is_no_room() -> Result<(), Error> {
    let engine = Engine::<Sqlite>::builder("sqlite::memory:").pool_size(1).build().await?;
    engine.create_all::<blog>().await?;
    let full = raw!(i64, "PRAGMA max_page_count = 1");
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    session.flush().await?;
    session.all(&full).await?;
    let large = session.add(User, user!("x".repeat(1 << 20)));
    let error = session.flush().await.unwrap_err();
    assert!(error.is_full(), "{error:?}");
    assert!(session.saved(large).is_err());
    // SQLite rolls back all of the transaction, or the statement alone.
    let is_kept = session.saved(ada).is_ok();
    assert_eq!(session.has_changes(), is_kept);
    if is_kept {
        session.discard(large)?;
    }
    session.commit().await?;
    assert_eq!(engine.all(&select(users::name)).await?.len(), usize::from(is_kept));
    Ok(())
}
