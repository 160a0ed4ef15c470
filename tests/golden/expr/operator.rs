//! How tightly operators bind, where they meet each other.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn comparison_inside_comparison() {
    check(
        from(users::table)
            .order_by(users::id)
            .filter(users::name.eq("Ada").eq(users::visits.gt(5)))
            .select(users::id),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([1, 2, 4])
    .await;
}

#[tokio::test]
async fn null_test_of_an_expression() {
    check(from(users::table).order_by(users::id).select((
        (users::score + 1.0).is_null(),
        users::nickname.eq("ace").is_null(),
        users::nickname.eq("ace").and(users::id.gt(1)).is_null(),
        not(users::nickname.eq("ace")).is_not_null(),
    )))
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([
        (false, false, false, true),
        (true, true, true, false),
        (false, false, false, true),
        (true, true, true, false),
    ])
    .await;
}

#[tokio::test]
async fn arithmetic_in_comparison() {
    check(
        from(users::table)
            .filter((users::visits + 1).gt(users::id * 2))
            .filter((users::visits - 1).between(users::id - 1, users::id * 10))
            .order_by(users::id)
            .select(users::id),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([1, 3])
    .await;
}

#[tokio::test]
async fn lists_and_patterns_in_logic() {
    check(
        from(users::table)
            .filter(
                !users::id.in_([1, 2]).and(users::name.like("C%").or(users::name.not_like("%e%"))),
            )
            .select(users::id),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([3])
    .await;
}

#[tokio::test]
async fn condition_as_the_side_of_a_list() {
    check(from(users::table).filter(users::id.eq(1).in_([true])).select(users::id))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([1])
        .await;
}

#[tokio::test]
async fn handwritten_text_is_put_in_parentheses() {
    let either = sql!(bool, "{} = 1 OR {} = 2", users::id, users::id);
    check(
        from(users::table)
            .filter(either.and(users::visits.gt(0)))
            .filter(either)
            .filter(!either.eq(false))
            .select(users::id),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([1])
    .await;
}
