use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let q = select(notes::heading).boxed().filter(notes::id.gt(1));
    engine.all(&q.tenant(7)).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
