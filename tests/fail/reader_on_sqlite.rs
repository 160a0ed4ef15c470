// error: `relata::dialect::Sqlite` does not support `SharedReads`
// label: this statement needs `SharedReads`, which `relata::dialect::Sqlite` does not have

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    db.reader(2).await?.all(&select(users::id)).await?;
    Ok(())
}

fn main() {}
