//! What has one value for each group: keys, what depends on them, expressions of them.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn expression_of_a_key() {
    check(from(users::table).group_by(users::visits).order_by(users::visits).select((
        users::visits + 1,
        -users::visits,
        count_rows(),
    )))
    .sqlite(
        "SELECT users.visits + ?1, -users.visits, count(*) FROM users GROUP BY users.visits ORDER \
         BY users.visits",
    )
    .postgres(
        "SELECT users.visits + $1, -users.visits, count(*) FROM users GROUP BY users.visits ORDER \
         BY users.visits",
    )
    .mysql(
        "SELECT users.visits + ?, -users.visits, count(*) FROM users GROUP BY users.visits ORDER \
         BY users.visits",
    )
    .mariadb(
        "SELECT users.visits + ?, -users.visits, count(*) FROM users GROUP BY users.visits ORDER \
         BY users.visits",
    )
    .rows([(1, 0, 1), (4, -3, 1), (11, -10, 2)])
    .await;
}

#[tokio::test]
async fn expression_as_a_key() {
    let parity = users::visits % int::<2>();
    check(
        from(users::table)
            .group_by(parity)
            .order_by(parity)
            .having(parity.coalesce(int::<0>()).ge(0))
            .select((parity, count_rows(), (parity + int::<1>()).coalesce(int::<0>()))),
    )
    .sqlite(
        "SELECT users.visits % 2, count(*), coalesce(users.visits % 2 + 1, 0) FROM users GROUP BY \
         users.visits % 2 HAVING coalesce(users.visits % 2, 0) >= ?1 ORDER BY users.visits % 2",
    )
    .postgres(
        "SELECT users.visits % CAST(2 AS BIGINT), count(*), coalesce(users.visits % CAST(2 AS \
         BIGINT) + CAST(1 AS BIGINT), CAST(0 AS BIGINT)) FROM users GROUP BY users.visits % CAST(2 \
         AS BIGINT) HAVING coalesce(users.visits % CAST(2 AS BIGINT), CAST(0 AS BIGINT)) >= $1 \
         ORDER BY users.visits % CAST(2 AS BIGINT)",
    )
    .rows([(Some(0), 3, 1), (Some(1), 1, 2)])
    .await;
}

#[tokio::test]
async fn expression_as_a_key_of_all_dialects_in_having() {
    let parity = users::visits % int::<2>();
    check(from(users::table).group_by(parity).having(min(parity).lt(1)).select((
        parity,
        count_rows(),
        (parity + int::<1>()).coalesce(int::<0>()),
    )))
    .sqlite(
        "SELECT users.visits % 2, count(*), coalesce(users.visits % 2 + 1, 0) FROM \
         users GROUP BY users.visits % 2 HAVING min(users.visits % 2) < ?1",
    )
    .postgres(
        "SELECT users.visits % CAST(2 AS BIGINT), count(*), coalesce(users.visits % CAST(2 AS \
         BIGINT) + CAST(1 AS BIGINT), CAST(0 AS BIGINT)) FROM users GROUP BY users.visits % CAST(2 \
         AS BIGINT) HAVING min(users.visits % CAST(2 AS BIGINT)) < $1",
    )
    .mysql(
        "SELECT users.visits % 2, count(*), coalesce(users.visits % 2 + 1, 0) FROM \
         users GROUP BY users.visits % 2 HAVING min(users.visits % 2) < ?",
    )
    .mariadb(
        "SELECT users.visits % 2, count(*), coalesce(users.visits % 2 + 1, 0) FROM \
         users GROUP BY users.visits % 2 HAVING min(users.visits % 2) < ?",
    )
    .rows([(Some(0), 3, 1)])
    .await;
}

