//! `COUNT`, `SUM`, `AVG`, `MIN`, `MAX`, with `DISTINCT` and `FILTER`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn of_all_rows() {
    check(from(users::table).select((
        count_rows(),
        count(users::nickname),
        sum(users::visits),
        avg(users::visits),
        min(users::name),
        max(users::score),
    )))
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(4, 2, Some(23), Some(5.75), Some("Ada"), Some(2.5))])
    .await;
}

#[tokio::test]
async fn of_no_rows() {
    check(from(users::table).filter(users::id.gt(9)).select((
        count_rows(),
        sum(users::visits),
        avg(users::score),
        max(users::id),
    )))
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(0, None::<i64>, None::<f64>, None::<i64>)])
    .await;
}

#[tokio::test]
async fn of_groups_are_not_null() {
    check(from(users::table).group_by(users::status).order_by(users::status).select((
        users::status,
        sum(users::visits),
        max(users::name),
        avg(users::score),
    )))
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(Status::Active, 23, "Dee", Some(2.0)), (Status::Gone, 0, "Bob", None)])
    .await;
}

#[tokio::test]
async fn sum_is_wide() {
    check(from(posts::table).select((sum(posts::likes), avg(posts::likes), sum(posts::likes * 2))))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([(Some(14_i64), Some(3.5), Some(28_i64))])
        .await;
}

#[tokio::test]
async fn distinct() {
    check(from(users::table).select((count(users::visits).distinct(), count(users::visits))))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([(3, 4)])
        .await;
}

#[tokio::test]
async fn filtered() {
    check(from(users::table).select((
        count(users::id).filter_where(users::visits.gt(0)),
        max(users::name).filter_where(users::visits.eq(0)),
        sum(users::visits).filter_where(users::nickname.is_null()),
    )))
    .sqlite("")
    .postgres("")
    .rows([(3, Some("Bob"), Some(3))])
    .await;
}

#[tokio::test]
async fn of_the_nullable_side() {
    check(
        from(users::table)
            .left_join(users::posts)
            .group_by(users::id)
            .order_by(users::id)
            .select((users::id, count(posts::id), max(posts::likes), count_rows())),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(1, 2, Some(5), 2), (2, 1, Some(7), 1), (3, 1, Some(2), 1), (4, 0, None, 1)])
    .await;
}

#[tokio::test]
async fn inside_expressions() {
    check(from(users::table).select((
        max(users::visits) - min(users::visits),
        sum(users::visits).coalesce(0) + 1,
        count_rows().gt(3),
        max(users::visits).is_null(),
    )))
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(Some(10), 24, true, false)])
    .await;
}
