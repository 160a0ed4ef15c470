//! `WITH RECURSIVE`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

shape! { pub authors { id: i64 } }

#[tokio::test]
async fn recursive_query() {
    let seed = from(staff::table).filter(staff::boss_id.is_null()).select((
        staff::id,
        staff::boss_id,
        int::<1>(),
    ));
    let step = from(chain::table)
        .inner_join(staff::table)
        .on(staff::boss_id.eq(chain::id))
        .select((staff::id, staff::boss_id, chain::depth + int::<1>()));
    check(with(recursive(chain::table, seed, step)).query(
        from(chain::table).order_by(chain::id).select((chain::id, chain::boss, chain::depth)),
    ))
    .sqlite(
        "WITH RECURSIVE chain (id, boss, depth) AS (SELECT staff.id, staff.boss_id, 1 FROM staff \
         WHERE staff.boss_id IS NULL UNION ALL SELECT staff.id, staff.boss_id, chain.depth + 1 \
         FROM chain JOIN staff ON staff.boss_id = chain.id) SELECT chain.id, chain.boss, \
         chain.depth FROM chain ORDER BY chain.id",
    )
    .postgres(
        "WITH RECURSIVE chain (id, boss, depth) AS (SELECT CAST(staff.id AS BIGINT), \
         CAST(staff.boss_id AS BIGINT), CAST(CAST(1 AS BIGINT) AS BIGINT) FROM staff WHERE \
         staff.boss_id IS NULL UNION ALL SELECT CAST(staff.id AS BIGINT), CAST(staff.boss_id AS \
         BIGINT), CAST(chain.depth + CAST(1 AS BIGINT) AS BIGINT) FROM chain JOIN staff ON \
         staff.boss_id = chain.id) SELECT chain.id, chain.boss, chain.depth FROM chain ORDER BY \
         chain.id",
    )
    .mysql(
        "WITH RECURSIVE chain (id, boss, depth) AS (SELECT CAST(CAST(staff.id AS DECIMAL(19)) AS \
         SIGNED), CAST(CAST(staff.boss_id AS DECIMAL(19)) AS SIGNED), CAST(CAST(1 AS DECIMAL(19)) \
         AS SIGNED) FROM staff WHERE staff.boss_id IS NULL UNION ALL SELECT staff.id, \
         staff.boss_id, chain.depth + 1 FROM chain JOIN staff ON staff.boss_id = chain.id) SELECT \
         chain.id, chain.boss, chain.depth FROM chain ORDER BY chain.id",
    )
    .mariadb(
        "WITH RECURSIVE chain (id, boss, depth) AS (SELECT CAST(CAST(staff.id AS DECIMAL(19)) AS \
         SIGNED), CAST(CAST(staff.boss_id AS DECIMAL(19)) AS SIGNED), CAST(CAST(1 AS DECIMAL(19)) \
         AS SIGNED) FROM staff WHERE staff.boss_id IS NULL UNION ALL SELECT staff.id, \
         staff.boss_id, chain.depth + 1 FROM chain JOIN staff ON staff.boss_id = chain.id) SELECT \
         chain.id, chain.boss, chain.depth FROM chain ORDER BY chain.id",
    )
    .rows([(1, None, 1), (2, Some(1), 2), (3, Some(2), 3), (4, Some(1), 2)])
    .await;
}

shape! { pub trails { id: i64, trail: Vec<u8> } }

