//! A flush whose future is dropped, and loops that load one by one.

use relata::orm::Hooks;

use super::*;

/// A session of a database in a file where a COMMIT waits for those who read: it is on its way, and dropped.
macro_rules! dropped_commit {
    ($name:literal, |$session:ident $(, $hooks:ident)?| $body:block) => {{
        let file = format!("relata_orm_{}_{}.db", $name, std::process::id());
        let file = std::env::temp_dir().join(file).display().to_string();
        let engine = Engine::<Sqlite>::builder(&format!("sqlite:{file}")).build().await?;
        engine.all(&raw!(String, "PRAGMA journal_mode = DELETE")).await?;
        engine.create_all::<blog>().await?;
        let mut $session = engine.session()$(.hooks($hooks))?;
        let ada = $session.add(User, user!("Ada"));
        $session.flush().await?;
        let mut reader = engine.begin_read_only().await?;
        assert_eq!(reader.all(&select(users::name)).await?, [""; 0]);
        assert!(poll_at_most(1, $session.commit()).await.is_none());
        drop(reader);
        $body
        assert!($session.saved(ada).is_err());
        $session.add(User, user!("Ada"));
        $session.commit().await?;
        assert_eq!(engine.all(&select(users::name)).await?, ["Ada"]);
        drop($session);
        drop(engine);
        for end in ["", "-journal", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{file}{end}"));
        }
        Ok(())
    }};
}

/// Whoever takes it for lost and begins again may do all twice.
#[tokio::test]
async fn a_commit_that_is_dropped_is_not_known() -> Result<(), Error> {
    dropped_commit!("commit", |session| {
        let error = session.flush().await.unwrap_err();
        assert!(error.is_unknown_commit() && !error.is_lost_transaction(), "{error:?}");
        assert!(!error.is_retryable());
    })
}

#[tokio::test]
async fn a_rollback_after_a_dropped_commit_tells_that_too() -> Result<(), Error> {
    dropped_commit!("rollback", |session| {
        assert!(session.rollback().await.unwrap_err().is_unknown_commit());
        session.rollback().await?;
    })
}

/// Waits once.
struct Slow;

impl Hooks<Sqlite> for Slow {
    async fn after_rollback(&self, _: &mut Session<'_, Sqlite>) {
        tokio::task::yield_now().await;
    }
}

/// The verb that was to tell it is dropped as well, while a hook waits.
#[tokio::test]
async fn what_nobody_has_waited_for_is_told_in_the_end() -> Result<(), Error> {
    dropped_commit!("told", |session, Slow| {
        assert!(poll_at_most(1, session.flush()).await.is_none());
        let error = session.flush().await.unwrap_err();
        assert!(error.is_unknown_commit(), "{error:?}");
    })
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn a_flush_that_is_dropped_is_rolled_back() -> Result<(), Error> {
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Waker};

    let Some(engine) = server().await? else { return Ok(()) };
    let mut session = engine.session();
    let ada = session.add(User, user!("Ada"));
    session.flush().await?;
    let ada = session.saved(ada)?;
    let post = session.add(Post, (posts::author_id.set(&ada), posts::title.set("Notes")));
    {
        let mut flush = pin!(session.flush());
        // It waits for the server, and nobody waits for it.
        assert!(flush.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    }
    let error = session.flush().await.unwrap_err();
    assert!(error.is_lost_transaction(), "{error}");
    assert!(session.find(&ada).is_err() && session.saved(post).is_err());
    assert_eq!(session.one(&from(users::table).select(count_rows())).await?, 0);
    session.add(User, user!("Grace"));
    session.commit().await?;
    assert_eq!(engine.all(&select(users::name)).await?, ["Grace"]);
    clean_up(&engine).await
}

#[tokio::test]
async fn a_loop_that_loads_one_by_one_is_told_of() -> Result<(), Error> {
    let engine = memory().await?;
    let log = log::Log::begin();
    let mut session = engine.session();
    let new: Vec<_> = (0..12).map(|n| session.add(User, user!(format!("{n}")))).collect();
    session.flush().await?;
    let people: Vec<_> = new.into_iter().map(|new| session.saved(new).unwrap()).collect();
    log.take();
    for person in &people {
        session.load(person, users::posts).await?;
    }
    let lines = log.take();
    let told: Vec<_> =
        lines.iter().filter(|line| line.starts_with("tests/orm/dropped.rs:")).collect();
    assert_eq!(told.len(), usize::from(cfg!(debug_assertions)), "{lines:?}");
    session.load_all(&people, users::posts).await?;
    assert_eq!(log.take().len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_loop_that_reads_one_by_one_is_told_of() -> Result<(), Error> {
    let engine = memory().await?;
    let mut session = engine.session();
    for n in 0..12 {
        session.add(User, user!(format!("{n}")));
    }
    session.commit().await?;
    let log = log::Log::begin();
    for round in 0..2 {
        for id in 1..=12 {
            session.get_one(User, id).await?;
        }
        // What the session has costs nothing, and is not counted.
        let told = log.take().into_iter().filter(|line| line.starts_with("tests/orm/dropped.rs:"));
        let told = told.count();
        assert_eq!(told, usize::from(cfg!(debug_assertions) && round == 0));
    }
    Ok(())
}
