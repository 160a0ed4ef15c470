//! `string_agg` and `GROUP_CONCAT`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn in_groups() {
    check(
        from(users::table)
            .left_join(users::posts)
            .group_by(users::id)
            .order_by(users::id)
            .select((users::id, string_agg(posts::title, ", ").order_by(posts::id.desc()))),
    )
    .sqlite(
        "SELECT users.id, group_concat(posts.title, ', ' ORDER BY posts.id DESC) FROM users LEFT \
         JOIN posts ON posts.author_id = users.id GROUP BY users.id ORDER BY users.id",
    )
    .postgres(
        "SELECT users.id, string_agg(posts.title, ', ' ORDER BY posts.id DESC) FROM users LEFT \
         JOIN posts ON posts.author_id = users.id GROUP BY users.id ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id, GROUP_CONCAT(posts.title ORDER BY posts.id DESC SEPARATOR ', ') FROM \
         users LEFT JOIN posts ON posts.author_id = users.id GROUP BY users.id ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id, GROUP_CONCAT(posts.title ORDER BY posts.id DESC SEPARATOR ', ') FROM \
         users LEFT JOIN posts ON posts.author_id = users.id GROUP BY users.id ORDER BY users.id",
    )
    .rows([(1, Some("SQL, Rust")), (2, Some("Rust again")), (3, Some("100% sure")), (4, None)])
    .await;
}

#[tokio::test]
async fn of_all_rows() {
    check(select(string_agg(tags::label, r"'\")))
        .sqlite(r#"SELECT group_concat(tags.label, '''\') FROM tags"#)
        .postgres(r#"SELECT string_agg(tags.label, '''\') FROM tags"#)
        .mysql(r#"SELECT GROUP_CONCAT(tags.label SEPARATOR '''\\') FROM tags"#)
        .mariadb(r#"SELECT GROUP_CONCAT(tags.label SEPARATOR '''\\') FROM tags"#)
        .rows([Some(r"db'\lang")])
        .await;
}

#[tokio::test]
async fn distinct() {
    check(select(string_agg(users::name, "/").distinct()))
        .postgres("SELECT string_agg(DISTINCT users.name, '/') FROM users")
        .mysql("SELECT GROUP_CONCAT(DISTINCT users.name SEPARATOR '/') FROM users")
        .mariadb("SELECT GROUP_CONCAT(DISTINCT users.name SEPARATOR '/') FROM users")
        .runs_elsewhere()
        .await;
}

#[tokio::test]
async fn separated_by_nul() {
    check(select(string_agg(tags::label, "\0\0")))
        .sqlite("SELECT group_concat(tags.label, '' || char(0) || '' || char(0) || '') FROM tags")
        .postgres("SELECT string_agg(tags.label, '' || chr(0) || '' || chr(0) || '') FROM tags")
        .mysql(r"SELECT GROUP_CONCAT(tags.label SEPARATOR '\0\0') FROM tags")
        .mariadb(r"SELECT GROUP_CONCAT(tags.label SEPARATOR '\0\0') FROM tags")
        .rows_or_error([Some("db\0\0lang")], "54000")
        .await;
}

#[tokio::test]
async fn filtered_and_over_windows() {
    let first = string_agg(tags::label, "+").order_by(tags::id.desc()).filter_where(tags::id.gt(0));
    check(select(first))
        .sqlite("SELECT group_concat(tags.label, '+' ORDER BY tags.id DESC) FILTER (WHERE tags.id > ?1) FROM tags")
        .postgres("SELECT string_agg(tags.label, '+' ORDER BY tags.id DESC) FILTER (WHERE tags.id > $1) FROM tags")
        .rows([Some("lang+db")])
        .await;
    let running = string_agg(tags::label, "+").over(window().order_by(tags::id));
    let others =
        string_agg(tags::label, "+").filter_where(tags::id.gt(1)).over(window().order_by(tags::id));
    check(select((running, others)).order_by(tags::id))
        .sqlite("SELECT group_concat(tags.label, '+') OVER (ORDER BY tags.id), group_concat(tags.label, '+') FILTER (WHERE tags.id > ?1) OVER (ORDER BY tags.id) FROM tags ORDER BY tags.id")
        .postgres("SELECT string_agg(tags.label, '+') OVER (ORDER BY tags.id), string_agg(tags.label, '+') FILTER (WHERE tags.id > $1) OVER (ORDER BY tags.id) FROM tags ORDER BY tags.id")
        .rows([("db", None), ("db+lang", Some("lang"))])
        .await;
}
