//! JSON: what is at a path, as JSON and as a value, and its operators.

use relata::functions::{json_agg, json_object};
use relata::prelude::*;
use relata::render::json::Step;
use relata::types::Json;
use serde_json::{Value, json};

use crate::blog::{posts, users};
use crate::check::check;

table! {
    pub papers {
        #[primary_key] id: i64,
        data: Value,
        more: Option<Json<Vec<i64>>>,
    }
}

#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
struct Id {
    id: i64,
}

#[test]
fn a_path_is_one_bind() {
    let steps = [Step::Key("a".into()), Step::Index(0)];
    check(
        select((
            papers::data.path("a"),
            papers::data.path(("a", 0, String::from("b"))),
            papers::more.path(0),
            papers::data.path(&steps),
            papers::data.path(vec!["a"]).path("b"),
        ))
        .filter(papers::data.path("a").eq(json!(1)))
        .filter(papers::data.path("b").as_json::<Vec<i64>>().ne(Json(vec![1])))
        .filter(papers::data.path("c").is_null()),
    )
    .sqlite(
        "SELECT papers.data -> ?1, papers.data -> ?2, papers.more -> ?3, papers.data -> ?4, \
         papers.data -> ?5 -> ?6 FROM papers WHERE papers.data -> ?7 = ?8 AND papers.data -> ?9 <> \
         ?10 AND papers.data -> ?11 IS NULL",
    )
    .postgres(
        "SELECT papers.data #> $1, papers.data #> $2, papers.more #> $3, papers.data #> $4, \
         papers.data #> $5 #> $6 FROM papers WHERE papers.data #> $7 = $8 AND papers.data #> $9 \
         <> $10 AND papers.data #> $11 IS NULL",
    )
    .mysql(
        "SELECT JSON_EXTRACT(papers.data, ?), JSON_EXTRACT(papers.data, ?), \
         JSON_EXTRACT(papers.more, ?), JSON_EXTRACT(papers.data, ?), \
         JSON_EXTRACT(JSON_EXTRACT(papers.data, ?), ?) FROM papers WHERE JSON_EXTRACT(papers.data, \
         ?) = CAST(? AS JSON) AND JSON_EXTRACT(papers.data, ?) <> CAST(? AS JSON) AND \
         JSON_EXTRACT(papers.data, ?) IS NULL",
    )
    .mariadb(
        "SELECT JSON_EXTRACT(papers.data, ?), JSON_EXTRACT(papers.data, ?), \
         JSON_EXTRACT(papers.more, ?), JSON_EXTRACT(papers.data, ?), \
         JSON_EXTRACT(JSON_EXTRACT(papers.data, ?), ?) FROM papers WHERE JSON_EXTRACT(papers.data, \
         ?) = ? AND JSON_EXTRACT(papers.data, ?) <> ? AND JSON_EXTRACT(papers.data, ?) IS NULL",
    )
    .is_not_run();
}

#[test]
fn a_path_of_constants_is_in_the_text() {
    let first = papers::data.path((text!("it's \"a\" \\"), int::<0>())).as_bool();
    check(from(papers::table).group_by(first).select((first, count_rows())))
        .sqlite(
            "SELECT CASE json_type(papers.data -> '$.\"it''s \\\"a\\\" \\\\\"[0]') WHEN 'true' \
             THEN TRUE WHEN 'false' THEN FALSE END, count(*) FROM papers GROUP BY CASE \
             json_type(papers.data -> '$.\"it''s \\\"a\\\" \\\\\"[0]') WHEN 'true' THEN TRUE WHEN \
             'false' THEN FALSE END",
        )
        .postgres(
            "SELECT CASE papers.data #> '{\"it''s \\\"a\\\" \\\\\",\"0\"}' WHEN 'true' THEN TRUE \
             WHEN 'false' THEN FALSE END, count(*) FROM papers GROUP BY CASE papers.data #> \
             '{\"it''s \\\"a\\\" \\\\\",\"0\"}' WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END",
        )
        .mysql(
            "SELECT CASE CAST(JSON_EXTRACT(papers.data, '$.\"it''s \\\\\"a\\\\\" \\\\\\\\\"[0]') \
             AS CHAR) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END, count(*) FROM papers \
             GROUP BY CASE CAST(JSON_EXTRACT(papers.data, '$.\"it''s \\\\\"a\\\\\" \
             \\\\\\\\\"[0]') AS CHAR) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END",
        )
        .mariadb(
            "SELECT CASE CAST(JSON_EXTRACT(papers.data, '$.\"it''s \\\\\"a\\\\\" \\\\\\\\\"[0]') \
             AS CHAR) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END, count(*) FROM papers \
             GROUP BY CASE CAST(JSON_EXTRACT(papers.data, '$.\"it''s \\\\\"a\\\\\" \
             \\\\\\\\\"[0]') AS CHAR) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END",
        )
        .is_not_run();
}

