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
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
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
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([1, 3, 4, 2])
    .await;
    check(
        from(users::table)
            .order_by((users::score.desc().nulls_first(), users::id))
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
async fn nulls_of_an_expression() {
    let both = users::nickname.eq("ace").and(users::id.gt(0));
    check(from(users::table).order_by((both.desc().nulls_last(), users::id)).select(users::id))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([1, 3, 2, 4])
        .await;
}

#[tokio::test]
async fn keys_as_values() {
    let keys: Vec<SortKey<users::table>> =
        vec![users::visits.desc().into(), users::id.desc().into()];
    check(from(users::table).order_by(keys).select(users::id))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([3, 1, 4, 2])
        .await;
}

#[tokio::test]
async fn no_keys() {
    let keys: Vec<SortKey<users::table>> = Vec::new();
    check(from(users::table).order_by((keys, users::id.desc())).select(users::id).limit(1))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([4])
        .await;
}

#[tokio::test]
async fn expressions() {
    check(
        from(users::table).order_by((length(users::name).desc(), users::name)).select(users::name),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows(["Ada", "Bob", "Dee", "Cy"])
    .await;
}
