use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let _: Vec<String> =
        db.all(&from(users::table).select(users::nickname.coalesce("none"))).await?;
    Ok(())
}

fn main() {}
