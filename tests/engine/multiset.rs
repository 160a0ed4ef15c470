//! Values of every type as parts of rows that are one value: they are those that a statement of their own gives.

use std::net::IpAddr;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use relata::Error;
use relata::prelude::*;
use relata::types::{Interval, Json, MacAddr, Range};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use uuid::Uuid;

use super::domains::{Address, Company, Email, Level, Sort};
use super::enums::Mood;
use super::{clean_up, on_every_database, on_mysql, server};

table! {
    pub racks as Rack {
        #[primary_key] id: i64,
        numbers: HasMany<numbers::rack>,
        words: HasMany<words::rack>,
        exacts: HasMany<exacts::rack>,
        wides: HasMany<wides::rack>,
        odds: HasMany<odds::rack>,
        olds: HasMany<olds::rack>,
    }
}

table! {
    pub numbers as Number {
        #[primary_key] id: i64,
        #[references(racks::id)] rack_id: i64,
        flag: bool,
        tiny: i8,
        small: i16,
        number: i32,
        large: i64,
        byte: u8,
        short: u16,
        word: u32,
        real: f64,
        float: f32,
        maybe_flag: Option<bool>,
        maybe_large: Option<i64>,
        maybe_real: Option<f64>,
        rack: BelongsTo<racks::numbers, rack_id>,
    }
}

#[derive(SqlType, Debug, Clone, Copy, PartialEq)]
pub struct Moment(pub DateTime<Utc>);

table! {
    pub words as Word {
        #[primary_key] id: i64,
        #[references(racks::id)] rack_id: i64,
        text: String,
        bytes: Vec<u8>,
        mood: Mood,
        key: Uuid,
        day: NaiveDate,
        clock: NaiveTime,
        local: NaiveDateTime,
        at: Moment,
        data: Value,
        settings: Json<Vec<String>>,
        maybe_text: Option<String>,
        maybe_bytes: Option<Vec<u8>>,
        maybe_key: Option<Uuid>,
        maybe_at: Option<DateTime<Utc>>,
        maybe_data: Option<Value>,
        rack: BelongsTo<racks::words, rack_id>,
    }
}

table! {
    pub exacts as Exact {
        #[primary_key] id: i64,
        #[references(racks::id)] rack_id: i64,
        exact: Decimal,
        maybe: Option<Decimal>,
        rack: BelongsTo<racks::exacts, rack_id>,
    }
}

table! {
    pub wides as Wide {
        #[primary_key] id: i64,
        #[references(racks::id)] rack_id: i64,
        wide: u64,
        rack: BelongsTo<racks::wides, rack_id>,
    }
}

table! {
    pub odds as Odd {
        #[primary_key] id: i64,
        #[references(racks::id)] rack_id: i64,
        email: Email,
        level: Option<Level>,
        home: Address,
        work: Option<Company>,
        emails: Vec<Email>,
        addresses: Vec<Address>,
        sorts: Option<Vec<Sort>>,
        large: Vec<i64>,
        days: Range<NaiveDate>,
        span: Interval,
        host: IpAddr,
        card: MacAddr,
        rack: BelongsTo<racks::odds, rack_id>,
    }
}

table! {
    pub olds as Old {
        #[primary_key] id: i64,
        #[references(racks::id)] rack_id: i64,
        name: String,
        note: Option<String>,
        ratio: f64,
        data: Option<Vec<u8>>,
        rack: BelongsTo<racks::olds, rack_id>,
    }
}

schema! { pub only_racks: racks }
schema! { pub all_things: racks, numbers, words }
schema! { pub all_exacts: racks, exacts }
schema! { pub all_wides: racks, wides }
schema! { pub all_odds: racks, odds }

/// Two racks, of which the first has all that is inserted.
macro_rules! racks {
    ($engine:expr, $schema:ident, $rows:expr => $table:path) => {{
        $engine.create_all::<$schema>().await?;
        $engine
            .execute(&insert_into(racks::table).rows([1, 2].map(|id| racks::id.set(id))))
            .await?;
        $engine.execute(&insert_into($table).rows($rows)).await?;
    }};
}

/// One value of a relation's rows has what its own statement gives.
macro_rules! same {
    ($engine:expr, $relation:path, $id:path, $count:expr) => {{
        let mut connection = $engine.connect().await?;
        let query = select(Rack).order_by(racks::id).with($relation.multiset().order_by($id));
        let set = connection.load(&query).await?;
        let query = select(Rack).order_by(racks::id).with($relation.selectin().order_by($id));
        let apart = connection.load(&query).await?;
        assert_eq!([set[0].get($relation).len(), set[1].get($relation).len()], [$count, 0]);
        for (one, other) in set[0].get($relation).iter().zip(apart[0].get($relation)) {
            // So that NaN is the same as NaN, and 0 another than -0.
            let (one, other) = (format!("{one:?}"), format!("{other:?}"));
            assert!(one == other, "{one:.2000}\n{other:.2000}");
        }
    }};
}

