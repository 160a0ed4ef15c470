use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let mut session = engine.session().for_tenant(7);
    session.add(Note, (notes::writer_id.set(1), notes::heading.set("x")));
    Ok(())
}

fn main() {
    let _ = run;
}
