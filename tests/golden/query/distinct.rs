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
