use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    engine.all(&select(drafts::wording).live()).await?;
    engine.all(&select(drafts::wording).with_deleted()).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
