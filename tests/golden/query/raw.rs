//! Statements written by hand.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn rows() {
    check(raw!(
        (i64, Option<String>),
        "SELECT id, nickname FROM users WHERE id < {} ORDER BY 1",
        value(3_i64)
    ))
    .sqlite("SELECT id, nickname FROM users WHERE id < CAST(?1 AS INTEGER) ORDER BY 1")
    .postgres("SELECT id, nickname FROM users WHERE id < CAST($1 AS BIGINT) ORDER BY 1")
    .mysql("SELECT id, nickname FROM users WHERE id < CAST(? AS SIGNED) ORDER BY 1")
    .mariadb("SELECT id, nickname FROM users WHERE id < CAST(? AS SIGNED) ORDER BY 1")
    .rows([(1, Some("ace")), (2, None)])
    .await;
    check(raw!(String, "SELECT name FROM users WHERE id = {}", value(3_i64)))
        .sqlite("SELECT name FROM users WHERE id = CAST(?1 AS INTEGER)")
        .postgres("SELECT name FROM users WHERE id = CAST($1 AS BIGINT)")
        .mysql("SELECT name FROM users WHERE id = CAST(? AS SIGNED)")
        .mariadb("SELECT name FROM users WHERE id = CAST(? AS SIGNED)")
        .rows(["Cy"])
        .await;
}

#[tokio::test]
async fn without_rows() {
    check(raw!((), "DELETE FROM users WHERE id = 4"))
        .sqlite("DELETE FROM users WHERE id = 4")
        .postgres("DELETE FROM users WHERE id = 4")
        .mysql("DELETE FROM users WHERE id = 4")
        .mariadb("DELETE FROM users WHERE id = 4")
        .writes(1)
        .await
        .then(select(count(users::id)), [3])
        .await;
}

#[tokio::test]
async fn subquery_in_a_hole() {
    check(raw!(i64, "SELECT {} + 1", scalar(from(users::table).select(count_rows()))))
        .sqlite("SELECT (SELECT count(*) FROM users) + 1")
        .postgres("SELECT (SELECT count(*) FROM users) + 1")
        .mysql("SELECT (SELECT count(*) FROM users) + 1")
        .mariadb("SELECT (SELECT count(*) FROM users) + 1")
        .rows([5])
        .await;
}

/// A name and how often.
#[derive(Debug, PartialEq, Projection)]
struct Visits {
    name: String,
    status: Status,
    nickname: Option<String>,
}

impl crate::check::Is<Visits> for (&str, Status, Option<&str>) {
    fn is(&self, row: &Visits) -> bool {
        (self.0, self.1, self.2) == (&*row.name, row.status, row.nickname.as_deref())
    }
}

#[tokio::test]
async fn row_structs() {
    check(raw!(Tag, "SELECT id, label FROM tags ORDER BY id"))
        .sqlite("SELECT id, label FROM tags ORDER BY id")
        .postgres("SELECT id, label FROM tags ORDER BY id")
        .mysql("SELECT id, label FROM tags ORDER BY id")
        .mariadb("SELECT id, label FROM tags ORDER BY id")
        .rows([Tag { id: 1, label: "db".into() }, Tag { id: 2, label: "lang".into() }])
        .await;
    const TEXT: &str = "SELECT p.title, t.id, t.label FROM posts p \
         LEFT JOIN post_tags l ON l.post_id = p.id AND l.tag_id = 1 LEFT JOIN tags t ON t.id = l.tag_id \
         WHERE p.id < 3 ORDER BY p.id";
    check(raw!(
        (String, Option<Tag>),
        "SELECT p.title, t.id, t.label FROM posts p \
         LEFT JOIN post_tags l ON l.post_id = p.id AND l.tag_id = 1 LEFT JOIN tags t ON t.id = l.tag_id \
         WHERE p.id < 3 ORDER BY p.id"
    ))
    .sqlite(TEXT)
    .postgres(TEXT)
    .mysql(TEXT)
    .mariadb(TEXT)
    .rows([("Rust", Some(Tag { id: 1, label: "db".into() })), ("SQL", None)])
    .await;
}

#[tokio::test]
async fn structs_and_types_of_the_program() {
    const TEXT: &str = "SELECT name, status, nickname FROM users WHERE id < 3 ORDER BY id";
    check(raw!(Visits, "SELECT name, status, nickname FROM users WHERE id < 3 ORDER BY id"))
        .sqlite(TEXT)
        .postgres(TEXT)
        .mysql(TEXT)
        .mariadb(TEXT)
        .rows([("Ada", Status::Active, Some("ace")), ("Bob", Status::Gone, None)])
        .await;
    const PAIRS: &str = "SELECT id, name, status, nickname, status FROM users WHERE id = 2";
    check(raw!(
        (i64, Visits, Option<Status>),
        "SELECT id, name, status, nickname, status FROM users WHERE id = 2"
    ))
    .sqlite(PAIRS)
    .postgres(PAIRS)
    .mysql(PAIRS)
    .mariadb(PAIRS)
    .rows([(2_i64, ("Bob", Status::Gone, None::<&str>), Some(Status::Gone))])
    .await;
}
