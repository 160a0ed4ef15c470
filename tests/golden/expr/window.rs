//! `f(a) OVER (PARTITION BY .. ORDER BY .. ROWS BETWEEN ..)`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn ranks() {
    let by_visits = window().order_by(users::visits.desc());
    check(from(users::table).order_by(users::id).select((
        users::id,
        row_number().over(window().order_by(users::id)),
        rank().over(by_visits),
        dense_rank().over(by_visits),
        ntile::<2>().over(window().order_by(users::id)),
    )))
    .sqlite(
        "SELECT users.id, row_number() OVER (ORDER BY users.id), rank() OVER (ORDER BY \
         users.visits DESC), dense_rank() OVER (ORDER BY users.visits DESC), ntile(2) OVER (ORDER \
         BY users.id) FROM users ORDER BY users.id",
    )
    .postgres(
        "SELECT users.id, row_number() OVER (ORDER BY users.id), rank() OVER (ORDER BY \
         users.visits DESC), dense_rank() OVER (ORDER BY users.visits DESC), ntile(2) OVER (ORDER \
         BY users.id) FROM users ORDER BY users.id",
    )
    .mysql(
        "SELECT users.id, row_number() OVER (ORDER BY users.id), rank() OVER (ORDER BY \
         users.visits DESC), dense_rank() OVER (ORDER BY users.visits DESC), ntile(2) OVER (ORDER \
         BY users.id) FROM users ORDER BY users.id",
    )
    .mariadb(
        "SELECT users.id, row_number() OVER (ORDER BY users.id), rank() OVER (ORDER BY \
         users.visits DESC), dense_rank() OVER (ORDER BY users.visits DESC), ntile(2) OVER (ORDER \
         BY users.id) FROM users ORDER BY users.id",
    )
    .rows([(1, 1, 1, 1, 1), (2, 2, 4, 3, 1), (3, 3, 1, 1, 2), (4, 4, 3, 2, 2)])
    .await;
}

#[tokio::test]
async fn shares() {
    let by_id = window().order_by(users::id);
    check(
        from(users::table)
            .order_by(users::id)
            .select((percent_rank().over(by_id), cume_dist().over(by_id)))
            .limit(2),
    )
    .sqlite(
        "SELECT percent_rank() OVER (ORDER BY users.id), cume_dist() OVER (ORDER BY users.id) FROM \
         users ORDER BY users.id LIMIT ?1",
    )
    .postgres(
        "SELECT percent_rank() OVER (ORDER BY users.id), cume_dist() OVER (ORDER BY users.id) FROM \
         users ORDER BY users.id LIMIT $1",
    )
    .mysql(
        "SELECT percent_rank() OVER (ORDER BY users.id), cume_dist() OVER (ORDER BY users.id) FROM \
         users ORDER BY users.id LIMIT ?",
    )
    .mariadb(
        "SELECT percent_rank() OVER (ORDER BY users.id), cume_dist() OVER (ORDER BY users.id) FROM \
         users ORDER BY users.id LIMIT ?",
    )
    // MariaDB computes ten digits.
    .rows_but_on_mariadb([(0.0, 0.25), (1.0 / 3.0, 0.5)], [(0.0, 0.25), (0.333_333_333_3, 0.5)])
    .await;
}

