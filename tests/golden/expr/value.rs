//! Values: bound, or constants of the text.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn bound_values_are_cast_where_they_are_selected() {
    check(from(tags::table).order_by(tags::id).select((
        value(7_i64),
        value("x".to_owned()),
        value(0.5),
        value(true),
        tags::id,
    )))
    .sqlite(
        "SELECT CAST(?1 AS INTEGER), CAST(?2 AS TEXT), CAST(?3 AS REAL), CAST(?4 AS INTEGER), \
         tags.id FROM tags ORDER BY tags.id",
    )
    .postgres(
        "SELECT CAST($1 AS BIGINT), CAST($2 AS TEXT), CAST($3 AS DOUBLE PRECISION), CAST($4 AS \
         BOOLEAN), tags.id FROM tags ORDER BY tags.id",
    )
    .mysql(
        "SELECT CAST(? AS SIGNED), CAST(? AS CHAR), CAST(? AS DOUBLE), CAST(? AS SIGNED), tags.id \
         FROM tags ORDER BY tags.id",
    )
    .mariadb(
        "SELECT CAST(? AS SIGNED), CAST(? AS CHAR), CAST(? AS DOUBLE), CAST(? AS SIGNED), tags.id \
         FROM tags ORDER BY tags.id",
    )
    .rows([(7, "x", 0.5, true, 1), (7, "x", 0.5, true, 2)])
    .await;
}

#[tokio::test]
async fn constants() {
    check(from(tags::table).order_by(tags::id).select((int::<-3>(), always(), never())).limit(1))
        .sqlite("SELECT -3, TRUE, FALSE FROM tags ORDER BY tags.id LIMIT ?1")
        .postgres("SELECT CAST(-3 AS BIGINT), TRUE, FALSE FROM tags ORDER BY tags.id LIMIT $1")
        .mysql("SELECT -3, TRUE, FALSE FROM tags ORDER BY tags.id LIMIT ?")
        .mariadb("SELECT -3, TRUE, FALSE FROM tags ORDER BY tags.id LIMIT ?")
        .rows([(-3, true, false)])
        .await;
}

#[tokio::test]
async fn text_constants() {
    const LONG: &str = "a text of more than sixteen bytes, and öf 64 bytes in all; or o";
    assert_eq!(LONG.len(), 64);
    check(from(tags::table).order_by(tags::id).limit(1).select((
        text!(r"it's a \ \n ? $1 ☃"),
        text!(LONG),
        text!("").concat(tags::label),
    )))
    .sqlite(r"SELECT 'it''s a \ \n ? $1 ☃', 'a text of more than sixteen bytes, and öf 64 bytes in all; or o', '' || tags.label FROM tags ORDER BY tags.id LIMIT ?1")
    .postgres(r"SELECT CAST('it''s a \ \n ? $1 ☃' AS TEXT), CAST('a text of more than sixteen bytes, and öf 64 bytes in all; or o' AS TEXT), CAST('' AS TEXT) || tags.label FROM tags ORDER BY tags.id LIMIT $1")
    .mysql(r"SELECT 'it''s a \\ \\n ? $1 ☃', 'a text of more than sixteen bytes, and öf 64 bytes in all; or o', concat('', tags.label) FROM tags ORDER BY tags.id LIMIT ?")
    .mariadb(r"SELECT 'it''s a \\ \\n ? $1 ☃', 'a text of more than sixteen bytes, and öf 64 bytes in all; or o', concat('', tags.label) FROM tags ORDER BY tags.id LIMIT ?")
    .rows([(r"it's a \ \n ? $1 ☃", LONG, "db")])
    .await;
}

#[tokio::test]
async fn values_are_no_text() {
    let injection = "x' OR '1' = '1";
    check(from(users::table).filter(users::name.eq(injection)).select(users::id))
        .sqlite("SELECT users.id FROM users WHERE users.name = ?1")
        .postgres("SELECT users.id FROM users WHERE users.name = $1")
        .mysql("SELECT users.id FROM users WHERE users.name = ?")
        .mariadb("SELECT users.id FROM users WHERE users.name = ?")
        .rows::<i64, 0>([])
        .await;
}

#[tokio::test]
async fn a_constant_beside_a_large_number() {
    let large = 5_000_000_000_i64;
    check(from(users::table).filter(users::id.eq(1)).select((
        int::<1>() + large,
        int::<2_000_000_000>() * int::<2>(),
        case_when(users::id.gt(1), int::<0>()).otherwise(large),
    )))
    .sqlite(
        "SELECT 1 + ?1, 2000000000 * 2, CASE WHEN users.id > ?2 THEN 0 ELSE ?3 END FROM users \
         WHERE users.id = ?4",
    )
    .postgres(
        "SELECT CAST(1 AS BIGINT) + $1, CAST(2000000000 AS BIGINT) * CAST(2 AS BIGINT), CASE WHEN \
         users.id > $2 THEN CAST(0 AS BIGINT) ELSE $3 END FROM users WHERE users.id = $4",
    )
    .mysql(
        "SELECT 1 + ?, 2000000000 * 2, CASE WHEN users.id > ? THEN 0 ELSE ? END FROM users WHERE \
         users.id = ?",
    )
    .mariadb(
        "SELECT 1 + ?, 2000000000 * 2, CASE WHEN users.id > ? THEN 0 ELSE ? END FROM users WHERE \
         users.id = ?",
    )
    .rows([(5_000_000_001, 4_000_000_000, 5_000_000_000)])
    .await;
}
