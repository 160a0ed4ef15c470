//! What PostgreSQL alone has or does otherwise.

use std::time::{Duration, Instant};

use relata::Error;
use relata::engine::Isolation;
use relata::prelude::*;
use relata::query::notify::notify;

use super::{add, clean_up, database, names, posts, server, users};

#[tokio::test]
async fn an_outdated_statement_is_prepared_again() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.execute(&raw!((), "CREATE TABLE t AS SELECT 1::bigint AS a")).await?;
    let all = raw!(i64, "SELECT * FROM t");
    assert_eq!(engine.all(&all).await?, [1]);
    engine.execute(&raw!((), "ALTER TABLE t ALTER COLUMN a TYPE integer")).await?;
    assert_eq!(engine.all(&all).await?, [1]);

    // In a transaction it is an error, after which running it again helps.
    engine.execute(&raw!((), "ALTER TABLE t ALTER COLUMN a TYPE bigint")).await?;
    let mut tx = engine.begin().await?;
    let error = tx.all(&all).await.unwrap_err();
    assert!(error.is_retryable(), "{error:?}");
    tx.rollback().await?;
    let mut tx = engine.begin().await?;
    assert_eq!(tx.all(&all).await?, [1]);
    tx.commit().await?;
    engine.execute(&raw!((), "DEALLOCATE ALL")).await?;
    assert_eq!(engine.all(&all).await?, [1]);

    // What is written by hand runs in a transaction where it may only read.
    let (reads, read) = (engine.read_only(), raw!(read i64, "SELECT * FROM t"));
    assert_eq!(reads.all(&read).await?, [1]);
    engine.execute(&raw!((), "ALTER TABLE t ALTER COLUMN a TYPE integer")).await?;
    assert!(reads.all(&read).await.unwrap_err().is_retryable());
    assert_eq!(reads.all(&read).await?, [1]);
    clean_up(&engine).await
}

#[tokio::test]
async fn a_statement_that_cannot_be_sent_commits_nothing() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    let path = raw!(String, "SELECT current_setting('search_path')");
    let schema = engine.all(&path).await?.remove(0);
    let url = database::postgres(&schema).expect("there is a server");
    let pooled = Engine::<Postgres>::builder(&format!("{url}&prepared=unnamed")).pool_size(1);
    for engine in [&engine, &pooled.build().await?] {
        let mut tx = engine.begin().await?;
        tx.execute(&add!("Ada")).await?;
        assert!(tx.commit_with(&raw!((), "SELECT 1 -- \0")).await.is_err());
        assert_eq!(engine.all(&names!()).await?.len(), 0);
        let mut tx = engine.begin().await?;
        let mut inner = tx.savepoint().await?;
        inner.execute(&add!("Ada")).await?;
        assert!(inner.commit_with(&raw!((), "SELECT 1 -- \0")).await.is_err());
        tx.commit().await?;
        assert_eq!(engine.all(&names!()).await?.len(), 0);
    }
    clean_up(&engine).await
}

#[tokio::test]
async fn a_transaction_that_has_failed_is_not_committed() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.execute(&add!("Ada")).await?;
    let mut tx = engine.begin().await?;
    tx.execute(&add!("Grace")).await?;
    assert!(tx.execute(&add!("Ada")).await.unwrap_err().is_unique_violation());
    assert!(tx.execute(&add!("Alan")).await.unwrap_err().is_lost_transaction());
    assert!(tx.commit().await.unwrap_err().is_lost_transaction());
    assert_eq!(engine.all(&names!()).await?, ["Ada"]);

    // Nor is one of which nobody has seen that it failed.
    let mut tx = engine.begin().await?;
    tx.execute(&add!("Grace")).await?;
    let wrong = raw!((), "SELECT 1 / (random() * 0)::int FROM (SELECT pg_sleep(0.2)) AS later");
    let wait = tokio::time::timeout(Duration::from_millis(20), tx.execute(&wrong));
    assert!(wait.await.is_err());
    assert!(tx.commit().await.unwrap_err().is_lost_transaction());
    assert_eq!(engine.all(&names!()).await?, ["Ada"]);

    // A savepoint can be undone, and the transaction goes on.
    let mut tx = engine.begin().await?;
    let mut inner = tx.savepoint().await?;
    assert!(inner.execute(&add!("Ada")).await.is_err());
    assert!(inner.commit().await.unwrap_err().is_lost_transaction());
    tx.execute(&add!("Grace")).await?;
    tx.commit().await?;
    assert_eq!(engine.all(&names!()).await?, ["Ada", "Grace"]);
    clean_up(&engine).await
}