#[tokio::test]
async fn neighbours() {
    let by_id = window().order_by(posts::id);
    check(from(posts::table).order_by(posts::id).select((
        lag(posts::title).over(by_id),
        lead(posts::likes).over(by_id),
        first_value(posts::id).over(by_id),
        last_value(posts::body).over(by_id),
        nth_value::<2, _>(posts::title).over(by_id),
    )))
    .sqlite(
        "SELECT lag(posts.title) OVER (ORDER BY posts.id), lead(posts.likes) OVER (ORDER BY \
         posts.id), first_value(posts.id) OVER (ORDER BY posts.id), last_value(posts.body) OVER \
         (ORDER BY posts.id), nth_value(posts.title, 2) OVER (ORDER BY posts.id) FROM posts ORDER \
         BY posts.id",
    )
    .postgres(
        "SELECT lag(posts.title) OVER (ORDER BY posts.id), lead(posts.likes) OVER (ORDER BY \
         posts.id), first_value(posts.id) OVER (ORDER BY posts.id), last_value(posts.body) OVER \
         (ORDER BY posts.id), nth_value(posts.title, 2) OVER (ORDER BY posts.id) FROM posts ORDER \
         BY posts.id",
    )
    .mysql(
        "SELECT lag(posts.title) OVER (ORDER BY posts.id), lead(posts.likes) OVER (ORDER BY \
         posts.id), first_value(posts.id) OVER (ORDER BY posts.id), last_value(posts.body) OVER \
         (ORDER BY posts.id), nth_value(posts.title, 2) OVER (ORDER BY posts.id) FROM posts ORDER \
         BY posts.id",
    )
    .mariadb(
        "SELECT lag(posts.title) OVER (ORDER BY posts.id), lead(posts.likes) OVER (ORDER BY \
         posts.id), first_value(posts.id) OVER (ORDER BY posts.id), last_value(posts.body) OVER \
         (ORDER BY posts.id), nth_value(posts.title, 2) OVER (ORDER BY posts.id) FROM posts ORDER \
         BY posts.id",
    )
    .rows([
        (None, Some(0), 1, Some("types"), None),
        (Some("Rust"), Some(7), 1, None, Some("SQL")),
        (Some("SQL"), Some(2), 1, Some("x"), Some("SQL")),
        (Some("Rust again"), None, 1, None, Some("SQL")),
    ])
    .await;
}

#[tokio::test]
async fn aggregates_over_partitions() {
    let author = window().partition_by(posts::author_id);
    check(from(posts::table).order_by(posts::id).select((
        posts::id,
        sum(posts::likes).over(author),
        count_rows().over(author),
        max(posts::body).over(author),
        avg(posts::likes).over(window()),
    )))
    .sqlite(
        "SELECT posts.id, sum(posts.likes) OVER (PARTITION BY posts.author_id), count(*) OVER \
         (PARTITION BY posts.author_id), max(posts.body) OVER (PARTITION BY posts.author_id), \
         avg(posts.likes) OVER () FROM posts ORDER BY posts.id",
    )
    .postgres(
        "SELECT posts.id, CAST(sum(posts.likes) OVER (PARTITION BY posts.author_id) AS BIGINT), \
         count(*) OVER (PARTITION BY posts.author_id), max(posts.body) OVER (PARTITION BY \
         posts.author_id), CAST(avg(posts.likes) OVER () AS DOUBLE PRECISION) FROM posts ORDER BY \
         posts.id",
    )
    .mysql(
        "SELECT posts.id, CAST(sum(posts.likes) OVER (PARTITION BY posts.author_id) AS SIGNED), \
         count(*) OVER (PARTITION BY posts.author_id), max(posts.body) OVER (PARTITION BY \
         posts.author_id), CAST(avg(posts.likes) OVER () AS DOUBLE) FROM posts ORDER BY posts.id",
    )
    .mariadb(
        "SELECT posts.id, CAST(sum(posts.likes) OVER (PARTITION BY posts.author_id) AS SIGNED), \
         count(*) OVER (PARTITION BY posts.author_id), max(posts.body) OVER (PARTITION BY \
         posts.author_id), CAST(avg(posts.likes) OVER () AS DOUBLE) FROM posts ORDER BY posts.id",
    )
    .rows([
        (1, 5, 2, Some("types"), 3.5),
        (2, 5, 2, Some("types"), 3.5),
        (3, 7, 1, Some("x"), 3.5),
        (4, 2, 1, None, 3.5),
    ])
    .await;
}

