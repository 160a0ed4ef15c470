//! `COUNT`, `SUM`, `AVG`, `MIN`, `MAX`, with `DISTINCT` and `FILTER`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn of_all_rows() {
    check(from(users::table).select((
        count_rows(),
        count(users::nickname),
        sum(users::visits),
        avg(users::visits),
        min(users::name),
        max(users::score),
    )))
    .sqlite(
        "SELECT count(*), count(users.nickname), sum(users.visits), avg(users.visits), \
         min(users.name), max(users.score) FROM users",
    )
    .postgres(
        "SELECT count(*), count(users.nickname), CAST(sum(users.visits) AS BIGINT), \
         CAST(avg(users.visits) AS DOUBLE PRECISION), min(users.name), max(users.score) FROM users",
    )
    .mysql(
        "SELECT count(*), count(users.nickname), CAST(sum(users.visits) AS SIGNED), \
         CAST(avg(users.visits) AS DOUBLE), min(users.name), max(users.score) FROM users",
    )
    .mariadb(
        "SELECT count(*), count(users.nickname), CAST(sum(users.visits) AS SIGNED), \
         CAST(avg(users.visits) AS DOUBLE), min(users.name), max(users.score) FROM users",
    )
    .rows([(4, 2, Some(23), Some(5.75), Some("Ada"), Some(2.5))])
    .await;
}

#[tokio::test]
async fn of_no_rows() {
    check(from(users::table).filter(users::id.gt(9)).select((
        count_rows(),
        sum(users::visits),
        avg(users::score),
        max(users::id),
    )))
    .sqlite(
        "SELECT count(*), sum(users.visits), avg(users.score), max(users.id) FROM users WHERE \
         users.id > ?1",
    )
    .postgres(
        "SELECT count(*), CAST(sum(users.visits) AS BIGINT), CAST(avg(users.score) AS DOUBLE \
         PRECISION), max(users.id) FROM users WHERE users.id > $1",
    )
    .mysql(
        "SELECT count(*), CAST(sum(users.visits) AS SIGNED), CAST(avg(users.score) AS DOUBLE), \
         max(users.id) FROM users WHERE users.id > ?",
    )
    .mariadb(
        "SELECT count(*), CAST(sum(users.visits) AS SIGNED), CAST(avg(users.score) AS DOUBLE), \
         max(users.id) FROM users WHERE users.id > ?",
    )
    .rows([(0, None::<i64>, None::<f64>, None::<i64>)])
    .await;
}

#[tokio::test]
async fn of_groups_are_not_null() {
    check(from(users::table).group_by(users::status).order_by(users::status).select((
        users::status,
        sum(users::visits),
        max(users::name),
        avg(users::score),
    )))
    .sqlite(
        "SELECT users.status, sum(users.visits), max(users.name), avg(users.score) FROM users \
         GROUP BY users.status ORDER BY users.status",
    )
    .postgres(
        "SELECT users.status, CAST(sum(users.visits) AS BIGINT), max(users.name), \
         CAST(avg(users.score) AS DOUBLE PRECISION) FROM users GROUP BY users.status ORDER BY \
         users.status",
    )
    .mysql(
        "SELECT users.status, CAST(sum(users.visits) AS SIGNED), max(users.name), \
         CAST(avg(users.score) AS DOUBLE) FROM users GROUP BY users.status ORDER BY users.status",
    )
    .mariadb(
        "SELECT users.status, CAST(sum(users.visits) AS SIGNED), max(users.name), \
         CAST(avg(users.score) AS DOUBLE) FROM users GROUP BY users.status ORDER BY users.status",
    )
    .rows([(Status::Active, 23, "Dee", Some(2.0)), (Status::Gone, 0, "Bob", None)])
    .await;
}

