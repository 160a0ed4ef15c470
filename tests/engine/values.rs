//! Values on their way to SQLite and back, and in what form they lie there.

use relata::Error;
use relata::prelude::*;

use super::{BOTH, clean_up, server};

table! {
    pub plain as Plain {
        #[primary_key, identity] id: i64,
        flag: bool,
        small: i16,
        number: i32,
        large: i64,
        real: f64,
        short: f32,
        text: String,
        bytes: Vec<u8>,
        maybe: Option<String>,
    }
}

schema! { pub plains: plain }

fn samples() -> Vec<Plain> {
    let plain = |id,
                 flag,
                 small,
                 number,
                 large,
                 real,
                 short,
                 text: &str,
                 bytes: &[u8],
                 maybe: Option<&str>| {
        let (text, bytes, maybe) = (text.to_owned(), bytes.to_vec(), maybe.map(str::to_owned));
        Plain { id, flag, small, number, large, real, short, text, bytes, maybe }
    };
    vec![
        plain(
            1,
            true,
            i16::MAX,
            i32::MAX,
            i64::MAX,
            f64::MAX,
            f32::MAX,
            "a\"\\'b",
            b"\0\xff",
            Some(""),
        ),
        plain(2, false, i16::MIN, i32::MIN, i64::MIN, f64::MIN_POSITIVE, f32::MIN, "", b"", None),
        plain(3, false, 0, 0, 0, -0.0, 0.1, "é€😀\n\0z", b"text", Some("x")),
        plain(
            4,
            true,
            -1,
            1,
            1 << 53,
            f64::INFINITY,
            f32::NEG_INFINITY,
            "[1]",
            b"[1]",
            Some("null"),
        ),
    ]
}

/// The samples that PostgreSQL takes, which has no text with a NUL character.
fn without_nul() -> Vec<Plain> {
    let mut rows = samples();
    rows.iter_mut().for_each(|row| row.text.retain(|c| c != '\0'));
    rows
}

/// Writes the samples.
macro_rules! filled {
    ($engine:expr, $samples:ident) => {{
        let engine = $engine;
        engine.create_all::<plains>().await?;
        let rows = $samples().into_iter().map(|row| {
            (
                plain::flag.set(row.flag),
                plain::small.set(row.small),
                plain::number.set(row.number),
                plain::large.set(row.large),
                plain::real.set(row.real),
                plain::short.set(row.short),
                plain::text.set(row.text),
                plain::bytes.set(row.bytes),
                plain::maybe.set(row.maybe),
            )
        });
        assert_eq!(engine.execute(&insert_into(plain::table).rows(rows)).await?, 4);
        engine
    }};
}

async fn engine(execution: relata::engine::Execution) -> Result<Engine<Sqlite>, Error> {
    let engine = Engine::builder("sqlite::memory:").execution(execution).build().await?;
    Ok(filled!(engine, samples))
}

#[tokio::test]
async fn what_is_written_is_read() -> Result<(), Error> {
    for execution in BOTH {
        let engine = engine(execution).await?;
        assert_eq!(engine.all(&select(Plain).order_by(plain::id.asc())).await?, samples());
    }
    if let Some(engine) = server(1).await? {
        let engine = filled!(engine, without_nul);
        assert_eq!(engine.all(&select(Plain).order_by(plain::id.asc())).await?, without_nul());
        clean_up(&engine).await?;
    }
    Ok(())
}

/// Each value finds its own row, bound alone and in a list.
macro_rules! found {
    ($engine:expr, $samples:ident, $($column:ident)*) => {$(
        for row in $samples() {
            let ids = select(plain::id).filter(plain::$column.eq(row.$column.clone()));
            let ids = $engine.all(&ids.order_by(plain::id.asc())).await?;
            let same: Vec<i64> =
                $samples().into_iter().filter(|other| other.$column == row.$column).map(|s| s.id).collect();
            assert_eq!(ids, same, "{} {:?}", stringify!($column), row.$column);
            let list = select(plain::id).filter(plain::$column.in_(vec![row.$column.clone(); 2]));
            let list = $engine.all(&list.order_by(plain::id.asc())).await?;
            assert_eq!(list, same, "{} IN {:?}", stringify!($column), row.$column);
        }
        let all: Vec<_> = $samples().into_iter().map(|row| row.$column).collect();
        let all = select(plain::id).filter(plain::$column.in_(all)).order_by(plain::id.asc());
        assert_eq!($engine.all(&all).await?, [1, 2, 3, 4], stringify!($column));
        let none: Vec<_> = $samples().into_iter().take(0).map(|row| row.$column).collect();
        let none = select(plain::id).filter(plain::$column.not_in(none));
        assert_eq!($engine.all(&none).await?.len(), 4);
    )*};
}

#[tokio::test]
async fn each_value_finds_its_row_alone_and_in_a_list() -> Result<(), Error> {
    for execution in BOTH {
        let engine = engine(execution).await?;
        found! { engine, samples, flag small number large real short text bytes }
    }
    if let Some(engine) = server(1).await? {
        let engine = filled!(engine, without_nul);
        found! { engine, without_nul, flag small number large real short text bytes }
        clean_up(&engine).await?;
    }
    Ok(())
}

