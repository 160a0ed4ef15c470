//! `ON CONFLICT`: upserts.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn do_nothing() {
    check(
        insert_into(tags::table)
            .values((tags::id.set(9), tags::label.set("db")))
            .on_conflict(tags::label)
            .do_nothing(),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .writes(0)
    .await
    .then(select(max(tags::id)), [Some(2)])
    .await;
}

#[tokio::test]
async fn do_nothing_on_any_key() {
    check(
        insert_into(tags::table)
            .values((tags::id.set(1), tags::label.set("x")))
            .on_conflict_do_nothing(),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .writes(0)
    .await
    .then(select(tags::label).order_by(tags::id), ["db", "lang"])
    .await;
}

#[tokio::test]
async fn do_update() {
    check(
        insert_into(users::table)
            .values((
                users::name.set("Ada L."),
                users::email.set("ada@example.org"),
                users::visits.set(5),
            ))
            .on_conflict(users::email)
            .do_update((
                users::name.set(excluded(users::name)),
                users::visits.set(users::visits + excluded(users::visits)),
            )),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .writes(1)
    .await
    .then(
        select((users::id, users::name, users::visits)).filter(users::email.eq("ada@example.org")),
        [(1, "Ada L.", 15)],
    )
    .await;
}

#[tokio::test]
async fn do_update_of_many_rows() {
    let rows =
        [("db", 7), ("new", 8)].map(|(label, id)| (tags::label.set(label), tags::id.set(id)));
    check(
        insert_into(tags::table)
            .rows(rows)
            .on_conflict(tags::label)
            .do_update(tags::label.set(excluded(tags::label).concat("!"))),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .writes(2)
    .await
    .then(select((tags::id, tags::label)).order_by(tags::id), [(1, "db!"), (2, "lang"), (8, "new")])
    .await;
}

#[tokio::test]
async fn do_update_where() {
    check(
        insert_into(tags::table)
            .values((tags::id.set(1), tags::label.set("renamed")))
            .on_conflict(tags::id)
            .do_update(tags::label.set(excluded(tags::label)))
            .filter(tags::label.ne("db").and(excluded(tags::id).gt(0))),
    )
    .sqlite("")
    .postgres("")
    .writes(0)
    .await
    .then(select(tags::label).filter(tags::id.eq(1)), ["db"])
    .await;
}

#[tokio::test]
async fn key_of_two_columns() {
    check(
        insert_into(post_tags::table)
            .values((
                post_tags::post_id.set(1),
                post_tags::tag_id.set(1),
                post_tags::note.set("first"),
            ))
            .on_conflict((post_tags::post_id, post_tags::tag_id))
            .do_update(post_tags::note.set(excluded(post_tags::note))),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .writes(1)
    .await
    .then(
        select(post_tags::note).order_by((post_tags::post_id, post_tags::tag_id)),
        [Some("first"), Some("main"), None],
    )
    .await;
}

#[tokio::test]
async fn rows_of_a_query() {
    check(
        insert_into(tags::table)
            .from_select((tags::id, tags::label), select((users::id, users::name)))
            .on_conflict(tags::id)
            .do_update(tags::label.set(excluded(tags::label))),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .writes(4)
    .await
    .then(select(tags::label).order_by(tags::id), ["Ada", "Bob", "Cy", "Dee"])
    .await;
}

#[tokio::test]
async fn returning() {
    check(
        insert_into(tags::table)
            .values(tags::label.set("db"))
            .on_conflict(tags::label)
            .do_update(tags::label.set("DB"))
            .returning(Tag),
    )
    .sqlite("")
    .postgres("")
    .mariadb("")
    .rows([Tag { id: 1, label: "DB".into() }])
    .await;
}
