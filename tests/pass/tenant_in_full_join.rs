use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let some =
        derived(totals::table, from(notes::table).select((notes::id, notes::writer_id)).tenant(7));
    let q = from(some).full_join(users::table).on(totals::posts.eq(users::id));
    engine.all(&q.select(users::name)).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
