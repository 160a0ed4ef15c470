//! `ANY` and `ALL` of a subquery.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn compared_with_rows() {
    let likes = from(posts::table).select(posts::likes);
    let of_nobody = from(posts::table).filter(posts::author_id.eq(9)).select(posts::likes);
    check(
        from(users::table)
            .filter(users::visits.gt_any(likes))
            .filter(users::visits.ge_all(likes))
            .filter(users::visits.lt_all(of_nobody))
            .filter(not(users::visits.le_any(of_nobody)))
            .order_by(users::id)
            .select(users::id),
    )
    .postgres(
        "SELECT users.id FROM users WHERE users.visits > ANY (SELECT posts.likes FROM posts) AND \
         users.visits >= ALL (SELECT posts.likes FROM posts) AND users.visits < ALL (SELECT \
         posts.likes FROM posts WHERE posts.author_id = $1) AND NOT users.visits <= ANY (SELECT \
         posts.likes FROM posts WHERE posts.author_id = $2) ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id FROM users WHERE users.visits > ANY (SELECT posts.likes FROM posts) AND \
         users.visits >= ALL (SELECT posts.likes FROM posts) AND users.visits < ALL (SELECT \
         posts.likes FROM posts WHERE posts.author_id = ?) AND NOT users.visits <= ANY (SELECT \
         posts.likes FROM posts WHERE posts.author_id = ?) ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id FROM users WHERE users.visits > ANY (SELECT posts.likes FROM posts) AND \
         users.visits >= ALL (SELECT posts.likes FROM posts) AND users.visits < ALL (SELECT \
         posts.likes FROM posts WHERE posts.author_id = ?) AND NOT users.visits <= ANY (SELECT \
         posts.likes FROM posts WHERE posts.author_id = ?) ORDER BY users.id",
    )
    .rows_elsewhere([1, 3])
    .await;
}

#[tokio::test]
async fn of_a_subquery_that_sees_the_row() {
    let own = from(posts::table).filter(posts::author_id.eq(outer(users::id))).select(posts::likes);
    check(
        from(users::table)
            .filter(users::visits.lt_any(own).or(users::visits.gt_all(own)))
            .order_by(users::id)
            .select(users::id),
    )
    .postgres(
        "SELECT users.id FROM users WHERE (users.visits < ANY (SELECT posts.likes FROM posts WHERE \
         posts.author_id = users.id) OR users.visits > ALL (SELECT posts.likes FROM posts WHERE \
         posts.author_id = users.id)) ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id FROM users WHERE (users.visits < ANY (SELECT posts.likes FROM posts WHERE \
         posts.author_id = users.id) OR users.visits > ALL (SELECT posts.likes FROM posts WHERE \
         posts.author_id = users.id)) ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id FROM users WHERE (users.visits < ANY (SELECT posts.likes FROM posts WHERE \
         posts.author_id = users.id) OR users.visits > ALL (SELECT posts.likes FROM posts WHERE \
         posts.author_id = users.id)) ORDER BY users.id",
    )
    .rows_elsewhere([1, 2, 3, 4])
    .await;
}
