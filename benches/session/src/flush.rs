//! A flush of 10,000 new objects, against relata's own INSERT of the same rows, and SQLAlchemy's flush.

use relata::Error;
use relata::prelude::*;
use tokio::runtime::Runtime;

use crate::clock::Clock;
use crate::schema::*;
use crate::{Effort, Row, ratio, sqlalchemy, time};

/// How many objects.
pub const COUNT: i64 = 10_000;

/// The rows in one INSERT.
macro_rules! insert {
    ($rows:expr) => {
        insert_into(users::table).rows($rows.iter().map(|row| {
            (users::name.set(row.name.as_str()), users::hair_color.set(row.hair_color.as_deref()))
        }))
    };
}

pub fn measure(effort: &Effort) -> Vec<Row> {
    let runtime = tokio();
    let engine = runtime.block_on(open()).expect("the statements are valid");
    let rows = people(1..COUNT + 1);
    let mut session = |clock| flush(&runtime, &engine, &rows, clock).expect("it is valid");
    let mut whole = |clock| whole(&runtime, &engine, &rows, clock).expect("it is valid");
    let mut insert = |clock| {
        undone(&runtime, &engine, clock, async |tx| tx.execute(&insert!(rows)).await)
            .expect("it is valid")
    };
    let mut keys = |clock| {
        undone(&runtime, &engine, clock, async |tx| Ok(tx.keys(&insert!(rows)).await?.len() as u64))
            .expect("it is valid")
    };
    let [here, insert, keys, whole] =
        effort.least([&mut session, &mut insert, &mut keys, &mut whole]);
    let row = |what, here, by, must| Row {
        what,
        here: time(here),
        by: time(by),
        ratio: ratio(here, by),
        must,
    };
    let mut measured = vec![
        row("flush of 10,000 new objects; INSERT of the rows", here, insert, "at most 1.5"),
        row("the same; INSERT that gives the keys", here, keys, ""),
        row("all of `add`, flush and rollback; INSERT", whole, insert, ""),
    ];
    if let Some(python) = &effort.python {
        let there = sqlalchemy::flush(python, COUNT, effort.rounds);
        measured.push(Row {
            what: "flush of 10,000 new objects; SQLAlchemy's",
            here: time(here),
            by: time(there),
            ratio: format!("1/{:.0}", there / here),
            must: "at least 10 times as fast",
        });
    }
    measured
}

/// Only the flush.
fn flush(
    runtime: &Runtime,
    engine: &Engine<Sqlite>,
    rows: &[User],
    clock: Clock,
) -> Result<f64, Error> {
    let mut session = with_new(engine, rows);
    let mut done = Ok(());
    let took = clock.time(|| done = runtime.block_on(session.flush()));
    done?;
    assert_eq!(session.count(User), rows.len());
    runtime.block_on(session.rollback())?;
    Ok(took.as_secs_f64())
}

/// What comes before and after it, too.
fn whole(
    runtime: &Runtime,
    engine: &Engine<Sqlite>,
    rows: &[User],
    clock: Clock,
) -> Result<f64, Error> {
    let mut done = Ok(());
    let took = clock.time(|| {
        done = runtime.block_on(async {
            let mut session = with_new(engine, rows);
            session.flush().await?;
            session.rollback().await
        });
    });
    done?;
    Ok(took.as_secs_f64())
}

/// A session with a new object for each row.
fn with_new(engine: &Engine<Sqlite>, rows: &[User]) -> Session<'static, Sqlite> {
    let mut session = engine.session();
    for row in rows {
        let color = users::hair_color.set(row.hair_color.as_deref());
        session.add(User, (users::name.set(row.name.as_str()), color));
    }
    session
}