#[tokio::test]
async fn sum_is_wide() {
    check(from(posts::table).select((sum(posts::likes), avg(posts::likes), sum(posts::likes * 2))))
        .sqlite("SELECT sum(posts.likes), avg(posts.likes), sum(posts.likes * ?1) FROM posts")
        .postgres(
            "SELECT CAST(sum(posts.likes) AS BIGINT), CAST(avg(posts.likes) AS DOUBLE PRECISION), \
             CAST(sum(posts.likes * $1) AS BIGINT) FROM posts",
        )
        .mysql(
            "SELECT CAST(sum(posts.likes) AS SIGNED), CAST(avg(posts.likes) AS DOUBLE), \
             CAST(sum(posts.likes * ?) AS SIGNED) FROM posts",
        )
        .mariadb(
            "SELECT CAST(sum(posts.likes) AS SIGNED), CAST(avg(posts.likes) AS DOUBLE), \
             CAST(sum(posts.likes * ?) AS SIGNED) FROM posts",
        )
        .rows([(Some(14_i64), Some(3.5), Some(28_i64))])
        .await;
}

#[tokio::test]
async fn distinct() {
    check(from(users::table).select((count(users::visits).distinct(), count(users::visits))))
        .sqlite("SELECT count(DISTINCT users.visits), count(users.visits) FROM users")
        .postgres("SELECT count(DISTINCT users.visits), count(users.visits) FROM users")
        .mysql("SELECT count(DISTINCT users.visits), count(users.visits) FROM users")
        .mariadb("SELECT count(DISTINCT users.visits), count(users.visits) FROM users")
        .rows([(3, 4)])
        .await;
}

#[tokio::test]
async fn filtered() {
    check(from(users::table).select((
        count(users::id).filter_where(users::visits.gt(0)),
        max(users::name).filter_where(users::visits.eq(0)),
        sum(users::visits).filter_where(users::nickname.is_null()),
    )))
    .sqlite(
        "SELECT count(users.id) FILTER (WHERE users.visits > ?1), max(users.name) FILTER (WHERE \
         users.visits = ?2), sum(users.visits) FILTER (WHERE users.nickname IS NULL) FROM users",
    )
    .postgres(
        "SELECT count(users.id) FILTER (WHERE users.visits > $1), max(users.name) FILTER (WHERE \
         users.visits = $2), CAST(sum(users.visits) FILTER (WHERE users.nickname IS NULL) AS \
         BIGINT) FROM users",
    )
    .rows([(3, Some("Bob"), Some(3))])
    .await;
}

#[tokio::test]
async fn distinct_values_of_some_rows() {
    let visits = count(users::visits).distinct().filter_where(users::id.gt(1));
    check(from(users::table).select(visits))
        .sqlite("SELECT count(DISTINCT users.visits) FILTER (WHERE users.id > ?1) FROM users")
        .postgres("SELECT count(DISTINCT users.visits) FILTER (WHERE users.id > $1) FROM users")
        .rows([3])
        .await;
}

#[tokio::test]
async fn of_the_nullable_side() {
    check(
        from(users::table)
            .left_join(users::posts)
            .group_by(users::id)
            .order_by(users::id)
            .select((users::id, count(posts::id), max(posts::likes), count_rows())),
    )
    .sqlite(
        "SELECT users.id, count(posts.id), max(posts.likes), count(*) FROM users LEFT JOIN posts \
         ON posts.author_id = users.id GROUP BY users.id ORDER BY users.id",
    )
    .postgres(
        "SELECT users.id, count(posts.id), max(posts.likes), count(*) FROM users LEFT JOIN posts \
         ON posts.author_id = users.id GROUP BY users.id ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id, count(posts.id), max(posts.likes), count(*) FROM users LEFT JOIN posts \
         ON posts.author_id = users.id GROUP BY users.id ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id, count(posts.id), max(posts.likes), count(*) FROM users LEFT JOIN posts \
         ON posts.author_id = users.id GROUP BY users.id ORDER BY users.id",
    )
    .rows([(1, 2, Some(5), 2), (2, 1, Some(7), 1), (3, 1, Some(2), 1), (4, 0, None, 1)])
    .await;
}

