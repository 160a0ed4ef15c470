// error: this UPDATE has no version to be said: its table counts none, or it is said already
// label: `.at_version(..)` and `.last_write_wins()` are for a table with a `#[version]` column, once

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let pay = update(accounts::table).set(accounts::balance.set(0)).filter(accounts::id.eq(1));
    engine.execute(&pay.at_version(3).last_write_wins()).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
