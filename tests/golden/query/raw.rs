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
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(1, Some("ace")), (2, None)])
    .await;
    check(raw!(String, "SELECT name FROM users WHERE id = {}", value(3_i64)))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows(["Cy"])
        .await;
}

#[tokio::test]
async fn without_rows() {
    check(raw!((), "DELETE FROM users WHERE id = 4"))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .writes(1)
        .await
        .then(select(count(users::id)), [3])
        .await;
}
