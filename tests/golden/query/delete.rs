//! `DELETE`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn with_filters() {
    check(delete(posts::table).filter(posts::likes.lt(3)).filter(posts::body.is_null()))
        .sqlite("DELETE FROM posts WHERE posts.likes < ?1 AND posts.body IS NULL")
        .postgres("DELETE FROM posts WHERE posts.likes < $1 AND posts.body IS NULL")
        .mysql("DELETE FROM posts WHERE posts.likes < ? AND posts.body IS NULL")
        .mariadb("DELETE FROM posts WHERE posts.likes < ? AND posts.body IS NULL")
        .writes(2)
        .await
        .then(select(posts::id).order_by(posts::id), [1, 3])
        .await;
}

#[tokio::test]
async fn every_row() {
    check(delete(post_tags::table).every_row())
        .sqlite("DELETE FROM post_tags")
        .postgres("DELETE FROM post_tags")
        .mysql("DELETE FROM post_tags")
        .mariadb("DELETE FROM post_tags")
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
    .sqlite(
        "DELETE FROM posts WHERE posts.author_id IN (SELECT users.id FROM users WHERE users.status \
         = ?1)",
    )
    .postgres(
        "DELETE FROM posts WHERE posts.author_id IN (SELECT users.id FROM users WHERE users.status \
         = $1)",
    )
    .mysql(
        "DELETE FROM posts WHERE posts.author_id IN (SELECT users.id FROM users WHERE users.status \
         = ?)",
    )
    .mariadb(
        "DELETE FROM posts WHERE posts.author_id IN (SELECT users.id FROM users WHERE users.status \
         = ?)",
    )
    .is_not_run();
    check(
        delete(users::table)
            .filter(not_exists(from(posts::table).filter(posts::author_id.eq(outer(users::id))))),
    )
    .sqlite(
        "DELETE FROM users WHERE NOT EXISTS (SELECT 1 FROM posts WHERE posts.author_id = users.id)",
    )
    .postgres(
        "DELETE FROM users WHERE NOT EXISTS (SELECT 1 FROM posts WHERE posts.author_id = users.id)",
    )
    .mysql(
        "DELETE FROM users WHERE NOT EXISTS (SELECT 1 FROM posts WHERE posts.author_id = users.id)",
    )
    .mariadb(
        "DELETE FROM users WHERE NOT EXISTS (SELECT 1 FROM posts WHERE posts.author_id = users.id)",
    )
    .writes(1)
    .await
    .then(select(max(users::id)), [Some(3)])
    .await;
}

#[tokio::test]
async fn filter_by_a_subquery_of_the_same_table() {
    check(
        delete(users::table).filter(users::id.in_(select(users::id).filter(users::visits.eq(3)))),
    )
    .sqlite(
        "DELETE FROM users WHERE users.id IN (SELECT users.id FROM users WHERE users.visits = ?1)",
    )
    .postgres(
        "DELETE FROM users WHERE users.id IN (SELECT users.id FROM users WHERE users.visits = $1)",
    )
    .mariadb(
        "DELETE FROM users WHERE users.id IN (SELECT users.id FROM users WHERE users.visits = ?)",
    )
    .writes(1)
    .await
    .then(select(users::id).order_by(users::id), [1, 2, 3])
    .await;
}
