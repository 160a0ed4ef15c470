//! `column = value`: values, expressions, NULL, DEFAULT, and assignments that may be absent.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn values_expressions_and_null() {
    check(
        update(users::table)
            .set((
                users::visits.set(users::visits * 2 + 1),
                users::nickname.set_null(),
                users::name.set(users::name.concat("!")),
                users::score.set(None::<f64>),
            ))
            .filter(users::id.eq(1)),
    )
    .sqlite(
        "UPDATE users SET visits = users.visits * ?1 + ?2, nickname = NULL, name = users.name || \
         ?3, score = ?4 WHERE users.id = ?5",
    )
    .postgres(
        "UPDATE users SET visits = users.visits * $1 + $2, nickname = NULL, name = users.name || \
         $3, score = $4 WHERE users.id = $5",
    )
    .mysql(
        "UPDATE users SET visits = users.visits * ? + ?, nickname = NULL, name = \
         concat(users.name, ?), score = ? WHERE users.id = ?",
    )
    .mariadb(
        "UPDATE users SET visits = users.visits * ? + ?, nickname = NULL, name = \
         concat(users.name, ?), score = ? WHERE users.id = ?",
    )
    .writes(1)
    .await
    .then(
        select((users::visits, users::nickname, users::name, users::score)).filter(users::id.eq(1)),
        [(21, None::<&str>, "Ada!", None::<f64>)],
    )
    .await;
}

#[tokio::test]
async fn absent_assignment() {
    let name: Option<&str> = None;
    check(
        update(users::table)
            .set((name.map(|name| users::name.set(name)), Some(users::visits.set(7))))
            .filter(users::id.eq(1)),
    )
    .sqlite("UPDATE users SET visits = ?1 WHERE users.id = ?2")
    .postgres("UPDATE users SET visits = $1 WHERE users.id = $2")
    .mysql("UPDATE users SET visits = ? WHERE users.id = ?")
    .mariadb("UPDATE users SET visits = ? WHERE users.id = ?")
    .writes(1)
    .await
    .then(select((users::name, users::visits)).filter(users::id.eq(1)), [("Ada", 7)])
    .await;
}

#[tokio::test]
async fn all_assignments_absent() {
    let name: Option<&str> = None;
    check(update(users::table).set(name.map(|name| users::name.set(name))).filter(users::id.gt(2)))
        .sqlite("UPDATE users SET name = users.name WHERE users.id > ?1")
        .postgres("UPDATE users SET name = users.name WHERE users.id > $1")
        .mysql("UPDATE users SET name = users.name WHERE users.id > ?")
        .mariadb("UPDATE users SET name = users.name WHERE users.id > ?")
        .writes(2)
        .await
        .then(select(users::name).filter(users::id.eq(3)), ["Cy"])
        .await;
}

#[tokio::test]
async fn default() {
    check(update(users::table).set(users::visits.set_default()).every_row())
        .postgres("UPDATE users SET visits = DEFAULT")
        .mysql("UPDATE users SET visits = DEFAULT")
        .mariadb("UPDATE users SET visits = DEFAULT")
        .runs_elsewhere()
        .await;
}

#[tokio::test]
async fn subquery() {
    let likes = scalar(
        from(posts::table).filter(posts::author_id.eq(outer(users::id))).select(sum(posts::likes)),
    );
    check(update(users::table).set(users::visits.set(likes.coalesce(0))).every_row())
        .sqlite(
            "UPDATE users SET visits = coalesce((SELECT sum(posts.likes) FROM posts WHERE \
             posts.author_id = users.id), ?1)",
        )
        .postgres(
            "UPDATE users SET visits = coalesce((SELECT CAST(sum(posts.likes) AS BIGINT) FROM \
             posts WHERE posts.author_id = users.id), $1)",
        )
        .mysql(
            "UPDATE users SET visits = coalesce((SELECT CAST(sum(posts.likes) AS SIGNED) FROM \
             posts WHERE posts.author_id = users.id), ?)",
        )
        .mariadb(
            "UPDATE users SET visits = coalesce((SELECT CAST(sum(posts.likes) AS SIGNED) FROM \
             posts WHERE posts.author_id = users.id), ?)",
        )
        .writes(4)
        .await
        .then(select(users::visits).order_by(users::id), [5, 7, 2, 0])
        .await;
}
