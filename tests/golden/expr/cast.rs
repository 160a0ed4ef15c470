//! `CAST(a AS type)`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn numbers_and_text() {
    check(from(users::table).filter(users::id.eq(1)).select((
        users::id.cast::<String>(),
        users::visits.cast::<f64>(),
        users::visits.cast::<i32>(),
        users::score.cast::<i64>(),
        (users::id + 1).cast::<String>().concat("!"),
    )))
    .sqlite(
        "SELECT CAST(users.id AS TEXT), CAST(users.visits AS REAL), CAST(users.visits AS INTEGER), \
         CAST(users.score AS INTEGER), CAST(users.id + ?1 AS TEXT) || ?2 FROM users WHERE users.id \
         = ?3",
    )
    .postgres(
        "SELECT CAST(users.id AS TEXT), CAST(users.visits AS DOUBLE PRECISION), CAST(users.visits \
         AS INTEGER), CAST(users.score AS BIGINT), CAST(users.id + $1 AS TEXT) || $2 FROM users \
         WHERE users.id = $3",
    )
    .mysql(
        "SELECT CAST(users.id AS CHAR), CAST(users.visits AS DOUBLE), CAST(users.visits AS \
         SIGNED), CAST(users.score AS SIGNED), concat(CAST(users.id + ? AS CHAR), ?) FROM users \
         WHERE users.id = ?",
    )
    .mariadb(
        "SELECT CAST(users.id AS CHAR), CAST(users.visits AS DOUBLE), CAST(users.visits AS \
         SIGNED), CAST(users.score AS SIGNED), concat(CAST(users.id + ? AS CHAR), ?) FROM users \
         WHERE users.id = ?",
    )
    .rows_differ(
        [("1", 10.0, 10, Some(1), "2!")],
        [("1", 10.0, 10, Some(2), "2!")],
        [("1", 10.0, 10, Some(2), "2!")],
    )
    .await;
}

#[tokio::test]
async fn integers_of_any_width() {
    check(from(users::table).filter(users::id.eq(1)).select((
        users::id.cast::<u8>(),
        users::id.cast::<i8>(),
        users::id.cast::<u32>() + 1,
        value(7_u16),
    )))
    .sqlite(
        "SELECT CAST(users.id AS INTEGER), CAST(users.id AS INTEGER), CAST(users.id AS INTEGER) + \
         ?1, CAST(?2 AS INTEGER) FROM users WHERE users.id = ?3",
    )
    .postgres(
        "SELECT CAST(users.id AS SMALLINT), CAST(users.id AS SMALLINT), CAST(users.id AS BIGINT) + \
         $1, CAST($2 AS INTEGER) FROM users WHERE users.id = $3",
    )
    .mysql(
        "SELECT CAST(users.id AS SIGNED), CAST(users.id AS SIGNED), CAST(users.id AS SIGNED) + ?, \
         CAST(? AS SIGNED) FROM users WHERE users.id = ?",
    )
    .mariadb(
        "SELECT CAST(users.id AS SIGNED), CAST(users.id AS SIGNED), CAST(users.id AS SIGNED) + ?, \
         CAST(? AS SIGNED) FROM users WHERE users.id = ?",
    )
    .rows([(1_u8, 1_i8, 2_u32, 7_u16)])
    .await;
}

#[tokio::test]
async fn integers_of_64_bits_without_a_sign() {
    check(
        from(users::table)
            .filter(users::id.eq(1))
            .select((users::id.cast::<u64>() + u64::MAX / 2, value(u64::MAX))),
    )
    .mysql(
        "SELECT CAST(users.id AS UNSIGNED) + ?, CAST(? AS UNSIGNED) FROM users WHERE users.id = ?",
    )
    .mariadb(
        "SELECT CAST(users.id AS UNSIGNED) + ?, CAST(? AS UNSIGNED) FROM users WHERE users.id = ?",
    )
    .runs_elsewhere()
    .await;
}

#[tokio::test]
async fn truth() {
    check(
        from(invoices::table)
            .order_by(invoices::id)
            .select((invoices::paid.cast::<i32>(), invoices::number.eq(1).cast::<i64>())),
    )
    .sqlite(
        "SELECT CAST(invoices.paid AS INTEGER), CAST(invoices.number = ?1 AS INTEGER) FROM \
         invoices ORDER BY invoices.id",
    )
    .postgres(
        "SELECT CAST(invoices.paid AS INTEGER), CAST(CAST(invoices.number = $1 AS INTEGER) AS \
         BIGINT) FROM invoices ORDER BY invoices.id",
    )
    .mysql(
        "SELECT CAST(invoices.paid AS SIGNED), CAST(invoices.number = ? AS SIGNED) FROM invoices \
         ORDER BY invoices.id",
    )
    .mariadb(
        "SELECT CAST(invoices.paid AS SIGNED), CAST(invoices.number = ? AS SIGNED) FROM invoices \
         ORDER BY invoices.id",
    )
    .rows([(1, 1), (0, 0), (0, 1)])
    .await;
}