#[tokio::test]
async fn recursive_bytes_that_grow() {
    let seed = from(staff::table).filter(staff::id.eq(1)).select((staff::id, value(vec![0_u8])));
    let step = from(trails::table)
        .filter(trails::id.lt(3))
        .select((trails::id + 1, value(vec![1_u8, 2, 3])));
    check(
        with(recursive(trails::table, seed, step))
            .query(from(trails::table).order_by(trails::id).select(trails::trail)),
    )
    .sqlite(
        "WITH RECURSIVE trails (id, trail) AS (SELECT staff.id, CAST(?1 AS BLOB) FROM staff WHERE \
         staff.id = ?2 UNION ALL SELECT trails.id + ?3, CAST(?4 AS BLOB) FROM trails WHERE \
         trails.id < ?5) SELECT trails.trail FROM trails ORDER BY trails.id",
    )
    .postgres(
        "WITH RECURSIVE trails (id, trail) AS (SELECT CAST(staff.id AS BIGINT), CAST(CAST($1 AS \
         BYTEA) AS BYTEA) FROM staff WHERE staff.id = $2 UNION ALL SELECT CAST(trails.id + $3 AS \
         BIGINT), CAST(CAST($4 AS BYTEA) AS BYTEA) FROM trails WHERE trails.id < $5) SELECT \
         trails.trail FROM trails ORDER BY trails.id",
    )
    .mysql(
        "WITH RECURSIVE trails (id, trail) AS (SELECT CAST(CAST(staff.id AS DECIMAL(19)) AS \
         SIGNED), CASE WHEN TRUE THEN CAST(? AS BINARY) ELSE CAST('' AS BINARY(16777215)) END \
         FROM staff WHERE staff.id = ? UNION ALL SELECT trails.id + ?, CAST(? AS BINARY) FROM \
         trails WHERE trails.id < ?) SELECT trails.trail FROM trails ORDER BY trails.id",
    )
    .mariadb(
        "WITH RECURSIVE trails (id, trail) AS (SELECT CAST(CAST(staff.id AS DECIMAL(19)) AS \
         SIGNED), CASE WHEN TRUE THEN CAST(? AS BINARY) ELSE CAST('' AS BINARY(16777215)) END \
         FROM staff WHERE staff.id = ? UNION ALL SELECT trails.id + ?, CAST(? AS BINARY) FROM \
         trails WHERE trails.id < ?) SELECT trails.trail FROM trails ORDER BY trails.id",
    )
    .rows([vec![0], vec![1, 2, 3], vec![1, 2, 3]])
    .await;
}

shape! { pub paths { id: i64, path: String } }

#[tokio::test]
async fn recursive_text_that_grows() {
    let seed = from(staff::table).filter(staff::boss_id.is_null()).select((staff::id, staff::name));
    let step = from(paths::table)
        .inner_join(staff::table)
        .on(staff::boss_id.eq(paths::id))
        .select((staff::id, paths::path.concat("/").concat(staff::name)));
    check(
        with(recursive(paths::table, seed, step))
            .query(from(paths::table).order_by(paths::id).select(paths::path)),
    )
    .sqlite(
        "WITH RECURSIVE paths (id, path) AS (SELECT staff.id, staff.name FROM staff WHERE \
         staff.boss_id IS NULL UNION ALL SELECT staff.id, paths.path || ?1 || staff.name FROM paths \
         JOIN staff ON staff.boss_id = paths.id) SELECT paths.path FROM paths ORDER BY paths.id",
    )
    .postgres(
        "WITH RECURSIVE paths (id, path) AS (SELECT CAST(staff.id AS BIGINT), CAST(staff.name AS \
         TEXT) FROM staff WHERE staff.boss_id IS NULL UNION ALL SELECT CAST(staff.id AS BIGINT), \
         CAST(paths.path || $1 || staff.name AS TEXT) FROM paths JOIN staff ON staff.boss_id = \
         paths.id) SELECT paths.path FROM paths ORDER BY paths.id",
    )
    .mysql(
        "WITH RECURSIVE paths (id, path) AS (SELECT CAST(CAST(staff.id AS DECIMAL(19)) AS SIGNED), \
         CAST(staff.name AS CHAR(16777215)) FROM staff WHERE staff.boss_id IS NULL UNION ALL SELECT \
         staff.id, concat(concat(paths.path, ?), staff.name) FROM paths JOIN staff ON staff.boss_id \
         = paths.id) SELECT paths.path FROM paths ORDER BY paths.id",
    )
    .mariadb(
        "WITH RECURSIVE paths (id, path) AS (SELECT CAST(CAST(staff.id AS DECIMAL(19)) AS SIGNED), \
         CAST(staff.name AS CHAR(16777215)) FROM staff WHERE staff.boss_id IS NULL UNION ALL SELECT \
         staff.id, concat(concat(paths.path, ?), staff.name) FROM paths JOIN staff ON staff.boss_id \
         = paths.id) SELECT paths.path FROM paths ORDER BY paths.id",
    )
    .rows(["Root", "Root/Mid", "Root/Mid/Low", "Root/Lone"])
    .await;
}

