//! Subqueries in FROM.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn in_from() {
    let per_author =
        from(posts::table).group_by(posts::author_id).select((posts::author_id, count_rows()));
    check(
        from(derived(totals::table, per_author))
            .filter(totals::posts.eq(1))
            .order_by(totals::author)
            .select(totals::author),
    )
    .sqlite(
        "SELECT totals.author FROM (SELECT posts.author_id AS author, count(*) AS posts FROM posts \
         GROUP BY posts.author_id) AS totals WHERE totals.posts = ?1 ORDER BY totals.author",
    )
    .postgres(
        "SELECT totals.author FROM (SELECT posts.author_id AS author, count(*) AS posts FROM posts \
         GROUP BY posts.author_id) AS totals WHERE totals.posts = $1 ORDER BY totals.author",
    )
    .mysql(
        "SELECT totals.author FROM (SELECT posts.author_id AS author, count(*) AS posts FROM posts \
         GROUP BY posts.author_id) AS totals WHERE totals.posts = ? ORDER BY totals.author",
    )
    .mariadb(
        "SELECT totals.author FROM (SELECT posts.author_id AS author, count(*) AS posts FROM posts \
         GROUP BY posts.author_id) AS totals WHERE totals.posts = ? ORDER BY totals.author",
    )
    .rows([2, 3])
    .await;
}

#[tokio::test]
async fn in_a_left_join() {
    let per_author = from(posts::table)
        .filter(posts::likes.gt(1))
        .group_by(posts::author_id)
        .select((posts::author_id, count_rows()));
    check(
        from(users::table)
            .left_join(derived(totals::table, per_author))
            .on(totals::author.eq(users::id))
            .order_by(users::id)
            .select((users::name, totals::posts, totals::posts.coalesce(0))),
    )
    .sqlite(
        "SELECT users.name, totals.posts, coalesce(totals.posts, ?1) FROM users LEFT JOIN (SELECT \
         posts.author_id AS author, count(*) AS posts FROM posts WHERE posts.likes > ?2 GROUP BY \
         posts.author_id) AS totals ON totals.author = users.id ORDER BY users.id",
    )
    .postgres(
        "SELECT users.name, totals.posts, coalesce(totals.posts, $1) FROM users LEFT JOIN (SELECT \
         posts.author_id AS author, count(*) AS posts FROM posts WHERE posts.likes > $2 GROUP BY \
         posts.author_id) AS totals ON totals.author = users.id ORDER BY users.id",
    )
    .mysql(
        "SELECT users.name, totals.posts, coalesce(totals.posts, ?) FROM users LEFT JOIN (SELECT \
         posts.author_id AS author, count(*) AS posts FROM posts WHERE posts.likes > ? GROUP BY \
         posts.author_id) AS totals ON totals.author = users.id ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.name, totals.posts, coalesce(totals.posts, ?) FROM users LEFT JOIN (SELECT \
         posts.author_id AS author, count(*) AS posts FROM posts WHERE posts.likes > ? GROUP BY \
         posts.author_id) AS totals ON totals.author = users.id ORDER BY users.id",
    )
    .rows([("Ada", Some(1), 1), ("Bob", Some(1), 1), ("Cy", Some(1), 1), ("Dee", None, 0)])
    .await;
}

#[tokio::test]
async fn of_a_window_to_filter_by_it() {
    let ranked = from(posts::table).select((
        posts::id,
        row_number().over(window().partition_by(posts::author_id).order_by(posts::likes.desc())),
    ));
    check(
        from(derived(totals::table, ranked))
            .filter(totals::posts.eq(1))
            .order_by(totals::author)
            .select(totals::author),
    )
    .sqlite(
        "SELECT totals.author FROM (SELECT posts.id AS author, row_number() OVER (PARTITION BY \
         posts.author_id ORDER BY posts.likes DESC) AS posts FROM posts) AS totals WHERE \
         totals.posts = ?1 ORDER BY totals.author",
    )
    .postgres(
        "SELECT totals.author FROM (SELECT posts.id AS author, row_number() OVER (PARTITION BY \
         posts.author_id ORDER BY posts.likes DESC) AS posts FROM posts) AS totals WHERE \
         totals.posts = $1 ORDER BY totals.author",
    )
    .mysql(
        "SELECT totals.author FROM (SELECT posts.id AS author, row_number() OVER (PARTITION BY \
         posts.author_id ORDER BY posts.likes DESC) AS posts FROM posts) AS totals WHERE \
         totals.posts = ? ORDER BY totals.author",
    )
    .mariadb(
        "SELECT totals.author FROM (SELECT posts.id AS author, row_number() OVER (PARTITION BY \
         posts.author_id ORDER BY posts.likes DESC) AS posts FROM posts) AS totals WHERE \
         totals.posts = ? ORDER BY totals.author",
    )
    .rows([1, 3, 4])
    .await;
}