#[test]
fn what_cannot_be_written_is_a_bind() {
    check(select(papers::data.path(text!("-"))))
        .sqlite("SELECT papers.data -> '$.\"-\"' FROM papers")
        .mariadb("SELECT JSON_EXTRACT(papers.data, ?) FROM papers")
        .is_not_run();
}

#[test]
fn values_of_json() {
    let at = |key| papers::data.path(key);
    check(select((
        at("a").as_text(),
        at("a").as_i64(),
        at("a").as_f64(),
        at("a").as_bool(),
        at("a").is_json_null(),
        at("a").json_array_length(),
        papers::more.as_json::<Value>(),
        papers::data.as_i64(),
    )))
    .sqlite(
        "SELECT CASE json_type(papers.data -> ?1) WHEN 'text' THEN papers.data -> ?2 ->> '$' END, \
         CASE WHEN json_type(papers.data -> ?3) IN ('integer', 'real') AND papers.data -> ?4 ->> \
         '$' BETWEEN -9223372036854775808 AND 9223372036854775807 THEN CAST(papers.data -> ?5 ->> \
         '$' AS INTEGER) END, CASE WHEN json_type(papers.data -> ?6) IN ('integer', 'real') THEN \
         CAST(papers.data -> ?7 ->> '$' AS REAL) END, CASE json_type(papers.data -> ?8) WHEN \
         'true' THEN TRUE WHEN 'false' THEN FALSE END, json_type(papers.data -> ?9) = 'null', \
         CASE json_type(papers.data -> ?10) WHEN 'array' THEN json_array_length(papers.data -> \
         ?11) END, papers.more, CASE WHEN json_type(papers.data) IN ('integer', 'real') AND \
         papers.data ->> '$' BETWEEN -9223372036854775808 AND 9223372036854775807 THEN \
         CAST(papers.data ->> '$' AS INTEGER) END FROM papers",
    )
    .postgres(
        "SELECT CASE jsonb_typeof(papers.data #> $1) WHEN 'string' THEN papers.data #> $2 #>> \
         '{}' END, CASE WHEN papers.data #> $3 BETWEEN '-9223372036854775808' AND \
         '9223372036854775807' THEN CAST(papers.data #> $4 AS BIGINT) END, CASE \
         WHEN papers.data #> $5 BETWEEN '-1.7976931348623157e308' AND '1.7976931348623157e308' \
         THEN CAST(papers.data #> $6 AS DOUBLE PRECISION) END, CASE papers.data #> $7 WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE \
         END, jsonb_typeof(papers.data #> $8) = 'null', CASE jsonb_typeof(papers.data #> $9) WHEN \
         'array' THEN jsonb_array_length(papers.data #> $10) END, papers.more, CASE WHEN \
         papers.data BETWEEN '-9223372036854775808' AND '9223372036854775807' THEN \
         CAST(papers.data AS BIGINT) END FROM papers",
    )
    .mysql(
        "SELECT CASE JSON_TYPE(JSON_EXTRACT(papers.data, ?)) WHEN 'STRING' THEN \
         JSON_UNQUOTE(JSON_EXTRACT(papers.data, ?)) END, CASE WHEN \
         JSON_TYPE(JSON_EXTRACT(papers.data, ?)) IN ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', \
         'DECIMAL') AND JSON_EXTRACT(papers.data, ?) >= -9223372036854775808 AND \
         JSON_EXTRACT(papers.data, ?) <= 9223372036854775807 THEN \
         CAST(CAST(JSON_EXTRACT(papers.data, ?) AS DECIMAL(65, 28)) AS SIGNED) END, CASE WHEN JSON_TYPE(JSON_EXTRACT(papers.data, ?)) IN ('INTEGER', \
         'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL') THEN CAST(JSON_EXTRACT(papers.data, ?) AS \
         DOUBLE) END, CASE CAST(JSON_EXTRACT(papers.data, ?) AS CHAR) WHEN 'true' THEN TRUE WHEN \
         'false' THEN FALSE END, JSON_TYPE(JSON_EXTRACT(papers.data, ?)) = 'NULL', CASE \
         JSON_TYPE(JSON_EXTRACT(papers.data, ?)) WHEN 'ARRAY' THEN \
         JSON_LENGTH(JSON_EXTRACT(papers.data, ?)) END, papers.more, CASE WHEN \
         JSON_TYPE(papers.data) IN ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL') AND \
         papers.data >= -9223372036854775808 AND papers.data <= 9223372036854775807 THEN \
         CAST(CAST(papers.data AS DECIMAL(65, 28)) AS SIGNED) END FROM papers",
    )
    .mariadb(
        "SELECT CASE JSON_TYPE(JSON_EXTRACT(papers.data, ?)) WHEN 'STRING' THEN \
         JSON_UNQUOTE(JSON_EXTRACT(papers.data, ?)) END, CASE WHEN \
         JSON_TYPE(JSON_EXTRACT(papers.data, ?)) IN ('INTEGER', 'DOUBLE') AND \
         abs(CAST(JSON_EXTRACT(papers.data, ?) AS DOUBLE)) < 1e19 AND \
         CAST(JSON_EXTRACT(papers.data, ?) AS DECIMAL(65, 28)) BETWEEN -9223372036854775808 AND \
         9223372036854775807 THEN CAST(CAST(JSON_EXTRACT(papers.data, ?) AS DECIMAL(65, 28)) AS \
         SIGNED) END, CASE WHEN JSON_TYPE(JSON_EXTRACT(papers.data, ?)) IN ('INTEGER', 'DOUBLE') \
         THEN CAST(JSON_EXTRACT(papers.data, ?) AS DOUBLE) END, CASE \
         CAST(JSON_EXTRACT(papers.data, ?) AS CHAR) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE \
         END, JSON_TYPE(JSON_EXTRACT(papers.data, ?)) = 'NULL', CASE \
         JSON_TYPE(JSON_EXTRACT(papers.data, ?)) WHEN 'ARRAY' THEN \
         JSON_LENGTH(JSON_EXTRACT(papers.data, ?)) END, papers.more, CASE WHEN \
         JSON_TYPE(papers.data) IN ('INTEGER', 'DOUBLE') AND abs(CAST(papers.data AS DOUBLE)) < \
         1e19 AND CAST(papers.data AS DECIMAL(65, 28)) BETWEEN -9223372036854775808 AND \
         9223372036854775807 THEN CAST(CAST(papers.data AS DECIMAL(65, \
         28)) AS SIGNED) END FROM papers",
    )
    .is_not_run();
}

