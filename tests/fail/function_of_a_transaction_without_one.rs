// error: mismatched types
// label: expected `&mut Transaction<'_, Sqlite>`, found `&mut Connection<Sqlite>`

use blog::*;
use relata::engine::Transaction;
use relata::prelude::*;

async fn clear(tx: &mut Transaction<'_, Sqlite>) -> Result<u64, relata::Error> {
    tx.execute(&delete(posts::table).every_row()).await
}

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let mut connection = db.connect().await?;
    clear(&mut connection).await?;
    Ok(())
}

fn main() {}
