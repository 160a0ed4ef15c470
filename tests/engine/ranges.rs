//! Values from all over the range of their types, on their way to each database and back.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use relata::Error;
use relata::prelude::*;
use uuid::Uuid;

use super::on_every_database;

table! {
    pub ranges as Range {
        #[primary_key] id: i64,
        double: f64,
        single: f32,
        text: String,
        bytes: Vec<u8>,
        uuid: Uuid,
        day: NaiveDate,
        clock: NaiveTime,
        local: NaiveDateTime,
        at: DateTime<Utc>,
    }
}
schema! { pub all_ranges: ranges }

/// Numbers that follow from each other, the same in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: i64) -> i64 {
        (self.next() % end.unsigned_abs()).cast_signed()
    }

    fn row(&mut self, id: i64) -> Range {
        const DAY: i64 = 86_400_000_000;
        // The years 1 to 9999, and those of a TIMESTAMP of MySQL.
        let (days, seconds) = (3_652_059, i64::from(i32::MAX));
        let first = NaiveDate::from_ymd_opt(1, 1, 1).unwrap();
        let day = |at: i64| first + Days::new(at.unsigned_abs());
        let clock = |at: i64| NaiveTime::MIN + TimeDelta::microseconds(at);
        let length = self.below(60);
        // Of one to four bytes in UTF-8, without NUL.
        let text = (0..length).map(|_| {
            let bits = [7, 11, 16, 21][(self.next() % 4) as usize];
            char::from_u32((self.next() % (1 << bits)) as u32).filter(|c| *c != '\0').unwrap_or('x')
        });
        let text = text.collect();
        let length = self.below(600);
        Range {
            id,
            double: Some(f64::from_bits(self.next())).filter(|v| v.is_finite()).unwrap_or(f64::MAX),
            single: Some(f32::from_bits(self.next() as u32))
                .filter(|v| v.is_finite())
                .unwrap_or(f32::MIN),
            text,
            bytes: (0..length).map(|_| self.next() as u8).collect(),
            uuid: Uuid::from_u64_pair(self.next(), self.next()),
            day: day(self.below(days)),
            clock: clock(self.below(DAY)),
            local: day(self.below(days)).and_time(clock(self.below(DAY))),
            at: DateTime::from_timestamp_micros(
                1_000_000 + self.below(seconds * 1_000_000 - 2_000_000),
            )
            .unwrap(),
        }
    }
}

on_every_database!(values_of_the_whole_range_come_back_as_they_were, async |engine| {
    engine.create_all::<all_ranges>().await?;
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let rows: Vec<_> = (1..=300).map(|id| random.row(id)).collect();
    let assigned = rows.iter().map(|row| {
        (
            ranges::id.set(row.id),
            ranges::double.set(row.double),
            ranges::single.set(row.single),
            ranges::text.set(row.text.clone()),
            ranges::bytes.set(row.bytes.clone()),
            ranges::uuid.set(row.uuid),
            ranges::day.set(row.day),
            ranges::clock.set(row.clock),
            ranges::local.set(row.local),
            ranges::at.set(row.at),
        )
    });
    engine.execute(&insert_into(ranges::table).rows(assigned)).await?;
    let read = engine.all(&select(Range).order_by(ranges::id)).await?;
    assert_eq!(read, rows);
    for row in &rows {
        let same = select(ranges::id)
            .filter(ranges::double.eq(row.double).and(ranges::uuid.in_([row.uuid])))
            .filter(ranges::bytes.eq(&row.bytes).and(ranges::day.in_([row.day])))
            .filter(ranges::clock.eq(row.clock).and(ranges::local.in_([row.local])))
            .filter(ranges::at.eq(row.at).and(ranges::text.eq(&row.text)))
            .filter(ranges::id.eq(row.id));
        assert_eq!(engine.all(&same).await?, [row.id]);
    }
});