#[test]
fn parts_that_are_changed() {
    let changed = papers::data.set_path(("a", 0), [2]).delete_path("b").delete_path(text!("c"));
    check(
        update(papers::table)
            .set((papers::data.set(changed), papers::more.set(papers::more.set_path(0, 1))))
            .filter(papers::data.has_key("a").and(papers::more.is_not_null())),
    )
    .sqlite(
        "UPDATE papers SET data = json_remove(json_remove(json_set(papers.data, ?1, json(?2)), \
         ?3), '$.\"c\"'), more = json_set(papers.more, ?4, json(?5)) WHERE CASE WHEN papers.data \
         IS NOT NULL THEN json_type(papers.data, ?6) IS NOT NULL END AND papers.more IS NOT NULL",
    )
    .postgres(
        "UPDATE papers SET data = jsonb_set(papers.data, $1, $2) #- $3 #- '{\"c\"}', more = \
         jsonb_set(papers.more, $4, $5) WHERE papers.data ?& $6 AND papers.more IS NOT NULL",
    )
    .mysql(
        "UPDATE papers SET data = JSON_REMOVE(JSON_REMOVE(JSON_SET(papers.data, ?, CAST(? AS \
         JSON)), ?), '$.\"c\"'), more = JSON_SET(papers.more, ?, CAST(? AS JSON)) WHERE \
         JSON_CONTAINS_PATH(papers.data, 'one', ?) AND papers.more IS NOT NULL",
    )
    .mariadb(
        "UPDATE papers SET data = \
         JSON_COMPACT(JSON_REMOVE(JSON_COMPACT(JSON_REMOVE(JSON_COMPACT(JSON_SET(papers.data, ?, \
         JSON_EXTRACT(?, '$'))), ?)), '$.\"c\"')), more = JSON_COMPACT(JSON_SET(papers.more, ?, \
         JSON_EXTRACT(?, '$'))) WHERE JSON_CONTAINS_PATH(papers.data, 'one', ?) AND papers.more \
         IS NOT NULL",
    )
    .is_not_run();
}

