// error: `?` operator has incompatible types
// label: expected `Vec<String>`, found `Vec<Option<String>>`

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let _: Vec<String> = db
        .all(&from(users::table).left_join(users::posts).select(upper(posts::title.concat("!"))))
        .await?;
    Ok(())
}

fn main() {}
