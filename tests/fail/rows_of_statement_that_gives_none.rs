// error: this statement returns no rows
// label: say which columns: `.select(..)` for a query, `.returning(..)` for INSERT, UPDATE or DELETE

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    db.all(&delete(posts::table).every_row()).await?;
    Ok(())
}

fn main() {}