#[tokio::test]
async fn function_as_a_key() {
    let initial = lower(users::status.cast::<String>());
    check(
        from(users::table)
            .group_by((initial, users::visits))
            .order_by((initial, users::visits))
            .select((initial, users::visits, count_rows())),
    )
    .sqlite(
        "SELECT lower(CAST(users.status AS TEXT)), users.visits, count(*) FROM users GROUP BY \
         lower(CAST(users.status AS TEXT)), users.visits ORDER BY lower(CAST(users.status AS \
         TEXT)), users.visits",
    )
    .postgres(
        "SELECT lower(CAST(users.status AS TEXT)), users.visits, count(*) FROM users GROUP BY \
         lower(CAST(users.status AS TEXT)), users.visits ORDER BY lower(CAST(users.status AS \
         TEXT)), users.visits",
    )
    .mysql(
        "SELECT lower(CAST(users.status AS CHAR)), users.visits, count(*) FROM users GROUP BY \
         lower(CAST(users.status AS CHAR)), users.visits ORDER BY lower(CAST(users.status AS \
         CHAR)), users.visits",
    )
    .mariadb(
        "SELECT lower(CAST(users.status AS CHAR)), users.visits, count(*) FROM users GROUP BY \
         lower(CAST(users.status AS CHAR)), users.visits ORDER BY lower(CAST(users.status AS \
         CHAR)), users.visits",
    )
    .rows([("active", 3, 1), ("active", 10, 2), ("gone", 0, 1)])
    .await;
}

#[tokio::test]
async fn expressions_with_text_constants() {
    // Written twice: equal texts are equal types.
    let size = case_when(users::visits.ge(int::<10>()), text!("many")).otherwise(text!("few"));
    let same = case_when(users::visits.ge(int::<10>()), text!("many")).otherwise(text!("few"));
    check(
        from(users::table)
            .group_by((size, users::status.cast::<String>().concat(text!("'\\"))))
            .having(same.ne("none"))
            .order_by((same, users::status.cast::<String>().concat(text!("'\\"))))
            .select((same, users::status.cast::<String>().concat(text!("'\\")), count_rows())),
    )
    .sqlite(r"SELECT CASE WHEN users.visits >= 10 THEN 'many' ELSE 'few' END, CAST(users.status AS TEXT) || '''\', count(*) FROM users GROUP BY CASE WHEN users.visits >= 10 THEN 'many' ELSE 'few' END, CAST(users.status AS TEXT) || '''\' HAVING CASE WHEN users.visits >= 10 THEN 'many' ELSE 'few' END <> ?1 ORDER BY CASE WHEN users.visits >= 10 THEN 'many' ELSE 'few' END, CAST(users.status AS TEXT) || '''\'")
    .postgres(r"SELECT CASE WHEN users.visits >= CAST(10 AS BIGINT) THEN CAST('many' AS TEXT) ELSE CAST('few' AS TEXT) END, CAST(users.status AS TEXT) || CAST('''\' AS TEXT), count(*) FROM users GROUP BY CASE WHEN users.visits >= CAST(10 AS BIGINT) THEN CAST('many' AS TEXT) ELSE CAST('few' AS TEXT) END, CAST(users.status AS TEXT) || CAST('''\' AS TEXT) HAVING CASE WHEN users.visits >= CAST(10 AS BIGINT) THEN CAST('many' AS TEXT) ELSE CAST('few' AS TEXT) END <> $1 ORDER BY CASE WHEN users.visits >= CAST(10 AS BIGINT) THEN CAST('many' AS TEXT) ELSE CAST('few' AS TEXT) END, CAST(users.status AS TEXT) || CAST('''\' AS TEXT)")
    .rows([("few", "active'\\", 1), ("few", "gone'\\", 1), ("many", "active'\\", 2)])
    .await;
    check(
        from(users::table)
            .group_by((users::visits, users::nickname.coalesce(text!("none"))))
            .order_by((users::visits, users::nickname.coalesce(text!("none"))))
            .select((users::nickname.coalesce(text!("none")), count_rows())),
    )
    .sqlite(
        "SELECT coalesce(users.nickname, 'none'), count(*) FROM users GROUP BY users.visits, \
         coalesce(users.nickname, 'none') ORDER BY users.visits, coalesce(users.nickname, 'none')",
    )
    .postgres(
        "SELECT coalesce(users.nickname, CAST('none' AS TEXT)), count(*) FROM users GROUP BY \
         users.visits, coalesce(users.nickname, CAST('none' AS TEXT)) ORDER BY users.visits, \
         coalesce(users.nickname, CAST('none' AS TEXT))",
    )
    .mysql(
        "SELECT coalesce(users.nickname, 'none'), count(*) FROM users GROUP BY users.visits, \
         coalesce(users.nickname, 'none') ORDER BY users.visits, coalesce(users.nickname, 'none')",
    )
    .mariadb(
        "SELECT coalesce(users.nickname, 'none'), count(*) FROM users GROUP BY users.visits, \
         coalesce(users.nickname, 'none') ORDER BY users.visits, coalesce(users.nickname, 'none')",
    )
    .rows([("none", 1), ("none", 1), ("ace", 1), ("c_%", 1)])
    .await;
}

