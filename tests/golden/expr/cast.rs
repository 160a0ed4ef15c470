//! `CAST(a AS type)`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn numbers_and_text() {
    check(from(users::table).filter(users::id.eq(1)).select((
        users::id.cast::<String>(),
        users::visits.cast::<f64>(),
        users::visits.cast::<i32>(),
        users::score.cast::<i64>(),
        (users::id + 1).cast::<String>().concat("!"),
    )))
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([("1", 10.0, 10, Some(1), "2!")])
    .await;
}

#[tokio::test]
async fn truth() {
    check(
        from(invoices::table)
            .order_by(invoices::id)
            .select((invoices::paid.cast::<i32>(), invoices::number.eq(1).cast::<i64>())),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(1, 1), (0, 0), (0, 1)])
    .await;
}
