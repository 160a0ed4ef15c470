//! Statements written by hand.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn rows() {
    check(raw!(
        (i64, Option<String>),
        "SELECT id, nickname FROM users WHERE id < {} ORDER BY 1",
        value(3_i64)
    ))
    .sqlite("SELECT id, nickname FROM users WHERE id < CAST(?1 AS INTEGER) ORDER BY 1")
    .postgres("SELECT id, nickname FROM users WHERE id < CAST($1 AS BIGINT) ORDER BY 1")
    .mysql("SELECT id, nickname FROM users WHERE id < CAST(? AS SIGNED) ORDER BY 1")
    .mariadb("SELECT id, nickname FROM users WHERE id < CAST(? AS SIGNED) ORDER BY 1")
    .rows([(1, Some("ace")), (2, None)])
    .await;
    check(raw!(String, "SELECT name FROM users WHERE id = {}", value(3_i64)))
        .sqlite("SELECT name FROM users WHERE id = CAST(?1 AS INTEGER)")
        .postgres("SELECT name FROM users WHERE id = CAST($1 AS BIGINT)")
        .mysql("SELECT name FROM users WHERE id = CAST(? AS SIGNED)")
        .mariadb("SELECT name FROM users WHERE id = CAST(? AS SIGNED)")
        .rows(["Cy"])
        .await;
}

#[tokio::test]
async fn without_rows() {
    check(raw!((), "DELETE FROM users WHERE id = 4"))
        .sqlite("DELETE FROM users WHERE id = 4")
        .postgres("DELETE FROM users WHERE id = 4")
        .mysql("DELETE FROM users WHERE id = 4")
        .mariadb("DELETE FROM users WHERE id = 4")
        .writes(1)
        .await
        .then(select(count(users::id)), [3])
        .await;
}

#[tokio::test]
async fn subquery_in_a_hole() {
    check(raw!(i64, "SELECT {} + 1", scalar(from(users::table).select(count_rows()))))
        .sqlite("SELECT (SELECT count(*) FROM users) + 1")
        .postgres("SELECT (SELECT count(*) FROM users) + 1")
        .mysql("SELECT (SELECT count(*) FROM users) + 1")
        .mariadb("SELECT (SELECT count(*) FROM users) + 1")
        .rows([5])
        .await;
}
