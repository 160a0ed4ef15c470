//! Whole numbers as arguments of functions.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn wide_ones_are_narrowed_where_they_must_be() {
    check(from(posts::table).order_by(posts::id).select((
        substr(posts::title, posts::id, 2_i64),
        substr(posts::title, posts::likes, posts::likes + posts::author_id),
        substr(posts::title, 1, Some(3)),
    )))
    .sqlite(
        "SELECT substr(posts.title, posts.id, ?1), substr(posts.title, posts.likes, posts.likes + \
         posts.author_id), substr(posts.title, ?2, ?3) FROM posts ORDER BY posts.id",
    )
    .postgres(
        "SELECT substr(posts.title, CAST(posts.id AS INTEGER), $1), substr(posts.title, \
         CAST(posts.likes AS INTEGER), CAST(posts.likes + posts.author_id AS INTEGER)), \
         substr(posts.title, $2, $3) FROM posts ORDER BY posts.id",
    )
    .mysql(
        "SELECT substr(posts.title, posts.id, ?), substr(posts.title, posts.likes, posts.likes + \
         posts.author_id), substr(posts.title, ?, ?) FROM posts ORDER BY posts.id",
    )
    .mariadb(
        "SELECT substr(posts.title, posts.id, ?), substr(posts.title, posts.likes, posts.likes + \
         posts.author_id), substr(posts.title, ?, ?) FROM posts ORDER BY posts.id",
    )
    .rows([
        ("Ru", "", Some("Rus")),
        ("QL", "", Some("SQL")),
        ("st", "gain", Some("Rus")),
        ("% ", "00% s", Some("100")),
    ])
    .await;
}

#[tokio::test]
async fn constants_stay_as_they_are() {
    let first = substr(posts::title, int::<1>(), int::<4>());
    check(from(posts::table).group_by(first).order_by(first).select((first, count_rows())))
        .sqlite(
            "SELECT substr(posts.title, 1, 4), count(*) FROM posts GROUP BY substr(posts.title, 1, \
             4) ORDER BY substr(posts.title, 1, 4)",
        )
        .postgres(
            "SELECT substr(posts.title, 1, 4), count(*) FROM posts GROUP BY substr(posts.title, 1, \
             4) ORDER BY substr(posts.title, 1, 4)",
        )
        .mysql(
            "SELECT substr(posts.title, 1, 4), count(*) FROM posts GROUP BY substr(posts.title, 1, \
             4) ORDER BY substr(posts.title, 1, 4)",
        )
        .mariadb(
            "SELECT substr(posts.title, 1, 4), count(*) FROM posts GROUP BY substr(posts.title, 1, \
             4) ORDER BY substr(posts.title, 1, 4)",
        )
        .rows([("100%", 1), ("Rust", 2), ("SQL", 1)])
        .await;
}

mod declared {
    relata::table! {
        pub texts {
            #[primary_key] id: i64,
            #[sql(bigint)] place: i32,
            body: String,
        }
    }
    relata::schema! { pub all: texts }
}

#[tokio::test]
async fn a_column_is_as_wide_as_it_is_declared() {
    use declared::texts;
    check(select(substr(texts::body, texts::place, 2)))
        .sqlite("SELECT substr(texts.body, texts.place, ?1) FROM texts")
        .postgres("SELECT substr(texts.body, CAST(texts.place AS INTEGER), $1) FROM texts")
        .is_not_run();
}
