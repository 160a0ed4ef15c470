//! Several hosts in the URL of PostgreSQL: the first that is there and does what is asked for.

use relata::Error;
use relata::prelude::*;

use super::database;

/// Account and address of each of two servers, the second of which follows the first.
fn two() -> Option<[String; 2]> {
    let [one, other] = [database::postgres_tls()?, database::postgres_standby()?];
    let address = |url: &str| {
        let (_, rest) = url.rsplit_once('@').expect("an account");
        rest.split('/').next().expect("an address").to_owned()
    };
    let (account, _) = one.rsplit_once('@').expect("an account");
    Some([format!("{account}@{}", address(&one)), address(&other)])
}

/// Whether the server that was found follows another one.
async fn follows(url: &str) -> Result<bool, Error> {
    let engine = Engine::<Postgres>::builder(url).pool_size(1).build().await?;
    Ok(engine.all(&raw!(bool, "SELECT pg_is_in_recovery()")).await? == [true])
}

#[tokio::test]
async fn a_host_that_is_dead_is_passed_over() -> Result<(), Error> {
    let Some(url) = database::postgres_tls() else { return Ok(()) };
    let (place, _) = url.split_once('?').expect("the file of a certificate");
    let (account, address) = place.rsplit_once('@').expect("an account");
    let dead_first = format!("{account}@127.0.0.1:1,{address}?sslmode=disable");
    assert!(!follows(&dead_first).await?);
    let all_dead = format!("{account}@127.0.0.1:1,127.0.0.1:2/postgres?sslmode=disable");
    assert!(follows(&all_dead).await.unwrap_err().is_cannot_open());
    Ok(())
}

#[tokio::test]
async fn a_host_is_taken_by_what_it_lets_one_do() -> Result<(), Error> {
    let Some([primary, standby]) = two() else { return Ok(()) };
    let (account, primary) = primary.rsplit_once('@').expect("an account");
    for (first, second) in [(primary, &*standby), (&*standby, primary)] {
        let url = |attributes: &str| {
            let end = format!("postgres?sslmode=disable&target_session_attrs={attributes}");
            format!("{account}@127.0.0.1:1,{first},{second}/{end}")
        };
        assert!(!follows(&url("read-write")).await?);
        assert!(follows(&url("read-only")).await?);
        assert_eq!(follows(&url("any")).await?, first == standby);
    }
    let alone = format!("{account}@{standby}/postgres?sslmode=disable");
    let writes = follows(&format!("{alone}&target_session_attrs=read-write")).await;
    assert!(writes.as_ref().is_err_and(Error::is_cannot_open), "{writes:?}");
    // Who is content with any finds out later.
    let engine = Engine::<Postgres>::open(&alone).await?;
    let create = engine.execute(&raw!((), "CREATE TABLE nowhere (a int)")).await.unwrap_err();
    assert!(create.is_read_only(), "{create:?}");
    Ok(())
}
