//! `ORDER BY` as a clause.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn further_keys_are_added() {
    check(
        from(users::table)
            .order_by(users::visits)
            .order_by((users::name.desc(), users::id))
            .select(users::id),
    )
    .sqlite("SELECT users.id FROM users ORDER BY users.visits, users.name DESC, users.id")
    .postgres("SELECT users.id FROM users ORDER BY users.visits, users.name DESC, users.id")
    .mysql("SELECT users.id FROM users ORDER BY users.visits, users.name DESC, users.id")
    .mariadb("SELECT users.id FROM users ORDER BY users.visits, users.name DESC, users.id")
    .rows([2, 4, 3, 1])
    .await;
}

#[tokio::test]
async fn by_a_column_that_is_not_selected() {
    check(from(users::table).select(users::id).order_by(users::email.desc()).limit(2))
        .sqlite("SELECT users.id FROM users ORDER BY users.email DESC LIMIT ?1")
        .postgres("SELECT users.id FROM users ORDER BY users.email DESC LIMIT $1")
        .mysql("SELECT users.id FROM users ORDER BY users.email DESC LIMIT ?")
        .mariadb("SELECT users.id FROM users ORDER BY users.email DESC LIMIT ?")
        .rows([4, 3])
        .await;
}

#[tokio::test]
async fn by_a_joined_table() {
    check(
        from(posts::table)
            .inner_join(posts::author)
            .order_by((users::name.desc(), posts::id.desc()))
            .select(posts::id),
    )
    .sqlite(
        "SELECT posts.id FROM posts JOIN users ON users.id = posts.author_id ORDER BY users.name \
         DESC, posts.id DESC",
    )
    .postgres(
        "SELECT posts.id FROM posts JOIN users ON users.id = posts.author_id ORDER BY users.name \
         DESC, posts.id DESC",
    )
    .mysql(
        "SELECT posts.id FROM posts JOIN users ON users.id = posts.author_id ORDER BY users.name \
         DESC, posts.id DESC",
    )
    .mariadb(
        "SELECT posts.id FROM posts JOIN users ON users.id = posts.author_id ORDER BY users.name \
         DESC, posts.id DESC",
    )
    .rows([4, 3, 2, 1])
    .await;
}

#[tokio::test]
async fn by_a_subquery() {
    let likes = scalar(
        from(posts::table).filter(posts::author_id.eq(outer(users::id))).select(sum(posts::likes)),
    );
    check(from(users::table).order_by((likes.desc().nulls_last(), users::id)).select(users::id))
        .sqlite(
            "SELECT users.id FROM users ORDER BY (SELECT sum(posts.likes) FROM posts WHERE \
             posts.author_id = users.id) DESC NULLS LAST, users.id",
        )
        .postgres(
            "SELECT users.id FROM users ORDER BY (SELECT CAST(sum(posts.likes) AS BIGINT) FROM \
             posts WHERE posts.author_id = users.id) DESC NULLS LAST, users.id",
        )
        .mysql(
            "SELECT users.id FROM users ORDER BY (SELECT CAST(sum(posts.likes) AS SIGNED) FROM \
             posts WHERE posts.author_id = users.id) IS NULL, (SELECT CAST(sum(posts.likes) AS \
             SIGNED) FROM posts WHERE posts.author_id = users.id) DESC, users.id",
        )
        .mariadb(
            "SELECT users.id FROM users ORDER BY (SELECT CAST(sum(posts.likes) AS SIGNED) FROM \
             posts WHERE posts.author_id = users.id) IS NULL, (SELECT CAST(sum(posts.likes) AS \
             SIGNED) FROM posts WHERE posts.author_id = users.id) DESC, users.id",
        )
        .rows([2, 1, 3, 4])
        .await;
}
