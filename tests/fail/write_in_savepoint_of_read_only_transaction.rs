// error: a statement that writes cannot run here: the access is `ReadOnly`
// label: this statement writes, and `ReadOnly` only reads

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let mut tx = db.begin_read_only().await?;
    let mut inner = tx.savepoint().await?;
    inner.execute(&delete(posts::table).every_row()).await?;
    Ok(())
}

fn main() {}
