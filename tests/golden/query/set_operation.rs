//! `UNION`, `INTERSECT`, `EXCEPT`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn union_joins_nullability() {
    check(
        select((users::id, users::name))
            .union(select((posts::id, posts::body)))
            .order_by(users::id)
            .order_by(users::name.desc())
            .limit(3),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(1, Some("types")), (1, Some("Ada")), (2, Some("Bob"))])
    .await;
}

#[tokio::test]
async fn union_all() {
    check(select(users::id).union_all(select(tags::id)).order_by(users::id.desc()).offset(3))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([2, 1, 1])
        .await;
}

#[tokio::test]
async fn intersect_and_except() {
    check(select(users::id).intersect(select(tags::id)).order_by(users::id))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([1, 2])
        .await;
    check(select(users::id).except(select(tags::id)).order_by(users::id))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([3, 4])
        .await;
}

#[test]
fn all_of_both() {
    check(select(users::id).intersect_all(select(tags::id))).postgres("").mariadb("").is_not_run();
    check(select(users::id).except_all(select(tags::id))).postgres("").mariadb("").is_not_run();
}

#[tokio::test]
async fn three_read_from_the_left() {
    check(
        select(users::id)
            .except(select(tags::id))
            .union(select(tags::id).filter(tags::id.eq(1)))
            .order_by(users::id),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([1, 3, 4])
    .await;
}

#[tokio::test]
async fn one_on_the_right_is_wrapped() {
    check(
        select(users::id)
            .except(select(tags::id).union(select(posts::id).filter(posts::id.eq(4))))
            .order_by(users::id),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([3])
    .await;
}

#[tokio::test]
async fn intersect_binds_tighter() {
    check(
        select(users::id).union(select(posts::id)).intersect(select(tags::id)).order_by(users::id),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([1, 2])
    .await;
}

#[tokio::test]
async fn of_rows() {
    check(select(Tag).filter(tags::id.eq(1)).union_all(select(Tag).filter(tags::id.eq(2))))
        .sqlite("")
        .postgres("")
        .mysql("")
        .mariadb("")
        .rows([Tag { id: 1, label: "db".into() }, Tag { id: 2, label: "lang".into() }])
        .await;
}

#[tokio::test]
async fn as_a_subquery() {
    check(
        from(users::table)
            .filter(
                users::id.in_(select(tags::id).union(select(posts::id).filter(posts::id.eq(4)))),
            )
            .order_by(users::id)
            .select(users::id),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([1, 2, 4])
    .await;
}
