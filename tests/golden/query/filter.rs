//! `WHERE`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn conditions_are_joined_by_and() {
    check(
        from(users::table)
            .filter(users::id.gt(1).or(users::visits.gt(5)))
            .filter(users::visits.lt(5))
            .order_by(users::id)
            .select(users::id),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([2, 4])
    .await;
}

#[tokio::test]
async fn condition_that_may_be_null() {
    check(from(users::table).filter(users::nickname.ne("ace")).select(users::id))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([3])
        .await;
}

#[tokio::test]
async fn filter_of_a_joined_table() {
    check(
        from(users::table).left_join(users::posts).filter(posts::id.is_null()).select(users::name),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows(["Dee"])
    .await;
}
