use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let mut connection = engine.connect().await?;
    connection.load(&select(User).with(users::posts)).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