#[tokio::test]
async fn what_contains_what() {
    let data = || value(json!({"a": {"b": 1, "c": [1, 2]}, "d": null}));
    check(from(users::table).filter(users::id.eq(1)).select((
        data().contains_json(json!({"a": {"c": [2]}})),
        data().contains_json(json!({"a": {"b": 2}})),
        data().path("a").contained_by_json(json!({"b": 1, "c": [1, 2, 3], "x": 1})),
    )))
    .postgres(
        "SELECT CAST($1 AS JSONB) @> $2, CAST($3 AS JSONB) @> $4, CAST($5 AS JSONB) #> $6 <@ $7 \
         FROM users WHERE users.id = $8",
    )
    .mysql(
        "SELECT JSON_CONTAINS(CAST(CAST(? AS JSON) AS JSON), CAST(? AS JSON)), \
         JSON_CONTAINS(CAST(CAST(? AS JSON) AS JSON), CAST(? AS JSON)), JSON_CONTAINS(CAST(? AS \
         JSON), JSON_EXTRACT(CAST(CAST(? AS JSON) AS JSON), ?)) FROM users WHERE users.id = ?",
    )
    .mariadb(
        "SELECT JSON_CONTAINS(CAST(? AS CHAR), ?), JSON_CONTAINS(CAST(? AS CHAR), ?), \
         JSON_CONTAINS(?, JSON_EXTRACT(CAST(? AS CHAR), ?)) FROM users WHERE users.id = ?",
    )
    .rows_elsewhere([(true, false, Some(true))])
    .await;
}

#[tokio::test]
async fn operators_of_postgres() {
    let data = || value(json!({"a": 1, "b": {"c": [1, 2]}}));
    check(from(users::table).filter(users::id.eq(1)).select((
        data().has_any_key(["x", "b"]),
        data().has_all_keys(("a", "x")),
        data().path_exists("$.b.c[*] ? (@ == 2)"),
        data().path_match("$.a > 1"),
    )))
    .postgres(
        "SELECT CAST($1 AS JSONB) ?| $2, CAST($3 AS JSONB) ?& $4, CAST($5 AS JSONB) @? $6, \
         CAST($7 AS JSONB) @@ $8 FROM users WHERE users.id = $9",
    )
    .rows_elsewhere([(true, false, Some(true), Some(false))])
    .await;
}

