//! `WHERE`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn conditions_are_joined_by_and() {
    check(
        from(users::table)
            .filter(users::id.gt(1).or(users::visits.gt(5)))
            .filter(users::visits.lt(5))
            .order_by(users::id)
            .select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users WHERE (users.id > ?1 OR users.visits > ?2) AND users.visits < \
         ?3 ORDER BY users.id",
    )
    .postgres(
        "SELECT users.id FROM users WHERE (users.id > $1 OR users.visits > $2) AND users.visits < \
         $3 ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id FROM users WHERE (users.id > ? OR users.visits > ?) AND users.visits < ? \
         ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id FROM users WHERE (users.id > ? OR users.visits > ?) AND users.visits < ? \
         ORDER BY users.id",
    )
    .rows([2, 4])
    .await;
}

#[tokio::test]
async fn condition_that_may_be_null() {
    check(from(users::table).filter(users::nickname.ne("ace")).select(users::id))
        .sqlite("SELECT users.id FROM users WHERE users.nickname <> ?1")
        .postgres("SELECT users.id FROM users WHERE users.nickname <> $1")
        .mysql("SELECT users.id FROM users WHERE users.nickname <> ?")
        .mariadb("SELECT users.id FROM users WHERE users.nickname <> ?")
        .rows([3])
        .await;
}

#[tokio::test]
async fn filter_of_a_joined_table() {
    check(
        from(users::table).left_join(users::posts).filter(posts::id.is_null()).select(users::name),
    )
    .sqlite(
        "SELECT users.name FROM users LEFT JOIN posts ON posts.author_id = users.id WHERE posts.id \
         IS NULL",
    )
    .postgres(
        "SELECT users.name FROM users LEFT JOIN posts ON posts.author_id = users.id WHERE posts.id \
         IS NULL",
    )
    .mysql(
        "SELECT users.name FROM users LEFT JOIN posts ON posts.author_id = users.id WHERE posts.id \
         IS NULL",
    )
    .mariadb(
        "SELECT users.name FROM users LEFT JOIN posts ON posts.author_id = users.id WHERE posts.id \
         IS NULL",
    )
    .rows(["Dee"])
    .await;
}

#[tokio::test]
async fn join_that_may_be_absent() {
    for (tag, expected) in [(Some(1), vec![1]), (None, vec![1, 2, 3, 4])] {
        let tagged = tag.map(|tag: i64| {
            posts::id.in_(select(post_tags::post_id).filter(post_tags::tag_id.eq(tag)))
        });
        let q = from(posts::table).filter(tagged).order_by(posts::id).select(posts::id);
        assert_eq!(crate::check::seeded().await.all(&q).await.unwrap(), expected);
    }
}
