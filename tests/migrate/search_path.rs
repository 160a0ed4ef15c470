//! PostgreSQL's path: the table is that of the first schema, whatever others there are, and whatever a script says.

use relata::prelude::*;

use super::support::{Place, Tested, numbered, numbers, open};

#[tokio::test]
async fn another_schema_has_migrations_of_its_own() -> Tested {
    let Some(shared) = Postgres::fresh("shared").await? else { return Ok(()) };
    let own = Postgres::fresh("own").await?.unwrap();
    let first = numbered(&["CREATE TABLE a (id INTEGER)"]);
    first.up(&open::<Postgres>(&shared).await?).await?;

    let schema = |url: &str| {
        url.split("search_path%3D").nth(1).unwrap().split('%').next().unwrap().to_owned()
    };
    let both = own.replace(&schema(&own), &format!("{},{}", schema(&own), schema(&shared)));
    let engine = open::<Postgres>(&both).await?;
    let other = numbered(&["CREATE TABLE b (id INTEGER)", "CREATE TABLE c (id INTEGER)"]);
    assert_eq!(numbers(&other.up(&engine).await?), [1, 2]);
    assert_eq!(numbers(&first.up(&open::<Postgres>(&shared).await?).await?), <[i64; 0]>::default());
    Postgres::drop(&own).await?;
    Postgres::drop(&shared).await
}

#[tokio::test]
async fn a_script_may_change_the_path() -> Tested {
    let Some(url) = Postgres::fresh("path").await? else { return Ok(()) };
    let all = numbered(&[
        // As pg_dump writes it.
        "SELECT pg_catalog.set_config('search_path', '', false); SELECT 1",
        "-- relata: no transaction\nSELECT pg_catalog.set_config('search_path', '', false)",
        "CREATE TABLE a (id INTEGER)",
    ]);
    let engine = Engine::<Postgres>::builder(&url).pool_size(1).build().await?;
    assert_eq!(numbers(&all.up(&engine).await?), [1, 2, 3]);
    assert_eq!(engine.one(&raw!(read i64, "SELECT count(*) FROM a")).await?, 0);
    Postgres::drop(&url).await
}
