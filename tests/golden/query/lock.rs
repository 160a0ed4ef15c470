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
        from(users::table)
            .order_by(users::id)
            .select(users::id)
            .limit(1)
            .for_update()
            .skip_locked(),
    )
    .postgres("SELECT users.id FROM users ORDER BY users.id LIMIT $1 FOR UPDATE SKIP LOCKED")
    .mysql("SELECT users.id FROM users ORDER BY users.id LIMIT ? FOR UPDATE SKIP LOCKED")
    .mariadb("SELECT users.id FROM users ORDER BY users.id LIMIT ? FOR UPDATE SKIP LOCKED")
    .runs_elsewhere()
    .await;
    check(select(users::id).for_update().no_wait())
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
        .mariadb("SELECT users.id FROM users LOCK IN SHARE MODE")
        .runs_elsewhere()
        .await;
    check(select(users::id).order_by(users::id).limit(1).for_share().no_wait())
        .postgres("SELECT users.id FROM users ORDER BY users.id LIMIT $1 FOR SHARE NOWAIT")
        .mysql("SELECT users.id FROM users ORDER BY users.id LIMIT ? FOR SHARE NOWAIT")
        .mariadb("SELECT users.id FROM users ORDER BY users.id LIMIT ? LOCK IN SHARE MODE NOWAIT")
        .runs_elsewhere()
        .await;
    check(select(users::id).for_share().skip_locked())
        .postgres("SELECT users.id FROM users FOR SHARE SKIP LOCKED")
        .mysql("SELECT users.id FROM users FOR SHARE SKIP LOCKED")
        .mariadb("SELECT users.id FROM users LOCK IN SHARE MODE SKIP LOCKED")
        .runs_elsewhere()
        .await;
}

#[tokio::test]
async fn keys_alone() {
    check(select(users::id).for_no_key_update().skip_locked())
        .postgres("SELECT users.id FROM users FOR NO KEY UPDATE SKIP LOCKED")
        .runs_elsewhere()
        .await;
    check(select(users::id).for_key_share())
        .postgres("SELECT users.id FROM users FOR KEY SHARE")
        .runs_elsewhere()
        .await;
}

#[tokio::test]
async fn of_a_table_beside_an_outer_join() {
    check(
        from(users::table)
            .left_join(users::posts)
            .order_by((users::id, posts::id))
            .select((users::id, posts::id))
            .for_update_of(users::table)
            .no_wait(),
    )
    .postgres(
        "SELECT users.id, posts.id FROM users LEFT JOIN posts ON posts.author_id = users.id ORDER \
         BY users.id, posts.id FOR UPDATE OF users NOWAIT",
    )
    .mysql(
        "SELECT users.id, posts.id FROM users LEFT JOIN posts ON posts.author_id = users.id ORDER \
         BY users.id, posts.id FOR UPDATE OF users NOWAIT",
    )
    .rows_elsewhere([(1, Some(1)), (1, Some(2)), (2, Some(3)), (3, Some(4)), (4, None)])
    .await;
}

#[tokio::test]
async fn of_an_alias_and_a_table() {
    check(
        from(users::table)
            .inner_join(other)
            .on(other[users::id].eq(users::id))
            .inner_join(users::posts)
            .select(users::id)
            .for_share_of((other, posts::table)),
    )
    .postgres(
        "SELECT users.id FROM users JOIN users AS other ON other.id = users.id JOIN posts ON \
         posts.author_id = users.id FOR SHARE OF other, posts",
    )
    .mysql(
        "SELECT users.id FROM users JOIN users AS other ON other.id = users.id JOIN posts ON \
         posts.author_id = users.id FOR SHARE OF other, posts",
    )
    .runs_elsewhere()
    .await;
}

#[tokio::test]
async fn of_a_table_beside_what_is_none() {
    let per_author =
        from(posts::table).group_by(posts::author_id).select((posts::author_id, count_rows()));
    check(
        from(users::table)
            .inner_join(derived(totals::table, per_author))
            .on(totals::author.eq(users::id))
            .order_by(users::id)
            .select((users::id, totals::posts))
            .for_update_of(users::table),
    )
    .postgres(
        "SELECT users.id, totals.posts FROM users JOIN (SELECT posts.author_id AS author, count(*) \
         AS posts FROM posts GROUP BY posts.author_id) AS totals ON totals.author = users.id ORDER \
         BY users.id FOR UPDATE OF users",
    )
    .mysql(
        "SELECT users.id, totals.posts FROM users JOIN (SELECT posts.author_id AS author, count(*) \
         AS posts FROM posts GROUP BY posts.author_id) AS totals ON totals.author = users.id ORDER \
         BY users.id FOR UPDATE OF users",
    )
    .rows_elsewhere([(1, 2), (2, 1), (3, 1)])
    .await;
    check(
        from(users::table)
            .inner_join(active_users::table)
            .on(active_users::id.eq(users::id))
            .order_by(users::id)
            .select(users::id)
            .for_no_key_update_of(users::table),
    )
    .postgres(
        "SELECT users.id FROM users JOIN active_users ON active_users.id = users.id ORDER BY \
         users.id FOR NO KEY UPDATE OF users",
    )
    .rows_elsewhere([1, 3, 4])
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
    let next = select(posts::id).order_by(posts::id).limit_one().for_update().skip_locked();
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
