//! `GROUP BY` and `HAVING`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn group_by_and_having() {
    check(
        from(posts::table)
            .group_by(posts::author_id)
            .having(count_rows().gt(1))
            .having(max(posts::likes).lt(10).or(posts::author_id.eq(9)))
            .select((posts::author_id, count_rows())),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(1, 2)])
    .await;
}

#[tokio::test]
async fn by_columns_of_two_tables() {
    check(
        from(users::table)
            .inner_join(users::posts)
            .group_by((users::name, posts::body))
            .order_by((users::name, posts::body))
            .select((users::name, posts::body, count_rows())),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([("Ada", None, 1), ("Ada", Some("types"), 1), ("Bob", Some("x"), 1), ("Cy", None, 1)])
    .await;
}

#[tokio::test]
async fn rows_of_a_grouped_table() {
    check(
        from(tags::table)
            .left_join(tags::posts)
            .group_by(tags::id)
            .order_by(tags::id)
            .select((Tag, count(posts::id))),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(Tag { id: 1, label: "db".into() }, 1), (Tag { id: 2, label: "lang".into() }, 2)])
    .await;
}

#[tokio::test]
async fn filter_group_order_limit() {
    check(
        from(users::table)
            .filter(users::visits.gt(0))
            .group_by(users::visits)
            .having(count_rows().ge(1))
            .order_by((count_rows().desc(), users::visits))
            .select((users::visits, count_rows()))
            .limit(1),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(10, 2)])
    .await;
}

#[tokio::test]
async fn having_nullable_condition() {
    check(
        from(users::table)
            .group_by(users::visits)
            .having(max(users::score).gt(2.0))
            .select(users::visits),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([10])
    .await;
}
