//! Intervals: times moved by them, and the time between two.

use relata::prelude::*;
use relata::types::Interval;

use crate::blog::*;
use crate::check::check;

#[tokio::test]
async fn intervals_among_themselves() {
    let day = || value(Interval::days(1));
    check(from(users::table).filter(users::id.eq(1)).filter(day().lt(Interval::months(1))).select((
        day().plus(Interval::micros(1)),
        day().minus(day()),
        day().cast::<String>(),
    )))
    .postgres(
        "SELECT CAST($1 AS INTERVAL) + CAST($2 AS INTERVAL), CAST($3 AS INTERVAL) - CAST(CAST($4 AS \
         INTERVAL) AS INTERVAL), CAST(CAST($5 AS INTERVAL) AS TEXT) FROM users WHERE users.id = $6 \
         AND CAST($7 AS INTERVAL) < $8",
    )
    .runs_elsewhere()
    .await;
}

#[cfg(feature = "chrono")]
#[tokio::test]
async fn times_and_intervals() {
    use chrono::{DateTime, Utc};

    let now = now::<DateTime<Utc>>;
    check(from(users::table).filter(users::id.eq(1)).select((
        now().plus(Interval::days(1)).minus(Interval::months(1)),
        now().since(now()).plus(Interval::default()),
        now().since(DateTime::<Utc>::UNIX_EPOCH),
    )))
    .postgres(
        "SELECT CURRENT_TIMESTAMP + CAST($1 AS INTERVAL) - CAST($2 AS INTERVAL), CURRENT_TIMESTAMP - \
         CURRENT_TIMESTAMP + CAST($3 AS INTERVAL), CURRENT_TIMESTAMP - $4 FROM users WHERE users.id \
         = $5",
    )
    .runs_elsewhere()
    .await;
}
