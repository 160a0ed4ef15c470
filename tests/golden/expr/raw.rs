//! Expressions written by hand.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn holes_take_columns_and_values() {
    let tenth = sql!(i64, "{} * 10 + {}", users::id + 1, value(3_i64));
    check(from(users::table).filter(tenth.gt(30)).order_by(users::id).select(tenth))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([33, 43, 53])
        .await;
}

#[tokio::test]
async fn null_follows_from_the_holes() {
    let shout = sql!(String, "upper({})", users::nickname);
    check(from(users::table).order_by(users::id).select(shout).limit(2))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([Some("ACE"), None])
        .await;
}
