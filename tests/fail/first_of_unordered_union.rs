// error: the first of several rows without ORDER BY is any of them
// label: add `.order_by(..)` to the query, or say `.limit_unordered(1)` where any row will do
// passes: first_of_unordered_rows.rs

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let mut tx = db.begin().await?;
    let _ = tx.first(&select(users::id).union(select(posts::id))).await?;
    Ok(())
}

fn main() {}
