use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    engine.execute(&delete(notes::table).every_row().tenant(7)).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
