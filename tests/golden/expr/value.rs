//! Values: bound, or constants of the text.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn bound_values_are_cast_where_they_are_selected() {
    check(from(tags::table).order_by(tags::id).select((
        value(7_i64),
        value("x".to_owned()),
        value(0.5),
        value(true),
        tags::id,
    )))
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(7, "x", 0.5, true, 1), (7, "x", 0.5, true, 2)])
    .await;
}

#[tokio::test]
async fn constants() {
    check(from(tags::table).order_by(tags::id).select((int::<-3>(), always(), never())).limit(1))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([(-3, true, false)])
        .await;
}

#[tokio::test]
async fn values_are_no_text() {
    let injection = "x' OR '1' = '1";
    check(from(users::table).filter(users::name.eq(injection)).select(users::id))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows::<i64, 0>([])
        .await;
}
