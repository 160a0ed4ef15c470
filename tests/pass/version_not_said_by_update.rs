use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let pay = update(accounts::table).set(accounts::balance.set(0)).filter(accounts::id.eq(1));
    engine.execute(&pay.at_version(3)).await?;
    engine.execute(&pay.last_write_wins()).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
