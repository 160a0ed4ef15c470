//! Each verb, on a connection, a transaction and the engine.

use relata::Error;
use relata::prelude::*;

use super::{BOTH, User, add, memory, names, on_every_database, users};

fn ada() -> User {
    User {
        id: 1,
        name: "Ada".to_owned(),
        email: "Ada@example.org".to_owned(),
        nickname: None,
        visits: 0,
    }
}

/// The same verbs on all executors of a database.
macro_rules! verbs {
    ($module:ident, $dialect:ty) => {
        mod $module {
            use super::*;

            /// What each verb gives, on any executor.
            async fn check<E>(executor: &mut E) -> Result<(), Error>
            where
                E: Executor<Dialect = $dialect>,
                relata::query::effect::Read: relata::query::effect::RunsWith<E::Access>,
            {
                let all = select(User).order_by(users::id.asc());
                let by_name =
                    |name| select(users::id).filter(users::name.eq(name)).order_by(users::id.asc());
                let by_id = |id| select(User).filter(users::id.eq(id));
                assert_eq!(executor.all(&all).await?.len(), 2);
                assert!(executor.all(&by_name("nobody")).await?.is_empty());
                assert_eq!(executor.first(&all).await?, Some(ada()));
                assert_eq!(executor.first(&by_name("nobody")).await?, None);
                assert_eq!(executor.one(&by_id(1)).await?, ada());
                assert_eq!(executor.one_or_none(&by_id(1)).await?, Some(ada()));
                assert_eq!(executor.one_or_none(&by_id(9)).await?, None);
                let missing = executor.one(&by_id(9)).await.unwrap_err();
                assert!(missing.is_not_found());
                assert!(missing.sql().is_some_and(|sql| sql.contains("WHERE users.id = ")));

                let count: i64 = executor.fetch(&from(users::table).select(count_rows())).await?;
                let one: Option<User> = executor.fetch(&by_id(1)).await?;
                let many: Vec<i64> = executor.fetch(&by_name("Ada")).await?;
                assert_eq!((count, one, many), (2, Some(ada()), vec![1]));

                let mut seen = String::new();
                let borrowed = select((users::name, users::nickname)).order_by(users::id.asc());
                executor
                    .for_each(&borrowed, |(name, nickname): (&str, Option<&str>)| {
                        seen.push_str(name);
                        seen.push_str(nickname.unwrap_or("-"));
                    })
                    .await?;
                assert_eq!(seen, "Ada-Grace-");
                Ok(())
            }

            pub async fn all_executors(engine: &Engine<$dialect>) -> Result<(), Error> {
                assert_eq!(engine.execute(&add!("Ada")).await?, 1);
                assert_eq!(engine.execute(&add!("Grace")).await?, 1);

                let mut connection = engine.connect().await?;
                check(&mut connection).await?;
                let mut transaction = connection.begin().await?;
                check(&mut transaction).await?;
                check(&mut transaction.savepoint().await?).await?;
                drop(transaction);
                check(&mut connection.begin_read_only().await?).await?;
                drop(connection);

                let by_id = |id| select(User).filter(users::id.eq(id));
                assert_eq!(engine.all(&names!()).await?, ["Ada", "Grace"]);
                assert_eq!(engine.first(&names!()).await?.as_deref(), Some("Ada"));
                assert_eq!(engine.one(&by_id(1)).await?, ada());
                assert_eq!(engine.one_or_none(&by_id(3)).await?, None);
                assert_eq!(engine.fetch(&by_id(1)).await?, Some(ada()));
                let mut seen = 0;
                engine.for_each(&names!(), |name: &str| seen += name.len()).await?;
                assert_eq!(seen, 8);
                Ok(())
            }
        }
    };
}

verbs!(on_sqlite, Sqlite);
#[cfg(feature = "postgres")]
verbs!(on_postgres, Postgres);
#[cfg(feature = "mysql")]
verbs!(on_mysql, MySql);
#[cfg(feature = "mysql")]
verbs!(on_mariadb, MariaDb);

#[tokio::test]
async fn all_executors_have_the_same_verbs() -> Result<(), Error> {
    for execution in BOTH {
        on_sqlite::all_executors(&memory(execution).await?).await?;
    }
    #[cfg(feature = "postgres")]
    if let Some(engine) = super::server(1).await? {
        on_postgres::all_executors(&engine).await?;
        super::clean_up(&engine).await?;
    }
    #[cfg(feature = "mysql")]
    if let Some(engine) = super::on_mysql::server::<MySql>(1).await? {
        on_mysql::all_executors(&engine).await?;
        super::on_mysql::clean_up(&engine).await?;
    }
    #[cfg(feature = "mysql")]
    if let Some(engine) = super::on_mysql::server::<MariaDb>(1).await? {
        on_mariadb::all_executors(&engine).await?;
        super::on_mysql::clean_up(&engine).await?;
    }
    Ok(())
}

