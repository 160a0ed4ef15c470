//! `LIMIT` and `OFFSET`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn limit_and_offset() {
    check(from(users::table).order_by(users::id).select(users::id).limit(2).offset(1))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([2, 3])
        .await;
}

#[tokio::test]
async fn offset_alone() {
    check(from(users::table).order_by(users::id).select(users::id).offset(3))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([4])
        .await;
}

#[tokio::test]
async fn limit_one() {
    check(from(users::table).order_by(users::id.desc()).select(users::id).limit_one())
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([4])
        .await;
}

#[tokio::test]
async fn limit_one_with_offset() {
    check(from(users::table).order_by(users::id).select(users::id).limit_one().offset(2))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([3])
        .await;
}

#[tokio::test]
async fn more_than_there_are() {
    check(from(users::table).select(users::id).limit_unordered(u64::MAX))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([1, 2, 3, 4])
        .await;
}

#[tokio::test]
async fn none() {
    check(from(users::table).select(users::id).limit_unordered(0))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows::<i64, 0>([])
        .await;
}
