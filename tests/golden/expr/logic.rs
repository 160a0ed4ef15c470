//! `AND`, `OR`, `NOT`, and conditions that may be absent.

use relata::prelude::*;

use crate::blog::*;
use crate::check::{check, seeded};

#[tokio::test]
async fn parentheses_where_they_matter() {
    check(
        from(users::table)
            .filter(users::id.eq(1).or(users::id.eq(2)).and(users::visits.gt(0)))
            .filter(users::id.eq(1).and(users::visits.gt(0)).or(users::id.eq(3)))
            .select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users WHERE (users.id = ?1 OR users.id = ?2) AND users.visits > ?3 \
         AND (users.id = ?4 AND users.visits > ?5 OR users.id = ?6)",
    )
    .postgres(
        "SELECT users.id FROM users WHERE (users.id = $1 OR users.id = $2) AND users.visits > $3 \
         AND (users.id = $4 AND users.visits > $5 OR users.id = $6)",
    )
    .mysql(
        "SELECT users.id FROM users WHERE (users.id = ? OR users.id = ?) AND users.visits > ? AND \
         (users.id = ? AND users.visits > ? OR users.id = ?)",
    )
    .mariadb(
        "SELECT users.id FROM users WHERE (users.id = ? OR users.id = ?) AND users.visits > ? AND \
         (users.id = ? AND users.visits > ? OR users.id = ?)",
    )
    .rows([1])
    .await;
}

#[tokio::test]
async fn not_binds_tighter_than_and() {
    check(
        from(users::table)
            .filter(!(users::id.eq(1).or(users::id.eq(2))))
            .filter(not(users::id.eq(3)) & users::visits.gt(0) | users::id.lt(0))
            .select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users WHERE NOT (users.id = ?1 OR users.id = ?2) AND (NOT users.id = \
         ?3 AND users.visits > ?4 OR users.id < ?5)",
    )
    .postgres(
        "SELECT users.id FROM users WHERE NOT (users.id = $1 OR users.id = $2) AND (NOT users.id = \
         $3 AND users.visits > $4 OR users.id < $5)",
    )
    .mysql(
        "SELECT users.id FROM users WHERE NOT (users.id = ? OR users.id = ?) AND (NOT users.id = ? \
         AND users.visits > ? OR users.id < ?)",
    )
    .mariadb(
        "SELECT users.id FROM users WHERE NOT (users.id = ? OR users.id = ?) AND (NOT users.id = ? \
         AND users.visits > ? OR users.id < ?)",
    )
    .rows([4])
    .await;
}

#[tokio::test]
async fn not_of_not() {
    check(from(users::table).filter(!!users::id.eq(1)).select(users::id))
        .sqlite("SELECT users.id FROM users WHERE NOT (NOT users.id = ?1)")
        .postgres("SELECT users.id FROM users WHERE NOT (NOT users.id = $1)")
        .mysql("SELECT users.id FROM users WHERE NOT (NOT users.id = ?)")
        .mariadb("SELECT users.id FROM users WHERE NOT (NOT users.id = ?)")
        .rows([1])
        .await;
}

#[tokio::test]
async fn absent_condition_adds_nothing() {
    let name: Option<&str> = None;
    let visits = Some(10);
    check(
        from(users::table)
            .filter(name.map(|name| users::name.eq(name)))
            .filter(visits.map(|visits| users::visits.eq(visits).or(users::id.eq(4))))
            .order_by(users::id)
            .select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users WHERE TRUE AND (users.visits = ?1 OR users.id = ?2) ORDER BY \
         users.id",
    )
    .postgres(
        "SELECT users.id FROM users WHERE TRUE AND (users.visits = $1 OR users.id = $2) ORDER BY \
         users.id",
    )
    .mysql(
        "SELECT users.id FROM users WHERE TRUE AND (users.visits = ? OR users.id = ?) ORDER BY \
         users.id",
    )
    .mariadb(
        "SELECT users.id FROM users WHERE TRUE AND (users.visits = ? OR users.id = ?) ORDER BY \
         users.id",
    )
    .rows([1, 3, 4])
    .await;
}

