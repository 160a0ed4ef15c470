//! The tables, and a database in memory that has them.

use relata::Error;
use relata::engine::Transaction;
use relata::prelude::*;
use tokio::runtime::Runtime;

use crate::clock::Clock;

table! {
    pub users as User {
        #[primary_key, identity] id: i64,
        name: String,
        hair_color: Option<String>,
        posts: HasMany<posts::user>,
    }
}

table! {
    #[index(user_id)]
    pub posts as Post {
        #[primary_key, identity] id: i64,
        #[references(users::id)] user_id: i64,
        title: String,
        body: Option<String>,
        user: BelongsTo<users::posts, user_id>,
        comments: HasMany<comments::post>,
    }
}

table! {
    #[index(post_id)]
    pub comments as Comment {
        #[primary_key, identity] id: i64,
        #[references(posts::id)] post_id: i64,
        body: String,
        post: BelongsTo<posts::comments, post_id>,
    }
}

schema! { pub blog: users, posts, comments }

/// A runtime whose tasks stay on the measuring thread.
pub fn tokio() -> Runtime {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime needs no more than a thread")
}

/// A database with the tables, empty.
pub async fn open() -> Result<Engine<Sqlite>, Error> {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    engine.create_all::<blog>().await?;
    Ok(engine)
}

/// How long it takes to write 10,000 rows in a transaction, which is undone.
pub fn undone(
    runtime: &Runtime,
    engine: &Engine<Sqlite>,
    clock: Clock,
    write: impl AsyncFnOnce(&mut Transaction<'static, Sqlite>) -> Result<u64, Error>,
) -> Result<f64, Error> {
    let mut tx = runtime.block_on(engine.begin())?;
    let mut done = Ok(0);
    let took = clock.time(|| done = runtime.block_on(write(&mut tx)));
    assert_eq!(done?, 10_000);
    runtime.block_on(tx.rollback())?;
    Ok(took.as_secs_f64())
}

/// Users of these numbers.
pub fn people(numbers: std::ops::Range<i64>) -> Vec<User> {
    let color = |n: i64| (n % 5 != 0).then(|| "black".to_owned());
    numbers.map(|id| User { id, name: format!("User {id}"), hair_color: color(id) }).collect()
}
