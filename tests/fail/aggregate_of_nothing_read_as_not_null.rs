// error: `?` operator has incompatible types
// label: expected `Vec<i64>`, found `Vec<Option<i64>>`

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let _: Vec<i64> = db.all(&from(users::table).select(sum(users::visits))).await?;
    Ok(())
}

fn main() {}
