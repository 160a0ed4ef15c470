use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let mut tx = db.begin().await?;
    let mut inner = tx.savepoint().await?;
    inner.execute(&delete(posts::table).every_row()).await?;
    inner.rollback().await?;
    tx.execute(&delete(posts::table).every_row()).await?;
    tx.savepoint().await?.commit().await?;
    tx.commit().await?;
    Ok(())
}

fn main() {}
