//! Values on their way to PostgreSQL and back, by the types that the server names.

use relata::Error;
use relata::prelude::*;

use super::{add, clean_up, names, server};

/// What mood a row is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, SqlType)]
pub enum Mood {
    Good,
    Bad,
}

table! {
    pub moods {
        #[primary_key] id: i64,
        #[sql("mood")] mood: Mood,
        #[sql("name_of_something")] name: String,
        #[sql("NUMERIC(10, 2)")] price: f64,
    }
}

#[tokio::test]
async fn types_of_the_database_are_sent_and_read() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    let mut connection = engine.connect().await?;
    for script in [
        "CREATE TYPE mood AS ENUM ('bad', 'good')",
        "CREATE DOMAIN name_of_something AS varchar(20) CHECK (value <> '')",
        "CREATE TABLE moods (id bigint, mood mood, name name_of_something, price numeric(10, 2))",
    ] {
        connection.client().batch_execute(script).await.expect("a script");
    }
    let add = |id: i64, mood, name: &str, price: f64| {
        insert_into(moods::table).values((
            moods::id.set(id),
            moods::mood.set(mood),
            moods::name.set(name.to_owned()),
            moods::price.set(price),
        ))
    };
    connection.execute(&add(1, Mood::Good, "a", 12.5)).await?;
    connection.execute(&add(2, Mood::Bad, "b", -0.25)).await?;
    let all = select((moods::mood, moods::name, moods::price)).order_by(moods::id.asc());
    let rows = [(Mood::Good, "a".to_owned(), 12.5), (Mood::Bad, "b".to_owned(), -0.25)];
    assert_eq!(connection.all(&all).await?, rows);
    for found in [
        connection.all(&select(moods::id).filter(moods::mood.eq(Mood::Bad))).await?,
        connection.all(&select(moods::id).filter(moods::mood.in_([Mood::Bad]))).await?,
        connection.all(&select(moods::id).filter(moods::name.in_(["b", "c"]))).await?,
        connection.all(&select(moods::id).filter(moods::price.lt(0.0))).await?,
        connection.all(&select(moods::id).filter(moods::price.in_([-0.25, 1e20]))).await?,
    ] {
        assert_eq!(found, [2]);
    }
    assert!(
        connection.execute(&add(3, Mood::Good, "", 0.0)).await.unwrap_err().is_check_violation()
    );
    assert!(connection.execute(&add(3, Mood::Good, "c", f64::NAN)).await.is_ok());
    let large = connection.execute(&add(4, Mood::Good, "c", 1e30)).await;
    assert_eq!(large.unwrap_err().code(), Some("22003"));
    drop(connection);
    clean_up(&engine).await
}

/// What a statement cannot be read as, and why.
macro_rules! misread {
    ($connection:ident, $($row:ty: $sql:literal, $message:literal;)*) => {$(
        let error = $connection.all(&raw!($row, $sql)).await.unwrap_err();
        assert!(error.is_decode(), "{error:?}");
        assert_eq!(error.to_string(), concat!("column 1 of the row cannot be read: ", $message));
    )*};
}

#[tokio::test]
async fn what_does_not_fit_is_an_error() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    let mut connection = engine.connect().await?;
    misread! { connection,
        i64: "SELECT '1'::text", "expected an integer, found text";
        i64: "SELECT 1.5", "expected an integer, found numeric";
        i64: "SELECT NULL::bigint", "expected an integer, found NULL";
        i16: "SELECT 40000", "40000 does not fit a 16-bit integer";
        bool: "SELECT 1", "expected a boolean, found int4";
        f64: "SELECT 1", "expected a floating point number, found int4";
        f32: "SELECT 1e300::float8", "1e300 does not fit a 32-bit floating point number";
        String: "SELECT '1'::jsonb", "expected text, found jsonb";
        Vec<u8>: "SELECT 'a'", "expected bytes, found text";
    }
    // Each as wide as the server has it.
    let numbers = raw!((i64, i64, i64, i32), "SELECT 1::int2, 2::int4, 3::int8, 4::int8");
    assert_eq!(connection.all(&numbers).await?, [(1, 2, 3, 4)]);
    let reals =
        raw!((f64, f64, f32), "SELECT 0.5::float4, avg(x), 1.25 FROM (VALUES (1), (2)) v(x)");
    assert_eq!(connection.all(&reals).await?, [(0.5, 1.5, 1.25)]);
    let texts = raw!((String, String, String), "SELECT 'a'::name, 'b'::char(2), '1'::json");
    let found = connection.all(&texts).await?;
    assert_eq!(found, [("a".to_owned(), "b ".to_owned(), "1".to_owned())]);
    drop(connection);
    clean_up(&engine).await
}

