// error: UPDATE of `blog::accounts::table`, which counts the versions of its rows, does not say which version it means
// label: add `.at_version(version)`, or `.last_write_wins()` where what others wrote may be overwritten

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let pay = update(accounts::table).set(accounts::balance.set(0)).filter(accounts::id.eq(1));
    engine.execute(&pay).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
