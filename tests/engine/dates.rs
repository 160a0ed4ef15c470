//! Parts and beginnings of dates and times: on each database what the crates of dates compute, from year 1 to 9999.

use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc,
};
use relata::Error;
use relata::functions::*;
use relata::prelude::*;

use super::{clean_up, on_every_database, server};

#[derive(SqlType, Debug, Clone, Copy, PartialEq)]
pub struct Moment(pub DateTime<Utc>);

table! {
    pub events as Event {
        #[primary_key] id: i64,
        at: Moment,
        local: NaiveDateTime,
        day: NaiveDate,
        clock: NaiveTime,
        born: Option<NaiveDate>,
    }
}
schema! { pub all_events: events }

const DAY: i64 = 86_400_000_000;
/// The days from year 1 to 1970.
const FIRST: i64 = 719_162;

/// The edges of all years, of days, weeks and months, and times between. A moment is one that MySQL has too.
fn samples() -> Vec<Event> {
    let parsed = |text: &str| text.parse::<NaiveDateTime>().unwrap();
    let mut locals: Vec<NaiveDateTime> = [
        "0001-01-01T00:00:00",
        "0001-01-01T00:00:00.000001",
        "0004-02-29T23:59:59.999999",
        "1582-10-10T12:00:00",
        "1899-12-31T23:59:59.999500",
        "1900-02-28T23:59:59.999999",
        "1969-12-31T23:59:59.999999",
        "1970-01-01T00:00:00",
        "1999-12-31T23:59:59.999999",
        "2000-02-29T23:59:59.999999",
        "2004-12-31T23:59:59.999500",
        "2005-01-01T00:00:00",
        "2008-12-28T23:59:59.999999",
        "2008-12-29T00:00:00",
        "2010-01-03T23:59:59.999999",
        "2010-01-04T00:00:00",
        "2020-12-31T11:59:59.999999",
        "2024-02-29T12:34:56.000001",
        "9999-12-31T23:59:59.999999",
    ]
    .map(parsed)
    .to_vec();
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    for _ in 0..200 {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let micros = (random % (3_652_059 * DAY).unsigned_abs()).cast_signed() - FIRST * DAY;
        locals.push(DateTime::from_timestamp_micros(micros).unwrap().naive_utc());
    }
    let row = |(id, local): (i64, NaiveDateTime)| {
        let micros = local.and_utc().timestamp_micros();
        // Another year of the same days and times would have other weeks.
        let at = 1_000_000 + micros.rem_euclid(2_147_000_000_000_000);
        Event {
            id,
            at: Moment(DateTime::from_timestamp_micros(at).unwrap()),
            local,
            day: local.date(),
            clock: local.time(),
            born: (id % 2 == 0).then_some(local.date()),
        }
    };
    (1..).zip(locals).map(row).collect()
}

/// Adds the samples.
macro_rules! add_samples {
    ($engine:expr) => {{
        let rows = samples();
        let assigned = rows.iter().map(|row| {
            (
                events::id.set(row.id),
                events::at.set(row.at),
                events::local.set(row.local),
                events::day.set(row.day),
                events::clock.set(row.clock),
                events::born.set(row.born),
            )
        });
        $engine.execute(&insert_into(events::table).rows(assigned)).await?;
        rows
    }};
}

type Parts = (i32, i32, i32, i32, i32, i32, i32, i32);

fn parts(of: NaiveDate) -> Parts {
    let part = |value: u32| i32::try_from(value).unwrap();
    (
        of.year(),
        part(of.month0() / 3 + 1),
        part(of.month()),
        part(of.iso_week().week()),
        of.iso_week().year(),
        part(of.day()),
        part(of.weekday().number_from_monday()),
        part(of.ordinal()),
    )
}

/// All parts of a date.
macro_rules! parts {
    ($of:expr) => {
        (
            year($of),
            quarter($of),
            month($of),
            week($of),
            week_year($of),
            day($of),
            day_of_week($of),
            day_of_year($of),
        )
    };
}

on_every_database!(a_date_has_its_parts, async |engine| {
    engine.create_all::<all_events>().await?;
    let rows = add_samples!(engine);
    let of_days = engine.all(&select(parts!(events::day)).order_by(events::id)).await?;
    let of_locals = engine.all(&select(parts!(events::local)).order_by(events::id)).await?;
    let of_moments = engine.all(&select(parts!(events::at)).order_by(events::id)).await?;
    for (i, row) in rows.iter().enumerate() {
        assert_eq!(of_days[i], parts(row.day), "{row:?}");
        assert_eq!(of_locals[i], parts(row.day), "{row:?}");
        assert_eq!(of_moments[i], parts(row.at.0.date_naive()), "{row:?}");
    }
    let born = engine.all(&select(year(events::born)).order_by(events::id)).await?;
    let years: Vec<_> = rows.iter().map(|row| row.born.map(|day| day.year())).collect();
    assert_eq!(born, years);
});