#[tokio::test]
async fn recursive_seed_of_two_queries() {
    let first = from(users::table).filter(users::id.eq(1)).select(int::<1>());
    let seed = first.union_all(from(users::table).filter(users::id.eq(1)).select(int::<4>()));
    let step = from(authors::table).filter(authors::id.lt(5)).select(authors::id + int::<2>());
    check(
        with(recursive(authors::table, seed, step))
            .query(from(authors::table).order_by(authors::id).select(authors::id)),
    )
    .sqlite(
        "WITH RECURSIVE authors (id) AS (SELECT * FROM (SELECT 1 FROM users WHERE users.id = ?1 \
         UNION ALL SELECT 4 FROM users WHERE users.id = ?2) UNION ALL SELECT authors.id + 2 FROM \
         authors WHERE authors.id < ?3) SELECT authors.id FROM authors ORDER BY authors.id",
    )
    .postgres(
        "WITH RECURSIVE authors (id) AS ((SELECT CAST(CAST(1 AS BIGINT) AS BIGINT) FROM users \
         WHERE users.id = $1 UNION ALL SELECT CAST(4 AS BIGINT) FROM users WHERE users.id = $2) \
         UNION ALL SELECT CAST(authors.id + CAST(2 AS BIGINT) AS BIGINT) FROM authors WHERE \
         authors.id < $3) SELECT authors.id FROM authors ORDER BY authors.id",
    )
    .mysql(
        "WITH RECURSIVE authors (id) AS ((SELECT CAST(CAST(1 AS DECIMAL(19)) AS SIGNED) FROM \
         users WHERE users.id = ? UNION ALL SELECT 4 FROM users WHERE users.id = ?) UNION ALL \
         SELECT authors.id + 2 FROM authors WHERE authors.id < ?) SELECT authors.id FROM authors \
         ORDER BY authors.id",
    )
    .mariadb(
        "WITH RECURSIVE authors (id) AS ((SELECT CAST(CAST(1 AS DECIMAL(19)) AS SIGNED) FROM \
         users WHERE users.id = ? UNION ALL SELECT 4 FROM users WHERE users.id = ?) UNION ALL \
         SELECT authors.id + 2 FROM authors WHERE authors.id < ?) SELECT authors.id FROM authors \
         ORDER BY authors.id",
    )
    .rows([1, 3, 4, 5, 6])
    .await;
}

#[tokio::test]
async fn recursive_seed_without_duplicates() {
    let first = from(users::table).filter(users::id.eq(1)).select(int::<1>());
    let seed = first.union(from(users::table).filter(users::id.eq(1)).select(int::<4>()));
    let step = from(authors::table).filter(authors::id.lt(5)).select(authors::id + int::<2>());
    check(
        with(recursive(authors::table, seed, step))
            .query(from(authors::table).order_by(authors::id).select(authors::id)),
    )
    .sqlite(
        "WITH RECURSIVE authors (id) AS (SELECT * FROM (SELECT 1 FROM users WHERE users.id = ?1 \
         UNION SELECT 4 FROM users WHERE users.id = ?2) UNION ALL SELECT authors.id + 2 FROM \
         authors WHERE authors.id < ?3) SELECT authors.id FROM authors ORDER BY authors.id",
    )
    .postgres(
        "WITH RECURSIVE authors (id) AS ((SELECT CAST(CAST(1 AS BIGINT) AS BIGINT) FROM users \
         WHERE users.id = $1 UNION SELECT CAST(4 AS BIGINT) FROM users WHERE users.id = $2) \
         UNION ALL SELECT CAST(authors.id + CAST(2 AS BIGINT) AS BIGINT) FROM authors WHERE \
         authors.id < $3) SELECT authors.id FROM authors ORDER BY authors.id",
    )
    .mysql(
        "WITH RECURSIVE authors (id) AS ((SELECT CAST(CAST(1 AS DECIMAL(19)) AS SIGNED) FROM \
         users WHERE users.id = ? UNION SELECT 4 FROM users WHERE users.id = ?) UNION ALL SELECT \
         authors.id + 2 FROM authors WHERE authors.id < ?) SELECT authors.id FROM authors ORDER \
         BY authors.id",
    )
    .mariadb(
        "WITH RECURSIVE authors (id) AS ((SELECT CAST(CAST(1 AS DECIMAL(19)) AS SIGNED) FROM \
         users WHERE users.id = ? UNION SELECT 4 FROM users WHERE users.id = ?) UNION ALL SELECT \
         authors.id + 2 FROM authors WHERE authors.id < ?) SELECT authors.id FROM authors ORDER \
         BY authors.id",
    )
    .rows([1, 3, 4, 5, 6])
    .await;
}

shape! { pub counts { n: i32 } }

