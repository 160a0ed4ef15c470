//! What has one value for each group: keys, what depends on them, expressions of them.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn expression_of_a_key() {
    check(from(users::table).group_by(users::visits).order_by(users::visits).select((
        users::visits + 1,
        -users::visits,
        count_rows(),
    )))
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(1, 0, 1), (4, -3, 1), (11, -10, 2)])
    .await;
}

#[tokio::test]
async fn expression_as_a_key() {
    let parity = users::visits % int::<2>();
    check(
        from(users::table)
            .group_by(parity)
            .order_by(parity)
            .having(parity.coalesce(int::<0>()).ge(0))
            .select((parity, count_rows(), (parity + int::<1>()).coalesce(int::<0>()))),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(Some(0), 3, 1), (Some(1), 1, 2)])
    .await;
}

#[tokio::test]
async fn function_as_a_key() {
    let initial = lower(users::status.cast::<String>());
    check(
        from(users::table)
            .group_by((initial, users::visits))
            .order_by((initial, users::visits))
            .select((initial, users::visits, count_rows())),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([("active", 3, 1), ("active", 10, 2), ("gone", 0, 1)])
    .await;
}

#[tokio::test]
async fn columns_depend_on_a_primary_key() {
    check(
        from(users::table)
            .inner_join(users::posts)
            .group_by(users::id)
            .order_by(users::name)
            .select((users::name, users::nickname.coalesce(users::email), count_rows())),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([("Ada", "ace", 2), ("Bob", "bob@example.org", 1), ("Cy", "c_%", 1)])
    .await;
}

#[tokio::test]
async fn columns_depend_on_a_primary_key_of_two_columns() {
    check(
        from(post_tags::table)
            .group_by((post_tags::post_id, post_tags::tag_id))
            .order_by((post_tags::post_id, post_tags::tag_id))
            .select((post_tags::post_id, post_tags::note, count_rows())),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(1, None, 1), (1, Some("main"), 1), (3, None, 1)])
    .await;
}

#[tokio::test]
async fn case_of_keys() {
    check(
        from(users::table)
            .group_by((users::visits, users::status))
            .order_by(users::visits)
            .select(case_when(users::visits.gt(int::<5>()), users::status).otherwise(Status::Gone)),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([Status::Gone, Status::Gone, Status::Active])
    .await;
}
