//! Sort keys: directions, NULLs, and keys as values.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn directions() {
    check(
        from(users::table)
            .order_by((users::visits.desc(), users::name.asc(), users::id))
            .select(users::name),
    )
    .sqlite("SELECT users.name FROM users ORDER BY users.visits DESC, users.name, users.id")
    .postgres("SELECT users.name FROM users ORDER BY users.visits DESC, users.name, users.id")
    .mysql("SELECT users.name FROM users ORDER BY users.visits DESC, users.name, users.id")
    .mariadb("SELECT users.name FROM users ORDER BY users.visits DESC, users.name, users.id")
    .rows(["Ada", "Cy", "Dee", "Bob"])
    .await;
}

#[tokio::test]
async fn nulls() {
    check(
        from(users::table)
            .order_by((users::nickname.asc().nulls_last(), users::id.desc()))
            .select(users::id),
    )
    .sqlite("SELECT users.id FROM users ORDER BY users.nickname NULLS LAST, users.id DESC")
    .postgres("SELECT users.id FROM users ORDER BY users.nickname NULLS LAST, users.id DESC")
    .mysql(
        "SELECT users.id FROM users ORDER BY users.nickname IS NULL, users.nickname, users.id DESC",
    )
    .mariadb(
        "SELECT users.id FROM users ORDER BY users.nickname IS NULL, users.nickname, users.id DESC",
    )
    .rows([1, 3, 4, 2])
    .await;
    check(
        from(users::table)
            .order_by((users::score.desc().nulls_first(), users::id))
            .select(users::id),
    )
    .sqlite("SELECT users.id FROM users ORDER BY users.score DESC NULLS FIRST, users.id")
    .postgres("SELECT users.id FROM users ORDER BY users.score DESC NULLS FIRST, users.id")
    .mysql(
        "SELECT users.id FROM users ORDER BY users.score IS NOT NULL, users.score DESC, users.id",
    )
    .mariadb(
        "SELECT users.id FROM users ORDER BY users.score IS NOT NULL, users.score DESC, users.id",
    )
    .rows([2, 4, 3, 1])
    .await;
}

#[tokio::test]
async fn nulls_of_an_expression() {
    let both = users::nickname.eq("ace").and(users::id.gt(0));
    check(from(users::table).order_by((both.desc().nulls_last(), users::id)).select(users::id))
        .sqlite(
            "SELECT users.id FROM users ORDER BY users.nickname = ?1 AND users.id > ?2 DESC NULLS \
             LAST, users.id",
        )
        .postgres(
            "SELECT users.id FROM users ORDER BY users.nickname = $1 AND users.id > $2 DESC NULLS \
             LAST, users.id",
        )
        .mysql(
            "SELECT users.id FROM users ORDER BY (users.nickname = ? AND users.id > ?) IS NULL, \
             users.nickname = ? AND users.id > ? DESC, users.id",
        )
        .mariadb(
            "SELECT users.id FROM users ORDER BY (users.nickname = ? AND users.id > ?) IS NULL, \
             users.nickname = ? AND users.id > ? DESC, users.id",
        )
        .rows([1, 3, 2, 4])
        .await;
}

#[tokio::test]
async fn keys_as_values() {
    let keys: Vec<SortKey<users::table>> =
        vec![users::visits.desc().into(), users::id.desc().into()];
    check(from(users::table).order_by(keys).select(users::id))
        .sqlite("SELECT users.id FROM users ORDER BY users.visits DESC, users.id DESC")
        .postgres("SELECT users.id FROM users ORDER BY users.visits DESC, users.id DESC")
        .mysql("SELECT users.id FROM users ORDER BY users.visits DESC, users.id DESC")
        .mariadb("SELECT users.id FROM users ORDER BY users.visits DESC, users.id DESC")
        .rows([3, 1, 4, 2])
        .await;
}

#[tokio::test]
async fn no_keys() {
    let keys: Vec<SortKey<users::table>> = Vec::new();
    check(from(users::table).order_by((keys, users::id.desc())).select(users::id).limit(1))
        .sqlite("SELECT users.id FROM users ORDER BY (SELECT NULL), users.id DESC LIMIT ?1")
        .postgres("SELECT users.id FROM users ORDER BY (SELECT NULL), users.id DESC LIMIT $1")
        .mysql("SELECT users.id FROM users ORDER BY (SELECT NULL), users.id DESC LIMIT ?")
        .mariadb("SELECT users.id FROM users ORDER BY (SELECT NULL), users.id DESC LIMIT ?")
        .rows([4])
        .await;
}

#[tokio::test]
async fn expressions() {
    check(
        from(users::table).order_by((length(users::name).desc(), users::name)).select(users::name),
    )
    .sqlite("SELECT users.name FROM users ORDER BY length(users.name) DESC, users.name")
    .postgres("SELECT users.name FROM users ORDER BY length(users.name) DESC, users.name")
    .mysql("SELECT users.name FROM users ORDER BY CHAR_LENGTH(users.name) DESC, users.name")
    .mariadb("SELECT users.name FROM users ORDER BY CHAR_LENGTH(users.name) DESC, users.name")
    .rows(["Ada", "Bob", "Dee", "Cy"])
    .await;
}
