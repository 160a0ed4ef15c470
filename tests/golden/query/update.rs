//! `UPDATE`, also with rows of other tables.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn with_filters() {
    check(
        update(users::table)
            .set(users::visits.set(1))
            .filter(users::visits.gt(3).or(users::id.eq(2)))
            .filter(users::status.eq(Status::Active)),
    )
    .sqlite(
        "UPDATE users SET visits = ?1 WHERE (users.visits > ?2 OR users.id = ?3) AND users.status \
         = ?4",
    )
    .postgres(
        "UPDATE users SET visits = $1 WHERE (users.visits > $2 OR users.id = $3) AND users.status \
         = $4",
    )
    .mysql(
        "UPDATE users SET visits = ? WHERE (users.visits > ? OR users.id = ?) AND users.status = ?",
    )
    .mariadb(
        "UPDATE users SET visits = ? WHERE (users.visits > ? OR users.id = ?) AND users.status = ?",
    )
    .writes(2)
    .await
    .then(select(users::visits).order_by(users::id), [1, 0, 1, 3])
    .await;
}

#[tokio::test]
async fn every_row() {
    check(update(posts::table).set(posts::likes.set(posts::likes + 1)).every_row())
        .sqlite("UPDATE posts SET likes = posts.likes + ?1")
        .postgres("UPDATE posts SET likes = posts.likes + $1")
        .mysql("UPDATE posts SET likes = posts.likes + ?")
        .mariadb("UPDATE posts SET likes = posts.likes + ?")
        .writes(4)
        .await
        .then(select(sum(posts::likes)), [Some(18)])
        .await;
}

#[tokio::test]
async fn from_another_table() {
    check(
        update(posts::table)
            .from(users::table)
            .set((posts::body.set(users::name), posts::likes.set(posts::likes + 1)))
            .filter(users::id.eq(posts::author_id))
            .filter(users::visits.eq(10)),
    )
    .sqlite(
        "UPDATE posts SET body = users.name, likes = posts.likes + ?1 FROM users WHERE users.id = \
         posts.author_id AND users.visits = ?2",
    )
    .postgres(
        "UPDATE posts SET body = users.name, likes = posts.likes + $1 FROM users WHERE users.id = \
         posts.author_id AND users.visits = $2",
    )
    .mysql(
        "UPDATE posts, users SET posts.body = users.name, posts.likes = posts.likes + ? WHERE \
         users.id = posts.author_id AND users.visits = ?",
    )
    .mariadb(
        "UPDATE posts, users SET posts.body = users.name, posts.likes = posts.likes + ? WHERE \
         users.id = posts.author_id AND users.visits = ?",
    )
    .writes(3)
    .await
    .then(
        select(posts::body).order_by(posts::id),
        [Some("Ada"), Some("Ada"), Some("x"), Some("Cy")],
    )
    .await;
}

#[tokio::test]
async fn filter_by_a_subquery() {
    check(
        update(users::table)
            .set(users::status.set(Status::Gone))
            .filter(not_exists(from(posts::table).filter(posts::author_id.eq(outer(users::id))))),
    )
    .sqlite(
        "UPDATE users SET status = ?1 WHERE NOT EXISTS (SELECT 1 FROM posts WHERE posts.author_id \
         = users.id)",
    )
    .postgres(
        "UPDATE users SET status = $1 WHERE NOT EXISTS (SELECT 1 FROM posts WHERE posts.author_id \
         = users.id)",
    )
    .mysql(
        "UPDATE users SET status = ? WHERE NOT EXISTS (SELECT 1 FROM posts WHERE posts.author_id = \
         users.id)",
    )
    .mariadb(
        "UPDATE users SET status = ? WHERE NOT EXISTS (SELECT 1 FROM posts WHERE posts.author_id = \
         users.id)",
    )
    .writes(1)
    .await
    .then(select(users::id).filter(users::status.eq(Status::Gone)).order_by(users::id), [2, 4])
    .await;
}

#[tokio::test]
async fn filter_by_a_subquery_of_the_same_table() {
    check(
        update(users::table)
            .set(users::visits.set(0))
            .filter(users::id.in_(select(users::id).filter(users::visits.gt(5)))),
    )
    .sqlite(
        "UPDATE users SET visits = ?1 WHERE users.id IN (SELECT users.id FROM users WHERE \
         users.visits > ?2)",
    )
    .postgres(
        "UPDATE users SET visits = $1 WHERE users.id IN (SELECT users.id FROM users WHERE \
         users.visits > $2)",
    )
    .mariadb(
        "UPDATE users SET visits = ? WHERE users.id IN (SELECT users.id FROM users WHERE \
         users.visits > ?)",
    )
    .writes(2)
    .await
    .then(select(sum(users::visits)), [Some(3)])
    .await;
}

#[tokio::test]
async fn copy_of_the_own_table_in_a_subquery() {
    let most = from(users::table).select((max(users::id).coalesce(0), count_rows()));
    let copy = from(derived(totals::table, most)).select(totals::author);
    check(update(users::table).set(users::visits.set(7)).filter(users::id.in_(copy)))
        .sqlite(
            "UPDATE users SET visits = ?1 WHERE users.id IN (SELECT totals.author FROM \
             (SELECT coalesce(max(users.id), ?2) AS author, count(*) AS posts FROM users) \
             AS totals)",
        )
        .postgres(
            "UPDATE users SET visits = $1 WHERE users.id IN (SELECT totals.author FROM \
             (SELECT coalesce(max(users.id), $2) AS author, count(*) AS posts FROM users) \
             AS totals)",
        )
        .mysql(
            "UPDATE users SET visits = ? WHERE users.id IN (SELECT totals.author FROM \
             (SELECT coalesce(max(users.id), ?) AS author, count(*) AS posts FROM users) \
             AS totals)",
        )
        .mariadb(
            "UPDATE users SET visits = ? WHERE users.id IN (SELECT totals.author FROM \
             (SELECT coalesce(max(users.id), ?) AS author, count(*) AS posts FROM users) \
             AS totals)",
        )
        .writes(1)
        .await
        .then(select(users::visits).order_by(users::id), [10, 0, 10, 7])
        .await;
}
