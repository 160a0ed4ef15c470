//! Schemas created and dropped through an engine.

use relata::engine::Transaction;
use relata::prelude::*;

table! { #[index(name)] pub users { #[primary_key, identity] id: i64, name: String } }
table! {
    pub posts {
        #[primary_key, identity] id: i64,
        #[references(users::id, on_delete = cascade)] author: i64,
    }
}
view! { #[query("SELECT id FROM users WHERE name = ''")] pub nameless { id: i64 } }
schema! { pub blog: nameless, posts, users }

async fn open() -> Engine<Sqlite> {
    Engine::open("sqlite::memory:").await.unwrap()
}

/// How many tables, indexes and views there are.
async fn objects(engine: &Engine<Sqlite>) -> i64 {
    engine
        .first(&raw!(i64, "SELECT count(*) FROM sqlite_schema"))
        .await
        .unwrap()
        .unwrap_or_default()
}

#[tokio::test]
async fn a_schema_lives() {
    let engine = open().await;
    for _ in 0..2 {
        engine.create_all::<blog>().await.unwrap();
        assert_eq!(objects(&engine).await, 4);
    }
    let id: i64 = engine
        .one(&insert_into(users::table).values(users::name.set("Ada")).returning(users::id))
        .await
        .unwrap();
    engine.execute(&insert_into(posts::table).values(posts::author.set(id))).await.unwrap();
    engine.create_all::<blog>().await.unwrap();
    assert_eq!(engine.all(&select(users::name)).await.unwrap(), ["Ada"]);
    for _ in 0..2 {
        engine.drop_all::<blog>().await.unwrap();
        assert_eq!(objects(&engine).await, 0);
    }
}

table! { pub good { #[primary_key] id: i64 } }
table! { pub bad { #[primary_key] id: i64, #[sql("integer, nonsense(")] broken: i64 } }
schema! { pub faulty: good, bad }

#[tokio::test]
async fn what_fails_creates_nothing() {
    let engine = open().await;
    let error = engine.create_all::<faulty>().await.unwrap_err();
    assert!(error.is_syntax(), "{error:?}");
    assert!(error.sql().is_some_and(|sql| sql.starts_with("CREATE TABLE IF NOT EXISTS bad (")));
    assert_eq!(objects(&engine).await, 0);
}

schema! { pub half: posts }

#[tokio::test]
async fn a_schema_that_the_database_cannot_have() {
    let engine = open().await;
    let error = engine.create_all::<half>().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "foreign key `fk_posts_author_users` of table `posts` references table `users`, which is \
         not in schema `half`: add it there"
    );
}

#[tokio::test]
async fn a_transaction_undoes_it() {
    let engine = open().await;
    let mut transaction: Transaction<'_, _> = engine.begin().await.unwrap();
    transaction.create_all::<blog>().await.unwrap();
    transaction.rollback().await.unwrap();
    assert_eq!(objects(&engine).await, 0);
    let mut connection = engine.connect().await.unwrap();
    connection.create_all::<blog>().await.unwrap();
    connection.drop_all::<blog>().await.unwrap();
}

#[tokio::test]
async fn it_runs_in_a_task_of_its_own() {
    let engine = open().await;
    let other = engine.clone();
    tokio::spawn(async move {
        other.create_all::<blog>().await?;
        other
            .transaction(async |transaction| {
                transaction.drop_all::<blog>().await?;
                relata::ddl::Plan::create_all::<blog>()?.run(transaction).await
            })
            .await
    })
    .await
    .unwrap()
    .unwrap();
    assert_eq!(objects(&engine).await, 4);
}
