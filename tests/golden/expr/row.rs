//! Rows of values.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn comparisons() {
    let key = row((users::visits, users::id));
    check(from(users::table).filter(key.eq((10, 3))).select(users::name))
        .sqlite("SELECT users.name FROM users WHERE (users.visits, users.id) = (?1, ?2)")
        .postgres("SELECT users.name FROM users WHERE (users.visits, users.id) = ($1, $2)")
        .mysql("SELECT users.name FROM users WHERE (users.visits, users.id) = (?, ?)")
        .mariadb("SELECT users.name FROM users WHERE (users.visits, users.id) = (?, ?)")
        .rows(["Cy"])
        .await;
    check(
        from(users::table)
            .filter(key.gt((3, 2)).and(key.le((10, 1))))
            .order_by((users::visits, users::id))
            .select(users::name),
    )
    .sqlite(
        "SELECT users.name FROM users WHERE (users.visits, users.id) > (?1, ?2) AND (users.visits, \
         users.id) <= (?3, ?4) ORDER BY users.visits, users.id",
    )
    .postgres(
        "SELECT users.name FROM users WHERE (users.visits, users.id) > ($1, $2) AND (users.visits, \
         users.id) <= ($3, $4) ORDER BY users.visits, users.id",
    )
    .mysql(
        "SELECT users.name FROM users WHERE (users.visits, users.id) > (?, ?) AND (users.visits, \
         users.id) <= (?, ?) ORDER BY users.visits, users.id",
    )
    .mariadb(
        "SELECT users.name FROM users WHERE (users.visits, users.id) > (?, ?) AND (users.visits, \
         users.id) <= (?, ?) ORDER BY users.visits, users.id",
    )
    .rows(["Dee", "Ada"])
    .await;
    check(
        from(users::table)
            .filter(key.ne((users::id, users::visits)).and(key.lt((4, 1))).and(!key.ge((3, 0))))
            .select(users::name),
    )
    .sqlite(
        "SELECT users.name FROM users WHERE (users.visits, users.id) <> (users.id, users.visits) \
         AND (users.visits, users.id) < (?1, ?2) AND NOT (users.visits, users.id) >= (?3, ?4)",
    )
    .postgres(
        "SELECT users.name FROM users WHERE (users.visits, users.id) <> (users.id, users.visits) \
         AND (users.visits, users.id) < ($1, $2) AND NOT (users.visits, users.id) >= ($3, $4)",
    )
    .mysql(
        "SELECT users.name FROM users WHERE (users.visits, users.id) <> (users.id, users.visits) \
         AND (users.visits, users.id) < (?, ?) AND NOT (users.visits, users.id) >= (?, ?)",
    )
    .mariadb(
        "SELECT users.name FROM users WHERE (users.visits, users.id) <> (users.id, users.visits) \
         AND (users.visits, users.id) < (?, ?) AND NOT (users.visits, users.id) >= (?, ?)",
    )
    .rows(["Bob"])
    .await;
}

#[tokio::test]
async fn in_lists() {
    let key = row((users::name, users::visits));
    check(from(users::table).filter(key.in_([("Ada", 10), ("Bob", 1)])).select(users::id))
        .sqlite(
            "SELECT users.id FROM users WHERE (users.name, users.visits) IN (VALUES (?1, ?2), (?3, \
             ?4))",
        )
        .postgres(
            "SELECT users.id FROM users WHERE (users.name, users.visits) IN (($1, $2), ($3, $4))",
        )
        .mysql("SELECT users.id FROM users WHERE (users.name, users.visits) IN ((?, ?), (?, ?))")
        .mariadb("SELECT users.id FROM users WHERE (users.name, users.visits) IN ((?, ?), (?, ?))")
        .rows([1])
        .await;
    check(
        from(users::table)
            .filter(key.not_in(vec![("Ada".to_owned(), 10_i64)]))
            .order_by(users::id)
            .select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users WHERE (users.name, users.visits) NOT IN (VALUES (?1, ?2)) \
         ORDER BY users.id",
    )
    .postgres(
        "SELECT users.id FROM users WHERE (users.name, users.visits) NOT IN (($1, $2)) ORDER BY \
         users.id",
    )
    .mysql(
        "SELECT users.id FROM users WHERE (users.name, users.visits) NOT IN ((?, ?)) ORDER BY \
         users.id",
    )
    .mariadb(
        "SELECT users.id FROM users WHERE (users.name, users.visits) NOT IN ((?, ?)) ORDER BY \
         users.id",
    )
    .rows([2, 3, 4])
    .await;
    let none: Vec<(&str, i64)> = Vec::new();
    check(
        from(users::table)
            .filter(key.in_(none.clone()).or(key.not_in(none)).and(users::id.eq(1)))
            .select(users::id),
    )
    .sqlite("SELECT users.id FROM users WHERE (FALSE OR TRUE) AND users.id = ?1")
    .postgres("SELECT users.id FROM users WHERE (FALSE OR TRUE) AND users.id = $1")
    .mysql("SELECT users.id FROM users WHERE (FALSE OR TRUE) AND users.id = ?")
    .mariadb("SELECT users.id FROM users WHERE (FALSE OR TRUE) AND users.id = ?")
    .rows([1])
    .await;
}

