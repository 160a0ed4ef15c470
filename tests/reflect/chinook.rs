//! A music shop, from the script of each database.

use std::path::Path;

use relata::prelude::*;

use super::golden::{chinook_mariadb, chinook_mysql, chinook_postgres, chinook_sqlite};
use super::support::{Place, Tested, check_schema, check_script};
use crate::database::without;

/// The part of a script that creates tables, if it is there.
fn script(file: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/chinook").join(file);
    let Ok(script) = std::fs::read_to_string(&path) else {
        without(&format!("the script {file}"), &format!("there is {}", path.display()));
        return None;
    };
    let from = script.find("CREATE TABLE")?;
    let to = script.find("   Populate Tables")?;
    let to = script[..to].rfind("/*")?;
    Some(script[from..to].to_owned())
}

async fn check<D: Place>(file: &str) -> Tested {
    match script(file) {
        Some(script) => check_script::<D>("chinook", &script).await,
        None => Ok(()),
    }
}

#[tokio::test]
async fn sqlite() -> Tested {
    check::<Sqlite>("Chinook_Sqlite.sql").await?;
    check_schema::<Sqlite, chinook_sqlite::tables>("chinook").await
}

#[tokio::test]
async fn postgres() -> Tested {
    check::<Postgres>("Chinook_PostgreSql.sql").await?;
    check_schema::<Postgres, chinook_postgres::tables>("chinook").await
}

#[tokio::test]
async fn mysql() -> Tested {
    check::<MySql>("Chinook_MySql.sql").await?;
    check_schema::<MySql, chinook_mysql::tables>("chinook").await
}

#[tokio::test]
async fn mariadb() -> Tested {
    check::<MariaDb>("Chinook_MySql.sql").await?;
    check_schema::<MariaDb, chinook_mariadb::tables>("chinook").await
}
