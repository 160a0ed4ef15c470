//! `JOIN`: by a relation, by `on`, outer joins and what they do to NULL.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn inner_join_by_relation() {
    check(
        from(users::table)
            .inner_join(users::posts)
            .order_by(posts::id)
            .select((users::name, posts::title)),
    )
    .sqlite(
        "SELECT users.name, posts.title FROM users JOIN posts ON posts.author_id = users.id ORDER \
         BY posts.id",
    )
    .postgres(
        "SELECT users.name, posts.title FROM users JOIN posts ON posts.author_id = users.id ORDER \
         BY posts.id",
    )
    .mysql(
        "SELECT users.name, posts.title FROM users JOIN posts ON posts.author_id = users.id ORDER \
         BY posts.id",
    )
    .mariadb(
        "SELECT users.name, posts.title FROM users JOIN posts ON posts.author_id = users.id ORDER \
         BY posts.id",
    )
    .rows([("Ada", "Rust"), ("Ada", "SQL"), ("Bob", "Rust again"), ("Cy", "100% sure")])
    .await;
}

#[tokio::test]
async fn left_join_makes_the_right_side_nullable() {
    check(
        from(users::table)
            .left_join(users::posts)
            .filter(users::id.gt(2))
            .order_by(users::id)
            .select((users::name, posts::title, posts::body.is_null(), posts::likes + 1)),
    )
    .sqlite(
        "SELECT users.name, posts.title, posts.body IS NULL, posts.likes + ?1 FROM users LEFT JOIN \
         posts ON posts.author_id = users.id WHERE users.id > ?2 ORDER BY users.id",
    )
    .postgres(
        "SELECT users.name, posts.title, posts.body IS NULL, posts.likes + $1 FROM users LEFT JOIN \
         posts ON posts.author_id = users.id WHERE users.id > $2 ORDER BY users.id",
    )
    .mysql(
        "SELECT users.name, posts.title, posts.body IS NULL, posts.likes + ? FROM users LEFT JOIN \
         posts ON posts.author_id = users.id WHERE users.id > ? ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.name, posts.title, posts.body IS NULL, posts.likes + ? FROM users LEFT JOIN \
         posts ON posts.author_id = users.id WHERE users.id > ? ORDER BY users.id",
    )
    .rows([("Cy", Some("100% sure"), true, Some(3)), ("Dee", None, true, None)])
    .await;
}

#[tokio::test]
async fn left_join_of_rows() {
    check(
        from(users::table)
            .left_join(users::posts)
            .filter(users::id.ge(3))
            .order_by(users::id)
            .select((users::id, Post)),
    )
    .sqlite(
        "SELECT users.id, posts.id, posts.author_id, posts.title, posts.body, posts.likes FROM \
         users LEFT JOIN posts ON posts.author_id = users.id WHERE users.id >= ?1 ORDER BY \
         users.id",
    )
    .postgres(
        "SELECT users.id, posts.id, posts.author_id, posts.title, posts.body, posts.likes FROM \
         users LEFT JOIN posts ON posts.author_id = users.id WHERE users.id >= $1 ORDER BY \
         users.id",
    )
    .mysql(
        "SELECT users.id, posts.id, posts.author_id, posts.title, posts.body, posts.likes FROM \
         users LEFT JOIN posts ON posts.author_id = users.id WHERE users.id >= ? ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id, posts.id, posts.author_id, posts.title, posts.body, posts.likes FROM \
         users LEFT JOIN posts ON posts.author_id = users.id WHERE users.id >= ? ORDER BY users.id",
    )
    .rows([
        (3, Some(Post { id: 4, author_id: 3, title: "100% sure".into(), body: None, likes: 2 })),
        (4, None),
    ])
    .await;
}

#[tokio::test]
async fn on_sees_the_joined_table_before_it_is_filled_with_null() {
    check(
        from(users::table)
            .left_join(posts::table)
            .on(posts::author_id.eq(users::id).and(not(posts::title.eq("SQL"))))
            .order_by(users::id)
            .select((users::name, posts::title)),
    )
    .sqlite(
        "SELECT users.name, posts.title FROM users LEFT JOIN posts ON posts.author_id = users.id \
         AND NOT posts.title = ?1 ORDER BY users.id",
    )
    .postgres(
        "SELECT users.name, posts.title FROM users LEFT JOIN posts ON posts.author_id = users.id \
         AND NOT posts.title = $1 ORDER BY users.id",
    )
    .mysql(
        "SELECT users.name, posts.title FROM users LEFT JOIN posts ON posts.author_id = users.id \
         AND NOT posts.title = ? ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.name, posts.title FROM users LEFT JOIN posts ON posts.author_id = users.id \
         AND NOT posts.title = ? ORDER BY users.id",
    )
    .rows([
        ("Ada", Some("Rust")),
        ("Bob", Some("Rust again")),
        ("Cy", Some("100% sure")),
        ("Dee", None),
    ])
    .await;
}

