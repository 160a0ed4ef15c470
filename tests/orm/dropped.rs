//! A flush whose future is dropped, and loops that load one by one.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use relata::engine::Execution;
use relata::orm::Hooks;

use super::*;

/// Polls a future so many times, and drops it then: `None` where it was not ready.
pub(super) async fn poll_at_most<T>(times: usize, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    let mut polled = 0;
    poll_fn(|cx| {
        polled += 1;
        match future.as_mut().poll(cx) {
            Poll::Ready(done) => Poll::Ready(Some(done)),
            Poll::Pending if polled == times => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// A database whose statements run on a thread of their own, so that verbs wait for them.
async fn aside(name: &str) -> Result<(Engine<Sqlite>, String), Error> {
    let file = format!("relata_orm_{name}_{}.db", std::process::id());
    let file = std::env::temp_dir().join(file).display().to_string();
    let builder = Engine::<Sqlite>::builder(&format!("sqlite:{file}"));
    let engine = builder.execution(Execution::Worker).build().await?;
    engine.create_all::<blog>().await?;
    Ok((engine, file))
}

fn remove(file: &str) {
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{file}{end}"));
    }
}

/// Nobody knows then whether it was done: who begins again would do it twice.
#[tokio::test]
async fn a_commit_that_is_dropped_is_not_known() -> Result<(), Error> {
    let (engine, file) = aside("commit").await?;
    let mut unknown = 0;
    for times in 1..100 {
        let mut session = engine.session();
        session.add(Tag, tags::name.set(format!("{times}")));
        session.flush().await?;
        session.add(User, user!(format!("{times}")));
        if let Some(done) = poll_at_most(times, session.commit()).await {
            done?;
            assert!(unknown > 0);
            remove(&file);
            return Ok(());
        }
        let error = session.flush().await.unwrap_err();
        assert!(!error.is_retryable() || error.is_lost_transaction(), "{error:?}");
        let found = select(users::id).filter(users::name.eq(format!("{times}")));
        let is_there = !session.all(&found).await?.is_empty();
        assert!(error.is_unknown_commit() || error.is_lost_transaction() && !is_there, "{error:?}");
        unknown += usize::from(error.is_unknown_commit());
        session.rollback().await?;
    }
    panic!("it never ended");
}

#[tokio::test]
async fn a_rollback_after_a_dropped_commit_tells_that_too() -> Result<(), Error> {
    let (engine, file) = aside("rollback").await?;
    let mut session = engine.session();
    session.add(User, user!("Ada"));
    session.flush().await?;
    assert!(poll_at_most(1, session.commit()).await.is_none());
    assert!(session.rollback().await.unwrap_err().is_unknown_commit());
    session.rollback().await?;
    remove(&file);
    Ok(())
}

/// Waits once.
struct Slow;

impl Hooks<Sqlite> for Slow {
    async fn after_rollback(&self, _: &mut Session<'_, Sqlite>) {
        tokio::task::yield_now().await;
    }
}

/// The verb that was to tell that the transaction is lost is dropped as well.
#[tokio::test]
async fn a_lost_transaction_is_told_in_the_end() -> Result<(), Error> {
    let (engine, file) = aside("told").await?;
    for times in 1..100 {
        let mut session = engine.session().hooks(Slow);
        session.add(Tag, tags::name.set(format!("{times}")));
        session.flush().await?;
        let ada = session.add(User, user!(format!("{times}")));
        assert!(poll_at_most(1, session.flush()).await.is_none());
        let told = poll_at_most(times, session.flush()).await;
        let ended = told.is_some();
        let error = match told {
            Some(told) => told.unwrap_err(),
            None => session.flush().await.unwrap_err(),
        };
        assert!(error.is_lost_transaction() && session.saved(ada).is_err(), "{error:?}");
        if ended {
            assert!(times > 1);
            remove(&file);
            return Ok(());
        }
    }
    panic!("it never ended");
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn a_flush_that_is_dropped_is_rolled_back() -> Result<(), Error> {
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