fn name_of<D: relata::driver::Driver>(_: &Engine<D>) -> &'static str {
    D::SPEC.name
}

/// Numbers that any pattern of bits may be.
fn bits() -> impl Iterator<Item = u64> {
    let step = |random: &u64| {
        let mut random = *random;
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        Some(random)
    };
    std::iter::successors(Some(0x9E37_79B9_7F4A_7C15_u64), step)
}

on_every_database!(numbers_are_the_same, async |engine| {
    let name = name_of(&engine);
    let mut reals =
        vec![0.0, -0.0, 0.1, 1.0, 1e15, 1e16, f64::MAX, f64::MIN_POSITIVE, 5e-324, 1e300];
    reals.extend([2_f64.powi(53) + 2.0, 1.0 + f64::EPSILON, 0.1 + 0.2, -123_456_789.123_456_79]);
    if ["SQLite", "PostgreSQL"].contains(&name) {
        reals.extend([f64::INFINITY, f64::NEG_INFINITY]);
    }
    if name == "PostgreSQL" {
        reals.push(f64::NAN);
    }
    reals.extend(bits().map(f64::from_bits).filter(|real| real.is_finite()).take(300));
    let edges = [(i64::MIN, true), (i64::MAX, false), (-1, true), (0, false), (1 << 53 | 1, true)];
    let mut edges = edges.into_iter().cycle();
    let count = reals.len();
    let rows = reals.into_iter().zip(1..).map(|(real, id)| {
        let (large, flag) = edges.next().unwrap();
        let (tiny, small, number) = match large {
            ..0 => (i8::MIN, i16::MIN, i32::MIN),
            _ => (i8::MAX, i16::MAX, i32::MAX),
        };
        let float =
            if real.is_finite() { f32::from_bits((id as u32) * 7_654_321) } else { real as f32 };
        let float = if float.is_nan() && name != "PostgreSQL" { 0.1 } else { float };
        (
            numbers::id.set(id),
            numbers::rack_id.set(1),
            numbers::flag.set(flag),
            numbers::tiny.set(tiny),
            numbers::small.set(small),
            numbers::number.set(number),
            numbers::large.set(large),
            numbers::byte.set(u8::MAX),
            numbers::short.set(u16::MAX),
            numbers::word.set(u32::MAX),
            numbers::real.set(real),
            numbers::float.set(float),
            numbers::maybe_flag.set((id % 2 == 0).then_some(flag)),
            numbers::maybe_large.set((id % 3 == 0).then_some(large)),
            numbers::maybe_real.set((id % 2 == 1).then_some(real)),
        )
    });
    racks!(engine, all_things, rows => numbers::table);
    same!(engine, racks::numbers, numbers::id, count);
});

on_every_database!(words_are_the_same, async |engine| {
    let name = name_of(&engine);
    let long = "é😀\\\"\n".repeat(100_000);
    let texts = [
        "",
        " ",
        "a\"\\'b`",
        "é€😀\n\t\r\u{1}\u{8}\u{c}\u{1f}\u{7f}",
        "\u{2028}\u{2029}\u{feff}\u{fffd}",
        "[1]",
        "null",
        "[\"00\"]",
        "]],[[",
        "\\u0000",
        "\u{1f980}\u{10ffff}",
        "{}",
        ",",
        "0x",
        "a\0b",
    ];
    let times = [
        ("0001-01-01T00:00:00", "1970-01-01T00:00:01Z"),
        ("9999-12-31T23:59:59.999999", "2038-01-19T03:14:07.999999Z"),
        ("2024-02-29T12:34:56.000001", "2024-02-29T00:00:00Z"),
        ("1969-12-31T23:59:59.900000", "1999-12-31T23:59:59.100000Z"),
    ];
    let data = [
        json!(null),
        json!(1.0),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(long),
        json!([]),
        json!([["a"]]),
        json!({"a\"b": [1, 0.5, null, "x\\\u{2028}"], "": {}}),
        json!(true),
        json!("null"),
    ];
    let rows = texts.iter().zip(1_i64..).map(|(text, id)| {
        let text = if name == "PostgreSQL" { text.replace('\0', "") } else { (*text).to_owned() };
        let (local, at) = times[id as usize % times.len()];
        let (local, at): (NaiveDateTime, DateTime<Utc>) =
            (local.parse().unwrap(), at.parse().unwrap());
        let bytes = match id {
            1 => Vec::new(),
            2 => (0..=255).collect(),
            3 => vec![0xab; 100_000],
            _ => text.as_bytes().to_vec(),
        };
        let data = data[id as usize % data.len()].clone();
        let some = id % 2 == 0;
        let key = Uuid::from_u128(u128::from(bits().nth(id as usize).unwrap()) << 60);
        let mood = [Mood::Good, Mood::SoSo, Mood::None][id as usize % 3];
        (
            words::id.set(id),
            words::rack_id.set(1),
            words::text.set(text.clone()),
            words::bytes.set(bytes.clone()),
            words::mood.set(mood),
            words::key.set(key),
            words::day.set(local.date()),
            words::clock.set(local.time()),
            words::local.set(local),
            words::at.set(Moment(at)),
            words::data.set(data.clone()),
            words::settings.set(Json(vec![text.replace('\0', ""); 2])),
            words::maybe_text.set(some.then_some(text)),
            words::maybe_bytes.set(some.then_some(bytes)),
            words::maybe_key.set(some.then_some(key)),
            words::maybe_at.set(some.then_some(at)),
            words::maybe_data.set((id % 3 > 0).then_some(data)),
        )
    });
    racks!(engine, all_things, rows => words::table);
    same!(engine, racks::words, words::id, texts.len());
});

