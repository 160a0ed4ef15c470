// error: this says something about tenants or deleted rows, and the statement has no table that asks for it
// label: `.tenant(..)` is for tables with a `#[tenant]` column, `.live()` for those with a `#[soft_delete]` one

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    engine.all(&select(notes::heading).tenant(7).tenant(8)).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
