//! 10,000 changed objects of 100,000, found and flushed; what is unchanged costs nothing.

use relata::Error;
use relata::prelude::*;
use tokio::runtime::Runtime;

use crate::clock::Clock;
use crate::schema::*;
use crate::{Effort, Row, ratio, time};

const CHANGED: usize = 10_000;

pub fn measure(effort: &Effort) -> Vec<Row> {
    let runtime = tokio();
    let engine = runtime.block_on(filled()).expect("the statements are valid");
    let mut all = |clock| change(&runtime, &engine, 100_000, clock).expect("it is valid");
    let mut few = |clock| change(&runtime, &engine, 10_000, clock).expect("it is valid");
    let mut hand = |clock| {
        let updates = (1..=CHANGED as i64).map(|id| {
            update(users::table).set(users::name.set("Ada")).filter(users::id.eq(10 * id))
        });
        undone(&runtime, &engine, clock, async |tx| tx.execute_many(updates).await)
            .expect("it is valid")
    };
    let [here, few, by] = effort.least([&mut all, &mut few, &mut hand]);
    let row =
        |what, by| Row { what, here: time(here), by: time(by), ratio: ratio(here, by), must: "" };
    vec![
        row("10,000 changed of 100,000 flushed; 10,000 of 10,000", few),
        row("the same; an UPDATE for each by its key", by),
    ]
}

async fn filled() -> Result<Engine<Sqlite>, Error> {
    let engine = open().await?;
    let rows = people(1..100_001);
    let rows = rows.iter().map(|row| {
        (users::name.set(row.name.as_str()), users::hair_color.set(row.hair_color.as_deref()))
    });
    engine.execute(&insert_into(users::table).rows(rows)).await?;
    Ok(engine)
}

/// Of so many objects, 10,000 are changed.
fn change(
    runtime: &Runtime,
    engine: &Engine<Sqlite>,
    loaded: usize,
    clock: Clock,
) -> Result<f64, Error> {
    let mut session = engine.session();
    let query = select(User).filter(users::id.le(loaded as i64));
    let all = runtime.block_on(session.all(&query))?;
    assert_eq!(all.len(), loaded);
    for user in all.iter().step_by(loaded / CHANGED) {
        session.edit(user).name = "Ada".into();
    }
    let mut done = Ok(());
    let took = clock.time(|| done = runtime.block_on(session.flush()));
    done?;
    runtime.block_on(session.rollback())?;
    Ok(took.as_secs_f64())
}
