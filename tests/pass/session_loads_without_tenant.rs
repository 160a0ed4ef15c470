use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let mut session = engine.session().for_tenant(7);
    session.all(&select(User).with(users::notes)).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