#[tokio::test]
async fn truth_and_numbers_that_are_no_integer() {
    check(from(invoices::table).filter(invoices::id.eq(1)).select((
        invoices::paid.cast::<i16>(),
        invoices::paid.cast::<f64>(),
        invoices::price.cast::<bool>(),
        (invoices::price + 1).cast::<bool>(),
        invoices::price.is_null().cast::<i64>().cast::<bool>(),
    )))
    .sqlite(
        "SELECT CAST(invoices.paid AS INTEGER), CAST(invoices.paid AS REAL), (invoices.price <> \
         0), (invoices.price + ?1 <> 0), (CAST(invoices.price IS NULL AS INTEGER) <> 0) FROM \
         invoices WHERE invoices.id = ?2",
    )
    .postgres(
        "SELECT CAST(CAST(invoices.paid AS INTEGER) AS SMALLINT), CAST(CAST(invoices.paid AS \
         INTEGER) AS DOUBLE PRECISION), (invoices.price <> 0), (invoices.price + $1 <> 0), \
         (CAST(CAST(invoices.price IS NULL AS INTEGER) AS BIGINT) <> 0) FROM invoices WHERE \
         invoices.id = $2",
    )
    .mysql(
        "SELECT CAST(invoices.paid AS SIGNED), CAST(invoices.paid AS DOUBLE), (invoices.price <> \
         0), (invoices.price + ? <> 0), (CAST(invoices.price IS NULL AS SIGNED) <> 0) FROM \
         invoices WHERE invoices.id = ?",
    )
    .mariadb(
        "SELECT CAST(invoices.paid AS SIGNED), CAST(invoices.paid AS DOUBLE), (invoices.price <> \
         0), (invoices.price + ? <> 0), (CAST(invoices.price IS NULL AS SIGNED) <> 0) FROM \
         invoices WHERE invoices.id = ?",
    )
    .rows([(1_i16, 1.0, true, true, false)])
    .await;
}

#[cfg(all(feature = "chrono", feature = "uuid"))]
mod dates_and_uuids {
    use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

    use super::*;

    table! {
        pub visits {
            #[primary_key] id: i64,
            at: DateTime<Utc>,
            local: NaiveDateTime,
            day: NaiveDate,
            key: uuid::Uuid,
            label: String,
        }
    }

    #[test]
    fn dates_as_text() {
        check(select((
        visits::at.cast::<String>(),
        visits::day.cast::<String>(),
        visits::at.cast::<NaiveDateTime>(),
    )))
    .sqlite(
        "SELECT CAST(visits.at AS TEXT), CAST(visits.day AS TEXT), CAST(visits.at AS TEXT) FROM \
         visits",
    )
    .postgres(
        "SELECT CAST(visits.at AS TEXT), CAST(visits.day AS TEXT), CAST(visits.at AS TIMESTAMP) \
         FROM visits",
    )
    .mysql(
        "SELECT CAST(visits.at AS CHAR), CAST(visits.day AS CHAR), CAST(visits.at AS DATETIME(6)) \
         FROM visits",
    )
    .mariadb(
        "SELECT CAST(visits.at AS CHAR), CAST(visits.day AS CHAR), CAST(visits.at AS DATETIME(6)) \
         FROM visits",
    )
    .is_not_run();
    }

    #[test]
    fn dates_of_timestamps() {
        check(select((
        visits::at.cast::<NaiveDate>(),
        visits::local.cast::<NaiveTime>(),
        visits::day.cast::<NaiveDateTime>(),
    )))
    .postgres(
        "SELECT CAST(visits.at AS DATE), CAST(visits.local AS TIME), CAST(visits.day AS TIMESTAMP) \
         FROM visits",
    )
    .mysql(
        "SELECT CAST(visits.at AS DATE), CAST(visits.local AS TIME(6)), CAST(visits.day AS \
         DATETIME(6)) FROM visits",
    )
    .mariadb(
        "SELECT CAST(visits.at AS DATE), CAST(visits.local AS TIME(6)), CAST(visits.day AS \
         DATETIME(6)) FROM visits",
    )
    .is_not_run();
    }

    #[test]
    fn text_as_dates_and_uuids() {
        check(select((
            visits::label.cast::<NaiveDate>(),
            visits::label.cast::<uuid::Uuid>(),
            visits::key.cast::<String>(),
        )))
        .postgres(
            "SELECT CAST(visits.label AS DATE), CAST(visits.label AS UUID), CAST(visits.\"key\" AS \
         TEXT) FROM visits",
        )
        .is_not_run();
    }
}

#[tokio::test]
async fn an_enum_is_text() {
    check(from(users::table).filter(users::id.eq(1)).select((
        users::status.cast::<String>(),
        users::status.cast::<String>().cast::<Status>(),
        users::status.cast::<Status>(),
    )))
    .sqlite(
        "SELECT CAST(users.status AS TEXT), CAST(CAST(users.status AS TEXT) AS TEXT), \
         CAST(users.status AS TEXT) FROM users WHERE users.id = ?1",
    )
    .postgres(
        "SELECT CAST(users.status AS TEXT), CAST(CAST(users.status AS TEXT) AS TEXT), \
         CAST(users.status AS TEXT) FROM users WHERE users.id = $1",
    )
    .mysql(
        "SELECT CAST(users.status AS CHAR), CAST(CAST(users.status AS CHAR) AS CHAR), \
         CAST(users.status AS CHAR) FROM users WHERE users.id = ?",
    )
    .mariadb(
        "SELECT CAST(users.status AS CHAR), CAST(CAST(users.status AS CHAR) AS CHAR), \
         CAST(users.status AS CHAR) FROM users WHERE users.id = ?",
    )
    .rows([("active", Status::Active, Status::Active)])
    .await;
}
