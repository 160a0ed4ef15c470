//! Functions of numbers.

use relata::functions::*;
use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn whole_numbers_near_a_fraction() {
    let score = users::score - 3.25;
    check(from(users::table).order_by(users::id).limit(2).select((
        floor(score),
        ceil(score),
        floor(users::score * 1e18),
        ceil(users::score + 0.5),
        round_to(score, 1),
    )))
    .sqlite(
        "SELECT CASE WHEN abs(users.score - ?1) < 4503599627370496.0 THEN CAST(CAST((users.score - \
         ?2) AS INTEGER) - ((users.score - ?3) < CAST((users.score - ?4) AS INTEGER)) AS REAL) ELSE \
         (users.score - ?5) END, CASE WHEN abs(users.score - ?6) < 4503599627370496.0 THEN \
         CAST(CAST((users.score - ?7) AS INTEGER) + ((users.score - ?8) > CAST((users.score - ?9) \
         AS INTEGER)) AS REAL) ELSE (users.score - ?10) END, CASE WHEN abs(users.score * ?11) < \
         4503599627370496.0 THEN CAST(CAST((users.score * ?12) AS INTEGER) - ((users.score * ?13) < \
         CAST((users.score * ?14) AS INTEGER)) AS REAL) ELSE (users.score * ?15) END, CASE WHEN \
         abs(users.score + ?16) < 4503599627370496.0 THEN CAST(CAST((users.score + ?17) AS INTEGER) \
         + ((users.score + ?18) > CAST((users.score + ?19) AS INTEGER)) AS REAL) ELSE (users.score \
         + ?20) END, round(users.score - ?21, ?22) FROM users ORDER BY users.id LIMIT ?23",
    )
    .postgres(
        "SELECT floor(users.score - $1), ceil(users.score - $2), floor(users.score * $3), \
         ceil(users.score + $4), CAST(round(CAST((users.score - $5) AS NUMERIC), $6) AS DOUBLE \
         PRECISION) FROM users ORDER BY users.id LIMIT $7",
    )
    .mysql(
        "SELECT floor(users.score - ?), ceil(users.score - ?), floor(users.score * ?), \
         ceil(users.score + ?), round(users.score - ?, ?) FROM users ORDER BY users.id LIMIT ?",
    )
    .mariadb(
        "SELECT floor(users.score - ?), ceil(users.score - ?), floor(users.score * ?), \
         ceil(users.score + ?), round(users.score - ?, ?) FROM users ORDER BY users.id LIMIT ?",
    )
    .rows([
        (Some(-2.0), Some(-1.0), Some(1.5e18), Some(2.0), Some(-1.8)),
        (None, None, None, None, None),
    ])
    .await;
}

#[tokio::test]
async fn signs_and_ratios() {
    check(from(users::table).order_by(users::id).limit(2).select((
        sign(users::visits - 3),
        sign(users::score),
        ratio(users::visits, 4),
        ratio(users::id, users::visits),
    )))
    .sqlite(
        "SELECT sign(users.visits - ?1), sign(users.score), (users.visits * 1.0 / ?2), (users.id * \
         1.0 / users.visits) FROM users ORDER BY users.id LIMIT ?3",
    )
    .postgres(
        "SELECT CAST(sign(users.visits - $1) AS INTEGER), CAST(sign(users.score) AS INTEGER), \
         (CAST(users.visits AS DOUBLE PRECISION) / nullif(CAST($2 AS DOUBLE PRECISION), 0)), \
         (CAST(users.id AS DOUBLE PRECISION) / nullif(CAST(users.visits AS DOUBLE PRECISION), 0)) \
         FROM users ORDER BY users.id LIMIT $3",
    )
    .mysql(
        "SELECT sign(users.visits - ?), sign(users.score), (CAST(users.visits AS DOUBLE) / \
         nullif(?, 0)), (CAST(users.id AS DOUBLE) / nullif(users.visits, 0)) FROM users ORDER BY \
         users.id LIMIT ?",
    )
    .mariadb(
        "SELECT sign(users.visits - ?), sign(users.score), (CAST(users.visits AS DOUBLE) / \
         nullif(?, 0)), (CAST(users.id AS DOUBLE) / nullif(users.visits, 0)) FROM users ORDER BY \
         users.id LIMIT ?",
    )
    .rows([(1, Some(1), Some(2.5), Some(0.1)), (-1, None, Some(0.0), None)])
    .await;
}