/// Decimal numbers of as many digits as there are.
fn exacts() -> impl Iterator<Item = Decimal> {
    let text = [
        "0",
        "0.00",
        "-0.5",
        "1.5000000000",
        "0.0000000000000000000000000001",
        "79228162514264337593543950335",
        "-7.9228162514264337593543950335",
        "123456789012345678.0123456789",
    ];
    text.into_iter().map(|text| text.parse().unwrap())
}

macro_rules! exact_rows {
    ($engine:ident) => {{
        let rows = exacts().zip(1..).map(|(exact, id)| {
            let maybe = (id % 2 == 0).then_some(exact);
            (exacts::id.set(id), exacts::rack_id.set(1), exacts::exact.set(exact), exacts::maybe.set(maybe))
        });
        racks!($engine, all_exacts, rows => exacts::table);
        same!($engine, racks::exacts, exacts::id, 8);
    }};
}

/// Texts in another character set, what the server takes for JSON, numbers of few digits, and too many bytes.
macro_rules! old_rows {
    ($engine:ident) => {{
        let table = raw!(
            (),
            "CREATE TABLE olds (id BIGINT PRIMARY KEY, rack_id BIGINT NOT NULL, \
             name VARCHAR(40) CHARACTER SET latin1 NOT NULL, note LONGTEXT CHECK (json_valid(note)), \
             ratio FLOAT NOT NULL, data LONGBLOB)"
        );
        $engine.execute(&table).await?;
        let rows = ["café €", "\u{c3}\u{a9}", "a"].into_iter().zip(1..).map(|(name, id)| {
            let note = [None, Some(r#"{"a":  [1]}"#), Some(r#""x""#)][id as usize % 3];
            (
                olds::id.set(id),
                olds::rack_id.set(1),
                olds::name.set(name),
                olds::note.set(note.map(str::to_owned)),
                olds::ratio.set([16_777_216.0, 0.1, -3.0][id as usize % 3]),
                olds::data.set(None::<Vec<u8>>),
            )
        });
        racks!($engine, only_racks, rows => olds::table);
        same!($engine, racks::olds, olds::id, 3);
        // What does not fit in JSON is an error, and no NULL.
        let long = raw!((), "UPDATE olds SET data = REPEAT('a', @@max_allowed_packet DIV 2) WHERE id = 1");
        $engine.execute(&long).await?;
        let query = select(Rack).with(racks::olds.multiset().order_by(olds::id));
        let error = $engine.connect().await?.load(&query).await.unwrap_err().to_string();
        assert!(error.contains("max_allowed_packet: `.selectin()`"), "{error}");
    }};
}

macro_rules! on_mysql_alone {
    ($engine:ident) => {{
        let wide = [0, u64::MAX, i64::MAX as u64 + 1, 1 << 53 | 1];
        let wide = wide.into_iter().zip(1..);
        let rows = wide.map(|(wide, id)| (wides::id.set(id), wides::rack_id.set(1), wides::wide.set(wide)));
        racks!($engine, all_wides, rows => wides::table);
        same!($engine, racks::wides, wides::id, 4);
        $engine.drop_all::<all_wides>().await?;
        old_rows!($engine);
        $engine.drop_all::<only_racks>().await?;
        exact_rows!($engine);
        on_mysql::clean_up(&$engine).await
    }};
}

#[tokio::test]
async fn what_mysql_has_of_its_own_is_the_same() -> Result<(), Error> {
    let Some(engine) = on_mysql::server::<MySql>(1).await? else { return Ok(()) };
    on_mysql_alone!(engine)
}

#[tokio::test]
async fn what_mariadb_has_of_its_own_is_the_same() -> Result<(), Error> {
    let Some(engine) = on_mysql::server::<MariaDb>(1).await? else { return Ok(()) };
    on_mysql_alone!(engine)
}

#[tokio::test]
async fn what_postgresql_has_of_its_own_is_the_same() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    exact_rows!(engine);
    engine.drop_all::<all_exacts>().await?;
    let rows = ["", "NULL", "a,b", "(\"x\\", "{}", "\u{1f980}\n"].into_iter().zip(1_i64..).map(
        |(text, id)| {
            let even = id % 2 == 0;
            let email = Email(format!("{text}@example"));
            let address = Address {
                street: text.to_owned(),
                zip: even.then_some(i32::MIN),
                sort: if even { Sort::Home } else { Sort::Work },
                since: NaiveDate::from_ymd_opt(9999, 12, 31).filter(|_| even),
                contact: email.clone(),
            };
            let company = Company { name: text.to_owned(), seat: even.then(|| address.clone()) };
            let day = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
            (
                odds::id.set(id),
                odds::rack_id.set(1),
                odds::email.set(email.clone()),
                odds::level.set(even.then_some(Level(i16::MIN))),
                odds::home.set(address.clone()),
                odds::work.set((id % 3 > 0).then_some(company)),
                odds::emails.set(vec![email; (id % 3) as usize]),
                odds::addresses.set(vec![address; (id % 3) as usize]),
                odds::sorts.set(even.then(|| vec![Sort::Home, Sort::Work])),
                odds::large.set(vec![i64::MIN, id]),
                odds::days.set(if even { Range::from(day..) } else { Range::Empty }),
                odds::span.set(Interval { months: -1, days: 2, micros: i64::MAX }),
                odds::host.set(if even { "::1" } else { "10.0.0.1" }.parse::<IpAddr>().unwrap()),
                odds::card.set(MacAddr([0, 1, 2, 3, 4, 255])),
            )
        },
    );
    racks!(engine, all_odds, rows => odds::table);
    same!(engine, racks::odds, odds::id, 6);
    clean_up(&engine).await
}

#[tokio::test]
async fn computed_json_is_a_text() -> Result<(), Error> {
    let engine = super::memory(relata::engine::Execution::Inline).await?;
    let table = raw!(
        (),
        "CREATE TABLE olds (id INTEGER PRIMARY KEY, rack_id INTEGER NOT NULL, name TEXT NOT NULL, \
         note TEXT GENERATED ALWAYS AS (json_extract(name, '$.a')) VIRTUAL, ratio REAL, data BLOB)"
    );
    engine.execute(&table).await?;
    engine.create_all::<only_racks>().await?;
    engine.execute(&raw!((), "INSERT INTO racks (id) VALUES (1), (2)")).await?;
    let rows = raw!(
        (),
        "INSERT INTO olds (id, rack_id, name, ratio) VALUES \
         (1, 1, json_object('a', json_array('ab')), 0.1), \
         (2, 1, json_object('a', json_object('b', 1)), 0.5), \
         (3, 1, json_object('a', 'x'), 1), (4, 1, json_object(), -2.5)"
    );
    engine.execute(&rows).await?;
    same!(engine, racks::olds, olds::id, 4);
    let people = engine.connect().await?.load(&select(Rack).with(racks::olds.multiset())).await?;
    let notes = people[0].get(racks::olds).iter().map(|old| old.note.as_deref());
    assert_eq!(notes.collect::<Vec<_>>(), [Some(r#"["ab"]"#), Some(r#"{"b":1}"#), Some("x"), None]);
    // Bytes are told with their column.
    engine.execute(&raw!((), "UPDATE olds SET ratio = x'00'")).await?;
    let query = select(Rack).with(racks::olds.multiset());
    let error = engine.connect().await?.load(&query).await.unwrap_err().to_string();
    assert!(error.contains("olds.ratio: expected a floating point number"), "{error}");
    Ok(())
}

#[tokio::test]
async fn what_a_column_does_not_promise_is_an_error() -> Result<(), Error> {
    let engine = super::memory(relata::engine::Execution::Inline).await?;
    engine.execute(&raw!((), "CREATE TABLE racks AS SELECT 1 AS id")).await?;
    let table = raw!(
        (),
        "CREATE TABLE numbers AS SELECT 1 AS id, 1 AS rack_id, 0 AS flag, 300 AS tiny, 0 AS small, \
         0 AS number, 0 AS large, 0 AS byte, 0 AS short, 0 AS word, 0 AS real, 0 AS float, \
         0 AS maybe_flag, 0 AS maybe_large, 0 AS maybe_real"
    );
    engine.execute(&table).await?;
    let query = select(Rack).with(racks::numbers.multiset());
    let error = engine.connect().await?.load(&query).await.unwrap_err();
    assert!(error.is_decode(), "{error:?}");
    let reason =
        "column 2 of the row cannot be read: numbers.tiny: 300 does not fit an 8-bit integer";
    assert_eq!(error.to_string(), reason);
    Ok(())
}
