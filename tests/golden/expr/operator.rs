//! How tightly operators bind, where they meet each other.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn comparison_inside_comparison() {
    check(
        from(users::table)
            .order_by(users::id)
            .filter(users::name.eq("Ada").eq(users::visits.gt(5)))
            .select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users WHERE (users.name = ?1) = (users.visits > ?2) ORDER BY \
         users.id",
    )
    .postgres(
        "SELECT users.id FROM users WHERE (users.name = $1) = (users.visits > $2) ORDER BY \
         users.id",
    )
    .mysql(
        "SELECT users.id FROM users WHERE (users.name = ?) = (users.visits > ?) ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id FROM users WHERE (users.name = ?) = (users.visits > ?) ORDER BY users.id",
    )
    .rows([1, 2, 4])
    .await;
}

#[tokio::test]
async fn null_test_of_an_expression() {
    check(from(users::table).order_by(users::id).select((
        (users::score + 1.0).is_null(),
        users::nickname.eq("ace").is_null(),
        users::nickname.eq("ace").and(users::id.gt(1)).is_null(),
        not(users::name.eq("Ada")).is_not_null(),
    )))
    .sqlite(
        "SELECT users.score + ?1 IS NULL, (users.nickname = ?2) IS NULL, (users.nickname = ?3 AND \
         users.id > ?4) IS NULL, (NOT users.name = ?5) IS NOT NULL FROM users ORDER BY \
         users.id",
    )
    .postgres(
        "SELECT users.score + $1 IS NULL, (users.nickname = $2) IS NULL, (users.nickname = $3 AND \
         users.id > $4) IS NULL, (NOT users.name = $5) IS NOT NULL FROM users ORDER BY \
         users.id",
    )
    .mysql(
        "SELECT users.score + ? IS NULL, (users.nickname = ?) IS NULL, (users.nickname = ? AND \
         users.id > ?) IS NULL, (NOT users.name = ?) IS NOT NULL FROM users ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.score + ? IS NULL, (users.nickname = ?) IS NULL, (users.nickname = ? AND \
         users.id > ?) IS NULL, (NOT users.name = ?) IS NOT NULL FROM users ORDER BY users.id",
    )
    .rows([
        (false, false, false, true),
        (true, true, true, true),
        (false, false, false, true),
        (true, true, true, true),
    ])
    .await;
}

#[tokio::test]
async fn arithmetic_in_comparison() {
    check(
        from(users::table)
            .filter((users::visits + 1).gt(users::id * 2))
            .filter((users::visits - 1).between(users::id - 1, users::id * 10))
            .order_by(users::id)
            .select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users WHERE users.visits + ?1 > users.id * ?2 AND users.visits - ?3 \
         BETWEEN users.id - ?4 AND users.id * ?5 ORDER BY users.id",
    )
    .postgres(
        "SELECT users.id FROM users WHERE users.visits + $1 > users.id * $2 AND users.visits - $3 \
         BETWEEN users.id - $4 AND users.id * $5 ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id FROM users WHERE users.visits + ? > users.id * ? AND users.visits - ? \
         BETWEEN users.id - ? AND users.id * ? ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id FROM users WHERE users.visits + ? > users.id * ? AND users.visits - ? \
         BETWEEN users.id - ? AND users.id * ? ORDER BY users.id",
    )
    .rows([1, 3])
    .await;
}

#[tokio::test]
async fn lists_and_patterns_in_logic() {
    check(
        from(users::table)
            .filter(
                !users::id.in_([1, 2]).and(users::name.like("C%").or(users::name.not_like("%e%"))),
            )
            .select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users WHERE NOT (users.id IN (SELECT value FROM json_each(?1)) AND \
         (users.name LIKE ?2 ESCAPE '\\' OR users.name NOT LIKE ?3 ESCAPE '\\'))",
    )
    .postgres(
        "SELECT users.id FROM users WHERE NOT (users.id = ANY($1) AND (users.name LIKE $2 ESCAPE \
         '\\' OR users.name NOT LIKE $3 ESCAPE '\\'))",
    )
    .mysql(
        "SELECT users.id FROM users WHERE NOT (users.id IN (?, ?) AND (users.name LIKE ? OR \
         users.name NOT LIKE ?))",
    )
    .mariadb(
        "SELECT users.id FROM users WHERE NOT (users.id IN (?, ?) AND (users.name LIKE ? OR \
         users.name NOT LIKE ?))",
    )
    .rows([3, 4])
    .await;
}

#[tokio::test]
async fn condition_as_the_side_of_a_list() {
    check(from(users::table).filter(users::id.eq(1).in_([true])).select(users::id))
        .sqlite(
            "SELECT users.id FROM users WHERE (users.id = ?1) IN (SELECT value FROM json_each(?2))",
        )
        .postgres("SELECT users.id FROM users WHERE (users.id = $1) = ANY($2)")
        .mysql("SELECT users.id FROM users WHERE (users.id = ?) IN (?)")
        .mariadb("SELECT users.id FROM users WHERE (users.id = ?) IN (?)")
        .rows([1])
        .await;
}

#[tokio::test]
async fn handwritten_text_is_put_in_parentheses() {
    let either = sql!(bool, "{} = 1 OR {} = 2", users::id, users::id);
    check(
        from(users::table)
            .filter(either.and(users::visits.gt(0)))
            .filter(either)
            .filter(!either.eq(false))
            .select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users WHERE (users.id = 1 OR users.id = 2) AND users.visits > ?1 AND \
         (users.id = 1 OR users.id = 2) AND NOT (users.id = 1 OR users.id = 2) = ?2",
    )
    .postgres(
        "SELECT users.id FROM users WHERE (users.id = 1 OR users.id = 2) AND users.visits > $1 AND \
         (users.id = 1 OR users.id = 2) AND NOT (users.id = 1 OR users.id = 2) = $2",
    )
    .mysql(
        "SELECT users.id FROM users WHERE (users.id = 1 OR users.id = 2) AND users.visits > ? AND \
         (users.id = 1 OR users.id = 2) AND NOT (users.id = 1 OR users.id = 2) = ?",
    )
    .mariadb(
        "SELECT users.id FROM users WHERE (users.id = 1 OR users.id = 2) AND users.visits > ? AND \
         (users.id = 1 OR users.id = 2) AND NOT (users.id = 1 OR users.id = 2) = ?",
    )
    .rows([1])
    .await;
}
