//! Columns: of a table, of an alias, of the query outside, with names that need quotes.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

table! {
    #[table(name = "Order Details")]
    pub orders {
        #[primary_key] id: i64,
        #[column(name = "per cent")] percent: i64,
        #[column(name = "select")] selected: bool,
        #[column(name = "say \"hi\" `there`")] greeting: String,
        group: Option<i64>,
    }
}

#[tokio::test]
async fn names_are_quoted_where_they_need_it() {
    check(from(orders::table).filter(orders::percent.gt(5)).order_by(orders::greeting).select((
        orders::id,
        orders::selected,
        orders::group,
    )))
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .is_not_run();
}

#[tokio::test]
async fn names_are_quoted_in_writes() {
    check(
        insert_into(orders::table)
            .values((
                orders::id.set(1),
                orders::percent.set(2),
                orders::selected.set(true),
                orders::greeting.set("hi"),
            ))
            .on_conflict(orders::id)
            .do_update(orders::percent.set(excluded(orders::percent))),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .is_not_run();
    check(update(orders::table).set(orders::selected.set(false)).filter(orders::group.is_null()))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .is_not_run();
}

#[tokio::test]
async fn alias() {
    check(
        from(staff::table)
            .inner_join(leader)
            .on(leader[staff::id].eq(staff::boss_id))
            .order_by(staff::id)
            .select((staff::name, leader[staff::name])),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([("Mid", "Root"), ("Low", "Mid"), ("Lone", "Root")])
    .await;
}

#[tokio::test]
async fn outer() {
    use relata::prelude::outer;
    check(
        from(users::table)
            .filter(exists(
                from(posts::table)
                    .filter(posts::author_id.eq(outer(users::id)))
                    .filter(posts::likes.gt(5)),
            ))
            .select(users::name),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows(["Bob"])
    .await;
}
