//! Dates and times of the crate `time`, to the microsecond.

use time::{Date, OffsetDateTime, PrimitiveDateTime, Time};

use super::temporal::temporal;

temporal! {
    OffsetDateTime: TimestampTz, timestamp_tz, timestamp_tz, moment_from_micros, micros_of_moment;
    PrimitiveDateTime: Timestamp, timestamp, timestamp,
        |micros| moment_from_micros(micros).map(|t| PrimitiveDateTime::new(t.date(), t.time())),
        |t: PrimitiveDateTime| micros_of_moment(t.assume_utc());
    Date: Date, date, date, date_from_days, |date: Date| date.to_julian_day() - EPOCH;
    Time: Time, time, time, time_from_micros, micros_of_time;
}

/// The Julian day of 1970-01-01.
const EPOCH: i32 = 2_440_588;

fn moment_from_micros(micros: i64) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1000).ok()
}

/// Years that do not fit become one that no database has.
fn micros_of_moment(moment: OffsetDateTime) -> i64 {
    let micros = moment.unix_timestamp_nanos().div_euclid(1000);
    i64::try_from(micros).unwrap_or(if micros < 0 { i64::MIN } else { i64::MAX })
}

fn date_from_days(days: i32) -> Option<Date> {
    Date::from_julian_day(days.checked_add(EPOCH)?).ok()
}

fn time_from_micros(micros: i64) -> Option<Time> {
    let (seconds, micros) = (micros.div_euclid(1_000_000), micros.rem_euclid(1_000_000));
    let part = |value: i64| u8::try_from(value).ok();
    let (hour, minute, second) = (part(seconds / 3600)?, seconds / 60 % 60, seconds % 60);
    Time::from_hms_micro(hour, part(minute)?, part(second)?, u32::try_from(micros).ok()?).ok()
}

fn micros_of_time(time: Time) -> i64 {
    let (hour, minute, second, micros) = time.as_hms_micro();
    let seconds = (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second);
    seconds * 1_000_000 + i64::from(micros)
}
