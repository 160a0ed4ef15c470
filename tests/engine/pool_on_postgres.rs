//! What the pool does about connections that the server has ended, or that do not answer.

use std::time::Duration;

use relata::engine::{Builder, Connection};
use relata::prelude::*;
use relata::{Error, blocking};

use super::proxy::{Mode, behind};
use super::{clean_up, database};

/// What the server knows of a connection.
struct Observer(blocking::Engine<Postgres>);

impl Observer {
    /// Ends the connection on the server, while no task runs that could notice.
    fn kill(&self, pid: i32) -> Result<(), Error> {
        std::thread::scope(|scope| {
            let kill = raw!(bool, "SELECT pg_terminate_backend({}, 9000)", pid);
            let done = scope.spawn(move || self.0.all(&kill));
            assert_eq!(done.join().expect("no panic")?, [true]);
            Ok(())
        })
    }

    /// When it last answered.
    fn answered(&self, pid: i32) -> Result<Vec<String>, Error> {
        std::thread::scope(|scope| {
            let when =
                raw!(String, "SELECT state_change::text FROM pg_stat_activity WHERE pid = {}", pid);
            scope.spawn(move || self.0.all(&when)).join().expect("no panic")
        })
    }
}

/// A pool of two idle connections, the process of each, that which is taken first at the end, and
/// somebody who watches them.
async fn two_idle(
    settings: impl FnOnce(Builder<Postgres>) -> Builder<Postgres>,
) -> Result<Option<(Engine<Postgres>, [i32; 2], Observer)>, Error> {
    let Some(url) = database::postgres("public") else { return Ok(None) };
    let observer = std::thread::scope(|scope| {
        let open = scope.spawn(|| blocking::Engine::open(&url));
        open.join().expect("no panic")
    })?;
    let engine = settings(Engine::builder(&url).pool_size(2)).build().await?;
    let (mut first, mut second) = (engine.connect().await?, engine.connect().await?);
    let pids = [pid(&mut first).await?, pid(&mut second).await?];
    drop(first);
    drop(second);
    Ok(Some((engine, pids, Observer(observer))))
}

async fn pid(connection: &mut Connection<Postgres>) -> Result<i32, Error> {
    let pids = connection.all(&raw!(i32, "SELECT pg_backend_pid()")).await?;
    Ok(pids[0])
}

#[tokio::test]
async fn a_dead_connection_is_replaced_where_it_is_pinged() -> Result<(), Error> {
    for ping in [true, false] {
        let settings = |builder: Builder<_>| match ping {
            true => builder.pre_ping(Duration::ZERO),
            false => builder.pre_ping(Duration::from_secs(3600)),
        };
        let Some((engine, pids, observer)) = two_idle(settings).await? else { return Ok(()) };
        observer.kill(pids[0])?;
        observer.kill(pids[1])?;
        let one = raw!(i32, "SELECT 1");
        let first = engine.all(&one).await;
        match ping {
            true => assert_eq!(first?, [1]),
            false => assert!(first.unwrap_err().is_disconnect()),
        }
        // That one was dead makes the other suspect.
        assert_eq!(engine.all(&one).await?, [1]);
        let (mut first, mut second) = (engine.connect().await?, engine.connect().await?);
        assert!(
            !pids.contains(&pid(&mut first).await?) && !pids.contains(&pid(&mut second).await?)
        );
    }
    Ok(())
}

#[tokio::test]
async fn one_dead_connection_makes_the_others_suspect() -> Result<(), Error> {
    for kill in [true, false] {
        let settings = |builder: Builder<_>| builder.pre_ping(Duration::from_secs(3600));
        let Some((engine, pids, observer)) = two_idle(settings).await? else { return Ok(()) };
        let before = observer.answered(pids[0])?;
        if kill {
            observer.kill(pids[1])?;
            assert!(engine.all(&raw!(i32, "SELECT 1")).await.unwrap_err().is_disconnect());
        }
        let taken = (engine.connect().await?, engine.connect().await?);
        let asked = observer.answered(pids[0])?;
        assert_eq!(before != asked, kill);
        drop(taken);
        // It is asked once.
        let _taken = (engine.connect().await?, engine.connect().await?);
        assert_eq!(observer.answered(pids[0])?, asked);
    }
    Ok(())
}

#[tokio::test]
async fn a_connection_that_does_not_answer_is_replaced() -> Result<(), Error> {
    let Some(url) = database::postgres("public") else { return Ok(()) };
    let builder = Engine::builder(&url).pool_size(1).pool_timeout(Duration::from_secs(2));
    let engine = builder.pre_ping(Duration::ZERO).build().await?;
    let mut connection = engine.connect().await?;
    let silent = pid(&mut connection).await?;
    // Of what is done by hand the pool knows nothing.
    let busy = connection.client().batch_execute("SELECT pg_sleep(8)");
    assert!(tokio::time::timeout(Duration::from_millis(50), busy).await.is_err());
    drop(connection);
    let since = std::time::Instant::now();
    assert_ne!(pid(&mut engine.connect().await?).await?, silent);
    assert!(since.elapsed() < Duration::from_secs(2));
    Ok(())
}

#[tokio::test]
async fn who_waits_for_a_new_connection_takes_one_that_comes_back() -> Result<(), Error> {
    let Some((proxy, engine, direct)) = behind("come_back", 2).await? else { return Ok(()) };
    let held = engine.connect().await?;
    proxy.set(Mode::Stall);
    let waiting = {
        let engine = engine.clone();
        tokio::spawn(async move { engine.connect().await })
    };
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!waiting.is_finished());
    drop(held);
    let taken = waiting.await.expect("the task ends")?;
    proxy.set(Mode::Pass);
    drop(taken);
    assert_eq!(engine.all(&raw!(i32, "SELECT 1")).await?, [1]);
    clean_up(&direct).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn answers_come_to_those_who_asked_on_many_threads() -> Result<(), Error> {
    let Some(url) = database::postgres("public") else { return Ok(()) };
    let engine = Engine::<Postgres>::builder(&url).pool_size(3).build().await?;
    let asking = |task: i64| {
        let engine = engine.clone();
        async move {
            for round in task * 1000..task * 1000 + 200 {
                let query = raw!(i64, "SELECT n + {} FROM generate_series(1, 3) AS n", round);
                if round % 3 == 0 {
                    // Given up anywhere, together with its transaction.
                    let short = Duration::from_micros(round.unsigned_abs() % 97 * 7);
                    let given_up = async {
                        let mut tx = engine.begin().await?;
                        tx.all(&query).await?;
                        tx.commit().await
                    };
                    drop(tokio::time::timeout(short, given_up).await);
                }
                assert_eq!(engine.all(&query).await?, [round + 1, round + 2, round + 3]);
                let mut connection = engine.connect().await?;
                let mut sum = 0;
                connection.for_each(&query, |n| sum += n).await?;
                assert_eq!(sum, 3 * round + 6);
                let mut rows = connection.stream(&query);
                assert_eq!(rows.next().await.transpose()?, Some(round + 1));
            }
            Ok::<_, Error>(())
        }
    };
    let tasks: Vec<_> = (0..6).map(|task| tokio::spawn(asking(task))).collect();
    for task in tasks {
        task.await.expect("no panic")?;
    }
    Ok(())
}
