//! `IN` over values, one bind whatever their number, and over expressions.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn values() {
    check(
        from(users::table).filter(users::id.in_([3, 1, 9])).order_by(users::id).select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users WHERE users.id IN (SELECT value FROM json_each(?1)) ORDER BY \
         users.id",
    )
    .postgres("SELECT users.id FROM users WHERE users.id = ANY($1) ORDER BY users.id")
    .mysql("SELECT users.id FROM users WHERE users.id IN (?, ?, ?, ?) ORDER BY users.id")
    .mariadb("SELECT users.id FROM users WHERE users.id IN (?, ?, ?, ?) ORDER BY users.id")
    .rows([1, 3])
    .await;
}

#[tokio::test]
async fn no_values() {
    let ids: Vec<i64> = Vec::new();
    check(from(users::table).filter(users::id.in_(&ids)).select(users::id))
        .sqlite("SELECT users.id FROM users WHERE users.id IN (SELECT value FROM json_each(?1))")
        .postgres("SELECT users.id FROM users WHERE users.id = ANY($1)")
        .mysql(
            "SELECT users.id FROM users WHERE users.id IN (SELECT NULL FROM (SELECT 1) AS nothing \
             WHERE FALSE)",
        )
        .mariadb(
            "SELECT users.id FROM users WHERE users.id IN (SELECT NULL FROM (SELECT 1) AS nothing \
             WHERE FALSE)",
        )
        .rows::<i64, 0>([])
        .await;
    check(from(users::table).filter(users::id.not_in(&ids)).select(count_rows()))
        .sqlite(
            "SELECT count(*) FROM users WHERE users.id NOT IN (SELECT value FROM json_each(?1))",
        )
        .postgres("SELECT count(*) FROM users WHERE users.id <> ALL($1)")
        .mysql(
            "SELECT count(*) FROM users WHERE users.id NOT IN (SELECT NULL FROM (SELECT 1) AS \
             nothing WHERE FALSE)",
        )
        .mariadb(
            "SELECT count(*) FROM users WHERE users.id NOT IN (SELECT NULL FROM (SELECT 1) AS \
             nothing WHERE FALSE)",
        )
        .rows([4])
        .await;
}

#[tokio::test]
async fn five_values_take_eight_places_where_there_are_no_arrays() {
    check(from(users::table).filter(users::id.not_in(vec![5, 6, 7, 8, 1])).select(users::id))
        .sqlite(
            "SELECT users.id FROM users WHERE users.id NOT IN (SELECT value FROM json_each(?1))",
        )
        .postgres("SELECT users.id FROM users WHERE users.id <> ALL($1)")
        .mysql("SELECT users.id FROM users WHERE users.id NOT IN (?, ?, ?, ?, ?, ?, ?, ?)")
        .mariadb("SELECT users.id FROM users WHERE users.id NOT IN (?, ?, ?, ?, ?, ?, ?, ?)")
        .rows([2, 3, 4])
        .await;
}

