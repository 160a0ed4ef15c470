use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    engine.all(&select(notes::heading).tenant(7)).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
