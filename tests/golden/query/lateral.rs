//! `JOIN LATERAL`: a subquery for each row of the tables before it.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

shape! { pub best as Best { id: i64, title: String } }

#[tokio::test]
async fn the_first_of_each_group() {
    let two = select((posts::id, posts::title))
        .filter(posts::author_id.eq(outer(users::id)))
        .order_by(posts::likes.desc())
        .limit(2);
    check(
        from(users::table)
            .inner_join(lateral(best::table, two))
            .order_by((users::id, best::id))
            .select((users::name, best::title)),
    )
    .postgres(
        "SELECT users.name, best.title FROM users JOIN LATERAL (SELECT posts.id AS id, posts.title \
         AS title FROM posts WHERE posts.author_id = users.id ORDER BY posts.likes DESC LIMIT $1) \
         AS best ON TRUE ORDER BY users.id, best.id",
    )
    .mysql(
        "SELECT users.name, best.title FROM users JOIN LATERAL (SELECT posts.id AS id, posts.title \
         AS title FROM posts WHERE posts.author_id = users.id ORDER BY posts.likes DESC LIMIT ?) \
         AS best ON TRUE ORDER BY users.id, best.id",
    )
    .rows_elsewhere([("Ada", "Rust"), ("Ada", "SQL"), ("Bob", "Rust again"), ("Cy", "100% sure")])
    .await;
}

#[tokio::test]
async fn rows_without_any_stay_in_a_left_join() {
    let one = select((posts::id, posts::title))
        .filter(posts::author_id.eq(outer(users::id)))
        .order_by(posts::likes.desc())
        .limit_one();
    check(
        from(users::table)
            .left_join(lateral(best::table, one))
            .filter(users::id.gt(2))
            .order_by(users::id)
            .select((users::name, best::title)),
    )
    .postgres(
        "SELECT users.name, best.title FROM users LEFT JOIN LATERAL (SELECT posts.id AS id, \
         posts.title AS title FROM posts WHERE posts.author_id = users.id ORDER BY posts.likes DESC \
         LIMIT 1) AS best ON TRUE WHERE users.id > $1 ORDER BY users.id",
    )
    .mysql(
        "SELECT users.name, best.title FROM users LEFT JOIN LATERAL (SELECT posts.id AS id, \
         posts.title AS title FROM posts WHERE posts.author_id = users.id ORDER BY posts.likes DESC \
         LIMIT 1) AS best ON TRUE WHERE users.id > ? ORDER BY users.id",
    )
    .rows_elsewhere([("Cy", Some("100% sure")), ("Dee", None)])
    .await;
}

#[tokio::test]
async fn of_several_tables_and_of_one_another() {
    let count = from(post_tags::table)
        .filter(post_tags::post_id.eq(outer(best::id)))
        .filter(outer(users::id).lt(9))
        .select((count_rows(), count_rows()));
    let one = select((posts::id, posts::title))
        .filter(posts::author_id.eq(outer(users::id)))
        .order_by(posts::id)
        .limit_one();
    check(
        from(users::table)
            .inner_join(lateral(best::table, one))
            .inner_join(lateral(totals::table, count))
            .order_by(users::id)
            .select((best::title, totals::posts)),
    )
    .postgres(
        "SELECT best.title, totals.posts FROM users JOIN LATERAL (SELECT posts.id AS id, posts.title \
         AS title FROM posts WHERE posts.author_id = users.id ORDER BY posts.id LIMIT 1) AS best ON \
         TRUE JOIN LATERAL (SELECT count(*) AS author, count(*) AS posts FROM post_tags WHERE \
         post_tags.post_id = best.id AND users.id < $1) AS totals ON TRUE ORDER BY users.id",
    )
    .mysql(
        "SELECT best.title, totals.posts FROM users JOIN LATERAL (SELECT posts.id AS id, posts.title \
         AS title FROM posts WHERE posts.author_id = users.id ORDER BY posts.id LIMIT 1) AS best ON \
         TRUE JOIN LATERAL (SELECT count(*) AS author, count(*) AS posts FROM post_tags WHERE \
         post_tags.post_id = best.id AND users.id < ?) AS totals ON TRUE ORDER BY users.id",
    )
    .rows_elsewhere([("Rust", 2), ("Rust again", 1), ("100% sure", 0)])
    .await;
}

#[tokio::test]
async fn in_a_subquery_it_sees_the_query_around_that() {
    let any = select((posts::id, posts::title)).filter(
        posts::author_id.eq(outer(staff::id)).and(posts::likes.gt(outer(outer(users::visits)))),
    );
    let liked = from(staff::table)
        .inner_join(lateral(best::table, any))
        .filter(staff::id.eq(outer(users::id)))
        .select(best::title);
    check(from(users::table).filter(exists(liked)).select(users::name))
        .postgres(
            "SELECT users.name FROM users WHERE EXISTS (SELECT best.title FROM staff JOIN LATERAL \
             (SELECT posts.id AS id, posts.title AS title FROM posts WHERE posts.author_id = staff.id \
             AND posts.likes > users.visits) AS best ON TRUE WHERE staff.id = users.id)",
        )
        .mysql(
            "SELECT users.name FROM users WHERE EXISTS (SELECT best.title FROM staff JOIN LATERAL \
             (SELECT posts.id AS id, posts.title AS title FROM posts WHERE posts.author_id = staff.id \
             AND posts.likes > users.visits) AS best ON TRUE WHERE staff.id = users.id)",
        )
        .rows_elsewhere(["Bob"])
        .await;
}
