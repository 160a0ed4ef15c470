// error: column `blog::notes::team` is not assigned: its value is the tenant of the statement
// label: leave `blog::notes::team` out: `.tenant(..)` gives it to new rows, and rows stay with their tenant

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let add = insert_into(notes::table).values((
        notes::team.set(8),
        notes::writer_id.set(1),
        notes::heading.set("x"),
    ));
    engine.execute(&add.tenant(7)).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
