//! Behind a pooler that gives each transaction another connection: nothing may rest on what a connection keeps.

use std::collections::BTreeSet;

use relata::Error;
use relata::engine::Isolation;
use relata::prelude::*;

use super::database;

table! {
    #[table(schema = "relata_pooler")]
    pub people as Person {
        #[primary_key, identity] id: i64,
        #[unique] name: String,
        #[default(0)] visits: i64,
    }
}
table! {
    #[table(schema = "relata_pooler")]
    pub letters as Letter {
        #[primary_key, identity] id: i64,
        #[references(people::id)] person_id: i64,
        text: String,
    }
}
schema! { pub shared: people, letters }

/// Connections that the pooler has to the server, see `tests/servers.sh`.
const BEHIND: u32 = 3;

macro_rules! add {
    ($name:expr) => {
        insert_into(people::table).values(people::name.set($name))
    };
}
macro_rules! names {
    () => {
        select(people::name).order_by(people::id)
    };
}
macro_rules! process {
    () => {
        select_values(sql!(i32, "pg_backend_pid()"))
    };
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_rests_on_a_connection() -> Result<(), Error> {
    let Some(url) = database::postgres_pooler() else { return Ok(()) };
    let engine = Engine::<Postgres>::builder(&format!("{url}&prepared=unnamed"));
    let engine = engine.pool_size(4 * BEHIND).build().await?;
    engine.execute(&raw!((), "DROP SCHEMA IF EXISTS relata_pooler CASCADE")).await?;
    engine.execute(&raw!((), "CREATE SCHEMA relata_pooler")).await?;
    engine.create_all::<shared>().await?;
    many_write_and_read(&engine).await?;
    words_end_with_their_transaction(&engine).await?;
    a_session_flushes(&engine).await?;
    engine.execute(&raw!((), "DROP SCHEMA relata_pooler CASCADE")).await?;
    Ok(())
}

async fn many_write_and_read(engine: &Engine<Postgres>) -> Result<(), Error> {
    let tasks = (0..60).map(|task: i64| {
        let engine = engine.clone();
        tokio::spawn(async move { write_and_read(&engine, &format!("n{task}")).await })
    });
    let mut processes = BTreeSet::new();
    for task in tasks.collect::<Vec<_>>() {
        processes.insert(task.await.expect("no panic")?);
    }
    assert!((2..=BEHIND as usize).contains(&processes.len()), "{processes:?}");
    assert_eq!(engine.all(&names!()).await?.len(), 60);
    assert_eq!(engine.one(&from(letters::table).select(count_rows())).await?, 60 * 20);
    engine.execute(&delete(letters::table).every_row()).await?;
    engine.execute(&delete(people::table).every_row()).await?;
    Ok(())
}

/// A person with letters; gives the process behind the pooler.
async fn write_and_read(engine: &Engine<Postgres>, name: &str) -> Result<i32, Error> {
    let id = engine.one(&add!(name).returning(people::id)).await?;
    let mut tx = engine.begin().await?;
    let process = tx.one(&process!()).await?;
    let mut inner = tx.savepoint().await?;
    inner
        .execute(&update(people::table).set(people::visits.set(7)).filter(people::id.eq(id)))
        .await?;
    inner.rollback().await?;
    let rows = (0..20).map(|i| (letters::person_id.set(id), letters::text.set(format!("{i}"))));
    tx.execute_many(rows.map(|row| insert_into(letters::table).values(row))).await?;
    let own = select(letters::text).filter(letters::person_id.eq(id)).order_by(letters::id);
    let mut seen = 0;
    tx.for_each(&own, |_: &str| seen += 1).await?;
    assert_eq!(seen, 20);
    assert_eq!(tx.one(&process!()).await?, process);
    tx.commit().await?;
    let person = engine.one_or_none(&select(Person).filter(people::id.eq(id))).await?;
    assert_eq!(person, Some(Person { id, name: name.to_owned(), visits: 0 }));
    Ok(process)
}

async fn words_end_with_their_transaction(engine: &Engine<Postgres>) -> Result<(), Error> {
    let level = raw!(String, "SELECT current_setting('transaction_isolation')");
    for _ in 0..3 * BEHIND {
        let mut tx = engine.begin_with(Isolation::Serializable).await?;
        assert_eq!(tx.all(&level).await?, ["serializable"]);
        tx.commit().await?;
        assert_eq!(engine.all(&level).await?, ["read committed"]);
        let mut left_behind = engine.begin().await?;
        left_behind.execute(&add!("lost")).await?;
    }
    assert_eq!(engine.all(&names!()).await?, [""; 0]);
    engine.execute(&add!("Ada")).await?;
    for _ in 0..3 * BEHIND {
        assert!(engine.execute(&add!("Ada")).await.unwrap_err().is_unique_violation());
        assert_eq!(engine.all(&names!()).await?, ["Ada"]);
    }
    Ok(())
}

async fn a_session_flushes(engine: &Engine<Postgres>) -> Result<(), Error> {
    let mut session = engine.session();
    let ada = session.all(&select(Person)).await?.remove(0);
    session.edit(&ada).visits = 3;
    for text in ["one", "two"] {
        session.add(Letter, (letters::person_id.set(&ada), letters::text.set(text)));
    }
    session.commit().await?;
    assert_eq!(engine.all(&select(people::visits)).await?, [3]);
    assert_eq!(engine.all(&select(letters::text).order_by(letters::id)).await?, ["one", "two"]);
    Ok(())
}
