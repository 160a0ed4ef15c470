//! `INSERT`: one row, many rows, rows of a query, defaults.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

table! { pub notes { #[primary_key, identity] id: i64, text: Option<String> } }

#[tokio::test]
async fn one_row() {
    check(insert_into(users::table).values((
        users::name.set("Eve"),
        users::email.set("eve@example.org"),
        users::nickname.set(Some("e")),
        users::score.set_null(),
        users::visits.set(users_start()),
    )))
    .sqlite(
        "INSERT INTO users (name, email, nickname, score, visits) VALUES (?1, ?2, ?3, NULL, ?4)",
    )
    .postgres(
        "INSERT INTO users (name, email, nickname, score, visits) VALUES ($1, $2, $3, NULL, $4)",
    )
    .mysql("INSERT INTO users (name, email, nickname, score, visits) VALUES (?, ?, ?, NULL, ?)")
    .mariadb("INSERT INTO users (name, email, nickname, score, visits) VALUES (?, ?, ?, NULL, ?)")
    .writes(1)
    .await
    .then(
        select((users::name, users::nickname, users::visits, users::status))
            .filter(users::id.eq(5)),
        [("Eve", Some("e"), 2, Status::Active)],
    )
    .await;
}

fn users_start() -> i64 {
    2
}

#[tokio::test]
async fn many_rows() {
    check(insert_into(tags::table).rows(["a", "b", "c"].map(|label| tags::label.set(label))))
        .sqlite("INSERT INTO tags (label) VALUES (?1), (?2), (?3)")
        .postgres("INSERT INTO tags (label) VALUES ($1), ($2), ($3)")
        .mysql("INSERT INTO tags (label) VALUES (?), (?), (?)")
        .mariadb("INSERT INTO tags (label) VALUES (?), (?), (?)")
        .writes(3)
        .await
        .then(select(tags::label).filter(tags::id.gt(2)).order_by(tags::id), ["a", "b", "c"])
        .await;
}

#[tokio::test]
async fn many_rows_returning() {
    let rows = [("a", 10), ("b", 11)].map(|(label, id)| (tags::label.set(label), tags::id.set(id)));
    check(insert_into(tags::table).rows(rows).returning((tags::id, tags::label)))
        .sqlite(
            "INSERT INTO tags (label, id) VALUES (?1, ?2), (?3, ?4) RETURNING tags.id, tags.label",
        )
        .postgres(
            "INSERT INTO tags (label, id) VALUES ($1, $2), ($3, $4) RETURNING tags.id, tags.label",
        )
        .mariadb("INSERT INTO tags (label, id) VALUES (?, ?), (?, ?) RETURNING tags.id, tags.label")
        .rows([(10, "a"), (11, "b")])
        .await;
}

#[tokio::test]
async fn no_rows() {
    let engine = crate::check::seeded().await;
    let none = Vec::<&str>::new().into_iter().map(|label| tags::label.set(label));
    assert_eq!(engine.execute(&insert_into(tags::table).rows(none)).await.unwrap(), 0);
}

#[tokio::test]
async fn rows_of_a_query() {
    check(insert_into(posts::table).from_select(
        (posts::author_id, posts::title, posts::body),
        from(users::table).filter(users::nickname.is_null()).select((
            users::id,
            users::name,
            users::nickname,
        )),
    ))
    .sqlite(
        "INSERT INTO posts (author_id, title, body) SELECT users.id, users.name, users.nickname \
         FROM users WHERE users.nickname IS NULL",
    )
    .postgres(
        "INSERT INTO posts (author_id, title, body) SELECT users.id, users.name, users.nickname \
         FROM users WHERE users.nickname IS NULL",
    )
    .mysql(
        "INSERT INTO posts (author_id, title, body) SELECT users.id, users.name, users.nickname \
         FROM users WHERE users.nickname IS NULL",
    )
    .mariadb(
        "INSERT INTO posts (author_id, title, body) SELECT users.id, users.name, users.nickname \
         FROM users WHERE users.nickname IS NULL",
    )
    .writes(2)
    .await
    .then(
        select((posts::author_id, posts::title, posts::body))
            .filter(posts::id.gt(4))
            .order_by(posts::id),
        [(2, "Bob", None::<&str>), (4, "Dee", None)],
    )
    .await;
}

#[test]
fn defaults() {
    check(insert_into(notes::table).default_values())
        .sqlite("INSERT INTO notes DEFAULT VALUES")
        .postgres("INSERT INTO notes DEFAULT VALUES")
        .mysql("INSERT INTO notes () VALUES ()")
        .mariadb("INSERT INTO notes () VALUES ()")
        .is_not_run();
}

#[tokio::test]
async fn default_of_a_column() {
    check(insert_into(users::table).values((
        users::name.set("Eve"),
        users::email.set("eve@example.org"),
        users::visits.set_default(),
    )))
    .postgres("INSERT INTO users (name, email, visits) VALUES ($1, $2, DEFAULT)")
    .mysql("INSERT INTO users (name, email, visits) VALUES (?, ?, DEFAULT)")
    .mariadb("INSERT INTO users (name, email, visits) VALUES (?, ?, DEFAULT)")
    .runs_elsewhere()
    .await;
}

#[tokio::test]
async fn expressions_as_values() {
    check(
        insert_into(posts::table).values((
            posts::author_id.set(
                scalar(
                    from(users::table).filter(users::email.eq("bob@example.org")).select(users::id),
                )
                .coalesce(1),
            ),
            posts::title.set(upper(value("loud".to_owned()))),
        )),
    )
    .sqlite(
        "INSERT INTO posts (author_id, title) VALUES (coalesce((SELECT users.id FROM users WHERE \
         users.email = ?1), ?2), upper(CAST(?3 AS TEXT)))",
    )
    .postgres(
        "INSERT INTO posts (author_id, title) VALUES (coalesce((SELECT users.id FROM users WHERE \
         users.email = $1), $2), upper(CAST($3 AS TEXT)))",
    )
    .mysql(
        "INSERT INTO posts (author_id, title) VALUES (coalesce((SELECT users.id FROM users WHERE \
         users.email = ?), ?), upper(CAST(? AS CHAR)))",
    )
    .mariadb(
        "INSERT INTO posts (author_id, title) VALUES (coalesce((SELECT users.id FROM users WHERE \
         users.email = ?), ?), upper(CAST(? AS CHAR)))",
    )
    .writes(1)
    .await
    .then(select((posts::author_id, posts::title)).filter(posts::id.eq(5)), [(2, "LOUD")])
    .await;
}

#[tokio::test]
async fn absent_assignment_leaves_the_default() {
    let visits: Option<i64> = None;
    check(insert_into(users::table).values((
        users::name.set("Eve"),
        users::email.set("eve@example.org"),
        visits.map(|visits| users::visits.set(visits)),
        Some(users::score.set(0.5)),
    )))
    .sqlite("INSERT INTO users (name, email, score) VALUES (?1, ?2, ?3)")
    .postgres("INSERT INTO users (name, email, score) VALUES ($1, $2, $3)")
    .mysql("INSERT INTO users (name, email, score) VALUES (?, ?, ?)")
    .mariadb("INSERT INTO users (name, email, score) VALUES (?, ?, ?)")
    .writes(1)
    .await
    .then(select((users::visits, users::score)).filter(users::id.eq(5)), [(0, Some(0.5))])
    .await;
}
