// error: `?` operator has incompatible types
// label: expected `Vec<String>`, found `Vec<Option<String>>`

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let title = scalar(from(posts::table).filter(posts::id.eq(1)).select(posts::title));
    let _: Vec<String> = db.all(&from(users::table).select(title)).await?;
    Ok(())
}

fn main() {}
