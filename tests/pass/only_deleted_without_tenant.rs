use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(engine: Engine<Sqlite>) -> Result<(), Error> {
    let mut session = engine.session().for_tenant(7);
    let notes = session.all(&select(Note.only(notes::heading))).await?;
    session.delete(&notes[0]);
    session.commit().await
}

fn main() {
    let _ = work;
}
