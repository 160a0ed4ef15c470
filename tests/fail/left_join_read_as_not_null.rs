// error: `?` operator has incompatible types
// label: expected `Vec<(String, String)>`, found `Vec<(String, Option<String>)>`

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let _: Vec<(String, String)> = db
        .all(&from(users::table).left_join(users::posts).select((users::name, posts::title)))
        .await?;
    Ok(())
}

fn main() {}
