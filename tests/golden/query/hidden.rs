//! Queries of WITH that have the name of the table that is written.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

mod named {
    use super::*;
    shape! { pub posts { id: i64 } }
    shape! { pub tags { label: String } }
}

#[tokio::test]
async fn named_like_the_table_that_is_deleted_from() {
    let late = from(users::table).filter(users::id.gt(3)).select(users::id);
    let gone = delete(posts::table).filter(posts::id.in_(select(named::posts::id)));
    check(with(cte(named::posts::table, late)).query(gone))
        .sqlite(
            "WITH posts (id) AS (SELECT users.id FROM users WHERE users.id > ?1) DELETE FROM posts \
             WHERE posts.id IN (SELECT posts.id FROM posts)",
        )
        .postgres(
            "WITH posts (id) AS (SELECT users.id FROM users WHERE users.id > $1) DELETE FROM posts \
             WHERE posts.id IN (SELECT posts.id FROM posts)",
        )
        .writes(1)
        .await
        .then(select(posts::id).order_by(posts::id), [1_i64, 2, 3])
        .await;
}

#[tokio::test]
async fn named_like_the_table_that_is_updated() {
    let late = from(users::table).filter(users::id.gt(3)).select(users::id);
    let change = update(posts::table)
        .set(posts::title.set("new"))
        .filter(posts::id.in_(select(named::posts::id)));
    check(with(cte(named::posts::table, late)).query(change))
        .sqlite(
            "WITH posts (id) AS (SELECT users.id FROM users WHERE users.id > ?1) UPDATE posts \
             SET title = ?2 WHERE posts.id IN (SELECT posts.id FROM posts)",
        )
        .postgres(
            "WITH posts (id) AS (SELECT users.id FROM users WHERE users.id > $1) UPDATE posts \
             SET title = $2 WHERE posts.id IN (SELECT posts.id FROM posts)",
        )
        .writes(1)
        .await
        .then(select(posts::id).filter(posts::title.eq("new")), [4_i64])
        .await;
}

#[tokio::test]
async fn named_like_the_table_that_is_inserted_into() {
    let late = from(users::table).filter(users::id.gt(3)).select(users::name);
    let add = insert_into(tags::table).from_select(tags::label, select(named::tags::label));
    check(with(cte(named::tags::table, late)).query(add))
        .sqlite(
            "WITH tags (label) AS (SELECT users.name FROM users WHERE users.id > ?1) \
             INSERT INTO tags (label) SELECT tags.label FROM tags",
        )
        .postgres(
            "WITH tags (label) AS (SELECT users.name FROM users WHERE users.id > $1) \
             INSERT INTO tags (label) SELECT tags.label FROM tags",
        )
        .writes(1)
        .await
        .then(select(tags::label).order_by(tags::id), ["db", "lang", "Dee"])
        .await;
}
