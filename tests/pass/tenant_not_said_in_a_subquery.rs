use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let q = select(users::name)
        .filter(exists(from(notes::table).filter(notes::writer_id.eq(outer(users::id)))));
    engine.all(&q.tenant(7)).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
