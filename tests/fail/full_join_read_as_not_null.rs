// error: `?` operator has incompatible types
// label: expected `Vec<(Option<String>, String)>`, found `Vec<(Option<String>, Option<String>)>`

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let _: Vec<(Option<String>, String)> = db
        .all(&from(users::table).full_join(users::posts).select((users::name, posts::title)))
        .await?;
    Ok(())
}

fn main() {}
