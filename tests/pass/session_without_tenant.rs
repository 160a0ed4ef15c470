use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let mut session = engine.session().for_tenant(7);
    session.get(Note, 1).await?;
    session.all(&select(Note)).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
