use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    engine.execute(&delete(drafts::table).every_row().with_deleted()).await?;
    engine.execute(&insert_into(drafts::table).values(drafts::wording.set("x"))).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
