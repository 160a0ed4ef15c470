// error: `?` operator has incompatible types
// label: expected `Vec<String>`, found `Vec<i64>`

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let _: Vec<String> = db.all(&select(users::id)).await?;
    Ok(())
}

fn main() {}
