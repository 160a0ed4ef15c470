//! `ROLLUP`, `CUBE` and `GROUPING SETS`.

use relata::functions::grouping;
use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn rollup() {
    check(
        from(users::table)
            .filter(users::id.lt(4))
            .group_by_rollup((users::status, users::visits))
            .select((users::status, users::visits, sum(users::visits), count_rows())),
    )
    .postgres(
        "SELECT users.status, users.visits, CAST(sum(users.visits) AS BIGINT), count(*) FROM users \
         WHERE users.id < $1 GROUP BY ROLLUP (users.status, users.visits)",
    )
    .mysql(
        "SELECT users.status, users.visits, CAST(sum(users.visits) AS SIGNED), count(*) FROM users \
         WHERE users.id < ? GROUP BY users.status, users.visits WITH ROLLUP",
    )
    .mariadb(
        "SELECT users.status, users.visits, CAST(sum(users.visits) AS SIGNED), count(*) FROM users \
         WHERE users.id < ? GROUP BY users.status, users.visits WITH ROLLUP",
    )
    .runs_elsewhere()
    .await;
}

shape! { pub rolled { visits: Option<i64>, name: String, number: i64 } }

#[tokio::test]
async fn keys_of_a_row_that_is_not_of_one_value_are_null() {
    let q = from(users::table).group_by_rollup(users::visits).having(count_rows().gt(1)).select((
        users::visits,
        users::visits.cast::<String>().coalesce("all"),
        count_rows(),
    ));
    check(
        from(derived(rolled::table, q))
            .order_by((rolled::number, rolled::name))
            .select((rolled::visits, rolled::name, rolled::number)),
    )
    .postgres(
        "SELECT rolled.visits, rolled.name, rolled.number FROM (SELECT users.visits AS visits, \
         coalesce(CAST(users.visits AS TEXT), $1) AS name, count(*) AS number FROM users GROUP BY \
         ROLLUP (users.visits) HAVING count(*) > $2) AS rolled ORDER BY rolled.number, rolled.name",
    )
    .mysql(
        "SELECT rolled.visits, rolled.name, rolled.number FROM (SELECT users.visits AS visits, \
         coalesce(CAST(users.visits AS CHAR), ?) AS name, count(*) AS number FROM users GROUP BY \
         users.visits WITH ROLLUP HAVING count(*) > ?) AS rolled ORDER BY rolled.number, rolled.name",
    )
    .mariadb(
        "SELECT rolled.visits, rolled.name, rolled.number FROM (SELECT users.visits AS visits, \
         coalesce(CAST(users.visits AS CHAR), ?) AS name, count(*) AS number FROM users GROUP BY \
         users.visits WITH ROLLUP HAVING count(*) > ?) AS rolled ORDER BY rolled.number, rolled.name",
    )
    .rows_elsewhere([(Some(10), "10", 2), (None, "all", 4)])
    .await;
}

#[tokio::test]
async fn ordered_with_grouping() {
    let visits = users::visits;
    check(
        from(users::table)
            .inner_join(users::posts)
            .group_by_rollup((users::name, visits))
            .having(grouping(visits).eq(1))
            .order_by((grouping(users::name).desc(), users::name))
            .select((users::name, grouping(visits), max(posts::likes))),
    )
    .postgres(
        "SELECT users.name, grouping(users.visits), max(posts.likes) FROM users JOIN posts ON \
         posts.author_id = users.id GROUP BY ROLLUP (users.name, users.visits) HAVING \
         grouping(users.visits) = $1 ORDER BY grouping(users.name) DESC, users.name",
    )
    .mysql(
        "SELECT users.name, grouping(users.visits), max(posts.likes) FROM users JOIN posts ON \
         posts.author_id = users.id GROUP BY users.name, users.visits WITH ROLLUP HAVING \
         grouping(users.visits) = ? ORDER BY grouping(users.name) DESC, users.name",
    )
    .rows_elsewhere([
        (None, 1, Some(7)),
        (Some("Ada"), 1, Some(5)),
        (Some("Bob"), 1, Some(7)),
        (Some("Cy"), 1, Some(2)),
    ])
    .await;
}

#[tokio::test]
async fn cube() {
    check(
        from(users::table)
            .filter(users::visits.gt(5))
            .group_by_cube((users::name, users::visits))
            .having(users::name.is_null())
            .order_by(users::visits)
            .select((users::visits, count_rows())),
    )
    .postgres(
        "SELECT users.visits, count(*) FROM users WHERE users.visits > $1 GROUP BY CUBE \
         (users.name, users.visits) HAVING users.name IS NULL ORDER BY users.visits",
    )
    .rows_elsewhere([(Some(10), 2), (None, 2)])
    .await;
}

#[tokio::test]
async fn grouping_sets() {
    check(
        from(users::table)
            .group_by_sets(((users::name, users::visits), users::visits, ()))
            .having(grouping(users::name).eq(1))
            .order_by(users::visits)
            .select((users::visits, min(users::id))),
    )
    .postgres(
        "SELECT users.visits, min(users.id) FROM users GROUP BY GROUPING SETS ((users.name, \
         users.visits), (users.visits), ()) HAVING grouping(users.name) = $1 ORDER BY users.visits",
    )
    .rows_elsewhere([(Some(0), Some(2)), (Some(3), Some(4)), (Some(10), Some(1)), (None, Some(1))])
    .await;
}

/// A rollup of no rows is a row, but for MariaDB.
#[tokio::test]
async fn of_no_rows() {
    check(
        from(users::table)
            .filter(users::id.gt(9))
            .group_by_sets((users::visits, ()))
            .select((users::visits, sum(users::visits), count_rows())),
    )
    .postgres(
        "SELECT users.visits, CAST(sum(users.visits) AS BIGINT), count(*) FROM users WHERE users.id \
         > $1 GROUP BY GROUPING SETS ((users.visits), ())",
    )
    .rows_elsewhere([(None::<i64>, None::<i64>, 0)])
    .await;
}