#[tokio::test]
async fn columns_depend_on_a_primary_key() {
    check(
        from(users::table)
            .inner_join(users::posts)
            .group_by(users::id)
            .order_by(users::name)
            .select((users::name, users::nickname.coalesce(users::email), count_rows())),
    )
    .sqlite(
        "SELECT users.name, coalesce(users.nickname, users.email), count(*) FROM users JOIN posts \
         ON posts.author_id = users.id GROUP BY users.id ORDER BY users.name",
    )
    .postgres(
        "SELECT users.name, coalesce(users.nickname, users.email), count(*) FROM users JOIN posts \
         ON posts.author_id = users.id GROUP BY users.id ORDER BY users.name",
    )
    .mysql(
        "SELECT users.name, coalesce(users.nickname, users.email), count(*) FROM users JOIN posts \
         ON posts.author_id = users.id GROUP BY users.id ORDER BY users.name",
    )
    .mariadb(
        "SELECT users.name, coalesce(users.nickname, users.email), count(*) FROM users JOIN posts \
         ON posts.author_id = users.id GROUP BY users.id ORDER BY users.name",
    )
    .rows([("Ada", "ace", 2), ("Bob", "bob@example.org", 1), ("Cy", "c_%", 1)])
    .await;
}

#[tokio::test]
async fn columns_depend_on_a_primary_key_of_two_columns() {
    check(
        from(post_tags::table)
            .group_by((post_tags::post_id, post_tags::tag_id))
            .order_by((post_tags::post_id, post_tags::tag_id))
            .select((post_tags::post_id, post_tags::note, count_rows())),
    )
    .sqlite(
        "SELECT post_tags.post_id, post_tags.note, count(*) FROM post_tags GROUP BY \
         post_tags.post_id, post_tags.tag_id ORDER BY post_tags.post_id, post_tags.tag_id",
    )
    .postgres(
        "SELECT post_tags.post_id, post_tags.note, count(*) FROM post_tags GROUP BY \
         post_tags.post_id, post_tags.tag_id ORDER BY post_tags.post_id, post_tags.tag_id",
    )
    .mysql(
        "SELECT post_tags.post_id, post_tags.note, count(*) FROM post_tags GROUP BY \
         post_tags.post_id, post_tags.tag_id ORDER BY post_tags.post_id, post_tags.tag_id",
    )
    .mariadb(
        "SELECT post_tags.post_id, post_tags.note, count(*) FROM post_tags GROUP BY \
         post_tags.post_id, post_tags.tag_id ORDER BY post_tags.post_id, post_tags.tag_id",
    )
    .rows([(1, None, 1), (1, Some("main"), 1), (3, None, 1)])
    .await;
}

#[tokio::test]
async fn case_of_keys() {
    check(
        from(users::table)
            .group_by((users::visits, users::status))
            .order_by(users::visits)
            .select(case_when(users::visits.gt(int::<5>()), users::status).otherwise(Status::Gone)),
    )
    .sqlite(
        "SELECT CASE WHEN users.visits > 5 THEN users.status ELSE ?1 END FROM users GROUP BY \
         users.visits, users.status ORDER BY users.visits",
    )
    .postgres(
        "SELECT CASE WHEN users.visits > CAST(5 AS BIGINT) THEN users.status ELSE $1 END FROM \
         users GROUP BY users.visits, users.status ORDER BY users.visits",
    )
    .mysql(
        "SELECT CASE WHEN users.visits > 5 THEN users.status ELSE ? END FROM users GROUP BY \
         users.visits, users.status ORDER BY users.visits",
    )
    .mariadb(
        "SELECT CASE WHEN users.visits > 5 THEN users.status ELSE ? END FROM users GROUP BY \
         users.visits, users.status ORDER BY users.visits",
    )
    .rows([Status::Gone, Status::Gone, Status::Active])
    .await;
}