#[tokio::test]
async fn a_commit_that_is_refused_rolls_back() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    let defer = raw!(
        (),
        "ALTER TABLE posts ADD CONSTRAINT later FOREIGN KEY (author_id) REFERENCES users
         INITIALLY DEFERRED, DROP CONSTRAINT fk_posts_author_id_users"
    );
    engine.execute(&defer).await?;
    let mut tx = engine.begin().await?;
    tx.execute(&add!("Ada")).await?;
    let orphan = (posts::author_id.set(99), posts::title.set("Notes"));
    tx.execute(&insert_into(posts::table).values(orphan)).await?;
    let error = tx.commit().await.unwrap_err();
    assert!(error.is_foreign_key_violation());
    assert_eq!(error.constraint(), Some("later"));
    assert_eq!(engine.all(&names!()).await?, <[String; 0]>::default());
    clean_up(&engine).await
}

#[tokio::test]
async fn a_read_only_transaction_takes_no_writes() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.execute(&add!("Ada")).await?;
    let mut tx = engine.begin_read_only().await?;
    // As a function may do, of which the type says nothing.
    let hidden = select(sql!(i64, "{} + nextval('users_id_seq')", users::id));
    assert!(tx.all(&hidden).await.unwrap_err().is_read_only());
    tx.rollback().await?;
    let mut tx = engine.begin_with(Isolation::Serializable).await?;
    let level = raw!(String, "SELECT current_setting('transaction_isolation')");
    assert_eq!(tx.all(&level).await?, ["serializable"]);
    tx.commit().await?;
    clean_up(&engine).await
}

#[tokio::test]
async fn transactions_that_cannot_be_put_in_order_run_again() -> Result<(), Error> {
    let Some(engine) = server(2).await? else { return Ok(()) };
    engine.execute(&add!("Ada")).await?;
    let visits = || from(users::table).select(sum(users::visits));
    let more = || update(users::table).set(users::visits.set(users::visits + 1)).every_row();
    let mut first = engine.begin_with(Isolation::Serializable).await?;
    let mut second = engine.begin_with(Isolation::Serializable).await?;
    first.one(&visits()).await?;
    second.one(&visits()).await?;
    first.execute(&more()).await?;
    first.commit().await?;
    let error = second.execute(&more()).await.unwrap_err();
    assert!(error.is_retryable(), "{error:?}");
    assert_eq!(error.code(), Some("40001"));
    drop(second);
    engine.retry(3).serializable(async move |tx| tx.execute(&more()).await).await?;
    assert_eq!(engine.one(&visits()).await?, Some(2));
    clean_up(&engine).await
}

#[tokio::test]
async fn a_lock_that_another_transaction_holds_is_told_apart() -> Result<(), Error> {
    let Some(engine) = server(2).await? else { return Ok(()) };
    engine.execute_many(["Ada", "Grace"].map(|name| add!(name))).await?;
    let lock = |id: i64| select(users::id).filter(users::id.eq(id)).for_update();
    let mut first = engine.begin().await?;
    first.one(&lock(1)).await?;
    let mut second = engine.begin().await?;
    let at_once = select(users::id).filter(users::id.eq(1)).for_update().no_wait();
    assert!(second.one(&at_once).await.unwrap_err().is_timeout());
    drop(second);

    // Each waits for the other, and one of the two is told.
    let mut second = engine.begin().await?;
    second.one(&lock(2)).await?;
    let (ada, grace) = (lock(1), lock(2));
    let (one, other) = tokio::join!(
        async {
            let done = first.one(&grace).await;
            drop(first);
            done
        },
        async {
            let done = second.one(&ada).await;
            drop(second);
            done
        },
    );
    let error = one.err().or(other.err());
    assert!(error.is_some_and(|error| error.is_retryable() && error.code() == Some("40P01")));
    clean_up(&engine).await
}

