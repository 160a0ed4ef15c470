// error: `?` operator has incompatible types
// label: expected `Vec<String>`, found `Vec<Option<String>>`
// passes: union_of_other_types.rs

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let _: Vec<String> = db.all(&select(users::name).union(select(users::nickname))).await?;
    Ok(())
}

fn main() {}
