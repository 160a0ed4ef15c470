//! `EXISTS`, `IN (SELECT ..)`, and a subquery as a value.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn exists_and_not_exists() {
    let of_user = from(posts::table).filter(posts::author_id.eq(outer(users::id)));
    check(
        from(users::table)
            .filter(not_exists(of_user))
            .filter(!exists(of_user.select(posts::id)))
            .select(users::name),
    )
    .sqlite(
        "SELECT users.name FROM users WHERE NOT EXISTS (SELECT 1 FROM posts WHERE posts.author_id \
         = users.id) AND NOT EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id)",
    )
    .postgres(
        "SELECT users.name FROM users WHERE NOT EXISTS (SELECT 1 FROM posts WHERE posts.author_id \
         = users.id) AND NOT EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id)",
    )
    .mysql(
        "SELECT users.name FROM users WHERE NOT EXISTS (SELECT 1 FROM posts WHERE posts.author_id \
         = users.id) AND NOT EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id)",
    )
    .mariadb(
        "SELECT users.name FROM users WHERE NOT EXISTS (SELECT 1 FROM posts WHERE posts.author_id \
         = users.id) AND NOT EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id)",
    )
    .rows(["Dee"])
    .await;
}

#[tokio::test]
async fn in_a_subquery() {
    check(
        from(users::table)
            .filter(
                users::id
                    .in_(from(posts::table).filter(posts::likes.gt(4)).select(posts::author_id)),
            )
            .filter(
                users::id.not_in(select(post_tags::tag_id).filter(post_tags::note.is_not_null())),
            )
            .select(users::name),
    )
    .sqlite(
        "SELECT users.name FROM users WHERE users.id IN (SELECT posts.author_id FROM posts WHERE \
         posts.likes > ?1) AND users.id NOT IN (SELECT post_tags.tag_id FROM post_tags WHERE \
         post_tags.note IS NOT NULL)",
    )
    .postgres(
        "SELECT users.name FROM users WHERE users.id IN (SELECT posts.author_id FROM posts WHERE \
         posts.likes > $1) AND users.id NOT IN (SELECT post_tags.tag_id FROM post_tags WHERE \
         post_tags.note IS NOT NULL)",
    )
    .mysql(
        "SELECT users.name FROM users WHERE users.id IN (SELECT posts.author_id FROM posts WHERE \
         posts.likes > ?) AND users.id NOT IN (SELECT post_tags.tag_id FROM post_tags WHERE \
         post_tags.note IS NOT NULL)",
    )
    .mariadb(
        "SELECT users.name FROM users WHERE users.id IN (SELECT posts.author_id FROM posts WHERE \
         posts.likes > ?) AND users.id NOT IN (SELECT post_tags.tag_id FROM post_tags WHERE \
         post_tags.note IS NOT NULL)",
    )
    .rows(["Ada"])
    .await;
}

#[tokio::test]
async fn in_a_subquery_of_the_same_table() {
    check(
        from(users::table)
            .filter(users::id.in_(select(users::id).filter(users::visits.gt(5))))
            .order_by(users::id)
            .select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users WHERE users.id IN (SELECT users.id FROM users WHERE \
         users.visits > ?1) ORDER BY users.id",
    )
    .postgres(
        "SELECT users.id FROM users WHERE users.id IN (SELECT users.id FROM users WHERE \
         users.visits > $1) ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id FROM users WHERE users.id IN (SELECT users.id FROM users WHERE \
         users.visits > ?) ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id FROM users WHERE users.id IN (SELECT users.id FROM users WHERE \
         users.visits > ?) ORDER BY users.id",
    )
    .rows([1, 3])
    .await;
}

#[tokio::test]
async fn in_a_limited_subquery() {
    check(
        from(users::table)
            .filter(
                users::id.in_(
                    select(users::id).order_by(users::visits.desc()).order_by(users::id).limit(1),
                ),
            )
            .select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users WHERE users.id IN (SELECT users.id FROM users ORDER BY \
         users.visits DESC, users.id LIMIT ?1)",
    )
    .postgres(
        "SELECT users.id FROM users WHERE users.id IN (SELECT users.id FROM users ORDER BY \
         users.visits DESC, users.id LIMIT $1)",
    )
    .rows([1])
    .await;
}