on_every_database!(a_time_has_its_parts, async |engine| {
    engine.create_all::<all_events>().await?;
    let rows = add_samples!(engine);
    let found = engine
        .all(
            &select((
                (hour(events::clock), minute(events::clock), second(events::clock)),
                (hour(events::local), minute(events::local), second(events::local)),
                (hour(events::at), minute(events::at), second(events::at)),
            ))
            .order_by(events::id),
        )
        .await?;
    let parts = |of: NaiveTime| {
        let part = |value: u32| i32::try_from(value).unwrap();
        (part(of.hour()), part(of.minute()), part(of.second()))
    };
    for (row, found) in rows.iter().zip(found) {
        let at = parts(row.at.0.time());
        assert_eq!(found, (parts(row.clock), parts(row.clock), at), "{row:?}");
    }
});

/// The beginnings of a date and time.
fn beginnings(of: NaiveDateTime) -> [NaiveDateTime; 7] {
    let day = of.date();
    let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN);
    let cut = |micros: i64| {
        let of = of.and_utc().timestamp_micros();
        DateTime::from_timestamp_micros(of - of.rem_euclid(micros)).unwrap().naive_utc()
    };
    [
        midnight(day.with_ordinal(1).unwrap()),
        midnight(day.with_day(1).unwrap()),
        midnight(day - Days::new(day.weekday().num_days_from_monday().into())),
        midnight(day),
        cut(3_600_000_000),
        cut(60_000_000),
        cut(1_000_000),
    ]
}

macro_rules! beginnings {
    ($of:expr) => {
        (
            start_of_year($of),
            start_of_month($of),
            start_of_week($of),
            start_of_day($of),
            start_of_hour($of),
            start_of_minute($of),
            start_of_second($of),
        )
    };
}

on_every_database!(units_begin_as_they_should, async |engine| {
    engine.create_all::<all_events>().await?;
    let rows = add_samples!(engine);
    let locals = engine.all(&select(beginnings!(events::local)).order_by(events::id)).await?;
    let moments = engine.all(&select(beginnings!(events::at)).order_by(events::id)).await?;
    let day = events::day;
    let days = select((start_of_year(day), start_of_month(day), start_of_week(day)));
    let days = engine.all(&days.order_by(events::id)).await?;
    for (i, row) in rows.iter().enumerate() {
        let (a, b, c, d, e, f, g) = locals[i];
        let expected = beginnings(row.local);
        assert_eq!([a, b, c, d, e, f, g], expected, "{row:?}");
        let (a, b, c, d, e, f, g) = moments[i];
        let expected_at = beginnings(row.at.0.naive_utc());
        assert_eq!([a, b, c, d, e, f, g].map(|at| at.0.naive_utc()), expected_at, "{row:?}");
        let (a, b, c) = days[i];
        assert_eq!([a, b, c].map(|day| day.and_time(NaiveTime::MIN)), expected[..3], "{row:?}");
    }
    // They compare with values and with each other, and group.
    let hour_began = beginnings(rows[0].local)[4];
    let same = select(events::id).filter(start_of_hour(events::local).eq(hour_began));
    assert_eq!(engine.all(&same.order_by(events::id)).await?, [1, 2]);
    let month = start_of_month(events::local);
    let groups =
        from(events::table).group_by(month).order_by(month).select((month, count_rows())).limit(1);
    assert_eq!(engine.all(&groups).await?, [(hour_began, 2)]);
    let whole = select(count(events::id)).filter(start_of_day(events::local).eq(events::local));
    assert_eq!(engine.one(&whole).await?, 5);
});

on_every_database!(days_are_counted, async |engine| {
    engine.create_all::<all_events>().await?;
    let rows = add_samples!(engine);
    let origin = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
    let found = engine
        .all(
            &select((
                date(events::local),
                date(events::at),
                date(events::day),
                date_diff(events::day, origin),
                date_diff(date(events::at), date(events::local)),
            ))
            .order_by(events::id),
        )
        .await?;
    let days = |days: i64| i32::try_from(days).unwrap();
    for (row, found) in rows.iter().zip(found) {
        let at = row.at.0.date_naive();
        let since = days((row.day - origin).num_days());
        let between = days((at - row.day).num_days());
        assert_eq!(found, (row.day, at, row.day, since, between), "{row:?}");
    }
    let year = select((add_days(events::day, 365), add_days(events::day, -1_i64)))
        .filter(events::day.between(origin, NaiveDate::from_ymd_opt(2024, 3, 1).unwrap()));
    for (later, before) in engine.all(&year).await? {
        assert_eq!(later - before, TimeDelta::days(366));
    }
    let same = select(count(events::id)).filter(date(events::local).eq(events::day));
    assert_eq!(engine.one(&same).await?, i64::try_from(rows.len()).unwrap());
});

