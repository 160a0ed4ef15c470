// error: UPDATE or DELETE without a filter would touch every row of the table
// label: add `.filter(..)`, or say `.every_row()`

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let id: Option<i64> = None;
    db.execute(&delete(posts::table).filter(id.map(|id| posts::id.eq(id)))).await?;
    Ok(())
}

fn main() {}
