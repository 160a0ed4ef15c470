//! Many rows: as arrays, by COPY and LOAD DATA, from iterators and streams, and what of it comes back.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use relata::engine::Bulk;
use relata::prelude::*;
use relata::{Error, assert_queries};
use time::{Date, Duration, Month, OffsetDateTime, PrimitiveDateTime, Time};

use super::{add, names, on_every_database, users};

table! {
    pub samples as Sample {
        #[primary_key] id: i64,
        flag: bool,
        small: i16,
        int: i32,
        maybe: Option<i64>,
        real: f64,
        text: String,
        note: Option<String>,
        data: Vec<u8>,
        blob: Option<Vec<u8>>,
        uuid: uuid::Uuid,
        json: serde_json::Value,
        day: Date,
        hour: Time,
        local: PrimitiveDateTime,
        moment: Option<OffsetDateTime>,
    }
}

schema! { pub bulk: samples }

/// Numbers that look like random ones, and are the same in each run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// The edges of a range are as likely as all that is between.
    fn integer(&mut self, least: i64, most: i64) -> i64 {
        match self.below(4) {
            0 => least,
            1 => most,
            _ => {
                (i128::from(least)
                    + i128::from(self.next()) % (i128::from(most) - i128::from(least)))
                    as i64
            }
        }
    }

    fn real(&mut self) -> f64 {
        let edges = [0.0, -0.5, 0.1, f64::MAX, f64::MIN_POSITIVE, -1e300, 1.0 / 3.0];
        edges.get(self.below(10) as usize).copied().unwrap_or(self.next() as f64 / 7.0)
    }

    fn text(&mut self) -> String {
        const PARTS: [&str; 16] = [
            "a", "\\", "\t", "\n", "\r", "'", "\"", "\\N", "😀", "é", ",", "{", "}", " ", "NULL",
            "%",
        ];
        (0..self.below(12)).map(|_| PARTS[self.below(16) as usize]).collect()
    }

    fn bytes(&mut self) -> Vec<u8> {
        (0..self.below(20)).map(|_| self.next() as u8).collect()
    }

    fn maybe<T>(&mut self, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(3) > 0).then(|| value(self))
    }

    fn local(&mut self) -> PrimitiveDateTime {
        let start = Date::from_calendar_date(1971, Month::January, 1).expect("a date");
        PrimitiveDateTime::new(start, Time::MIDNIGHT)
            + Duration::microseconds(self.below(2_000_000_000_000_000) as i64)
    }

    fn sample(&mut self, id: i64) -> Sample {
        Sample {
            id,
            flag: self.below(2) == 0,
            small: self.integer(i16::MIN.into(), i16::MAX.into()) as i16,
            int: self.integer(i32::MIN.into(), i32::MAX.into()) as i32,
            maybe: self.maybe(|random| random.integer(i64::MIN, i64::MAX)),
            real: self.real(),
            text: self.text(),
            note: self.maybe(Self::text),
            data: self.bytes(),
            blob: self.maybe(Self::bytes),
            uuid: uuid::Uuid::from_u64_pair(self.next(), self.next()),
            json: serde_json::json!({ "text": self.text(), "list": [self.below(9), null] }),
            day: self.local().date(),
            hour: self.local().time(),
            local: self.local(),
            moment: self.maybe(Self::local).map(PrimitiveDateTime::assume_utc),
        }
    }

    fn samples(&mut self, count: i64) -> Vec<Sample> {
        (0..count).map(|id| self.sample(id)).collect()
    }
}

/// The rows as an INSERT.
macro_rules! insert {
    ($samples:expr) => {
        insert_into(samples::table).rows($samples.iter().cloned().map(|sample: Sample| {
            (
                samples::id.set(sample.id),
                samples::flag.set(sample.flag),
                samples::small.set(sample.small),
                samples::int.set(sample.int),
                samples::maybe.set(sample.maybe),
                samples::real.set(sample.real),
                samples::text.set(sample.text),
                samples::note.set(sample.note),
                samples::data.set(sample.data),
                samples::blob.set(sample.blob),
                samples::uuid.set(sample.uuid),
                samples::json.set(sample.json),
                samples::day.set(sample.day),
                samples::hour.set(sample.hour),
                samples::local.set(sample.local),
                samples::moment.set(sample.moment),
            )
        }))
    };
}

/// All rows, by their numbers.
macro_rules! all {
    () => {
        select(Sample).order_by(samples::id)
    };
}

