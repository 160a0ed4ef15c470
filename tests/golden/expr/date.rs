//! Parts and beginnings of dates and times. Their answers are tried on all databases with the engine.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use relata::functions::*;
use relata::prelude::*;

use crate::check::check;

table! {
    pub events {
        #[primary_key] id: i64,
        at: DateTime<Utc>,
        local: NaiveDateTime,
        day: NaiveDate,
        clock: NaiveTime,
    }
}

#[test]
fn parts_of_a_date() {
    check(select((
        (year(events::day), quarter(events::day), month(events::day), day(events::day)),
        (week(events::day), week_year(events::day)),
        (day_of_week(events::day), day_of_year(events::day)),
    )))
    .sqlite(
        "SELECT CAST(strftime('%Y', substr(events.day, 1, 23)) AS INTEGER), ((CAST(strftime('%m', \
         substr(events.day, 1, 23)) AS INTEGER) + 2) / 3), CAST(strftime('%m', substr(events.day, \
         1, 23)) AS INTEGER), CAST(strftime('%d', substr(events.day, 1, 23)) AS INTEGER), \
         CAST(strftime('%V', substr(events.day, 1, 23)) AS INTEGER), CAST(strftime('%G', \
         substr(events.day, 1, 23)) AS INTEGER), CAST(strftime('%u', substr(events.day, 1, 23)) AS \
         INTEGER), CAST(strftime('%j', substr(events.day, 1, 23)) AS INTEGER) FROM events",
    )
    .postgres(
        "SELECT CAST(extract(YEAR FROM events.day) AS INTEGER), CAST(extract(QUARTER FROM \
         events.day) AS INTEGER), CAST(extract(MONTH FROM events.day) AS INTEGER), CAST(extract(DAY \
         FROM events.day) AS INTEGER), CAST(extract(WEEK FROM events.day) AS INTEGER), \
         CAST(extract(ISOYEAR FROM events.day) AS INTEGER), CAST(extract(ISODOW FROM events.day) AS \
         INTEGER), CAST(extract(DOY FROM events.day) AS INTEGER) FROM events",
    )
    .mysql(
        "SELECT extract(YEAR FROM events.day), extract(QUARTER FROM events.day), extract(MONTH \
         FROM events.day), extract(DAY FROM events.day), week(events.day, 3), (yearweek(events.day, \
         3) DIV 100), (weekday(events.day) + 1), dayofyear(events.day) FROM events",
    )
    .mariadb(
        "SELECT extract(YEAR FROM events.day), extract(QUARTER FROM events.day), extract(MONTH \
         FROM events.day), extract(DAY FROM events.day), week(events.day, 3), (yearweek(events.day, \
         3) DIV 100), (weekday(events.day) + 1), dayofyear(events.day) FROM events",
    )
    .is_not_run();
}

#[test]
fn parts_of_a_moment_are_those_in_utc() {
    check(select((
        (year(events::at), hour(events::at)),
        (year(events::local), hour(events::local)),
        (hour(events::clock), minute(events::clock), second(events::clock)),
    )))
    .sqlite(
        "SELECT CAST(strftime('%Y', substr(events.at, 1, 23)) AS INTEGER), CAST(strftime('%H', \
         substr(events.at, 1, 23)) AS INTEGER), CAST(strftime('%Y', substr(events.local, 1, 23)) AS \
         INTEGER), CAST(strftime('%H', substr(events.local, 1, 23)) AS INTEGER), \
         CAST(strftime('%H', substr(events.clock, 1, 23)) AS INTEGER), CAST(strftime('%M', \
         substr(events.clock, 1, 23)) AS INTEGER), CAST(strftime('%S', substr(events.clock, 1, 23)) \
         AS INTEGER) FROM events",
    )
    .postgres(
        "SELECT CAST(extract(YEAR FROM timezone('UTC', events.at)) AS INTEGER), CAST(extract(HOUR \
         FROM timezone('UTC', events.at)) AS INTEGER), CAST(extract(YEAR FROM events.local) AS \
         INTEGER), CAST(extract(HOUR FROM events.local) AS INTEGER), CAST(extract(HOUR FROM \
         events.clock) AS INTEGER), CAST(extract(MINUTE FROM events.clock) AS INTEGER), \
         CAST(floor(extract(SECOND FROM events.clock)) AS INTEGER) FROM events",
    )
    .mysql(
        "SELECT extract(YEAR FROM events.at), extract(HOUR FROM events.at), extract(YEAR FROM \
         events.local), extract(HOUR FROM events.local), extract(HOUR FROM events.clock), \
         extract(MINUTE FROM events.clock), extract(SECOND FROM events.clock) FROM events",
    )
    .mariadb(
        "SELECT extract(YEAR FROM events.at), extract(HOUR FROM events.at), extract(YEAR FROM \
         events.local), extract(HOUR FROM events.local), extract(HOUR FROM events.clock), \
         extract(MINUTE FROM events.clock), extract(SECOND FROM events.clock) FROM events",
    )
    .is_not_run();
}

