//! `AND`, `OR`, `NOT`, and conditions that may be absent.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn parentheses_where_they_matter() {
    check(
        from(users::table)
            .filter(users::id.eq(1).or(users::id.eq(2)).and(users::visits.gt(0)))
            .filter(users::id.eq(1).and(users::visits.gt(0)).or(users::id.eq(3)))
            .select(users::id),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([1])
    .await;
}

#[tokio::test]
async fn not_binds_tighter_than_and() {
    check(
        from(users::table)
            .filter(!(users::id.eq(1).or(users::id.eq(2))))
            .filter(not(users::id.eq(3)) & users::visits.gt(0) | users::id.lt(0))
            .select(users::id),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([4])
    .await;
}

#[tokio::test]
async fn not_of_not() {
    check(from(users::table).filter(!!users::id.eq(1)).select(users::id))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([1])
        .await;
}

#[tokio::test]
async fn absent_condition_adds_nothing() {
    let name: Option<&str> = None;
    let visits = Some(10);
    check(
        from(users::table)
            .filter(name.map(|name| users::name.eq(name)))
            .filter(visits.map(|visits| users::visits.eq(visits).or(users::id.eq(4))))
            .order_by(users::id)
            .select(users::id),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([1, 3, 4])
    .await;
}

#[tokio::test]
async fn conditions_from_a_list() {
    let words = ["R", "S"];
    check(
        from(posts::table)
            .filter(any_of(words.map(|word| posts::title.starts_with(word))))
            .filter(all_of([0, 1].map(|likes| posts::likes.gt(likes))))
            .order_by(posts::id)
            .select(posts::id),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([1, 3])
    .await;
}

#[tokio::test]
async fn conditions_from_an_empty_list() {
    let none = || Vec::<i64>::new().into_iter().map(|id| users::id.eq(id));
    check(from(users::table).filter(all_of(none())).filter(!any_of(none())).select(count_rows()))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([4])
        .await;
}

#[tokio::test]
async fn truth_columns_and_constants() {
    check(
        from(invoices::table)
            .filter(invoices::paid.or(never()))
            .filter(always())
            .select((invoices::series, invoices::paid)),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([("A", true)])
    .await;
}

#[tokio::test]
async fn truth_compares() {
    check(
        from(invoices::table)
            .filter(invoices::paid.eq(invoices::price.gt(3)))
            .order_by(invoices::id)
            .select(invoices::number),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows::<i32, 0>([])
    .await;
}
