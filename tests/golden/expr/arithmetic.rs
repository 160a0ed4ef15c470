//! `+`, `-`, `*`, `/`, `%` and the sign, with parentheses where they matter.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn products_before_sums() {
    check(from(invoices::table).order_by(invoices::id).select((
        invoices::price + invoices::amount * 2,
        (invoices::price + invoices::amount) * 2,
    )))
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(8, 10), (7, 12), (12, 16)])
    .await;
}

#[tokio::test]
async fn subtraction_reads_from_the_left() {
    check(from(invoices::table).order_by(invoices::id).select((
        invoices::price - invoices::amount - 1,
        invoices::price - (invoices::amount - 1),
        invoices::price - (invoices::amount + 1),
        invoices::price + (invoices::amount + 1),
    )))
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(-2, 0, -2, 6), (3, 5, 3, 7), (-1, 1, -1, 9)])
    .await;
}

#[tokio::test]
async fn division_reads_from_the_left() {
    check(from(users::table).filter(users::id.eq(1)).select((
        users::visits / 3,
        users::visits % 3,
        users::visits / (users::id * 5),
        users::visits / 5 * 2,
    )))
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(Some(3), Some(1), Some(2), Some(4))])
    .await;
}

#[tokio::test]
async fn division_by_zero_is_null() {
    check(from(users::table).filter(users::id.eq(1)).select(users::id / users::visits))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([Some(0)])
        .await;
    check(from(users::table).filter(users::id.eq(2)).select(users::id / users::visits))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([None::<i64>])
        .await;
}

#[tokio::test]
async fn reals_divide_exactly() {
    check(from(users::table).filter(users::id.eq(1)).select(users::score / 2.0))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([Some(0.75)])
        .await;
}

#[tokio::test]
async fn signs() {
    check(from(users::table).filter(users::id.eq(4)).select((
        -users::visits,
        -(-users::visits),
        -(users::visits + 1),
        users::visits - -users::id,
    )))
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(-3, 3, -4, 7)])
    .await;
}

#[tokio::test]
async fn sign_of_a_negative_constant() {
    check(
        from(users::table)
            .filter(users::id.eq(4))
            .select((-int::<-5>(), users::visits - int::<-5>())),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(5, 8)])
    .await;
}

#[tokio::test]
async fn null_carries_through() {
    check(from(users::table).order_by(users::id).select(users::score + 1.0))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([Some(2.5), None, Some(3.5), None])
        .await;
}

#[tokio::test]
async fn widths_mix() {
    check(
        from(posts::table)
            .filter(posts::id.eq(3))
            .select((posts::id + posts::likes, posts::likes * 2)),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(10_i64, 14_i32)])
    .await;
}