#[tokio::test]
async fn conditions_from_a_list() {
    let words = ["R", "S"];
    check(
        from(posts::table)
            .filter(any_of(words.map(|word| posts::title.starts_with(word))))
            .filter(all_of([0, 1].map(|likes| posts::likes.gt(likes))))
            .order_by(posts::id)
            .select(posts::id),
    )
    .sqlite(
        "SELECT posts.id FROM posts WHERE (posts.title LIKE ?1 ESCAPE '\\' OR posts.title LIKE ?2 \
         ESCAPE '\\') AND posts.likes > ?3 AND posts.likes > ?4 ORDER BY posts.id",
    )
    .postgres(
        "SELECT posts.id FROM posts WHERE (posts.title LIKE $1 ESCAPE '\\' OR posts.title LIKE $2 \
         ESCAPE '\\') AND posts.likes > $3 AND posts.likes > $4 ORDER BY posts.id",
    )
    .mysql(
        "SELECT posts.id FROM posts WHERE (posts.title LIKE ? OR posts.title LIKE ?) AND \
         posts.likes > ? AND posts.likes > ? ORDER BY posts.id",
    )
    .mariadb(
        "SELECT posts.id FROM posts WHERE (posts.title LIKE ? OR posts.title LIKE ?) AND \
         posts.likes > ? AND posts.likes > ? ORDER BY posts.id",
    )
    .rows([1, 3])
    .await;
}

#[tokio::test]
async fn conditions_from_an_empty_list() {
    let none = || Vec::<i64>::new().into_iter().map(|id| users::id.eq(id));
    check(from(users::table).filter(all_of(none())).filter(!any_of(none())).select(count_rows()))
        .sqlite("SELECT count(*) FROM users WHERE TRUE AND NOT (FALSE)")
        .postgres("SELECT count(*) FROM users WHERE TRUE AND NOT (FALSE)")
        .mysql("SELECT count(*) FROM users WHERE TRUE AND NOT (FALSE)")
        .mariadb("SELECT count(*) FROM users WHERE TRUE AND NOT (FALSE)")
        .rows([4])
        .await;
}

#[tokio::test]
async fn truth_columns_and_constants() {
    check(
        from(invoices::table)
            .filter(invoices::paid.or(never()))
            .filter(always())
            .select((invoices::series, invoices::paid)),
    )
    .sqlite(
        "SELECT invoices.series, invoices.paid FROM invoices WHERE (invoices.paid OR FALSE) AND \
         TRUE",
    )
    .postgres(
        "SELECT invoices.series, invoices.paid FROM invoices WHERE (invoices.paid OR FALSE) AND \
         TRUE",
    )
    .mysql(
        "SELECT invoices.series, invoices.paid FROM invoices WHERE (invoices.paid OR FALSE) AND \
         TRUE",
    )
    .mariadb(
        "SELECT invoices.series, invoices.paid FROM invoices WHERE (invoices.paid OR FALSE) AND \
         TRUE",
    )
    .rows([("A", true)])
    .await;
}

#[tokio::test]
async fn truth_compares() {
    check(
        from(invoices::table)
            .filter(invoices::paid.eq(invoices::price.gt(3)))
            .order_by(invoices::id)
            .select(invoices::number),
    )
    .sqlite(
        "SELECT invoices.number FROM invoices WHERE invoices.paid = (invoices.price > ?1) ORDER BY \
         invoices.id",
    )
    .postgres(
        "SELECT invoices.number FROM invoices WHERE invoices.paid = (invoices.price > $1) ORDER BY \
         invoices.id",
    )
    .mysql(
        "SELECT invoices.number FROM invoices WHERE invoices.paid = (invoices.price > ?) ORDER BY \
         invoices.id",
    )
    .mariadb(
        "SELECT invoices.number FROM invoices WHERE invoices.paid = (invoices.price > ?) ORDER BY \
         invoices.id",
    )
    .rows::<i32, 0>([])
    .await;
}