#[tokio::test]
async fn one_value() {
    let newest = scalar(
        from(posts::table).filter(posts::author_id.eq(outer(users::id))).select(max(posts::id)),
    );
    let number = scalar(
        from(posts::table).filter(posts::author_id.eq(outer(users::id))).select(count_rows()),
    );
    check(from(users::table).order_by(users::id).select((newest, number)))
        .sqlite(
            "SELECT (SELECT max(posts.id) FROM posts WHERE posts.author_id = users.id), (SELECT \
             count(*) FROM posts WHERE posts.author_id = users.id) FROM users ORDER BY users.id",
        )
        .postgres(
            "SELECT (SELECT max(posts.id) FROM posts WHERE posts.author_id = users.id), (SELECT \
             count(*) FROM posts WHERE posts.author_id = users.id) FROM users ORDER BY users.id",
        )
        .mysql(
            "SELECT (SELECT max(posts.id) FROM posts WHERE posts.author_id = users.id), (SELECT \
             count(*) FROM posts WHERE posts.author_id = users.id) FROM users ORDER BY users.id",
        )
        .mariadb(
            "SELECT (SELECT max(posts.id) FROM posts WHERE posts.author_id = users.id), (SELECT \
             count(*) FROM posts WHERE posts.author_id = users.id) FROM users ORDER BY users.id",
        )
        .rows([(Some(2), 2), (Some(3), 1), (Some(4), 1), (None, 0)])
        .await;
}

#[tokio::test]
async fn one_value_of_at_most_one_row() {
    let title =
        scalar(from(posts::table).filter(posts::id.eq(outer(users::id))).select(posts::title));
    check(from(users::table).filter(users::id.ge(3)).order_by(users::id).select(title))
        .sqlite(
            "SELECT (SELECT posts.title FROM posts WHERE posts.id = users.id) FROM users WHERE \
             users.id >= ?1 ORDER BY users.id",
        )
        .postgres(
            "SELECT (SELECT posts.title FROM posts WHERE posts.id = users.id) FROM users WHERE \
             users.id >= $1 ORDER BY users.id",
        )
        .mysql(
            "SELECT (SELECT posts.title FROM posts WHERE posts.id = users.id) FROM users WHERE \
             users.id >= ? ORDER BY users.id",
        )
        .mariadb(
            "SELECT (SELECT posts.title FROM posts WHERE posts.id = users.id) FROM users WHERE \
             users.id >= ? ORDER BY users.id",
        )
        .rows([Some("Rust again"), Some("100% sure")])
        .await;
}

#[tokio::test]
async fn value_in_arithmetic_and_comparison() {
    let mean = scalar(from(other).select(avg(other[users::visits])));
    check(
        from(users::table)
            .filter(users::visits.cast::<f64>().gt(mean))
            .order_by(users::id)
            .select((users::id, mean * 2.0)),
    )
    .sqlite(
        "SELECT users.id, (SELECT avg(other.visits) FROM users AS other) * ?1 FROM users WHERE \
         CAST(users.visits AS REAL) > (SELECT avg(other.visits) FROM users AS other) ORDER BY \
         users.id",
    )
    .postgres(
        "SELECT users.id, (SELECT CAST(avg(other.visits) AS DOUBLE PRECISION) FROM users AS other) \
         * $1 FROM users WHERE CAST(users.visits AS DOUBLE PRECISION) > (SELECT \
         CAST(avg(other.visits) AS DOUBLE PRECISION) FROM users AS other) ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id, (SELECT CAST(avg(other.visits) AS DOUBLE) FROM users AS other) * ? FROM \
         users WHERE CAST(users.visits AS DOUBLE) > (SELECT CAST(avg(other.visits) AS DOUBLE) FROM \
         users AS other) ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id, (SELECT CAST(avg(other.visits) AS DOUBLE) FROM users AS other) * ? FROM \
         users WHERE CAST(users.visits AS DOUBLE) > (SELECT CAST(avg(other.visits) AS DOUBLE) FROM \
         users AS other) ORDER BY users.id",
    )
    .rows([(1, Some(11.5)), (3, Some(11.5))])
    .await;
}