#[tokio::test]
async fn a_statement_that_takes_too_long_is_interrupted() -> Result<(), Error> {
    let Some(url) = database::postgres("public") else { return Ok(()) };
    let engine = Engine::<Postgres>::builder(&url).statement_timeout(Duration::from_millis(50));
    let engine = engine.build().await?;
    let since = Instant::now();
    let long = raw!(i32, "SELECT 1 FROM (SELECT pg_sleep(60)) AS later");
    assert!(engine.all(&long).await.unwrap_err().is_interrupted());
    assert!(since.elapsed() < Duration::from_secs(30));
    Ok(())
}

#[tokio::test]
async fn a_running_statement_can_be_stopped() -> Result<(), Error> {
    let Some(url) = database::postgres("public") else { return Ok(()) };
    let engine = Engine::<Postgres>::open(&url).await?;
    let mut connection = engine.connect().await?;
    let interrupter = connection.interrupter();
    let stop = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(50)).await;
        interrupter.interrupt();
    });
    let long = raw!(i32, "SELECT 1 FROM (SELECT pg_sleep(60)) AS later");
    assert!(connection.all(&long).await.unwrap_err().is_interrupted());
    stop.await.expect("the task ends");
    assert_eq!(connection.all(&raw!(i32, "SELECT 1")).await?, [1]);
    Ok(())
}

#[tokio::test]
async fn a_statement_that_nobody_waits_for_holds_up_nobody_else() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    let since = Instant::now();
    let long = raw!(i32, "SELECT 1 FROM (SELECT pg_sleep(60)) AS later");
    let wait = tokio::time::timeout(Duration::from_millis(50), engine.all(&long));
    assert!(wait.await.is_err());
    engine.execute(&add!("Ada")).await?;
    {
        let mut tx = engine.begin().await?;
        tx.execute(&add!("Grace")).await?;
        let wait = tokio::time::timeout(Duration::from_millis(50), tx.all(&long));
        assert!(wait.await.is_err());
    }
    assert_eq!(engine.all(&names!()).await?, ["Ada"]);
    let many = raw!(i32, "SELECT generate_series(1, 10000000)");
    let mut rows = engine.stream(&many);
    assert_eq!(rows.next().await.transpose()?, Some(1));
    drop(rows);
    assert_eq!(engine.all(&names!()).await?, ["Ada"]);
    assert!(since.elapsed() < Duration::from_secs(30));
    clean_up(&engine).await
}

#[tokio::test]
async fn a_connection_that_the_server_has_closed_is_replaced() -> Result<(), Error> {
    let Some(engine) = server(2).await? else { return Ok(()) };
    let pid = raw!(i32, "SELECT pg_backend_pid()");
    let mut connection = engine.connect().await?;
    let closed = connection.all(&pid).await?;
    let other = engine.connect().await?;
    drop(connection);
    // The latest used is taken first.
    let mut end = other;
    end.execute(&raw!((), "SELECT pg_terminate_backend({})", value(closed[0]))).await?;
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_ne!(engine.all(&pid).await?, closed);

    let mut connection = engine.connect().await?;
    let closed = connection.all(&pid).await?;
    end.execute(&raw!((), "SELECT pg_terminate_backend({})", value(closed[0]))).await?;
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(connection.all(&pid).await.unwrap_err().is_disconnect());
    drop((connection, end));
    assert_eq!(engine.all(&pid).await?.len(), 1);
    clean_up(&engine).await
}

