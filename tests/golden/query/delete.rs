//! `DELETE`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn with_filters() {
    check(delete(posts::table).filter(posts::likes.lt(3)).filter(posts::body.is_null()))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .writes(2)
        .await
        .then(select(posts::id).order_by(posts::id), [1, 3])
        .await;
}

#[tokio::test]
async fn every_row() {
    check(delete(post_tags::table).every_row())
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .writes(3)
        .await
        .then(select(count(post_tags::post_id)), [0])
        .await;
}

#[tokio::test]
async fn filter_by_a_subquery() {
    check(
        delete(posts::table)
            .filter(posts::author_id.in_(select(users::id).filter(users::status.eq(Status::Gone)))),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .is_not_run();
    check(
        delete(users::table)
            .filter(not_exists(from(posts::table).filter(posts::author_id.eq(outer(users::id))))),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .writes(1)
    .await
    .then(select(max(users::id)), [Some(3)])
    .await;
}
