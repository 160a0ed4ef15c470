//! Dates and times of the crate `jiff`, to the microsecond.

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Timestamp};

use super::temporal::temporal;

temporal! {
    Timestamp: TimestampTz, timestamp_tz, timestamp_tz,
        |micros| Timestamp::from_microsecond(micros).ok(),
        |t: Timestamp| micros(t.as_nanosecond());
    DateTime: Timestamp, timestamp, timestamp,
        |micros| EPOCH.checked_add(SignedDuration::from_micros(micros)).ok(),
        |t: DateTime| micros(t.duration_since(EPOCH).as_nanos());
    Date: Date, date, date, date_from_days, days_of_date;
    Time: Time, time, time, time_from_micros,
        |t: Time| micros(t.duration_since(Time::MIN).as_nanos());
}

const EPOCH: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);

/// Its years, -9999 to 9999, are far below the range in which this would not fit.
fn micros(nanos: i128) -> i64 {
    i64::try_from(nanos.div_euclid(1000)).unwrap_or_default()
}

fn date_from_days(days: i32) -> Option<Date> {
    EPOCH.date().checked_add(SignedDuration::from_hours(24 * i64::from(days))).ok()
}

fn days_of_date(date: Date) -> i32 {
    // The same holds of its days.
    i32::try_from(date.duration_since(EPOCH.date()).as_hours() / 24).unwrap_or_default()
}

fn time_from_micros(micros: i64) -> Option<Time> {
    Time::MIN.checked_add(SignedDuration::from_micros(micros)).ok()
}
