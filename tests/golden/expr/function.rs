//! Scalar functions.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn text() {
    check(from(users::table).filter(users::id.eq(3)).select((
        lower(users::name),
        upper(users::nickname),
        trim(users::name.concat("  ")),
        length(users::email),
        replace(users::email, "example", "test"),
        substr(users::email, 1, 2),
    )))
    .sqlite(
        "SELECT lower(users.name), upper(users.nickname), trim(users.name || ?1), \
         length(users.email), replace(users.email, ?2, ?3), substr(users.email, ?4, ?5) FROM users \
         WHERE users.id = ?6",
    )
    .postgres(
        "SELECT lower(users.name), upper(users.nickname), trim(users.name || $1), \
         length(users.email), replace(users.email, $2, $3), substr(users.email, $4, $5) FROM users \
         WHERE users.id = $6",
    )
    .mysql(
        "SELECT lower(users.name), upper(users.nickname), trim(concat(users.name, ?)), \
         CHAR_LENGTH(users.email), replace(users.email, ?, ?), substr(users.email, ?, ?) FROM \
         users WHERE users.id = ?",
    )
    .mariadb(
        "SELECT lower(users.name), upper(users.nickname), trim(concat(users.name, ?)), \
         CHAR_LENGTH(users.email), replace(users.email, ?, ?), substr(users.email, ?, ?) FROM \
         users WHERE users.id = ?",
    )
    .rows([("cy", Some("C_%"), "Cy", 14, "cy@test.org", "cy")])
    .await;
}

#[tokio::test]
async fn length_counts_characters() {
    check(from(tags::table).filter(tags::id.eq(1)).select(length(value("äöü".to_owned()))))
        .sqlite("SELECT length(CAST(?1 AS TEXT)) FROM tags WHERE tags.id = ?2")
        .postgres("SELECT length(CAST($1 AS TEXT)) FROM tags WHERE tags.id = $2")
        .mysql("SELECT CHAR_LENGTH(CAST(? AS CHAR)) FROM tags WHERE tags.id = ?")
        .mariadb("SELECT CHAR_LENGTH(CAST(? AS CHAR)) FROM tags WHERE tags.id = ?")
        .rows([3])
        .await;
}

#[tokio::test]
async fn numbers() {
    check(from(users::table).filter(users::id.eq(1)).select((
        abs(users::id - 5),
        round(users::score),
        abs(users::score),
    )))
    .sqlite(
        "SELECT abs(users.id - ?1), round(users.score), abs(users.score) FROM users WHERE users.id \
         = ?2",
    )
    .postgres(
        "SELECT abs(users.id - $1), round(users.score), abs(users.score) FROM users WHERE users.id \
         = $2",
    )
    .mysql(
        "SELECT abs(users.id - ?), round(users.score), abs(users.score) FROM users WHERE users.id \
         = ?",
    )
    .mariadb(
        "SELECT abs(users.id - ?), round(users.score), abs(users.score) FROM users WHERE users.id \
         = ?",
    )
    .rows([(4, Some(2.0), Some(1.5))])
    .await;
}

#[tokio::test]
async fn round_of_a_number() {
    check(from(users::table).filter(users::id.eq(1)).select(round(users::visits.cast::<f64>())))
        .sqlite("SELECT round(CAST(users.visits AS REAL)) FROM users WHERE users.id = ?1")
        .postgres(
            "SELECT round(CAST(users.visits AS DOUBLE PRECISION)) FROM users WHERE users.id = $1",
        )
        .mysql("SELECT round(CAST(users.visits AS DOUBLE)) FROM users WHERE users.id = ?")
        .mariadb("SELECT round(CAST(users.visits AS DOUBLE)) FROM users WHERE users.id = ?")
        .rows([10.0])
        .await;
}

#[tokio::test]
async fn larger_and_smaller() {
    check(
        from(users::table)
            .order_by(users::id)
            .select((
                greatest(users::visits, users::id),
                least(users::visits, 5),
                greatest(users::score, 2.0),
            ))
            .limit(2),
    )
    .sqlite(
        "SELECT max(users.visits, users.id), min(users.visits, ?1), max(users.score, ?2) FROM \
         users ORDER BY users.id LIMIT ?3",
    )
    .postgres(
        "SELECT greatest(users.visits, users.id), least(users.visits, $1), greatest(users.score, \
         $2) FROM users ORDER BY users.id LIMIT $3",
    )
    .mysql(
        "SELECT greatest(users.visits, users.id), least(users.visits, ?), greatest(users.score, ?) \
         FROM users ORDER BY users.id LIMIT ?",
    )
    .mariadb(
        "SELECT greatest(users.visits, users.id), least(users.visits, ?), greatest(users.score, ?) \
         FROM users ORDER BY users.id LIMIT ?",
    )
    .rows_differ(
        [(10, 5, Some(2.0)), (2, 0, None)],
        [(10, 5, Some(2.0)), (2, 0, Some(2.0))],
        [(10, 5, Some(2.0)), (2, 0, None)],
    )
    .await;
}

#[tokio::test]
async fn functions_nest() {
    check(
        from(users::table)
            .filter(length(trim(lower(users::name))).gt(2))
            .order_by(upper(users::name).desc())
            .select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users WHERE length(trim(lower(users.name))) > ?1 ORDER BY \
         upper(users.name) DESC",
    )
    .postgres(
        "SELECT users.id FROM users WHERE length(trim(lower(users.name))) > $1 ORDER BY \
         upper(users.name) DESC",
    )
    .mysql(
        "SELECT users.id FROM users WHERE CHAR_LENGTH(trim(lower(users.name))) > ? ORDER BY \
         upper(users.name) DESC",
    )
    .mariadb(
        "SELECT users.id FROM users WHERE CHAR_LENGTH(trim(lower(users.name))) > ? ORDER BY \
         upper(users.name) DESC",
    )
    .rows([4, 2, 1])
    .await;
}
