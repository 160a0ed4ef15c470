// error: this UPDATE has no version to be said: its table counts none, or it is said already
// label: `.at_version(..)` and `.last_write_wins()` are for a table with a `#[version]` column, once

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let hello = update(users::table).set(users::visits.set(1)).filter(users::id.eq(1));
    engine.execute(&hello.at_version(3)).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
