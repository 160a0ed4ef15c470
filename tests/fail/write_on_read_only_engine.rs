// error: a statement that writes cannot run here: the access is `ReadOnly`
// label: this statement writes, and `ReadOnly` only reads

use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let replica = db.read_only();
    replica.all(&select(users::id)).await?;
    replica.execute(&delete(posts::table).every_row()).await?;
    Ok(())
}

fn main() {}