#[tokio::test]
async fn recursive_step_that_is_wider() {
    let seed = from(users::table).filter(users::id.eq(1)).select(value(1_i32));
    let step = from(counts::table).filter(counts::n.lt(3)).select(counts::n + int::<1>());
    check(
        with(recursive(counts::table, seed, step))
            .query(from(counts::table).order_by(counts::n).select(counts::n)),
    )
    .sqlite(
        "WITH RECURSIVE counts (n) AS (SELECT CAST(?1 AS INTEGER) FROM users WHERE users.id = ?2 \
         UNION ALL SELECT counts.n + 1 FROM counts WHERE counts.n < ?3) SELECT counts.n FROM \
         counts ORDER BY counts.n",
    )
    .postgres(
        "WITH RECURSIVE counts (n) AS (SELECT CAST(CAST($1 AS INTEGER) AS INTEGER) FROM users \
         WHERE users.id = $2 UNION ALL SELECT CAST(counts.n + CAST(1 AS BIGINT) AS INTEGER) FROM \
         counts WHERE counts.n < $3) SELECT counts.n FROM counts ORDER BY counts.n",
    )
    .mysql(
        "WITH RECURSIVE counts (n) AS (SELECT CAST(CAST(CAST(? AS SIGNED) AS DECIMAL(19)) AS \
         SIGNED) FROM users WHERE users.id = ? UNION ALL SELECT counts.n + 1 FROM counts WHERE \
         counts.n < ?) SELECT counts.n FROM counts ORDER BY counts.n",
    )
    .mariadb(
        "WITH RECURSIVE counts (n) AS (SELECT CAST(CAST(CAST(? AS SIGNED) AS DECIMAL(19)) AS \
         SIGNED) FROM users WHERE users.id = ? UNION ALL SELECT counts.n + 1 FROM counts WHERE \
         counts.n < ?) SELECT counts.n FROM counts ORDER BY counts.n",
    )
    .rows([1, 2, 3])
    .await;
}

#[tokio::test]
async fn recursive_step_of_distinct_rows() {
    let seed = from(users::table).filter(users::id.eq(1)).select(value(1_i32));
    let step = from(counts::table)
        .cross_join(tags::table)
        .filter(counts::n.lt(3))
        .select(counts::n + 1)
        .distinct();
    check(
        with(recursive(counts::table, seed, step))
            .query(from(counts::table).order_by(counts::n).select(counts::n)),
    )
    .sqlite(
        "WITH RECURSIVE counts (n) AS (SELECT CAST(?1 AS INTEGER) FROM users WHERE users.id = ?2 \
         UNION ALL SELECT DISTINCT counts.n + ?3 FROM counts CROSS JOIN tags WHERE counts.n < \
         ?4) SELECT counts.n FROM counts ORDER BY counts.n",
    )
    .postgres(
        "WITH RECURSIVE counts (n) AS (SELECT CAST(CAST($1 AS INTEGER) AS INTEGER) FROM users \
         WHERE users.id = $2 UNION ALL SELECT DISTINCT CAST(counts.n + $3 AS INTEGER) FROM \
         counts CROSS JOIN tags WHERE counts.n < $4) SELECT counts.n FROM counts ORDER BY \
         counts.n",
    )
    .rows([1, 2, 3])
    .await;
}

shape! { pub reached { id: i64, boss: i64 } }

