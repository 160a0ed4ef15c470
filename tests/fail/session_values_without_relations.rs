// error: this query loads no relations, or cannot run here
// label: write `.with(..)`, `.joined(..)` or `.nest(..)`; other queries are for `.all(..)`

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(engine: &Engine<Sqlite>) -> Result<(), Error> {
    let mut connection = engine.connect().await?;
    connection.load(&select(User)).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
