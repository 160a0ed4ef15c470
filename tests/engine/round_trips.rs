//! How often PostgreSQL is waited for, counted by what passes a proxy.

use relata::Error;
use relata::prelude::*;

use super::proxy::{Proxy, behind};
use super::{add, clean_up, names, users};

/// How often the server was waited for in some work.
async fn turns<T>(
    proxy: &Proxy,
    work: impl AsyncFnOnce() -> Result<T, Error>,
) -> Result<(T, u64), Error> {
    let before = proxy.turns();
    let done = work().await?;
    Ok((done, proxy.turns() - before))
}

#[tokio::test]
async fn begin_and_commit_travel_with_their_neighbours() -> Result<(), Error> {
    let Some((proxy, engine, direct)) = behind("turns", 1).await? else { return Ok(()) };
    engine.execute(&add!("Ada")).await?;
    let find = select(users::visits).filter(users::id.eq(1));
    let visit = update(users::table).set(users::visits.set(users::visits + 1));
    let visit = visit.filter(users::id.eq(1));
    for round in 0..3 {
        let (changed, waited) = turns(&proxy, async || {
            let mut tx = engine.begin().await?;
            tx.one(&find).await?;
            tx.commit_with(&visit).await
        })
        .await?;
        assert_eq!(changed, 1);
        // In the first round both are prepared.
        assert!(round == 0 || waited == 2, "{round}: {waited}");
        let (_, waited) = turns(&proxy, async || {
            let mut tx = engine.begin().await?;
            tx.execute(&visit).await?;
            tx.commit().await
        })
        .await?;
        assert_eq!(waited, 2, "{round}");
        let alone = async || engine.begin().await?.commit_with(&visit).await;
        assert_eq!(turns(&proxy, alone).await?, (1, 1));
        let nothing = async || engine.begin().await?.commit().await;
        assert_eq!(turns(&proxy, nothing).await?, ((), 0));
    }
    assert_eq!(engine.one_or_none(&find).await?, Some(9));
    clean_up(&direct).await
}

#[tokio::test]
async fn a_batch_is_sent_at_once() -> Result<(), Error> {
    let Some((proxy, engine, direct)) = behind("batches", 1).await? else { return Ok(()) };
    for round in 0..2 {
        for count in [2, 7, 10, 16, 17, 100, 1000] {
            let row = |i| {
                let name = format!("{round} {count} {i}");
                (users::email.set(name.clone()), users::name.set(name))
            };
            let insert = insert_into(users::table).rows((0..count).map(row));
            let (written, waited) = turns(&proxy, async || engine.execute(&insert).await).await?;
            assert_eq!(written, count);
            assert!(round == 0 || waited == 1, "{count}: {waited}");
        }
    }
    clean_up(&direct).await
}

#[tokio::test]
async fn the_first_row_comes_alone() -> Result<(), Error> {
    let Some((proxy, engine, direct)) = behind("first", 1).await? else { return Ok(()) };
    let long = "x".repeat(200);
    let rows = (0..2000).map(|i| (users::email.set(format!("{i}")), users::name.set(&*long)));
    engine.execute(&insert_into(users::table).rows(rows)).await?;
    for _ in 0..2 {
        let before = proxy.answered();
        assert!(engine.first(&names!()).await?.is_some());
        assert!(proxy.answered() - before < 10_000);
        assert!(engine.first(&names!().offset(1)).await?.is_some());
        assert!(proxy.answered() - before < 20_000);
    }
    assert_eq!(engine.all(&names!()).await?.len(), 2000);
    clean_up(&direct).await
}

#[tokio::test]
async fn what_is_kept_from_writing_waits_no_longer() -> Result<(), Error> {
    let Some((proxy, engine, direct)) = behind("kept", 1).await? else { return Ok(()) };
    engine.execute(&add!("Ada")).await?;
    let names = raw!(read String, "SELECT name FROM users");
    let reader = engine.read_only();
    for round in 0..3 {
        let (names, waited) = turns(&proxy, async || reader.all(&names).await).await?;
        assert_eq!(names, ["Ada"]);
        // In the first round it is prepared. The next one begins with the answer to the last ROLLBACK.
        assert!(round == 0 || waited == 1, "{round}: {waited}");
    }
    clean_up(&direct).await
}
