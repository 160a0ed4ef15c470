use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let give = update(notes::table).set(notes::heading.set("x")).filter(notes::id.eq(1));
    engine.execute(&give.tenant(7)).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
