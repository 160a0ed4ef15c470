// error: rows of `blog::drafts::table` may be deleted ones, and the statement does not say whether it means these too
// label: add `.live()`, or `.with_deleted()` where deleted rows are meant too

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let mut session = engine.session();
    session.get(Draft, 1).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
