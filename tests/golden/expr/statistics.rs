//! Aggregates of statistics and of truth.

use relata::functions::*;
use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn spread() {
    let pay = staff::salary;
    check(from(staff::table).filter(staff::id.in_([1, 2])).select((
        stddev_pop(pay),
        var_pop(pay),
        var_samp(pay),
        stddev_samp(pay - pay),
    )))
    .postgres(
        "SELECT CAST(stddev_pop(staff.salary) AS DOUBLE PRECISION), CAST(var_pop(staff.salary) AS \
         DOUBLE PRECISION), CAST(var_samp(staff.salary) AS DOUBLE PRECISION), \
         CAST(stddev_samp(staff.salary - staff.salary) AS DOUBLE PRECISION) FROM staff WHERE \
         staff.id = ANY($1)",
    )
    .mysql(
        "SELECT CAST(stddev_pop(staff.salary) AS DOUBLE), CAST(var_pop(staff.salary) AS DOUBLE), \
         CAST(var_samp(staff.salary) AS DOUBLE), CAST(stddev_samp(staff.salary - staff.salary) AS \
         DOUBLE) FROM staff WHERE staff.id IN (?, ?)",
    )
    .mariadb(
        "SELECT CAST(stddev_pop(staff.salary) AS DOUBLE), CAST(var_pop(staff.salary) AS DOUBLE), \
         CAST(var_samp(staff.salary) AS DOUBLE), CAST(stddev_samp(staff.salary - staff.salary) AS \
         DOUBLE) FROM staff WHERE staff.id IN (?, ?)",
    )
    .rows_elsewhere([(Some(10.0), Some(100.0), Some(200.0), Some(0.0))])
    .await;
}

#[tokio::test]
async fn spread_of_one_value() {
    check(from(staff::table).group_by(staff::id).order_by(staff::id).limit(1).select((
        stddev_pop(staff::salary),
        stddev_samp(staff::salary),
        var_samp(staff::salary).over(window()),
    )))
    .postgres(
        "SELECT CAST(stddev_pop(staff.salary) AS DOUBLE PRECISION), CAST(stddev_samp(staff.salary) \
         AS DOUBLE PRECISION), CAST(var_samp(staff.salary) OVER () AS DOUBLE PRECISION) FROM staff \
         GROUP BY staff.id ORDER BY staff.id LIMIT $1",
    )
    .mysql(
        "SELECT CAST(stddev_pop(staff.salary) AS DOUBLE), CAST(stddev_samp(staff.salary) AS \
         DOUBLE), CAST(var_samp(staff.salary) OVER () AS DOUBLE) FROM staff GROUP BY staff.id ORDER \
         BY staff.id LIMIT ?",
    )
    .mariadb(
        "SELECT CAST(stddev_pop(staff.salary) AS DOUBLE), CAST(stddev_samp(staff.salary) AS \
         DOUBLE), CAST(var_samp(staff.salary) OVER () AS DOUBLE) FROM staff GROUP BY staff.id ORDER \
         BY staff.id LIMIT ?",
    )
    .is_not_run();
    check(
        from(staff::table)
            .group_by(staff::id)
            .order_by(staff::id)
            .limit(1)
            .select((stddev_pop(staff::salary), stddev_samp(staff::salary))),
    )
    .postgres(
        "SELECT CAST(stddev_pop(staff.salary) AS DOUBLE PRECISION), CAST(stddev_samp(staff.salary) \
         AS DOUBLE PRECISION) FROM staff GROUP BY staff.id ORDER BY staff.id LIMIT $1",
    )
    .mysql(
        "SELECT CAST(stddev_pop(staff.salary) AS DOUBLE), CAST(stddev_samp(staff.salary) AS \
         DOUBLE) FROM staff GROUP BY staff.id ORDER BY staff.id LIMIT ?",
    )
    .mariadb(
        "SELECT CAST(stddev_pop(staff.salary) AS DOUBLE), CAST(stddev_samp(staff.salary) AS \
         DOUBLE) FROM staff GROUP BY staff.id ORDER BY staff.id LIMIT ?",
    )
    .rows_elsewhere([(0.0, None::<f64>)])
    .await;
}

#[tokio::test]
async fn all_and_any() {
    check(
        from(invoices::table)
            .group_by(invoices::series)
            .order_by(invoices::series)
            .having(bool_or(invoices::number.eq(1)))
            .select((
                invoices::series,
                bool_and(invoices::paid),
                bool_or(invoices::paid),
                bool_and(invoices::price.gt(1)),
            )),
    )
    .sqlite(
        "SELECT invoices.series, min(invoices.paid), max(invoices.paid), min(invoices.price > ?1) \
         FROM invoices GROUP BY invoices.series HAVING max(invoices.number = ?2) ORDER BY \
         invoices.series",
    )
    .postgres(
        "SELECT invoices.series, bool_and(invoices.paid), bool_or(invoices.paid), \
         bool_and(invoices.price > $1) FROM invoices GROUP BY invoices.series HAVING \
         bool_or(invoices.number = $2) ORDER BY invoices.series",
    )
    .mysql(
        "SELECT invoices.series, min(invoices.paid), max(invoices.paid), min(invoices.price > ?) \
         FROM invoices GROUP BY invoices.series HAVING max(invoices.number = ?) ORDER BY \
         invoices.series",
    )
    .mariadb(
        "SELECT invoices.series, min(invoices.paid), max(invoices.paid), min(invoices.price > ?) \
         FROM invoices GROUP BY invoices.series HAVING max(invoices.number = ?) ORDER BY \
         invoices.series",
    )
    .rows([("A", false, true, true), ("B", false, false, true)])
    .await;
}

#[tokio::test]
async fn of_no_rows() {
    check(from(invoices::table).filter(invoices::price.gt(99)).select(bool_and(invoices::paid)))
        .sqlite("SELECT min(invoices.paid) FROM invoices WHERE invoices.price > ?1")
        .postgres("SELECT bool_and(invoices.paid) FROM invoices WHERE invoices.price > $1")
        .mysql("SELECT min(invoices.paid) FROM invoices WHERE invoices.price > ?")
        .mariadb("SELECT min(invoices.paid) FROM invoices WHERE invoices.price > ?")
        .rows([None::<bool>])
        .await;
}

#[tokio::test]
async fn each_value_once() {
    check(from(users::table).select((
        sum(users::visits).distinct(),
        avg(users::visits).distinct(),
        sum(users::score).distinct(),
    )))
    .sqlite(
        "SELECT sum(DISTINCT users.visits), avg(DISTINCT users.visits), sum(DISTINCT users.score) \
         FROM users",
    )
    .postgres(
        "SELECT CAST(sum(DISTINCT users.visits) AS BIGINT), CAST(avg(DISTINCT users.visits) AS \
         DOUBLE PRECISION), CAST(sum(DISTINCT users.score) AS DOUBLE PRECISION) FROM users",
    )
    .mysql(
        "SELECT CAST(sum(DISTINCT users.visits) AS SIGNED), CAST(avg(DISTINCT users.visits) AS \
         DOUBLE), CAST(sum(DISTINCT users.score) AS DOUBLE) FROM users",
    )
    .mariadb(
        "SELECT CAST(sum(DISTINCT users.visits) AS SIGNED), CAST(avg(DISTINCT users.visits) AS \
         DOUBLE), CAST(sum(DISTINCT users.score) AS DOUBLE) FROM users",
    )
    .rows([(Some(13), Some(13.0 / 3.0), Some(4.0))])
    .await;
}
