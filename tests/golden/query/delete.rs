//! `DELETE`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn with_filters() {
    check(delete(posts::table).filter(posts::likes.lt(3)).filter(posts::body.is_null()))
        .sqlite("DELETE FROM posts WHERE posts.likes < ?1 AND posts.body IS NULL")
        .postgres("DELETE FROM posts WHERE posts.likes < $1 AND posts.body IS NULL")
        .mysql("DELETE FROM posts WHERE posts.likes < ? AND posts.body IS NULL")
        .mariadb("DELETE FROM posts WHERE posts.likes < ? AND posts.body IS NULL")
        .writes(2)
        .await
        .then(select(posts::id).order_by(posts::id), [1, 3])
        .await;
}

#[tokio::test]
async fn every_row() {
    check(delete(post_tags::table).every_row())
        .sqlite("DELETE FROM post_tags")
        .postgres("DELETE FROM post_tags")
        .mysql("DELETE FROM post_tags")
        .mariadb("DELETE FROM post_tags")
        .writes(3)
        .await
        .then(select(count(post_tags::post_id)), [0])
        .await;
}

#[tokio::test]
async fn filter_by_a_subquery() {
    check(
        delete(posts::table)
            .filter(posts::author_id.in_(select(users::id).filter(users::status.eq(Status::Gone)))),
    )
    .sqlite(
        "DELETE FROM posts WHERE posts.author_id IN (SELECT users.id FROM users WHERE users.status \
         = ?1)",
    )
    .postgres(
        "DELETE FROM posts WHERE posts.author_id IN (SELECT users.id FROM users WHERE users.status \
         = $1)",
    )
    .mysql(
        "DELETE FROM posts WHERE posts.author_id IN (SELECT users.id FROM users WHERE users.status \
         = ?)",
    )
    .mariadb(
        "DELETE FROM posts WHERE posts.author_id IN (SELECT users.id FROM users WHERE users.status \
         = ?)",
    )
    .is_not_run();
    check(
        delete(users::table)
            .filter(not_exists(from(posts::table).filter(posts::author_id.eq(outer(users::id))))),
    )
    .sqlite(
        "DELETE FROM users WHERE NOT EXISTS (SELECT 1 FROM posts WHERE posts.author_id = users.id)",
    )
    .postgres(
        "DELETE FROM users WHERE NOT EXISTS (SELECT 1 FROM posts WHERE posts.author_id = users.id)",
    )
    .mysql(
        "DELETE FROM users WHERE NOT EXISTS (SELECT 1 FROM posts WHERE posts.author_id = users.id)",
    )
    .mariadb(
        "DELETE FROM users WHERE NOT EXISTS (SELECT 1 FROM posts WHERE posts.author_id = users.id)",
    )
    .writes(1)
    .await
    .then(select(max(users::id)), [Some(3)])
    .await;
}

#[tokio::test]
async fn filter_by_a_subquery_of_the_same_table() {
    check(
        delete(users::table).filter(users::id.in_(select(users::id).filter(users::visits.eq(3)))),
    )
    .sqlite(
        "DELETE FROM users WHERE users.id IN (SELECT users.id FROM users WHERE users.visits = ?1)",
    )
    .postgres(
        "DELETE FROM users WHERE users.id IN (SELECT users.id FROM users WHERE users.visits = $1)",
    )
    .mariadb(
        "DELETE FROM users WHERE users.id IN (SELECT users.id FROM users WHERE users.visits = ?)",
    )
    .writes(1)
    .await
    .then(select(users::id).order_by(users::id), [1, 2, 3])
    .await;
}

#[tokio::test]
async fn using_another_table() {
    check(
        delete(post_tags::table)
            .from(posts::table)
            .filter(posts::id.eq(post_tags::post_id))
            .filter(posts::likes.gt(5)),
    )
    .postgres(
        "DELETE FROM post_tags USING posts WHERE posts.id = post_tags.post_id AND posts.likes > $1",
    )
    .mysql(
        "DELETE FROM post_tags USING post_tags, posts WHERE posts.id = post_tags.post_id AND \
         posts.likes > ?",
    )
    .mariadb(
        "DELETE FROM post_tags USING post_tags, posts WHERE posts.id = post_tags.post_id AND \
         posts.likes > ?",
    )
    .writes_elsewhere(
        1,
        select((post_tags::post_id, post_tags::tag_id)).order_by(post_tags::tag_id),
        [(1, 1), (1, 2)],
    )
    .await;
}

