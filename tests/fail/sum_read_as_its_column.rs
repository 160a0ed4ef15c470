// error: `?` operator has incompatible types
// label: expected `Vec<Option<i32>>`, found `Vec<Option<i64>>`

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let _: Vec<Option<i32>> = db.all(&from(posts::table).select(sum(posts::likes))).await?;
    Ok(())
}

fn main() {}
