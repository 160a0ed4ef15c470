//! `CASE WHEN .. THEN .. ELSE .. END`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn with_else() {
    check(
        from(users::table).order_by(users::id).select(
            case_when(users::visits.gt(5), users::name)
                .when(users::visits.eq(0), "never")
                .otherwise("rarely"),
        ),
    )
    .sqlite(
        "SELECT CASE WHEN users.visits > ?1 THEN users.name WHEN users.visits = ?2 THEN ?3 ELSE ?4 \
         END FROM users ORDER BY users.id",
    )
    .postgres(
        "SELECT CASE WHEN users.visits > $1 THEN users.name WHEN users.visits = $2 THEN $3 ELSE $4 \
         END FROM users ORDER BY users.id",
    )
    .mysql(
        "SELECT CASE WHEN users.visits > ? THEN users.name WHEN users.visits = ? THEN ? ELSE ? END \
         FROM users ORDER BY users.id",
    )
    .mariadb(
        "SELECT CASE WHEN users.visits > ? THEN users.name WHEN users.visits = ? THEN ? ELSE ? END \
         FROM users ORDER BY users.id",
    )
    .rows(["Ada", "never", "Cy", "rarely"])
    .await;
}

#[tokio::test]
async fn without_else_may_be_null() {
    check(
        from(users::table)
            .order_by(users::id)
            .select(case_when(users::id.gt(2), users::visits).end()),
    )
    .sqlite("SELECT CASE WHEN users.id > ?1 THEN users.visits END FROM users ORDER BY users.id")
    .postgres("SELECT CASE WHEN users.id > $1 THEN users.visits END FROM users ORDER BY users.id")
    .mysql("SELECT CASE WHEN users.id > ? THEN users.visits END FROM users ORDER BY users.id")
    .mariadb("SELECT CASE WHEN users.id > ? THEN users.visits END FROM users ORDER BY users.id")
    .rows([None, None, Some(10), Some(3)])
    .await;
}

#[tokio::test]
async fn nullable_branch() {
    check(
        from(users::table)
            .order_by(users::id)
            .select(case_when(users::id.gt(2), users::nickname).otherwise(users::name)),
    )
    .sqlite(
        "SELECT CASE WHEN users.id > ?1 THEN users.nickname ELSE users.name END FROM users ORDER \
         BY users.id",
    )
    .postgres(
        "SELECT CASE WHEN users.id > $1 THEN users.nickname ELSE users.name END FROM users ORDER \
         BY users.id",
    )
    .mysql(
        "SELECT CASE WHEN users.id > ? THEN users.nickname ELSE users.name END FROM users ORDER BY \
         users.id",
    )
    .mariadb(
        "SELECT CASE WHEN users.id > ? THEN users.nickname ELSE users.name END FROM users ORDER BY \
         users.id",
    )
    .rows([Some("Ada"), Some("Bob"), Some("c_%"), None])
    .await;
}

#[tokio::test]
async fn as_an_operand() {
    let weight = case_when(users::status.eq(Status::Gone), int::<0>()).otherwise(1);
    check(from(users::table).filter((weight * 2 + 1).gt(2)).select(sum(weight)))
        .sqlite(
            "SELECT sum(CASE WHEN users.status = ?1 THEN 0 ELSE ?2 END) FROM users WHERE CASE WHEN \
             users.status = ?3 THEN 0 ELSE ?4 END * ?5 + ?6 > ?7",
        )
        .postgres(
            "SELECT CAST(sum(CASE WHEN users.status = $1 THEN CAST(0 AS BIGINT) ELSE $2 END) AS \
             BIGINT) FROM users WHERE CASE WHEN users.status = $3 THEN CAST(0 AS BIGINT) ELSE $4 \
             END * $5 + $6 > $7",
        )
        .mysql(
            "SELECT CAST(sum(CASE WHEN users.status = ? THEN 0 ELSE ? END) AS SIGNED) FROM users \
             WHERE CASE WHEN users.status = ? THEN 0 ELSE ? END * ? + ? > ?",
        )
        .mariadb(
            "SELECT CAST(sum(CASE WHEN users.status = ? THEN 0 ELSE ? END) AS SIGNED) FROM users \
             WHERE CASE WHEN users.status = ? THEN 0 ELSE ? END * ? + ? > ?",
        )
        .rows([Some(3)])
        .await;
}

#[tokio::test]
async fn a_literal_in_the_first_branch() {
    check(
        from(users::table)
            .order_by(users::id)
            .select(case_when(users::visits.gt(5), "often").otherwise("rarely")),
    )
    .sqlite(
        "SELECT CASE WHEN users.visits > ?1 THEN CAST(?2 AS TEXT) ELSE ?3 END FROM users ORDER BY \
         users.id",
    )
    .postgres(
        "SELECT CASE WHEN users.visits > $1 THEN CAST($2 AS TEXT) ELSE $3 END FROM users ORDER BY \
         users.id",
    )
    .mysql(
        "SELECT CASE WHEN users.visits > ? THEN CAST(? AS CHAR) ELSE ? END FROM users ORDER BY \
         users.id",
    )
    .mariadb(
        "SELECT CASE WHEN users.visits > ? THEN CAST(? AS CHAR) ELSE ? END FROM users ORDER BY \
         users.id",
    )
    .rows(["often", "rarely", "often", "rarely"])
    .await;
    check(select(case_when(users::visits.gt(5), 1_i64).end()))
        .sqlite("SELECT CASE WHEN users.visits > ?1 THEN CAST(?2 AS INTEGER) END FROM users")
        .postgres("SELECT CASE WHEN users.visits > $1 THEN CAST($2 AS BIGINT) END FROM users")
        .mysql("SELECT CASE WHEN users.visits > ? THEN CAST(? AS SIGNED) END FROM users")
        .mariadb("SELECT CASE WHEN users.visits > ? THEN CAST(? AS SIGNED) END FROM users")
        .rows([Some(1), None, Some(1), None])
        .await;
}
