//! `SELECT DISTINCT`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn ordered_by_what_is_selected() {
    check(from(users::table).select(users::visits).distinct().order_by(users::visits.desc()))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([10, 3, 0])
        .await;
}

#[tokio::test]
async fn of_rows_and_expressions() {
    check(
        from(tags::table)
            .inner_join(tags::posts)
            .select((Tag, upper(tags::label)))
            .distinct()
            .order_by((tags::id, upper(tags::label)))
            .limit(1),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(Tag { id: 1, label: "db".into() }, "DB")])
    .await;
}
