//! Values on their way to MySQL and MariaDB and back, at the edges of their types.

use relata::Error;
use relata::prelude::*;

use super::on_mysql::{clean_up, on_both, server};

table! {
    #[table(name = "Order `Details`")]
    pub edges as Edge {
        #[primary_key] id: i64,
        #[column(name = "per cent")] small: i16,
        #[column(name = "a:b")] real: f64,
        single: f32,
        #[sql("LONGTEXT")] text: String,
        bytes: Vec<u8>,
        truth: bool,
        none: Option<i32>,
    }
}
schema! { pub all_edges: edges }

on_both!(values_come_back_as_they_were, 1, async |engine| {
    engine.create_all::<all_edges>().await?;
    let long = "é🦀".repeat(200_000);
    for (id, small, real, single, text, bytes) in [
        (i64::MIN, i16::MIN, f64::MIN, f32::MIN, "", vec![]),
        (i64::MAX, i16::MAX, f64::MAX, f32::MAX, "a\0b'\"\\`%_\r\n\u{1F980}", vec![0, 255, 39, 92]),
        (0, 0, f64::MIN_POSITIVE, f32::MIN_POSITIVE, " trailing ", (0..=255).collect()),
        (-1, -1, 0.1, 0.1, &*long, vec![7; 1 << 20]),
    ] {
        let add = insert_into(edges::table).values((
            edges::id.set(id),
            edges::small.set(small),
            edges::real.set(real),
            edges::single.set(single),
            edges::text.set(text.to_owned()),
            edges::bytes.set(bytes.clone()),
            edges::truth.set(id > 0),
            edges::none.set_null(),
        ));
        engine.execute(&add).await?;
        let read = engine.one(&select(Edge).filter(edges::id.eq(id))).await?;
        assert_eq!((read.id, read.small, read.real, read.single), (id, small, real, single));
        assert!(read.text == text && read.bytes == bytes);
        assert_eq!((read.truth, read.none), (id > 0, None));
        let by_bytes =
            select(edges::id).filter(edges::bytes.eq(bytes)).filter(edges::real.eq(real));
        assert_eq!(engine.all(&by_bytes).await?, [id]);
    }
    for wrong in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let error = engine.all(&select(edges::id).filter(edges::real.eq(wrong))).await.unwrap_err();
        assert!(error.is_bind(), "{error:?}");
        assert!(error.to_string().contains("value 1: there is no NaN and no infinity"), "{error}");
    }
});

/// What a statement cannot be read as, and why.
macro_rules! misread {
    ($connection:ident, $($row:ty: $sql:literal, $message:literal;)*) => {$(
        let error = $connection.all(&raw!($row, $sql)).await.unwrap_err();
        assert!(error.is_decode(), "{error:?}");
        assert_eq!(error.to_string(), concat!("column 1 of the row cannot be read: ", $message));
    )*};
}

on_both!(what_does_not_fit_is_an_error, 1, async |engine| {
    misread! { engine,
        i64: "SELECT '1'", "expected an integer, found text";
        i64: "SELECT 1.5", "expected an integer, found a decimal number";
        i64: "SELECT NULL", "expected an integer, found NULL";
        i16: "SELECT 40000", "40000 does not fit a 16-bit integer";
        i64: "SELECT 18446744073709551615", "18446744073709551615 does not fit an integer of 64 bits";
        bool: "SELECT 2", "2 does not fit a boolean, 0 or 1";
        f64: "SELECT 1", "expected a floating point number, found an integer";
        String: "SELECT X'41'", "expected text, found bytes";
        Vec<u8>: "SELECT 'a'", "expected bytes, found text";
    }
    let numbers = raw!((f64, f64), "SELECT 1.25, avg(x) FROM (SELECT 1 AS x UNION SELECT 2) v");
    assert_eq!(engine.all(&numbers).await?, [(1.25, 1.5)]);
});

#[cfg(feature = "chrono")]
mod times {
    use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

