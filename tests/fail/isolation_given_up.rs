// error: mismatched types
// label: expected `&mut Transaction<'_, Sqlite>`, found `&mut Transaction<'_, Sqlite, ..., ...>`

use blog::*;
use relata::Error;
use relata::engine::{Isolation, Transaction};
use relata::prelude::*;

async fn clear(tx: &mut Transaction<'_, Sqlite>) -> Result<u64, Error> {
    tx.execute(&delete(posts::table).every_row()).await
}

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let mut tx = engine.begin_with(Isolation::Serializable).await?;
    clear(&mut tx).await?;
    tx.commit().await
}

fn main() {
    let _ = run;
}
