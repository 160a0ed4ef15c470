// error: the tenants of `blog::notes::table` are of type `i64`, and this one is a `String`
// label: give a value of type `i64`

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let mut session = engine.session().for_tenant("seven");
    session.get(Note, 1).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