#[tokio::test]
async fn frames() {
    let by_id = window().order_by(posts::id);
    check(from(posts::table).order_by(posts::id).select((
        sum(posts::likes).over(by_id.rows(Preceding::<1>, CurrentRow)),
        sum(posts::likes).over(by_id.rows(UnboundedPreceding, UnboundedFollowing)),
        count_rows().over(by_id.rows(Following::<1>, Following::<2>)),
        max(posts::likes).over(by_id.rows(Following::<1>, UnboundedFollowing)),
    )))
    .sqlite(
        "SELECT sum(posts.likes) OVER (ORDER BY posts.id ROWS BETWEEN 1 PRECEDING AND CURRENT \
         ROW), sum(posts.likes) OVER (ORDER BY posts.id ROWS BETWEEN UNBOUNDED PRECEDING AND \
         UNBOUNDED FOLLOWING), count(*) OVER (ORDER BY posts.id ROWS BETWEEN 1 FOLLOWING AND 2 \
         FOLLOWING), max(posts.likes) OVER (ORDER BY posts.id ROWS BETWEEN 1 FOLLOWING AND \
         UNBOUNDED FOLLOWING) FROM posts ORDER BY posts.id",
    )
    .postgres(
        "SELECT CAST(sum(posts.likes) OVER (ORDER BY posts.id ROWS BETWEEN 1 PRECEDING AND CURRENT \
         ROW) AS BIGINT), CAST(sum(posts.likes) OVER (ORDER BY posts.id ROWS BETWEEN UNBOUNDED \
         PRECEDING AND UNBOUNDED FOLLOWING) AS BIGINT), count(*) OVER (ORDER BY posts.id ROWS \
         BETWEEN 1 FOLLOWING AND 2 FOLLOWING), max(posts.likes) OVER (ORDER BY posts.id ROWS \
         BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) FROM posts ORDER BY posts.id",
    )
    .mysql(
        "SELECT CAST(sum(posts.likes) OVER (ORDER BY posts.id ROWS BETWEEN 1 PRECEDING AND CURRENT \
         ROW) AS SIGNED), CAST(sum(posts.likes) OVER (ORDER BY posts.id ROWS BETWEEN UNBOUNDED \
         PRECEDING AND UNBOUNDED FOLLOWING) AS SIGNED), count(*) OVER (ORDER BY posts.id ROWS \
         BETWEEN 1 FOLLOWING AND 2 FOLLOWING), max(posts.likes) OVER (ORDER BY posts.id ROWS \
         BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) FROM posts ORDER BY posts.id",
    )
    .mariadb(
        "SELECT CAST(sum(posts.likes) OVER (ORDER BY posts.id ROWS BETWEEN 1 PRECEDING AND CURRENT \
         ROW) AS SIGNED), CAST(sum(posts.likes) OVER (ORDER BY posts.id ROWS BETWEEN UNBOUNDED \
         PRECEDING AND UNBOUNDED FOLLOWING) AS SIGNED), count(*) OVER (ORDER BY posts.id ROWS \
         BETWEEN 1 FOLLOWING AND 2 FOLLOWING), max(posts.likes) OVER (ORDER BY posts.id ROWS \
         BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) FROM posts ORDER BY posts.id",
    )
    .rows([(5, 14, 2, Some(7)), (5, 14, 2, Some(7)), (7, 14, 1, Some(2)), (9, 14, 0, None)])
    .await;
}

#[tokio::test]
async fn several_keys() {
    check(
        from(posts::table).order_by(posts::id).select(
            row_number().over(
                window()
                    .partition_by((posts::author_id, posts::body))
                    .order_by((posts::likes.desc().nulls_last(), posts::id)),
            ),
        ),
    )
    .sqlite(
        "SELECT row_number() OVER (PARTITION BY posts.author_id, posts.body ORDER BY posts.likes \
         DESC NULLS LAST, posts.id) FROM posts ORDER BY posts.id",
    )
    .postgres(
        "SELECT row_number() OVER (PARTITION BY posts.author_id, posts.body ORDER BY posts.likes \
         DESC NULLS LAST, posts.id) FROM posts ORDER BY posts.id",
    )
    .mysql(
        "SELECT row_number() OVER (PARTITION BY posts.author_id, posts.body ORDER BY posts.likes \
         IS NULL, posts.likes DESC, posts.id) FROM posts ORDER BY posts.id",
    )
    .mariadb(
        "SELECT row_number() OVER (PARTITION BY posts.author_id, posts.body ORDER BY posts.likes \
         IS NULL, posts.likes DESC, posts.id) FROM posts ORDER BY posts.id",
    )
    .rows([1, 1, 1, 1])
    .await;
}

