//! Rows of values as a query.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

shape! { pub pairs { id: i64, word: Option<String> } }

/// Two rows, the second with NULL.
fn two() -> impl Iterator<Item = (i64, Option<&'static str>)> {
    [(1, Some("one")), (3, None)].into_iter()
}

#[tokio::test]
async fn joined_as_a_table() {
    let rows = values(two().map(|(id, word)| (value(id), value(word))));
    check(
        from(users::table)
            .inner_join(derived(pairs::table, rows))
            .on(pairs::id.eq(users::id))
            .order_by(users::id)
            .select((users::name, pairs::word)),
    )
    .sqlite(
        "SELECT users.name, pairs.word FROM users JOIN (SELECT CAST(?1 AS INTEGER) AS id, CAST(?2 \
         AS TEXT) AS word UNION ALL VALUES (CAST(?3 AS INTEGER), CAST(?4 AS TEXT))) AS pairs ON \
         pairs.id = users.id ORDER BY users.id",
    )
    .postgres(
        "SELECT users.name, pairs.word FROM users JOIN (SELECT CAST($1 AS BIGINT) AS id, CAST($2 \
         AS TEXT) AS word UNION ALL VALUES (CAST($3 AS BIGINT), CAST($4 AS TEXT))) AS pairs ON \
         pairs.id = users.id ORDER BY users.id",
    )
    .mysql(
        "SELECT users.name, pairs.word FROM users JOIN (SELECT CAST(? AS SIGNED) AS id, CAST(? AS \
         CHAR) AS word UNION ALL VALUES ROW(CAST(? AS SIGNED), CAST(? AS CHAR))) AS pairs ON \
         pairs.id = users.id ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.name, pairs.word FROM users JOIN (SELECT CAST(? AS SIGNED) AS id, CAST(? AS \
         CHAR) AS word UNION ALL VALUES (CAST(? AS SIGNED), CAST(? AS CHAR))) AS pairs ON \
         pairs.id = users.id ORDER BY users.id",
    )
    .rows([("Ada", Some("one")), ("Cy", None)])
    .await;
}

#[tokio::test]
async fn compared_with_a_text_column() {
    let rows = values(["Bob", "Dee", "Eve"].map(|name| (value(0_i64), value(Some(name)))));
    check(
        from(derived(pairs::table, rows))
            .inner_join(users::table)
            .on(users::name.eq(pairs::word))
            .order_by(users::id)
            .select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM (SELECT CAST(?1 AS INTEGER) AS id, CAST(?2 AS TEXT) AS word UNION ALL \
         VALUES (CAST(?3 AS INTEGER), CAST(?4 AS TEXT)), (CAST(?5 AS INTEGER), CAST(?6 AS TEXT))) \
         AS pairs JOIN users ON users.name = pairs.word ORDER BY users.id",
    )
    .postgres(
        "SELECT users.id FROM (SELECT CAST($1 AS BIGINT) AS id, CAST($2 AS TEXT) AS word UNION ALL \
         VALUES (CAST($3 AS BIGINT), CAST($4 AS TEXT)), (CAST($5 AS BIGINT), CAST($6 AS TEXT))) AS \
         pairs JOIN users ON users.name = pairs.word ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id FROM (SELECT CAST(? AS SIGNED) AS id, CAST(? AS CHAR) AS word UNION ALL \
         VALUES ROW(CAST(? AS SIGNED), CAST(? AS CHAR)), ROW(CAST(? AS SIGNED), CAST(? AS CHAR))) \
         AS pairs JOIN users ON users.name = pairs.word ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id FROM (SELECT CAST(? AS SIGNED) AS id, CAST(? AS CHAR) AS word UNION ALL \
         VALUES (CAST(? AS SIGNED), CAST(? AS CHAR)), (CAST(? AS SIGNED), CAST(? AS CHAR))) AS \
         pairs JOIN users ON users.name = pairs.word ORDER BY users.id",
    )
    .rows([2, 4])
    .await;
}

