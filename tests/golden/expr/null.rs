//! `IS NULL`, `COALESCE`, `NULLIF`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn is_null_and_is_not_null() {
    check(
        from(users::table)
            .filter(users::nickname.is_null())
            .filter(users::email.is_not_null())
            .order_by(users::id)
            .select((users::id, users::nickname.is_null())),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(2, true), (4, true)])
    .await;
}

#[tokio::test]
async fn coalesce_with_a_value_a_column_or_an_option() {
    let absent: Option<&str> = None;
    check(
        from(users::table)
            .order_by(users::id)
            .select((
                users::nickname.coalesce("none"),
                users::nickname.coalesce(users::name),
                users::nickname.coalesce(absent),
                users::nickname.coalesce(users::nickname),
            ))
            .limit(2),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([("ace", "ace", Some("ace"), Some("ace")), ("none", "Bob", None, None)])
    .await;
}

#[tokio::test]
async fn coalesce_of_three() {
    check(
        from(users::table)
            .filter(users::id.eq(2))
            .select(users::nickname.coalesce(users::nickname).coalesce("none")),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows(["none"])
    .await;
}

#[tokio::test]
async fn null_if() {
    check(from(users::table).order_by(users::id).select(users::visits.null_if(10)))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([None, Some(0), None, Some(3)])
        .await;
}