#[tokio::test]
async fn what_postgresql_does_not_store_is_refused_before_it_is_sent() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    let mut tx = engine.begin().await?;
    let nul = tx.execute(&add!("a\0b")).await.unwrap_err();
    assert!(nul.is_bind());
    assert_eq!(
        nul.to_string(),
        "a value cannot be bound: `$1`: PostgreSQL's text has no character U+0000"
    );
    assert!(nul.sql().is_some_and(|sql| sql.starts_with("INSERT INTO users")));
    drop(tx);

    // The transaction is not lost by what was not sent.
    let mut tx = engine.begin().await?;
    assert!(tx.execute(&add!("a\0b")).await.is_err());
    tx.execute(&add!("Ada")).await?;
    tx.commit().await?;
    assert_eq!(engine.all(&names!()).await?, ["Ada"]);
    clean_up(&engine).await
}

#[cfg(feature = "chrono")]
mod times {
    use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

    use super::*;
    use crate::values::times::{Moment, all_moments, moments, parsed};

    #[tokio::test]
    async fn times_are_kept_to_the_microsecond() -> Result<(), Error> {
        let Some(engine) = server(1).await? else { return Ok(()) };
        engine.create_all::<all_moments>().await?;
        let at: DateTime<Utc> = parsed("1969-12-31T23:59:59.999999Z");
        let local: NaiveDateTime = parsed("2024-02-29T12:34:56.000001");
        let (day, time): (NaiveDate, NaiveTime) = (parsed("0000-01-01"), parsed("23:59:59.5"));
        let before = Utc::now();
        let add = insert_into(moments::table).values((
            moments::at.set(at),
            moments::local.set(local),
            moments::day.set(day),
            moments::time.set(time),
        ));
        let made = engine.one(&add.returning(moments::made)).await?;
        assert!((made - before).num_seconds().abs() < 60, "{made} {before}");
        let now =
            engine.one(&select_values((now::<NaiveDateTime>(), now::<DateTime<Utc>>()))).await?;
        assert!((now.0.and_utc() - now.1).num_days().abs() < 2, "{now:?}");
        let read = engine.one(&select(Moment).filter(moments::id.eq(1))).await?;
        assert_eq!((read.at, read.local, read.day, read.time), (at, local, day, time));
        let text = raw!(
            String,
            "SELECT concat_ws(' ', at AT TIME ZONE 'UTC', local, day, time) FROM moments"
        );
        assert_eq!(
            engine.all(&text).await?,
            ["1969-12-31 23:59:59.999999 2024-02-29 12:34:56.000001 0001-01-01 BC 23:59:59.5"]
        );
        for list in [
            engine.all(&select(moments::id).filter(moments::at.in_([at]))).await?,
            engine.all(&select(moments::id).filter(moments::local.in_([local]))).await?,
            engine.all(&select(moments::id).filter(moments::day.in_([day]))).await?,
            engine.all(&select(moments::id).filter(moments::time.in_([time]))).await?,
            engine.all(&select(moments::id).filter(moments::at.lt(moments::made))).await?,
        ] {
            assert_eq!(list, [1]);
        }
        let late = select(moments::id).filter(moments::at.eq(DateTime::<Utc>::MAX_UTC));
        assert_eq!(engine.all(&late).await?, <[i64; 0]>::default());
        let early = select(moments::id).filter(moments::day.eq(NaiveDate::MIN));
        assert!(engine.all(&early).await.is_err());
        clean_up(&engine).await
    }

    #[tokio::test]
    async fn other_times_are_refused() -> Result<(), Error> {
        let Some(engine) = server(1).await? else { return Ok(()) };
        let mut connection = engine.connect().await?;
        misread! { connection,
            DateTime<Utc>: "SELECT now()::timestamp",
                "expected a timestamp with time zone, found timestamp";
            DateTime<Utc>: "SELECT 'infinity'::timestamptz", "an infinite date is no date";
            NaiveDate: "SELECT '-infinity'::date", "an infinite date is no date";
            NaiveTime: "SELECT '12:00'::timetz", "expected a time of day, found timetz";
            NaiveDate: "SELECT '2024-01-01'", "expected a date, found text";
        }
        drop(connection);
        clean_up(&engine).await
    }
}

#[cfg(feature = "uuid")]
mod uuids {
    use uuid::Uuid;

    use super::*;

    table! {
        pub things as Thing { #[primary_key] id: Uuid, other: Option<Uuid> }
    }

    schema! { pub all_things: things }

    #[tokio::test]
    async fn a_uuid_is_one() -> Result<(), Error> {
        let Some(engine) = server(1).await? else { return Ok(()) };
        engine.create_all::<all_things>().await?;
        let id = Uuid::from_u128(0x0011_2233_4455_6677_8899_aabb_ccdd_eeff);
        let add = insert_into(things::table).values((things::id.set(id), things::other.set(id)));
        engine.execute(&add).await?;
        assert_eq!(engine.one(&select(Thing).filter(things::id.eq(id))).await?.other, Some(id));
        let listed = select(things::id).filter(things::id.in_([id, Uuid::nil()]));
        assert_eq!(engine.all(&listed).await?, [id]);
        let text = raw!(String, "SELECT id::text FROM things");
        assert_eq!(engine.all(&text).await?, ["00112233-4455-6677-8899-aabbccddeeff"]);
        let text = raw!(Uuid, "SELECT '00112233-4455-6677-8899-aabbccddeeff'");
        assert!(engine.all(&text).await.unwrap_err().is_decode());
        clean_up(&engine).await
    }
}
