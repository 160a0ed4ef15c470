use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let rows = db.all(&select((users::id, users::name))).await?;
    let _: Vec<String> = rows.into_iter().map(|row| row.1).collect();
    Ok(())
}

fn main() {}
