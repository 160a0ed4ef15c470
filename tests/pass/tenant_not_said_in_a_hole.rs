use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let last = scalar(from(notes::table).select(max(notes::id)).tenant(7));
    engine.all(&raw!(Option<i64>, "SELECT {}", last)).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
