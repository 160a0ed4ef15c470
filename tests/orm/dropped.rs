//! A flush whose future is dropped, and loops that load one by one.

use std::future::Future as _;
use std::pin::pin;
use std::task::{Context, Waker};

use super::*;

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
