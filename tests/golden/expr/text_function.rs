//! Functions of texts beside those in the prelude.

use relata::functions::*;
use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn ends_of_a_text() {
    let spaces = || value("  a ");
    check(from(users::table).order_by(users::id).limit(2).select((
        left(users::name, 2),
        right(users::name, 2_i64),
        right(users::name, users::id * 9),
        left(users::nickname, 0),
        right(users::nickname, 0),
        ltrim(spaces()).concat(rtrim(spaces())),
    )))
    .sqlite(
        "SELECT substr(users.name, 1, ?1), substr(users.name, max(length(users.name) - ?2, 0) + \
         1), substr(users.name, max(length(users.name) - (users.id * ?3), 0) + 1), \
         substr(users.nickname, 1, ?4), substr(users.nickname, max(length(users.nickname) - ?5, 0) \
         + 1), ltrim(CAST(?6 AS TEXT)) || rtrim(CAST(?7 AS TEXT)) FROM users ORDER BY users.id \
         LIMIT ?8",
    )
    .postgres(
        "SELECT left(users.name, $1), right(users.name, $2), right(users.name, CAST(users.id * $3 \
         AS INTEGER)), left(users.nickname, $4), right(users.nickname, $5), ltrim(CAST($6 AS TEXT)) \
         || rtrim(CAST($7 AS TEXT)) FROM users ORDER BY users.id LIMIT $8",
    )
    .mysql(
        "SELECT left(users.name, ?), right(users.name, ?), right(users.name, users.id * ?), \
         left(users.nickname, ?), right(users.nickname, ?), concat(ltrim(CAST(? AS CHAR)), \
         rtrim(CAST(? AS CHAR))) FROM users ORDER BY users.id LIMIT ?",
    )
    .mariadb(
        "SELECT left(users.name, ?), right(users.name, ?), right(users.name, users.id * ?), \
         left(users.nickname, ?), right(users.nickname, ?), concat(ltrim(CAST(? AS CHAR)), \
         rtrim(CAST(? AS CHAR))) FROM users ORDER BY users.id LIMIT ?",
    )
    .rows([("Ad", "da", "Ada", Some(""), Some(""), "a   a"), ("Bo", "ob", "Bob", None, None, "a   a")])
    .await;
}

#[tokio::test]
async fn texts_are_filled_up() {
    check(from(users::table).order_by(users::id).limit(2).select((
        lpad(users::name, 5, "*"),
        rpad(users::name, 8, "äb"),
        lpad(users::name, 2, "*"),
        rpad(users::name, 2, users::email),
        rpad(users::nickname, 4, "-"),
        lpad(users::name, 9, "xyzz"),
    )))
    .sqlite(
        "SELECT (substr(replace(hex(zeroblob(max(?1 - length(users.name), 0))), '00', ?2), 1, \
         max(?3 - length(users.name), 0)) || substr(users.name, 1, ?4)), substr(users.name || \
         replace(hex(zeroblob(?5)), '00', ?6), 1, ?7), (substr(replace(hex(zeroblob(max(?8 - \
         length(users.name), 0))), '00', ?9), 1, max(?10 - length(users.name), 0)) || \
         substr(users.name, 1, ?11)), substr(users.name || replace(hex(zeroblob(?12)), '00', \
         users.email), 1, ?13), substr(users.nickname || replace(hex(zeroblob(?14)), '00', ?15), 1, \
         ?16), (substr(replace(hex(zeroblob(max(?17 - length(users.name), 0))), '00', ?18), 1, \
         max(?19 - length(users.name), 0)) || substr(users.name, 1, ?20)) FROM users ORDER BY \
         users.id LIMIT ?21",
    )
    .postgres(
        "SELECT lpad(users.name, $1, $2), rpad(users.name, $3, $4), lpad(users.name, $5, $6), \
         rpad(users.name, $7, users.email), rpad(users.nickname, $8, $9), lpad(users.name, $10, \
         $11) FROM users ORDER BY users.id LIMIT $12",
    )
    .mysql(
        "SELECT lpad(users.name, greatest(?, 0), ?), rpad(users.name, greatest(?, 0), ?), \
         lpad(users.name, greatest(?, 0), ?), rpad(users.name, greatest(?, 0), users.email), \
         rpad(users.nickname, greatest(?, 0), ?), lpad(users.name, greatest(?, 0), ?) FROM users \
         ORDER BY users.id LIMIT ?",
    )
    .mariadb(
        "SELECT lpad(users.name, greatest(?, 0), ?), rpad(users.name, greatest(?, 0), ?), \
         lpad(users.name, greatest(?, 0), ?), rpad(users.name, greatest(?, 0), users.email), \
         rpad(users.nickname, greatest(?, 0), ?), lpad(users.name, greatest(?, 0), ?) FROM users \
         ORDER BY users.id LIMIT ?",
    )
    .rows([
        ("**Ada", "Adaäbäbä", "Ad", "Ad", Some("ace-"), "xyzzxyAda"),
        ("**Bob", "Bobäbäbä", "Bo", "Bo", None, "xyzzxyBob"),
    ])
    .await;
}

#[tokio::test]
async fn places_and_repetition() {
    check(from(users::table).order_by(users::id).limit(2).select((
        position(users::email, "@"),
        position(users::nickname, "zz"),
        position(users::email, ""),
        repeat(users::name, 2),
        repeat(users::name, users::id - 1),
    )))
    .sqlite(
        "SELECT instr(users.email, ?1), instr(users.nickname, ?2), instr(users.email, ?3), \
         CASE WHEN ?4 IS NOT NULL THEN replace(hex(zeroblob(?5)), '00', users.name) END, CASE WHEN \
         (users.id - ?6) IS NOT NULL THEN replace(hex(zeroblob(users.id - ?7)), '00', users.name) END \
         FROM users ORDER BY users.id LIMIT ?8",
    )
    .postgres(
        "SELECT strpos(users.email, $1), strpos(users.nickname, $2), strpos(users.email, $3), \
         repeat(users.name, $4), repeat(users.name, CAST(users.id - $5 AS INTEGER)) FROM users \
         ORDER BY users.id LIMIT $6",
    )
    .mysql(
        "SELECT instr(users.email, ?), instr(users.nickname, ?), instr(users.email, ?), \
         repeat(users.name, ?), repeat(users.name, users.id - ?) FROM users ORDER BY users.id LIMIT \
         ?",
    )
    .mariadb(
        "SELECT instr(users.email, ?), instr(users.nickname, ?), instr(users.email, ?), \
         repeat(users.name, ?), repeat(users.name, users.id - ?) FROM users ORDER BY users.id LIMIT \
         ?",
    )
    .rows([(4, Some(0), 1, "AdaAda", ""), (4, None, 1, "BobBob", "Bob")])
    .await;
}

#[tokio::test]
async fn reversed() {
    check(from(users::table).filter(users::id.eq(1)).select(reverse(users::nickname)))
        .postgres("SELECT reverse(users.nickname) FROM users WHERE users.id = $1")
        .mysql("SELECT reverse(users.nickname) FROM users WHERE users.id = ?")
        .mariadb("SELECT reverse(users.nickname) FROM users WHERE users.id = ?")
        .rows_elsewhere([Some("eca")])
        .await;
}
