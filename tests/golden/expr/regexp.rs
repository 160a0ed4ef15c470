//! Regular expressions.

use relata::functions::regexp_replace;
use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn parts_of_a_text_match() {
    check(
        from(users::table)
            .filter(users::email.matches("^[a-c][a-z]+@"))
            .filter(users::name.matches_any_case("^[ac]"))
            .filter(!users::name.matches("^[ac]"))
            .order_by(users::id)
            .select((users::id, users::nickname.matches("^a"))),
    )
    .postgres(
        "SELECT users.id, (users.nickname ~ $1) FROM users WHERE (users.email ~ $2) AND \
         (users.name ~* $3) AND NOT (users.name ~ $4) ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id, (users.nickname REGEXP concat('(?-i)', ?)) FROM users WHERE (users.email \
         REGEXP concat('(?-i)', ?)) AND (users.name REGEXP concat('(?i)', ?)) AND NOT (users.name \
         REGEXP concat('(?-i)', ?)) ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id, (users.nickname REGEXP concat('(?-i)', ?)) FROM users WHERE (users.email \
         REGEXP concat('(?-i)', ?)) AND (users.name REGEXP concat('(?i)', ?)) AND NOT (users.name \
         REGEXP concat('(?-i)', ?)) ORDER BY users.id",
    )
    .rows_elsewhere([(1, Some(true)), (3, Some(false))])
    .await;
}

#[tokio::test]
async fn what_matches_is_replaced() {
    check(from(users::table).order_by(users::id).limit(2).select((
        regexp_replace(users::email, "[aeo]", "-"),
        regexp_replace(users::nickname, users::nickname, users::name),
        regexp_replace(users::name, "[ab]", ""),
    )))
    .postgres(
        "SELECT regexp_replace(users.email, $1, $2, 'g'), regexp_replace(users.nickname, \
         users.nickname, users.name, 'g'), regexp_replace(users.name, $3, $4, 'g') FROM users ORDER \
         BY users.id LIMIT $5",
    )
    .mysql(
        "SELECT regexp_replace(users.email, concat('(?-i)', ?), ?), regexp_replace(users.nickname, \
         concat('(?-i)', users.nickname), users.name), regexp_replace(users.name, concat('(?-i)', \
         ?), ?) FROM users ORDER BY users.id LIMIT ?",
    )
    .mariadb(
        "SELECT regexp_replace(users.email, concat('(?-i)', ?), ?), regexp_replace(users.nickname, \
         concat('(?-i)', users.nickname), users.name), regexp_replace(users.name, concat('(?-i)', \
         ?), ?) FROM users ORDER BY users.id LIMIT ?",
    )
    .rows_elsewhere([
        ("-d-@-x-mpl-.-rg", Some("Ada"), "Ad"),
        ("b-b@-x-mpl-.-rg", None, "Bo"),
    ])
    .await;
}