#[test]
fn beginnings_of_dates_and_moments() {
    check(select((
        (start_of_year(events::day), start_of_month(events::day), start_of_week(events::day)),
        (start_of_week(events::local), start_of_day(events::local), start_of_hour(events::local)),
        (start_of_year(events::at), start_of_minute(events::at), start_of_second(events::at)),
    )))
    .sqlite(
        "SELECT strftime('%Y-01-01', events.day), strftime('%Y-%m-01', events.day), \
         strftime('%Y-%m-%d', events.day, '-6 days', 'weekday 1'), strftime('%Y-%m-%d \
         00:00:00.000000', substr(events.local, 1, 23), '-6 days', 'weekday 1'), strftime('%Y-%m-%d \
         00:00:00.000000', substr(events.local, 1, 23)), strftime('%Y-%m-%d %H:00:00.000000', \
         substr(events.local, 1, 23)), strftime('%Y-01-01 00:00:00.000000', substr(events.at, 1, \
         23)), strftime('%Y-%m-%d %H:%M:00.000000', substr(events.at, 1, 23)), strftime('%Y-%m-%d \
         %H:%M:%S.000000', substr(events.at, 1, 23)) FROM events",
    )
    .postgres(
        "SELECT CAST(date_trunc('year', CAST(events.day AS TIMESTAMP)) AS DATE), \
         CAST(date_trunc('month', CAST(events.day AS TIMESTAMP)) AS DATE), CAST(date_trunc('week', \
         CAST(events.day AS TIMESTAMP)) AS DATE), date_trunc('week', events.local), \
         date_trunc('day', events.local), date_trunc('hour', events.local), date_trunc('year', \
         events.at, 'UTC'), date_trunc('minute', events.at, 'UTC'), date_trunc('second', events.at, \
         'UTC') FROM events",
    )
    .mysql(
        "SELECT CAST(date_format(events.day, '%Y-01-01') AS DATE), CAST(date_format(events.day, \
         '%Y-%m-01') AS DATE), CAST(date_sub(events.day, INTERVAL weekday(events.day) DAY) AS \
         DATE), CAST(date_sub(date(events.local), INTERVAL weekday(events.local) DAY) AS \
         DATETIME(6)), CAST(date(events.local) AS DATETIME(6)), CAST(date_format(events.local, \
         '%Y-%m-%d %H:00:00') AS DATETIME(6)), CAST(date_format(events.at, '%Y-01-01') AS \
         DATETIME(6)), CAST(date_format(events.at, '%Y-%m-%d %H:%i:00') AS DATETIME(6)), \
         CAST(date_format(events.at, '%Y-%m-%d %H:%i:%s') AS DATETIME(6)) FROM events",
    )
    .mariadb(
        "SELECT CAST(date_format(events.day, '%Y-01-01') AS DATE), CAST(date_format(events.day, \
         '%Y-%m-01') AS DATE), CAST(date_sub(events.day, INTERVAL weekday(events.day) DAY) AS \
         DATE), CAST(date_sub(date(events.local), INTERVAL weekday(events.local) DAY) AS \
         DATETIME(6)), CAST(date(events.local) AS DATETIME(6)), CAST(date_format(events.local, \
         '%Y-%m-%d %H:00:00') AS DATETIME(6)), CAST(date_format(events.at, '%Y-01-01') AS \
         DATETIME(6)), CAST(date_format(events.at, '%Y-%m-%d %H:%i:00') AS DATETIME(6)), \
         CAST(date_format(events.at, '%Y-%m-%d %H:%i:%s') AS DATETIME(6)) FROM events",
    )
    .is_not_run();
}

