// error: the first of several rows without ORDER BY is any of them
// label: add `.order_by(..)` to the query, or say `.limit_unordered(1)` where any row will do

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    db.all(&select(users::id)).await?;
    let _ = db.first(&select(users::name)).await?;
    Ok(())
}

fn main() {}
