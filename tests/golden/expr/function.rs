//! Scalar functions.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn text() {
    check(from(users::table).filter(users::id.eq(3)).select((
        lower(users::name),
        upper(users::nickname),
        trim(users::name.concat("  ")),
        length(users::email),
        replace(users::email, "example", "test"),
        substr(users::email, 1, 2),
    )))
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([("cy", Some("C_%"), "Cy", 14, "cy@test.org", "cy")])
    .await;
}

#[tokio::test]
async fn length_counts_characters() {
    check(from(tags::table).filter(tags::id.eq(1)).select(length(value("äöü".to_owned()))))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([3])
        .await;
}

#[tokio::test]
async fn numbers() {
    check(from(users::table).filter(users::id.eq(1)).select((
        abs(users::id - 5),
        round(users::score),
        abs(users::score),
    )))
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(4, Some(2.0), Some(1.5))])
    .await;
}

#[tokio::test]
async fn round_of_an_integer() {
    check(from(users::table).filter(users::id.eq(1)).select(round(users::visits)))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([10])
        .await;
}

#[tokio::test]
async fn larger_and_smaller() {
    check(
        from(users::table)
            .order_by(users::id)
            .select((
                greatest(users::visits, users::id),
                least(users::visits, 5),
                greatest(users::score, 2.0),
            ))
            .limit(2),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(10, 5, Some(2.0)), (2, 0, None)])
    .await;
}

#[tokio::test]
async fn functions_nest() {
    check(
        from(users::table)
            .filter(length(trim(lower(users::name))).gt(2))
            .order_by(upper(users::name).desc())
            .select(users::id),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([4, 2, 1])
    .await;
}