#[tokio::test]
async fn two_levels() {
    check(
        from(users::table)
            .filter(exists(
                from(posts::table).filter(posts::author_id.eq(outer(users::id))).filter(exists(
                    from(post_tags::table).filter(post_tags::post_id.eq(outer(posts::id))),
                )),
            ))
            .order_by(users::id)
            .select(users::name),
    )
    .sqlite(
        "SELECT users.name FROM users WHERE EXISTS (SELECT 1 FROM posts WHERE posts.author_id = \
         users.id AND EXISTS (SELECT 1 FROM post_tags WHERE post_tags.post_id = posts.id)) ORDER \
         BY users.id",
    )
    .postgres(
        "SELECT users.name FROM users WHERE EXISTS (SELECT 1 FROM posts WHERE posts.author_id = \
         users.id AND EXISTS (SELECT 1 FROM post_tags WHERE post_tags.post_id = posts.id)) ORDER \
         BY users.id",
    )
    .mysql(
        "SELECT users.name FROM users WHERE EXISTS (SELECT 1 FROM posts WHERE posts.author_id = \
         users.id AND EXISTS (SELECT 1 FROM post_tags WHERE post_tags.post_id = posts.id)) ORDER \
         BY users.id",
    )
    .mariadb(
        "SELECT users.name FROM users WHERE EXISTS (SELECT 1 FROM posts WHERE posts.author_id = \
         users.id AND EXISTS (SELECT 1 FROM post_tags WHERE post_tags.post_id = posts.id)) ORDER \
         BY users.id",
    )
    .rows(["Ada", "Bob"])
    .await;
}

#[tokio::test]
async fn in_having_and_case() {
    let average = scalar(from(other).select(max(other[users::visits])));
    check(
        from(users::table)
            .group_by(users::visits)
            .having(users::visits.lt(average))
            .order_by(users::visits)
            .select(case_when(exists(select(tags::id)), users::visits).otherwise(int::<-1>())),
    )
    .sqlite(
        "SELECT CASE WHEN EXISTS (SELECT tags.id FROM tags) THEN users.visits ELSE -1 END FROM \
         users GROUP BY users.visits HAVING users.visits < (SELECT max(other.visits) FROM users AS \
         other) ORDER BY users.visits",
    )
    .postgres(
        "SELECT CASE WHEN EXISTS (SELECT tags.id FROM tags) THEN users.visits ELSE CAST(-1 AS \
         BIGINT) END FROM users GROUP BY users.visits HAVING users.visits < (SELECT \
         max(other.visits) FROM users AS other) ORDER BY users.visits",
    )
    .mysql(
        "SELECT CASE WHEN EXISTS (SELECT tags.id FROM tags) THEN users.visits ELSE -1 END FROM \
         users GROUP BY users.visits HAVING min(users.visits) < (SELECT max(other.visits) FROM users \
         AS other) ORDER BY users.visits",
    )
    .mariadb(
        "SELECT CASE WHEN EXISTS (SELECT tags.id FROM tags) THEN users.visits ELSE -1 END FROM \
         users GROUP BY users.visits HAVING min(users.visits) < (SELECT max(other.visits) FROM users \
         AS other) ORDER BY users.visits",
    )
    .rows([0, 3])
    .await;
}

#[tokio::test]
async fn in_an_on_condition() {
    check(
        from(users::table)
            .inner_join(posts::table)
            .on(posts::author_id.eq(users::id).and(posts::id.in_(select(post_tags::post_id))))
            .order_by(posts::id)
            .select((users::name, posts::id)),
    )
    .sqlite(
        "SELECT users.name, posts.id FROM users JOIN posts ON posts.author_id = users.id AND \
         posts.id IN (SELECT post_tags.post_id FROM post_tags) ORDER BY posts.id",
    )
    .postgres(
        "SELECT users.name, posts.id FROM users JOIN posts ON posts.author_id = users.id AND \
         posts.id IN (SELECT post_tags.post_id FROM post_tags) ORDER BY posts.id",
    )
    .mysql(
        "SELECT users.name, posts.id FROM users JOIN posts ON posts.author_id = users.id AND \
         posts.id IN (SELECT post_tags.post_id FROM post_tags) ORDER BY posts.id",
    )
    .mariadb(
        "SELECT users.name, posts.id FROM users JOIN posts ON posts.author_id = users.id AND \
         posts.id IN (SELECT post_tags.post_id FROM post_tags) ORDER BY posts.id",
    )
    .rows([("Ada", 1), ("Bob", 3)])
    .await;
}

