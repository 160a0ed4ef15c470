//! Functions that a program declares.

use relata::prelude::*;
use relata::sql_function;

use crate::blog::*;
use crate::check::check;

sql_function! {
    /// The first that is not NULL.
    fn ifnull(a: String, b: String) -> Option<String>;
    fn nullif(a: i64, b: i64,) -> Option<i64>;
    pub(crate) fn pi() -> f64;
    aggregate fn max(of: i64) -> i64;
    pub aggregate fn group_concat(of: String) -> Option<String>;
}

#[tokio::test]
async fn arguments_are_values_and_expressions() {
    check(
        from(users::table)
            .filter(ifnull(users::name, "x").ne("Cy"))
            .filter(nullif(3, users::id).eq(3))
            .order_by(users::id)
            .limit(2)
            .select((
                nullif(users::visits, 10),
                ifnull(users::nickname, users::name.concat("?")),
                nullif(users::visits + 1, 1) + 1,
            )),
    )
    .sqlite(
        "SELECT nullif(users.visits, ?1), ifnull(users.nickname, (users.name || ?2)), \
         nullif((users.visits + ?3), ?4) + ?5 FROM users WHERE ifnull(users.name, ?6) <> ?7 AND \
         nullif(?8, users.id) = ?9 ORDER BY users.id LIMIT ?10",
    )
    .mysql(
        "SELECT nullif(users.visits, ?), ifnull(users.nickname, (concat(users.name, ?))), \
         nullif((users.visits + ?), ?) + ? FROM users WHERE ifnull(users.name, ?) <> ? AND \
         nullif(?, users.id) = ? ORDER BY users.id LIMIT ?",
    )
    .mariadb(
        "SELECT nullif(users.visits, ?), ifnull(users.nickname, (concat(users.name, ?))), \
         nullif((users.visits + ?), ?) + ? FROM users WHERE ifnull(users.name, ?) <> ? AND \
         nullif(?, users.id) = ? ORDER BY users.id LIMIT ?",
    )
    .rows([(None, Some("ace"), Some(12)), (Some(0), Some("Bob?"), None)])
    .await;
}

#[tokio::test]
async fn none_or_an_aggregate() {
    check(from(users::table).select((max(users::visits + 1), group_concat(users::nickname))))
        .sqlite("SELECT max((users.visits + ?1)), group_concat(users.nickname) FROM users")
        .postgres("SELECT max((users.visits + $1)), group_concat(users.nickname) FROM users")
        .mysql("SELECT max((users.visits + ?)), group_concat(users.nickname) FROM users")
        .mariadb("SELECT max((users.visits + ?)), group_concat(users.nickname) FROM users")
        .is_not_run();
    check(from(users::table).group_by(users::visits).order_by(users::visits).select((
        users::visits,
        max(users::id),
        pi() * 0.0,
    )))
    .postgres(
        "SELECT users.visits, max(users.id), pi() * $1 FROM users GROUP BY users.visits ORDER BY \
         users.visits",
    )
    .mysql(
        "SELECT users.visits, max(users.id), pi() * ? FROM users GROUP BY users.visits ORDER BY \
         users.visits",
    )
    .mariadb(
        "SELECT users.visits, max(users.id), pi() * ? FROM users GROUP BY users.visits ORDER BY \
         users.visits",
    )
    .rows_elsewhere([(0, 2, 0.0), (3, 4, 0.0), (10, 3, 0.0)])
    .await;
}

sql_function! {
    fn r#mod(a: i64, b: i64) -> i64;
    fn r#abs(a: i64) -> i64;
}

#[tokio::test]
async fn one_that_is_called_like_a_word_of_rust() {
    check(
        from(users::table)
            .filter(users::id.eq(1))
            .select((r#mod(users::id + 6, 4), abs(users::id - 4))),
    )
    .postgres(
        "SELECT mod((users.id + $1), $2), abs((users.id - $3)) FROM users WHERE users.id = $4",
    )
    .mysql("SELECT mod((users.id + ?), ?), abs((users.id - ?)) FROM users WHERE users.id = ?")
    .mariadb("SELECT mod((users.id + ?), ?), abs((users.id - ?)) FROM users WHERE users.id = ?")
    .rows_elsewhere([(3, 3)])
    .await;
}
