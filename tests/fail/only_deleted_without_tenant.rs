// error: the rows of `blog::notes::table` belong to tenants, and the statement does not say whose it means
// label: add `.tenant(tenant)`, or `.across_tenants()` where those of all are meant

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
