//! `CASE WHEN .. THEN .. ELSE .. END`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn with_else() {
    check(
        from(users::table).order_by(users::id).select(
            case_when(users::visits.gt(5), users::name)
                .when(users::visits.eq(0), "never")
                .otherwise("rarely"),
        ),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows(["Ada", "never", "Cy", "rarely"])
    .await;
}

#[tokio::test]
async fn without_else_may_be_null() {
    check(
        from(users::table)
            .order_by(users::id)
            .select(case_when(users::id.gt(2), users::visits).end()),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([None, None, Some(10), Some(3)])
    .await;
}

#[tokio::test]
async fn nullable_branch() {
    check(
        from(users::table)
            .order_by(users::id)
            .select(case_when(users::id.gt(2), users::nickname).otherwise(users::name)),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([Some("Ada"), Some("Bob"), Some("c_%"), None])
    .await;
}

#[tokio::test]
async fn as_an_operand() {
    let weight = case_when(users::status.eq(Status::Gone), int::<0>()).otherwise(1);
    check(from(users::table).filter((weight * 2 + 1).gt(2)).select(sum(weight)))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([Some(3)])
        .await;
}
