//! Subqueries in FROM.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn in_from() {
    let per_author =
        from(posts::table).group_by(posts::author_id).select((posts::author_id, count_rows()));
    check(
        from(derived(totals::table, per_author))
            .filter(totals::posts.eq(1))
            .order_by(totals::author)
            .select(totals::author),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([2, 3])
    .await;
}

#[tokio::test]
async fn in_a_left_join() {
    let per_author = from(posts::table)
        .filter(posts::likes.gt(1))
        .group_by(posts::author_id)
        .select((posts::author_id, count_rows()));
    check(
        from(users::table)
            .left_join(derived(totals::table, per_author))
            .on(totals::author.eq(users::id))
            .order_by(users::id)
            .select((users::name, totals::posts, totals::posts.coalesce(0))),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([("Ada", Some(1), 1), ("Bob", Some(1), 1), ("Cy", Some(1), 1), ("Dee", None, 0)])
    .await;
}

#[tokio::test]
async fn of_a_window_to_filter_by_it() {
    let ranked = from(posts::table).select((
        posts::id,
        row_number().over(window().partition_by(posts::author_id).order_by(posts::likes.desc())),
    ));
    check(
        from(derived(totals::table, ranked))
            .filter(totals::posts.eq(1))
            .order_by(totals::author)
            .select(totals::author),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([1, 3, 4])
    .await;
}

#[tokio::test]
async fn with_binds_in_order() {
    let liked = from(posts::table).filter(posts::likes.gt(1)).select((posts::author_id, posts::id));
    check(
        from(users::table)
            .inner_join(derived(totals::table, liked))
            .on(totals::author.eq(users::id).and(totals::posts.lt(9)))
            .filter(users::id.gt(1))
            .order_by(users::id)
            .select((users::id + 10, totals::posts)),
    )
    .sqlite("")
    .postgres("")
    .mysql("")
    .mariadb("")
    .rows([(12, 3), (13, 4)])
    .await;
}