#[tokio::test]
async fn right_join_makes_the_tables_before_nullable() {
    check(
        from(posts::table)
            .right_join(posts::author)
            .filter(users::id.ge(3))
            .order_by(users::id)
            .select((posts::title, users::name)),
    )
    .sqlite(
        "SELECT posts.title, users.name FROM posts RIGHT JOIN users ON users.id = posts.author_id \
         WHERE users.id >= ?1 ORDER BY users.id",
    )
    .postgres(
        "SELECT posts.title, users.name FROM posts RIGHT JOIN users ON users.id = posts.author_id \
         WHERE users.id >= $1 ORDER BY users.id",
    )
    .mysql(
        "SELECT posts.title, users.name FROM posts RIGHT JOIN users ON users.id = posts.author_id \
         WHERE users.id >= ? ORDER BY users.id",
    )
    .mariadb(
        "SELECT posts.title, users.name FROM posts RIGHT JOIN users ON users.id = posts.author_id \
         WHERE users.id >= ? ORDER BY users.id",
    )
    .rows([(Some("100% sure"), "Cy"), (None, "Dee")])
    .await;
}

#[tokio::test]
async fn full_join_makes_both_sides_nullable() {
    check(
        from(users::table)
            .full_join(tags::table)
            .on(tags::id.eq(users::id + 2))
            .order_by((users::id.asc().nulls_last(), tags::id))
            .select((users::name, tags::label)),
    )
    .sqlite(
        "SELECT users.name, tags.label FROM users FULL JOIN tags ON tags.id = users.id + ?1 ORDER \
         BY users.id NULLS LAST, tags.id",
    )
    .postgres(
        "SELECT users.name, tags.label FROM users FULL JOIN tags ON tags.id = users.id + $1 ORDER \
         BY users.id NULLS LAST, tags.id",
    )
    .rows([
        (Some("Ada"), None),
        (Some("Bob"), None),
        (Some("Cy"), None),
        (Some("Dee"), None),
        (None, Some("db")),
        (None, Some("lang")),
    ])
    .await;
}

#[tokio::test]
async fn cross_join() {
    check(from(tags::table).cross_join(other).select(count_rows()))
        .sqlite("SELECT count(*) FROM tags CROSS JOIN users AS other")
        .postgres("SELECT count(*) FROM tags CROSS JOIN users AS other")
        .mysql("SELECT count(*) FROM tags CROSS JOIN users AS other")
        .mariadb("SELECT count(*) FROM tags CROSS JOIN users AS other")
        .rows([8])
        .await;
}

#[tokio::test]
async fn many_to_many() {
    check(from(posts::table).inner_join(posts::tags).order_by((posts::id, tags::id)).select((
        posts::title,
        tags::label,
        post_tags::note,
    )))
    .sqlite(
        "SELECT posts.title, tags.label, post_tags.note FROM posts JOIN post_tags ON \
         post_tags.post_id = posts.id JOIN tags ON tags.id = post_tags.tag_id ORDER BY posts.id, \
         tags.id",
    )
    .postgres(
        "SELECT posts.title, tags.label, post_tags.note FROM posts JOIN post_tags ON \
         post_tags.post_id = posts.id JOIN tags ON tags.id = post_tags.tag_id ORDER BY posts.id, \
         tags.id",
    )
    .mysql(
        "SELECT posts.title, tags.label, post_tags.note FROM posts JOIN post_tags ON \
         post_tags.post_id = posts.id JOIN tags ON tags.id = post_tags.tag_id ORDER BY posts.id, \
         tags.id",
    )
    .mariadb(
        "SELECT posts.title, tags.label, post_tags.note FROM posts JOIN post_tags ON \
         post_tags.post_id = posts.id JOIN tags ON tags.id = post_tags.tag_id ORDER BY posts.id, \
         tags.id",
    )
    .rows([("Rust", "db", None), ("Rust", "lang", Some("main")), ("Rust again", "lang", None)])
    .await;
}

