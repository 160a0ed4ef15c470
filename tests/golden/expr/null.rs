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
    .sqlite(
        "SELECT users.id, users.nickname IS NULL FROM users WHERE users.nickname IS NULL AND \
         users.email IS NOT NULL ORDER BY users.id",
    )
    .postgres(
        "SELECT users.id, users.nickname IS NULL FROM users WHERE users.nickname IS NULL AND \
         users.email IS NOT NULL ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id, users.nickname IS NULL FROM users WHERE users.nickname IS NULL AND \
         users.email IS NOT NULL ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id, users.nickname IS NULL FROM users WHERE users.nickname IS NULL AND \
         users.email IS NOT NULL ORDER BY users.id",
    )
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
    .sqlite(
        "SELECT coalesce(users.nickname, ?1), coalesce(users.nickname, users.name), \
         coalesce(users.nickname, ?2), coalesce(users.nickname, users.nickname) FROM users ORDER \
         BY users.id LIMIT ?3",
    )
    .postgres(
        "SELECT coalesce(users.nickname, $1), coalesce(users.nickname, users.name), \
         coalesce(users.nickname, $2), coalesce(users.nickname, users.nickname) FROM users ORDER \
         BY users.id LIMIT $3",
    )
    .mysql(
        "SELECT coalesce(users.nickname, ?), coalesce(users.nickname, users.name), \
         coalesce(users.nickname, ?), coalesce(users.nickname, users.nickname) FROM users ORDER BY \
         users.id LIMIT ?",
    )
    .mariadb(
        "SELECT coalesce(users.nickname, ?), coalesce(users.nickname, users.name), \
         coalesce(users.nickname, ?), coalesce(users.nickname, users.nickname) FROM users ORDER BY \
         users.id LIMIT ?",
    )
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
    .sqlite(
        "SELECT coalesce(coalesce(users.nickname, users.nickname), ?1) FROM users WHERE users.id = \
         ?2",
    )
    .postgres(
        "SELECT coalesce(coalesce(users.nickname, users.nickname), $1) FROM users WHERE users.id = \
         $2",
    )
    .mysql(
        "SELECT coalesce(coalesce(users.nickname, users.nickname), ?) FROM users WHERE users.id = \
         ?",
    )
    .mariadb(
        "SELECT coalesce(coalesce(users.nickname, users.nickname), ?) FROM users WHERE users.id = \
         ?",
    )
    .rows(["none"])
    .await;
}

#[tokio::test]
async fn null_if() {
    check(from(users::table).order_by(users::id).select(users::visits.null_if(10)))
        .sqlite("SELECT nullif(users.visits, ?1) FROM users ORDER BY users.id")
        .postgres("SELECT nullif(users.visits, $1) FROM users ORDER BY users.id")
        .mysql("SELECT nullif(users.visits, ?) FROM users ORDER BY users.id")
        .mariadb("SELECT nullif(users.visits, ?) FROM users ORDER BY users.id")
        .rows([None, Some(0), None, Some(3)])
        .await;
}
