//! `FOR UPDATE` and `FOR SHARE`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn for_update() {
    check(from(users::table).filter(users::id.eq(1)).select(User).for_update())
        .postgres(
            "SELECT users.id, users.name, users.email, users.nickname, users.visits, users.status, \
             users.score FROM users WHERE users.id = $1 FOR UPDATE",
        )
        .mysql(
            "SELECT users.id, users.name, users.email, users.nickname, users.visits, users.status, \
             users.score FROM users WHERE users.id = ? FOR UPDATE",
        )
        .mariadb(
            "SELECT users.id, users.name, users.email, users.nickname, users.visits, users.status, \
             users.score FROM users WHERE users.id = ? FOR UPDATE",
        )
        .runs_elsewhere()
        .await;
}

#[tokio::test]
async fn what_happens_to_locked_rows() {
    check(
        from(users::table).order_by(users::id).select(users::id).limit(1).for_update_skip_locked(),
    )
    .postgres("SELECT users.id FROM users ORDER BY users.id LIMIT $1 FOR UPDATE SKIP LOCKED")
    .mysql("SELECT users.id FROM users ORDER BY users.id LIMIT ? FOR UPDATE SKIP LOCKED")
    .mariadb("SELECT users.id FROM users ORDER BY users.id LIMIT ? FOR UPDATE SKIP LOCKED")
    .runs_elsewhere()
    .await;
    check(select(users::id).for_update_no_wait())
        .postgres("SELECT users.id FROM users FOR UPDATE NOWAIT")
        .mysql("SELECT users.id FROM users FOR UPDATE NOWAIT")
        .mariadb("SELECT users.id FROM users FOR UPDATE NOWAIT")
        .runs_elsewhere()
        .await;
}

#[tokio::test]
async fn for_share() {
    check(select(users::id).for_share())
        .postgres("SELECT users.id FROM users FOR SHARE")
        .mysql("SELECT users.id FROM users FOR SHARE")
        .runs_elsewhere()
        .await;
}

#[tokio::test]
async fn rows_of_an_inner_join() {
    check(from(users::table).inner_join(users::posts).select((users::id, posts::id)).for_update())
        .postgres(
            "SELECT users.id, posts.id FROM users JOIN posts ON posts.author_id = users.id FOR \
             UPDATE",
        )
        .mysql(
            "SELECT users.id, posts.id FROM users JOIN posts ON posts.author_id = users.id FOR \
             UPDATE",
        )
        .mariadb(
            "SELECT users.id, posts.id FROM users JOIN posts ON posts.author_id = users.id FOR \
             UPDATE",
        )
        .runs_elsewhere()
        .await;
}

#[tokio::test]
async fn in_a_statement_that_writes() {
    let next = select(posts::id).order_by(posts::id).limit_one().for_update_skip_locked();
    check(update(users::table).set(users::visits.set(1)).filter(users::id.eq(scalar(next))))
        .postgres(
            "UPDATE users SET visits = $1 WHERE users.id = (SELECT posts.id FROM posts ORDER BY \
             posts.id LIMIT 1 FOR UPDATE SKIP LOCKED)",
        )
        .mysql(
            "UPDATE users SET visits = ? WHERE users.id = (SELECT posts.id FROM posts ORDER BY \
             posts.id LIMIT 1 FOR UPDATE SKIP LOCKED)",
        )
        .mariadb(
            "UPDATE users SET visits = ? WHERE users.id = (SELECT posts.id FROM posts ORDER BY \
             posts.id LIMIT 1 FOR UPDATE SKIP LOCKED)",
        )
        .runs_elsewhere()
        .await;
}

#[test]
fn rows_of_a_derived_table() {
    let latest = select((posts::author_id, posts::id)).order_by(posts::id).limit(3);
    check(
        from(users::table)
            .inner_join(derived(totals::table, latest))
            .on(totals::author.eq(users::id))
            .order_by(users::id)
            .select(users::id)
            .for_update(),
    )
    .postgres(
        "SELECT users.id FROM users JOIN (SELECT posts.author_id AS author, posts.id AS posts FROM \
         posts ORDER BY posts.id LIMIT $1) AS totals ON totals.author = users.id ORDER BY users.id \
         FOR UPDATE",
    )
    .mysql(
        "SELECT users.id FROM users JOIN (SELECT posts.author_id AS author, posts.id AS posts FROM \
         posts ORDER BY posts.id LIMIT ?) AS totals ON totals.author = users.id ORDER BY users.id \
         FOR UPDATE",
    )
    .mariadb(
        "SELECT users.id FROM users JOIN (SELECT posts.author_id AS author, posts.id AS posts FROM \
         posts ORDER BY posts.id LIMIT ?) AS totals ON totals.author = users.id ORDER BY users.id \
         FOR UPDATE",
    )
    .is_not_run();
}