#[cfg(feature = "rust_decimal")]
#[tokio::test]
async fn exact_numbers_of_json() {
    use rust_decimal::Decimal;

    let tenth = Decimal::new(1, 1);
    let data = || value(json!({"n": 0.1, "i": 12, "text": "1"}));
    let at = |key| data().path(key).as_decimal();
    check(
        from(users::table)
            .filter(users::id.eq(1))
            .filter(at("n").eq(tenth))
            .select((at("i").eq(Decimal::from(12)), at("text").is_null())),
    )
    .postgres(
        "SELECT CASE jsonb_typeof(CAST($1 AS JSONB) #> $2) WHEN 'number' THEN CAST(CAST($3 AS \
         JSONB) #> $4 AS NUMERIC) END = $5, CASE jsonb_typeof(CAST($6 AS JSONB) #> $7) WHEN \
         'number' THEN CAST(CAST($8 AS JSONB) #> $9 AS NUMERIC) END IS NULL FROM users WHERE \
         users.id = $10 AND CASE jsonb_typeof(CAST($11 AS JSONB) #> $12) WHEN 'number' THEN \
         CAST(CAST($13 AS JSONB) #> $14 AS NUMERIC) END = $15",
    )
    .mysql(
        "SELECT CASE WHEN JSON_TYPE(JSON_EXTRACT(CAST(CAST(? AS JSON) AS JSON), ?)) IN \
         ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL') THEN CAST(JSON_EXTRACT(CAST(CAST(? \
         AS JSON) AS JSON), ?) AS DECIMAL(65, 28)) END = CAST(? AS DECIMAL(65, 28)), CASE WHEN \
         JSON_TYPE(JSON_EXTRACT(CAST(CAST(? AS JSON) AS JSON), ?)) IN ('INTEGER', 'UNSIGNED \
         INTEGER', 'DOUBLE', 'DECIMAL') THEN CAST(JSON_EXTRACT(CAST(CAST(? AS JSON) AS JSON), ?) \
         AS DECIMAL(65, 28)) END IS NULL FROM users WHERE users.id = ? AND CASE WHEN \
         JSON_TYPE(JSON_EXTRACT(CAST(CAST(? AS JSON) AS JSON), ?)) IN ('INTEGER', 'UNSIGNED \
         INTEGER', 'DOUBLE', 'DECIMAL') THEN CAST(JSON_EXTRACT(CAST(CAST(? AS JSON) AS JSON), ?) \
         AS DECIMAL(65, 28)) END = CAST(? AS DECIMAL(65, 28))",
    )
    .mariadb(
        "SELECT CASE WHEN JSON_TYPE(JSON_EXTRACT(CAST(? AS CHAR), ?)) IN ('INTEGER', 'DOUBLE') \
         THEN CAST(JSON_EXTRACT(CAST(? AS CHAR), ?) AS DECIMAL(65, 28)) END = CAST(? AS \
         DECIMAL(65, 28)), CASE WHEN JSON_TYPE(JSON_EXTRACT(CAST(? AS CHAR), ?)) IN ('INTEGER', \
         'DOUBLE') THEN CAST(JSON_EXTRACT(CAST(? AS CHAR), ?) AS DECIMAL(65, 28)) END IS NULL \
         FROM users WHERE users.id = ? AND CASE WHEN JSON_TYPE(JSON_EXTRACT(CAST(? AS CHAR), ?)) \
         IN ('INTEGER', 'DOUBLE') THEN CAST(JSON_EXTRACT(CAST(? AS CHAR), ?) AS DECIMAL(65, 28)) \
         END = CAST(? AS DECIMAL(65, 28))",
    )
    .rows_elsewhere([(Some(true), true)])
    .await;
}

