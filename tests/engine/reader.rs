//! A reader, whose connections many tasks share at the same time.

use std::collections::BTreeSet;
use std::time::Duration;

use relata::Error;
use relata::engine::Reader;
use relata::prelude::*;

use super::proxy::behind;
use super::{add, clean_up, names, posts, server, users};

/// So many users, and who reads them by so many connections.
async fn filled(connections: u32) -> Result<Option<(Engine<Postgres>, Reader<Postgres>)>, Error> {
    let Some(engine) = server(2).await? else { return Ok(None) };
    engine.execute_many((1..=100).map(|i| add!(format!("n{i}")))).await?;
    let reader = engine.reader(connections).await?;
    Ok(Some((engine, reader)))
}

/// The process that answers.
macro_rules! pid {
    () => {
        select(sql!(i32, "pg_backend_pid() + 0 * {}", users::id)).filter(users::id.eq(1))
    };
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_share_few_connections() -> Result<(), Error> {
    let Some((engine, reader)) = filled(2).await? else { return Ok(()) };
    let tasks = (0..400).map(|task: i64| {
        let reader = reader.clone();
        tokio::spawn(async move {
            let id = task % 100 + 1;
            let name = select(users::name).filter(users::id.eq(id));
            assert_eq!(reader.one_or_none(&name).await?, Some(format!("n{id}")));
            reader.one_or_none(&pid!()).await
        })
    });
    let mut processes = BTreeSet::new();
    for task in tasks.collect::<Vec<_>>() {
        processes.extend(task.await.expect("no panic")?);
    }
    assert_eq!(processes.len(), 2);
    assert_eq!(engine.pool_status().in_use, 0);
    assert_eq!(reader.all(&names!()).await?.len(), 100);
    assert_eq!(reader.first(&names!()).await?.as_deref(), Some("n1"));
    assert_eq!(reader.one(&from(users::table).select(count_rows())).await?, 100);
    assert_eq!(reader.fetch(&names!()).await?.len(), 100);
    let mut length = 0;
    reader.for_each(&names!(), |name: &str| length += name.len()).await?;
    assert_eq!(length, 9 * 2 + 90 * 3 + 4);
    clean_up(&engine).await
}

#[tokio::test]
async fn what_many_ask_travels_together() -> Result<(), Error> {
    let Some((proxy, engine, direct)) = behind("shared", 1).await? else { return Ok(()) };
    engine.execute(&add!("Ada")).await?;
    let reader = engine.reader(1).await?;
    let name = select(users::name).filter(users::id.eq(1));
    reader.one_or_none(&name).await?;
    let before = proxy.turns();
    let tasks = (0..50).map(|_| {
        let reader = reader.clone();
        tokio::spawn(async move {
            reader.one_or_none(&select(users::name).filter(users::id.eq(1))).await
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        assert_eq!(task.await.expect("no panic")?.as_deref(), Some("Ada"));
    }
    assert!(proxy.turns() - before <= 5, "{}", proxy.turns() - before);
    clean_up(&direct).await
}

#[tokio::test]
async fn an_error_concerns_no_other() -> Result<(), Error> {
    let Some((engine, reader)) = filled(1).await? else { return Ok(()) };
    let tasks = (1..=100_i64).map(|id| {
        let reader = reader.clone();
        tokio::spawn(async move {
            let inverse = select(sql!(i64, "100 / ({} % 3)", users::id));
            reader.one_or_none(&inverse.filter(users::id.eq(id))).await
        })
    });
    for (task, id) in tasks.collect::<Vec<_>>().into_iter().zip(1_i64..) {
        match task.await.expect("no panic") {
            Ok(found) => assert_eq!(found, Some(100 / (id % 3))),
            Err(error) => assert!(id % 3 == 0 && error.code() == Some("22012"), "{error:?}"),
        }
    }
    clean_up(&engine).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cancelled_tasks_leave_the_others_their_answers() -> Result<(), Error> {
    let Some((engine, reader)) = filled(2).await? else { return Ok(()) };
    let tasks: Vec<_> = (0..1000_i64)
        .map(|task| {
            let reader = reader.clone();
            tokio::spawn(async move {
                let id = task % 100 + 1;
                let name = select(users::name).filter(users::id.eq(id));
                assert_eq!(reader.one_or_none(&name).await?, Some(format!("n{id}")));
                Ok::<_, Error>(())
            })
        })
        .collect();
    for (task, number) in tasks.iter().zip(0_u32..) {
        if number % 50 == 0 {
            tokio::time::sleep(Duration::from_micros(200)).await;
        }
        if number % 3 > 0 {
            task.abort();
        }
    }
    for task in tasks {
        match task.await {
            Ok(done) => done?,
            Err(error) => assert!(error.is_cancelled()),
        }
    }
    assert_eq!(reader.all(&names!()).await?.len(), 100);
    clean_up(&engine).await
}

#[tokio::test]
async fn a_connection_that_broke_is_opened_again() -> Result<(), Error> {
    let Some((engine, reader)) = filled(1).await? else { return Ok(()) };
    let before = reader.one_or_none(&pid!()).await?.expect("a row");
    let slow = sql!(i64, "{} + (SELECT 1 FROM (SELECT pg_sleep(60)) AS later)", users::id);
    let slow = select(slow).filter(users::id.eq(1));
    let name = select(users::name).filter(users::id.eq(1));
    // Whoever waits behind what is slow is told of the end, too.
    let pause = || tokio::time::sleep(Duration::from_millis(50));
    let later = async {
        pause().await;
        reader.one_or_none(&name).await
    };
    let kill = async {
        pause().await;
        pause().await;
        engine.all(&raw!(bool, "SELECT pg_terminate_backend({}, 9000)", before)).await
    };
    let (slow, behind, killed) = tokio::join!(reader.one_or_none(&slow), later, kill);
    assert_eq!(killed?, [true]);
    for error in [slow.unwrap_err(), behind.map(drop).unwrap_err()] {
        assert!(error.is_disconnect(), "{error:?}");
    }
    let after = reader.one_or_none(&pid!()).await?.expect("a row");
    assert_ne!(before, after);
    engine.close(Duration::from_secs(5)).await?;
    assert!(reader.one_or_none(&name).await.unwrap_err().is_closed());
    Ok(())
}

#[tokio::test]
async fn its_connections_end_with_the_engine() -> Result<(), Error> {
    let Some((engine, reader)) = filled(2).await? else { return Ok(()) };
    let mut processes = BTreeSet::new();
    for _ in 0..2 {
        processes.extend(reader.one_or_none(&pid!()).await?);
    }
    assert_eq!(processes.len(), 2);
    let Some(others) = server(1).await? else { return Ok(()) };
    let left = raw!(
        i64,
        "SELECT count(*) FROM pg_stat_activity WHERE pid = ANY({})",
        value(processes.into_iter().collect::<Vec<_>>())
    );
    assert_eq!(others.all(&left).await?, [2]);
    // What somebody waits for is answered before.
    let slow = sql!(i64, "{} + (SELECT 0 FROM (SELECT pg_sleep(0.2)) AS later)", users::id);
    let slow = select(slow).filter(users::id.eq(1));
    let (answer, closed) = tokio::join!(reader.one_or_none(&slow), async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        engine.close(Duration::from_secs(5)).await
    });
    assert_eq!((answer?, closed?), (Some(1), ()));
    let gone = async {
        while others.all(&left).await? != [0] {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok::<_, Error>(())
    };
    tokio::time::timeout(Duration::from_secs(20), gone).await.expect("they end")?;
    assert!(reader.all(&names!()).await.unwrap_err().is_closed());
    clean_up(&others).await
}

#[tokio::test]
async fn what_does_more_than_read_is_refused() -> Result<(), Error> {
    let Some((engine, reader)) = filled(1).await? else { return Ok(()) };
    let set = select(sql!(String, "set_config('x.y', {}, FALSE)", users::name));
    let refused = reader.all(&set).await.unwrap_err();
    assert!(refused.to_string().contains("change its session"), "{refused}");
    // A view may write, of which the type says nothing.
    let view = "DROP TABLE posts; CREATE VIEW posts AS SELECT nextval('users_id_seq') AS id";
    engine.connect().await?.client().batch_execute(view).await.expect("it is right");
    assert_eq!(engine.all(&select(posts::id)).await?, [101]);
    assert!(reader.all(&select(posts::id)).await.unwrap_err().is_read_only());
    assert_eq!(reader.all(&names!()).await?.len(), 100);
    clean_up(&engine).await
}

#[tokio::test]
async fn an_outdated_statement_is_prepared_again() -> Result<(), Error> {
    let Some((engine, reader)) = filled(1).await? else { return Ok(()) };
    for of in ["varchar(60)", "varchar(70)", "text"] {
        assert_eq!(reader.all(&names!()).await?.len(), 100);
        let alter = format!("ALTER TABLE users ALTER name TYPE {of}");
        engine.connect().await?.client().batch_execute(&alter).await.expect("it is right");
        let tasks = [reader.clone(), reader.clone(), reader.clone()];
        let tasks = tasks.map(|reader| tokio::spawn(async move { reader.all(&names!()).await }));
        for task in tasks {
            assert_eq!(task.await.expect("no panic")?.len(), 100);
        }
    }
    clean_up(&engine).await
}

#[tokio::test]
async fn behind_a_pooler_nothing_by_hand_runs() -> Result<(), Error> {
    let Some(url) = super::database::postgres("public") else { return Ok(()) };
    let one = raw!(read i64, "SELECT 1");
    for (prepared, is_taken) in [("named", true), ("unnamed", false)] {
        let engine = Engine::<Postgres>::open(&format!("{url}&prepared={prepared}")).await?;
        let reader = engine.reader(1).await?;
        assert_eq!(reader.all(&one).await.is_ok(), is_taken, "{prepared}");
        assert_eq!(engine.read_only().all(&one).await?, [1]);
    }
    Ok(())
}
