//! `SELECT DISTINCT`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn ordered_by_what_is_selected() {
    check(from(users::table).select(users::visits).distinct().order_by(users::visits.desc()))
        .sqlite("SELECT DISTINCT users.visits FROM users ORDER BY users.visits DESC")
        .postgres("SELECT DISTINCT users.visits FROM users ORDER BY users.visits DESC")
        .mysql("SELECT DISTINCT users.visits FROM users ORDER BY users.visits DESC")
        .mariadb("SELECT DISTINCT users.visits FROM users ORDER BY users.visits DESC")
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
    .sqlite(
        "SELECT DISTINCT tags.id, tags.label, upper(tags.label) FROM tags JOIN post_tags ON \
         post_tags.tag_id = tags.id JOIN posts ON posts.id = post_tags.post_id ORDER BY tags.id, \
         upper(tags.label) LIMIT ?1",
    )
    .postgres(
        "SELECT DISTINCT tags.id, tags.label, upper(tags.label) FROM tags JOIN post_tags ON \
         post_tags.tag_id = tags.id JOIN posts ON posts.id = post_tags.post_id ORDER BY tags.id, \
         upper(tags.label) LIMIT $1",
    )
    .mysql(
        "SELECT DISTINCT tags.id, tags.label, upper(tags.label) FROM tags JOIN post_tags ON \
         post_tags.tag_id = tags.id JOIN posts ON posts.id = post_tags.post_id ORDER BY tags.id, \
         upper(tags.label) LIMIT ?",
    )
    .mariadb(
        "SELECT DISTINCT tags.id, tags.label, upper(tags.label) FROM tags JOIN post_tags ON \
         post_tags.tag_id = tags.id JOIN posts ON posts.id = post_tags.post_id ORDER BY tags.id, \
         upper(tags.label) LIMIT ?",
    )
    .rows([(Tag { id: 1, label: "db".into() }, "DB")])
    .await;
}

#[tokio::test]
async fn on_keys() {
    check(
        select((users::id, users::name))
            .distinct_on((users::status, lower(users::name).desc()))
            .order_by(users::visits.desc())
            .limit(5),
    )
    .postgres(
        "SELECT DISTINCT ON (users.status, lower(users.name)) users.id, users.name FROM users \
         ORDER BY users.status, lower(users.name) DESC, users.visits DESC LIMIT $1",
    )
    .runs_elsewhere()
    .await;
    check(
        from(users::table)
            .group_by((users::visits, users::status))
            .select((users::visits, count_rows()))
            .distinct_on(users::visits)
            .order_by(count_rows().desc()),
    )
    .postgres(
        "SELECT DISTINCT ON (users.visits) users.visits, count(*) FROM users GROUP BY \
         users.visits, users.status ORDER BY users.visits, count(*) DESC",
    )
    .runs_elsewhere()
    .await;
}

#[tokio::test]
async fn ordered_by_aggregates_and_constants() {
    let next = count_rows() + int::<1>();
    check(
        from(posts::table)
            .group_by(posts::author_id)
            .select((next, max(posts::author_id).over(window())))
            .distinct()
            .order_by((next.desc(), max(posts::author_id).over(window()))),
    )
    .sqlite(
        "SELECT DISTINCT count(*) + 1, max(posts.author_id) OVER () FROM posts GROUP BY \
         posts.author_id ORDER BY count(*) + 1 DESC, max(posts.author_id) OVER ()",
    )
    .postgres(
        "SELECT DISTINCT count(*) + CAST(1 AS BIGINT), max(posts.author_id) OVER () FROM posts \
         GROUP BY posts.author_id ORDER BY count(*) + CAST(1 AS BIGINT) DESC, max(posts.author_id) \
         OVER ()",
    )
    .mysql(
        "SELECT DISTINCT count(*) + 1, max(posts.author_id) OVER () FROM posts GROUP BY \
         posts.author_id ORDER BY count(*) + 1 DESC, max(posts.author_id) OVER ()",
    )
    .mariadb(
        "SELECT DISTINCT count(*) + 1, max(posts.author_id) OVER () FROM posts GROUP BY \
         posts.author_id ORDER BY count(*) + 1 DESC, max(posts.author_id) OVER ()",
    )
    // MariaDB takes the rows apart before it knows the window function.
    .rows_but_on_mariadb([(3, 3), (2, 3)], [(3, 3)])
    .await;
}
