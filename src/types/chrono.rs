//! Dates and times of the crate `chrono`, to the microsecond.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use super::temporal::temporal;

temporal! {
    DateTime<Utc>: TimestampTz, timestamp_tz, timestamp_tz,
        DateTime::from_timestamp_micros, |t: DateTime<Utc>| t.timestamp_micros();
    NaiveDateTime: Timestamp, timestamp, timestamp,
        |micros| DateTime::from_timestamp_micros(micros).map(|t| t.naive_utc()),
        |t: NaiveDateTime| t.and_utc().timestamp_micros();
    NaiveDate: Date, date, date, date_from_days, days_of_date;
    NaiveTime: Time, time, time, time_from_micros, micros_of_time;
}

fn date_from_days(days: i32) -> Option<NaiveDate> {
    let distance = Days::new(u64::from(days.unsigned_abs()));
    let epoch = NaiveDate::default();
    if days < 0 { epoch.checked_sub_days(distance) } else { epoch.checked_add_days(distance) }
}

fn days_of_date(date: NaiveDate) -> i32 {
    // chrono's dates span about 191 million days, which an i32 holds.
    i32::try_from(date.signed_duration_since(NaiveDate::default()).num_days()).unwrap_or(i32::MAX)
}

fn time_from_micros(micros: i64) -> Option<NaiveTime> {
    if !(0..86_400_000_000).contains(&micros) {
        return None;
    }
    Some(NaiveTime::MIN + TimeDelta::microseconds(micros))
}

fn micros_of_time(time: NaiveTime) -> i64 {
    // A time of day is far below the range in which this would be None.
    time.signed_duration_since(NaiveTime::MIN).num_microseconds().unwrap_or_default()
}