#[tokio::test]
async fn two_levels_out() {
    let of_post_and_user = from(post_tags::table)
        .filter(post_tags::post_id.eq(outer(posts::id)))
        .filter(post_tags::tag_id.eq(outer(outer(users::id))));
    check(
        from(users::table)
            .filter(exists(from(posts::table).filter(exists(of_post_and_user))))
            .order_by(users::id)
            .select(users::name),
    )
    .sqlite(
        "SELECT users.name FROM users WHERE EXISTS (SELECT 1 FROM posts WHERE EXISTS (SELECT 1 \
         FROM post_tags WHERE post_tags.post_id = posts.id AND post_tags.tag_id = users.id)) ORDER \
         BY users.id",
    )
    .postgres(
        "SELECT users.name FROM users WHERE EXISTS (SELECT 1 FROM posts WHERE EXISTS (SELECT 1 \
         FROM post_tags WHERE post_tags.post_id = posts.id AND post_tags.tag_id = users.id)) ORDER \
         BY users.id",
    )
    .mysql(
        "SELECT users.name FROM users WHERE EXISTS (SELECT 1 FROM posts WHERE EXISTS (SELECT 1 \
         FROM post_tags WHERE post_tags.post_id = posts.id AND post_tags.tag_id = users.id)) ORDER \
         BY users.id",
    )
    .mariadb(
        "SELECT users.name FROM users WHERE EXISTS (SELECT 1 FROM posts WHERE EXISTS (SELECT 1 \
         FROM post_tags WHERE post_tags.post_id = posts.id AND post_tags.tag_id = users.id)) ORDER \
         BY users.id",
    )
    .rows(["Ada", "Bob"])
    .await;
    check(
        from(users::table)
            .group_by(users::id)
            .having(exists(from(posts::table).filter(exists(of_post_and_user))))
            .order_by(users::id)
            .select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users GROUP BY users.id HAVING EXISTS (SELECT 1 FROM posts WHERE \
         EXISTS (SELECT 1 FROM post_tags WHERE post_tags.post_id = posts.id AND post_tags.tag_id = \
         users.id)) ORDER BY users.id",
    )
    .postgres(
        "SELECT users.id FROM users GROUP BY users.id HAVING EXISTS (SELECT 1 FROM posts WHERE \
         EXISTS (SELECT 1 FROM post_tags WHERE post_tags.post_id = posts.id AND post_tags.tag_id = \
         users.id)) ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id FROM users GROUP BY users.id HAVING EXISTS (SELECT 1 FROM posts WHERE \
         EXISTS (SELECT 1 FROM post_tags WHERE post_tags.post_id = posts.id AND post_tags.tag_id = \
         users.id)) ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id FROM users GROUP BY users.id HAVING EXISTS (SELECT 1 FROM posts WHERE \
         EXISTS (SELECT 1 FROM post_tags WHERE post_tags.post_id = posts.id AND post_tags.tag_id = \
         users.id)) ORDER BY users.id",
    )
    .rows([1, 2])
    .await;
}

#[tokio::test]
async fn three_levels_out() {
    let inner = from(tags::table).filter(tags::id.eq(outer(outer(outer(users::id)))));
    let middle = from(post_tags::table).filter(exists(inner));
    check(
        from(users::table)
            .filter(exists(from(posts::table).filter(exists(middle))))
            .order_by(users::id)
            .select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users WHERE EXISTS (SELECT 1 FROM posts WHERE EXISTS (SELECT 1 FROM \
         post_tags WHERE EXISTS (SELECT 1 FROM tags WHERE tags.id = users.id))) ORDER BY users.id",
    )
    .postgres(
        "SELECT users.id FROM users WHERE EXISTS (SELECT 1 FROM posts WHERE EXISTS (SELECT 1 FROM \
         post_tags WHERE EXISTS (SELECT 1 FROM tags WHERE tags.id = users.id))) ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id FROM users WHERE EXISTS (SELECT 1 FROM posts WHERE EXISTS (SELECT 1 FROM \
         post_tags WHERE EXISTS (SELECT 1 FROM tags WHERE tags.id = users.id))) ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id FROM users WHERE EXISTS (SELECT 1 FROM posts WHERE EXISTS (SELECT 1 FROM \
         post_tags WHERE EXISTS (SELECT 1 FROM tags WHERE tags.id = users.id))) ORDER BY users.id",
    )
    .rows([1, 2])
    .await;
}