#[tokio::test]
async fn no_rows() {
    let rows = values(two().take(0).map(|(id, word)| (value(id), value(word))));
    check(
        from(users::table)
            .left_join(derived(pairs::table, rows))
            .on(pairs::id.eq(users::id))
            .filter(users::id.eq(1))
            .select((users::name, pairs::id)),
    )
    .sqlite(
        "SELECT users.name, pairs.id FROM users LEFT JOIN (SELECT CAST(NULL AS INTEGER) AS id, \
         CAST(NULL AS TEXT) AS word WHERE FALSE) AS pairs ON pairs.id = users.id WHERE users.id = ?1",
    )
    .postgres(
        "SELECT users.name, pairs.id FROM users LEFT JOIN (SELECT CAST(NULL AS BIGINT) AS id, \
         CAST(NULL AS TEXT) AS word WHERE FALSE) AS pairs ON pairs.id = users.id WHERE users.id = $1",
    )
    .mysql(
        "SELECT users.name, pairs.id FROM users LEFT JOIN (SELECT CAST(NULL AS SIGNED) AS id, \
         CAST(NULL AS CHAR) AS word WHERE FALSE) AS pairs ON pairs.id = users.id WHERE users.id = ?",
    )
    .mariadb(
        "SELECT users.name, pairs.id FROM users LEFT JOIN (SELECT CAST(NULL AS SIGNED) AS id, \
         CAST(NULL AS CHAR) AS word WHERE FALSE) AS pairs ON pairs.id = users.id WHERE users.id = ?",
    )
    .rows([("Ada", None::<i64>)])
    .await;
}

#[tokio::test]
async fn none_to_be_among() {
    let none = values([0_i64; 0].map(value));
    let no_pairs = values([(0_i64, ""); 0].map(|(id, name)| (value(id), value(name))));
    check(
        from(users::table)
            .filter(users::id.lt(3))
            .filter(users::id.not_in(none))
            .filter(!row((users::id, users::name)).in_(no_pairs))
            .order_by(users::id)
            .select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users WHERE users.id < ?1 AND users.id NOT IN (SELECT CAST(NULL \
         AS INTEGER) WHERE FALSE) AND NOT (users.id, users.name) IN (SELECT CAST(NULL AS \
         INTEGER), CAST(NULL AS TEXT) WHERE FALSE) ORDER BY users.id",
    )
    .postgres(
        "SELECT users.id FROM users WHERE users.id < $1 AND users.id NOT IN (SELECT CAST(NULL \
         AS BIGINT) WHERE FALSE) AND NOT (users.id, users.name) IN (SELECT CAST(NULL AS \
         BIGINT), CAST(NULL AS TEXT) WHERE FALSE) ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id FROM users WHERE users.id < ? AND users.id NOT IN (SELECT CAST(NULL \
         AS SIGNED) WHERE FALSE) AND NOT (users.id, users.name) IN (SELECT CAST(NULL AS \
         SIGNED), CAST(NULL AS CHAR) WHERE FALSE) ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id FROM users WHERE users.id < ? AND users.id NOT IN (SELECT CAST(NULL \
         AS SIGNED) WHERE FALSE) AND NOT (users.id, users.name) IN (SELECT CAST(NULL AS \
         SIGNED), CAST(NULL AS CHAR) WHERE FALSE) ORDER BY users.id",
    )
    .rows([1, 2])
    .await;
}

#[tokio::test]
async fn none_to_be_above() {
    let none = values([0_i64; 0].map(value));
    check(
        from(users::table)
            .filter(users::id.lt(3))
            .filter(users::id.gt_all(none))
            .select(count_rows()),
    )
    .postgres(
        "SELECT count(*) FROM users WHERE users.id < $1 AND users.id > ALL (SELECT CAST(NULL \
         AS BIGINT) WHERE FALSE)",
    )
    .mysql(
        "SELECT count(*) FROM users WHERE users.id < ? AND users.id > ALL (SELECT CAST(NULL AS \
         SIGNED) WHERE FALSE)",
    )
    .mariadb(
        "SELECT count(*) FROM users WHERE users.id < ? AND users.id > ALL (SELECT CAST(NULL AS \
         SIGNED) WHERE FALSE)",
    )
    .rows_elsewhere([2])
    .await;
}

