//! `RETURNING`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn of_insert() {
    check(
        insert_into(tags::table)
            .values(tags::label.set("new"))
            .returning((tags::id, upper(tags::label))),
    )
    .sqlite("INSERT INTO tags (label) VALUES (?1) RETURNING tags.id, upper(tags.label)")
    .postgres("INSERT INTO tags (label) VALUES ($1) RETURNING tags.id, upper(tags.label)")
    .mariadb("INSERT INTO tags (label) VALUES (?) RETURNING tags.id, upper(tags.label)")
    .rows([(3, "NEW")])
    .await;
}

#[tokio::test]
async fn of_update() {
    check(
        update(users::table)
            .set(users::visits.set(users::visits + 1))
            .filter(users::id.le(2))
            .returning((users::id, users::visits, users::nickname)),
    )
    .sqlite(
        "UPDATE users SET visits = users.visits + ?1 WHERE users.id <= ?2 RETURNING users.id, \
         users.visits, users.nickname",
    )
    .postgres(
        "UPDATE users SET visits = users.visits + $1 WHERE users.id <= $2 RETURNING users.id, \
         users.visits, users.nickname",
    )
    .rows([(1, 11, Some("ace")), (2, 1, None)])
    .await;
}

#[tokio::test]
async fn of_delete() {
    check(delete(posts::table).filter(posts::id.eq(4)).returning(Post))
        .sqlite(
            "DELETE FROM posts WHERE posts.id = ?1 RETURNING posts.id, posts.author_id, \
             posts.title, posts.body, posts.likes",
        )
        .postgres(
            "DELETE FROM posts WHERE posts.id = $1 RETURNING posts.id, posts.author_id, \
             posts.title, posts.body, posts.likes",
        )
        .mariadb(
            "DELETE FROM posts WHERE posts.id = ? RETURNING posts.id, posts.author_id, \
             posts.title, posts.body, posts.likes",
        )
        .rows([Post { id: 4, author_id: 3, title: "100% sure".into(), body: None, likes: 2 }])
        .await;
}

#[tokio::test]
async fn computed_columns() {
    check(
        insert_into(invoices::table)
            .values((
                invoices::series.set("C"),
                invoices::number.set(1),
                invoices::price.set(6),
                invoices::amount.set(7),
                invoices::paid.set(true),
            ))
            .returning((invoices::total, invoices::paid)),
    )
    .sqlite(
        "INSERT INTO invoices (series, number, price, amount, paid) VALUES (?1, ?2, ?3, ?4, ?5) \
         RETURNING invoices.total, invoices.paid",
    )
    .postgres(
        "INSERT INTO invoices (series, number, price, amount, paid) VALUES ($1, $2, $3, $4, $5) \
         RETURNING invoices.total, invoices.paid",
    )
    .mariadb(
        "INSERT INTO invoices (series, number, price, amount, paid) VALUES (?, ?, ?, ?, ?) \
         RETURNING invoices.total, invoices.paid",
    )
    .rows([(42, true)])
    .await;
}

#[tokio::test]
async fn of_delete_using_another_table() {
    check(
        delete(post_tags::table)
            .from(posts::table)
            .filter(posts::id.eq(post_tags::post_id).and(posts::author_id.eq(2)))
            .returning((post_tags::post_id, post_tags::tag_id)),
    )
    .postgres(
        "DELETE FROM post_tags USING posts WHERE posts.id = post_tags.post_id AND posts.author_id = \
         $1 RETURNING post_tags.post_id, post_tags.tag_id",
    )
    .rows_elsewhere([(3, 2)])
    .await;
}

#[tokio::test]
async fn subquery_of_the_table_that_is_written() {
    check(
        insert_into(tags::table)
            .values((tags::id.set(9), tags::label.set("new")))
            .returning((tags::id, scalar(from(tags::table).filter(tags::id.lt(9)).select(count_rows())))),
    )
    .sqlite(
        "INSERT INTO tags (id, label) VALUES (?1, ?2) RETURNING tags.id, (SELECT count(*) FROM tags \
         WHERE tags.id < ?3)",
    )
    .postgres(
        "INSERT INTO tags (id, label) VALUES ($1, $2) RETURNING tags.id, (SELECT count(*) FROM tags \
         WHERE tags.id < $3)",
    )
    .rows([(9, 2)])
    .await;
}

#[tokio::test]
async fn subquery_of_another_table() {
    check(
        insert_into(tags::table)
            .values((tags::id.set(9), tags::label.set("new")))
            .returning((tags::id, scalar(from(users::table).select(count_rows())))),
    )
    .sqlite(
        "INSERT INTO tags (id, label) VALUES (?1, ?2) RETURNING tags.id, (SELECT count(*) FROM \
         users)",
    )
    .postgres(
        "INSERT INTO tags (id, label) VALUES ($1, $2) RETURNING tags.id, (SELECT count(*) FROM \
         users)",
    )
    .mariadb(
        "INSERT INTO tags (id, label) VALUES (?, ?) RETURNING tags.id, (SELECT count(*) FROM users)",
    )
    .rows([(9, 4)])
    .await;
}

#[tokio::test]
async fn subquery_of_the_table_that_is_deleted_from() {
    check(
        delete(post_tags::table)
            .filter(post_tags::tag_id.eq(1))
            .returning((post_tags::post_id, scalar(from(post_tags::table).select(count_rows())))),
    )
    .postgres(
        "DELETE FROM post_tags WHERE post_tags.tag_id = $1 RETURNING post_tags.post_id, (SELECT \
         count(*) FROM post_tags)",
    )
    .mariadb(
        "DELETE FROM post_tags WHERE post_tags.tag_id = ? RETURNING post_tags.post_id, (SELECT \
         count(*) FROM post_tags)",
    )
    .rows_elsewhere([(1, 3)])
    .await;
}