#[tokio::test]
async fn a_key_fixed_by_an_expression_gives_at_most_one_row() {
    let next =
        scalar(from(posts::table).filter(posts::id.eq(outer(users::id) + 1)).select(posts::title));
    let first = scalar(
        from(posts::table).filter(posts::id.eq(scalar(select(min(tags::id))))).select(posts::title),
    );
    let third = scalar(from(posts::table).filter(value(3_i64).eq(posts::id)).select(posts::title));
    let of_other = scalar(
        from(tags::table)
            .filter(
                tags::id.eq(scalar(
                    from(posts::table)
                        .filter(posts::id.eq(outer(outer(users::id))))
                        .select(max(posts::id)),
                )),
            )
            .select(tags::label),
    );
    check(
        from(users::table)
            .order_by(users::id)
            .filter(users::id.le(3))
            .select((next, first, third, of_other)),
    )
    .sqlite(
        "SELECT (SELECT posts.title FROM posts WHERE posts.id = users.id + ?1), (SELECT \
         posts.title FROM posts WHERE posts.id = (SELECT min(tags.id) FROM tags)), (SELECT \
         posts.title FROM posts WHERE CAST(?2 AS INTEGER) = posts.id), (SELECT tags.label FROM \
         tags WHERE tags.id = (SELECT max(posts.id) FROM posts WHERE posts.id = users.id)) FROM \
         users WHERE users.id <= ?3 ORDER BY users.id",
    )
    .postgres(
        "SELECT (SELECT posts.title FROM posts WHERE posts.id = users.id + $1), (SELECT \
         posts.title FROM posts WHERE posts.id = (SELECT min(tags.id) FROM tags)), (SELECT \
         posts.title FROM posts WHERE CAST($2 AS BIGINT) = posts.id), (SELECT tags.label FROM tags \
         WHERE tags.id = (SELECT max(posts.id) FROM posts WHERE posts.id = users.id)) FROM users \
         WHERE users.id <= $3 ORDER BY users.id",
    )
    .mysql(
        "SELECT (SELECT posts.title FROM posts WHERE posts.id = users.id + ?), (SELECT posts.title \
         FROM posts WHERE posts.id = (SELECT min(tags.id) FROM tags)), (SELECT posts.title FROM \
         posts WHERE CAST(? AS SIGNED) = posts.id), (SELECT tags.label FROM tags WHERE tags.id = \
         (SELECT max(posts.id) FROM posts WHERE posts.id = users.id)) FROM users WHERE users.id <= \
         ? ORDER BY users.id",
    )
    .mariadb(
        "SELECT (SELECT posts.title FROM posts WHERE posts.id = users.id + ?), (SELECT posts.title \
         FROM posts WHERE posts.id = (SELECT min(tags.id) FROM tags)), (SELECT posts.title FROM \
         posts WHERE CAST(? AS SIGNED) = posts.id), (SELECT tags.label FROM tags WHERE tags.id = \
         (SELECT max(posts.id) FROM posts WHERE posts.id = users.id)) FROM users WHERE users.id <= \
         ? ORDER BY users.id",
    )
    .rows([
        (Some("SQL"), Some("Rust"), Some("Rust again"), Some("db")),
        (Some("Rust again"), Some("Rust"), Some("Rust again"), Some("lang")),
        (Some("100% sure"), Some("Rust"), Some("Rust again"), None),
    ])
    .await;
    check(
        from(users::table)
            .group_by(users::id)
            .order_by(users::id)
            .filter(users::id.le(2))
            .select((users::id, next, count_rows())),
    )
    .sqlite(
        "SELECT users.id, (SELECT posts.title FROM posts WHERE posts.id = users.id + ?1), count(*) \
         FROM users WHERE users.id <= ?2 GROUP BY users.id ORDER BY users.id",
    )
    .postgres(
        "SELECT users.id, (SELECT posts.title FROM posts WHERE posts.id = users.id + $1), count(*) \
         FROM users WHERE users.id <= $2 GROUP BY users.id ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id, (SELECT posts.title FROM posts WHERE posts.id = users.id + ?), count(*) \
         FROM users WHERE users.id <= ? GROUP BY users.id ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id, (SELECT posts.title FROM posts WHERE posts.id = users.id + ?), count(*) \
         FROM users WHERE users.id <= ? GROUP BY users.id ORDER BY users.id",
    )
    .rows([(1, Some("SQL"), 1), (2, Some("Rust again"), 1)])
    .await;
}
