//! `f(a) OVER (PARTITION BY .. ORDER BY .. ROWS BETWEEN ..)`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn ranks() {
    let by_visits = window().order_by(users::visits.desc());
    check(from(users::table).order_by(users::id).select((
        users::id,
        row_number().over(window().order_by(users::id)),
        rank().over(by_visits),
        dense_rank().over(by_visits),
        ntile::<2>().over(window().order_by(users::id)),
    )))
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(1, 1, 1, 1, 1), (2, 2, 4, 3, 1), (3, 3, 1, 1, 2), (4, 4, 3, 2, 2)])
    .await;
}

#[tokio::test]
async fn shares() {
    let by_id = window().order_by(users::id);
    check(
        from(users::table)
            .order_by(users::id)
            .select((percent_rank().over(by_id), cume_dist().over(by_id)))
            .limit(2),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(0.0, 0.25), (1.0 / 3.0, 0.5)])
    .await;
}

#[tokio::test]
async fn neighbours() {
    let by_id = window().order_by(posts::id);
    check(from(posts::table).order_by(posts::id).select((
        lag(posts::title).over(by_id),
        lead(posts::likes).over(by_id),
        first_value(posts::id).over(by_id),
        last_value(posts::body).over(by_id),
        nth_value::<2, _>(posts::title).over(by_id),
    )))
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([
        (None, Some(0), 1, Some("types"), None),
        (Some("Rust"), Some(7), 1, None, Some("SQL")),
        (Some("SQL"), Some(2), 1, Some("x"), Some("SQL")),
        (Some("Rust again"), None, 1, None, Some("SQL")),
    ])
    .await;
}

#[tokio::test]
async fn aggregates_over_partitions() {
    let author = window().partition_by(posts::author_id);
    check(from(posts::table).order_by(posts::id).select((
        posts::id,
        sum(posts::likes).over(author),
        count_rows().over(author),
        max(posts::body).over(author),
        avg(posts::likes).over(window()),
    )))
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([
        (1, 5, 2, Some("types"), 3.5),
        (2, 5, 2, Some("types"), 3.5),
        (3, 7, 1, Some("x"), 3.5),
        (4, 2, 1, None, 3.5),
    ])
    .await;
}

#[tokio::test]
async fn frames() {
    let by_id = window().order_by(posts::id);
    check(from(posts::table).order_by(posts::id).select((
        sum(posts::likes).over(by_id.rows(Preceding::<1>, CurrentRow)),
        sum(posts::likes).over(by_id.rows(UnboundedPreceding, UnboundedFollowing)),
        count_rows().over(by_id.rows(Following::<1>, Following::<2>)),
        max(posts::likes).over(by_id.rows(Following::<1>, UnboundedFollowing)),
    )))
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([
        (Some(5), Some(14), 2, Some(7)),
        (Some(5), Some(14), 2, Some(7)),
        (Some(7), Some(14), 1, Some(2)),
        (Some(9), Some(14), 0, None),
    ])
    .await;
}

#[tokio::test]
async fn several_keys() {
    check(
        from(posts::table).order_by(posts::id).select(
            row_number().over(
                window()
                    .partition_by((posts::author_id, posts::body))
                    .order_by((posts::likes.desc().nulls_last(), posts::id)),
            ),
        ),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([1, 1, 1, 1])
    .await;
}

#[tokio::test]
async fn over_groups() {
    check(
        from(posts::table)
            .group_by(posts::author_id)
            .order_by(posts::author_id)
            .select((posts::author_id, rank().over(window().order_by(sum(posts::likes).desc())))),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(1, 2), (2, 1), (3, 3)])
    .await;
}

#[tokio::test]
async fn in_order_by() {
    check(
        from(users::table)
            .order_by((rank().over(window().order_by(users::visits)), users::id.desc()))
            .select(users::id),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([2, 4, 3, 1])
    .await;
}
