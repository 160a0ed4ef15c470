//! An engine that is rolled back: tests of code that takes an engine, and commits.

use super::*;

/// Code under test: it has a session of its own, and commits.
async fn register<D: Driver>(engine: &Engine<D>, name: &str) -> Result<i64, Error> {
    let mut session = engine.session();
    let user = session.add(User, user!(name));
    session.add(Post, (posts::author.set(&user), posts::title.set("Hello")));
    session.commit().await?;
    let user = session.saved(user)?;
    Ok(session[user].id)
}

/// On a database that has the tables, and no rows.
async fn all_is_undone<D: Driver>(url: &str) -> Result<(), Error> {
    let engine = Engine::<D>::builder(url).rolled_back().build().await?;
    let ada = register(&engine, "Ada").await?;
    let name = select(users::name).filter(users::id.eq(ada));
    assert_eq!(engine.one_or_none(&name).await?, Some("Ada".into()));
    // What fails is undone by itself: a flush, a statement alone, many rows, a transaction.
    assert!(register(&engine, "Ada").await.unwrap_err().is_unique_violation());
    let again = insert_into(users::table).values(user!("Ada"));
    assert!(engine.execute(&again).await.unwrap_err().is_unique_violation());
    let rows = (0..40).map(|n| user!(if n == 39 { "Ada".to_owned() } else { format!("{n}") }));
    let many = insert_into(users::table).rows(rows);
    assert!(engine.execute(&many).await.unwrap_err().is_unique_violation());
    let mut tx = engine.begin().await?;
    tx.execute(&update(users::table).set(users::name.set("x")).every_row()).await?;
    let mut inner = tx.savepoint().await?;
    inner.execute(&delete(posts::table).every_row()).await?;
    inner.commit().await?;
    tx.rollback().await?;
    register(&engine, "Grace").await?;
    assert_eq!(engine.all(&select(users::name).order_by(users::id)).await?, ["Ada", "Grace"]);
    assert_eq!(engine.all(&select(posts::title)).await?, ["Hello", "Hello"]);
    let tx = engine.begin().await?;
    let status = engine.pool_status();
    assert_eq!((status.size, status.in_use), (1, 1));
    drop(tx);
    drop(engine);
    let engine = Engine::<D>::open(url).await?;
    assert_eq!(engine.all(&select(users::name)).await?, [""; 0]);
    Ok(())
}

#[tokio::test]
async fn on_sqlite() -> Result<(), Error> {
    let file = format!("relata_orm_outer_{}.db", std::process::id());
    let file = std::env::temp_dir().join(file);
    let url = format!("sqlite:{}", file.display());
    Engine::<Sqlite>::open(&url).await?.create_all::<blog>().await?;
    let done = match all_is_undone::<Sqlite>(&url).await {
        Ok(()) => connections_are_prepared_first::<Sqlite>(&url).await,
        error => error,
    };
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", file.display()));
    }
    done
}

#[tokio::test]
async fn it_has_one_connection() {
    let builder = Engine::<Sqlite>::builder("sqlite:unused.db").rolled_back().pool_size(2);
    let error = builder.build().await.map(drop).unwrap_err();
    assert_eq!(
        error.to_string(),
        "an engine that is rolled back has one connection, which is not recycled"
    );
}

/// A transaction cannot be prepared, since it would outlive the one around it.
#[cfg(any(feature = "postgres", feature = "mysql"))]
async fn nothing_is_kept_prepared<D: relata::driver::TwoPhase>(url: &str) -> Result<(), Error> {
    let engine = Engine::<D>::builder(url).rolled_back().build().await?;
    let text = "an engine that is rolled back has no two-phase commit";
    let refused = engine.begin_two_phase("outer").await.map(drop).unwrap_err();
    assert_eq!(refused.to_string(), text);
    assert_eq!(engine.commit_prepared("outer").await.unwrap_err().to_string(), text);
    register(&engine, "Ada").await?;
    // What cannot be prepared is undone by itself.
    let missing = raw!((), "INSERT INTO missing VALUES (1)");
    assert!(engine.execute(&missing).await.is_err());
    assert_eq!(engine.all(&select(users::name)).await?, ["Ada"]);
    Ok(())
}

/// What is done on each new connection comes before the transaction around all.
async fn connections_are_prepared_first<D: Driver>(url: &str) -> Result<(), Error> {
    let builder = Engine::<D>::builder(url).rolled_back();
    let prepared = builder.on_connect(|connection| {
        Box::pin(async move { connection.all(&select(users::name)).await.map(drop) })
    });
    let engine = prepared.build().await?;
    register(&engine, "Ada").await?;
    drop(engine);
    let engine = Engine::<D>::open(url).await?;
    assert_eq!(engine.all(&select(users::name)).await?, [""; 0]);
    Ok(())
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn on_postgres() -> Result<(), Error> {
    let schema = format!("relata_orm_outer_{}", std::process::id());
    let Some(url) = database::postgres(&schema) else { return Ok(()) };
    let engine = Engine::<Postgres>::open(&url).await?;
    let mut connection = engine.connect().await?;
    database::create_schema(&mut connection).await?;
    connection.create_all::<blog>().await?;
    all_is_undone::<Postgres>(&url).await?;
    connections_are_prepared_first::<Postgres>(&url).await?;
    nothing_is_kept_prepared::<Postgres>(&url).await?;
    database::drop_schema(&mut connection).await
}

#[cfg(feature = "mysql")]
#[tokio::test]
async fn on_mariadb() -> Result<(), Error> {
    let Some((_, url)) = server_at::<MariaDb>(database::mariadb).await? else { return Ok(()) };
    all_is_undone::<MariaDb>(&url).await?;
    connections_are_prepared_first::<MariaDb>(&url).await?;
    nothing_is_kept_prepared::<MariaDb>(&url).await?;
    database::drop_database::<MariaDb>(&url).await
}

#[cfg(feature = "mysql")]
#[tokio::test]
async fn on_mysql() -> Result<(), Error> {
    let Some((_, url)) = server_at::<MySql>(database::mysql).await? else { return Ok(()) };
    all_is_undone::<MySql>(&url).await?;
    connections_are_prepared_first::<MySql>(&url).await?;
    nothing_is_kept_prepared::<MySql>(&url).await?;
    database::drop_database::<MySql>(&url).await
}
