//! `IN` over values: one bind, whatever their number.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn values() {
    check(
        from(users::table).filter(users::id.in_([3, 1, 9])).order_by(users::id).select(users::id),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([1, 3])
    .await;
}

#[tokio::test]
async fn no_values() {
    let ids: Vec<i64> = Vec::new();
    check(from(users::table).filter(users::id.in_(&ids)).select(users::id))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows::<i64, 0>([])
        .await;
    check(from(users::table).filter(users::id.not_in(&ids)).select(count_rows()))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([4])
        .await;
}

#[tokio::test]
async fn five_values_take_eight_places_where_there_are_no_arrays() {
    check(from(users::table).filter(users::id.not_in(vec![5, 6, 7, 8, 1])).select(users::id))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([2, 3, 4])
        .await;
}

#[tokio::test]
async fn texts() {
    let names = [r#"A"da"#.to_owned(), "Bob".to_owned(), r"C\y".to_owned()];
    check(from(users::table).filter(users::name.in_(&names[..])).select(users::id))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([2])
        .await;
}

#[tokio::test]
async fn reals_truths_and_labels() {
    check(from(users::table).filter(users::score.in_([1.5, 0.1])).select(users::id))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([1])
        .await;
    check(from(invoices::table).filter(invoices::paid.in_([true])).select(invoices::number))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([1])
        .await;
    check(from(users::table).filter(users::status.in_([Status::Gone])).select(users::id))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([2])
        .await;
}

#[tokio::test]
async fn expression_in_a_list() {
    check(
        from(users::table)
            .filter((users::id + 1).in_([2, 5]))
            .filter(users::id.in_([1]).or(users::id.in_([2])))
            .select(users::id.in_([1])),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([true])
    .await;
}
