// error: this is not a complete statement
// label: something is still missing here
// passes: insert_lacks_required_column.rs

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    db.execute(&insert_into(users::table)).await?;
    Ok(())
}

fn main() {}
