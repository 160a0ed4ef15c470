use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let mut tx = db.begin_read_only().await?;
    tx.all(&select(users::id)).await?;
    let mut tx = db.begin().await?;
    tx.execute(&delete(posts::table).every_row()).await?;
    Ok(())
}

fn main() {}
