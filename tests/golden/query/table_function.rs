//! Functions in FROM and JOIN: `unnest` and `generate_series`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

shape! { pub word { text: String } }
shape! { pub maybe { number: Option<i32> } }
shape! { pub line { number: i64 } }
shape! { pub titles { author: i64, all: Vec<String> } }

alias!(pub further: word);

/// The words of a title, as an array.
macro_rules! words {
    ($title:expr) => {
        sql!(Vec<String>, "string_to_array({}, ' ')", $title)
    };
}

#[tokio::test]
async fn the_elements_of_an_array_of_the_program() {
    let array = value(vec!["b".to_owned(), "a".to_owned()]);
    check(from(unnest(word::table, array)).order_by(word::text).select(word::text))
        .postgres(
            "SELECT word.text FROM unnest(CAST($1 AS TEXT[])) AS word (text) ORDER BY word.text",
        )
        .rows_elsewhere(["a", "b"])
        .await;
}

#[tokio::test]
async fn elements_that_may_be_null() {
    let array = value(vec![Some(1), None]);
    check(from(unnest(maybe::table, array)).order_by(maybe::number).select(maybe::number))
        .postgres(
            "SELECT maybe.number FROM unnest(CAST($1 AS INTEGER[])) AS maybe (number) ORDER BY \
             maybe.number",
        )
        .rows_elsewhere([Some(1), None])
        .await;
}

#[tokio::test]
async fn the_elements_of_each_row() {
    check(
        from(posts::table)
            .inner_join(unnest(word::table, words!(posts::title)))
            .filter(posts::likes.gt(2))
            .order_by((posts::id, word::text))
            .select((posts::id, word::text)),
    )
    .postgres(
        "SELECT posts.id, word.text FROM posts JOIN unnest(string_to_array(posts.title, ' ')) AS word \
         (text) ON TRUE WHERE posts.likes > $1 ORDER BY posts.id, word.text",
    )
    .rows_elsewhere([(1_i64, "Rust"), (3, "Rust"), (3, "again")])
    .await;
}

#[tokio::test]
async fn rows_without_elements_stay_in_a_left_join() {
    let long = unnest(word::table, sql!(Vec<String>, "string_to_array({}, ' ')", posts::body));
    check(
        from(posts::table)
            .left_join(long)
            .filter(posts::author_id.eq(1))
            .order_by(posts::id)
            .select((posts::title, word::text)),
    )
    .postgres(
        "SELECT posts.title, word.text FROM posts LEFT JOIN unnest(string_to_array(posts.body, ' ')) \
         AS word (text) ON TRUE WHERE posts.author_id = $1 ORDER BY posts.id",
    )
    .rows_elsewhere([("Rust", Some("types")), ("SQL", None)])
    .await;
}

#[tokio::test]
async fn each_element_with_each_row_and_twice() {
    check(
        from(tags::table)
            .cross_join(unnest(word::table, value(vec!["x".to_owned()])))
            .cross_join(unnest(further, words!(word::text)))
            .order_by(tags::label)
            .select((tags::label, word::text, further[word::text])),
    )
    .postgres(
        "SELECT tags.label, word.text, further.text FROM tags CROSS JOIN unnest(CAST($1 AS TEXT[])) \
         AS word (text) CROSS JOIN unnest(string_to_array(word.text, ' ')) AS further (text) ORDER BY \
         tags.label",
    )
    .rows_elsewhere([("db", "x", "x"), ("lang", "x", "x")])
    .await;
}

#[tokio::test]
async fn in_a_subquery_it_sees_the_query_around_that() {
    let again =
        from(unnest(word::table, words!(outer(posts::title)))).filter(word::text.eq("again"));
    check(from(posts::table).filter(exists(again)).select(posts::id))
        .postgres(
            "SELECT posts.id FROM posts WHERE EXISTS (SELECT 1 FROM unnest(string_to_array(posts.title, \
             ' ')) AS word (text) WHERE word.text = $1)",
        )
        .rows_elsewhere([3])
        .await;
}

#[tokio::test]
async fn what_a_derived_table_has_aggregated_and_groups_again() {
    let all = from(posts::table)
        .group_by(posts::author_id)
        .select((posts::author_id, array_agg(posts::title)));
    check(
        from(derived(titles::table, all))
            .inner_join(unnest(word::table, titles::all))
            .group_by(titles::author)
            .order_by(titles::author)
            .select((titles::author, count(word::text))),
    )
    .postgres(
        "SELECT titles.author, count(word.text) FROM (SELECT posts.author_id AS author, \
         array_agg(posts.title) AS \"all\" FROM posts GROUP BY posts.author_id) AS titles JOIN \
         unnest(titles.\"all\") AS word (text) ON TRUE GROUP BY titles.author ORDER BY titles.author",
    )
    .rows_elsewhere([(1, 2), (2, 1), (3, 1)])
    .await;
}

#[tokio::test]
async fn an_update_of_the_rows_that_an_array_names() {
    check(
        update(users::table)
            .from(unnest(line::table, value(vec![1_i64, 3])))
            .set(users::visits.set(users::visits + line::number))
            .filter(users::id.eq(line::number))
            .returning(users::visits),
    )
    .postgres(
        "UPDATE users SET visits = users.visits + line.number FROM unnest(CAST($1 AS BIGINT[])) AS \
         line (number) WHERE users.id = line.number RETURNING users.visits",
    )
    .rows_elsewhere([11, 13])
    .await;
}

#[tokio::test]
async fn in_an_update_it_sees_the_tables_beside_the_one_that_is_written() {
    check(
        update(users::table)
            .from(posts::table)
            .from(unnest(word::table, words!(posts::title)))
            .set(users::name.set(word::text))
            .filter(users::id.eq(posts::author_id).and(posts::id.eq(3)))
            .filter(word::text.eq("again"))
            .returning(users::name),
    )
    .postgres(
        "UPDATE users SET name = word.text FROM posts, unnest(string_to_array(posts.title, ' ')) AS word \
         (text) WHERE users.id = posts.author_id AND posts.id = $1 AND word.text = $2 RETURNING users.name",
    )
    .rows_elsewhere(["again"])
    .await;
}

#[tokio::test]
async fn series_of_numbers() {
    check(
        from(generate_series(line::table, value(1), value(4)))
            .left_join(posts::table)
            .on(posts::author_id.eq(line::number))
            .group_by(line::number)
            .order_by(line::number)
            .select((line::number, count(posts::id))),
    )
    .postgres(
        "SELECT line.number, count(posts.id) FROM generate_series(CAST($1 AS BIGINT), CAST($2 AS \
         BIGINT)) AS line (number) LEFT JOIN posts ON posts.author_id = line.number GROUP BY \
         line.number ORDER BY line.number",
    )
    .rows_elsewhere([(1, 2), (2, 1), (3, 1), (4, 0)])
    .await;
    check(
        from(users::table)
            .inner_join(generate_series_by(line::table, users::visits, int::<0>(), int::<-4>()))
            .filter(users::id.lt(3))
            .order_by((users::id, line::number))
            .select((users::id, line::number)),
    )
    .postgres(
        "SELECT users.id, line.number FROM users JOIN generate_series(users.visits, CAST(0 AS BIGINT), \
         CAST(-4 AS BIGINT)) AS line (number) ON TRUE WHERE users.id < $1 ORDER BY users.id, \
         line.number",
    )
    .rows_elsewhere([(1, 2), (1, 6), (1, 10), (2, 0)])
    .await;
}