#[test]
fn days() {
    check(
        select((date(events::at), date_diff(events::day, date(events::local))))
            .filter(events::day.gt(add_days(events::day, events::id - 1)))
            .filter(events::day.lt(current_date()))
            .filter(events::clock.lt(current_time())),
    )
    .sqlite(
        "SELECT strftime('%Y-%m-%d', substr(events.at, 1, 23)), CAST(julianday(events.day) - \
         julianday(strftime('%Y-%m-%d', substr(events.local, 1, 23))) AS INTEGER) FROM events WHERE \
         events.day > date(events.day, (events.id - ?1) || ' days') AND events.day < date('now') \
         AND events.clock < strftime('%H:%M:%f000', 'now')",
    )
    .postgres(
        "SELECT CAST(timezone('UTC', events.at) AS DATE), (events.day - CAST(events.local AS \
         DATE)) FROM events WHERE events.day > (events.day + CAST((CAST(events.id - $1 AS INTEGER)) \
         AS INTEGER)) AND events.day < CAST(timezone('UTC', CURRENT_TIMESTAMP) AS DATE) AND \
         events.clock < CAST(timezone('UTC', CURRENT_TIMESTAMP) AS TIME)",
    )
    .mysql(
        "SELECT date(events.at), datediff(events.day, date(events.local)) FROM events WHERE \
         events.day > date_add(events.day, INTERVAL (events.id - ?) DAY) AND events.day < \
         CURRENT_DATE AND events.clock < CURRENT_TIME(6)",
    )
    .mariadb(
        "SELECT date(events.at), datediff(events.day, date(events.local)) FROM events WHERE \
         events.day > date_add(events.day, INTERVAL (events.id - ?) DAY) AND events.day < \
         CURRENT_DATE AND events.clock < CURRENT_TIME(6)",
    )
    .is_not_run();
}

#[test]
fn a_part_is_a_key() {
    let month = (year(events::at), month(events::at));
    check(from(events::table).group_by(month).order_by(month).select((month.0, count_rows())))
        .sqlite(
            "SELECT CAST(strftime('%Y', substr(events.at, 1, 23)) AS INTEGER), count(*) FROM \
             events GROUP BY CAST(strftime('%Y', substr(events.at, 1, 23)) AS INTEGER), \
             CAST(strftime('%m', substr(events.at, 1, 23)) AS INTEGER) ORDER BY CAST(strftime('%Y', \
             substr(events.at, 1, 23)) AS INTEGER), CAST(strftime('%m', substr(events.at, 1, 23)) \
             AS INTEGER)",
        )
        .postgres(
            "SELECT CAST(extract(YEAR FROM timezone('UTC', events.at)) AS INTEGER), count(*) FROM \
             events GROUP BY CAST(extract(YEAR FROM timezone('UTC', events.at)) AS INTEGER), \
             CAST(extract(MONTH FROM timezone('UTC', events.at)) AS INTEGER) ORDER BY \
             CAST(extract(YEAR FROM timezone('UTC', events.at)) AS INTEGER), CAST(extract(MONTH \
             FROM timezone('UTC', events.at)) AS INTEGER)",
        )
        .mysql(
            "SELECT extract(YEAR FROM events.at), count(*) FROM events GROUP BY extract(YEAR FROM \
             events.at), extract(MONTH FROM events.at) ORDER BY extract(YEAR FROM events.at), \
             extract(MONTH FROM events.at)",
        )
        .mariadb(
            "SELECT extract(YEAR FROM events.at), count(*) FROM events GROUP BY extract(YEAR FROM \
             events.at), extract(MONTH FROM events.at) ORDER BY extract(YEAR FROM events.at), \
             extract(MONTH FROM events.at)",
        )
        .is_not_run();
}
