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
    .sqlite("")
    .postgres("")
    .mariadb("")
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
    .sqlite("")
    .postgres("")
    .rows([(1, 11, Some("ace")), (2, 1, None)])
    .await;
}

#[tokio::test]
async fn of_delete() {
    check(delete(posts::table).filter(posts::id.eq(4)).returning(Post))
        .sqlite("")
        .postgres("")
        .mariadb("")
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
    .sqlite("")
    .postgres("")
    .mariadb("")
    .rows([(42, true)])
    .await;
}
