use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(engine: Engine<Sqlite>) -> Result<(), Error> {
    let mut session = engine.session().for_tenant(7);
    session.all(&select(User).with(users::notes.multiset())).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
