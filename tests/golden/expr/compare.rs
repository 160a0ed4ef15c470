//! `=`, `<>`, `<`, `BETWEEN`, `IS DISTINCT FROM`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn equal_and_not_equal() {
    check(
        from(users::table)
            .filter(users::name.ne("Bob"))
            .filter(users::visits.eq(users::id + 9))
            .select(users::name),
    )
    .sqlite("SELECT users.name FROM users WHERE users.name <> ?1 AND users.visits = users.id + ?2")
    .postgres(
        "SELECT users.name FROM users WHERE users.name <> $1 AND users.visits = users.id + $2",
    )
    .mysql("SELECT users.name FROM users WHERE users.name <> ? AND users.visits = users.id + ?")
    .mariadb("SELECT users.name FROM users WHERE users.name <> ? AND users.visits = users.id + ?")
    .rows(["Ada"])
    .await;
}

#[tokio::test]
async fn order_of_values() {
    check(
        from(users::table)
            .filter(users::id.gt(1))
            .filter(users::id.ge(2))
            .filter(users::id.lt(4))
            .filter(users::id.le(3))
            .select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users WHERE users.id > ?1 AND users.id >= ?2 AND users.id < ?3 AND \
         users.id <= ?4",
    )
    .postgres(
        "SELECT users.id FROM users WHERE users.id > $1 AND users.id >= $2 AND users.id < $3 AND \
         users.id <= $4",
    )
    .mysql(
        "SELECT users.id FROM users WHERE users.id > ? AND users.id >= ? AND users.id < ? AND \
         users.id <= ?",
    )
    .mariadb(
        "SELECT users.id FROM users WHERE users.id > ? AND users.id >= ? AND users.id < ? AND \
         users.id <= ?",
    )
    .rows([2, 3])
    .await;
}

#[tokio::test]
async fn nullable_and_other_columns_compare() {
    // Integers of two widths, a key with a nullable reference, a column of the query outside.
    check(
        from(staff::table)
            .filter(staff::id.gt(staff::boss_id))
            .filter(staff::salary.gt(staff::id))
            .order_by(staff::id)
            .select(staff::name),
    )
    .sqlite(
        "SELECT staff.name FROM staff WHERE staff.id > staff.boss_id AND staff.salary > staff.id \
         ORDER BY staff.id",
    )
    .postgres(
        "SELECT staff.name FROM staff WHERE staff.id > staff.boss_id AND staff.salary > staff.id \
         ORDER BY staff.id",
    )
    .mysql(
        "SELECT staff.name FROM staff WHERE staff.id > staff.boss_id AND staff.salary > staff.id \
         ORDER BY staff.id",
    )
    .mariadb(
        "SELECT staff.name FROM staff WHERE staff.id > staff.boss_id AND staff.salary > staff.id \
         ORDER BY staff.id",
    )
    .rows(["Mid", "Low", "Lone"])
    .await;
}

#[tokio::test]
async fn between() {
    check(
        from(users::table)
            .filter(users::visits.between(3, users::id * 4))
            .filter(not(users::name.between("B", "C")))
            .order_by(users::id)
            .select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users WHERE users.visits BETWEEN ?1 AND users.id * ?2 AND NOT \
         users.name BETWEEN ?3 AND ?4 ORDER BY users.id",
    )
    .postgres(
        "SELECT users.id FROM users WHERE users.visits BETWEEN $1 AND users.id * $2 AND NOT \
         users.name BETWEEN $3 AND $4 ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id FROM users WHERE users.visits BETWEEN ? AND users.id * ? AND NOT \
         users.name BETWEEN ? AND ? ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id FROM users WHERE users.visits BETWEEN ? AND users.id * ? AND NOT \
         users.name BETWEEN ? AND ? ORDER BY users.id",
    )
    .rows([3, 4])
    .await;
}