#[tokio::test]
async fn in_with() {
    let rows = values(two().map(|(id, word)| (value(id), value(word))));
    check(
        with(cte(pairs::table, rows))
            .query(from(pairs::table).order_by(pairs::id).select((pairs::id, pairs::word))),
    )
    .sqlite(
        "WITH pairs (id, word) AS (SELECT CAST(?1 AS INTEGER), CAST(?2 AS TEXT) UNION ALL VALUES \
         (CAST(?3 AS INTEGER), CAST(?4 AS TEXT))) SELECT pairs.id, pairs.word FROM pairs ORDER BY \
         pairs.id",
    )
    .postgres(
        "WITH pairs (id, word) AS (SELECT CAST($1 AS BIGINT), CAST($2 AS TEXT) UNION ALL VALUES \
         (CAST($3 AS BIGINT), CAST($4 AS TEXT))) SELECT pairs.id, pairs.word FROM pairs ORDER BY \
         pairs.id",
    )
    .mysql(
        "WITH pairs (id, word) AS (SELECT CAST(? AS SIGNED), CAST(? AS CHAR) UNION ALL VALUES \
         ROW(CAST(? AS SIGNED), CAST(? AS CHAR))) SELECT pairs.id, pairs.word FROM pairs ORDER BY \
         pairs.id",
    )
    .mariadb(
        "WITH pairs (id, word) AS (SELECT CAST(? AS SIGNED), CAST(? AS CHAR) UNION ALL VALUES \
         (CAST(? AS SIGNED), CAST(? AS CHAR))) SELECT pairs.id, pairs.word FROM pairs ORDER BY \
         pairs.id",
    )
    .rows([(1, Some("one")), (3, None)])
    .await;
}

#[tokio::test]
async fn what_an_update_takes_its_values_from() {
    let rows = values([(1_i64, 7_i64), (2, 8)].map(|(id, visits)| (value(id), value(visits))));
    check(
        update(users::table)
            .from(derived(totals::table, rows))
            .set(users::visits.set(totals::posts))
            .filter(users::id.eq(totals::author)),
    )
    .sqlite(
        "UPDATE users SET visits = totals.posts FROM (SELECT CAST(?1 AS INTEGER) AS author, CAST(?2 \
         AS INTEGER) AS posts UNION ALL VALUES (CAST(?3 AS INTEGER), CAST(?4 AS INTEGER))) AS \
         totals WHERE users.id = totals.author",
    )
    .postgres(
        "UPDATE users SET visits = totals.posts FROM (SELECT CAST($1 AS BIGINT) AS author, CAST($2 \
         AS BIGINT) AS posts UNION ALL VALUES (CAST($3 AS BIGINT), CAST($4 AS BIGINT))) AS totals \
         WHERE users.id = totals.author",
    )
    .mysql(
        "UPDATE users, (SELECT CAST(? AS SIGNED) AS author, CAST(? AS SIGNED) AS posts UNION ALL \
         VALUES ROW(CAST(? AS SIGNED), CAST(? AS SIGNED))) AS totals SET users.visits = \
         totals.posts WHERE users.id = totals.author",
    )
    .mariadb(
        "UPDATE users, (SELECT CAST(? AS SIGNED) AS author, CAST(? AS SIGNED) AS posts UNION ALL \
         VALUES (CAST(? AS SIGNED), CAST(? AS SIGNED))) AS totals SET users.visits = totals.posts \
         WHERE users.id = totals.author",
    )
    .writes(2)
    .await
    .then(from(users::table).order_by(users::id).select(users::visits), [7, 8, 10, 3])
    .await;
}

#[tokio::test]
async fn what_an_insert_writes() {
    let rows = values(["x", "y"].map(value));
    check(insert_into(tags::table).from_select(tags::label, rows))
        .sqlite(
            "INSERT INTO tags (label) SELECT CAST(?1 AS TEXT) UNION ALL VALUES (CAST(?2 AS TEXT))",
        )
        .postgres(
            "INSERT INTO tags (label) SELECT CAST($1 AS TEXT) UNION ALL VALUES (CAST($2 AS TEXT))",
        )
        .mysql(
            "INSERT INTO tags (label) SELECT CAST(? AS CHAR) UNION ALL VALUES ROW(CAST(? AS CHAR))",
        )
        .mariadb(
            "INSERT INTO tags (label) SELECT CAST(? AS CHAR) UNION ALL VALUES (CAST(? AS CHAR))",
        )
        .writes(2)
        .await
        .then(from(tags::table).order_by(tags::label).select(tags::label), ["db", "lang", "x", "y"])
        .await;
}
