use blog::*;
use relata::engine::Transaction;
use relata::prelude::*;

async fn clear(tx: &mut Transaction<'_, Sqlite>) -> Result<u64, relata::Error> {
    tx.execute(&delete(posts::table).every_row()).await
}

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let mut connection = db.connect().await?;
    let mut tx = connection.begin().await?;
    clear(&mut tx).await?;
    clear(&mut tx.savepoint().await?).await?;
    tx.commit().await
}

fn main() {}
