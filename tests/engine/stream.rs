//! Rows one by one.

use std::future::poll_fn;
use std::pin::Pin;

use futures_core::Stream;
use relata::Error;
use relata::engine::Rows;
use relata::prelude::*;

use super::{BOTH, User, add, file, memory, names, on_every_database, users};

async fn next<D, O>(rows: &mut Rows<'_, D, O>) -> Option<Result<O::Row, Error>>
where
    D: relata::driver::Driver,
    O: relata::query::Output,
{
    poll_fn(|cx| Pin::new(&mut *rows).poll_next(cx)).await
}

#[tokio::test]
async fn all_rows_come_in_order() -> Result<(), Error> {
    for execution in BOTH {
        for count in [0, 1, 31, 32, 33, 255, 256, 257, 1000] {
            let engine = memory(execution).await?;
            engine.execute_many((0..count).map(|i| add!(format!("n{i}")))).await?;
            let mut tx = engine.begin().await?;
            let query = names!();
            let mut rows = tx.stream(&query);
            for i in 0..count {
                assert_eq!(next(&mut rows).await.transpose()?, Some(format!("n{i}")));
            }
            assert!(next(&mut rows).await.is_none());
            assert!(next(&mut rows).await.is_none());
            drop(rows);
            tx.execute(&add!("more")).await?;
            tx.commit().await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_stream_may_end_early() -> Result<(), Error> {
    for execution in BOTH {
        let (_dir, engine) = file(execution).await?;
        engine.execute_many((0..1000).map(|i| add!(format!("n{i}")))).await?;
        let mut connection = engine.connect().await?;
        for taken in [0, 1, 40] {
            let query = select(User).filter(users::name.ne("x".to_owned()));
            let mut rows = connection.stream(&query);
            for _ in 0..taken {
                assert!(next(&mut rows).await.is_some());
            }
            drop(rows);
            connection.execute(&add!(format!("after {taken}"))).await?;
        }
        let query = names!();
        let mut rows = connection.stream(&query);
        next(&mut rows).await;
        std::mem::forget(rows);
        connection.execute(&add!("after one that was forgotten")).await?;
        drop(connection);
        let checkpoint = raw!((i64, i64, i64), "PRAGMA wal_checkpoint(TRUNCATE)");
        assert_eq!(engine.all(&checkpoint).await?[0].0, 0);
    }
    Ok(())
}

#[tokio::test]
async fn an_error_comes_after_the_rows_before_it() -> Result<(), Error> {
    for execution in BOTH {
        let engine = memory(execution).await?;
        engine.execute_many((0..5).map(|i| add!(format!("n{i}")))).await?;
        engine.execute(&raw!((), "UPDATE users SET name = x'00' WHERE id = 4")).await?;
        let mut connection = engine.connect().await?;
        let query = names!();
        let mut rows = connection.stream(&query);
        for i in 0..3 {
            assert_eq!(next(&mut rows).await.transpose()?, Some(format!("n{i}")));
        }
        let error = next(&mut rows).await.and_then(Result::err);
        assert!(error.is_some_and(|error| error.is_decode() && error.column() == Some("name")));
        assert!(next(&mut rows).await.is_none());
        drop(rows);
        let wrong = raw!(i64, "SELECT 1 FROM nowhere");
        let error = next(&mut connection.stream(&wrong)).await.and_then(Result::err);
        assert!(error.is_some_and(|error| error.is_unknown_table()));
    }
    Ok(())
}

on_every_database!(written_rows_are_streamed_too, returning, async |engine| {
    let mut connection = engine.connect().await?;
    let rows =
        (0..20).map(|i| (users::name.set(format!("n{i}")), users::email.set(format!("e{i}"))));
    let add = insert_into(users::table).rows(rows).returning(users::id);
    let mut rows = connection.stream(&add);
    for id in 1..=20 {
        assert_eq!(next(&mut rows).await.transpose()?, Some(id));
    }
    drop(rows);
    let one = add!("one").returning(users::id);
    assert_eq!(next(&mut connection.stream(&one)).await.transpose()?, Some(21));
    assert_eq!(connection.all(&names!()).await?.len(), 21);
});

on_every_database!(a_stream_goes_to_another_thread, async |engine| {
    engine.execute(&add!("Ada")).await?;
    let task = tokio::spawn(async move {
        let mut connection = engine.connect().await?;
        let query = names!();
        let mut rows = connection.stream(&query);
        next(&mut rows).await.transpose()
    });
    assert_eq!(task.await.expect("the task ends")?.as_deref(), Some("Ada"));
});

#[tokio::test]
async fn an_engine_streams_on_a_connection_of_its_own() -> Result<(), Error> {
    for execution in BOTH {
        for count in [0, 1, 31, 32, 33, 1000] {
            let engine = memory(execution).await?;
            engine.execute_many((0..count).map(|i| add!(format!("n{i}")))).await?;
            let query = names!();
            let mut rows = engine.stream(&query);
            for i in 0..count {
                assert_eq!(rows.next().await.transpose()?, Some(format!("n{i}")));
            }
            assert!(rows.next().await.is_none());
            assert!(rows.next().await.is_none());
            drop(rows);
            // It is given back, wherever the stream ends: the pool has one connection.
            for taken in 0..3 {
                let mut rows = engine.stream(&query);
                for _ in 0..taken {
                    rows.next().await.transpose()?;
                }
                drop(rows);
                engine.execute(&add!(format!("after {taken}"))).await?;
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn an_error_on_the_way_comes_after_the_rows_before_it() -> Result<(), Error> {
    for execution in BOTH {
        let engine = memory(execution).await?;
        engine.execute_many((0..40).map(|i| add!(format!("n{i}")))).await?;
        let wrong =
            raw!(i64, "SELECT CASE WHEN id > 35 THEN name ELSE id END FROM users ORDER BY id");
        let mut rows = engine.stream(&wrong);
        let mut read = 0;
        let error = loop {
            match rows.next().await {
                Some(Ok(_)) => read += 1,
                Some(Err(error)) => break Some(error),
                None => break None,
            }
        };
        assert_eq!(read, 35);
        assert!(error.is_some_and(|error| error.is_decode()));
        assert!(rows.next().await.is_none());
    }
    Ok(())
}