#[tokio::test]
async fn over_groups() {
    check(
        from(posts::table)
            .group_by(posts::author_id)
            .order_by(posts::author_id)
            .select((posts::author_id, rank().over(window().order_by(sum(posts::likes).desc())))),
    )
    .sqlite(
        "SELECT posts.author_id, rank() OVER (ORDER BY sum(posts.likes) DESC) FROM posts GROUP BY \
         posts.author_id ORDER BY posts.author_id",
    )
    .postgres(
        "SELECT posts.author_id, rank() OVER (ORDER BY CAST(sum(posts.likes) AS BIGINT) DESC) FROM \
         posts GROUP BY posts.author_id ORDER BY posts.author_id",
    )
    .mysql(
        "SELECT posts.author_id, rank() OVER (ORDER BY CAST(sum(posts.likes) AS SIGNED) DESC) FROM \
         posts GROUP BY posts.author_id ORDER BY posts.author_id",
    )
    .mariadb(
        "SELECT posts.author_id, rank() OVER (ORDER BY CAST(sum(posts.likes) AS SIGNED) DESC) FROM \
         posts GROUP BY posts.author_id ORDER BY posts.author_id",
    )
    // MariaDB forgets the order of the rows for that of the window, whatever the statement says.
    .rows_but_on_mariadb([(1, 2), (2, 1), (3, 3)], [(2, 1), (1, 2), (3, 3)])
    .await;
}

#[tokio::test]
async fn in_order_by() {
    check(
        from(users::table)
            .order_by((rank().over(window().order_by(users::visits)), users::id.desc()))
            .select(users::id),
    )
    .sqlite(
        "SELECT users.id FROM users ORDER BY rank() OVER (ORDER BY users.visits), users.id DESC",
    )
    .postgres(
        "SELECT users.id FROM users ORDER BY rank() OVER (ORDER BY users.visits), users.id DESC",
    )
    .mysql("SELECT users.id FROM users ORDER BY rank() OVER (ORDER BY users.visits), users.id DESC")
    .mariadb(
        "SELECT users.id FROM users ORDER BY rank() OVER (ORDER BY users.visits), users.id DESC",
    )
    .rows([2, 4, 3, 1])
    .await;
}

#[tokio::test]
async fn of_aggregates() {
    check(from(users::table).group_by(users::visits).order_by(users::visits).select((
        users::visits,
        sum(count_rows()).over(window()),
        max(sum(users::score)).over(window().order_by(count_rows().desc())),
    )))
    .sqlite(
        "SELECT users.visits, sum(count(*)) OVER (), max(sum(users.score)) OVER (ORDER BY count(*) \
         DESC) FROM users GROUP BY users.visits ORDER BY users.visits",
    )
    .postgres(
        "SELECT users.visits, CAST(sum(count(*)) OVER () AS BIGINT), max(CAST(sum(users.score) AS \
         DOUBLE PRECISION)) OVER (ORDER BY count(*) DESC) FROM users GROUP BY users.visits ORDER \
         BY users.visits",
    )
    .mysql(
        "SELECT users.visits, CAST(sum(count(*)) OVER () AS SIGNED), max(CAST(sum(users.score) AS \
         DOUBLE)) OVER (ORDER BY count(*) DESC) FROM users GROUP BY users.visits ORDER BY \
         users.visits",
    )
    .mariadb(
        "SELECT users.visits, CAST(sum(count(*)) OVER () AS SIGNED), max(CAST(sum(users.score) AS \
         DOUBLE)) OVER (ORDER BY count(*) DESC) FROM users GROUP BY users.visits ORDER BY \
         users.visits",
    )
    .rows([(0, 4, Some(4.0)), (3, 4, Some(4.0)), (10, 4, Some(4.0))])
    .await;
    check(from(users::table).select(sum(count_rows()).over(window())))
        .sqlite("SELECT sum(count(*)) OVER () FROM users")
        .postgres("SELECT CAST(sum(count(*)) OVER () AS BIGINT) FROM users")
        .mysql("SELECT CAST(sum(count(*)) OVER () AS SIGNED) FROM users")
        .mariadb("SELECT CAST(sum(count(*)) OVER () AS SIGNED) FROM users")
        .rows([4])
        .await;
}