#[tokio::test]
async fn powers_and_logarithms() {
    check(from(users::table).filter(users::id.eq(4)).select((
        power(users::visits, 2.0),
        sqrt(users::visits + 1),
        exp(users::visits - 3),
        ln(users::visits - 2),
        log10(users::visits + 97),
        power(users::score, 0.5),
    )))
    .postgres(
        "SELECT power(CAST(users.visits AS DOUBLE PRECISION), $1), sqrt(CAST((users.visits + $2) \
         AS DOUBLE PRECISION)), exp(CAST((users.visits - $3) AS DOUBLE PRECISION)), \
         ln(CAST((users.visits - $4) AS DOUBLE PRECISION)), log(CAST((users.visits + $5) AS DOUBLE \
         PRECISION)), power(CAST(users.score AS DOUBLE PRECISION), $6) FROM users WHERE users.id = \
         $7",
    )
    .mysql(
        "SELECT power(users.visits, ?), sqrt(users.visits + ?), exp(users.visits - ?), \
         ln(users.visits - ?), log10(users.visits + ?), power(users.score, ?) FROM users WHERE \
         users.id = ?",
    )
    .mariadb(
        "SELECT power(users.visits, ?), sqrt(users.visits + ?), exp(users.visits - ?), \
         ln(users.visits - ?), log10(users.visits + ?), power(users.score, ?) FROM users WHERE \
         users.id = ?",
    )
    .rows_elsewhere([(9.0, Some(2.0), 1.0, Some(0.0), Some(2.0), None::<f64>)])
    .await;
}

#[tokio::test]
async fn random_numbers_are_from_0_to_below_1() {
    let number = random();
    check(
        from(users::table)
            .filter(number.ge(0.0).and(number.lt(1.0)))
            .order_by(random())
            .select(count(users::id).over(window()))
            .limit(1),
    )
    .sqlite(
        "SELECT count(users.id) OVER () FROM users WHERE ((random() & 9007199254740991) / \
         9007199254740992.0) >= ?1 AND ((random() & 9007199254740991) / 9007199254740992.0) < ?2 \
         ORDER BY ((random() & 9007199254740991) / 9007199254740992.0) LIMIT ?3",
    )
    .postgres(
        "SELECT count(users.id) OVER () FROM users WHERE random() >= $1 AND random() < $2 ORDER BY \
         random() LIMIT $3",
    )
    .mysql(
        "SELECT count(users.id) OVER () FROM users WHERE rand() >= ? AND rand() < ? ORDER BY \
         rand() LIMIT ?",
    )
    .mariadb(
        "SELECT count(users.id) OVER () FROM users WHERE rand() >= ? AND rand() < ? ORDER BY \
         rand() LIMIT ?",
    )
    .rows([4])
    .await;
}

#[cfg(feature = "rust_decimal")]
#[tokio::test]
async fn decimals_are_rounded_exactly() {
    use rust_decimal::Decimal;

    let price = || value(Decimal::new(-2_345, 3));
    check(from(users::table).filter(users::id.eq(1)).select((
        floor(price()).cast::<f64>(),
        ceil(price()).cast::<f64>(),
        round(price()).cast::<f64>(),
        round_to(price(), 2).cast::<f64>(),
        sign(price()),
    )))
    .postgres(
        "SELECT CAST(floor(CAST($1 AS NUMERIC)) AS DOUBLE PRECISION), CAST(ceil(CAST($2 AS \
         NUMERIC)) AS DOUBLE PRECISION), CAST(round(CAST($3 AS NUMERIC)) AS DOUBLE PRECISION), \
         CAST(round(CAST($4 AS NUMERIC), $5) AS DOUBLE PRECISION), CAST(sign(CAST($6 AS NUMERIC)) \
         AS INTEGER) FROM users WHERE users.id = $7",
    )
    .mysql(
        "SELECT CAST(floor(CAST(CAST(? AS DECIMAL(65, 28)) AS DECIMAL(65, 28))) AS DOUBLE), \
         CAST(ceil(CAST(CAST(? AS DECIMAL(65, 28)) AS DECIMAL(65, 28))) AS DOUBLE), \
         CAST(round(CAST(CAST(? AS DECIMAL(65, 28)) AS DECIMAL(65, 28))) AS DOUBLE), \
         CAST(round(CAST(CAST(? AS DECIMAL(65, 28)) AS DECIMAL(65, 28)), ?) AS DOUBLE), \
         sign(CAST(CAST(? AS DECIMAL(65, 28)) AS DECIMAL(65, 28))) FROM users WHERE users.id = ?",
    )
    .mariadb(
        "SELECT CAST(floor(CAST(CAST(? AS DECIMAL(65, 28)) AS DECIMAL(65, 28))) AS DOUBLE), \
         CAST(ceil(CAST(CAST(? AS DECIMAL(65, 28)) AS DECIMAL(65, 28))) AS DOUBLE), \
         CAST(round(CAST(CAST(? AS DECIMAL(65, 28)) AS DECIMAL(65, 28))) AS DOUBLE), \
         CAST(round(CAST(CAST(? AS DECIMAL(65, 28)) AS DECIMAL(65, 28)), ?) AS DOUBLE), \
         sign(CAST(CAST(? AS DECIMAL(65, 28)) AS DECIMAL(65, 28))) FROM users WHERE users.id = ?",
    )
    .rows_elsewhere([(-3.0, -2.0, -2.0, -2.35, -1)])
    .await;
}
