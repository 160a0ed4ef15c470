use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let hello = update(users::table).set(users::visits.set(1)).filter(users::id.eq(1));
    engine.execute(&hello).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