on_every_database!(today_is_the_day_of_now, async |engine| {
    engine.create_all::<all_events>().await?;
    let before = Utc::now();
    let add = insert_into(events::table).values((
        events::id.set(1),
        events::at.set(Moment(before)),
        events::local.set(before.naive_utc()),
        events::day.set(current_date()),
        events::clock.set(current_time()),
    ));
    engine.execute(&add).await?;
    let row = engine.one(&select(Event).filter(events::id.eq(1))).await?;
    let later = Utc::now();
    assert!((before.date_naive()..=later.date_naive()).contains(&row.day), "{row:?}");
    let age = (row.day.and_time(row.clock).and_utc() - before).num_seconds();
    assert!((-60..=60).contains(&age) || before.date_naive() != later.date_naive(), "{row:?}");
    let today = select(events::id).filter(date(events::at).le(current_date()));
    assert_eq!(engine.all(&today).await?, [1]);
});

/// The answers are those of UTC in whatever time zone a session is.
#[tokio::test]
async fn a_session_in_another_time_zone_has_the_same_answers() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.create_all::<all_events>().await?;
    let rows = add_samples!(engine);
    let mut tx = engine.begin().await?;
    tx.execute(&raw!((), "SET LOCAL TIME ZONE 'Pacific/Auckland'")).await?;
    let of_moments = tx.all(&select(parts!(events::at)).order_by(events::id)).await?;
    let of_days = tx.all(&select(parts!(events::day)).order_by(events::id)).await?;
    let moments = tx.all(&select(beginnings!(events::at)).order_by(events::id)).await?;
    let months = tx.all(&select(start_of_month(events::day)).order_by(events::id)).await?;
    let clocks = tx.all(&select((date(events::at), hour(events::at))).order_by(events::id)).await?;
    for (i, row) in rows.iter().enumerate() {
        assert_eq!(of_moments[i], parts(row.at.0.date_naive()), "{row:?}");
        assert_eq!(of_days[i], parts(row.day), "{row:?}");
        let (a, b, c, d, e, f, g) = moments[i];
        let expected = beginnings(row.at.0.naive_utc());
        assert_eq!([a, b, c, d, e, f, g].map(|at| at.0.naive_utc()), expected, "{row:?}");
        assert_eq!(months[i], row.day.with_day(1).unwrap(), "{row:?}");
        let hour = i32::try_from(row.at.0.hour()).unwrap();
        assert_eq!(clocks[i], (row.at.0.date_naive(), hour), "{row:?}");
    }
    let (clock, before) = (select_values(current_time::<NaiveTime>()), Utc::now().time());
    let age = (tx.one(&clock).await? - before).num_seconds().rem_euclid(86_400);
    assert!(!(3600..82_800).contains(&age), "{age}");
    tx.rollback().await?;
    clean_up(&engine).await
}

/// The other crates of dates have the same functions.
#[cfg(all(feature = "jiff", feature = "time"))]
mod others {
    use super::*;

    table! {
        pub moments {
            #[primary_key] id: i64,
            at: jiff::Timestamp,
            local: jiff::civil::DateTime,
            moment: time::OffsetDateTime,
            plain: time::PrimitiveDateTime,
        }
    }
    schema! { pub all_moments: moments }

    on_every_database!(types_of_jiff_and_time_have_parts, async |engine| {
        engine.create_all::<all_moments>().await?;
        let at = "2024-02-29T23:59:59.999999Z".parse::<jiff::Timestamp>().unwrap();
        let local = jiff::civil::DateTime::constant(2024, 2, 29, 23, 59, 59, 999_999_000);
        let moment = time::OffsetDateTime::from_unix_timestamp_nanos(at.as_nanosecond()).unwrap();
        let plain = time::PrimitiveDateTime::new(moment.date(), moment.time());
        let add = insert_into(moments::table).values((
            moments::id.set(1),
            moments::at.set(at),
            moments::local.set(local),
            moments::moment.set(moment),
            moments::plain.set(plain),
        ));
        engine.execute(&add).await?;
        let parts = select((
            (day_of_year(moments::at), day_of_year(moments::local)),
            (day_of_year(moments::moment), day_of_year(moments::plain)),
            (second(moments::at), second(moments::local)),
            (second(moments::moment), second(moments::plain)),
        ))
        .filter(moments::id.eq(1));
        assert_eq!(engine.one(&parts).await?, ((60, 60), (60, 60), (59, 59), (59, 59)));
        let dates = select((
            date(moments::at),
            date(moments::local),
            date(moments::moment),
            date(moments::plain),
        ));
        let (day, other) = (local.date(), moment.date());
        assert_eq!(engine.all(&dates).await?, [(day, day, other, other)]);
        let months = select((
            start_of_month(moments::at),
            start_of_month(moments::local),
            start_of_month(moments::moment),
            start_of_month(moments::plain),
        ));
        let found = engine.one(&months.filter(moments::id.eq(1))).await?;
        let first = jiff::civil::date(2024, 2, 1);
        assert_eq!(found.0.to_string(), "2024-02-01T00:00:00Z");
        assert_eq!(found.1, first.at(0, 0, 0, 0));
        assert_eq!(
            (found.2.unix_timestamp(), found.3),
            (1_706_745_600, time::PrimitiveDateTime::new(found.2.date(), time::Time::MIDNIGHT))
        );
        let today = select(moments::id).filter(date(moments::moment).le(current_date()));
        assert_eq!(engine.all(&today.filter(date(moments::at).lt(current_date()))).await?, [1]);
    });
}