on_every_database!(writes_tell_how_many_rows_matched, async |engine| {
    let mut tx = engine.begin().await?;
    let added = tx.execute_many((0..10).map(|i| add!(format!("n{i}")))).await?;
    assert_eq!(added, 10);
    let visit = update(users::table).set(users::visits.set(1)).filter(users::id.le(4));
    assert_eq!(tx.execute(&visit).await?, 4);
    // The rows match again, though nothing changes.
    assert_eq!(tx.execute(&visit).await?, 4);
    assert_eq!(tx.execute(&delete(users::table).filter(users::id.gt(99))).await?, 0);
    assert_eq!(tx.execute(&delete(users::table).every_row()).await?, 10);
    assert_eq!(tx.execute(&raw!((), "CREATE TABLE other (id INTEGER)")).await?, 0);
    assert_eq!(tx.execute(&names!()).await?, 0);
    tx.commit().await?;
});

#[tokio::test]
async fn one_refuses_several_rows() -> Result<(), Error> {
    for execution in BOTH {
        let builder = Engine::<Sqlite>::builder("sqlite::memory:").execution(execution);
        let engine = builder.build().await?;
        // The program takes the email for unique, but this database does not.
        let create = raw!((), "CREATE TABLE users (id INTEGER, name TEXT, email TEXT)");
        engine.execute(&create).await?;
        engine.execute_many(["Ada", "Ada"].map(|name| add!(name))).await?;
        let ada = select(users::name).filter(users::email.eq("Ada@example.org"));
        assert!(engine.one(&ada).await.unwrap_err().is_more_than_one());
        assert!(engine.one_or_none(&ada).await.unwrap_err().is_more_than_one());
        assert!(engine.fetch(&ada).await.unwrap_err().is_more_than_one());
        assert_eq!(engine.first(&ada).await?.as_deref(), Some("Ada"));
    }
    Ok(())
}

on_every_database!(every_future_goes_to_another_thread, async |engine| {
    let task = tokio::spawn(async move {
        let suffix = String::from(" Lovelace");
        let mut connection = engine.connect().await?;
        connection.execute(&add!("Ada")).await?;
        connection.first(&names!()).await?;
        connection.one_or_none(&select(User).filter(users::id.eq(1))).await?;
        connection.for_each(&names!(), |_: &str| ()).await?;
        let mut tx = connection.begin().await?;
        tx.savepoint().await?.rollback().await?;
        tx.execute_many([add!("Grace")]).await?;
        tx.commit().await?;
        drop(connection);
        engine
            .transaction(async |tx| {
                let name = format!("Ada{suffix}");
                let rename = update(users::table).set(users::name.set(&*name));
                tx.execute(&rename.filter(users::id.eq(1))).await?;
                tx.all(&names!()).await
            })
            .await
    });
    assert_eq!(task.await.expect("the task ends")?, ["Ada Lovelace", "Grace"]);
});

on_every_database!(a_statement_is_explained_and_not_run, async |engine| {
    engine.execute(&add!("Ada")).await?;
    let by_key = select(users::name).filter(users::id.eq(1));
    let plan = engine.explain(&by_key).await?.to_lowercase();
    // Where there is one row at most, some read it while they plan.
    let ways = ["primary", "pk_users", "const", "before execution"];
    assert!(ways.iter().any(|way| plan.contains(way)), "{plan}");
    let mut connection = engine.read_only().connect().await?;
    assert!(!connection.explain(&names!()).await?.is_empty());
    drop(connection);
    let mut tx = engine.begin().await?;
    let none = [""; 0].map(|name| (users::name.set(name), users::email.set(name)));
    assert_eq!(tx.explain(&insert_into(users::table).rows(none)).await?, "");
    let rows = ["a", "b", "c"].map(|name| (users::name.set(name), users::email.set(name)));
    tx.explain(&insert_into(users::table).rows(rows)).await?;
    tx.explain(&add!("Bob")).await?;
    tx.explain(&update(users::table).set(users::visits.set(5)).filter(users::name.eq("Ada")))
        .await?;
    tx.explain(&delete(users::table).every_row()).await?;
    assert_eq!(tx.all(&names!()).await?, ["Ada"]);
    tx.commit().await?;
});
