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
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
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
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .writes(3)
        .await
        .then(select(tags::label).filter(tags::id.gt(2)).order_by(tags::id), ["a", "b", "c"])
        .await;
}

#[tokio::test]
async fn many_rows_returning() {
    let rows = [("a", 10), ("b", 11)].map(|(label, id)| (tags::label.set(label), tags::id.set(id)));
    check(insert_into(tags::table).rows(rows).returning((tags::id, tags::label)))
        .sqlite("")
        .postgres("")
        .mariadb("")
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
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
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
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .is_not_run();
}

#[test]
fn default_of_a_column() {
    check(insert_into(users::table).values((
        users::name.set("Eve"),
        users::email.set("eve@example.org"),
        users::visits.set_default(),
    )))
    .postgres("")
    .mysql("")
    .mariadb("")
    .is_not_run();
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
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
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
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .writes(1)
    .await
    .then(select((users::visits, users::score)).filter(users::id.eq(5)), [(0, Some(0.5))])
    .await;
}
