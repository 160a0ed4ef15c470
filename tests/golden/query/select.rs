//! `SELECT`: expressions, rows, the table of the first item.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn one_expression_gives_bare_values() {
    check(select(users::name).order_by(users::id))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows(["Ada", "Bob", "Cy", "Dee"])
        .await;
}

#[tokio::test]
async fn whole_rows() {
    check(select(Tag).order_by(tags::id))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([Tag { id: 1, label: "db".into() }, Tag { id: 2, label: "lang".into() }])
        .await;
}

#[tokio::test]
async fn rows_beside_columns() {
    check(select((tags::label, Tag, tags::id + 1)).filter(tags::id.eq(1)))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
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
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
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
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(3, "Cy"), (4, "Dee")])
    .await;
}

#[tokio::test]
async fn aggregate_of_the_own_table() {
    check(select((count(users::id), max(users::visits))))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([(4, Some(10))])
        .await;
}
