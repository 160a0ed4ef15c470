//! Dates and times of the crate `time` on their way to each database and back.

use relata::Error;
use relata::prelude::*;
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

use super::on_every_database;

#[derive(SqlType, Debug, Clone, Copy, PartialEq)]
pub struct Moment(pub OffsetDateTime);

table! {
    pub events as Event {
        #[primary_key] id: i64,
        at: Moment,
        local: PrimitiveDateTime,
        day: Date,
        clock: Time,
        #[default(now())] made: OffsetDateTime,
    }
}
schema! { pub all_events: events }

fn local(year: i32, time: (u8, u8, u8, u32)) -> PrimitiveDateTime {
    let day = Date::from_calendar_date(year, Month::December, 31).unwrap();
    let (hour, minute, second, micros) = time;
    PrimitiveDateTime::new(day, Time::from_hms_micro(hour, minute, second, micros).unwrap())
}

on_every_database!(times_are_kept_to_the_microsecond, async |engine| {
    engine.create_all::<all_events>().await?;
    let hour = UtcOffset::from_hms(5, 30, 0).unwrap();
    for (id, at, local) in [
        (1, local(1970, (0, 0, 0, 0)), local(1, (0, 0, 0, 0))),
        (2, local(2037, (23, 59, 59, 999_999)), local(9999, (23, 59, 59, 999_999))),
        (3, local(2024, (12, 34, 56, 1)), local(1969, (23, 59, 59, 999_999))),
    ] {
        let at = Moment(at.assume_utc().to_offset(hour));
        let add = insert_into(events::table).values((
            events::id.set(id),
            events::at.set(at),
            events::local.set(local),
            events::day.set(local.date()),
            events::clock.set(local.time()),
        ));
        engine.execute(&add).await?;
        let read = engine.one(&select(Event).filter(events::id.eq(id))).await?;
        assert_eq!((read.at, read.at.0.offset()), (at, UtcOffset::UTC));
        assert_eq!((read.local, read.day, read.clock), (local, local.date(), local.time()));
        let age = OffsetDateTime::from(std::time::SystemTime::now()) - read.made;
        assert!(age.whole_seconds().abs() < 60, "{age}");
        let same = select(events::id)
            .filter(events::at.eq(at))
            .filter(events::local.eq(local))
            .filter(events::day.in_([local.date()]))
            .filter(events::clock.in_([local.time()]))
            .filter(events::day.le(local.date()));
        assert_eq!(engine.all(&same).await?, [id]);
    }
    let last = from(events::table).select((max(events::local), min(events::at)));
    let first = Moment(local(1970, (0, 0, 0, 0)).assume_utc());
    assert_eq!(engine.one(&last).await?, (Some(local(9999, (23, 59, 59, 999_999))), Some(first)));
});

on_every_database!(now_is_of_the_type_that_it_meets, async |engine| {
    engine.create_all::<all_events>().await?;
    let day = local(2024, (0, 0, 0, 0));
    let add = insert_into(events::table).values((
        events::id.set(1),
        events::at.set(Moment(day.assume_utc())),
        events::local.set(now()),
        events::day.set(day.date()),
        events::clock.set(day.time()),
        events::made.set(now()),
    ));
    engine.execute(&add).await?;
    let past = select(events::local).filter(events::made.le(now()).and(events::id.eq(1)));
    assert!(engine.one_or_none(&past).await?.is_some_and(|local| local > day));
    let again = update(events::table).set(events::made.set(now())).filter(events::id.eq(1));
    assert_eq!(engine.execute(&again).await?, 1);
});
