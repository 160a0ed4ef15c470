// error: `?` operator has incompatible types
// label: expected `Vec<bool>`, found `Vec<Option<bool>>`

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let among = users::name.in_((users::nickname, users::email));
    let _: Vec<bool> = db.all(&select(among)).await?;
    Ok(())
}

fn main() {}