#[tokio::test]
async fn objects_of_several_values() {
    let object = json_object((
        ("it's", users::name),
        ("visits", users::visits),
        ("score", users::score),
        ("gone", users::visits.eq(0)),
        ("inner", json_object((("nick", users::nickname),))),
    ));
    check(from(users::table).filter(users::id.le(2)).order_by(users::id).select(object))
        .sqlite(
            "SELECT json_object('it''s', users.name, 'visits', users.visits, 'score', users.score, \
             'gone', json(CASE users.visits = ?1 WHEN TRUE THEN 'true' WHEN FALSE THEN 'false' \
             END), 'inner', json(json_object('nick', users.nickname))) FROM users WHERE users.id \
             <= ?2 ORDER BY users.id",
        )
        .postgres(
            "SELECT jsonb_build_object('it''s', users.name, 'visits', users.visits, 'score', \
             users.score, 'gone', users.visits = $1, 'inner', jsonb_build_object('nick', \
             users.nickname)) FROM users WHERE users.id <= $2 ORDER BY users.id",
        )
        .mysql(
            "SELECT JSON_OBJECT('it''s', users.name, 'visits', users.visits, 'score', users.score, \
             'gone', CAST(CASE users.visits = ? WHEN TRUE THEN 'true' WHEN FALSE THEN 'false' END \
             AS JSON), 'inner', JSON_OBJECT('nick', users.nickname)) FROM users WHERE users.id <= \
             ? ORDER BY users.id",
        )
        .mariadb(
            "SELECT JSON_OBJECT('it''s', users.name, 'visits', users.visits, 'score', users.score, \
             'gone', JSON_EXTRACT(CASE users.visits = ? WHEN TRUE THEN 'true' WHEN FALSE THEN \
             'false' END, '$'), 'inner', JSON_EXTRACT(JSON_OBJECT('nick', users.nickname), '$')) \
             FROM users WHERE users.id <= ? ORDER BY users.id",
        )
        .rows([
            json!({ "it's": "Ada", "visits": 10, "score": 1.5, "gone": false, "inner": { "nick": "ace" } }),
            json!({ "it's": "Bob", "visits": 0, "score": null, "gone": true, "inner": { "nick": null } }),
        ])
        .await;
}

#[tokio::test]
async fn arrays_of_a_group() {
    let q = from(users::table).left_join(users::posts).group_by(users::id).order_by(users::id);
    check(q.select((
        json_agg(posts::title).with_nulls().order_by(posts::id),
        json_agg(json_object((("id", posts::id),))).order_by(posts::id.desc()),
        json_agg(users::visits.gt(1)),
    )))
    .sqlite(
        "SELECT json_group_array(posts.title ORDER BY posts.id), \
         json_group_array(json(json_object('id', posts.id)) ORDER BY posts.id DESC), \
         json_group_array(json(CASE users.visits > ?1 WHEN TRUE THEN 'true' WHEN FALSE THEN \
         'false' END)) FROM users LEFT JOIN posts ON posts.author_id = users.id GROUP BY users.id \
         ORDER BY users.id",
    )
    .postgres(
        "SELECT coalesce(jsonb_agg(posts.title ORDER BY posts.id), '[]'), \
         coalesce(jsonb_agg(jsonb_build_object('id', posts.id) ORDER BY posts.id DESC), '[]'), \
         coalesce(jsonb_agg(users.visits > $1), '[]') FROM users LEFT JOIN posts ON \
         posts.author_id = users.id GROUP BY users.id ORDER BY users.id",
    )
    .mariadb(
        "SELECT coalesce(JSON_ARRAYAGG(posts.title ORDER BY posts.id), JSON_ARRAY()), \
         coalesce(JSON_ARRAYAGG(JSON_EXTRACT(JSON_OBJECT('id', posts.id), '$') ORDER BY posts.id \
         DESC), JSON_ARRAY()), coalesce(JSON_ARRAYAGG(JSON_EXTRACT(CASE users.visits > ? WHEN TRUE \
         THEN 'true' WHEN FALSE THEN 'false' END, '$')), JSON_ARRAY()) FROM users LEFT JOIN posts \
         ON posts.author_id = users.id GROUP BY users.id ORDER BY users.id",
    )
    .rows([
        (
            Json(vec![Some("Rust".to_owned()), Some("SQL".to_owned())]),
            Json(vec![json!({ "id": 2 }), json!({ "id": 1 })]),
            Json(vec![true, true]),
        ),
        (
            Json(vec![Some("Rust again".to_owned())]),
            Json(vec![json!({ "id": 3 })]),
            Json(vec![false]),
        ),
        (
            Json(vec![Some("100% sure".to_owned())]),
            Json(vec![json!({ "id": 4 })]),
            Json(vec![true]),
        ),
        (Json(vec![None]), Json(vec![json!({ "id": null })]), Json(vec![true])),
    ])
    .await;
}