#[tokio::test]
async fn in_subqueries() {
    let key = row((posts::id, posts::likes));
    check(
        from(posts::table)
            .filter(key.in_(select((post_tags::post_id, post_tags::tag_id + 4))))
            .filter(key.not_in(select((users::id, users::visits))))
            .select(posts::title),
    )
    .sqlite(
        "SELECT posts.title FROM posts WHERE (posts.id, posts.likes) IN (SELECT post_tags.post_id, \
         post_tags.tag_id + ?1 FROM post_tags) AND (posts.id, posts.likes) NOT IN (SELECT \
         users.id, users.visits FROM users)",
    )
    .postgres(
        "SELECT posts.title FROM posts WHERE (posts.id, posts.likes) IN (SELECT post_tags.post_id, \
         post_tags.tag_id + $1 FROM post_tags) AND (posts.id, posts.likes) NOT IN (SELECT \
         users.id, users.visits FROM users)",
    )
    .mysql(
        "SELECT posts.title FROM posts WHERE (posts.id, posts.likes) IN (SELECT post_tags.post_id, \
         post_tags.tag_id + ? FROM post_tags) AND (posts.id, posts.likes) NOT IN (SELECT users.id, \
         users.visits FROM users)",
    )
    .mariadb(
        "SELECT posts.title FROM posts WHERE (posts.id, posts.likes) IN (SELECT post_tags.post_id, \
         post_tags.tag_id + ? FROM post_tags) AND (posts.id, posts.likes) NOT IN (SELECT users.id, \
         users.visits FROM users)",
    )
    .rows(["Rust"])
    .await;
}

#[tokio::test]
async fn a_whole_key_gives_at_most_one_row() {
    let note = scalar(
        from(post_tags::table)
            .filter(row((post_tags::post_id, post_tags::tag_id)).eq((outer(posts::id), 2)))
            .select(post_tags::note),
    );
    check(from(posts::table).order_by(posts::id).select((posts::id, note)))
        .sqlite(
            "SELECT posts.id, (SELECT post_tags.note FROM post_tags WHERE (post_tags.post_id, \
             post_tags.tag_id) = (posts.id, ?1)) FROM posts ORDER BY posts.id",
        )
        .postgres(
            "SELECT posts.id, (SELECT post_tags.note FROM post_tags WHERE (post_tags.post_id, \
             post_tags.tag_id) = (posts.id, $1)) FROM posts ORDER BY posts.id",
        )
        .mysql(
            "SELECT posts.id, (SELECT post_tags.note FROM post_tags WHERE (post_tags.post_id, \
             post_tags.tag_id) = (posts.id, ?)) FROM posts ORDER BY posts.id",
        )
        .mariadb(
            "SELECT posts.id, (SELECT post_tags.note FROM post_tags WHERE (post_tags.post_id, \
             post_tags.tag_id) = (posts.id, ?)) FROM posts ORDER BY posts.id",
        )
        .rows([(1, Some("main")), (2, None), (3, None), (4, None)])
        .await;
}

