//! An engine that is rolled back: tests of code that takes an engine, and commits.

use relata::driver::Driver;

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
    let done = all_is_undone::<Sqlite>(&url).await;
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
    database::drop_schema(&mut connection).await
}

#[cfg(feature = "mysql")]
#[tokio::test]
async fn on_mariadb() -> Result<(), Error> {
    let Some((_, url)) = server_at::<MariaDb>(database::mariadb).await? else { return Ok(()) };
    all_is_undone::<MariaDb>(&url).await?;
    database::drop_database::<MariaDb>(&url).await
}

#[cfg(feature = "mysql")]
#[tokio::test]
async fn on_mysql() -> Result<(), Error> {
    let Some((_, url)) = server_at::<MySql>(database::mysql).await? else { return Ok(()) };
    all_is_undone::<MySql>(&url).await?;
    database::drop_database::<MySql>(&url).await
}