#[tokio::test]
async fn frames_of_values_and_groups() {
    let by_visits = window().order_by(users::visits);
    check(from(users::table).order_by(users::id).select((
        sum(users::visits).over(by_visits.range(Preceding::<3>, CurrentRow)),
        count_rows().over(by_visits.range(CurrentRow, UnboundedFollowing)),
        min(users::visits).over(by_visits.range(Following::<1>, Following::<7>)),
    )))
    .sqlite(
        "SELECT sum(users.visits) OVER (ORDER BY users.visits RANGE BETWEEN 3 PRECEDING AND \
         CURRENT ROW), count(*) OVER (ORDER BY users.visits RANGE BETWEEN CURRENT ROW AND \
         UNBOUNDED FOLLOWING), min(users.visits) OVER (ORDER BY users.visits RANGE BETWEEN 1 \
         FOLLOWING AND 7 FOLLOWING) FROM users ORDER BY users.id",
    )
    .postgres(
        "SELECT CAST(sum(users.visits) OVER (ORDER BY users.visits RANGE BETWEEN 3 PRECEDING AND \
         CURRENT ROW) AS BIGINT), count(*) OVER (ORDER BY users.visits RANGE BETWEEN CURRENT ROW \
         AND UNBOUNDED FOLLOWING), min(users.visits) OVER (ORDER BY users.visits RANGE BETWEEN 1 \
         FOLLOWING AND 7 FOLLOWING) FROM users ORDER BY users.id",
    )
    .mysql(
        "SELECT CAST(sum(users.visits) OVER (ORDER BY users.visits RANGE BETWEEN 3 PRECEDING AND \
         CURRENT ROW) AS SIGNED), count(*) OVER (ORDER BY users.visits RANGE BETWEEN CURRENT ROW \
         AND UNBOUNDED FOLLOWING), min(users.visits) OVER (ORDER BY users.visits RANGE BETWEEN 1 \
         FOLLOWING AND 7 FOLLOWING) FROM users ORDER BY users.id",
    )
    .mariadb(
        "SELECT CAST(sum(users.visits) OVER (ORDER BY users.visits RANGE BETWEEN 3 PRECEDING AND \
         CURRENT ROW) AS SIGNED), count(*) OVER (ORDER BY users.visits RANGE BETWEEN CURRENT ROW \
         AND UNBOUNDED FOLLOWING), min(users.visits) OVER (ORDER BY users.visits RANGE BETWEEN 1 \
         FOLLOWING AND 7 FOLLOWING) FROM users ORDER BY users.id",
    )
    .rows([(20, 2, None), (0, 4, Some(3)), (20, 2, None), (3, 3, Some(10))])
    .await;
    check(
        from(users::table)
            .order_by(users::id)
            .select(sum(users::visits).over(by_visits.groups(Preceding::<1>, CurrentRow))),
    )
    .sqlite(
        "SELECT sum(users.visits) OVER (ORDER BY users.visits GROUPS BETWEEN 1 PRECEDING AND \
         CURRENT ROW) FROM users ORDER BY users.id",
    )
    .postgres(
        "SELECT CAST(sum(users.visits) OVER (ORDER BY users.visits GROUPS BETWEEN 1 PRECEDING AND \
         CURRENT ROW) AS BIGINT) FROM users ORDER BY users.id",
    )
    .rows([23, 0, 23, 3])
    .await;
}

