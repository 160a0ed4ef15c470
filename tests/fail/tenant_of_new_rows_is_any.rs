// error: INSERT into `blog::notes::table` does not say whose the new rows are
// label: add `.tenant(tenant)`: its column takes the value from there

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let add = insert_into(notes::table).values((notes::writer_id.set(1), notes::heading.set("x")));
    engine.execute(&add.across_tenants()).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