#[tokio::test]
async fn with_binds_in_order() {
    let liked = from(posts::table).filter(posts::likes.gt(1)).select((posts::author_id, posts::id));
    check(
        from(users::table)
            .inner_join(derived(totals::table, liked))
            .on(totals::author.eq(users::id).and(totals::posts.lt(9)))
            .filter(users::id.gt(1))
            .order_by(users::id)
            .select((users::id + 10, totals::posts)),
    )
    .sqlite(
        "SELECT users.id + ?1, totals.posts FROM users JOIN (SELECT posts.author_id AS author, \
         posts.id AS posts FROM posts WHERE posts.likes > ?2) AS totals ON totals.author = \
         users.id AND totals.posts < ?3 WHERE users.id > ?4 ORDER BY users.id",
    )
    .postgres(
        "SELECT users.id + $1, totals.posts FROM users JOIN (SELECT posts.author_id AS author, \
         posts.id AS posts FROM posts WHERE posts.likes > $2) AS totals ON totals.author = \
         users.id AND totals.posts < $3 WHERE users.id > $4 ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id + ?, totals.posts FROM users JOIN (SELECT posts.author_id AS author, \
         posts.id AS posts FROM posts WHERE posts.likes > ?) AS totals ON totals.author = users.id \
         AND totals.posts < ? WHERE users.id > ? ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id + ?, totals.posts FROM users JOIN (SELECT posts.author_id AS author, \
         posts.id AS posts FROM posts WHERE posts.likes > ?) AS totals ON totals.author = users.id \
         AND totals.posts < ? WHERE users.id > ? ORDER BY users.id",
    )
    .rows([(12, 3), (13, 4)])
    .await;
}

shape! { pub busy { id: i64, name: String } }

#[tokio::test]
async fn named_like_a_table_inside() {
    mod inner {
        relata::shape! { pub users { id: i64, name: String } }
    }
    let active = from(users::table).filter(users::visits.gt(3)).select((users::id, users::name));
    check(
        from(derived(inner::users::table, active))
            .order_by(inner::users::id)
            .select(inner::users::name),
    )
    .sqlite(
        "SELECT users.name FROM (SELECT users.id AS id, users.name AS name FROM users WHERE \
         users.visits > ?1) AS users ORDER BY users.id",
    )
    .postgres(
        "SELECT users.name FROM (SELECT users.id AS id, users.name AS name FROM users WHERE \
         users.visits > $1) AS users ORDER BY users.id",
    )
    .mysql(
        "SELECT users.name FROM (SELECT users.id AS id, users.name AS name FROM users WHERE \
         users.visits > ?) AS users ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.name FROM (SELECT users.id AS id, users.name AS name FROM users WHERE \
         users.visits > ?) AS users ORDER BY users.id",
    )
    .rows(["Ada", "Cy"])
    .await;
}

#[tokio::test]
async fn of_set_operations_and_boxed_queries() {
    let both = select((users::id, users::name))
        .order_by(users::id)
        .limit(1)
        .union(select((tags::id, tags::label)).union(select((posts::id, posts::title))))
        .order_by(users::name.desc())
        .limit(3);
    check(
        from(derived(busy::table, both))
            .order_by((busy::id, busy::name))
            .select((busy::id, busy::name)),
    )
    .sqlite(
        "SELECT busy.id, busy.name FROM (SELECT * FROM (SELECT users.id AS id, users.name AS name \
         FROM users ORDER BY users.id LIMIT ?1) UNION SELECT * FROM (SELECT tags.id, tags.label \
         FROM tags UNION SELECT posts.id, posts.title FROM posts) ORDER BY 2 DESC LIMIT ?2) AS \
         busy ORDER BY busy.id, busy.name",
    )
    .postgres(
        "SELECT busy.id, busy.name FROM ((SELECT users.id AS id, users.name AS name FROM users \
         ORDER BY users.id LIMIT $1) UNION (SELECT tags.id, tags.label FROM tags UNION SELECT \
         posts.id, posts.title FROM posts) ORDER BY 2 DESC LIMIT $2) AS busy ORDER BY busy.id, \
         busy.name",
    )
    .mysql(
        "SELECT busy.id, busy.name FROM ((SELECT users.id AS id, users.name AS name FROM users \
         ORDER BY users.id LIMIT ?) UNION (SELECT tags.id, tags.label FROM tags UNION SELECT \
         posts.id, posts.title FROM posts) ORDER BY 2 DESC LIMIT ?) AS busy ORDER BY busy.id, \
         busy.name",
    )
    .mariadb(
        "SELECT busy.id, busy.name FROM ((SELECT users.id AS id, users.name AS name FROM users \
         ORDER BY users.id LIMIT ?) UNION (SELECT tags.id, tags.label FROM tags UNION SELECT \
         posts.id, posts.title FROM posts) ORDER BY 2 DESC LIMIT ?) AS busy ORDER BY busy.id, \
         busy.name",
    )
    // MySQL and MariaDB sort texts whatever their case.
    .rows_differ(
        [(1, "db"), (2, "SQL"), (2, "lang")],
        [(1, "db"), (2, "SQL"), (2, "lang")],
        [(1, "Rust"), (2, "SQL"), (3, "Rust again")],
    )
    .await;
    let first =
        select((users::id, users::name)).boxed().filter(users::id.lt(3)).order_by(users::id);
    check(from(derived(busy::table, first)).select(busy::name))
        .sqlite(
            "SELECT busy.name FROM (SELECT users.id AS id, users.name AS name FROM users WHERE \
             users.id < ?1 ORDER BY users.id) AS busy",
        )
        .rows(["Ada", "Bob"])
        .await;
}