    use super::*;
    use crate::values::times::{Moment, all_moments, moments, parsed};

    on_both!(times_are_kept_to_the_microsecond, 1, async |engine| {
        engine.create_all::<all_moments>().await?;
        let first: DateTime<Utc> = parsed("1970-01-01T00:00:01Z");
        let last: DateTime<Utc> = parsed("2038-01-19T03:14:07.499999Z");
        for (at, local, day, time) in [
            (first, "0001-01-01T00:00:00", "0001-01-01", "00:00:00"),
            (last, "9999-12-31T23:59:59.999999", "9999-12-31", "23:59:59.999999"),
            (first, "2024-02-29T12:34:56.000001", "2024-02-29", "00:00:00.000001"),
        ] {
            let local: NaiveDateTime = parsed(local);
            let (day, time): (NaiveDate, NaiveTime) = (parsed(day), parsed(time));
            engine.execute(&delete(moments::table).every_row()).await?;
            let add = insert_into(moments::table).values((
                moments::at.set(at),
                moments::local.set(local),
                moments::day.set(day),
                moments::time.set(time),
            ));
            engine.execute(&add).await?;
            let read = engine.all(&select(Moment)).await?;
            let read = &read[0];
            assert_eq!((read.at, read.local, read.day, read.time), (at, local, day, time));
            assert!((read.made - Utc::now()).num_seconds().abs() < 60, "{}", read.made);
            for count in [
                engine.all(&select(moments::day).filter(moments::at.in_([at]))).await?,
                engine.all(&select(moments::day).filter(moments::local.eq(local))).await?,
                engine.all(&select(moments::day).filter(moments::day.eq(day))).await?,
                engine.all(&select(moments::day).filter(moments::time.eq(time))).await?,
            ] {
                assert_eq!(count, [day]);
            }
        }
        // TIMESTAMP is no wider on these servers.
        let early = insert_into(moments::table).values((
            moments::at.set(parsed::<DateTime<Utc>>("1969-12-31T23:59:59Z")),
            moments::local.set(parsed::<NaiveDateTime>("2024-01-01T00:00:00")),
            moments::day.set(parsed::<NaiveDate>("2024-01-01")),
            moments::time.set(parsed::<NaiveTime>("00:00:00")),
        ));
        assert!(engine.execute(&early).await.is_err());
        let far = select(moments::day).filter(moments::day.eq(NaiveDate::MAX));
        assert!(engine.all(&far).await.unwrap_err().is_bind());
        misread! { engine,
            NaiveDate: "SELECT CAST('2024-01-01 01:00' AS DATETIME)",
                "expected a date, found a date and a time";
            NaiveTime: "SELECT CAST('25:00' AS TIME)",
                "expected a time of day, found a time of more than a day";
            NaiveTime: "SELECT CAST('-01:00' AS TIME)",
                "expected a time of day, found a negative time";
            NaiveDate: "SELECT '2024-01-01'", "expected a date, found text";
        }
    });
}

#[cfg(feature = "uuid")]
mod uuids {
    use uuid::Uuid;

    use super::*;

    table! {
        pub things as Thing { #[primary_key] id: Uuid, other: Option<Uuid> }
    }

    schema! { pub all_things: things }

    on_both!(a_uuid_is_sixteen_bytes, 1, async |engine| {
        engine.create_all::<all_things>().await?;
        let id = Uuid::from_u128(0x0011_2233_4455_6677_8899_aabb_ccdd_eeff);
        let add = insert_into(things::table).values((things::id.set(id), things::other.set(id)));
        engine.execute(&add).await?;
        assert_eq!(engine.one(&select(Thing).filter(things::id.eq(id))).await?.other, Some(id));
        let listed = select(things::id).filter(things::id.in_([id, Uuid::nil()]));
        assert_eq!(engine.all(&listed).await?, [id]);
        let text = raw!(String, "SELECT lower(hex(id)) FROM things");
        assert_eq!(engine.all(&text).await?, ["00112233445566778899aabbccddeeff"]);
    });
}