#[tokio::test]
async fn null_equals_null() {
    let nickname: Option<&str> = None;
    check(
        from(users::table)
            .filter(users::nickname.is_not_distinct_from(nickname))
            .order_by(users::id)
            .select(users::id),
    )
    .sqlite("SELECT users.id FROM users WHERE users.nickname IS ?1 ORDER BY users.id")
    .postgres(
        "SELECT users.id FROM users WHERE users.nickname IS NOT DISTINCT FROM $1 ORDER BY users.id",
    )
    .mysql("SELECT users.id FROM users WHERE users.nickname <=> ? ORDER BY users.id")
    .mariadb("SELECT users.id FROM users WHERE users.nickname <=> ? ORDER BY users.id")
    .rows([2, 4])
    .await;
}

#[tokio::test]
async fn null_differs_from_a_value() {
    check(
        from(users::table)
            .filter(users::nickname.is_distinct_from("ace"))
            .order_by(users::id)
            .select((users::id, users::nickname)),
    )
    .sqlite(
        "SELECT users.id, users.nickname FROM users WHERE NOT users.nickname IS ?1 ORDER BY \
         users.id",
    )
    .postgres(
        "SELECT users.id, users.nickname FROM users WHERE NOT users.nickname IS NOT DISTINCT FROM \
         $1 ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id, users.nickname FROM users WHERE NOT users.nickname <=> ? ORDER BY \
         users.id",
    )
    .mariadb(
        "SELECT users.id, users.nickname FROM users WHERE NOT users.nickname <=> ? ORDER BY \
         users.id",
    )
    .rows([(2, None), (3, Some("c_%")), (4, None)])
    .await;
}

#[tokio::test]
async fn enums_compare_by_label() {
    check(
        from(users::table)
            .filter(users::status.eq(Status::Gone))
            .select((users::id, users::status)),
    )
    .sqlite("SELECT users.id, users.status FROM users WHERE users.status = ?1")
    .postgres("SELECT users.id, users.status FROM users WHERE users.status = $1")
    .mysql("SELECT users.id, users.status FROM users WHERE users.status = ?")
    .mariadb("SELECT users.id, users.status FROM users WHERE users.status = ?")
    .rows([(2, Status::Gone)])
    .await;
}

#[tokio::test]
async fn comparison_as_a_value() {
    check(
        from(users::table)
            .order_by(users::id)
            .select((users::name.eq("Ada"), users::nickname.eq("ace"))),
    )
    .sqlite("SELECT users.name = ?1, users.nickname = ?2 FROM users ORDER BY users.id")
    .postgres("SELECT users.name = $1, users.nickname = $2 FROM users ORDER BY users.id")
    .mysql("SELECT users.name = ?, users.nickname = ? FROM users ORDER BY users.id")
    .mariadb("SELECT users.name = ?, users.nickname = ? FROM users ORDER BY users.id")
    .rows([(true, Some(true)), (false, None), (false, Some(false)), (false, None)])
    .await;
}

#[cfg(feature = "serde_json")]
mod json {
    use relata::types::Json;
    use serde_json::Value;

    use super::*;

    table! {
        pub notes { #[primary_key] id: i64, body: Value, tags: Json<Vec<String>> }
    }

    #[test]
    fn json_is_compared_with_json() {
        let found = select(notes::id)
            .filter(notes::body.ne(Value::Null))
            .filter(notes::tags.in_([Json(vec!["a".to_owned()])]));
        check(found)
            .sqlite(
                "SELECT notes.id FROM notes WHERE notes.body <> ?1 AND notes.tags IN (SELECT value \
                 FROM json_each(?2))",
            )
            .postgres("SELECT notes.id FROM notes WHERE notes.body <> $1 AND notes.tags = ANY($2)")
            .mysql(
                "SELECT notes.id FROM notes WHERE notes.body <> CAST(? AS JSON) AND notes.tags IN \
                 (CAST(? AS JSON))",
            )
            .mariadb("SELECT notes.id FROM notes WHERE notes.body <> ? AND notes.tags IN (?)")
            .is_not_run();
    }

    #[test]
    fn json_as_a_value() {
        check(from(notes::table).select(value(Value::Null)))
            .sqlite("SELECT CAST(?1 AS TEXT) FROM notes")
            .postgres("SELECT CAST($1 AS JSONB) FROM notes")
            .mysql("SELECT CAST(CAST(? AS JSON) AS JSON) FROM notes")
            .mariadb("SELECT CAST(? AS CHAR) FROM notes")
            .is_not_run();
    }
}