#[tokio::test]
async fn texts() {
    let names = [r#"A"da"#.to_owned(), "Bob".to_owned(), r"C\y".to_owned()];
    check(from(users::table).filter(users::name.in_(&names[..])).select(users::id))
        .sqlite("SELECT users.id FROM users WHERE users.name IN (SELECT value FROM json_each(?1))")
        .postgres("SELECT users.id FROM users WHERE users.name = ANY($1)")
        .mysql("SELECT users.id FROM users WHERE users.name IN (?, ?, ?, ?)")
        .mariadb("SELECT users.id FROM users WHERE users.name IN (?, ?, ?, ?)")
        .rows([2])
        .await;
}

#[tokio::test]
async fn reals_truths_and_labels() {
    check(from(users::table).filter(users::score.in_([1.5, 0.1])).select(users::id))
        .sqlite("SELECT users.id FROM users WHERE users.score IN (SELECT value FROM json_each(?1))")
        .postgres("SELECT users.id FROM users WHERE users.score = ANY($1)")
        .mysql("SELECT users.id FROM users WHERE users.score IN (?, ?)")
        .mariadb("SELECT users.id FROM users WHERE users.score IN (?, ?)")
        .rows([1])
        .await;
    check(from(invoices::table).filter(invoices::paid.in_([true])).select(invoices::number))
        .sqlite(
            "SELECT invoices.number FROM invoices WHERE invoices.paid IN (SELECT value FROM \
             json_each(?1))",
        )
        .postgres("SELECT invoices.number FROM invoices WHERE invoices.paid = ANY($1)")
        .mysql("SELECT invoices.number FROM invoices WHERE invoices.paid IN (?)")
        .mariadb("SELECT invoices.number FROM invoices WHERE invoices.paid IN (?)")
        .rows([1])
        .await;
    check(from(users::table).filter(users::status.in_([Status::Gone])).select(users::id))
        .sqlite(
            "SELECT users.id FROM users WHERE users.status IN (SELECT value FROM json_each(?1))",
        )
        .postgres("SELECT users.id FROM users WHERE users.status = ANY($1)")
        .mysql("SELECT users.id FROM users WHERE users.status IN (?)")
        .mariadb("SELECT users.id FROM users WHERE users.status IN (?)")
        .rows([2])
        .await;
}

#[tokio::test]
async fn expression_in_a_list() {
    check(
        from(users::table)
            .filter((users::id + 1).in_([2, 5]))
            .filter(users::id.in_([1]).or(users::id.in_([2])))
            .select(users::id.in_([1])),
    )
    .sqlite(
        "SELECT users.id IN (SELECT value FROM json_each(?1)) FROM users WHERE users.id + ?2 IN \
         (SELECT value FROM json_each(?3)) AND (users.id IN (SELECT value FROM json_each(?4)) OR \
         users.id IN (SELECT value FROM json_each(?5)))",
    )
    .postgres(
        "SELECT users.id = ANY($1) FROM users WHERE users.id + $2 = ANY($3) AND (users.id = \
         ANY($4) OR users.id = ANY($5))",
    )
    .mysql(
        "SELECT users.id IN (?) FROM users WHERE users.id + ? IN (?, ?) AND (users.id IN (?) OR \
         users.id IN (?))",
    )
    .mariadb(
        "SELECT users.id IN (?) FROM users WHERE users.id + ? IN (?, ?) AND (users.id IN (?) OR \
         users.id IN (?))",
    )
    .rows([true])
    .await;
}

#[tokio::test]
async fn among_expressions() {
    check(
        from(posts::table)
            .filter(posts::author_id.in_((posts::id, posts::likes.cast::<i64>() - 1, 9)))
            .order_by(posts::id)
            .select(posts::id),
    )
    .sqlite(
        "SELECT posts.id FROM posts WHERE posts.author_id IN (posts.id, CAST(posts.likes AS \
         INTEGER) - ?1, ?2) ORDER BY posts.id",
    )
    .postgres(
        "SELECT posts.id FROM posts WHERE posts.author_id IN (posts.id, CAST(posts.likes AS \
         BIGINT) - $1, $2) ORDER BY posts.id",
    )
    .mysql(
        "SELECT posts.id FROM posts WHERE posts.author_id IN (posts.id, CAST(posts.likes AS \
         SIGNED) - ?, ?) ORDER BY posts.id",
    )
    .mariadb(
        "SELECT posts.id FROM posts WHERE posts.author_id IN (posts.id, CAST(posts.likes AS \
         SIGNED) - ?, ?) ORDER BY posts.id",
    )
    .rows([1])
    .await;
    check(
        from(users::table)
            .filter(users::name.not_in((users::nickname, "Bob")).is_not_true())
            .order_by(users::id)
            .select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users WHERE (users.name NOT IN (users.nickname, ?1)) IS NOT TRUE \
         ORDER BY users.id",
    )
    .postgres(
        "SELECT users.id FROM users WHERE (users.name NOT IN (users.nickname, $1)) IS NOT TRUE \
         ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id FROM users WHERE (users.name NOT IN (users.nickname, ?)) IS NOT TRUE \
         ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id FROM users WHERE (users.name NOT IN (users.nickname, ?)) IS NOT TRUE \
         ORDER BY users.id",
    )
    .rows([2, 4])
    .await;
}

#[tokio::test]
async fn sets_and_texts_of_all_kinds() {
    use std::borrow::Cow;
    use std::collections::{BTreeSet, HashSet, VecDeque};
    use std::sync::Arc;

    let names = ["Ada", "Bob", "Cy"];
    let ids = HashSet::from([1, 2, 3]);
    check(
        from(users::table)
            .filter(users::id.in_(&ids).and(users::id.in_(ids.clone())))
            .filter(users::id.in_(BTreeSet::from([1, 2])).and(users::id.in_(&VecDeque::from([1, 2]))))
            .filter(users::name.in_(names.iter().collect::<Vec<_>>()))
            .filter(users::name.in_(names.map(Box::<str>::from)))
            .filter(users::name.in_(&[Arc::<str>::from("Ada")]).or(users::name.eq(&names[1])))
            .filter(users::name.ne(&Cow::Borrowed("Ada")).or(users::name.ne(Arc::<str>::from("x"))))
            .order_by(users::id)
            .select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users WHERE users.id IN (SELECT value FROM json_each(?1)) AND \
         users.id IN (SELECT value FROM json_each(?2)) AND users.id IN (SELECT value FROM \
         json_each(?3)) AND users.id IN (SELECT value FROM json_each(?4)) AND users.name IN (SELECT \
         value FROM json_each(?5)) AND users.name IN (SELECT value FROM json_each(?6)) AND \
         (users.name IN (SELECT value FROM json_each(?7)) OR users.name = ?8) AND (users.name <> ?9 \
         OR users.name <> ?10) ORDER BY users.id",
    )
    .postgres(
        "SELECT users.id FROM users WHERE users.id = ANY($1) AND users.id = ANY($2) AND users.id = \
         ANY($3) AND users.id = ANY($4) AND users.name = ANY($5) AND users.name = ANY($6) AND \
         (users.name = ANY($7) OR users.name = $8) AND (users.name <> $9 OR users.name <> $10) \
         ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id FROM users WHERE users.id IN (?, ?, ?, ?) AND users.id IN (?, ?, ?, ?) \
         AND users.id IN (?, ?) AND users.id IN (?, ?) AND users.name IN (?, ?, ?, ?) AND \
         users.name IN (?, ?, ?, ?) AND (users.name IN (?) OR users.name = ?) AND (users.name <> ? \
         OR users.name <> ?) ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id FROM users WHERE users.id IN (?, ?, ?, ?) AND users.id IN (?, ?, ?, ?) \
         AND users.id IN (?, ?) AND users.id IN (?, ?) AND users.name IN (?, ?, ?, ?) AND \
         users.name IN (?, ?, ?, ?) AND (users.name IN (?) OR users.name = ?) AND (users.name <> ? \
         OR users.name <> ?) ORDER BY users.id",
    )
    .rows([1, 2])
    .await;
}
