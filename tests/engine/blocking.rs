//! The interface without `.await`.

use std::time::{Duration, Instant};

use relata::Error;
use relata::blocking::{self, Executor as _};
use relata::prelude::*;

use super::{BOTH, User, add, blog, names, url, users};

fn file(
    dir: &tempfile::TempDir,
    execution: relata::engine::Execution,
) -> Result<blocking::Engine<Sqlite>, Error> {
    let builder = Engine::builder(&url(dir)).execution(execution);
    let engine = blocking::Engine::build(builder.busy_timeout(Duration::from_millis(200)))?;
    engine.create_all::<blog>()?;
    Ok(engine)
}

#[test]
fn it_has_the_same_verbs() -> Result<(), Error> {
    for execution in BOTH {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let engine = file(&dir, execution)?;
        assert_eq!(engine.execute(&add!("Ada"))?, 1);
        let rows =
            (0..40).map(|i| (users::name.set(format!("n{i}")), users::email.set(format!("e{i}"))));
        assert_eq!(engine.execute(&insert_into(users::table).rows(rows))?, 40);
        let ada = select(User).filter(users::id.eq(1));
        assert_eq!(engine.one(&ada)?.name, "Ada");
        assert!(engine.one(&select(User).filter(users::id.eq(99))).unwrap_err().is_not_found());
        assert_eq!(engine.first(&names!())?.as_deref(), Some("Ada"));
        assert_eq!(engine.fetch(&from(users::table).select(count_rows()))?, 41);

        let streamed = names!();
        let mut rows = engine.stream(&streamed);
        assert_eq!(rows.next().transpose()?.as_deref(), Some("Ada"));
        assert_eq!(rows.collect::<Result<Vec<_>, _>>()?.len(), 40);

        let mut connection = engine.connect()?;
        assert_eq!(connection.one_or_none(&ada)?.map(|user| user.id), Some(1));
        let streamed = names!();
        let streamed = connection.stream(&streamed).collect::<Result<Vec<_>, _>>()?;
        assert_eq!(streamed, connection.all(&names!())?);
        let mut seen = 0;
        connection.for_each(&names!(), |name: &str| seen += name.len())?;
        assert_eq!(seen, streamed.iter().map(String::len).sum::<usize>());

        let mut tx = connection.begin()?;
        tx.execute(&add!("Grace"))?;
        let mut inner = tx.savepoint()?;
        inner.execute(&add!("Edsger"))?;
        inner.rollback()?;
        tx.commit()?;
        drop(connection.begin_read_only()?);
        drop(connection);
        let refused = engine.transaction(|tx| {
            tx.execute(&add!("Alan"))?;
            tx.execute(&add!("Ada"))
        });
        assert!(refused.unwrap_err().is_unique_violation());
        let mut reader = engine.begin_read_only()?;
        assert_eq!(reader.all(&names!())?.last().map(String::as_str), Some("Grace"));
        reader.commit()?;
        assert_eq!(engine.execute_many([add!("Barbara"), add!("Frances")])?, 2);
    }
    Ok(())
}

#[test]
fn many_rows_are_read_to_the_end() -> Result<(), Error> {
    for execution in BOTH {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let engine = file(&dir, execution)?;
        let rows = (0..2000)
            .map(|i| (users::name.set(format!("n{i}")), users::email.set(format!("e{i}"))));
        engine.execute(&insert_into(users::table).rows(rows))?;
        assert_eq!(engine.all(&names!())?.len(), 2000);
        let mut connection = engine.connect()?;
        assert_eq!(connection.stream(&names!()).filter_map(Result::ok).count(), 2000);
    }
    Ok(())
}

#[test]
fn it_waits_for_locks_and_connections() -> Result<(), Error> {
    for execution in BOTH {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let engine = file(&dir, execution)?;
        let tx = engine.begin()?;
        let since = Instant::now();
        assert!(engine.execute(&add!("Ada")).unwrap_err().is_timeout());
        assert!(since.elapsed() >= Duration::from_millis(200));
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| engine.execute(&add!("Grace")));
            std::thread::sleep(Duration::from_millis(20));
            drop(tx);
            waiting.join().expect("no panic").map(|added| assert_eq!(added, 1))
        })?;

        let pool = blocking::Engine::<Sqlite>::build(
            Engine::builder("sqlite::memory:").pool_timeout(Duration::from_millis(50)),
        )?;
        let held = pool.connect()?;
        assert!(pool.connect().is_err_and(|error| error.is_pool_timeout()));
        assert_eq!(pool.pool_status().in_use, 1);
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| pool.connect().map(drop));
            std::thread::sleep(Duration::from_millis(10));
            drop(held);
            waiting.join().expect("no panic")
        })?;
    }
    Ok(())
}

