//! PostgreSQL's path: the table is that of the first schema, whatever others there are, and whatever a script says. And
//! USE of MySQL and MariaDB.

use relata::migrate::MigrationState;
use relata::prelude::*;

use super::support::{
    Place, Tested, has_table, numbered, numbers, on_every_database, open, states,
};

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

/// A script that fails leaves it behind as well, and is looked for where it was noted.
#[tokio::test]
async fn a_script_that_fails_may_have_changed_the_path() -> Tested {
    let Some(url) = Postgres::fresh("left").await? else { return Ok(()) };
    let all = numbered(&[
        "-- relata: no transaction\nSELECT pg_catalog.set_config('search_path', '', false); SELECT nothing",
    ]);
    let error = all.up(&open::<Postgres>(&url).await?).await.unwrap_err().to_string();
    assert!(error.starts_with("migration `1_m` has failed, and is half done: "), "{error}");
    Postgres::drop(&url).await
}

/// All that was applied would be applied again there.
#[tokio::test]
async fn a_schema_does_not_come_before_that_of_the_migrations() -> Tested {
    let Some(url) = Postgres::fresh("before").await? else { return Ok(()) };
    let own = url.split("search_path%3D").nth(1).unwrap().split('%').next().unwrap();
    let url_of_both = url.replace(own, &format!("{own}_new,{own}"));
    let script: &'static str = format!("CREATE SCHEMA {own}_new").leak();
    let all = numbered(&["CREATE TABLE a (id INTEGER)", script]);
    let engine = open::<Postgres>(&url_of_both).await?;
    let error = all.up(&engine).await.unwrap_err().to_string();
    let words =
        "migration `2_m` has failed, and nothing of it is left: it makes another schema the first";
    assert!(error.starts_with(words), "{error}");
    assert_eq!(
        states(&all, &engine).await?,
        [(1, MigrationState::Applied), (2, MigrationState::Open)]
    );
    Postgres::drop(&url).await
}

async fn another_database_is_used<D: Place>(url: &str) -> Tested {
    let all = numbered(&[
        "USE information_schema; SELECT 1",
        "CREATE TABLE a (id INTEGER)",
        "USE information_schema",
        "CREATE TABLE b (id INTEGER)",
    ]);
    let engine = open::<D>(url).await?;
    assert_eq!(numbers(&all.up(&engine).await?), [1, 2, 3, 4]);
    assert!(has_table(&open::<D>(url).await?, "b").await?);
    assert_eq!(states(&all, &open::<D>(url).await?).await?[3], (4, MigrationState::Applied));
    Ok(())
}
on_every_database!(another_database_is_used: MySql mysql, MariaDb mariadb);
