// error: this query may give several rows, and only one is expected here
// label: fix a unique key with `.filter(key.eq(..))`, or take the first with `.order_by(..).limit_one()`

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    db.all(&select(users::id)).await?;
    let _ = db.one(&select(users::name)).await?;
    Ok(())
}

fn main() {}
