use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let mut session = engine.session().live();
    session.get(Draft, 1).await?;
    session.add(Draft, drafts::wording.set("x"));
    Ok(())
}

fn main() {
    let _ = run;
}
