// error: column `blog::notes::team` is not assigned: its value is the tenant of the statement
// label: leave `blog::notes::team` out: `.tenant(..)` gives it to new rows, and rows stay with their tenant

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let give = update(notes::table).set(notes::team.set(8)).filter(notes::id.eq(1));
    engine.execute(&give.tenant(7)).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