#[tokio::test]
async fn arrays_of_what_is_stored() {
    let id = json_object((("id", users::id),)).as_json::<Id>();
    check(
        from(users::table)
            .filter(users::id.eq(1))
            .select((json_agg(users::status), json_agg(id).as_json::<Vec<Id>>())),
    )
    .sqlite(
        "SELECT json_group_array(users.status), json_group_array(json(json_object('id', users.id))) \
         FROM users WHERE users.id = ?1",
    )
    .postgres(
        "SELECT coalesce(jsonb_agg(users.status), '[]'), \
         coalesce(jsonb_agg(jsonb_build_object('id', users.id)), '[]') FROM users WHERE users.id = $1",
    )
    .mysql(
        "SELECT coalesce(JSON_ARRAYAGG(users.status), JSON_ARRAY()), \
         coalesce(JSON_ARRAYAGG(JSON_OBJECT('id', users.id)), JSON_ARRAY()) FROM users WHERE users.id = ?",
    )
    .mariadb(
        "SELECT coalesce(JSON_ARRAYAGG(users.status), JSON_ARRAY()), \
         coalesce(JSON_ARRAYAGG(JSON_EXTRACT(JSON_OBJECT('id', users.id), '$')), JSON_ARRAY()) FROM users \
         WHERE users.id = ?",
    )
    .rows([(Json(vec!["active".to_owned()]), Json(vec![Id { id: 1 }]))])
    .await;
}

#[tokio::test]
async fn arrays_of_all_rows_and_of_none() {
    let rows = |id: i64| from(users::table).filter(users::id.eq(id));
    check(select_values((
        scalar(rows(1).select(json_agg(users::visits))),
        scalar(rows(9).select(json_agg(users::visits))),
    )))
    .sqlite(
        "SELECT (SELECT json_group_array(users.visits) FROM users WHERE users.id = ?1), (SELECT \
         json_group_array(users.visits) FROM users WHERE users.id = ?2)",
    )
    .postgres(
        "SELECT (SELECT coalesce(jsonb_agg(users.visits), '[]') FROM users WHERE users.id = $1), \
         (SELECT coalesce(jsonb_agg(users.visits), '[]') FROM users WHERE users.id = $2)",
    )
    .mysql(
        "SELECT (SELECT coalesce(JSON_ARRAYAGG(users.visits), JSON_ARRAY()) FROM users WHERE \
         users.id = ?), (SELECT coalesce(JSON_ARRAYAGG(users.visits), JSON_ARRAY()) FROM users \
         WHERE users.id = ?)",
    )
    .mariadb(
        "SELECT (SELECT coalesce(JSON_ARRAYAGG(users.visits), JSON_ARRAY()) FROM users WHERE \
         users.id = ?), (SELECT coalesce(JSON_ARRAYAGG(users.visits), JSON_ARRAY()) FROM users \
         WHERE users.id = ?)",
    )
    .rows([(Json(vec![10_i64]), Json(vec![]))])
    .await;
}
