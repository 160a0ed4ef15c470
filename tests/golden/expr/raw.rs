//! Expressions written by hand.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn holes_take_columns_and_values() {
    let tenth = sql!(i64, "{} * 10 + {}", users::id + 1, value(3_i64));
    check(from(users::table).filter(tenth.gt(30)).order_by(users::id).select(tenth))
        .sqlite(
            "SELECT (users.id + ?1) * 10 + CAST(?2 AS INTEGER) FROM users WHERE ((users.id + ?3) * \
             10 + CAST(?4 AS INTEGER)) > ?5 ORDER BY users.id",
        )
        .postgres(
            "SELECT (users.id + $1) * 10 + CAST($2 AS BIGINT) FROM users WHERE ((users.id + $3) * \
             10 + CAST($4 AS BIGINT)) > $5 ORDER BY users.id",
        )
        .mysql(
            "SELECT (users.id + ?) * 10 + CAST(? AS SIGNED) FROM users WHERE ((users.id + ?) * 10 \
             + CAST(? AS SIGNED)) > ? ORDER BY users.id",
        )
        .mariadb(
            "SELECT (users.id + ?) * 10 + CAST(? AS SIGNED) FROM users WHERE ((users.id + ?) * 10 \
             + CAST(? AS SIGNED)) > ? ORDER BY users.id",
        )
        .rows([33, 43, 53])
        .await;
}

#[tokio::test]
async fn null_follows_from_the_holes() {
    let shout = sql!(String, "upper({})", users::nickname);
    check(from(users::table).order_by(users::id).select(shout).limit(2))
        .sqlite("SELECT upper(users.nickname) FROM users ORDER BY users.id LIMIT ?1")
        .postgres("SELECT upper(users.nickname) FROM users ORDER BY users.id LIMIT $1")
        .mysql("SELECT upper(users.nickname) FROM users ORDER BY users.id LIMIT ?")
        .mariadb("SELECT upper(users.nickname) FROM users ORDER BY users.id LIMIT ?")
        .rows([Some("ACE"), None])
        .await;
}

#[tokio::test]
async fn aggregates() {
    let span = sql!(aggregate i64, "max({}) - min({})", users::visits, users::visits);
    check(
        from(users::table)
            .group_by(users::status)
            .having((span + 1).gt(0))
            .order_by(span.desc())
            .select((users::status, span)),
    )
    .sqlite(
        "SELECT users.status, max(users.visits) - min(users.visits) FROM users GROUP BY \
         users.status HAVING (max(users.visits) - min(users.visits)) + ?1 > ?2 ORDER BY \
         max(users.visits) - min(users.visits) DESC",
    )
    .postgres(
        "SELECT users.status, max(users.visits) - min(users.visits) FROM users GROUP BY \
         users.status HAVING (max(users.visits) - min(users.visits)) + $1 > $2 ORDER BY \
         max(users.visits) - min(users.visits) DESC",
    )
    .mysql(
        "SELECT users.status, max(users.visits) - min(users.visits) FROM users GROUP BY \
         users.status HAVING (max(users.visits) - min(users.visits)) + ? > ? ORDER BY \
         max(users.visits) - min(users.visits) DESC",
    )
    .mariadb(
        "SELECT users.status, max(users.visits) - min(users.visits) FROM users GROUP BY \
         users.status HAVING (max(users.visits) - min(users.visits)) + ? > ? ORDER BY \
         max(users.visits) - min(users.visits) DESC",
    )
    .rows([(Status::Active, 7), (Status::Gone, 0)])
    .await;
    check(select(sql!(aggregate i64, "max({})", users::visits)).filter(users::id.gt(9)))
        .sqlite("SELECT max(users.visits) FROM users WHERE users.id > ?1")
        .postgres("SELECT max(users.visits) FROM users WHERE users.id > $1")
        .mysql("SELECT max(users.visits) FROM users WHERE users.id > ?")
        .mariadb("SELECT max(users.visits) FROM users WHERE users.id > ?")
        .rows([None::<i64>])
        .await;
}

#[tokio::test]
async fn an_option_says_that_the_text_may_be_null() {
    let only = sql!(Option<i64>, "nullif({}, 10)", users::visits);
    check(from(users::table).order_by(users::id).select((only, only.coalesce(0))).limit(2))
        .sqlite(
            "SELECT nullif(users.visits, 10), coalesce(nullif(users.visits, 10), ?1) FROM users \
             ORDER BY users.id LIMIT ?2",
        )
        .postgres(
            "SELECT nullif(users.visits, 10), coalesce(nullif(users.visits, 10), $1) FROM users \
             ORDER BY users.id LIMIT $2",
        )
        .mysql(
            "SELECT nullif(users.visits, 10), coalesce(nullif(users.visits, 10), ?) FROM users \
             ORDER BY users.id LIMIT ?",
        )
        .mariadb(
            "SELECT nullif(users.visits, 10), coalesce(nullif(users.visits, 10), ?) FROM users \
             ORDER BY users.id LIMIT ?",
        )
        .rows([(None::<i64>, 0), (Some(0), 0)])
        .await;
    let highest = sql!(aggregate Option<i64>, "nullif(max({}), 10)", users::visits);
    check(from(users::table).group_by(users::status).order_by(users::status).select(highest))
        .sqlite(
            "SELECT nullif(max(users.visits), 10) FROM users GROUP BY users.status ORDER BY users.status",
        )
        .postgres(
            "SELECT nullif(max(users.visits), 10) FROM users GROUP BY users.status ORDER BY users.status",
        )
        .mysql(
            "SELECT nullif(max(users.visits), 10) FROM users GROUP BY users.status ORDER BY users.status",
        )
        .mariadb(
            "SELECT nullif(max(users.visits), 10) FROM users GROUP BY users.status ORDER BY users.status",
        )
        .rows([None, Some(0)])
        .await;
}

#[test]
fn a_type_of_any_name_is_that_of_the_text() {
    #[derive(SqlType)]
    struct Text(String);
    let name = sql!(Text, "trim({})", users::name);
    assert_eq!(select(name).to_sql::<Sqlite>(), "SELECT trim(users.name) FROM users");
    let _ = raw!(Text, "SELECT 'a'");
}