#[tokio::test]
async fn left_join_through_a_table() {
    check(
        from(posts::table)
            .left_join(posts::tags)
            .filter(posts::id.gt(2))
            .order_by(posts::id)
            .select((posts::id, tags::label, post_tags::tag_id)),
    )
    .sqlite(
        "SELECT posts.id, tags.label, post_tags.tag_id FROM posts LEFT JOIN post_tags ON \
         post_tags.post_id = posts.id LEFT JOIN tags ON tags.id = post_tags.tag_id WHERE posts.id \
         > ?1 ORDER BY posts.id",
    )
    .postgres(
        "SELECT posts.id, tags.label, post_tags.tag_id FROM posts LEFT JOIN post_tags ON \
         post_tags.post_id = posts.id LEFT JOIN tags ON tags.id = post_tags.tag_id WHERE posts.id \
         > $1 ORDER BY posts.id",
    )
    .mysql(
        "SELECT posts.id, tags.label, post_tags.tag_id FROM posts LEFT JOIN post_tags ON \
         post_tags.post_id = posts.id LEFT JOIN tags ON tags.id = post_tags.tag_id WHERE posts.id \
         > ? ORDER BY posts.id",
    )
    .mariadb(
        "SELECT posts.id, tags.label, post_tags.tag_id FROM posts LEFT JOIN post_tags ON \
         post_tags.post_id = posts.id LEFT JOIN tags ON tags.id = post_tags.tag_id WHERE posts.id \
         > ? ORDER BY posts.id",
    )
    .rows([(3, Some("lang"), Some(2)), (4, None, None)])
    .await;
}

#[tokio::test]
async fn three_tables() {
    check(
        from(tags::table)
            .inner_join(tags::posts)
            .inner_join(posts::author)
            .filter(tags::label.eq("lang"))
            .order_by(users::id)
            .select((tags::label, users::name)),
    )
    .sqlite(
        "SELECT tags.label, users.name FROM tags JOIN post_tags ON post_tags.tag_id = tags.id JOIN \
         posts ON posts.id = post_tags.post_id JOIN users ON users.id = posts.author_id WHERE \
         tags.label = ?1 ORDER BY users.id",
    )
    .postgres(
        "SELECT tags.label, users.name FROM tags JOIN post_tags ON post_tags.tag_id = tags.id JOIN \
         posts ON posts.id = post_tags.post_id JOIN users ON users.id = posts.author_id WHERE \
         tags.label = $1 ORDER BY users.id",
    )
    .mysql(
        "SELECT tags.label, users.name FROM tags JOIN post_tags ON post_tags.tag_id = tags.id JOIN \
         posts ON posts.id = post_tags.post_id JOIN users ON users.id = posts.author_id WHERE \
         tags.label = ? ORDER BY users.id",
    )
    .mariadb(
        "SELECT tags.label, users.name FROM tags JOIN post_tags ON post_tags.tag_id = tags.id JOIN \
         posts ON posts.id = post_tags.post_id JOIN users ON users.id = posts.author_id WHERE \
         tags.label = ? ORDER BY users.id",
    )
    .rows([("lang", "Ada"), ("lang", "Bob")])
    .await;
}

#[tokio::test]
async fn relation_to_an_alias() {
    check(
        from(staff::table)
            .left_join(staff::boss.to(leader))
            .order_by(staff::id)
            .select((staff::name, leader[staff::name])),
    )
    .sqlite(
        "SELECT staff.name, leader.name FROM staff LEFT JOIN staff AS leader ON leader.id = \
         staff.boss_id ORDER BY staff.id",
    )
    .postgres(
        "SELECT staff.name, leader.name FROM staff LEFT JOIN staff AS leader ON leader.id = \
         staff.boss_id ORDER BY staff.id",
    )
    .mysql(
        "SELECT staff.name, leader.name FROM staff LEFT JOIN staff AS leader ON leader.id = \
         staff.boss_id ORDER BY staff.id",
    )
    .mariadb(
        "SELECT staff.name, leader.name FROM staff LEFT JOIN staff AS leader ON leader.id = \
         staff.boss_id ORDER BY staff.id",
    )
    .rows([("Root", None), ("Mid", Some("Root")), ("Low", Some("Mid")), ("Lone", Some("Root"))])
    .await;
}

