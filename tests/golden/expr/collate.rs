//! COLLATE. Its names are those of each database.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn case_does_not_matter_on_sqlite() {
    let name = users::name.collate(text!("NOCASE"));
    let q = from(users::table).filter(name.eq("ADA")).order_by(name.desc()).select(users::id);
    let found = crate::check::seeded().await.all(&q).await;
    assert_eq!(found.ok(), Some(vec![1]));
    check(q).sqlite(r#"SELECT users.id FROM users WHERE users.name COLLATE "NOCASE" = ?1 ORDER BY users.name COLLATE "NOCASE" DESC"#).is_not_run();
}

#[tokio::test]
async fn bytes_are_compared_on_postgres() {
    let name = users::name.concat(text!("x")).collate(text!("C"));
    check(
        from(users::table).filter(name.lt("a")).group_by(name).order_by(name).select(name).limit(1),
    )
    .postgres(
        "SELECT (users.name || CAST('x' AS TEXT)) COLLATE \"C\" FROM users WHERE (users.name \
             || CAST('x' AS TEXT)) COLLATE \"C\" < $1 GROUP BY (users.name || CAST('x' AS TEXT)) \
             COLLATE \"C\" ORDER BY (users.name || CAST('x' AS TEXT)) COLLATE \"C\" LIMIT $2",
    )
    .rows_elsewhere(["Adax"])
    .await;
}

#[tokio::test]
async fn case_matters_on_mysql() {
    let name = users::name.collate(text!("utf8mb4_bin"));
    check(from(users::table).filter(name.in_(["ada", "Bob"])).select(users::id))
        .mysql("SELECT users.id FROM users WHERE users.name COLLATE utf8mb4_bin IN (?, ?)")
        .mariadb("SELECT users.id FROM users WHERE users.name COLLATE utf8mb4_bin IN (?, ?)")
        .rows_elsewhere([2])
        .await;
}
