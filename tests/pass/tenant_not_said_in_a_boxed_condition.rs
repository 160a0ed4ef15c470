use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let written = users::id.in_(select(notes::writer_id).tenant(7)).boxed_on(users::table);
    engine.all(&select(users::name).filter(written)).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