macro_rules! users {
    ($range:expr) => {
        insert_into(users::table).rows(
            $range.map(|i| (users::name.set(format!("n{i}")), users::email.set(format!("e{i}")))),
        )
    };
}

on_every_database!(any_value_arrives_as_it_was, async |engine| {
    engine.create_all::<bulk>().await?;
    for (seed, count) in [(1, 2), (2, 5), (3, 100), (4, 700)] {
        let samples = Random(seed).samples(count);
        assert_eq!(engine.execute(&insert!(samples)).await?, count as u64);
        assert_eq!(engine.all(&all!()).await?, samples);
        engine.execute(&delete(samples::table).every_row()).await?;
    }
});

on_every_database!(rows_may_be_larger_together_than_a_server_takes, async |engine| {
    engine.create_all::<bulk>().await?;
    let mut samples = Random(13).samples(300);
    for sample in &mut samples {
        sample.data = vec![7; 70_000];
    }
    assert_eq!(engine.execute(&insert!(samples)).await?, 300);
    let rest = select(count(samples::id)).filter(samples::data.ne(vec![7_u8; 70_000]));
    assert_eq!(engine.one(&rest).await?, 0);
    assert_eq!(engine.one(&select(count(samples::id))).await?, 300);
});

on_every_database!(rows_of_an_iterator_and_of_a_stream_are_written_in_parts, async |engine| {
    let mut seen = Vec::new();
    let rows = Bulk::iter(0..25).part(10).progress(|rows| seen.push(rows));
    let written = engine.execute_bulk(rows, |part| users!(part.into_iter())).await?;
    assert_eq!((written, seen), (25, vec![10, 20, 25]));
    let expected: Vec<_> = (0..25).map(|i| format!("n{i}")).collect();
    assert_eq!(engine.all(&names!()).await?, expected);

    let mut connection = engine.connect().await?;
    let rows = Bulk::stream(Late(30..60, false)).part(7);
    assert_eq!(connection.execute_bulk(rows, |part| users!(part.into_iter())).await?, 30);
    assert_eq!(
        connection.execute_bulk(Bulk::iter(0..0), |part| users!(part.into_iter())).await?,
        0
    );

    // One that fails undoes those before it, and what is around goes on.
    let mut tx = connection.begin().await?;
    let rows = Bulk::iter((100..150).chain([30])).part(10);
    let failed = tx.execute_bulk(rows, |part| users!(part.into_iter())).await;
    assert!(failed.unwrap_err().is_unique_violation());
    tx.execute(&add!("Ada")).await?;
    tx.commit().await?;
    assert_eq!(connection.all(&names!()).await?.len(), 56);
});

on_every_database!(keys_come_in_the_order_of_the_rows, async |engine| {
    let mut random = Random(11);
    let mut connection = engine.connect().await?;
    for count in [0, 1, 2, 16, 17, 40, 3000] {
        let emails: Vec<_> = (0..count).map(|at| format!("{:016x}-{at}", random.next())).collect();
        let rows =
            || emails.iter().map(|email| (users::name.set("n"), users::email.set(email.as_str())));
        let keys = connection.keys(&insert_into(users::table).rows(rows())).await?;
        let stored = select((users::id, users::email)).order_by(users::id);
        let found: HashMap<_, _> = connection.all(&stored).await?.into_iter().collect();
        assert_eq!(keys.len(), count);
        assert!(keys.iter().zip(&emails).all(|(key, email)| found[key] == *email));
        // Where an expression keeps rows from going as lists, too.
        let rows =
            rows().take(20).map(|row| (users::nickname.set(lower(value("A"))), row.0, row.1));
        connection.execute(&delete(users::table).every_row()).await?;
        let keys = connection.keys(&insert_into(users::table).rows(rows)).await?;
        let found: HashMap<_, _> = connection.all(&stored).await?.into_iter().collect();
        assert!(keys.iter().zip(&emails).all(|(key, email)| found[key] == *email));
        connection.execute(&delete(users::table).every_row()).await?;
    }
    // All or none.
    let rows = ["a", "b", "a"].map(|email| (users::name.set("n"), users::email.set(email)));
    let failed = connection.keys(&insert_into(users::table).rows(rows)).await;
    assert!(failed.unwrap_err().is_unique_violation());
    assert!(connection.all(&names!()).await?.is_empty());
});

/// Numbers of which each makes one wait.
struct Late(std::ops::Range<i32>, bool);

