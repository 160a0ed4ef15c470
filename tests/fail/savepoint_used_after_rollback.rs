// error: borrow of moved value: `inner`
// label: value borrowed here after move

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let mut tx = db.begin().await?;
    let mut inner = tx.savepoint().await?;
    inner.rollback().await?;
    inner.execute(&delete(posts::table).every_row()).await?;
    Ok(())
}

fn main() {}
