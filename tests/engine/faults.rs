//! Servers and networks that fail, and users who do not wait: the right error, and nothing is left behind.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use relata::Error;
use relata::prelude::*;

use super::{BOTH, add, names, set_up, url};

/// The scenes on a server whose module has what they ask of it by hand: `server`, `behind` a proxy, `clean_up`,
/// what lets a statement `linger`, the `id` of a connection and how to `kill` it, `names_alone`, a user with `few`
/// connections, and `all_serve`.
macro_rules! scenes {
    (
        $dialect:ident;
        full $full:literal;
        torn $torn:expr;
        sees_the_end $sees_the_end:literal;
    ) => {
        #[tokio::test]
        async fn a_server_that_dies_in_a_statement() -> Result<(), Error> {
            let Some(engine) = server::<$dialect>(2).await? else { return Ok(()) };
            let mut connection = engine.connect().await?;
            let victim = id(&mut connection).await?;
            let (done, killed) = tokio::join!(linger(&mut connection), async {
                tokio::time::sleep(Duration::from_millis(50)).await;
                kill(&engine, victim).await
            });
            killed?;
            let error = done.unwrap_err();
            assert!(error.is_disconnect() && !error.is_retryable(), "{error:?}");
            drop(connection);
            all_serve(&engine, 2).await?;
            clean_up(&engine).await
        }

        #[tokio::test]
        async fn a_server_that_dies_in_a_transaction() -> Result<(), Error> {
            let Some(engine) = server::<$dialect>(2).await? else { return Ok(()) };
            for at_commit in [true, false] {
                let mut tx = engine.begin().await?;
                tx.execute(&add!("Ada")).await?;
                let victim = id(&mut tx).await?;
                kill(&engine, victim).await?;
                let error = match at_commit {
                    // Where the end was seen, nothing was sent, so it is known that nothing is committed.
                    true => tx.commit().await.unwrap_err(),
                    false => {
                        let error = tx.execute(&add!("Grace")).await.unwrap_err();
                        drop(tx);
                        error
                    }
                };
                let is_unknown = at_commit && !$sees_the_end && error.is_unknown_commit();
                assert!(error.is_disconnect() || is_unknown, "{error:?}");
                assert!(!error.is_retryable());
                assert_eq!(engine.all(&names!()).await?, <[String; 0]>::default());
            }
            all_serve(&engine, 2).await?;
            clean_up(&engine).await
        }

        #[tokio::test]
        async fn a_network_that_dies_at_commit() -> Result<(), Error> {
            for (mode, kept) in [(Mode::BeforeCommit, 0), (Mode::AfterCommit, 1)] {
                let Some((proxy, engine, direct)) = behind::<$dialect>("commit", 1).await? else {
                    return Ok(());
                };
                let mut tx = engine.begin().await?;
                tx.execute(&add!("Ada")).await?;
                proxy.set(mode);
                let error = tx.commit().await.unwrap_err();
                assert!(error.is_unknown_commit() && !error.is_retryable(), "{error:?}");
                proxy.set(Mode::Pass);
                // The server may still be at it.
                let names = names_alone(&mut direct.begin().await?).await?;
                assert_eq!(names.len(), kept, "{mode:?}");
                engine.execute(&add!("Grace")).await?;
                all_serve(&engine, 1).await?;
                drop(engine);
                clean_up(&direct).await?;
            }
            Ok(())
        }

        #[tokio::test]
        async fn a_network_that_dies_at_prepare() -> Result<(), Error> {
            for (mode, is_there) in [(Mode::BeforeCommit, false), (Mode::AfterCommit, true)] {
                let Some((proxy, engine, direct)) = behind::<$dialect>("prepare", 1).await? else {
                    return Ok(());
                };
                let name =
                    format!("relata {mode:?} {} {}", stringify!($dialect), std::process::id());
                let mut tx = engine.begin_two_phase(&name).await?;
                tx.execute(&add!("Ada")).await?;
                proxy.set(mode);
                let error = tx.prepare().await.unwrap_err();
                assert!(error.is_unknown_prepare() && !error.is_retryable(), "{error:?}");
                let cause = std::error::Error::source(&error);
                let cause = cause.and_then(|cause| cause.downcast_ref::<Error>());
                assert!(cause.is_some_and(Error::is_disconnect), "{error:?}");
                proxy.set(Mode::Pass);
                let prepared = direct.prepared_transactions().await?;
                assert_eq!(prepared.contains(&name), is_there, "{mode:?}: {prepared:?}");
                if is_there {
                    direct.commit_prepared(&name).await?;
                }
                let names = names_alone(&mut direct.begin().await?).await?;
                assert_eq!(names.len(), usize::from(is_there), "{mode:?}");
                engine.execute(&add!("Grace")).await?;
                all_serve(&engine, 1).await?;
                drop(engine);
                clean_up(&direct).await?;
            }
            Ok(())
        }

        #[tokio::test]
        async fn a_network_that_tears_answers() -> Result<(), Error> {
            let Some((proxy, engine, direct)) = behind::<$dialect>("tears", 2).await? else {
                return Ok(());
            };
            engine.execute(&add!("Ada")).await?;
            for bytes in $torn {
                // One that is there already.
                engine.all(&names!()).await?;
                proxy.set(Mode::Tear(bytes));
                let error = engine.all(&names!()).await.unwrap_err();
                assert!(error.is_disconnect(), "{bytes}: {error:?}");
                let mut tx = match engine.begin().await {
                    Ok(tx) => tx,
                    Err(error) => {
                        // It had to be opened, which was torn too.
                        assert!(
                            error.is_cannot_open() || error.is_disconnect(),
                            "{bytes}: {error:?}"
                        );
                        proxy.set(Mode::Pass);
                        engine.begin().await?
                    }
                };
                proxy.set(Mode::Tear(bytes));
                assert!(tx.execute(&add!("Grace")).await.unwrap_err().is_disconnect());
                proxy.set(Mode::Pass);
                drop(tx);
                assert_eq!(engine.all(&names!()).await?, ["Ada"]);
            }
            all_serve(&engine, 2).await?;
            drop(engine);
            clean_up(&direct).await
        }

        #[tokio::test]
        async fn a_network_that_stalls() -> Result<(), Error> {
            let Some((proxy, engine, direct)) = behind::<$dialect>("stalls", 2).await? else {
                return Ok(());
            };
            engine.execute(&add!("Ada")).await?;
            let since = Instant::now();
            proxy.set(Mode::Stall);
            let all = names!();
            let wait = tokio::time::timeout(Duration::from_millis(100), engine.all(&all));
            assert!(wait.await.is_err());
            // No other can be opened, which is told in time.
            for _ in 0..2 {
                let error = engine.connect().await.unwrap_err();
                assert!(error.is_pool_timeout() || error.is_cannot_open(), "{error:?}");
            }
            let first = Engine::<$dialect>::builder(&proxy.url);
            let first = first.pool_timeout(Duration::from_millis(100));
            let error = first.build().await.unwrap_err();
            assert!(error.is_cannot_open() && error.to_string().contains("100ms"), "{error:?}");
            assert!(since.elapsed() < Duration::from_secs(20));
            proxy.set(Mode::Pass);
            // Those that never came hold no place of the pool for long.
            tokio::time::sleep(PATIENCE + Duration::from_millis(100)).await;
            assert_eq!(engine.all(&names!()).await?, ["Ada"]);
            all_serve(&engine, 2).await?;
            drop(engine);
            clean_up(&direct).await
        }

        #[tokio::test]
        async fn a_server_at_its_limit() -> Result<(), Error> {
            let Some(owner) = server::<$dialect>(1).await? else { return Ok(()) };
            let Some((url, [create, remove])) = few::<$dialect>() else { return Ok(()) };
            by_hand(&owner, &create).await?;
            let engine = Engine::<$dialect>::builder(&url).pool_size(5).build().await?;
            let held = [engine.connect().await?, engine.connect().await?];
            let since = Instant::now();
            for _ in 0..3 {
                let error = engine.connect().await.unwrap_err();
                assert!(error.is_cannot_open() && error.code() == Some($full), "{error:?}");
            }
            assert!(since.elapsed() < Duration::from_secs(10));
            drop(held);
            assert_eq!(engine.all(&raw!(i32, "SELECT 1")).await?, [1]);
            engine.close(Duration::from_secs(5)).await?;
            by_hand(&owner, &remove).await?;
            clean_up(&owner).await
        }

        #[tokio::test]
        async fn a_transaction_dropped_at_each_of_its_awaits() -> Result<(), Error> {
            let Some(engine) = server::<$dialect>(2).await? else { return Ok(()) };
            let mut finished = false;
            for times in 1..200 {
                let work = async {
                    let mut tx = engine.begin().await?;
                    tx.execute(&add!("Ada")).await?;
                    let mut inner = tx.savepoint().await?;
                    inner.execute(&add!("Grace")).await?;
                    inner.commit().await?;
                    tx.all(&names!()).await?;
                    tx.commit().await
                };
                let done = poll_at_most(times, work).await;
                let mut writer = engine.begin().await?;
                // They are had once the other transaction has ended.
                let names = names_alone(&mut writer).await?;
                match done {
                    Some(done) => {
                        done?;
                        assert_eq!(names, ["Ada", "Grace"]);
                        finished = true;
                    }
                    // A COMMIT that nobody waited for may have happened.
                    None => assert!(names.is_empty() || names == ["Ada", "Grace"], "{names:?}"),
                }
                writer.execute(&delete(users::table).every_row()).await?;
                writer.commit().await?;
                if finished {
                    break;
                }
            }
            assert!(finished);
            all_serve(&engine, 2).await?;
            clean_up(&engine).await
        }

        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn a_thousand_cancelled_tasks_leave_the_pool_whole() -> Result<(), Error> {
            let Some(engine) = server::<$dialect>(5).await? else { return Ok(()) };
            cancel_many(&engine, |engine, i| async move { pair!(engine, i) }).await;
            all_serve(&engine, 5).await?;
            let rows = engine.all(&names!()).await?;
            assert!(!rows.is_empty() && rows.len() % 2 == 0, "{}", rows.len());
            clean_up(&engine).await
        }
    };
}
pub(super) use scenes;