#[tokio::test]
async fn what_a_condition_says_that_may_be_null() {
    let ace = users::nickname.eq("ace");
    check(from(users::table).order_by(users::id).select((
        ace.is_true(),
        ace.is_not_true(),
        ace.is_false(),
        ace.is_not_false(),
    )))
    .sqlite(
        "SELECT (users.nickname = ?1) IS TRUE, (users.nickname = ?2) IS NOT TRUE, \
         (users.nickname = ?3) IS FALSE, (users.nickname = ?4) IS NOT FALSE FROM users \
         ORDER BY users.id",
    )
    .postgres(
        "SELECT (users.nickname = $1) IS TRUE, (users.nickname = $2) IS NOT TRUE, \
         (users.nickname = $3) IS FALSE, (users.nickname = $4) IS NOT FALSE FROM users \
         ORDER BY users.id",
    )
    .mysql(
        "SELECT (users.nickname = ?) IS TRUE, (users.nickname = ?) IS NOT TRUE, \
         (users.nickname = ?) IS FALSE, (users.nickname = ?) IS NOT FALSE FROM users \
         ORDER BY users.id",
    )
    .mariadb(
        "SELECT (users.nickname = ?) IS TRUE, (users.nickname = ?) IS NOT TRUE, \
         (users.nickname = ?) IS FALSE, (users.nickname = ?) IS NOT FALSE FROM users \
         ORDER BY users.id",
    )
    .rows([
        (true, false, false, true),
        (false, true, false, true),
        (false, true, true, false),
        (false, true, false, true),
    ])
    .await;
}

#[tokio::test]
async fn rows_that_not_would_lose() {
    check(
        from(users::table)
            .left_join(users::posts)
            .filter(posts::likes.gt(0).and(posts::title.eq("Rust")).is_not_true())
            .filter(not(posts::likes.coalesce(0).gt(5)))
            .order_by((users::id, posts::id))
            .select((users::id, posts::id)),
    )
    .sqlite(
        "SELECT users.id, posts.id FROM users LEFT JOIN posts ON posts.author_id = \
         users.id WHERE (posts.likes > ?1 AND posts.title = ?2) IS NOT TRUE AND NOT \
         coalesce(posts.likes, ?3) > ?4 ORDER BY users.id, posts.id",
    )
    .postgres(
        "SELECT users.id, posts.id FROM users LEFT JOIN posts ON posts.author_id = \
         users.id WHERE (posts.likes > $1 AND posts.title = $2) IS NOT TRUE AND NOT \
         coalesce(posts.likes, $3) > $4 ORDER BY users.id, posts.id",
    )
    .mysql(
        "SELECT users.id, posts.id FROM users LEFT JOIN posts ON posts.author_id = \
         users.id WHERE (posts.likes > ? AND posts.title = ?) IS NOT TRUE AND NOT \
         coalesce(posts.likes, ?) > ? ORDER BY users.id, posts.id",
    )
    .mariadb(
        "SELECT users.id, posts.id FROM users LEFT JOIN posts ON posts.author_id = \
         users.id WHERE (posts.likes > ? AND posts.title = ?) IS NOT TRUE AND NOT \
         coalesce(posts.likes, ?) > ? ORDER BY users.id, posts.id",
    )
    .rows([(1, Some(2)), (3, Some(4)), (4, None)])
    .await;
}

#[tokio::test]
async fn thousands_of_conditions_are_a_tree() {
    let ids = |n: i64| (0..n).map(|id| users::id.eq(id));
    let text = select(users::id).filter(any_of(ids(3))).to_sql::<Sqlite>();
    assert!(text.ends_with("(users.id = ?1 OR users.id = ?2 OR users.id = ?3)"), "{text}");
    let text = select(users::id).filter(any_of(ids(150))).to_sql::<Sqlite>();
    assert!(text.contains("WHERE ((users.id = ?1 OR "), "{text}");
    assert!(text.contains("users.id = ?100) OR (users.id = ?101 OR "), "{text}");
    let engine = seeded().await;
    let all = all_of((10..3_000).map(|id| users::id.ne(id)));
    let q = select(users::id).filter(any_of(ids(3_000))).filter(all).order_by(users::id);
    assert_eq!(engine.all(&q).await.unwrap(), [1, 2, 3, 4]);
    let mut q = select(users::id).boxed();
    for id in 2..3_000 {
        q = q.filter(users::id.ne(id));
    }
    assert_eq!(engine.all(&q).await.unwrap(), [1]);
}
