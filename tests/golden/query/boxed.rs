//! `.boxed()`: clauses added in a loop or a branch.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

macro_rules! search {
    ($dialect:ty, $words:expr) => {{
        let mut q = from(posts::table)
            .filter(posts::id.gt(0))
            .select((posts::id, posts::title))
            .boxed::<$dialect>();
        for word in $words {
            q = q.filter(posts::title.contains(word).or(posts::id.lt(0)));
        }
        q.order_by((posts::likes.desc(), posts::id)).limit(5)
    }};
}

#[tokio::test]
async fn filters_in_a_loop() {
    let words = ["Rust", "again"];
    check(search!(Postgres, words))
        .postgres(
            "SELECT posts.id, posts.title FROM posts WHERE posts.id > $1 AND (posts.title LIKE $2 \
         ESCAPE '\\' OR posts.id < $3) AND (posts.title LIKE $4 ESCAPE '\\' OR posts.id < $5) \
         ORDER BY posts.likes DESC, posts.id LIMIT $6",
        )
        .runs_elsewhere()
        .await;
    check(search!(MySql, words))
        .mysql(
            "SELECT posts.id, posts.title FROM posts WHERE posts.id > ? AND (posts.title LIKE ? OR \
         posts.id < ?) AND (posts.title LIKE ? OR posts.id < ?) ORDER BY posts.likes DESC, \
         posts.id LIMIT ?",
        )
        .runs_elsewhere()
        .await;
    check(search!(MariaDb, words))
        .mariadb(
            "SELECT posts.id, posts.title FROM posts WHERE posts.id > ? AND (posts.title LIKE ? OR \
         posts.id < ?) AND (posts.title LIKE ? OR posts.id < ?) ORDER BY posts.likes DESC, \
         posts.id LIMIT ?",
        )
        .runs_elsewhere()
        .await;
    check(search!(Sqlite, words))
        .sqlite(
            "SELECT posts.id, posts.title FROM posts WHERE posts.id > ?1 AND (posts.title LIKE ?2 \
         ESCAPE '\\' OR posts.id < ?3) AND (posts.title LIKE ?4 ESCAPE '\\' OR posts.id < ?5) \
         ORDER BY posts.likes DESC, posts.id LIMIT ?6",
        )
        .rows([(3, "Rust again")])
        .await;
}

#[tokio::test]
async fn no_filter() {
    check(search!(Sqlite, Vec::<String>::new()))
        .sqlite(
            "SELECT posts.id, posts.title FROM posts WHERE posts.id > ?1 ORDER BY posts.likes \
             DESC, posts.id LIMIT ?2",
        )
        .rows([(3, "Rust again"), (1, "Rust"), (4, "100% sure"), (2, "SQL")])
        .await;
}

#[tokio::test]
async fn branches_have_one_type() {
    for (newest, expected) in [(true, [4, 3]), (false, [1, 2])] {
        let q = from(posts::table).select(posts::id).boxed::<Sqlite>();
        let q = if newest { q.order_by(posts::id.desc()) } else { q.order_by(posts::id) };
        check(q.limit(2)).rows(expected).await;
    }
}

#[tokio::test]
async fn of_a_grouped_query() {
    let q = from(posts::table)
        .group_by(posts::author_id)
        .select((posts::author_id, count_rows()))
        .boxed::<Sqlite>()
        .filter(posts::likes.gt(1))
        .order_by((count_rows().desc(), posts::author_id.desc()))
        .offset(1);
    check(q)
        .sqlite(
            "SELECT posts.author_id, count(*) FROM posts WHERE posts.likes > ?1 GROUP BY \
         posts.author_id ORDER BY count(*) DESC, posts.author_id DESC LIMIT -1 OFFSET ?2",
        )
        .rows([(2, 1), (1, 1)])
        .await;
}

#[tokio::test]
async fn later_limit_replaces_the_one_before() {
    let q = from(users::table)
        .order_by(users::id)
        .select(users::id)
        .boxed::<Sqlite>()
        .limit(3)
        .limit(1);
    check(q).sqlite("SELECT users.id FROM users ORDER BY users.id LIMIT ?1").rows([1]).await;
}

#[tokio::test]
async fn limit_before_and_after() {
    let q = from(users::table)
        .order_by(users::id)
        .select(users::id)
        .limit(3)
        .boxed::<Sqlite>()
        .limit(1);
    check(q).sqlite("SELECT users.id FROM users ORDER BY users.id LIMIT ?1").rows([1]).await;
}

#[tokio::test]
async fn distinct_before() {
    let q = from(users::table)
        .select(users::visits)
        .distinct()
        .order_by(users::visits)
        .boxed::<Sqlite>();
    check(q)
        .sqlite("SELECT DISTINCT users.visits FROM users ORDER BY users.visits")
        .rows([0, 3, 10])
        .await;
}
