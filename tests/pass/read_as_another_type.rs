use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let _: Vec<i64> = db.all(&select(users::id)).await?;
    Ok(())
}

fn main() {}
