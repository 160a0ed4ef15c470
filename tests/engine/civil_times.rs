//! Dates and times of the crate `jiff` on their way to each database and back.

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Timestamp};
use relata::Error;
use relata::prelude::*;

use super::{clean_up, on_every_database, server};

#[derive(SqlType, Debug, Clone, Copy, PartialEq)]
pub struct Moment(pub Timestamp);

table! {
    pub events as Event {
        #[primary_key] id: i64,
        at: Moment,
        local: DateTime,
        day: Date,
        clock: Time,
        #[default(now())] made: Timestamp,
    }
}
schema! { pub all_events: events }

/// The edges of a TIMESTAMP of MySQL, of the years 1 to 9999 and of a day, and moments between.
fn samples() -> Vec<Event> {
    let parsed = |at: &str, local: &str| (at.parse().unwrap(), local.parse().unwrap());
    let mut pairs: Vec<(Timestamp, DateTime)> = vec![
        parsed("1970-01-01T00:00:01Z", "0001-01-01T00:00:00"),
        parsed("2037-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999"),
        parsed("2024-02-29T12:34:56.000001Z", "1969-12-31T23:59:59.999999"),
    ];
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    let mut below = |end: i64| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % end.unsigned_abs()).cast_signed()
    };
    for _ in 0..200 {
        let at = Timestamp::from_microsecond(1_000_000 + below(2_147_000_000_000_000)).unwrap();
        // The days of the years 1 to 9999, counted from 1970.
        let micros = below(3_652_059 * 86_400_000_000) - 719_162 * 86_400_000_000;
        let epoch = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
        pairs.push((at, epoch.checked_add(SignedDuration::from_micros(micros)).unwrap()));
    }
    let row = |(id, (at, local)): (i64, (Timestamp, DateTime))| Event {
        id,
        at: Moment(at),
        local,
        day: local.date(),
        clock: local.time(),
        made: at,
    };
    (1..).zip(pairs).map(row).collect()
}

on_every_database!(moments_are_kept_to_the_microsecond, async |engine| {
    engine.create_all::<all_events>().await?;
    let rows = samples();
    let assigned = rows.iter().map(|row| {
        (
            events::id.set(row.id),
            events::at.set(row.at),
            events::local.set(row.local),
            events::day.set(row.day),
            events::clock.set(row.clock),
            events::made.set(row.made),
        )
    });
    engine.execute(&insert_into(events::table).rows(assigned)).await?;
    assert_eq!(engine.all(&select(Event).order_by(events::id)).await?, rows);
    for row in rows.iter().take(20) {
        let same = select(events::id)
            .filter(events::id.eq(row.id))
            .filter(events::at.eq(row.at))
            .filter(events::local.eq(row.local))
            .filter(events::day.in_([row.day]).and(events::day.le(row.day)))
            .filter(events::clock.in_([row.clock]));
        assert_eq!(engine.all(&same).await?, [row.id]);
    }
    let ends = from(events::table).select((max(events::local), min(events::at)));
    assert_eq!(engine.one(&ends).await?, (Some(rows[1].local), Some(rows[0].at)));
});

on_every_database!(a_database_has_the_time_too, async |engine| {
    engine.create_all::<all_events>().await?;
    // What is finer than a microsecond is cut off.
    let fine = DateTime::constant(1969, 12, 31, 23, 59, 59, 999_999_999);
    let add = insert_into(events::table).values((
        events::id.set(1),
        events::at.set(Moment(Timestamp::UNIX_EPOCH + SignedDuration::from_secs(1))),
        events::local.set(fine),
        events::day.set(fine.date()),
        events::clock.set(fine.time()),
    ));
    engine.execute(&add).await?;
    let read = engine.one(&select(Event).filter(events::id.eq(1))).await?;
    assert_eq!(read.local, DateTime::constant(1969, 12, 31, 23, 59, 59, 999_999_000));
    let now = Timestamp::try_from(std::time::SystemTime::now()).unwrap();
    assert!(now.duration_since(read.made).abs() < SignedDuration::from_mins(1), "{}", read.made);
});

#[tokio::test]
async fn what_is_out_of_range_is_an_error_that_names_the_column() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.create_all::<all_events>().await?;
    let add = raw!(
        (),
        "INSERT INTO events (id, at, local, day, clock) VALUES \
         (1, '10000-01-01', '10000-01-01', '20000-01-01', '24:00:00')"
    );
    engine.execute(&add).await?;
    for (error, column) in [
        (engine.all(&select(events::at)).await.unwrap_err(), "at"),
        (engine.all(&select(events::local)).await.unwrap_err(), "local"),
        (engine.all(&select(events::day)).await.unwrap_err(), "day"),
        (engine.all(&select(events::clock)).await.unwrap_err(), "clock"),
    ] {
        let text = error.to_string();
        assert!(error.is_decode() && text.contains(&format!("`events.{column}`")), "{text}");
        assert!(text.contains("does not fit"), "{text}");
    }
    clean_up(&engine).await
}