#[test]
fn many_threads_share_an_engine() -> Result<(), Error> {
    for execution in BOTH {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let builder = Engine::builder(&url(&dir)).execution(execution).pool_size(2);
        let engine = blocking::Engine::build(builder)?;
        engine.create_all::<blog>()?;
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..6)
                .map(|thread| {
                    let engine = engine.clone();
                    scope.spawn(move || {
                        (0..10).try_for_each(|i| {
                            engine.execute(&add!(format!("{thread}-{i}"))).map(drop)
                        })
                    })
                })
                .collect();
            threads.into_iter().try_for_each(|thread| thread.join().expect("no panic"))
        })?;
        assert_eq!(engine.all(&names!())?.len(), 60);
    }
    Ok(())
}

#[tokio::test]
async fn inside_an_async_runtime_it_is_an_error() {
    let error = blocking::Engine::<Sqlite>::open("sqlite::memory:").map(drop).unwrap_err();
    assert!(error.is_blocking());
    let engine = std::thread::spawn(|| blocking::Engine::<Sqlite>::open("sqlite::memory:"));
    let engine = engine.join().expect("no panic").expect("it opens");
    assert!(engine.connect().is_err_and(|error| error.is_blocking()));
    assert!(engine.all(&raw!(i64, "SELECT 1")).is_err_and(|error| error.is_blocking()));
    // Dropping it here is no error.
}

#[test]
fn work_runs_again_where_that_may_help() -> Result<(), Error> {
    for execution in BOTH {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let engine = file(&dir, execution)?;
        let runs = std::cell::Cell::new(0);
        let found = engine.retry(3).with(relata::engine::Isolation::Default, |tx| {
            let before = tx.all(&names!())?.len();
            runs.set(runs.get() + 1);
            if runs.get() < 3 {
                return Err(Again(true));
            }
            tx.execute(&add!("Ada"))?;
            Ok(before)
        });
        assert_eq!((found.ok(), runs.get()), (Some(0), 3));
        let times = std::cell::Cell::new(0);
        let refused: Result<(), Again> = engine.retry(3).serializable(|_| {
            times.set(times.get() + 1);
            Err(Again(false))
        });
        assert!(refused.is_err());
        assert_eq!(times.get(), 1);
        let refused: Result<(), Again> = engine.retry(2).serializable(|tx| {
            tx.execute(&add!("Grace"))?;
            Err(Again(true))
        });
        assert!(refused.is_err());
        assert_eq!(engine.all(&names!())?, ["Ada"]);
    }
    Ok(())
}

#[derive(Debug)]
struct Again(bool);

impl From<Error> for Again {
    fn from(error: Error) -> Self {
        Self(error.is_retryable())
    }
}

impl relata::engine::Retryable for Again {
    fn is_retryable(&self) -> bool {
        self.0
    }
}

#[test]
fn a_stream_waits_for_a_connection_too() -> Result<(), Error> {
    let builder = Engine::<Sqlite>::builder("sqlite::memory:");
    let engine = blocking::Engine::build(builder.pool_timeout(Duration::from_millis(30)))?;
    let held = engine.connect()?;
    let one = raw!(i64, "SELECT 1");
    assert!(engine.stream(&one).next().is_some_and(|row| row.is_err_and(|e| e.is_timeout())));
    drop(held);
    assert_eq!(engine.stream(&one).collect::<Result<Vec<_>, _>>()?, [1]);
    Ok(())
}

#[test]
fn the_engine_has_the_same_names_here() -> Result<(), Error> {
    for execution in BOTH {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let builder = Engine::<Sqlite>::builder(&url(&dir)).execution(execution);
        let engine = blocking::Engine::build(builder.pool_size(2).max_overflow(1))?;
        engine.create_all::<blog>()?;
        engine.warm_up(2)?;
        assert_eq!(engine.pool_status().idle, 2);
        let mut connection = engine.connect()?;
        connection.transaction(|tx| tx.execute(&add!("Ada")))?;
        connection.tag("app", "shop");
        let recording = engine.record();
        let refused = connection.transaction(|tx| {
            tx.execute(&add!("Grace"))?;
            tx.execute(&add!("Ada"))
        });
        let error = refused.unwrap_err();
        assert!(error.sql().is_some_and(|sql| sql.ends_with(" /*app='shop'*/")));
        recording.assert_count(2);
        drop(connection);
        let reader = engine.read_only();
        assert_eq!(relata::assert_queries!(reader, 1, reader.all(&names!())?), ["Ada"]);
        let held = reader.connect()?;
        assert!(engine.close(Duration::from_millis(10)).unwrap_err().is_pool_timeout());
        drop(held);
        engine.close(Duration::from_secs(5))?;
        assert!(reader.all(&names!()).unwrap_err().is_closed());
    }
    Ok(())
}