#[tokio::test]
async fn of_subqueries_in_items_and_in_with() {
    let rows = with(cte(
        totals::table,
        from(posts::table).group_by(posts::author_id).select((posts::author_id, count_rows())),
    ))
    .query(
        from(users::table).inner_join(totals::table).on(totals::author.eq(users::id)).select((
            scalar(from(totals::table).select(max(totals::posts))).coalesce(0),
            users::name,
        )),
    );
    check(from(derived(busy::table, rows)).order_by(busy::name).select((busy::id, busy::name)))
        .sqlite(
            "SELECT busy.id, busy.name FROM (WITH totals (author, posts) AS (SELECT \
             posts.author_id, count(*) FROM posts GROUP BY posts.author_id) SELECT \
             coalesce((SELECT max(totals.posts) FROM totals), ?1) AS id, users.name AS name FROM \
             users JOIN totals ON totals.author = users.id) AS busy ORDER BY busy.name",
        )
        .postgres(
            "SELECT busy.id, busy.name FROM (WITH totals (author, posts) AS (SELECT \
             posts.author_id, count(*) FROM posts GROUP BY posts.author_id) SELECT \
             coalesce((SELECT max(totals.posts) FROM totals), $1) AS id, users.name AS name FROM \
             users JOIN totals ON totals.author = users.id) AS busy ORDER BY busy.name",
        )
        .mysql(
            "SELECT busy.id, busy.name FROM (WITH totals (author, posts) AS (SELECT \
             posts.author_id, count(*) FROM posts GROUP BY posts.author_id) SELECT \
             coalesce((SELECT max(totals.posts) FROM totals), ?) AS id, users.name AS name FROM \
             users JOIN totals ON totals.author = users.id) AS busy ORDER BY busy.name",
        )
        .mariadb(
            "SELECT busy.id, busy.name FROM (WITH totals (author, posts) AS (SELECT \
             posts.author_id, count(*) FROM posts GROUP BY posts.author_id) SELECT \
             coalesce((SELECT max(totals.posts) FROM totals), ?) AS id, users.name AS name FROM \
             users JOIN totals ON totals.author = users.id) AS busy ORDER BY busy.name",
        )
        .rows([(2, "Ada"), (2, "Bob"), (2, "Cy")])
        .await;
    let whole = from(derived(busy::table, select((users::id, users::name)).distinct()));
    check(whole.order_by(busy::id).select(busy::id))
        .sqlite(
            "SELECT busy.id FROM (SELECT DISTINCT users.id AS id, users.name AS name FROM users) \
             AS busy ORDER BY busy.id",
        )
        .postgres(
            "SELECT busy.id FROM (SELECT DISTINCT users.id AS id, users.name AS name FROM users) \
             AS busy ORDER BY busy.id",
        )
        .mysql(
            "SELECT busy.id FROM (SELECT DISTINCT users.id AS id, users.name AS name FROM users) \
             AS busy ORDER BY busy.id",
        )
        .mariadb(
            "SELECT busy.id FROM (SELECT DISTINCT users.id AS id, users.name AS name FROM users) \
             AS busy ORDER BY busy.id",
        )
        .rows([1, 2, 3, 4])
        .await;
}

shape! { pub recent { id: i64, label: String } }

#[tokio::test]
async fn of_rows() {
    check(
        from(derived(recent::table, select(Tag).order_by(tags::id.desc()).limit(1)))
            .select((recent::id, recent::label)),
    )
    .sqlite(
        "SELECT recent.id, recent.label FROM (SELECT tags.id AS id, tags.label AS label FROM tags \
         ORDER BY tags.id DESC LIMIT ?1) AS recent",
    )
    .postgres(
        "SELECT recent.id, recent.label FROM (SELECT tags.id AS id, tags.label AS label FROM tags \
         ORDER BY tags.id DESC LIMIT $1) AS recent",
    )
    .mysql(
        "SELECT recent.id, recent.label FROM (SELECT tags.id AS id, tags.label AS label FROM tags \
         ORDER BY tags.id DESC LIMIT ?) AS recent",
    )
    .mariadb(
        "SELECT recent.id, recent.label FROM (SELECT tags.id AS id, tags.label AS label FROM tags \
         ORDER BY tags.id DESC LIMIT ?) AS recent",
    )
    .rows([(2, "lang")])
    .await;
}
