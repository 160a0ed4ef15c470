use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let add = insert_into(notes::table).values((notes::writer_id.set(1), notes::heading.set("x")));
    engine.execute(&add.tenant(7)).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
