use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let mut tx = db.begin_read_only().await?;
    let mut inner = tx.savepoint().await?;
    inner.all(&select(users::id)).await?;
    let mut tx = db.begin().await?;
    let mut inner = tx.savepoint().await?;
    inner.execute(&delete(posts::table).every_row()).await?;
    Ok(())
}

fn main() {}