#[tokio::test]
async fn errors_hold_no_values() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.execute(&add!("s3cret")).await?;
    let unique = engine.execute(&add!("s3cret")).await.unwrap_err();
    let number = raw!(i64, "SELECT {}::bigint", value("s3cret".to_owned()));
    let number = engine.all(&number).await.unwrap_err();
    for error in [unique, number] {
        assert!(!format!("{error} {error:?} {:?}", error.sql()).contains("s3cret"), "{error:?}");
    }
    clean_up(&engine).await
}

#[tokio::test]
async fn wrong_texts_are_told_apart() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    let syntax = engine.all(&raw!(i64, "SELEC 1")).await.unwrap_err();
    assert!(syntax.is_syntax() && !syntax.is_unknown_table());
    assert_eq!((syntax.sql(), syntax.code()), (Some("SELEC 1"), Some("42601")));
    let table = engine.all(&raw!(i64, "SELECT 1 FROM nowhere")).await.unwrap_err();
    assert!(table.is_unknown_table());
    assert_eq!(table.table(), Some("nowhere"));
    let column = engine.all(&raw!(i64, "SELECT u.nonsense FROM users u")).await.unwrap_err();
    assert!(column.is_unknown_column(), "{column}");
    assert_eq!((column.table(), column.column()), (Some("u"), Some("nonsense")));
    let two = engine.all(&raw!(i64, "SELECT 1; SELECT 2")).await.unwrap_err();
    assert!(two.is_syntax());
    let width = engine.all(&raw!((i64, i64), "SELECT 1")).await.unwrap_err();
    assert_eq!(width.to_string(), "the statement has 1 columns, and its row type 2");
    clean_up(&engine).await
}

#[tokio::test]
async fn who_may_not_or_cannot_is_told() -> Result<(), Error> {
    let Some(url) = database::postgres("public") else { return Ok(()) };
    let none = Engine::<Postgres>::open("postgres://localhost:1/app").await.unwrap_err();
    assert!(none.is_cannot_open(), "{none:?}");
    let (place, query) = url.split_once('?').expect("parameters");
    let (place, _) = place.rsplit_once('/').expect("a database");
    let missing = Engine::<Postgres>::open(&format!("{place}/no_such_database?{query}")).await;
    assert!(missing.unwrap_err().is_cannot_open());
    Ok(())
}

#[tokio::test]
async fn a_transaction_dropped_at_any_time_is_rolled_back() -> Result<(), Error> {
    let Some(engine) = server(2).await? else { return Ok(()) };
    for times in 0..60 {
        let work = async {
            let mut tx = engine.begin().await?;
            tx.execute(&add!("Ada")).await?;
            let mut inner = tx.savepoint().await?;
            inner.execute(&add!("Grace")).await?;
            inner.commit().await?;
            tx.commit().await
        };
        let done = tokio::time::timeout(Duration::from_micros(times * 40), work).await;
        let mut writer = engine.begin().await?;
        // A lock of the table is had once the other transaction has ended.
        writer.execute(&raw!((), "LOCK TABLE users IN ACCESS EXCLUSIVE MODE")).await?;
        let names = writer.all(&names!()).await?;
        match done {
            Ok(done) => {
                done?;
                assert_eq!(names, ["Ada", "Grace"]);
            }
            // A COMMIT that nobody waited for may have happened.
            Err(_) => assert!(names.is_empty() || names == ["Ada", "Grace"], "{names:?}"),
        }
        writer.execute(&delete(users::table).every_row()).await?;
        writer.commit().await?;
    }
    clean_up(&engine).await
}