#[tokio::test]
async fn using_several_tables_whose_rows_it_matches_more_than_once() {
    check(
        delete(post_tags::table)
            .from(posts::table)
            .from(tags::table)
            .filter(posts::id.eq(post_tags::post_id).and(tags::id.ge(1))),
    )
    .postgres(
        "DELETE FROM post_tags USING posts, tags WHERE posts.id = post_tags.post_id AND tags.id >= \
         $1",
    )
    .mysql(
        "DELETE FROM post_tags USING post_tags, posts, tags WHERE posts.id = post_tags.post_id AND \
         tags.id >= ?",
    )
    .mariadb(
        "DELETE FROM post_tags USING post_tags, posts, tags WHERE posts.id = post_tags.post_id AND \
         tags.id >= ?",
    )
    .writes_elsewhere(3, select(count(post_tags::post_id)), [0])
    .await;
}

#[tokio::test]
async fn using_its_own_table_under_an_alias() {
    check(
        delete(staff::table)
            .from(leader)
            .filter(leader[staff::id].eq(staff::boss_id))
            .filter(leader[staff::salary].lt(100)),
    )
    .postgres(
        "DELETE FROM staff USING staff AS leader WHERE leader.id = staff.boss_id AND leader.salary \
         < $1",
    )
    .mysql(
        "DELETE FROM staff USING staff, staff AS leader WHERE leader.id = staff.boss_id AND \
         leader.salary < ?",
    )
    .mariadb(
        "DELETE FROM staff USING staff, staff AS leader WHERE leader.id = staff.boss_id AND \
         leader.salary < ?",
    )
    .writes_elsewhere(1, select(staff::name).order_by(staff::id), ["Root", "Mid", "Lone"])
    .await;
}

#[tokio::test]
async fn using_a_derived_table() {
    let most = from(posts::table)
        .group_by(posts::author_id)
        .select((posts::author_id, max(posts::id).coalesce(0)));
    check(
        delete(post_tags::table)
            .from(derived(totals::table, most))
            .filter(totals::posts.eq(post_tags::post_id)),
    )
    .postgres(
        "DELETE FROM post_tags USING (SELECT posts.author_id AS author, coalesce(max(posts.id), $1) \
         AS posts FROM posts GROUP BY posts.author_id) AS totals WHERE totals.posts = \
         post_tags.post_id",
    )
    .mysql(
        "DELETE FROM post_tags USING post_tags, (SELECT posts.author_id AS author, \
         coalesce(max(posts.id), ?) AS posts FROM posts GROUP BY posts.author_id) AS totals WHERE \
         totals.posts = post_tags.post_id",
    )
    .mariadb(
        "DELETE FROM post_tags USING post_tags, (SELECT posts.author_id AS author, \
         coalesce(max(posts.id), ?) AS posts FROM posts GROUP BY posts.author_id) AS totals WHERE \
         totals.posts = post_tags.post_id",
    )
    .writes_elsewhere(1, select(count(post_tags::post_id)), [2])
    .await;
}

#[tokio::test]
async fn using_of_a_tenant() {
    check(
        delete(notes::table)
            .from(users::table)
            .filter(users::id.eq(notes::writer_id))
            .filter(users::name.eq("Ada"))
            .tenant(1),
    )
    .postgres(
        "DELETE FROM notes USING users WHERE notes.team = $1 AND users.id = notes.writer_id AND \
         users.name = $2",
    )
    .mysql(
        "DELETE FROM notes USING notes, users WHERE notes.team = ? AND users.id = notes.writer_id \
         AND users.name = ?",
    )
    .mariadb(
        "DELETE FROM notes USING notes, users WHERE notes.team = ? AND users.id = notes.writer_id \
         AND users.name = ?",
    )
    .writes_elsewhere(
        1,
        select(notes::heading).order_by(notes::id).across_tenants(),
        ["two", "three", "four"],
    )
    .await;
    check(
        delete(users::table)
            .from(drafts::table)
            .filter(drafts::wording.eq(users::name))
            .live(),
    )
    .postgres("DELETE FROM users USING drafts WHERE drafts.gone = FALSE AND drafts.wording = users.name")
    .mysql("DELETE FROM users USING users, drafts WHERE drafts.gone = FALSE AND drafts.wording = users.name")
    .mariadb("DELETE FROM users USING users, drafts WHERE drafts.gone = FALSE AND drafts.wording = users.name")
    .writes_elsewhere(0, select(count(users::id)), [4])
    .await;
}
