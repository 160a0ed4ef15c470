// error: this session says already whose rows it means
// label: open another session: its objects are those of one tenant

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let mut session = engine.session().for_tenant(7).for_tenant(8);
    session.get(Note, 1).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