#[tokio::test]
async fn recursive_query_through_a_cycle() {
    // Whoever has a post is led by the writer of another one, round and round.
    let seed = from(posts::table).filter(posts::id.eq(1)).select((posts::id, posts::author_id));
    let step = from(reached::table)
        .inner_join(posts::table)
        .on(posts::author_id.ge(reached::boss).or(posts::id.eq(1)))
        .select((posts::id, posts::author_id));
    check(
        with(recursive_union(reached::table, seed, step))
            .query(from(reached::table).order_by(reached::id).select((reached::id, reached::boss))),
    )
    .sqlite(
        "WITH RECURSIVE reached (id, boss) AS (SELECT posts.id, posts.author_id FROM posts WHERE \
         posts.id = ?1 UNION SELECT posts.id, posts.author_id FROM reached JOIN posts ON \
         posts.author_id >= reached.boss OR posts.id = ?2) SELECT reached.id, reached.boss FROM \
         reached ORDER BY reached.id",
    )
    .postgres(
        "WITH RECURSIVE reached (id, boss) AS (SELECT CAST(posts.id AS BIGINT), \
         CAST(posts.author_id AS BIGINT) FROM posts WHERE posts.id = $1 UNION SELECT CAST(posts.id \
         AS BIGINT), CAST(posts.author_id AS BIGINT) FROM reached JOIN posts ON posts.author_id >= \
         reached.boss OR posts.id = $2) SELECT reached.id, reached.boss FROM reached ORDER BY \
         reached.id",
    )
    .mysql(
        "WITH RECURSIVE reached (id, boss) AS (SELECT CAST(CAST(posts.id AS DECIMAL(19)) AS \
         SIGNED), CAST(CAST(posts.author_id AS DECIMAL(19)) AS SIGNED) FROM posts WHERE posts.id = \
         ? UNION SELECT posts.id, posts.author_id FROM reached JOIN posts ON posts.author_id >= \
         reached.boss OR posts.id = ?) SELECT reached.id, reached.boss FROM reached ORDER BY \
         reached.id",
    )
    .mariadb(
        "WITH RECURSIVE reached (id, boss) AS (SELECT CAST(CAST(posts.id AS DECIMAL(19)) AS \
         SIGNED), CAST(CAST(posts.author_id AS DECIMAL(19)) AS SIGNED) FROM posts WHERE posts.id = \
         ? UNION SELECT posts.id, posts.author_id FROM reached JOIN posts ON posts.author_id >= \
         reached.boss OR posts.id = ?) SELECT reached.id, reached.boss FROM reached ORDER BY \
         reached.id",
    )
    .rows([(1, 1), (2, 1), (3, 2), (4, 3)])
    .await;
}

shape! { pub names { id: i64, name: String } }

#[tokio::test]
async fn recursive_texts_that_were_there_before() {
    let seed = from(staff::table).filter(staff::id.eq(3)).select((staff::id, staff::name));
    let step = from(names::table)
        .inner_join(staff::table)
        .on(staff::id.ne(names::id))
        .filter(staff::id.gt(2))
        .select((staff::id, staff::name));
    check(
        with(recursive_union(names::table, seed, step))
            .query(from(names::table).order_by(names::id).select(names::name)),
    )
    .sqlite(
        "WITH RECURSIVE names (id, name) AS (SELECT staff.id, staff.name FROM staff WHERE staff.id \
         = ?1 UNION SELECT staff.id, staff.name FROM names JOIN staff ON staff.id <> names.id WHERE \
         staff.id > ?2) SELECT names.name FROM names ORDER BY names.id",
    )
    .postgres(
        "WITH RECURSIVE names (id, name) AS (SELECT CAST(staff.id AS BIGINT), CAST(staff.name AS \
         TEXT) FROM staff WHERE staff.id = $1 UNION SELECT CAST(staff.id AS BIGINT), \
         CAST(staff.name AS TEXT) FROM names JOIN staff ON staff.id <> names.id WHERE staff.id > \
         $2) SELECT names.name FROM names ORDER BY names.id",
    )
    .mysql(
        "WITH RECURSIVE names (id, name) AS (SELECT CAST(CAST(staff.id AS DECIMAL(19)) AS SIGNED), \
         CAST(staff.name AS CHAR(16777215)) FROM staff WHERE staff.id = ? UNION SELECT staff.id, \
         staff.name FROM names JOIN staff ON staff.id <> names.id WHERE staff.id > ?) SELECT \
         names.name FROM names ORDER BY names.id",
    )
    .mariadb(
        "WITH RECURSIVE names (id, name) AS (SELECT CAST(CAST(staff.id AS DECIMAL(19)) AS SIGNED), \
         CAST(staff.name AS CHAR(16777215)) FROM staff WHERE staff.id = ? UNION SELECT staff.id, \
         staff.name FROM names JOIN staff ON staff.id <> names.id WHERE staff.id > ?) SELECT \
         names.name FROM names ORDER BY names.id",
    )
    .rows(["Low", "Lone"])
    .await;
}

#[tokio::test]
async fn recursive_rows_that_are_alike_stay() {
    let seed = from(users::table).select(int::<1>());
    let step = from(authors::table).filter(authors::id.lt(2)).select(authors::id + int::<1>());
    check(
        with(recursive(authors::table, seed, step))
            .query(from(authors::table).order_by(authors::id).select(authors::id)),
    )
    .rows([1, 1, 1, 1, 2, 2, 2, 2])
    .await;
}