#[tokio::test]
async fn lag_by_rows_with_a_default() {
    let by_id = window().order_by(users::id);
    check(from(users::table).order_by(users::id).select((
        lag(users::id).by::<2>().over(by_id),
        lead(users::nickname).by::<1>().over(by_id),
    )))
    .sqlite(
        "SELECT lag(users.id, 2) OVER (ORDER BY users.id), lead(users.nickname, 1) OVER (ORDER BY \
         users.id) FROM users ORDER BY users.id",
    )
    .postgres(
        "SELECT lag(users.id, 2) OVER (ORDER BY users.id), lead(users.nickname, 1) OVER (ORDER BY \
         users.id) FROM users ORDER BY users.id",
    )
    .mysql(
        "SELECT lag(users.id, 2) OVER (ORDER BY users.id), lead(users.nickname, 1) OVER (ORDER BY \
         users.id) FROM users ORDER BY users.id",
    )
    .mariadb(
        "SELECT lag(users.id, 2) OVER (ORDER BY users.id), lead(users.nickname, 1) OVER (ORDER BY \
         users.id) FROM users ORDER BY users.id",
    )
    .rows([(None, None::<&str>), (None, Some("c_%")), (Some(1), None), (Some(2), None)])
    .await;
    check(from(users::table).order_by(users::id).select((
        lag(users::id).by::<2>().or(0).over(by_id),
        lead(users::nickname).by::<1>().or("none").over(by_id),
    )))
    .sqlite(
        "SELECT lag(users.id, 2, ?1) OVER (ORDER BY users.id), lead(users.nickname, 1, ?2) OVER \
         (ORDER BY users.id) FROM users ORDER BY users.id",
    )
    .postgres(
        "SELECT lag(users.id, 2, $1) OVER (ORDER BY users.id), lead(users.nickname, 1, $2) OVER \
         (ORDER BY users.id) FROM users ORDER BY users.id",
    )
    .mysql(
        "SELECT lag(users.id, 2, ?) OVER (ORDER BY users.id), lead(users.nickname, 1, ?) OVER \
         (ORDER BY users.id) FROM users ORDER BY users.id",
    )
    .rows([(0, None), (0, Some("c_%")), (1, None), (2, Some("none"))])
    .await;
}

#[tokio::test]
async fn of_filtered_aggregates() {
    let author = window().partition_by(posts::author_id);
    let liked = posts::likes.gt(4);
    check(from(posts::table).order_by(posts::id).select((
        sum(posts::likes).filter_where(posts::likes.gt(0)).over(author),
        max(posts::likes).filter_where(liked).over(author),
        count_rows().filter_where(liked).over(window().order_by(posts::id)),
    )))
    .sqlite(
        "SELECT sum(posts.likes) FILTER (WHERE posts.likes > ?1) OVER (PARTITION BY \
         posts.author_id), max(posts.likes) FILTER (WHERE posts.likes > ?2) OVER (PARTITION BY \
         posts.author_id), count(*) FILTER (WHERE posts.likes > ?3) OVER (ORDER BY posts.id) FROM \
         posts ORDER BY posts.id",
    )
    .postgres(
        "SELECT CAST(sum(posts.likes) FILTER (WHERE posts.likes > $1) OVER (PARTITION BY \
         posts.author_id) AS BIGINT), max(posts.likes) FILTER (WHERE posts.likes > $2) OVER \
         (PARTITION BY posts.author_id), count(*) FILTER (WHERE posts.likes > $3) OVER (ORDER BY \
         posts.id) FROM posts ORDER BY posts.id",
    )
    .rows([(Some(5), Some(5), 1), (Some(5), Some(5), 1), (Some(7), Some(7), 2), (Some(2), None, 2)])
    .await;
}

#[tokio::test]
async fn of_outer_columns() {
    let times = sum(outer(users::id)).over(window());
    let query = from(posts::table).order_by(posts::id).limit_one().select(times);
    check(from(users::table).order_by(users::id).select(scalar(query)))
        .sqlite(
            "SELECT (SELECT sum(users.id) OVER () FROM posts ORDER BY posts.id LIMIT 1) FROM users \
             ORDER BY users.id",
        )
        .postgres(
            "SELECT (SELECT CAST(sum(users.id) OVER () AS BIGINT) FROM posts ORDER BY posts.id \
             LIMIT 1) FROM users ORDER BY users.id",
        )
        .mysql(
            "SELECT (SELECT CAST(sum(users.id) OVER () AS SIGNED) FROM posts ORDER BY posts.id \
             LIMIT 1) FROM users ORDER BY users.id",
        )
        .mariadb(
            "SELECT (SELECT CAST(sum(users.id) OVER () AS SIGNED) FROM posts ORDER BY posts.id \
             LIMIT 1) FROM users ORDER BY users.id",
        )
        .rows([Some(4), Some(8), Some(12), Some(16)])
        .await;
}