#[tokio::test]
async fn other_refusals_are_told_apart() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    let create = raw!(
        (),
        "CREATE TABLE stays (during int4range, CONSTRAINT alone EXCLUDE USING gist (during WITH &&))"
    );
    engine.execute(&create).await?;
    engine.execute(&raw!((), "INSERT INTO stays VALUES ('[1,5)')")).await?;
    let overlap = engine.execute(&raw!((), "INSERT INTO stays VALUES ('[4,6)')")).await;
    let overlap = overlap.unwrap_err();
    assert!(overlap.is_exclusion_violation(), "{overlap:?}");
    let about = (overlap.constraint(), overlap.table(), overlap.column());
    assert_eq!(about, (Some("alone"), Some("stays"), Some("during")));

    let mut tx = engine.begin().await?;
    tx.execute(&raw!((), "SET LOCAL ROLE pg_monitor")).await?;
    let secrets = raw!(String, "SELECT rolpassword FROM pg_authid");
    assert!(tx.all(&secrets).await.unwrap_err().is_permission());
    drop(tx);
    clean_up(&engine).await
}

#[test]
fn it_runs_without_async() -> Result<(), Error> {
    use relata::blocking::{self, Executor as _};

    let Some(url) = database::postgres("pg_temp") else { return Ok(()) };
    let builder = Engine::<Postgres>::builder(&url).pool_size(2);
    let engine = blocking::Engine::build(builder)?;
    let mut connection = engine.connect()?;
    connection.execute(&raw!((), "CREATE TEMPORARY TABLE t (a bigint)"))?;
    let add = raw!((), "INSERT INTO t VALUES (1), (2)");
    let all = raw!(i64, "SELECT a FROM t ORDER BY a");
    let mut tx = connection.begin()?;
    assert_eq!(tx.execute(&add)?, 2);
    tx.commit()?;
    assert_eq!(connection.begin()?.execute(&add)?, 2);
    assert_eq!(connection.all(&all)?, [1, 2]);
    let streamed = connection.stream(&all).collect::<Result<Vec<_>, _>>()?;
    assert_eq!(streamed, [1, 2]);

    // What nobody commits is rolled back at once, and not with the next call.
    let other = engine.connect()?;
    let mut tx = connection.begin()?;
    let lock = raw!((), "SELECT pg_advisory_xact_lock(4711)");
    tx.execute(&lock)?;
    drop(tx);
    let mut other = other;
    other.execute(&raw!((), "SET lock_timeout = '10s'"))?;
    other.execute(&lock)?;
    Ok(())
}

#[tokio::test]
async fn who_listens_hears_what_is_notified() -> Result<(), Error> {
    let Some(engine) = server(2).await? else { return Ok(()) };
    let channel = format!("Odd \"{}\"", std::process::id());
    let mut listener = engine.listen(&[&channel]).await?;
    let other = format!("other {}", std::process::id());
    engine.execute(&notify(other.as_str(), "unheard")).await?;
    engine.execute(&notify(channel.as_str(), "one")).await?;
    let mut tx = engine.begin().await?;
    tx.execute(&notify(channel.as_str(), "undone")).await?;
    tx.rollback().await?;
    let mut tx = engine.begin().await?;
    tx.execute(&notify(channel.as_str(), "two")).await?;
    tx.execute(&notify(channel.as_str(), "")).await?;
    tx.commit().await?;
    for payload in ["one", "two", ""] {
        let heard = listener.next().await?;
        assert_eq!((heard.channel.as_str(), heard.payload.as_str()), (channel.as_str(), payload));
    }

    listener.listen(&other).await?;
    listener.unlisten(&channel).await?;
    engine.execute(&notify(channel.as_str(), "unheard")).await?;
    engine.execute(&notify(other.as_str(), "three")).await?;
    assert_eq!(listener.next().await?.payload, "three");
    for wrong in ["", "a\0", &"a".repeat(64)] {
        assert!(listener.listen(wrong).await.is_err());
    }

    // A server that ends the connection is an error, and the end.
    engine.execute(&notify(other.as_str(), "last")).await?;
    let last = listener.next().await?;
    assert_eq!(last.payload, "last");
    let kill = raw!(
        bool,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'UNLISTEN \"Odd%' || {} || '%'",
        std::process::id().to_string()
    );
    assert_eq!(engine.all(&kill).await?, [true]);
    assert!(listener.next().await.unwrap_err().is_disconnect());
    assert!(listener.next().await.unwrap_err().is_disconnect());
    clean_up(&engine).await
}
