// error: x
// label: x

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(engine: Engine<Sqlite>) -> Result<(), Error> {
    let mut session = engine.session();
    let notes = session.all(&select(Note.only(notes::heading)).tenant(7)).await?;
    session.delete(&notes[0]);
    session.commit().await
}

fn main() {
    let _ = work;
}
