// error: this is not a complete statement
// label: something is still missing here
// passes: update_without_filter.rs

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    db.execute(&update(users::table)).await?;
    Ok(())
}

fn main() {}