impl Stream for Late {
    type Item = i32;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<i32>> {
        self.1 = !self.1;
        if self.1 {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(self.0.next())
    }
}

#[cfg(feature = "postgres")]
#[path = "bulk/on_postgres.rs"]
mod on_postgres;

#[cfg(feature = "mysql")]
mod mysql {
    use super::*;
    use crate::on_mysql::{Kind, clean_up, server};

    /// MySQL does not allow it unless told.
    async fn allow<D: Kind>(engine: &Engine<D>) -> Result<(), Error> {
        engine.execute(&raw!((), "SET GLOBAL local_infile = 1")).await.map(drop)
    }

    macro_rules! on_both {
        ($name:ident, async |$engine:ident| $body:block) => {
            mod $name {
                use super::*;

                #[tokio::test]
                async fn mysql() -> Result<(), Error> {
                    let Some($engine) = server::<MySql>(1).await? else { return Ok(()) };
                    $body
                    clean_up(&$engine).await
                }

                #[tokio::test]
                async fn mariadb() -> Result<(), Error> {
                    let Some($engine) = server::<MariaDb>(1).await? else { return Ok(()) };
                    $body
                    clean_up(&$engine).await
                }
            }
        };
    }

    on_both!(rows_are_loaded, async |engine| {
        allow(&engine).await?;
        engine.create_all::<bulk>().await?;
        for (seed, count) in [(8, 1), (9, 2), (10, 300)] {
            let samples = Random(seed).samples(count);
            assert_eq!(engine.execute(&insert!(samples).by_load_data()).await?, count as u64);
            assert_eq!(engine.all(&all!()).await?, samples);
            engine.execute(&delete(samples::table).every_row()).await?;
        }
        assert_eq!(engine.execute(&users!(0..0).by_load_data()).await?, 0);
        let nul = [(users::name.set("a\0b\\0"), users::email.set("\0"))];
        engine.execute(&insert_into(users::table).rows(nul).by_load_data()).await?;
        assert_eq!(engine.all(&names!()).await?, ["a\0b\\0"]);
        let long = Bulk::iter(0..40_000).part(20_000);
        let load = engine.execute_bulk(long, |part| users!(part.into_iter()).by_load_data());
        assert_eq!(load.await?, 40_000);
    });

    on_both!(numbers_may_be_far_apart, async |engine| {
        let mut connection = engine.connect().await?;
        connection.execute(&raw!((), "SET auto_increment_increment = 7")).await?;
        let keys = connection.keys(&users!(0..1030)).await?;
        let stored = select((users::id, users::name)).order_by(users::id);
        let expected: Vec<_> = (0..1030).map(|i| (keys[i], format!("n{i}"))).collect();
        assert_eq!(connection.all(&stored).await?, expected);
        drop(connection);
    });

    on_both!(a_load_that_fails_leaves_nothing, async |engine| {
        allow(&engine).await?;
        engine.execute(&users!(7..8)).await?;
        let error = engine.execute(&users!(0..20).by_load_data()).await.unwrap_err();
        assert!(error.is_unique_violation(), "{error}");
        assert_eq!(error.constraint(), Some("uq_users_email"));
        assert_eq!(engine.all(&names!()).await?, ["n7"]);
        let long = [(users::name.set("n".repeat(300)), users::email.set("long"))];
        let load = insert_into(users::table).rows(long).by_load_data();
        let mut tx = engine.begin().await?;
        tx.execute(&add!("Ada")).await?;
        assert!(tx.execute(&load).await.is_err());
        tx.execute(&users!(100..120).by_load_data()).await?;
        tx.commit().await?;
        assert_eq!(engine.all(&names!()).await?.len(), 22);

        // Dropped half way, nothing of it is there, and the connection is not given to others.
        let mut connection = engine.connect().await?;
        {
            let load = users!(1000..50_000).by_load_data();
            let mut work = std::pin::pin!(connection.execute(&load));
            for _ in 0..4 {
                let step = std::future::poll_fn(|cx| match work.as_mut().poll(cx) {
                    Poll::Ready(done) => Poll::Ready(Some(done)),
                    Poll::Pending => Poll::Ready(None),
                });
                assert!(step.await.is_none());
                tokio::time::sleep(std::time::Duration::from_millis(2)).await;
            }
        }
        drop(connection);
        assert_eq!(engine.all(&names!()).await?.len(), 22);
    });
}
