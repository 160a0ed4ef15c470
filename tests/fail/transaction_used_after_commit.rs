// error: borrow of moved value: `tx`
// label: value borrowed here after move

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let mut tx = db.begin().await?;
    tx.execute(&delete(posts::table).every_row()).await?;
    tx.commit().await?;
    tx.execute(&delete(tags::table).every_row()).await?;
    Ok(())
}

fn main() {}
