//! Subqueries in FROM.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn in_from() {
    let per_author =
        from(posts::table).group_by(posts::author_id).select((posts::author_id, count_rows()));
    check(
        from(derived(totals::table, per_author))
            .filter(totals::posts.eq(1))
            .order_by(totals::author)
            .select(totals::author),
    )
    .sqlite(
        "SELECT totals.author FROM (WITH totals (author, posts) AS (SELECT posts.author_id, \
         count(*) FROM posts GROUP BY posts.author_id) SELECT * FROM totals) AS totals WHERE \
         totals.posts = ?1 ORDER BY totals.author",
    )
    .postgres(
        "SELECT totals.author FROM (SELECT posts.author_id, count(*) FROM posts GROUP BY \
         posts.author_id) AS totals (author, posts) WHERE totals.posts = $1 ORDER BY totals.author",
    )
    .mysql(
        "SELECT totals.author FROM (SELECT posts.author_id, count(*) FROM posts GROUP BY \
         posts.author_id) AS totals (author, posts) WHERE totals.posts = ? ORDER BY totals.author",
    )
    .mariadb(
        "SELECT totals.author FROM (WITH totals (author, posts) AS (SELECT posts.author_id, \
         count(*) FROM posts GROUP BY posts.author_id) SELECT * FROM totals) AS totals WHERE \
         totals.posts = ? ORDER BY totals.author",
    )
    .rows([2, 3])
    .await;
}

#[tokio::test]
async fn in_a_left_join() {
    let per_author = from(posts::table)
        .filter(posts::likes.gt(1))
        .group_by(posts::author_id)
        .select((posts::author_id, count_rows()));
    check(
        from(users::table)
            .left_join(derived(totals::table, per_author))
            .on(totals::author.eq(users::id))
            .order_by(users::id)
            .select((users::name, totals::posts, totals::posts.coalesce(0))),
    )
    .sqlite(
        "SELECT users.name, totals.posts, coalesce(totals.posts, ?1) FROM users LEFT JOIN (WITH \
         totals (author, posts) AS (SELECT posts.author_id, count(*) FROM posts WHERE posts.likes \
         > ?2 GROUP BY posts.author_id) SELECT * FROM totals) AS totals ON totals.author = \
         users.id ORDER BY users.id",
    )
    .postgres(
        "SELECT users.name, totals.posts, coalesce(totals.posts, $1) FROM users LEFT JOIN (SELECT \
         posts.author_id, count(*) FROM posts WHERE posts.likes > $2 GROUP BY posts.author_id) AS \
         totals (author, posts) ON totals.author = users.id ORDER BY users.id",
    )
    .mysql(
        "SELECT users.name, totals.posts, coalesce(totals.posts, ?) FROM users LEFT JOIN (SELECT \
         posts.author_id, count(*) FROM posts WHERE posts.likes > ? GROUP BY posts.author_id) AS \
         totals (author, posts) ON totals.author = users.id ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.name, totals.posts, coalesce(totals.posts, ?) FROM users LEFT JOIN (WITH \
         totals (author, posts) AS (SELECT posts.author_id, count(*) FROM posts WHERE posts.likes \
         > ? GROUP BY posts.author_id) SELECT * FROM totals) AS totals ON totals.author = users.id \
         ORDER BY users.id",
    )
    .rows([("Ada", Some(1), 1), ("Bob", Some(1), 1), ("Cy", Some(1), 1), ("Dee", None, 0)])
    .await;
}

#[tokio::test]
async fn of_a_window_to_filter_by_it() {
    let ranked = from(posts::table).select((
        posts::id,
        row_number().over(window().partition_by(posts::author_id).order_by(posts::likes.desc())),
    ));
    check(
        from(derived(totals::table, ranked))
            .filter(totals::posts.eq(1))
            .order_by(totals::author)
            .select(totals::author),
    )
    .sqlite(
        "SELECT totals.author FROM (WITH totals (author, posts) AS (SELECT posts.id, row_number() \
         OVER (PARTITION BY posts.author_id ORDER BY posts.likes DESC) FROM posts) SELECT * FROM \
         totals) AS totals WHERE totals.posts = ?1 ORDER BY totals.author",
    )
    .postgres(
        "SELECT totals.author FROM (SELECT posts.id, row_number() OVER (PARTITION BY \
         posts.author_id ORDER BY posts.likes DESC) FROM posts) AS totals (author, posts) WHERE \
         totals.posts = $1 ORDER BY totals.author",
    )
    .mysql(
        "SELECT totals.author FROM (SELECT posts.id, row_number() OVER (PARTITION BY \
         posts.author_id ORDER BY posts.likes DESC) FROM posts) AS totals (author, posts) WHERE \
         totals.posts = ? ORDER BY totals.author",
    )
    .mariadb(
        "SELECT totals.author FROM (WITH totals (author, posts) AS (SELECT posts.id, row_number() \
         OVER (PARTITION BY posts.author_id ORDER BY posts.likes DESC) FROM posts) SELECT * FROM \
         totals) AS totals WHERE totals.posts = ? ORDER BY totals.author",
    )
    .rows([1, 3, 4])
    .await;
}

#[tokio::test]
async fn with_binds_in_order() {
    let liked = from(posts::table).filter(posts::likes.gt(1)).select((posts::author_id, posts::id));
    check(
        from(users::table)
            .inner_join(derived(totals::table, liked))
            .on(totals::author.eq(users::id).and(totals::posts.lt(9)))
            .filter(users::id.gt(1))
            .order_by(users::id)
            .select((users::id + 10, totals::posts)),
    )
    .sqlite(
        "SELECT users.id + ?1, totals.posts FROM users JOIN (WITH totals (author, posts) AS \
         (SELECT posts.author_id, posts.id FROM posts WHERE posts.likes > ?2) SELECT * FROM \
         totals) AS totals ON totals.author = users.id AND totals.posts < ?3 WHERE users.id > ?4 \
         ORDER BY users.id",
    )
    .postgres(
        "SELECT users.id + $1, totals.posts FROM users JOIN (SELECT posts.author_id, posts.id FROM \
         posts WHERE posts.likes > $2) AS totals (author, posts) ON totals.author = users.id AND \
         totals.posts < $3 WHERE users.id > $4 ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id + ?, totals.posts FROM users JOIN (SELECT posts.author_id, posts.id FROM \
         posts WHERE posts.likes > ?) AS totals (author, posts) ON totals.author = users.id AND \
         totals.posts < ? WHERE users.id > ? ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id + ?, totals.posts FROM users JOIN (WITH totals (author, posts) AS (SELECT \
         posts.author_id, posts.id FROM posts WHERE posts.likes > ?) SELECT * FROM totals) AS \
         totals ON totals.author = users.id AND totals.posts < ? WHERE users.id > ? ORDER BY \
         users.id",
    )
    .rows([(12, 3), (13, 4)])
    .await;
}