#[tokio::test]
async fn values_lie_in_the_usual_form() -> Result<(), Error> {
    let engine = engine(relata::engine::Execution::Inline).await?;
    let types = raw!(
        (String, String, String, String, String),
        "SELECT typeof(flag), typeof(large), typeof(real), typeof(text), typeof(bytes) \
         FROM plain WHERE id = 2"
    );
    let expected = ("integer", "integer", "real", "text", "blob");
    let found = engine.first(&types).await?;
    let found = found.as_ref().map(|t| (&*t.0, &*t.1, &*t.2, &*t.3, &*t.4));
    assert_eq!(found, Some(expected));
    Ok(())
}

#[cfg(feature = "chrono")]
pub mod times {
    use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

    use super::*;

    table! {
        pub moments as Moment {
            #[primary_key, identity] id: i64,
            at: DateTime<Utc>,
            local: NaiveDateTime,
            day: NaiveDate,
            time: NaiveTime,
            #[default(now())] made: DateTime<Utc>,
        }
    }

    schema! { pub all_moments: moments }

    pub fn parsed<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
        text.parse().expect("a time")
    }

    #[tokio::test]
    async fn times_are_kept_to_the_microsecond() -> Result<(), Error> {
        for execution in BOTH {
            let engine =
                Engine::<Sqlite>::builder("sqlite::memory:").execution(execution).build().await?;
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
            assert!((made - before).num_seconds().abs() < 5, "{made} {before}");
            let read = engine.one(&select(Moment).filter(moments::id.eq(1))).await?;
            assert_eq!((read.at, read.local, read.day, read.time), (at, local, day, time));
            let text =
                raw!((String, String, String, String), "SELECT at, local, day, time FROM moments");
            let found = engine.first(&text).await?;
            assert_eq!(
                found.as_ref().map(|t| (&*t.0, &*t.1, &*t.2, &*t.3)),
                Some((
                    "1969-12-31 23:59:59.999999",
                    "2024-02-29 12:34:56.000001",
                    "0000-01-01",
                    "23:59:59.500000"
                ))
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
        }
        Ok(())
    }

    #[tokio::test]
    async fn what_others_write_is_read() -> Result<(), Error> {
        let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
        let noon: DateTime<Utc> = parsed("2024-02-29T12:00:00Z");
        macro_rules! read {
            ($($text:literal)*) => {$(
                let text = raw!(DateTime<Utc>, $text);
                assert_eq!(engine.all(&text).await?, [noon], $text);
            )*};
        }
        read! {
            "SELECT '2024-02-29 12:00:00'"
            "SELECT '2024-02-29T12:00:00Z'"
            "SELECT '2024-02-29 13:00:00.000+01:00'"
            "SELECT datetime('2024-02-29 12:00:00')"
            "SELECT strftime('%Y-%m-%d %H:%M:%f', '2024-02-29 12:00:00')"
        }
        assert_eq!(engine.all(&raw!(DateTime<Utc>, "SELECT CURRENT_TIMESTAMP")).await?.len(), 1);
        for refused in [
            engine.all(&raw!(DateTime<Utc>, "SELECT 1709208000")).await,
            engine.all(&raw!(DateTime<Utc>, "SELECT 'yesterday'")).await,
            engine.all(&raw!(DateTime<Utc>, "SELECT x'00'")).await,
        ] {
            assert!(refused.is_err_and(|error| error.is_decode()));
        }
        Ok(())
    }

    #[tokio::test]
    async fn a_year_that_sqlite_does_not_have_is_refused() -> Result<(), Error> {
        let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
        engine.create_all::<all_moments>().await?;
        for at in [DateTime::<Utc>::MAX_UTC, DateTime::<Utc>::MIN_UTC] {
            let query = select(moments::id).filter(moments::at.eq(at));
            assert!(engine.all(&query).await.is_err_and(|error| error.is_bind()));
            let list = select(moments::id).filter(moments::at.in_([at]));
            assert!(engine.all(&list).await.is_err_and(|error| error.is_bind()));
        }
        Ok(())
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
    async fn a_uuid_is_sixteen_bytes_and_is_read_from_text_too() -> Result<(), Error> {
        for execution in BOTH {
            let engine =
                Engine::<Sqlite>::builder("sqlite::memory:").execution(execution).build().await?;
            engine.create_all::<all_things>().await?;
            let id = Uuid::from_u128(0x0011_2233_4455_6677_8899_aabb_ccdd_eeff);
            let add =
                insert_into(things::table).values((things::id.set(id), things::other.set(id)));
            engine.execute(&add).await?;
            assert_eq!(engine.one(&select(Thing).filter(things::id.eq(id))).await?.other, Some(id));
            let listed = select(things::id).filter(things::id.in_([id, Uuid::nil()]));
            assert_eq!(engine.all(&listed).await?, [id]);
            assert_eq!(engine.all(&raw!(i64, "SELECT length(id) FROM things")).await?, [16]);
            let text = raw!(Uuid, "SELECT '00112233-4455-6677-8899-aabbccddeeff'");
            assert_eq!(engine.all(&text).await?, [id]);
            for refused in [
                engine.all(&raw!(Uuid, "SELECT x'00'")).await,
                engine.all(&raw!(Uuid, "SELECT 'no uuid'")).await,
                engine.all(&raw!(Uuid, "SELECT 1")).await,
            ] {
                assert!(refused.is_err_and(|error| error.is_decode()));
            }
        }
        Ok(())
    }
}
