// error: UPDATE or DELETE without a filter would touch every row of the table
// label: add `.filter(..)`, or say `.every_row()`

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    db.execute(&delete(posts::table)).await?;
    Ok(())
}

fn main() {}
