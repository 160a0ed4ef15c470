//! Intervals on their way to PostgreSQL and back; the others have none.

use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, Utc};
use relata::Error;
use relata::prelude::*;
use relata::types::Interval;

use super::{clean_up, server};

#[derive(SqlType, Debug, Clone, Copy, PartialEq)]
pub struct Pause(pub Interval);

table! {
    pub waits as Wait {
        #[primary_key, identity] id: i64,
        span: Interval,
        #[default("1 day")] pause: Pause,
        maybe: Option<Interval>,
        all: Vec<Interval>,
    }
}
schema! { pub all_waits: waits }

/// The edges of each part, and spans between.
fn samples() -> Vec<Interval> {
    let mut all = Vec::new();
    for months in [i32::MIN, -13, 0, i32::MAX] {
        for days in [i32::MIN, -1, 0, 40, i32::MAX] {
            for micros in [i64::MIN, -1, 0, 86_400_000_001, i64::MAX] {
                all.push(Interval { months, days, micros });
            }
        }
    }
    // The ends of all three are what PostgreSQL calls infinite.
    let end = |span: &Interval| (span.months, span.days, span.micros);
    all.retain(|span| end(span) != (i32::MIN, i32::MIN, i64::MIN));
    all.retain(|span| end(span) != (i32::MAX, i32::MAX, i64::MAX));
    all
}

#[tokio::test]
async fn intervals_come_back_as_they_were() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.create_all::<all_waits>().await?;
    assert!(samples().len() > 20);
    for (span, id) in samples().into_iter().zip(1..) {
        let maybe = (id % 2 == 0).then_some(span);
        let add = insert_into(waits::table).values((
            waits::span.set(span),
            waits::maybe.set(maybe),
            waits::all.set([span, Interval::default()]),
        ));
        engine.execute(&add).await?;
        let read = engine.one(&select(Wait).filter(waits::id.eq(id))).await?;
        assert_eq!((read.span, read.maybe), (span, maybe));
        assert_eq!(
            (read.pause, read.all),
            (Pause(Interval::days(1)), vec![span, Interval::default()])
        );
        let same = select(waits::id)
            .filter(waits::span.eq(span).and(waits::span.in_([span])))
            .filter(waits::id.eq(id).and(value(span).in_(waits::all)));
        assert_eq!(engine.all(&same).await?, [id]);
    }
    let mut session = engine.session();
    let last = session.all(&select(Wait).filter(waits::id.eq(1))).await?[0];
    session.edit(&last).span = Interval::months(7);
    session.commit().await?;
    let first = select((waits::span, waits::span.cast::<String>())).filter(waits::id.eq(1));
    assert_eq!(engine.one(&first).await?, (Interval::months(7), "7 mons".to_owned()));
    clean_up(&engine).await
}

#[tokio::test]
async fn times_are_moved_by_intervals() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.create_all::<all_waits>().await?;
    let add = (waits::span.set(Interval::months(1)), waits::all.set(&[] as &[Interval]));
    engine.execute(&insert_into(waits::table).values(add)).await?;
    let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    let local = |text: &str| text.parse::<NaiveDateTime>().unwrap();
    let (start, end) = (at("2024-01-31T00:00:00Z"), at("2024-02-29T00:00:00Z"));
    let hour = Interval::try_from(Duration::from_secs(3600)).unwrap();
    let moved = from(waits::table).select((
        value(start).plus(waits::span),
        value(end).minus(hour),
        value(local("2024-02-29T12:00:00")).plus(Interval::months(12)),
        value(end).since(start),
        value(local("2024-01-01T00:00:00")).since(local("2024-01-02T00:00:00.000001")),
        waits::span.plus(hour).minus(waits::pause.cast::<Interval>()),
    ));
    assert_eq!(
        engine.all(&moved).await?,
        [(
            end,
            at("2024-02-28T23:00:00Z"),
            local("2025-02-28T12:00:00"),
            Interval::days(29),
            Interval { months: 0, days: -1, micros: -1 },
            Interval { months: 1, days: -1, micros: 3_600_000_000 },
        )]
    );
    assert_eq!(
        engine.one(&from(waits::table).select(max(waits::span))).await?,
        Some(Interval::months(1))
    );
    clean_up(&engine).await
}

#[tokio::test]
async fn what_is_no_interval_is_an_error() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    let wrong = engine.all(&raw!(Interval, "SELECT '1 day'::text")).await.unwrap_err();
    assert!(wrong.to_string().ends_with("expected an interval, found text"), "{wrong}");
    let most = Interval { months: i32::MAX, days: i32::MAX, micros: i64::MAX };
    let error = engine.all(&raw!(Interval, "SELECT {}", value(most))).await.unwrap_err();
    assert!(error.is_bind() && error.to_string().contains("does not fit interval"), "{error}");
    clean_up(&engine).await
}

#[tokio::test]
async fn sqlite_has_no_intervals() -> Result<(), Error> {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    let wrong = engine.all(&raw!(Interval, "SELECT '1 day'")).await.unwrap_err();
    assert!(wrong.to_string().ends_with("this database has no intervals"), "{wrong}");
    Ok(())
}