#[tokio::test]
async fn inside_expressions() {
    check(from(users::table).select((
        max(users::visits) - min(users::visits),
        sum(users::visits).coalesce(0) + 1,
        count_rows().gt(3),
        max(users::visits).is_null(),
    )))
    .sqlite(
        "SELECT max(users.visits) - min(users.visits), coalesce(sum(users.visits), ?1) + ?2, \
         count(*) > ?3, max(users.visits) IS NULL FROM users",
    )
    .postgres(
        "SELECT max(users.visits) - min(users.visits), coalesce(CAST(sum(users.visits) AS BIGINT), \
         $1) + $2, count(*) > $3, max(users.visits) IS NULL FROM users",
    )
    .mysql(
        "SELECT max(users.visits) - min(users.visits), coalesce(CAST(sum(users.visits) AS SIGNED), \
         ?) + ?, count(*) > ?, max(users.visits) IS NULL FROM users",
    )
    .mariadb(
        "SELECT max(users.visits) - min(users.visits), coalesce(CAST(sum(users.visits) AS SIGNED), \
         ?) + ?, count(*) > ?, max(users.visits) IS NULL FROM users",
    )
    .rows([(Some(10), 24, true, false)])
    .await;
}

#[tokio::test]
async fn aggregate_of_a_subquery_alone() {
    let any = exists(select(posts::id).filter(posts::likes.gt(5)));
    check(from(users::table).select(count(any)))
        .sqlite(
            "SELECT count(EXISTS (SELECT posts.id FROM posts WHERE posts.likes > ?1)) FROM \
             users",
        )
        .postgres(
            "SELECT count(EXISTS (SELECT posts.id FROM posts WHERE posts.likes > $1)) FROM \
             users",
        )
        .mysql(
            "SELECT count(EXISTS (SELECT posts.id FROM posts WHERE posts.likes > ?)) FROM \
             users",
        )
        .mariadb(
            "SELECT count(EXISTS (SELECT posts.id FROM posts WHERE posts.likes > ?)) FROM \
             users",
        )
        .rows([4])
        .await;
}

#[tokio::test]
async fn of_this_query_by_its_argument_or_its_filter() {
    let ids = sum(outer(users::id)).filter_where(posts::likes.gt(1));
    let likes = sum(posts::likes).filter_where(outer(users::visits).gt(0));
    check(from(users::table).order_by(users::id).select((
        scalar(from(posts::table).select(ids)),
        scalar(from(posts::table).select(likes)),
    )))
    .sqlite(
        "SELECT (SELECT sum(users.id) FILTER (WHERE posts.likes > ?1) FROM posts), (SELECT \
         sum(posts.likes) FILTER (WHERE users.visits > ?2) FROM posts) FROM users ORDER BY \
         users.id",
    )
    .postgres(
        "SELECT (SELECT CAST(sum(users.id) FILTER (WHERE posts.likes > $1) AS BIGINT) FROM posts), \
         (SELECT CAST(sum(posts.likes) FILTER (WHERE users.visits > $2) AS BIGINT) FROM posts) \
         FROM users ORDER BY users.id",
    )
    .rows([(Some(3), Some(14)), (Some(6), None), (Some(9), Some(14)), (Some(12), Some(14))])
    .await;
}

#[cfg(feature = "uuid")]
mod uuids_and_bytes {
    use super::*;

    table! {
        pub files {
            #[primary_key] id: i64,
            digest: Vec<u8>,
            key: uuid::Uuid,
        }
    }

    #[test]
    fn smallest_uuid_and_bytes() {
        check(select((min(files::key), max(files::digest))))
            .sqlite("SELECT min(files.\"key\"), max(files.digest) FROM files")
            .mysql("SELECT min(files.`key`), max(files.digest) FROM files")
            .mariadb("SELECT min(files.`key`), max(files.digest) FROM files")
            .is_not_run();
        check(select(count(files::key)))
            .postgres("SELECT count(files.\"key\") FROM files")
            .is_not_run();
    }
}