#[tokio::test]
async fn relation_of_an_alias() {
    check(
        from(other)
            .inner_join(other[users::posts])
            .filter(other[users::id].eq(2))
            .select((other[User], posts::title)),
    )
    .sqlite(
        "SELECT other.id, other.name, other.email, other.nickname, other.visits, other.status, \
         other.score, posts.title FROM users AS other JOIN posts ON posts.author_id = other.id \
         WHERE other.id = ?1",
    )
    .postgres(
        "SELECT other.id, other.name, other.email, other.nickname, other.visits, other.status, \
         other.score, posts.title FROM users AS other JOIN posts ON posts.author_id = other.id \
         WHERE other.id = $1",
    )
    .mysql(
        "SELECT other.id, other.name, other.email, other.nickname, other.visits, other.status, \
         other.score, posts.title FROM users AS other JOIN posts ON posts.author_id = other.id \
         WHERE other.id = ?",
    )
    .mariadb(
        "SELECT other.id, other.name, other.email, other.nickname, other.visits, other.status, \
         other.score, posts.title FROM users AS other JOIN posts ON posts.author_id = other.id \
         WHERE other.id = ?",
    )
    .rows([(
        User {
            id: 2,
            name: "Bob".into(),
            email: "bob@example.org".into(),
            nickname: None,
            visits: 0,
            status: Status::Gone,
            score: None,
        },
        "Rust again",
    )])
    .await;
}

#[tokio::test]
async fn any_condition() {
    check(
        from(users::table)
            .inner_join(posts::table)
            .on(posts::likes.gt(users::visits).and(posts::id.gt(1)).or(posts::id.eq(users::id - 3)))
            .order_by((users::id, posts::id))
            .select((users::id, posts::id)),
    )
    .sqlite(
        "SELECT users.id, posts.id FROM users JOIN posts ON posts.likes > users.visits AND \
         posts.id > ?1 OR posts.id = users.id - ?2 ORDER BY users.id, posts.id",
    )
    .postgres(
        "SELECT users.id, posts.id FROM users JOIN posts ON posts.likes > users.visits AND \
         posts.id > $1 OR posts.id = users.id - $2 ORDER BY users.id, posts.id",
    )
    .mysql(
        "SELECT users.id, posts.id FROM users JOIN posts ON posts.likes > users.visits AND \
         posts.id > ? OR posts.id = users.id - ? ORDER BY users.id, posts.id",
    )
    .mariadb(
        "SELECT users.id, posts.id FROM users JOIN posts ON posts.likes > users.visits AND \
         posts.id > ? OR posts.id = users.id - ? ORDER BY users.id, posts.id",
    )
    .rows([(2, 3), (2, 4), (4, 1), (4, 3)])
    .await;
}

#[tokio::test]
async fn join_after_a_left_join() {
    check(
        from(users::table)
            .left_join(users::posts)
            .left_join(posts::tags)
            .filter(users::id.ge(3))
            .order_by(users::id)
            .select((users::id, posts::id, tags::id)),
    )
    .sqlite(
        "SELECT users.id, posts.id, tags.id FROM users LEFT JOIN posts ON posts.author_id = \
         users.id LEFT JOIN post_tags ON post_tags.post_id = posts.id LEFT JOIN tags ON tags.id = \
         post_tags.tag_id WHERE users.id >= ?1 ORDER BY users.id",
    )
    .postgres(
        "SELECT users.id, posts.id, tags.id FROM users LEFT JOIN posts ON posts.author_id = \
         users.id LEFT JOIN post_tags ON post_tags.post_id = posts.id LEFT JOIN tags ON tags.id = \
         post_tags.tag_id WHERE users.id >= $1 ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id, posts.id, tags.id FROM users LEFT JOIN posts ON posts.author_id = \
         users.id LEFT JOIN post_tags ON post_tags.post_id = posts.id LEFT JOIN tags ON tags.id = \
         post_tags.tag_id WHERE users.id >= ? ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id, posts.id, tags.id FROM users LEFT JOIN posts ON posts.author_id = \
         users.id LEFT JOIN post_tags ON post_tags.post_id = posts.id LEFT JOIN tags ON tags.id = \
         post_tags.tag_id WHERE users.id >= ? ORDER BY users.id",
    )
    .rows([(3, Some(4), None::<i64>), (4, None, None)])
    .await;
}
