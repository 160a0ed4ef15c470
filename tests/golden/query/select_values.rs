//! `SELECT` without FROM.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn values_constants_and_expressions() {
    check(select_values((value("x"), text!("it's"), int::<2>() + 3, value(2_i64).eq(2), always())))
        .sqlite("SELECT CAST(?1 AS TEXT), 'it''s', 2 + ?2, CAST(?3 AS INTEGER) = ?4, TRUE")
        .postgres(
            "SELECT CAST($1 AS TEXT), CAST('it''s' AS TEXT), CAST(2 AS BIGINT) + $2, CAST($3 AS \
             BIGINT) = $4, TRUE",
        )
        .mysql("SELECT CAST(? AS CHAR), 'it''s', 2 + ?, CAST(? AS SIGNED) = ?, TRUE")
        .mariadb("SELECT CAST(? AS CHAR), 'it''s', 2 + ?, CAST(? AS SIGNED) = ?, TRUE")
        .rows([("x", "it's", 5, true, true)])
        .await;
}

#[tokio::test]
async fn one_value() {
    check(select_values(lower(text!("ABC"))))
        .sqlite("SELECT lower('ABC')")
        .postgres("SELECT lower(CAST('ABC' AS TEXT))")
        .mysql("SELECT lower('ABC')")
        .mariadb("SELECT lower('ABC')")
        .rows(["abc"])
        .await;
}

#[tokio::test]
async fn subqueries_of_several_tables() {
    check(select_values((
        scalar(from(users::table).select(count_rows())),
        scalar(select(users::nickname).filter(users::id.eq(1))),
        exists(from(posts::table).filter(posts::likes.gt(6))),
    )))
    .sqlite(
        "SELECT (SELECT count(*) FROM users), (SELECT users.nickname FROM users WHERE users.id = \
         ?1), EXISTS (SELECT 1 FROM posts WHERE posts.likes > ?2)",
    )
    .postgres(
        "SELECT (SELECT count(*) FROM users), (SELECT users.nickname FROM users WHERE users.id = \
         $1), EXISTS (SELECT 1 FROM posts WHERE posts.likes > $2)",
    )
    .mysql(
        "SELECT (SELECT count(*) FROM users), (SELECT users.nickname FROM users WHERE users.id = \
         ?), EXISTS (SELECT 1 FROM posts WHERE posts.likes > ?)",
    )
    .mariadb(
        "SELECT (SELECT count(*) FROM users), (SELECT users.nickname FROM users WHERE users.id = \
         ?), EXISTS (SELECT 1 FROM posts WHERE posts.likes > ?)",
    )
    .rows([(4, Some("ace"), true)])
    .await;
}

#[tokio::test]
async fn as_a_value_of_a_row() {
    // It gives one row, so its value is no `Option`.
    check(
        from(users::table)
            .filter(users::id.in_(select_values(int::<2>())))
            .select((scalar(select_values(text!("a"))), users::name)),
    )
    .sqlite("SELECT (SELECT 'a'), users.name FROM users WHERE users.id IN (SELECT 2)")
    .postgres(
        "SELECT (SELECT CAST('a' AS TEXT)), users.name FROM users WHERE users.id IN (SELECT CAST(2 \
         AS BIGINT))",
    )
    .mysql("SELECT (SELECT 'a'), users.name FROM users WHERE users.id IN (SELECT 2)")
    .mariadb("SELECT (SELECT 'a'), users.name FROM users WHERE users.id IN (SELECT 2)")
    .rows([("a", "Bob")])
    .await;
}

#[tokio::test]
async fn in_a_set_operation() {
    check(
        select((users::id, users::name))
            .filter(users::id.lt(2))
            .union_all(select_values((int::<9>(), text!("none"))))
            .order_by(users::id),
    )
    .sqlite(
        "SELECT users.id, users.name FROM users WHERE users.id < ?1 UNION ALL SELECT 9, 'none' \
         ORDER BY 1",
    )
    .postgres(
        "SELECT users.id, users.name FROM users WHERE users.id < $1 UNION ALL SELECT CAST(9 AS \
         BIGINT), CAST('none' AS TEXT) ORDER BY 1",
    )
    .mysql(
        "SELECT users.id, users.name FROM users WHERE users.id < ? UNION ALL SELECT 9, 'none' \
         ORDER BY 1",
    )
    .mariadb(
        "SELECT users.id, users.name FROM users WHERE users.id < ? UNION ALL SELECT 9, 'none' \
         ORDER BY 1",
    )
    .rows([(1, "Ada"), (9, "none")])
    .await;
}

shape! { pub days { n: i64 } }

#[tokio::test]
async fn as_the_seed_of_a_recursive_query() {
    let week = recursive(
        days::table,
        select_values(int::<1>()),
        from(days::table).filter(days::n.lt(int::<3>())).select(days::n + int::<1>()),
    );
    check(with(week).query(select(days::n).order_by(days::n)))
        .sqlite(
            "WITH RECURSIVE days (n) AS (SELECT 1 UNION ALL SELECT days.n + 1 FROM days WHERE \
             days.n < 3) SELECT days.n FROM days ORDER BY days.n",
        )
        .postgres(
            "WITH RECURSIVE days (n) AS (SELECT CAST(CAST(1 AS BIGINT) AS BIGINT) UNION ALL \
             SELECT CAST(days.n + CAST(1 AS BIGINT) AS BIGINT) FROM days WHERE days.n < CAST(3 \
             AS BIGINT)) SELECT days.n FROM days ORDER BY days.n",
        )
        .mysql(
            "WITH RECURSIVE days (n) AS (SELECT CAST(CAST(1 AS DECIMAL(19)) AS SIGNED) UNION ALL SELECT days.n + 1 FROM \
             days WHERE days.n < 3) SELECT days.n FROM days ORDER BY days.n",
        )
        .mariadb(
            "WITH RECURSIVE days (n) AS (SELECT CAST(CAST(1 AS DECIMAL(19)) AS SIGNED) UNION ALL SELECT days.n + 1 FROM \
             days WHERE days.n < 3) SELECT days.n FROM days ORDER BY days.n",
        )
        .rows([1, 2, 3])
        .await;
}

#[tokio::test]
async fn in_from() {
    check(
        from(users::table)
            .inner_join(derived(days::table, select_values(int::<3>())))
            .on(days::n.eq(users::id))
            .select(users::name),
    )
    .sqlite("SELECT users.name FROM users JOIN (SELECT 3 AS n) AS days ON days.n = users.id")
    .postgres(
        "SELECT users.name FROM users JOIN (SELECT CAST(3 AS BIGINT) AS n) AS days ON days.n = \
         users.id",
    )
    .mysql("SELECT users.name FROM users JOIN (SELECT 3 AS n) AS days ON days.n = users.id")
    .mariadb("SELECT users.name FROM users JOIN (SELECT 3 AS n) AS days ON days.n = users.id")
    .rows(["Cy"])
    .await;
}