#[tokio::test]
async fn of_group_keys() {
    check(
        from(users::table)
            .group_by((users::visits, users::status))
            .having(row((users::visits, count_rows())).gt((3, 1)))
            .select(users::visits),
    )
    .sqlite(
        "SELECT users.visits FROM users GROUP BY users.visits, users.status HAVING (users.visits, \
         count(*)) > (?1, ?2)",
    )
    .postgres(
        "SELECT users.visits FROM users GROUP BY users.visits, users.status HAVING (users.visits, \
         count(*)) > ($1, $2)",
    )
    .mysql(
        "SELECT users.visits FROM users GROUP BY users.visits, users.status HAVING \
         (min(users.visits), count(*)) > (?, ?)",
    )
    .mariadb(
        "SELECT users.visits FROM users GROUP BY users.visits, users.status HAVING \
         (min(users.visits), count(*)) > (?, ?)",
    )
    .rows([10])
    .await;
}

#[tokio::test]
async fn with_rows() {
    let (key, back) = (row((posts::id, posts::author_id)), row((posts::author_id, posts::id)));
    check(from(posts::table).filter(key.eq(back)).order_by(posts::id).select(posts::id))
        .sqlite(
            "SELECT posts.id FROM posts WHERE (posts.id, posts.author_id) = (posts.author_id, \
             posts.id) ORDER BY posts.id",
        )
        .postgres(
            "SELECT posts.id FROM posts WHERE (posts.id, posts.author_id) = (posts.author_id, \
             posts.id) ORDER BY posts.id",
        )
        .mysql(
            "SELECT posts.id FROM posts WHERE (posts.id, posts.author_id) = (posts.author_id, \
             posts.id) ORDER BY posts.id",
        )
        .mariadb(
            "SELECT posts.id FROM posts WHERE (posts.id, posts.author_id) = (posts.author_id, \
             posts.id) ORDER BY posts.id",
        )
        .rows([1])
        .await;
}

#[tokio::test]
async fn between_two_rows() {
    check(
        from(posts::table)
            .filter(row((posts::author_id, posts::id)).between((1, 2), (2, 9)))
            .order_by(posts::id)
            .select(posts::id),
    )
    .sqlite(
        "SELECT posts.id FROM posts WHERE (posts.author_id, posts.id) >= (?1, ?2) AND \
         (posts.author_id, posts.id) <= (?3, ?4) ORDER BY posts.id",
    )
    .postgres(
        "SELECT posts.id FROM posts WHERE (posts.author_id, posts.id) >= ($1, $2) AND \
         (posts.author_id, posts.id) <= ($3, $4) ORDER BY posts.id",
    )
    .mysql(
        "SELECT posts.id FROM posts WHERE (posts.author_id, posts.id) >= (?, ?) AND \
         (posts.author_id, posts.id) <= (?, ?) ORDER BY posts.id",
    )
    .mariadb(
        "SELECT posts.id FROM posts WHERE (posts.author_id, posts.id) >= (?, ?) AND \
         (posts.author_id, posts.id) <= (?, ?) ORDER BY posts.id",
    )
    .rows([2, 3])
    .await;
}

/// Rows with a NULL do not count.
#[tokio::test]
async fn how_many_are_different() {
    check(from(users::table).select((
        row((users::visits, users::status)).count_distinct(),
        row((users::visits, users::nickname)).count_distinct(),
    )))
    .postgres(
        "SELECT count(DISTINCT CASE WHEN (users.visits, users.status) IS NOT NULL THEN \
         (users.visits, users.status) END), count(DISTINCT CASE WHEN (users.visits, \
         users.nickname) IS NOT NULL THEN (users.visits, users.nickname) END) FROM users",
    )
    .mysql(
        "SELECT count(DISTINCT users.visits, users.status), count(DISTINCT users.visits, \
         users.nickname) FROM users",
    )
    .mariadb(
        "SELECT count(DISTINCT users.visits, users.status), count(DISTINCT users.visits, \
         users.nickname) FROM users",
    )
    .rows_elsewhere([(3, 2)])
    .await;
}
