use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let q = from(users::table)
        .left_join(notes::table)
        .on(notes::writer_id.eq(users::id))
        .select((users::name, notes::heading));
    engine.all(&q.tenant(7)).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
