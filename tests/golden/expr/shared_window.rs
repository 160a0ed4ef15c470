//! `OVER w1 .. WINDOW w1 AS (..)`: windows that are written once.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn one_for_several_functions() {
    let newest = window().partition_by(posts::author_id).order_by(posts::id.desc()).shared();
    let text = "SELECT posts.id, row_number() OVER w1, lead(posts.id) OVER w1 FROM posts WINDOW w1 AS \
                (PARTITION BY posts.author_id ORDER BY posts.id DESC) ORDER BY posts.id";
    check(from(posts::table).order_by(posts::id).select((
        posts::id,
        row_number().over(newest),
        lead(posts::id).over(newest),
    )))
    .sqlite(text)
    .postgres(text)
    .mysql(text)
    .mariadb(text)
    .rows([(1, 2, None), (2, 1, Some(1)), (3, 1, None), (4, 1, None)])
    .await;
}

#[tokio::test]
async fn several_beside_one_that_is_not() {
    let all = window().shared();
    let so_far = window().order_by(posts::id).rows(UnboundedPreceding, CurrentRow).shared();
    let again = window().order_by(posts::id).rows(UnboundedPreceding, CurrentRow).shared();
    let sqlite = "SELECT sum(posts.likes) OVER w1, count(*) OVER w2, rank() OVER (ORDER BY posts.likes) \
                  FROM posts WHERE posts.id < ?1 WINDOW w1 AS (ORDER BY posts.id ROWS BETWEEN \
                  UNBOUNDED PRECEDING AND CURRENT ROW), w2 AS () ORDER BY count(posts.id) OVER w1, \
                  posts.id LIMIT ?2";
    let mysql = sqlite
        .replace("?1", "?")
        .replace("?2", "?")
        .replace("sum(posts.likes) OVER w1", "CAST(sum(posts.likes) OVER w1 AS SIGNED)");
    let postgres = sqlite
        .replace("?1", "$1")
        .replace("?2", "$2")
        .replace("sum(posts.likes) OVER w1", "CAST(sum(posts.likes) OVER w1 AS BIGINT)");
    check(
        from(posts::table)
            .filter(posts::id.lt(4))
            .order_by((count(posts::id).over(again).asc(), posts::id.asc()))
            .select((
                sum(posts::likes).over(so_far),
                count_rows().over(all),
                rank().over(window().order_by(posts::likes)),
            ))
            .limit(2),
    )
    .sqlite(sqlite)
    .postgres(&postgres)
    .mysql(&mysql)
    .mariadb(&mysql)
    .rows([(5, 3, 2), (5, 3, 1)])
    .await;
}

#[tokio::test]
async fn each_select_has_its_own() {
    let by_id = window().order_by(users::id).shared();
    let mine = window().order_by(tags::id.desc()).shared();
    let inner = from(tags::table).order_by(rank().over(mine).asc()).select(tags::label).limit_one();
    let text = "SELECT (SELECT tags.label FROM tags WINDOW w1 AS (ORDER BY tags.id DESC) ORDER BY \
                rank() OVER w1 LIMIT 1), rank() OVER w1 FROM users WINDOW w1 AS (ORDER BY users.id) \
                ORDER BY rank() OVER w1";
    check(
        from(users::table)
            .order_by(rank().over(by_id).asc())
            .select((scalar(inner), rank().over(by_id))),
    )
    .sqlite(text)
    .postgres(text)
    .mysql(text)
    .mariadb(text)
    .rows([(Some("lang"), 1), (Some("lang"), 2), (Some("lang"), 3), (Some("lang"), 4)])
    .await;
}

#[tokio::test]
async fn over_groups_and_in_sides_of_a_set_operation() {
    let per_author = || {
        let most = window().order_by(count_rows().desc()).shared();
        from(posts::table)
            .group_by(posts::author_id)
            .having(posts::author_id.lt(int::<9>()))
            .select((posts::author_id, rank().over(most), dense_rank().over(most)))
    };
    let having = |key: &str, number: &str| {
        format!(
            "SELECT posts.author_id, rank() OVER w1, dense_rank() OVER w1 FROM posts GROUP BY \
             posts.author_id HAVING {key} < {number} WINDOW w1 AS (ORDER BY count(*) DESC)"
        )
    };
    let twice = |one: String| format!("{one} UNION {one} ORDER BY 1");
    let sqlite = twice(having("posts.author_id", "9"));
    let postgres = twice(having("posts.author_id", "CAST(9 AS BIGINT)"));
    let mysql = twice(having("min(posts.author_id)", "9"));
    check(per_author().union(per_author()).order_by(posts::author_id))
        .sqlite(&sqlite)
        .postgres(&postgres)
        .mysql(&mysql)
        .mariadb(&mysql)
        .rows([(1, 1, 1), (2, 2, 2), (3, 2, 2)])
        .await;
}