/// Polls a future so many times at most, each time that it is woken, and drops it.
pub async fn poll_at_most<F: Future>(times: usize, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut left = times;
    poll_fn(|cx| {
        let Some(next) = left.checked_sub(1) else { return Poll::Ready(None) };
        left = next;
        let poll = future.as_mut().poll(cx).map(Some);
        match poll {
            Poll::Pending if left == 0 => Poll::Ready(None),
            poll => poll,
        }
    })
    .await
}

/// Two rows in a transaction, with a pause of the database in it.
macro_rules! pair {
    ($engine:expr, $number:expr) => {
        $engine
            .transaction(async |tx| {
                tx.execute(&add!(format!("{}a", $number))).await?;
                tokio::task::yield_now().await;
                tx.execute(&add!(format!("{}b", $number))).await?;
                Ok::<_, Error>(())
            })
            .await
    };
}
pub(super) use pair;

/// Runs a thousand tasks, most of which are cancelled on their way.
pub async fn cancel_many<D, F>(engine: &Engine<D>, work: impl Fn(Engine<D>, usize) -> F)
where
    D: relata::driver::Driver,
    F: Future<Output = Result<(), Error>> + Send + 'static,
{
    let tasks: Vec<_> = (0..1000).map(|i| tokio::spawn(work(engine.clone(), i))).collect();
    let mut random = 1_u32;
    for task in &tasks {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        if random >> 30 == 0 {
            tokio::time::sleep(Duration::from_micros(u64::from(random >> 20))).await;
        }
        if !random.is_multiple_of(8) {
            task.abort();
        }
    }
    for task in tasks {
        match task.await {
            Ok(done) => done.expect("who is not cancelled succeeds"),
            Err(error) => assert!(error.is_cancelled()),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_cancelled_tasks_on_sqlite() -> Result<(), Error> {
    for execution in BOTH {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let builder = Engine::<Sqlite>::builder(&url(&dir)).execution(execution).pool_size(5);
        let engine = set_up(builder.busy_timeout(Duration::from_secs(60))).await?;
        cancel_many(&engine, |engine, i| async move { pair!(engine, i) }).await;
        let mut held = Vec::new();
        for _ in 0..5 {
            held.push(engine.connect().await?);
        }
        for (i, connection) in held.iter_mut().enumerate() {
            connection.begin().await?.commit().await?;
            connection.execute(&add!(format!("last {i}"))).await?;
        }
        let rows = held[0].all(&names!()).await?;
        assert!(rows.len() > 5 && rows.len() % 2 == 1, "{}", rows.len());
        drop(held);
        assert_eq!(engine.pool_status().in_use, 0);
    }
    Ok(())
}
