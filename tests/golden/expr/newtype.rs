//! Newtypes in expressions: texts, and numbers that are computed with.

use relata::prelude::*;

use crate::blog::*;
use crate::check::{Is, check};

#[derive(Clone, Debug, PartialEq, SqlType)]
struct Name(String);

#[derive(Clone, Copy, Debug, PartialEq, SqlType)]
#[sql(number)]
struct Points(i64);

#[derive(Clone, Copy, Debug, PartialEq, SqlType)]
#[sql(number)]
struct Few(i32);

impl Is<Points> for Points {
    fn is(&self, row: &Points) -> bool {
        self == row
    }
}

impl Is<Few> for Few {
    fn is(&self, row: &Few) -> bool {
        self == row
    }
}

#[tokio::test]
async fn sums_are_of_one_type_and_products_by_numbers() {
    let points = users::visits.cast::<Points>();
    check(from(users::table).filter(users::id.eq(1)).select((
        points + Points(5),
        points - points * 2,
        points / users::id % 7,
        greatest(points, Points(11)),
    )))
    .sqlite(
        "SELECT CAST(users.visits AS INTEGER) + ?1, CAST(users.visits AS INTEGER) - \
         CAST(users.visits AS INTEGER) * ?2, CAST(users.visits AS INTEGER) / users.id % ?3, \
         max(CAST(users.visits AS INTEGER), ?4) FROM users WHERE users.id = ?5",
    )
    .postgres(
        "SELECT CAST(users.visits AS BIGINT) + $1, CAST(users.visits AS BIGINT) - \
         CAST(users.visits AS BIGINT) * $2, CAST(users.visits AS BIGINT) / users.id % $3, \
         greatest(CAST(users.visits AS BIGINT), $4) FROM users WHERE users.id = $5",
    )
    .mysql(
        "SELECT CAST(users.visits AS SIGNED) + ?, CAST(users.visits AS SIGNED) - CAST(users.visits \
         AS SIGNED) * ?, CAST(users.visits AS SIGNED) DIV users.id % ?, greatest(CAST(users.visits \
         AS SIGNED), ?) FROM users WHERE users.id = ?",
    )
    .mariadb(
        "SELECT CAST(users.visits AS SIGNED) + ?, CAST(users.visits AS SIGNED) - CAST(users.visits \
         AS SIGNED) * ?, CAST(users.visits AS SIGNED) DIV users.id % ?, greatest(CAST(users.visits \
         AS SIGNED), ?) FROM users WHERE users.id = ?",
    )
    .rows([(Points(15), Points(-10), Some(Points(3)), Points(11))])
    .await;
}

#[tokio::test]
async fn aggregates_of_numbers() {
    check(from(users::table).select((
        sum(users::visits.cast::<Points>()),
        max(users::visits.cast::<Points>()),
        sum(users::id.cast::<Few>()),
    )))
    .sqlite(
        "SELECT sum(CAST(users.visits AS INTEGER)), max(CAST(users.visits AS INTEGER)), \
         sum(CAST(users.id AS INTEGER)) FROM users",
    )
    .postgres(
        "SELECT CAST(sum(CAST(users.visits AS BIGINT)) AS BIGINT), max(CAST(users.visits AS \
         BIGINT)), CAST(sum(CAST(users.id AS INTEGER)) AS BIGINT) FROM users",
    )
    .mysql(
        "SELECT CAST(sum(CAST(users.visits AS SIGNED)) AS SIGNED), max(CAST(users.visits AS \
         SIGNED)), CAST(sum(CAST(users.id AS SIGNED)) AS SIGNED) FROM users",
    )
    .mariadb(
        "SELECT CAST(sum(CAST(users.visits AS SIGNED)) AS SIGNED), max(CAST(users.visits AS \
         SIGNED)), CAST(sum(CAST(users.id AS SIGNED)) AS SIGNED) FROM users",
    )
    .rows([(Some(Points(23)), Some(Points(10)), Some(10))])
    .await;
}

#[tokio::test]
async fn texts() {
    let name = users::name.cast::<Name>();
    check(from(users::table).filter(name.starts_with("A")).select((
        lower(name),
        length(name),
        name.concat("!"),
    )))
    .sqlite(
        "SELECT lower(CAST(users.name AS TEXT)), length(CAST(users.name AS TEXT)), CAST(users.name \
         AS TEXT) || ?1 FROM users WHERE CAST(users.name AS TEXT) LIKE ?2 ESCAPE '\\'",
    )
    .postgres(
        "SELECT lower(CAST(users.name AS TEXT)), length(CAST(users.name AS TEXT)), CAST(users.name \
         AS TEXT) || $1 FROM users WHERE CAST(users.name AS TEXT) LIKE $2 ESCAPE '\\'",
    )
    .mysql(
        "SELECT lower(CAST(users.name AS CHAR)), CHAR_LENGTH(CAST(users.name AS CHAR)), \
         concat(CAST(users.name AS CHAR), ?) FROM users WHERE CAST(users.name AS CHAR) LIKE ?",
    )
    .mariadb(
        "SELECT lower(CAST(users.name AS CHAR)), CHAR_LENGTH(CAST(users.name AS CHAR)), \
         concat(CAST(users.name AS CHAR), ?) FROM users WHERE CAST(users.name AS CHAR) LIKE ?",
    )
    .rows([("ada", 3, "Ada!")])
    .await;
}
