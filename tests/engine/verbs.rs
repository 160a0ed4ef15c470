//! Each verb, on a connection, a transaction and the engine.

use relata::prelude::*;

use super::users;

#[tokio::test]
async fn smoke() {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await.unwrap();
    engine
        .execute(&raw!((), "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE, nickname TEXT, visits INTEGER NOT NULL DEFAULT 0)"))
        .await
        .unwrap();
    let rows =
        (0..40).map(|i| (users::name.set(format!("n{i}")), users::email.set(format!("e{i}"))));
    assert_eq!(engine.execute(&insert_into(users::table).rows(rows)).await.unwrap(), 40);
    let one = engine.one_or_none(&select(super::User).filter(users::id.eq(3))).await.unwrap();
    println!("{one:?}");
    let ids: Vec<i64> =
        engine.all(&select(users::id).filter(users::id.in_([3, 5, 99]))).await.unwrap();
    assert_eq!(ids, [3, 5]);
    let e = engine
        .execute(&insert_into(users::table).values((users::name.set("x"), users::email.set("e1"))))
        .await
        .unwrap_err();
    println!("{e} {e:?} {:?} {:?} {:?}", e.constraint(), e.table(), e.column());
    assert!(e.is_unique_violation());
    let outside = String::from("out");
    let n = tokio::spawn(async move {
        engine
            .transaction(async |tx| {
                let name = String::from("x") + &outside;
                tx.execute(
                    &update(users::table).set(users::name.set(&*name)).filter(users::id.gt(20)),
                )
                .await
            })
            .await
    })
    .await
    .unwrap()
    .unwrap();
    assert_eq!(n, 20);
}
