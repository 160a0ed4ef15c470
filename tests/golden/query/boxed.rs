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
async fn a_second_limit_is_refused() {
    let q = from(users::table).order_by(users::id).select(users::id);
    let engine = crate::check::seeded().await;
    for (twice, clause) in [
        (q.boxed().limit(3).limit(1), "LIMIT"),
        (q.limit(3).boxed().limit(1), "LIMIT"),
        (q.boxed().offset(1).offset_by(1_i32), "OFFSET"),
        (q.offset(1).boxed().offset(1), "OFFSET"),
    ] {
        let error = engine.all(&twice).await.unwrap_err();
        assert!(
            error.to_string().contains(&format!("this query has two times {clause}")),
            "{error}"
        );
    }
    assert_eq!(engine.all(&q.limit(3).boxed().offset(1)).await.unwrap(), [2, 3, 4]);
}

#[tokio::test]
async fn page_and_total_share_a_filter() {
    let filter: Filter<'_, Sqlite, users::table> =
        users::visits.gt(1).and(users::name.ne("Ada")).boxed_on(users::table);
    check(from(users::table).filter(filter.clone()).select(count_rows()))
        .sqlite("SELECT count(*) FROM users WHERE (users.visits > ?1 AND users.name <> ?2)")
        .rows([2])
        .await;
    let all = select(users::id).boxed::<Sqlite>().filter(filter).order_by(users::id);
    check(all.clone().limit(1)).rows([3]).await;
    check(all.clone().limit(1).offset(1)).rows([4]).await;
    check(all)
        .sqlite(
            "SELECT users.id FROM users WHERE (users.visits > ?1 AND users.name <> ?2) ORDER BY \
             users.id",
        )
        .rows([3, 4])
        .await;
}

macro_rules! sides {
    ($dialect:ty) => {{
        let newest = select(posts::title).boxed::<$dialect>().order_by(posts::id.desc()).limit(1);
        select(users::name).filter(users::id.eq(1)).union_all(newest).order_by(users::name)
    }};
}

#[tokio::test]
async fn side_of_a_set_operation() {
    check(sides!(Sqlite))
        .sqlite(
            "SELECT users.name FROM users WHERE users.id = ?1 UNION ALL SELECT * FROM (SELECT \
             posts.title FROM posts ORDER BY posts.id DESC LIMIT ?2) ORDER BY 1",
        )
        .rows(["100% sure", "Ada"])
        .await;
    check(sides!(Postgres))
        .postgres(
            "SELECT users.name FROM users WHERE users.id = $1 UNION ALL (SELECT posts.title FROM \
             posts ORDER BY posts.id DESC LIMIT $2) ORDER BY 1",
        )
        .rows_elsewhere(["100% sure", "Ada"])
        .await;
    check(sides!(MySql))
        .mysql(
            "SELECT users.name FROM users WHERE users.id = ? UNION ALL (SELECT posts.title FROM \
             posts ORDER BY posts.id DESC LIMIT ?) ORDER BY 1",
        )
        .rows_elsewhere(["100% sure", "Ada"])
        .await;
    check(sides!(MariaDb))
        .mariadb(
            "SELECT users.name FROM users WHERE users.id = ? UNION ALL (SELECT posts.title FROM \
             posts ORDER BY posts.id DESC LIMIT ?) ORDER BY 1",
        )
        .rows_elsewhere(["100% sure", "Ada"])
        .await;
    let both = select(users::id).filter(users::id.gt(3)).boxed::<Sqlite>().union(select(posts::id));
    check(both)
        .sqlite(
            "SELECT * FROM (SELECT users.id FROM users WHERE users.id > ?1) UNION SELECT posts.id \
             FROM posts",
        )
        .rows([1, 2, 3, 4])
        .await;
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
