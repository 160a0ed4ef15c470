//! `ORDER BY` as a clause.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn further_keys_are_added() {
    check(
        from(users::table)
            .order_by(users::visits)
            .order_by((users::name.desc(), users::id))
            .select(users::id),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([2, 4, 3, 1])
    .await;
}

#[tokio::test]
async fn by_a_column_that_is_not_selected() {
    check(from(users::table).select(users::id).order_by(users::email.desc()).limit(2))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([4, 3])
        .await;
}

#[tokio::test]
async fn by_a_joined_table() {
    check(
        from(posts::table)
            .inner_join(posts::author)
            .order_by((users::name.desc(), posts::id.desc()))
            .select(posts::id),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([4, 3, 2, 1])
    .await;
}

#[tokio::test]
async fn by_a_subquery() {
    let likes = scalar(
        from(posts::table).filter(posts::author_id.eq(outer(users::id))).select(sum(posts::likes)),
    );
    check(from(users::table).order_by((likes.desc().nulls_last(), users::id)).select(users::id))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([2, 1, 3, 4])
        .await;
}
