//! `SELECT`: expressions, rows, the table of the first item.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn one_expression_gives_bare_values() {
    check(select(users::name).order_by(users::id))
        .sqlite("SELECT users.name FROM users ORDER BY users.id")
        .postgres("SELECT users.name FROM users ORDER BY users.id")
        .mysql("SELECT users.name FROM users ORDER BY users.id")
        .mariadb("SELECT users.name FROM users ORDER BY users.id")
        .rows(["Ada", "Bob", "Cy", "Dee"])
        .await;
}

#[tokio::test]
async fn whole_rows() {
    check(select(Tag).order_by(tags::id))
        .sqlite("SELECT tags.id, tags.label FROM tags ORDER BY tags.id")
        .postgres("SELECT tags.id, tags.label FROM tags ORDER BY tags.id")
        .mysql("SELECT tags.id, tags.label FROM tags ORDER BY tags.id")
        .mariadb("SELECT tags.id, tags.label FROM tags ORDER BY tags.id")
        .rows([Tag { id: 1, label: "db".into() }, Tag { id: 2, label: "lang".into() }])
        .await;
}

#[tokio::test]
async fn rows_beside_columns() {
    check(select((tags::label, Tag, tags::id + 1)).filter(tags::id.eq(1)))
        .sqlite("SELECT tags.label, tags.id, tags.label, tags.id + ?1 FROM tags WHERE tags.id = ?2")
        .postgres(
            "SELECT tags.label, tags.id, tags.label, tags.id + $1 FROM tags WHERE tags.id = $2",
        )
        .mysql("SELECT tags.label, tags.id, tags.label, tags.id + ? FROM tags WHERE tags.id = ?")
        .mariadb("SELECT tags.label, tags.id, tags.label, tags.id + ? FROM tags WHERE tags.id = ?")
        .rows([("db", Tag { id: 1, label: "db".into() }, 2)])
        .await;
}

#[tokio::test]
async fn clauses_in_any_order() {
    check(
        from(users::table)
            .limit_unordered(1)
            .order_by(users::id.desc())
            .select(users::id)
            .offset(1)
            .filter(users::id.lt(4)),
    )
    .sqlite(
        "SELECT users.id FROM users WHERE users.id < ?1 ORDER BY users.id DESC LIMIT ?2 OFFSET ?3",
    )
    .postgres(
        "SELECT users.id FROM users WHERE users.id < $1 ORDER BY users.id DESC LIMIT $2 OFFSET $3",
    )
    .mysql("SELECT users.id FROM users WHERE users.id < ? ORDER BY users.id DESC LIMIT ? OFFSET ?")
    .mariadb(
        "SELECT users.id FROM users WHERE users.id < ? ORDER BY users.id DESC LIMIT ? OFFSET ?",
    )
    .rows([2])
    .await;
}

#[tokio::test]
async fn view() {
    check(
        select((active_users::id, active_users::name))
            .filter(active_users::id.gt(1))
            .order_by(active_users::id),
    )
    .sqlite(
        "SELECT active_users.id, active_users.name FROM active_users WHERE active_users.id > ?1 \
         ORDER BY active_users.id",
    )
    .postgres(
        "SELECT active_users.id, active_users.name FROM active_users WHERE active_users.id > $1 \
         ORDER BY active_users.id",
    )
    .mysql(
        "SELECT active_users.id, active_users.name FROM active_users WHERE active_users.id > ? \
         ORDER BY active_users.id",
    )
    .mariadb(
        "SELECT active_users.id, active_users.name FROM active_users WHERE active_users.id > ? \
         ORDER BY active_users.id",
    )
    .rows([(3, "Cy"), (4, "Dee")])
    .await;
}

#[tokio::test]
async fn aggregate_of_the_own_table() {
    check(select((count(users::id), max(users::visits))))
        .sqlite("SELECT count(users.id), max(users.visits) FROM users")
        .postgres("SELECT count(users.id), max(users.visits) FROM users")
        .mysql("SELECT count(users.id), max(users.visits) FROM users")
        .mariadb("SELECT count(users.id), max(users.visits) FROM users")
        .rows([(4, Some(10))])
        .await;
}

#[tokio::test]
async fn expressions_know_their_table() {
    check(select(lower(users::name)).filter(users::id.le(2)).order_by(users::id))
        .sqlite("SELECT lower(users.name) FROM users WHERE users.id <= ?1 ORDER BY users.id")
        .postgres("SELECT lower(users.name) FROM users WHERE users.id <= $1 ORDER BY users.id")
        .mysql("SELECT lower(users.name) FROM users WHERE users.id <= ? ORDER BY users.id")
        .mariadb("SELECT lower(users.name) FROM users WHERE users.id <= ? ORDER BY users.id")
        .rows(["ada", "bob"])
        .await;
    check(select((users::nickname.coalesce(""), users::visits + 1)).order_by(users::id))
        .sqlite(
            "SELECT coalesce(users.nickname, ?1), users.visits + ?2 FROM users ORDER BY users.id",
        )
        .postgres(
            "SELECT coalesce(users.nickname, $1), users.visits + $2 FROM users ORDER BY users.id",
        )
        .mysql("SELECT coalesce(users.nickname, ?), users.visits + ? FROM users ORDER BY users.id")
        .mariadb(
            "SELECT coalesce(users.nickname, ?), users.visits + ? FROM users ORDER BY users.id",
        )
        .rows([("ace", 11), ("", 1), ("c_%", 11), ("", 4)])
        .await;
    check(select(lead(users::id).over(window().order_by(users::id))).order_by(users::id))
        .sqlite("SELECT lead(users.id) OVER (ORDER BY users.id) FROM users ORDER BY users.id")
        .postgres("SELECT lead(users.id) OVER (ORDER BY users.id) FROM users ORDER BY users.id")
        .mysql("SELECT lead(users.id) OVER (ORDER BY users.id) FROM users ORDER BY users.id")
        .mariadb("SELECT lead(users.id) OVER (ORDER BY users.id) FROM users ORDER BY users.id")
        .rows([Some(2), Some(3), Some(4), None])
        .await;
}
